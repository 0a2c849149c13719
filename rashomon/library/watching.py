"""Follow feeds: add what is new in those that are due, and wait longer for those that fail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from rashomon.errors import InputError
from rashomon.library.schema import feed
from rashomon.types import Failure

if TYPE_CHECKING:
    from rashomon.library.articles import Added
    from rashomon.library.library import Library, Report

__all__ = ["due", "look"]

LONGEST_S = 86_400.0
"""Longest pause before a feed that fails is looked at again: a day."""
EARLY = 0.9
"""Share of the pause after which a feed is due: cron is not exact."""


def due(looked: float, failures: int, every_s: float, now: float) -> bool:
    """Return whether a feed is to be looked at: each failure in a row doubles the pause."""
    pause = min(every_s * 2.0 ** min(failures, 20), max(LONGEST_S, every_s))
    return now < looked or now - looked >= pause * EARLY


def look(library: Library, feeds: Sequence[str], every_s: float, now: float) -> Report:
    """Look at the feeds that are due and add what is new; the feeds' pages are asked for only if they have changed.

    `rashomon.ingest.web` asks with the ETag and date of its cache, obeys robots.txt and keeps its pause between
    requests.
    """
    from rashomon.library.library import Report

    store = library.store
    with store.read() as connection:
        known = {r.url: r for r in connection.execute(select(feed).where(feed.c.url.in_(list(feeds))))}
    added: list[Added] = []
    failures: list[Failure] = []
    for url in dict.fromkeys(feeds):
        before = known.get(url)
        failed = before.failures if before else 0
        if before and failed and not due(before.looked, failed, every_s, now):
            continue
        try:
            report = library.add([url], compare=False)
            added += report.added
            failures += report.failures
            bad = not report.added and bool(report.failures)
        except InputError as error:
            failures.append(Failure(url, error.problem))
            bad = True
        with store.write(alone=True) as connection:
            connection.execute(delete(feed).where(feed.c.url == url))
            connection.execute(insert(feed).values(url=url, looked=now, failures=failed + 1 if bad else 0))
    return Report(added=tuple(added), failures=tuple(failures), stories=library.update())
