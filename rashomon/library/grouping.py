"""Which articles tell one story, told by the rare words that they share."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from rashomon.library.terms import terms
from rashomon.types import STORY_KINDS, Article

__all__ = ["by_words"]

SAME = 0.5
"""Cosine of rare words from which two articles tell one story."""


def by_words(articles: Sequence[Article]) -> list[set[str]]:
    """Return the ids of articles by story: joined are those whose rare words are alike, and what is joined to them."""
    bags: dict[str, dict[str, float]] = {a.id: _bag(a) for a in articles}
    groups: list[set[str]] = []
    for one in bags:
        joined = [g for g in groups if sum(_cosine(bags[one], bags[other]) for other in g) >= SAME * len(g)]
        for group in joined:
            groups.remove(group)
        groups.append({one}.union(*joined))
    return groups


def _bag(article: Article) -> dict[str, float]:
    from rashomon.encoder.words import commonness

    text = article.content
    story = [text[p.start : p.end] for p in article.passages if p.kind in STORY_KINDS or p.kind == "headline"]
    counts = Counter(terms("\n".join((article.title or "", *(story or [text])))))
    bag = {w: (1 + math.log(n)) * (1 - commonness(w)) ** 2 for w, n in counts.items()}
    norm = math.sqrt(sum(x * x for x in bag.values())) or 1.0
    return {w: x / norm for w, x in bag.items()}


def _cosine(one: dict[str, float], other: dict[str, float]) -> float:
    few, many = sorted((one, other), key=len)
    return sum(x * many.get(w, 0.0) for w, x in few.items())
