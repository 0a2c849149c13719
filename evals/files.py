"""Read labelled data and predictions; errors name the file and the line."""

from __future__ import annotations

import gzip
import re
import zlib
from typing import TYPE_CHECKING, TypeVar

import msgspec

from rashomon.errors import EmptyInput, MissingInput, TooLarge, UnreadableInput

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["decode", "decode_rows", "read_page", "read_text"]

T = TypeVar("T")

MOST_BYTES = 50_000_000
"""Largest page after decompression, in bytes."""

_BYTE = re.compile(r" \(byte (\d+)\)$")
"""The position of an error, in a message of msgspec."""


def read_text(path: Path) -> str:
    """Read a UTF-8 file without changing its line ends. Raises MissingInput, UnreadableInput."""
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise MissingInput(str(path), "there is no such file") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise UnreadableInput(f"{path}:{line}", "is not UTF-8") from None
    except OSError as error:
        raise UnreadableInput(str(path), f"cannot be read: {error.strerror}") from None


def read_page(path: Path) -> bytes:
    """Read a page, decompressed if the file's name ends in .gz. Raises TooLarge over MOST_BYTES, UnreadableInput."""
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableInput(str(path), f"cannot be read ({error})") from None
    if len(data) > MOST_BYTES:
        raise TooLarge(str(path), f"holds more than {MOST_BYTES:,} bytes once unpacked")
    return data


def decode(path: Path, kind: type[T]) -> T:
    """Decode one JSON document. Raises InputError that names the line of a syntax error or the field that is wrong."""
    text = read_text(path)
    try:
        return _decode(text, kind, str(path))
    except msgspec.DecodeError as error:
        at = _BYTE.search(str(error))
        line = text.encode().count(b"\n", 0, int(at[1]) if at else None) + 1
        raise UnreadableInput(f"{path}:{line}", f"is not JSON: {error}") from None


def decode_rows(path: Path, kind: type[T]) -> list[T]:
    """Decode JSON Lines, split on "\\n" only (strings may contain other line separators); blank lines are skipped.

    Raises InputError naming the line; EmptyInput for a file without a row.
    """
    rows = []
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if line.strip():
            try:
                rows.append(_decode(line, kind, f"{path}:{number}"))
            except msgspec.DecodeError as error:
                raise UnreadableInput(f"{path}:{number}", f"is not JSON: {error}") from None
    if not rows:
        raise EmptyInput(str(path), "holds no row")
    return rows


def _decode(text: str, kind: type[T], source: str) -> T:
    """Decode JSON. Raises UnreadableInput for JSON of another form, msgspec.DecodeError for what is not JSON."""
    try:
        return msgspec.json.decode(text, type=kind)
    except msgspec.ValidationError as error:
        raise UnreadableInput(source, f"is not of the expected form: {error}") from None
    except RecursionError:
        raise UnreadableInput(source, "is nested too deeply") from None
