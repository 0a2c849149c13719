"""Countries: what they, their people, their capitals and the seats of their governments are called in English news.

``data/countries.tsv`` has the member states of the United Nations, observers, states with partial recognition, and
the territories and parts of states that news names as actors, by ISO 3166 code where there is one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Literal

import msgspec

from rashomon.lexicon.tables import rows, several
from rashomon.names.spelling import bare, normalise

__all__ = ["Country", "CountryMatch", "MatchKind", "countries", "match_country"]

MatchKind = Literal["name", "adjective", "people", "capital", "seat"]
"""How a string names a country: "Syria", "Syrian", "Syrians", "Damascus"; "the Kremlin" for its government's seat."""


class Country(msgspec.Struct, frozen=True):
    """One country under its usual name."""

    code: str
    """ISO 3166-1 alpha-2, ISO 3166-2 for a part of a state, a former or own code for the few without."""
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    seats: tuple[str, ...]


class CountryMatch(msgspec.Struct, frozen=True):
    """A country and what the string that was looked up is to it."""

    country: Country
    kind: MatchKind


@cache
def countries() -> tuple[Country, ...]:
    """All countries, by name."""
    return tuple(
        Country(
            row["code"],
            row["name"],
            (row["name"], *several(row["names"])),
            several(row["adjectives"]),
            several(row["people"]),
            several(row["capitals"]),
            several(row["seats"]),
        )
        for row in rows("rashomon.names", "countries")
    )


@lru_cache(maxsize=65536)
def match_country(name: str) -> CountryMatch | None:
    """The country that a capitalised string names, by its name, adjective, people, capital or seat of government.

    Leading "the" and a possessive 's do not matter. Abbreviations must stand in capitals ("US", not "us"), and where
    one string is a seat of one and the capital of another ("Brussels"), the seat wins: it is the one that acts.
    """
    written = bare(name)
    if not written[:1].isupper():
        return None
    entry = _index().get(normalise(written))
    if entry is None or (entry[1] and not written.replace(".", "").isupper()):
        return None
    return entry[0]


@cache
def _index() -> dict[str, tuple[CountryMatch, bool]]:
    """Normalised string to its match and whether it is an abbreviation."""
    out: dict[str, tuple[CountryMatch, bool]] = {}
    kinds: tuple[tuple[MatchKind, Callable[[Country], tuple[str, ...]]], ...] = (
        ("name", lambda land: land.names),
        ("adjective", lambda land: land.adjectives),
        ("people", lambda land: land.people),
        ("seat", lambda land: land.seats),
        ("capital", lambda land: land.capitals),
    )
    for kind, written_forms in kinds:
        for land in countries():
            for written in written_forms(land):
                letters = written.replace(".", "").replace(" ", "")
                out.setdefault(normalise(written), (CountryMatch(land, kind), letters.isupper() and len(letters) < 6))
    return out
