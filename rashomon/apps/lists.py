"""Commands that print one list of a comparison, or write it as CSV."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

import rashomon
from rashomon.apps import exits, inputs, outputs
from rashomon.apps.exits import warn
from rashomon.apps.options import Debug, Fields, Files, Follow, Jobs, Limit, Outlet, Published, Quiet
from rashomon.apps.usage import examples

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rich.console import Console

    from rashomon.settings import Settings

__all__ = ["add_to"]

HELP = {
    "claims": "List what the reports claim, and in how many of them it is.",
    "figures": "List the figures, by report and day.",
    "quotes": "List the quotes: who says what, in which report.",
    "sources": "List whom the reports cite, and through whom.",
    "copies": "List what is copied from what.",
}

Csv = Annotated[str | None, typer.Option("--csv", metavar="PATH", help="Write the list as CSV; - is standard output.")]


def add_to(app: typer.Typer) -> None:
    """Add a command for each list."""
    for name, text in HELP.items():
        call = examples(f"rashomon {name} story/", f"rashomon {name} story/ --csv {name}.csv")
        app.command(name, help=text, epilog=call)(_command(name))


def _command(table: str) -> Callable[..., None]:
    def command(
        files: Files,
        published: Published = None,
        outlet: Outlet = None,
        csv: Csv = None,
        jobs: Jobs = 0,
        follow: Follow = False,
        limit: Limit = None,
        fields: Fields = None,
        quiet: Quiet = False,
        debug: Debug = False,
    ) -> None:
        from rashomon.settings import from_environment

        settings = inputs.chosen(from_environment(), follow=follow, limit=limit, fields=fields)
        days, outlets = inputs.published_days(files, published or ()), inputs.outlets(files, outlet or ())
        raise typer.Exit(_list(table, files, settings, days, outlets, csv, jobs))

    return command


def _list(
    table: str,
    files: list[str],
    settings: Settings,
    days: Mapping[str, str],
    outlets: Mapping[str, str],
    csv: str | None,
    jobs: int,
) -> int:
    from rashomon.dossier.render.tables import rows, to_csv

    known = inputs.noted(files)
    asked = outputs.check({"--csv": csv}, known)
    articles, failures = inputs.read_all(files, days, settings, known, outlets=outlets)
    with inputs.progress("Comparing", len(articles)) as advance:
        jobs = jobs or inputs.jobs_for(len(articles), settings)
        dossier = rashomon.compare(articles, settings=settings, jobs=jobs, failures=failures, progress=advance)
    found = rows(dossier, table)
    if asked:
        outputs.check(asked, known)  # again, in case files have changed since
        outputs.write([(target, to_csv(found)) for target in asked.values()])
    else:
        outputs.show(partial(_print, table, [list(row.items()) for row in found]))
    for failure in dossier.failures:
        warn(f"{failure.source}: {failure.problem}")
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
