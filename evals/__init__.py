"""Measure Rashomon on labelled data: ``python -m evals TASK --data FILE``, in a clone of the repository.

A new task is one module in `evals.tasks` that defines a Task, and its line in TASKS.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from evals.report import Report, Row
from evals.task import Task
from evals.tasks import (
    attribution,
    cases,
    certainty,
    chains,
    claims,
    copies,
    coreference,
    dates,
    ledgers,
    pages,
    passages,
    robustness,
    seeds,
    stages,
    stories,
    time,
)
from rashomon.errors import UsageError
from rashomon.settings import Settings, from_environment

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["TASKS", "Report", "Row", "Task", "measure", "run"]

_ALL: tuple[Task[Any, Any], ...] = (
    seeds.TASK,
    ledgers.TASK,
    claims.TASK,
    cases.TASK,
    chains.TASK,
    stages.TASK,
    robustness.TASK,
    attribution.TASK,
    certainty.TASK,
    coreference.TASK,
    time.TASK,
    pages.TASK,
    passages.TASK,
    dates.TASK,
    copies.TASK,
    stories.TASK,
)

TASKS = {task.name: task for task in _ALL}


def run(
    task: str,
    data: Path,
    predictions: Path | None = None,
    settings: Settings | None = None,
    *,
    mistakes: bool = False,
) -> Report:
    """Run the task of that name as `measure` does. Raises UsageError for an unknown task."""
    if task not in TASKS:
        raise UsageError(f"there is no evaluation task {task!r}; there are: {', '.join(sorted(TASKS))}")
    return measure(TASKS[task], data, predictions, settings, mistakes=mistakes)


def measure(
    task: Task[Any, Any],
    data: Path,
    predictions: Path | None = None,
    settings: Settings | None = None,
    *,
    mistakes: bool = False,
) -> Report:
    """Score the product, or ``predictions`` made earlier, on ``data``; with ``mistakes``, the report lists them.

    Raises UsageError for a task that takes no predictions or shows no mistakes; InputError, naming file and line, for
    data or predictions that are missing or malformed.
    """
    if mistakes and task.mistakes is None:
        raise UsageError(f"the task {task.name!r} has no page of errors")
    gold = task.load(data)
    if predictions is None:
        given = task.predict(gold, settings or from_environment())
    elif task.decode is None:
        raise UsageError(f"the task {task.name!r} runs the product itself and takes no predictions")
    else:
        given = task.decode(predictions, gold)
    report = task.score(gold, given)
    if mistakes and task.mistakes is not None:
        report = replace(report, mistakes=tuple(task.mistakes(gold, given)))
    return report
