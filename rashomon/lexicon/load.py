"""Read the word lists in ``en/``: one TOML file a topic, parsed once, when its first list is asked for.

A list is a table of its topic, under a comment that says what it is for; ``reporting.speech_verbs`` is the table
``[speech_verbs]`` of ``en/reporting.toml``. It holds one of

``words``
    a set: a string of words separated by blanks, in three apostrophes, which tomllib reads twice as fast as
    quotation marks; or an array where entries have blanks inside (``["no one"]``);
``series``
    an ordered list, written like ``words``: months, weekdays;
``map``
    what each word stands for: a string, a number, or several words as an array.

``include`` names other lists, by their full names, whose words a set has as well. `tests/test_lexicon.py` holds the
files to their form.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

__all__ = ["choice", "entries", "groups", "numbers", "phrases", "series", "table", "words"]


@cache
def words(name: str) -> frozenset[str]:
    """Return the entries of a set, lower case, with those of the lists it includes.

    Raises:
        KeyError: there is no such set.
    """
    entry = _entry(name, "words", "include")
    return frozenset(_split(entry.get("words", ()))).union(*map(words, entry.get("include", ())))


@cache
def entries(name: str) -> tuple[str, ...]:
    """Return the entries of any list: those of a set sorted, those of an ordered list or a map in its order.

    Raises:
        KeyError: there is no such list.
    """
    entry = _entry(name, "series", "map", "words", "include")
    return tuple(_split(entry.get("series", ()))) or tuple(entry.get("map", ())) or tuple(sorted(words(name)))


@cache
def phrases(name: str) -> frozenset[tuple[str, ...]]:
    """Return the entries of a set, each as a tuple of its words: ``("no", "one")``.

    Raises:
        KeyError: there is no such set.
    """
    return frozenset(tuple(entry.split()) for entry in words(name))


@cache
def series(name: str) -> tuple[str, ...]:
    """Return the entries of an ordered list, in its order.

    Raises:
        KeyError: there is no such ordered list.
    """
    return tuple(_split(_entry(name, "series")["series"]))


@cache
def table(name: str) -> Mapping[str, str]:
    """Return a map from words to one string each.

    Raises:
        KeyError: there is no such map.
        TypeError: a value is no string.
    """
    return _checked(name, str)


@cache
def numbers(name: str) -> Mapping[str, float]:
    """Return a map from words to numbers.

    Raises:
        KeyError: there is no such map.
        TypeError: a value is no number.
    """
    return _checked(name, int, float)


@cache
def groups(name: str) -> Mapping[str, tuple[str, ...]]:
    """Return a map from words to several words each, in the order of the file.

    Raises:
        KeyError: there is no such map.
        TypeError: a value is no array.
    """
    return MappingProxyType({key: tuple(value) for key, value in _checked(name, list).items()})


def choice(entries: Iterable[str]) -> str:
    """Return a regular expression for any of the entries, longest first, taken literally; put it into a group."""
    return "|".join(sorted(map(re.escape, sorted(entries)), key=len, reverse=True))


def _split(entries: str | Iterable[str]) -> Iterable[str]:
    return entries.split() if isinstance(entries, str) else entries


def _checked(name: str, *kinds: type) -> Mapping[str, Any]:
    values: dict[str, Any] = _entry(name, "map")["map"]
    wrong = next((key for key, value in values.items() if type(value) not in kinds), None)
    if wrong is not None:
        raise TypeError(f"the value of {wrong!r} in the word list {name!r} is no {kinds[-1].__name__}")
    return MappingProxyType(values)


def _entry(name: str, *kinds: str) -> Mapping[str, Any]:
    """Return the table of a list, which holds one of the ``kinds``."""
    topic, *keys = name.split(".")
    entry: Any = _topic(topic)
    for key in keys:
        entry = entry.get(key) if isinstance(entry, dict) else None
    if not keys or not isinstance(entry, dict) or entry.keys().isdisjoint(kinds):
        raise KeyError(f"there is no word list {name!r} of the kind {kinds[0]!r}")
    return entry


@cache
def _topic(topic: str) -> dict[str, Any]:
    try:
        text = (resources.files("rashomon.lexicon") / "en" / f"{topic}.toml").read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    return tomllib.loads(text)
