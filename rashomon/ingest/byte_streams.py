"""Byte streams, plain or gzipped, from a file, a pipe or memory, whose first bytes can be examined before reading."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import Any, BinaryIO

from rashomon.errors import TooLarge, UnreadableInput
from rashomon.ingest.text import printable

__all__ = ["BROKEN", "HEAD_BYTES", "STDIN", "Opened", "reason", "shown"]

STDIN = "-"
"""The path that means standard input."""

HEAD_BYTES = 65_536
"""Number of bytes from which the format is detected."""

GZIP = b"\x1f\x8b\x08"


class Opened:
    """A stream at its start, with its first bytes available."""

    def __init__(self, name: str, stream: BinaryIO, size_bytes: int | None = None) -> None:
        """Open ``stream`` under the user's or the container's ``name``. Raises UnreadableInput."""
        self.name = name
        self.size_bytes = size_bytes
        beginning = filled(stream, shown(name))
        self.raw = io.BufferedReader(Rewound(beginning, stream))
        """The whole stream, still compressed."""
        self.packed = beginning.startswith(GZIP)
        self.head = unpacked_head(beginning) if self.packed else beginning
        """The first `HEAD_BYTES` bytes, decompressed."""

    @property
    def content(self) -> io.BufferedIOBase:
        """The whole stream, decompressed. Reading it raises one of `BROKEN`."""
        return gzip.GzipFile(fileobj=self.raw) if self.packed else self.raw

    def read(self, most: int) -> bytes:
        """Return all bytes, decompressed. Raises UnreadableInput, and TooLarge if there are more than ``most``."""
        source = shown(self.name)
        if not self.packed and self.size_bytes is not None and self.size_bytes > most:
            raise TooLarge(source, f"has {self.size_bytes:,} bytes, over the limit of {most:,}: {ADVICE}")
        try:
            data = self.content.read(most + 1)
        except BROKEN as error:
            raise UnreadableInput(source, reason(error)) from None
        if len(data) > most:
            unpacked = ", decompressed" if self.packed else ""
            raise TooLarge(source, f"is larger than the limit of {most:,} bytes{unpacked}: {ADVICE}")
        return data


ADVICE = "split it, or raise RASHOMON_MAX_BYTES"

BROKEN = (OSError, EOFError, zlib.error, ValueError)
"""What reading a stream can raise; a closed one raises ValueError."""


def reason(error: Exception) -> str:
    """Return in words why a stream cannot be read."""
    if isinstance(error, EOFError):
        return "breaks off: the gzip archive is cut short; get it again"
    if isinstance(error, gzip.BadGzipFile | zlib.error):
        return f"is a broken gzip archive ({error}): get it again"
    return f"cannot be read ({getattr(error, 'strerror', None) or error})"


def filled(stream: BinaryIO, name: str) -> bytes:
    """Return the first `HEAD_BYTES` bytes, reading repeatedly because a pipe returns fewer at a time."""
    parts: list[bytes] = []
    wanted = HEAD_BYTES
    try:
        while wanted and (part := stream.read(wanted)):
            parts.append(part)
            wanted -= len(part)
    except BROKEN as error:
        raise UnreadableInput(name, reason(error)) from None
    return b"".join(parts)


def unpacked_head(packed: bytes) -> bytes:
    """Decompress the start of a gzip file as far as possible."""
    try:
        return zlib.decompressobj(wbits=31).decompress(packed, HEAD_BYTES)
    except zlib.error:
        return b""


def shown(name: str) -> str:
    """Return the name of an input for error messages."""
    return "standard input" if name == STDIN else printable(name) or "''"


class Rewound(io.RawIOBase):
    """A stream with bytes put back that were already read from its start."""

    def __init__(self, beginning: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self.beginning = io.BytesIO(beginning)
        self.rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        room = memoryview(buffer).cast("B")
        data = self.beginning.read(len(room)) or self.rest.read(len(room))
        room[: len(data)] = data
        return len(data)
