"""The state of one address while it is fetched: its name for messages, its redirects, and the time left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rashomon.errors import FetchTimeout, InputError
from rashomon.ingest.text import printable

__all__ = ["GIVEN_UP", "Errand", "shown"]

GIVEN_UP = "was given up when fetching ended: ask again"
SHOWN_CHARACTERS = 200
USER_INFO = re.compile(r"(?<=//)[^/?#]*@")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\xa0\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def shown(url: str) -> str:
    """Return ``url`` for a message: one line, bounded, without a password."""
    text = CONTROL.sub("\ufffd", printable(USER_INFO.sub("…@", url[:4000].strip())))
    return text if len(text) <= SHOWN_CHARACTERS else text[:SHOWN_CHARACTERS] + "…"


class Errand:
    """The fetching of one address. Its time runs only while `running`: waiting for a host's turn does not count."""

    def __init__(self, source: str, seconds: float, clock: Callable[[], float]) -> None:
        self.source = source
        self.seconds = seconds
        self.via = ""
        """Prefix of every problem after a redirect: "redirected to https://…: "."""
        self._clock = clock
        self._spent = 0.0
        self._since: float | None = None

    def failure(self, kind: type[InputError], problem: str) -> InputError:
        """Return the error to raise, of ``kind``, with the address as the user gave it."""
        return kind(self.source, self.via + problem)

    @contextmanager
    def running(self) -> Iterator[None]:
        self._since = self._clock()
        try:
            yield
        finally:
            self._spent += self._clock() - self._since
            self._since = None

    def left_s(self) -> float:
        """Return the seconds left. Raises FetchTimeout if there are none."""
        running = 0.0 if self._since is None else self._clock() - self._since
        left = self.seconds - self._spent - running
        if not left > 0:
            raise self.failure(FetchTimeout, self.too_slow())
        return left

    def too_slow(self) -> str:
        return f"did not arrive within {self.seconds:g} seconds: try later, or raise RASHOMON_FETCH_SECONDS"
