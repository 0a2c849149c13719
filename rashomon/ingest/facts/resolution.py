"""Resolves conflicting facts about an article, in one way for pages, feeds, archives and texts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import get_args

import msgspec
from msgspec import UNSET

from rashomon.ingest.facts.metadata import host_of
from rashomon.names.outlets import outlet_of_file, outlet_of_host
from rashomon.types import Article, Fact, FactField, FactSource

__all__ = ["Settled", "join_facts", "settle", "with_outlet"]

FIELDS: tuple[FactField, ...] = get_args(FactField)
MOST_OF_A_FIELD = 50
"""Most facts kept for one field."""
NO_LETTERS = re.compile(r"[\W_]+")
LOOSE: frozenset[FactField] = frozenset({"title", "outlet", "author"})
"""Fields whose values are compared by letters and digits only."""


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """The facts in order, and the accepted value of each field."""

    facts: tuple[Fact, ...] = ()
    title: str | None = None
    outlet: str | None = None
    domain: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    url: str | None = None


def settle(facts: Iterable[Fact]) -> Settled:
    """Order facts and choose a value for each field.

    The user's value comes first, then the most probable one: sources are assumed to err independently, so the
    probability that a value is wrong is the product over its sources. Ties are broken by confidence, then by order. A
    source that gives one value twice counts once, with the higher confidence. The authors are all those of the source
    whose first author is accepted; a day of change before the day of publication is kept but not accepted.
    """
    of: dict[FactField, list[Fact]] = defaultdict(list)
    best: dict[tuple[FactField, str, FactSource], Fact] = {}
    for fact in facts:
        key = (fact.field, fact.value, fact.source)
        best[key] = max(best.get(key, fact), fact, key=lambda one: one.confidence)
    for fact in best.values():
        if len(of[fact.field]) < MOST_OF_A_FIELD:
            of[fact.field].append(fact)
    ordered = {field: in_order(of[field]) for field in FIELDS}
    first = {field: rows[0].value if rows else None for field, rows in ordered.items()}
    published = first["published"]
    changes = [fact.value for fact in ordered["modified"] if not published or fact.value >= published]
    return Settled(
        facts=tuple(fact for field in FIELDS for fact in ordered[field]),
        title=first["title"],
        outlet=first["outlet"],
        domain=first["domain"],
        authors=authors_of(ordered["author"]),
        published=published,
        modified=changes[0] if changes else None,
        language=first["language"],
        url=first["url"],
    )


def join_facts(article: Article, facts: Iterable[Fact] = ()) -> Article:
    """Return the article with ``facts`` added and its fields set to the accepted values.

    Fields without facts stay as they are. ``byline`` is set to the authors if the article has none.
    """
    settled = settle((*article.facts, *facts))
    return msgspec.structs.replace(
        article,
        facts=settled.facts,
        title=settled.title or article.title,
        outlet=settled.outlet or article.outlet,
        domain=settled.domain or article.domain,
        authors=settled.authors or article.authors,
        byline=article.byline or ", ".join(settled.authors) or None,
        published=settled.published or article.published,
        modified=settled.modified or article.modified,
        language=settled.language or article.language,
        url=settled.url or article.url or UNSET,
    )


def with_outlet(article: Article) -> Article:
    """Return the article with the outlet of its address, else of its file, where nothing names its outlet."""
    if article.outlet:
        return article
    host = None if article.url is UNSET else host_of(article.url)
    outlet = outlet_of_host(host) if host else None
    if outlet is None and article.file is not UNSET:
        outlet = outlet_of_file(article.file)
    return article if outlet is None else msgspec.structs.replace(article, outlet=outlet)


def in_order(facts: list[Fact]) -> list[Fact]:
    """Sort facts, the most trusted first."""
    errs: dict[str, dict[FactSource, float]] = defaultdict(dict)
    for fact in facts:
        by_source = errs[same(fact)]
        by_source[fact.source] = min(by_source.get(fact.source, 1.0), 1.0 - fact.confidence)
    chances = {value: product(by_source.values()) for value, by_source in errs.items()}
    return sorted(facts, key=lambda fact: (fact.source != "user", chances[same(fact)], -fact.confidence))


def same(fact: Fact) -> str:
    """Return a key that is equal for facts of one field with the same value."""
    return NO_LETTERS.sub("", fact.value).casefold() or fact.value if fact.field in LOOSE else fact.value


def product(chances: Iterable[float]) -> float:
    result = 1.0
    for chance in chances:
        result *= chance
    return result


def authors_of(facts: list[Fact]) -> tuple[str, ...]:
    """Return all authors from the most trusted source, in its order of trust."""
    named = (fact.value for fact in facts if fact.source == facts[0].source)
    return tuple(dict.fromkeys(named))
