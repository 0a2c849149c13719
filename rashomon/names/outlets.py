"""News organisations: papers, broadcasters, sites and agencies, told by their names."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import PurePath

from rashomon.lexicon import words
from rashomon.lexicon.tables import rows, several
from rashomon.names.agencies import agency_in
from rashomon.names.spelling import bare, normalise

__all__ = ["NEWS_WORDS", "is_news_organisation", "outlet_of_file", "outlet_of_host", "owner_of"]

NEWS_WORDS = words("news_organisations.description_words")
"""Words in names and descriptions of those who publish news; one of them alone is no proof: "Security Agency"."""

_BRANDS = words("news_organisations.brands")
_FULL_NAMES = words("news_organisations.full_names")
_PARTS = words("news_organisations.name_parts")
_ENDINGS = words("news_organisations.name_endings")
_OPENINGS = tuple(f"{opening} " for opening in sorted(words("news_organisations.name_openings")))


@lru_cache(maxsize=16384)
def is_news_organisation(name: str) -> bool:
    """Return whether a name is that of a news organisation: "Reuters", "The Daily Herald", "Times of Norvia".

    Only the name counts, so descriptions ("the newspaper") are none, and neither is a person called Sun.
    """
    written, normal = bare(name), normalise(name)
    parts = normal.split()
    if not parts or not written[0].isupper():
        return False
    if parts[0] in _BRANDS or normal in _FULL_NAMES or normal.startswith(_OPENINGS):
        return True
    if parts[-1] in _ENDINGS or not _PARTS.isdisjoint(parts):
        return True
    agency = agency_in(written)
    return agency is not None and agency[1:] == (0, len(written))


def outlet_of_file(file: str) -> str | None:
    """Return the news organisation that a file is named after: "reports/harbour-courier.txt" → "Harbour Courier"."""
    name = " ".join(re.split(r"[\W_]+", PurePath(file).stem)).strip().title()
    return name if is_news_organisation(name) else None


def outlet_of_host(host: str) -> str | None:
    """Return the outlet whose site a host belongs to, where the table of sites has it: "edition.cnn.com" → "CNN"."""
    while host:
        if host in _sites():
            return _sites()[host]
        host = host.partition(".")[2]
    return None


@cache
def _sites() -> dict[str, str]:
    return {site: row["outlet"] for row in rows("rashomon.names", "sites") for site in several(row["sites"])}


def owner_of(outlet: str) -> str | None:
    """Return who owns a news organisation, where the table of publishers has it: "The Verge" → "Vox Media"."""
    return _owners().get(normalise(outlet))


@cache
def _owners() -> dict[str, str]:
    publishers = rows("rashomon.names", "publishers")
    return {normalise(name): row["owner"] for row in publishers for name in several(row["outlets"])}
