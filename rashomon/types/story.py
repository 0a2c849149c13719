"""Articles that tell one story."""

from __future__ import annotations

import msgspec

from rashomon.types.ids import ArticleId, StoryId
from rashomon.types.summary import Headline

__all__ = ["Story"]


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """Articles that tell one story, as far as their words and days show."""

    id: StoryId
    """Comes from its earliest article."""
    articles: tuple[ArticleId, ...]
    """Ids of the articles, by day of publication."""
    headline: Headline | None = None
    """The headline of the article that is nearest to all others; null where none has one."""
    days: tuple[str, str] | None = None
    """First and last day of publication; null where no article has one."""
