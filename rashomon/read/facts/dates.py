"""The days on which a page says that it was published and last changed, from every place where it says so."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple

from rashomon.model import Fact
from rashomon.read.facts.days import days_in, stamped_day
from rashomon.read.facts.page import LONGEST_PLACE, Page, short_text
from rashomon.read.facts.site import host_of

if TYPE_CHECKING:
    from lxml.etree import XPath, _Element  # type: ignore[import-untyped]

    from rashomon.model import FactSource

__all__ = ["find_dates"]


class FoundDate(NamedTuple):
    """A day of publication or change, and by what kind of evidence: a key of `CONFIDENCES`."""

    field: Literal["published", "modified"]
    day: str
    source: FactSource
    kind: str


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
"""Names that metadata give to the day of publication, in small letters; from schema.org, Open Graph, Dublin Core,
Highwire Press, and the analytics of Parse.ly, Sailthru, Cxense and others."""

CREATED_METAS = frozenset(
    """
    date dc.date dc:date dcterms.date dcterms.created dc.created dc:created dc.date.created created date_created
    datecreated dateposted doc_date content_create_date article.created article:created og:regdate gentime pdate ptime
    """.split()
)
"""Names that say less: the day may be that of creation, or of delivery."""

MODIFIED_METAS = frozenset(
    """
    article:modified_time article:modified article:modified_date article:post_modified article:updated_time
    og:updated_time og:modified_time og:article:modified_time datemodified date_modified date-modified dc.modified
    dc.date.modified dcterms.modified last-modified lastmodified last_modified lastmod modified modified_time
    modificationdate bt:moddate revision_date revised updated_time parsely-updated-date
    """.split()
)

LD_KEYS: tuple[tuple[str, Literal["published", "modified"], str], ...] = (
    ("datePublished", "published", "published"),
    ("dateCreated", "published", "created"),
    ("dateModified", "modified", "modified"),
)
PAGE_TYPES = frozenset({"WebPage", "ItemPage", "CreativeWork", "Recipe", "Review", "HowTo", "FAQPage", "QAPage"})
"""What a page with an article also calls itself, or an article's like."""

URL_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)([/_.-])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?<!\d)(0[1-9]|[12]\d|3[01])[_.-](0[1-9]|1[0-2])[_.-]((?:19|20)\d\d)(?!\d)"
    r"|(?<=[/_.-])((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=[/_.-]|\Z)",
    re.ASCII,
)
META_KINDS: dict[str, tuple[Literal["published", "modified"], str]] = {
    **dict.fromkeys(MODIFIED_METAS, ("modified", "modified")),
    **dict.fromkeys(CREATED_METAS, ("published", "created")),
    **dict.fromkeys(PUBLISHED_METAS, ("published", "published")),
}
DAY_FIRST = frozenset("GB UK IE AU NZ IN ZA NG KE PK SG MY HK".split())
DAY_FIRST_HOST = re.compile(r"\.(?:uk|ie|au|nz|in|za|ng|ke|pk|sg|my|hk|eu|de|fr|it|es|nl|ch|at|be)\Z")
"""Regions of the English language, and ends of host names, where the day goes before the month."""
MOST_PAGES = 4
"""Nodes of JSON-LD that are asked about the page beside its article."""
MOST_PLACES = 400
"""Elements of a page that are looked at for a day."""

MOST_BESIDE = 60
"""Characters that an element says beside its days, above which it tells of something."""
LONGEST_LABEL = 40
LATEST_OPENING = 3
"""Character at which a day can start that opens a paragraph."""
NO_PLACES = frozenset({"h1", "title", "option", "textarea", "input", "meta"})
MOST_SCRIPTED = 4_000_000
SCRIPTED = re.compile(
    r"\\?[\"'](?i:date_?published|published_?(?:at|date|time|on)|publish_?(?:date|time)|first_?published(?:_?at)?"
    r"|publication_?date|pub_?date|created_?at)\\?[\"']\s?:\s?\\?[\"'](\d{4}-\d\d-\d\d)"
)
"""A key of JSON that says when, however the script has escaped it."""
SILENT = logging.NullHandler()
"""What htmldate logs goes to whoever listens; without this, Python prints it."""

PUBLISHED_WORDS = re.compile(
    r"publi[eéskc]|ver[oö]ffentlicht|ersch(?:ienen|einung)|erstellt|posted|issued|first\s+p|premi[eè]re|gepubliceerd"
    r"|geplaatst|opublikowan|utgitt|udgivet|julkaistu|publicerad|опубликован|yayın|mis en ligne|created",
    re.IGNORECASE,
)
MODIFIED_WORDS = re.compile(
    r"updated?\b|modifi|aktualisier|ge[aä]ndert|[aä]nderung|bearbeitet|\bstand\b|edited|revised|reviewed|mis à jour"
    r"|mise à jour|actuali[sz]|aggiornat|atualizad|bijgewerkt|gewijzigd|zaktualizowan|oppdatert|opdateret|uppdatera"
    r"|päivitetty|обновлен|güncelle",
    re.IGNORECASE,
)
CONFIDENCES: dict[tuple[str, str, str], float] = {
    ("published", "json-ld", "article published"): 0.92,
    ("published", "json-ld", "page published"): 0.95,
    ("published", "json-ld", "article created"): 0.78,
    ("published", "meta", "published"): 0.96,
    ("published", "meta", "created"): 0.75,
    ("published", "markup", "time labelled"): 0.91,
    ("published", "markup", "element labelled"): 0.94,
    ("published", "markup", "time beneath"): 0.93,
    ("published", "markup", "element beneath"): 0.83,
    ("published", "markup", "time above"): 0.75,
    ("published", "markup", "element above"): 0.81,
    ("published", "markup", "running labelled"): 0.75,
    ("published", "markup", "running beneath"): 0.42,
    ("published", "markup", "running above"): 0.67,
    ("published", "markup", "time aside"): 0.67,
    ("published", "markup", "element aside"): 0.55,
    ("published", "markup", "running aside"): 0.25,
    ("published", "markup", "script"): 0.67,
    ("published", "markup", "title"): 0.5,
    ("published", "url", "url"): 0.85,
    ("published", "htmldate", "htmldate"): 0.67,
    ("modified", "json-ld", "article modified"): 0.9,
    ("modified", "json-ld", "page modified"): 0.8,
    ("modified", "meta", "modified"): 0.9,
    ("modified", "markup", "time labelled"): 0.9,
    ("modified", "markup", "element labelled"): 0.85,
    ("modified", "markup", "running labelled"): 0.4,
    ("modified", "markup", "time aside"): 0.5,
    ("modified", "markup", "element aside"): 0.5,
    ("modified", "markup", "running aside"): 0.1,
}


def find_dates(page: Page, addresses: Iterable[Fact], languages: Iterable[Fact]) -> Iterator[Fact]:
    """All that a page says of when it was published and last changed."""
    month_first = puts_month_first(page, languages)
    found = [
        *dates_in_json_ld(page),
        *dates_in_metas(page, month_first=month_first),
        *dates_in_urls(dict.fromkeys(fact.value for fact in addresses)),
        *dates_in_markup(page, month_first=month_first),
    ]
    for look_in in (dates_in_scripts, dates_in_titles, date_by_htmldate):
        if not any(date.field == "published" for date in found):
            found += look_in(page)
    for field, day, source, kind in dict.fromkeys(found):
        yield Fact(field=field, value=day, source=source, confidence=CONFIDENCES[field, source, kind])


def puts_month_first(page: Page, languages: Iterable[Fact]) -> bool:
    """Whether a page writes September 8 as 9/8: pages in English of places that do not say they are elsewhere."""
    if not any(fact.value == "en" for fact in languages):
        return False
    region = (page.tree.getroottree().getroot().get("lang") or "")[3:5].upper()
    return not (region in DAY_FIRST or DAY_FIRST_HOST.search(host_of(page.url) or ""))


def dates_in_json_ld(page: Page) -> Iterator[FoundDate]:
    """What the page's article says in JSON-LD, and what the page itself says there."""
    pages = page.json_ld.of_types(PAGE_TYPES)[:MOST_PAGES]
    for node, kind in ((page.article, "article"), *((node, "page") for node in pages)):
        for key, field, what in LD_KEYS if node else ():
            value = node.get(key) if node else None
            if isinstance(value, str) and (day := stamped_day(value)):
                yield FoundDate(field, day, "json-ld", f"{kind} {what}")


def dates_in_metas(page: Page, *, month_first: bool) -> Iterator[FoundDate]:
    """What <meta> elements say."""
    for name, contents in page.metas.items():
        if name in META_KINDS:
            field, kind = META_KINDS[name]
            for content in contents:
                if len(content) <= LONGEST_PLACE and (day := stamped_day(content, month_first=month_first)):
                    yield FoundDate(field, day, "meta", kind)


def dates_in_urls(urls: Iterable[str]) -> Iterator[FoundDate]:
    """The first day in each address: 2018/08/28, 2018-08-28, 28-08-2018, 20180828."""
    for url in urls:
        yield from islice(dates_in_url(url), 1)


def dates_in_url(url: str) -> Iterator[FoundDate]:
    for found in URL_DAY.finditer(url):
        first, last = found[1] or found[8], found[7]
        parts = (first, found[3] or found[9], found[4] or found[10]) if first else (last, found[6], found[5])
        if day := stamped_day("-".join(parts)):
            yield FoundDate("published", day, "url", "url")


@cache
def places() -> XPath:
    """Elements that can say when an article was published, and headings, in the order of the page."""
    from lxml.etree import XPath

    cued = " or ".join(f"contains(.,'{cue}')" for cue in ("date", "Date", "datum", "Datum"))
    return XPath(
        "//h1 | //h2 | //h3 | //h4 | //time | //abbr[@title] | //@itemprop/.. | //@pubdate/.."
        f" | //body//@class[{cued}]/.."
        " | //body//text()[contains(.,'20') or contains(.,'19')][not(parent::script or parent::style)]/.."
    )


def dates_in_markup(page: Page, *, month_first: bool) -> Iterator[FoundDate]:
    """What elements say that are made or named for it, or that say not much else: of each kind one.

    Of days without a word, the first beneath the headline and the last above it are those that are its own.
    """
    beneath = page.headline is None
    best: dict[tuple[str, str], FoundDate] = {}
    for element in places()(page.tree)[:MOST_PLACES]:
        if element is page.headline:
            beneath = True
        days = days_of(element, month_first=month_first)
        if not days or element.tag in NO_PLACES:
            continue
        is_aside = page.is_aside(element)
        for day, name, is_running in days:
            what = "running" if is_running else "time" if element.tag == "time" else "element"
            where = "aside" if is_aside else "labelled" if name else "beneath" if beneath else "above"
            field: Literal["published", "modified"] = "modified" if name == "modified" else "published"
            if (field, f"{what} {where}") not in best or (where == "above" and not is_running):
                best[field, f"{what} {where}"] = FoundDate(field, day, "markup", f"{what} {where}")
    yield from best.values()


def days_of(element: _Element, *, month_first: bool) -> list[tuple[str, str | None, bool]]:
    """The days that one element gives, what it calls each (published, modified, or nothing), and whether it says much
    else beside. A day that readers see goes before one for machines, which may be in another time zone."""
    names = " ".join(element.get(a) or "" for a in ("itemprop", "class", "id", "pubdate"))[:400]
    text = short_text(element)
    if text is None:
        opening = " ".join((element.text or "")[:LONGEST_PLACE].split())
        first = next(days_in(opening, month_first=month_first), None)
        found = [first] if first and first.start <= LATEST_OPENING else []
        rest = len(opening)
    else:
        found = list(days_in(text, month_first=month_first))
        rest = len(text) - sum(day.end - day.start for day in found)
    stamp = element.get("datetime") or element.get("content") or (element.get("title") if element.tag == "abbr" else "")
    if stamp and not (len(found) == 1 and found[0].sure) and (day := stamped_day(stamp, month_first=month_first)):
        return [(day, named(names) or named(text or "") or named(label(element)), False)]
    at, days = 0, []
    for one in found:
        name = named((text or "")[at : one.start]) or named(names) or ("" if at else named(label(element)))
        days.append((one.day, name or None, rest > MOST_BESIDE))
        at = one.end
    return days


def label(element: _Element) -> str:
    """What stands right before an element, where it is short: the element before it, or its holder's own words."""
    before = element.getprevious()
    if before is not None:
        return (before.tail or "").strip()[-LONGEST_LABEL:] or (short_text(before, LONGEST_LABEL) or "")
    holder = element.getparent()
    return ((holder.text if holder is not None else "") or "").strip()[-LONGEST_LABEL:]


def named(text: str) -> str | None:
    """Whether words say "published" or "modified"; the last one counts."""
    published = max((m.start() for m in PUBLISHED_WORDS.finditer(text)), default=-1)
    modified = max((m.start() for m in MODIFIED_WORDS.finditer(text)), default=-1)
    if published == modified:
        return None
    return "published" if published > modified else "modified"


def dates_in_scripts(page: Page) -> Iterator[FoundDate]:
    """The day of publication in what a page's scripts hold as data."""
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
    """The day in a title."""
    for title in page.titles:
        for found in days_in(title):
            yield FoundDate("published", found.day, "markup", "title")
            return


def date_by_htmldate(page: Page) -> Iterator[FoundDate]:
    """What htmldate makes of the page, which looks everywhere."""
    from htmldate import find_date

    logging.getLogger("htmldate").addHandler(SILENT)
    day = find_date(page.tree, original_date=True, url=page.url)
    if day:
        yield FoundDate("published", day, "htmldate", "htmldate")
