"""From the sources and dates of a call to articles, with a failure for each input that cannot be used."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from os import cpu_count
from pathlib import Path
from threading import Lock, Timer
from typing import TYPE_CHECKING

import rashomon
from rashomon.apps import exits
from rashomon.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from rich.progress import Progress, TaskID

    from rashomon.apps.files import InputFiles
    from rashomon.settings import Settings
    from rashomon.types import Article, Failure

__all__ = [
    "PROGRESS_AFTER",
    "chosen",
    "jobs_for",
    "noted",
    "outlets",
    "progress",
    "published_days",
    "read_all",
    "reading",
    "steps",
]

PROGRESS_AFTER = 1.0
"""Seconds after which progress is shown."""

SLOW_BYTES = 5_000_000
"""Size in bytes from which reading a file shows its progress."""

ARTICLES_PER_JOB = 20
"""Articles that make starting another process worthwhile; most of the cost is loading spaCy: see benchmarks/README.md.
"""


def chosen(settings: Settings, *, follow: bool, limit: int | None, fields: str | None) -> Settings:
    """Return the settings, changed by the options of the call."""
    from msgspec.structs import replace

    return replace(
        settings,
        follow=follow or settings.follow,
        max_articles=settings.max_articles if limit is None else limit,
        fields=settings.fields if fields is None else fields,
    )


def published_days(files: Sequence[str], options: Sequence[str]) -> dict[str, str]:
    """Return the day of publication by file, from the options ``DATE`` (all other files) and ``FILE=DATE``.

    The day follows the last "=", so an address may contain some. Raises UsageError for a FILE that was not given, and
    for two dates for one file.
    """
    return _by_file("--published", "days", files, options)


def outlets(files: Sequence[str], options: Sequence[str]) -> dict[str, str]:
    """Return the outlet by file, from the options ``NAME`` (all other files) and ``FILE=NAME``, as `published_days`."""
    return _by_file("--outlet", "outlets", files, options)


def _by_file(option: str, values: str, files: Sequence[str], given: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for_all = [value for value in given if "=" not in value]
    if len(for_all) > 1:
        raise UsageError(f"{option} gives two {values} for all files, {for_all[0]} and {for_all[1]}")
    for name, _, value in (one.rpartition("=") for one in given if "=" in one):
        meant = [file for file in files if same_input(file, name)]
        if not meant:
            raise UsageError(f"{option} {name}={value}: {name!r} is none of the files")
        if found.get(meant[0], value) != value:
            raise UsageError(f"{option} gives two {values} for {name}, {found[meant[0]]} and {value}")
        found.update(dict.fromkeys(meant, value))
    return {**dict.fromkeys(files, for_all[0]), **found} if for_all else found


def same_input(one: str, other: str) -> bool:
    """Return whether two names mean the same input: one address, or one path however it is written."""
    if one == other:
        return True
    return "://" not in one and "://" not in other and Path(one) == Path(other)


def noted(files: Sequence[str]) -> InputFiles:
    """Return the input files that are known before anything is opened."""
    from rashomon.apps.files import InputFiles

    found = InputFiles()
    for file in files:
        found.named(file)
    return found


def reading(
    files: Sequence[str],
    days: Mapping[str, str],
    settings: Settings,
    known: InputFiles | None = None,
    *,
    outlets: Mapping[str, str] | None = None,
) -> Iterator[Article | Failure]:
    """Yield the contents of the inputs one by one; add every file that is opened to ``known``.

    Raises UsageError if standard input cannot be used.
    """
    if files.count("-") > 1:
        raise UsageError("standard input (-) can be read only once")
    if "-" in files and sys.stdin is None:
        raise UsageError("standard input (-) is closed")
    opened = known.opened if known else None
    return rashomon.read_all(files, published=days, outlet=outlets, settings=settings, opened=opened)


def read_all(
    files: Sequence[str],
    days: Mapping[str, str],
    settings: Settings,
    known: InputFiles | None = None,
    *,
    outlets: Mapping[str, str] | None = None,
) -> tuple[list[Article], list[Failure]]:
    """Return all articles of the inputs, and the inputs that could not be used. Raises UsageError as `reading` does."""
    from rashomon.types import Article

    articles, failures = [], []
    with progress("Reading", steps(files)) as advance:
        for result in reading(files, days, settings, known, outlets=outlets):
            if isinstance(result, Article):
                articles.append(result)
            else:
                failures.append(result)
            advance(result)
    return articles, failures


def steps(files: Sequence[str]) -> int | None:
    """Return the number of steps to read the files; None if unknown."""
    return None if any(map(is_slow, files)) else len(files)


def is_slow(file: str) -> bool:
    """Return whether an input may be large or slow: an address, a folder, a large file, a list."""
    if "://" in file:
        return True
    try:
        return Path(file).is_dir() or Path(file).stat().st_size > SLOW_BYTES
    except (OSError, ValueError):
        return False


@contextmanager
def progress(label: str, total: int | None) -> Iterator[Callable[[object], None]]:
    """Yield a function to call after each of ``total`` steps; what takes longer than a second is shown on a terminal.

    With a total it is shown as a bar, without one as a count.
    """
    if exits.quiet() or sys.stderr is None or not sys.stderr.isatty():
        yield lambda _: None
        return
    late = _Late(label, total)
    timer = Timer(PROGRESS_AFTER, late.start)
    timer.daemon = True
    timer.start()
    try:
        yield late.advance
    finally:
        timer.cancel()
        late.stop()


class _Late:
    """A progress display that is started from another thread, and shows what was done before."""

    def __init__(self, label: str, total: int | None) -> None:
        self.label, self.total = label, total
        self.done, self.stopped = 0, False
        self.shown: Progress | None = None
        self.task: TaskID | None = None
        self.lock = Lock()

    def start(self) -> None:
        with self.lock:
            if not self.stopped:
                self.shown = counting() if self.total is None else bar()
                self.task = self.shown.add_task(self.label, total=self.total, completed=self.done)
                self.shown.start()

    def advance(self, _: object) -> None:
        with self.lock:
            self.done += 1
            if self.shown is not None and self.task is not None:
                self.shown.update(self.task, completed=self.done)

    def stop(self) -> None:
        with self.lock:
            self.stopped = True
            if self.shown is not None:
                self.shown.stop()


def bar() -> Progress:
    """Return the progress bar for a known total."""
    from rich.console import Console
    from rich.progress import Progress

    return Progress(console=Console(stderr=True), transient=True)


def counting() -> Progress:
    """Return the counter for an unknown total."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TextColumn("{task.completed:.0f} so far"),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=Console(stderr=True), transient=True)


def jobs_for(articles: int, settings: Settings) -> int:
    """Return the number of processes for so many articles; each one keeps two cores busy if it runs the net."""
    cores = (cpu_count() or 1) // (2 if settings.attribution == "net" else 1)
    return max(1, min(cores, articles // ARTICLES_PER_JOB))
