"""Web archives: the pages, feeds and documents in a WARC file, one after the other."""

from __future__ import annotations

import io
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from rashomon.errors import InputError, UnreadableInput
from rashomon.ingest.addresses import web_address
from rashomon.ingest.captured import Captured
from rashomon.ingest.http_codings import decoded, read_within
from rashomon.ingest.text import printable
from rashomon.ingest.timestamps import moment
from rashomon.settings import Settings
from rashomon.types import Fact, Failure

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

__all__ = ["looks_like_warc", "read_warc"]

TAKEN = frozenset(
    "application/atom+xml application/feed+json application/pdf application/rdf+xml application/rss+xml"
    " application/xhtml+xml application/xml text/html text/plain text/xml".split()
)
"""Media types that can be read."""

UNTOLD = frozenset({"", "application/octet-stream", "binary/octet-stream"})
"""Unspecific media types, for which the first bytes decide."""
STARTS = (b"<", b"%PDF-")

ARC = b"filedesc://"
GZIP, ZSTD, LZ4 = b"\x1f\x8b", (b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18"), b"\x04\x22\x4d\x18"
"""Signatures of compressed files; the second of Zstandard's is a dictionary frame, as in .warc.zst."""

FIRST_BYTES, LAST_BYTES = 8192, 32
HEAD = b"WARC/1."
OK = 200
MOST_CODINGS = 4
"""Most nested codings; real servers use two, one of them chunked."""
MOST_NAMED = 5
"""Most kinds of skipped records that a message names."""


def looks_like_warc(first: bytes) -> bool:
    """Return whether a file with these first bytes is a WARC or ARC, plain or packed with gzip, Zstandard or LZ4."""
    return unpacked(first).startswith((b"WARC/", ARC))


def unpacked(first: bytes) -> bytes:
    """Decompress the first bytes of a file; empty if they are too few."""
    if not first.startswith((GZIP, *ZSTD, LZ4)):
        return first
    try:
        if first.startswith(GZIP):
            return zlib.decompressobj(wbits=31).decompress(first, 64)
        from fastwarc.stream_io import Lz4Reader, ZstdReader

        return (Lz4Reader if first.startswith(LZ4) else ZstdReader)(io.BytesIO(first)).read(64)
    except (OSError, zlib.error):
        return b""


def read_warc(stream: BinaryIO, name: str, settings: Settings) -> Iterator[Captured | Failure]:
    """Yield the records of a WARC that can be read: pages, text, XML and PDF fetched with status 200.

    The stream is read once, from its current position, compressed or not; at most one record and ``settings.max_bytes``
    of it are in memory. Content and transfer codings are decoded within the same limit. Names are ``name#3`` for the
    third readable record. The day of capture is a fact of its own with the source "archive", not a day of publication.
    Other records are skipped; if nothing could be used, a Failure says what there was. A record that cannot be used
    yields a Failure; a truncated file yields what comes before the break, then a Failure. Source: WARC 1.0 and 1.1 (ISO
    28500).
    """
    archive = Archive(name, settings)
    try:
        source = Peeked(stream)
        if unpacked(source.first).startswith(ARC):
            yield Failure(source=name, problem="is an ARC file, the format before WARC: turn it into WARC first")
            return
        yield from archive.read(source)
    except OSError as error:
        yield Failure(source=name, problem=f"is a broken WARC file: {printable(str(error))}; {archive.so_far()}")


class Peeked:
    """A stream with known first bytes."""

    def __init__(self, stream: BinaryIO) -> None:
        self.first = stream.read(FIRST_BYTES)
        self.rest = stream
        self.left = self.first
        self.at = 0
        self.last = b""

    def read(self, size: int = -1) -> bytes:
        found, self.left = (self.left, b"") if size < 0 else (self.left[:size], self.left[size:])
        found = found or self.rest.read(size)
        self.at += len(found)
        self.last = (self.last + found)[-LAST_BYTES:]
        return found

    def ends_in_head(self) -> bool:
        """Return whether the last read, uncompressed, was a truncated start of a record."""
        begun = self.last.replace(b"\r", b"").rpartition(b"\n\n")[2]
        return len(begun) > 0 and HEAD.startswith(begun[: len(HEAD)])

    def tell(self) -> int:
        return self.at

    def seek(self, offset: int, whence: int = 0) -> int:
        raise io.UnsupportedOperation("a stream that is read once")

    def close(self) -> None:
        """Do nothing: the caller closes the stream."""


class Archive:
    """One pass through a WARC file."""

    def __init__(self, name: str, settings: Settings) -> None:
        self.name = name
        self.settings = settings
        self.number = 0
        """Number of the last readable record."""
        self.taken = 0
        """Number of records that could be used."""
        self.passed: Counter[str] = Counter()

    def read(self, stream: Peeked) -> Iterator[Captured | Failure]:
        """Yield all usable records. Raises OSError if the file cannot be read."""
        from fastwarc.warc import ArchiveIterator

        # In quirks mode a record with a wrong length costs only itself, if the next one can be found.
        for record in ArchiveIterator(stream, parse_http=True, quirks_mode=True):
            found = self.found_in(record)
            if cut_off(record):
                yield Failure(source=self.name, problem=f"breaks off in the middle of a record; {self.so_far()}")
                return
            if found is not None:
                self.taken += isinstance(found, Captured)
                yield found
        if stream.ends_in_head():
            yield Failure(source=self.name, problem=f"breaks off where a record begins; {self.so_far()}")
        elif not self.number:
            yield Failure(source=self.name, problem=f"contains nothing that can be read: {self.so_far()}")

    def found_in(self, record: WarcRecord) -> Captured | Failure | None:
        """Return the content of a record; None if it cannot be read."""
        media_type = self.media_type_of(record)
        if media_type is None:
            return None
        name = f"{self.name}#{self.number + 1}"
        try:
            data = payload_of(record, name, self.settings.max_bytes)
        except InputError as error:
            self.number += 1
            return Failure(source=name, problem=error.problem)
        if bare(media_type) in UNTOLD and not data.lstrip().startswith(STARTS):
            self.passed["untyped"] += 1
            return None
        self.number += 1
        uri = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
        captured = moment(record.headers.get("WARC-Date") or "")
        facts = (Fact(field="captured", value=captured, source="archive", confidence=1.0),) if captured else ()
        return Captured(name=name, data=data, url=web_address(uri, None), media_type=media_type or None, facts=facts)

    def media_type_of(self, record: WarcRecord) -> str | None:
        """Return the media type of a record with its parameters; None, counted, if it is of no use."""
        kind = str(record.record_type)
        if kind == "response" and record.is_http_parsed:
            status = record.http_headers.status_code
            if status != OK:
                self.passed[f"status {status or 'unknown'}"] += 1
                return None
            declared = record.http_headers.get("Content-Type") or ""
        elif kind in {"resource", "conversion"}:
            declared = record.headers.get("Content-Type") or ""
        else:
            self.passed[kind] += 1
            return None
        told = bare(declared)
        if told in UNTOLD:
            declared = record.headers.get("WARC-Identified-Payload-Type") or declared
            told = bare(declared)
        if told in TAKEN or told in UNTOLD:
            return declared
        self.passed["".join(sign if sign.isprintable() else "\ufffd" for sign in told[:60])] += 1
        return None

    def so_far(self) -> str:
        """Return what was used and what was skipped, for a message."""
        if self.number:
            return f"{self.taken:,} of its records are read"
        if not self.passed:
            return "there is no record in it"
        most = [f"{what} ({count:,})" for what, count in self.passed.most_common(MOST_NAMED)]
        return f"there are only {', '.join(most)}" + (" and others" if len(self.passed) > MOST_NAMED else "")


def bare(media_type: str) -> str:
    """Return a media type without its parameters."""
    return media_type.partition(";")[0].strip().lower()


def cut_off(record: WarcRecord) -> bool:
    """Return whether the file ends within ``record``, reading the record to its end."""
    record.consume()
    return not record.headers.get("Content-Length") or record.reader.tell() < record.content_length


def payload_of(record: WarcRecord, source: str, most_bytes: int) -> bytes:
    """Return the body of a record, decoded. Raises TooLarge, UnreadableInput."""
    data = read_within(record.reader, source, most_bytes)
    if not record.is_http_parsed:
        return data
    broken_off = record.headers.get("WARC-Truncated") is not None
    codings = [
        coding.strip().lower()
        for header in ("Content-Encoding", "Transfer-Encoding")
        for line in record.http_headers.get_multiple(header)
        for coding in line.split(",")
    ]
    if len(codings) > MOST_CODINGS:
        raise UnreadableInput(source, f"is compressed {len(codings)} times over, which no real page is")
    for coding in reversed(codings):
        data = decoded(data, coding, source, most_bytes, broken_off=broken_off)
    return data
