"""Statements that stand in words which articles have from each other: they were written once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations

from rashomon.comparison.propositions import Content
from rashomon.types import Copy, Evidence, Reason, Span, overlap
from rashomon.types.ids import ArticleId

__all__ = ["Copies", "copied_pairs", "copied_reason"]

COVERED = 0.8
"""Share of a statement's characters that lie in a copied passage; the rest may have been edited."""


Copies = Mapping[tuple[ArticleId, ArticleId], Copy]
"""The copies of a story by the ids of the left and the right article."""


def copied_pairs(members: Sequence[Content], copies: Copies) -> Iterator[tuple[int, int, Copy]]:
    """The pairs of ``members`` that both stand in one passage which their articles share, by number.

    A passage that both quote makes none: they may have it from its speaker.
    """
    of: dict[ArticleId, list[int]] = defaultdict(list)
    for number, content in enumerate(members):
        of[content.statement.article].append(number)
    for left, right in permutations(of, 2):
        copy = copies.get((left, right))
        if copy is None:
            continue
        for one in of[left]:
            for other in of[right]:
                if _share_a_passage(members[one], members[other], copy):
                    yield one, other, copy


def _share_a_passage(one: Content, other: Content, copy: Copy) -> bool:
    return any(not p.quoted and _inside(one, p.left) and _inside(other, p.right) for p in copy.shared)


def _inside(content: Content, passage: Span) -> bool:
    spans = content.statement.spans
    return sum(overlap(span, passage) for span in spans) >= COVERED * sum(end - start for start, end in spans)


def copied_reason(contents: Sequence[Content], copies: Sequence[Copy]) -> Reason:
    """Why statements that ``copies`` join go back to one text, and whose it is where that shows."""
    labels: dict[str, str] = {c.statement.article: c.reading.understanding.article.label for c in contents}
    *most, last = labels.values()
    text = f"the same words stand in {', '.join(most)} and {last}"
    first = _first(list(labels), copies)
    if first is not None:
        text += f"; {labels[first]} had them first"
    evidence: dict[str, Evidence] = {
        c.statement.article: Evidence(
            c.statement.article, *c.statement.spans[0], c.reading.text[slice(*c.statement.spans[0])]
        )
        for c in reversed(contents)
    }
    signs = () if first is None else (e for copy in copies for r in copy.reasons for e in r.evidence)
    return Reason(text, tuple(dict.fromkeys((*(evidence[a] for a in labels), *signs))))


def _first(articles: Sequence[str], copies: Sequence[Copy]) -> str | None:
    """The article that all others have it from, or had it after."""
    later: dict[str, set[str]] = defaultdict(set)
    for copy in copies:
        if copy.earlier is not None:
            later[copy.earlier].add(copy.right if copy.earlier == copy.left else copy.left)
    return next((a for a in articles if later[a] >= set(articles) - {a}), None)
