"""A ledger: what a careful reader gets out of a few articles on one story, held against the articles' texts."""

from __future__ import annotations

import msgspec

from rashomon.types import About, Certainty, Force, Polarity, RelationKind, Span, Verdict

__all__ = [
    "GoldArticle",
    "GoldHop",
    "GoldOrigin",
    "GoldRelation",
    "GoldStatement",
    "GoldWording",
    "Ledger",
]


class GoldArticle(msgspec.Struct, frozen=True, kw_only=True):
    """One article and what of it is not to be read as story."""

    name: str
    """File name or row id."""
    text: str
    published: str | None
    """ISO 8601 day, as the product is told."""
    headline: str | None
    repeats: tuple[Span, ...]
    """What says an earlier part of the article again."""
    boilerplate: tuple[Span, ...]
    starts_mid_story: bool


class GoldHop(msgspec.Struct, frozen=True, kw_only=True):
    """One step of passing-on."""

    name: str | None
    """Whom the source stands for; its own words where the ledger does not say."""
    anonymous: bool
    unresolved: bool
    implied: bool
    said: str | None
    """When it was said, in the article's words."""


class GoldStatement(msgspec.Struct, frozen=True, kw_only=True):
    """One statement; ``when`` and ``hedge`` in the article's words."""

    id: str
    article: str
    span: Span
    chain: tuple[GoldHop, ...]
    hedge: str | None
    when: str | None
    certainty: Certainty
    polarity: Polarity
    force: Force


class GoldRelation(msgspec.Struct, frozen=True, kw_only=True):
    """Two statements that belong together; ``accept`` holds each relation that a careful reader could give."""

    id: str
    left: str
    right: str
    accept: tuple[RelationKind, ...]
    about: About | None


class GoldOrigin(msgspec.Struct, frozen=True, kw_only=True):
    """Where a topic enters the record, and what can be said of it."""

    topic: str
    statements: tuple[str, ...]
    named: tuple[str, ...]
    verdict: Verdict


class GoldWording(msgspec.Struct, frozen=True, kw_only=True):
    """One thing and each article's words for it."""

    concept: str
    values: dict[str, str]


class Ledger(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a careful reader wrote down on one story."""

    name: str
    articles: tuple[GoldArticle, ...]
    statements: tuple[GoldStatement, ...]
    relations: tuple[GoldRelation, ...]
    only_in_one: tuple[str, ...]
    """Statements that no other article has."""
    entities: tuple[tuple[str, ...], ...]
    """Names of one entity each."""
    place_and_actor: tuple[str, ...]
    """Names that stand for a place here and for somebody who acts there."""
    origins: tuple[GoldOrigin, ...]
    wording: tuple[GoldWording, ...]
