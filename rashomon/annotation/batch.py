"""Many articles understood, one by one: which can be, in processes of their own, a shared text only once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from rashomon.annotation.pipeline import too_long, understand
from rashomon.annotation.shared_texts import for_another
from rashomon.settings import Settings
from rashomon.types import Article, Understanding

__all__ = ["understand_each", "why_not"]

LANGUAGE = "en"
"""The language whose articles are understood, by its ISO 639-1 code."""


def why_not(article: Article, settings: Settings) -> str | None:
    """Why an article cannot be understood, told without trying; None where it can."""
    if article.page == "section":
        return "is a section page, which only leads to articles: give the articles themselves"
    if article.language not in (None, LANGUAGE):
        return f"its language is {article.language!r}, and only English is understood"
    return too_long(article, settings)


def understand_each(articles: Sequence[Article], settings: Settings, jobs: int) -> Iterator[Understanding]:
    """Each article understood, in the given order, with ``jobs`` processes; empty where `why_not` has a reason.

    A text that several carry is read only once, if they are read alike. Raises UsageError where the spaCy pipeline is
    not installed.
    """
    readings = {article.id: reading(article) for article in articles}
    first: dict[object, str] = {}
    for article in articles:
        first.setdefault(readings[article.id], article.id)
    once = understand_all([a for a in articles if first[readings[a.id]] == a.id], settings, jobs)
    done: dict[str, Understanding] = {}
    for article in articles:
        of = first[readings[article.id]]
        if of == article.id:
            done[of] = next(once)
            yield done[of]
        else:
            yield for_another(done[of], article)


def reading(article: Article) -> object:
    """What of an article decides how it is understood; an outlet only where the text may name it."""
    text = article.content.casefold()
    outlet = article.outlet if article.outlet and any(w in text for w in article.outlet.casefold().split()) else None
    parts = (article.text_sha256, article.passages, article.repairs)
    return *parts, article.published, article.language, article.page, outlet


def understand_all(articles: Sequence[Article], settings: Settings, jobs: int) -> Iterator[Understanding]:
    one = partial(understand_if_possible, settings=settings)
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
    from signal import SIG_DFL, SIG_IGN, SIGINT, signal
    from threading import current_thread, main_thread

    if current_thread() is not main_thread():  # only the main thread may set handlers
        yield
        return
    before = signal(SIGINT, SIG_IGN)
    try:
        yield
    finally:
        signal(SIGINT, SIG_DFL if before is None else before)


def end_with_parent() -> None:
    """In a worker: leave Ctrl-C to the process that started this one, and end when that is gone."""
    import os
    from multiprocessing import parent_process
    from signal import SIG_IGN, SIGINT, signal
    from threading import Thread

    def follow() -> None:
        if parent := parent_process():
            parent.join()
            os._exit(1)

    signal(SIGINT, SIG_IGN)
    Thread(target=follow, daemon=True).start()


def understand_if_possible(article: Article, settings: Settings) -> Understanding:
    if why_not(article, settings):
        return Understanding(article=article, tokens=(), entities=(), statements=(), events=(), times=(), quotations=())
    return understand(article, settings)
