"""What several articles say of one story, held against each other."""

from __future__ import annotations

from typing import Literal

import msgspec

from rashomon.types.article import Article
from rashomon.types.attribution import Attribution
from rashomon.types.copies import Copy, CopyGroup
from rashomon.types.correction import Correction
from rashomon.types.entity import Entity
from rashomon.types.event import Event
from rashomon.types.evidence import Confidence, Evidence, Reason
from rashomon.types.ids import ArticleId, ClaimId, EntityId, FigureId, StatementId
from rashomon.types.spans import Span, Spot
from rashomon.types.statement import Statement
from rashomon.types.summary import CitedSource, Summary
from rashomon.types.understanding import Made

__all__ = [
    "About",
    "Claim",
    "Confidence",
    "Difference",
    "DifferenceKind",
    "Dossier",
    "Failure",
    "Figure",
    "FigureKind",
    "FigureValue",
    "Member",
    "Moment",
    "Nearest",
    "Omission",
    "Origin",
    "OriginGroup",
    "Phrase",
    "Relation",
    "RelationKind",
    "Resolved",
    "Verdict",
    "Voice",
    "Wording",
]

RelationKind = Literal["agree", "compatible", "conflict", "update"]
DifferenceKind = Literal["contradiction", "figure", "update", "contrast", "detail"]
FigureKind = Literal["same", "rounding", "update", "conflict"]
About = Literal["time", "number", "name", "place", "polarity", "scope", "holder", "wording"]
Verdict = Literal["independent", "same origin", "not established"]
Voice = Literal["outlet", "paraphrased", "quoted"]


class Member(msgspec.Struct, frozen=True):
    """A statement of a claim, and the part of it that tells the claim."""

    statement: StatementId
    """Id of the statement."""
    spans: tuple[Span, ...]
    """Where in the article the part stands, in order of the text; all of the statement where it tells nothing else."""


class Resolved(msgspec.Struct, frozen=True):
    """A word of a label that stands for a name."""

    start: int
    """Code points from the start of the label."""
    end: int
    """End of the word, in the same."""
    to: str
    """The name."""


class Claim(msgspec.Struct, frozen=True):
    """One event or proposition as stated in one or several articles."""

    id: ClaimId
    """Comes from its earliest statement."""
    statements: tuple[StatementId, ...]
    """Ids of the statements; one that tells several facts stands in several claims."""
    label: str
    """A statement's own words, shortened, or those of its sentence: never a paraphrase of ours. Before them stands the
    name of the speaker, where one speaker says it; a number that other members contradict is left out."""
    members: tuple[Member, ...] = ()
    """The same statements, each with the part that tells the claim."""
    label_of: StatementId | None = None
    """Id of the statement that the label is taken from."""
    label_resolved: tuple[Resolved, ...] = ()
    """The pronouns and descriptions of the label whose names are known, in order."""
    confidence: Confidence | None = None
    """How sure it is that all members tell the claim; null for a claim of one statement."""
    importance: float = 0.0
    """How much it matters in the story, 0 to 1: by share of the articles, place in them, headline, and figures."""


class Difference(msgspec.Struct, frozen=True):
    """What two related statements differ in."""

    about: About
    """What kind of detail differs."""
    left: Spot
    """The words in the article of the left statement."""
    right: Spot
    """Those in the article of the right one."""
    kind: DifferenceKind = "detail"
    """``contradiction`` and ``figure``: both cannot be true of one happening; ``update``: a later state;
    ``contrast``: opposite accounts, blame or framing; ``detail``: both may be true."""


class Relation(msgspec.Struct, frozen=True):
    """How two statements of different articles stand to each other."""

    left: StatementId
    """Id of a statement."""
    right: StatementId
    """Id of a statement of another article."""
    kind: RelationKind
    """``compatible``: one is more exact or adds detail; ``update``: one tells a later state."""
    differences: tuple[Difference, ...]
    """What they differ in; empty where they agree in everything."""
    score: float
    """How sure the alignment is, 0 to 1."""
    confidence: Confidence | None = None
    """How sure a conflict or an update is; null for other kinds."""
    reason: str = ""
    """Why a conflict or an update is called, in words; empty for other kinds."""


class FigureValue(msgspec.Struct, frozen=True, kw_only=True):
    """One value of a quantity, as one statement has it."""

    low: float
    """The least that it can be."""
    high: float | None
    """The most that it can be; equal to ``low`` where the value is exact, null where nothing bounds it ("at least")."""
    text: str
    """The words of the article."""
    start: int
    end: int
    statement: StatementId
    """Id of the statement that gives it."""
    article: ArticleId
    """Id of its article."""
    holder: EntityId | None = None
    """Id of the entity that gives it first; null where the article names none."""
    as_of: str | None = None
    """The day or hour for which it holds, as a TIMEX3 value: what the statement says, or the day of the article."""


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One quantity of the story and its values in several articles."""

    id: FigureId
    """Comes from its earliest value."""
    claim: ClaimId | None
    """Id of the claim that it belongs to."""
    what: str
    """What is counted or measured, in the words of an article."""
    unit: str
    """Lemma of what is counted, "%", or the ISO code of a currency; empty where nothing is."""
    kind: FigureKind
    """``rounding``: one value in other words; ``update``: later values supersede earlier ones; ``conflict``: two values
    of one time cannot both be true."""
    values: tuple[FigureValue, ...]
    """By day, then in order of the articles."""


class OriginGroup(msgspec.Struct, frozen=True):
    """Statements of one claim that go back to one origin."""

    entity: EntityId | None
    """The entity that recorded it; None where the text names none."""
    statements: tuple[StatementId, ...]
    """Ids of statements of the claim."""
    evidence: tuple[Evidence, ...]
    """The words that name the origin or show its access."""


class Origin(msgspec.Struct, frozen=True):
    """On how many independent origins a claim rests."""

    claim: ClaimId
    """Id of the claim."""
    groups: tuple[OriginGroup, ...]
    """The statements by origin; those without a named one last."""
    independent: int
    """How many origins are independent of each other."""
    verdict: Verdict
    """``independent``: at least two origins with access of their own and no reuse between them."""
    reasons: tuple[Reason, ...]
    """The steps to the verdict."""


class Nearest(msgspec.Struct, frozen=True):
    """The statement of an article that comes nearest to a claim that the article does not have."""

    statement: StatementId
    """Id of the statement."""
    score: float
    """How probable it is that it tells the claim all the same, 0 to 1."""


class Omission(msgspec.Struct, frozen=True):
    """An article that does not have a claim; ``could_have_known`` is None where the dates do not tell."""

    claim: ClaimId
    """Id of a claim that other articles have."""
    article: ArticleId
    """Id of the article that does not have it."""
    could_have_known: bool | None = None
    """Whether the claim was in another article before this one was published; null where the days do not tell."""
    nearest: Nearest | None = None
    """Something near it in the article; null where nothing is."""
    importance: float = 0.0
    """That of the claim."""


class Phrase(msgspec.Struct, frozen=True):
    """How one article words something, and in whose voice."""

    article: ArticleId
    """Id of the article."""
    start: int
    end: int
    text: str
    voice: Voice
    """``outlet``: the article's own words; ``paraphrased``: its words for a source's; ``quoted``: a source's own."""


class Wording(msgspec.Struct, frozen=True, omit_defaults=True):
    """The phrases that articles use for the same entity or in the same claim; one of the two is set."""

    phrases: tuple[Phrase, ...]
    """One or more of each article."""
    entity: EntityId | None = None
    """Id of the entity that is named."""
    claim: ClaimId | None = None
    """Id of the claim that is worded."""


class Moment(msgspec.Struct, frozen=True):
    """A point of the timeline."""

    when: str
    """TIMEX3 value: 2018-08-26, 2018-W34, 2018-06 …"""
    precision: Literal["time", "day", "week", "month", "season", "year"]
    """How exactly the time is known."""
    claims: tuple[ClaimId, ...]
    """Ids of the claims that name this time."""


class Failure(msgspec.Struct, frozen=True, omit_defaults=True):
    """An input that could not be used, or not in full, and why."""

    source: str
    """The input as the user named it."""
    problem: str
    """What is wrong or missing, and what to do."""
    stage: str | None = None
    """The stage that failed: only what it finds is missing, and the input is compared all the same."""


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """Everything about one story."""

    format: Literal["rashomon-dossier/2"] = "rashomon-dossier/2"
    """Name and version of this format."""
    made: Made | None = None
    """What made it; None for a dossier of format 1, which does not say."""
    understood: dict[ArticleId, Made] = {}
    """What made the Understanding of an article, by the article's id, where that is something else."""
    redirects: dict[str, str] = {}
    """Ids of earlier dossiers and of those of fewer of the articles that this one does not have: what each leads to."""
    articles: tuple[Article, ...]
    """Every article that was compared, by day of publication."""
    entities: tuple[Entity, ...]
    """Who and what the articles speak of, in order of first mention."""
    statements: tuple[Statement, ...]
    """What each article asserts, in order of articles and text."""
    attributions: tuple[Attribution, ...] = ()
    """Who said what by the words of the articles, in order of articles and cues; not every content is a statement."""
    claims: tuple[Claim, ...]
    """Statements that say the same, gathered; in order of their first statement."""
    relations: tuple[Relation, ...]
    """How statements of different articles stand to each other."""
    figures: tuple[Figure, ...] = ()
    """Quantities of which several articles give values, the most important first."""
    origins: tuple[Origin, ...]
    """On how many independent origins each claim rests."""
    omissions: tuple[Omission, ...]
    """What each article does not have and others have."""
    wording: tuple[Wording, ...]
    """How each article names the same."""
    events: tuple[Event, ...]
    """Who did what to whom, in order of the statements."""
    timeline: tuple[Moment, ...]
    """The times that claims name, the earliest first."""
    copies: tuple[Copy, ...] = ()
    """What is copied from what: pairs of articles."""
    copy_groups: tuple[CopyGroup, ...] = ()
    """Articles that carry one text, the largest group first."""
    corrections: tuple[Correction, ...] = ()
    """What editors put right, and what is shown so: in the order in which they did."""
    sources: tuple[CitedSource, ...] = ()
    """Whom the articles cite, those cited by the most articles first."""
    summary: Summary | None = None
    """The first screen; null in a dossier that was made before there was one."""
    failures: tuple[Failure, ...] = ()
    """Inputs left out and stages that failed, never silently."""
