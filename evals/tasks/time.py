"""Task ``time``: time expressions found in articles, and their TIMEX3 types and values.

strict    F1 of expressions with exactly the labelled span
relaxed   F1 of expressions that overlap a labelled one by a character, matched one to one from left to right
value     F1 of relaxed matches whose value is equal too
type      F1 of relaxed matches whose type is equal too

As in TempEval-3 (UzZaman et al. 2013). Intervals resample articles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import msgspec

from evals.files import decode_rows
from evals.mistakes import Mistake, in_context
from evals.report import Report, Row
from evals.scoring.intervals import share
from evals.task import Task
from rashomon.annotation.parsing import parse
from rashomon.annotation.temporal import times
from rashomon.errors import UnreadableInput
from rashomon.types import Article, Passage, Span
from rashomon.types.ids import ArticleId

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from rashomon.settings import Settings

__all__ = ["TASK"]


class _Time(msgspec.Struct, frozen=True, order=True):
    span: Span
    type: str
    value: str | None = None


class _Predicted(msgspec.Struct, frozen=True):
    id: str
    times: tuple[_Time, ...]


class _Row(msgspec.Struct, frozen=True):
    id: str
    text: str
    times: tuple[_Time, ...]
    published: str | None = None


AnyRow = TypeVar("AnyRow", _Row, _Predicted)
Gold = tuple[_Row, ...]
Predictions = dict[str, tuple[_Time, ...]]
"""By the row's id."""


def _load(data: Path) -> Gold:
    rows = _by_id(data, decode_rows(data, _Row))
    for row in rows.values():
        _check(data, row, row.times)
    return tuple(rows.values())


def _decode(predictions: Path, gold: Gold) -> Predictions:
    given = _by_id(predictions, decode_rows(predictions, _Predicted))
    for row in gold:
        if row.id not in given:
            raise UnreadableInput(str(predictions), f"lacks the row {row.id} of the data")
        _check(predictions, row, given[row.id].times)
    return {row.id: given[row.id].times for row in gold}


def _by_id(source: Path, rows: Iterable[AnyRow]) -> dict[str, AnyRow]:
    out: dict[str, AnyRow] = {}
    for row in rows:
        if out.setdefault(row.id, row) is not row:
            raise UnreadableInput(str(source), f"has the row {row.id} twice")
    return out


def _check(source: Path, row: _Row, found: Iterable[_Time]) -> None:
    for time in found:
        if not 0 <= time.span[0] < time.span[1] <= len(row.text):
            problem = f"row {row.id}: {list(time.span)} is empty or outside the text of {len(row.text)} characters"
            raise UnreadableInput(str(source), problem)


def _predict(gold: Gold, settings: Settings) -> Predictions:
    return {row.id: tuple(_times(row, settings)) for row in gold}


def _times(row: _Row, settings: Settings) -> Iterator[_Time]:
    """Read the whole text as story: the labels cover datelines too."""
    passages = (Passage(0, len(row.text), "body"),)
    article = Article(id=ArticleId(row.id), text=row.text, text_sha256="", bytes_sha256="", passages=passages)
    document = parse(article, settings.spacy_model, fast=settings.fast_parser)
    for time in times(document, row.published):
        yield _Time((time.when.start, time.when.end), time.kind, time.when.value)


def _matched(gold: Iterable[_Time], predicted: Iterable[_Time]) -> Iterator[tuple[_Time | None, _Time | None]]:
    """Yield pairs of overlapping expressions, and each expression that is left over beside None."""
    rest = sorted(predicted, key=lambda t: t.span)
    for one in sorted(gold, key=lambda t: t.span):
        other = next((t for t in rest if t.span[0] < one.span[1] and one.span[0] < t.span[1]), None)
        if other is not None:
            rest.remove(other)
        yield one, other
    yield from ((None, other) for other in rest)


def _score(gold: Gold, predicted: Predictions) -> Report:
    return Report(task=TASK.name, rows=tuple(_figures(gold, predicted)))


def _figures(gold: Gold, predicted: Predictions) -> Iterator[Row]:
    right = [_right(row.times, predicted[row.id]) for row in gold]
    sizes = [len(row.times) + len(predicted[row.id]) for row in gold]
    for label in ("strict", "relaxed", "value", "type"):
        figure, interval = share((2 * r[label], n) for r, n in zip(right, sizes, strict=True)) or (None, None)
        yield Row(label=label, figure=figure, interval=interval)


def _right(gold: Iterable[_Time], predicted: Iterable[_Time]) -> dict[str, int]:
    """Count what is right of one article, by figure."""
    gold, predicted = tuple(gold), tuple(predicted)
    pairs = [(a, b) for a, b in _matched(gold, predicted) if a is not None and b is not None]
    return {
        "strict": len({t.span for t in gold} & {t.span for t in predicted}),
        "relaxed": len(pairs),
        "value": sum(a.value == b.value for a, b in pairs),
        "type": sum(a.type == b.type for a, b in pairs),
    }


def _mistakes(gold: Gold, predicted: Predictions) -> Iterator[Mistake]:
    for row in gold:
        for one, other in _matched(row.times, predicted[row.id]):
            given = [t.span for t in (other,) if t is not None]
            wanted = [t.span for t in (one,) if t is not None]
            context = in_context(row.text, wanted, given)
            if one is None or other is None:
                kind = "invented" if one is None else "missed"
                yield Mistake("expression", kind, row.id, context)
            elif one.value != other.value:
                note = f"value {one.value}, predicted {other.value}"
                yield Mistake("value", "wrong", row.id, context, note)


TASK: Task[Gold, Predictions] = Task(
    name="time",
    about="time expressions and their TIMEX3 values",
    data="a JSONL of articles with their time expressions",
    load=_load,
    predict=_predict,
    decode=_decode,
    score=_score,
    mistakes=_mistakes,
)
