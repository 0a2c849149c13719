"""Passages that an article says twice, exactly or nearly so, found in time linear in its length."""

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
    r"(?:[\"”’'»)\]]{0,3}\s+"  # the usual one
    r"|(?<=[a-z0-9)].)(?=[“«A-Z])"  # two sentences joined without a space
    r"|[”’»)](?=[“«A-Z])"
    r"|(?<=[。！？]))"
)
WORD = re.compile(r"\w+")
NEGATION = frozenset("no not never none nothing nobody neither nor without t cannot deny denied denies".split())

LEAST_EXACT = 60
"""Characters from which what is said again word for word is a repeat."""
LEAST_EDITED = 200
"""Characters from which sentences said again with light edits are one."""
LEAST_TITLE = 12
"""Characters from which a headline said again on a line of its own is one."""
ANCHOR_WORDS = 6
"""An edited sentence is found by its first or last words."""
MOST_EDITED = 0.2
"""Share of a sentence's words that an edit may touch."""
MOST_SENTENCES = 1_000_000
"""Sentences looked through; no article has as many, and memory is bounded."""
LONGEST_EDITED = 2_000
"""Longest sentence, in characters, that is compared word by word."""


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """A sentence: where it stands, and its words in lower case with one space between them."""

    start: int
    end: int
    key: str


class Run(msgspec.Struct, frozen=True, gc=False):
    """Sentences ``[later, later + size)`` that say ``[earlier, earlier + size)`` again."""

    earlier: int
    later: int
    size: int
    edited: bool


def find_repeats(text: str, lines: Iterable[Line], title: Line | None = None) -> list[Mark]:
    """Marks for what the lines say that earlier ones said, each with the first time it was said; they do not overlap.

    At least a sentence of 60 characters or more, word for word (letter case, punctuation and white space aside), or
    200 characters with light edits: words put in or left out, and among other repeated sentences words changed, but no
    number, negation or name. A repeat never reaches into what it repeats. ``title``, said again, counts from 12 on.
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
    """The line cut after each sentence; pieces without a word go with none."""
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
    """The sentences seen so far, by all of their words and by their first and last ones."""

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        self.text = text
        self.sentences = sentences
        self.seen: dict[str, int] = {}

    def add(self, at: int) -> None:
        """Enter a sentence; the first one of its kind stays."""
        for key in (self.sentences[at].key, *anchors(self.sentences[at].key)):
            self.seen.setdefault(key, at)

    def run_at(self, at: int) -> Run | None:
        """The longest run of repeats that starts with the sentence at ``at``."""
        for key in (self.sentences[at].key, *anchors(self.sentences[at].key)):
            earlier = self.seen.get(key)
            if earlier is not None and (run := self.run_from(earlier, at)):
                return run
        return None

    def run_from(self, earlier: int, later: int) -> Run | None:
        """How far the sentences from ``later`` say those from ``earlier`` again."""
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
        # A reworded sentence counts only between others: at the end of a run it may well be a new one.
        count -= reworded
        return Run(earlier, later, count, edited) if count else None

    def edit_between(self, one: Sentence, other: Sentence) -> str | None:
        """How one sentence differs from another by few neighbouring words: "inserted", "reworded"; None if by more."""
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
    """What an edited sentence is still found by, told apart from whole sentences by a mark before or after it."""
    words = key.split(" ", ANCHOR_WORDS + 4)
    if len(words) == ANCHOR_WORDS + 5:
        yield "^" + " ".join(words[:ANCHOR_WORDS])
        yield " ".join(key.rsplit(" ", ANCHOR_WORDS)[1:]) + "$"


def changed_words(one: list[str], other: list[str]) -> tuple[list[str], list[str]] | None:
    """The words in one place in which two sentences differ, those at both ends of it aside; None if they are many."""
    shorter = min(len(one), len(other))
    head = next((i for i in range(shorter) if one[i] != other[i]), shorter)
    tail = next((i for i in range(shorter - head) if one[-1 - i] != other[-1 - i]), shorter - head)
    left, right = one[head : len(one) - tail], other[head : len(other) - tail]
    most = max(2, MOST_EDITED * shorter)
    return None if shorter <= ANCHOR_WORDS or len(left) > most or len(right) > most else (left, right)
