"""How the command line ends: every exit code, and the errors it stands for."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

from rashomon.errors import RashomonError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "BUG",
    "DONE",
    "INTERRUPTED",
    "MEANINGS",
    "NO_RESULT",
    "SOME_FAILED",
    "USAGE",
    "end_quietly_on_closed_pipe",
    "guard",
    "say",
    "show_traces",
]

DONE, NO_RESULT, USAGE, SOME_FAILED, BUG, INTERRUPTED = 0, 1, 2, 3, 70, 130

MEANINGS = {
    DONE: "done",
    NO_RESULT: "no result: nothing to compare, an output that cannot be written, or a damaged installation",
    USAGE: "the call is wrong: an unknown option, a date that is none",
    SOME_FAILED: "done, but without some inputs or findings: a line on standard error for each",
    BUG: "a bug in Rashomon",
    INTERRUPTED: "interrupted with Ctrl-C",
}


def say(message: str) -> None:
    """One line for the user beside the result: on standard error, without what could steer a terminal."""
    from rashomon.dossier.render.labels import plain

    sys.stderr.write(f"{plain(message)}\n")


def show_traces(wanted: bool) -> None:
    """With ``--debug``: write to standard error where each stage failed; a bug's trace is left to `guard`."""
    import logging

    from rashomon.dossier.render.labels import plain

    class Said(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            for line in record.getMessage().splitlines():
                words = line.lstrip(" ")
                sys.stderr.write(f"{' ' * (len(line) - len(words))}{plain(words)}\n")

    if wanted:
        log = logging.getLogger("rashomon.stages")
        log.setLevel(logging.DEBUG)
        log.handlers = [Said()]


def end_quietly_on_closed_pipe() -> None:
    """Let a reader that stops early (`| head`) end this process without a word, as it does other tools."""
    if hasattr(signal, "SIGPIPE"):  # Windows has no such signal
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)


def guard(run: Callable[[], object]) -> None:
    """Run the command line; the process ends with a code of MEANINGS and, where it fails, a line on standard error."""
    try:
        run()
    except RashomonError as error:
        for line in (*getattr(error, "__notes__", ()), error):
            say(f"rashomon: {line}")
        sys.exit(USAGE if isinstance(error, UsageError) else NO_RESULT)
    except Exception as error:
        if isinstance(error, OSError) and error.filename is None:  # no file of ours: the stream that results go to
            say(f"rashomon: standard output: cannot be written: {error.strerror}")
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nor can what is left, when Python ends
            sys.exit(NO_RESULT)
        if "--debug" in sys.argv:
            raise
        say(f"rashomon: a bug, please report it with what --debug prints: {type(error).__name__}: {error}")
        sys.exit(BUG)
