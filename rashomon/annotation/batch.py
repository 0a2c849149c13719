"""Understand many articles: those that can be, in several processes, each text only once."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from signal import SIG_DFL, SIG_IGN, SIGINT, signal
from threading import Thread, current_thread, main_thread

from rashomon.annotation.pipeline import check_length, understand
from rashomon.errors import TooLarge
from rashomon.settings import Settings
from rashomon.types import Article, Span, Understanding
from rashomon.types.ids import ArticleId, attribution_id, entity_id, event_id, statement_id
from rashomon.types.renaming import renamed

__all__ = ["for_another", "understand_each", "why_not"]

LANGUAGE = "en"
"""The language whose articles are understood, by its ISO 639-1 code."""


def why_not(article: Article, settings: Settings) -> str | None:
    """Why an article cannot be understood, told without trying; None where it can."""
    if article.page == "section":
        return "is a section page, which only leads to articles: give the articles themselves"
    if article.language not in (None, LANGUAGE):
        return f"its language is {article.language!r}, and only English is understood"
    try:
        check_length(article, settings)
    except TooLarge as error:
        return error.problem
    return None


def understand_each(
    articles: Sequence[Article], settings: Settings, jobs: int, known: Mapping[ArticleId, Understanding] | None = None
) -> Iterator[Understanding]:
    """Each article understood, in the given order, with ``jobs`` processes; empty where `why_not` has a reason.

    ``known`` has Understandings that were made before, by the id of their article in ``articles``. A text that several
    articles carry is read only once, if they are read alike. Raises UsageError where the spaCy pipeline is not
    installed.
    """
    known = known or {}
    readings = {article.id: reading(article) for article in articles}
    first: dict[object, ArticleId] = {}
    for article in sorted(articles, key=lambda a: a.id not in known):
        first.setdefault(readings[article.id], article.id)
    new = [a for a in articles if first[readings[a.id]] == a.id and a.id not in known and not why_not(a, settings)]
    once = understand_all(new, settings, jobs)
    done = dict(known)
    for article in articles:
        if why_not(article, settings):
            yield Understanding(
                article=article, tokens=(), entities=(), statements=(), events=(), times=(), quotations=()
            )
            continue
        of = article.id if article.id in known else first[readings[article.id]]
        if of not in done:
            done[of] = next(once)
        yield for_another(done[of], article)


def for_another(understanding: Understanding, article: Article) -> Understanding:
    """Make of an understanding that of ``article``, whose text is read alike, with the ids that it would get itself."""
    if understanding.article == article:
        return understanding
    ids: dict[str, str] = {e.id: entity_id(article.id, min(e.mentions).span, e.kind) for e in understanding.entities}
    seen: Counter[tuple[Span, ...]] = Counter()
    for statement in understanding.statements:
        ids[statement.id] = statement_id(article.id, statement.spans, seen[statement.spans])
        seen[statement.spans] += 1
    ids |= {e.id: event_id(ids[e.statement], e.predicate.span) for e in understanding.events}
    for said in understanding.attributions:
        cue = said.cue.span if said.cue is not None else None
        ids[said.id] = attribution_id(article.id, [spot.span for spot in said.source], cue, said.content)
    return renamed(understanding, ids, article)


def reading(article: Article) -> object:
    """What of an article decides how it is understood; an outlet only where the text may name it."""
    text = article.content.casefold()
    outlet = article.outlet
    if outlet is not None and not any(word in text for word in outlet.casefold().split()):
        outlet = None
    parts = (article.text_sha256, article.passages, article.repairs)
    return *parts, article.published, article.language, article.page, outlet


def understand_all(articles: Sequence[Article], settings: Settings, jobs: int) -> Iterator[Understanding]:
    one = partial(understand, settings=settings)
    if jobs == 1:
        yield from map(one, articles)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(jobs, get_context("spawn"), end_with_parent) as pool:
        with without_interrupts():  # so that workers start without: they show a traceback until `end_with_parent` runs
            results = pool.map(one, articles)
        yield from results


@contextmanager
def without_interrupts() -> Iterator[None]:
    """Ignore Ctrl-C for a moment, in this process and for good in those that it starts meanwhile."""
    is_main = current_thread() is main_thread()  # only the main thread may set handlers
    before = signal(SIGINT, SIG_IGN) if is_main else None
    try:
        yield
    finally:
        if is_main:
            signal(SIGINT, SIG_DFL if before is None else before)


def end_with_parent() -> None:
    """In a worker: leave Ctrl-C to the process that started this one, and end when that is gone."""
    from multiprocessing import parent_process

    def follow() -> None:
        if parent := parent_process():
            parent.join()
            os._exit(1)

    signal(SIGINT, SIG_IGN)
    Thread(target=follow, daemon=True).start()
