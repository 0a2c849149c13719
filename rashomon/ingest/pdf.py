"""PDF documents: their text in reading order, and facts from their metadata and type sizes."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from rashomon.errors import EmptyInput, LockedInput, TooLarge, UnreadableInput
from rashomon.ingest.captured import Captured
from rashomon.ingest.html_fragments import from_lines
from rashomon.ingest.pdf_layout import Page, paragraphs_of, title_of, without_furniture
from rashomon.ingest.text import printable, sha256
from rashomon.ingest.timestamps import moment
from rashomon.settings import Settings
from rashomon.types import Article, Fact, FactField

__all__ = ["from_pdf", "looks_like_pdf"]

SCRIPT = Path(__file__).with_name("pdfium.py")
MOST_SECONDS = 120
"""Most seconds of wall-clock time; the process itself is limited to half of that in processor time."""
MOST_OUTPUT = 400_000_000
"""Most bytes that the process may write."""

FIRST_BYTES = 1024
"""Bytes at the start that contain the PDF signature, and bytes at the end that contain the last line."""
LEAST_LETTERS = 20
"""Fewest letters per page; a document with pictures and fewer letters counts as scanned."""

LETTERS = re.compile(r"[^\W_]")
MADE = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?(?:(Z)|([+-]\d\d)'?(\d\d)?)?)?", re.ASCII)
"""A date in PDF: D:20180828233000-07'00'. Source: ISO 32000-1, 7.9.4."""
NO_TITLE = re.compile(r"untitled|microsoft \w+ - .*|[^\s]+\.\w{2,5}|\W*", re.I)
"""Titles that software sets by itself, such as file names."""

DATES: tuple[tuple[str, FactField], ...] = (("CreationDate", "published"), ("ModDate", "modified"))

CONFIDENCE: dict[str, float] = {"type": 0.5, "title": 0.4, "author": 0.4, "published": 0.2, "modified": 0.2}
"""Ranks, not measurements: metadata are set by software; their dates are those of the file, not of the article."""


class Told(msgspec.Struct, frozen=True):
    """The answer of the process; ``error`` is "broken", "locked", "long" or "wordy"."""

    error: str | None = None
    pages: list[Page] = []
    metadata: dict[str, str] = {}
    lost: int = 0
    pages_told: int = 0


def looks_like_pdf(first: bytes) -> bool:
    """Return whether a file with these first bytes is a PDF."""
    return b"%PDF-" in first[:FIRST_BYTES]


def from_pdf(captured: Captured, settings: Settings) -> Article:
    """Return the article of a PDF.

    ``text`` has one line per paragraph, in reading order: column after column, lines joined, hyphenated words rejoined,
    running heads and page numbers removed. Facts have the source "pdf" and low confidence: title, author and dates (of
    the file) from the metadata, and the text in the largest type on the first page as title. A truncated document is
    marked. PDFium runs in a separate process, bounded in time and memory. Raises LockedInput, TooLarge, EmptyInput
    (also for scanned pages), UnreadableInput.
    """
    name = captured.name
    told = read_in_process(captured.data, name)
    refuse(told, name)
    pages = without_furniture(told.pages)
    letters = sum(len(LETTERS.findall(line.text)) for page in pages for line in page.lines)
    if letters < LEAST_LETTERS * min(len(pages), 10) and any(page.pictures for page in pages):
        raise EmptyInput(name, "contains only pictures of text: run OCR on it first")
    facts = (*captured.facts, *facts_of(told, pages))
    digest = sha256(captured.data)
    article = from_lines(
        paragraphs_of(pages), name=name, url=captured.url, facts=facts, bytes_sha256=digest, titled=True
    )
    whole = b"%%EOF" in captured.data[-FIRST_BYTES:] and not told.lost
    return article if whole else msgspec.structs.replace(article, extent="truncated")


def read_in_process(data: bytes, source: str) -> Told:
    """Run PDFium in its own process. Raises UnreadableInput if it fails."""
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(SCRIPT)], input=data, capture_output=True, timeout=MOST_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise UnreadableInput(source, f"is a PDF that takes longer than {MOST_SECONDS} seconds to read") from None
    if not done.returncode and len(done.stdout) <= MOST_OUTPUT:
        with suppress(msgspec.DecodeError):  # an invalid answer is treated as none
            return msgspec.json.decode(done.stdout, type=Told)
    raise UnreadableInput(source, "is a PDF that makes the PDF library fail: print it to a new one")


def refuse(told: Told, source: str) -> None:
    """Raise the error that the process reports."""
    if told.error == "locked":
        raise LockedInput(source, "is a PDF protected by a password: save it without one")
    if told.error == "long":
        raise TooLarge(source, f"is a PDF of {told.pages_told:,} pages: split it")
    if told.error == "wordy":
        raise TooLarge(source, "is a PDF of millions of characters: split it")
    if told.error or not told.pages:
        raise UnreadableInput(source, "is a broken PDF: is it whole?")


def facts_of(told: Told, pages: list[Page]) -> Iterator[Fact]:
    """Yield title, author and dates, the most trusted first."""
    largest = title_of(pages[0])
    if largest:
        yield fact("title", largest, "type")
    title = " ".join(told.metadata.get("Title", "").split())
    if title and not NO_TITLE.fullmatch(title):
        yield fact("title", title, "title")
    author = " ".join(told.metadata.get("Author", "").split())
    if author:
        yield fact("author", author, "author")
    for key, field in DATES:
        made = made_at(told.metadata.get(key, ""))
        if made:
            yield fact(field, made, field)


def made_at(written: str) -> str | None:
    """Return the moment of a date in PDF's format."""
    found = MADE.match(written)
    if not found:
        return None
    year, month, day, hour, minute, second, zulu, hours, minutes = found.groups()
    if not hour:
        return moment(f"{year}-{month}-{day}")
    offset = "Z" if zulu else f"{hours}:{minutes or '00'}" if hours else ""
    return moment(f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{offset}")


def fact(field: FactField, value: str, kind: str) -> Fact:
    return Fact(field=field, value=printable(value), source="pdf", confidence=CONFIDENCE[kind])
