"""The command line. Each command is one function; the work is done in other modules."""

from __future__ import annotations

from rashomon.apps import interrupts  # imported first: installs the handler for Ctrl-C

# isort: split

import sys
from contextlib import nullcontext
from functools import partial
from os import cpu_count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
import typer.main

import rashomon
from rashomon.apps import correcting, exits, inputs, keeping, looking, outputs
from rashomon.apps.exits import say
from rashomon.apps.libraries import LibraryOption, opened
from rashomon.apps.usage import Commands
from rashomon.errors import UsageError

if TYPE_CHECKING:
    from rashomon.settings import Settings
    from rashomon.types import Dossier, Found

__all__ = ["app", "main"]

EXAMPLES = Path(__file__).parents[2] / "examples" / "syria-2018"
"""The example articles: in the repository but not in the package, because the copyright is their publishers'."""

ARTICLES_PER_JOB = 20
"""Articles that make starting another process worthwhile; most of the cost is loading spaCy: see benchmarks/README.md.
"""

EXIT_CODES = "\n".join(["\b", "Exit codes:", *(f"  {code:<5}{meaning}" for code, meaning in exits.MEANINGS.items())])

app = typer.Typer(
    name="rashomon",
    cls=Commands,
    help="Many reports, one story: who claims what, through whom, and where the reports differ.",
    epilog=EXIT_CODES,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help starts in half the time and is the same when piped
)

Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE",
        help="Text, Markdown, HTML, a feed, sitemap, WARC, PDF, mail, JSON, JSONL or ninjs; an address of the web; a "
        "folder or list of these; - is standard input.",
    ),
]
MaybeFiles = Annotated[
    list[str] | None, typer.Argument(metavar="[FILE]", help="As for compare; without any, the library is searched.")
]
Follow = Annotated[bool, typer.Option("--follow", help="Fetch the pages that feeds and sitemaps link to.")]
Limit = Annotated[int | None, typer.Option("--limit", metavar="N", min=1, help="Read that many articles at most.")]
Fields = Annotated[
    str | None,
    typer.Option("--fields", metavar="FIELD=NAME,…", help="Which fields of JSON hold what: text=story,title=hl."),
]
Jobs = Annotated[int, typer.Option(min=0, help="Number of processes; 0 lets Rashomon choose. The result is the same.")]
Debug = Annotated[
    bool,
    typer.Option(
        "--debug", callback=exits.show_traces, is_eager=True, help="Print the traceback of a failed stage or a bug."
    ),
]
Html = Annotated[str | None, typer.Option("--html", metavar="PATH", help="Write the page; - is standard output.")]
Open = Annotated[bool, typer.Option("--open", help="Show the page in the browser.")]


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
    version: Annotated[bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show it.")] = False,
    debug: Debug = False,
) -> None:
    """Handle the options before the command; ``--debug`` is read where errors are handled, in `exits.guard`."""


@app.command()
def compare(
    files: Files,
    published: Annotated[
        list[str] | None,
        typer.Option(
            metavar="DATE|FILE=DATE", help="Day of publication, 2018-08-28, of all files or of one. Repeatable."
        ),
    ] = None,
    json: Annotated[
        str | None, typer.Option("--json", metavar="PATH", help="Write the data; - is standard output.")
    ] = None,
    html: Html = None,
    markdown: Annotated[
        str | None, typer.Option("--markdown", metavar="PATH", help="Write Markdown; - is standard output.")
    ] = None,
    no_text: Annotated[bool, typer.Option("--no-text", help="Leave the articles' texts out of the JSON.")] = False,
    open_page: Open = False,
    jobs: Jobs = 0,
    follow: Follow = False,
    limit: Limit = None,
    fields: Fields = None,
    debug: Debug = False,
) -> None:
    """Compare reports on one story."""
    from rashomon.settings import from_environment

    settings = inputs.chosen(from_environment(), follow=follow, limit=limit, fields=fields)
    targets = {"--json": json, "--html": html, "--markdown": markdown}
    code = _compare(files, published or [], targets, settings, text=not no_text, open_page=open_page, jobs=jobs)
    raise typer.Exit(code)


@app.command()
def read(
    files: Files,
    json: Annotated[bool, typer.Option("--json", help="Print the articles as a JSON list instead.")] = False,
    follow: Follow = False,
    limit: Limit = None,
    fields: Fields = None,
    debug: Debug = False,
) -> None:
    """Show what is taken as story, boilerplate, repeat …"""
    from rashomon.apps.passages import print_passages
    from rashomon.settings import from_environment
    from rashomon.types import Article

    settings = inputs.chosen(from_environment(), follow=follow, limit=limit, fields=fields)
    outputs.check({}, inputs.noted(files))
    failures, count = [], 0
    # On a terminal, the printed articles already show the progress.
    steps = 0 if outputs.is_terminal() else inputs.steps(files)
    with inputs.progress("Reading", steps) as advance, outputs.json_list() if json else nullcontext() as write:
        for result in inputs.reading(files, {}, settings):
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
        say(f"{failure.source}: {failure.problem}")
    raise typer.Exit(exits.DONE if not failures else exits.SOME_FAILED if count else exits.NO_RESULT)


@app.command()
def find(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="A sentence, in quotation marks.")],
    files: MaybeFiles = None,
    library: LibraryOption = None,
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON instead.")] = False,
    jobs: Jobs = 0,
    follow: Follow = False,
    limit: Limit = None,
    fields: Fields = None,
    debug: Debug = False,
) -> None:
    """Look for a claim: who reports it, through whom, what says otherwise."""
    from rashomon.settings import from_environment

    settings = inputs.chosen(from_environment(), follow=follow, limit=limit, fields=fields)
    if not files:
        with opened(library, settings) as kept:
            found = kept.find(claim)
    elif library is not None:
        raise UsageError("a claim is looked for in FILEs or in the --library, not in both")
    else:
        found = _found_in(files, claim, settings, jobs)
    if json:
        outputs.write_stdout(outputs.found_json(found))
    else:
        from rashomon.dossier.render.found import print_found

        outputs.show(partial(print_found, found))
    for failure in found.failures:
        say(f"{failure.source}: {failure.problem}")
    raise typer.Exit(exits.SOME_FAILED if found.failures else exits.DONE)


@app.command()
def demo(html: Html = "dossier.html", open_page: Open = False, debug: Debug = False) -> None:
    """Compare the example articles; writes dossier.html."""
    files = sorted(map(str, EXAMPLES.glob("*.txt")))
    if not files:
        raise outputs.OutputError(
            "the example articles are their publishers' and come with Rashomon's source, not with this package: "
            "run it in a clone of the repository, or compare files of your own"
        )
    from rashomon.settings import from_environment

    raise typer.Exit(_compare(files, [], {"--html": html}, from_environment(), open_page=open_page))


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


def _found_in(files: list[str], claim: str, settings: Settings, jobs: int) -> Found:
    """Look for a claim in files."""
    outputs.check({}, inputs.noted(files))
    articles, failures = inputs.read_all(files, {}, settings)
    with inputs.progress("Searching", len(articles)) as advance:
        jobs = jobs or _jobs(len(articles), settings)
        return rashomon.find(claim, articles, settings=settings, jobs=jobs, failures=failures, progress=advance)


def _compare(
    files: list[str],
    published: list[str],
    targets: dict[str, str | None],
    settings: Settings,
    *,
    text: bool = True,
    open_page: bool = False,
    jobs: int = 1,
) -> int:
    """Read, compare, write the outputs, and show the summary if standard output is free. Return the exit code."""
    if open_page and targets["--html"] == outputs.STDOUT:
        raise UsageError("--open needs a page in a file, and --html - writes it to standard output")
    known = inputs.noted(files)
    asked = outputs.check(targets, known)
    articles, failures = inputs.read_all(files, inputs.published_days(files, published), settings, known)
    outputs.check(asked, known)  # again, now that the contents of lists are known
    with inputs.progress("Comparing", len(articles)) as advance:
        jobs = jobs or _jobs(len(articles), settings)
        dossier = rashomon.compare(articles, settings=settings, jobs=jobs, failures=failures, progress=advance)
    if open_page:
        asked["--html"] = asked.get("--html") or outputs.temporary_page()
    contents = [(target, outputs.render(dossier, option, target, text=text)) for option, target in asked.items()]
    outputs.check(asked, known)  # again, in case files have changed since
    outputs.write(contents)
    if outputs.STDOUT not in asked.values() and not (asked and sys.stdout is None):
        _show(dossier)
    for failure in dossier.failures:
        say(f"{failure.source}: {failure.problem}")
    for target in asked.values():
        if target != outputs.STDOUT:
            say(f"Wrote {target}")
    if open_page and not outputs.open_page(asked["--html"]):
        say(f"no browser was found: open {asked['--html']} yourself")
        return exits.SOME_FAILED
    return exits.SOME_FAILED if dossier.failures else exits.DONE


def _jobs(articles: int, settings: Settings) -> int:
    """Return the number of processes for so many articles; each one keeps two cores busy if it runs the net."""
    cores = (cpu_count() or 1) // (2 if settings.attribution == "net" else 1)
    return max(1, min(cores, articles // ARTICLES_PER_JOB))


def _show(dossier: Dossier) -> None:
    """Print the summary; failures are printed to standard error in any case."""
    from msgspec.structs import replace

    from rashomon.dossier.render.text import print_summary

    outputs.show(partial(print_summary, replace(dossier, failures=())))


interrupts.as_usual()
