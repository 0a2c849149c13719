"""Every error that Rashomon raises on purpose.

RashomonError
├── InputError            one input cannot be used; the others can
│   ├── MissingInput      no such file
│   ├── EmptyInput        no text in it
│   ├── BinaryInput       not text
│   ├── TooLarge          over a size limit
│   ├── LockedInput       protected by a password
│   ├── UnreadableInput   permissions, a broken encoding, a broken page
│   └── FetchFailed       an address could not be fetched
│       ├── ForbiddenAddress    not http or https, contains a password, or a host that is not public
│       ├── DisallowedByRobots  robots.txt disallows it or cannot be read
│       ├── HostUnreachable     no such host, or no connection
│       ├── TlsFailed           no secure connection: an invalid or expired certificate
│       ├── FetchTimeout        no answer in time
│       ├── TooManyRedirects    a redirect loop or too long a chain
│       ├── BadStatus           an error status: 403, 404, 500
│       └── BrokenAnswer        a truncated answer, or not HTTP
├── UsageError            the call itself is wrong: a date, an option, a setting
├── DamagedInstallation   an installed file is missing or was changed
├── NothingToCompare      fewer than two usable articles
└── LibraryError          a library cannot be opened, read or written
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
    "LibraryError",
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
    """Base class of all errors: `str(error)` is one line that says what was wrong and what to do."""


class InputError(RashomonError):
    """An input cannot be used. ``source`` names it as the user did."""

    def __init__(self, source: str, problem: str) -> None:
        super().__init__(f"{source}: {problem}")
        self.source = source
        self.problem = problem


class MissingInput(InputError):
    """The file does not exist."""


class EmptyInput(InputError):
    """The input contains no text."""


class BinaryInput(InputError):
    """The input is not text."""


class TooLarge(InputError):
    """The input is over a size limit."""


class LockedInput(InputError):
    """The input is protected by a password."""


class UnreadableInput(InputError):
    """The input exists but cannot be read as text."""


class FetchFailed(InputError):
    """An address could not be fetched."""


class ForbiddenAddress(FetchFailed):
    """The address is never fetched: not http or https, contains a password, or its host is not public."""


class DisallowedByRobots(FetchFailed):
    """The site's robots.txt disallows the address, or cannot be read."""


class HostUnreachable(FetchFailed):
    """The host does not exist, or no connection to it is possible."""


class TlsFailed(FetchFailed):
    """No secure connection to the host is possible."""


class FetchTimeout(FetchFailed):
    """The host did not answer, or not in time."""


class TooManyRedirects(FetchFailed):
    """The address redirects too often, or in a loop."""


class BadStatus(FetchFailed):
    """The host answered with an error status."""


class BrokenAnswer(FetchFailed):
    """The answer was truncated, or is not HTTP."""


class UsageError(RashomonError):
    """The call is wrong whatever the input: a date, an option, a setting."""


class DamagedInstallation(RashomonError):
    """A file that was installed with Rashomon, or with a package it needs, is missing or was changed."""


class NothingToCompare(RashomonError):
    """Fewer than two usable articles are left."""


class LibraryError(RashomonError):
    """A library cannot be opened, read or written. ``library`` is its path, or its address without the password."""

    def __init__(self, library: str, problem: str) -> None:
        super().__init__(f"{library}: {problem}")
        self.library = library
        self.problem = problem
