"""Files and streams: the bounds, what kind of text it is, and one clear error for each way this can fail."""

from __future__ import annotations

import re
import stat
from pathlib import Path
from typing import BinaryIO

from rashomon.errors import EmptyInput, InputError, MissingInput, TooLarge, UnreadableInput
from rashomon.model import Article
from rashomon.read.decode import decode, refuse_binary
from rashomon.read.html import from_html
from rashomon.read.text import from_text, printable, sha256
from rashomon.settings import Settings

__all__ = ["STDIN", "read_file", "read_stream"]

STDIN = "-"
"""The path that stands for standard input."""

PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".shtml"})
PAGE_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
TAG = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]{0,2000})?>", re.I)


def read_file(path: str | Path, settings: Settings, stdin: BinaryIO | None = None) -> Article:
    """Read one file of plain text, Markdown or HTML; ``-`` reads ``stdin`` (by default the process's own).

    A page is told by its first tag, or by its name where it holds tags at all. `Article.file` is the path as given,
    with U+FFFD for what is no character in it.
    Raises MissingInput, EmptyInput, BinaryInput, TooLarge or UnreadableInput, each with the path as given.
    """
    name = str(path)
    if name == STDIN:
        return read_stream(stdin or standard_input(), settings)
    source = shown(name)
    if not name:
        raise MissingInput(source, "no such file: the name is empty")
    try:
        with_size = Path(name).stat()
        if stat.S_ISDIR(with_size.st_mode):
            raise UnreadableInput(source, "is a folder: name the files in it")
        if with_size.st_size > settings.max_bytes:
            raise TooLarge(source, too_large(with_size.st_size, settings))
        with Path(name).open("rb") as file:
            data = file.read(settings.max_bytes + 1)
    except FileNotFoundError:
        raise MissingInput(source, "no such file: check the name and the folder") from None
    except (OSError, ValueError) as error:
        raise UnreadableInput(source, f"cannot be read ({getattr(error, 'strerror', None) or error})") from None
    return from_bytes(data, name, settings, page=Path(name).suffix.lower() in PAGE_SUFFIXES)


def read_stream(stream: BinaryIO, settings: Settings, name: str = STDIN) -> Article:
    """Read a stream to its end, as `read_file` does a file; ``name`` becomes `Article.file`."""
    try:
        data = stream.read(settings.max_bytes + 1)
    except (OSError, ValueError) as error:
        raise UnreadableInput(shown(name), f"cannot be read ({error})") from None
    return from_bytes(data, name, settings, page=Path(name).suffix.lower() in PAGE_SUFFIXES)


def from_bytes(data: bytes, name: str, settings: Settings, *, page: bool) -> Article:
    """The article in ``data``; ``page`` tells that the name is a page's."""
    source = shown(name)
    if len(data) > settings.max_bytes:
        raise TooLarge(source, too_large(None, settings))
    refuse_binary(data, source)
    text = decode(data, source)
    if not text.strip():
        raise EmptyInput(source, "is empty" if not data else "holds nothing but white space")
    digest = sha256(data)
    if PAGE_START.match(text, 0, 8192) or (page and TAG.search(text, 0, 65_536)):
        try:
            return from_html(text, name=name, bytes_sha256=digest)
        except InputError as error:
            raise type(error)(source, error.problem) from None
    return from_text(text, name=name, bytes_sha256=digest)


def too_large(size: int | None, settings: Settings) -> str:
    holds = "holds more than" if size is None else f"holds {size:,} bytes, over"
    return f"{holds} the bound of {settings.max_bytes:,}: split it, or raise RASHOMON_MAX_BYTES"


def shown(name: str) -> str:
    """How an error calls an input."""
    return "standard input" if name == STDIN else printable(name) or "''"


def standard_input() -> BinaryIO:
    import sys

    return sys.stdin.buffer
