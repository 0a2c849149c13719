"""Task ``claims``: whole stories, against the statements, links, differences and chains that readers wrote down.

The figures are explained in `evals.scoring.claims`. A story that raises is named and counts as one of which nothing was
found. A net that was trained on these stories is scored fold by fold, on the fold that it was not trained on: with a
net that has seen them all the figures measure memory.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

import rashomon
from evals.files import decode_rows
from evals.gold.claims import Story, read_stories
from evals.report import Report, Row
from evals.scoring.claims import Compared, check, compared, count, figures
from evals.task import Task
from rashomon.errors import UnreadableInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from rashomon.settings import Settings

__all__ = ["TASK", "task"]


class _Outcome(msgspec.Struct, frozen=True):
    """The result for one story; nothing was found if there is an error."""

    dossier: Compared = Compared()
    error: str | None = None


class _Predicted(msgspec.Struct, frozen=True):
    """A row of predictions: a dossier as ``rashomon compare --json`` writes it."""

    story: str
    dossier: Compared


Stories = tuple[Story, ...]


def task(
    articles: Iterable[Path] = (), fold: int | None = None, stories: int | None = None, *, each: bool = False
) -> Task[Stories, Sequence[_Outcome]]:
    """The task on one fold or on the first stories only; with ``each``, the notes have the figures of every story.

    ``articles`` are the files with the texts, by default those that stand beside the data.
    """
    return Task(
        name="claims",
        about="stories, against the claims, differences, origins and chains that readers wrote down",
        data="claims.jsonl: stories with statements as offsets into articles",
        load=partial(read_stories, articles=tuple(articles), fold=fold, most=stories),
        files=_files,
        predict=_predict,
        decode=_decode,
        score=partial(_score, each=each),
    )


def _files(data: Path, gold: Stories) -> list[Path]:
    return [data, *dict.fromkeys(path for story in gold for path in story.files)]


def _predict(gold: Stories, settings: Settings) -> list[_Outcome]:
    return [_outcome(story, settings) for story in gold]


def _outcome(story: Story, settings: Settings) -> _Outcome:
    try:
        articles = [
            rashomon.from_text(
                text.text,
                name=text.id,
                title=text.title or None,
                published=story.articles[name].published,
                settings=settings,
            )
            for name, text in story.texts.items()
        ]
        return _Outcome(compared(rashomon.compare(articles, settings=settings), story))
    except Exception as error:  # a crash counts against its story alone
        return _Outcome(error=f"{type(error).__name__}: {error}")


def _decode(predictions: Path, gold: Stories) -> list[_Outcome]:
    given = {row.story: row.dossier for row in decode_rows(predictions, _Predicted)}
    out = []
    for story in gold:
        if story.story not in given:
            raise UnreadableInput(str(predictions), f"has no dossier of story {story.story}")
        try:
            check(given[story.story], story)
        except ValueError as error:
            raise UnreadableInput(str(predictions), str(error)) from None
        out.append(_Outcome(given[story.story]))
    return out


def _score(gold: Stories, outcomes: Sequence[_Outcome], *, each: bool = False) -> Report:
    total: Counter[str] = Counter()
    notes: list[str] = []
    for story, outcome in zip(gold, outcomes, strict=True):
        counts = count(story, outcome.dossier)
        if outcome.error is not None:
            counts["failed"] += 1
            notes.append(f"{story.story} failed: {outcome.error}")
        if each:
            notes.append(f"{story.story} {msgspec.json.encode(figures(counts)).decode()}")
        total.update(counts)
    found = figures(total)
    return Report(task=TASK.name, rows=tuple(_rows(found)), notes=tuple(notes), totals=dict(found))


def _rows(found: Mapping[str, Any]) -> Iterator[Row]:
    for label, figure in found.items():
        if isinstance(figure, dict):
            yield from (Row(block=label, label=key, figure=number) for key, number in figure.items())
        else:
            yield Row(label=label, figure=figure)


TASK = task()
