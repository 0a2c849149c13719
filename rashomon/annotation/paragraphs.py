"""The paragraphs of an article's story: lines, or runs of lines where the text is wrapped by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise
from statistics import median

from rashomon.types import STORY_KINDS, Article, Span

__all__ = ["LONGEST", "MOST_TOKENS", "paragraphs", "tokens_in"]

LONGEST = 10_000
"""Longest paragraph that is parsed in one piece, in code points: what grows with its square stays small."""

MOST_TOKENS = 2_500
"""Most tokens of a piece: text that is nearly all signs has more than words would have in so many code points."""
_TOKEN = re.compile(r"\d+|[^\W\d]+|[^\w\s]|\s\s+")
"""What the parser takes for one token, or for less."""

_FINAL = frozenset(".!?:;…\"”’»'）)]")
_WRAPPED_WIDTHS = (40, 110)
"""Between these median lengths, in code points, lines that mostly end in mid-sentence are wrapped."""


def paragraphs(article: Article) -> tuple[Span, ...]:
    """Return the paragraphs of the story passages in order, without white space at their edges.

    A line that goes on in lower case on the next belongs to it; in a text wrapped by hand, every line does up to a
    blank one.
    """
    text = article.content
    out: list[Span] = []
    for start, end in _stories(article):
        lines = list(_lines(text, start, end))
        wrapped = _is_wrapped(text, lines)
        current: Span | None = None
        for line in lines:
            if current is not None and _goes_on(text, current, line, wrapped):
                current = (current[0], line[1])
                continue
            if current is not None:
                out.append(current)
            current = line
        if current is not None:
            out.append(current)
    return tuple(piece for whole in out for piece in _bounded(text, whole))


def tokens_in(article: Article) -> int:
    """How many tokens the parser will make of the story at the most: words, numbers, signs, wide space. Cheap."""
    return sum(sum(1 for _ in _TOKEN.finditer(article.content, *span)) for span in _stories(article))


def _bounded(text: str, whole: Span) -> Iterator[Span]:
    """Yield a paragraph in pieces of bounded length, cut behind a sentence or else at white space."""
    start, end = whole
    while (most := _reach(text, start, end)) < end:
        window = text[start:most]
        cut = max(window.rfind(". "), window.rfind(".\n")) + 1
        cut = cut or max(window.rfind(" "), window.rfind("\n")) + 1 or len(window)
        piece = window[:cut].rstrip()
        if piece:
            yield (start, start + len(piece))
        start += cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield (start, end)


def _reach(text: str, start: int, end: int) -> int:
    """How far a piece from ``start`` may go."""
    far = min(end, start + LONGEST)
    if far - start <= MOST_TOKENS:
        return far
    beyond = next(islice(_TOKEN.finditer(text, start, far), MOST_TOKENS, None), None)
    return beyond.start() if beyond else far


def _stories(article: Article) -> Iterator[Span]:
    """Yield the story passages, those that touch and are of one kind made one."""
    current: tuple[int, int, str] | None = None
    for passage in article.passages:
        if current is not None and (passage.start, passage.kind) == current[1:]:
            current = (current[0], passage.end, current[2])
            continue
        if current is not None:
            yield current[:2]
        current = (passage.start, passage.end, passage.kind) if passage.kind in STORY_KINDS else None
    if current is not None:
        yield current[:2]


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    at = start
    for line in text[start:end].splitlines(keepends=True):
        left = len(line) - len(line.lstrip())
        if stripped := line.strip():
            yield (at + left, at + left + len(stripped))
        at += len(line)


def _unfinished(text: str, line: Span) -> bool:
    return text[line[1] - 1] not in _FINAL


def _touch(text: str, line: Span, following: Span) -> bool:
    """Return whether two lines follow each other without a blank line."""
    return len(text[line[1] : following[0]].splitlines()) <= 2 and "\n\n" not in text[line[1] : following[0]]


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    pairs = [(a, b) for a, b in pairwise(lines) if _touch(text, a, b)]
    if len(pairs) < 4:
        return False
    width = median(b - a for a, b in lines)
    cut = sum(1 for a, _ in pairs if _unfinished(text, a))
    return _WRAPPED_WIDTHS[0] <= width <= _WRAPPED_WIDTHS[1] and cut >= 0.6 * len(pairs)


def _goes_on(text: str, line: Span, following: Span, wrapped: bool) -> bool:
    if not _touch(text, line, following):
        return False
    return wrapped or (_unfinished(text, line) and text[following[0]].islower())
