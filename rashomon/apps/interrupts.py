"""End silently on Ctrl-C where no other handler can: during imports and while Python shuts down.

Importing this module installs the handler, so it is imported before anything that takes time.
"""

from __future__ import annotations

import os
import signal

__all__ = ["INTERRUPTED", "as_usual", "quiet"]

INTERRUPTED = 130
"""The exit code after Ctrl-C, as in shells."""


def quiet() -> None:
    """End the process silently on Ctrl-C. Ignored interrupts (`nohup`) stay ignored."""
    _exchange(signal.default_int_handler, _end)


def as_usual() -> None:
    """Let Ctrl-C raise KeyboardInterrupt again."""
    _exchange(_end, signal.default_int_handler)


def _end(*_: object) -> None:
    os._exit(INTERRUPTED)


def _exchange(old: object, new: signal._HANDLER) -> None:
    if signal.getsignal(signal.SIGINT) is old:
        try:
            signal.signal(signal.SIGINT, new)
        except ValueError:  # not in the main thread, where alone handlers can be set
            return


quiet()
