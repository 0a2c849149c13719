"""Lines that are not the article: appeals, subscriptions, sharing, related links, advertisements, terms, bios."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from rashomon.cleaning.line_marks import Line, Mark
from rashomon.cleaning.phrase_lists import count_signs, has_phrase, known

__all__ = ["find_boilerplate"]

LONGEST_LINE = 700
LONGEST_SENTENCE = 400
LONGEST_REST = 160
"""Characters of a line that go with its boilerplate sentences without looking like boilerplate themselves."""
SHORT = 40
"""Characters up to which a line without a sentence's end is taken for boilerplate between boilerplate."""
LONGEST_LINK = 140
MOST_LINKS = 15
"""Lines after a head ("Related stories") that can be its list."""
BIO_LINES = 4
"""Lines at the end of an article, boilerplate aside, that may say who wrote it."""
MOST_BETWEEN = 2
"""Lines between two of boilerplate that can belong to them."""

EDGES = " \t\xa0-–—•·*»«>→▶►▸|#([]<=+~:.!…"
CURLY = {"‘": "'", "’": "'", "‛": "'", "`": "'", "“": '"', "”": '"', "„": '"', "‟": '"'}
SENTENCE = re.compile(r"[.!?…][\"')\]]*\s+(?=\S)")
LABEL = re.compile(r"[\w' ]{1,30}:")
NAMED = re.compile(r"\"[^\"]{1,25}\"")
"""Too short for speech: the name of a button or a programme."""
ENDS = re.compile(r"[.!?…:;][\"')\]]*$")
RULE = re.compile(r"[-–—_*=~•·#+.|<> ]{3,}$")
CODE = re.compile(
    r"[.#@]?[\w -]{1,60}\{$|\}[.;]?$|[a-z-]{2,40}: ?[\w#%., ()-]{1,60};$|(?:var|let|const|function)\s.{1,200}[;{}]$"
)
PICTURE = re.compile(r"!\[[^\]]{0,300}\]\([^)\s]{0,1000}+[^)]{0,200}+\)$")
ADDRESS = re.compile(r"(?:https?://|www\.)\S{1,1000}$")
REPORTED = re.compile(r"\b(?:said|says|told|tweeted|wrote|according to|added|announced|reported|spokes\w+)\b")

YOU = re.compile(r"\b(?:you|your|yours)\b")
WE = re.compile(r"\b(?:us|our|we|ours)\b")
APPEALS = 4
"""Signs of an appeal from which a line is one by itself."""
JOINS = 2
"""Signs from which a line beside boilerplate belongs to it."""


def find_boilerplate(lines: Sequence[Line]) -> list[Mark]:
    """Marks for the boilerplate among the lines: whole lines, or the sentences of it that end a line of the story.

    Three steps: what a line says by itself; the lists under heads such as "Related stories", and bios at the end; then
    lines that belong to a block by standing in or beside it ("Thank you." after an appeal). What a line quotes or
    reports is story, whatever it is about.
    """
    begins = [begin_of(line.text) for line in lines]
    marked = [begin == 0 for begin in begins]
    mark_lists(lines, marked)
    mark_bios(lines, marked)
    mark_blocks(lines, marked)
    whole = (Mark(line.start, line.end, "boilerplate") for line, hit in zip(lines, marked, strict=True) if hit)
    tails = (
        Mark(line.start + begin, line.end, "boilerplate")
        for line, begin, hit in zip(lines, begins, marked, strict=True)
        if begin and not hit
    )
    return [*whole, *tails]


def straight(text: str) -> str:
    """The text with straight quotation marks, in as many characters."""
    for curly, plain_one in CURLY.items():
        text = text.replace(curly, plain_one)
    return text


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A line for comparing: lower case, straight quotation marks, single spaces, no bullets or marks at its edges."""
    return NAMED.sub("", " ".join(straight(text).lower().split())).strip(EDGES)


@lru_cache(maxsize=4096)
def begin_of(text: str) -> int | None:
    """Where boilerplate begins in a line, to its end: 0 for all of it, None for none."""
    if len(text) > LONGEST_LINE:
        return None
    low = plain(text)
    if low in known("alone") or low in known("heads") or is_leftover(text):
        return 0
    pieces = sentences_of(text)
    hits = [speaks_for_itself(text, start, end) for start, end in pieces]
    if not any(hits):
        return 0 if is_appeal(low) else None
    rest = "".join(text[start:end] for (start, end), hit in zip(pieces, hits, strict=True) if not hit)
    if len(rest) <= LONGEST_REST and not REPORTED.search(rest.lower()) and '"' not in plain(rest):
        return 0
    story = next((at for at in range(len(hits)) if all(hits[at:])), None)
    return None if story is None else pieces[story][0]


def is_leftover(text: str) -> bool:
    """Whether a line is a rule, a link, a picture, or a scrap of a style sheet or script."""
    if text[-1] in "-–—_*=~•·#+.|<>" and RULE.match(text):
        return text.strip(".") != ""
    return any(pattern.match(text) for pattern in (CODE, PICTURE, ADDRESS))


def sentences_of(text: str) -> list[tuple[int, int]]:
    """The sentences of a line, as offsets into it."""
    cuts = [0, *(found.end() for found in SENTENCE.finditer(straight(text))), len(text)]
    return [(start, end) for start, end in pairwise(cuts) if start < end]


def speaks_for_itself(text: str, start: int, end: int) -> bool:
    """Whether the sentence of a line is boilerplate: a phrase of it, neither quoted nor reported."""
    before = straight(text[:start]) if start else ""
    sentence = plain(text[start:end])
    if len(sentence) > LONGEST_SENTENCE or text[0] == "<" or before.count('"') % 2:
        return False
    if not LABEL.match(sentence) and ('"' in sentence or REPORTED.search(sentence)):
        return False
    return has_phrase("phrases", sentence + ":" if text[:end].rstrip().endswith(":") else sentence)


def is_appeal(low: str) -> bool:
    """Whether a line by itself is an appeal to readers, for the outlet that speaks."""
    return appeal_signs(low) >= APPEALS and count_signs("cause", low) > 0


def appeal_signs(low: str) -> int:
    """How much a line speaks like an appeal to readers: 0 if it does not address them, or if it quotes or reports."""
    address = bool(YOU.search(low)) + bool(WE.search(low))
    if not address or '"' in low or REPORTED.search(low):
        return 0
    asked = count_signs("appeal", low)
    return address + asked + count_signs("cause", low) if asked else 0


def mark_lists(lines: Sequence[Line], marked: list[bool]) -> None:
    """Mark the headlines listed under a head such as "Related stories"."""
    for at, line in enumerate(lines):
        if not marked[at] or plain(line.text) not in known("heads"):
            continue
        after = at + 1
        while after < len(lines) and after <= at + MOST_LINKS and is_link(lines[after].text):
            after += 1
        # A list that runs up to a closing sentence takes no line of the story with it: it needs two, or the end.
        if after - at > 2 or after == len(lines) or (after < len(lines) and marked[after]):
            marked[at + 1 : after] = [True] * (after - at - 1)


def is_link(text: str) -> bool:
    """Whether a line can be another article's headline: short, and no sentence."""
    return len(text) <= LONGEST_LINK and not re.search(r"[.;:,][\"”'’)]*$", text)


def mark_bios(lines: Sequence[Line], marked: list[bool]) -> None:
    """Mark what is said at the end of who wrote the article."""
    left = BIO_LINES
    for at in range(len(lines) - 1, 0, -1):
        if marked[at]:
            continue
        low = plain(lines[at].text)
        if len(low) <= LONGEST_SENTENCE and not REPORTED.search(low) and has_phrase("bio", low):
            marked[at] = True
        else:
            left -= 1
            if not left:
                return


def mark_blocks(lines: Sequence[Line], marked: list[bool]) -> None:
    """Mark lines that stand between or beside boilerplate and go with it."""
    ends = [at for at, hit in enumerate(marked) if hit]
    for at, after in pairwise(ends):
        between = range(at + 1, after)
        if len(between) <= MOST_BETWEEN and all(fills(lines[i].text) for i in between):
            for i in between:
                marked[i] = True
    for step in (1, -1):
        for at in ends if step == 1 else reversed(ends):
            beside = at + step
            while 0 <= beside < len(lines) and not marked[beside] and joins(lines[beside].text):
                marked[beside] = True
                beside += step


def joins(text: str) -> bool:
    """Whether a line beside boilerplate is boilerplate too."""
    low = plain(text)
    return low in known("weak") or (len(text) <= LONGEST_LINE and appeal_signs(low) > JOINS)


def fills(text: str) -> bool:
    """Whether a line between two lines of boilerplate is boilerplate too."""
    low = plain(text)
    return joins(text) or appeal_signs(low) >= JOINS or (len(text) <= SHORT and not ENDS.search(straight(text)))
