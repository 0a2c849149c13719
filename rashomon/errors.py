"""Every error that Rashomon raises on purpose.

RashomonError
├── InputError            one input cannot be used; the others can
│   ├── MissingInput      no such file
│   ├── EmptyInput        nothing to read in it
│   ├── BinaryInput       not text
│   ├── TooLarge          over the size bound
│   ├── LockedInput       it opens with a password only
│   ├── UnreadableInput   permissions, a broken encoding, a broken page
│   └── FetchFailed       an address could not be fetched
│       ├── ForbiddenAddress    not http or https, a password in it, a host that is not public
│       ├── DisallowedByRobots  the site asks not to, or cannot be asked
│       ├── HostUnreachable     no such name, no connection
│       ├── TlsFailed           no secure connection: a certificate that is wrong or out of date
│       ├── FetchTimeout        silence, or too slow altogether
│       ├── TooManyRedirects    in a circle, or too long a way
│       ├── BadStatus           answered, and not with a page: 403, 404, 500
│       └── BrokenAnswer        cut off, or no HTTP
├── UsageError            the call itself is wrong: a date, an option, a setting
├── DamagedInstallation   a file that Rashomon was installed with is missing or not as it was
└── NothingToCompare      fewer than two usable articles
"""

from __future__ import annotations

__all__ = [
    "BadStatus",
    "BinaryInput",
    "BrokenAnswer",
    "DamagedInstallation",
    "DisallowedByRobots",
    "EmptyInput",
    "FetchFailed",
    "FetchTimeout",
    "ForbiddenAddress",
    "HostUnreachable",
    "InputError",
    "LockedInput",
    "MissingInput",
    "NothingToCompare",
    "RashomonError",
    "TlsFailed",
    "TooLarge",
    "TooManyRedirects",
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


class FetchFailed(InputError):
    """What stands at an address could not be fetched."""


class ForbiddenAddress(FetchFailed):
    """The address is none that is fetched: not http or https, a password in it, a host that is not public."""


class DisallowedByRobots(FetchFailed):
    """The site's robots.txt asks not to fetch it, or cannot be read."""


class HostUnreachable(FetchFailed):
    """There is no host of this name, or no connection to it."""


class TlsFailed(FetchFailed):
    """There is no secure connection to the host."""


class FetchTimeout(FetchFailed):
    """The host was silent, or too slow altogether."""


class TooManyRedirects(FetchFailed):
    """The address leads on and on, or in a circle."""


class BadStatus(FetchFailed):
    """The host answered, and not with a page."""


class BrokenAnswer(FetchFailed):
    """The answer was cut off, or is no HTTP."""


class UsageError(RashomonError):
    """The call is wrong whatever the input: a date, an option, a setting."""


class DamagedInstallation(RashomonError):
    """A file that Rashomon, or a package it needs, was installed with is missing or not as it was."""


class NothingToCompare(RashomonError):
    """Fewer than two usable articles are left."""
