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
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from rashomon.errors import (
        BinaryInput,
        EmptyInput,
        FetchFailed,
        InputError,
        LockedInput,
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
    "LockedInput",
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
    "read_all",
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
    """Read one article and tell its parts apart.

    ``source`` is a file, an address of the web, or ``-`` for standard input, of any kind that `read_all` takes, as long
    as there is one article in it. ``published`` is the day of publication, ``YYYY-MM-DD``, and goes before what the
    article says of itself. Raises InputError where the input cannot be used, UsageError for a wrong day and for
    an input with several articles.

    >>> article = rashomon.read("report.html", published="2018-08-28")
    >>> article.title, [passage.kind for passage in article.passages]
    ('Talks fail', ['headline', 'body', 'boilerplate'])
    """
    from rashomon.read.each import read_one
    from rashomon.read.text import parse_day
    from rashomon.settings import from_environment

    day = parse_day(published) if published is not None else None
    return _cleaned(read_one(str(source), settings or from_environment()), day)


def read_all(
    sources: Iterable[str | Path],
    *,
    published: str | Mapping[str, str] | None = None,
    settings: Settings | None = None,
) -> Iterator[Article | Failure]:
    """Read every article in files, folders, archives, feeds and on the web, one after another, in order.

    A source is an address of the web (``https://…``); a file of text, Markdown, HTML, MHTML, RSS, Atom or JSON Feed, a
    sitemap, a WARC archive, PDF, mail or mailbox, JSON, JSONL or ninjs, gzipped or not; a folder of these; a text that
    lists addresses and paths, one a line; or ``-`` for standard input. The kind is told by the content. An article that
    stands in another file is called ``path#3``.

    ``published`` is the day of publication, ``YYYY-MM-DD``, of all articles or by source. What cannot be used is a
    Failure in its place. Articles come as they are read, `Settings.max_articles` at most, and memory stays bounded.
    Raises UsageError for a wrong day, and for `Settings.fields` that are no field map.

    >>> results = rashomon.read_all(["report.html", "https://news.example/feed.xml", "archive.warc.gz"])
    >>> articles = [result for result in results if isinstance(result, rashomon.Article)]
    """
    from pathlib import Path

    from rashomon.model import Article
    from rashomon.read.each import read_each
    from rashomon.read.fields import field_map
    from rashomon.read.text import parse_day
    from rashomon.settings import from_environment

    settings = settings or from_environment()
    field_map(settings.fields)
    named = map(str, [sources] if isinstance(sources, str | Path) else sources)
    for_all = parse_day(published) if isinstance(published, str) else None
    days = {} if published is None or isinstance(published, str) else published
    days = {source: parse_day(day) for source, day in days.items()}
    return (
        _cleaned(result, days.get(source, for_all)) if isinstance(result, Article) else result
        for source, result in read_each(named, settings)
    )


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
    that asks for more than one needs the usual ``if __name__ == "__main__":``. An article with the text of another, a
    section page, one in another language than English or without a statement goes to ``Dossier.failures``, after
    ``failures``, inputs that were left out earlier. ``progress`` is called with every article that has been understood.

    Raises NothingToCompare, with a note for every failure, where fewer than two articles have statements; before
    anything is understood where fewer than two can have.

    >>> dossier = rashomon.compare([rashomon.read(path) for path in paths])
    >>> [(origin.verdict, origin.independent) for origin in dossier.origins]
    [('same origin', 1)]
    """
    from rashomon.dossier.build import build
    from rashomon.model import Failure
    from rashomon.settings import from_environment

    kept, repeated = _distinct(articles)
    unread = [Failure(_name(article), reason) for article in kept if (reason := _unread(article))]
    left_out = [*failures, *repeated, *unread]
    _check_enough(len(kept) - len(unread), left_out)
    understandings = []
    for understanding in _understand_all(kept, settings or from_environment(), jobs):
        understandings.append(understanding)
        if progress:
            progress(understanding.article)
    silent = [u.article for u in understandings if not u.statements and not _unread(u.article)]
    left_out += [Failure(_name(article), "no statement was found in it") for article in silent]
    _check_enough(sum(bool(u.statements) for u in understandings), left_out)
    return build(tuple(understandings), tuple(sorted(left_out, key=_in_order)))


def _check_enough(usable: int, left_out: Iterable[Failure]) -> None:
    """Raise NothingToCompare, with a note for every failure, unless two articles can be used."""
    from rashomon.errors import NothingToCompare

    if usable < 2:
        error = NothingToCompare(f"nothing to compare: two articles are needed, {usable or 'none'} can be used")
        for failure in sorted(left_out, key=_in_order):
            error.add_note(f"{failure.source}: {failure.problem}")
        raise error


def _in_order(failure: Failure) -> tuple[str, str]:
    return failure.source, failure.problem


def _cleaned(article: Article, day: str | None) -> Article:
    """The article with its passages, and with what is believed of all that is told of it; the user is always right."""
    from rashomon.clean import clean
    from rashomon.model import Fact
    from rashomon.read.facts.settle import join_facts

    given = () if day is None else (Fact(field="published", value=day, source="user", confidence=1.0),)
    return join_facts(clean(join_facts(article, given)))


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

    if _unread(article):
        return Understanding(article=article, tokens=(), entities=(), statements=(), events=(), times=(), quotations=())
    return understand(article, settings)


def _unread(article: Article) -> str | None:
    """Why an article is not understood at all; None for one that is."""
    if article.page == "section":
        return "is a section page, which only leads to articles: give the articles themselves"
    if article.language not in (None, _LANGUAGE):
        return f"its language is {article.language!r}, and only English is understood"
    return None
