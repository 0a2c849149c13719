"""An article's text divided at the borders of passages, statements and lines, to show overlapping spans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from rashomon.types import Article, Passage, PassageKind, Span, Statement

__all__ = ["Block", "Segment", "blocks", "cut", "sentence_around"]

T = TypeVar("T")

_ENDS = ".!?…"
_CLOSERS = "\"'”’»)]"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one line that is covered by the same statements."""

    text: str
    kind: PassageKind
    covers: tuple[Statement, ...]
    """The statements that cover it, the longest first, so the last is the innermost."""
    opens: tuple[Statement, ...]
    """Those of them that start here."""


@dataclass(frozen=True, slots=True)
class Block:
    """Successive lines of one kind of passage; a line of several kinds is a block of its own, of kind body."""

    kind: PassageKind
    lines: tuple[tuple[Segment, ...], ...]


def cut(window: Span, layers: Iterable[tuple[Span, T]]) -> list[tuple[Span, tuple[T, ...]]]:
    """Split ``window`` into contiguous pieces, each with the layers that cover it, in the order given."""
    start, end = window
    clipped = [((max(s, start), min(e, end)), layer) for (s, e), layer in layers if s < end and e > start and s < e]
    edges = sorted({start, end, *(edge for span, _ in clipped for edge in span)})
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for n, ((s, e), _) in enumerate(clipped):
        opening.setdefault(s, []).append(n)
        closing.setdefault(e, []).append(n)
    active: set[int] = set()
    pieces = []
    for a, b in pairwise(edges):
        active.difference_update(closing.get(a, ()))
        active.update(opening.get(a, ()))
        pieces.append(((a, b), tuple(clipped[n][1] for n in sorted(active))))
    return pieces


def blocks(article: Article, statements: Sequence[Statement]) -> tuple[Block, ...]:
    """Return the article's text as blocks of lines of segments; they hold every character except line breaks."""
    text = article.content
    longest_first = sorted(statements, key=lambda s: (-_length(s), s.spans, s.id))
    layers: list[tuple[Span, Passage | Statement]] = [((p.start, p.end), p) for p in article.passages]
    layers += [(span, s) for s in longest_first for span in s.spans]
    opened: set[str] = set()
    return _grouped(
        tuple(_segment(text, span, found, opened) for span, found in cut((start, end), layers))
        for start, end in _lines(text)
        if text[start:end].strip()
    )


def _length(statement: Statement) -> int:
    return sum(e - s for s, e in statement.spans)


def _lines(text: str) -> Iterable[Span]:
    at = 0
    for line in text.splitlines(keepends=True):
        yield at, at + len(line)
        at += len(line)


def _segment(text: str, span: Span, found: tuple[Passage | Statement, ...], opened: set[str]) -> Segment:
    kind: PassageKind = next((layer.kind for layer in found if isinstance(layer, Passage)), "body")
    covers = tuple({layer.id: layer for layer in found if isinstance(layer, Statement)}.values())
    opens = tuple(s for s in covers if s.id not in opened)
    opened.update(s.id for s in opens)
    return Segment(text[span[0] : span[1]], kind, covers, opens)


def _grouped(lines: Iterable[tuple[Segment, ...]]) -> tuple[Block, ...]:
    grouped: list[Block] = []
    for line in lines:
        kinds = {s.kind for s in line if s.text.strip()}
        kind: PassageKind = kinds.pop() if len(kinds) == 1 else "body"
        if grouped and grouped[-1].kind == kind and kind != "headline":
            grouped[-1] = Block(kind, (*grouped[-1].lines, line))
        else:
            grouped.append(Block(kind, (line,)))
    return tuple(grouped)


def sentence_around(text: str, span: Span, reach: int = 240) -> Span:
    """Widen the span to its sentence or line, by at most ``reach`` code points on either side."""
    start, end = span
    low, high = max(0, start - reach), min(len(text), end + reach)
    before = text[low:start]
    begin = low if low == 0 else low + before.find(" ") + 1
    for i in range(len(before) - 1, -1, -1):
        if before[i] == "\n" or (before[i].isspace() and _ends_sentence(before[:i])):
            begin = low + i + 1
            break
    if text[start:end].rstrip().rstrip(_CLOSERS)[-1:] in tuple(_ENDS):
        return begin, end
    after = text[end:high]
    for i, char in enumerate(after):
        if char == "\n" or (char.isspace() and _ends_sentence(after[:i])):
            return begin, end + i
    last = after.rfind(" ")
    return begin, high if high == len(text) or last < 0 else end + last


def _ends_sentence(head: str) -> bool:
    """Return whether a sentence seems to end here: a full stop, not after an initial or short abbreviation."""
    bare = head.rstrip(_CLOSERS)
    if not bare or bare[-1] not in _ENDS:
        return False
    word = bare.rsplit(None, 1)[-1] if bare.split() else bare
    return not (bare[-1] == "." and len(word) <= 4 and ("." in word[:-1] or word[:1].isupper()))
