"""The lines above the story, headline, byline and dates, and such lines below the story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from rashomon.cleaning.byline import is_byline, is_date_line, is_signature, names_in, published_in
from rashomon.cleaning.headline import heading_text, is_headline, same_title
from rashomon.cleaning.line_marks import Line, Mark
from rashomon.types import PassageKind

__all__ = ["Head", "find_foot", "find_head", "find_headings"]

MOST_LINES = 12
"""Most lines above the story."""
MOST_HEADLINES = 2
"""A headline and the deck below it, or a kicker and the headline below that."""
LOOK_AHEAD = 5
KICKER_WORDS = 3
LAST_LINES = 3
"""Lines at the end that can be a byline or a date."""


class Head(msgspec.Struct, frozen=True, gc=False):
    """Marks for the lines above the story, the headline among them, and the facts that they state."""

    marks: list[Mark]
    headline: Line | None
    byline: str | None
    published: str | None


def find_head(lines: Sequence[Line], title: str | None, told: Mapping[Line, PassageKind] | None = None) -> Head:
    """Return the head of an article; ``lines`` has every line but boilerplate, captions and corrections.

    ``told`` gives lines of known kind. If it has a headline before the lines, no other is looked for, and its mark is
    left to the caller.
    """
    top = [line for line in told or () if lines and line.start < lines[0].start]
    known = [line for line in top if told and told[line] == "headline"]
    stated = [line for line in top if told and told[line] == "byline"]
    headlines: list[Line] = []
    bylines: list[Line] = []
    kickers: list[Line] = []
    for at, line in enumerate(lines[:MOST_LINES]):
        room = not known and len(headlines) < MOST_HEADLINES and not (headlines and bylines)
        if is_byline(line.text) or is_date_line(line.text) or ((known or headlines) and is_signature(line.text)):
            bylines.append(line)
        elif is_titled(lines, at, title) or (room and is_headline(line.text, after(lines, at))):
            headlines.append(line)
        elif not known and not headlines and is_kicker(lines, at, title):
            kickers.append(line)
        else:
            break
    if len(kickers) + len(headlines) + len(bylines) == len(lines):
        # Only headings: the last one is all there is of a story.
        del headlines[-1:]
    marks = [Mark(line.start, line.end, "headline") for line in (*kickers, *headlines)]
    marks += [Mark(line.start, line.end, "byline") for line in bylines]
    bylines = [*stated, *bylines]
    named = [line.text for line in bylines if not is_date_line(line.text)]
    return Head(
        marks,
        chosen([*known, *headlines], title),
        next(filter(None, map(names_in, named)), None),
        next(filter(None, (published_in(line.text) for line in bylines)), None),
    )


def is_titled(lines: Sequence[Line], at: int, title: str | None) -> bool:
    """Return whether a line is marked as the headline or equals the title in the metadata."""
    return bool(heading_text(lines[at].text)) or same_title(lines[at].text, title)


def is_kicker(lines: Sequence[Line], at: int, title: str | None) -> bool:
    """Return whether a line is the single word ("Politics") above a headline."""
    word = lines[at].text
    if len(word.split()) > 1 or word[-1] in ".:;,!?" or at + 1 >= len(lines):
        return False
    return is_titled(lines, at + 1, title) or is_headline(lines[at + 1].text, after(lines, at + 1))


def after(lines: Sequence[Line], at: int) -> list[str]:
    """Return the lines after ``at``, without bylines and dates."""
    following = [line.text for line in lines[at + 1 : at + 1 + LOOK_AHEAD]]
    return [text for text in following if not is_byline(text) and not is_date_line(text)]


def chosen(headlines: Sequence[Line], title: str | None) -> Line | None:
    """Return the headline proper: the one that equals the title, or the first that is not a kicker."""
    known = [line for line in headlines if same_title(line.text, title)]
    long = [line for line in headlines if len(line.text.split()) > KICKER_WORDS]
    return next(iter((*known, *long, *headlines)), None)


def find_foot(lines: Sequence[Line]) -> list[Mark]:
    """Return marks for bylines and dates at the end of a story, given its ``lines``."""
    marks = []
    for line in reversed(lines[-LAST_LINES:]):
        if not (is_byline(line.text) or is_date_line(line.text)):
            break
        marks.append(Mark(line.start, line.end, "byline"))
    return marks


def find_headings(lines: Sequence[Line]) -> list[Mark]:
    """Return marks for Markdown headings within a story."""
    return [Mark(line.start, line.end, "headline") for line in lines if line.text[0] == "#" and heading_text(line.text)]
