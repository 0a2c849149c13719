"""From the files and dates of a call to articles, with a failure for every file that cannot be used."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import rashomon
from rashomon.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rashomon.model import Article, Failure
    from rashomon.settings import Settings

__all__ = ["PROGRESS_FROM", "progress", "published_days", "read_all"]

PROGRESS_FROM = 10
"""With this many files, a progress bar is shown."""


def published_days(files: Sequence[str], options: Sequence[str]) -> dict[str, str]:
    """The day of publication of each file that has one, from ``DATE`` (for all the others) and ``FILE=DATE``.

    Raises UsageError for a FILE that is not among the files and for two dates for the same.
    """
    days: dict[str, str] = {}
    for_all = [option for option in options if "=" not in option]
    if len(for_all) > 1:
        raise UsageError(f"--published gives two days for all files, {for_all[0]} and {for_all[1]}")
    for name, _, day in (option.rpartition("=") for option in options if "=" in option):
        meant = [file for file in files if Path(file) == Path(name)]
        if not meant:
            raise UsageError(f"--published {name}={day}: {name!r} is none of the files")
        if days.get(meant[0], day) != day:
            raise UsageError(f"--published gives two days for {name}, {days[meant[0]]} and {day}")
        days.update(dict.fromkeys(meant, day))
    return {**dict.fromkeys(files, for_all[0]), **days} if for_all else days


def read_all(files: Sequence[str], days: dict[str, str], settings: Settings) -> tuple[list[Article], list[Failure]]:
    """Every file that can be read, and why the others cannot. Raises UsageError where standard input is wrong."""
    from rashomon.model import Failure

    if files.count("-") > 1:
        raise UsageError("standard input (-) can be read only once")
    if "-" in files and sys.stdin is None:
        raise UsageError("standard input (-) is closed")
    articles, failures = [], []
    with progress("Reading", len(files)) as advance:
        for file in files:
            try:
                articles.append(rashomon.read(file, published=days.get(file), settings=settings))
            except InputError as error:
                failures.append(Failure(error.source, error.problem))
            advance(file)
    return articles, failures


@contextmanager
def progress(label: str, total: int) -> Iterator[Callable[[object], None]]:
    """A function to call after each of ``total`` steps: it moves a bar where there is a terminal and much to do."""
    if total < PROGRESS_FROM or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda _: bar.advance(task)
