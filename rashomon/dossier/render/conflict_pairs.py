"""Conflicts as two sentences side by side, with their differences marked and other articles of the same words named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from rashomon.dossier.render.differences import later_side
from rashomon.dossier.render.labels import shorten
from rashomon.dossier.render.relation_lines import Conflict, conflicts, together
from rashomon.dossier.render.text_segments import cut, sentence_around
from rashomon.dossier.render.view import ArticleView, ClaimView, View
from rashomon.dossier.render.word_differences import differing
from rashomon.types import Difference, RelationKind, Span, Statement

__all__ = ["Pair", "Side", "pairs"]

MOST_SHOWN = 900
"""Most code points shown of a sentence in conflict."""


@dataclass(frozen=True, slots=True)
class Side:
    """A statement in its sentence, and the other statements in the same words."""

    article: ArticleView
    statement: Statement
    pieces: tuple[tuple[str, str], ...]
    """The sentence as pairs of text and class: ``around`` the statement, ``differs``, ``varies`` or empty."""
    same: tuple[tuple[Statement, ...], ...]
    """The other statements in the same words, grouped by source and manner; those like this one come first."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A conflict with its two sides."""

    claim: ClaimView | None
    label: str
    differences: tuple[Difference, ...]
    also: tuple[Difference, ...]
    sides: tuple[Side, Side]
    kind: RelationKind
    confidence: str
    """How sure the conflict is; empty where that is not known."""
    reason: str
    later: ArticleView | None
    """Of an update, the article with the later state; None where the days do not tell."""


def pairs(view: View, kind: RelationKind = "conflict") -> tuple[Pair, ...]:
    """Return the conflicts, or the updates, in the dossier's order."""
    return tuple(_pair(view, c) for c in conflicts(view, kind))


def _pair(view: View, conflict: Conflict) -> Pair:
    left, right = conflict.left[0].text, conflict.right[0].text
    varying = differing(left, right)
    return Pair(
        conflict.claim,
        conflict.claim.claim.label if conflict.claim else left,
        conflict.main,
        conflict.also,
        (
            _side(view, conflict.left, [d.left.span for d in conflict.main], varying[0]),
            _side(view, conflict.right, [d.right.span for d in conflict.main], varying[1]),
        ),
        conflict.relation.kind,
        conflict.relation.confidence or "",
        conflict.relation.reason,
        later_side(view, conflict) if conflict.relation.kind == "update" else None,
    )


def _side(view: View, side: Sequence[Statement], differs: list[Span], varies: tuple[Span, ...]) -> Side:
    (statement, *alike), *others = together(view, side)
    same = (tuple(alike), *others) if alike else tuple(others)
    article = view.articles[statement.article]
    text, first, last = article.article.content, statement.spans[0][0], statement.spans[-1][1]
    if not text:
        return Side(article, statement, ((shorten(statement.text, 600), ""),), same)
    if len(statement.spans) > 1:  # offsets do not map to joined spans, so only the named differences are marked
        varies = ()
    layers = [(span, "own") for span in statement.spans]
    layers += [((first + s, first + e), "varies") for s, e in varies] + [(span, "differs") for span in differs]
    window = _window(sentence_around(text, (first, last)), min([s for s, _ in differs], default=first))
    pieces = ((_how(found), text[s:e]) for (s, e), found in cut(window, layers))
    joined = tuple(("".join(words for _, words in some), how) for how, some in groupby(pieces, key=itemgetter(0)))
    return Side(article, statement, joined, same)


def _window(span: Span, important: int) -> Span:
    """Return at most MOST_SHOWN code points of a sentence, around the important place."""
    start, end = span
    if end - start > MOST_SHOWN and start <= important < end:
        start = max(start, important - MOST_SHOWN // 3)
    return start, min(end, start + MOST_SHOWN)


def _how(found: tuple[str, ...]) -> str:
    return next((how for how in ("differs", "varies") if how in found), "" if found else "around")
