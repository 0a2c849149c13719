"""Rules for times of day, lengths, distances, what recurs, and what only points at past, present or future."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon.annotation.temporal import normalization as values
from rashomon.annotation.temporal.rule import FIGURE, Match, Reading, Rule, collector
from rashomon.annotation.temporal.vocabulary import (
    MONTHS,
    NUMBER,
    PARTS_OF_DAY,
    SEASONS,
    UNITS,
    WEEKDAYS,
    choice,
    count_of,
    words,
)

if TYPE_CHECKING:
    from rashomon.annotation.temporal.normalization import Anchor

__all__ = ["LENGTHS"]

LENGTHS: list[Rule] = []
rule = collector(LENGTHS)

MONTH = rf"(?P<month>{choice(MONTHS)})"
WEEKDAY = rf"(?P<weekday>{choice(WEEKDAYS)})"
UNIT = rf"(?P<unit>{choice(UNITS)})"
PART = rf"(?P<part>{choice(PARTS_OF_DAY)})"
SEASON = rf"(?P<season>{choice(SEASONS)})"

ZONES = "utc|gmt|z|est|edt|et|cst|cdt|mst|mdt|pst|pdt|cet|cest|bst|ist|msk|local time"
ZONE = rf"(?: ?\(? ?(?P<zone>{ZONES})(?: ?[+-] ?\d{{1,2}})? ?\)?)"


@rule(rf"(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d))? ?(?P<half>[ap])\.? ?m\.?{ZONE}?", FIGURE)
@rule(rf"(?P<hour>[012]?\d):?(?P<minute>[0-5]\d)(?P<half>){ZONE}", FIGURE)
@rule(r"(?P<hour>[012]?\d):(?P<minute>[0-5]\d)(?P<half>)(?P<zone>)", FIGURE, "clock")
@rule(r"(?P<hour>\d{1,2}) o'clock(?P<minute>)(?P<half>)(?P<zone>)", FIGURE)
def clock(m: Match, at: Anchor) -> Reading:
    zone = m["zone"] or ""
    return "TIME", values.clock(int(m["hour"]), int(m["minute"] or 0), m["half"] or "", zone, values.day_here(at))


@rule(r"(?P<name>noon|midnight)", words("noon midnight"))
def noon(m: Match, at: Anchor) -> Reading:
    return "TIME", f"{values.day_here(at)}T{'12' if m['name'] == 'noon' else '24'}:00"


@rule(rf"(?:every|each)(?: (?P<other>other|second))?(?: (?P<count>{NUMBER}))? {UNIT}", words("every each"))
@rule(r"(?:per|a)(?P<other>)(?P<count>) (?P<unit>second|minute|hour|day|week|month|quarter|year)", UNITS, "rate")
def each_unit(m: Match, at: Anchor) -> Reading:
    count = 2 if m["other"] else count_of(m["count"]) if m["count"] else 1
    return "SET", values.duration(count, UNITS[m["unit"]])


STRETCHED = (
    "straight|consecutive|successive|full|whole|solid|more|additional|further|trading|working|business|long|short"
)
INNER = rf"(?: (?:{STRETCHED}))?"
WHICH = "last|past|previous|next|coming|first|final|following"
OVER = r"(?:(?:over|almost|nearly|just over|just under|under) )?"


@rule(rf"{OVER}(?P<count>{NUMBER}){INNER}(?: -)? {UNIT}(?: - long)?", UNITS, "duration")
@rule(rf"{OVER}(?:the|these|those|its|his|her|their) (?:{WHICH}) (?P<count>{NUMBER}){INNER} {UNIT}", UNITS, "duration")
@rule(r"(?:the )(?:past|coming)(?P<count>) (?P<unit>day|week|month|quarter|year)", UNITS)
@rule(r"(?:the )(?:past|last|next|coming)(?P<count>) (?P<unit>decade|century|hour)", UNITS)
def duration(m: Match, at: Anchor) -> Reading:
    return "DURATION", values.duration(count_of(m["count"]) if m["count"] else 1, UNITS[m["unit"]])


@rule(
    rf"(?:over the )?(?P<unit>{choice(u for u in UNITS if u.endswith('s') or u == 'centuries')})(?: - long)?",
    UNITS,
    "plural",
)
def vague_duration(m: Match, at: Anchor) -> Reading:
    return "DURATION", values.duration(None, UNITS[m["unit"]])


@rule(rf"{OVER}(?P<count>{NUMBER}) {UNIT} ago(?: (?:today|this (?:week|month|year)))?", words("ago"))
def ago(m: Match, at: Anchor) -> Reading:
    count = count_of(m["count"])
    if count is None:
        return "DATE", "PAST_REF"
    return "DATE", values.shifted(UNITS[m["unit"]], -count, at.published) if at.published else None


@rule(
    rf"(?P<count>{NUMBER}) {UNIT} (?P<way>earlier|later|from now|previously)",
    words("earlier later now previously"),
    "ends",
)
def away(m: Match, at: Anchor) -> Reading:
    """Counted from what was mentioned before, if that is as exact as the unit."""
    count = count_of(m["count"])
    if count is None:
        return "DATE", None
    unit = UNITS[m["unit"]]
    sign = 1 if m["way"] in ("later", "from now") else -1
    base = at.published if m["way"] == "from now" else values.named(unit, at) or values.reference_day(at)
    return "DATE", values.shifted(unit, sign * count, base) if base else None


PLURAL_DAYS = [f"{name}s" for name in WEEKDAYS]


@rule(rf"(?:every|each) (?:{WEEKDAY}|{MONTH}|{SEASON}|{PART})", words("every each"))
@rule(rf"(?P<weekday>{choice(PLURAL_DAYS)})(?P<month>)(?P<season>)(?P<part>)", PLURAL_DAYS, "capital")
def each_named(m: Match, at: Anchor) -> Reading:
    if m["weekday"]:
        return "SET", f"XXXX-WXX-{WEEKDAYS[m['weekday'].removesuffix('s')]}"
    if m["month"]:
        return "SET", f"XXXX-{MONTHS[m['month']]:02}"
    return "SET", f"XXXX-{SEASONS[m['season']]}" if m["season"] else f"XXXX-XX-XXT{PARTS_OF_DAY[m['part']]}"


FREQUENCIES = {
    "hourly": "PT1H",
    "daily": "P1D",
    "nightly": "P1D",
    "weekly": "P1W",
    "biweekly": "P2W",
    "monthly": "P1M",
    "quarterly": "P1Q",
    "annual": "P1Y",
    "annually": "P1Y",
    "yearly": "P1Y",
}


@rule(rf"(?P<name>{choice(FREQUENCIES)})", FREQUENCIES, "modifier")
def frequency(m: Match, at: Anchor) -> Reading:
    return "SET", FREQUENCIES[m["name"]]


@rule(
    r"(?:right )?now|currently|presently|nowadays|at present|at the moment|at this (?:time|point|moment)|these days"
    r"|(?:for )?the time being",
    words("now currently presently nowadays present moment time point these"),
    "now",
)
@rule(r"current", words("current"), "modifier")
def present(m: Match, at: Anchor) -> Reading:
    return "DATE", "PRESENT_REF"


@rule(
    r"(?:more |most |very )?recently|previously|the (?:recent )?past|(?:long|some time|a while|moments) ago",
    words("recently previously past ago"),
)
@rule(r"(?:minutes|hours|days|weeks|months|years|decades|centuries) ago", words("ago"))
@rule(r"recent (?:days|weeks|months|years|decades|times|history)", words("recent"))
@rule(r"(?:more |most |very )?recent", words("recent"), "modifier")
def past(m: Match, at: Anchor) -> Reading:
    return "DATE", "PAST_REF"


@rule(
    r"(?:very )?soon|shortly|the (?:near |immediate |foreseeable |distant )?future",
    words("soon shortly future"),
    "soon",
)
@rule(r"the (?:near|short|medium|long)(?: -)? term", words("term"), "soon")
@rule(r"(?:the )?coming (?:days|weeks|months|years)", words("coming"))
def future(m: Match, at: Anchor) -> Reading:
    return "DATE", "FUTURE_REF"
