"""The facts in a page's metadata: title, outlet, authors, days, language, address, each with source and confidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon.ingest.facts.authors import find_authors
from rashomon.ingest.facts.dates import find_dates
from rashomon.ingest.facts.metadata import (
    find_addresses,
    find_domains,
    find_languages,
    find_outlets,
    find_titles,
    original_address,
)
from rashomon.ingest.facts.page import Page
from rashomon.types import Fact

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

    from rashomon.ingest.json_ld import JsonLd

__all__ = ["dates_of", "facts_of"]

AUTHOR_TRUST = {"json-ld": 0.9, "meta": 0.8, "markup": 0.6}
"""Not measured, for lack of labelled data."""


def dates_of(tree: _Element, url: str | None = None) -> tuple[Fact, ...]:
    """Return only those facts of `facts_of` that are days of publication and of change."""
    return tuple(find_dates(Page(tree, original_address(url))))


def facts_of(tree: _Element, url: str | None = None, json_ld: JsonLd | None = None) -> tuple[Fact, ...]:
    """Return everything that a page says about itself, unordered; `settle` orders the facts and chooses.

    ``tree`` is the page as parsed by lxml and is not changed; ``url`` is its address after redirects; ``json_ld`` is
    the result of `read_json_ld`, if known. Never raises for a page, however hostile, and examines a bounded number of
    its elements.
    """
    page = Page(tree, original_address(url), json_ld)
    addresses = tuple(find_addresses(page))
    outlets = tuple(find_outlets(page, addresses))
    domains = tuple(find_domains(addresses))
    names = [*(fact.value for fact in outlets), *(fact.value for fact in domains)]
    names += [fact.value.partition(".")[0] for fact in domains]
    return (
        *find_titles(page, names),
        *outlets,
        *domains,
        *(
            Fact(field="author", value=name, source=source, confidence=AUTHOR_TRUST[source])
            for source, name in find_authors(page, tuple(names))
        ),
        *find_dates(page),
        *find_languages(page),
        *addresses,
    )
