"""Attributions: who is the source, by which words, of which content (PolNeAR's and PARC's terms).

What finds them can be swapped: anything that gives `Attribution` values in order of their cues will do.
"""

from __future__ import annotations

from dataclasses import dataclass, field

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
    """One attribution; every number is a token index of ``Document.doc``."""

    cue: tuple[int, ...]
    """Empty for a quotation that goes on without a cue of its own."""
    source: TokenRange | None
    content: tuple[int, ...]
    """Sorted and never empty; the words of attributions inside it included."""
    frame: frozenset[int] = field(default=frozenset())
    """What belongs to the reporting and not to what is reported: source, cue, time, place and occasion of saying."""
    to: TokenRange | None = None
    via: tuple[Via, ...] = ()
    """Outwards: the last one is whom the article has it from."""
    anonymous: bool = False
    """There is no source in the text: a passive without agent."""
    implied: bool = False
    """The source was named for an earlier part of the same quotation."""
