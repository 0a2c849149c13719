"""One published text as it was captured, and what its parts are."""

from __future__ import annotations

from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from rashomon.model.spans import Span

__all__ = ["STORY_KINDS", "Article", "Dateline", "Passage", "PassageKind", "Repair"]

PassageKind = Literal["headline", "dateline", "byline", "body", "caption", "correction", "boilerplate", "repeat"]

STORY_KINDS: frozenset[PassageKind] = frozenset({"body", "caption", "correction"})
"""Kinds whose sentences are read for statements; a headline only sums up its body."""


class Passage(msgspec.Struct, frozen=True):
    """A stretch of an article with one role; the passages of an article cover each of its characters exactly once."""

    start: int
    end: int
    kind: PassageKind
    repeats: Span | None = None
    """For a repeat: the earlier span of the same article that it says again."""


class Repair(msgspec.Struct, frozen=True):
    """Characters that are damaged in ``Article.text`` and what they are read as: ``text[start:end]`` is read ``to``."""

    start: int
    end: int
    to: str


class Dateline(msgspec.Struct, frozen=True):
    """Where an article was filed from, and the agency it names there."""

    places: tuple[str, ...]
    agency: str | None = None


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One article. ``text`` is what was decoded, before any repair; every offset counts its code points."""

    id: str
    """First 16 hex digits of ``text_sha256``."""
    file: str | UnsetType = UNSET
    url: str | UnsetType = UNSET
    text: str | UnsetType = UNSET
    text_sha256: str
    bytes_sha256: str
    title: str | None = None
    outlet: str | None = None
    dateline: Dateline | None = None
    byline: str | None = None
    published: str | None = None
    """ISO 8601 day, or None where neither the user nor the article gives one."""
    language: str | None = None
    """ISO 639-1 code, or None where there is too little text to tell."""
    starts_mid_story: bool = False
    passages: tuple[Passage, ...] = ()
    repairs: tuple[Repair, ...] = ()
    """Sorted, not overlapping."""

    @property
    def content(self) -> str:
        """The text, empty where it was left out."""
        return "" if self.text is UNSET else self.text

    @property
    def label(self) -> str:
        """A short name to show: outlet, file name or id."""
        if self.outlet:
            return self.outlet
        name = self.url if self.file is UNSET else self.file
        return self.id if name is UNSET else name.rstrip("/").rsplit("/", 1)[-1]
