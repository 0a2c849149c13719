"""How a name is written: one form for all its spellings, and which spellings may be of one name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["bare", "fold", "normalise", "similar_spelling"]

MAX_LENGTH = 400
"""Longer strings are no names; they are cut before anything else looks at them."""

_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼʻ`´ʿʾ′", "'"))
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
_DOTTED = re.compile(r"\b(?:\w\.){2,}|\b\w\.(?=\s|$)")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*|&")


def bare(name: str) -> str:
    """``name`` without a leading "the", a possessive 's, quotation marks and space at its edges; spelling kept."""
    name = " ".join(name[:MAX_LENGTH].split()).translate(_APOSTROPHES).strip(" \"“”„«»,;:()[]'")
    if name.lower().endswith("'s"):
        name = name[:-2]
    return name[4:].lstrip() if name[:4].lower() == "the " and len(name) > 4 else name


def fold(text: str) -> str:
    """Lower case, without diacritics, with one kind of dash and apostrophe."""
    text = unicodedata.normalize("NFKD", text).translate(_APOSTROPHES).translate(_DASHES).casefold().translate(_LETTERS)
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def normalise(name: str) -> str:
    """One form for the spellings of a name: "The U.S.’s" and "US" give "us"; words are joined by single spaces.

    Hyphens part words ("al-Assad" gives "al assad"), dots of abbreviations and apostrophes inside words go.
    """
    text = _DOTTED.sub(lambda m: m[0].replace(".", ""), fold(bare(name)))
    return " ".join(w.replace("'", "") for w in _WORD.findall(text))


def similar_spelling(a: str, b: str) -> bool:
    """Whether two written forms may be one name, transliterated differently: Gaddafi and Qadhafi, Hussein and Husayn.

    Equal forms always are. Others must have five letters or more and the same consonants in order, of one class each,
    with vowels of one class between them; so Reed and Reid, Miller and Mueller stay apart.
    """
    left, right = normalise(a), normalise(b)
    if left == right:
        return bool(left)
    left, right = left.replace(" ", ""), right.replace(" ", "")
    if left == right:
        return True
    if min(len(left), len(right)) < 5:
        return False
    (vowels, consonants), (others, theirs) = _sounds(left), _sounds(right)
    if consonants != theirs or {vowels[0], others[0]} == {"a", "e"}:
        return False
    return all(map(_near, vowels, others))


# Digraphs first; what romanisation schemes write for one sound (ISO 233, 9, BGN/PCGN and newspaper habits).
_SOUNDS = (
    ("shch", "S"), ("tsch", "C"), ("tch", "C"), ("sch", "S"), ("dzh", "j"), ("kh", "k"), ("gh", "k"), ("dh", "d"),
    ("th", "t"), ("ph", "f"), ("ch", "C"), ("sh", "S"), ("zh", "j"), ("dj", "j"), ("ts", "z"), ("tz", "z"), ("ck", "k"),
    ("ks", "x"), ("q", "k"), ("g", "k"), ("c", "k"), ("w", "v"),
)  # fmt: skip
_SEGMENT = re.compile(r"([aeiouy]*)([^aeiouy]?)")


@lru_cache(maxsize=16384)
def _sounds(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The runs of vowels and the consonants after each; doubled letters and an h inside the word do not count."""
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    word = re.sub(r"(.)\1+", r"\1", word[0] + word[1:].replace("h", ""))
    pairs = [m for m in _SEGMENT.findall(word) if any(m)]
    return tuple(v for v, _ in pairs), tuple(c for _, c in pairs)


def _near(a: str, b: str) -> bool:
    """Whether two runs of vowels may write one sound: any with o or u, any of e, i and y, and e for a."""
    if a == b or not (a and b):
        return a == b
    round_a, round_b = not set("ou").isdisjoint(a), not set("ou").isdisjoint(b)
    if round_a or round_b:
        return round_a and round_b
    return {a, b} == {"a", "e"} or (a != "a" and b != "a")
