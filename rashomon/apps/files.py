"""Output files: written completely or not at all, and never over an input."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
import unicodedata
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, BinaryIO

from rashomon.errors import RashomonError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["STDOUT", "InputFiles", "OutputError", "check_writable", "is_stdout", "refuse_same", "write_files"]

STDOUT = "-"

_STREAM = re.compile(r"/dev/(?:fd/(\d{1,9})|std(?:out|err))|/proc/self/fd/(\d{1,9})", re.ASCII)
"""Paths that name files this process has already open."""
_UNSUPPORTED = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}
"""Error codes of file systems that cannot sync a single file."""


class OutputError(RashomonError):
    """A result cannot be written where the user wants it."""


class InputFiles:
    """The regular files that a call reads, identified by device and inode, whatever path or link names them."""

    def __init__(self) -> None:
        self._names: dict[tuple[int, int], str] = {}
        self._paths: dict[str, str] = {}
        self._left: list[str] = []
        """Sources not yet looked at: scanning a folder takes time and is often not needed."""

    def opened(self, name: str, found: os.stat_result) -> None:
        """Record a file that was opened."""
        if stat.S_ISREG(found.st_mode):
            self._names.setdefault((found.st_dev, found.st_ino), name)

    def named(self, source: str) -> None:
        """Record a source as the user names it: a file, maybe missing; all files in a folder; or standard input."""
        self._left.append(source)

    def _look_at(self, source: str) -> None:
        from rashomon.ingest.files import files_in, is_address, is_folder

        if source == STDOUT:
            if (found := _stat_of(sys.stdin)) is not None:
                self.opened("standard input", found)
        elif is_folder(source):
            for path in files_in(source):
                if isinstance(path, str):
                    self._path(path)
        elif not is_address(source):
            self._paths.setdefault(os.path.realpath(source), source)
            self._path(source)

    def _path(self, path: str) -> None:
        with suppress(OSError, ValueError):
            self.opened(path, os.stat(path))  # noqa: PTH116 - a path that is an open file's number stays a name

    def name_of(self, path: str | None, found: os.stat_result | None) -> str | None:
        """Return the name of the input that is at ``path`` or is the file ``found``; None if no input is."""
        while self._left:
            self._look_at(self._left.pop(0))
        if path is not None and path in self._paths:
            return self._paths[path]
        return self._names.get((found.st_dev, found.st_ino)) if found else None


def is_stdout(target: str) -> bool:
    """Return whether an output is standard output: ``-`` or one of its device paths."""
    return target == STDOUT or _stream(target) == 1


def refuse_same(asked: Mapping[str, str], inputs: InputFiles) -> None:
    """Raise UsageError if an output is also an input, or if two outputs are the same file.

    This includes the file that standard output was redirected to.
    """
    seen: list[tuple[str, str | None, os.stat_result | None]] = []
    outputs = [(f"{option} {target}", f"the output of {option}", target) for option, target in asked.items()]
    stdout = _stat_of(sys.stdout)
    if STDOUT not in asked.values() and stdout is not None and stat.S_ISREG(stdout.st_mode):
        outputs.append(("standard output", "standard output", STDOUT))
    for shown, label, target in outputs:
        path = None if target == STDOUT else os.path.realpath(target)
        found = stdout if path is None else _found(target)
        if (name := inputs.name_of(path, found)) is not None:
            also = "" if path is not None and Path(name) == Path(target) else f" ({name})"
            raise UsageError(f"{shown}: is also an input{also}: write elsewhere")
        for other, other_path, other_found in seen:
            if _same(path, found, other_path, other_found):
                raise UsageError(f"{shown}: is also {other}: write elsewhere")
        seen.append((label, path, found))


def _same(path: str | None, found: os.stat_result | None, other_path: str | None, other: os.stat_result | None) -> bool:
    if found is not None and other is not None:
        return (found.st_dev, found.st_ino) == (other.st_dev, other.st_ino)
    if path is None or other_path is None:
        return path is other_path
    # For two files that do not exist yet, it is unknown whether their file system is case-sensitive.
    return found is None and other is None and _folded(path) == _folded(other_path)


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def check_writable(target: str) -> None:
    """Raise OutputError if no file can be written to ``target``. Nothing is opened."""
    if _stream(target) is not None:
        return
    shown, path = target or "''", os.path.realpath(target)
    found = _found(target)
    if not target or target.endswith(("/", os.sep)) or (found and stat.S_ISDIR(found.st_mode)):
        raise OutputError(f"{shown}: is a folder: name a file in it")
    folder = Path(path).parent
    if not folder.is_dir():
        raise OutputError(f"{shown}: its folder does not exist: create it first")
    if found and not os.access(path, os.W_OK):
        raise OutputError(f"{shown}: cannot be written: no permission")
    if not (found and not stat.S_ISREG(found.st_mode)) and not os.access(folder, os.W_OK | os.X_OK):
        raise OutputError(f"{shown}: cannot be written: no permission to create a file in its folder")


def write_files(contents: Sequence[tuple[str, bytes]]) -> None:
    """Write all the files completely, or none of them. Raises OutputError and leaves nothing behind.

    Each file is written next to the old one and then renamed, with the old permissions. For a link, its target is
    replaced. Anything that is not a regular file (a pipe, a device, a file descriptor) is written directly.
    """
    staged: list[tuple[str, str, str]] = []
    try:
        for target, content in contents:
            with _reported(target):
                if _is_direct(target):
                    continue
                path = os.path.realpath(target)
                beside = str(Path(path).parent / f".rashomon-{token_hex(8)}.tmp")
                staged.append((target, beside, path))
                _write_beside(beside, path, content)
        while staged:
            target, beside, path = staged[0]
            with _reported(target):
                os.replace(beside, path)  # noqa: PTH105 - the paths are strings
            del staged[0]
    finally:
        for _, beside, _ in staged:
            with suppress(OSError):
                os.unlink(beside)  # noqa: PTH108
    for target, content in contents:
        if _is_direct(target):
            with _reported(target), _opened_directly(target) as file:
                file.write(content)


class _reported:  # noqa: N801 - used like a function
    """Turn an OSError into an OutputError that names the output."""

    def __init__(self, target: str) -> None:
        self.target = target

    def __enter__(self) -> None:
        return

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, OSError):
            raise OutputError(f"{self.target}: cannot be written: {error.strerror or error}") from None


def _write_beside(beside: str, path: str, content: bytes) -> None:
    """Write a new file, synced to disk, with the permissions of the one at ``path``. Raises OSError."""
    old = _found(path)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(beside, flags, 0o666 if old is None else 0o600), "wb") as file:
        if old is not None and hasattr(os, "fchown"):
            with suppress(OSError):  # only the superuser may change a file's owner
                os.fchown(file.fileno(), old.st_uid, old.st_gid)
            os.fchmod(file.fileno(), stat.S_IMODE(old.st_mode))
        file.write(content)
        file.flush()
        try:
            os.fsync(file.fileno())
        except OSError as error:
            if error.errno not in _UNSUPPORTED:
                raise


def _is_direct(target: str) -> bool:
    if _stream(target) is not None:
        return True
    found = _found(target)
    return found is not None and not stat.S_ISREG(found.st_mode)


def _opened_directly(target: str) -> BinaryIO:
    number = _stream(target)
    return Path(target).open("wb") if number is None else os.fdopen(os.dup(number), "wb")


def _stream(target: str) -> int | None:
    """Return the file descriptor that a path stands for; None for other paths."""
    if os.name == "nt" or (named := _STREAM.fullmatch(target)) is None:
        return None
    number = named[1] or named[2]
    return int(number) if number else {"out": 1, "err": 2}[target[-3:]]


def _found(target: str) -> os.stat_result | None:
    """Return the status of the file at a path, following links, or None. Raises OutputError if it is unknown."""
    number = _stream(target)
    try:
        return os.stat(target if number is None else number)  # noqa: PTH116 - it takes numbers too
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise OutputError(f"{target}: cannot be written: {reason}") from None


def _stat_of(stream: object) -> os.stat_result | None:
    """Return the status of a standard stream; None if it is closed or not a real file."""
    try:
        return os.fstat(stream.fileno())  # type: ignore[attr-defined]
    except (AttributeError, OSError, ValueError):
        return None
