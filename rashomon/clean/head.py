"""What stands above the story: headline, byline, dates; and what of it stands below."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from rashomon.clean.byline import is_byline, is_date_line, is_signature, names_in, published_in
from rashomon.clean.headline import heading_text, is_headline, same_title
from rashomon.clean.lines import Line, Mark

__all__ = ["Head", "find_foot", "find_head", "find_headings"]

MOST_LINES = 12
"""Lines from the top that can stand above the story."""
MOST_HEADLINES = 2
"""A headline and the deck beneath it, or a kicker and the headline beneath that."""
KICKER_WORDS = 3
LAST_LINES = 3
"""Lines at the end that can be a byline or a date."""


class Head(msgspec.Struct, frozen=True, gc=False):
    """Marks for the lines above the story; the headline among them, and the facts that they state."""

    marks: list[Mark]
    headline: Line | None
    byline: str | None
    published: str | None


def find_head(lines: Sequence[Line], title: str | None) -> Head:
    """The head of an article; ``lines`` has all that is not boilerplate, caption or correction."""
    headlines: list[Line] = []
    bylines: list[Line] = []
    top = lines[:MOST_LINES]
    for at, line in enumerate(top):
        if is_byline(line.text) or is_date_line(line.text) or (headlines and is_signature(line.text)):
            bylines.append(line)
        elif heading_text(line.text) or same_title(line.text, title) or is_on_top(lines, at, len(headlines)):
            headlines.append(line)
        else:
            break
    if len(headlines) + len(bylines) == len(lines):
        # Nothing but heads: the last of the headlines is what there is of a story.
        del headlines[-1:]
    marks = [Mark(line.start, line.end, "headline") for line in headlines]
    marks += [Mark(line.start, line.end, "byline") for line in bylines]
    named = [line.text for line in bylines if not is_date_line(line.text)]
    return Head(
        marks,
        chosen(headlines, title),
        next(filter(None, map(names_in, named)), None),
        next(filter(None, (published_in(line.text) for line in bylines)), None),
    )


def is_on_top(lines: Sequence[Line], at: int, already: int) -> bool:
    """Whether the line is a headline by its looks, or the one word ("Politics") over one."""
    if already >= MOST_HEADLINES:
        return False
    text = lines[at].text
    after = next(
        (line.text for line in lines[at + 1 :] if not is_byline(line.text) and not is_date_line(line.text)), None
    )
    if not already and len(text.split()) == 1 and text[0].isupper() and after and at + 2 < len(lines):
        return is_headline(after, lines[at + 2].text) and text[-1] not in ".:;,!?"
    return is_headline(text, after)


def chosen(headlines: Sequence[Line], title: str | None) -> Line | None:
    """The headline itself: the one that is the title, or the first that is more than a kicker over another one."""
    known = [line for line in headlines if same_title(line.text, title)]
    long = [line for line in headlines if len(line.text.split()) > KICKER_WORDS]
    return next(iter((*known, *long, *headlines)), None)


def find_foot(lines: Sequence[Line]) -> list[Mark]:
    """Marks for bylines and dates at the end of a story, of which ``lines`` has the lines."""
    marks = []
    for line in reversed(lines[-LAST_LINES:]):
        if not (is_byline(line.text) or is_date_line(line.text)):
            break
        marks.append(Mark(line.start, line.end, "byline"))
    return marks


def find_headings(lines: Sequence[Line]) -> list[Mark]:
    """Marks for Markdown's headings within a story."""
    return [Mark(line.start, line.end, "headline") for line in lines if line.text[0] == "#" and heading_text(line.text)]
