"""Which statements are worth a closer look together: those that share telling words, found by an inverted index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rashomon.comparison.propositions import Content
from rashomon.comparison.similarity import Space

__all__ = ["candidates"]

CLOSE = 0.4
"""How near a word must be to fetch statements for another."""
MOST_POSTINGS = 400
"""A word in more statements than this tells too little to be looked up."""


def candidates(contents: Sequence[Content], space: Space, most: int = 7) -> tuple[tuple[int, int], ...]:
    """Pairs ``i < j`` of contents: for each, up to ``most`` of other articles and half as many of its own.

    The work grows with the number of statements times MOST_POSTINGS, not with their square.
    """
    import numpy as np

    postings: dict[str, list[int]] = defaultdict(list)
    for i, content in enumerate(contents):
        for key in dict.fromkeys(w.key for w in content.words):
            postings[key].append(i)
    arrays = {k: np.array(v, np.intp) for k, v in postings.items() if len(v) <= MOST_POSTINGS}
    article = np.array([c.reading.number for c in contents], np.intp)
    size = np.array([sum(space.weight[w.key] ** 2 for w in c.words) ** 0.5 or 1.0 for c in contents])
    pairs = set()
    for i, content in enumerate(contents):
        gain = np.zeros(len(contents))
        for key in dict.fromkeys(w.key for w in content.words):
            for other, alike in sorted(space.near[key].items()):
                if alike >= CLOSE and other in arrays:
                    gain[arrays[other]] += alike * space.weight[key] * space.weight[other]
        gain /= size
        gain[i] = 0.0
        own = article == article[i]
        for of_kind, limit in ((np.where(own, 0.0, gain), most), (np.where(own, gain, 0.0), most // 2)):
            for j in np.argsort(-of_kind, kind="stable")[:limit].tolist():
                if of_kind[j] > 0:
                    pairs.add((min(i, j), max(i, j)))
    return tuple(sorted(pairs))
