"""Articles told apart by their ids: the same text under two names is two articles, the same file named twice is one."""

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
    """The articles, each with an id of its own and in order of id, and those that were named twice.

    An article's id is its text's hash. Of articles with one text the first in order of day, undated last, and of name
    and outlet keeps it; the others have it with a hash of these behind it. One that is among the ``earlier`` articles
    keeps the id that it has there. So ids do not depend on the order of ``articles``, nor on articles of a later day.
    One of the same text, name, outlet and day as another is that one, named twice.
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
    """What makes an article this one and no other: the hash of its text, its file or address, outlet and day."""
    file = "" if article.file is UNSET else str(PurePath(article.file))
    url = "" if article.url is UNSET else article.url
    return article.text_sha256, file, url, article.outlet or article.domain or "", article.published or ""
