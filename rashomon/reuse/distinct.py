"""Distinct ids for articles: one text under two names is two articles, one file named twice is one."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import PurePath

from msgspec import UNSET
from msgspec.structs import replace

from rashomon.types import Article

__all__ = ["distinct"]


def distinct(articles: Iterable[Article]) -> tuple[tuple[Article, ...], tuple[Article, ...]]:
    """Return the articles with distinct ids, in order of id, and the articles that were named twice.

    An article's id is the hash of its text. Of several articles with one text, the first in order of name, outlet and
    day keeps it; the others get it with a hash of these three appended, so ids do not depend on the order of
    ``articles``. Articles with the same text, name, outlet and day are one article, named twice.
    """
    kept: dict[tuple[str, str], Article] = {}
    twice = []
    texts = set()
    for article in sorted(articles, key=lambda a: (a.text_sha256, *_marks(a), a.id)):
        marks = _marks(article)
        key = (article.text_sha256, "\0".join(marks))
        if key in kept:
            twice.append(article)
            continue
        plain = article.text_sha256[:16]
        more = f"-{sha256(key[1].encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
        kept[key] = replace(article, id=plain if article.text_sha256 not in texts else plain + more)
        texts.add(article.text_sha256)
    return tuple(sorted(kept.values(), key=lambda a: a.id)), tuple(twice)


def _marks(article: Article) -> tuple[str, ...]:
    """Return what tells articles of one text apart: name, outlet, day."""
    file = "" if article.file is UNSET else str(PurePath(article.file))
    url = "" if article.url is UNSET else article.url
    return file, url, article.outlet or article.domain or "", article.published or ""
