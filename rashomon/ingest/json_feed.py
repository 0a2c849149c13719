"""JSON Feed, versions 1 and 1.1. Source: jsonfeed.org."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from rashomon.errors import InputError, UnreadableInput
from rashomon.ingest.addresses import LONGEST, web_address
from rashomon.ingest.captured import Captured
from rashomon.ingest.feed_entries import Entry
from rashomon.ingest.html_fragments import lines_of
from rashomon.ingest.timestamps import moment
from rashomon.names.bylines import authors_in
from rashomon.types import Failure

__all__ = ["json_entries", "looks_like_json_feed", "plain_lines"]

VERSION = re.compile(
    rb'\A(?:\xef\xbb\xbf)?\s*+\{.{0,2000}?"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version', re.S
)


class Author(msgspec.Struct, frozen=True):
    name: str | None = None


class Item(msgspec.Struct, frozen=True):
    """The fields of an item that are read; all others are ignored."""

    url: str | None = None
    external_url: str | None = None
    title: str | None = None
    content_html: str | None = None
    content_text: str | None = None
    summary: str | None = None
    date_published: str | None = None
    date_modified: str | None = None
    authors: list[Author] | None = None
    author: Author | None = None
    language: str | None = None


class Feed(msgspec.Struct, frozen=True):
    items: list[msgspec.Raw] = []
    title: str | None = None
    authors: list[Author] | None = None
    language: str | None = None


def looks_like_json_feed(data: bytes) -> bool:
    """Return whether the object starts with its version, as in the specification's examples."""
    return bool(VERSION.match(data[:4096]))


def json_entries(captured: Captured) -> Iterator[Entry | Failure]:
    """Yield the entries of a JSON Feed. Raises UnreadableInput if it is not one."""
    try:
        feed = msgspec.json.decode(captured.data.removeprefix(b"\xef\xbb\xbf"), type=Feed)
    except (ValueError, RecursionError) as error:  # msgspec's errors are ValueErrors
        raise UnreadableInput(captured.name, f"is a broken JSON Feed: {error}") from None
    for number, raw in enumerate(feed.items, start=1):
        name = f"{captured.name}#{number}"
        try:
            yield entry_of(msgspec.json.decode(raw, type=Item), feed, captured, name)
        except InputError as error:
            yield Failure(source=name, problem=error.problem)
        except (ValueError, RecursionError) as error:
            yield Failure(source=name, problem=f"is an item of a JSON Feed that cannot be read: {error}")


def entry_of(item: Item, feed: Feed, captured: Captured, name: str) -> Entry:
    authors = item.authors or ([item.author] if item.author else feed.authors) or []
    return Entry(
        name=name,
        url=web_address(item.url or item.external_url or "", captured.url),
        title=short(item.title),
        authors=tuple(name for author in authors for name in authors_in(short(author.name) or "")),
        published=moment(item.date_published or ""),
        modified=moment(item.date_modified or ""),
        outlet=short(feed.title),
        language=short(item.language or feed.language),
        content=tuple(lines_of(item.content_html, name)) if item.content_html else plain_lines(item.content_text),
        summary=plain_lines(item.summary),
    )


def short(text: str | None) -> str | None:
    return " ".join(text.split()) if text and len(text) <= LONGEST else None


def plain_lines(text: str | None) -> tuple[str, ...]:
    return tuple(line for raw in (text or "").splitlines() if (line := " ".join(raw.split())))
