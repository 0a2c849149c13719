"""Classify contents by their quotation marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["KINDS", "Kind", "kind_of"]

Kind = Literal["direct", "indirect", "mixed"]
KINDS: tuple[Kind, ...] = ("direct", "indirect", "mixed")

_MARK_OR_WORD = re.compile(r"''|``|[\"“”„«»]|\w+")


def kind_of(pieces: Iterable[str]) -> Kind:
    """Return ``direct`` if all words are inside double quotation marks, ``indirect`` if none is, else ``mixed``.

    ``pieces`` are the content's texts in order, marks included. A straight mark or two apostrophes open a quotation at
    the start of a piece or line and where none is open, and else close it; a quotation that is not closed goes on.
    Single marks are ignored, since they may be apostrophes.
    """
    inside = False
    seen = set()
    for line in (line.strip() for piece in pieces for line in piece.splitlines()):
        for found in _MARK_OR_WORD.finditer(line):
            mark = found[0]
            if mark in {"“", "„", "«", "``"}:
                inside = True
            elif mark in {"”", "»"}:
                inside = False
            elif mark in {'"', "''"}:
                inside = found.start() == 0 or not inside
            else:
                seen.add(inside)
    if seen == {True}:
        return "direct"
    return "mixed" if seen == {True, False} else "indirect"
