"""TIMEX3 values as stretches of time: how exact one is, and how two stand to each other.

Values are those of ISO-TimeML's TIMEX3 (ISO 24617-1, after TIDES 2005): ``2018-08-26``, ``2018-W34``, ``2018-06``,
``2018-SU``, ``2018-Q2``, ``2018``, ``199`` or ``199X`` (the 1990s), ``2018-08-28TNI``, ``2018-08-28T15:00``, ``PT4H``.
``XXXX`` stands for a year that the text does not give, ``XXXX-WXX-6`` for some Saturday. Nothing here raises on a
malformed value: it has no precision and stands in no known relation.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Literal

__all__ = ["Precision", "TimeRelation", "extent", "precision", "same_time"]

Precision = Literal["time", "day", "week", "month", "season", "year"]
TimeRelation = Literal["same", "within", "different", "unknown"]

DAY_MINUTES = 24 * 60

SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
"""First and last month, northern; 14 is the February after."""

PART_MINUTES = {
    "MO": (0, 720),
    "MI": (660, 840),
    "DT": (360, 1080),
    "AF": (720, 1080),
    "EV": (1020, 1440),
    "NI": (1020, 1440),
}
"""Parts of a day as minutes from midnight, generous since nobody agrees on their borders."""

NIGHT_REACH = 6 * 60
"""Minutes after midnight that still pass for the night of the day before."""

CALENDAR = re.compile(
    r"(?P<year>\d{4}|XXXX)"
    r"(?:-W(?P<week>\d\d|XX)(?:-(?P<weekday>[1-7]|WE))?|-(?P<season>SP|SU|FA|WI)|-Q(?P<quarter>[1-4])|-H(?P<half>[12])"
    r"|-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?"
    r"(?:T(?P<part>MO|MI|DT|AF|EV|NI)|T(?P<hour>\d\d)(?::(?P<minute>\d\d)(?::\d\d)?)?(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?)?",
    re.ASCII,
)
LONG_AGO = re.compile(r"(?P<digits>\d{2,3})X{0,2}", re.ASCII)
FISCAL = re.compile(r"FY(?=\d{4}$)", re.ASCII)
LENGTH = re.compile(r"P(?:(\d+(?:\.\d+)?)([YQMWD]|DE|CE))?(?:T(\d+(?:\.\d+)?)([HMS]))?", re.ASCII)

LENGTH_DAYS = {
    "CE": (36524.0, 36525.0),
    "DE": (3652.0, 3653.0),
    "Y": (365.0, 366.0),
    "Q": (90.0, 92.0),
    "M": (28.0, 31.0),
    "W": (7.0, 7.0),
    "D": (1.0, 1.0),
}
"""Fewest and most days in a unit of length."""

CLOCK_DAYS = {"H": 1 / 24, "M": 1 / DAY_MINUTES, "S": 1 / 86400}


def precision(value: str | None) -> Precision | None:
    """How exact a value is. Quarters and halves count as seasons, weekends as weeks, decades and centuries as years.

    None for durations, sets, PAST_REF and its like, and whatever is no TIMEX3 value.
    """
    found = _calendar(value)
    if found is None:
        return "year" if value and _decade(value) else None
    if found["part"] or found["hour"]:
        return "time"
    if found["day"] not in (None, "XX") or found["weekday"] not in (None, "WE"):
        return "day"
    if found["week"]:
        return None if found["week"] == "XX" and not found["weekday"] else "week"
    if found["month"] == "XX":
        return None
    if found["month"]:
        return "month"
    if found["season"] or found["quarter"] or found["half"]:
        return "season"
    return None if found["year"] == "XXXX" else "year"


def extent(value: str | None) -> tuple[int, int] | None:
    """First minute and the minute after the last, counted from the start of year 1: what a timeline is sorted by.

    None where the value leaves its place in the calendar open (``XXXX-06``, ``PT4H``, ``PAST_REF``).
    """
    if value and (decade := _decade(value)):
        first, last = decade
        return (_minute(first, 1, 1), _minute(last, 12, 31) + DAY_MINUTES)
    found = _calendar(value)
    if found is None or found["year"] == "XXXX" or found["week"] == "XX":
        return None
    try:
        return _part_of(found, _days_of(found))
    except ValueError:  # no such day: February 30, week 54
        return None


def same_time(a: str | None, b: str | None) -> TimeRelation:
    """How two values stand to each other, in either order.

    ``within``: one holds the other (a week its day, a year its month). ``different``: they cannot be the same time or,
    for durations, the same length. ``unknown``: they may or may not be, as some Saturday and ``2018-08-25``, or two
    stretches that only overlap.
    """
    if not a or not b:
        return "unknown"
    if a.startswith("P") and b.startswith("P"):
        return _same_length(a, b)
    left, right = _calendar(a), _calendar(b)
    if left and right:
        if "XX" in (left["week"], right["week"]):
            return _same_weekday(a, b)
        if "XXXX" in (left["year"], right["year"]):
            return _same_in_some_year(a, b)
        if left["hour"] and right["hour"] and bool(left["zone"]) != bool(right["zone"]):
            return "unknown"
    return _same_extent(a, b)


def _calendar(value: str | None) -> dict[str, str | None] | None:
    """The fields of a calendar value, None for every other."""
    found = CALENDAR.fullmatch(FISCAL.sub("", value)) if value else None
    return found.groupdict() if found else None


def _decade(value: str) -> tuple[int, int] | None:
    """First and last year of a decade (``199``, ``199X``) or century (``19``, ``19XX``)."""
    found = LONG_AGO.fullmatch(value)
    if not found or len(value) not in (len(found["digits"]), 4):
        return None
    size = 10 ** (4 - len(found["digits"]))
    first = int(found["digits"]) * size
    return (first, first + size - 1) if first else None


def _minute(year: int, month: int, day: int) -> int:
    """The minute at which a day begins; months over 12 run into the next year."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, day).toordinal() * DAY_MINUTES


def _months(year: int, first: int, last: int) -> tuple[int, int]:
    """The minutes of whole months."""
    last_year, last_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    return (_minute(year, first, 1), _minute(last_year, last_month, monthrange(last_year, last_month)[1]) + DAY_MINUTES)


def _days_of(found: dict[str, str | None]) -> tuple[int, int]:
    """The minutes of the days that a resolved value names, time of day left out; ValueError if there is no such day."""
    year = int(found["year"] or 0)
    if week := found["week"]:
        monday = date.fromisocalendar(year, int(week), 1).toordinal()
        first, last = {None: (0, 6), "WE": (5, 6)}.get(found["weekday"]) or (int(found["weekday"] or 1) - 1,) * 2
        return ((monday + first) * DAY_MINUTES, (monday + last + 1) * DAY_MINUTES)
    if season := found["season"]:
        return _months(year, *SEASON_MONTHS[season])
    if quarter := found["quarter"]:
        return _months(year, 3 * int(quarter) - 2, 3 * int(quarter))
    if half := found["half"]:
        return _months(year, 6 * int(half) - 5, 6 * int(half))
    month, day = found["month"], found["day"]
    if day and day != "XX":
        start = _minute(year, _month(month), int(day))
        return (start, start + DAY_MINUTES)
    return _months(year, _month(month), _month(month)) if month else _months(year, 1, 12)


def _month(month: str | None) -> int:
    """Its number; raises ValueError for none from 1 to 12."""
    if month is None or not 1 <= int(month) <= 12:
        raise ValueError(month)
    return int(month)


def _part_of(found: dict[str, str | None], days: tuple[int, int]) -> tuple[int, int]:
    """The minutes within ``days`` that the value's time of day leaves."""
    if part := found["part"]:
        first, last = PART_MINUTES[part]
        return (days[0] + first, days[0] + last)
    if hour := found["hour"]:
        start = days[0] + int(hour) * 60 + int(found["minute"] or 0)
        return (start, start + (1 if found["minute"] else 60))
    return days


def _same_extent(a: str, b: str) -> TimeRelation:
    """By the minutes that two resolved values cover."""
    left, right = extent(a), extent(b)
    if left is None or right is None:
        return "unknown"
    if left == right:
        return "same"
    if (left[0] <= right[0] and right[1] <= left[1]) or (right[0] <= left[0] and left[1] <= right[1]):
        return "within"
    reach_left = left[1] + (NIGHT_REACH if a.endswith("TNI") else 0)
    reach_right = right[1] + (NIGHT_REACH if b.endswith("TNI") else 0)
    return "different" if reach_left <= right[0] or reach_right <= left[0] else "unknown"


def _same_weekday(a: str, b: str) -> TimeRelation:
    """At least one of the two is some Saturday (``XXXX-WXX-6``, a time of day may follow)."""
    day_a, day_b = _weekday(a), _weekday(b)
    if day_a is None or day_b is None:
        return "unknown"
    if day_a != day_b:
        return "different"
    if not a.startswith("XXXX-WXX") or not b.startswith("XXXX-WXX"):
        return "unknown"
    # Any one week serves to compare the times of day of two days without a date.
    return _same_extent(a.replace("XXXX-WXX", "2001-W01"), b.replace("XXXX-WXX", "2001-W01"))


def _weekday(value: str) -> int | None:
    """Monday 1 to Sunday 7 of a value as exact as a day; None for others."""
    found = _calendar(value)
    if found and found["week"] and found["weekday"] not in (None, "WE"):
        return int(found["weekday"] or 0)
    reach = extent(value) if precision(value) in ("day", "time") else None
    return date.fromordinal(reach[0] // DAY_MINUTES).isoweekday() if reach else None


def _same_in_some_year(a: str, b: str) -> TimeRelation:
    """At least one of the two leaves its year open: two such are held against each other in a leap year."""
    if a.startswith("XXXX") and b.startswith("XXXX"):
        some_day = ("XXXX-XX-XXT", "XXXX-01-01T")
        a, b = (value.replace(*some_day).replace("XXXX", "2000") for value in (a, b))
        return _same_extent(a, b)
    year = (b if a.startswith("XXXX") else a)[:4]
    same_year = _same_extent(a.replace("XXXX", year), b.replace("XXXX", year))
    return "different" if same_year == "different" else "unknown"


def _same_length(a: str, b: str) -> TimeRelation:
    """Durations: the same, different, or unknown where a unit has no fixed length (a month, 30 days)."""
    left, right = _length(a), _length(b)
    if left is None or right is None:
        return "unknown"
    if a == b or (left == right and left[0] == left[1]):
        return "same"
    return "different" if left[1] < right[0] or right[1] < left[0] else "unknown"


def _length(value: str) -> tuple[float, float] | None:
    """Fewest and most days of a duration; None where its number is left open (``PXY``)."""
    found = LENGTH.fullmatch(value)
    if not found or not (found[1] or found[3]):
        return None
    low, high = LENGTH_DAYS[found[2]] if found[1] else (0.0, 0.0)
    clock = float(found[3]) * CLOCK_DAYS[found[4]] if found[3] else 0.0
    count = float(found[1] or 0)
    return (count * low + clock, count * high + clock)
