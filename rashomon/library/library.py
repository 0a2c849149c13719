"""A library: articles that are kept, searched, put together to stories and followed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Self

import msgspec
from sqlalchemy import delete, insert, select, update

from rashomon import api
from rashomon.encoder.aligner import StatementNet, Telling
from rashomon.encoder.aligner import load as load_net
from rashomon.errors import LibraryError, UsageError
from rashomon.library import articles as kept
from rashomon.library import corrections, stories, transfer
from rashomon.library.articles import Added
from rashomon.library.corrections import Kept, place_of, story_number, story_of
from rashomon.library.opening import open_store
from rashomon.library.query import parse
from rashomon.library.schema import change, job, membership, redirect, statement, version
from rashomon.library.search import Result, near_articles, search
from rashomon.library.stories import StoryLine
from rashomon.library.vectors import ArticleVectors, StatementVectors
from rashomon.types import Article, Correction, Dossier, Failure, Found, Understanding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from types import TracebackType

    from sqlalchemy import Connection

    from rashomon.library.opening import Store
    from rashomon.library.stories import Grouping
    from rashomon.settings import Settings
    from rashomon.types import Place

__all__ = ["Change", "Library", "Report", "library_url", "restored"]

MOST_FOUND = 60
"""Articles that a claim is looked for in: those with the nearest statements."""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What came of adding articles."""

    added: tuple[Added, ...]
    failures: tuple[Failure, ...]
    stories: tuple[str, ...]
    """Ids of the stories that were compared again."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """Something new in a story."""

    at: str
    """The second in which it was noticed, in UTC."""
    kind: str
    """``story``, ``contradiction``, ``figure``, ``origin``, ``version`` or ``correction``."""
    story: str
    """Id of the story."""
    text: str
    """What is new, on one line."""


def _stories(articles: Sequence[Article]) -> list[set[str]]:
    """Return the ids of articles by story."""
    return [set(story.articles) for story in api.stories(articles)]


class Library:
    """Articles kept in SQLite (a path) or PostgreSQL (``postgresql://…``); closed by ``with`` or `close`.

    It may be used from several threads and by several processes at once. Without ``url`` it is that of
    ``RASHOMON_LIBRARY``, else `library.db` in the platform's data folder. ``grouping`` says which articles tell one
    story. Every method raises LibraryError where the database fails, and UsageError for a wrong call.

    >>> with rashomon.Library("news.db") as library:
    ...     library.add(["report.html", "https://news.example/feed.xml"])
    ...     [result.text for result in library.search('ferry said-by:"fire chief"')]
    ['three people were hurt']
    """

    def __init__(
        self, url: str | Path | None = None, *, settings: Settings | None = None, grouping: Grouping | None = None
    ) -> None:
        from rashomon.settings import cache_folder, from_environment

        self._settings = settings or from_environment()
        self._store = open_store(library_url(url, self._settings))
        folder = self._settings.cache or cache_folder()
        self._articles = ArticleVectors(self._store, folder)
        self._statements = StatementVectors(self._store, folder)
        self._grouping = grouping or _stories

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection."""
        self._store.close()

    @property
    def store(self) -> Store:
        """The database behind it."""
        return self._store

    @property
    def name(self) -> str:
        """The path of the library, or its address without the password."""
        return self._store.name

    def add(
        self,
        sources: Iterable[str | Path | Article | Understanding],
        *,
        published: str | Mapping[str, str] | None = None,
        outlet: str | Mapping[str, str] | None = None,
        progress: Callable[[Added | Failure], object] | None = None,
        compare: bool = True,
    ) -> Report:
        """Keep articles: those of files, addresses, feeds, folders and archives, and articles that are at hand.

        Each is kept in a transaction of its own: what ``progress`` was called with stays, whatever happens then. One
        that is there already is not understood again. With ``compare``, the stories that have grown are compared
        again at the end.
        """
        added: list[Added] = []
        failures: list[Failure] = []
        for one in self._read(sources, published, outlet):
            result = one if isinstance(one, Failure) else kept.add(self._store, one, self._settings)
            if isinstance(result, Added):
                added.append(result)
            else:
                failures.append(result)
            if progress:
                progress(result)
        changed = self.update() if compare else ()
        return Report(added=tuple(added), failures=tuple(failures), stories=changed)

    def _read(
        self,
        sources: Iterable[str | Path | Article | Understanding],
        published: str | Mapping[str, str] | None,
        outlet: str | Mapping[str, str] | None,
    ) -> Iterable[Article | Understanding | Failure]:
        from rashomon.api import read_all

        for one in [sources] if isinstance(sources, str | Path | Article | Understanding) else sources:
            if isinstance(one, Article | Understanding):
                yield one
            else:
                yield from read_all([one], published=published, outlet=outlet, settings=self._settings)

    def update(self) -> tuple[str, ...]:
        """Put new articles into stories and compare those that have changed; return the stories' ids.

        What an interrupted call left to do is done by the next one.
        """
        self._assign()
        with self._store.read() as connection:
            numbers = stories.to_compare(connection)
        for number in numbers:
            stories.compare_again(self._store, number, self._settings)
        with self._store.read() as connection:
            return tuple(filter(None, (stories.story_id(connection, n) for n in numbers)))

    def _assign(self) -> None:
        with self._store.read() as connection:
            numbers = stories.waiting(connection, "group")
        for number in numbers:
            stories.assign(self._store, self._articles, self._grouping, number)

    def search(self, query: str, limit: int = 20) -> list[Result]:
        """Find articles by words and meaning, and of each the statement that answers best.

        Operators: ``said-by:NAME``, ``via:NAME``, ``outlet:NAME``, ``about:NAME``, ``day:2025-03-04`` (a month, a
        year, or ``FROM..TO``), ``quoted:yes``, ``hedged:yes``, ``differs:yes`` (or a kind: ``figure``), ``story:ID``.
        """
        asked = parse(query)
        if limit < 1:
            raise UsageError(f"a search gives one result at least, not {limit}")
        with self._store.read() as connection:
            return search(connection, self._statements, self._net, asked, limit)

    def _net(self) -> StatementNet:
        """Return the net that reads statements; it is loaded when it is first needed."""
        return load_net(self._settings.aligner)

    def find(self, claim: str) -> Found:
        """Look for a claim in the articles that are nearest to it, as `rashomon.find` does."""
        asked = self._net().read([Telling("", claim)])[0].vector
        with self._store.read() as connection:
            numbers = near_articles(connection, self._statements, asked)[:MOST_FOUND]
        return api.find(claim, kept.load_understandings(self._store, numbers, self._settings), settings=self._settings)

    def _version(self, connection: Connection, article: str) -> int:
        found: int | None = connection.execute(select(version.c.number).where(version.c.id == article)).scalar()
        if found is None:
            raise UsageError(f"there is no article {article[:60]!r} in {self.name}")
        return found

    def article(self, given: str) -> Article:
        """Return an article by its id, as it is corrected."""
        with self._store.read() as connection:
            number = self._version(connection, given)
            return kept.load_articles(connection, [number])[number]

    def articles(self) -> tuple[str, ...]:
        """Return the ids of all articles, in the order in which they were added."""
        with self._store.read() as connection:
            return tuple(connection.execute(select(version.c.id).order_by(version.c.number)).scalars())

    def stories(self, limit: int | None = None, *, several: bool = False) -> list[StoryLine]:
        """Return the stories, the latest first; with ``several`` only those of two articles or more."""
        with self._store.read() as connection:
            return stories.story_lines(connection, limit, several=several)

    def story(self, given: str) -> Dossier:
        """Return the dossier of a story as it is corrected; an id of a story that became part of another leads on."""
        with self._store.read() as connection:
            number = self._story(connection, given)
            found = stories.dossier_of(connection, number)
        if found is None:
            found = stories.compare_again(self._store, number, self._settings)
        if found is None:
            raise UsageError(f"story {given} has only one article with statements: there is nothing to compare")
        return found

    def compare(self, given: str) -> Dossier:
        """Compare a story again and return its dossier; ids stay."""
        with self._store.write(alone=True) as connection:
            number = self._story(connection, given)
            stories.touch(connection, number)
        found = stories.compare_again(self._store, number, self._settings)
        if found is None:
            raise UsageError(f"story {given} has only one article with statements: there is nothing to compare")
        return found

    def _story(self, connection: Connection, given: str) -> int:
        number = story_number(connection, given)
        if number is None:
            raise UsageError(f"there is no story {given[:60]!r}: rashomon stories lists them")
        return number

    def resolve(self, given: str) -> str:
        """Return the id that one which a dossier of this library ever had leads to now."""
        with self._store.read() as connection:
            seen = {given}
            while (
                led := connection.execute(select(redirect.c.new).where(redirect.c.old == given)).scalar()
            ) is not None:
                if led in seen:
                    break
                seen.add(led)
                given = led
        return given

    def place(self, article: str, quotation: str) -> Place:
        """Return the place of words in an article, for a correction. Raises UsageError unless they stand there once."""
        found = self.article(article)
        at = found.content.find(quotation) if quotation else -1
        if at < 0:
            raise UsageError(f"{quotation[:60]!r} does not stand in {article}")
        if found.content.find(quotation, at + 1) >= 0:
            raise UsageError(f"{quotation[:60]!r} stands in {article} more than once: give more words around it")
        return place_of(found, (at, at + len(quotation)))

    def place_of_statement(self, given: str) -> Place:
        """Return the place of a statement by its id."""
        with self._store.read() as connection:
            row = connection.execute(
                select(statement.c.start, statement.c.end, version.c.id)
                .join(version, version.c.number == statement.c.version)
                .where(statement.c.id == self.resolve(given))
            ).first()
        if row is None:
            raise UsageError(f"there is no statement {given[:60]!r} in {self.name}")
        return place_of(self.article(row.id), (row.start, row.end))

    def correct(
        self, kind: str, action: str, places: Iterable[Place], *, who: str, why: str = "", value: str = ""
    ) -> Correction:
        """Keep a correction and put it into the dossiers that it concerns. See `rashomon.types.Correction`."""
        made = corrections.new(kind, action, places, who=who, when=kept.now(), why=why, value=value)
        with self._store.write(alone=True) as connection:
            for place in made.places:
                self._version(connection, place.article)
            corrections.insert_correction(connection, made)
            self._take_effect(connection, made)
        self._after(made)
        return made

    def undo(self, given: str, *, who: str) -> None:
        """Take a correction back; it stays in the list."""
        with self._store.write(alone=True) as connection:
            made = corrections.undo(connection, given, who, kept.now())
            self._take_effect(connection, made, undone=True)
        self._after(made)

    def _take_effect(self, connection: Connection, made: Correction, *, undone: bool = False) -> None:
        """Move an article, or put it to the articles that are still to be assigned; touch the stories."""
        number = self._version(connection, made.places[0].article)
        touched = {story_of(connection, p.article) for p in made.places}
        if made.kind == "move" and made.action == "change":
            connection.execute(delete(membership).where(membership.c.version == number))
            if undone:
                connection.execute(insert(job).values(kind="group", target=number))
            else:
                at = (
                    self._story(connection, made.value)
                    if made.value != "new"
                    else stories.new_story(connection, kept.load_articles(connection, [number])[number])
                )
                connection.execute(insert(membership).values(version=number, story=at))
                touched.add(at)
        if made.kind in corrections.OF_ARTICLES:
            job_there = select(job.c.number).where(job.c.kind == "understand", job.c.target == number)
            if connection.execute(job_there).first() is None:
                connection.execute(insert(job).values(kind="understand", target=number))
        for one in touched - {None}:
            assert one is not None
            stories.touch(connection, one)
        stories.drop_empty(connection)

    def _after(self, made: Correction) -> None:
        if made.kind in corrections.OF_ARTICLES:
            self.refresh(only_jobs=True)
        self.update()

    def corrections(self) -> tuple[Kept, ...]:
        """Return every correction, undone ones and those that no longer match too, in the order they were made."""
        with self._store.read() as connection:
            return corrections.every(connection)

    def outdated(self) -> int:
        """Return how many articles were understood by another version of Rashomon or other nets."""
        with self._store.read() as connection:
            return len(kept.outdated(connection, self._settings))

    def refresh(self, *, only_jobs: bool = False, progress: Callable[[int], object] | None = None) -> int:
        """Understand again what another version understood, and what a correction changed; return how many.

        It may be interrupted at any time, and may run in a thread while the library is used.
        """
        with self._store.read() as connection:
            numbers = stories.waiting(connection, "understand")
            old = set() if only_jobs else set(kept.outdated(connection, self._settings))
        done = 0
        for number in (*numbers, *sorted(old - set(numbers))):
            kept.understand_again(self._store, number, self._settings)
            with self._store.write(alone=True) as connection:
                stories.understood(connection, number)
            done += 1
            if progress:
                progress(done)
        return done

    def changes(self, *, report: bool = False) -> tuple[Change, ...]:
        """Return what has changed in stories and was not reported; with ``report`` it counts as reported."""
        with self._store.write() as connection:
            rows = connection.execute(
                select(change).where(change.c.reported.is_(False)).order_by(change.c.number)
            ).all()
            if report and rows:
                connection.execute(update(change).where(change.c.number <= rows[-1].number).values(reported=True))
        return tuple(Change(at=r.at, kind=r.kind, story=r.story, text=r.text) for r in rows)

    def export(self, path: str | Path, *, story: str | None = None) -> int:
        """Write the library, or one story, to a file that `load` reads; return how many articles it has."""
        with self._store.read() as connection:
            number = None if story is None else self._story(connection, story)
            return transfer.export(connection, Path(path), number)

    def export_claims(self, folder: str | Path, *, story: str | None = None) -> int:
        """Write corrected stories to a folder in the form that ``python -m evals claims`` reads; return how many.

        `claims.jsonl` holds ids and offsets, `articles.jsonl` the texts. Only stories with corrections are written, or
        the one named. What no editor has changed stands as it was found: put a story right as a whole before measuring
        with it.
        """
        with self._store.read() as connection:
            chosen = stories.corrected(connection) if story is None else [self._story(connection, story)]
            named = [(stories.story_id(connection, n) or "", stories.dossier_of(connection, n)) for n in chosen]
        found = [(given, dossier) for given, dossier in named if dossier is not None]
        return transfer.write_claims(Path(folder), found)

    def load(self, path: str | Path) -> Report:
        """Add what `export` wrote, with its stories and corrections; what is there already stays as it is."""
        added, failures = transfer.load(self._store, Path(path), self._settings)
        return Report(added=tuple(added), failures=tuple(failures), stories=self.update())

    def backup(self, path: str | Path) -> None:
        """Write a copy of the library as it is now, while it is used, to a new file."""
        transfer.backup(self._store, Path(path))

    def check(self) -> tuple[str, ...]:
        """Return what is wrong with the library, by the database's own checks and ours; empty where it is whole."""
        return transfer.check(self._store)


def restored(path: str | Path, url: str | Path | None = None, *, settings: Settings | None = None) -> Library:
    """Make a new library of what `Library.backup` wrote, and open it. Raises LibraryError where there is one."""
    backed_up = Path(path)
    if transfer.is_export(backed_up):
        library = Library(url, settings=settings)
        if library.articles():
            library.close()
            raise LibraryError(library.name, "is not empty: restore the backup to a new library")
        library.load(backed_up)
        return library
    place = library_url(url, settings)
    if "://" in str(place):
        raise UsageError(f"{path} is a backup of SQLite: restore it to a path, then export and import it")
    transfer.restore(str(place), backed_up)
    return Library(place, settings=settings)


def library_url(url: str | Path | None, settings: Settings | None = None) -> str | Path:
    """Return which library is meant: the one named, that of the settings, or the user's own."""
    from rashomon.settings import data_folder, from_environment

    found = url if url is not None else (settings or from_environment()).library
    if found is not None:
        return found
    folder = data_folder()
    if folder is None:
        raise UsageError("there is no home directory: name a library with --library or RASHOMON_LIBRARY")
    return folder / "library.db"
