"""The same person, organisation, government or place in several articles made one entity.

Two entities stay apart unless their names say that they are one. A government and a place never become one, and neither
do unnamed people ("officials") of different articles.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from msgspec.structs import replace

from rashomon.comparison.clustering import DisjointSets
from rashomon.lexicon import table
from rashomon.names.countries import match_country
from rashomon.names.forms import is_acronym_of, normalise, same_organisation, same_person, similar_spelling
from rashomon.names.people import person_name
from rashomon.types import Entity, EntityKind, Understanding
from rashomon.types.renaming import renamed

__all__ = ["Linked", "join_people", "link"]

_FAMILY: Mapping[EntityKind, EntityKind] = {"group": "organisation"}
"""Kinds that may be one with another: an armed group is an organisation to the next reader."""

_CONFUSED: frozenset[EntityKind] = frozenset({"person", "organisation", "group", "place", "other"})
"""Kinds that a recogniser mistakes for one another: an equal name of two words or more links them."""

_SPELLINGS = table("names.spellings")

_KIND_RANK: tuple[EntityKind, ...] = (
    "person",
    "organisation",
    "government",
    "group",
    "place",
    "office",
    "event",
    "other",
)


@dataclass(frozen=True)
class Linked:
    """Understandings whose entities have one id wherever they are the same, and those entities."""

    understandings: tuple[Understanding, ...]
    entities: tuple[Entity, ...]
    """In order of first mention: by article, then by place in it."""
    ids: Mapping[str, str]
    """The id of each entity by those that its parts have in the single articles."""


@dataclass(frozen=True)
class Named:
    """An entity of one article and the proper names used for it there, the fullest first."""

    article: int
    entity: Entity
    names: tuple[str, ...]
    since: tuple[object, ...]
    """What its first mentions are sorted by over all articles."""


def link(understandings: Sequence[Understanding]) -> Linked:
    """Give the entities that are the same one id, everywhere they are referred to."""
    known = [_named(i, u, e) for i, u in enumerate(understandings) for e in u.entities]
    sets = DisjointSets(len(known))
    families: dict[EntityKind, list[int]] = defaultdict(list)
    for i, named in enumerate(known):
        if named.names:
            families[_FAMILY.get(named.entity.kind, named.entity.kind)].append(i)
    for kind, members in families.items():
        _join_by_key(known, members, sets, kind)
    _join_by_key(known, [i for kind in _CONFUSED for i in families[kind]], sets, None)
    _join_single_words(known, families, sets)
    _join_organisations(known, families["organisation"], sets)
    people = families["person"]
    join_people([known[i].names[0] for i in people], [known[i].article for i in people], people, sets)
    _join_misread_surnames(known, families, sets)
    return _rewrite_all(understandings, known, sets)


def _named(article: int, understanding: Understanding, entity: Entity) -> Named:
    """Return an entity with its names: the mentions that end in a proper noun, and a country's in whatever form."""
    starts = [t.start for t in understanding.tokens]
    found: dict[str, int] = {}
    for mention in entity.mentions:
        last = bisect_left(starts, mention.end) - 1
        if last >= 0 and understanding.tokens[last].lemma in ("'s", "’s", "'", "’"):
            last -= 1
        proper = last >= 0 and understanding.tokens[last].pos == "PROPN"
        if proper or (entity.kind in ("government", "place") and match_country(mention.text)):
            found[mention.text] = found.get(mention.text, 0) + 1
    if found and normalise(entity.name) in {normalise(n) for n in found}:
        found.setdefault(entity.name, 0)
    ordered = sorted(found, key=lambda n: (n != entity.name, -len(normalise(n).split()), -found[n], n))
    first = min(entity.mentions)
    return Named(article, entity, tuple(ordered), (*understanding.article.precedence, first.start, first.end))


def _join_by_key(known: Sequence[Named], members: Iterable[int], sets: DisjointSets, kind: EntityKind | None) -> None:
    """Join what has an equal key: a country's code or a normalised name."""
    first: dict[str, int] = {}
    for i in members:
        for key in _keys(known[i], kind):
            sets.join(i, first.setdefault(key, i))


def _join_single_words(
    known: Sequence[Named], families: Mapping[EntityKind, Sequence[int]], sets: DisjointSets
) -> None:
    """Join a name of one word with the same one of another kind, unless it is a surname of somebody in the story."""
    surnames = {person_name(n).family for i in families.get("person", ()) for n in known[i].names if " " in n.strip()}
    first: dict[str, int] = {}
    for kind in ("organisation", "other", "event", "place"):
        for i in families.get(kind, ()):
            key = _spelt(known[i].names[0])
            if " " not in key and key not in surnames:
                sets.join(i, first.setdefault(key, i))


def _join_misread_surnames(
    known: Sequence[Named], families: Mapping[EntityKind, Sequence[int]], sets: DisjointSets
) -> None:
    """Join a surname that was taken for something else with the one person of other articles who has it."""
    bearers: dict[str, set[int]] = defaultdict(set)
    homes: dict[int, set[int]] = defaultdict(set)
    for i in families.get("person", ()):
        name = person_name(known[i].names[0])
        if name.given:
            bearers[name.family].add(sets.find(i))
    for i, named in enumerate(known):
        homes[sets.find(i)].add(named.article)
    for kind in ("organisation", "other", "place"):
        for i in families.get(kind, ()):
            key, own = normalise(known[i].names[0]), homes[sets.find(i)]
            if len(bearers[key]) == 1 and not match_country(known[i].names[0]):
                (bearer,) = bearers[key]
                if own.isdisjoint(homes[bearer]):
                    sets.join(i, bearer)


def _spelt(name: str) -> str:
    """Return a normalised name with each word in one of its spellings: "Mt. Cook", "Center"."""
    return " ".join(_SPELLINGS.get(word, word) for word in normalise(name).split())


def _keys(named: Named, kind: EntityKind | None) -> tuple[str, ...]:
    if kind is None:
        return tuple(n for n in map(_spelt, named.names) if " " in n)
    if kind in ("government", "place"):
        for name in named.names:
            found = match_country(name)
            if found and (kind == "government" or found.kind in ("name", "adjective", "people")):
                return (found.country.code,)
    return () if kind == "person" else (_spelt(named.names[0]),)


def _join_organisations(known: Sequence[Named], members: Sequence[int], sets: DisjointSets) -> None:
    """Join organisations by what `same_organisation` says, comparing only names that share a word, and acronyms."""
    named = sorted((name, i) for i in members for name in known[i].names)
    by_word: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for name, i in named:
        for word in dict.fromkeys(normalise(name).split()):
            by_word[word].append((name, i))
    for word in sorted(by_word):
        for (a, i), (b, j) in combinations(by_word[word], 2):
            if sets.find(i) != sets.find(j) and same_organisation(a, b):
                sets.join(i, j)
    _join_acronyms(named, sets)


def _join_acronyms(named: Sequence[tuple[str, int]], sets: DisjointSets) -> None:
    """Join a single word of capitals with the names that it may be the initials of."""
    by_initial: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for name, i in named:
        words = normalise(name).split()
        for initial in dict.fromkeys(word[0] for word in words[:2]) if len(words) > 1 else ():
            by_initial[initial].append((name, i))
    for short, i in named:
        if " " not in short and sum(c.isupper() for c in short) > 1:
            for name, j in by_initial[short[0].casefold()]:
                if is_acronym_of(short, name):
                    sets.join(i, j)


def join_people(names: Sequence[str], articles: Sequence[int], members: Sequence[int], joined: DisjointSets) -> None:
    """Join the ``members`` whose ``names`` may be one person's.

    Everybody in a set fits everybody else in it, so that "J. Smith" never makes one of John and James. A surname alone
    joins the one set that it fits, if there is exactly one; two people of one article are never joined.
    """
    order = sorted(range(len(names)), key=lambda i: (_fullness(names[i]), names[i], members[i]))
    near = _near(names)
    sets: list[list[int]] = []
    by_part: dict[str, set[int]] = defaultdict(set)
    for i in order:
        parts = person_name(names[i]).parts
        candidates = sorted({s for part in parts for spelt in near.get(part, (part,)) for s in by_part[spelt]})
        fitting = [
            s for s in candidates if all(articles[i] != articles[j] and _fit(names[i], names[j]) for j in sets[s])
        ]
        if len(fitting) == 1:
            chosen = fitting[0]
            joined.join(members[sets[chosen][0]], members[i])
        else:
            chosen = len(sets)
            sets.append([])
        sets[chosen].append(i)
        for part in parts:
            by_part[part].add(chosen)


def _fit(a: str, b: str) -> bool:
    """Return whether two names may be one person's: "Jr." and no "Jr." are father and son."""
    return person_name(a).suffix == person_name(b).suffix and same_person(a, b)


def _fullness(name: str) -> tuple[int, bool]:
    """Return the key that orders names, the fullest first: more parts before fewer, parts before initials."""
    parts = person_name(name).parts
    return (-len(parts), any(len(p) == 1 for p in parts))


def _near(names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return for each part of a name the parts that may be spellings of it, itself among them."""
    parts = sorted({part for name in names for part in person_name(name).parts})
    out = {part: [part] for part in parts}
    for a, b in combinations([p for p in parts if len(p) > 4], 2):
        if similar_spelling(a, b):
            out[a].append(b)
            out[b].append(a)
    return {part: tuple(spelt) for part, spelt in out.items()}


def _rewrite_all(understandings: Sequence[Understanding], known: Sequence[Named], sets: DisjointSets) -> Linked:
    new: dict[str, Entity] = {}
    merged = []
    for members in sets.groups():
        entity = _merge([known[i] for i in members])
        merged.append(entity)
        new.update({known[i].entity.id: entity for i in members})
    order = {u.article.id: i for i, u in enumerate(understandings)}
    merged.sort(key=lambda e: (*((order[m.article], m.start) for m in e.mentions[:1]), e.id))
    ids = {old: entity.id for old, entity in new.items()}
    return Linked(tuple(_rewrite(u, new, ids) for u in understandings), tuple(merged), ids)


def _merge(members: Sequence[Named]) -> Entity:
    """Merge entities into one, with the id of the one that is mentioned first, whatever the order of the articles."""
    kinds = Counter(m.entity.kind for m in members)
    kind = min(kinds, key=lambda k: (-kinds[k], _KIND_RANK.index(k)))
    names = Counter(m.entity.name for m in members)
    name = min(names, key=lambda n: (" " not in n and kind == "person", -names[n], -len(n), n))
    mentions = tuple(x for m in members for x in m.entity.mentions)
    first = min(members, key=lambda m: (m.since, m.entity.id))
    outlet = kind != "person" and any(m.entity.outlet for m in members)
    return Entity(id=first.entity.id, kind=kind, name=name, mentions=mentions, outlet=outlet)


def _rewrite(understanding: Understanding, new: Mapping[str, Entity], ids: Mapping[str, str]) -> Understanding:
    """Return the understanding with the new ids; each entity keeps only this article's mentions."""
    by_id: dict[str, Entity] = {}
    for old in understanding.entities:
        entity = new[old.id]
        before = by_id[entity.id].mentions if entity.id in by_id else ()
        mentions = tuple(sorted((*before, *old.mentions), key=lambda m: (m.start, m.end)))
        by_id[entity.id] = replace(entity, mentions=mentions)
    return replace(renamed(understanding, ids), entities=tuple(by_id.values()))
