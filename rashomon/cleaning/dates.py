"""Printed dates, as far as they are unambiguous."""

from __future__ import annotations

import re
from datetime import date

__all__ = ["DATE_WORDS", "MONTH", "find_day"]

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\b\.?"
)
DAY = r"(?<!\d)(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)?(?!\d)"
YEAR = r"(?<!\d)(?P<{0}>(?:19|20)\d\d)(?!\d)"
SPELLED = (
    rf"(?i){DAY.format('d1')}(?:\s+of)?[\s-]+(?P<m1>{MONTH})[\s,-]+{YEAR.format('y1')}"
    rf"|\b(?P<m2>{MONTH})\s*{DAY.format('d2')}[\s,]+{YEAR.format('y2')}"
)
ISO = r"(?<!\d)((?:19|20)\d\d)[-/.](0?[1-9]|1[0-2])[-/.](0?[1-9]|[12]\d|3[01])(?!\d)"
NUMERIC = r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d\d)(?!\d)"

DATE_WORDS = frozenset(
    """
    jan january feb february mar march apr april may jun june jul july aug august sep sept september oct october
    nov november dec december mon monday tue tues tuesday wed weds wednesday thu thur thurs thursday fri friday
    sat saturday sun sunday am pm a m p noon midnight et est edt ct cst cdt mt mst mdt pt pst pdt gmt utc bst
    cet cest ist jst eet eest msk aest aedt hkt sgt pkt local time at on of the and published publish posted
    post updated update last first created modified date dated day issued filed uploaded added edited print
    edition st nd rd th t z hrs h
    """.split()
)
"""Every word that a line with nothing but a date can contain."""


def find_day(text: str) -> str | None:
    """Return the first unambiguous day in ``text`` that has year, month and day, as ISO 8601."""
    days = [
        (found.start(), day)
        for pattern, parts in ((ISO, iso), (SPELLED, spelled), (NUMERIC, numeric))
        if (found := re.search(pattern, text)) and (day := parts(found))
    ]
    return min(days)[1] if days else None


def iso(found: re.Match[str]) -> str | None:
    return valid(int(found[1]), int(found[2]), int(found[3]))


def spelled(found: re.Match[str]) -> str | None:
    side = "1" if found["m1"] else "2"
    month = MONTHS.index(found[f"m{side}"][:3].lower()) + 1
    return valid(int(found[f"y{side}"]), month, int(found[f"d{side}"]))


def numeric(found: re.Match[str]) -> str | None:
    """Return the day of a numeric date if it is unambiguous: 28/08/2018 and 08/28/2018 are, 09/08/2018 is not."""
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if first > 12 or first == second:
        return valid(year, second, first)
    return valid(year, first, second) if second > 12 else None


def valid(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
