"""The result of an evaluation: rows to show, figures to check."""

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
    """The measure, not rounded; most lie between 0 and 1. None if it is undefined or the row only counts."""
    counts: tuple[int, int] | None = None
    """How many were right, of how many; None for a figure that is not a share."""
    interval: Interval | None = None
    """95 % bootstrap interval of the figure; None if it was not computed."""
    missed: tuple[str, ...] = ()
    """Names, in the data, of the items that were wrong."""
    block: str = ""
    """The part of the data that the row is about; empty if there is only one."""

    @property
    def key(self) -> str:
        """The row's key among the figures: ``label``, or ``block/label``."""
        return f"{self.block}/{self.label}" if self.block else self.label


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The outcome of one task on one file of data."""

    task: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    """What the figures leave out, a line each."""
    mistakes: tuple[Mistake, ...] = ()
    """Filled only on request."""
    totals: dict[str, object] | None = None
    """The JSON of the last line, for tasks that also report counts and undefined figures there."""

    @property
    def figures(self) -> dict[str, float]:
        """Every figure by its row's key, rounded to three digits; floors are checked against these."""
        return {row.key: round(row.figure, 3) for row in self.rows if row.figure is not None}

    @property
    def summary(self) -> Mapping[str, object]:
        """What is printed as JSON: ``totals`` if the task gives them, the figures otherwise."""
        return self.figures if self.totals is None else self.totals


def tally(label: str, checks: Iterable[tuple[bool, str]]) -> Iterator[Row]:
    """Return the share of ``checks`` (outcome, name) that hold as one row; no row without checks."""
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
