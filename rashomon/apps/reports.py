"""What `rashomon evaluate` shows: a table, then every figure as one line of JSON."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from rashomon.evaluate import Report, Row

__all__ = ["print_report"]


def print_report(report: Report, console: Console) -> None:
    """Print the rows of every block with what was missed, the notes and, as the last line, the figures as JSON."""
    import msgspec
    from rich.text import Text

    for block, rows in groupby(report.rows, key=lambda row: row.block):
        if block:
            console.print(Text(f"\n{block}", style="bold"))
        _print_rows(list(rows), console)
    for note in report.notes:
        console.print(Text(note, style="dim"))
    line = msgspec.json.encode(report.figures).decode()
    console.print(line, markup=False, highlight=False, soft_wrap=True)


def _print_rows(rows: list[Row], console: Console) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column("label", no_wrap=True)
    table.add_column("figure", justify="right", no_wrap=True)
    table.add_column("counts", justify="right", no_wrap=True)
    table.add_column("missed", overflow="fold", ratio=1)
    for row in rows:
        figure = "" if row.figure is None else f"{row.figure:.3f}"
        counts = f"{row.counts[0]} of {row.counts[1]}" if row.counts else ""
        table.add_row(Text(row.label), figure, counts, Text(", ".join(row.missed), style="dim"))
    console.print(table)
