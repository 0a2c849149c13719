"""Captured content that has not been parsed yet."""

from __future__ import annotations

from typing import Literal

import msgspec

from rashomon.types import Fact

__all__ = ["Captured", "Link"]


class Captured(msgspec.Struct, frozen=True, kw_only=True):
    """Bytes as captured, with what their carrier says about them: a server, a feed, an archive, a folder."""

    name: str
    """Name for messages: a path as the user gave it, an address, or ``path#3`` for the third item in a container."""
    data: bytes
    url: str | None = None
    """The address it was fetched from, after redirects."""
    media_type: str | None = None
    """As declared, with parameters: ``text/html; charset=utf-8``."""
    facts: tuple[Fact, ...] = ()


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A link from a feed, sitemap or list to an article, or to another sitemap."""

    name: str
    url: str
    kind: Literal["article", "sitemap"] = "article"
    """What the address should contain: an article or, for the entries of a sitemap index, a sitemap."""
    facts: tuple[Fact, ...] = ()
