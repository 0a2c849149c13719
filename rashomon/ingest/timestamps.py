"""Time stamps of feeds, sitemaps, archives and documents: ISO 8601, RFC 5322, and days in words."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

from rashomon.errors import UsageError
from rashomon.ingest.facts.date_formats import days_in, stamped_day
from rashomon.ingest.text import parse_day

__all__ = ["moment"]

LONGEST = 100
ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ]\s?(\d\d:?\d\d(?::?\d\d)?(?:[.,]\d{1,9})?)\s?(Z|[+-]\d\d(?::?\d\d)?)?)?", re.A | re.I
)


def moment(written: str) -> str | None:
    """Return an ISO 8601 day, or day and time with the offset as written; None if ``written`` is neither.

    Time zones are never converted: 23:30 on the 28th in New York stays on the 28th. Any other unambiguous format gives
    its day, such as 2016/6/29 or 29 juin 2016; 5/6/2016, which may be two days, gives none.
    """
    text = " ".join(written.split()) if len(written) <= LONGEST else ""
    try:
        found = ISO.match(text)
        if not found:
            return parsedate_to_datetime(text).isoformat()
        day = parse_day(found[1])
    except (UsageError, ValueError, TypeError, IndexError, OverflowError):
        return written_day(text)
    try:
        return (
            datetime.fromisoformat(found[0].upper().replace(" ", "T", 1).replace(" ", "")).isoformat()
            if found[2]
            else day
        )
    except ValueError:
        return day


def written_day(text: str) -> str | None:
    """Return the day of a time stamp in no standard format; None where it can be read in two ways."""
    first = next(days_in(text), None)
    return stamped_day(text) if first is None or first.sure else None
