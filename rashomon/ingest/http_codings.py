"""HTTP content and transfer codings, decoded within bounds."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from typing import Protocol

from rashomon.errors import TooLarge, UnreadableInput
from rashomon.ingest.text import printable

__all__ = ["decoded", "read_within"]

GZIP = b"\x1f\x8b"
CHUNK = re.compile(rb"(?:\r?\n)?([0-9a-f]{1,16})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n", re.I)
"""The start of a chunk, with the end of the previous one."""


class Reader(Protocol):
    def read(self, size: int = ..., /) -> bytes: ...


def read_within(reader: Reader, source: str, most_bytes: int) -> bytes:
    """Read to the end. Raises TooLarge if that is more than ``most_bytes``."""
    data = read_most(reader, most_bytes + 1)
    if len(data) > most_bytes:
        raise TooLarge(source, too_large(most_bytes))
    return data


def decoded(data: bytes, coding: str, source: str, most_bytes: int, *, broken_off: bool = False) -> bytes:
    """Decode one coding of ``data``: gzip, deflate, br, zstd or chunked; return it unchanged if it is not really
    encoded.

    Archives often keep the header of a coding that they have decoded. With ``broken_off``, an incomplete coding gives
    what can be decoded. Raises TooLarge, UnreadableInput.
    """
    undo = CODINGS.get(coding)
    if not data or (undo is None and coding in {"", "identity"}):
        return data
    if undo is None:
        raise UnreadableInput(source, f"has the unknown coding {printable(coding[:40])!r}")
    try:
        found, whole = undo(data, most_bytes + 1)
    except (OSError, ValueError, zlib.error) as error:
        raise UnreadableInput(source, f"is broken: its {coding} coding cannot be decoded ({error})") from None
    if len(found) > most_bytes:
        raise TooLarge(source, too_large(most_bytes))
    if not whole and not broken_off:
        raise UnreadableInput(source, f"is broken: its {coding} coding breaks off")
    return found


def gunzip(data: bytes, most_bytes: int) -> tuple[bytes, bool]:
    """Decompress gzip data of one or several members; return whether it is complete."""
    if not data.startswith(GZIP):
        return data, True
    pieces: list[bytes] = []
    left = most_bytes
    while left > 0 and data.startswith(GZIP):  # after the last member, servers may pad with other bytes
        member = zlib.decompressobj(wbits=31)
        pieces.append(member.decompress(data, left))
        left -= len(pieces[-1])
        if not member.eof:
            return b"".join(pieces), left <= 0
        data = member.unused_data
    return b"".join(pieces), True


def inflate(data: bytes, most_bytes: int) -> tuple[bytes, bool]:
    """Decompress deflate data, in zlib's format as required or raw as some servers send it."""
    framed = len(data) >= 2 and data[0] & 15 == 8 and (data[0] << 8 | data[1]) % 31 == 0
    stream = zlib.decompressobj(wbits=15 if framed else -15)
    found = stream.decompress(data, most_bytes)
    return found, stream.eof or len(found) >= most_bytes


def unbrotli(data: bytes, most_bytes: int) -> tuple[bytes, bool]:
    from fastwarc.stream_io import BrotliReader

    return read_most(BrotliReader(io.BytesIO(data)), most_bytes), True


def unzstd(data: bytes, most_bytes: int) -> tuple[bytes, bool]:
    from fastwarc.stream_io import ZstdReader

    return read_most(ZstdReader(io.BytesIO(data)), most_bytes), True


def dechunk(data: bytes, most_bytes: int) -> tuple[bytes, bool]:
    """Join the chunks; return whether the last one was there. Source: RFC 9112, 7.1."""
    if not CHUNK.match(data):
        return data, True
    pieces: list[bytes] = []
    at = 0
    while found := CHUNK.match(data, at):
        size = int(found[1], 16)
        if not size:
            return b"".join(pieces), True
        pieces.append(data[found.end() : found.end() + size])
        at = found.end() + size
    return b"".join(pieces), False


CODINGS: dict[str, Callable[[bytes, int], tuple[bytes, bool]]] = {
    "gzip": gunzip,
    "x-gzip": gunzip,
    "deflate": inflate,
    "br": unbrotli,
    "zstd": unzstd,
    "chunked": dechunk,
}
"""Decoders by coding: they take a byte limit, and return the data and whether it is complete."""


def read_most(reader: Reader, most_bytes: int) -> bytes:
    """Read up to ``most_bytes``."""
    pieces: list[bytes] = []
    while most_bytes > 0 and (piece := reader.read(most_bytes)):
        pieces.append(piece)
        most_bytes -= len(piece)
    return b"".join(pieces)


def too_large(most_bytes: int) -> str:
    return f"is larger than the limit of {most_bytes:,} bytes: raise RASHOMON_MAX_BYTES"
