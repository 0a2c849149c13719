"""Where something stands: spans in code points of an article's text, and spots that repeat what stands there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

__all__ = ["GAP", "Span", "Spot", "covers", "join", "merge", "overlap", "spot"]

Span = tuple[int, int]
"""``[start, end)`` in code points of an article's text."""

GAP = " … "
"""What joins the pieces of a text in several spans."""


class Spot(msgspec.Struct, frozen=True, order=True):
    """A span and the text that stands there: ``article.text[start:end] == text``, always."""

    start: int
    """Where it begins, in code points of the article's text."""
    end: int
    """Where it ends: the first code point after it."""
    text: str
    """What stands there."""

    @property
    def span(self) -> Span:
        return (self.start, self.end)


def spot(text: str, span: Span) -> Spot:
    """The spot at ``span`` of ``text``."""
    return Spot(span[0], span[1], text[span[0] : span[1]])


def join(text: str, spans: Iterable[Span]) -> str:
    """What stands at ``spans``, pieces joined by GAP."""
    return GAP.join(text[s:e] for s, e in spans)


def overlap(a: Span, b: Span) -> int:
    """Code points that both spans cover."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def covers(outer: Sequence[Span], inner: Span) -> bool:
    """Whether one of the ``outer`` spans holds all of ``inner``."""
    return any(s <= inner[0] and inner[1] <= e for s, e in outer)


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sorted spans, those that touch or overlap made one, empty ones dropped."""
    out: list[Span] = []
    for start, end in sorted(s for s in spans if s[0] < s[1]):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return tuple(out)
