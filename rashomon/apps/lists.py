"""Commands that print one list of a comparison, or write it as CSV."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

import rashomon
from rashomon.apps import exits, inputs, outputs
from rashomon.apps.exits import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.console import Console

__all__ = ["add_to"]

HELP = {
    "claims": "List what the reports claim, and in how many of them it is.",
    "figures": "List the figures, by report and day.",
    "quotes": "List the quotes: who says what, in which report.",
    "sources": "List whom the reports cite, and through whom.",
    "copies": "List what is copied from what.",
}

Files = Annotated[list[str], typer.Argument(metavar="FILE", help="The reports, as for compare.")]
Csv = Annotated[str | None, typer.Option("--csv", metavar="PATH", help="Write the list as CSV; - is standard output.")]
Published = Annotated[
    list[str] | None,
    typer.Option("--published", metavar="DATE|FILE=DATE", help="Day of publication, of all or of one. Repeatable."),
]


def add_to(app: typer.Typer) -> None:
    """Add a command for each list."""
    for name, text in HELP.items():
        app.command(name, help=text)(_command(name))


def _command(table: str) -> Callable[[list[str], list[str] | None, str | None], None]:
    def command(files: Files, published: Published = None, csv: Csv = None) -> None:
        raise typer.Exit(_list(table, files, published or [], csv))

    return command


def _list(table: str, files: list[str], published: list[str], csv: str | None) -> int:
    from rashomon.dossier.render.tables import rows, to_csv
    from rashomon.settings import from_environment

    settings = from_environment()
    known = inputs.noted(files)
    asked = outputs.check({"--csv": csv}, known)
    articles, failures = inputs.read_all(files, inputs.published_days(files, published), settings, known)
    with inputs.progress("Comparing", len(articles)) as advance:
        dossier = rashomon.compare(articles, settings=settings, failures=failures, progress=advance)
    found = rows(dossier, table)
    if asked:
        outputs.check(asked, known)  # again, in case files have changed since
        outputs.write([(target, to_csv(found)) for target in asked.values()])
    else:
        outputs.show(partial(_print, table, [list(row.items()) for row in found]))
    for failure in dossier.failures:
        say(f"{failure.source}: {failure.problem}")
    return exits.SOME_FAILED if dossier.failures else exits.DONE


def _print(table: str, found: Sequence[Sequence[tuple[str, object]]], console: Console) -> None:
    """Print the first cell of each row, and below it those of the others that say something."""
    from rashomon.dossier.render.labels import shorten
    from rashomon.dossier.render.text import Line, print_lines

    lines = [] if found else [Line([(f"No {table} found.", "")])]
    for (_, first), *others in found:
        told = " · ".join(f"{name}: {value}" for name, value in others if value != "" and name != "id")
        lines += [Line([(shorten(str(first) or "no source given", 200), "bold")]), Line([(shorten(told, 400), "")], 2)]
    print_lines(lines, console)
