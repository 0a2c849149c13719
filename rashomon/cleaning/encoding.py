"""Damaged characters and markup: mojibake, HTML entities, invisible and control characters, Markdown."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from html.entities import html5

from rashomon.cleaning.repaired_text import compose, read_as
from rashomon.types import Repair

__all__ = ["find_repairs"]

MOST_ROUNDS = 24
"""Depth to which repairs are repeated that reveal others (an entity inside an entity)."""

SUSPECT = re.compile(r"[^\x00-\x7f\u2010-\u203a][^\x00-\x7f]|â€")
"""UTF-8 decoded as another encoding leaves at least two adjacent non-ASCII characters, the first not punctuation."""
TAKEN_APART = re.compile("A[\u0302\u0303](?=[\x80-\xbf])")
"""The first half of such a pair, decomposed by Unicode normalisation of the damaged text."""
BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
LOST_QUOTE = re.compile(r"â€(?=[\s.,;:!?)]|\Z)")
"""A closing quotation mark whose last byte, undefined in Windows-1252, was lost."""

ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
SPACELESS = "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
"""Scripts in which zero-width spaces separate words."""
DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
RIGHT_TO_LEFT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
LINK = re.compile(
    r"(?<!!)\[([^\[\]\n]{1,300})(\]\((?:https?://|www\.|mailto:|[/#])[^\s()<>]{0,1000}(?:\s\"[^\"\n]{0,200}\")?\))"
)
STARS = re.compile(r"(?<![\w*\\])(\*{1,3})(?=[^\s*])[^*\n]{1,400}?(?<=[^\s*])(\1)(?![\w*])")
UNDERSCORES = re.compile(r"(?<![\w_\\])(_{1,2})(?=[^\s_])[^_\n]{1,400}?(?<=[^\s_])(\1)(?![\w_])")
QUOTE_BAR = re.compile(r"^(?:>[ \t]?)+", re.MULTILINE)


def find_repairs(text: str) -> tuple[Repair, ...]:
    """Return the repairs of ``text``: sorted, not overlapping, and none for the repaired text.

    Mojibake is detected by ftfy (Speer 2019), line by line, and repaired run by run. Joiners (U+200C, U+200D),
    direction marks among right-to-left letters, and zero-width spaces in scripts without spaces are left alone.
    """
    reading = read_as(text, ())
    for _ in range(MOST_ROUNDS):
        before = reading.repairs
        for stage in STAGES:
            if found := list(stage(reading.text)):
                reading = read_as(text, compose(reading, found))
        if reading.repairs == before:
            break
    return reading.repairs


def mojibake(text: str) -> Iterator[Repair]:
    """Yield repairs of runs of characters that are UTF-8 decoded as another encoding."""
    done = 0
    for suspect in SUSPECT.finditer(text):
        if suspect.start() < done:
            continue
        start = text.rfind("\n", done, suspect.start()) + 1 or done
        end = text.find("\n", suspect.end())
        done = len(text) if end < 0 else end
        yield from mojibake_of_line(text[start:done], start)


def mojibake_of_line(line: str, offset: int) -> Iterator[Repair]:
    """Repair the line as a whole, since only its context identifies the encoding; leave ASCII between the runs."""
    import ftfy

    fixed = ftfy.fix_encoding(line)
    if fixed == line:
        return
    damaged = list(BEYOND_ASCII.finditer(line))
    if BEYOND_ASCII.split(line) == BEYOND_ASCII.split(fixed):
        mended = BEYOND_ASCII.findall(fixed)
    else:
        mended = [ftfy.fix_encoding(run[0]) for run in damaged]
    for run, to in zip(damaged, mended, strict=True):
        closed = to.removesuffix("â€") + "”" if to.endswith("â€") and LOST_QUOTE.match(line, run.end() - 2) else to
        if closed != run[0]:
            yield Repair(offset + run.start(), offset + run.end(), closed)


def taken_apart(text: str) -> Iterator[Repair]:
    """Compose decomposed halves of mojibake, so that `mojibake` can detect them."""
    for found in TAKEN_APART.finditer(text):
        yield Repair(found.start(), found.end(), unicodedata.normalize("NFC", found[0]))


def entities(text: str) -> Iterator[Repair]:
    """Replace HTML 5 character references; those that stand for white space become a space."""
    for found in ENTITY.finditer(text):
        to = html.unescape(found[0]) if found[0][1] == "#" else html5.get(found[0][1:], found[0])
        if to != found[0]:
            yield Repair(found.start(), found.end(), " " if to.isspace() else to)


def invisible(text: str) -> Iterator[Repair]:
    """Remove soft hyphens, zero-width spaces and stray byte-order marks."""
    for found in INVISIBLE.finditer(text):
        around = text[max(0, found.start() - 1) : found.end() + 1]
        if found[0] != "\u200b" or not re.search(SPACELESS, around):
            yield Repair(found.start(), found.end(), "")


def direction(text: str) -> Iterator[Repair]:
    """Remove direction marks from a text without right-to-left letters."""
    if DIRECTION.search(text) and not re.search(RIGHT_TO_LEFT, text):
        yield from (Repair(found.start(), found.end(), "") for found in DIRECTION.finditer(text))


def control(text: str) -> Iterator[Repair]:
    """Remove control characters; replace those of Latin-1 by what Windows-1252 has in their place."""
    for found in CONTROL.finditer(text):
        code = ord(found[0])
        yield Repair(found.start(), found.end(), bytes([code]).decode("cp1252", "ignore") if code > 0x7F else "")


def links(text: str) -> Iterator[Repair]:
    """Replace Markdown's ``[label](address)`` by its label."""
    for found in LINK.finditer(text):
        yield Repair(found.start(), found.start(1), "")
        yield Repair(found.start(2), found.end(2), "")


def emphasis(text: str, pattern: re.Pattern[str]) -> Iterator[Repair]:
    """Remove Markdown's emphasis marks around words: stars and underscores."""
    for found in pattern.finditer(text):
        yield Repair(found.start(1), found.end(1), "")
        yield Repair(found.start(2), found.end(2), "")


def stars(text: str) -> Iterator[Repair]:
    return emphasis(text, STARS)


def underscores(text: str) -> Iterator[Repair]:
    return emphasis(text, UNDERSCORES)


def quote_bars(text: str) -> Iterator[Repair]:
    """Remove the ``>`` before quoted lines in Markdown and mail."""
    return (Repair(found.start(), found.end(), "") for found in QUOTE_BAR.finditer(text))


STAGES: tuple[Callable[[str], Iterator[Repair]], ...] = (
    taken_apart,
    mojibake,
    entities,
    invisible,
    direction,
    control,
    links,
    stars,
    underscores,
    quote_bars,
)
"""The order matters: mojibake can contain soft hyphens and control characters."""
