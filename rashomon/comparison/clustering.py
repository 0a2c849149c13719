"""Claims: groups of statements that all tell one event or proposition, by mutual agreement.

A statement that tells several facts stands in several claims, so the groups overlap and are no partition: a chain of
pairs, each of which shares another fact, never becomes one claim.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rashomon.comparison.alignment import Aligned, Aligner
from rashomon.comparison.propositions import told_apart
from rashomon.types import Confidence

__all__ = ["DisjointSets", "Group", "Grouping", "confidence", "group"]

LINKAGE = 0.4
"""Mean probability over the pairs of different articles that a group needs to take in a statement or another group."""
LEAST = 0.15
"""Probability that each of these pairs needs."""
WITHIN = 0.8
"""Probability from which two statements of one article are one, said twice."""
CLEAR, LIKELY = 0.77, 0.5
"""Mean probability from which a claim is called clear, and likely."""


class Group(NamedTuple):
    """Statements that tell one thing, as indices of contents."""

    members: tuple[int, ...]
    """In ascending order."""
    at_home: tuple[int, ...]
    """Those of which this is the first group, one at least; a claim takes its id from the earliest of them."""
    agreement: float
    """Mean probability of the pairs of different articles; 1 for a single statement."""


Grouping = tuple[Group, ...]
"""Every content stands in one group at least and is at home in exactly one."""


class DisjointSets:
    """The numbers 0 to n - 1, each a set of its own at first, that are joined step by step (Tarjan 1975)."""

    def __init__(self, n: int) -> None:
        self._parent = list(range(n))

    def find(self, i: int) -> int:
        """Return the least number of the set that holds ``i``."""
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def join(self, i: int, j: int) -> None:
        """Make the sets of ``i`` and ``j`` one."""
        low, high = sorted((self.find(i), self.find(j)))
        self._parent[high] = low

    def groups(self) -> list[list[int]]:
        """Return all sets, each ascending, by their least number."""
        out: dict[int, list[int]] = {}
        for i in range(len(self._parent)):
            out.setdefault(self.find(i), []).append(i)
        return list(out.values())


@dataclass
class _Grown:
    """A group that is still growing."""

    members: set[int]
    at_home: set[int] = field(default_factory=set)


def group(aligner: Aligner, across: Sequence[Aligned]) -> Grouping:
    """Group statements, best pairs first; a pair that fits no group that has one of the two begins a group.

    Two groups become one, and a statement joins a group, where they fit on the whole and no pair speaks against it.
    """
    of: dict[int, list[_Grown]] = defaultdict(list)
    pairs = [(p.score, p.left, p.right) for p in across]
    pairs += [(score, i, j) for i, j, score in aligner.within() if score >= WITHIN]
    for _, one, two in sorted(pairs, key=lambda p: (-p[0], *p[1:])):
        if any(two in g.members for g in of[one]):
            continue
        if told_apart_within(aligner, {one}, {two}):
            continue
        _place(aligner, of, one, two)
    found = list({id(g): g for groups in of.values() for g in groups}.values())
    kept = [g for g in found if g.at_home or _settled(g, of)]
    out = [_closed(aligner, g) for g in kept]
    grouped = {i for g in out for i in g.members}
    out += [Group((i,), (i,), 1.0) for i in range(len(aligner.contents)) if i not in grouped]
    return tuple(sorted(out, key=lambda g: (g.at_home or g.members, g.members)))


def _place(aligner: Aligner, of: dict[int, list[_Grown]], one: int, two: int) -> None:
    """Put a pair of statements into the group that they fit best, or into a new one."""
    options: list[tuple[float | None, _Grown, _Grown | None]]
    options = [(_fit(aligner, a.members, b.members), a, b) for a in of[one] for b in of[two]]
    options += [(_fit(aligner, a.members, {two}), a, None) for a in of[one]]
    options += [(_fit(aligner, b.members, {one}), b, None) for b in of[two]]
    fits = [(len(a.members) + len(b.members if b else ()), fit, a, b) for fit, a, b in options if fit is not None]
    *_, target, merged = max(fits, key=lambda o: o[:2], default=(0, 0.0, _Grown(set()), None))
    if merged is not None and merged is not target:
        target.at_home |= merged.at_home
        for i in merged.members:
            of[i] = [g for g in of[i] if g is not merged and g is not target]
            of[i].append(target)
        target.members |= merged.members
    for i in (one, two):
        if i not in target.members:
            if not of[i]:
                target.at_home.add(i)
            target.members.add(i)
            of[i].append(target)


def _fit(aligner: Aligner, one: set[int], two: set[int]) -> float | None:
    """Return the mean probability of the pairs between two groups; None where they do not belong together."""
    contents = aligner.contents
    pairs = [(i, j) for i in one for j in two if i != j]
    across = [(i, j) for i, j in pairs if contents[i].article is not contents[j].article]
    scores = [aligner.probability(i, j) for i, j in across or pairs]
    if not scores or min(scores) < LEAST or sum(scores) / len(scores) < LINKAGE:
        return None
    return None if told_apart_within(aligner, one, two) else sum(scores) / len(scores)


def told_apart_within(aligner: Aligner, one: set[int], two: set[int]) -> bool:
    """Return whether an article tells a statement of one group apart from one of the other."""
    return any(told_apart(aligner.contents[i], aligner.contents[j]) for i in one for j in two if i != j)


def _settled(grown: _Grown, of: dict[int, list[_Grown]]) -> bool:
    """Give a group a statement at home, of a group that has another; return whether there is one."""
    for i in sorted(grown.members):
        home = next(g for g in of[i] if i in g.at_home)
        if len(home.at_home) > 1:
            home.at_home.remove(i)
            grown.at_home.add(i)
            return True
    return False


def _closed(aligner: Aligner, grown: _Grown) -> Group:
    members = tuple(sorted(grown.members))
    contents = aligner.contents
    scores = [
        aligner.probability(i, j)
        for n, i in enumerate(members)
        for j in members[n + 1 :]
        if contents[i].article is not contents[j].article
    ]
    return Group(members, tuple(sorted(grown.at_home)), sum(scores) / len(scores) if scores else 1.0)


def confidence(probability: float) -> Confidence:
    """Return the grade of a probability."""
    return "clear" if probability >= CLEAR else "likely" if probability >= LIKELY else "check"
