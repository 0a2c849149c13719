"""Content codings undone piece by piece, so that a few bytes cannot become gigabytes before anybody counts them."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

__all__ = ["ACCEPTED", "Decoder", "decoder"]

ACCEPTED = "gzip, deflate"
"""What is asked for: zlib can bound what one piece becomes. Nothing else is taken."""

PIECE_BYTES = 1 << 20
GZIP_BITS = zlib.MAX_WBITS | 16
GZIP_START = b"\x1f\x8b"


class Decoder:
    """Undoes one gzip or deflate coding, fed in chunks."""

    def __init__(self, coding: str) -> None:
        self._gzip = coding == "gzip"
        self._held = b""
        self._zlib = zlib.decompressobj(GZIP_BITS) if self._gzip else None
        self._ended = False

    def pieces(self, chunk: bytes) -> Iterator[bytes]:
        """``chunk`` decoded, in pieces of at most `PIECE_BYTES`; raises zlib.error."""
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
        """What follows the end of a member: in gzip there may be another; anything else is padding."""
        rest = self._zlib.unused_data if self._zlib else b""
        if not self._gzip or not GZIP_START.startswith(rest[:2]):
            self._ended = True
        elif rest:
            self._zlib = zlib.decompressobj(GZIP_BITS)
        return rest

    @property
    def whole(self) -> bool:
        """Whether the coding came to its own end."""
        return self._ended or self._zlib is None or self._zlib.eof


def has_zlib_header(data: bytes) -> bool:
    """Whether "deflate" has zlib's header, as it should; half the servers leave it out, as RFC 9110 notes."""
    return data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0


def decoder(coding: str) -> Decoder | None:
    """For a Content-Encoding header; None where nothing is to be undone. Raises ValueError for what was not asked."""
    codings = [name for part in coding.lower().split(",") if (name := part.strip()) not in ("", "identity")]
    if not codings:
        return None
    name = codings[0].removeprefix("x-")
    if len(codings) > 1 or name not in ("gzip", "deflate"):
        raise ValueError(coding)
    return Decoder(name)
