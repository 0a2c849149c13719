"""From the parts of a time expression to its TIMEX3 value, against the day of publication or a time mentioned before.

Where neither settles a value it is None, or leaves the year or week open in TIMEX3's way: ``XXXX-06`` for June,
``XXXX-WXX-6`` for Saturday. Each function gives one kind of value.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import MAXYEAR, date
from itertools import islice
from typing import Literal, NamedTuple

from rashomon.annotation.syntax import children
from rashomon.lexicon import numbers, table, words
from rashomon.types import timex
from rashomon.types.parse import Token

__all__ = ["Anchor", "Direction", "direction_of", "is_background"]

Direction = Literal["past", "future", "near"]
"""Before the day of publication, after it, or whichever is nearer."""

_UNITS = table("time.units")
_UNIT_SIZES = numbers("time.unit_sizes")
_CALENDAR = {"Y": re.compile(r"(\d{4})(?!\d)()"), "M": re.compile(r"(\d{4})-(\d\d)")}
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
    past = max((d for d in days if d <= at.published), default=days[0])
    future = min((d for d in days if d >= at.published), default=days[-1])
    ahead = _lies_ahead(at.direction, (at.published - past).days, (future - at.published).days)
    return (future if ahead else past).isoformat()


def _lies_ahead(direction: Direction, back: int, ahead: int) -> bool:
    """Return whether a date without year is the coming one; news names what was more often than what comes."""
    return direction == "future" or (direction == "near" and 2 * ahead < back)


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
    else:
        months = ahead if _lies_ahead(at.direction, back, ahead) else -back
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
        return f"{year:04}-Q{(month_number + 2) // 3}"
    return f"{year:04}"[: int(numbers("time.unit_figures").get(unit, 4))]


def _week(base: date, weeks: int) -> str:
    iso = date.fromisoformat(_day(base, 7 * weeks)).isocalendar()
    return f"{iso.year:04}-W{iso.week:02}"


def in_month(whole: str, place: int, weekday: int | None, *, week: bool = False) -> str | None:
    """Return the n-th weekday of a month, its ``week``, or without a weekday the month's n-th week; -1 is the last.

    The first and the last week are those of which the month has most days.
    """
    if (reach := timex.extent(whole)) is None:
        return None
    first, last = (date.fromordinal(minute // timex.DAY_MINUTES) for minute in (reach[0], reach[1] - 1))
    edge, more = (first, place - 1) if place > 0 else (last, place + 1)
    if weekday is None:
        days = 3 if place > 0 else -3
    else:
        days = (weekday - edge.isoweekday()) % 7 if place > 0 else -((edge.isoweekday() - weekday) % 7)
    day = plus_days(edge, days + 7 * more)
    if week:
        return _week(day, 0)
    return day.isoformat() if first <= day <= last else None


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
    shift = over if at.direction == "future" else over - 1
    return f"{at.published.year + shift:04}-{letter}{number}"


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


# Which way an expression points, by the tense of the verb above it

_HAVE = words("function_words.have")
_HEADS_OF_THE_FUTURE = words("time.heads_of_the_future")


def direction_of(token: Token) -> Direction:
    """Return which way the expression that ``token`` heads points.

    Of an expression that modifies a noun ("a June 3 hearing") its verb tells nothing: near. Without any verb: past.
    """
    verb = _verb_above(token)
    if token.dep_ in ("compound", "nmod", "amod", "nummod", "poss") and token.head.pos_ in ("NOUN", "PROPN"):
        before = {above.lower_ for above in islice(token.head.ancestors, 2) if above.pos_ in ("ADP", "ADV", "SCONJ")}
        ahead = verb is not None and _tense(verb) != "past" and before & words("time.prepositions_before_events")
        return "future" if ahead else "near"
    preposition = token.head.lower_ if token.dep_ == "pobj" else ""
    if preposition in words("time.prepositions_of_beginnings"):
        return "past"
    if preposition in words("function_words.for") and verb is not None and verb.lemma_.lower() in _HEADS_OF_THE_FUTURE:
        return "future"
    if preposition in words("time.prepositions_of_limits") and not (verb is not None and _is_pluperfect(verb)):
        return "future"
    tense = _tense(verb) if verb is not None else "past"
    from_then = preposition in words("function_words.from")
    return "future" if tense == "near" and (from_then or _is_scheduled(verb)) else tense


def _is_scheduled(verb: Token | None) -> bool:
    """Return whether the present of a verb tells what is planned: "the trial begins on Monday"."""
    return (
        verb is not None and verb.tag_ in ("VBZ", "VBP", "VBG") and verb.lemma_.lower() in words("time.verbs_of_plans")
    )


def is_background(token: Token, *, told: bool = False) -> bool:
    """Return whether the verb above had happened before what is told, or hangs on what is ``told`` by the hour."""
    verb = _verb_above(token)
    if verb is None or _is_pluperfect(verb):
        return verb is not None
    return told and (verb.dep_ in ("relcl", "acl", "pcomp") or any(children(verb, "mark")))


def _is_pluperfect(verb: Token) -> bool:
    return any(c.tag_ == "VBD" and c.lemma_ in _HAVE for c in children(verb, "aux"))


def _verb_above(token: Token) -> Token | None:
    """Return the nearest verb or copula, the token itself included."""
    return next((t for t in (token, *token.ancestors) if t.pos_ in ("VERB", "AUX")), None)


def _tense(verb: Token) -> Direction:
    """Return the direction of a verb by its auxiliaries and its form."""
    auxiliaries = list(children(verb, "aux", "auxpass"))
    tags = {c.tag_ for c in auxiliaries}
    perfect = any(c.lemma_ in _HAVE for c in auxiliaries)
    if "MD" in tags and not perfect:
        return "future"
    if "VBD" in tags or (perfect and not tags & {"MD", "TO"}):
        return "past"
    if "TO" in tags or verb.tag_ == "VB" or (verb.tag_ == "VBG" and not auxiliaries):
        return _by_head(verb)
    if verb.tag_ in ("VBD", "VBN"):
        return "near" if tags & {"VBZ", "VBP"} else "past"
    return "near"


def _by_head(verb: Token) -> Direction:
    """Return the direction of an infinitive or participle: what its head makes of it."""
    above = verb.head
    if above.i == verb.i:
        return "near"
    planned = above.lemma_.lower() in _HEADS_OF_THE_FUTURE or (above.pos_ == "NOUN" and verb.dep_ in ("relcl", "acl"))
    if planned and verb.tag_ != "VBG":
        was = any(c.tag_ == "VBD" for c in children(above, "aux", "auxpass"))
        return "near" if was else "future"
    governing = _verb_above(above)
    if governing is None or (governing.i > verb.i and not _is_scheduled(verb)):
        return "past"
    return _tense(governing)
