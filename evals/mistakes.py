"""The page of errors: every mistake in its sentence, with the gold and the prediction."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from rashomon.dossier.render.text_segments import cut, sentence_around

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rashomon.types import Span

__all__ = ["LONGEST", "MOST_OF_A_SORT", "Mistake", "Sort", "in_context", "render", "sorts"]

MOST_OF_A_SORT = 100
"""Most mistakes of one group and kind on a page; of more, an evenly spaced sample is shown."""

LONGEST = 1_500
"""Longest context, in code points."""

Piece = tuple[str, str]
"""A text and its class: "gold", "predicted", "gold predicted" or none."""


class Mistake(msgspec.Struct, frozen=True):
    """One error."""

    group: str
    """What it is about: a role, a corpus."""
    kind: str
    """In what way it is wrong: "missed", "invented" …"""
    where: str
    """Name of its row in the data."""
    context: tuple[Piece, ...]
    note: str = ""


class Sort(NamedTuple):
    """Mistakes of one group and kind: how many there are, and those that are shown."""

    group: str
    kind: str
    total: int
    shown: tuple[Mistake, ...]


def in_context(text: str, gold: Iterable[Span], predicted: Iterable[Span]) -> tuple[Piece, ...]:
    """Cut the sentences from the first span to the last into pieces; a longer context than LONGEST ends in "…"."""
    layers = [*((s, "gold") for s in gold), *((s, "predicted") for s in predicted)]
    hull = (min(s for (s, _), _ in layers), max(e for (_, e), _ in layers))
    start, end = sentence_around(text, hull)
    stop = min(end, start + LONGEST)
    pieces = [(text[a:b], " ".join(dict.fromkeys(of))) for (a, b), of in cut((start, stop), layers)]
    return tuple([*pieces, (" …", "")] if stop < end else pieces)


def sorts(mistakes: Iterable[Mistake]) -> list[Sort]:
    """Group the mistakes by group and kind, in order of first occurrence."""
    of: dict[tuple[str, str], list[Mistake]] = defaultdict(list)
    for mistake in mistakes:
        of[mistake.group, mistake.kind].append(mistake)
    return [Sort(group, kind, len(found), _spread(found)) for (group, kind), found in of.items()]


def _spread(found: Sequence[Mistake]) -> tuple[Mistake, ...]:
    """Return all, or MOST_OF_A_SORT of them, evenly spaced from the first on."""
    if len(found) <= MOST_OF_A_SORT:
        return tuple(found)
    return tuple(found[n * len(found) // MOST_OF_A_SORT] for n in range(MOST_OF_A_SORT))


def render(title: str, mistakes: Iterable[Mistake]) -> str:
    """Render one HTML page that can be filtered by group and kind: input is escaped; no request, no script."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("evals", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found = sorts(mistakes)
    return environment.get_template("mistakes.html").render(
        title=title,
        sorts=found,
        groups=list(dict.fromkeys(s.group for s in found)),
        kinds=list(dict.fromkeys(s.kind for s in found)),
        total=sum(s.total for s in found),
        shown=sum(len(s.shown) for s in found),
    )
