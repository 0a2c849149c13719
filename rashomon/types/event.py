"""Who did what to whom, when and where."""

from __future__ import annotations

import msgspec

from rashomon.types.ids import EventId, StatementId
from rashomon.types.spans import Spot
from rashomon.types.statement import Source, When

__all__ = ["Event"]


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One predicate of a statement with its arguments."""

    id: EventId
    """Comes from its statement and predicate."""
    statement: StatementId
    """Id of the statement."""
    predicate: Spot
    """The verb, with its auxiliaries."""
    lemma: str
    """The predicate's dictionary form, particle included ("turn down")."""
    negated: bool = False
    """Whether the statement denies that it happened."""
    actor: Source | None = None
    """Who does it."""
    recipient: Source | None = None
    """To whom it is done."""
    when: When | None = None
    """When it happens."""
    where: Source | None = None
    """Where it happens."""
    type: str | None = None
    """PLOVER's event type; null, as nothing codes it yet: kept because it is of format 1."""
    mode: str | None = None
    """PLOVER's mode, as ``type``."""
