"""Who said what: an attribution as exact spans of the article's text."""

from __future__ import annotations

from typing import Literal

import msgspec

from rashomon.types.ids import ArticleId, AttributionId, StatementId
from rashomon.types.spans import Span, Spot
from rashomon.types.statement import Hop

__all__ = ["Attribution", "Finder"]

Finder = Literal["net", "rules"]
"""What found an attribution."""


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """A source, the words that attribute, and what is attributed, with the borders of PolNeAR's annotators.

    Not every content is a claim: "criticised the plan" attributes a stance.
    """

    id: AttributionId
    """Comes from its article, source, cue and content."""
    article: ArticleId
    """Id of the article."""
    source: tuple[Spot, ...] = ()
    """Empty where the text names nobody."""
    cue: Spot | None = None
    """The words that attribute: "said", "according to"."""
    content: tuple[Span, ...] = ()
    """Where what is attributed stands, in order of the text."""
    chain: tuple[Hop, ...] = ()
    """From the source to whoever the article has it from; empty where nothing is stated."""
    statement: StatementId | None = None
    """Id of the first statement that stands in the content, under this attribution and no other inside it."""
    found_by: Finder
    """The trained net, or the rules alone."""
    nested: bool = False
    """Whether the cue stands in the content of another attribution."""
    states: bool
    """Whether the content says something that can be true or false, and is read as a statement."""
