"""The commands that look into a library: search, stories, story."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from rashomon.apps import exits, inputs, outputs
from rashomon.apps.exits import note, warn
from rashomon.apps.libraries import Debug, Json, LibraryOption, csv_bytes, opened, print_json, print_lines
from rashomon.apps.options import Published, Quiet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rashomon.apps.files import InputFiles
    from rashomon.library.search import Result
    from rashomon.library.stories import StoryLine
    from rashomon.types import Story

__all__ = ["search", "stories", "story"]

COLUMNS = ("article", "outlet", "day", "title", "story", "statement", "text", "speaker", "start", "end", "score")

MANY = 40
"""Articles without company that are listed without being asked for."""

Limit = Annotated[int, typer.Option("--limit", metavar="N", min=1, help="That many at most.")]


def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help='Words, "phrases" and operators.')],
    library: LibraryOption = None,
    limit: Limit = 20,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV instead.")] = False,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Search: said-by: via: outlet: about: day: quoted: hedged: differs: story:"""
    with opened(library) as kept:
        found = kept.search(" ".join(map(_joined, words)), limit)
    if json:
        print_json(found)
    elif csv:
        rows = [{c: getattr(r, c) for c in COLUMNS} for r in found]
        outputs.write_stdout(csv_bytes(rows, COLUMNS))
    else:
        print_lines(_lines(found))


def _joined(word: str) -> str:
    """Return a word of the command line as it was meant: what was in quotation marks for the shell stays together."""
    if " " not in word or '"' in word:
        return word
    operator, colon, rest = word.partition(":")
    return f'{operator}:"{rest}"' if colon and " " not in operator else word


def _lines(found: Sequence[Result]) -> Iterator[str]:
    for one in found:
        speaker = f"{one.speaker}: " if one.speaker else ""
        yield f"{one.outlet or one.article}, {one.day or 'no day'}: {speaker}{one.text}"
        yield f"    {one.title or ''}  [{one.article}{f', story {one.story}' if one.story else ''}]"
    if not found:
        yield "Nothing was found; other words may find it."


def stories(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="[FILE]", help="As for compare; without any, those of the library.")
    ] = None,
    library: LibraryOption = None,
    published: Published = None,
    limit: Limit = 50,
    every: Annotated[bool, typer.Option("--all", help="Stories of a single article too.")] = False,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Tell which reports tell one story: of files, or of the library."""
    if files:
        raise typer.Exit(_stories_of(files, published, every=every, json=json))
    with opened(library) as kept:
        found = kept.stories(limit, several=not every)
    if json:
        print_json(found)
        return
    print_lines(_story_line(s) for s in found)


def _stories_of(files: list[str], published: list[str] | None, *, every: bool, json: bool) -> int:
    """Print the stories of files, the largest first, and what stands alone."""
    import rashomon
    from rashomon.settings import from_environment

    outputs.check({}, inputs.noted(files))
    articles, failures = inputs.read_all(files, inputs.published_days(files, published or ()), from_environment())
    found = rashomon.stories(articles)
    if json:
        print_json(found)
    else:
        named = {a.id: f"- {a.published or 'no day'} {a.label}" for a in articles}
        several = [s for s in found if len(s.articles) > 1]
        alone = [named[s.articles[0]] for s in found if len(s.articles) == 1]
        for one in several:
            print_lines([_heading(one), *sorted(named[a] for a in one.articles)])
        if alone:
            print_lines([f"{len(alone)} on no story of another report", *(alone if every or len(alone) < MANY else [])])
    for failure in failures:
        warn(f"{failure.source}: {failure.problem}")
    return exits.DONE if not failures else exits.SOME_FAILED if articles else exits.NO_RESULT


def _heading(story: Story) -> str:
    headline = story.headline.text if story.headline else "without a headline"
    first, last = story.days or ("", "")
    days = f", {first}" + (f" to {last}" if last != first else "") if first else ""
    return f"{len(story.articles)} reports{days}: {headline}"


def _story_line(one: StoryLine) -> str:
    from rashomon.dossier.render.labels import counted

    days = f"{one.first_day or '?'} – {one.last_day or '?'}"
    conflicts = f", {counted(one.conflicts, 'conflict')}" if one.conflicts else ""
    return f"{one.id}  {days}  {counted(one.articles, 'report')}{conflicts}  {one.headline}"


def story(
    given: Annotated[str, typer.Argument(metavar="ID", help="Id of the story.")],
    library: LibraryOption = None,
    html: Annotated[
        str | None, typer.Option("--html", metavar="PATH", help="Write the page; - is standard output.")
    ] = None,
    markdown: Annotated[
        str | None, typer.Option("--markdown", metavar="PATH", help="Write Markdown; - is standard output.")
    ] = None,
    json: Annotated[
        str | None, typer.Option("--json", metavar="PATH", help="Write the data; - is standard output.")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Compare it again first; ids stay.")] = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Show a story of the library."""
    from rashomon.dossier.render.text import print_summary

    asked = outputs.check({"--html": html, "--markdown": markdown, "--json": json}, _no_inputs())
    with opened(library) as kept:
        dossier = kept.compare(given) if again else kept.story(given)
    outputs.write([(target, outputs.render(dossier, option, target, text=True)) for option, target in asked.items()])
    if outputs.STDOUT not in asked.values():
        outputs.show(partial(print_summary, dossier))
    for target in asked.values():
        if target != outputs.STDOUT:
            note(f"Wrote {target}")


def _no_inputs() -> InputFiles:
    from rashomon.apps.files import InputFiles

    return InputFiles()
