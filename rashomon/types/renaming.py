"""Other ids for what an Understanding holds, everywhere they are named in it."""

from __future__ import annotations

from collections.abc import Mapping
from operator import is_
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from rashomon.types.article import Article
from rashomon.types.understanding import Understanding

__all__ = ["renamed", "with_ids"]

T = TypeVar("T")

PARTS = ("entities", "statements", "attributions", "events")
"""The parts of an Understanding that have ids, or name them."""
FIELDS = frozenset({"id", "article", "attribution", "entity", "statement"})
"""The fields of these that hold an id."""


def renamed(understanding: Understanding, ids: Mapping[str, str], article: Article | None = None) -> Understanding:
    """Put the ids of ``ids`` in the place of old ones; those that it does not have stay.

    With ``article``, whose text is the same, everything is said to stand in that article.
    """
    if article is not None:
        ids = {**ids, understanding.article.id: article.id}
    parts = {name: with_ids(getattr(understanding, name), ids) for name in PARTS}
    return replace(understanding, article=article or understanding.article, **parts)


def with_ids(value: T, ids: Mapping[str, str]) -> T:
    """The same structs and tuples with another id in each field that holds one; the very same where none changes."""
    if isinstance(value, tuple):
        found = tuple(with_ids(part, ids) for part in value)
        return value if all(map(is_, found, value)) else found  # type: ignore[return-value]
    if not isinstance(value, msgspec.Struct):
        return value
    changed = {}
    for field in value.__struct_fields__:
        before = getattr(value, field)
        after = ids.get(before, before) if field in FIELDS and isinstance(before, str) else with_ids(before, ids)
        if after is not before:
            changed[field] = after
    return replace(value, **changed) if changed else value
