"""The authors of an article: people, agencies and desks, in the many ways in which pages write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from rashomon.ingest.facts.date_formats import days_in
from rashomon.ingest.facts.page import Page, first_of, letters, short_text
from rashomon.ingest.json_ld import plain_text
from rashomon.names.bylines import people_in

if TYPE_CHECKING:
    from lxml.etree import XPath, _Element  # type: ignore[import-untyped]

    from rashomon.types import FactSource

__all__ = ["find_authors"]

MOST_AUTHORS = 20
METAS = (
    "author article:author parsely-author sailthru.author dc.creator dcterms.creator dc:creator citation_author "
    "cxenseparse:author bt:author byl byline og:article:author rbauthors article.author"
).split()
MOST_PLACES = 40
LONGEST_GROUP = 60
ADDRESS = re.compile(r"@|//|www\.|\.(?:html?|php)\b")


def find_authors(page: Page, own: tuple[str, ...]) -> Iterator[tuple[FactSource, str]]:
    """Yield the authors named in JSON-LD and in metadata, or, if there are none but the outlet, in the markup."""
    found: list[tuple[FactSource, str]] = [
        *(("json-ld", name) for name in authors_in_json_ld(page, own)),
        *(("meta", name) for name in authors_in_metas(page, own)),
    ]
    outlets = frozenset(map(letters, own))
    if all(letters(name) in outlets for _, name in found):
        shown = authors_in_markup(page, own)
        found = [("markup", name) for name in shown] or found
    yield from found


def authors_in_json_ld(page: Page, own: tuple[str, ...]) -> Iterator[str]:
    """Yield those whom the article's JSON-LD names as authors."""
    for value in page.json_ld.linked(page.article, "author")[:MOST_AUTHORS] if page.article else ():
        names = value if isinstance(value, str) else value.get("name")
        for name in names[:MOST_AUTHORS] if isinstance(names, list) else [names]:
            yield from stated(plain_text(name) or "", own)


def stated(name: str, own: tuple[str, ...]) -> tuple[str, ...]:
    """Return the people in an author's name, or else the name itself, as that of an agency, a desk or the outlet."""
    if people := people_in(name, *own):
        return people
    text = " ".join(name.split())
    is_name = 1 < len(text) <= LONGEST_GROUP and not ADDRESS.search(text) and any(map(str.isalpha, text))
    return (text,) if is_name else ()


def authors_in_metas(page: Page, own: tuple[str, ...]) -> tuple[str, ...]:
    """Return the people under the first name in METAS that has any, or else the first other name, not the outlet's."""
    groups: tuple[str, ...] = ()
    outlets = frozenset(map(letters, own))
    for name in METAS:
        contents = page.metas.get(name, ())[:MOST_AUTHORS]
        if people := tuple(person for content in contents for person in people_in(content, *own)):
            return people
        named = (group for content in contents for group in stated(content, own))
        groups = groups or tuple(group for group in named if letters(group) not in outlets)
    return groups


def authors_in_markup(page: Page, own: tuple[str, ...]) -> tuple[str, ...]:
    """Return the people in the first element marked as the author's, outside parts about something else.

    Neighbouring elements that are marked in the same way are included.
    """
    found: tuple[str, ...] = ()
    first: _Element | None = None
    for element in places()(page.tree)[:MOST_PLACES]:
        if first is not None and (element.getparent() is not first.getparent() or marks(element) != marks(first)):
            continue
        text = short_text(element)
        if text and not page.is_aside(element) and (people := people_in(without_days(text), *own)):
            found, first = (*found, *people), element
    return tuple(dict.fromkeys(found))


def marks(element: _Element) -> tuple[str | None, ...]:
    return element.tag, element.get("class"), element.get("rel"), element.get("itemprop")


def without_days(text: str) -> str:
    """Return a byline up to the first date in it, or the rest if it starts with one."""
    day = next(days_in(text), None)
    if day is None:
        return text
    return text[: day.start].strip(" ,|–-") or text[day.end :]


@cache
def places() -> XPath:
    """Return an XPath for elements marked as an author's, in the order of the page."""
    from lxml.etree import XPath

    named = " or ".join(f"contains(@class,'{cue}')" for cue in ("author", "Author", "autor", "byline", "Byline"))
    marked = "contains(concat(' ',@rel,' '),' author ') or contains(@itemprop,'author')"
    tags = "self::a or self::span or self::div or self::p or self::address or self::li"
    return XPath(first_of(f"//*[({tags}) and ({named}) or ({marked}) and not(self::meta or self::link)]"))
