"""The parts of a person's name, and what they tell."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

import msgspec

from rashomon.lexicon import words
from rashomon.lexicon.tables import rows, several
from rashomon.names.countries import match_country
from rashomon.names.spelling import bare, fold, normalise

__all__ = [
    "Gender",
    "PersonName",
    "forms_of_given",
    "gender_of_given",
    "is_office",
    "is_role",
    "is_title",
    "person_name",
    "title_gender",
]

Gender = Literal["m", "f"]

_PARTICLES = words("names.particles")
_ARTICLES = words("names.arabic_articles")
"""The Arabic article in its spellings; text drops it at will."""
_SUFFIXES = words("names.suffixes")


class PersonName(msgspec.Struct, frozen=True):
    """A name taken apart; every part normalised, titles in order, "al-" left out of the family name."""

    titles: tuple[str, ...]
    given: tuple[str, ...]
    family: str
    suffix: str | None
    gender: Gender | None

    @property
    def parts(self) -> tuple[str, ...]:
        """Given names and family name, word by word."""
        return (*self.given, *self.family.split())


@cache
def _titles() -> dict[str, tuple[str, str]]:
    return {fold(row["title"]): (row["gender"], row["kind"]) for row in rows("rashomon.names", "titles")}


@cache
def _given() -> dict[str, tuple[str, tuple[str, ...]]]:
    return {row["name"]: (row["gender"], several(row["forms"])) for row in rows("rashomon.names", "given")}


def is_title(word: str) -> bool:
    """Whether a word can stand before a person's name as a title or part of one: "Mr.", "Defense", "ex-president"."""
    return _title(word) in _titles()


def is_role(word: str) -> bool:
    """Whether a title makes its bearer somebody by itself: "Minister" does, "Defense" and "former" only add to one."""
    return _titles().get(_title(word), ("", "qualifier"))[1] not in ("qualifier", "portfolio")


def is_office(word: str) -> bool:
    """Whether a title is an office: what ends in it ("Chief Operating Officer") names no organisation."""
    return _titles().get(_title(word), ("", ""))[1] in ("office", "police")


def title_gender(word: str) -> Gender | None:
    """The gender that a title tells."""
    return _gender(_titles().get(_title(word), ("", ""))[0])


def gender_of_given(name: str) -> Gender | None:
    """The gender of most bearers of a first name, or None where the lexicon does not know or both have it."""
    return _gender(_given().get(normalise(name), ("", ()))[0])


def forms_of_given(name: str) -> frozenset[str]:
    """The first name itself and the full names it is short for, or another spelling of: bill, william."""
    name = normalise(name)
    return frozenset((name, *_given().get(name, ("", ()))[1]))


@lru_cache(maxsize=16384)
def person_name(name: str) -> PersonName:
    """Take a name apart: "Spanish Defense Minister Ana Ruiz" has titles, given "ana", family "ruiz".

    Names of Chinese and Korean form have the family name first; particles belong to the family name (von der leyen,
    bin salman). A single word is a family name.
    """
    tokens = bare(name).replace(",", " ").split()
    suffix = normalise(tokens.pop()) if len(tokens) > 1 and normalise(tokens[-1]) in _SUFFIXES else None
    titles = []
    while len(tokens) > 1 and (is_title(tokens[0]) or _qualifies(tokens[0])):
        titles.append(normalise(tokens.pop(0)))
    parts = [p for word in tokens for p in normalise(word).split()]
    given, family = _split(parts, tokens)
    genders = [g for t in titles if (g := title_gender(t))]
    known = gender_of_given(given[0]) if given else None
    return PersonName(tuple(titles), tuple(given), " ".join(family), suffix, genders[-1] if genders else known)


@lru_cache(maxsize=16384)
def _title(word: str) -> str:
    return fold(word).strip(".,'").removeprefix("ex-")


def _gender(letter: str) -> Gender | None:
    return "m" if letter == "m" else "f" if letter == "f" else None


def _qualifies(word: str) -> bool:
    """A country before a title: "U.S. President …". Surnames that are countries or capitals stand last, so not here."""
    found = match_country(word)
    return found is not None and found.kind in ("name", "adjective")


def _split(parts: list[str], tokens: list[str]) -> tuple[list[str], list[str]]:
    """Given names and family name."""
    if len(tokens) in (2, 3) and family_first(tokens):
        return parts[1:], parts[:1]
    at = len(parts) - 1
    first = 1 if len(tokens) > 1 and tokens[0][:1].isupper() and tokens[0].casefold() in _given() else 0
    while at > first and parts[at - 1] in _PARTICLES and parts[at - 1] not in _ARTICLES:
        at -= 1
    given = parts[:at]
    while len(given) > first and given[-1] in _ARTICLES:
        given.pop()
    return given, [p for p in parts[at:] if p not in _ARTICLES] or parts[-1:]


_FAMILY_FIRST = words("names.family_first")
_SYLLABLE = (
    "(?:zh|ch|sh|kw|hw|gy|hy|ky|my|ny|by|py|ts|[bcdfghjklmnpqrstwxyz])?"
    "(?:iang|iong|uang|yeong|yeon|eong|eung|yung|youn|yun|ang|eng|ing|ong|ung|ian|iao|uan|uai|aek|eok|eun|eon|yul|yuk|oon|ook|ung|"
    "ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ui|un|uo|ue|ae|eo|oo|uk|ok|ak|ek|ik|am|im|um|eom|il|al|ol|ul|eol|ip|ap|"
    "a|e|i|o|u)"
)
_EASTERN_GIVEN = re.compile(f"{_SYLLABLE}(?:[-' ]?{_SYLLABLE})?")


def family_first(tokens: list[str]) -> bool:
    """Whether a name looks Chinese or Korean with its family name in front: a common one, then one or two syllables."""
    first, rest = normalise(tokens[0]), " ".join(fold(w) for w in tokens[1:])
    if first not in _FAMILY_FIRST or normalise(tokens[1]) in _given():
        return False
    joined = len(tokens) == 2 and "-" in rest and tokens[1].split("-")[1][:1].islower()
    return joined or bool(_EASTERN_GIVEN.fullmatch(rest))
