"""Runs of the same words in two texts."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["longest_run"]


def longest_run(a: Sequence[str], b: Sequence[str]) -> tuple[int, int, int]:
    """Where the longest run of words that both have starts in each, and its length; the first one of several."""
    best = (0, 0, 0)
    before: dict[int, int] = {}
    places: dict[str, list[int]] = {}
    for j, word in enumerate(b):
        places.setdefault(word, []).append(j)
    for i, word in enumerate(a):
        now = {j: before.get(j - 1, 0) + 1 for j in places.get(word, ())}
        for j, length in now.items():
            if length > best[2]:
                best = (i - length + 1, j - length + 1, length)
        before = now
    return best
