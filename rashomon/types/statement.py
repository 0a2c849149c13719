"""What is asserted, by whom and through whom, how certainly."""

from __future__ import annotations

from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from rashomon.types.ids import ArticleId, AttributionId, EntityId, StatementId
from rashomon.types.proposition import Proposition
from rashomon.types.spans import Span, Spot

__all__ = ["Certainty", "Force", "Hop", "Mark", "Polarity", "Quotation", "Shows", "Source", "Statement", "When"]

Quotation = Literal["none", "indirect", "mixed", "direct"]
Certainty = Literal["certain", "probable", "possible", "unknown"]
Polarity = Literal["affirmed", "negated"]
Force = Literal["assertion", "demand", "offer", "promise", "refusal", "denial", "question"]
Shows = Literal["certainty", "polarity", "force"]
"""What of a statement a mark shows."""


class Source(msgspec.Struct, frozen=True):
    """The words that name who speaks, and the entity they stand for."""

    start: int
    end: int
    text: str
    entity: EntityId | None = None
    """Id of the entity; null where the text does not tell."""

    @property
    def span(self) -> Span:
        return (self.start, self.end)


class When(msgspec.Struct, frozen=True):
    """A time expression and its TIMEX3 value (None where it cannot be resolved)."""

    start: int
    end: int
    text: str
    value: str | None = None
    """TIMEX3 value: 2018-08-26, 2018-W34, PT2H …; null where it cannot be resolved."""


class Mark(msgspec.Struct, frozen=True):
    """Words that show how a statement is put: "may", "not", "demanded"."""

    about: Shows
    """What of the statement the words show."""
    start: int
    end: int
    text: str

    @property
    def span(self) -> Span:
        return (self.start, self.end)


class Hop(msgspec.Struct, frozen=True, kw_only=True):
    """One step of passing-on."""

    sources: tuple[Source, ...] = ()
    """Empty where nobody is named ("was said to"); a carried-over source repeats the spot that named it."""
    cue: Spot | None = None
    """The words of saying: "said", "according to"."""
    to: Spot | None = None
    """To whom it was said."""
    when: When | None = None
    """When it was said."""
    anonymous: bool = False
    """The text keeps the source unnamed: "a senior official", a passive without agent."""
    unresolved: bool = False
    """The text means somebody it does not name: "the report" with no report before it."""
    implied: bool = False
    """Carried over from an earlier sentence."""


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """One assertion (or demand, offer, refusal, promise, denial, question) in one article."""

    id: StatementId
    """Comes from its article and spans."""
    article: ArticleId
    """Id of the article."""
    spans: tuple[Span, ...]
    """Where it stands, in order of the text."""
    text: str
    """What stands there; pieces are joined by " … "."""
    quotation: Quotation
    """How much of it stands in quotation marks."""
    chain: tuple[Hop, ...]
    """From whoever first said it to whoever the article has it from; empty for the article's own voice."""
    hedge: Spot | None = None
    """Words that put distance between speaker and content: "reportedly"."""
    certainty: Certainty = "certain"
    """The holder's: how sure whoever speaks last before the content is of it."""
    factuality: float = 3.0
    """The article's own commitment, -3 (certainly not) to 3 (certainly)."""
    polarity: Polarity = "affirmed"
    """Whether it is affirmed or negated."""
    force: Force = "assertion"
    """What is done by saying it."""
    marks: tuple[Mark, ...] = ()
    """What shows a certainty other than "certain", a negation, a force other than "assertion", in order of these; in
    the statement or in the words that report it. None about what no word of the text shows."""
    when: When | None = None
    """When what is said happens."""
    proposition: Proposition | UnsetType = UNSET
    """What is said, apart from who says it; left out of the JSON where it was not read."""
    attribution: AttributionId | None = None
    """The innermost attribution that holds it; None in the article's own voice."""
