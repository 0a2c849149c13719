"""Who or what an article speaks of: its names gathered by whom they stand for.

Full names make the referents, short ones are given to them: a surname to the nearest person who bears it, an
acronym to the organisation it stands for, a country's name to the government or the place, as the sentence has it.
"""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterable, Mapping

from rashomon.annotation.coreference.government_or_place import acts, acts_as_subject
from rashomon.annotation.coreference.names import Name
from rashomon.annotation.coreference.organisations import organisations
from rashomon.annotation.coreference.parse_columns import Syntax
from rashomon.annotation.coreference.referent import Referent, Spotted
from rashomon.names.countries import match_country
from rashomon.names.forms import same_person
from rashomon.names.people import Gender, forms_of_given, gender_of_given, is_role, person_name, title_gender
from rashomon.names.spelling import normalise
from rashomon.types import EntityKind

__all__ = ["referents_of"]


def referents_of(syntax: Syntax, names: list[Name]) -> tuple[list[Referent], dict[int, Referent]]:
    """The referents that names stand for, and for each name's head token its referent."""
    referents: list[Referent] = []
    by_head: dict[int, Referent] = {}

    def give(name: Name, referent: Referent) -> None:
        if not referent.mentions:
            referents.append(referent)
        by_head[name.head] = referent
        by_head.setdefault(name.end - 1, referent)
        referent.mentions.append(Spotted(name.start, name.end, name.head))
        if name.tail > name.end:
            referent.roles.add(frozenset(syntax.lowers[name.end : name.tail]))
        if name.titled < name.start or name.tail > name.end:
            referent.mentions.append(Spotted(name.titled, name.tail, name.head))

    for name, referent in [
        *_people(syntax, names),
        *_countries_and_places(syntax, names),
        *organisations(syntax, names),
    ]:
        give(name, referent)
    for referent in referents:
        referent.mentions.sort()
    return referents, by_head


def _people(syntax: Syntax, names: list[Name]) -> list[tuple[Name, Referent]]:
    found: list[tuple[Name, Referent]] = []
    people: dict[Referent, list[int]] = {}
    mine = [n for n in names if n.kind == "person"]
    siblings = _siblings(syntax, mine)
    alone = {normalise(n.text): n.start for n in reversed(mine)}

    def take(name: Name, referent: Referent, gender: Gender | None) -> None:
        bisect.insort(people.setdefault(referent, []), name.start)
        found.append((name, _learn(syntax, name, gender, referent)))

    short = []
    for name in mine:
        gender = _gender(syntax, name)
        full = siblings.get(name.start, name.text)
        if not person_name(full).given:
            short.append((name, gender))
            continue
        gender = gender or person_name(full).gender
        referent = _nearest(name, _bearers(full, gender, people), people) or Referent("person", full)
        if _fullness(full) > _fullness(referent.name):
            referent.name = full
        take(name, referent, gender)
    # Those with titles first: "Mr. Roe" is not Ann Roe, and then neither need "Roe" be.
    for name, gender in sorted(short, key=lambda item: (item[1] is None, item[0].titled == item[0].start)):
        fitting = _called_by_given(name, people) or _bearers(name.text, gender, people)
        fitting = _so_titled(syntax, name, fitting, people, alone)
        take(name, _nearest(name, fitting, people) or Referent("person", name.text), gender)
    return found


def _siblings(syntax: Syntax, mine: list[Name]) -> dict[int, str]:
    """By its first token, the full name of a first name that shares the surname after the next: "Ann and Bob Roe"."""
    families = {person_name(n.text).family for n in mine if " " in n.text}
    out: dict[int, str] = {}
    for one, two in itertools.pairwise(mine):
        joined = two.start == one.end + 1 and syntax.lowers[one.end] in ("and", "&")
        single = one.titled == one.start and one.end - one.start == 1 and normalise(one.text) not in families
        parts = two.text.split()
        if joined and single and len(parts) == 2 and gender_of_given(one.text) and gender_of_given(parts[0]):
            out[one.start] = f"{one.text} {parts[1]}"
    return out


def _so_titled(
    syntax: Syntax, name: Name, fitting: list[Referent], people: Mapping[Referent, list[int]], alone: Mapping[str, int]
) -> list[Referent]:
    """Of those who bear a surname, the ones whom it may stand for with its title, or without one.

    A title goes to whoever has borne it; "Mr." to anybody. Another title makes a person of its own where several bear
    the surname, or where its only bearer is called by the first name. A junior is introduced as one. ``alone`` has
    the first place of each single word.
    """
    if name.titled == name.start:
        grown = [r for r in fitting if not _is_child(r, alone)]
        grown = [r for r in grown if not person_name(r.name).suffix] or grown
        return grown if grown and normalise(name.text) == person_name(fitting[0].name).family else fitting
    title = {w.strip(".") for w in syntax.lowers[name.titled : name.start] if is_role(w)}
    alike = [r for r in fitting if any(title & role for role in r.roles)]
    if alike:
        return alike
    fitting = [r for r in fitting if not (person_name(r.name).suffix and people[r][0] > alone[normalise(name.text)])]
    if title <= _POLITE:
        return fitting
    return [] if len(fitting) > 1 else [r for r in fitting if r.roles or not _is_child(r, alone)]


_POLITE = frozenset({"mr", "mrs", "ms", "miss", "mister"})


def _is_child(referent: Referent, alone: Mapping[str, int]) -> bool:
    """Whether somebody without a title is called by the first name: children are, and those whom surnames confuse."""
    return not referent.roles and not alone.keys().isdisjoint(person_name(referent.name).given[:1])


def _nearest(name: Name, fitting: list[Referent], people: Mapping[Referent, list[int]]) -> Referent | None:
    """The one mentioned last before a name; before all of them, the one mentioned most."""
    last = {r: people[r][at - 1] for r in fitting if (at := bisect.bisect_left(people[r], name.start))}
    if last:
        return max(last, key=lambda r: last[r])
    return max(fitting, key=lambda r: len(people[r]), default=None)


def _fullness(name: str) -> tuple[int, int]:
    """Words spelled out, and all words: of two equal names the first stays."""
    parts = name.replace(".", " ").split()
    return sum(len(part) > 1 for part in parts), len(parts)


def _gender(syntax: Syntax, name: Name) -> Gender | None:
    """What the titles of a name tell, else its first name."""
    titles = [g for i in range(name.titled, name.start) if (g := title_gender(syntax.texts[i]))]
    return titles[-1] if titles else person_name(name.text).gender


def _bearers(name: str, gender: Gender | None, people: Iterable[Referent]) -> list[Referent]:
    """Those who may be called so; the gender that a title tells must fit."""
    return [r for r in people if same_person(name, r.name) and (not gender or r.gender in (None, gender))]


def _called_by_given(name: Name, people: Iterable[Referent]) -> list[Referent]:
    """The one with the first name that stands alone, if it is one person's only."""
    word = normalise(name.text)
    given = [(r, person_name(r.name).given[:1]) for r in people]
    found = [r for r, first in given if first == (word,)]
    found = found or [
        r for r, first in given if first and not forms_of_given(first[0]).isdisjoint(forms_of_given(word))
    ]
    return found if len(found) == 1 else []


def _learn(syntax: Syntax, name: Name, gender: Gender | None, referent: Referent) -> Referent:
    """Keep what a mention's titles tell of its bearer."""
    referent.gender = referent.gender or gender
    title = syntax.lowers[name.titled : name.start]
    if title:
        referent.roles.add(frozenset(w.strip(".") for w in title))
    for i in [*range(name.titled, name.start), *(c for c in syntax.children[name.head] if syntax.deps[c] == "poss")]:
        if found := match_country(syntax.texts[i]):
            referent.nations.add(found.country.code)
    return referent


def _countries_and_places(syntax: Syntax, names: list[Name]) -> list[tuple[Name, Referent]]:
    found: list[tuple[Name, Referent]] = []
    known: dict[tuple[str, str], Referent] = {}
    ends = {n.end: n for n in names}
    for name in names:
        if name.country:
            land = name.country.country
            within = ends.get(name.start - 1)
            located = within is not None and syntax.texts[name.start - 1] == "," and _lies_in(within, land.code)
            key = ("place", normalise(name.text))
            label = name.text
            if not located and acts(syntax, name.head, name.country):
                key, label = ("government", land.code), land.name
            elif name.country.kind in ("name", "adjective"):
                key, label = ("place", land.code), land.name
        elif name.kind == "place":
            acting = acts_as_subject(syntax, name.head)
            key, label = ("government" if acting else "place", normalise(name.text)), name.text
        else:
            continue
        kind: EntityKind = "government" if key[0] == "government" else "place"
        found.append((name, known.setdefault(key, Referent(kind, label))))
    return found


def _lies_in(name: Name, code: str) -> bool:
    """Whether a name right before a country's is of a place in it: "Helsinki, Finland"."""
    if name.country:
        return name.country.kind == "capital" and name.country.country.code == code
    return name.kind == "place"
