"""Connections that are made only to addresses checked beforehand: resolve, check every answer, connect to one of them.

httpcore asks its network backend for every connection, also after a redirect, and uses the address as written for TLS
and the Host header. So there is no second lookup that could give another answer, and no way around the check.
"""

from __future__ import annotations

import ipaddress
import queue
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from rashomon.errors import BrokenAnswer, FetchFailed, FetchTimeout, ForbiddenAddress, HostUnreachable, TlsFailed
from rashomon.ingest.web.network import Outside
from rashomon.ingest.web.public_addresses import Allowed, forbidden
from rashomon.ingest.web.request_state import GIVEN_UP, Errand, shown

if TYPE_CHECKING:
    from httpcore import SOCKET_OPTION, NetworkStream

__all__ = ["CONNECT_S", "READ_S", "Wire"]

CONNECT_S = 10.0
"""Time limit for each of resolving and connecting."""
READ_S = 20.0
"""Longest wait for data."""
ADDRESSES = 4
"""Most addresses of a host that are tried."""
CONNECTIONS = 3
"""Most connections for one request: httpcore would continue as long as an HTTP/2 host asks it to reconnect."""
OPEN_PORTS = frozenset({80, 443, 8080, 8443})
"""Ports of websites; others only on the user's own hosts, so that no page can make us contact other services."""


class Wire:
    """The network backend for httpcore."""

    def __init__(self, allowed: Allowed, outside: Outside) -> None:
        self._allowed = allowed
        self._outside = outside
        self._here = threading.local()
        self._streams: WeakSet[Stream] = WeakSet()
        self._lock = threading.Lock()
        self._closed = False

    @contextmanager
    def on(self, errand: Errand) -> Iterator[None]:
        """Account this thread's work to ``errand`` and its time limit."""
        self._here.errand = errand
        self._here.connections = 0
        with errand.running():
            yield

    @property
    def connected(self) -> bool:
        """Whether this thread's request opened a new connection."""
        return bool(self._here.connections)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> Stream:
        """Connect to ``host``. Raises ForbiddenAddress, HostUnreachable, FetchTimeout or BrokenAnswer."""
        import httpcore

        errand: Errand = self._here.errand
        self.refuse_closed(errand)
        self._here.connections += 1
        if self._here.connections > CONNECTIONS:
            raise errand.failure(BrokenAnswer, f"{host} does not answer: try later")
        addresses = self.addresses(host, port, errand)[:ADDRESSES]
        reason = ""
        for address in addresses:
            self.refuse_closed(errand)
            seconds = min(CONNECT_S / len(addresses), errand.left_s())
            try:
                stream = Stream(self._outside.dial(address, port, seconds), self.errand)
            except httpcore.ConnectTimeout:
                reason = f"{address} does not answer"
            except httpcore.ConnectError as error:
                reason = shown(str(error))
            else:
                with self._lock:
                    self._streams.add(stream)
                return stream
        raise errand.failure(HostUnreachable, f"no connection ({reason}): check the address, or try later")

    def errand(self) -> Errand:
        errand: Errand = self._here.errand
        self.refuse_closed(errand)
        return errand

    def refuse_closed(self, errand: Errand) -> None:
        if self._closed:
            raise errand.failure(FetchFailed, GIVEN_UP)

    def addresses(self, host: str, port: int, errand: Errand) -> list[str]:
        """Return all numeric addresses of ``host``. Raises ForbiddenAddress if any one is not public."""
        own = self._allowed.host(host)
        found = [ipaddress.ip_address(text) for text in self.answers(host, port, errand)]
        for address in found:
            kind = None if own or self._allowed.address(address) else forbidden(address)
            if kind:
                what = host if str(address) == host else f"{host} resolves to {address}, which"
                raise errand.failure(
                    ForbiddenAddress,
                    f"{what} is not public ({kind}): if the server is your own, name it in RASHOMON_ALLOW_HOSTS",
                )
        if port not in OPEN_PORTS and not own and not all(map(self._allowed.address, found)):
            ports = ", ".join(map(str, sorted(OPEN_PORTS)))
            raise errand.failure(ForbiddenAddress, f"port {port} is not fetched, only {ports}: check the address")
        return [str(address) for address in found]

    def answers(self, host: str, port: int, errand: Errand) -> list[str]:
        """Resolve the host in a separate thread, since the resolver has no timeout."""
        done: queue.SimpleQueue[list[str] | OSError | UnicodeError] = queue.SimpleQueue()
        threading.Thread(target=ask, args=(self._outside.look_up, host, port, done), daemon=True).start()
        try:
            answer = done.get(timeout=min(CONNECT_S, errand.left_s()))
        except queue.Empty:
            raise errand.failure(HostUnreachable, f"{host} could not be resolved in time: try later") from None
        if isinstance(answer, socket.gaierror) and answer.errno == socket.EAI_AGAIN:
            raise errand.failure(HostUnreachable, f"{host} could not be resolved: check your connection, or try later")
        if isinstance(answer, Exception) or not answer:
            raise errand.failure(HostUnreachable, f"there is no host {host}: check the address")
        return answer

    def close(self) -> None:
        """Close every connection, including those that other threads wait for."""
        self._closed = True
        with self._lock:
            streams = list(self._streams)
        for stream in streams:
            stream.cut()


def ask(
    look_up: Callable[[str, int], list[str]],
    host: str,
    port: int,
    done: queue.SimpleQueue[list[str] | OSError | UnicodeError],
) -> None:
    try:
        done.put(look_up(host, port))
    except (OSError, UnicodeError) as error:
        done.put(error)


class Stream:
    """A connection whose reads and writes end when the time of its errand does."""

    def __init__(self, inner: NetworkStream, errand: Callable[[], Errand]) -> None:
        self._inner = inner
        self._errand = errand

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, min(READ_S, self._errand().left_s()))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, min(READ_S, self._errand().left_s()))

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> Stream:
        """Start TLS. Raises TlsFailed or FetchTimeout."""
        import httpcore

        errand = self._errand()
        try:
            seconds = min(CONNECT_S, errand.left_s())
            self._inner = self._inner.start_tls(ssl_context, server_hostname=server_hostname, timeout=seconds)
        except httpcore.ConnectTimeout:
            errand.left_s()
            problem = f"no secure connection after {CONNECT_S:g} seconds: try later"
            raise errand.failure(FetchTimeout, problem) from None
        except httpcore.ConnectError as error:
            cause = error.__cause__
            reason = getattr(cause, "verify_message", None) or getattr(cause, "reason", None) or error
            raise errand.failure(
                TlsFailed, f"no secure connection ({shown(str(reason))}): open it in a browser and save the page"
            ) from None
        return self

    def close(self) -> None:
        self._inner.close()

    def cut(self) -> None:
        """Close the connection while another thread waits for it."""
        connection = self._inner.get_extra_info("socket")
        try:
            connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            return

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
