"""Where countries are named, and where their names are parts of others: "Washington Post", "Paris, Texas"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rashomon.annotation.coreference.parse_columns import Syntax
from rashomon.names.countries import CountryMatch, match_country
from rashomon.names.spelling import normalise
from rashomon.names.tables import words
from rashomon.types import EntityKind

__all__ = ["NameSpan", "country_spans"]


class NameSpan(NamedTuple):
    """The tokens ``doc[start:end]`` name something; ``kind`` is None where nothing tells of what kind it is."""

    start: int
    end: int
    kind: EntityKind | None
    country: CountryMatch | None = None


_REGIONS = frozenset({"central", "south", "latin", "north", "native", "african", "afro", "hispanic", "spanish"})
"""What makes "America" a continent and "American" a people of its own."""
_LONGEST_COUNTRY = 7
"""Words in the longest name of a country."""


def country_spans(syntax: Syntax) -> Iterator[NameSpan]:
    """Countries by any of their names, the longest first; those that begin or end another name are left out."""
    i = 0
    while i < len(syntax):
        span = _country_at(syntax, i) if syntax.texts[i][:1].isupper() else None
        if span:
            yield _with_rest_of_name(syntax, span)
        i = span.end if span else i + 1


def _country_at(syntax: Syntax, start: int) -> NameSpan | None:
    if (
        start
        and syntax.lowers[start - 1 - (syntax.texts[start - 1] == "-")] in _REGIONS
        and "merica" in syntax.texts[start]
    ):
        return None
    if syntax.tags[start] == "DT":
        return None
    stop = start + 1
    while stop < start + _LONGEST_COUNTRY and syntax.is_beside(start, stop) and _goes_on(syntax, stop):
        stop += 1
    for end in range(stop, start, -1):
        if not syntax.texts[end - 1].replace(".", "").isalpha():
            continue
        found = match_country(syntax.text(start, end))
        if found and not _is_other_place(syntax, start, end, found):
            return NameSpan(start, end, "government", found)
    return None


def _goes_on(syntax: Syntax, i: int) -> bool:
    text = syntax.texts[i]
    return (
        text[:1].isupper() or syntax.lowers[i] in ("of", "the", "and", "d'ivoire") or text in "-,'’" or text[:1] in "'’"
    )


def _is_other_place(syntax: Syntax, start: int, end: int, found: CountryMatch) -> bool:
    """ "Paris, Texas", "Washington state" and "Athens, Ga." are not the capitals they are called after."""
    if found.kind != "capital" or end >= len(syntax):
        return False
    if syntax.lowers[end] == "state":
        return True
    follows = syntax.texts[end] == "," and end + 1 < len(syntax) and syntax.texts[end + 1]
    return bool(follows) and normalise(str(follows)) in words("us-states") and found.country.code != "US"


def _with_rest_of_name(syntax: Syntax, span: NameSpan) -> NameSpan:
    """The longer name that a country's begins or ends: "Washington Post", "Bank of America"."""
    start, end = span.start, span.end
    while syntax.is_beside(start, end) and syntax.is_proper(end):
        end += 1
    if end > span.end and syntax.lowers[end - 1] in words("org-endings"):
        return NameSpan(start, end, "organisation")
    if start >= 2 and syntax.lowers[start - 1] == "of" and syntax.lowers[start - 2] in words("of-heads"):
        start -= 2
        while syntax.texts[start][:1].isupper() and start and syntax.is_proper(start - 1):
            start -= 1
        if syntax.texts[start][:1].isupper():
            return NameSpan(start, span.end, "organisation")
    return span
