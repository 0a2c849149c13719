"""Results as files and on standard output: checked before the work, written after it."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rashomon.apps.exits import ClosedOutput
from rashomon.apps.files import STDOUT, OutputError, check_writable, is_stdout, refuse_same, write_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from rich.console import Console

    from rashomon.apps.files import InputFiles
    from rashomon.types import Dossier, Found

__all__ = [
    "STDOUT",
    "OutputError",
    "check",
    "found_json",
    "is_terminal",
    "json_list",
    "open_page",
    "page_for",
    "render",
    "show",
    "temporary_page",
    "write",
    "write_stdout",
]


def check(outputs: Mapping[str, str | None], inputs: InputFiles) -> dict[str, str]:
    """Return the requested outputs by option. Nothing is opened, so a failed call leaves old files as they are.

    Raises UsageError if two outputs, or an input and an output, are the same file; OutputError if a file cannot be
    written.
    """
    asked = {
        option: STDOUT if is_stdout(target) else target for option, target in outputs.items() if target is not None
    }
    refuse_same(asked, inputs)
    for target in asked.values():
        if target != STDOUT:
            check_writable(target)
    return asked


def render(dossier: Dossier, option: str, target: str, *, text: bool) -> bytes:
    """Render the dossier for ``--json``, ``--html`` or ``--markdown``; without ``text``, the JSON omits the articles'
    texts.

    For a terminal, the result has no characters that could control it.
    """
    if option == "--json":
        from rashomon.dossier.render import json

        return json.dump(dossier, text=text)
    if option == "--html":
        from rashomon.dossier.render import html

        return page_for(target, html.render(dossier))
    from rashomon.dossier.render import markdown

    return markdown.render(dossier).encode()


def found_json(found: Found) -> bytes:
    """Return what was found as indented JSON without the articles' texts; it cannot control a terminal."""
    import msgspec

    from rashomon.dossier.render import json

    articles = tuple(msgspec.structs.replace(article, text=msgspec.UNSET) for article in found.articles)
    short = msgspec.structs.replace(found, articles=articles)
    return json.escaped(msgspec.json.format(msgspec.json.encode(short), indent=2)) + b"\n"


def page_for(target: str, page: str) -> bytes:
    """Return the bytes of a page; for a terminal, without characters that could control it."""
    from rashomon.dossier.render.labels import harmless

    return (harmless(page) if target == STDOUT and is_terminal() else page).encode()


def write(contents: Sequence[tuple[str, bytes]]) -> None:
    """Write to files, then to standard output for ``-``, so that a reader that stops early costs no file.

    Raises OutputError for a file, OSError and ClosedOutput for standard output.
    """
    write_files([(target, content) for target, content in contents if target != STDOUT])
    for target, content in contents:
        if target == STDOUT:
            write_stdout(content)


def write_stdout(content: bytes) -> None:
    """Write to standard output. Raises OSError, and ClosedOutput if nobody reads it."""
    if sys.stdout is None:
        raise ClosedOutput
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError as error:
        raise ClosedOutput from error


def is_terminal() -> bool:
    """Return whether standard output is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


@contextmanager
def json_list() -> Iterator[Callable[[object], None]]:
    """Yield a function that writes one more value of a JSON list to standard output. Raises OSError."""
    import msgspec

    from rashomon.dossier.render import json

    before = b"["

    def write_one(value: object) -> None:
        nonlocal before
        lines = json.escaped(msgspec.json.format(msgspec.json.encode(value))).replace(b"\n", b"\n  ")
        write_stdout(before + b"\n  " + lines)
        before = b","

    yield write_one
    write_stdout(b"[]\n" if before == b"[" else b"\n]\n")


def show(print_on: Callable[[Console], object]) -> None:
    """Print to standard output through a Rich console. Raises OSError."""
    from rich.console import Console

    console = Console()
    with console.capture() as captured:
        print_on(console)
    write_stdout(captured.get().encode(console.encoding, "replace"))


def temporary_page() -> str:
    """Create a temporary file for a page that is only viewed; the system deletes it eventually.

    Raises OutputError if there is no place for one.
    """
    import tempfile

    try:
        handle, path = tempfile.mkstemp(prefix="rashomon-", suffix=".html")
    except OSError as error:
        raise OutputError(f"no temporary page can be created ({error.strerror}): name a file with --html") from None
    os.close(handle)
    return path


def open_page(path: str) -> bool:
    """Open a page in the user's browser; return False if there is none."""
    import webbrowser

    return webbrowser.open(Path(path).resolve().as_uri())
