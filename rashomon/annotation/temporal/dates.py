"""Rules for days, weeks, months, quarters, seasons, years and longer, named or pointed at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rashomon.annotation.temporal import normalization as values
from rashomon.annotation.temporal.rule import FIGURE, Match, Reading, Rule, collector
from rashomon.annotation.temporal.vocabulary import (
    MONTHS,
    ORDINALS,
    PARTS_OF_DAY,
    SEASONS,
    UNIT_CODES,
    WEEKDAYS,
    choice,
    words,
)

if TYPE_CHECKING:
    from rashomon.annotation.temporal.normalization import Anchor

__all__ = ["DATES"]

DATES: list[Rule] = []
rule = collector(DATES)

MONTH = rf"(?P<month>{choice(MONTHS)})"
WEEKDAY = rf"(?P<weekday>{choice(WEEKDAYS)})"
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
ANY_YEAR = r"(?:1[5-9]|20)\d\d"
YEAR = rf"(?P<year>{ANY_YEAR})"
YEARS = (
    rf"(?:{YEAR}|(?:the )?(?P<which_year>last|this|next|previous|following|same|current) year|(?P<the_year>the year))"
)
PART = rf"(?P<part>{choice(PARTS_OF_DAY)})"
SEASON = rf"(?P<season>{choice(SEASONS)})"
EDGE_OF = (
    r"(?:the )?(?:very )?(?:beginning|start|end|middle|close|turn|rest|remainder|course|height|dawn|eve) of (?:the )?"
)
EDGE = rf"(?:(?:very )?(?:early|earlier|late|later|mid)(?: -)? (?:in )?|{EDGE_OF})?"
NEAR_WORDS = "last|this|next|past|coming|previous|following"


@rule(r"(?P<year>\d{4}) - (?P<month>[01]\d) - (?P<day>[0-3]\d)", FIGURE)
def iso_day(m: Match, at: Anchor) -> Reading:
    return "DATE", values.full_day(int(m["year"]), int(m["month"]), int(m["day"]))


@rule(r"(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>(?:19|20)?\d\d)", FIGURE)
def slashed_day(m: Match, at: Anchor) -> Reading:
    """Month first, as American outlets write; day first where there is no such month."""
    year = _long_year(m["year"])
    first, second = int(m["first"]), int(m["second"])
    return "DATE", values.full_day(year, first, second) or values.full_day(year, second, first)


def _long_year(figures: str) -> int:
    """Two figures are a year from 1950 to 2049."""
    short = int(figures)
    return short if len(figures) == 4 else short + (1900 if short >= 50 else 2000)


DAY_FIRST = rf"(?:the )?(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?(?: of)? (?P<month2>{choice(MONTHS)})"


@rule(rf"{MONTH} (?:the )?{DAY}(?: ?,? {YEAR})?|{DAY_FIRST}(?: ?,? (?P<year2>{ANY_YEAR}))?", MONTHS, "capital")
def day_of_month(m: Match, at: Anchor) -> Reading:
    number, day, year = (m["month"] or m["month2"], m["day"] or m["day2"], m["year"] or m["year2"])
    if year:
        return "DATE", values.full_day(int(year), MONTHS[number], int(day))
    return "DATE", values.month_day(MONTHS[number], int(day), at)


@rule(rf"{EDGE}{MONTH}(?: ,)?(?: of)? {YEARS}", MONTHS, "capital")
def month_of_year(m: Match, at: Anchor) -> Reading:
    year = _year_of(m, at)
    return "DATE", f"{year}-{MONTHS[m['month']]:02}" if year else values.month(MONTHS[m["month"]], at)


def _year_of(m: Match, at: Anchor) -> str | None:
    """The year that YEARS matched; None where nothing tells."""
    if m["year"]:
        return m["year"]
    if not m["which_year"] and not m["the_year"]:
        return None
    return _unit(m["which_year"] or "this", "year", at)


def _unit(which: str, unit: str, at: Anchor) -> str | None:
    """ "last week", "the following year": counted from publication, or from what was mentioned before."""
    relative = which in ("previous", "following", "same", "that")
    base = values.reference_day(at) if relative else at.published
    if relative and (named := values.named(unit, at)):
        base = named
    count = {"last": -1, "past": -1, "previous": -1, "next": 1, "following": 1, "coming": 1}.get(which, 0)
    return values.shifted(unit, count, base) if base else None


SHARED_YEAR = rf"(?:(?= (?:and|to|or|through|until|-) (?:early |late )?(?:{choice(MONTHS)})(?: ,)? {YEAR}(?!\S)))?"
"""The year of the second month, for the first too: "in August and October 2017"."""


@rule(
    rf"(?:{EDGE_OF}|(?:early|late|mid)(?: -)? )?(?:(?P<which>last|this|next|this past|this coming) )?"
    rf"{MONTH}{SHARED_YEAR}",
    MONTHS,
    "month",
)
def month_alone(m: Match, at: Anchor) -> Reading:
    if m["year"]:
        return "DATE", f"{m['year']}-{MONTHS[m['month']]:02}"
    which = {"this past": "last"}.get(m["which"] or "", m["which"] or "")
    return "DATE", values.month(MONTHS[m["month"]], at, which)


@rule(
    rf"(?:(?:early|earlier|late|later) (?:on )?)?(?:(?P<which>last|next|this|this past|this coming) )?{WEEKDAY}"
    rf"(?:(?: -)? {PART})?(?: (?P<week>last|next|this) week)?",
    WEEKDAYS,
    "weekday",
)
def weekday(m: Match, at: Anchor) -> Reading:
    number = WEEKDAYS[m["weekday"]]
    which = {"this past": "last", "this coming": "next"}.get(m["which"] or "", m["which"] or "")
    value: str | None = values.weekday(number, at, which)
    if m["week"] and at.published:
        monday = values.plus_days(at.published, 1 - at.published.isoweekday())
        weeks = {"last": -1, "next": 1}.get(m["week"], 0)
        value = values.plus_days(monday, 7 * weeks + number - 1).isoformat()
    return _with_part(value, m["part"])


def _with_part(day: str | None, part: str | None) -> Reading:
    if not part:
        return "DATE", day
    return "TIME", f"{day}T{PARTS_OF_DAY[part]}" if day else None


@rule(
    rf"(?:(?:early|earlier|late|later) )?(?P<day>today|yesterday|tomorrow|tonight)(?: {PART})?",
    words("today yesterday tomorrow tonight"),
)
@rule(r"the day (?P<day>before yesterday|after tomorrow)(?P<part>)", words("yesterday tomorrow"))
def day_word(m: Match, at: Anchor) -> Reading:
    part = "night" if m["day"] == "tonight" else m["part"]
    days = {"yesterday": -1, "tomorrow": 1, "before yesterday": -2, "after tomorrow": 2}.get(m["day"], 0)
    return _with_part(values.plus_days(at.published, days).isoformat() if at.published else None, part)


@rule(
    rf"(?:(?:early|late|later) )?(?P<which>this|last|that|the same|the next|the following|the|one) {PART}", PARTS_OF_DAY
)
@rule(rf"(?P<which>early|mid|late)(?: -)? {PART}", PARTS_OF_DAY)
@rule(r"(?P<which>)(?P<part>overnight)", words("overnight"))
def part_of_day(m: Match, at: Anchor) -> Reading:
    if m["which"] in ("this", "last"):
        days = -1 if m["which"] == "last" else 0
        return _with_part(values.plus_days(at.published, days).isoformat() if at.published else None, m["part"])
    if m["which"] in ("the next", "the following"):
        base = values.reference_day(at)
        return _with_part(values.plus_days(base, 1).isoformat() if base else None, m["part"])
    return _with_part(values.day_here(at), m["part"])


WHICH_UNIT = "last|this|next|previous|following|same|current|that"


@rule(rf"(?:{EDGE})(?:the )?(?P<which>{WHICH_UNIT}) (?P<unit>week|month|year|quarter|day)", UNIT_CODES)
@rule(rf"(?P<which>){EDGE_OF}(?P<unit>week|month|year|quarter|day|decade|century)", UNIT_CODES)
@rule(r"the (?P<unit>week|month|year|day) (?P<which>previous|before)", words("previous before"), "ends")
def calendar_unit(m: Match, at: Anchor) -> Reading:
    which = {"": "this", "current": "this", "before": "previous"}.get(m["which"] or "", m["which"] or "")
    if m["unit"] == "day":
        days = {"previous": -1, "last": -1, "next": 1, "following": 1}.get(which, 0)
        base = values.reference_day(at)
        return "DATE", values.plus_days(base, days).isoformat() if base else None
    return "DATE", _unit(which, m["unit"], at)


@rule(r"(?:later|late|early|earlier) in (?P<the>the day)|the day", words("day"), "the day")
def the_day(m: Match, at: Anchor) -> Reading:
    base = values.reference_day(at)
    return "DATE", base.isoformat() if base else None


YEAR_BEFORE = "last year|(?:a|one) year (?:ago|earlier|before)|the previous year|the year before"


@rule(rf"the same (?:period|month|week|day|quarter|time|season) (?:{YEAR_BEFORE})", words("same"))
def same_last_year(m: Match, at: Anchor) -> Reading:
    """What was mentioned before, a year earlier."""
    if at.previous and (parts := re.fullmatch(r"(\d{4})(-(?:\d\d(?:-\d\d)?|Q\d|W\d\d|[A-Z]{2}))", at.previous)):
        return "DATE", f"{int(parts[1]) - 1:04}{parts[2]}"
    return "DATE", None


@rule(rf"(?:(?:the|this) )?(?:(?P<which>{NEAR_WORDS}) )?weekend", words("weekend"), "weekend")
def weekend(m: Match, at: Anchor) -> Reading:
    return "DATE", values.weekend(at, m["which"] or "")


@rule(
    rf"{EDGE}(?:(?:the|its|their|this|our) )?(?P<ordinal>{choice(ORDINALS)})(?: -)? (?P<what>quarter)(?: of {YEARS})?",
    words("quarter"),
)
@rule(rf"{EDGE}(?:the )?(?P<ordinal>first|second)(?: -)? (?P<what>half) of {YEARS}", words("half"))
@rule(rf"(?P<what>q)(?P<ordinal>[1-4])(?:(?: of)? {YEARS})?", FIGURE)
def quarter(m: Match, at: Anchor) -> Reading:
    number = int(m["ordinal"]) if m["ordinal"].isdigit() else ORDINALS[m["ordinal"]]
    return "DATE", values.quarter(number, at, _year_of(m, at), "H" if m["what"] == "half" else "Q")


@rule(
    rf"{EDGE}(?:(?:the )?(?P<which>last|this|next|previous|following|coming|past) |the )?{SEASON}(?:(?: of)? {YEARS})?",
    SEASONS,
    "season",
)
def season(m: Match, at: Anchor) -> Reading:
    which = {"previous": "last", "past": "last", "following": "next", "coming": "next"}.get(
        m["which"], m["which"] or ""
    )
    return "DATE", values.season(SEASONS[m["season"]], at, _year_of(m, at), which)


@rule(rf"{EDGE}(?:the year )?{YEAR}", FIGURE, "year")
def year(m: Match, at: Anchor) -> Reading:
    return "DATE", m["year"]


@rule(r"(?P<year>(?:1[5-9]|20)\d\d) - (?P<next>\d\d)", FIGURE, "year")
def year_span(m: Match, at: Anchor) -> Reading:
    """ "2004-05" is a season or term from its first year; "2004-12" is a month."""
    following = int(m["next"])
    if following != (int(m["year"]) + 1) % 100 and 1 <= following <= 12:
        return "DATE", f"{m['year']}-{m['next']}"
    return "DATE", m["year"]


@rule(r"(?:the )?(?:fiscal|financial)(?: year)? (?P<year>20\d\d|19\d\d)|fy ?(?P<year2>20\d\d|19\d\d)", FIGURE)
def fiscal_year(m: Match, at: Anchor) -> Reading:
    return "DATE", f"FY{m['year'] or m['year2']}"


@rule(r"'(?: )?(?P<year>\d\d)", FIGURE, "introduced")
def short_year(m: Match, at: Anchor) -> Reading:
    return "DATE", str(_long_year(m["year"]))


@rule(rf"{EDGE}(?:the )?(?:(?P<century>1[5-9]|20)|' ?)?(?P<decade>[0-9])0 ?'?s", FIGURE, "decade")
def decade(m: Match, at: Anchor) -> Reading:
    """The first three figures of its years, as TIDES 2005 has it: 199 for the 1990s."""
    return "DATE", f"{m['century'] or '19'}{m['decade']}"


DECADES = {
    name: number
    for number, name in enumerate(
        ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"), start=2
    )
}
CENTURIES = {
    name: number
    for number, name in enumerate(
        ("sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty - first"), start=16
    )
}


@rule(rf"{EDGE}the (?P<name>{choice(DECADES)})", DECADES)
def named_decade(m: Match, at: Anchor) -> Reading:
    return "DATE", f"19{DECADES[m['name']]}"


@rule(
    rf"{EDGE}(?:the )?(?:(?P<figures>1[0-9]|2[0-9])(?:st|nd|th)|(?P<name>{choice(CENTURIES)}))(?: -)? century",
    words("century"),
)
def century(m: Match, at: Anchor) -> Reading:
    number = int(m["figures"]) if m["figures"] else CENTURIES[m["name"]]
    return "DATE", f"{number - 1:02}"


@rule(r"9/11|(?:the )?september 11(?:th)?(?= (?:terrorist |terror )?(?:attacks|hijackers|hijackings))", FIGURE)
def named_attacks(m: Match, at: Anchor) -> Reading:
    """The one day that its month and day alone have come to name."""
    return "DATE", "2001-09-11"


HOLIDAYS = {
    "christmas": (12, 25),
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "new year 's day": (1, 1),
    "new year 's eve": (12, 31),
    "valentine 's day": (2, 14),
    "halloween": (10, 31),
}
"""Those of a fixed day, wherever they are kept."""


@rule(rf"(?P<name>{choice(HOLIDAYS)})(?: (?:of )?{YEAR})?", {name.split()[0] for name in HOLIDAYS}, "capital")
def holiday(m: Match, at: Anchor) -> Reading:
    number, day = HOLIDAYS[m["name"]]
    if m["year"]:
        return "DATE", values.full_day(int(m["year"]), number, day)
    return "DATE", values.month_day(number, day, at)
