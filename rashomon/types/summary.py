"""The first screen of a dossier as data: what happened, what differs, what is agreed, who speaks, how sure."""

from __future__ import annotations

from typing import Literal

import msgspec

from rashomon.types.evidence import Confidence
from rashomon.types.ids import ArticleId, ClaimId, EntityId, FigureId, SourceId, StatementId

__all__ = [
    "Agreed",
    "CitedSource",
    "Compared",
    "Differing",
    "DifferingKind",
    "Headline",
    "Lead",
    "SharedSource",
    "Summary",
    "Tally",
]

DifferingKind = Literal["figure", "contradiction", "update", "contrast"]


class CitedSource(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody whom the articles cite: the first link of at least one statement's chain."""

    id: SourceId
    """Comes from the first place where it is cited."""
    entity: EntityId | None = None
    """Id of the entity; null where the articles do not tell who it is."""
    name: str
    """The entity's name, or the words of the article that cites it."""
    role: str | None = None
    """What an article calls it beside its name, "fire chief"; null where none does."""
    named: bool
    """Whether the articles name it; false for "a senior official"."""
    statements: int
    """Number of statements that come from it."""
    quotes: int = 0
    """How many of them are quoted, in full or in part."""
    articles: tuple[ArticleId, ...]
    """Ids of the articles that cite it, in order."""
    first_hand: tuple[ArticleId, ...] = ()
    """Ids of the articles that cite it with nobody in between."""
    through: dict[EntityId, int] = {}
    """Who passed it on, by the entity's id, and how many of the statements."""


class Headline(msgspec.Struct, frozen=True):
    """The headline that is closest to those of all reports."""

    article: ArticleId
    """Id of the article that it is from."""
    text: str
    """Its words."""


class Lead(msgspec.Struct, frozen=True):
    """What most reports tell, in the words of one of them."""

    statement: StatementId
    """Id of the statement."""
    claim: ClaimId | None
    """Id of the claim that it tells; null where no claim is shared and it opens the article of the headline."""
    articles: tuple[ArticleId, ...]
    """Ids of the articles that tell the claim, in order."""
    confidence: Confidence | None = None
    """How sure it is that they tell the same; null where only one does."""


class Differing(msgspec.Struct, frozen=True, kw_only=True):
    """Something that the reports differ on."""

    kind: DifferingKind
    """``figure``: several values of one quantity; ``contradiction``: both cannot be true; ``update``: one tells a later
    state; ``contrast``: opposite accounts, blame or framing."""
    figure: FigureId | None = None
    """Id of the figure, where it is one."""
    left: StatementId | None = None
    """Id of the statement on one side; null for a figure."""
    right: StatementId | None = None
    """Id of the statement on the other side; null for a figure."""
    claim: ClaimId | None = None
    """Id of the claim that it belongs to."""
    confidence: Confidence | None = None
    """How sure it is that they differ; null where that was not graded."""


class Agreed(msgspec.Struct, frozen=True):
    """A claim that several reports share and that nothing found here disputes."""

    claim: ClaimId
    """Id of the claim."""
    articles: tuple[ArticleId, ...]
    """Ids of the articles that tell it, in order."""
    confidence: Confidence | None = None
    """How sure it is that they tell the same."""


class SharedSource(msgspec.Struct, frozen=True, kw_only=True):
    """One source on which several reports rest for the same claims."""

    entity: EntityId
    """Id of the entity that the claims go back to."""
    claims: tuple[ClaimId, ...]
    """Ids of the claims, the most important first."""
    articles: tuple[ArticleId, ...]
    """Ids of the articles that have them from it, in order."""


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """How the statements of all articles are backed."""

    statements: int
    """Number of statements."""
    unsourced: int
    """How many of them the articles state with no source given."""
    hedged: int
    """How many are hedged or less than certain."""
    quoted: int
    """How many are quoted, in full or in part."""


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """How much was held against each other; what was not compared can still differ."""

    figures: int = 0
    """Number of quantities of which several articles give values."""
    dates: int = 0
    """Number of pairs of statements on one thing that both say when."""
    names: int = 0
    """Number of names that both statements of such a pair have."""


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """The first screen of a dossier; every list has the most important first."""

    headline: Headline | None = None
    """The headline closest to all others; null where no article has one."""
    lead: Lead | None = None
    """What happened; null where no article has a statement."""
    days: tuple[str, str] | None = None
    """The first and the last day of publication; null where no article has one."""
    differ: tuple[Differing, ...] = ()
    """What the reports differ on."""
    agree: tuple[Agreed, ...] = ()
    """What several reports tell alike."""
    one_source: tuple[SharedSource, ...] = ()
    """Sources behind several reports."""
    speakers: tuple[SourceId, ...] = ()
    """Ids of the sources whom the most reports cite."""
    tally: Tally
    """How the statements are backed."""
    compared: Compared
    """How much was compared."""
