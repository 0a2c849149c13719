"""Task ``seeds``: a ledger in words, with the articles that it is about beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

import rashomon
from evals.files import decode, read_text
from evals.gold.ledger import Ledger
from evals.gold.ledger_files import read_ledger
from evals.report import Report
from evals.scoring.ledger_match import identify
from evals.scoring.ledgers import score_ledger
from evals.task import Task
from rashomon.types import Dossier

if TYPE_CHECKING:
    from rashomon.settings import Settings

__all__ = ["TASK"]


class _Gold(msgspec.Struct, frozen=True):
    ledger: Ledger
    folder: Path


def _load(data: Path) -> _Gold:
    folder = data.parent
    return _Gold(read_ledger(data, folder.resolve().name, lambda name: read_text(folder / name)), folder)


def _files(data: Path, gold: _Gold) -> list[Path]:
    return [data, *(gold.folder / article.name for article in gold.ledger.articles)]


def _predict(gold: _Gold, settings: Settings) -> Dossier:
    articles = [
        rashomon.read(gold.folder / a.name, published=a.published, settings=settings) for a in gold.ledger.articles
    ]
    return rashomon.compare(articles, settings=settings)


def _decode(predictions: Path, gold: _Gold) -> Dossier:
    dossier = decode(predictions, Dossier)
    identify(gold.ledger, dossier, str(predictions))
    return dossier


def _score(gold: _Gold, dossier: Dossier) -> Report:
    rows, notes = score_ledger(gold.ledger, dossier)
    return Report(task=TASK.name, rows=tuple(rows), notes=tuple(notes))


TASK: Task[_Gold, Dossier] = Task(
    name="seeds",
    about="a dossier against what a careful reader gets out of the articles",
    data="a ledger.json, with its articles beside it",
    load=_load,
    files=_files,
    predict=_predict,
    decode=_decode,
    score=_score,
)
