"""The days on which a page was published and last changed, from all places that state them."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from rashomon.ingest.facts.date_formats import LATEST, DayField, FoundDate, days_in
from rashomon.ingest.facts.declared_dates import (
    dates_in_json_ld,
    dates_in_metas,
    dates_in_scripts,
    dates_in_titles,
    dates_in_urls,
)
from rashomon.ingest.facts.metadata import host_of, original_address
from rashomon.ingest.facts.page import Page
from rashomon.ingest.facts.visible_dates import dates_in_markup, dates_in_named_elements, dates_in_time_elements
from rashomon.types import Fact

if TYPE_CHECKING:
    from rashomon.types import FactSource

__all__ = ["CONFIDENCES", "find_dates"]

SHOWN = frozenset({"time labelled", "element labelled", "time beneath", "element beneath", "url"})
SURE = SHOWN | {"article published", "page published", "published"}
WEAK = frozenset({"running beneath", "running above", "running aside", "element aside", "time aside"})
BESIDE_SHOWN = 0.5
"""Confidence of the day of a moment in UTC if the page shows its readers the day before or after."""
DAY_FIRST = frozenset("GB UK IE AU NZ IN ZA NG KE PK SG MY HK".split())
DAY_FIRST_HOST = re.compile(r"\.(?:uk|ie|au|nz|in|za|ng|ke|pk|sg|my|hk|eu|de|fr|it|es|nl|ch|at|be)\Z")
"""English-speaking regions, as endings of host names, where the day is written before the month."""
MOST_MARKUP = 4_000_000
DAY = timedelta(days=1)
SILENT = logging.NullHandler()
"""Keeps htmldate's log messages for those who listen; without it, Python would print them."""

CONFIDENCES: dict[tuple[DayField, FactSource, str], float] = {
    ("published", "json-ld", "article published"): 0.92,
    ("published", "json-ld", "page published"): 0.95,
    ("published", "json-ld", "page created"): 0.7,
    ("published", "json-ld", "article created"): 0.78,
    ("published", "meta", "published"): 0.96,
    ("published", "meta", "created"): 0.75,
    ("published", "markup", "time labelled"): 0.91,
    ("published", "markup", "element labelled"): 0.92,
    ("published", "markup", "time beneath"): 0.93,
    ("published", "markup", "element beneath"): 0.86,
    ("published", "markup", "time above"): 0.75,
    ("published", "markup", "element above"): 0.73,
    ("published", "markup", "running labelled"): 0.67,
    ("published", "markup", "running beneath"): 0.56,
    ("published", "markup", "running above"): 0.5,
    ("published", "markup", "time aside"): 0.67,
    ("published", "markup", "element aside"): 0.47,
    ("published", "markup", "running aside"): 0.25,
    ("published", "markup", "script"): 0.67,
    ("published", "markup", "title"): 0.5,
    ("published", "url", "url"): 0.85,
    ("published", "htmldate", "htmldate"): 0.67,
    ("modified", "json-ld", "article modified"): 0.92,
    ("modified", "json-ld", "page modified"): 0.9,
    ("modified", "meta", "modified"): 0.92,
    ("modified", "markup", "time labelled"): 0.9,
    ("modified", "markup", "element labelled"): 0.85,
    ("modified", "markup", "running labelled"): 0.4,
    ("modified", "markup", "time aside"): 0.5,
    ("modified", "markup", "element aside"): 0.5,
    ("modified", "markup", "running aside"): 0.1,
}
"""Confidences by kind of evidence. For days of publication: (right + 1) / (all + 2) on the tuning half of the pages of
`python -m evals dates`, counting the first of each kind on a page. For days of change, which have no labels: chosen to
match those of the same place."""


def find_dates(page: Page) -> Iterator[Fact]:
    """Yield all statements of when the page was published and last changed.

    Elements that are not made for dates are examined unless the page declares exactly one day of publication, with its
    time zone; scripts, titles and htmldate only if nothing else gives a day.
    """
    month_first = puts_month_first(page)
    addresses = (page.url, original_address(page.canonical), original_address(page.meta("og:url")))
    found = [
        *dates_in_json_ld(page),
        *dates_in_metas(page, month_first=month_first),
        *dates_in_urls(filter(None, addresses)),
    ]
    timed = list(dates_in_time_elements(page, month_first=month_first))
    found += timed if is_settled([*found, *timed]) else dates_in_markup(page, month_first=month_first)
    if not any(one.field == "published" and one.kind not in WEAK for one in found):
        found += dates_in_named_elements(page, month_first=month_first)
    for look_in in (dates_in_scripts, dates_in_titles, date_by_htmldate):
        if not any(one.field == "published" for one in found):
            found += look_in(page)
    shown = {one.day for one in found if one.field == "published" and one.kind in SHOWN and not one.is_utc}
    for one in dict.fromkeys(found):
        yield Fact(field=one.field, value=one.day, source=one.source, confidence=trust_in(one, shown))


def trust_in(found: FoundDate, shown: set[str]) -> float:
    """Return the confidence of a day, given the days of publication that are visible on the page."""
    confidence = CONFIDENCES[found.field, found.source, found.kind]
    if found.field == "modified" or not found.is_utc or found.day in shown or shown.isdisjoint(days_beside(found.day)):
        return confidence
    return min(confidence, BESIDE_SHOWN)


def is_settled(found: Iterable[FoundDate]) -> bool:
    """Return whether the page's declarations are unambiguous: one day, and not only of a moment in UTC."""
    told = [one for one in found if one.field == "published" and one.kind in SURE]
    return len({one.day for one in told}) == 1 and not all(one.is_utc for one in told)


def days_beside(day: str) -> tuple[str, str]:
    """Return the day before and the day after."""
    at = date.fromisoformat(day)
    return (at - DAY).isoformat(), (at + DAY).isoformat()


def puts_month_first(page: Page) -> bool:
    """Return whether a page writes September 8 as 9/8: pages in English that do not say they are from elsewhere."""
    language = page.declared_language or ""
    is_elsewhere = language[3:5].upper() in DAY_FIRST or DAY_FIRST_HOST.search(host_of(page.url) or "")
    return language[:2].lower() == "en" and not is_elsewhere


def date_by_htmldate(page: Page) -> Iterator[FoundDate]:
    """Return the day that htmldate finds, with a given latest day so that it does not read the clock.

    htmldate turns a year alone, as in a copyright notice, into January 1, and a month without a day into its first day.
    It does not get the address, which has been read already.
    """
    from htmldate import find_date
    from lxml.etree import LxmlError  # type: ignore[import-untyped]

    logging.getLogger("htmldate").addHandler(SILENT)
    try:
        day = find_date(page.tree, original_date=True, max_date=f"{LATEST}-12-31")
    except (LxmlError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
        return  # a page that it fails on has no day
    if day and (not day.endswith("-01") or is_written(day, page)):
        yield FoundDate("published", day, "htmldate", "htmldate")


def is_written(day: str, page: Page) -> bool:
    """Whether a page has a day in full, in what it shows or in its markup."""
    from lxml.etree import tostring

    markup = tostring(page.tree, encoding="unicode")[:MOST_MARKUP]
    return day.replace("-", "") in markup or any(found.day == day for found in days_in(markup))
