"""Rashomon: many reports, one story.

>>> import rashomon
>>> articles = [rashomon.read(path) for path in ("one.txt", "other.html")]
>>> dossier = rashomon.compare(articles)
>>> [relation.kind for relation in dossier.relations]
['conflict', 'agree']

Every name below is public. They load on first use, so that importing the package costs next to nothing.
"""

from __future__ import annotations

import sys
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from rashomon.errors import (
        BinaryInput,
        EmptyInput,
        FetchFailed,
        InputError,
        MissingInput,
        NothingToCompare,
        RashomonError,
        TooLarge,
        UnreadableInput,
        UsageError,
    )
    from rashomon.model import (
        Article,
        Claim,
        Dossier,
        Entity,
        Event,
        Failure,
        Passage,
        Relation,
        Spot,
        Statement,
        Understanding,
    )
    from rashomon.settings import Settings

__all__ = [
    "Article",
    "BinaryInput",
    "Claim",
    "Dossier",
    "EmptyInput",
    "Entity",
    "Event",
    "Failure",
    "FetchFailed",
    "InputError",
    "MissingInput",
    "NothingToCompare",
    "Passage",
    "RashomonError",
    "Relation",
    "Settings",
    "Spot",
    "Statement",
    "TooLarge",
    "Understanding",
    "UnreadableInput",
    "UsageError",
    "compare",
    "from_text",
    "read",
    "understand",
]

__version__ = "0.1.0"


class _Surface(ModuleType):
    """This module: its functions `read`, `understand` and `compare` share their names with the packages behind them."""

    def __setattr__(self, name: str, value: object) -> None:
        # Importing a package binds its name here; what is public stays.
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Surface

_HOMES = ("rashomon.model", "rashomon.errors", "rashomon.settings")
"""Where the public types stand."""

_LANGUAGE = "en"
"""The language whose articles are understood, by its ISO 639-1 code."""


def __getattr__(name: str) -> object:
    if name in __all__:
        home = next(module for path in _HOMES if name in (module := import_module(path)).__all__)
        globals()[name] = getattr(home, name)
        return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def read(source: str | Path, *, published: str | None = None, settings: Settings | None = None) -> Article:
    """Read one article from a file, or from standard input where ``source`` is ``-``, and tell its parts apart.

    Plain text, Markdown and HTML are read. ``published`` is the day of publication, ``YYYY-MM-DD``, and goes before
    what the article says of itself. Raises InputError where the input cannot be used, UsageError for a wrong day.

    >>> article = rashomon.read("report.html", published="2018-08-28")
    >>> article.title, [passage.kind for passage in article.passages]
    ('Talks fail', ['headline', 'body', 'boilerplate'])
    """
    from rashomon.read.files import read_file
    from rashomon.read.text import parse_day
    from rashomon.settings import from_environment

    day = parse_day(published) if published is not None else None
    return _cleaned(read_file(source, settings or from_environment()), day)


def from_text(
    text: str,
    *,
    name: str = "text",
    title: str | None = None,
    published: str | None = None,
    settings: Settings | None = None,
) -> Article:
    """Make an article of a text that is already at hand, and tell its parts apart.

    ``name`` stands for the file in messages and pages. Raises InputError where the text cannot be used, UsageError for
    a wrong day.

    >>> rashomon.from_text("KYIV (Reuters) - The talks failed, Kyiv said.").dateline.agency
    'Reuters'
    """
    from rashomon.read import text as texts
    from rashomon.settings import from_environment

    day = texts.parse_day(published) if published is not None else None
    return _cleaned(texts.from_text(text, name=name, title=title, settings=settings or from_environment()), day)


def understand(article: Article, settings: Settings | None = None) -> Understanding:
    """Find what an article says: its entities, its statements with who says them, its events and times.

    Raises UsageError where the spaCy pipeline is not installed.

    >>> [hop.sources[0].text for hop in rashomon.understand(article).statements[0].chain]
    ['Kyiv']
    """
    from rashomon.settings import from_environment
    from rashomon.understand import pipeline

    return pipeline.understand(article, settings or from_environment())


def compare(
    articles: Iterable[Article],
    *,
    settings: Settings | None = None,
    jobs: int = 1,
    failures: Iterable[Failure] = (),
    progress: Callable[[Article], object] | None = None,
) -> Dossier:
    """Understand articles on one story and hold them against each other.

    The same articles give the same dossier in any order and with any number of ``jobs``, which are processes; a script
    that asks for more than one needs the usual ``if __name__ == "__main__":``. An article with the text of another, in
    another language than English or without a statement goes to ``Dossier.failures``, after ``failures``, inputs that
    were left out earlier. ``progress`` is called with every article that has been understood.

    Raises NothingToCompare, with a note for every failure, where fewer than two articles have statements.

    >>> dossier = rashomon.compare([rashomon.read(path) for path in paths])
    >>> [(origin.verdict, origin.independent) for origin in dossier.origins]
    [('same origin', 1)]
    """
    from rashomon.dossier.build import build
    from rashomon.errors import NothingToCompare
    from rashomon.settings import from_environment

    kept, repeated = _distinct(articles)
    understandings = []
    for understanding in _understand_all(kept, settings or from_environment(), jobs):
        understandings.append(understanding)
        if progress:
            progress(understanding.article)
    left_out = sorted([*failures, *repeated, *_unused(understandings)], key=lambda f: (f.source, f.problem))
    usable = sum(bool(u.statements) for u in understandings)
    if usable < 2:
        error = NothingToCompare(f"nothing to compare: two articles are needed, {usable or 'none'} can be used")
        for failure in left_out:
            error.add_note(f"{failure.source}: {failure.problem}")
        raise error
    return build(tuple(understandings), tuple(left_out))


def _cleaned(article: Article, day: str | None) -> Article:
    """The article with its passages; the user's day of publication goes before the article's own."""
    from msgspec.structs import replace

    from rashomon.clean import clean

    if day is None:
        return clean(article)
    return replace(clean(replace(article, published=day)), published=day)


def _name(article: Article) -> str:
    """What the user called the input."""
    from msgspec import UNSET

    name = next((name for name in (article.file, article.url) if name is not UNSET), article.id)
    return "standard input" if name == "-" else name


def _distinct(articles: Iterable[Article]) -> tuple[list[Article], list[Failure]]:
    """Each text once, in order of id, under the first of its names; a failure for every other one."""
    from rashomon.model import Failure

    first: dict[str, Article] = {}
    repeated = []
    for article in sorted(articles, key=lambda a: (a.id, _name(a), a.published or "")):
        if article.id in first:
            problem = f"the same text as {_name(first[article.id])}, compared once"
            repeated.append(Failure(_name(article), problem))
        else:
            first[article.id] = article
    return list(first.values()), repeated


def _understand_all(articles: list[Article], settings: Settings, jobs: int) -> Iterator[Understanding]:
    """Each article understood, in the given order; in processes of their own where there is more than one job."""
    one = partial(_understand_if_possible, settings=settings)
    if jobs == 1:
        yield from map(one, articles)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(jobs, get_context("spawn"), _end_with_parent) as pool:
        yield from pool.map(one, articles)


def _end_with_parent() -> None:
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


def _understand_if_possible(article: Article, settings: Settings) -> Understanding:
    from rashomon.model import Understanding

    if _foreign(article):
        return Understanding(article=article, tokens=(), entities=(), statements=(), events=(), times=(), quotations=())
    return understand(article, settings)


def _foreign(article: Article) -> bool:
    """Whether the article is known to be in another language than the one that is understood."""
    return article.language not in (None, _LANGUAGE)


def _unused(understandings: Iterable[Understanding]) -> Iterable[Failure]:
    """A line for every article that gave no statement, with the reason."""
    from rashomon.model import Failure

    for understanding in understandings:
        article = understanding.article
        if _foreign(article):
            yield Failure(_name(article), f"its language is {article.language!r}, and only English is understood")
        elif not understanding.statements:
            yield Failure(_name(article), "no statement was found in it")
