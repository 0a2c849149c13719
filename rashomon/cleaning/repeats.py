"""Passages that an article repeats, exactly or nearly, found in time linear in its length."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import msgspec

from rashomon.cleaning.line_marks import Line, Mark

__all__ = ["find_repeats"]

SENTENCE_BREAK = re.compile(
    r"[.!?…。！？]"
    r"(?<!\b[A-Z]\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bMrs\.)(?<!\bDr\.)(?<!\bSt\.)(?<!\bRep\.)(?<!\bSen\.)(?<!\bGov\.)(?<!\bGen\.)"
    r"(?:[\"”’'»)\]]{0,3}\s+"  # the usual case
    r"|(?<=[a-z0-9)].)(?=[“«A-Z])"  # two sentences joined without a space
    r"|[”’»)](?=[“«A-Z])"
    r"|(?<=[。！？]))"
)
WORD = re.compile(r"\w+")
NEGATION = frozenset("no not never none nothing nobody neither nor without t cannot deny denied denies".split())

LEAST_EXACT = 60
"""Fewest characters of a verbatim repeat."""
LEAST_EDITED = 200
"""Fewest characters of a lightly edited repeat."""
LEAST_TITLE = 12
"""Fewest characters of a headline that is repeated on a line of its own."""
ANCHOR_WORDS = 6
"""Words at the start or end by which an edited sentence is found."""
MOST_EDITED = 0.2
"""Largest share of a sentence's words that an edit may change."""
MOST_SENTENCES = 1_000_000
"""Most sentences examined, which bounds memory; no real article has as many."""
LONGEST_EDITED = 2_000
"""Longest sentence, in characters, that is compared word by word."""


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """A sentence: its place, and its words in lower case separated by single spaces."""

    start: int
    end: int
    key: str


class Run(msgspec.Struct, frozen=True, gc=False):
    """Sentences ``[later, later + size)`` that repeat ``[earlier, earlier + size)``."""

    earlier: int
    later: int
    size: int
    edited: bool


def find_repeats(text: str, lines: Iterable[Line], title: Line | None = None) -> list[Mark]:
    """Return marks for repeats, each with the first occurrence; they do not overlap.

    A repeat is at least one sentence of 60 characters or more, verbatim apart from letter case, punctuation and white
    space; or 200 characters with light edits: words inserted or omitted, and, between other repeated sentences, words
    changed, but no number, negation or name. A repeat never overlaps its first occurrence. ``title`` counts from 12
    characters on.
    """
    sentences = list(islice((s for line in lines for s in sentences_of(line)), MOST_SENTENCES))
    index = Index(text, sentences)
    marks = []
    at = 0
    while at < len(sentences):
        run = index.run_at(at)
        if run and long_enough(run, sentences, title):
            first, last = sentences[run.later], sentences[run.later + run.size - 1]
            earlier = (sentences[run.earlier].start, sentences[run.earlier + run.size - 1].end)
            marks.append(Mark(first.start, last.end, "repeat", earlier))
            at += run.size
        else:
            index.add(at)
            at += 1
    return marks


def sentences_of(line: Line) -> Iterator[Sentence]:
    """Yield the sentences of the line; pieces without a word are dropped."""
    at = 0
    for cut in (*(found.end() for found in SENTENCE_BREAK.finditer(line.text)), len(line.text)):
        piece = line.text[at:cut]
        if key := " ".join(WORD.findall(piece.casefold())):
            start = line.start + at + len(piece) - len(piece.lstrip())
            yield Sentence(start, line.start + at + len(piece.rstrip()), key)
        at = cut


def long_enough(run: Run, sentences: Sequence[Sentence], title: Line | None) -> bool:
    first, last = sentences[run.later], sentences[run.later + run.size - 1]
    length = last.end - first.start
    if run.edited:
        return length >= LEAST_EDITED
    if title and sentences[run.earlier].start == title.start:
        return length >= LEAST_TITLE
    return length >= LEAST_EXACT


class Index:
    """The sentences seen so far, by their words and by their first and last words."""

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        self.text = text
        self.sentences = sentences
        self.seen: dict[str, int] = {}

    def add(self, at: int) -> None:
        """Add a sentence; the first one of its kind is kept."""
        for key in (self.sentences[at].key, *anchors(self.sentences[at].key)):
            self.seen.setdefault(key, at)

    def run_at(self, at: int) -> Run | None:
        """Return the longest run of repeats that starts with the sentence at ``at``."""
        for key in (self.sentences[at].key, *anchors(self.sentences[at].key)):
            earlier = self.seen.get(key)
            if earlier is not None and (run := self.run_from(earlier, at)):
                return run
        return None

    def run_from(self, earlier: int, later: int) -> Run | None:
        """Return how far the sentences from ``later`` repeat those from ``earlier``."""
        count = 0
        edited = reworded = False
        while earlier + count < later and later + count < len(self.sentences):
            one, other = self.sentences[earlier + count], self.sentences[later + count]
            if one.key != other.key:
                edit = self.edit_between(one, other)
                if edit is None or (edit == "reworded" and not count):
                    break
                edited = True
                reworded = edit == "reworded"
            else:
                reworded = False
            count += 1
        # A reworded sentence counts only between other repeats; at the end of a run it may be a new one.
        count -= reworded
        return Run(earlier, later, count, edited) if count else None

    def edit_between(self, one: Sentence, other: Sentence) -> str | None:
        """Return how two sentences differ by few adjacent words, "inserted" or "reworded"; None if they differ more."""
        if max(len(one.key), len(other.key)) > LONGEST_EDITED:
            return None
        changed = changed_words(one.key.split(), other.key.split())
        if changed is None or any(word in NEGATION or not word.isalpha() for part in changed for word in part):
            return None
        if not all(changed):
            return "inserted"
        cased = WORD.findall(self.text[one.start : one.end]) + WORD.findall(self.text[other.start : other.end])
        names = {word.casefold() for word in cased if word[0].isupper()}
        return None if names & set(changed[0] + changed[1]) else "reworded"


def anchors(key: str) -> Iterator[str]:
    """Yield the start and end of a sentence, by which an edited one is found, marked to differ from whole sentences."""
    words = key.split(" ", ANCHOR_WORDS + 4)
    if len(words) == ANCHOR_WORDS + 5:
        yield "^" + " ".join(words[:ANCHOR_WORDS])
        yield " ".join(key.rsplit(" ", ANCHOR_WORDS)[1:]) + "$"


def changed_words(one: list[str], other: list[str]) -> tuple[list[str], list[str]] | None:
    """Return the differing words of two sentences, without common words at both ends; None if there are many."""
    shorter = min(len(one), len(other))
    head = next((i for i in range(shorter) if one[i] != other[i]), shorter)
    tail = next((i for i in range(shorter - head) if one[-1 - i] != other[-1 - i]), shorter - head)
    left, right = one[head : len(one) - tail], other[head : len(other) - tail]
    most = max(2, MOST_EDITED * shorter)
    return None if shorter <= ANCHOR_WORDS or len(left) > most or len(right) > most else (left, right)
