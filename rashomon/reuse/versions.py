"""Successive versions of one article, and the changes between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import UNSET

from rashomon.reuse.normalised_words import Story
from rashomon.reuse.shared_passages import Run, Stretch
from rashomon.types import Article, Change, Spot, spot

__all__ = ["are_versions", "changes"]

CONTAINED = 0.5
"""Share of the shorter story in common from which two articles of one outlet are versions."""
MOST_WORDS = 400
"""Most words on either side of a changed stretch that are compared word by word."""
MOST_RUNS = 500
"""Most runs that are searched for those in the same order; of more, the longest."""
FEWEST_ALIKE = 3
"""Shortest run of words within a changed stretch that counts as kept; shorter ones would split the change."""


def are_versions(left: Article, right: Article, contained: float) -> bool:
    """Return whether two articles that share words are one article at two times.

    They have one address, or one outlet and most of the shorter story in common, and there is a sign of time between
    them: another day of publication or change, or a note of a change in one of them.
    """
    if _address(left) and _address(left) == _address(right):
        return True
    same_outlet = any(a and a == b for a, b in ((left.domain, right.domain), (left.outlet, right.outlet)))
    return same_outlet and contained >= CONTAINED and _passed(left, right)


def _address(article: Article) -> str:
    return "" if article.url is UNSET else article.url.partition("#")[0].rstrip("/")


def _passed(left: Article, right: Article) -> bool:
    days = ((left.published, right.published), (left.modified, right.modified))
    return any(a != b for a, b in days) or _noted(left) != _noted(right)


def _noted(article: Article) -> bool:
    return any(p.kind in ("update", "correction") for p in article.passages)


def changes(one: Story, other: Story, stretches: Sequence[Stretch]) -> tuple[Change, ...]:
    """Return the changes from the left to the right story, in order of the text; a changed headline first.

    Moved text is deleted in one place and inserted in the other.
    """
    return (*_headline(one.article, other.article), *_story_changes(one, other, stretches))


def _headline(left: Article, right: Article) -> Iterator[Change]:
    found = [_headline_spot(article) for article in (left, right)]
    if found[0] and found[1] and found[0].text.split() != found[1].text.split():
        yield Change("replaced", found[0], found[1])


def _headline_spot(article: Article) -> Spot | None:
    passage = next((p for p in article.passages if p.kind == "headline"), None)
    if passage is None:
        return None
    words = article.content[passage.start : passage.end]
    start = passage.start + len(words) - len(words.lstrip())
    return spot(article.content, (start, start + len(words.strip())))


def _story_changes(one: Story, other: Story, stretches: Sequence[Stretch]) -> Iterator[Change]:
    at, at_right = 0, 0
    kept = _in_order([run for s in stretches for run in s.runs])
    for left, right, n in (*kept, (len(one.keys), len(other.keys), 0)):
        yield from _between(one, other, (at, left), (at_right, right))
        at, at_right = left + n, right + n


def _in_order(runs: Sequence[Run]) -> list[Run]:
    """Return the runs of most words that are in the same order in both stories."""
    chosen = sorted(sorted(runs, key=lambda r: -r[2])[:MOST_RUNS])
    best: list[tuple[int, int]] = []
    """for each run, the words of the best sequence that ends with it, and the number of the run before it (-1: none)"""
    for n, (left, right, words) in enumerate(chosen):
        before = max(
            (
                (best[k][0], k)
                for k in range(n)
                if chosen[k][0] + chosen[k][2] <= left and _right_end(chosen[k]) <= right
            ),
            default=(0, -1),
        )
        best.append((before[0] + words, before[1]))
    at = max(range(len(best)), key=lambda k: best[k][0], default=-1)
    row = []
    while at >= 0:
        row.append(chosen[at])
        at = best[at][1]
    return row[::-1]


def _right_end(run: Run) -> int:
    return run[1] + run[2]


def _between(one: Story, other: Story, left: tuple[int, int], right: tuple[int, int]) -> Iterator[Change]:
    """Yield the changes between words ``left`` of one story and ``right`` of the other, at the same place."""
    (i, j), (k, m) = left, right
    if i == j or k == m or max(j - i, m - k) > MOST_WORDS:
        yield from _change(one, other, left, right)
        return
    matcher = SequenceMatcher(None, one.keys[i:j], other.keys[k:m], autojunk=False)
    at, at_right = i, k
    for block in matcher.get_matching_blocks():
        if block.size >= FEWEST_ALIKE or (not block.size and i + block.a == j):
            yield from _change(one, other, (at, i + block.a), (at_right, k + block.b))
            at, at_right = i + block.a + block.size, k + block.b + block.size


def _change(one: Story, other: Story, left: tuple[int, int], right: tuple[int, int]) -> Iterator[Change]:
    before = spot(one.article.content, one.span(*left)) if left[0] < left[1] else None
    after = spot(other.article.content, other.span(*right)) if right[0] < right[1] else None
    if before and after:
        yield Change("replaced", before, after)
    elif before:
        yield Change("deleted", before, None)
    elif after:
        yield Change("inserted", None, after)
