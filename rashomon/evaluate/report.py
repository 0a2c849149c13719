"""What an evaluation found: rows to show, figures to check."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from rashomon.evaluate.intervals import Interval
from rashomon.evaluate.mistakes import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
    """Where they are asked for."""

    @property
    def figures(self) -> dict[str, float]:
        """Every figure by its row's key, rounded to three digits: what is printed as JSON and held against floors."""
        return {row.key: round(row.figure, 3) for row in self.rows if row.figure is not None}


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
