"""Quotations that a paragraph announces or leaves open, and the next one holds: "Ada Moor wrote:" and then “It rained.”

The net seeks the content of a cue in the cue's paragraph alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from rashomon.encoder.net import Reported
from rashomon.types import Span

__all__ = ["onward"]

_MARK = re.compile(r"[“”\"„]|''|``")
_OPENING = ("“", '"', "„", "''", "``")
_CLOSED = re.compile(r"(?:”|\"|'')[.,;:!?]?\Z")


def onward(text: str, paragraphs: Sequence[Span], reported: Iterable[Reported]) -> list[Reported]:
    """The attributions in order of cue, with the quotations in the paragraphs behind theirs that nothing else holds.

    ``paragraphs`` in order, as ``(start, end)`` in code points of the text.
    """
    out = sorted(reported, key=lambda one: one.cue)
    taken = {piece for one in out for piece in one.content}
    for line, following in pairwise(paragraphs):
        if not text.startswith(_OPENING, following[0]) or any(_meet(piece, following) for piece in taken):
            continue
        owner = _owner(text, line, out)
        piece = _quotation(text, following)
        if owner is not None and piece is not None:
            out[owner] = replace(out[owner], content=(*out[owner].content, piece))
            taken.add(piece)
    return out


def _owner(text: str, line: Span, reported: Sequence[Reported]) -> int | None:
    """The number of the attribution that what follows a paragraph belongs to: announced there, or open at its end."""
    if text[line[1] - 1] == ":":
        here = (n for n, one in enumerate(reported) if line[0] <= one.cue[0] < line[1] and not one.inside)
        return max(here, default=None)
    if not _is_open(text[slice(*line)]):
        return None
    reaching = (n for n, one in enumerate(reported) if any(line[0] <= s and e == line[1] for s, e in one.content))
    return next(reaching, None)


def _quotation(text: str, paragraph: Span) -> Span | None:
    """The paragraph, if it is one quotation to its end, closed there or left open."""
    words = text[slice(*paragraph)]
    marks = len(_MARK.findall(words))
    whole = _is_open(words) or (marks == 2 and _CLOSED.search(words))
    return paragraph if whole else None


def _is_open(words: str) -> bool:
    """Whether a quotation is open at the end."""
    opened = False
    for mark in _MARK.findall(words):
        opened = mark in {"“", "„", "``"} or (mark != "”" and not opened)
    return opened


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
