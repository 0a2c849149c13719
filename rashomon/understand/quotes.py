"""Quotation marks: what stands inside them, over sentences and paragraphs, however they are mixed.

An article that opens with one kind of mark and closes with another is read as it was meant; a mark that is never
closed costs its own quotation and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rashomon.understand.parse import Parsed

__all__ = ["Quote", "quotes"]

_OPENERS = "“„«‟〝「『"
_CLOSERS = "”»〞」』"
_STRAIGHT = '"″＂'
_SINGLE_OPEN = "‘‚‹"
_SINGLE_CLOSE = "’'›"
_BEFORE_OPEN = "([{-–—/:=" + _OPENERS + _STRAIGHT

Side = Literal["open", "close"]


@dataclass(frozen=True, slots=True)
class Quote:
    """The tokens ``doc[start:end]`` stand in quotation marks, marks left out."""

    start: int
    end: int
    goes_on: bool = False
    """The next paragraph takes the quotation up again: this one is not closed, by the typographic habit."""


def quotes(parsed: Parsed) -> tuple[Quote, ...]:
    """Every quotation of the story, in order; an unclosed one only where the next paragraph opens anew."""
    doc = parsed.doc
    out: list[Quote] = []
    for number, paragraph in enumerate(parsed.paragraphs):
        base = doc[paragraph.start].idx
        text = doc[paragraph.start : paragraph.end].text
        pairs, opened = _pairs(text)
        at = paragraph.start
        for start, end in pairs:
            at, tokens = _tokens(parsed, at, paragraph.end, base + start, base + end)
            if tokens:
                out.append(Quote(*tokens))
        if opened is not None and _opens(parsed, number + 1):
            _, tokens = _tokens(parsed, at, paragraph.end, base + opened, base + len(text))
            if tokens:
                out.append(Quote(*tokens, goes_on=True))
    return tuple(out)


def _pairs(text: str) -> tuple[list[tuple[int, int]], int | None]:
    """Character ranges inside outermost marks, and where an unclosed one begins."""
    pairs: list[tuple[int, int]] = []
    opened: int | None = None
    for i, char in enumerate(text):
        side = _side(text, i, char, opened is not None)
        if side == "open" and opened is None:
            opened = i + 1
        elif side == "close" and opened is not None:
            pairs.append((opened, i))
            opened = None
    return (pairs, opened) if pairs or opened is not None else (_single(text), None)


def _side(text: str, i: int, char: str, inside: bool) -> Side | None:
    if char not in _STRAIGHT and char not in _OPENERS and char not in _CLOSERS:
        return None
    before = text[i - 1] if i else " "
    after = text[i + 1] if i + 1 < len(text) else " "
    if not inside:
        starts = before.isspace() or before in _BEFORE_OPEN
        return "open" if (starts or char in _OPENERS) and not after.isspace() else None
    if char in _OPENERS:
        return "close" if after.isspace() or not (before.isspace() or after.isalnum()) else None
    if char in _STRAIGHT and before.isspace() and not after.isspace():
        return None
    return "close"


def _single(text: str) -> list[tuple[int, int]]:
    """Single marks, read only in a paragraph without double ones: an apostrophe is never taken for a close."""
    pairs: list[tuple[int, int]] = []
    opened: int | None = None
    for i, char in enumerate(text):
        before = text[i - 1] if i else " "
        after = text[i + 1] if i + 1 < len(text) else " "
        if opened is None:
            opens = char in _SINGLE_OPEN or char == "'"
            if opens and not before.isalnum() and before not in ".,!?" and after.isalpha():
                opened = i + 1
        elif char in _SINGLE_CLOSE and not before.isspace() and not after.isalnum():
            if " " in text[opened:i] or text[i - 1] in ".,!?":
                pairs.append((opened, i))
            opened = None
    return pairs


def _tokens(parsed: Parsed, at: int, stop: int, start: int, end: int) -> tuple[int, tuple[int, int] | None]:
    """The tokens from ``at`` on that lie inside the characters ``[start, end)`` of the doc."""
    doc = parsed.doc
    while at < stop and doc[at].idx < start:
        at += 1
    first = at
    while at < stop and doc[at].idx + len(doc[at]) <= end:
        at += 1
    return at, ((first, at) if at > first else None)


def _opens(parsed: Parsed, number: int) -> bool:
    if number >= len(parsed.paragraphs):
        return False
    first = parsed.doc[parsed.paragraphs[number].start].text[0]
    return first in _OPENERS or first in _STRAIGHT
