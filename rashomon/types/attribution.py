"""Who said what: an attribution as exact spans of the article's text."""

from __future__ import annotations

from typing import Literal

import msgspec

from rashomon.types.spans import Span, Spot
from rashomon.types.statement import Hop

__all__ = ["Attribution", "Finder"]

Finder = Literal["net", "rules"]
"""What found an attribution."""


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """A source, the words that attribute, and what is attributed, with the borders of PolNeAR's annotators.

    Not every content is a claim: "criticised the plan" attributes a stance.
    """

    id: str
    article: str
    source: tuple[Spot, ...] = ()
    """Empty where the text names nobody."""
    cue: Spot | None = None
    content: tuple[Span, ...] = ()
    chain: tuple[Hop, ...] = ()
    """From the source to whoever the article has it from; empty where nothing is stated."""
    statement: str | None = None
    """The first statement that stands in the content, under this attribution and no other inside it."""
    found_by: Finder
    nested: bool = False
    """Whether the cue stands in the content of another attribution."""
    states: bool
    """Whether the content says something that can be true or false, and is read as a statement."""
