"""Find the time expressions of a parsed article: match the rules, keep what the guards pass, resolve in order."""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from rashomon.annotation.temporal.grammar import FIGURE, RULES
from rashomon.annotation.temporal.guards import SHORT_NAMES, Found
from rashomon.annotation.temporal.normalization import Anchor, direction_of, is_background
from rashomon.lexicon import words
from rashomon.types import When, spot, timex
from rashomon.types.parse import Parse

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from rashomon.annotation.document import Document, Paragraph
    from rashomon.annotation.temporal.grammar import Kind

__all__ = ["TimeExpression", "times"]

_REMEMBERED = 8
"""Expressions before one that it may refer to."""
_NEAR_PARAGRAPHS = 3
"""Paragraphs behind the naming of a day in which hours are still of it."""
_HYPHENS = re.compile(r"[-‐‑–—]+")
_A_FIGURE = re.compile(r"[0-9]")
_DAY_AND_TIME = re.compile(r"(\d{4}-\d\d-\d\d|XXXX-WXX-\d|XXXX-\d\d-\d\d|XXXX-XX-XX)(T.*)?")


class TimeExpression(NamedTuple):
    """A time expression: where it stands, its TIMEX3 type and value, and its tokens ``doc[start:end]``."""

    when: When
    kind: Kind
    start: int
    end: int


def times(document: Document, published: str | None) -> tuple[TimeExpression, ...]:
    """Return every time expression of the article's story, in order, none over another.

    ``published`` is the ISO 8601 day that relative expressions are resolved against. Without it, values that need it
    are None ("last week") or leave open what is not known (``XXXX-WXX-6`` for Saturday, ``XXXX-06`` for June).
    """
    day = _day(published)
    out: list[TimeExpression] = []
    without_day: set[int] = set()
    for paragraph in document.paragraphs:
        for found in _longest(_matches(document.parse, paragraph)):
            before = [out[n] for n in range(max(0, len(out) - _REMEMBERED), len(out)) if n not in without_day]
            anchor = _anchor(document.parse, found, day, before)
            kind, value = found.rule.read(found.match, anchor)
            last = out[-1] if out and out[-1].start >= paragraph.start else None
            if last and (joined := _join(document.parse, last, found, value)) is not None:
                out[-1] = _expression(document, last.start, found.end, "TIME" if "T" in joined else "DATE", joined)
                without_day.discard(len(out) - 1)
                continue
            named = found.match.groupdict().get("which") in words("time.words_of_this_day")
            if kind == "TIME" and not named and anchor.day is None and found.rule.name in words("time.rules_of_hours"):
                without_day.add(len(out))
            out.append(_expression(document, found.start, found.end, kind, value))
    return tuple(_dated(document, out, without_day))


def _dated(
    document: Document, found: Sequence[TimeExpression], without_day: Collection[int]
) -> Iterator[TimeExpression]:
    """Yield the expressions, hours ``without_day`` on the day of their sentence, paragraph or event.

    The day of the event is the last that was named in the paragraphs right before, by hours too. Where there is none,
    the day stays that of publication. Background gives no day.
    """
    doc = document.parse
    days = {t.start: d[1] for n, t in enumerate(found) if n not in without_day and (d := _named_day(t))}
    last: str | None = None
    paragraph, hours = 0, False
    for n, time in enumerate(found):
        here = document.paragraph_of(time.start)
        if n in without_day and (hour := _DAY_AND_TIME.fullmatch(time.when.value or "")):
            end = doc[time.start].sent.end
            later = (days[t.start] for t in found[n + 1 :] if t.start < end and t.start in days)
            day = next(later, last if here - paragraph <= _NEAR_PARAGRAPHS else None)
            if day is not None:
                time = _expression(document, time.start, time.end, time.kind, day + (hour[2] or ""))
                last, paragraph, hours = day, here, True
        elif time.start in days and not is_background(doc[time.start : time.end].root, told=hours):
            last, paragraph, hours = days[time.start], here, time.kind == "TIME"
        yield time


def _named_day(time: TimeExpression) -> re.Match[str] | None:
    """Return the parts of a value that is a day of the calendar."""
    parts = _DAY_AND_TIME.fullmatch(time.when.value or "") if time.kind in ("DATE", "TIME") else None
    return None if parts is None or parts[1].startswith("X") else parts


def _day(published: str | None) -> date | None:
    """Return the day of an ISO 8601 date or time; None if it is none."""
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _expression(document: Document, start: int, end: int, kind: Kind, value: str | None) -> TimeExpression:
    here = spot(document.article.content, (document.starts[start], document.ends[end - 1]))
    return TimeExpression(When(here.start, here.end, here.text, value), kind, start, end)


def _matches(doc: Parse, paragraph: Paragraph) -> Iterator[Found]:
    """Yield what any rule matches in a paragraph and its guard lets pass."""
    plain, offsets = _plain(doc, paragraph)
    if not plain:
        return
    present = {*plain.split(), *((FIGURE,) if _A_FIGURE.search(plain) else ())}
    for rule in RULES:
        if rule.needs.isdisjoint(present):
            continue
        for match in rule.pattern.finditer(plain):
            start = paragraph.start + bisect_right(offsets, match.start()) - 1
            end = paragraph.start + bisect_right(offsets, match.end() - 1)
            found = Found(doc, start, end, match, rule)
            if rule.guard is None or rule.guard(found):
                yield found


def _plain(doc: Parse, paragraph: Paragraph) -> tuple[str, list[int]]:
    """Return the paragraph as rules read it, and for each token where it begins there."""
    pieces: list[str] = []
    offsets: list[int] = []
    at = 0
    for token in doc[paragraph.start : paragraph.end]:
        piece = SHORT_NAMES.get(token.lower_, token.lower_)
        if not piece.isalpha():
            piece = piece.replace("’", "'").replace("‘", "'")
            if _HYPHENS.search(piece):
                piece = " ".join(_HYPHENS.sub(" - ", piece).split())
        offsets.append(at)
        pieces.append(piece)
        at += len(piece) + 1
    return " ".join(pieces), offsets


def _longest(matches: Iterable[Found]) -> list[Found]:
    """Return the longest matches that do not overlap, in order of the text; of equal ones that of the earlier rule."""
    kept: list[Found] = []
    taken: set[int] = set()
    for found in sorted(matches, key=lambda f: (f.start - f.end, f.start)):
        tokens = range(found.start, found.end)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            kept.append(found)
    return sorted(kept, key=lambda f: f.start)


def _anchor(doc: Parse, found: Found, published: date | None, before: Sequence[TimeExpression]) -> Anchor:
    """Return what an expression is resolved against, given those before it."""
    sentence = doc[found.start].sent.start
    day = previous = None
    for expression in reversed(before):
        value = expression.when.value
        if value is None or expression.kind not in ("DATE", "TIME"):
            continue
        if previous is None and timex.extent(value):
            previous = value
        if expression.start < sentence:
            continue
        if day is None and (parts := _DAY_AND_TIME.fullmatch(value)):
            day = parts[1]
    return Anchor(published, direction_of(doc[found.start : found.end].root), previous, day)


def _join(doc: Parse, last: TimeExpression, found: Found, value: str | None) -> str | None:
    """Return the value of two neighbours that are one time ("Tuesday, June 12"; "3 p.m. on Tuesday"), or None."""
    first = _DAY_AND_TIME.fullmatch(last.when.value or "")
    second = _DAY_AND_TIME.fullmatch(value or "")
    between = " ".join(token.lower_ for token in doc[last.end : found.start])
    if not first or not second:
        return None
    side_by_side = between in ("", ",")
    if not first[2] and not second[2]:
        return value if side_by_side and found.rule.name == "day_of_month" else None
    if first[2] and not second[2] and (side_by_side or between in words("time.joints_behind_hours")):
        return second[1] + first[2]
    if second[2] and not first[2] and (side_by_side or between in words("time.joints_before_hours")):
        return first[1] + second[2]
    return None
