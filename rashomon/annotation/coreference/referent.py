"""Somebody or something spoken of, and a mention of it: what the rules about names and phrases hand on."""

from __future__ import annotations

from dataclasses import dataclass, field

from rashomon.names.people import Gender
from rashomon.types import EntityKind

__all__ = ["Referent", "Role", "Spotted"]

Role = frozenset[str]
"""The words of a title, in lower case: {"defense", "minister"}."""


@dataclass(frozen=True, slots=True, order=True)
class Spotted:
    """A mention: the tokens ``doc[start:end]``, headed by ``head``."""

    start: int
    end: int
    head: int


@dataclass(slots=True, eq=False)
class Referent:
    """Somebody or something spoken of, while the article is being read."""

    kind: EntityKind
    name: str
    named: bool = True
    plural: bool = False
    gender: Gender | None = None
    roles: set[Role] = field(default_factory=set)
    nations: set[str] = field(default_factory=set)
    """Codes of the countries that its titles name."""
    mentions: list[Spotted] = field(default_factory=list)
    speaks: bool = False
    """It is named as a source somewhere, or does what only an actor does."""
