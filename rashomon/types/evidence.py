"""What a line of the dossier rests on."""

from __future__ import annotations

from typing import Literal

import msgspec

from rashomon.types.entity import Mention

__all__ = ["Confidence", "Evidence", "Reason"]

Confidence = Literal["clear", "likely", "check"]
"""How sure a join or a difference is, as a reader is shown it."""

Evidence = Mention
"""An article and a spot in it."""


class Reason(msgspec.Struct, frozen=True):
    """One step of the way to a verdict, with what it rests on."""

    text: str
    """The step in words."""
    evidence: tuple[Evidence, ...] = ()
    """The words of the articles that it rests on."""
