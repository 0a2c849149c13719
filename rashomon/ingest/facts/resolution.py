"""Which of the facts that are told of an article are believed: one ordering for pages, feeds, archives and texts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import get_args

import msgspec
from msgspec import UNSET

from rashomon.types import Article, Fact, FactField, FactSource

__all__ = ["Settled", "join_facts", "settle"]

FIELDS: tuple[FactField, ...] = get_args(FactField)
MOST_OF_A_FIELD = 50
"""Facts of one field that are kept."""
NO_LETTERS = re.compile(r"[\W_]+")
LOOSE: frozenset[FactField] = frozenset({"title", "outlet", "author"})
"""Fields whose values are the same if their letters and digits are."""


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """The facts in order, and of each field what is believed."""

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
    """Order facts, and choose.

    Of each field, the user's word goes first, then the value that most likely is right: sources are taken to err
    independently, so a value that several give is wrong with the product of their chances to err. Then comes the higher
    confidence, then the earlier fact. What a source says twice counts once, with the higher confidence. The authors are
    all those of the source whose first author is believed; a day of change before the day of publication is kept and
    not believed.
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
    """The article with ``facts`` joined to its own, and its fields filled with what is believed of them all.

    A field of which nothing is told stays as it is. ``byline`` names the authors where the article has none.
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


def in_order(facts: list[Fact]) -> list[Fact]:
    """The most trusted first."""
    errs: dict[str, dict[FactSource, float]] = defaultdict(dict)
    for fact in facts:
        by_source = errs[same(fact)]
        by_source[fact.source] = min(by_source.get(fact.source, 1.0), 1.0 - fact.confidence)
    chances = {value: product(by_source.values()) for value, by_source in errs.items()}
    return sorted(facts, key=lambda fact: (fact.source != "user", chances[same(fact)], -fact.confidence))


def same(fact: Fact) -> str:
    """What facts of one field share that say the same."""
    return NO_LETTERS.sub("", fact.value).casefold() or fact.value if fact.field in LOOSE else fact.value


def product(chances: Iterable[float]) -> float:
    result = 1.0
    for chance in chances:
        result *= chance
    return result


def authors_of(facts: list[Fact]) -> tuple[str, ...]:
    """All the authors that the most trusted source names, in its order of trust."""
    named = (fact.value for fact in facts if fact.source == facts[0].source)
    return tuple(dict.fromkeys(named))
