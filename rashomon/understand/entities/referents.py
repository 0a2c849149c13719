"""Who or what an article speaks of: its names gathered by whom they stand for.

Full names make the referents, short ones are given to them: a surname to the nearest person who bears it, an
acronym to the organisation it stands for, a country's name to the government or the place, as the sentence has it.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from rashomon.model import EntityKind
from rashomon.names.countries import match_country
from rashomon.names.forms import is_acronym_of, same_organisation, same_person
from rashomon.names.people import Gender, gender_of_given, is_title, person_name, title_gender
from rashomon.names.spelling import normalise
from rashomon.names.tables import words
from rashomon.understand.entities.actors import acts, acts_as_subject
from rashomon.understand.entities.names import Name
from rashomon.understand.entities.syntax import Syntax

__all__ = ["Referent", "Role", "Spotted", "referents_of"]

Role = frozenset[str]
"""The words of a title, in lower case: {"defense", "minister"}."""


@dataclass(frozen=True, slots=True, order=True)
class Spotted:
    """A mention: the tokens ``doc[start:end]``, headed by ``head``."""

    start: int
    end: int
    head: int


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
    noun: str | None = None
    """For one without a name: the noun that it is called by."""
    speaks: bool = False
    """It is named as a source somewhere, or does what only an actor does."""


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
        if name.titled < name.start or name.tail > name.end:
            referent.mentions.append(Spotted(name.titled, name.tail, name.head))

    for name, referent in [
        *_people(syntax, names),
        *_countries_and_places(syntax, names),
        *_organisations(syntax, names),
    ]:
        give(name, referent)
    for referent in referents:
        referent.mentions.sort()
    return referents, by_head


def _people(syntax: Syntax, names: list[Name]) -> list[tuple[Name, Referent]]:
    found: list[tuple[Name, Referent]] = []
    full: list[tuple[int, Referent]] = []
    short = []
    for name in (n for n in names if n.kind == "person"):
        gender = _gender(syntax, name)
        if not person_name(name.text).given:
            short.append((name, gender))
            continue
        known = [r for _, r in full if same_person(name.text, r.name) and (not gender or r.gender in (None, gender))]
        referent = known[-1] if known else Referent("person", name.text)
        if _fullness(name.text) > _fullness(referent.name):
            referent.name = name.text
        full.append((name.start, referent))
        found.append((name, _learn(syntax, name, gender, referent)))
    # Those whose title tells the gender first: "Mr. Roe" is not Ann Roe, and then neither need "Roe" be.
    for name, gender in sorted(short, key=lambda item: item[1] is None):
        fitting = _bearers(name, gender, full) or _called_by_given(name, full)
        referent = _nearest(name, fitting) or Referent("person", name.text)
        bisect.insort(full, (name.start, referent), key=lambda item: item[0])
        found.append((name, _learn(syntax, name, gender, referent)))
    return found


def _nearest(name: Name, fitting: list[tuple[int, Referent]]) -> Referent | None:
    """The one mentioned last before a name; before all of them, the one mentioned most."""
    before = [r for at, r in fitting if at < name.start]
    if before:
        return before[-1]
    counts = Counter(id(r) for _, r in fitting)
    return max((r for _, r in fitting), key=lambda r: counts[id(r)], default=None)


def _fullness(name: str) -> tuple[int, int]:
    """Words spelled out, and all words: of two equal names the first stays."""
    parts = name.replace(".", " ").split()
    return sum(len(part) > 1 for part in parts), len(parts)


def _gender(syntax: Syntax, name: Name) -> Gender | None:
    """What the titles of a name tell, else its first name."""
    titles = [g for i in range(name.titled, name.start) if (g := title_gender(syntax.texts[i]))]
    return titles[-1] if titles else person_name(name.text).gender


def _bearers(name: Name, gender: Gender | None, full: Iterable[tuple[int, Referent]]) -> list[tuple[int, Referent]]:
    """Those who may be called so, with where they are mentioned; the gender that a title tells must fit."""
    return [(at, r) for at, r in full if same_person(name.text, r.name) and (not gender or r.gender in (None, gender))]


def _called_by_given(name: Name, full: list[tuple[int, Referent]]) -> list[tuple[int, Referent]]:
    """Those with the first name that stands alone, if it is one person's only."""
    word = normalise(name.text)
    found = [(at, r) for at, r in full if person_name(r.name).given[:1] == (word,)]
    return found if len({id(r) for _, r in found}) == 1 else []


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


_ORGANISED = ("organisation", "group", "event", "other")


def _organisations(syntax: Syntax, names: list[Name]) -> list[tuple[Name, Referent]]:
    mine = [n for n in names if n.kind in _ORGANISED]
    aliases = _aliases(syntax, mine)
    found: dict[int, Referent] = {}
    known: list[Referent] = []
    for name in sorted(mine, key=lambda n: (-_weight(n), n.start)):
        written = aliases.get(name.start, name.text)
        referent = next((r for r in known if _is_called(written, name, r, known)), None)
        if referent is None:
            referent = Referent(name.kind, name.text, plural=name.kind == "group")
            known.append(referent)
        found[name.start] = referent
    return [(n, found[n.start]) for n in mine]


def _weight(name: Name) -> int:
    """Longer names first, and a name spelled out before its acronym."""
    return 0 if name.text.replace(".", "").isupper() and " " not in name.text else len(name.text.split())


def _aliases(syntax: Syntax, names: list[Name]) -> dict[int, str]:
    """For an acronym, wherever it stands, the name that it follows in parentheses somewhere."""
    ends = {n.end: n for n in names}
    stands_for: dict[str, str] = {}
    for name in names:
        before = ends.get(name.start - 1)
        capitals = name.text.isupper() and name.text.isalpha()
        if before and syntax.texts[name.start - 1] == "(" and (capitals or _is_loose_acronym(name.text, before.text)):
            stands_for[name.text] = before.text
    return {n.start: stands_for[n.text] for n in names if n.text in stands_for}


def _is_loose_acronym(short: str, long: str) -> bool:
    """In parentheses, letters in the order of the name are enough: "(Sana)", "(CENTCOM)"."""
    letters = iter(normalise(long).replace(" ", ""))
    initials = {w[0] for w in normalise(long).split()}
    return " " not in short and normalise(short)[:1] in initials and all(c in letters for c in normalise(short))


def _is_called(written: str, name: Name, referent: Referent, known: list[Referent]) -> bool:
    if _one_number(written) == _one_number(referent.name) or is_acronym_of(written, referent.name):
        return True
    if same_organisation(written, referent.name):
        return True
    return _starts_alone(written, referent, known) or _ends_alone(written, referent, known)


def _ends_alone(short: str, referent: Referent, known: list[Referent]) -> bool:
    """What is left of one longer name, and no other, without its country or city: "the Air Force", "the Red Sox"."""

    word = normalise(short)
    if " " not in word and word not in _FORCES:
        return False
    longer = [r for r in known if r.kind != "other" and normalise(r.name).endswith(f" {word}")]
    if longer != [referent]:
        return False
    return " " in word or match_country(referent.name.rpartition(" ")[0]) is not None


def _one_number(text: str) -> str:
    """Republicans and Republican, the Democrats and Democrat."""
    form = normalise(text)
    return form[:-1] if form.endswith("s") and len(form) > 4 else form


_FORCES = frozenset({"army", "navy", "senate", "congress", "parliament", "treasury", "marines"})
_ENDINGS = words("org-endings")
_DISTINCT = frozenset(
    {"foundation", "university", "hospital", "museum", "school", "college", "institute", "stadium", "tower"}
)


def _starts_alone(short: str, referent: Referent, known: list[Referent]) -> bool:
    """A single word that one longer name begins with, and no other: "Goldman" for "Goldman Sachs"."""
    word = normalise(short)
    if " " in word or len(word) < 4 or gender_of_given(word) or is_title(word) or referent.kind != "organisation":
        return False
    longer = [r for r in known if normalise(r.name).startswith(word + " ")]
    if len(longer) > 1:
        longer = [r for r in longer if normalise(r.name).split()[-1] in _ENDINGS]
    return longer == [referent] and _DISTINCT.isdisjoint(normalise(referent.name).split())
