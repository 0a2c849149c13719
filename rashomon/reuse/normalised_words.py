"""The words of a story, normalised for comparison: letter case, Unicode form, quotes and dashes make no difference.

Words are runs of letters and digits, found in the original text, so that each has its span there and offsets need no
mapping. Each word is normalised afterwards. Characters between words are ignored.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal
from unicodedata import normalize
from zlib import crc32

from rashomon.types import STORY_KINDS, Article, Span, merge

__all__ = ["Keys", "Story", "story_keys", "story_of", "story_spans"]

_NO_SPACES = "\u2e80-\u2fdf\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Han and kana: scripts without spaces, in which each character counts as a word."""
_JOINED = "\u0300-\u036f\u0653-\u0655\u3099\u309a\u00ad\u200b-\u200d\u2060\ufeff"
"""Characters within a word: marks that other Unicode forms combine with their letter, and zero-width characters."""
_PLAIN = re.compile(r"[^\W_]+")
_WORD = re.compile(rf"[^\W_{_NO_SPACES}](?:[^\W_{_NO_SPACES}]|[{_JOINED}])*|[{_NO_SPACES}][\u3099\u309a]?")
_WITHOUT_WIDTH = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_MARK = re.compile("[\"“”„‟«»″＂]|``|''")
_OPENS, _CLOSES = frozenset("“„‟«"), frozenset("”»")
_ENDS = frozenset(".,!?;:…)]’'")
"""Characters after which a straight quotation mark closes."""
_LONGEST_QUOTATION = 3_000
"""Longest quotation in code points; a mark that is not closed by then is unpaired."""


class Keys(dict[str, int]):
    """The key of each word: 32 bits, the same for all its forms. Collisions are rare."""

    def __missing__(self, word: str) -> int:
        bare = word.lower() if word.isascii() else _folded(word)
        key = self[word] = crc32(bare.encode("utf-8", "surrogatepass"))
        return key


def _folded(word: str) -> str:
    return normalize("NFKC", normalize("NFKC", word.translate(_WITHOUT_WIDTH)).casefold())


def story_spans(article: Article) -> tuple[Span, ...]:
    """Return the spans of the story; without passages, the whole text is story."""
    if not article.passages:
        return ((0, len(article.content)),)
    return merge((p.start, p.end) for p in article.passages if p.kind in STORY_KINDS)


def story_keys(article: Article, keys: Keys) -> list[int]:
    """Return the keys of the story's words in order."""
    text = article.content
    pattern = _pattern(text)
    of = keys.__getitem__
    return [of(w) for start, end in story_spans(article) for w in pattern.findall(text, start, end)]


def _pattern(text: str) -> re.Pattern[str]:
    return _PLAIN if text.isascii() else _WORD


@dataclass(frozen=True)
class Story:
    """The words of one article's story, in order."""

    article: Article
    keys: Sequence[int]
    """The keys as `story_keys` gives them."""
    spans: Sequence[Span]
    quoted: Sequence[bool]
    """For each word whether it is inside quotation marks."""
    breaks: Sequence[int]
    """Numbers of the words before which something other than story stands."""

    def span(self, first: int, last: int) -> Span:
        """Return the span from word ``first`` to word ``last`` (not included)."""
        return self.spans[first][0], self.spans[last - 1][1]

    @cached_property
    def small(self) -> Sequence[bool]:
        """For each word whether it is neither a number nor capitalised, as names are."""
        text = self.article.content
        return [not (text[start].isupper() or text[start].isnumeric()) for start, _ in self.spans]


def story_of(article: Article, keys: Sequence[int]) -> Story:
    """Return the words of a story with their spans."""
    text = article.content
    pattern = _pattern(text)
    spans: list[Span] = []
    breaks = []
    for start, end in story_spans(article):
        breaks.append(len(spans))
        spans += [m.span() for m in pattern.finditer(text, start, end)]
    quoted = [False] * len(spans)
    for start, end in _quotations(text):
        first, last = bisect_left(spans, (start, 0)), bisect_left(spans, (end, 0))
        quoted[first:last] = [True] * (last - first)
    return Story(article, keys, spans, quoted, breaks[1:])


def _quotations(text: str) -> list[Span]:
    """Return the stretches in double quotation marks, across line breaks unless another mark opens before it closes.

    A quotation that is reopened on the next line, as newspapers do, ends with its line.
    """
    found: list[Span] = []
    start = -1
    for mark in _MARK.finditer(text):
        at, end = mark.span()
        if start >= 0 and at - start > _LONGEST_QUOTATION:
            start = -1
        side = _side(text, at, end, opened=start >= 0)
        if start >= 0:
            line_end = text.find("\n", start, at)
            stop = at if side == "close" or line_end < 0 else line_end
            found.append((start, stop))
            start = -1
        if side == "open":
            start = end
    if start >= 0:
        line_end = text.find("\n", start)
        found.append((start, min(line_end if line_end >= 0 else len(text), start + _LONGEST_QUOTATION)))
    return found


def _side(text: str, start: int, end: int, *, opened: bool) -> Literal["open", "close"]:
    """Return whether a mark opens or closes; a straight one by the spaces around it, else by alternation."""
    sign = text[start:end]
    if sign in _OPENS or sign == "``":
        return "open"
    if sign in _CLOSES or sign == "''":
        return "close"
    before, after = text[start - 1 : start], text[end : end + 1]
    behind_nothing = not before or (not before.isalnum() and before not in _ENDS)
    if behind_nothing == (not after or after.isspace()):
        return "close" if opened else "open"
    return "open" if behind_nothing else "close"
