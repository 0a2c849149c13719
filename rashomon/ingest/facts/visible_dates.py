"""Visible dates of a page: in elements that are made or named for dates, or that are next to the headline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from rashomon.ingest.facts.date_formats import DayField, FoundDate, days_in, is_utc, stamped_day
from rashomon.ingest.facts.page import HEADINGS, LONGEST_PLACE, MOST_PLACES, Page, first_of, short_text

if TYPE_CHECKING:
    from lxml.etree import XPath, _Element  # type: ignore[import-untyped]

__all__ = ["dates_in_markup", "dates_in_named_elements", "dates_in_time_elements"]

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

MOST_BESIDE = 60
"""Most characters of an element apart from its dates; with more, it is running text."""
LONGEST_LABEL = 40
LATEST_OPENING = 3
"""Last character at which a day can start that opens a paragraph."""
NO_PLACES = frozenset({"h1", "title", "option", "textarea", "input", "meta"})


@cache
def telling(heading: str) -> XPath:
    """Return an XPath for elements with a year in their own text, and for the headline's tag, in document order."""
    from lxml.etree import XPath

    text = "//body//text()[contains(.,'20') or contains(.,'19')][not(parent::script or parent::style)]"
    return XPath(
        f"{first_of(f'//{heading}')} | {first_of('//time')} | {first_of('//abbr[@title]')} | {first_of(text)}/.."
    )


@cache
def named_elements(heading: str) -> XPath:
    """Return an XPath for elements named after a date or fact, and for the headline's tag, in document order."""
    from lxml.etree import XPath

    cued = " or ".join(f"contains(.,'{cue}')" for cue in ("date", "Date", "datum", "Datum"))
    facts = "//@*[name()='itemprop' or name()='pubdate']"
    return XPath(f"{first_of(f'//{heading}')} | {first_of(facts)}/.. | {first_of(f'//body//@class[{cued}]')}/..")


class SaidDay(NamedTuple):
    """A day that an element gives, its label, whether there is much other text, and whether it is in UTC."""

    day: str
    name: DayField | None
    is_running: bool
    is_utc: bool = False


def dates_in_time_elements(page: Page, *, month_first: bool) -> Iterator[FoundDate]:
    """Yield the days in <time> elements and the like."""
    if next(page.elements("time", "abbr"), None) is None:
        return iter(())
    elements = page.elements(*HEADINGS, "time", "abbr")
    timed = (element for element in elements if element.tag in ("time", "abbr") or element is page.headline)
    return dates_in(timed, page, month_first=month_first)


def dates_in_markup(page: Page, *, month_first: bool) -> Iterator[FoundDate]:
    """Yield the days in elements that have a year in their own text."""
    return dates_in(telling(page.heading)(page.tree), page, month_first=month_first)


def dates_in_named_elements(page: Page, *, month_first: bool) -> Iterator[FoundDate]:
    """Yield the days in elements that are named after a date, whatever they contain."""
    return dates_in(named_elements(page.heading)(page.tree), page, month_first=month_first)


def dates_in(elements: Iterable[_Element], page: Page, *, month_first: bool) -> Iterator[FoundDate]:
    """Yield one day of each kind from elements in document order.

    Of unlabelled days, the first below the headline and the last above it are chosen.
    """
    beneath = page.headline is None
    best: dict[tuple[str, str], FoundDate] = {}
    for element in islice(elements, MOST_PLACES):
        if element is page.headline:
            beneath = True
        days = days_of(element, month_first=month_first) if element.tag not in NO_PLACES else []
        is_aside = bool(days) and page.is_aside(element)
        for said in days:
            what = "running" if said.is_running else "time" if element.tag == "time" else "element"
            where = "aside" if is_aside else "labelled" if said.name else "beneath" if beneath else "above"
            field, kind = said.name or "published", f"{what} {where}"
            if (field, kind) not in best or kind in ("time above", "element above"):
                best[field, kind] = FoundDate(field, said.day, "markup", kind, said.is_utc)
    yield from best.values()


def days_of(element: _Element, *, month_first: bool) -> list[SaidDay]:
    """Return the days of one element; visible ones first, since those for machines may be in another time zone."""
    text = short_text(element)
    if text is None:
        opening = " ".join((element.text or "")[:LONGEST_PLACE].split())
        first = next(days_in(opening, month_first=month_first), None)
        return [SaidDay(first.day, None, True)] if first and first.start <= LATEST_OPENING else []
    found = list(days_in(text, month_first=month_first))
    stamp = element.get("datetime") or element.get("content") or (element.get("title") if element.tag == "abbr" else "")
    if not (stamp or found):
        return []
    names = " ".join(element.get(a) or "" for a in ("itemprop", "class", "id", "pubdate"))[:400]
    if stamp and not (len(found) == 1 and found[0].sure) and (day := stamped_day(stamp, month_first=month_first)):
        name = named(names) or named(text) or named(label(element))
        return [SaidDay(day, name, False, is_utc(stamp))]
    is_running = len(text) - sum(one.end - one.start for one in found) > MOST_BESIDE
    at, days = 0, []
    for one in found:
        name = named(text[at : one.start]) or named(names) or (None if at else named(label(element)))
        days.append(SaidDay(one.day, name, is_running))
        at = one.end
    return days


def label(element: _Element) -> str:
    """Return the short text right before an element: of the previous element, or its parent's own."""
    before = element.getprevious()
    if before is not None:
        return (before.tail or "").strip()[-LONGEST_LABEL:] or (short_text(before, LONGEST_LABEL) or "")
    holder = element.getparent()
    return ((holder.text if holder is not None else "") or "").strip()[-LONGEST_LABEL:]


def named(text: str) -> DayField | None:
    """Return whether words mean "published" or "modified"; the last one counts."""
    published = max((m.start() for m in PUBLISHED_WORDS.finditer(text)), default=-1)
    modified = max((m.start() for m in MODIFIED_WORDS.finditer(text)), default=-1)
    if published == modified:
        return None
    return "published" if published > modified else "modified"
