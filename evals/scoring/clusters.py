"""Measures of coreference, as the CoNLL-2012 shared task defined them: MUC, B³, entity-based CEAF and their mean F1.

Mentions may be predicted: a mention is any hashable value, and one that only one side has counts against the other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence, Set

__all__ = ["MEASURES", "Counts", "best_assignment", "f1_of", "precision_recall"]

Mention = TypeVar("Mention", bound="Hashable")

MEASURES = ("MUC", "B³", "CEAF-e")


@dataclass
class Counts:
    """Sums over documents: for each measure the numerators and denominators of recall and precision."""

    sums: dict[str, list[float]] = field(default_factory=lambda: {name: [0.0] * 4 for name in (*MEASURES, "mentions")})

    def add(self, gold: Sequence[Set[Mention]], found: Sequence[Set[Mention]]) -> None:
        """Count one document; the clusters of each side are disjoint."""
        same = float(sum(len(a & b) for a in gold for b in found))
        self._add("mentions", same, sum(map(len, gold)), same, sum(map(len, found)))
        self._add("MUC", *_links(gold, found), *_links(found, gold))
        self._add("B³", *_overlaps(gold, found), *_overlaps(found, gold))
        alike = best_assignment([[_similarity(a, b) for b in found] for a in gold])
        self._add("CEAF-e", alike, len(gold), alike, len(found))

    def _add(self, name: str, *values: float) -> None:
        self.sums[name] = [a + b for a, b in zip(self.sums[name], values, strict=True)]

    @property
    def conll(self) -> float:
        """The mean of the three F1."""
        return sum(f1_of(self.sums[name]) for name in MEASURES) / len(MEASURES)


def precision_recall(sums: Sequence[float]) -> tuple[float, float]:
    """Return precision and recall of sums as `Counts` keeps them; 0 where nothing was there."""
    right, gold, true, found = sums
    return (true / found if found else 0.0), (right / gold if gold else 0.0)


def f1_of(sums: Sequence[float]) -> float:
    """Return the harmonic mean of precision and recall."""
    precision, recall = precision_recall(sums)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _links(keys: Sequence[Set[Mention]], others: Sequence[Set[Mention]]) -> tuple[float, float]:
    """Return how many of the links that hold each cluster together are in the other side's clusters, of how many."""
    owner = {mention: number for number, other in enumerate(others) for mention in other}
    kept = total = 0
    for key in keys:
        parts = {owner[m] for m in key if m in owner}
        alone = sum(m not in owner for m in key)
        kept += len(key) - len(parts) - alone
        total += len(key) - 1
    return float(kept), float(total)


def _overlaps(keys: Sequence[Set[Mention]], others: Sequence[Set[Mention]]) -> tuple[float, float]:
    """Return the sum over all mentions of the share of their cluster that the other side has with them."""
    shared = sum(len(key & other) ** 2 / len(key) for key in keys for other in others)
    return shared, float(sum(map(len, keys)))


def _similarity(a: Set[Mention], b: Set[Mention]) -> float:
    return 2 * len(a & b) / (len(a) + len(b))


def best_assignment(weights: Sequence[Sequence[float]]) -> float:
    """Return the greatest sum of weights, each row and each column used at most once (Kuhn and Munkres, O(n³))."""
    if not weights or not weights[0]:
        return 0.0
    rows = weights if len(weights) <= len(weights[0]) else list(zip(*weights, strict=True))
    height, width = len(rows), len(rows[0])
    of_row, of_column = [0.0] * (height + 1), [0.0] * (width + 1)  # potentials
    row_at = [0] * (width + 1)  # the row, from 1, that a column is given to; column 0 holds the row being placed
    for row in range(1, height + 1):
        row_at[0], column = row, 0
        slack, before, used = [float("inf")] * (width + 1), [0] * (width + 1), [False] * (width + 1)
        while row_at[column]:
            used[column] = True
            here, least, following = row_at[column], float("inf"), 0
            for j in range(1, width + 1):
                if used[j]:
                    continue
                reduced = -rows[here - 1][j - 1] - of_row[here] - of_column[j]
                if reduced < slack[j]:
                    slack[j], before[j] = reduced, column
                if slack[j] < least:
                    least, following = slack[j], j
            for j in range(width + 1):
                if used[j]:
                    of_row[row_at[j]] += least
                    of_column[j] -= least
                else:
                    slack[j] -= least
            column = following
        while column:
            row_at[column] = row_at[before[column]]
            column = before[column]
    return sum(rows[row_at[j] - 1][j - 1] for j in range(1, width + 1) if row_at[j])
