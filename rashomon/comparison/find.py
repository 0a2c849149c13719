"""A claim that somebody asks about, held against every statement of the articles."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.comparison.alignment import ALIGNED, Aligned, Aligner
from rashomon.comparison.entity_linking import link
from rashomon.comparison.propositions import Content, contents
from rashomon.comparison.relations import relate
from rashomon.types import Found, Hit, Understanding

__all__ = ["find"]

MOST_NEAREST = 5
NEAR = 0.1
"""Probability under which a statement is not shown as the nearest."""


def find(claim: str, asked: Understanding, understandings: Sequence[Understanding]) -> Found:
    """Return what the articles have of a claim; ``asked`` is the claim, understood as an article of one sentence.

    A statement counts once, for the statement of the claim that it comes nearest to.
    """
    linked = link((asked, *understandings))
    parts = contents(linked.understandings)
    best: dict[int, Aligned] = {}
    for pair in sorted(scored(parts, len(asked.statements)), key=lambda p: -p.score):
        best.setdefault(pair.right, pair)
    pairs = [p for p in best.values() if p.score >= NEAR]
    hits = [Hit(parts[p.right].statement, r) for p, r in zip(pairs, relate(parts, pairs), strict=True)]
    otherwise = [h for h in hits if h.relation.kind in ("conflict", "update")]
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


def scored(parts: Sequence[Content], asked: int) -> tuple[Aligned, ...]:
    """Return each of the first contents, which are ``asked``, with each of the others, and how alike they are."""
    aligner = Aligner(parts)
    return tuple(aligner.score(i, j) for i in range(asked) for j in range(asked, len(parts)))
