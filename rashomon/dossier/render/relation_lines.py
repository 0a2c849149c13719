"""Relations between statements, each shown once for the same words, however many articles carry them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from rashomon.dossier.render.labels import folded, manner, through
from rashomon.dossier.render.view import ClaimView, View
from rashomon.types import About, Difference, Relation, RelationKind, Statement

__all__ = ["Conflict", "RelationLine", "conflicts", "main_differences", "relation_lines", "together"]

MINOR: frozenset[About] = frozenset({"name", "wording", "holder"})
"""Differences that do not make a conflict by themselves."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two wordings that contradict each other, each with all statements of the claim in these words."""

    claim: ClaimView | None
    relation: Relation
    """The first of them, with the reason why it is called."""
    left: tuple[Statement, ...]
    """The statement that ``main`` refers to, then the others in order of the articles; ``right`` likewise."""
    right: tuple[Statement, ...]
    main: tuple[Difference, ...]
    """The differences in conflict, as spots of the first statement on either side."""
    also: tuple[Difference, ...]
    """All other differences between any two of them, the same words once."""


@dataclass(frozen=True, slots=True)
class RelationLine:
    """The relations of one statement to others in the same words; the statement is left in every difference."""

    kind: RelationKind
    others: tuple[Statement, ...]
    differences: tuple[Difference, ...]


def main_differences(relation: Relation) -> tuple[Difference, ...]:
    """Return the differences that make a conflict; all differences if none can, or if it is no conflict."""
    if relation.kind not in ("conflict", "update"):
        return relation.differences
    telling = [d for d in relation.differences if d.kind not in ("detail", "contrast")]
    return tuple(telling or (d for d in relation.differences if d.about not in MINOR)) or relation.differences


def conflicts(view: View, kind: RelationKind = "conflict") -> tuple[Conflict, ...]:
    """Return the conflicts, or the updates, in the dossier's order.

    Conflicts in the same words about the same thing are merged, in either direction: several articles with one wire
    text give one conflict. Words are the same if they differ only in case and white space and belong to one claim. Not
    all pairs of many statements are compared, so statements with the same words and meaning are added. If the same
    words contradict each other because of their context, each pair is a conflict of its own.
    """
    found: dict[Hashable, list[Relation]] = {}
    for relation in (r for r in view.dossier.relations if r.kind == kind):
        left, right = _sides(view, relation)
        same = found.setdefault(frozenset((left, right)) if left != right else (relation.left, relation.right), [])
        same.append(relation if not same or _sides(view, same[0])[0] == left else _turned(relation))
    return tuple(_conflict(view, same) for same in found.values())


def _sides(view: View, relation: Relation) -> tuple[Hashable, Hashable]:
    """Return a key for each side of a conflict: its claim, its words, and the words that differ."""
    about = main_differences(relation)
    return (
        _side(view, relation.left, relation.right, ((d.about, d.left.text) for d in about)),
        _side(view, relation.right, relation.left, ((d.about, d.right.text) for d in about)),
    )


def _side(view: View, statement: str, other: str, about: Iterable[tuple[About, str]]) -> Hashable:
    claim = view.claim_of(statement, other)
    words = folded(view.statements[statement].text)
    return claim and claim.number, words, frozenset((what, folded(text)) for what, text in about)


def _turned(relation: Relation) -> Relation:
    differences = tuple(replace(d, left=d.right, right=d.left) for d in relation.differences)
    return replace(relation, left=relation.right, right=relation.left, differences=differences)


def _conflict(view: View, same: list[Relation]) -> Conflict:
    also = {_difference(d): d for r in same for d in r.differences if d not in main_differences(r)}
    return Conflict(
        view.claim_of(same[0].left, same[0].right),
        same[0],
        *_carriers(view, same),
        main_differences(same[0]),
        tuple(also.values()),
    )


def _carriers(view: View, same: list[Relation]) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
    """Return all statements in the words of either side."""
    left = [view.statements[i] for i in dict.fromkeys(r.left for r in same)]
    right = [view.statements[i] for i in dict.fromkeys(r.right for r in same)]
    if folded(left[0].text) != folded(right[0].text):
        left, right = (side + _others(view, side) for side in (left, right))
    return _in_order(view, left), _in_order(view, right)


def _others(view: View, statements: Sequence[Statement]) -> list[Statement]:
    """Return the other statements of the claim with the same words and meaning."""
    known = {s.id for s in statements}
    return list({s.id: s for one in statements for s in view.alike[one.id] if s.id not in known}.values())


def _in_order(view: View, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    first, *others = statements
    return (first, *sorted(others, key=lambda s: view.numbers[s.id]))


def _difference(difference: Difference) -> tuple[About, str, str]:
    return difference.about, folded(difference.left.text), folded(difference.right.text)


def relation_lines(view: View, statement: Statement) -> tuple[RelationLine, ...]:
    """Return the relations of ``statement``, in the dossier's order; those to the same words are one line."""
    found: dict[Hashable, tuple[Relation, list[Statement]]] = {}
    for relation in view.relations.get(statement.id, ()):
        mine = relation if relation.left == statement.id else _turned(relation)
        claim, other = view.claim_of(mine.right, mine.left), view.statements[mine.right]
        key = (mine.kind, claim and claim.number, folded(other.text), *map(_difference, mine.differences))
        found.setdefault(key, (mine, []))[1].append(other)
    known = {s.id for _, others in found.values() for s in others} | {statement.id}
    return tuple(
        RelationLine(first.kind, (*some, *(s for s in _others(view, some) if s.id not in known)), first.differences)
        for first, some in found.values()
    )


def together(view: View, statements: Iterable[Statement]) -> tuple[tuple[Statement, ...], ...]:
    """Group statements with the same words, source and manner, in order of the first of each group."""
    found: dict[Hashable, list[Statement]] = {}
    for statement in statements:
        said = (folded(statement.text), through(statement, view.names), manner(statement))
        found.setdefault(said, []).append(statement)
    return tuple(map(tuple, found.values()))
