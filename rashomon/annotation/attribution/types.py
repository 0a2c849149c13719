"""Attributions as tokens of the parse: source, cue and content, in the terms of PolNeAR and PARC.

What finds them can be swapped: anything that gives `Attribution` values in order of their cues will do.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rashomon.encoder.net import Reported

__all__ = ["Attribution", "TokenRange", "Via"]

TokenRange = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Via:
    """Somebody through whom an attribution came: "quoted by the Herald", "in an interview with the paper"."""

    source: TokenRange | None
    cue: tuple[int, ...] = ()
    anonymous: bool = False


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution; every number is a token index of ``Document.parse``."""

    cue: tuple[int, ...]
    """Empty for a quotation that goes on without a cue of its own."""
    source: TokenRange | None
    content: tuple[int, ...]
    """Sorted; the words of attributions inside it included. Empty only where nothing is stated."""
    frame: frozenset[int] = field(default=frozenset())
    """What belongs to the reporting and not to what is reported: source, cue, time, place and occasion of saying."""
    to: TokenRange | None = None
    via: tuple[Via, ...] = ()
    """Outwards: the last one is whom the article has it from."""
    anonymous: bool = False
    """There is no source in the text: a passive without agent."""
    implied: bool = False
    """The source was named for an earlier part of the same quotation."""
    reported: tuple[Reported, ...] = ()
    """What the net found that this stands for; empty where only rules found it."""
    states: bool = True
    """Whether the content is a statement of its own; "criticised the plan" attributes a stance."""
