"""Date formats in pages: for machines, in numbers, and with month names of about fifty languages.

A day is read as written, in the page's own time zone. The clock is never read, so dates in the future are accepted;
only years out of bounds are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from rashomon.types import FactSource

__all__ = ["LATEST", "DayField", "FoundDate", "FoundDay", "days_in", "is_utc", "stamped_day"]

DayField: TypeAlias = Literal["published", "modified"]

EARLIEST_STAMPED, EARLIEST_WRITTEN, LATEST = 1800, 1990, 2099
"""Valid years. In running text, older years are usually part of the story and not the page's own."""
NO_DAY = frozenset({"1970-01-01", "1969-12-31", "1900-01-01"})
"""Placeholders that software writes for an unknown day."""
LONGEST_STAMP = 80

STAMP = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?!\d)|(\d{4})(\d\d)(\d\d)(?=T|\s|\Z|\d{4}(?:\d\d)?\Z)", re.ASCII)
UTC_TIME = re.compile(r"[T\s](\d\d):\d\d(?::\d\d)?(?:[.,]\d+)?\s?(?:Z|[+-]00:?00|UTC|GMT)?\s*\Z")
ONE_DAY_HOURS = range(9, 12)
"""Hours of UTC at which it is the same day almost everywhere."""
EPOCH = re.compile(r"([1-9]\d{8,9})(?:\d{3})?\Z", re.ASCII)

WRITTEN = re.compile(
    r"""
    (?<![\d./-])(?:
        (?P<y1>(?:19|20)\d\d)(?P<s1>[-/.])\s?(?P<m1>0?[1-9]|1[0-2])(?P=s1)\s?(?P<d1>0?[1-9]|[12]\d|3[01])(?!\d)
      | (?P<y2>(?:19|20)\d\d)\s?[年년]\s?(?P<m2>0?[1-9]|1[0-2])\s?[月월]\s?(?P<d2>0?[1-9]|[12]\d|3[01])\s?[日일]
      | (?P<y3>(?:19|20)\d\d)\.?\s(?:m\.\s)?(?P<w3>[^\W\d_]{3,14})\s(?P<d3>0?[1-9]|[12]\d|3[01])(?!\d)
      | (?P<d4>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|er|º|ª)?[.,]?[\s-]{0,3}(?:(?:of|de)\s)?
        (?P<w4>[^\W\d_]{3,14})[.,]?[\s-]{0,3}(?:del?\s|of\s)?[’']?(?P<y4>(?:19|20)\d\d)(?!\d)
      | (?P<a5>\d\d?)(?P<s5>[-/.]|\s\|\s)\s?(?P<b5>\d\d?)(?P=s5)\s?(?P<y5>(?:19|20)\d\d|\d\d)(?![./-]?\d)
    )
    | (?<![^\W\d_])(?P<w6>[^\W\d_]{3,14})\.?\s?(?P<d6>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?:\s?,\s?|\s)
      (?P<y6>(?:19|20)\d\d)(?!\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)


class FoundDate(NamedTuple):
    """A day of publication or change, and its kind of evidence, a key of `CONFIDENCES`."""

    field: DayField
    day: str
    source: FactSource
    kind: str
    is_utc: bool = False
    """Whether it is the day of a moment that may be in UTC, and thus another day where the page is read."""


class FoundDay(NamedTuple):
    """A day in a text, as ISO 8601, with its span; ``sure`` if it is unambiguous."""

    start: int
    end: int
    day: str
    sure: bool


def stamped_day(stamp: str, *, month_first: bool = False) -> str | None:
    """Return the day of a time stamp as ISO 8601; None for anything else, and for a month or a year alone.

    Reads ISO, compact and RFC 2822 formats, seconds since 1970 (UTC), and days written by hand.
    """
    stamp = stamp[:LONGEST_STAMP].strip().strip("\"'")
    if found := STAMP.match(stamp):
        year, month, day = (int(part) for part in found.groups() if part)
        return valid(year, month, day, EARLIEST_STAMPED)
    if found := EPOCH.match(stamp):
        return valid_date(datetime.fromtimestamp(int(found[1]), UTC).date())
    first = next(days_in(stamp, month_first=month_first), None)
    return first.day if first else None


def is_utc(stamp: str) -> bool:
    """Return whether a stamp is in UTC, or without a zone, at an hour when it is another day elsewhere."""
    found = UTC_TIME.search(stamp)
    return found is not None and int(found[1]) not in ONE_DAY_HOURS


def days_in(text: str, *, month_first: bool = False) -> Iterator[FoundDay]:
    """Yield the days in a text, in order.

    ``month_first`` reads 09/08/2018 as September 8; with dots or hyphens between the numbers, the day always comes
    first.
    """
    at = 0
    while found := WRITTEN.search(text, at):
        read = reading(found, month_first=month_first)
        if read is None:
            at = found.start() + 1
            continue
        yield FoundDay(found.start(), found.end(), *read)
        at = found.end()


def reading(found: re.Match[str], *, month_first: bool) -> tuple[str, bool] | None:
    """Return the day that a match means, and whether it is unambiguous."""
    form = (found.lastgroup or "")[-1]
    if form == "5":
        return numeric(found, month_first=month_first)
    month = found[f"w{form}"] if form in "346" else found[f"m{form}"]
    number = months().get(month.casefold()) if form in "346" else int(month)
    day = number and valid(int(found[f"y{form}"]), number, int(found[f"d{form}"]))
    return (day, True) if day else None


def numeric(found: re.Match[str], *, month_first: bool) -> tuple[str, bool] | None:
    first, second, year = int(found["a5"]), int(found["b5"]), int(found["y5"])
    if year < 100:
        if found["s5"] == "-" or (found["s5"] != "." and len(found["a5"] + found["b5"]) < 4):
            return None  # 1/2/10 and 10-11-12 may be anything
        year += 2000
    swapped = valid(year, first, second)
    day = valid(year, second, first)
    if day and swapped and first != second:
        return (swapped if month_first and found["s5"] == "/" else day), found["s5"] == "."
    return (day or swapped or "", True) if day or swapped else None


def valid(year: int, month: int, day: int, earliest: int = EARLIEST_WRITTEN) -> str | None:
    try:
        return valid_date(date(year, month, day), earliest)
    except ValueError:
        return None


def valid_date(day: date, earliest: int = EARLIEST_STAMPED) -> str | None:
    text = day.isoformat()
    return text if earliest <= day.year <= LATEST and text not in NO_DAY else None


@cache
def months() -> dict[str, int]:
    """Return the numbers of full and short month names in lower case, from the Unicode CLDR.

    Names that mean different months in two languages are left out.
    """
    table = (resources.files("rashomon.ingest") / "facts" / "data" / "months.tsv").read_text(encoding="utf8")
    rows = (line.split("\t") for line in table.splitlines())
    return {name: int(number) for number, names in rows for name in names.split()}
