"""Print a report: a table, then every figure as one line of JSON."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rashomon.apps.hanging_indent import hang
from rashomon.dossier.render.labels import plain

if TYPE_CHECKING:
    from rich.console import Console

    from evals import Report, Row

__all__ = ["print_report"]


def print_report(report: Report, console: Console) -> None:
    """Print the rows of every block with what was missed, the notes and, as the last line, the figures as JSON."""
    import msgspec
    from rich.text import Text

    from rashomon.dossier.render.json import escaped

    for block, rows in groupby(report.rows, key=lambda row: row.block):
        if block:
            console.print(Text(f"\n{plain(block)}", style="bold"))
        _print_rows(list(rows), console)
    for note in report.notes:
        console.print(Text(plain(note), style="dim"), soft_wrap=True)
    line = escaped(msgspec.json.encode(report.summary)).decode()
    console.print(line, markup=False, highlight=False, soft_wrap=True)


def _print_rows(rows: list[Row], console: Console) -> None:
    """Print the rows under one another: label, figure, interval, counts, and what was missed."""
    from rich.text import Text

    labels = [plain(row.label) for row in rows]
    counts = [f"{row.counts[0]} of {row.counts[1]}" if row.counts else "" for row in rows]
    swings = [f"{row.interval[0]:.3f} to {row.interval[1]:.3f}  " if row.interval else "" for row in rows]
    label_width, swings_width, counts_width = (max(map(len, column)) for column in (labels, swings, counts))
    for row, name, swing, count in zip(rows, labels, swings, counts, strict=True):
        label = Text(
            f"{name:<{label_width}}  {_shown(row.figure):>5}  {swing:<{swings_width}}{count:>{counts_width}}  "
        )
        hang(console, label, [Text(plain(", ".join(row.missed)), style="dim")])


def _shown(figure: float | None) -> str:
    """Format a figure with three digits, a count without any."""
    if figure is None:
        return ""
    return str(figure) if isinstance(figure, int) else f"{figure:.3f}"
