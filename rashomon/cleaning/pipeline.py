"""The stages of cleaning, in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import structs

from rashomon.cleaning.boilerplate import find_boilerplate
from rashomon.cleaning.captions import galleries, is_caption, is_correction, opens_correction
from rashomon.cleaning.dateline import FoundDateline, find_dateline
from rashomon.cleaning.encoding import find_repairs
from rashomon.cleaning.facts import Told, facts_told
from rashomon.cleaning.head import find_foot, find_head, find_headings
from rashomon.cleaning.header import read_header
from rashomon.cleaning.headline import heading_text, same_title
from rashomon.cleaning.language import find_language
from rashomon.cleaning.line_marks import Line, Mark, lines_of
from rashomon.cleaning.passages import passages_of, segments_of
from rashomon.cleaning.repaired_text import read_as
from rashomon.cleaning.repeats import find_repeats
from rashomon.cleaning.truncated_start import starts_mid_story
from rashomon.types import Article, PassageKind

__all__ = ["clean"]

DATELINE_LINES = 3
"""First lines of the story that may start with a dateline."""


def clean(article: Article) -> Article:
    """Return the article with its passages, and with what its text states where nothing else is known.

    Fills ``passages`` (every character in exactly one, in order), ``repairs``, ``title``, ``dateline``, ``byline``,
    ``published``, ``outlet``, ``language`` and ``starts_mid_story``, and keeps values that are already known. What the
    text states is added to ``facts``, to be weighed against other sources. Passages that the reader has set stay. The
    text itself does not change. Pure, in time linear in the length of the text; raises no errors of its own.
    """
    source = article.content
    reading = read_as(source, find_repairs(source))
    lines = list(lines_of(reading.text))
    header = read_header(lines)
    stated = header.facts
    title = article.title or stated.get("title")

    known = [
        Mark(reading.reads_at(p.start), reading.reads_at(p.end), p.kind) for p in article.passages if p.kind != "body"
    ]
    body, known_lines = parted(lines[header.lines :], known)
    notes = find_notes(body, title)
    head = find_head(unmarked(body, notes), title, known_lines)
    marks = [*header.marks, *known, *notes, *head.marks]
    story = unmarked(body, marks)
    found = find_first_dateline(story)
    marks += [*find_headings(story), *find_foot(story), *([found[0]] if found else [])]
    boilerplate = [mark for mark in notes if mark.kind == "boilerplate"]
    titled = [head.headline] if head.headline and head.headline in known_lines else []
    marks += find_repeats(reading.text, [*titled, *unmarked(body, boilerplate)], head.headline)

    segments = segments_of(reading.text, marks)
    text = "".join(reading.text[part.start : part.end] for part in segments if part.kind == "body").strip()
    dateline = found[1] if found else None
    first = head.headline.text if head.headline else None
    headline = heading_text(first) or first if first else None
    told = Told(
        title=stated.get("title") or (None if article.title else headline),
        outlet=stated.get("outlet"),
        byline=stated.get("byline") or head.byline,
        published=stated.get("published") or head.published,
        filed=dateline.published if dateline else None,
        language=find_language(text),
    )
    return structs.replace(
        article,
        facts=(*article.facts, *facts_told(told, article)),
        passages=passages_of(reading, segments, len(source)),
        repairs=reading.repairs,
        title=title or headline,
        dateline=dateline.dateline if dateline else article.dateline,
        byline=article.byline or stated.get("byline") or head.byline,
        published=article.published or stated.get("published") or head.published or (dateline and dateline.published),
        outlet=article.outlet or stated.get("outlet"),
        language=told.language or article.language,
        starts_mid_story=dateline is None and starts_mid_story(text.split("\n", 1)[0], title or headline),
    )


def parted(lines: Sequence[Line], known: Sequence[Mark]) -> tuple[list[Line], dict[Line, PassageKind]]:
    """Separate the lines of unknown kind from the others and their kinds; ``known`` is ordered and does not overlap."""
    body = []
    told = {}
    at = 0
    for line in lines:
        while at < len(known) and known[at].end <= line.start:
            at += 1
        if at < len(known) and known[at].start <= line.start:
            told[line] = known[at].kind
        else:
            body.append(line)
    return body, told


def find_notes(lines: Sequence[Line], title: str | None) -> list[Mark]:
    """Return marks for boilerplate, captions and corrections; never for the title."""
    marks = find_boilerplate([line for line in lines if not same_title(line.text, title)])
    boilerplate = {mark.start for mark in marks}
    pictures = galleries([line.text for line in lines])
    before = ""
    for at, line in enumerate(lines):
        if line.start not in boilerplate and not same_title(line.text, title):
            if is_correction(line.text) or opens_correction(before):
                marks.append(Mark(line.start, line.end, "correction"))
            elif at in pictures or is_caption(line.text):
                marks.append(Mark(line.start, line.end, "caption"))
        before = line.text
    return marks


def unmarked(lines: Sequence[Line], marks: Iterable[Mark]) -> list[Line]:
    """Return the lines at whose start no mark begins."""
    starts = {mark.start for mark in marks}
    return [line for line in lines if line.start not in starts]


def find_first_dateline(story: Sequence[Line]) -> tuple[Mark, FoundDateline] | None:
    """Return the dateline of a story and its mark."""
    for line in story[:DATELINE_LINES]:
        if found := find_dateline(line.text):
            return Mark(line.start, line.start + found.end, "dateline"), found
    return None
