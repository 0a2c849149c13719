"""A library in SQLite and the same in a real PostgreSQL, which is started once where that can be."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import rashomon
from rashomon.settings import Settings

sys.path.insert(0, str(Path(__file__).parent))


def programs() -> Path | None:
    """The folder of PostgreSQL's own programs."""
    found = shutil.which("initdb")
    places = [Path(found).parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((p for p in places if (p / "initdb").exists() and (p / "postgres").exists()), None)


def as_server() -> list[str]:
    """What runs a program as a user that PostgreSQL starts for: it refuses root."""
    return ["runuser", "-u", "postgres", "--"] if hasattr(os, "getuid") and os.getuid() == 0 else []


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL of our own, with a socket in a folder and no port."""
    pytest.importorskip("psycopg", reason="psycopg is not installed: the library is not tested with PostgreSQL")
    folder = programs()
    if folder is None:
        pytest.skip("PostgreSQL is not installed: the library is not tested with it")
    place = tmp_path_factory.mktemp("pg")
    for part in (place, *place.parents):
        if part.stat().st_uid == os.getuid() and part != Path("/"):
            part.chmod(part.stat().st_mode | 0o755)
    shutil.chown(place, "postgres", "postgres") if as_server() else None
    data = place / "data"
    run = [*as_server()]
    made = [str(folder / "initdb"), "-D", str(data), "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync"]
    subprocess.run([*run, *made], check=True, capture_output=True, cwd="/")
    options = f"-k {place} -c listen_addresses='' -c fsync=off -c max_connections=40"
    start = [str(folder / "pg_ctl"), "-D", str(data), "-w", "-t", "120", "-l", str(data / "log"), "-o", options]
    subprocess.run([*run, *start, "start"], check=True, capture_output=True, cwd="/")
    yield f"postgresql://postgres@/postgres?host={place}"
    stop = [str(folder / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"]
    subprocess.run([*run, *stop], check=False, capture_output=True, cwd="/")


@pytest.fixture
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """Make the address of a new library in a store: ``sqlite`` or ``postgresql``."""
    count = iter(range(1_000))

    def make(kind: str) -> str:
        name = f"library{next(count)}"
        if kind == "sqlite":
            return str(tmp_path / f"{name}.db")
        from sqlalchemy import create_engine, text

        server = request.getfixturevalue("postgresql")
        name = f"{name}_{abs(hash(str(tmp_path)))}"
        engine = create_engine(server.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return server.replace("/postgres?", f"/{name}?")

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, new_url: Callable[[str], str]) -> str:
    return new_url(request.param)


def group_by_day_and_title(articles: object) -> list[set[str]]:
    """Put articles together by a word of their text: what is tested is what the library does with groups."""
    groups: dict[str, set[str]] = {}
    for article in articles:  # type: ignore[attr-defined]
        word = next((w for w in ("Karsund", "central bank", "Otters") if w in article.content), article.id)
        groups.setdefault(word, set()).add(article.id)
    return list(groups.values())


@pytest.fixture
def library(url: str, tmp_path: Path) -> Iterator[rashomon.Library]:
    settings = Settings(cache=tmp_path / "cache")
    with rashomon.Library(url, settings=settings, grouping=group_by_day_and_title) as opened:
        yield opened
