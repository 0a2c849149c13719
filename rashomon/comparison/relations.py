"""How aligned statements of different articles stand to each other: they agree, go together, or conflict.

Conflict is said of few pairs, of those alone that are surely of one event and hold values that cannot both be true.
Everything else that differs is shown as a difference between statements that may both be right.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from rashomon.comparison.alignment import Aligned
from rashomon.comparison.compatible_differences import holders, scopes, wordings
from rashomon.comparison.contradiction import Finding, Pairing, names, numbers, places, times
from rashomon.comparison.lexical_choice import choices
from rashomon.comparison.polarity_conflicts import polarities
from rashomon.comparison.predicates import different_subjects, same_deed, same_heads
from rashomon.comparison.propositions import Content
from rashomon.comparison.shared_runs import longest_run
from rashomon.types import About, Relation, RelationKind

__all__ = ["relate"]

SURE = 0.9
"""Probability of being one event from which exclusive values are a conflict."""
SURE_ACT = 0.75
"""The same for what is affirmed and denied, where act and bearers have been found to be the same already."""
SHARED = 0.5
"""Share of both statements' weight that must have a counterpart for a conflict."""
SHARED_DEED = 0.33
"""The same where one act of the same bearers has been found in both."""
SAME_ACT = 0.4
"""How well the predicates must match for a conflict."""
REAL = frozenset({"assertion", "denial", "refusal"})
"""What is said to be so; demands, offers, promises and questions of different wording do not conflict."""
ADDS = 0.5
"""A statement of which less than this has a counterpart adds detail."""
WORDED = 0.7
"""Probability from which other words for one thing are told."""
MOST_WORDINGS = 3
SAME_PREDICATE = 0.6
"""How well the predicates must match to say the same."""
FEW_WORDS = 4
NEARLY_ALL = 0.7
"""What must have a counterpart in a statement of fewer than FEW_WORDS, which share a word by chance."""
VERBATIM = 6
"""So many words in a row are the same thing said."""
MORE_EXACT = frozenset({"time", "number", "place", "scope", "polarity"})


def relate(contents: Sequence[Content], across: Sequence[Aligned]) -> tuple[Relation, ...]:
    """One relation for each pair; left is of the article that comes first."""
    return tuple(_relate(contents[p.left], contents[p.right], p) for p in across)


def _relate(left: Content, right: Content, pair: Aligned) -> Relation:
    pairing = Pairing(left, right, pair.match)
    findings: list[Finding] = []
    for find in (times, numbers, places, names, polarities, scopes, holders, wordings):
        findings += find(pairing)
    conflict = any(f.exclusive and _surely_same(pairing, pair, f.difference.about) for f in findings)
    if not conflict and pair.score >= WORDED and not any(f.difference.about == "wording" for f in findings):
        findings += islice(choices(pairing), MOST_WORDINGS)
    differences = tuple(f.difference for f in findings)
    kind: RelationKind = "agree"
    if conflict:
        kind = "conflict"
    elif not _says_the_same(pairing) or any(d.about in MORE_EXACT for d in differences):
        kind = "compatible"
    return Relation(left.statement.id, right.statement.id, kind, differences, round(pair.score, 3))


def _says_the_same(p: Pairing) -> bool:
    """Whether both say one thing of one thing: not only of the same things, and not one of them asking it."""
    left, right, match = p.left, p.right, p.match
    share = min(match.left, match.right)
    verbatim = share >= ADDS and longest_run(left.bare, right.bare)[2] >= VERBATIM
    if "question" in (left.statement.force, right.statement.force) and left.statement.force != right.statement.force:
        return False
    if verbatim:
        return True
    if left.statement.polarity != right.statement.polarity or different_subjects(p, left.root, right.root):
        return False
    few = min(len(left.words), len(right.words)) < FEW_WORDS
    return share >= (NEARLY_ALL if few else ADDS) and match.predicate >= SAME_PREDICATE


def _surely_same(p: Pairing, pair: Aligned, about: About) -> bool:
    match = p.match
    deed = about == "time" and any(same_deed(p, a, b) for a, b in same_heads(p))
    return (
        pair.sure >= (SURE_ACT if about == "polarity" else SURE)
        and min(match.left, match.right) >= (SHARED_DEED if deed or about == "polarity" else SHARED)
        and match.predicate >= SAME_ACT
        and p.left.statement.force in REAL
        and p.right.statement.force in REAL
    )
