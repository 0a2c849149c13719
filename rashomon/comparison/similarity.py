"""How much two statements say the same, and which pairs are worth comparing.

`Space.match` aligns words softly, over word vectors, entities and numbers; `candidates` finds pairs by an inverted
index.

After Kusner et al. 2015 (word mover's distance) and Sidorov et al. 2014 (soft cosine), with a greedy one-to-one
matching in place of the transport problem: it does as well on single clauses and says which word stands for which.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rashomon.comparison.propositions import Content
from rashomon.encoder.words import commonness, vectors

__all__ = ["Match", "Space", "longest_run", "shared_words"]

FLOOR = 0.3
"""Cosine up to which two lemmas have nothing to do with each other."""
SAME = 0.75
"""Cosine from which they say the same."""
NEAR = 0.9
"""What a synonym counts against the same word."""
LEAST = 0.15
"""Weakest link that counts."""
ELSEWHERE = 0.7
"""What finding a predicate counts where it is not the other side's predicate."""
SMOOTHING = 15
"""Statements without a word that are added to those at hand when its frequency is counted."""
CLOSE = 0.4
"""How near a word must be to fetch statements for another."""
CHUNK = 1024
"""Rows of the table of cosines that are made at a time."""


@dataclass(frozen=True)
class Match:
    """How the words of two contents stand for one another."""

    pairs: tuple[tuple[int, int, float], ...]
    """Index in the left content's words, in the right one's, and how much alike they are, 0 to 1; best first."""
    left: float
    """Share of the left content's weight that has a counterpart."""
    right: float
    weight: float
    """Weight that is shared: how much evidence there is."""
    predicate: float
    """How well the predicate of one is found in the other."""


class Space:
    """The words of all contents: what each weighs, and which are near."""

    def __init__(self, contents: Sequence[Content]) -> None:
        counts = Counter(k for c in contents for k in {w.key for w in c.words})
        keys = sorted(counts)
        self.weight = {k: _weight(counts[k], len(contents)) * (1 - 0.7 * commonness(k)) for k in keys}
        self._weights: dict[tuple[int, int], tuple[float, ...]] = {}
        self.near: dict[str, dict[str, float]] = {k: {k: 1.0} for k in keys}
        """For each key the keys like it and how much, 0 to 1, itself among them."""
        for key, other, alike in _neighbours(keys):
            self.near[key][other] = alike

    def match(self, a: Content, b: Content) -> Match:
        """Match the words of two contents one to one, the links that weigh most first."""
        mine, theirs = self._weights_of(a), self._weights_of(b)
        links = []
        places: dict[str, list[int]] = {}
        for j, word in enumerate(b.words):
            places.setdefault(word.key, []).append(j)
        for i, word in enumerate(a.words):
            near = self.near[word.key]
            for key in near.keys() & places.keys():
                links += [(-near[key] * (mine[i] + theirs[j]), i, j, near[key]) for j in places[key]]
        pairs, left, right = [], 0.0, 0.0
        taken: set[int] = set()
        given: set[int] = set()
        for _, i, j, alike in sorted(links):
            if i not in taken and j not in given:
                taken.add(i)
                given.add(j)
                pairs.append((i, j, alike))
                left += alike * mine[i]
                right += alike * theirs[j]
        return Match(
            tuple(pairs),
            left / sum(mine) if left else 0.0,
            right / sum(theirs) if right else 0.0,
            (left + right) / 2,
            self._predicate(a, b),
        )

    def _weights_of(self, content: Content) -> tuple[float, ...]:
        """Return the weight of each word in its place."""
        key = (content.article.number, content.position)
        if key not in self._weights:
            self._weights[key] = tuple(w.role * self.weight[w.key] for w in content.words)
        return self._weights[key]

    def _predicate(self, a: Content, b: Content) -> float:
        """Return the best link of a predicate to the other side's predicate, or at a discount to any of its words."""
        best = 0.0
        for mine in a.words:
            others = b.words if mine.token in a.predicates else b.main_words
            near = self.near[mine.key]
            for theirs in others:
                alike = near.get(theirs.key, 0.0)
                if alike > best:
                    both = mine.token in a.predicates and theirs.token in b.predicates
                    best = max(best, alike if both else ELSEWHERE * alike)
        return best


def _weight(count: int, total: int) -> float:
    """Return the inverse document frequency over statements, smoothed.

    Without smoothing, what two lone statements share would be in every statement and weigh nothing.
    """
    return math.log((total + SMOOTHING) / (count + 0.5))


def _neighbours(keys: Sequence[str]) -> Iterator[tuple[str, str, float]]:
    """Yield every two different keys whose vectors are near, in either order, and how alike they are."""
    import numpy as np

    table = vectors(keys)
    for at in range(0, len(keys), CHUNK):
        alike = np.minimum((table[at : at + CHUNK] @ table.T - FLOOR) / (SAME - FLOOR), 1.0) * NEAR
        rows, columns = np.nonzero(alike > LEAST)
        values = alike[rows, columns]
        for row, column, value in zip(rows.tolist(), columns.tolist(), values.tolist(), strict=True):
            if at + row != column:
                yield keys[at + row], keys[column], value


def longest_run(a: Content, b: Content) -> tuple[int, int, int]:
    """Return where the longest run of words in both starts in each, and its length; the first one of several."""
    return SequenceMatcher(None, a.bare, b.bare, autojunk=False).find_longest_match()


def shared_words(a: Content, b: Content) -> Match:
    """Return the match of equal words only, weighed by their places: what needs no table of the whole story."""
    places: dict[str, int] = {}
    for j, word in enumerate(b.words):
        places.setdefault(word.key, j)
    pairs = tuple((i, places.pop(w.key), 1.0) for i, w in enumerate(a.words) if w.key in places)
    totals = [sum(w.role for w in c.words) or 1.0 for c in (a, b)]
    left = sum(a.words[i].role for i, _, _ in pairs)
    right = sum(b.words[j].role for _, j, _ in pairs)
    same = not {w.key for w in a.main_words}.isdisjoint(w.key for w in b.main_words)
    return Match(pairs, left / totals[0], right / totals[1], (left + right) / 2, float(same))
