"""Task ``stages``: how often each stage and each rule of the annotation changes what is found, in articles.

For each that can be left out, per 1,000 statements

changed   statements with another chain or another factuality without it
lost      statements that are not found without it
gained    statements that are found only without it

`python -m evals chains --without NAME` tells what the chains of the labelled articles are without it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import msgspec

import rashomon
from evals.files import decode_rows
from evals.report import Report, Row
from evals.task import Task
from rashomon.annotation import pipeline
from rashomon.annotation.attribution.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rashomon.annotation.pipeline import Stage
    from rashomon.settings import Settings
    from rashomon.types import Article, Span, Understanding

__all__ = ["SWITCHES", "TASK"]

SWITCHES = (
    *("spans", "sources", "continued", "signed", "merged", "told", "certainty", "interviews"),
    *("rules", *RULES, "quotation_marks", "cue_beside", "goes_on"),
)
"""The stages and rules that can be left out, in the order of the pipeline."""
ONCE = frozenset({"paragraphs", "parse", "quotations", "entities", "times", "scenes"})
"""Stages that do not depend on any of these, and run once for an article."""
UNUSED = frozenset({"attributions", "words", "events"})
"""Stages that no statement depends on."""


class _Row(msgspec.Struct, frozen=True):
    id: str
    text: str
    title: str | None = None
    published: str | None = None


Counts = dict[str, Counter[str]]


def _load(data: Path) -> tuple[_Row, ...]:
    return tuple(decode_rows(data, _Row))


def _predict(rows: Sequence[_Row], settings: Settings) -> Counts:
    counts: Counts = {name: Counter() for name in SWITCHES}
    for row in rows:
        article = rashomon.from_text(
            row.text, name=row.id, title=row.title or None, published=row.published, settings=settings
        )
        _count(article, settings, counts)
    return counts


def _count(article: Article, settings: Settings, counts: Counts) -> None:
    stages = [_once(stage) for stage in pipeline.STAGES if stage.name not in UNUSED]
    whole = _statements(pipeline.understand(article, settings, stages=stages))
    for name in SWITCHES:
        less = _statements(pipeline.understand(article, settings, stages=stages, without={name}))
        counts[name]["changed"] += sum(whole[spans] != less[spans] for spans in whole.keys() & less.keys())
        counts[name]["lost"] += len(whole.keys() - less.keys())
        counts[name]["gained"] += len(less.keys() - whole.keys())
        counts[name]["statements"] += len(whole)


def _once(stage: Stage) -> Stage:
    """Return the stage, one of ONCE and the net with a memory of what it gave; it is asked for one article only."""
    if stage.name not in ONCE and stage.gives not in ("pending", "reading"):
        return stage
    kept: list[object] = []

    def run(*given: Any) -> object:
        if not kept:
            kept.append(stage.run(*given))
        return kept[0]

    return replace(stage, run=run)


def _statements(found: Understanding) -> dict[tuple[Span, ...], tuple[object, ...]]:
    return {s.spans: (s.chain, s.factuality) for s in found.statements}


def _score(_: Sequence[_Row], counts: Counts) -> Report:
    return Report(task=TASK.name, rows=tuple(_figures(counts)))


def _figures(counts: Counts) -> Iterator[Row]:
    for name, of in counts.items():
        for label in ("changed", "lost", "gained"):
            figure = round(1000 * of[label] / of["statements"], 2) if of["statements"] else None
            yield Row(block=name, label=label, figure=figure, counts=(of[label], of["statements"]))


TASK: Task[Sequence[_Row], Counts] = Task(
    name="stages",
    about="how often each stage and rule changes what is found",
    data="a JSONL of articles",
    load=_load,
    predict=_predict,
    score=_score,
)
