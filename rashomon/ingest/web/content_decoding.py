"""Incremental decoding of content codings, so that a few bytes cannot expand to gigabytes before they are counted."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

__all__ = ["ACCEPTED", "Decoder", "decoder"]

ACCEPTED = "gzip, deflate"
"""The codings requested: zlib can bound the output for each piece. No others are accepted."""

PIECE_BYTES = 1 << 20
GZIP_BITS = zlib.MAX_WBITS | 16
GZIP_START = b"\x1f\x8b"


class Decoder:
    """Decodes one gzip or deflate coding, chunk by chunk."""

    def __init__(self, coding: str) -> None:
        self._gzip = coding == "gzip"
        self._held = b""
        self._zlib = zlib.decompressobj(GZIP_BITS) if self._gzip else None
        self._ended = False

    def pieces(self, chunk: bytes) -> Iterator[bytes]:
        """Yield ``chunk`` decoded, in pieces of at most `PIECE_BYTES`. Raises zlib.error."""
        data = self._held + chunk
        self._held = b""
        if self._zlib is None:
            if len(data) < 2:
                self._held = data
                return
            self._zlib = zlib.decompressobj(zlib.MAX_WBITS if has_zlib_header(data) else -zlib.MAX_WBITS)
        piece = b""
        while not self._ended and (data or len(piece) == PIECE_BYTES):
            piece = self._zlib.decompress(data, PIECE_BYTES)
            yield piece
            data = self._zlib.unconsumed_tail
            if self._zlib.eof:
                data = self._next_member()

    def _next_member(self) -> bytes:
        """Return what follows the end of a member: another gzip member, or else padding."""
        rest = self._zlib.unused_data if self._zlib else b""
        if not self._gzip or not GZIP_START.startswith(rest[:2]):
            self._ended = True
        elif rest:
            self._zlib = zlib.decompressobj(GZIP_BITS)
        return rest

    @property
    def whole(self) -> bool:
        """Whether the coding is complete."""
        return self._ended or self._zlib is None or self._zlib.eof


def has_zlib_header(data: bytes) -> bool:
    """Return whether "deflate" data has zlib's header as required; many servers omit it, as RFC 9110 notes."""
    return data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0


def decoder(coding: str) -> Decoder | None:
    """Return the decoder for a Content-Encoding; None if there is none. Raises ValueError for any not requested."""
    codings = [name for part in coding.lower().split(",") if (name := part.strip()) not in ("", "identity")]
    if not codings:
        return None
    name = codings[0].removeprefix("x-")
    if len(codings) > 1 or name not in ("gzip", "deflate"):
        raise ValueError(coding)
    return Decoder(name)
