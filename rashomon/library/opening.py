"""Open a library: connect, bring its tables up to date, and say in one line why it cannot be opened."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from rashomon.errors import LibraryError, UsageError
from rashomon.library.schema import HEAD, metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Store", "open_store"]

BUSY_S = 60.0
"""How long a writer waits for another one, in seconds."""
LOCK = 0x7261736F
"""The number of the advisory lock that writers of stories take in PostgreSQL."""


class Store:
    """A database of the tables in `schema`, with transactions and errors that read alike in SQLite and PostgreSQL."""

    def __init__(self, engine: Engine, name: str) -> None:
        self.engine = engine
        self.name = name
        """What messages call the library: its path, or its address without the password."""

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Yield a connection that sees the library as it is now. Raises LibraryError."""
        with self._reported(), self.engine.connect() as connection:
            if not self.is_sqlite:  # SQLite does that without being asked
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def write(self, *, alone: bool = False) -> Iterator[Connection]:
        """Yield a connection whose changes are kept all together at the end, or not at all. Raises LibraryError.

        With ``alone`` no other such transaction runs at the same time; in SQLite none ever does.
        """
        with self._reported(), self.engine.connect() as connection:
            connection = connection.execution_options(rashomon_write=True)
            with connection.begin():
                if alone and not self.is_sqlite:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
                yield connection

    @contextmanager
    def _reported(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            if isinstance(error.orig, sqlite3.IntegrityError) or "IntegrityError" in type(error).__name__:
                raise
            raise LibraryError(self.name, _problem(error)) from error

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def open_store(url: str | Path) -> Store:
    """Open the library at a path or an address (``postgresql://…``), and make it where there is none.

    Raises UsageError for an address of another kind, LibraryError where it cannot be opened.
    """
    place = _place(url)
    name = place.database if place.drivername.startswith("sqlite") else place.render_as_string()
    try:
        engine = create_engine(place, pool_pre_ping=not place.drivername.startswith("sqlite"), **_options(place))
    except (NoSuchModuleError, ArgumentError) as error:
        raise UsageError(f"--library {name}: not a library: give a path or postgresql://…") from error
    except ModuleNotFoundError as error:
        raise UsageError(
            f"--library {name}: {error.name} is not installed: pip install 'rashomon[postgresql]'"
        ) from None
    store = Store(engine, str(name))
    if store.is_sqlite:
        _set_up_sqlite(engine)
    try:
        with store.read() as connection:
            revision = _revision(connection)
        if revision != HEAD:
            _upgrade(store)
    except LibraryError:
        store.close()
        raise
    return store


def _place(url: str | Path) -> URL:
    """Return the address of a library as SQLAlchemy has it."""
    if isinstance(url, Path) or "://" not in url:
        path = Path(url).expanduser()
        if path.is_dir():
            raise UsageError(f"--library {url}: is a folder: name a file in it")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(str(url), f"its folder cannot be made: {error.strerror}") from None
        return URL.create("sqlite", database=str(path))
    try:
        place = make_url(url)
    except ArgumentError:
        raise UsageError("--library: not an address: give a path or postgresql://user@host/name") from None
    if place.drivername in ("postgresql", "postgres"):
        return place.set(drivername="postgresql+psycopg")
    if place.drivername == "sqlite" and place.database:
        return place
    if place.drivername != "postgresql+psycopg":
        raise UsageError(f"--library: {place.drivername}:// is no library: give a path or postgresql://…")
    return place


def _options(place: URL) -> dict[str, Any]:
    return {"connect_args": {"timeout": BUSY_S}} if place.drivername == "sqlite" else {"pool_recycle": 1800}


def _set_up_sqlite(engine: Engine) -> None:
    """Leave transactions to us, which must lock before they read what they change, and turn WAL on."""

    @event.listens_for(engine, "connect")
    def connected(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA cache_size = -65536")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get("rashomon_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _revision(connection: Connection) -> str | None:
    """Return the revision of the tables; None of a database without them."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(store: Store) -> None:
    """Bring the tables up to date, in one transaction. Raises LibraryError for tables of a newer version."""
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    with store.write(alone=True) as connection:
        revision = _revision(connection)
        if revision == HEAD:
            return
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        if revision is not None and revision not in known:
            raise LibraryError(store.name, "was made by a newer Rashomon: install that, or open another library")
        if revision is None and set(inspect(connection).get_table_names()) & set(metadata.tables):
            raise LibraryError(store.name, "is a database of something else: name another file")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _problem(error: DBAPIError) -> str:
    """Return what went wrong and what to do, on one line."""
    said = str(error.orig).strip().splitlines()
    told = said[0] if said else type(error.orig).__name__
    low = told.lower()
    if "disk is full" in low or "no space left" in low:
        return "the disk is full: nothing of this article was kept, the library is whole; make room and run it again"
    if "file is not a database" in low or "malformed" in low:
        return "is no library, or is damaged: restore a backup with rashomon restore"
    if "locked" in low:
        return f"another process has kept it locked for {BUSY_S:.0f} seconds: run it again"
    if "unable to open" in low:
        return "cannot be opened: check its folder and permissions"
    if "readonly" in low or "read-only" in low:
        return "cannot be written: check its permissions"
    return f"the database says: {told[:300]}"
