"""Lines of a text and the marks put on stretches of it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from rashomon.types import PassageKind, Span

__all__ = ["Line", "Mark", "lines_of"]


class Line(msgspec.Struct, frozen=True, gc=False):
    """A line that holds something: where it stands and what it says, white space at its edges left out."""

    start: int
    end: int
    text: str


class Mark(msgspec.Struct, frozen=True, gc=False):
    """A stretch that is not body; ``repeats`` is the earlier stretch that a repeat says again."""

    start: int
    end: int
    kind: PassageKind
    repeats: Span | None = None


def lines_of(text: str) -> Iterator[Line]:
    """The lines of ``text`` that are not blank, in order."""
    at = 0
    for raw in text.splitlines(keepends=True):
        if stripped := raw.strip():
            start = at + len(raw) - len(raw.lstrip())
            yield Line(start, start + len(stripped), stripped)
        at += len(raw)
