"""Copies among any number of articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from rashomon.reuse.direction import direction
from rashomon.reuse.fingerprints import runs
from rashomon.reuse.normalised_words import Keys, Story, story_keys, story_of
from rashomon.reuse.shared_passages import ESTABLISHING, Run, aligned, loose_words, shared
from rashomon.reuse.versions import are_versions, changes
from rashomon.types import Article, Change, Copy, CopyKind, Reason, Shared
from rashomon.types.ids import ArticleId

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["copies", "place"]

NEAR = 0.8
"""Share of the shorter story from which two articles are near copies."""
KEPT = 2_048
"""Most stories whose words are kept in memory while pairs are examined."""


def copies(articles: Iterable[Article]) -> tuple[Copy, ...]:
    """Return all pairs of articles that share a story or a passage, ordered by the left, then the right article.

    Ids must differ. The order of ``articles`` does not matter. Time and memory grow with the number of words and of
    pairs found: words that occur in hundreds of articles are paired with only a few earlier ones.
    """
    ordered = sorted(articles, key=place)
    words, starts = _words(ordered)
    stories = _Stories(ordered, words, starts)
    found: dict[tuple[int, int], Copy] = {}
    for pair, parts in _pairs(words, starts):
        copy = _copy(stories[pair[0]], stories[pair[1]], parts)
        if copy is not None:
            found[pair] = copy
    for pair in _short_ones(ordered, starts):
        found[pair] = _same(stories[pair[0]], stories[pair[1]])
    return tuple(found[pair] for pair in sorted(found))


def place(article: Article) -> tuple[bool, str, str, str]:
    """Return a sort key: day of publication (missing ones last), day of change, id."""
    return article.published is None, article.published or "", article.modified or "", article.id


class _Stories:
    """The stories by number; the most recently used ones are kept."""

    def __init__(self, articles: Sequence[Article], words: NDArray[np.uint32], starts: NDArray[np.int64]) -> None:
        self._articles, self._words, self._starts = articles, words, starts
        self._kept: dict[int, Story] = {}

    def __getitem__(self, number: int) -> Story:
        story = self._kept.get(number)
        if story is None:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            keys = self._words[self._starts[number] : self._starts[number + 1]].tolist()
            story = self._kept[number] = story_of(self._articles[number], keys)
        return story


def _words(articles: Sequence[Article]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Return the word keys of all stories in one array, and where each story starts, with the total length appended."""
    import numpy as np

    keys = Keys()
    parts = [np.array(story_keys(a, keys), dtype=np.uint32) for a in articles]
    starts = np.zeros(len(parts) + 1, np.int64)
    np.cumsum([len(p) for p in parts], out=starts[1:])
    return (np.concatenate(parts) if parts else np.zeros(0, np.uint32)), starts


def _pairs(words: NDArray[np.uint32], starts: NDArray[np.int64]) -> Iterator[tuple[tuple[int, int], list[Run]]]:
    """Yield the pairs of stories with enough words in common, by number, with their runs."""
    found = runs(words, starts)
    columns = (found.left_story, found.right_story, found.left, found.right, found.words)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    for pair, group in groupby(rows, key=itemgetter(0, 1)):
        parts = [(left, right, n) for _, _, left, right, n in group]
        if sum(n for _, _, n in parts) >= ESTABLISHING:
            yield pair, parts


def _short_ones(articles: Sequence[Article], starts: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Yield pairs of articles with one text that is too short for a fingerprint: each one and the next."""
    same: dict[str, list[int]] = defaultdict(list)
    for number in (starts[1:] - starts[:-1] < ESTABLISHING).nonzero()[0].tolist():
        same[articles[number].text_sha256].append(number)
    for numbers in same.values():
        yield from pairwise(numbers)


def _copy(one: Story, other: Story, parts: Sequence[Run]) -> Copy | None:
    """Return the copy that two stories with these runs make up, if any; the earlier article is left, if known."""
    shorter = min(len(one.keys), len(other.keys))
    if len(parts) == 1 and parts[0][2] == len(one.keys) == len(other.keys):
        return _same(one, other)
    stretches = aligned(one, other, parts)
    loose = [loose_words(one, other, s) for s in stretches]
    if not any(found.establish for found in loose):
        return None
    near = sum(s.words for s in stretches) >= NEAR * shorter
    passages = tuple(
        shared(one, other, s, n)
        for s, n in zip(stretches, loose, strict=True)
        if near or s.words >= ESTABLISHING  # eight words in a row may be chance in otherwise different articles
    )
    version = are_versions(one.article, other.article, sum(p.words for p in passages) / shorter)
    kind: CopyKind = "version" if version else "near" if near else "passage"
    earlier, reasons = direction(one.article, other.article, kind)
    if earlier == other.article.id:
        return _copy(other, one, [(right, left, n) for left, right, n in parts])
    return _made(kind, (one, other), passages, (earlier, reasons), changes(one, other, stretches) if version else ())


def _same(one: Story, other: Story) -> Copy:
    """Return the copy of two articles with the same story."""
    earlier, reasons = direction(one.article, other.article, "exact")
    if earlier == other.article.id:
        one, other = other, one
    count = len(one.keys)
    passages = (Shared(one.span(0, count), other.span(0, count), count),) if count else ()
    return _made("exact", (one, other), passages, (earlier, reasons), ())


def _made(
    kind: CopyKind,
    stories: tuple[Story, Story],
    passages: tuple[Shared, ...],
    found: tuple[ArticleId | None, tuple[Reason, ...]],
    made: tuple[Change, ...],
) -> Copy:
    words = sum(p.words for p in passages)
    one, other = stories
    return Copy(
        kind=kind,
        left=one.article.id,
        right=other.article.id,
        shared=passages,
        left_share=_share(words, one),
        right_share=_share(words, other),
        earlier=found[0],
        reasons=found[1],
        changes=made,
    )


def _share(words: int, story: Story) -> float:
    return round(words / len(story.keys), 3) if story.keys else 1.0
