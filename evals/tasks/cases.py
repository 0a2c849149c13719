"""Task ``cases``: small inputs with the right answer, after public reports of bugs in tools that do parts of this job.

The folder holds ``cases.jsonl``, a row for each case, and its files as ``files/ID/NAME``. A case passes if all its
checks hold (see `evals.scoring.checks`). The figures are the pass rate of each area and of all cases.
"""

from __future__ import annotations

import signal
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import msgspec

import rashomon
from evals.files import decode_rows
from evals.report import Report, Row, tally
from evals.scoring.checks import CHECKS, Produced
from evals.task import Task
from rashomon.errors import MissingInput, UnreadableInput
from rashomon.types import Article

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence
    from pathlib import Path
    from types import FrameType

    from rashomon.settings import Settings

__all__ = ["TASK", "task"]

CASES = "cases.jsonl"
SECONDS = 60
"""How long a case may take; one that takes longer has crashed."""

SHOWN = 300
"""How much is shown of a check that does not hold, in characters."""


class _Row(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    area: str
    kind: str
    source: str
    files: tuple[str, ...]
    published: str | dict[str, str] | None = None
    """The day of all files, or by the file's name."""
    checks: tuple[tuple[str | int | None, ...], ...]


class _Case(msgspec.Struct, frozen=True):
    row: _Row
    folder: Path
    """Where its files are."""


class _Outcome(msgspec.Struct, frozen=True):
    """What is wrong with one case, a line each; nothing where it passes."""

    short: tuple[str, ...] = ()
    crashed: bool = False


Cases = tuple[_Case, ...]


def task(only: Container[str] = (), *, verbose: bool = False) -> Task[Cases, Sequence[_Outcome]]:
    """The task on the cases of the ids ``only``, all by default; with ``verbose``, notes name those that pass too."""
    return Task(
        name="cases",
        about="small inputs with the right answer: does each come out right",
        data="a folder with cases.jsonl and the files of the cases",
        load=partial(_load, only=only),
        files=_files,
        predict=_predict,
        score=partial(_score, verbose=verbose),
    )


def _load(data: Path, only: Container[str]) -> Cases:
    rows = decode_rows(data / CASES, _Row)
    for row in rows:
        _check(row, data)
    cases = tuple(_Case(row, data / "files" / row.id) for row in rows if not only or row.id in only)
    if not cases:
        raise UnreadableInput(str(data / CASES), "has no case of the ids that --only names")
    return cases


def _check(row: _Row, data: Path) -> None:
    """Raises InputError for a file that is missing or outside the folder, and for a check that is malformed."""
    for name in row.files:
        path, home = data / "files" / row.id / name, (data / "files").resolve()
        if not path.resolve().is_relative_to(home):
            raise UnreadableInput(str(data / CASES), f"case {row.id}: the file {name} is outside the folder of files")
        if not path.exists():
            raise MissingInput(str(data), f"case {row.id}: there is no file {name}")
    for kind, *arguments in row.checks:
        check = CHECKS.get(str(kind))
        if check is None:
            raise UnreadableInput(str(data / CASES), f"case {row.id}: there is no check {kind!r}")
        if not check.least <= len(arguments) <= check.most:
            problem = f"case {row.id}: the check {kind!r} does not take {len(arguments)} arguments"
            raise UnreadableInput(str(data / CASES), problem)


def _files(data: Path, gold: Cases) -> list[Path]:
    return [data / CASES, *(case.folder / name for case in gold for name in case.row.files)]


def _predict(gold: Cases, settings: Settings) -> list[_Outcome]:
    return [_outcome(case, settings) for case in gold]


def _outcome(case: _Case, settings: Settings) -> _Outcome:
    try:
        with _within(SECONDS):
            produced = _produce(case, settings)
            return _Outcome(tuple(_shortfalls(case.row, produced)))
    except Exception as error:  # a crash counts against its case alone
        return _Outcome((f"crash: {type(error).__name__}: {error}",), crashed=True)


def _shortfalls(row: _Row, produced: Produced) -> Iterator[str]:
    for kind, *arguments in row.checks:
        outcome = CHECKS[str(kind)].run(produced, *map(str, arguments))
        if not outcome.holds:
            yield f"{' · '.join(map(str, (kind, *arguments)))} → {outcome.instead}"


def _produce(case: _Case, settings: Settings) -> Produced:
    checks = [CHECKS[str(kind)] for kind, *_ in case.row.checks]
    articles = tuple(_articles(case, settings))
    distinct = list(rashomon.distinct(articles)) if any(check.compares for check in checks) else []
    return Produced(
        articles=articles,
        read=tuple(rashomon.understand(a, settings) for a in articles) if any(check.reads for check in checks) else (),
        dossier=rashomon.compare(distinct, settings=settings) if any(check.compares for check in checks) else None,
        copies=tuple(rashomon.copies(distinct)),
    )


def _articles(case: _Case, settings: Settings) -> Iterator[Article]:
    for name in case.row.files:
        days = case.row.published
        day = days.get(name) if isinstance(days, dict) else days
        for result in rashomon.read_all([case.folder / name], published=day, settings=settings):
            if isinstance(result, Article):
                yield result


@contextmanager
def _within(seconds: int) -> Iterator[None]:
    """Raise TimeoutError in the block after so many seconds; on Windows, never."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def late(_: int, __: FrameType | None) -> None:
        raise TimeoutError(f"over {seconds} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _score(gold: Cases, outcomes: Sequence[_Outcome], *, verbose: bool = False) -> Report:
    pairs = [(case.row, outcome) for case, outcome in zip(gold, outcomes, strict=True)]
    rows: list[Row] = []
    for area in dict.fromkeys(row.area for row, _ in pairs):
        rows += tally(area, ((not outcome.short, row.id) for row, outcome in pairs if row.area == area))
    passed = sum(not outcome.short for _, outcome in pairs)
    rows.append(Row(label="all", figure=passed / len(pairs), counts=(passed, len(pairs))))
    totals = {
        "passed": passed,
        "cases": len(pairs),
        "crashed": sum(outcome.crashed for _, outcome in pairs),
        "rate": round(passed / len(pairs), 3),
    }
    notes = (note for row, outcome in pairs if outcome.short or verbose for note in _notes(row, outcome))
    return Report(task=TASK.name, rows=tuple(rows), notes=tuple(notes), totals=dict(totals))


def _notes(row: _Row, outcome: _Outcome) -> Iterator[str]:
    yield f"{'short' if outcome.short else 'ok':<5} {row.id:<6} [{row.area}] {row.kind} ({row.source})"
    yield from (f"{'':7}{line[:SHOWN]}" for line in outcome.short)


TASK = task()
