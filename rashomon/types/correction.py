"""What an editor put right."""

from __future__ import annotations

from typing import Literal

import msgspec

from rashomon.types.ids import ArticleId

__all__ = ["Action", "Correction", "CorrectionKind", "Place"]

CorrectionKind = Literal["merge", "split", "move", "join", "relation", "figure", "chain", "boilerplate", "date"]
"""``merge``: two entities are one; ``split``: a mention is of another entity; ``move``: an article belongs to another
story; ``join``: whether two statements tell one claim; ``relation``: how two statements stand to each other;
``figure``: a value; ``chain``: who says a statement; ``boilerplate``: words that are no story; ``date``: the day of
publication."""
Action = Literal["accept", "reject", "change"]


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Words of an article, so given that they are found again where ids and offsets have changed."""

    article: ArticleId
    """Id of the article."""
    start: int
    """Where the words stood, in code points of the article's text."""
    quotation: str
    """The words; empty for the article as a whole."""
    before: str = ""
    """What stood before them."""
    after: str = ""
    """What stood after them."""


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that an editor put right: who, when and why."""

    id: str
    """Its own id."""
    kind: CorrectionKind
    """What was put right."""
    action: Action
    """Whether what was found is right, is wrong, or is something else (``value``)."""
    places: tuple[Place, ...]
    """The words that it is about: of two statements or entities both."""
    value: str = ""
    """What is right instead: a day, the kind of a relation, a number, the id of a story."""
    who: str
    """Who put it right."""
    when: str
    """The second, in UTC, ISO 8601."""
    why: str = ""
    """The reason that was given."""
