"""Carry a library elsewhere: export and import as JSON lines, backup of a running library, and its checks."""

from __future__ import annotations

import gzip
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import msgspec
from sqlalchemy import func, insert, select, text

from rashomon.api import dump_understanding, load_understanding
from rashomon.errors import LibraryError, MissingInput, RashomonError, UnreadableInput
from rashomon.library import articles, gold, records
from rashomon.library.corrections import check as check_correction
from rashomon.library.corrections import every, insert_correction
from rashomon.library.schema import (
    FTS,
    body,
    correction,
    job,
    membership,
    redirect,
    statement_vector,
    story,
    understanding,
    vector,
    version,
)
from rashomon.types import Article, Correction, Dossier, Failure, Understanding

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from rashomon.library.opening import Store
    from rashomon.settings import Settings

__all__ = ["backup", "check", "export", "is_export", "load", "restore", "write_claims"]

FORMAT = "rashomon-library/1"
LONGEST_LINE = 200_000_000
"""Most bytes of one line of an export."""


class _Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of an export: what is set tells what it is."""

    format: str = ""
    article: Article | None = None
    understanding: msgspec.Raw = msgspec.Raw(b"")
    story: str = ""
    articles: tuple[str, ...] = ()
    headline: str = ""
    dossier: Dossier | None = None
    redirects: dict[str, str] = {}
    correction: Correction | None = None
    undone: str | None = None


def export(connection: Connection, path: Path, number: int | None = None) -> int:
    """Write a library, or one of its stories, as gzipped JSON lines; the same library gives the same bytes."""
    chosen = select(version.c.number).order_by(version.c.number)
    if number is not None:
        chosen = chosen.join(membership, membership.c.version == version.c.number).where(membership.c.story == number)
    numbers = list(connection.execute(chosen).scalars())
    with _whole(path) as raw, gzip.GzipFile(fileobj=raw, mode="wb", filename="", mtime=0) as file:
        for line in _lines(connection, numbers, number):
            file.write(msgspec.json.encode(line) + b"\n")
    return len(numbers)


def _lines(connection: Connection, numbers: list[int], only: int | None) -> Iterator[_Line]:
    yield _Line(format=FORMAT)
    ids = set()
    for number in numbers:
        row = connection.execute(
            select(version.c.id, version.c.data, version.c.reading).where(version.c.number == number)
        ).one()
        ids.add(row.id)
        made = connection.execute(
            select(understanding.c.data)
            .where(understanding.c.reading == row.reading)
            .order_by(understanding.c.number.desc())
        ).scalar()
        article = records.unpack(row.data, Article)
        found = b""
        if made is not None:
            current = articles.load_articles(connection, [number])[number]
            found = dump_understanding(records.unpack_understanding(made, current)).rstrip(b"\n")
        yield _Line(article=article, understanding=msgspec.Raw(found))
    chosen = select(story).order_by(story.c.number)
    for row in connection.execute(chosen if only is None else chosen.where(story.c.number == only)).all():
        inside = select(version.c.id).join(membership, membership.c.version == version.c.number)
        held = connection.execute(inside.where(membership.c.story == row.number).order_by(version.c.number)).scalars()
        led = connection.execute(
            select(redirect.c.old, redirect.c.new).where(redirect.c.story == row.number).order_by(redirect.c.old)
        )
        yield _Line(
            story=row.id,
            articles=tuple(held),
            headline=row.headline,
            dossier=None if row.data is None else records.unpack(row.data, Dossier),
            redirects={r.old: r.new for r in led},
        )
    for kept in every(connection):
        if {p.article for p in kept.correction.places} & ids:
            yield _Line(correction=kept.correction, undone=kept.undone)


def write_claims(folder: Path, stories: Sequence[tuple[str, Dossier]]) -> int:
    """Write stories as gold to two files of a folder; return how many."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LibraryError(str(folder), f"cannot be made a folder: {error.strerror}") from None
    texts = {row["id"]: row for _, dossier in stories for row in gold.articles_of(dossier)}
    with _whole(folder / "articles.jsonl") as file:
        file.write(gold.lines(texts.values()))
    with _whole(folder / "claims.jsonl") as file:
        file.write(gold.lines(gold.story_row(given, dossier) for given, dossier in stories))
    return len(stories)


@contextmanager
def _whole(path: Path) -> Iterator[IO[bytes]]:
    """Yield a file beside ``path`` that takes its place when all of it was written."""
    try:
        handle, name = tempfile.mkstemp(prefix=".rashomon-", dir=path.parent)
    except OSError as error:
        raise LibraryError(str(path), f"cannot be written: {error.strerror}") from None
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as error:
        raise LibraryError(str(path), f"cannot be written: {error.strerror or error}") from None
    finally:
        Path(name).unlink(missing_ok=True)


def load(store: Store, path: Path, settings: Settings) -> tuple[list[articles.Added], list[Failure]]:
    """Add what an export holds: articles one by one, then its stories, redirects and corrections."""
    added: list[articles.Added] = []
    failures: list[Failure] = []
    for at, line in enumerate(_read(path)):
        if at == 0 and line.format != FORMAT:
            raise UnreadableInput(str(path), "is no export of a library: rashomon export makes them")
        if line.article is not None:
            result = articles.add(store, _understanding(line, path), settings)
            (added if isinstance(result, articles.Added) else failures).append(result)  # type: ignore[arg-type]
        elif line.story:
            with store.write(alone=True) as connection:
                _load_story(connection, line)
        elif line.correction is not None:
            check_correction(line.correction)
            with store.write(alone=True) as connection:
                _load_correction(connection, line.correction, line.undone)
    return added, failures


def _understanding(line: _Line, path: Path) -> Article | Understanding:
    assert line.article is not None
    raw = bytes(line.understanding)
    if not raw:
        return line.article
    found = load_understanding(raw, str(path), any_version=True)
    # As it was read, without corrections: these follow, and make what they change anew.
    return found if found.article == line.article else line.article


def _read(path: Path) -> Iterator[_Line]:
    decoder = msgspec.json.Decoder(_Line)
    try:
        with gzip.open(path) as file:
            while raw := file.readline(LONGEST_LINE + 1):
                if len(raw) > LONGEST_LINE:
                    raise UnreadableInput(str(path), "a line of it is larger than 200 MB")
                yield decoder.decode(raw)
    except FileNotFoundError:
        raise MissingInput(str(path), "there is no such file") from None
    except (OSError, EOFError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableInput(str(path), f"is no whole export of a library: {error}") from None


def _load_story(connection: Connection, line: _Line) -> None:
    """Put the articles of a story that are in none yet into it, under its id, with the ids of its dossier."""
    rows = connection.execute(
        select(version.c.number, membership.c.story)
        .outerjoin(membership, membership.c.version == version.c.number)
        .where(version.c.id.in_(line.articles))
    ).all()
    free = [r.number for r in rows if r.story is None]
    there = connection.execute(select(story.c.number).where(story.c.id == line.story)).scalar()
    if not free or (there is None and len(free) < len(rows)):
        return  # the articles are in stories of this library: new ones find theirs
    days = sorted(
        d for d in connection.execute(select(version.c.published).where(version.c.number.in_(free))).scalars() if d
    )
    if there is None:
        values: dict[str, Any] = {
            "id": line.story,
            "headline": line.headline,
            "first_day": days[0] if days else None,
            "last_day": days[-1] if days else None,
            "revision": 0,
            "compared": 0,
            "data": None if line.dossier is None else records.pack(line.dossier),
        }
        there = articles.inserted(connection, story, **values)
        known = set(
            connection.execute(select(redirect.c.old).where(redirect.c.old.in_(list(line.redirects)))).scalars()
        )
        for old, new in line.redirects.items():
            if old not in known:
                connection.execute(insert(redirect).values(old=old, new=new, story=there))
    for number in free:
        connection.execute(job.delete().where(job.c.kind == "group", job.c.target == number))
        connection.execute(insert(membership).values(version=number, story=there))
    connection.execute(story.update().where(story.c.number == there).values(revision=story.c.revision + 1))


def _load_correction(connection: Connection, made: Correction, undone: str | None) -> None:
    if connection.execute(select(correction.c.id).where(correction.c.id == made.id)).first() is not None:
        return
    insert_correction(connection, made)
    if undone is not None:
        connection.execute(correction.update().where(correction.c.id == made.id).values(undone=undone))
    if made.kind in ("date", "boilerplate"):
        number = connection.execute(select(version.c.number).where(version.c.id == made.places[0].article)).scalar()
        there = select(job.c.number).where(job.c.kind == "understand", job.c.target == number)
        if number is not None and connection.execute(there).first() is None:
            connection.execute(insert(job).values(kind="understand", target=number))


def backup(store: Store, path: Path) -> None:
    """Copy a library while it is used, as it is at one moment: SQLite as SQLite, PostgreSQL as an export."""
    if path.exists():
        raise LibraryError(str(path), "is there already: name a new file for the backup")
    if not store.is_sqlite:
        with store.read() as connection:
            export(connection, path)
        return
    with _whole(path) as file:
        file.truncate(0)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".rashomon-") as folder:
            copied = Path(folder) / "library.db"
            with closing(sqlite3.connect(store.name)) as source, closing(sqlite3.connect(copied)) as target:
                source.backup(target)
                target.execute("PRAGMA journal_mode = DELETE")
            with copied.open("rb") as whole:
                shutil.copyfileobj(whole, file)


def is_export(path: Path) -> bool:
    """Return whether a file is gzipped, as exports are. Raises MissingInput where there is none."""
    try:
        with path.open("rb") as file:
            return file.read(2) == b"\x1f\x8b"
    except OSError as error:
        raise MissingInput(str(path), f"cannot be read: {error.strerror}") from None


def restore(name: str, path: Path) -> None:
    """Make a library of a backup of SQLite, at a path where there is none."""
    target = Path(name)
    if target.exists():
        raise LibraryError(name, "is there already: restore the backup to a new path, or move this one away")
    try:
        with closing(sqlite3.connect(f"file:{path.resolve().as_posix()}?mode=ro&immutable=1", uri=True)) as source:
            whole = source.execute("PRAGMA quick_check").fetchone()[0]
            source.execute("SELECT version_num FROM alembic_version")
    except sqlite3.DatabaseError as error:
        raise UnreadableInput(str(path), f"is no backup of a library: {error}") from None
    if whole != "ok":
        raise UnreadableInput(str(path), f"is damaged: {whole}")
    target.parent.mkdir(parents=True, exist_ok=True)
    with _whole(target) as file, path.open("rb") as backed_up:
        shutil.copyfileobj(backed_up, file)


def check(store: Store) -> tuple[str, ...]:
    """Return what is wrong with a library; empty where it is whole."""
    found: list[str] = []
    with store.write(alone=True) as connection:
        if store.is_sqlite:
            found += [r for r in connection.execute(text("PRAGMA integrity_check")).scalars() if r != "ok"]
            found += [
                f"a row of {r[0]} refers to nothing" for r in connection.execute(text("PRAGMA foreign_key_check"))
            ]
            try:
                connection.execute(text(f"INSERT INTO {FTS}({FTS}) VALUES ('integrity-check')"))  # noqa: S608 - ours
            except Exception as error:
                found.append(f"the full-text index does not match the articles: {error}")
        for table in (body, vector, statement_vector):
            missing = connection.execute(
                select(func.count())
                .where(~select(table.c.version).where(table.c.version == version.c.number).exists())
                .select_from(version)
            ).scalar()
            if missing:
                found.append(f"{missing} articles are not in {table.name}")
        known = select(understanding.c.number).where(understanding.c.reading == version.c.reading)
        for row in connection.execute(select(version.c.id).where(~known.exists())):
            found.append(f"article {row.id} was kept without what was found in it")
        for row in connection.execute(select(version.c.id, version.c.data)):
            try:
                records.unpack(row.data, Article)
            except (RashomonError, ValueError, msgspec.MsgspecError) as error:
                found.append(f"article {row.id} cannot be read: {error}")
    return tuple(found)
