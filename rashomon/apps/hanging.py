"""Text that hangs to the right of a label, wrapped, with nothing after a line's last word."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console
    from rich.text import Text

__all__ = ["hang"]

LEAST_WIDTH = 30
"""What is kept for the text, however long the label and narrow the terminal, in columns."""


def hang(console: Console, label: Text, lines: Iterable[Text]) -> None:
    """Print the lines under one another, the label before the first of them."""
    from rich.text import Text

    margin = label.cell_len
    start = label
    for line in lines:
        for piece in line.wrap(console, max(LEAST_WIDTH, console.width - margin), overflow="fold"):
            row = Text.assemble(start, piece)
            row.rstrip()
            console.print(row, no_wrap=True, overflow="ignore", crop=False)
            start = Text(" " * margin)
