"""End quietly on Ctrl-C where no other code of ours can see it: during the imports, and while Python shuts down.

Imported before anything that takes time, this module installs its handler by being imported.
"""

from __future__ import annotations

import os
import signal

__all__ = ["INTERRUPTED", "as_usual", "quiet"]

INTERRUPTED = 130
"""The exit code after Ctrl-C, as shells have it."""


def quiet() -> None:
    """End the process on Ctrl-C, with nothing printed. Interrupts that are ignored (`nohup`) stay ignored."""
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
        except ValueError:  # not the main thread: the handler is not ours to set
            return


quiet()
