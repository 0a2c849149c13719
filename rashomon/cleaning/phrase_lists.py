"""Reads `data/boilerplate.txt`: lines known by heart, and phrases, matched word by word.

A phrase is held against a sentence from its start. Its notation:

    donate          the word
    gift*           any word that starts so
    us|our          one of them; `_` stands for a space within one: `all_rights|copyright`
    please?         may be missing, and so may a whole group: `to|please?`
    …               up to eight words; at the start, any number
    <site>          a class: one of the section `[classes]`, or <at> a handle, <mail> an address, <name> up to six
                    words, <digits>, <number>, <year>, <any> any word
    :               a colon or what stands for one
    $               nothing may follow

Regular expressions would say the same, and take a millisecond each to compile.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import msgspec

__all__ = ["count_signs", "has_phrase", "known"]

LEXICON = Path(__file__).parent / "data" / "boilerplate.txt"
TOKEN = re.compile(r"[@$£€]?\w+(?:(?:[.'’@/+-]+|,(?=\d))\w+)*|[@©:|»>]")
COLONS = frozenset(":|»>")
GAP, COLON, END = ((("…",),), ((":",),), (("$",),))
"""The elements of a phrase that are not words."""
LONGEST_GAP = 8
LONGEST_NAME = 6
NUMBERS = frozenset("one two three four five six seven eight nine ten".split())


class Part(msgspec.Struct, frozen=True, gc=False):
    """One element of a phrase: its alternatives, each a tuple of words."""

    choices: tuple[tuple[str, ...], ...]
    optional: bool


def tokens_of(sentence: str) -> list[str]:
    """Return the words of a sentence in lower case, addresses and handles as one, and the punctuation of phrases."""
    return TOKEN.findall(sentence)


def has_phrase(section: str, sentence: str) -> bool:
    """Return whether a phrase of the section ("phrases", "bio") matches the start of a sentence in lower case."""
    words = tokens_of(sentence)
    kinds = set(words)
    index = phrases_by_word(section)
    tried = {phrase for word in kinds & index.keys() for phrase in index[word]}
    return any(matches(parts_of(p), words, 0) for p in tried if all(not g.isdisjoint(kinds) for g in needed(p)))


def count_signs(section: str, text: str) -> int:
    """Count the lines of a section of which a word occurs in ``text``, which is in lower case."""
    words = tokens_of(text)
    return sum(
        any(True for at in range(len(words)) for _ in ends(choices_of(line), words, at)) for line in sections()[section]
    )


@cache
def known(section: str) -> frozenset[str]:
    """Return the whole lines that a section lists: "alone", "heads", "weak"."""
    return frozenset(phrase.strip() for line in sections()[section] for phrase in line.split(" / "))


def matches(parts: Sequence[Part], words: Sequence[str], at: int) -> bool:
    """Return whether the parts match the words from ``at`` on."""
    if not parts:
        return True
    part, rest = parts[0], parts[1:]
    if part.choices == COLON:
        return at < len(words) and words[at] in COLONS and matches(rest, words, at + 1)
    if part.choices == GAP:
        last = len(words) if at == 0 else min(len(words), at + LONGEST_GAP)
        return any(matches(rest, words, after) for after in range(at, last + 1))
    if part.optional and matches(rest, words, at):
        return True
    while at < len(words) and words[at] in COLONS:
        at += 1
    if part.choices == END:
        return at == len(words)
    return any(matches(rest, words, after) for after in ends(part.choices, words, at))


def ends(choices: tuple[tuple[str, ...], ...], words: Sequence[str], at: int) -> Iterator[int]:
    """Yield the end of each alternative that matches the words at ``at``."""
    first = words[at] if at < len(words) else ""
    for choice in choices:
        if choice[0] != first and choice[0][0] != "<" and choice[0][-1] != "*":
            continue
        if choice == ("<name>",):
            yield from range(at + 1, min(len(words), at + LONGEST_NAME) + 1)
        elif at + len(choice) <= len(words) and all(is_word(p, words[at + i]) for i, p in enumerate(choice)):
            yield at + len(choice)


def is_word(pattern: str, word: str) -> bool:
    """Return whether a word matches an element of a phrase: the word itself, its beginning, or its class."""
    if pattern[0] == "<":
        return is_of_class(pattern, word)
    return word.startswith(pattern[:-1]) if pattern[-1] == "*" else word == pattern


def is_of_class(name: str, word: str) -> bool:
    match name:
        case "<any>":
            return True
        case "<at>":
            return word[0] == "@"
        case "<mail>":
            return "@" in word[1:]
        case "<year>":
            return word.isdecimal() and len(word) == 4 and word[:2] in {"19", "20"}
        case "<digits>":
            return word.isdecimal()
    return word[0].isdecimal() or word in NUMBERS


@cache
def parts_of(phrase: str) -> tuple[Part, ...]:
    return tuple(Part(choices_of(part.removesuffix("?")), part.endswith("?")) for part in phrase.split(" "))


@cache
def choices_of(group: str) -> tuple[tuple[str, ...], ...]:
    """Return the alternatives of a group, with the lexicon's own classes replaced by their members."""
    out: list[tuple[str, ...]] = []
    for choice in group.split("|"):
        if choice == "<mail>":
            out += [("<mail>",), ("email", "protected"), ("email", "address")]
        elif choice in classes():
            out += choices_of(classes()[choice])
        else:
            out.append(tuple(choice.split("_")))
    return tuple(out)


@cache
def phrases_by_word(section: str) -> dict[str, list[str]]:
    """Return the phrases by a word that each of them requires: from the group with the longest words."""
    index: dict[str, list[str]] = defaultdict(list)
    for phrase in sections()[section]:
        for word in max(needed(phrase), key=lambda group: min(map(len, group))):
            index[word].append(phrase)
    return dict(index)


@cache
def needed(phrase: str) -> tuple[frozenset[str], ...]:
    """Return, for each group that a phrase requires, words of which every match has one."""
    out = []
    for group in phrase.split(" "):
        if group[-1] not in "?…$:" and "*" not in group:
            words = frozenset(max(choice, key=len) for choice in choices_of(group))
            if not any(word[0] == "<" for word in words):
                out.append(words)
    return tuple(out)


@cache
def sections() -> dict[str, tuple[str, ...]]:
    """Return the lines of each section of the lexicon, without comments."""
    out: dict[str, list[str]] = defaultdict(list)
    name = ""
    for line in LEXICON.read_text(encoding="utf8").splitlines():
        if line.startswith("["):
            name = line.strip("[]")
        elif line and not line.startswith("#"):
            out[name].append(line)
    return {name: tuple(lines) for name, lines in out.items()}


@cache
def classes() -> dict[str, str]:
    """Return the lexicon's own classes: ``<name>`` to its members."""
    pairs = (line.split(" = ") for line in sections()["classes"])
    return {f"<{name}>": members for name, members in pairs}
