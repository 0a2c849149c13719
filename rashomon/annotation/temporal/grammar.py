"""The grammar: every rule from words to TIMEX3 types and values.

Types and values follow ISO-TimeML (ISO 24617-1) as HeidelTime does (Strötgen and Gertz 2013): the preposition stays
outside an expression, a determiner that belongs to it inside.
"""

from __future__ import annotations

from rashomon.annotation.temporal.dates import DATES
from rashomon.annotation.temporal.durations import LENGTHS

__all__ = ["RULES"]

RULES = (*DATES, *LENGTHS)
"""In order of preference among matches of the same words."""
