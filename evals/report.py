"""What an evaluation found: rows to show, figures to check."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from evals.mistakes import Mistake
from evals.scoring.intervals import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Report", "Row", "tally"]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the table."""

    label: str
    figure: float | None
    """The measure, not rounded; most run from 0 to 1. None for a row that only counts."""
    counts: tuple[int, int] | None = None
    """How many were right, of how many; None for a figure that is no share."""
    interval: Interval | None = None
    """In which the figure lies in 95 of 100 resamples of the data; None where that is not computed."""
    missed: tuple[str, ...] = ()
    """What was not right, by its name in the data."""
    block: str = ""
    """The part of the data that the row is about, empty where there is only one."""

    @property
    def key(self) -> str:
        """The row's name among the figures: ``label``, or ``block/label``."""
        return f"{self.block}/{self.label}" if self.block else self.label


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The outcome of one task on one file of data."""

    task: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    """One line each: what the figures leave out."""
    mistakes: tuple[Mistake, ...] = ()
    """Filled only on request."""
    totals: dict[str, object] | None = None
    """The last line's JSON, for a task whose figures alone do not say it all: counts, figures that are undefined."""

    @property
    def figures(self) -> dict[str, float]:
        """Every figure by its row's key, rounded to three digits: what floors are checked against."""
        return {row.key: round(row.figure, 3) for row in self.rows if row.figure is not None}

    @property
    def summary(self) -> Mapping[str, object]:
        """What is printed as JSON: ``totals`` where the task gives them, the figures otherwise."""
        return self.figures if self.totals is None else self.totals


def tally(label: str, checks: Iterable[tuple[bool, str]]) -> Iterator[Row]:
    """The share of ``checks`` (outcome, name) that hold, as one row; no row where there is nothing to check."""
    outcomes = list(checks)
    if not outcomes:
        return
    right = sum(ok for ok, _ in outcomes)
    yield Row(
        label=label,
        figure=right / len(outcomes),
        counts=(right, len(outcomes)),
        missed=tuple(name for ok, name in outcomes if not ok),
    )
