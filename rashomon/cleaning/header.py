"""Metadata at the start of a text: front matter and "Key: value" lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from rashomon.cleaning.dates import find_day
from rashomon.cleaning.line_marks import Line, Mark
from rashomon.types import PassageKind

__all__ = ["Header", "read_header"]

MOST_LINES = 60
KEYS = {
    "title": "title",
    "headline": "title",
    "author": "byline",
    "authors": "byline",
    "byline": "byline",
    "by": "byline",
    "date": "published",
    "published": "published",
    "published on": "published",
    "publication date": "published",
    "pubdate": "published",
    "outlet": "outlet",
    "publisher": "outlet",
    "publication": "outlet",
    "source": "outlet",
    "site": "outlet",
    "sitename": "outlet",
    "newspaper": "outlet",
    "section": "",
    "length": "",
    "language": "",
    "url": "",
    "link": "",
    "load-date": "",
    "edition": "",
    "tags": "",
    "keywords": "",
    "category": "",
    "categories": "",
}
"""Header keys and the facts that they state; other keys are ignored."""
KINDS: dict[str, PassageKind] = {"title": "headline", "byline": "byline", "published": "byline"}
PAIR = re.compile(r"([A-Za-z][A-Za-z _-]{0,30}?)\s*:\s+(\S.{0,500})$")
FENCE = re.compile(r"(?:---+|\+\+\+)$")
LEAST_PAIRS = 2
"""Fewest "Key: value" lines that make a header; a single one may be the story."""


class Header(msgspec.Struct, frozen=True, gc=False):
    """Marks for the lines of a header, their number, and the facts stated: title, byline, published, outlet."""

    marks: list[Mark]
    lines: int
    facts: dict[str, str]


def read_header(lines: Sequence[Line]) -> Header:
    """Return the header of a text, empty if it has none.

    Front matter stands between two lines of ``---``; otherwise at least two consecutive lines must have a known key.
    """
    if lines and FENCE.match(lines[0].text):
        end = next((i for i, line in enumerate(lines[1:MOST_LINES], 1) if FENCE.match(line.text)), None)
        if end and all(":" in line.text or line.text.startswith(("-", "#")) for line in lines[1:end]):
            facts = facts_of(pairs_of(lines[1:end]))
            return Header([Mark(lines[0].start, lines[end].end, "boilerplate")], end + 1, facts)
    pairs = []
    for line in lines[:MOST_LINES]:
        found = PAIR.match(line.text)
        if not found or found[1].lower() not in KEYS:
            break
        pairs.append((found[1].lower(), found[2]))
    if len(pairs) < LEAST_PAIRS:
        return Header([], 0, {})
    kinds = [KINDS.get(KEYS[key], "boilerplate") for key, _ in pairs]
    marks = [Mark(line.start, line.end, kind) for line, kind in zip(lines, kinds, strict=False)]
    return Header(marks, len(pairs), facts_of(pairs))


def pairs_of(lines: Sequence[Line]) -> list[tuple[str, str]]:
    return [(found[1].lower(), found[2]) for line in lines if (found := PAIR.match(line.text))]


def facts_of(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return the first value of each fact; a day only if it is unambiguous."""
    facts: dict[str, str] = {}
    for key, raw in pairs:
        fact = KEYS.get(key, "")
        value: str | None = raw.strip().strip("\"'").strip("[]").strip()
        if fact == "published":
            value = find_day(raw)
        if fact and value:
            facts.setdefault(fact, value)
    return facts
