"""Task ``dates``: the day on which a page's article was published, as adbar/htmldate measures it.

An answer is right if it is the very day. With right answers tp, wrong ones fp and pages without an answer fn:
F1 is 2 tp / (2 tp + fp + fn), precision tp / (tp + fp), accuracy tp of all pages.

Pages are halved by their file's name: rules and confidences were fitted on the tuning half alone, so the other half is
held out; ``--errors`` shows the tuning half only.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec

from evals.files import decode, decode_rows, read_page
from evals.mistakes import Mistake
from evals.report import Report, Row
from evals.scoring.intervals import share
from evals.task import Task
from rashomon.errors import InputError, MissingInput, UnreadableInput
from rashomon.ingest.decode import decode as decode_bytes
from rashomon.ingest.facts import dates_of
from rashomon.ingest.facts.resolution import Settled, settle
from rashomon.ingest.page.tree import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from rashomon.settings import Settings

__all__ = ["TASK", "half_of", "told_by"]

GOLD = "gold.json"
TUNING, OTHER = "tuning half", "other half"
FIELDS = ("published", "modified")


class _Label(msgspec.Struct, frozen=True):
    published: str
    url: str | None = None


class _Page(msgspec.Struct, frozen=True):
    name: str
    path: Path
    published: str
    url: str | None


class _Row(msgspec.Struct, frozen=True):
    page: str
    published: str | None = None


class _Answer(msgspec.Struct, frozen=True):
    published: str | None
    why: str = ""
    """The dates that each source gave, for the page of errors."""


Gold = tuple[_Page, ...]
Predicted = dict[str, _Answer]
"""By the page's name."""


def half_of(name: str) -> str:
    """Return the half of a page: the tuning half if the SHA-256 of its file name begins with an even hex digit."""
    return OTHER if int(sha256(name.encode()).hexdigest()[0], 16) % 2 else TUNING


def told_by(data: bytes, name: str, url: str | None) -> Settled:
    """Read the dates that a page gives and decide between them. Raises InputError for what is not a page."""
    return settle(dates_of(parse(decode_bytes(data, name), name), url))


def _load(data: Path) -> Gold:
    labels = decode(data / GOLD, dict[str, _Label])
    if not labels:
        raise UnreadableInput(str(data / GOLD), "names no page")
    pages = tuple(_Page(name, data / name, label.published, label.url) for name, label in labels.items())
    for page in pages:
        if page.path.parent != data or not page.path.is_file():
            raise MissingInput(str(data), f"has no file {page.name!r}, which {GOLD} names")
    return pages


def _files(data: Path, gold: Gold) -> list[Path]:
    return [data / GOLD, *(page.path for page in gold)]


def _decode(predictions: Path, gold: Gold) -> Predicted:
    given = {row.page: _Answer(row.published) for row in decode_rows(predictions, _Row)}
    missing = [page.name for page in gold if page.name not in given]
    if missing:
        problem = f"lacks {len(missing)} of the {len(gold)} pages of the data, the first of them {missing[0]}"
        raise UnreadableInput(str(predictions), problem)
    return {page.name: given[page.name] for page in gold}


def _predict(gold: Gold, settings: Settings) -> Predicted:
    return {page.name: _answer(page) for page in gold}


def _answer(page: _Page) -> _Answer:
    try:
        told = told_by(read_page(page.path), page.name, page.url)
    except InputError as error:
        return _Answer(None, error.problem)
    why = (f"{f.field} {f.value} by {f.source} ({f.confidence:g})" for f in told.facts if f.field in FIELDS)
    return _Answer(told.published, "; ".join(why))


def _score(gold: Gold, predicted: Mapping[str, _Answer]) -> Report:
    rows: list[Row] = []
    for block in ("all", TUNING, OTHER):
        pages = [page for page in gold if block in ("all", half_of(page.name))]
        rows += _figures(block, [(page.published, predicted[page.name].published) for page in pages])
    return Report(task=TASK.name, rows=tuple(rows))


def _figures(block: str, pairs: list[tuple[str, str | None]]) -> Iterator[Row]:
    right = sum(gold == given for gold, given in pairs)
    answered = sum(given is not None for _, given in pairs)
    if not pairs:
        return
    yield Row(block=block, label="F1", figure=2 * right / (right + len(pairs)))
    if answered:
        yield Row(block=block, label="precision", figure=right / answered, counts=(right, answered))
    accuracy = share((float(gold == given), 1) for gold, given in pairs)
    yield Row(
        block=block,
        label="accuracy",
        figure=right / len(pairs),
        counts=(right, len(pairs)),
        interval=accuracy[1] if accuracy else None,
    )


def _mistakes(gold: Gold, predicted: Mapping[str, _Answer]) -> Iterator[Mistake]:
    """List mistakes of the tuning half only, so that rules are never fitted to the other one."""
    for page in gold:
        answer = predicted[page.name]
        if half_of(page.name) == TUNING and answer.published != page.published:
            context = ((page.published, "gold"), (" ", ""), (answer.published or "no day", "predicted"))
            kind = "wrong" if answer.published else "missed"
            yield Mistake("published", kind, page.name, context, answer.why)


TASK: Task[Gold, Mapping[str, _Answer]] = Task(
    name="dates",
    about="the day on which a page's article was published",
    data="a folder of pages with their days in gold.json",
    load=_load,
    files=_files,
    predict=_predict,
    decode=_decode,
    score=_score,
    mistakes=_mistakes,
)
