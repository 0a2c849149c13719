"""Values of a dossier in plain words, the same in every output format."""

from __future__ import annotations

import datetime
import re

from rashomon.types import (
    GAP,
    Article,
    Extent,
    Fact,
    FactField,
    FactSource,
    Hop,
    Moment,
    RelationKind,
    Shows,
    Source,
    Statement,
    Verdict,
)
from rashomon.types.timex import extent, precision

__all__ = [
    "ABOUT",
    "EXTENT",
    "FACT_SOURCE",
    "NOT_ESTABLISHED",
    "OWN_VOICE",
    "PERHAPS_THE_SAME",
    "RELATION",
    "STANDING",
    "VERDICT",
    "VOICE",
    "counted",
    "day_span",
    "fact_behind",
    "folded",
    "harmless",
    "hop_name",
    "manner",
    "moment_order",
    "plain",
    "shorten",
    "shown_by",
    "through",
    "when",
]

OWN_VOICE = "the article itself"

VERDICT: dict[Verdict, str] = {
    "independent": "independent origins",
    "same origin": "the same origin",
    "not established": "not established",
}

NOT_ESTABLISHED = "“Not established”: the texts name no source, or only who said it and not who recorded it."

PERHAPS_THE_SAME = "Less similar in their words: read both before treating them as one claim."

STANDING: dict[RelationKind, str] = {
    "conflict": "conflict",
    "update": "a later state",
    "compatible": "fit together",
    "agree": "agree",
}
"""How the statements of one claim relate to each other."""

VOICE = {"outlet": "in its own voice", "paraphrased": "paraphrasing a source", "quoted": "quoting"}

FACT_SOURCE: dict[FactSource, str] = {
    "user": "given by the user",
    "json-ld": "its JSON-LD",
    "meta": "its metadata",
    "markup": "the page itself",
    "htmldate": "found by htmldate",
    "url": "its address",
    "dateline": "its dateline",
    "text": "its text",
    "feed": "its feed",
    "archive": "its archive",
    "email": "the e-mail",
    "pdf": "the PDF",
    "record": "its record",
}
"""The sources of an article's facts."""

RELATION: dict[RelationKind, str] = {
    "agree": "agrees with",
    "compatible": "fits, in other detail,",
    "conflict": "conflicts with",
    "update": "tells another state than",
}

ABOUT = {
    "time": "the time",
    "number": "a number",
    "name": "a name",
    "place": "the place",
    "polarity": "whether it is so",
    "scope": "how far it goes",
    "holder": "who says it",
    "wording": "the wording",
}

EXTENT: dict[Extent, str] = {
    "whole": "whole",
    "truncated": "incomplete: the article breaks off",
    "paywalled": "behind a paywall: only the free part is here",
}
"""How much of an article is available."""

_NAME = {"unknown": "certainty unknown"}
_QUOTATION = {"direct": "quoted", "mixed": "partly quoted"}
_CONTROLS = r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff"
"""Control characters other than white space, direction marks and surrogates."""
_UNPRINTABLE = re.compile(f"[{_CONTROLS}]+")
_STEERING = re.compile(rf"[{_CONTROLS}\x0b-\x0d\x1c-\x1f\x85\u2028\u2029]+")
"""The same, and white space that moves a terminal's cursor other than to the next line."""
_CLOCK = {
    "MO": "morning",
    "MI": "midday",
    "DT": "daytime",
    "AF": "afternoon",
    "EV": "evening",
    "NI": "night",
}
DAY = 24 * 60
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = tuple("January February March April May June July August September October November December".split())


def plain(text: str) -> str:
    """Return ``text`` on one line, without control characters and direction marks."""
    return " ".join(_UNPRINTABLE.sub("", text).split())


def harmless(text: str) -> str:
    """Return ``text`` with its lines, without characters that could control a terminal."""
    return _STEERING.sub("", text)


def folded(text: str) -> str:
    """Return ``text`` with letter case and white space normalised, for comparing words."""
    return plain(text).casefold()


def shorten(text: str, width: int) -> str:
    """Return at most ``width`` characters of ``text`` on one line, cut between words if possible."""
    reach = 4 * width + 80  # more is never shown, whatever the amount of white space
    line = plain(text[:reach])
    if len(line) <= width and len(text) <= reach:
        return line
    head = line[: max(1, width - 2)]
    cut = head.rsplit(" ", 1)[0] if " " in head[width // 2 :] else head
    return (cut.rstrip(" ,;:–—-") or cut) + " …"


def fact_behind(article: Article, field: FactField, value: str | None) -> Fact | None:
    """Return the most trusted fact that gives this value; None if it has no source."""
    return next((fact for fact in article.facts if fact.field == field and fact.value == value), None)


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Return ``1 claim``, ``2 claims``, ``1,200 claims``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def hop_name(hop: Hop, names: dict[str, str]) -> str:
    """Return the name of one hop of a chain; ``names`` maps entity ids to names. Nothing is guessed."""
    given = " and ".join(dict.fromkeys(filter(None, (_source_name(s, names) for s in hop.sources))))
    if hop.unresolved:
        return f"{given} (not identified)" if given else "somebody not identified"
    if hop.anonymous or not given:
        return f"{given} (unnamed)" if given else "somebody unnamed"
    return given


def _source_name(source: Source, names: dict[str, str]) -> str:
    return plain(names.get(source.entity or "", "")) or plain(source.text)


def through(statement: Statement, names: dict[str, str]) -> str:
    """Return the chain of a statement: ``Ruiz, through Novak, through the Herald``."""
    return ", through ".join(hop_name(hop, names) for hop in statement.chain) or OWN_VOICE


def manner(statement: Statement) -> tuple[str, ...]:
    """Return what qualifies the statement, with the words that show it: ``possible: “may”``.

    Empty for a plain, certain, affirmed assertion. The uncertainty of a question is not repeated.
    """
    asked = shown_by(statement, "certainty") == shown_by(statement, "force")
    certainty = _NAME.get(statement.certainty, statement.certainty)
    found = [
        _QUOTATION.get(statement.quotation),
        f"hedged: “{plain(statement.hedge.text)}”" if statement.hedge else None,
        None if certainty == "certain" else certainty if asked else _with_words(statement, "certainty", certainty),
        None if statement.polarity == "affirmed" else _with_words(statement, "polarity", statement.polarity),
        None if statement.force == "assertion" else _with_words(statement, "force", statement.force),
    ]
    return tuple(m for m in found if m)


def shown_by(statement: Statement, about: Shows) -> str:
    """Return the words that show the certainty, polarity or force, joined by GAP; empty if there are none."""
    return GAP.join(plain(mark.text) for mark in statement.marks if mark.about == about)


def _with_words(statement: Statement, about: Shows, label: str) -> str:
    words = shown_by(statement, about)
    return f"{label}: “{words}”" if words else label


def when(value: str) -> str:
    """Return a TIMEX3 value in words: ``2018-08-25`` as ``Saturday 25 August 2018``; an unknown one stays as it is."""
    days = day_span(value)
    if days is None:
        open_day = re.fullmatch(r"XXXX-WXX-([1-7])(?:T.*)?", value)
        return f"a {DAYS[int(open_day[1]) - 1]}" if open_day else plain(value)
    first, last = days
    exact = precision(value)
    if exact in ("day", "time"):
        clock = _CLOCK.get(value.partition("T")[2], value.partition("T")[2])
        return f"{DAYS[first.weekday()]} {_date(first)}" + (f", {plain(clock)}" if clock else "")
    if exact == "week":
        return f"{'weekend' if value.endswith('WE') else 'week'} of {_date(first)}"
    if exact == "month":
        return f"{MONTHS[first.month - 1]} {first.year}"
    if exact == "season":
        start = MONTHS[first.month - 1] + (f" {first.year}" if first.year != last.year else "")
        return f"{start} to {MONTHS[last.month - 1]} {last.year}"
    return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"


def _date(day: datetime.date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_span(value: str) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and last day of a TIMEX3 value; None if it has no place in the calendar."""
    minutes = extent(value)
    if minutes is None:
        return None
    try:
        return datetime.date.fromordinal(minutes[0] // DAY), datetime.date.fromordinal((minutes[1] - 1) // DAY)
    except ValueError:  # the last week of the year 9999 ends in the next year
        return None


def moment_order(moment: Moment) -> tuple[int, str]:
    """Return a sort key of a moment: its beginning; moments without a place in the calendar come last."""
    minutes = extent(moment.when)
    return (minutes[0] if minutes else datetime.date.max.toordinal() * DAY + DAY, moment.when)
