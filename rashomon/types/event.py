"""Who did what to whom, when and where."""

from __future__ import annotations

import msgspec

from rashomon.types.ids import EventId, StatementId
from rashomon.types.spans import Spot
from rashomon.types.statement import Source, When

__all__ = ["Event"]


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One predicate of a statement with its arguments; ``type`` and ``mode`` are PLOVER's, None where not coded."""

    id: EventId
    statement: StatementId
    predicate: Spot
    lemma: str
    """The predicate's dictionary form, particle included ("turn down")."""
    negated: bool = False
    actor: Source | None = None
    recipient: Source | None = None
    when: When | None = None
    where: Source | None = None
    type: str | None = None
    mode: str | None = None
