"""A parsed article, which every stage of the annotation reads, and the paragraphs of its story.

Paragraphs are lines, or runs of lines where the text is wrapped by hand.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from statistics import median

from rashomon.types import STORY_KINDS, Article, Span, Spot, spot
from rashomon.types.parse import Parse, Token, TokenSpan

__all__ = ["LONGEST", "MOST_TOKENS", "Document", "Paragraph", "paragraphs", "tokens_in"]

LONGEST = 10_000
"""Longest paragraph that is parsed in one piece, in code points: what grows with its square stays small."""

MOST_TOKENS = 2_500
"""Most tokens of a piece: text that is nearly all signs has more than words would have in so many code points."""
_TOKEN = re.compile(r"\d+|[^\W\d]+|[^\w\s]|\s\s+")
"""What the parser takes for one token, or for less."""

_FINAL = frozenset(".!?:;…\"”’»'）)]")
_WRAPPED_WIDTHS = (40, 110)
"""Between these median lengths, in code points, lines that mostly end in mid-sentence are wrapped."""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of the story: the tokens ``parse[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True)
class Document:
    """A parsed article. ``parse`` holds all story paragraphs in order, without white-space tokens between them."""

    article: Article
    parse: Parse
    paragraphs: tuple[Paragraph, ...]
    starts: tuple[int, ...]
    """For each token of ``parse``, where it starts in the article's text."""
    ends: tuple[int, ...]
    offsets: tuple[int, ...]
    """For each token, where it starts in ``parse.text``."""

    def span(self, tokens: TokenSpan | Token) -> Span:
        """Return where the tokens stand in the article's text; white space at the edges is left out."""
        if isinstance(tokens, Token):
            return (self.starts[tokens.i], self.ends[tokens.i])
        return (self.starts[tokens.start], self.ends[tokens.end - 1])

    def spot(self, tokens: TokenSpan | Token) -> Spot:
        """Return the same with its text."""
        return spot(self.article.content, self.span(tokens))

    def paragraph_of(self, token: int) -> int:
        """Return the number of the paragraph that holds a token."""
        return bisect_right(self.paragraphs, token, key=lambda p: p.start) - 1


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
        for n, line in enumerate(lines):
            goes_on = n and _touch(text, out[-1], line)
            if goes_on and (wrapped or (_is_unfinished(text, out[-1]) and text[line[0]].islower())):
                out[-1] = (out[-1][0], line[1])
            else:
                out.append(line)
    return tuple(piece for whole in out for piece in _bounded(text, whole))


def tokens_in(article: Article) -> int:
    """Return how many tokens the parser will make of the story at the most: words, numbers, signs, wide space."""
    return sum(1 for span in _stories(article) for _ in _TOKEN.finditer(article.content, *span))


def _stories(article: Article) -> list[Span]:
    """Return the story passages, those that touch and are of one kind made one."""
    out: list[Span] = []
    kind = ""
    for passage in article.passages:
        if passage.kind in STORY_KINDS:
            if out and passage.start == out[-1][1] and passage.kind == kind:
                out[-1] = (out[-1][0], passage.end)
            else:
                out.append((passage.start, passage.end))
        kind = passage.kind
    return out


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    at = start
    for line in text[start:end].splitlines(keepends=True):
        left = len(line) - len(line.lstrip())
        if stripped := line.strip():
            yield (at + left, at + left + len(stripped))
        at += len(line)


def _is_unfinished(text: str, line: Span) -> bool:
    return text[line[1] - 1] not in _FINAL


def _touch(text: str, line: Span, following: Span) -> bool:
    """Return whether two lines follow each other without a blank line."""
    between = text[line[1] : following[0]]
    return len(between.splitlines()) <= 2 and "\n\n" not in between


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    pairs = [(a, b) for a, b in pairwise(lines) if _touch(text, a, b)]
    if len(pairs) < 4:
        return False
    width = median(b - a for a, b in lines)
    cut = sum(1 for a, _ in pairs if _is_unfinished(text, a))
    return _WRAPPED_WIDTHS[0] <= width <= _WRAPPED_WIDTHS[1] and cut >= 0.6 * len(pairs)


def _bounded(text: str, whole: Span) -> Iterator[Span]:
    """Yield a paragraph in pieces of bounded length, cut behind a sentence or else at white space."""
    start, end = whole
    while (most := _reach(text, start, end)) < end:
        window = text[start:most]
        cut = max(window.rfind(". "), window.rfind(".\n")) + 1
        cut = cut or max(window.rfind(" "), window.rfind("\n")) + 1 or len(window)
        if piece := window[:cut].rstrip():
            yield (start, start + len(piece))
        start += cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield (start, end)


def _reach(text: str, start: int, end: int) -> int:
    """Return how far a piece from ``start`` may go."""
    far = min(end, start + LONGEST)
    beyond = next(islice(_TOKEN.finditer(text, start, far), MOST_TOKENS, None), None)
    return beyond.start() if beyond else far
