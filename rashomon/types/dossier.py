"""What several articles say of one story, held against each other."""

from __future__ import annotations

from typing import Literal

import msgspec

from rashomon.types.article import Article
from rashomon.types.copies import Copy, CopyGroup
from rashomon.types.entity import Entity
from rashomon.types.event import Event
from rashomon.types.evidence import Evidence, Reason
from rashomon.types.ids import ArticleId, ClaimId, EntityId, StatementId
from rashomon.types.spans import Spot
from rashomon.types.statement import Statement
from rashomon.types.understanding import Made

__all__ = [
    "About",
    "Claim",
    "Difference",
    "Dossier",
    "Failure",
    "Moment",
    "Omission",
    "Origin",
    "OriginGroup",
    "Phrase",
    "Relation",
    "RelationKind",
    "Verdict",
    "Voice",
    "Wording",
]

RelationKind = Literal["agree", "compatible", "conflict"]
About = Literal["time", "number", "name", "place", "polarity", "scope", "holder", "wording"]
Verdict = Literal["independent", "same origin", "not established"]
Voice = Literal["outlet", "paraphrased", "quoted"]


class Claim(msgspec.Struct, frozen=True):
    """One event or proposition as stated in one or several articles."""

    id: ClaimId
    statements: tuple[StatementId, ...]
    label: str
    """A statement's own words, shortened: never a paraphrase of ours."""


class Difference(msgspec.Struct, frozen=True):
    """What two related statements differ in."""

    about: About
    left: Spot
    right: Spot


class Relation(msgspec.Struct, frozen=True):
    """How two statements of different articles stand to each other."""

    left: StatementId
    right: StatementId
    kind: RelationKind
    differences: tuple[Difference, ...]
    score: float
    """How sure the alignment is, 0 to 1."""


class OriginGroup(msgspec.Struct, frozen=True):
    """Statements of one claim that go back to one origin."""

    entity: EntityId | None
    """The entity that recorded it; None where the text names none."""
    statements: tuple[StatementId, ...]
    evidence: tuple[Evidence, ...]


class Origin(msgspec.Struct, frozen=True):
    """On how many independent origins a claim rests."""

    claim: ClaimId
    groups: tuple[OriginGroup, ...]
    independent: int
    verdict: Verdict
    reasons: tuple[Reason, ...]


class Omission(msgspec.Struct, frozen=True):
    """An article that does not have a claim; ``could_have_known`` is None where the dates do not tell."""

    claim: ClaimId
    article: ArticleId
    could_have_known: bool | None = None


class Phrase(msgspec.Struct, frozen=True):
    """How one article words something, and in whose voice."""

    article: ArticleId
    start: int
    end: int
    text: str
    voice: Voice


class Wording(msgspec.Struct, frozen=True, omit_defaults=True):
    """The phrases that articles use for the same entity or in the same claim; one of the two is set."""

    phrases: tuple[Phrase, ...]
    entity: EntityId | None = None
    claim: ClaimId | None = None


class Moment(msgspec.Struct, frozen=True):
    """A point of the timeline."""

    when: str
    """TIMEX3 value: 2018-08-26, 2018-W34, 2018-06 …"""
    precision: Literal["time", "day", "week", "month", "season", "year"]
    claims: tuple[ClaimId, ...]


class Failure(msgspec.Struct, frozen=True, omit_defaults=True):
    """An input that could not be used, or not in full, and why."""

    source: str
    problem: str
    stage: str | None = None
    """The stage that failed: only what it finds is missing, and the input is compared all the same."""


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """Everything about one story."""

    format: Literal["rashomon-dossier/2"] = "rashomon-dossier/2"
    made: Made | None = None
    """What made it; None for a dossier of format 1, which does not say."""
    understood: dict[ArticleId, Made] = {}
    """What made the Understanding of an article, by the article's id, where that is something else."""
    redirects: dict[str, str] = {}
    """Ids of earlier dossiers that are in this one no longer, and the id that stands for each now."""
    articles: tuple[Article, ...]
    entities: tuple[Entity, ...]
    statements: tuple[Statement, ...]
    claims: tuple[Claim, ...]
    relations: tuple[Relation, ...]
    origins: tuple[Origin, ...]
    omissions: tuple[Omission, ...]
    wording: tuple[Wording, ...]
    events: tuple[Event, ...]
    timeline: tuple[Moment, ...]
    copies: tuple[Copy, ...] = ()
    """What is copied from what: pairs of articles."""
    copy_groups: tuple[CopyGroup, ...] = ()
    """Articles that carry one text, the largest group first."""
    failures: tuple[Failure, ...] = ()
    """Inputs left out and stages that failed, never silently."""
