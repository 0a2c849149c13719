"""What a statement asserts, apart from who says it: a predicate with its arguments and its negation."""

from __future__ import annotations

from typing import Literal

import msgspec

from rashomon.types.ids import EntityId
from rashomon.types.spans import Span, Spot

__all__ = ["Argument", "Proposition", "Role"]


Role = Literal["subject", "object", "recipient", "complement"]
"""Subject and object as in the active voice; a complement says what the subject or object is ("is ill")."""


class Argument(msgspec.Struct, frozen=True, kw_only=True):
    """A noun phrase that the predicate is said of."""

    role: str
    """A `Role`, or the preposition that governs the phrase: "in", "with"."""
    start: int
    end: int
    text: str
    entity: EntityId | None = None
    """Id of the entity that it stands for."""

    @property
    def span(self) -> Span:
        return (self.start, self.end)


class Proposition(msgspec.Struct, frozen=True, kw_only=True):
    """The main predicate of a statement, with what it is said of, and whether it is negated."""

    predicate: Spot
    """The verb with its auxiliaries and particle; without a verb, the head of the phrase."""
    lemma: str
    """The predicate's dictionary form, particle included ("turn down")."""
    arguments: tuple[Argument, ...] = ()
    """Those that stand in the statement, times left out, in order of the text."""
    negated: bool = False
    """Whether the statement denies it."""
    negation: tuple[Spot, ...] = ()
    """The words that negate the predicate; where two undo each other, it is not ``negated``."""
