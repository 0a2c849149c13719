"""Whom the articles cite: how often, in which articles, at first hand or through whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rashomon.types import CitedSource, Entity, Hop, Source, Statement
from rashomon.types.ids import ArticleId, EntityId, SourceId, source_id

__all__ = ["cited", "key_of", "sources"]

LONGEST_ROLE = 60

Key = tuple[EntityId | None, str]
"""An entity, or the words that cite somebody whom the articles do not name."""


@dataclass(slots=True)
class _Found:
    first: SourceId
    name: str
    named: bool
    statements: int = 0
    quotes: int = 0
    roles: Counter[str] = field(default_factory=Counter)
    articles: dict[ArticleId, None] = field(default_factory=dict)
    first_hand: dict[ArticleId, None] = field(default_factory=dict)
    through: Counter[EntityId] = field(default_factory=Counter)


def sources(statements: Sequence[Statement], entities: Sequence[Entity]) -> tuple[CitedSource, ...]:
    """Return whoever is the first link of a statement's chain: named ones first, then by articles and statements.

    What no name is known of is told apart by the words that cite it. Pronouns and descriptions without an entity, which
    could be anybody, are left out, except those that an article keeps unnamed on purpose.
    """
    known = {e.id: e for e in entities}
    found: dict[Key, _Found] = {}
    ids: dict[Key, EntityId | None] = {}
    for statement in statements:
        for hop, source in cited(statement):
            entity = known.get(source.entity) if source.entity else None
            if entity is None and not hop.anonymous:
                continue
            name = entity.name if entity else " ".join(source.text.split())
            named = entity is not None and not hop.anonymous and _is_name(name)
            # "the military" is not linked across articles: the same words count once
            key: Key = (source.entity, "") if named else (None, name.casefold())
            ids.setdefault(key, source.entity)
            if key not in found:
                first = source_id(statement.article, source.span)
                found[key] = _Found(first, name, named)
            _count(found[key], statement, source)
    listed = [_listed(ids[key], one) for key, one in found.items()]
    return tuple(sorted(listed, key=lambda s: (not s.named, -len(s.articles), -s.statements, s.name, s.id)))


def _is_name(name: str) -> bool:
    """Whether a phrase ends as a name does: "the Army", "Oster", but neither "Her father" nor "the Army chief"."""
    return any(c.isalpha() for c in name) and not name.split()[-1][0].islower()


def cited(statement: Statement) -> Iterator[tuple[Hop, Source]]:
    """Yield the sources that a statement comes from first, each once."""
    if statement.chain:
        hop = statement.chain[0]
        seen: set[Key] = set()
        for source in hop.sources:
            if key_of(source) not in seen:
                seen.add(key_of(source))
                yield hop, source


def key_of(source: Source) -> Key:
    """Return what tells a source from others."""
    return (source.entity, "") if source.entity else (None, " ".join(source.text.casefold().split()))


def _count(found: _Found, statement: Statement, source: Source) -> None:
    found.statements += 1
    found.quotes += statement.quotation in ("direct", "mixed")
    found.articles[statement.article] = None
    if len(statement.chain) == 1:
        found.first_hand[statement.article] = None
    for hop in statement.chain[1:]:
        found.through.update({s.entity for s in hop.sources if s.entity and s.entity != source.entity})
    if role := _role(source.text, found.name):
        found.roles[role] += 1


def _role(text: str, name: str) -> str | None:
    """Return what stands before the last word of a name in the words that cite it, where it is no part of the name."""
    words, named = text.split(), name.split()
    if not named or named[-1] not in words:
        return None
    own = {*named, "the", "a", "an", "The", "A", "An"}
    before = words[: words.index(named[-1])]
    role = [w for w in before if w not in own]
    if not role or any(w[-1] in ",;:" or not w[0].isalpha() for w in role):
        return None
    # a role stands in lower case or is a title: other names there would be forenames
    return " ".join(role)[:LONGEST_ROLE] if all(w.islower() for w in role) else None


def _listed(entity: EntityId | None, found: _Found) -> CitedSource:
    role = min(found.roles, key=lambda r: (-found.roles[r], r)) if found.roles else None
    return CitedSource(
        id=found.first,
        entity=entity,
        name=found.name,
        role=role,
        named=found.named,
        statements=found.statements,
        quotes=found.quotes,
        articles=tuple(found.articles),
        first_hand=tuple(found.first_hand),
        through=dict(sorted(found.through.items())),
    )
