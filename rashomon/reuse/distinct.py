"""Distinct ids for articles: one text under two names is two articles, one file named twice is one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import PurePath

from msgspec import UNSET
from msgspec.structs import replace

from rashomon.types import Article
from rashomon.types.ids import ArticleId, article_id

__all__ = ["distinct", "identity"]


def distinct(
    articles: Iterable[Article], earlier: Iterable[Article] = ()
) -> tuple[tuple[Article, ...], tuple[Article, ...]]:
    """Return the articles with distinct ids, in order of id, and the articles that were named twice.

    An article's id is the hash of its text. Of several articles with one text, the first in order of day, undated last,
    name and outlet keeps it; the others get it with a hash of these appended. An article that is among the ``earlier``
    ones keeps the id that it has there. So ids depend neither on the order of ``articles`` nor on articles of a later
    day. Articles with the same text, name, outlet and day are one article, named twice.
    """
    known = {identity(a): a.id for a in earlier}
    kept: dict[tuple[str, ...], Article] = {}
    twice = []
    for article in sorted(articles, key=lambda a: (a.published is None, a.published or "", *identity(a))):
        if identity(article) in kept:
            twice.append(article)
        else:
            kept[identity(article)] = article
    ids = {key: known[key] for key in kept if key in known}
    taken: dict[str, set[ArticleId]] = defaultdict(set)
    for (text, *_), given in ids.items():
        taken[text].add(given)
    for key in kept:
        if key not in ids:
            text, *marks = key
            plain = article_id(text)
            ids[key] = article_id(text, "\0".join(marks)) if plain in taken[text] else plain
            taken[text].add(ids[key])
    found = (replace(article, id=ids[key]) for key, article in kept.items())
    return tuple(sorted(found, key=lambda a: a.id)), tuple(twice)


def identity(article: Article) -> tuple[str, ...]:
    """Return what tells an article apart from all others: the hash of its text, its file or address, outlet and day."""
    file = "" if article.file is UNSET else str(PurePath(article.file))
    url = "" if article.url is UNSET else article.url
    return article.text_sha256, file, url, article.outlet or article.domain or "", article.published or ""
