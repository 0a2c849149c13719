"""The commands that bring articles into a library and out of it: add, watch, export, import, backup, restore."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated

import typer

from rashomon.apps import exits, inputs
from rashomon.apps.exits import note, warn
from rashomon.apps.libraries import Debug, LibraryOption, opened, print_lines
from rashomon.apps.options import Fields, Follow, Limit, Outlet, Published, Quiet

if TYPE_CHECKING:
    from rashomon.library import Library
    from rashomon.library.library import Report

__all__ = ["add", "backup", "export", "load", "restore", "watch"]

Path = Annotated[str, typer.Argument(metavar="PATH", help="The file.")]


def add(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="FILE", help="Files, addresses, feeds, folders, as for compare.")
    ] = None,
    library: LibraryOption = None,
    published: Published = None,
    outlet: Outlet = None,
    refresh: Annotated[
        bool, typer.Option("--refresh", help="Understand again what another version of Rashomon understood.")
    ] = False,
    follow: Follow = False,
    limit: Limit = None,
    fields: Fields = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Keep articles in the library."""
    from rashomon.errors import UsageError
    from rashomon.settings import from_environment

    if not files and not refresh:
        raise UsageError("give files or addresses to add, or --refresh")
    files = files or []
    settings = inputs.chosen(from_environment(), follow=follow, limit=limit, fields=fields)
    days, outlets = inputs.published_days(files, published or []), inputs.outlets(files, outlet or [])
    with opened(library, settings) as kept:
        if refresh:
            note(f"{kept.refresh():,} articles were understood again")
        report = kept.add(files, published=days, outlet=outlets, progress=None if exits.quiet() else _said)
    raise typer.Exit(_ended(report))


def _said(result: object) -> None:
    """Print a line for what is in the library from now on."""
    from rashomon.library.articles import Added

    if isinstance(result, Added):
        print_lines([f"{result.article.id}  {result.state:<7}  {result.article.label}: {result.article.title or ''}"])


def _ended(report: Report) -> int:
    for failure in report.failures:
        warn(f"{failure.source}: {failure.problem}")
    new = sum(a.state != "known" for a in report.added)
    note(f"Added {new:,} articles, {len(report.added) - new:,} were there; stories compared: {len(report.stories):,}")
    return exits.DONE if not report.failures else exits.SOME_FAILED if report.added else exits.NO_RESULT


def watch(
    feeds: Annotated[list[str], typer.Argument(metavar="FEED", help="Addresses of feeds, sitemaps or pages.")],
    library: LibraryOption = None,
    once: Annotated[bool, typer.Option("--once", help="Look once and end, for cron.")] = False,
    every: Annotated[int, typer.Option("--every", metavar="MINUTES", min=1, help="Minutes between two looks.")] = 15,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Add what is new in feeds, and say what has changed."""
    from msgspec.structs import replace

    from rashomon.settings import from_environment

    settings = replace(from_environment(), follow=True)
    with opened(library, settings) as kept:
        while True:
            failed = _looked(kept, feeds, every * 60.0)
            if once:
                raise typer.Exit(exits.SOME_FAILED if failed else exits.DONE)
            time.sleep(every * 60.0)


def _looked(kept: Library, feeds: list[str], every_s: float) -> bool:
    """Look at feeds that are due and print what changed; return whether anything failed."""
    from rashomon.library.watching import look

    report = look(kept, feeds, every_s, time.time())
    for failure in report.failures:
        warn(f"{failure.source}: {failure.problem}")
    changes = kept.changes()
    print_lines(f"{c.kind:<13}  {c.story}  {c.text}" for c in changes)
    kept.changes(report=True)  # only now: what could not be printed is printed next time
    return bool(report.failures)


def export(
    path: Path,
    library: LibraryOption = None,
    story: Annotated[str | None, typer.Option("--story", metavar="ID", help="Only this story.")] = None,
    claims: Annotated[
        bool, typer.Option("--claims", help="Write corrected stories to a folder, as `python -m evals claims` reads.")
    ] = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Write the library, or one story, to a file."""
    from rashomon.dossier.render.labels import counted

    with opened(library) as kept:
        if claims:
            note(f"Wrote {counted(kept.export_claims(path, story=story), 'story', 'stories')} to {path}")
            return
        note(f"Wrote {kept.export(path, story=story):,} articles to {path}")


def load(path: Path, library: LibraryOption = None, quiet: Quiet = False, debug: Debug = False) -> None:
    """Add what export wrote, with stories and corrections."""
    with opened(library) as kept:
        report = kept.load(path)
    raise typer.Exit(_ended(report))


def backup(path: Path, library: LibraryOption = None, quiet: Quiet = False, debug: Debug = False) -> None:
    """Copy the library to a new file, also while it is used."""
    with opened(library) as kept:
        kept.backup(path)
    note(f"Wrote {path}")


def restore(path: Path, library: LibraryOption = None, quiet: Quiet = False, debug: Debug = False) -> None:
    """Make a new library of a backup."""
    from rashomon.library.library import restored

    with restored(path, library) as kept:
        problems = kept.check()
        note(f"Restored {len(kept.articles()):,} articles to {kept.name}")
    for problem in problems:
        warn(problem)
    raise typer.Exit(exits.SOME_FAILED if problems else exits.DONE)
