"""Score attributions: spans and links, counted article by article.

Each article adds a (numerator, denominator) to each figure; a figure is the sum of the former over that of the latter.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal

import msgspec

from evals.report import Row
from evals.scoring.intervals import share
from evals.scoring.quoting import KINDS, kind_of
from rashomon.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["ROLES", "Attribution", "Role", "counts", "covered", "figures", "pieces_of", "same_link"]

Role = Literal["source", "cue", "content"]
ROLES: tuple[Role, ...] = ("source", "cue", "content")

Key = tuple[str, str]
"""Block and label of a row."""
Counts = dict[Key, tuple[int, int]]

SPANS = ("F1", "precision", "recall")
LINKING = ("cue found", "exact", "overlap", "exact precision", "overlap precision")
BY_KIND = ("contents", "linking exact", "linking overlap")
SOURCE_RIGHT = ("source right", "source right by overlap")
KEYS: tuple[Key, ...] = (
    *((role, label) for role in ROLES for label in SPANS),
    *(("linking", label) for label in LINKING),
    *((kind, label) for kind in KINDS for label in (*BY_KIND, *(SOURCE_RIGHT if kind == "direct" else ()))),
)


class Attribution(msgspec.Struct, frozen=True):
    """Who says what: the pieces of each role, in code points of the text; empty if it is not expressed."""

    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()

    def role(self, role: Role) -> tuple[Span, ...]:
        return {"source": self.source, "cue": self.cue, "content": self.content}[role]


def figures(articles: Iterable[Counts]) -> Iterator[Row]:
    """Return a row for every figure with a denominator, with an interval that resamples articles."""
    every = list(articles)
    for block, label in KEYS:
        parts = [article.get((block, label), (0, 0)) for article in every]
        if (measured := share(parts)) is not None:
            top, bottom = (sum(column) for column in zip(*parts, strict=True))
            counted = None if label == "F1" else (top, bottom)
            yield Row(block=block, label=label, figure=measured[0], interval=measured[1], counts=counted)


def counts(text: str, gold: Sequence[Attribution], predicted: Sequence[Attribution]) -> Counts:
    """Count what one article adds to every figure."""
    out: defaultdict[Key, tuple[int, int]] = defaultdict(lambda: (0, 0))

    def check(block: str, label: str, right: bool) -> None:
        top, bottom = out[block, label]
        out[block, label] = (top + right, bottom + 1)

    for role in ROLES:
        there, found = pieces_of(gold, role), pieces_of(predicted, role)
        both = len(there & found)
        out[role, "F1"] = (2 * both, len(there) + len(found))
        out[role, "precision"] = (both, len(found))
        out[role, "recall"] = (both, len(there))
    for p in predicted:
        check("linking", "exact precision", any(same_link(g, p) for g in gold))
        check("linking", "overlap precision", any(_near_link(g, p) for g in gold))
    of_kind: defaultdict[str, list[Attribution]] = defaultdict(list)
    for g in gold:
        kind = kind_of(text[s:e] for s, e in sorted(g.content))
        of_kind[kind].append(g)
        exact, near = any(same_link(g, p) for p in predicted), any(_near_link(g, p) for p in predicted)
        if g.cue:
            check("linking", "cue found", any(covered(g.cue, p.cue) for p in predicted))
        check("linking", "exact", exact)
        check("linking", "overlap", near)
        check(kind, "linking exact", exact)
        check(kind, "linking overlap", near)
        if kind == "direct" and g.source:
            beside = [p for p in predicted if covered(g.content, p.content)]
            check(kind, "source right", any(set(p.source) == set(g.source) for p in beside))
            check(kind, "source right by overlap", any(covered(p.source, g.source) for p in beside))
    contents = pieces_of(predicted, "content")
    for block, some in of_kind.items():
        there = pieces_of(some, "content")
        out[block, "contents"] = (len(there & contents), len(there))
    return dict(out)


def pieces_of(attributions: Iterable[Attribution], role: Role) -> set[Span]:
    """Return every piece of one role; pieces that several attributions share count once."""
    return {piece for a in attributions for piece in a.role(role)}


def same_link(one: Attribution, other: Attribution) -> bool:
    """Tell whether two attributions have the same cue and the same source."""
    return set(one.cue) == set(other.cue) and set(one.source) == set(other.source)


def _near_link(one: Attribution, other: Attribution) -> bool:
    """Tell whether cues overlap or are both empty, and sources too."""
    pairs = ((one.cue, other.cue), (one.source, other.source))
    return all(covered(a, b) or not (a or b) for a, b in pairs)


def covered(some: Iterable[Span], others: Sequence[Span]) -> bool:
    """Tell whether one of ``some`` overlaps one of ``others``."""
    return any(a < d and c < b for a, b in some for c, d in others)
