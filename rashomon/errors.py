"""Every error that Rashomon raises on purpose.

RashomonError
├── InputError            one input cannot be used; the others can
│   ├── MissingInput      no such file
│   ├── EmptyInput        nothing to read in it
│   ├── BinaryInput       not text
│   ├── TooLarge          over the size bound
│   ├── LockedInput       it opens with a password only
│   └── UnreadableInput   permissions, a broken encoding, a broken page
├── UsageError            the call itself is wrong: a date, an option, a setting
└── NothingToCompare      fewer than two usable articles
"""

from __future__ import annotations

__all__ = [
    "BinaryInput",
    "EmptyInput",
    "InputError",
    "LockedInput",
    "MissingInput",
    "NothingToCompare",
    "RashomonError",
    "TooLarge",
    "UnreadableInput",
    "UsageError",
]


class RashomonError(Exception):
    """Base of them all: `str(error)` is one line that says what was wrong and what to do."""


class InputError(RashomonError):
    """One input cannot be used. ``source`` names it as the user did."""

    def __init__(self, source: str, problem: str) -> None:
        super().__init__(f"{source}: {problem}")
        self.source = source
        self.problem = problem


class MissingInput(InputError):
    """There is no such file."""


class EmptyInput(InputError):
    """The input holds no text."""


class BinaryInput(InputError):
    """The input is not text."""


class TooLarge(InputError):
    """The input is over the size bound."""


class LockedInput(InputError):
    """The input opens with a password only."""


class UnreadableInput(InputError):
    """The input exists and cannot be read as text."""


class UsageError(RashomonError):
    """The call is wrong whatever the input: a date, an option, a setting."""


class NothingToCompare(RashomonError):
    """Fewer than two usable articles are left."""
