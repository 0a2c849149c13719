"""What the commands of the library share: the option that names it, and how its results are shown."""

from __future__ import annotations

import csv
import io
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rashomon.apps import exits, outputs
from rashomon.apps.exits import warn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rashomon.library import Library
    from rashomon.settings import Settings

__all__ = ["Debug", "Json", "LibraryOption", "csv_bytes", "opened", "print_json", "print_lines"]

LibraryOption = Annotated[
    str | None,
    typer.Option("--library", metavar="PATH|URL", help="The library: a path or postgresql://…; else RASHOMON_LIBRARY."),
]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON instead.")]
Debug = Annotated[
    bool,
    typer.Option(
        "--debug", callback=exits.show_traces, is_eager=True, help="Print the traceback of a failed stage or a bug."
    ),
]


@contextmanager
def opened(named: str | None, settings: Settings | None = None) -> Iterator[Library]:
    """Yield the library that the user means, and say where another version has understood its articles."""
    from rashomon.library import Library

    with Library(named, settings=settings) as library:
        if old := library.outdated():
            warn(
                f"{library.name}: {old:,} articles were understood by another version of Rashomon or other nets: "
                "rashomon add --refresh understands them again"
            )
        yield library


def print_json(value: object) -> None:
    """Print a value as indented JSON that cannot control a terminal."""
    import msgspec

    from rashomon.dossier.render import json

    outputs.write_stdout(json.escaped(msgspec.json.format(msgspec.json.encode(value), indent=2)) + b"\n")


def print_lines(lines: Iterable[str]) -> None:
    """Print lines without characters that could control a terminal."""
    from rashomon.dossier.render.labels import plain

    outputs.write_stdout("".join(f"{plain(line)}\n" for line in lines).encode("utf-8", "replace"))


def csv_bytes(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> bytes:
    """Return rows as CSV that no spreadsheet takes for formulas."""
    from rashomon.dossier.render.labels import plain

    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(plain(str(row[c])) if row[c] is not None else "") for c in columns])
    return out.getvalue().encode("utf-8", "replace")


def _cell(text: str) -> str:
    """Return a cell with a quotation mark before what a spreadsheet would calculate (OWASP: CSV injection)."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
