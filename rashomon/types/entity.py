"""Who and what the text speaks of."""

from __future__ import annotations

from typing import Literal

import msgspec

from rashomon.types.ids import ArticleId, EntityId
from rashomon.types.spans import Span

__all__ = ["Entity", "EntityKind", "Mention"]

EntityKind = Literal["person", "organisation", "government", "group", "place", "office", "event", "other"]


class Mention(msgspec.Struct, frozen=True, order=True):
    """A name, noun phrase or pronoun that stands for an entity."""

    article: ArticleId
    """Id of the article."""
    start: int
    end: int
    text: str

    @property
    def span(self) -> Span:
        return (self.start, self.end)


class Entity(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A person, organisation, place or group, in one article or (in a dossier) across them."""

    id: EntityId
    """Comes from its earliest mention."""
    kind: EntityKind
    """``government``: a state that acts; the same name where something happens is a ``place``."""
    name: str
    """The fullest name that the articles use."""
    mentions: tuple[Mention, ...]
    """In order of article and start."""
    outlet: bool = False
    """Whether it publishes news: a paper, a broadcaster, a news agency."""
