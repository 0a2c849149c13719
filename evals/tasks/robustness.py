"""Task ``robustness``: the invariants of every dossier, whatever the articles say. Needs stories, no labels."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

import rashomon
from evals.files import decode_rows
from evals.report import Report, Row, tally
from evals.scoring.integrity import problems
from evals.task import Task
from rashomon.types import Dossier, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from rashomon.settings import Settings
    from rashomon.types import Article

__all__ = ["TASK"]

TURNED = 3
"""How many stories are compared a second time, with their articles in reverse order."""


class StoryRow(msgspec.Struct, frozen=True):
    """One article of a stories file."""

    id: str
    text: str
    story: str
    published: str | None = None


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """The result for one story."""

    story: str
    dossier: Dossier | None = None
    error: str | None = None
    turned_same: bool | None = None
    """Whether the articles in reverse order gave the same bytes; None if that was not tried."""


Stories = dict[str, tuple[StoryRow, ...]]


def _called_conflicts(dossier: Dossier) -> list[Relation]:
    return [r for r in dossier.relations if r.kind == "conflict"]


def _load(data: Path) -> Stories:
    stories = defaultdict(list)
    for row in decode_rows(data, StoryRow):
        stories[row.story].append(row)
    return {name: tuple(rows) for name, rows in stories.items()}


def _predict(stories: Stories, settings: Settings) -> list[Outcome]:
    return [_outcome(name, rows, number < TURNED, settings) for number, (name, rows) in enumerate(stories.items())]


def _outcome(story: str, rows: Sequence[StoryRow], turn: bool, settings: Settings) -> Outcome:
    try:
        articles = [rashomon.from_text(r.text, name=r.id, published=r.published, settings=settings) for r in rows]
        dossier = rashomon.compare(articles, settings=settings)
        turned = _encoded(reversed(articles), settings) == msgspec.json.encode(dossier) if turn else None
    except Exception as error:  # a crash counts against its story alone
        return Outcome(story=story, error=f"{type(error).__name__}: {error}")
    return Outcome(story=story, dossier=dossier, turned_same=turned)


def _encoded(articles: Iterable[Article], settings: Settings) -> bytes:
    return msgspec.json.encode(rashomon.compare(articles, settings=settings))


def _score(_: Stories, outcomes: Sequence[Outcome]) -> Report:
    dossiers = {o.story: o.dossier for o in outcomes if o.dossier}
    found = {story: problems(d) for story, d in dossiers.items()}
    rows = [
        *tally("without error", ((o.error is None, f"{o.story} {o.error}") for o in outcomes)),
        *tally("sound", ((not ps, f"{story} {len(ps)}, first: {ps[:1]}") for story, ps in found.items())),
        *tally("same in reverse", ((o.turned_same, o.story) for o in outcomes if o.turned_same is not None)),
        *_counts(dossiers.values()),
    ]
    notes = [f"{s}: {p}" for s, ps in found.items() for p in ps]
    return Report(task=TASK.name, rows=tuple(rows), notes=tuple(notes))


def _counts(dossiers: Iterable[Dossier]) -> Iterator[Row]:
    """Count what all dossiers contain, to notice a stage that finds nothing or far too much."""
    every = list(dossiers)
    shared = [articles for d in every for articles in _articles_by_claim(d) if len(articles) > 1]
    for label, number in {
        "statements": sum(len(d.statements) for d in every),
        "claims": sum(len(d.claims) for d in every),
        "shared claims": len(shared),
        "relations": sum(len(d.relations) for d in every),
        "conflicts": sum(len(_called_conflicts(d)) for d in every),
        "articles left out": sum(len(d.failures) for d in every),
    }.items():
        yield Row(label=label, figure=number)


def _articles_by_claim(dossier: Dossier) -> list[set[str | None]]:
    article_of = {s.id: s.article for s in dossier.statements}
    return [{article_of.get(s) for s in c.statements} for c in dossier.claims]


TASK: Task[Stories, list[Outcome]] = Task(
    name="robustness",
    about="every story gives a sound dossier, the same in any order",
    data="a JSONL of stories",
    load=_load,
    predict=_predict,
    score=_score,
)
