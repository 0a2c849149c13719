"""Where results go: files and standard output, checked before the work and written after it."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rashomon.errors import RashomonError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from rich.console import Console

    from rashomon.types import Dossier

__all__ = [
    "STDOUT",
    "OutputError",
    "check",
    "is_terminal",
    "json_list",
    "open_page",
    "render",
    "show",
    "temporary_page",
    "write",
]

STDOUT = "-"


class OutputError(RashomonError):
    """A result cannot be written where the user wants it."""


def check(outputs: Mapping[str, str | None], files: Sequence[str]) -> dict[str, str]:
    """The outputs that are asked for, by option. Nothing is opened yet, so a failed call leaves an old file alone.

    Raises UsageError where two outputs or an input and an output are the same, OutputError where a file cannot be
    written.
    """
    asked = {option: target for option, target in outputs.items() if target is not None}
    seen = {Path(file).resolve(): "an input" for file in files if file != STDOUT}
    for option, target in asked.items():
        path = Path(STDOUT) if target == STDOUT else Path(target).resolve()
        if path in seen:
            raise UsageError(f"{option} {target}: that is {seen[path]} already")
        seen[path] = f"the output of {option}"
        if target != STDOUT:
            _check_file(path, target)
    return asked


def _check_file(path: Path, target: str) -> None:
    """Raises OutputError where no file can be written."""
    if path.is_dir():
        raise OutputError(f"{target}: is a folder: name a file in it")
    if not path.parent.is_dir():
        raise OutputError(f"{target}: its folder does not exist: make it first")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise OutputError(f"{target}: cannot be written: no permission")


def render(dossier: Dossier, option: str, *, text: bool) -> bytes:
    """The dossier as ``--json``, ``--html`` or ``--markdown`` gives it; without ``text``, the JSON has no article's."""
    if option == "--json":
        from rashomon.dossier.render import json

        return json.dump(dossier, text=text)
    if option == "--html":
        from rashomon.dossier.render import html

        return html.render(dossier).encode()
    from rashomon.dossier.render import markdown

    return markdown.render(dossier).encode()


def write(target: str, content: bytes) -> None:
    """Write to a file, or to standard output for ``-``. Raises OutputError for a file, OSError for standard output."""
    if target == STDOUT:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        Path(target).write_bytes(content)
    except OSError as error:
        raise OutputError(f"{target}: cannot be written: {error.strerror}") from None


def is_terminal() -> bool:
    """Whether standard output is one."""
    return sys.stdout is not None and sys.stdout.isatty()


@contextmanager
def json_list() -> Iterator[Callable[[object], None]]:
    """A function that writes one more value of a JSON list to standard output. Raises OSError."""
    import msgspec

    before = b"["

    def write_one(value: object) -> None:
        nonlocal before
        lines = msgspec.json.format(msgspec.json.encode(value)).replace(b"\n", b"\n  ")
        write(STDOUT, before + b"\n  " + lines)
        before = b","

    yield write_one
    write(STDOUT, b"[]\n" if before == b"[" else b"\n]\n")


def show(print_on: Callable[[Console], object]) -> None:
    """Print to standard output through a Rich console. Raises OSError."""
    from rich.console import Console

    console = Console()
    with console.capture() as captured:
        print_on(console)
    write(STDOUT, captured.get().encode(console.encoding, "replace"))


def temporary_page() -> str:
    """A new file for a page that is only to be looked at; the system clears it away in its own time."""
    import tempfile

    handle, path = tempfile.mkstemp(prefix="rashomon-", suffix=".html")
    os.close(handle)
    return path


def open_page(path: str) -> bool:
    """Show a page in the user's browser; False where there is none."""
    import webbrowser

    return webbrowser.open(Path(path).resolve().as_uri())
