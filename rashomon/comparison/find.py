"""A claim that somebody asks about, held against every statement of the articles."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from rashomon.comparison.alignment import ALIGNED, Aligned, Aligner
from rashomon.comparison.clustering import confidence
from rashomon.comparison.entity_linking import link
from rashomon.comparison.figures import number_relations
from rashomon.comparison.propositions import Content, contents
from rashomon.comparison.relations import relate
from rashomon.encoder.aligner import load
from rashomon.types import Found, Hit, Relation, Statement, Understanding

__all__ = ["find"]

OTHERWISE = ("conflict", "update")
"""Relations to the claim of what says otherwise."""
MOST_NEAREST = 5
NEAR = 0.1
"""Probability under which a statement is not shown as the nearest."""
MOST_READ = 200
"""Statements that each statement of the claim is read with: the nearest ones by their vectors."""


def find(
    claim: str, asked: Understanding, understandings: Sequence[Understanding], aligner: Path | None = None
) -> Found:
    """Return what the articles have of a claim; ``asked`` is the claim, understood as an article of one sentence.

    A statement counts once, for the statement of the claim that it comes nearest to. ``aligner`` is the file of
    another pair net than this package's.
    """
    linked = link((asked, *understandings))
    parts = contents(linked.understandings)
    own = {s.id for s in linked.understandings[0].statements}
    said = {c.statement.id: c.statement for c in parts if c.statement.id not in own}
    pairs = [p for p in scored(parts, len(own), aligner) if p.score >= NEAR]
    asked_of = {s.id: s for s in linked.understandings[0].statements}
    best: dict[str, Hit] = {}
    relations = [
        _turned(r, asked_of.get(r.left), said.get(r.right))
        for r in number_relations(relate(parts, pairs), parts, pairs)
    ]
    for relation in sorted(relations, key=lambda r: (r.kind not in OTHERWISE, -r.score)):
        if relation.left in own and relation.right in said:
            best.setdefault(relation.right, Hit(said[relation.right], _graded(relation)))
    hits = sorted(best.values(), key=lambda h: -h.relation.score)
    otherwise = [h for h in hits if h.relation.kind in OTHERWISE]
    reported = [h for h in hits if h not in otherwise and h.relation.score >= ALIGNED]
    told = {h.statement.article for h in (*reported, *otherwise)}
    return Found(
        claim=claim,
        statements=linked.understandings[0].statements,
        articles=tuple(u.article for u in understandings),
        entities=linked.entities,
        reported=tuple(reported),
        otherwise=tuple(otherwise),
        nearest=tuple(h for h in hits if h not in reported and h not in otherwise)[:MOST_NEAREST],
        not_found_in=tuple(u.article.id for u in understandings if u.article.id not in told),
    )


def scored(parts: Sequence[Content], asked: int, file: Path | None = None) -> tuple[Aligned, ...]:
    """Return the first contents, which are ``asked``, each with those of the others that are near, and how alike."""
    import numpy as np

    aligner = Aligner(parts, load(file))
    near = (np.argsort(-(aligner.vectors[asked:] @ aligner.vectors[i]), kind="stable") for i in range(asked))
    pairs = [(i, asked + j) for i, order in enumerate(near) for j in order[:MOST_READ].tolist()]
    aligner.read(pairs)
    return tuple(aligner.aligned(i, j) for i, j in pairs)


def _turned(relation: Relation, asked: Statement | None, told: Statement | None) -> Relation:
    """Return a relation as one to check where one of two statements that seem to tell the same is denied.

    What denies a claim must never be listed as a report of it.
    """
    if asked is None or told is None or relation.kind in OTHERWISE or relation.score < ALIGNED:
        return relation
    if _denies(asked) == _denies(told):
        return relation
    why = "one affirms what the other denies, if both speak of the same"
    return replace(relation, kind="conflict", confidence="check", reason=why)


def _denies(statement: Statement) -> bool:
    return statement.polarity == "negated" or statement.force == "denial"


def _graded(relation: Relation) -> Relation:
    """Return a relation with the grade of its score, unless it has one for what differs."""
    return relation if relation.confidence else replace(relation, confidence=confidence(relation.score))
