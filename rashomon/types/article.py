"""One published text as it was captured, and what its parts are."""

from __future__ import annotations

from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from rashomon.types.ids import ArticleId
from rashomon.types.spans import Span

__all__ = [
    "STORY_KINDS",
    "Article",
    "Dateline",
    "Extent",
    "Fact",
    "FactField",
    "FactSource",
    "PageKind",
    "Passage",
    "PassageKind",
    "Repair",
]

PassageKind = Literal[
    "headline",
    "dateline",
    "byline",
    "body",
    "caption",
    "correction",
    "update",
    "entry",
    "pullquote",
    "related",
    "embed",
    "boilerplate",
    "repeat",
]
"""``update`` is a note on what was added, ``entry`` the head of a live blog's entry (its text is body), ``pullquote``
words of the body set apart, ``related`` a link to something else, ``embed`` somebody else's post in the article."""

STORY_KINDS: frozenset[PassageKind] = frozenset({"body", "caption", "correction", "update"})
"""Kinds whose sentences are read for statements; a headline only sums up its body."""

PageKind = Literal["article", "section"]
"""A section page leads to articles and is none."""

Extent = Literal["whole", "truncated", "paywalled"]
"""How much of an article was captured: all that shows, a text that breaks off, or the stub before a paywall."""

FactField = Literal[
    "title", "outlet", "domain", "author", "published", "modified", "captured", "language", "url", "text"
]
"""``outlet`` is the site's name, ``domain`` its owner's registered domain, ``url`` the canonical address, ``captured``
when an archive took the copy, which says nothing of when it was published, ``text`` the field that the text was taken
from where that is none of the page's elements."""

FactSource = Literal[
    "user",
    "json-ld",
    "meta",
    "markup",
    "htmldate",
    "url",
    "dateline",
    "text",
    "feed",
    "archive",
    "email",
    "pdf",
    "record",
]
"""Who says so. ``markup`` is an element of the page such as <time>; ``record`` a field of a JSON row or ninjs item."""


class Passage(msgspec.Struct, frozen=True):
    """A stretch of an article with one role; the passages of an article cover each of its characters exactly once."""

    start: int
    end: int
    kind: PassageKind
    """What the stretch is."""
    repeats: Span | None = None
    """For a repeat: the earlier span of the same article that it says again."""


class Repair(msgspec.Struct, frozen=True):
    """Characters that are damaged in ``Article.text`` and what they are read as: ``text[start:end]`` is read ``to``."""

    start: int
    end: int
    to: str
    """What the characters are read as."""


class Dateline(msgspec.Struct, frozen=True):
    """Where an article was filed from, and the agency it names there."""

    places: tuple[str, ...]
    """As the article writes them."""
    agency: str | None = None
    """Its usual name."""


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is told of an article as a whole, by whom, and how far that can be trusted."""

    field: FactField
    """What is told."""
    value: str
    """What it is said to be."""
    source: FactSource
    """Who says so."""
    confidence: float
    """0 to 1: how often such a source is right about such a field."""


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One article. ``text`` is what was decoded, before any repair; every offset counts its code points."""

    id: ArticleId
    """First 16 hex digits of ``text_sha256``; of several articles with one text, all but one have "-" and 8 more."""
    file: str | UnsetType = UNSET
    """Path of the file that it was read from, or its name in a container."""
    url: str | UnsetType = UNSET
    """Address that it was read from."""
    text: str | UnsetType = UNSET
    """What was decoded, before any repair; missing where it was left out."""
    text_sha256: str
    """Of ``text`` in UTF-8."""
    bytes_sha256: str
    """Of the bytes that were read."""
    title: str | None = None
    """Its headline."""
    outlet: str | None = None
    """Who published it."""
    domain: str | None = None
    """The registered domain of the site it was published on, "bbc.co.uk"."""
    dateline: Dateline | None = None
    """Where it was filed from; null without a dateline."""
    byline: str | None = None
    """The words of its byline."""
    authors: tuple[str, ...] = ()
    """The people whom it names as its authors."""
    published: str | None = None
    """ISO 8601 day, or None where neither the user nor the article gives one."""
    modified: str | None = None
    """ISO 8601 day of the last change that the article tells of."""
    language: str | None = None
    """ISO 639-1 code, or None where there is too little text to tell."""
    page: PageKind = "article"
    """Whether it is an article, or a section page that leads to articles."""
    extent: Extent = "whole"
    """How much of it was captured."""
    starts_mid_story: bool = False
    """Whether its beginning is missing."""
    passages: tuple[Passage, ...] = ()
    """What its parts are, in order of the text; every character is in exactly one."""
    repairs: tuple[Repair, ...] = ()
    """Sorted, not overlapping."""
    facts: tuple[Fact, ...] = ()
    """All that is told of the article as a whole, also what was not believed; of each field, the most trusted first."""

    @property
    def content(self) -> str:
        """The text, empty where it was left out."""
        return "" if self.text is UNSET else self.text

    @property
    def precedence(self) -> tuple[bool, str, str, str]:
        """What articles are sorted by where the earliest gives its id: the day, none last, then the text's hash."""
        return (self.published is None, self.published or "", self.text_sha256, self.id)

    @property
    def label(self) -> str:
        """A short name to show: outlet, file name or id."""
        if self.outlet:
            return self.outlet
        name = self.url if self.file is UNSET else self.file
        return self.id if name is UNSET else name.rstrip("/").rsplit("/", 1)[-1]
