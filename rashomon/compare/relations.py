"""How aligned statements of different articles stand to each other: they agree, go together, or conflict.

Conflict is said of few pairs, of those alone that are surely of one event and hold values that cannot both be true.
Everything else that differs is shown as a difference between statements that may both be right.
"""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.compare.align import Aligned
from rashomon.compare.content import Content
from rashomon.compare.shades import holders, scopes, wordings
from rashomon.compare.slots import Finding, Pairing, names, numbers, places, polarities, times
from rashomon.model import Relation, RelationKind

__all__ = ["relate"]

SURE = 0.9
"""Probability of being one event from which exclusive values are a conflict."""
SHARED = 0.5
"""Share of both statements' weight that must have a counterpart for a conflict."""
SAME_ACT = 0.4
"""How well the predicates must match for a conflict."""
REAL = frozenset({"assertion", "denial", "refusal"})
"""What is said to be so; demands, offers, promises and questions of different wording do not conflict."""
ADDS = 0.5
"""A statement of which less than this has a counterpart adds detail."""
MORE_EXACT = frozenset({"time", "number", "place", "scope", "polarity"})


def relate(contents: Sequence[Content], across: Sequence[Aligned]) -> tuple[Relation, ...]:
    """One relation for each pair; left is of the article that comes first."""
    return tuple(_relate(contents[p.left], contents[p.right], p) for p in across)


def _relate(left: Content, right: Content, pair: Aligned) -> Relation:
    pairing = Pairing(left, right, pair.match)
    sure = _surely_same(left, right, pair)
    findings: list[Finding] = []
    for find in (times, numbers, places, names, polarities, scopes, holders, wordings):
        findings += find(pairing)
    conflict = sure and any(f.exclusive for f in findings)
    differences = tuple(f.difference for f in findings)
    kind: RelationKind = "agree"
    if conflict:
        kind = "conflict"
    elif min(pair.match.left, pair.match.right) < ADDS or any(d.about in MORE_EXACT for d in differences):
        kind = "compatible"
    return Relation(left.statement.id, right.statement.id, kind, differences, round(pair.score, 3))


def _surely_same(left: Content, right: Content, pair: Aligned) -> bool:
    match = pair.match
    return (
        pair.sure >= SURE
        and min(match.left, match.right) >= SHARED
        and match.predicate >= SAME_ACT
        and left.statement.force in REAL
        and right.statement.force in REAL
    )
