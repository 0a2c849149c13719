"""The parts of an evaluation task."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from evals.mistakes import Mistake
    from evals.report import Report
    from rashomon.settings import Settings

__all__ = ["Task"]

Gold = TypeVar("Gold")
Prediction = TypeVar("Prediction")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Generic[Gold, Prediction]):
    """One evaluation: independent functions that load labelled data, run the product on it and score the result.

    ``load`` and ``decode`` read files and raise InputError naming file and line; ``predict`` runs the product;
    ``score`` is pure.
    """

    name: str
    about: str
    """One line for the list of tasks."""
    data: str
    """One line: what ``--data`` takes."""
    load: Callable[[Path], Gold]
    predict: Callable[[Gold, Settings], Prediction]
    score: Callable[[Gold, Prediction], Report]
    files: Callable[[Path, Gold], Iterable[Path]] = lambda data, _: (data,)
    """All files that the gold depends on, to notice when they change."""
    decode: Callable[[Path, Gold], Prediction] | None = None
    """Reads ``--predictions``; None if only the running product can be judged."""
    mistakes: Callable[[Gold, Prediction], Iterable[Mistake]] | None = None
    """What ``--errors`` shows; None if mistakes cannot be shown in a text."""
