"""Facts that an article's text states, to be weighed against those of its page and its carrier."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from rashomon.names.bylines import people_in
from rashomon.types import Article, Fact, FactField, FactSource

__all__ = ["Told", "facts_told"]

TRUST: dict[FactField, float] = {
    "title": 0.8,
    "outlet": 0.8,
    "author": 0.8,
    "published": 0.9,
    "language": 0.99,
}
FILED_TRUST = 0.8
"""Confidence of a dateline's day, which is the day of writing and usually that of publication. It was not measured, for
lack of labelled data. The language is determined from the words, and is trusted more than a page's metadata."""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """The findings of cleaning: from the header, from below the headline, and from the dateline (``filed``, a day)."""

    title: str | None
    outlet: str | None
    byline: str | None
    published: str | None
    filed: str | None
    language: str | None


def facts_told(told: Told, article: Article) -> Iterator[Fact]:
    """Yield the facts that ``told`` adds to an article, except for fields that were given without a source."""
    authors = people_in(told.byline, article.outlet or "") if told.byline else ()
    rows: list[tuple[FactField, str | None, FactSource, float]] = [
        ("title", told.title, "text", TRUST["title"]),
        ("outlet", told.outlet, "text", TRUST["outlet"]),
        ("published", told.published, "text", TRUST["published"]),
        ("published", told.filed, "dateline", FILED_TRUST),
        ("language", told.language, "text", TRUST["language"]),
    ]
    rows += [("author", author, "text", TRUST["author"]) for author in authors]
    given = {
        "title": article.title,
        "outlet": article.outlet,
        "author": article.byline,
        "published": article.published,
        "language": article.language,
    }
    sourced = {fact.field for fact in article.facts}
    for field, value, source, confidence in rows:
        if value and (field in sourced or not given[field]):
            yield Fact(field=field, value=value, source=source, confidence=confidence)
