"""What was understood of a text, for another article that carries the same text."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from msgspec.structs import replace

from rashomon.types import Article, Entity, Event, Hop, Source, Statement, Understanding

__all__ = ["for_another"]

Renamed = Callable[[str], str]


def for_another(understanding: Understanding, article: Article) -> Understanding:
    """The understanding as one of ``article``, whose text, passages and day are the same: with ids of its own."""

    def renamed(name: str) -> str:
        return name[:1] + sha256(f"{name} {article.id}".encode()).hexdigest()[:12]

    return replace(
        understanding,
        article=article,
        entities=tuple(_entity(e, article.id, renamed) for e in understanding.entities),
        statements=tuple(_statement(s, article.id, renamed) for s in understanding.statements),
        events=tuple(_event(e, renamed) for e in understanding.events),
    )


def _entity(entity: Entity, article: str, renamed: Renamed) -> Entity:
    mentions = tuple(replace(m, article=article) for m in entity.mentions)
    return replace(entity, id=renamed(entity.id), mentions=mentions)


def _statement(statement: Statement, article: str, renamed: Renamed) -> Statement:
    chain = tuple(_hop(hop, renamed) for hop in statement.chain)
    return replace(statement, id=renamed(statement.id), article=article, chain=chain)


def _hop(hop: Hop, renamed: Renamed) -> Hop:
    return replace(hop, sources=tuple(_source(s, renamed) for s in hop.sources))


def _source(source: Source, renamed: Renamed) -> Source:
    return replace(source, entity=renamed(source.entity)) if source.entity else source


def _event(event: Event, renamed: Renamed) -> Event:
    parts = {
        name: _source(part, renamed)
        for name in ("actor", "recipient", "where")
        if (part := getattr(event, name)) is not None
    }
    return replace(event, id=renamed(event.id), statement=renamed(event.statement), **parts)
