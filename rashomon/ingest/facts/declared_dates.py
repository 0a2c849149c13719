"""Machine-readable dates of a page: in JSON-LD, metadata, its address, its scripts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from rashomon.ingest.facts.date_formats import DayField, FoundDate, days_in, is_utc, stamped_day
from rashomon.ingest.facts.page import LONGEST_PLACE, Page

__all__ = ["dates_in_json_ld", "dates_in_metas", "dates_in_scripts", "dates_in_titles", "dates_in_urls"]

PUBLISHED_METAS = frozenset(
    """
    article:published_time article:published article:published_date article:publicationdate article.published
    article:post_date og:article:published_time og:article:published og:published_time og:datepublished og:pubdate
    og:publish_date datepublished date_published date-published pubdate publishdate publish_date publish-date
    published-date published_date publisheddate published_time published-time publication_date publication-date
    publicationdate publish_time originalpublicationdate parsely-pub-date sailthru.date bt:pubdate rbpubdate
    citation_publication_date citation_date citation_online_date dc.date.issued dc.date.publication dcterms.issued
    dcterms.available dcsext.articlefirstpublished displaydate article_date_original mediator_published_time
    cxenseparse:recs:publishtime vr:published_time vr:published-time twt-published-at rnews:datepublished
    shareaholic:article_published_time content_publisheddate analyticsattributes.articledate
    """.split()
)
"""Metadata names for the day of publication, in lower case; from schema.org, Open Graph, Dublin Core, Highwire Press,
and the analytics of Parse.ly, Sailthru, Cxense and others."""

CREATED_METAS = frozenset(
    """
    date dc.date dc:date dcterms.date dcterms.created dc.created dc:created dc.date.created created date_created
    datecreated dateposted doc_date content_create_date article.created article:created og:regdate gentime pdate ptime
    """.split()
)
"""Less specific names: the day may be that of creation or delivery."""

MODIFIED_METAS = frozenset(
    """
    article:modified_time article:modified article:modified_date article:post_modified article:updated_time
    og:updated_time og:modified_time og:article:modified_time datemodified date_modified date-modified dc.modified
    dc.date.modified dcterms.modified last-modified lastmodified last_modified lastmod modified modified_time
    modificationdate bt:moddate revision_date revised updated_time parsely-updated-date
    """.split()
)

LD_KEYS: tuple[tuple[str, DayField, str], ...] = (
    ("datePublished", "published", "published"),
    ("dateCreated", "published", "created"),
    ("dateModified", "modified", "modified"),
)
PAGE_TYPES = frozenset({"WebPage", "ItemPage", "CreativeWork", "Recipe", "Review", "HowTo", "FAQPage", "QAPage"})
"""Types that the page of an article may have, or that are similar to an article."""

URL_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)([/_.-])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?<!\d)(0[1-9]|[12]\d|3[01])[_.-](0[1-9]|1[0-2])[_.-]((?:19|20)\d\d)(?!\d)"
    r"|(?<=[/_.-])((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=[/_.-]|\Z)"
    r"|/((?:19|20)\d\d/[a-z]{3,9}/[0-3]?\d)(?=/)",
    re.ASCII | re.IGNORECASE,
)
META_KINDS: dict[str, tuple[DayField, str]] = {
    **dict.fromkeys(MODIFIED_METAS, ("modified", "modified")),
    **dict.fromkeys(CREATED_METAS, ("published", "created")),
    **dict.fromkeys(PUBLISHED_METAS, ("published", "published")),
}
LONGEST_ADDRESS = 2_048
MOST_PAGES = 4
"""Most JSON-LD nodes that are asked for the page's days, besides its article's."""
MOST_SCRIPTED = 4_000_000
SCRIPTED = re.compile(
    r"\\?[\"'](?i:date_?published|published_?(?:at|date|time|on)|publish_?(?:date|time)|first_?published(?:_?at)?"
    r"|publication_?date|pub_?date|created_?at)\\?[\"']\s?:\s?\\?[\"'](\d{4}-\d\d-\d\d)"
)
"""A JSON key for a date, however the script has escaped it."""


def dates_in_json_ld(page: Page) -> Iterator[FoundDate]:
    """Yield the days that JSON-LD gives for the page's article and for the page itself."""
    pages = page.json_ld.of_types(PAGE_TYPES)[:MOST_PAGES]
    for node, kind in ((page.article, "article"), *((node, "page") for node in pages)):
        for key, field, what in LD_KEYS if node else ():
            value = node.get(key) if node else None
            if isinstance(value, str) and (day := stamped_day(value)):
                yield FoundDate(field, day, "json-ld", f"{kind} {what}", is_utc(value))


def dates_in_metas(page: Page, *, month_first: bool) -> Iterator[FoundDate]:
    """Yield the days in <meta> elements."""
    for name, contents in page.metas.items():
        if name in META_KINDS:
            field, kind = META_KINDS[name]
            for content in contents:
                if len(content) <= LONGEST_PLACE and (day := stamped_day(content, month_first=month_first)):
                    yield FoundDate(field, day, "meta", kind, is_utc(content))


def dates_in_urls(urls: Iterable[str]) -> Iterator[FoundDate]:
    """Yield the first day in each address: 2018/08/28, 2018/aug/28, 2018-08-28, 28-08-2018, 20180828.

    In 2018/08/28-hurt-in-crash the number starts a slug and is not a day.
    """
    for url in dict.fromkeys(url[:LONGEST_ADDRESS] for url in urls):
        yield from islice(dates_in_url(url), 1)


def dates_in_url(url: str) -> Iterator[FoundDate]:
    for found in URL_DAY.finditer(url):
        if found[2] == "/" and url.startswith(("-", "_"), found.end()):
            continue
        if found[11]:
            written = " ".join(reversed(found[11].split("/")))
        elif found[7]:
            written = f"{found[7]}-{found[6]}-{found[5]}"
        else:
            written = f"{found[1] or found[8]}-{found[3] or found[9]}-{found[4] or found[10]}"
        if day := stamped_day(written):
            yield FoundDate("published", day, "url", "url")


def dates_in_scripts(page: Page) -> Iterator[FoundDate]:
    """Yield the day of publication in the data of a page's scripts."""
    left = MOST_SCRIPTED
    for script in page.tree.iter("script"):
        text = script.text or ""
        left -= len(text)
        if left < 0:
            return
        for found in islice(SCRIPTED.finditer(text), 1):
            if day := stamped_day(found[1]):
                yield FoundDate("published", day, "markup", "script")
                return


def dates_in_titles(page: Page) -> Iterator[FoundDate]:
    """Yield the days in titles."""
    for title in page.titles:
        for found in days_in(title):
            yield FoundDate("published", found.day, "markup", "title")
            return
