"""Sitemaps: the addresses that a site lists, and what it says about each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rashomon.errors import InputError
from rashomon.ingest.addresses import LONGEST, web_address
from rashomon.ingest.captured import Captured, Link
from rashomon.ingest.timestamps import moment
from rashomon.ingest.xml import Elements, local_name, plain_xml, root_tag, text_of
from rashomon.settings import Settings
from rashomon.types import Fact, FactField, Failure

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

__all__ = ["looks_like_sitemap", "read_sitemap"]

ENTRIES = ("url", "sitemap")
ROOTS = frozenset({"urlset", "sitemapindex"})
NEWS: dict[str, FactField] = {
    "name": "outlet",
    "language": "language",
    "publication_date": "published",
    "title": "title",
}
"""Elements of Google's news extension, by the fact that they state."""

CONFIDENCE: dict[FactField, float] = {
    "title": 0.9,
    "outlet": 0.9,
    "published": 0.9,
    "language": 0.8,
    "url": 0.8,
    "modified": 0.5,
}
"""Ranks, not measurements: the news extension is written for each article; many sites set lastmod on every build."""


def looks_like_sitemap(data: bytes) -> bool:
    """Return whether the root element is a sitemap or a sitemap index."""
    return root_tag(data)[0] in ROOTS


def read_sitemap(captured: Captured, settings: Settings) -> Iterator[Link | Failure]:
    """Yield the addresses in a sitemap with their facts; of an index, the sitemaps, as links of that kind.

    An invalid address yields a Failure; a truncated sitemap yields what comes before the break, then a Failure. Source:
    sitemaps.org, protocol 0.9; Google's news extension 0.9.
    """
    try:
        elements = Elements(plain_xml(captured.data, captured.name), ENTRIES)
    except InputError as error:
        yield Failure(source=captured.name, problem=error.problem)
        return
    number = 0
    for element in elements:
        number += 1
        yield link_of(element, captured, number)
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    if elements.problem:
        yield Failure(
            source=captured.name, problem=f"is a broken sitemap: {elements.problem}; {number:,} addresses read"
        )
    elif not number:
        yield Failure(source=captured.name, problem="is a sitemap without addresses")


def link_of(element: _Element, captured: Captured, number: int) -> Link | Failure:
    """Return the link of a <url> or <sitemap> element."""
    name = f"{captured.name}#{number}"
    told = {local_name(child): text_of(child, LONGEST) for child in element}
    url = web_address(told.get("loc", ""), captured.url)
    if url is None:
        return Failure(source=name, problem="is not a web address: look at <loc> of this entry")
    facts = [fact_of("url", url)]
    modified = moment(told.get("lastmod", ""))
    if modified:
        facts.append(fact_of("modified", modified))
    for child in element:
        if local_name(child) == "news":
            facts += news_facts(child)
    return Link(
        name=name, url=url, facts=tuple(facts), kind="sitemap" if local_name(element) == "sitemap" else "article"
    )


def news_facts(news: _Element) -> Iterator[Fact]:
    """Yield the facts in Google's news extension."""
    for element in news.iter("*"):
        field = NEWS.get(local_name(element))
        value = text_of(element, LONGEST) if field else ""
        if field == "published":
            value = moment(value) or ""
        if field and value:
            yield fact_of(field, value)


def fact_of(field: FactField, value: str) -> Fact:
    return Fact(field=field, value=value, source="feed", confidence=CONFIDENCE[field])
