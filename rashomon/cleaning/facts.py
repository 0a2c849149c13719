"""What an article's own text tells of it, as facts to be weighed against what its page or its carrier tells."""

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
"""A dateline's day is the day of writing, most often that of publication, too. Not measured, for there is no labelled
data; the language is told from the words themselves and goes before what a page's template says."""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What was found in a text: in its header, beneath its headline, in its dateline (``filed``, a day)."""

    title: str | None
    outlet: str | None
    byline: str | None
    published: str | None
    filed: str | None
    language: str | None


def facts_told(told: Told, article: Article) -> Iterator[Fact]:
    """The facts that ``told`` adds to an article; none about a field that was given without a source, which stays."""
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
