"""Clustering: disjoint sets, and statements of one event or proposition grouped into claims."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.comparison.alignment import Aligned, Aligner
from rashomon.comparison.propositions import Content, told_apart
from rashomon.types import GAP, Claim, Statement
from rashomon.types.ids import claim_id

__all__ = ["DisjointSets", "Grouping", "alone", "claims", "group", "shorten"]

WITHIN = 0.7
"""Probability from which two statements of one article may be the same, said twice: rarer than across articles."""
LINKAGE = 0.42
"""Mean probability that two groups need to become one."""
SAMPLE = 4
"""Statements of a group that are compared with another group's, so that large groups cost no more."""
LABEL_LENGTH = 120

Grouping = tuple[tuple[int, ...], ...]
"""Indices of contents; each stands in exactly one group."""


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


def group(aligner: Aligner, pairs: Sequence[Aligned], across: Sequence[Aligned]) -> Grouping:
    """Group statements by average linkage, best pairs first: two groups are joined only if they fit on the whole.

    So a chain of look-alikes never becomes one claim (Manning et al. 2008, ch. 17).
    """
    contents = aligner.contents
    within = [p for p in pairs if p.score >= WITHIN and contents[p.left].article is contents[p.right].article]
    member: dict[int, int] = {i: i for i in range(len(contents))}
    groups: dict[int, list[int]] = {i: [i] for i in member}
    for pair in sorted((*within, *across), key=lambda p: (-p.score, p.left, p.right)):
        one, two = sorted((member[pair.left], member[pair.right]))
        if one != two and _fits(aligner, groups[one], groups[two]):
            for i in groups.pop(two):
                groups[one].append(i)
                member[i] = one
            groups[one].sort()
    return tuple(tuple(g) for _, g in sorted(groups.items()))


def _fits(aligner: Aligner, one: Sequence[int], two: Sequence[int]) -> bool:
    contents = aligner.contents
    if any(told_apart(contents[i], contents[j]) for i in one for j in two):
        return False
    scores = [aligner.score(i, j).score for i in one[:SAMPLE] for j in two[:SAMPLE]]
    return sum(scores) / len(scores) >= LINKAGE


def claims(contents: Sequence[Content], grouping: Grouping) -> tuple[Claim, ...]:
    """Return the claims, in order of their first statement."""
    return tuple(_claim([contents[i] for i in members]) for members in grouping)


def alone(statement: Statement) -> Claim:
    """Return the claim of a statement that is compared with no other."""
    return Claim(id=claim_id(statement.id), statements=(statement.id,), label=shorten(statement.text))


def _claim(members: Sequence[Content]) -> Claim:
    telling = max(members, key=lambda c: (_fits_label(c), len(c.words), c.statement.id))
    earliest = min(members, key=_since)
    return Claim(
        id=claim_id(earliest.statement.id),
        statements=tuple(c.statement.id for c in members),
        label=shorten(telling.statement.text),
    )


def _since(content: Content) -> tuple[object, ...]:
    """What statements are sorted by where the earliest gives the claim its id."""
    return (*content.article.understanding.article.precedence, content.statement.spans, content.statement.id)


def _fits_label(content: Content) -> bool:
    return len(content.statement.text) <= LABEL_LENGTH and GAP not in content.statement.text


def shorten(text: str) -> str:
    """Return ``text`` on one line, cut at a word boundary to LABEL_LENGTH characters with an ellipsis."""
    line = " ".join(text.split())
    if len(line) <= LABEL_LENGTH:
        return line
    cut = line[: LABEL_LENGTH - 1]
    whole = cut[: cut.rfind(" ")] if " " in cut[LABEL_LENGTH // 2 :] else cut
    return whole.rstrip(" ,;:–—-") + "…"
