"""Gather the names of an article by whom they stand for.

Full names make the referents, short ones are given to them: a surname to the nearest person who bears it, an
acronym to the organisation it stands for, a country's name to the government or the place, as the sentence has it.
"""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rashomon.annotation.coreference.names import Name, acts, acts_as_subject
from rashomon.lexicon import words
from rashomon.names.countries import match_country
from rashomon.names.forms import as_acronym, initials_of, organisation_keys, same_person
from rashomon.names.people import Gender, forms_of_given, is_role, person_name, title_gender
from rashomon.names.spelling import normalise
from rashomon.types import EntityKind
from rashomon.types.parse import Parse, Token

__all__ = ["Heads", "Referent", "Role", "Spotted", "referents_of"]

Role = frozenset[str]
"""The words of a title, in lower case: {"defense", "minister"}."""


@dataclass(frozen=True, slots=True, order=True)
class Spotted:
    """A mention: the tokens ``doc[start:end]``."""

    start: int
    end: int


@dataclass(slots=True, eq=False)
class Referent:
    """Somebody or something spoken of, while the article is being read."""

    kind: EntityKind
    name: str
    named: bool = True
    plural: bool = False
    gender: Gender | None = None
    roles: set[Role] = field(default_factory=set)
    nations: set[str] = field(default_factory=set)
    """Codes of the countries that its titles name."""
    mentions: list[Spotted] = field(default_factory=list)
    speaks: bool = False
    """It is named as a source somewhere, or does what only an actor does."""


Heads = dict[Token, Referent]
"""For the head token of each mention, whom it stands for."""

_ORGANISATION_KINDS = ("organisation", "group", "event", "other")


def referents_of(doc: Parse, names: list[Name]) -> tuple[list[Referent], Heads]:
    """Return the referents that names stand for, and for each name's head token its referent."""
    referents: list[Referent] = []
    by_head: Heads = {}
    found = [*_people(doc, names), *_countries_and_places(names), *_organisations(names)]
    for name, referent in found:
        if not referent.mentions:
            referents.append(referent)
        by_head[name.head] = referent
        by_head.setdefault(doc[name.end - 1], referent)
        referent.mentions.append(Spotted(name.start, name.end))
        if name.tail > name.end:
            referent.roles.add(frozenset(t.lower_ for t in doc[name.end : name.tail]))
        if name.titled < name.start or name.tail > name.end:
            referent.mentions.append(Spotted(name.titled, name.tail))
    for referent in referents:
        referent.mentions.sort()
    return referents, by_head


# People


def _people(doc: Parse, names: list[Name]) -> list[tuple[Name, Referent]]:
    found: list[tuple[Name, Referent]] = []
    people: dict[Referent, list[int]] = {}
    mine = [n for n in names if n.kind == "person"]

    def take(name: Name, referent: Referent, gender: Gender | None) -> None:
        bisect.insort(people.setdefault(referent, []), name.start)
        _learn(doc, name, gender, referent)
        found.append((name, referent))

    short = []
    for name in mine:
        gender = _gender(doc, name)
        if not person_name(name.text).given:
            short.append((name, gender))
            continue
        referent = _nearest(name, _bearers(name.text, gender, people), people) or Referent("person", name.text)
        referent.name = max(referent.name, name.text, key=_fullness)
        take(name, referent, gender)
    # Those with titles first: "Mr. Roe" is not Ann Roe, and then neither need "Roe" be.
    for name, gender in sorted(short, key=lambda item: (item[1] is None, item[0].titled == item[0].start)):
        fitting = _called_by_given(name, people) or _bearers(name.text, gender, people)
        fitting = _so_titled(doc, name, fitting)
        take(name, _nearest(name, fitting, people) or Referent("person", name.text), gender)
    return found


def _so_titled(doc: Parse, name: Name, fitting: list[Referent]) -> list[Referent]:
    """Return, of those who bear a surname, the ones whom it may stand for with its title, or without one.

    A title goes to whoever has borne it; "Mr." to anybody. Another title makes a person of its own where several bear
    the surname. A junior is not called by the bare surname where somebody else may be, and never before his full name.
    """
    if name.titled == name.start:
        return [r for r in fitting if not person_name(r.name).suffix] or fitting
    title = {w for t in doc[name.titled : name.start] if is_role(w := t.lower_.strip("."))}
    alike = [r for r in fitting if any(title & role for role in r.roles)]
    if alike or title <= words("names.polite_titles") or len(fitting) < 2:
        return alike or fitting
    return []


def _nearest(name: Name, fitting: list[Referent], people: Mapping[Referent, list[int]]) -> Referent | None:
    """Return the one mentioned last before a name; before all of them, the one mentioned most."""
    last = {r: people[r][at - 1] for r in fitting if (at := bisect.bisect_left(people[r], name.start))}
    if last:
        return max(last, key=lambda r: last[r])
    return max(fitting, key=lambda r: len(people[r]), default=None)


def _fullness(name: str) -> tuple[int, int]:
    """Return how many words are spelled out, and how many there are."""
    parts = name.replace(".", " ").split()
    return sum(len(part) > 1 for part in parts), len(parts)


def _gender(doc: Parse, name: Name) -> Gender | None:
    """Return what the titles of a name tell, else its first name."""
    titles = [g for t in doc[name.titled : name.start] if (g := title_gender(t.text))]
    return titles[-1] if titles else person_name(name.text).gender


def _bearers(name: str, gender: Gender | None, people: Iterable[Referent]) -> list[Referent]:
    """Return those who may be called so; the gender that a title tells must fit."""
    return [r for r in people if same_person(name, r.name) and (not gender or r.gender in (None, gender))]


def _called_by_given(name: Name, people: Iterable[Referent]) -> list[Referent]:
    """Return the one with the first name that stands alone, if it is one person's only."""
    word = normalise(name.text)
    given = [(r, person_name(r.name).given[:1]) for r in people]
    found = [r for r, first in given if first == (word,)]
    found = found or [
        r for r, first in given if first and not forms_of_given(first[0]).isdisjoint(forms_of_given(word))
    ]
    return found if len(found) == 1 else []


def _learn(doc: Parse, name: Name, gender: Gender | None, referent: Referent) -> None:
    """Keep what a mention's titles tell of its bearer."""
    referent.gender = referent.gender or gender
    title = doc[name.titled : name.start]
    if len(title):
        referent.roles.add(frozenset(t.lower_.strip(".") for t in title))
    owners = (c for c in name.head.children if c.dep_ == "poss")
    referent.nations.update(found.country.code for t in (*title, *owners) if (found := match_country(t.text)))


# Countries and places


def _countries_and_places(names: list[Name]) -> list[tuple[Name, Referent]]:
    found: list[tuple[Name, Referent]] = []
    known: dict[tuple[EntityKind, str], Referent] = {}
    for name in names:
        kind: EntityKind = "place"
        key, label = normalise(name.text), name.text
        if name.country:
            country = name.country.country
            if acts(name.head, name.country):
                kind, key, label = "government", country.code, country.name
            elif name.country.kind in ("name", "adjective"):
                key, label = country.code, country.name
        elif name.kind == "place":
            kind = "government" if acts_as_subject(name.head) else "place"
        else:
            continue
        found.append((name, known.setdefault((kind, key), Referent(kind, label))))
    return found


# Organisations


def _organisations(names: list[Name]) -> list[tuple[Name, Referent]]:
    """Return each name that is neither a person's nor a place's, with whom it stands for."""
    mine = [n for n in names if n.kind in _ORGANISATION_KINDS]
    known = _Known()
    found: dict[str, Referent] = {}
    for name in sorted(mine, key=lambda n: (-_weight(n.text), n.start)):
        if name.text not in found:
            found[name.text] = known.find(name.text) or known.add(name)
    return [(n, found[n.text]) for n in mine]


def _weight(text: str) -> int:
    """Return a key that puts longer names first, and a name spelled out before its acronym."""
    return 0 if text.replace(".", "").isupper() and " " not in text else len(text.split())


class _Known:
    """The organisations found so far, by all that may name them."""

    def __init__(self) -> None:
        self.by_key: dict[str, Referent] = {}
        self.by_initials: dict[str, Referent] = {}
        self.by_last_words: defaultdict[str, list[Referent]] = defaultdict(list)

    def add(self, name: Name) -> Referent:
        referent = Referent(name.kind, name.text, plural=name.kind == "group")
        parts = normalise(name.text).split()
        for key in (*organisation_keys(name.text), _one_number(name.text)):
            self.by_key.setdefault(key, referent)
        for initials in initials_of(name.text):
            self.by_initials.setdefault(initials, referent)
        if len(parts) > 1:
            for at in range(1, len(parts)):
                self.by_last_words[" ".join(parts[at:])].append(referent)
        return referent

    def find(self, text: str) -> Referent | None:
        """Return who is called so, if it is somebody known."""
        for key in (*sorted(organisation_keys(text)), _one_number(text)):
            if key in self.by_key:
                return self.by_key[key]
        if (letters := as_acronym(text)) and letters in self.by_initials:
            return self.by_initials[letters]
        return self._ends(normalise(text))

    def _ends(self, word: str) -> Referent | None:
        """Return the one longer name of which country or city have been left out: "the Navy", "the Red Sox"."""
        if " " not in word and word not in words("names.one_in_each_country"):
            return None
        longer = [r for r in self.by_last_words.get(word, ()) if r.kind != "other"]
        if len(longer) != 1:
            return None
        return longer[0] if " " in word or match_country(longer[0].name.rpartition(" ")[0]) else None


def _one_number(text: str) -> str:
    """Return one form for singular and plural: Republicans and Republican."""
    form = normalise(text)
    return form[:-1] if form.endswith("s") and len(form) > 4 else form
