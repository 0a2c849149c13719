"""Ids that stay: what an earlier dossier named keeps its id, and where that cannot be, a redirect leads on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from msgspec.structs import replace

from rashomon.comparison.entity_linking import Linked
from rashomon.types import Article, Claim, Dossier, Entity, Statement
from rashomon.types.ids import ClaimId, EntityId
from rashomon.types.renaming import renamed

__all__ = ["keep_claims", "keep_entities", "redirects"]

Place = tuple[str, int, int]
"""An article's id and a span in it."""


@dataclass(frozen=True, slots=True)
class Part:
    """What has an id, and the places that it is made of: an entity's mentions, the spans of a claim's statements."""

    id: str
    places: tuple[Place, ...]
    since: tuple[object, ...]
    """What parts are sorted by where the earliest counts."""


class Heirs:
    """Finds the part that an earlier part lives on in."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts
        self._at: dict[Place, list[int]] = defaultdict(list)
        for number, part in enumerate(parts):
            for place in part.places:
                self._at[place].append(number)

    @cached_property
    def _characters(self) -> dict[str, dict[int, list[int]]]:
        """The parts that each character belongs to, by article and offset."""
        out: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for (article, start, end), numbers in self._at.items():
            for offset in range(start, end):
                out[article][offset] += numbers
        return out

    def of(self, earlier: Part) -> int | None:
        """The number of the part with most of the places, or else of the characters; of equals the earliest."""
        shared = Counter(i for place in earlier.places for i in self._at.get(place, ()))
        if not shared:
            for article, start, end in earlier.places:
                known = self._characters.get(article, {})
                inside = range(start, end) if end - start <= len(known) else (o for o in known if start <= o < end)
                shared.update(i for offset in inside for i in known.get(offset, ()))
        return min(shared, key=lambda i: (-shared[i], self._parts[i].since, self._parts[i].id), default=None)


def keep_entities(linked: Linked, earlier: Dossier) -> Linked:
    """Give entities the ids that they had in an earlier dossier, and say where each id of that dossier leads."""
    articles = [u.article for u in linked.understandings]
    ids, leads = _kept(_entities(linked.entities, articles), _entities(earlier.entities, earlier.articles))
    return Linked(
        tuple(renamed(u, ids) for u in linked.understandings),
        tuple(replace(e, id=EntityId(ids[e.id])) for e in linked.entities),
        {old: ids[new] for old, new in linked.ids.items()} | leads,
    )


def keep_claims(
    claims: Sequence[Claim], statements: Sequence[Statement], articles: Sequence[Article], earlier: Dossier
) -> tuple[tuple[Claim, ...], dict[str, str]]:
    """Give claims the ids that they had in an earlier dossier; and where each id of that dossier leads."""
    now = _claims(claims, statements, articles)
    ids, leads = _kept(now, _claims(earlier.claims, earlier.statements, earlier.articles))
    return tuple(replace(c, id=ClaimId(ids[c.id])) for c in claims), leads


def redirects(dossier: Dossier, leads: Mapping[str, str], earlier: Dossier | None = None) -> dict[str, str]:
    """Where ids lead that this dossier does not have: always to an id that it has.

    ``leads`` says it for the entities and claims of smaller dossiers of the same articles, and of the ``earlier`` one,
    whose redirects stay. A statement that another version of Rashomon cut otherwise leads to the one that has most of
    its words now.
    """
    present: set[str] = {e.id for e in dossier.entities}
    present |= {s.id for s in dossier.statements}
    present |= {c.id for c in dossier.claims}
    to = dict(leads)
    lost = [s for s in earlier.statements if s.id not in present] if earlier else ()
    if earlier and lost:
        now = _statements(dossier.statements, dossier.articles)
        heirs = Heirs(now)
        for part in _statements(lost, earlier.articles):
            heir = heirs.of(part)
            if heir is not None:
                to[part.id] = now[heir].id
    if earlier:
        to = {old: to.get(new, new) for old, new in earlier.redirects.items()} | to
    return {old: new for old, new in sorted(to.items()) if old not in present and new in present}


def _kept(now: Sequence[Part], earlier: Sequence[Part]) -> tuple[dict[str, str], dict[str, str]]:
    """The id that each part has from now on, by the one that it would have; and where each earlier id leads.

    A part is the heir of every earlier one of which it has most, and takes the id of the earliest of them. What is
    nobody's heir has the id that it would have, or where that is taken, one made of it.
    """
    heirs = Heirs(now)
    inherited: dict[int, list[str]] = defaultdict(list)
    for part in sorted(earlier, key=lambda p: (p.since, p.id)):
        heir = heirs.of(part)
        if heir is not None:
            inherited[heir].append(part.id)
    ids = {now[heir].id: old[0] for heir, old in inherited.items()}
    leads = {one: old[0] for old in inherited.values() for one in old}
    taken = {*ids.values(), *leads}
    for part in sorted(now, key=lambda p: (p.since, p.id)):
        if part.id not in ids:
            ids[part.id] = _free(part.id, taken)
            taken.add(ids[part.id])
    return ids, leads


def _free(wanted: str, taken: set[str]) -> str:
    while wanted in taken:
        wanted = wanted[0] + sha256(wanted.encode()).hexdigest()[:12]
    return wanted


def _entities(entities: Iterable[Entity], articles: Iterable[Article]) -> list[Part]:
    return _parts(((e.id, [(m.article, m.start, m.end) for m in e.mentions]) for e in entities), articles)


def _statements(statements: Iterable[Statement], articles: Iterable[Article]) -> list[Part]:
    return _parts(((s.id, [(s.article, *span) for span in s.spans]) for s in statements), articles)


def _claims(claims: Iterable[Claim], statements: Iterable[Statement], articles: Iterable[Article]) -> list[Part]:
    spans = {s.id: [(s.article, *span) for span in s.spans] for s in statements}
    return _parts(((c.id, [place for s in c.statements for place in spans[s]]) for c in claims), articles)


def _parts(found: Iterable[tuple[str, Sequence[Place]]], articles: Iterable[Article]) -> list[Part]:
    age: dict[str, tuple[bool, str, str, str]] = {a.id: a.precedence for a in articles}
    return [
        Part(name, tuple(places), min(((*age[a], start, end) for a, start, end in places), default=()))
        for name, places in found
    ]
