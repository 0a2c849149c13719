"""From the parts of a time expression to its TIMEX3 value, against the day of publication or a time mentioned before.

Where neither settles a value it is None, or leaves the year or week open in TIMEX3's way: ``XXXX-06`` for June,
``XXXX-WXX-6`` for Saturday. Each function gives one kind of value.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import MAXYEAR, date
from typing import TYPE_CHECKING, NamedTuple

from rashomon.lexicon import numbers, table, words
from rashomon.types import timex

if TYPE_CHECKING:
    from rashomon.annotation.temporal.tense import Direction

__all__ = ["Anchor"]

_UNITS = table("time.units")
_UNIT_SIZES = numbers("time.unit_sizes")
_CALENDAR = {"Y": re.compile(r"(\d{4})(?!\d)()"), "M": re.compile(r"(\d{4})-(\d\d)")}
_QUARTER_OF_MONTH = {m: (m - 1) // 3 + 1 for m in range(1, 13)}
_SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


class Anchor(NamedTuple):
    """What a relative expression is resolved against."""

    published: date | None
    direction: Direction = "past"
    previous: str | None = None
    """Value of the last calendar expression before this one in the article."""
    day: str | None = None
    """Value of the last day named in the same sentence, XXXX-WXX-6 included."""


def full_day(year: int, month_number: int, day: int) -> str | None:
    """Return an ISO day; None where the calendar has no such day."""
    try:
        return date(year, month_number, day).isoformat()
    except ValueError:
        return None


def month_day(month_number: int, day: int, at: Anchor) -> str | None:
    """Return a day without its year: the latest not after publication, the next, or the nearest."""
    if not 1 <= day <= monthrange(2000, month_number)[1]:
        return None
    if at.published is None:
        return f"XXXX-{month_number:02}-{day:02}"
    years = range(at.published.year - 8, at.published.year + 9)  # eight, for February 29 around 1900
    days = [date.fromisoformat(d) for y in years if (d := full_day(y, month_number, day))]
    return _pick(days, at.published, at.direction).isoformat()


def _pick(days: list[date], published: date, direction: Direction) -> date:
    """Return the day closest to publication on the side that the direction tells."""
    past = max((d for d in days if d <= published), default=days[0])
    future = min((d for d in days if d >= published), default=days[-1])
    if direction == "near":
        return future if leans_ahead((published - past).days, (future - published).days) else past
    return past if direction == "past" else future


def leans_ahead(back: int, ahead: int) -> bool:
    """Return whether a date without year or tense is the coming one: news names what was more often than what comes."""
    return 2 * ahead < back


def weekday(number: int, at: Anchor, step: int | None = None) -> str:
    """Return a weekday (1 = Monday) as a day; a ``step`` of -1 is "last", 1 "next"."""
    if at.published is None:
        return f"XXXX-WXX-{number}"
    back = (at.published.isoweekday() - number) % 7
    ahead = -back % 7
    if step:
        return _day(at.published, (ahead or 7) if step > 0 else -(back or 7))
    if at.direction == "future" or (at.direction == "near" and ahead < back):
        return _day(at.published, ahead)
    return _day(at.published, -back)


def _day(day: date, days: int) -> str:
    return plus_days(day, days).isoformat()


def month(number: int, at: Anchor, step: int | None = None) -> str:
    """Return a month without its year: of the last (-1), this (0) or next year, or by the tense.

    The month of publication counts as past and as ahead.
    """
    if at.published is None:
        return f"XXXX-{number:02}"
    back = (at.published.month - number) % 12
    ahead = -back % 12
    if step == 0:
        months = number - at.published.month
    elif step:
        months = (ahead or 12) if step > 0 else -(back or 12)
    elif at.direction == "future" or (at.direction == "near" and leans_ahead(back, ahead)):
        months = ahead
    else:
        months = -back
    return shifted("month", months, at.published) or f"XXXX-{number:02}"


def shifted(unit: str, count: float, base: date) -> str | None:
    """Return the day, week, month, quarter, year or longer ``count`` units after ``base``; None for clock time."""
    whole = round(count * _UNIT_SIZES.get(unit, 1))
    code = _UNITS[unit]
    if code == "D":
        return _day(base, whole) if abs(whole) < 400_000 else None
    if code == "W":
        return _week(base, whole) if abs(whole) < 50_000 else None
    months = {"M": whole, "Q": 3 * whole, "Y": 12 * whole}.get(code)
    if months is None:
        return None
    number = base.year * 12 + base.month - 1 + months
    year, month_number = number // 12, number % 12 + 1
    if not 1 <= year <= MAXYEAR:
        return None
    if code == "M":
        return f"{year:04}-{month_number:02}"
    if code == "Q":
        return f"{year:04}-Q{_QUARTER_OF_MONTH[month_number]}"
    return f"{year:04}"[: int(numbers("time.unit_figures").get(unit, 4))]


def _week(base: date, weeks: int) -> str:
    iso = date.fromisoformat(_day(base, 7 * weeks)).isocalendar()
    return f"{iso.year:04}-W{iso.week:02}"


def weekend(at: Anchor, step: int = 0) -> str | None:
    """Return a weekend: that of the week of publication, or the one before it if it is past and Saturday is ahead."""
    if at.published is None:
        return None
    if not step and at.direction == "past" and at.published.isoweekday() < 6:
        step = -1
    return f"{_week(at.published, step)}-WE"


def quarter(number: int, at: Anchor, year: str | None = None, letter: str = "Q") -> str | None:
    """Return a quarter (or half, ``letter`` H) of a year: without one the last that is over, or the next to end."""
    if year or at.published is None:
        return f"{year or 'XXXX'}-{letter}{number}"
    size = 3 if letter == "Q" else 6
    over = number * size < at.published.month
    if at.direction == "future":
        return f"{at.published.year + over:04}-{letter}{number}"
    return f"{at.published.year - (not over):04}-{letter}{number}"


def season(code: str, at: Anchor, year: str | None = None, step: int | None = None) -> str:
    """Return a season: without a year the last (``step`` -1), this (0) or next (1), else by the tense."""
    if year or at.published is None:
        return f"{year or 'XXXX'}-{code}"
    begun = _SEASON_STARTS[code] <= at.published.month
    current = begun and at.published.month < _SEASON_STARTS[code] + 3
    if step:
        return f"{at.published.year + (begun if step > 0 else -(not begun or current)):04}-{code}"
    ahead = step == 0 or at.direction == "future"
    return f"{at.published.year if begun or ahead else at.published.year - 1:04}-{code}"


def clock(hour: int, minute: int, half: str, zone: str, day: str | None) -> str | None:
    """Return a time of day on ``day``; ``half`` is "a", "p" or empty. None where there is no such time."""
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + 12 * (half == "p") if half else hour
    if hour > 24 or minute > 59:
        return None
    return f"{day or 'XXXX-XX-XX'}T{hour:02}:{minute:02}{'Z' if zone in words('time.universal_time') else ''}"


def duration(count: float | None, unit: str) -> str:
    """Return ``P2D``, ``PT4H``, ``P2.5Y``; ``PXY`` for a vague count."""
    code = _UNITS[unit]
    clock_mark = "T" if code[0] == "T" else ""
    if count is None:
        return f"P{clock_mark}X{code[-1]}"
    total = count * _UNIT_SIZES.get(unit, 1)
    if total == 0.5 and code == "TH":
        return "PT30M"
    return f"P{clock_mark}{total:g}{code[-1]}"


def reference_day(at: Anchor) -> date | None:
    """Return the day that "the next day" counts from: the last that was mentioned, else that of publication."""
    for value in (at.day, at.previous):
        if value and timex.precision(value) in ("day", "time") and (reach := timex.extent(value)):
            return date.fromordinal(reach[0] // timex.DAY_MINUTES)
    return at.published


def day_here(at: Anchor) -> str:
    """Return the day that a time of day belongs to: the one named in its sentence, else that of publication."""
    return at.day or (at.published.isoformat() if at.published else "XXXX-XX-XX")


def named(unit: str, at: Anchor) -> date | None:
    """Return the first day of the year or month that was mentioned before; None for other units and where none was."""
    pattern = _CALENDAR.get(_UNITS[unit])
    found = pattern.match(at.previous) if pattern and at.previous and _UNIT_SIZES.get(unit, 1) == 1 else None
    return date(int(found[1]), int(found[2] or 1), 1) if found else None


def plus_days(day: date, days: int) -> date:
    """Return the day so many days later, kept inside the calendar."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))
