"""What was captured, before anybody has looked into it."""

from __future__ import annotations

from typing import Literal

import msgspec

from rashomon.types import Fact

__all__ = ["Captured", "Link"]


class Captured(msgspec.Struct, frozen=True, kw_only=True):
    """Bytes as they came, and what whoever carried them tells of them: a server, a feed, an archive, a folder."""

    name: str
    """What messages call it: a path as the user gave it, an address, or ``path#3`` for the third in a container."""
    data: bytes
    url: str | None = None
    """Where it was fetched from, after every redirect."""
    media_type: str | None = None
    """As declared, parameters and all: ``text/html; charset=utf-8``."""
    facts: tuple[Fact, ...] = ()


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """An article that a feed, a sitemap or a list only points at, or the next such list."""

    name: str
    url: str
    kind: Literal["article", "sitemap"] = "article"
    """What stands there: an article, or for the entries of a sitemap index again a sitemap."""
    facts: tuple[Fact, ...] = ()
