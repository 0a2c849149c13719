"""A label of a statement with the words that show it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from rashomon.types import Mark, Shows

if TYPE_CHECKING:
    from rashomon.annotation.document import Document

__all__ = ["Shown", "marks"]

Label = TypeVar("Label", bound=str)


class Shown(NamedTuple, Generic[Label]):
    """A label and what it was read off."""

    label: Label
    tokens: tuple[int, ...] = ()
    """Indices into ``document.parse``; empty for what needs no word: certain, affirmed, an assertion."""


def marks(document: Document, about: Shows, tokens: Iterable[int]) -> tuple[Mark, ...]:
    """Where the tokens stand, in order of the text; tokens of one sentence that follow each other make one mark."""
    doc = document.parse
    pieces: list[list[int]] = []
    for i in sorted(set(tokens)):
        if pieces and pieces[-1][-1] == i - 1 and doc[i].sent is doc[i - 1].sent:
            pieces[-1].append(i)
        else:
            pieces.append([i])
    spots = (document.spot(doc[piece[0] : piece[-1] + 1]) for piece in pieces)
    return tuple(Mark(about, spot.start, spot.end, spot.text) for spot in spots)
