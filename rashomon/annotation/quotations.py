"""Quotation marks: what stands inside them, over sentences and paragraphs, however they are mixed.

An article that opens with one kind of mark and closes with another is read as it was meant; a mark that is never
closed costs its own quotation and nothing else.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal

from rashomon.annotation.document import Document

__all__ = ["Quote", "quote_at", "quotes"]

_OPENERS = "“„«‟〝「『"
_CLOSERS = "”»〞」』"
_SPACED = "«"
"""Opens a quotation with a blank behind it, too: French usage."""
_STRAIGHT = '"″＂'
_SINGLE_OPEN = "‘‚‹"
_SINGLE_CLOSE = "’'›"
_DOUBLE = re.compile(f"[{_OPENERS}{_CLOSERS}{_STRAIGHT}]")
_SINGLE = re.compile(f"[{_SINGLE_OPEN}{_SINGLE_CLOSE}]")
_BEFORE_OPEN = "([{-–—/:=" + _OPENERS + _STRAIGHT

_FURTHEST = 8
"""Paragraphs (lines) over which a quotation may run before its mark is taken for an odd one."""


@dataclass(frozen=True, slots=True)
class Quote:
    """The tokens ``doc[start:end]`` stand in quotation marks, marks left out."""

    start: int
    end: int
    goes_on: bool = False
    """The next paragraph takes the quotation up again: this one is not closed, by the typographic habit."""


def quote_at(quotes: Sequence[Quote], token: int) -> Quote | None:
    """Return the quotation that holds a token; quotations are in order and do not overlap."""
    at = bisect_right(quotes, token, key=attrgetter("start")) - 1
    return quotes[at] if at >= 0 and token < quotes[at].end else None


def quotes(document: Document) -> tuple[Quote, ...]:
    """Return all quotations of the story in order.

    An unclosed one counts where it begins its paragraph or the next one opens anew.
    """
    texts = [document.parse[p.start : p.end].text for p in document.paragraphs]
    out: list[Quote] = []
    number, begin = 0, 0
    while number < len(texts):
        pairs, opened = _pairs(texts[number], begin)
        out.extend(q for start, end in pairs if (q := _quote(document, number, start, number, end)))
        begin = 0
        if opened is not None:
            last, end = _closed_later(texts, number)
            if end is not None and (far := _quote(document, number, opened, last, end)):
                out.append(far)
                number, begin = last, end + 1
                continue
            if opened == 1 or last > number:
                unclosed = _quote(document, number, opened, number, len(texts[number]))
                out += [Quote(unclosed.start, unclosed.end, goes_on=last > number)] if unclosed else []
        number += 1
    return tuple(out)


def _closed_later(texts: list[str], number: int) -> tuple[int, int | None]:
    """Return where a quotation is closed later: (paragraph, character), or (next paragraph, None) if that opens anew.

    (``number``, None) where neither is so: the mark is odd and opens nothing.
    """
    for later in range(number + 1, min(number + 1 + _FURTHEST, len(texts))):
        for mark in _DOUBLE.finditer(texts[later]):
            i = mark.start()
            if _side(texts[later], i, mark[0], False) == "open":
                return (later, None) if i == 0 and later == number + 1 else (number, None)
            if _side(texts[later], i, mark[0], True) == "close":
                return later, i
    return number, None


def _quote(document: Document, first: int, start: int, last: int, end: int) -> Quote | None:
    """Return the quotation from a character of one paragraph to a character of the same or a later one."""
    begin, stop = document.paragraphs[first].start, document.paragraphs[last].end
    low = document.offsets[begin] + start
    high = document.offsets[document.paragraphs[last].start] + end
    first_inside = bisect_left(document.offsets, low, begin, stop)
    behind = bisect_left(document.offsets, high, first_inside, stop)
    while behind > first_inside and document.offsets[behind - 1] + len(document.parse[behind - 1]) > high:
        behind -= 1
    return Quote(first_inside, behind) if behind > first_inside else None


def _pairs(text: str, begin: int) -> tuple[list[tuple[int, int]], int | None]:
    """Return character ranges inside outermost marks from ``begin`` on, and where an unclosed one begins."""
    pairs: list[tuple[int, int]] = []
    opened: int | None = None
    for mark in _DOUBLE.finditer(text, begin):
        i = mark.start()
        side = _side(text, i, mark[0], opened is not None)
        if side == "open" and opened is None:
            opened = i + 1
        elif side == "close" and opened is not None:
            pairs.append((opened, i))
            opened = None
    return (pairs, opened) if pairs or opened is not None else (_single(text), None)


def _side(text: str, i: int, char: str, inside: bool) -> Literal["open", "close"] | None:
    """Return whether the double mark ``char`` at ``i`` opens or closes a quotation."""
    before = text[i - 1] if i else " "
    after = text[i + 1] if i + 1 < len(text) else " "
    if not inside:
        starts = before.isspace() or before in _BEFORE_OPEN
        return "open" if (starts or char in _OPENERS) and (char in _SPACED or not after.isspace()) else None
    if char in _OPENERS:
        return "close" if after.isspace() or not (before.isspace() or after.isalnum()) else None
    if char in _STRAIGHT and before.isspace() and not after.isspace():
        return None
    return "close"


def _single(text: str) -> list[tuple[int, int]]:
    """Return the ranges inside single marks, in a paragraph without double ones; an apostrophe is no closing mark."""
    pairs: list[tuple[int, int]] = []
    opened: int | None = None
    for mark in _SINGLE.finditer(text):
        i, char = mark.start(), mark[0]
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
