"""Where a claim that somebody asks about is reported, and where something else is."""

from __future__ import annotations

from typing import Literal

import msgspec

from rashomon.types.article import Article
from rashomon.types.dossier import Failure, Relation
from rashomon.types.entity import Entity
from rashomon.types.ids import ArticleId
from rashomon.types.statement import Statement

__all__ = ["Found", "Hit"]


class Hit(msgspec.Struct, frozen=True):
    """A statement of an article, and how it stands to the claim that was asked about."""

    statement: Statement
    """What the article says, by whom and through whom; its text is the article's exact words."""
    relation: Relation
    """To the statement of the claim that it comes nearest to: that is ``left``."""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that was asked about, and what the articles have of it."""

    format: Literal["rashomon-found/1"] = "rashomon-found/1"
    """Name and version of this format."""
    claim: str
    """The claim, as it was asked."""
    statements: tuple[Statement, ...]
    """What the claim states, as it was understood."""
    articles: tuple[Article, ...]
    """Every article that was searched, by day of publication."""
    entities: tuple[Entity, ...]
    """Who and what the claim and the articles speak of."""
    reported: tuple[Hit, ...]
    """Statements that tell the claim, the surest first."""
    otherwise: tuple[Hit, ...]
    """Statements that conflict with it, or tell another state of it, the surest first."""
    nearest: tuple[Hit, ...]
    """The other statements that come nearest to it, the nearest first."""
    not_found_in: tuple[ArticleId, ...]
    """Ids of the articles that neither tell it nor something that conflicts with it."""
    failures: tuple[Failure, ...] = ()
    """Inputs left out, and stages that failed."""
