"""Text with a hanging indent: a label on the left, wrapped lines to the right of it, no trailing spaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console
    from rich.text import Text

__all__ = ["hang"]

LEAST_WIDTH = 30
"""Columns kept for the text, however long the label and however narrow the terminal."""


def hang(console: Console, label: Text, lines: Iterable[Text]) -> None:
    """Print the lines below each other, with the label in front of the first."""
    from rich.text import Text

    margin = label.cell_len
    start = label
    for line in lines:
        for piece in line.wrap(console, max(LEAST_WIDTH, console.width - margin), overflow="fold"):
            row = Text.assemble(start, piece)
            row.rstrip()
            console.print(row, no_wrap=True, overflow="ignore", crop=False)
            start = Text(" " * margin)
