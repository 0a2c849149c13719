"""The fields of a JSON record: their usual names, and those that a user sets."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, get_args

from rashomon.errors import UsageError

__all__ = ["FIELDS", "RecordField", "field_map"]

RecordField = Literal["text", "html", "title", "url", "published", "modified", "outlet", "author", "language"]

FIELDS: dict[RecordField, tuple[str, ...]] = {
    "text": ("text", "body", "content", "articleBody", "content_text", "fulltext", "full_text", "body_text",
             "maintext"),
    "html": ("html", "content_html", "body_html", "raw_html"),
    "title": ("title", "headline"),
    "url": ("url", "link", "source_url", "webUrl"),
    "published": ("published", "date", "date_published", "datePublished", "pubDate", "published_at", "publishedAt",
                  "date_publish", "publication_date", "webPublicationDate"),
    "modified": ("modified", "updated", "date_modified", "dateModified", "updated_at"),
    "outlet": ("outlet", "publisher", "source", "site", "site_name", "sitename", "publication"),
    "author": ("author", "authors", "byline", "creator"),
    "language": ("language", "lang", "inLanguage"),
}  # fmt: skip
"""The names of a record's fields, in order; the first non-empty one is used."""


@lru_cache(maxsize=8)
def field_map(fields: str) -> Mapping[RecordField, tuple[str, ...]]:
    """Return the map for a setting such as ``text=story,title=meta.headline``; the named fields precede the usual ones.

    A dot leads into an object. Raises UsageError for a malformed list or an unknown field.
    """
    chosen: dict[RecordField, tuple[str, ...]] = dict(FIELDS)
    for part in filter(None, map(str.strip, fields.split(","))):
        ours, _, theirs = map(str.strip, part.partition("="))
        known = next((field for field in get_args(RecordField) if field == ours), None)
        if known is None or not theirs:
            names = ", ".join(get_args(RecordField))
            raise UsageError(f"--fields {part!r}: write FIELD=NAME, such as text=story; FIELD is one of {names}")
        chosen[known] = (theirs, *chosen[known])
    return chosen
