"""How the command line ends: every exit code and the errors it stands for."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from rashomon.apps.interrupts import INTERRUPTED
from rashomon.errors import RashomonError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

__all__ = [
    "BUG",
    "DONE",
    "INTERRUPTED",
    "MEANINGS",
    "NO_RESULT",
    "SOME_FAILED",
    "USAGE",
    "ClosedOutput",
    "guard",
    "hush",
    "note",
    "prepare",
    "quiet",
    "say",
    "show_traces",
    "warn",
]

DONE, NO_RESULT, USAGE, SOME_FAILED, BUG = 0, 1, 2, 3, 70

MEANINGS = {
    DONE: "done",
    NO_RESULT: "no result: nothing to compare, an output that cannot be written, or a damaged installation",
    USAGE: "the call is wrong: an unknown option, an invalid date, an output that is also an input",
    SOME_FAILED: "done, but without some inputs, findings or the browser: a line on standard error for each",
    BUG: "a bug in Rashomon",
    INTERRUPTED: "interrupted with Ctrl-C",
}


class ClosedOutput(Exception):
    """Standard output is not read: the reader has gone (`| head`), or there was none (`>&-`)."""


def say(message: str) -> None:
    """Print one line to standard error, without characters that could control a terminal."""
    from rashomon.dossier.render.labels import plain

    if sys.stderr is not None:
        with suppress(OSError):  # there is nowhere else to print it
            sys.stderr.write(f"{plain(message)}\n")
            sys.stderr.flush()


_HUSHED = [False]
"""Whether ``--quiet`` was given."""


def hush(wanted: bool) -> None:
    """Leave out progress and notes, if ``--quiet`` was given before or behind the command."""
    _HUSHED[0] = _HUSHED[0] or wanted


def quiet() -> bool:
    """Return whether progress and notes are left out."""
    return _HUSHED[0]


def note(message: str) -> None:
    """Print a line that a user can do without, unless ``--quiet`` was given."""
    if not quiet():
        say(message)


def warn(message: str) -> None:
    """Print what a user has to know: what was left out or went wrong, in the form that errors have."""
    say(f"rashomon: {message}")


def show_traces(wanted: bool) -> None:
    """Log to standard error where each stage failed, if ``--debug`` was given; `guard` prints the trace of a bug."""
    import logging

    from rashomon.dossier.render.labels import harmless

    class Said(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if sys.stderr is not None:
                sys.stderr.write(harmless(f"{record.getMessage()}\n"))

    if wanted:
        log = logging.getLogger("rashomon.stages")
        log.setLevel(logging.DEBUG)
        log.handlers = [Said()]


def prepare() -> None:
    """Keep our files off the numbers of closed standard streams, and keep tracebacks from controlling a terminal."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest free number
    sys.excepthook = _show_traceback


def _show_traceback(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    from traceback import format_exception

    from rashomon.dossier.render.labels import harmless

    if sys.stderr is not None:
        sys.stderr.write(harmless("".join(format_exception(kind, error, trace))))


def guard(run: Callable[[], object]) -> None:
    """Run the command line; end the process with a code of MEANINGS and, on failure, a line on standard error."""
    _HUSHED[0] = False
    try:
        run()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except ClosedOutput as error:
        _end_with_reader(gone=error.__cause__ is not None)
    except RashomonError as error:
        for line in (*getattr(error, "__notes__", ()), error):
            warn(str(line))
        sys.exit(USAGE if isinstance(error, UsageError) else NO_RESULT)
    except Exception as error:
        if isinstance(error, OSError) and error.filename is None:  # not a file of ours: standard output
            warn(f"standard output: cannot be written: {error.strerror}")
            _forget_output()  # the rest cannot be written at exit either
            sys.exit(NO_RESULT)
        if "--debug" in sys.argv:
            raise
        warn(f"a bug, please report it with what --debug prints: {type(error).__name__}: {error}")
        sys.exit(BUG)


def _end_with_reader(*, gone: bool) -> None:
    """End silently, as other tools do: by SIGPIPE if the reader has gone, which shells show as 141."""
    _forget_output()
    if gone and hasattr(signal, "SIGPIPE"):  # Windows has no such signal
        # Not for the whole run: a server that hangs up would end it too.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGPIPE)
    sys.exit(NO_RESULT)


def _forget_output() -> None:
    """Discard what is still buffered for standard output."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
