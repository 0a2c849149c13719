"""Time stamps of feeds, sitemaps, archives and documents: ISO 8601 and the mail format of RFC 5322."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

from rashomon.errors import UsageError
from rashomon.ingest.text import parse_day

__all__ = ["moment"]

LONGEST = 100
ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ]\s?(\d\d:?\d\d(?::?\d\d)?(?:[.,]\d{1,9})?)\s?(Z|[+-]\d\d(?::?\d\d)?)?)?", re.A | re.I
)


def moment(written: str) -> str | None:
    """Return an ISO 8601 day, or day and time with the offset as written; None if ``written`` is neither.

    Time zones are never converted: 23:30 on the 28th in New York stays on the 28th.
    """
    text = " ".join(written.split()) if len(written) <= LONGEST else ""
    try:
        found = ISO.match(text)
        if not found:
            return parsedate_to_datetime(text).isoformat()
        day = parse_day(found[1])
    except (UsageError, ValueError, TypeError, IndexError, OverflowError):
        return None
    try:
        return (
            datetime.fromisoformat(found[0].upper().replace(" ", "T", 1).replace(" ", "")).isoformat()
            if found[2]
            else day
        )
    except ValueError:
        return day
