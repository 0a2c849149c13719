"""Whether two names may name one person or one organisation.

All tests are of the names alone and symmetric. They say "may": a bare surname fits everybody who bears it, and which
of them is meant is for the caller, who knows the text, to settle.
"""

from __future__ import annotations

from functools import lru_cache

from rashomon.lexicon import words
from rashomon.names.countries import match_country
from rashomon.names.people import PersonName, forms_of_given, person_name
from rashomon.names.spelling import bare, fold, normalise, similar_spelling

__all__ = [
    "as_acronym",
    "initials_of",
    "is_acronym_of",
    "normalise",
    "organisation_keys",
    "same_organisation",
    "same_person",
    "similar_spelling",
]

_SMALL = words("names.small")
_GENERIC = words("names.generic")
"""What the name of an organisation takes on or leaves off without naming another."""


@lru_cache(maxsize=65536)
def same_person(a: str, b: str) -> bool:
    """Whether two names may be one person's: full and short forms, titles, initials, nicknames, spelling variants.

    Different given names with one surname, or titles of different gender, are two persons.
    """
    if normalise(a) == normalise(b):
        return bool(normalise(a))
    one, two = person_name(a), person_name(b)
    if not (one.family and two.family) or _titles_disagree(one, two):
        return False
    if one.suffix and two.suffix and one.suffix != two.suffix:
        return False
    if _runs_on(one.parts, two.parts) or _runs_on(two.parts, one.parts):
        return True
    if not (one.given and two.given):
        return similar_spelling(one.family, two.family) or _is_end_of(one, two) or _is_end_of(two, one)
    return similar_spelling(one.family, two.family) and _given_agree(one.given, two.given)


def _titles_disagree(one: PersonName, two: PersonName) -> bool:
    return one.gender is not None and two.gender is not None and one.gender != two.gender


def _runs_on(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """A name of two words or more that the other one goes on from: "Mohammed bin Salman (Al Saud)"."""
    return 1 < len(short) < len(long) and long[: len(short)] == short


def _is_end_of(short: PersonName, long: PersonName) -> bool:
    """A name without given names of several words that ends the other: "López Obrador"."""
    family = short.family.split()
    return not short.given and len(family) > 1 and list(long.parts[-len(family) :]) == family


def _given_agree(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """First and middle names agree where both have them, or one has the other's first as its second ("J. Edgar")."""
    if len(one) > 1 and len(two) > 1:
        return _one_given(one[0], two[0]) and _one_given(one[1], two[1])
    long, short = (one, two) if len(one) > len(two) else (two, one)
    return any(_one_given(name, short[0]) for name in long[:2])


def _one_given(a: str, b: str) -> bool:
    if a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]):
        return True
    return not forms_of_given(a).isdisjoint(forms_of_given(b)) or similar_spelling(a, b)


def is_acronym_of(short: str, long: str) -> bool:
    """Whether ``short`` is made of the initials of ``long``: "IRGC" of "Islamic Revolutionary Guard Corps".

    Small words may count or not ("DoD", "UN"); two letters at least, and two words.
    """
    return as_acronym(short) in initials_of(long)


def as_acronym(name: str) -> str | None:
    """The letters of a name that may be an acronym, in lower case; None for any other."""
    letters = bare(name).replace(".", "")
    if not 2 <= len(letters) <= 8 or not letters.isalpha() or sum(c.isupper() for c in letters) < 2:
        return None
    return letters.casefold()


def initials_of(name: str) -> frozenset[str]:
    """The acronyms that a name of two words or more may have: with its small words and without."""
    parts = fold(_spelled_out(bare(name))).replace("-", " ").split()
    if len(parts) < 2:
        return frozenset()
    return frozenset(("".join(p[0] for p in parts), "".join(p[0] for p in parts if p not in _SMALL)))


def _spelled_out(name: str) -> str:
    """A country's abbreviation at the start written out: "U.S. Air Force" is the "United States Air Force"."""
    first, _, rest = name.partition(" ")
    found = match_country(first) if rest and first.replace(".", "").isupper() else None
    return f"{found.country.name} {rest}" if found and found.kind == "name" else name


def same_organisation(a: str, b: str) -> bool:
    """Whether two names may be one organisation's: acronyms, "the", company forms, generic words, spelling variants.

    The order of the words does not matter where small ones join them: "Department of Defense", "Defense Department".
    """
    if not organisation_keys(a).isdisjoint(organisation_keys(b)) or is_acronym_of(a, b) or is_acronym_of(b, a):
        return True
    core, other = _core(normalise(a)), _core(normalise(b))
    return bool(core and other) and similar_spelling(core, other)


def organisation_keys(name: str) -> frozenset[str]:
    """Strings of which two names of one organisation share one, if they are neither acronyms nor spelled apart."""
    form = normalise(name)
    return frozenset((form, _core(form), " ".join(_content(form)))) - {""}


def _content(name: str) -> list[str]:
    """The words but the small ones, in alphabetical order; the name itself where there is but one."""
    parts = sorted(part for part in name.split() if part not in _SMALL)
    return parts if len(parts) > 1 else [name]


def _core(name: str) -> str:
    """``name`` without generic words at its end, or "" where nothing else is in it."""
    parts = name.split()
    while parts and parts[-1] in _GENERIC:
        parts.pop()
    return " ".join(parts)
