"""One HTTP request and its answer, within bounds: no redirects, cookies or proxies."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, cast

import msgspec

from rashomon.errors import BrokenAnswer, FetchTimeout, InputError, TooLarge
from rashomon.ingest.web.connections import READ_S, Wire
from rashomon.ingest.web.content_decoding import ACCEPTED, Decoder, decoder
from rashomon.ingest.web.request_state import Errand, shown
from rashomon.ingest.web.urls import Target

if TYPE_CHECKING:
    import ssl

    import httpcore

__all__ = ["WITH_PAGE", "Answer", "Exchange"]

WITH_PAGE = frozenset({200, 203})
"""Statuses with the requested page; other bodies are discarded."""
DRAINED_BYTES = 65_536
"""Most bytes of an unwanted body that are read, so that the connection can be reused."""
CONNECTIONS = 40
IDLE_CONNECTIONS = 20


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A server's answer."""

    status: int
    headers: dict[str, str]
    """Names in lower case, values of one name joined by commas."""
    data: bytes
    """The decoded body; empty for a status without a page."""
    cut: bool = False
    """Whether the body was longer than the limit and is truncated."""


class Exchange:
    """Sends requests over connections that are kept for the next request to the same host."""

    def __init__(self, wire: Wire, context: ssl.SSLContext, user_agent: str) -> None:
        import httpcore

        self._wire = wire
        self._user_agent = user_agent
        self._pool = httpcore.ConnectionPool(
            ssl_context=context,
            http2=True,
            max_connections=CONNECTIONS,
            max_keepalive_connections=IDLE_CONNECTIONS,
            keepalive_expiry=60.0,
            network_backend=cast("httpcore.NetworkBackend", wire),
        )

    def ask(self, target: Target, errand: Errand, limit_bytes: int, conditions: dict[str, str], *, cut: bool) -> Answer:
        """Send one request and return the answer; reconnect once if the server has closed a kept connection.

        ``cut`` truncates a body at ``limit_bytes``; otherwise a longer one raises TooLarge. Also raises
        ForbiddenAddress, HostUnreachable, TlsFailed, FetchTimeout and BrokenAnswer.
        """
        with self._wire.on(errand):
            try:
                return self._once(target, errand, limit_bytes, conditions, cut=cut)
            except BrokenAnswer:
                if self._wire.connected:
                    raise
            return self._once(target, errand, limit_bytes, conditions, cut=cut)

    def _once(
        self, target: Target, errand: Errand, limit_bytes: int, conditions: dict[str, str], *, cut: bool
    ) -> Answer:
        import h2.exceptions
        import httpcore

        whole = False
        try:
            with self._pool.stream(
                b"GET",
                httpcore.URL(
                    scheme=target.scheme.encode(),
                    host=target.host.encode(),
                    port=target.port,
                    target=target.path.encode(),
                ),
                headers=self._headers(target, conditions),
                extensions={"timeout": {"pool": errand.left_s()}},
            ) as response:
                answer = read(response, errand, limit_bytes, cut=cut)
            whole = not answer.cut
        except httpcore.TimeoutException:
            errand.left_s()
            raise errand.failure(FetchTimeout, f"was silent for {READ_S:g} seconds: try later") from None
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise broken(errand, str(error)) from None
        except (h2.exceptions.H2Error, KeyError, ValueError) as error:
            # httpcore does not catch h2's errors for hostile frames, and may itself fail on one.
            raise broken(errand, type(error).__name__) from None
        finally:
            if not whole:
                self._leave(target)
        return answer

    def _headers(self, target: Target, conditions: dict[str, str]) -> list[tuple[bytes, bytes]]:
        headers = {
            "Host": target.authority,
            "User-Agent": self._user_agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Encoding": ACCEPTED,
            **conditions,
        }
        return [(name.encode("ascii"), value.encode("ascii")) for name, value in headers.items()]

    def _leave(self, target: Target) -> None:
        """Close the connections to ``target``: httpcore would reuse one on which half an answer is still pending."""
        import httpcore

        origin = httpcore.Origin(target.scheme.encode(), target.host.encode(), target.port)
        for connection in self._pool.connections:
            if connection.can_handle_request(origin):
                connection.close()

    def close(self) -> None:
        self._wire.close()
        self._pool.close()


def read(response: httpcore.Response, errand: Errand, limit_bytes: int, *, cut: bool) -> Answer:
    """Read the answer, with its body if its status has a page."""
    import httpx

    headers = httpx.Headers(response.headers)
    plain = {name: value for name, value in headers.items() if name != "set-cookie"}
    if response.status not in WITH_PAGE:
        return Answer(status=response.status, headers=plain, data=b"", cut=not drained(response))
    length = headers.get("content-length", "")
    if not cut and length.isascii() and length.isdigit() and int(length[:20]) > limit_bytes:
        raise errand.failure(TooLarge, too_large(limit_bytes))
    try:
        undo = decoder(headers.get("content-encoding", ""))
    except ValueError as error:
        raise broken(errand, f"an unknown coding, {shown(str(error))}") from None
    data = body(response, undo, errand, limit_bytes, cut=cut)
    return Answer(status=response.status, headers=plain, data=data[:limit_bytes], cut=len(data) > limit_bytes)


def body(response: httpcore.Response, undo: Decoder | None, errand: Errand, limit_bytes: int, *, cut: bool) -> bytes:
    """Return the decoded body; with ``cut``, at least one byte more than ``limit_bytes`` of a longer one."""
    data = bytearray()
    raw_bytes = 0
    try:
        for chunk in response.iter_stream():
            raw_bytes += len(chunk)
            for piece in undo.pieces(chunk) if undo else (chunk,):
                data += piece
                if len(data) > limit_bytes:
                    break
            errand.left_s()
            if max(len(data), raw_bytes) > limit_bytes:
                if not cut:
                    raise errand.failure(TooLarge, too_large(limit_bytes))
                break
    except zlib.error as error:
        raise broken(errand, f"its coding is damaged, {error}") from None
    if undo and raw_bytes and not undo.whole and len(data) <= limit_bytes:
        raise broken(errand, "its coding breaks off")
    return bytes(data)


def drained(response: httpcore.Response) -> bool:
    """Read an unwanted body; return whether it ended within bounds."""
    raw_bytes = 0
    for chunk in response.iter_stream():
        raw_bytes += len(chunk)
        if raw_bytes > DRAINED_BYTES:
            return False
    return True


def too_large(limit_bytes: int) -> str:
    return f"is larger than the limit of {limit_bytes:,} bytes: raise RASHOMON_MAX_BYTES"


def broken(errand: Errand, reason: str) -> InputError:
    return errand.failure(BrokenAnswer, f"the answer is broken ({shown(reason)}): try later, or save the page by hand")
