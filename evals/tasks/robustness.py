"""Task ``robustness``: what must hold of every dossier, whatever the articles say. Needs stories, no labels."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

import rashomon
from evals.files import decode_rows
from evals.report import Report, Row, tally
from evals.scoring.integrity import problems
from evals.task import Task
from rashomon.types import Difference, Dossier, Relation, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from rashomon.settings import Settings
    from rashomon.types import Article

__all__ = ["TASK", "Conflict", "conflicts"]

TURNED = 3
"""How many stories are compared a second time with their articles in reverse."""


class StoryRow(msgspec.Struct, frozen=True):
    """One article of a stories file."""

    id: str
    text: str
    story: str
    published: str | None = None


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one story."""

    story: str
    dossier: Dossier | None = None
    error: str | None = None
    turned_same: bool | None = None
    """Whether the articles in reverse gave the same bytes; None where that was not tried."""


class Conflict(msgspec.Struct, frozen=True):
    """Two statements called conflicting, for a person to judge."""

    left: str
    """The line of the article that the statement stands in, its words in ⟦ ⟧."""
    right: str
    differences: tuple[Difference, ...]
    score: float


Stories = dict[str, tuple[StoryRow, ...]]


def conflicts(dossier: Dossier) -> list[Conflict]:
    """Every conflict of a dossier that has its texts, with the lines that the two statements stand in."""
    statements = {s.id: s for s in dossier.statements}
    texts = {a.id: a.content for a in dossier.articles}

    def line(relation_end: str) -> str:
        statement = statements[relation_end]
        return _in_its_line(texts[statement.article], statement)

    return [Conflict(line(r.left), line(r.right), r.differences, r.score) for r in _called_conflicts(dossier)]


def _called_conflicts(dossier: Dossier) -> list[Relation]:
    return [r for r in dossier.relations if r.kind == "conflict"]


def _in_its_line(text: str, statement: Statement) -> str:
    start = text.rfind("\n", 0, statement.spans[0][0]) + 1
    end = text.find("\n", statement.spans[-1][1])
    pieces, at = [], start
    for s, e in statement.spans:
        pieces += [text[at:s], "⟦", text[s:e], "⟧"]
        at = e
    return "".join([*pieces, text[at : end if end >= 0 else len(text)]]).strip()


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
    except Exception as error:  # any crash is a finding about its story and must not hide the other stories'
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
    """How much there is, in all dossiers together: to notice a stage that falls silent or runs wild."""
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
    about="every story gives a dossier that keeps its promises, the same in any order",
    data="a JSONL of stories",
    load=_load,
    predict=_predict,
    score=_score,
)
