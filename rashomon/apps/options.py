"""The arguments and options that several commands have in common, with their help."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from rashomon.apps import exits

__all__ = [
    "Debug",
    "Fields",
    "FileArgument",
    "Files",
    "Follow",
    "Html",
    "Jobs",
    "Limit",
    "Open",
    "Outlet",
    "Published",
    "Quiet",
]

FileArgument: Any = typer.Argument(
    metavar="FILE",
    help="Text, Markdown, HTML, a feed, sitemap, WARC, PDF, mail, JSON, JSONL or ninjs; an address of the web; a "
    "folder or list of these; - is standard input.",
)
Files = Annotated[list[str], FileArgument]
Published = Annotated[
    list[str] | None,
    typer.Option(metavar="DATE|FILE=DATE", help="Day of publication, 2018-08-28, of all files or of one. Repeatable."),
]
Outlet = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME|FILE=NAME", help="Who published it: the outlet of all files or of one. Repeatable."),
]
Follow = Annotated[bool, typer.Option("--follow", help="Fetch the pages that feeds and sitemaps link to.")]
Limit = Annotated[int | None, typer.Option("--limit", metavar="N", min=1, help="Read that many articles at most.")]
Fields = Annotated[
    str | None,
    typer.Option("--fields", metavar="FIELD=NAME,…", help="Which fields of JSON hold what: text=story,title=hl."),
]
Jobs = Annotated[
    int,
    typer.Option(
        metavar="N",
        min=0,
        show_default=False,
        help="Number of processes; 0, the default, lets Rashomon choose. The result is the same.",
    ),
]
Quiet = Annotated[
    bool,
    typer.Option("--quiet", "-q", callback=exits.hush, is_eager=True, help="Show no progress and no notes."),
]
Debug = Annotated[
    bool,
    typer.Option(
        "--debug", callback=exits.show_traces, is_eager=True, help="Print the traceback of a failed stage or a bug."
    ),
]
Html = Annotated[str | None, typer.Option("--html", metavar="PATH", help="Write the page; - is standard output.")]
Open = Annotated[bool, typer.Option("--open", help="Show the page in the browser.")]
