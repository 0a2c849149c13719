"""Decoded text as an article, and days as users write them."""

from __future__ import annotations

import hashlib
import re
from datetime import date, datetime

from msgspec import UNSET

from rashomon.errors import EmptyInput, TooLarge, UsageError
from rashomon.settings import Settings
from rashomon.types import Article
from rashomon.types.ids import article_id

__all__ = ["from_text", "headed", "letters", "parse_day", "printable"]

DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
HALF = re.compile("[\ud800-\udfff]")
"""A lone surrogate, which no encoding can represent; Python uses them for undecodable bytes in file names."""

LETTERS = re.compile(r"\W+")
TITLE_LINES = 3
"""The title counts as part of the text if it is among this many first lines."""
LONGEST_OUTLET = 160
"""Most characters of an outlet's name."""
TITLE_MARKS = 40
"""Extra characters, beyond twice the title, that the line with the title may have: quotation marks, a Markdown rule."""


def from_text(
    text: str,
    *,
    name: str | None = None,
    title: str | None = None,
    byline: str | None = None,
    published: str | None = None,
    outlet: str | None = None,
    language: str | None = None,
    url: str | None = None,
    bytes_sha256: str | None = None,
    settings: Settings | None = None,
) -> Article:
    """Return an article with ``text`` unchanged and passages still empty.

    ``name`` is the file's name as the user gave it; ``published`` an ISO 8601 day. Both hashes are SHA-256 in hex, of
    the text in UTF-8 and of the bytes it was decoded from (or the same again). Lone surrogates, which no file can
    contain, become U+FFFD in text and name. With ``settings``, the limits for files apply: EmptyInput, TooLarge.
    """
    text = printable(text)
    data = text.encode()
    if settings and len(data) > settings.max_bytes:
        raise TooLarge(name or "text", f"has {len(data):,} bytes, over the limit of {settings.max_bytes:,}: split it")
    if settings and not text.strip():
        raise EmptyInput(name or "text", "is empty")
    text_sha256 = sha256(data)
    return Article(
        id=article_id(text_sha256),
        file=UNSET if name is None else printable(name),
        url=UNSET if url is None else url,
        text=text,
        text_sha256=text_sha256,
        bytes_sha256=bytes_sha256 or text_sha256,
        title=title and printable(title),
        byline=byline,
        published=published,
        outlet=outlet,
        language=language,
    )


def headed(text: str, title: str | None) -> str:
    """Put the title before ``text`` as a line of its own, unless it is already among the first lines."""
    if not title:
        return text
    first = text.lstrip().split("\n", TITLE_LINES)[:TITLE_LINES]
    short = (line for line in first if len(line) <= 2 * len(title) + TITLE_MARKS)
    return text if letters(title) in map(letters, short) else f"{title}\n{text}"


def letters(text: str) -> str:
    """Return only the letters and digits, for comparison."""
    return LETTERS.sub("", text).casefold()


def printable(text: str) -> str:
    """Replace lone surrogates in ``text`` by U+FFFD, so that it can be encoded; the length stays the same."""
    return text if text.isascii() else HALF.sub("\ufffd", text)


def sha256(data: bytes) -> str:
    """Return the SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def parse_outlet(text: str) -> str:
    """Return an outlet's name on one line. Raises UsageError where there is none, or more than a name."""
    name = " ".join(printable(text).split())
    if not name:
        raise UsageError("the outlet's name is empty: give the name that readers know it by, such as Harbour Courier")
    if len(name) > LONGEST_OUTLET:
        raise UsageError(f"{name[:40] + '…'!r} is no outlet's name: it has {len(name):,} characters")
    return name


def parse_day(text: str) -> str:
    """Return the ISO 8601 day of ``2018-08-28`` or of a full ISO date and time, in its own time zone.

    Raises UsageError for anything else: "08/09/2018" and "last week" are not guessed.
    """
    given = text.strip()
    try:
        day = date.fromisoformat(given) if len(given) == 10 else datetime.fromisoformat(given).date()
        if DAY.match(given):
            return day.isoformat()
    except ValueError:
        pass
    shown = given if len(given) <= 40 else given[:40] + "…"
    raise UsageError(f"{shown!r} is not a day: write year-month-day, such as 2018-08-28")
