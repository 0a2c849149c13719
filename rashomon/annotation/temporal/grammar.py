"""The grammar: how the patterns of ``lexicon/en/time.toml`` read as TIMEX3 types and values.

Types and values follow ISO-TimeML (ISO 24617-1) as HeidelTime does (Strötgen and Gertz 2013): the preposition stays
outside an expression, a determiner that belongs to it inside.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Literal, NamedTuple

from rashomon.annotation.temporal import guards
from rashomon.annotation.temporal import normalization as values
from rashomon.lexicon import choice, entries, groups, numbers, series, table, words

if TYPE_CHECKING:
    from rashomon.annotation.temporal.guards import Found

__all__ = ["FIGURE", "RULES", "Kind", "Reading", "Rule"]

Kind = Literal["DATE", "TIME", "DURATION", "SET"]
Reading = tuple[Kind, str | None]
"""TIMEX3 type and value."""
Match = re.Match[str]
Reader = Callable[[Match, values.Anchor], Reading]

FIGURE = "0"
"""What a rule needs whose matches all have a figure, whichever."""


class Rule(NamedTuple):
    """A regular expression over the words of a paragraph and what its match means.

    The words are lower case, with one space between them and around hyphens. Every match has one of the words that the
    rule ``needs``: a paragraph without them is not searched. A match must pass the ``guard``, if there is one.
    """

    name: str
    pattern: re.Pattern[str]
    needs: frozenset[str]
    read: Reader
    guard: Callable[[Found], bool] | None = None


RULES: list[Rule] = []
"""In order of preference among matches of the same words."""

_MONTHS = numbers("time.months")
_WEEKDAYS = numbers("time.weekdays")
_SATURDAY = 6
_NAMED_DAYS = table("time.named_days")
_UNITS = table("time.units")
_PLURAL_UNITS = {**{f"{unit}s": unit for unit in _UNITS}, **table("time.irregular_plurals")}
_SINGULAR = {unit: unit for unit in _UNITS} | _PLURAL_UNITS

_SMALL = {word: number for number, word in enumerate(series("time.small_numbers"), 1)}
_TENS = {word: 10 * number for number, word in enumerate(series("time.tens"), 2)}
_ROUND = numbers("time.round_numbers")
_OTHER = numbers("time.other_numbers")

_COMPUTED: dict[str, Iterable[str]] = {
    "all_units": _SINGULAR,
    "plural_units": _PLURAL_UNITS,
    "plural_weekdays": [f"{name}s" for name in _WEEKDAYS],
    "small_digits": [word for word, number in _SMALL.items() if number < 10],
}
"""The lists that are made from others."""
_PARTS = table("time.parts")
_NAME = re.compile(r"\{([a-z_.]+)\}")


def _entries(name: str) -> Iterable[str]:
    return _COMPUTED[name] if name in _COMPUTED else entries(name)


def _expanded(pattern: str) -> str:
    """Return a pattern with the parts and lists that it names in braces put in."""
    return _NAME.sub(lambda m: _expanded(_PARTS[m[1]]) if m[1] in _PARTS else choice(_entries(m[1])), pattern)


def _needed(name: str) -> frozenset[str]:
    """Return what a text must hold for the pattern of that name: the entries of lists, and words."""
    needs = groups("time.needs")[name]
    return frozenset(w for need in needs for w in (_entries(need[1:-1]) if _NAME.fullmatch(need) else (need,)))


def rule(name: str, guard: Callable[[Found], bool] | None = None) -> Callable[[Reader], Reader]:
    """Return a decorator that makes its function the reader of the pattern of that name; it matches whole words."""

    def add(read: Reader) -> Reader:
        pattern = re.compile(rf"(?<!\S)(?:{_expanded(table('time.rules')[name])})(?!\S)".replace("\n", ""), re.ASCII)
        RULES.append(Rule(name, pattern, _needed(name), read, guard))
        return read

    return add


def _step(which: str | None) -> int | None:
    """Return which way, and how far, "last", "this" or "next" points; None for none of them."""
    step = numbers("time.steps").get(which or "")
    return None if step is None else int(step)


# Days


rule("iso_day")(lambda m, _: ("DATE", values.full_day(int(m["year"]), int(m["month"]), int(m["day"]))))


@rule("slashed_day")
def slashed_day(m: Match, at: values.Anchor) -> Reading:
    """Month first, as American outlets write; day first where there is no such month."""
    year, first, second = _long_year(m["year"]), int(m["first"]), int(m["second"])
    return "DATE", values.full_day(year, first, second) or values.full_day(year, second, first)


def _long_year(figures: str) -> int:
    """Two figures are a year from 1950 to 2049."""
    short = int(figures)
    return short if len(figures) == 4 else short + (1900 if short >= 50 else 2000)


@rule("day_of_month", guards.capital)
def day_of_month(m: Match, at: values.Anchor) -> Reading:
    month, day = int(_MONTHS[m["month"] or m["month2"]]), int(m["day"] or m["day2"])
    return "DATE", _day_of(month, day, m["year"] or m["year2"], at)


def _day_of(month: int, day: int, year: str | None, at: values.Anchor) -> str | None:
    return values.full_day(int(year), month, day) if year else values.month_day(month, day, at)


@rule("day_before_month", guards.listed)
def day_before_month(m: Match, at: values.Anchor) -> Reading:
    """A day of a list whose month follows: "24, 25 and 26 December"."""
    return "DATE", _day_of(int(_MONTHS[m["month"]]), int(m["day"]), m["year"], at)


@rule("day_after_month", guards.after_a_day)
def day_after_month(m: Match, at: values.Anchor) -> Reading:
    """A day of a list whose month precedes: "March 2, 4 and 5"."""
    month, _, _ = (at.previous or "").rpartition("-")
    return "DATE", f"{month}-{int(m['day']):02}"


@rule("month_of_year", guards.capital)
def month_of_year(m: Match, at: values.Anchor) -> Reading:
    year, month = _year_of(m, at), int(_MONTHS[m["month"]])
    return "DATE", f"{year}-{month:02}" if year else values.month(month, at)


def _year_of(m: Match, at: values.Anchor) -> str | None:
    """Return the year of "of 2016", "of last year", "of the year"; None where nothing tells."""
    if m["year"]:
        return m["year"]
    return _unit(m["which_year"], "year", at) if m["which_year"] or m["the_year"] else None


def _unit(which: str | None, unit: str, at: values.Anchor) -> str | None:
    """Return "last week", "the following year": counted from publication, or from what was mentioned before."""
    base = at.published
    if which in words("time.anaphoric"):
        base = values.named(unit, at) or values.reference_day(at)
    return values.shifted(unit, _step(which) or 0, base) if base else None


@rule("month_alone", guards.month)
def month_alone(m: Match, at: values.Anchor) -> Reading:
    """A year behind a second month is that of the first too: "in August and October 2017"."""
    month = int(_MONTHS[m["month"]])
    return "DATE", f"{m['year']}-{month:02}" if m["year"] else values.month(month, at, _step(m["which"]))


@rule("weekday_named", guards.weekday)
def weekday(m: Match, at: values.Anchor) -> Reading:
    number = int(_WEEKDAYS[m["weekday"]])
    value = values.weekday(number, at, _step(m["which"]))
    if m["week"] and at.published:
        days = number - at.published.isoweekday() + 7 * (_step(m["week"]) or 0)
        value = values.plus_days(at.published, days).isoformat()
    return _with_part(value, m["part"])


def _with_part(day: str | None, part: str | None) -> Reading:
    code = table("time.parts_of_day").get(part or "")
    if code is None:
        return "DATE", day
    return "TIME", f"{day}T{code}" if day else None


@rule("weekday_of_month", guards.capital)
@rule("week_of_month", guards.capital)
def in_month(m: Match, at: values.Anchor) -> Reading:
    """ "The first Monday of May 2019", "the last week of April": the n-th of the month, the last from its end."""
    month = int(_MONTHS[m["month"]])
    whole = f"{m['year']}-{month:02}" if m["year"] else values.month(month, at)
    place, unit = int(numbers("time.places")[m["which"]]), m.groupdict().get("unit")
    if not unit:
        return "DATE", values.in_month(whole, place, int(_WEEKDAYS[m["weekday"]]))
    value = values.in_month(whole, place, None if unit == "week" else _SATURDAY, week=True)
    return "DATE", f"{value}-WE" if value and unit != "week" else value


@rule("weekday_after", guards.capital)
def weekday_after(m: Match, at: values.Anchor) -> Reading:
    """ "The following Tuesday": counted from the day that was mentioned before."""
    base = values.reference_day(at)
    return _with_part(
        values.weekday(int(_WEEKDAYS[m["weekday"]]), at._replace(published=base), _step(m["which"])), m["part"]
    )


@rule("day_word")
@rule("day_beyond")
def day_word(m: Match, at: values.Anchor) -> Reading:
    day = values.plus_days(at.published, int(numbers("time.days")[m["day"]])).isoformat() if at.published else None
    return _with_part(day, m["part"] or m["day"])


@rule("part_of_day")
def part_of_day(m: Match, at: values.Anchor) -> Reading:
    step = _step(m["which"] or m["then"])
    base = values.reference_day(at) if m["then"] else at.published
    if step is None or (not step and (m["which"] or m["then"]) in words("time.anaphoric")):
        return _with_part(values.day_here(at), m["part"])
    return _with_part(values.plus_days(base, step).isoformat() if base else None, m["part"])


rule("part_alone")(lambda m, at: _with_part(values.day_here(at), m["part"] or m["overnight"]))


@rule("calendar_unit")
@rule("calendar_unit_edge")
@rule("calendar_unit_before", guards.ends)
def calendar_unit(m: Match, at: values.Anchor) -> Reading:
    if _UNITS[m["unit"]] != "D":
        return "DATE", _unit(m["which"], m["unit"], at)
    base = values.reference_day(at)
    return "DATE", values.plus_days(base, _step(m["which"]) or 0).isoformat() if base else None


@rule("the_day", guards.the_day)
def the_day(m: Match, at: values.Anchor) -> Reading:
    base = values.reference_day(at)
    return "DATE", base.isoformat() if base else None


@rule("day_with_a_name", guards.capital)
def day_with_a_name(m: Match, at: values.Anchor) -> Reading:
    *year, month, day = _NAMED_DAYS[m["name"]].split("-")
    return "DATE", _day_of(int(month), int(day), m["year"] or "".join(year), at)


rule("named_attacks")(lambda m, at: ("DATE", _NAMED_DAYS["9/11"]))


# Weeks and longer


@rule("same_last_year")
def same_last_year(m: Match, at: values.Anchor) -> Reading:
    """What was mentioned before, a year earlier."""
    if at.previous and (parts := re.fullmatch(r"(\d{4})(-(?:\d\d(?:-\d\d)?|Q\d|W\d\d|[A-Z]{2}))", at.previous)):
        return "DATE", f"{int(parts[1]) - 1:04}{parts[2]}"
    return "DATE", None


rule("week_end", guards.week_end)(lambda m, at: ("DATE", values.weekend(at, _step(m["which"]) or 0)))


@rule("quarter_of_year")
@rule("half_of_year")
@rule("short_quarter")
def quarter(m: Match, at: values.Anchor) -> Reading:
    last = 2 if m["half"] else 4
    number = int(m["ordinal"]) if m["ordinal"].isdigit() else int(numbers("time.ordinals").get(m["ordinal"], last))
    return "DATE", values.quarter(min(number, last), at, _year_of(m, at), "H" if m["half"] else "Q")


@rule("season_named", guards.season)
def season(m: Match, at: values.Anchor) -> Reading:
    return "DATE", values.season(table("time.seasons")[m["season"]], at, _year_of(m, at), _step(m["which"]))


rule("year_named", guards.year)(lambda m, _: ("DATE", m["year"]))
rule("fiscal_year")(lambda m, _: ("DATE", f"FY{m['year'] or m['year2']}"))
rule("short_year", guards.introduced)(lambda m, _: ("DATE", str(_long_year(m["year"]))))
# The first figures of its years, as TIDES 2005 has it: 199 for the 1990s.
rule("decade_named", guards.decade)(lambda m, _: ("DATE", f"{m['century'] or '19'}{m['decade']}"))
rule("century_named")(lambda m, _: ("DATE", f"{int(m['century']) - 1:02}"))


# Times of day


@rule("clock_half")
@rule("clock_zone")
@rule("clock_bare", guards.clock)
@rule("clock_full")
def clock(m: Match, at: values.Anchor) -> Reading:
    hour, minute = int(m["hour"]), int(m["minute"] or 0)
    return "TIME", values.clock(hour, minute, m["half"] or "", m["zone"] or "", values.day_here(at))


rule("named_hour", guards.an_hour)(
    lambda m, at: ("TIME", f"{values.day_here(at)}T{table('time.named_hours')[m['name']]}")
)


# Lengths, distances and what recurs


def _count_of(text: str) -> float | None:
    """Return the count that a pattern matched; None for a vague one ("several")."""
    found = [w for w in text.replace(",", "").split() if w != "-"]
    at = next((i for i, word in enumerate(found) if word in words("time.halves")), len(found))
    half, found = (0.5 if at < len(found) else 0.0), found[:at]
    plain = " ".join(found)
    if plain in words("time.vague_numbers"):
        return None
    if plain in _OTHER:
        return _OTHER[plain] + half
    if found[-1] in _ROUND:
        return _ROUND[found[-1]] * (_count_of(found[0]) or 1) + half
    return sum(map(_word_value, found)) + half


def _word_value(word: str) -> float:
    """Return the value of a number word or figure; 1 for "a" and "an"."""
    return _SMALL.get(word) or _TENS.get(word) or (float(word) if word[0].isdigit() else 1)


@rule("each_unit")
@rule("rate_of_unit", guards.rate)
def each_unit(m: Match, at: values.Anchor) -> Reading:
    count = 2 if m["other"] else _count_of(m["count"]) if m["count"] else 1
    return "SET", values.duration(count, _SINGULAR[m["unit"]])


def _length(count: float | None, unit: str) -> Reading:
    return "DURATION", values.duration(count, _SINGULAR[unit])


rule("duration_ahead", guards.duration)(lambda m, _: _length(_count_of(m["count"]), m["unit"]))
rule("duration_counted", guards.duration)(lambda m, _: _length(_count_of(m["count"]), m["unit"]))
rule("duration_single")(lambda m, _: _length(1, m["unit"] or m["unit2"]))
rule("duration_vague", guards.plural)(lambda m, _: _length(None, m["unit"]))


@rule("time_ago")
def ago(m: Match, at: values.Anchor) -> Reading:
    count = _count_of(m["count"])
    if count is None:
        return "DATE", "PAST_REF"
    return "DATE", values.shifted(_SINGULAR[m["unit"]], -count, at.published) if at.published else None


@rule("time_away", guards.ends)
def away(m: Match, at: values.Anchor) -> Reading:
    """Counted from what was mentioned before, if that is as exact as the unit."""
    count, unit = _count_of(m["count"]), _SINGULAR[m["unit"]]
    base = at.published if m["now"] else values.named(unit, at) or values.reference_day(at)
    if count is None or base is None:
        return "DATE", None
    return "DATE", values.shifted(unit, (1 if m["now"] else _step(m["which"]) or 0) * count, base)


@rule("each_named")
@rule("each_weekday", guards.capital)
def each_named(m: Match, at: values.Anchor) -> Reading:
    if m["weekday"]:
        return "SET", f"XXXX-WXX-{_WEEKDAYS[m['weekday']]}"
    if m["month"]:
        return "SET", f"XXXX-{_MONTHS[m['month']]:02}"
    if m["season"]:
        return "SET", f"XXXX-{table('time.seasons')[m['season']]}"
    return "SET", f"XXXX-XX-XXT{table('time.parts_of_day')[m['part']]}"


rule("frequency_word", guards.modifier)(lambda m, _: ("SET", table("time.frequencies")[m["name"]]))


# Past, present and future

rule("present_modifier", guards.modifier)(lambda m, _: ("DATE", "PRESENT_REF"))
rule("present_ref", guards.now)(lambda m, _: ("DATE", "PRESENT_REF"))
rule("past_modifier", guards.modifier)(lambda m, _: ("DATE", "PAST_REF"))
rule("past_ref")(lambda m, _: ("DATE", "PAST_REF"))
rule("future_units")(lambda m, _: ("DATE", "FUTURE_REF"))
rule("future_ref", guards.soon)(lambda m, _: ("DATE", "FUTURE_REF"))
