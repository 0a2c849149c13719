"""Which of two articles had the shared words first, judged by days, update notes and what the texts say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from rashomon.names.agencies import agency_in, agency_pattern
from rashomon.types import Article, CopyKind, Evidence, Reason
from rashomon.types.ids import ArticleId

__all__ = ["Credit", "credit", "direction"]

Credit = tuple[str, Evidence | None]
"""The full name of the agency that an article credits, and the evidence; None if only its metadata say so."""

NEAR_NAME = 60
"""Most characters between an outlet's name and the word of reporting."""
REPORTED = re.compile(
    r"\b(?:report(?:ed|s|ing)?|according to|told|first published|originally (?:published|appeared)|wrote|writes|"
    r"cit(?:ed|ing)|quot(?:ed|ing)|courtesy of|via|republished from|reveal(?:ed|s)|obtained by)\b",
    re.IGNORECASE,
)
CLOSING = 400
"""Characters at the end of an article that are searched for a credit."""
OPENING = 400
SHORTEST_NAME = 4
"""Shortest outlet name, in letters, that is searched for in other articles."""


def direction(left: Article, right: Article, kind: CopyKind) -> tuple[ArticleId | None, tuple[Reason, ...]]:
    """Return the id of the earlier article and the signs; None for the id if there are none or they disagree."""
    signs = [*_days(left, right), *_notes(left, right, kind), *_said(left, right), *_said(right, left)]
    signs += _agencies(left, right)
    first = {article for article, _ in signs if article is not None}
    return (first.pop() if len(first) == 1 else None), tuple(reason for _, reason in signs)


Sign = tuple[ArticleId | None, Reason]


def _days(left: Article, right: Article) -> Iterator[Sign]:
    one, two = left.published, right.published
    if one and two and one != two:
        early, late = (left, right) if one < two else (right, left)
        labels = (early.label, late.label) if early.label != late.label else ("one", "the other")
        yield early.id, Reason(f"{labels[0]} is of {early.published}, {labels[1]} of {late.published}")


def _notes(left: Article, right: Article, kind: CopyKind) -> Iterator[Sign]:
    """Yield the signs of a change in one of two versions."""
    if kind != "version":
        return
    one, two = left.modified or left.published, right.modified or right.published
    if one and two and one != two and left.published == right.published:
        early, late = (left, right) if one < two else (right, left)
        yield early.id, Reason(f"{late.label} was changed on {late.modified}")
    for changed, other in ((left, right), (right, left)):
        note = _note(changed)
        if note is not None and _note(other) is None:
            yield other.id, Reason(f"{changed.label} has a note of its change", (note,))


def _note(article: Article) -> Evidence | None:
    passage = next((p for p in article.passages if p.kind in ("update", "correction")), None)
    if passage is None:
        return None
    words = article.content[passage.start : passage.end]
    start = passage.start + len(words) - len(words.lstrip())
    end = start + len(words.strip())
    return Evidence(article.id, start, end, article.content[start:end])


def _said(article: Article, other: Article) -> Iterator[Sign]:
    """Yield the places where ``article`` says that the other's outlet reported something, so it is the later one."""
    name = other.outlet
    if not name or len(name) < SHORTEST_NAME or name == article.outlet:
        return
    text = article.content
    for found in re.finditer(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])", text):
        low, high = max(0, found.start() - NEAR_NAME), min(len(text), found.end() + NEAR_NAME)
        line = text.rfind("\n", low, found.start()) + 1
        low = max(low, line)
        cue = REPORTED.search(text, low, high)
        if cue and "\n" not in text[found.end() : cue.end()]:
            start, end = min(found.start(), cue.start()), max(found.end(), cue.end())
            spot = Evidence(article.id, start, end, text[start:end])
            yield other.id, Reason(f"{article.label} names {name} as its source", (spot,))
            return


def _agencies(left: Article, right: Article) -> Iterator[Sign]:
    """Yield credits to an agency: of both articles to a third, or of one to the other."""
    found = {a.id: named for a in (left, right) if (named := credit(a)) is not None}
    if len(found) == 2 and found[left.id][0] == found[right.id][0]:
        spots = tuple(spot for _, spot in found.values() if spot is not None)
        yield None, Reason(f"both are credited to {found[left.id][0]}", spots)
        return
    for article, other in ((left, right), (right, left)):
        if article.id in found:
            name, spot = found[article.id]
            own = agency_in(other.outlet or "")
            first = other.id if own and own[0] == name and not agency_in(article.outlet or "") else None
            yield first, Reason(f"{article.label} is credited to {name}", (spot,) if spot else ())


@cache
def _closing() -> re.Pattern[str]:
    agency = agency_pattern()
    return re.compile(
        rf"(?:[(\[—–]\s*|(?:^|\n)\s*+(?:-++\s*+)?|(?:[Ss]ource|[Aa]gency|[Cc]redit|[Ww]ith|[Cc]opyright|©)\s*+(?::\s*+)?"
        rf"(?:\d{{4}}\s)?(?:[Bb]y\s)?(?:[Tt]he\s)?)(?P<name>{agency})\s*+(?:[)\]].?|[.,]?\s*+$|\.\s|$)"
    )


def credit(article: Article) -> Credit | None:
    """Return the agency that an article credits in its dateline, its byline, or a line at its end."""
    text = article.content
    head = [article.dateline.agency] if article.dateline and article.dateline.agency else []
    for given in (*head, article.byline, *article.authors):
        named = agency_in(given) if given else None
        if given and named:
            at = text.find(given[named[1] : named[2]], 0, OPENING)
            end = at + named[2] - named[1]
            return named[0], Evidence(article.id, at, end, text[at:end]) if at >= 0 else None
    closing = _closing().search(text, max(0, len(text) - CLOSING))
    named = agency_in(closing["name"]) if closing else None
    if closing and named:
        start, end = closing.span("name")
        return named[0], Evidence(article.id, start, end, text[start:end])
    return None
