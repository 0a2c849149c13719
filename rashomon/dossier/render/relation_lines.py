"""How statements stand to each other, each thing once: for the same words, however many articles carry them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from rashomon.dossier.render.labels import folded, manner, through
from rashomon.dossier.render.view import ClaimView, View
from rashomon.types import About, Difference, Relation, RelationKind, Statement

__all__ = ["Conflict", "RelationLine", "conflicts", "main_differences", "relation_lines", "together"]

MINOR: frozenset[About] = frozenset({"name", "wording", "holder"})
"""What two statements may differ in and still both be so."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two wordings that cannot both be so, each with every statement of the claim that has these words."""

    claim: ClaimView | None
    left: tuple[Statement, ...]
    """First the one that ``main`` has its places in, then the others in order of the articles; so ``right``."""
    right: tuple[Statement, ...]
    main: tuple[Difference, ...]
    """What they conflict on, as it stands in the first of either side."""
    also: tuple[Difference, ...]
    """What else any two of them differ in, the same words once."""


@dataclass(frozen=True, slots=True)
class RelationLine:
    """How one statement stands to others of the same words, seen from it: it is on the left of every difference."""

    kind: RelationKind
    others: tuple[Statement, ...]
    differences: tuple[Difference, ...]


def main_differences(relation: Relation) -> tuple[Difference, ...]:
    """What a conflict is about; every difference where none can be a conflict by itself, or where there is none."""
    if relation.kind != "conflict":
        return relation.differences
    return tuple(d for d in relation.differences if d.about not in MINOR) or relation.differences


def conflicts(view: View) -> tuple[Conflict, ...]:
    """What the articles contradict each other on, in the dossier's order.

    Conflicts of the same words on the same thing are one, whichever side they stand on: those that several articles
    have from one wire text are told once. Words are the same but for case and white space, and of one claim. Of many
    statements not every two are held against each other: one of the same words and meaning is named with them all the
    same. Where the same words contradict each other, by what they rest on elsewhere, each such pair is one conflict.
    """
    found: dict[Hashable, list[Relation]] = {}
    for relation in (r for r in view.dossier.relations if r.kind == "conflict"):
        left, right = _sides(view, relation)
        same = found.setdefault(frozenset((left, right)) if left != right else (relation.left, relation.right), [])
        same.append(relation if not same or _sides(view, same[0])[0] == left else _turned(relation))
    return tuple(_conflict(view, same) for same in found.values())


def _sides(view: View, relation: Relation) -> tuple[Hashable, Hashable]:
    """What tells either side of a conflict from others: its claim, its words, and those of them that it is about."""
    about = main_differences(relation)
    return (
        _side(view, relation.left, ((d.about, d.left.text) for d in about)),
        _side(view, relation.right, ((d.about, d.right.text) for d in about)),
    )


def _side(view: View, statement: str, about: Iterable[tuple[About, str]]) -> Hashable:
    claim = view.claim_of.get(statement)
    words = folded(view.statements[statement].text)
    return claim and claim.number, words, frozenset((what, folded(text)) for what, text in about)


def _turned(relation: Relation) -> Relation:
    differences = tuple(replace(d, left=d.right, right=d.left) for d in relation.differences)
    return replace(relation, left=relation.right, right=relation.left, differences=differences)


def _conflict(view: View, same: list[Relation]) -> Conflict:
    also = {_difference(d): d for r in same for d in r.differences if d not in main_differences(r)}
    return Conflict(
        view.claim_of.get(same[0].left),
        *_carriers(view, same),
        main_differences(same[0]),
        tuple(also.values()),
    )


def _carriers(view: View, same: list[Relation]) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
    """All that have the words of either side."""
    left = [view.statements[i] for i in dict.fromkeys(r.left for r in same)]
    right = [view.statements[i] for i in dict.fromkeys(r.right for r in same)]
    if folded(left[0].text) != folded(right[0].text):
        left, right = (side + _others(view, side) for side in (left, right))
    return _in_order(view, left), _in_order(view, right)


def _others(view: View, statements: Sequence[Statement]) -> list[Statement]:
    """What else of the claim is said in the same words and meant so."""
    known = {s.id for s in statements}
    return list({s.id: s for one in statements for s in view.alike[one.id] if s.id not in known}.values())


def _in_order(view: View, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    first, *others = statements
    return (first, *sorted(others, key=lambda s: view.numbers[s.id]))


def _difference(difference: Difference) -> tuple[About, str, str]:
    return difference.about, folded(difference.left.text), folded(difference.right.text)


def relation_lines(view: View, statement: Statement) -> tuple[RelationLine, ...]:
    """How ``statement`` stands to others, in the dossier's order; those of the same words in one line."""
    found: dict[Hashable, tuple[Relation, list[Statement]]] = {}
    for relation in view.relations.get(statement.id, ()):
        mine = relation if relation.left == statement.id else _turned(relation)
        claim, other = view.claim_of.get(mine.right), view.statements[mine.right]
        key = (mine.kind, claim and claim.number, folded(other.text), *map(_difference, mine.differences))
        found.setdefault(key, (mine, []))[1].append(other)
    known = {s.id for _, others in found.values() for s in others} | {statement.id}
    return tuple(
        RelationLine(first.kind, (*some, *(s for s in _others(view, some) if s.id not in known)), first.differences)
        for first, some in found.values()
    )


def together(view: View, statements: Iterable[Statement]) -> tuple[tuple[Statement, ...], ...]:
    """``statements`` in the same words, said by the same and in the same manner, as one; each where its first is."""
    found: dict[Hashable, list[Statement]] = {}
    for statement in statements:
        said = (folded(statement.text), through(statement, view.names), manner(statement))
        found.setdefault(said, []).append(statement)
    return tuple(map(tuple, found.values()))
