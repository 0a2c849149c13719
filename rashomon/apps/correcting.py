"""The command ``correct``: put something right, take it back, or list what was put right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from rashomon.apps.exits import note
from rashomon.apps.libraries import Debug, Json, LibraryOption, opened, print_json, print_lines
from rashomon.apps.options import Quiet
from rashomon.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rashomon.library import Library
    from rashomon.library.corrections import Kept
    from rashomon.types import Place

__all__ = ["correct"]


def correct(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="KIND ACTION PLACE…",
            help="merge, split, move, join, relation, figure, chain, boilerplate or date; accept, reject or change; "
            "a statement's id, ARTICLE, or 'ARTICLE:its words'.",
        ),
    ] = None,
    library: LibraryOption = None,
    value: Annotated[str, typer.Option("--value", help="What is right: a day, a number, a kind, a story's id.")] = "",
    who: Annotated[str, typer.Option("--who", metavar="NAME", help="Who says so.")] = "",
    why: Annotated[str, typer.Option("--why", help="The reason.")] = "",
    undo: Annotated[str | None, typer.Option("--undo", metavar="ID", help="Take a correction back.")] = None,
    shown: Annotated[bool, typer.Option("--list", help="List all corrections.")] = False,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Put right what was found; nothing is lost, everything can be undone."""
    with opened(library) as kept:
        if undo is not None:
            kept.undo(undo, who=who)
            note(f"Undone: {undo}")
        elif shown:
            found = kept.corrections()
            print_json(found) if json else print_lines(_lines(found))
        else:
            if what is None or len(what) < 3:
                raise UsageError("say what to correct: rashomon correct KIND ACTION PLACE… --who NAME")
            kind, action, *places = what
            made = kept.correct(kind, action, [_place(kept, p) for p in places], who=who, why=why, value=value)
            print_lines([made.id])


def _place(kept: Library, written: str) -> Place:
    """Return the place that the user names: a statement by its id, an article, or words of one."""
    from rashomon.library.corrections import place_of

    article, colon, words = written.partition(":")
    if colon:
        return kept.place(article, words)
    if article.startswith("s"):
        return kept.place_of_statement(article)
    return place_of(kept.article(article))


def _lines(found: Sequence[Kept]) -> Iterator[str]:
    for one in found:
        made = one.correction
        about = " / ".join(f"{p.article} {p.quotation[:60]!r}" if p.quotation else p.article for p in made.places)
        state = f" – undone by {one.undone}" if one.undone else f" – no longer matches: {one.lost}" if one.lost else ""
        value = f" {made.value}" if made.value else ""
        yield f"{made.id}  {made.when}  {made.who}: {made.action} {made.kind}{value}: {about}{state}"
        if made.why:
            yield f"    {made.why}"
