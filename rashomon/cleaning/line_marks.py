"""The lines of a text, and marks for stretches of it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from rashomon.types import PassageKind, Span

__all__ = ["Line", "Mark", "lines_of"]


class Line(msgspec.Struct, frozen=True, gc=False):
    """A line that is not blank: its place and its text, without white space at the ends."""

    start: int
    end: int
    text: str


class Mark(msgspec.Struct, frozen=True, gc=False):
    """A stretch that is not body; for a repeat, ``repeats`` is the earlier stretch that it repeats."""

    start: int
    end: int
    kind: PassageKind
    repeats: Span | None = None


def lines_of(text: str) -> Iterator[Line]:
    """Yield the lines of ``text`` that are not blank, in order."""
    at = 0
    for raw in text.splitlines(keepends=True):
        if stripped := raw.strip():
            start = at + len(raw) - len(raw.lstrip())
            yield Line(start, start + len(stripped), stripped)
        at += len(raw)
