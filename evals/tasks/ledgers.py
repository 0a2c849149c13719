"""Task ``ledgers``: the ledgers in ``gold/ledgers/``, which have offsets only; the articles are rows of a stories file.

The articles are their publishers' and must be obtained separately.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

import rashomon
from evals.files import decode, decode_rows
from evals.gold.ledger_files import read_ledger
from evals.report import Report
from evals.scoring.ledger_match import identify
from evals.scoring.ledgers import score_ledger
from evals.task import Task
from rashomon.errors import UnreadableInput
from rashomon.types import Dossier

if TYPE_CHECKING:
    from evals.gold.ledger import Ledger
    from rashomon.settings import Settings

__all__ = ["FOLDER", "TASK"]

FOLDER = Path(__file__).parents[1] / "gold" / "ledgers"

Dossiers = dict[str, Dossier]
"""By the ledger's name."""


class _Row(msgspec.Struct, frozen=True):
    id: str
    text: str


def _load(data: Path) -> tuple[Ledger, ...]:
    texts = {row.id: row.text for row in decode_rows(data, _Row)}

    def text_of(name: str) -> str:
        if name not in texts:
            raise UnreadableInput(str(data), f"has no row {name}, which a ledger is about")
        return texts[name]

    return tuple(read_ledger(path, path.stem, text_of) for path in _paths())


def _paths() -> list[Path]:
    return sorted(FOLDER.glob("*.json"))


def _files(data: Path, _: tuple[Ledger, ...]) -> list[Path]:
    return [data, *_paths()]


def _predict(gold: tuple[Ledger, ...], settings: Settings) -> Dossiers:
    return {ledger.name: _compare(ledger, settings) for ledger in gold}


def _compare(ledger: Ledger, settings: Settings) -> Dossier:
    articles = [
        rashomon.from_text(a.text, name=a.name, published=a.published, settings=settings) for a in ledger.articles
    ]
    return rashomon.compare(articles, settings=settings)


def _decode(predictions: Path, gold: tuple[Ledger, ...]) -> Dossiers:
    dossiers = decode(predictions, Dossiers)
    if missing := {ledger.name for ledger in gold} - dossiers.keys():
        raise UnreadableInput(str(predictions), f"has no dossier for the ledger {min(missing)}")
    for ledger in gold:
        identify(ledger, dossiers[ledger.name], f"{predictions}, {ledger.name}")
    return dossiers


def _score(gold: tuple[Ledger, ...], dossiers: Dossiers) -> Report:
    rows, notes = [], []
    for ledger in gold:
        found, said = score_ledger(ledger, dossiers[ledger.name])
        rows += [msgspec.structs.replace(row, block=ledger.name) for row in found]
        notes += [f"{ledger.name}: {note}" for note in said]
    return Report(task=TASK.name, rows=tuple(rows), notes=tuple(notes))


TASK: Task[tuple[Ledger, ...], Dossiers] = Task(
    name="ledgers",
    about="dossiers against the project's own ledgers, kept as offsets",
    data="a JSONL of stories, whose rows the ledgers name",
    load=_load,
    files=_files,
    predict=_predict,
    decode=_decode,
    score=_score,
)
