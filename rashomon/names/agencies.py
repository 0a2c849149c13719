"""News agencies: whose text many outlets carry."""

from __future__ import annotations

import re
from functools import cache

from rashomon.lexicon.tables import rows, several

__all__ = ["agency_in", "agency_pattern"]


@cache
def agency_pattern() -> str:
    """A regular expression for the names and letters that agencies go by, as they are written."""
    return "|".join(sorted(map(re.escape, _names()), key=lambda name: (-len(name), name)))


@cache
def _names() -> dict[str, str]:
    """The full name of each agency by each of its names."""
    agencies = rows("rashomon.names", "agencies")
    return {name: row["name"] for row in agencies for name in (row["name"], *several(row["also"]))}


def agency_in(text: str) -> tuple[str, int, int] | None:
    """The first agency that ``text`` names: its full name, and where what names it stands."""
    found = _named().search(text)
    return (_names()[found[0]], *found.span()) if found else None


@cache
def _named() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{agency_pattern()})(?![^\W_])")
