"""Other ids for what an Understanding holds, everywhere they are named in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar, cast

from msgspec import UNSET
from msgspec.structs import replace

from rashomon.types.article import Article
from rashomon.types.entity import Entity
from rashomon.types.event import Event
from rashomon.types.proposition import Argument
from rashomon.types.statement import Hop, Source, Statement
from rashomon.types.understanding import Understanding

__all__ = ["renamed"]

Id = TypeVar("Id", bound=str)


class _Renaming:
    """New ids by old ones; what has no id that changes stays the same value."""

    def __init__(self, ids: Mapping[str, str]) -> None:
        self._ids = ids

    def id(self, old: Id) -> Id:
        return cast(Id, self._ids[old]) if old in self._ids else old

    def source(self, source: Source) -> Source:
        if source.entity is None or source.entity not in self._ids:
            return source
        return replace(source, entity=self.id(source.entity))

    def hop(self, hop: Hop) -> Hop:
        sources = tuple(map(self.source, hop.sources))
        return hop if sources == hop.sources else replace(hop, sources=sources)

    def argument(self, argument: Argument) -> Argument:
        if argument.entity is None or argument.entity not in self._ids:
            return argument
        return replace(argument, entity=self.id(argument.entity))

    def statement(self, statement: Statement) -> Statement:
        said = statement.proposition
        if said is not UNSET:
            said = replace(said, arguments=tuple(map(self.argument, said.arguments)))
        chain = tuple(map(self.hop, statement.chain))
        return replace(statement, id=self.id(statement.id), chain=chain, proposition=said)

    def event(self, event: Event) -> Event:
        parts = {name: self.source(s) for name in ("actor", "recipient", "where") if (s := getattr(event, name))}
        return replace(event, id=self.id(event.id), statement=self.id(event.statement), **parts)

    def entity(self, entity: Entity) -> Entity:
        return replace(entity, id=self.id(entity.id))


def renamed(understanding: Understanding, ids: Mapping[str, str], article: Article | None = None) -> Understanding:
    """Put the ids of ``ids`` in the place of old ones; those that it does not have stay.

    With ``article``, whose text is the same, everything is said to stand in that article.
    """
    to = _Renaming(ids)
    found = replace(
        understanding,
        entities=tuple(map(to.entity, understanding.entities)),
        statements=tuple(map(to.statement, understanding.statements)),
        events=tuple(map(to.event, understanding.events)),
    )
    return found if article is None else _moved(found, article)


def _moved(understanding: Understanding, article: Article) -> Understanding:
    def entity(old: Entity) -> Entity:
        return replace(old, mentions=tuple(replace(m, article=article.id) for m in old.mentions))

    return replace(
        understanding,
        article=article,
        entities=tuple(map(entity, understanding.entities)),
        statements=tuple(replace(s, article=article.id) for s in understanding.statements),
    )
