"""The types of a ledger: what a careful reader found in a few articles on one story."""

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
    """One article, and which parts of it are not its story."""

    name: str
    """File name or row id."""
    text: str
    published: str | None
    """ISO 8601 day that is passed to the product."""
    headline: str | None
    repeats: tuple[Span, ...]
    """Text that repeats an earlier part of the article."""
    boilerplate: tuple[Span, ...]
    starts_mid_story: bool


class GoldHop(msgspec.Struct, frozen=True, kw_only=True):
    """One person or outlet that passed a statement on."""

    name: str | None
    """Name of the source; the article's words for it if the ledger does not resolve them."""
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
    """The origins of a topic, and the verdict on them."""

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
