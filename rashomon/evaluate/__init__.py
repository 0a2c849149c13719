"""Measure the product on labelled data: what ``rashomon evaluate TASK --data FILE`` runs.

A new task is one module that defines a Task, and its line in TASKS.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from rashomon.errors import UsageError
from rashomon.evaluate import (
    attribution,
    certainty,
    chains,
    copies,
    dates,
    own_ledgers,
    pages,
    passages,
    robustness,
    seeds,
)
from rashomon.evaluate.report import Report, Row
from rashomon.evaluate.task import Task
from rashomon.settings import Settings, from_environment

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["TASKS", "Report", "Row", "Task", "run"]

_ALL: tuple[Task[Any, Any], ...] = (
    seeds.TASK,
    own_ledgers.TASK,
    chains.TASK,
    robustness.TASK,
    attribution.TASK,
    certainty.TASK,
    pages.TASK,
    passages.TASK,
    dates.TASK,
    copies.TASK,
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
    """Score the product, or ``predictions`` made earlier, on ``data``; with ``mistakes``, the report lists them.

    Raises UsageError for an unknown task or one that takes no predictions or tells no mistakes; InputError, naming file
    and line, for data or predictions that are missing or malformed.
    """
    spec = TASKS.get(task)
    if spec is None:
        raise UsageError(f"there is no evaluation task {task!r}; there are: {', '.join(sorted(TASKS))}")
    if mistakes and spec.mistakes is None:
        raise UsageError(f"the task {task!r} has no page of errors")
    gold = spec.load(data)
    if predictions is None:
        given = spec.predict(gold, settings or from_environment())
    elif spec.decode is None:
        raise UsageError(f"the task {task!r} runs the product itself and takes no predictions")
    else:
        given = spec.decode(predictions, gold)
    report = spec.score(gold, given)
    if mistakes and spec.mistakes is not None:
        report = replace(report, mistakes=tuple(spec.mistakes(gold, given)))
    return report
