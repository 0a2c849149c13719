"""Task ``certainty``: how sure the author of a text is that an event in it happened, -3 to 3.

The product reads each text as it reads an article's: the prediction is the factuality of the statement whose predicate
the event is, or that of the event's word. Each corpus has its own figures; they are never pooled, because the corpora
are annotated differently.

MAE   mean distance of the prediction from the label: the smaller, the better
r     Pearson correlation of prediction and label, 0 where one of them is constant

Intervals resample rows.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Annotated

import msgspec

import rashomon
from evals.files import decode_rows
from evals.mistakes import Mistake, in_context
from evals.report import Report, Row
from evals.scoring.intervals import correlation, share
from evals.task import Task
from rashomon.errors import UnreadableInput
from rashomon.types import Article, Passage, Span
from rashomon.types.ids import ArticleId

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from rashomon.settings import Settings

__all__ = ["TASK"]

FAR = 1.0
"""Least distance from the label at which a prediction is shown as a mistake."""

Label = Annotated[float, msgspec.Meta(ge=-3, le=3)]


class _Row(msgspec.Struct, frozen=True):
    corpus: str
    text: str
    span: Span
    label: Label


class _Predicted(msgspec.Struct, frozen=True):
    label: Label
    text: str | None = None


Gold = tuple[_Row, ...]


def _load(data: Path) -> Gold:
    rows = tuple(decode_rows(data, _Row))
    for number, row in enumerate(rows, 1):
        if not 0 <= row.span[0] < row.span[1] <= len(row.text):
            problem = f"row {number}: {list(row.span)} is empty or outside the text of {len(row.text)} characters"
            raise UnreadableInput(str(data), problem)
    return rows


def _decode(predictions: Path, gold: Gold) -> list[float]:
    given = decode_rows(predictions, _Predicted)
    if len(given) != len(gold):
        raise UnreadableInput(str(predictions), f"has {len(given)} rows, and the data {len(gold)}")
    for number, (row, told) in enumerate(zip(gold, given, strict=True), 1):
        if told.text not in (None, row.text):
            raise UnreadableInput(str(predictions), f"row {number} is about another text than that of the data")
    return [told.label for told in given]


def _predict(gold: Gold, settings: Settings) -> list[float]:
    sure = {text: _factualities(text, settings) for text in dict.fromkeys(row.text for row in gold)}
    return [_at(sure[row.text], row.span) for row in gold]


def _factualities(text: str, settings: Settings) -> list[tuple[Span, float]]:
    """Return the factuality of each word that the product takes for an event; of a statement's predicate, its own.

    The text is taken whole, as one paragraph of a story.
    """
    digest = sha256(text.encode()).hexdigest()
    passages = (Passage(0, len(text), "body"),)
    article = Article(id=ArticleId(digest[:16]), text=text, text_sha256=digest, bytes_sha256=digest, passages=passages)
    understood = rashomon.understand(article, settings)
    return [((w.start, w.end), w.factuality) for w in understood.tokens if w.factuality is not None]


def _at(words: Iterable[tuple[Span, float]], event: Span) -> float:
    """Return the factuality of the first of the words of an event; 0, unknown, if it has none."""
    return next((sure for (start, end), sure in words if start < event[1] and event[0] < end), 0.0)


def _score(gold: Gold, predicted: Sequence[float]) -> Report:
    return Report(task=TASK.name, rows=tuple(_figures(gold, predicted)))


def _figures(gold: Gold, predicted: Sequence[float]) -> Iterator[Row]:
    for corpus in dict.fromkeys(row.corpus for row in gold):
        pairs = [(given, row.label) for row, given in zip(gold, predicted, strict=True) if row.corpus == corpus]
        error = share((abs(given - label), 1) for given, label in pairs)
        assert error is not None  # every corpus has a row
        r, interval = correlation(*zip(*pairs, strict=True))
        yield Row(block=corpus, label="MAE", figure=error[0], interval=error[1])
        yield Row(block=corpus, label="r", figure=r, interval=interval)


def _mistakes(gold: Gold, predicted: Sequence[float]) -> Iterator[Mistake]:
    """List the mistakes, the largest distance first."""
    far = [
        (abs(given - row.label), number)
        for number, (row, given) in enumerate(zip(gold, predicted, strict=True))
        if abs(given - row.label) >= FAR
    ]
    for _, number in sorted(far, key=lambda f: (-f[0], f[1])):
        row, given = gold[number], predicted[number]
        note = f"label {row.label:g}, predicted {given:g}"
        context = in_context(row.text, [row.span], [])
        yield Mistake(row.corpus, _kind(row.label, given), f"row {number + 1}", context, note)


def _kind(label: float, given: float) -> str:
    if label * given < 0:
        return "turned round"
    return "too sure" if abs(given) > abs(label) else "too unsure"


TASK: Task[Gold, Sequence[float]] = Task(
    name="certainty",
    about="how sure an author is that an event happened",
    data="a JSONL of texts, each with the span of an event and its label",
    load=_load,
    predict=_predict,
    decode=_decode,
    score=_score,
    mistakes=_mistakes,
)
