"""Files, folders, lists and streams named by a user, and a clear error for each way in which opening them can fail."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from rashomon.errors import EmptyInput, InputError, MissingInput, UnreadableInput
from rashomon.ingest.byte_streams import STDIN, Opened, shown
from rashomon.ingest.formats import KNOWN_SUFFIXES, suffix_of
from rashomon.types import Failure

__all__ = ["files_in", "is_address", "is_folder", "listed_in", "opened_file", "standard_input"]

ADDRESS = re.compile(r"https?://\S+\Z", re.I)
OTHER_SCHEME = re.compile(r"([a-z][a-z0-9+.-]{1,20})://", re.I)

MOST_FILES = 100_000
"""Most files read from a folder, and most lines of a list."""
MOST_DEPTH = 100
"""Most levels of nested folders that are searched."""


def is_address(source: str) -> bool:
    """Return whether a source is a web address."""
    return ADDRESS.match(source) is not None


def is_folder(source: str) -> bool:
    """Return whether a source is an existing folder."""
    try:
        return Path(source).is_dir() if source else False
    except (OSError, ValueError):
        return False


@contextmanager
def opened_file(
    source: str, *, named: bool = True, opened: Callable[[str, os.stat_result], object] | None = None
) -> Iterator[Opened]:
    """Open a file. Unless the user ``named`` it, it must be a regular file, since pipes and devices can block.

    ``opened`` is called with the path and the file's status before anything is read. Raises MissingInput or
    UnreadableInput, with the path as given.
    """
    name = shown(source)
    if not source:
        raise MissingInput(name, "no such file: the name is empty")
    # Opened without blocking, in case a pipe has replaced the file.
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | (0 if named else getattr(os, "O_NONBLOCK", 0))
    try:
        if not named and not stat.S_ISREG(Path(source).stat().st_mode):
            raise UnreadableInput(name, "is a pipe, socket or device, and no file: name it itself to read it")
        file = os.fdopen(os.open(source, flags), "rb")
    except FileNotFoundError:
        raise missing(source, name) from None
    except (OSError, ValueError) as error:
        raise UnreadableInput(name, f"cannot be read ({getattr(error, 'strerror', None) or error})") from None
    with file:
        found = os.fstat(file.fileno())
        if opened:
            opened(source, found)
        yield Opened(source, file, size_bytes=found.st_size if stat.S_ISREG(found.st_mode) else None)


def missing(source: str, name: str) -> InputError:
    """Return the error for a file that does not exist."""
    scheme = OTHER_SCHEME.match(source)
    if scheme and scheme[1].lower() not in ("http", "https"):
        return UnreadableInput(name, f"is not a web address: {scheme[1].lower()}: is not supported")
    return MissingInput(name, "no such file: check the name and the folder")


def files_in(folder: str) -> Iterator[str | Failure]:
    """Yield the files in a folder and its subfolders, by name; a folder that cannot be read yields a Failure.

    Hidden files (".name") are skipped. A folder reached twice through links is read once, and none of its ancestors is.
    """
    left = MOST_FILES
    for path in walked(Path(folder), set(map(number_of, Path(folder).resolve().parents)), 0):
        if left == 0:
            yield Failure(shown(folder), f"contains more than {MOST_FILES:,} files: the others are not read; split it")
            return
        left -= 1
        yield path if isinstance(path, Failure) else str(path)


def walked(folder: Path, seen: set[tuple[int, int]], depth: int) -> Iterator[Path | Failure]:
    """Yield as `files_in` does; ``seen`` has the folders already visited, by device and inode."""
    source = shown(str(folder))
    if depth > MOST_DEPTH:
        yield Failure(source, f"is more than {MOST_DEPTH} folders deep: not read")
        return
    try:
        if (here := number_of(folder)) in seen:
            return
        seen.add(here)
        with os.scandir(folder) as entries:
            kept = [(e.name, leads_on(e)) for e in islice(entries, MOST_FILES + 1) if not e.name.startswith(".")]
    except OSError as error:
        yield Failure(source, f"cannot be read ({error.strerror or error})")
        return
    for name, is_dir in sorted(kept):
        if is_dir:
            yield from walked(folder / name, seen, depth + 1)
        else:
            yield folder / name


def number_of(folder: Path) -> tuple[int, int]:
    """Return the device and inode of a folder."""
    found = folder.stat()
    return found.st_dev, found.st_ino


def leads_on(entry: os.DirEntry[str]) -> bool:
    """Return whether an entry is a folder or a link to one."""
    try:
        return entry.is_dir()
    except OSError:  # a link to itself, which opening it will report
        return False


def listed_in(text: str, folder: Path, *, certain: bool = False) -> list[str] | None:
    """Return the addresses and paths in a list, one per line; None if the text is no list.

    A text is a list if every line that is not empty and does not start with "#" is a web address, an existing path, or
    at least a file name with a known suffix, and at least one is an address or exists. ``certain`` means that it is a
    list anyway. Paths are relative to the list's folder, else to the current one.
    """
    lines = [line for raw in islice(text.splitlines(), MOST_FILES) if (line := raw.strip()) and line[0] != "#"]
    if certain:
        return [line if is_address(line) else located(line, folder) or line for line in lines]
    found: list[str] = []
    there = False
    for line in lines:
        path = line if is_address(line) else located(line, folder)
        if path is None and suffix_of(line) not in KNOWN_SUFFIXES:
            return None
        there = there or path is not None
        found.append(path or line)
    return found if there else None


def located(line: str, folder: Path) -> str | None:
    """Return the path for a line of a list; None if it does not exist."""
    for path in (folder / line, Path(line)):
        try:
            if path.exists():
                return str(path)
        except (OSError, ValueError):
            continue
    return None


def standard_input() -> BinaryIO:
    """Return the process's standard input. Raises EmptyInput if there is none."""
    import sys

    if sys.stdin is None:
        raise EmptyInput(shown(STDIN), "is closed")
    return sys.stdin.buffer
