"""One address on its way: what messages call it, where redirects have led, and how much of its time is left."""

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
    """``url`` for a message: one line, within bounds, without the password that may stand in it."""
    text = CONTROL.sub("\ufffd", printable(USER_INFO.sub("…@", url[:4000].strip())))
    return text if len(text) <= SHOWN_CHARACTERS else text[:SHOWN_CHARACTERS] + "…"


class Errand:
    """The way to one address. Its time runs only while `running`: waiting for a host's turn is not the host's fault."""

    def __init__(self, source: str, seconds: float, clock: Callable[[], float]) -> None:
        self.source = source
        self.seconds = seconds
        self.via = ""
        """Begins every problem after a redirect: "redirected to https://…: "."""
        self._clock = clock
        self._spent = 0.0
        self._since: float | None = None

    def failure(self, kind: type[InputError], problem: str) -> InputError:
        """The error to raise: of ``kind``, with the address as the user gave it."""
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
        """Seconds that are left; raises FetchTimeout when none are."""
        running = 0.0 if self._since is None else self._clock() - self._since
        left = self.seconds - self._spent - running
        if not left > 0:
            raise self.failure(FetchTimeout, self.too_slow())
        return left

    def too_slow(self) -> str:
        return f"was not there after {self.seconds:g} seconds: try later, or raise RASHOMON_FETCH_SECONDS"
