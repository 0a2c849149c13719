"""Entries of feeds in any format, and whether they become an article or a link."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from rashomon.errors import EmptyInput
from rashomon.ingest.captured import Link
from rashomon.ingest.html_fragments import from_lines
from rashomon.types import Article, Fact, FactField, Failure

__all__ = ["Entry", "outcome"]

LEAST_CONTENT = 200
"""Fewest characters of an entry's content element that count as the full text."""
LEAST_SUMMARY = 1000
"""The same for its summary or description."""

BROKEN_OFF = re.compile(
    r"(?:…|\.\.\.|\b(?:read|see|view|show) (?:more|on)|\b(?:continue|keep) reading|\b(?:read|view) the full \w+)"
    r"[\s\])}>»›→.:…]*\Z",
    re.I,
)
"""Ends of teasers: an ellipsis, or an invitation to read on."""

CONFIDENCE: dict[FactField, float] = {
    "title": 0.9,
    "author": 0.8,
    "published": 0.9,
    "modified": 0.6,
    "url": 0.8,
    "outlet": 0.7,
    "language": 0.6,
}
"""Ranks, not measurements: title and time are set for each entry; a feed's own title often also names a section."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What one entry of a feed states; moments in ISO 8601, texts as lines."""

    name: str
    url: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    outlet: str | None = None
    language: str | None = None
    content: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()


def outcome(entry: Entry, bytes_sha256: str) -> Article | Link | Failure:
    """Return an article if the entry's text is complete or there is no link, else a link to the article.

    ``bytes_sha256`` is the feed's.
    """
    facts = tuple(facts_of(entry))
    content, summary = size(entry.content), size(entry.summary)
    whole = (content >= LEAST_CONTENT and not breaks_off(entry.content)) or (
        summary >= LEAST_SUMMARY and not breaks_off(entry.summary)
    )
    if entry.url and not whole:
        return Link(name=entry.name, url=entry.url, facts=facts)
    lines = entry.content if content >= summary else entry.summary
    try:
        article = from_lines(lines, name=entry.name, url=entry.url, facts=facts, bytes_sha256=bytes_sha256)
    except EmptyInput:
        return Failure(source=entry.name, problem="is an entry of a feed with neither a text nor an address")
    return msgspec.structs.replace(article, extent="truncated") if breaks_off(lines) else article


def facts_of(entry: Entry) -> Iterator[Fact]:
    told: list[tuple[FactField, str | None]] = [
        ("title", entry.title),
        *(("author", author) for author in entry.authors),
        ("published", entry.published),
        ("modified", entry.modified),
        ("url", entry.url),
        ("outlet", entry.outlet),
        ("language", entry.language),
    ]
    for field, value in told:
        if value:
            yield Fact(field=field, value=value, source="feed", confidence=CONFIDENCE[field])


def size(lines: tuple[str, ...]) -> int:
    return sum(map(len, lines))


def breaks_off(lines: tuple[str, ...]) -> bool:
    return bool(lines) and bool(BROKEN_OFF.search(lines[-1][-80:]))
