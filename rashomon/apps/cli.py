"""The command line. Each command is one function; the work is done in other modules."""

from __future__ import annotations

from rashomon.apps import interrupts  # imported first: installs the handler for Ctrl-C

# isort: split

import sys
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
import typer.main

import rashomon
from rashomon.apps import correcting, exits, inputs, keeping, lists, looking, outputs
from rashomon.apps.exits import note, warn
from rashomon.apps.libraries import LibraryOption, opened
from rashomon.apps.options import (
    Debug,
    Fields,
    FileArgument,
    Files,
    Follow,
    Html,
    Jobs,
    Limit,
    Open,
    Outlet,
    Published,
    Quiet,
)
from rashomon.apps.usage import App, Commands, examples
from rashomon.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rashomon.apps.files import InputFiles
    from rashomon.library import Library
    from rashomon.settings import Settings
    from rashomon.types import Dossier, Found

__all__ = ["app", "main"]

EXAMPLES = Path(__file__).parents[1] / "examples"
"""Four invented reports on one explosion."""

EXIT_CODES = "\n".join(["\b", "Exit codes:", *(f"  {code:<5}{meaning}" for code, meaning in exits.MEANINGS.items())])

app = App(
    name="rashomon",
    cls=Commands,
    help="Many reports, one story: who claims what, through whom, and where the reports differ.",
    epilog=EXIT_CODES,
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help starts in half the time and is the same when piped
)

ComparedFiles = Annotated[list[str] | None, FileArgument]
MaybeFiles = Annotated[
    list[str] | None, typer.Argument(metavar="[FILE]", help="As for compare; without any, the library is searched.")
]


def main() -> None:
    """Run the command line and end the process with a documented exit code."""
    exits.prepare()
    try:
        exits.guard(lambda: typer.main.get_command(app)(prog_name="rashomon"))
    finally:
        interrupts.quiet()


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"rashomon {rashomon.__version__}")
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[
        bool, typer.Option("--version", "-V", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Handle the options before the command; ``--debug`` is read where errors are handled, in `exits.guard`."""


@app.command(
    epilog=examples(
        "rashomon compare courier.html post.txt --html dossier.html --open",
        "rashomon compare courier.txt post.txt --published 2025-03-04 --outlet post.txt='Harbour Post'",
        "rashomon compare https://daily.example/fire post.txt --json - | jq .figures",
        "rashomon compare --story t0a1b2c3d4e5f --html dossier.html",
    )
)
def compare(
    files: ComparedFiles = None,
    story: Annotated[
        str | None, typer.Option("--story", metavar="ID", help="Compare a story of the library again instead.")
    ] = None,
    library: LibraryOption = None,
    published: Published = None,
    outlet: Outlet = None,
    json: Annotated[
        str | None, typer.Option("--json", metavar="PATH", help="Write the data; - is standard output.")
    ] = None,
    html: Html = None,
    markdown: Annotated[
        str | None, typer.Option("--markdown", metavar="PATH", help="Write Markdown; - is standard output.")
    ] = None,
    no_text: Annotated[bool, typer.Option("--no-text", help="Leave the articles' texts out of the JSON.")] = False,
    open_page: Open = False,
    full: Annotated[bool, typer.Option("--full", help="Print all that was found, not only the first screen.")] = False,
    jobs: Jobs = 0,
    follow: Follow = False,
    limit: Limit = None,
    fields: Fields = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Compare reports on one story."""
    from rashomon.settings import from_environment

    settings = inputs.chosen(from_environment(), follow=follow, limit=limit, fields=fields)
    targets = {"--json": json, "--html": html, "--markdown": markdown}
    if story is not None:
        if files:
            raise UsageError("FILEs are compared, or a --story of the library, not both")
        with opened(library, settings) as kept:
            raise typer.Exit(_compare_story(kept, story, targets, text=not no_text, open_page=open_page, full=full))
    if not files:
        raise UsageError("give files or addresses to compare, or --story ID")
    if library is not None:
        raise UsageError("--library is for --story: FILEs are compared without it, and kept with rashomon add")
    days, outlets = inputs.published_days(files, published or ()), inputs.outlets(files, outlet or ())
    code = _compare(
        files, days, targets, settings, outlets=outlets, text=not no_text, open_page=open_page, jobs=jobs, full=full
    )
    raise typer.Exit(code)


@app.command(
    epilog=examples(
        "rashomon read courier.html",
        "rashomon read courier.html --html report.html",
        "rashomon read story/ --json > articles.json",
    )
)
def read(
    files: Files,
    published: Published = None,
    outlet: Outlet = None,
    json: Annotated[bool, typer.Option("--json", help="Print the articles as a JSON list instead.")] = False,
    html: Annotated[
        str | None, typer.Option("--html", metavar="PATH", help="Write a page on one article; - is standard output.")
    ] = None,
    follow: Follow = False,
    limit: Limit = None,
    fields: Fields = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Show what is taken as story, boilerplate, repeat …"""
    from rashomon.apps.passages import print_passages
    from rashomon.settings import from_environment
    from rashomon.types import Article

    settings = inputs.chosen(from_environment(), follow=follow, limit=limit, fields=fields)
    days, outlets = inputs.published_days(files, published or ()), inputs.outlets(files, outlet or ())
    if html is not None:
        if json:
            raise UsageError("--json and --html are different outputs of read: give one of them")
        raise typer.Exit(_single_page(files, days, outlets, html, settings))
    outputs.check({}, inputs.noted(files))
    failures, count = [], 0
    # On a terminal, the printed articles already show the progress.
    steps = 0 if outputs.is_terminal() else inputs.steps(files)
    with inputs.progress("Reading", steps) as advance, outputs.json_list() if json else nullcontext() as write:
        for result in inputs.reading(files, days, settings, outlets=outlets):
            advance(result)
            if not isinstance(result, Article):
                failures.append(result)
                continue
            count += 1
            if write:
                write(result)
            else:
                outputs.show(partial(print_passages, result))
    for failure in failures:
        warn(f"{failure.source}: {failure.problem}")
    raise typer.Exit(exits.DONE if not failures else exits.SOME_FAILED if count else exits.NO_RESULT)


@app.command(epilog=examples('rashomon find "Three people died in the fire." story/'))
def find(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="A sentence, in quotation marks.")],
    files: MaybeFiles = None,
    library: LibraryOption = None,
    published: Published = None,
    outlet: Outlet = None,
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON instead.")] = False,
    jobs: Jobs = 0,
    follow: Follow = False,
    limit: Limit = None,
    fields: Fields = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Look for a claim: who reports it, what says otherwise."""
    from rashomon.settings import from_environment

    settings = inputs.chosen(from_environment(), follow=follow, limit=limit, fields=fields)
    if not files:
        with opened(library, settings) as kept:
            found = kept.find(claim)
    elif library is not None:
        raise UsageError("a claim is looked for in FILEs or in the --library, not in both")
    else:
        outputs.check({}, inputs.noted(files))
        days, outlets = inputs.published_days(files, published or ()), inputs.outlets(files, outlet or ())
        found = _found_in(files, claim, settings, days, outlets, jobs)
    if json:
        outputs.write_stdout(outputs.found_json(found))
    else:
        from rashomon.dossier.render.found import print_found

        outputs.show(partial(print_found, found))
    for failure in found.failures:
        warn(f"{failure.source}: {failure.problem}")
    raise typer.Exit(exits.SOME_FAILED if found.failures else exits.DONE)


@app.command(epilog=examples("rashomon demo --open"))
def demo(html: Html = "dossier.html", open_page: Open = False, quiet: Quiet = False, debug: Debug = False) -> None:
    """Compare four invented reports; writes dossier.html."""
    files = sorted(map(str, EXAMPLES.glob("*.txt")))
    from rashomon.settings import from_environment

    raise typer.Exit(_compare(files, {}, {"--html": html}, from_environment(), open_page=open_page))


@app.command(hidden=True, context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def evaluate() -> None:
    """Moved: run `python -m evals TASK --data FILE` in a clone of the repository."""
    raise UsageError(
        "evaluate has moved out of the package: run `python -m evals TASK --data FILE` in a clone of the repository"
    )


app.command("add")(keeping.add)
app.command("search")(looking.search)
app.command("stories")(looking.stories)
app.command("story")(looking.story)
app.command("correct")(correcting.correct)
app.command("watch")(keeping.watch)
app.command("export")(keeping.export)
app.command("import")(keeping.load)
app.command("backup")(keeping.backup)
app.command("restore")(keeping.restore)


def _found_in(
    files: list[str], claim: str, settings: Settings, days: Mapping[str, str], outlets: Mapping[str, str], jobs: int
) -> Found:
    """Look for a claim in files."""
    articles, failures = inputs.read_all(files, days, settings, outlets=outlets)
    with inputs.progress("Searching", len(articles)) as advance:
        jobs = jobs or inputs.jobs_for(len(articles), settings)
        return rashomon.find(claim, articles, settings=settings, jobs=jobs, failures=failures, progress=advance)


def _compare(
    files: list[str],
    days: Mapping[str, str],
    targets: dict[str, str | None],
    settings: Settings,
    *,
    outlets: Mapping[str, str] | None = None,
    text: bool = True,
    open_page: bool = False,
    jobs: int = 1,
    full: bool = False,
) -> int:
    """Read, compare, write the outputs, and show the summary if standard output is free. Return the exit code."""
    _check_open(targets, open_page)
    known = inputs.noted(files)
    asked = outputs.check(targets, known)
    articles, failures = inputs.read_all(files, days, settings, known, outlets=outlets)
    outputs.check(asked, known)  # again, now that the contents of lists are known
    with inputs.progress("Comparing", len(articles)) as advance:
        jobs = jobs or inputs.jobs_for(len(articles), settings)
        dossier = rashomon.compare(articles, settings=settings, jobs=jobs, failures=failures, progress=advance)
    return _put_out(dossier, asked, known, text=text, open_page=open_page, full=full)


def _compare_story(
    library: Library, story: str, targets: dict[str, str | None], *, text: bool, open_page: bool, full: bool
) -> int:
    """Compare a story of a library, write the outputs, and show the summary. Return the exit code."""
    _check_open(targets, open_page)
    known = inputs.noted([])
    asked = outputs.check(targets, known)
    with inputs.progress("Comparing", None):
        dossier = library.compare(story)
    return _put_out(dossier, asked, known, text=text, open_page=open_page, full=full)


def _check_open(targets: Mapping[str, str | None], open_page: bool) -> None:
    if open_page and targets["--html"] == outputs.STDOUT:
        raise UsageError("--open needs a page in a file, and --html - writes it to standard output")


def _put_out(
    dossier: Dossier, asked: dict[str, str], known: InputFiles, *, text: bool, open_page: bool, full: bool
) -> int:
    """Write the outputs, and show the summary if standard output is free. Return the exit code."""
    if open_page:
        asked["--html"] = asked.get("--html") or outputs.temporary_page()
    contents = [(target, outputs.render(dossier, option, target, text=text)) for option, target in asked.items()]
    outputs.check(asked, known)  # again, in case files have changed since
    outputs.write(contents)
    if outputs.STDOUT not in asked.values() and not (asked and sys.stdout is None):
        _show(dossier, full)
    for failure in dossier.failures:
        warn(f"{failure.source}: {failure.problem}")
    _conclude(dossier, asked)
    if open_page and not outputs.open_page(asked["--html"]):
        warn(f"no browser was found: open {asked['--html']} yourself")
        return exits.SOME_FAILED
    return exits.SOME_FAILED if dossier.failures else exits.DONE


def _single_page(
    files: list[str], days: Mapping[str, str], outlets: Mapping[str, str], html: str, settings: Settings
) -> int:
    """Write the page on a single article; return the exit code."""
    from rashomon.annotation.batch import why_not
    from rashomon.dossier.render import single

    known = inputs.noted(files)
    asked = outputs.check({"--html": html}, known)
    articles, failures = inputs.read_all(files, days, settings, known, outlets=outlets)
    for failure in failures:
        warn(f"{failure.source}: {failure.problem}")
    if len(articles) > 1:
        raise UsageError(f"read --html shows one article, and {len(articles):,} were read: compare them, or name one")
    if not articles:
        return exits.NO_RESULT
    if problem := why_not(articles[0], settings):
        warn(f"{files[0]}: {problem}")
        return exits.NO_RESULT
    with inputs.progress("Reading", None):
        page = single.render(rashomon.understand(articles[0], settings))
    outputs.check(asked, known)
    outputs.write([(target, outputs.page_for(target, page)) for target in asked.values()])
    for target in asked.values():
        if target != outputs.STDOUT:
            note(f"Wrote {target}")
    return exits.SOME_FAILED if failures else exits.DONE


def _conclude(dossier: Dossier, asked: Mapping[str, str]) -> None:
    """Say how many of the inputs were compared, what was written and, on a terminal, what can be done next."""
    from rashomon.dossier.build import input_name

    read = {statement.article for statement in dossier.statements}
    compared = {input_name(article).partition("#")[0] for article in dossier.articles if article.id in read}
    missing = {failure.source.partition("#")[0] for failure in dossier.failures if not failure.stage} - compared
    if missing:
        warn(f"{len(compared)} of {len(compared | missing)} files compared")
    for target in asked.values():
        if target != outputs.STDOUT:
            note(f"Wrote {target}")
    if outputs.STDOUT not in asked.values() and outputs.is_terminal():
        page = asked.get("--html")
        note(f"Next: open {page} in a browser" if page else "Next: add --open to see every line in its report")


def _show(dossier: Dossier, full: bool) -> None:
    """Print the first screen, or all; failures are printed to standard error in any case."""
    from msgspec.structs import replace

    from rashomon.dossier.render.screen import print_screen
    from rashomon.dossier.render.text import print_summary

    shown = replace(dossier, failures=())
    whole = full or dossier.summary is None
    outputs.show(partial(print_summary, shown) if whole else partial(print_screen, shown))


lists.add_to(app)
interrupts.as_usual()
