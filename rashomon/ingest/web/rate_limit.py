"""One request at a time per host, a pause between two, and limits on waiting."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rashomon.errors import FetchFailed, FetchTimeout
from rashomon.ingest.web.request_state import GIVEN_UP, Errand

__all__ = ["Pace"]


PATIENCE_S = 300.0
"""Longest total wait, in one run, for a host that asks to wait."""
TIMEOUTS = 3
"""Timeouts in a row after which a host is no longer asked."""


class Turn:
    """The turn of one host: the holder of the lock may send a request."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.next_s = float("-inf")
        self.pause_s = 0.0
        self.held_s = 0.0
        self.timeouts = 0


class Pace:
    """Hands out turns; each host has its own rate."""

    def __init__(self, pause_s: float, clock: Callable[[], float], sleep: Callable[[float], bool]) -> None:
        """``sleep`` returns whether fetching has ended meanwhile."""
        self._pause_s = pause_s
        self._clock = clock
        self._sleep = sleep
        self._turns: dict[str, Turn] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, host: str, errand: Errand, *, counts: bool = True) -> Iterator[None]:
        """Wait for the host's turn and hold it; no pause follows a turn that does not count (for robots.txt).

        Raises FetchTimeout for a host that was too slow `TIMEOUTS` times, FetchFailed when fetching ends meanwhile.
        """
        turn = self._of(host)
        with turn.lock:
            if turn.timeouts >= TIMEOUTS:
                raise errand.failure(FetchTimeout, f"{host} was too slow {TIMEOUTS} times in a row: try later")
            while (wait_s := turn.next_s - self._clock()) > 0:
                if self._sleep(wait_s):
                    raise errand.failure(FetchFailed, GIVEN_UP)
            try:
                yield
            except FetchTimeout:
                turn.timeouts += 1
                raise
            else:
                turn.timeouts = 0
            finally:
                if counts:
                    turn.next_s = max(turn.next_s, self._clock() + max(self._pause_s, turn.pause_s))

    def slow_down(self, host: str, pause_s: float) -> None:
        """Set the minimum pause between two requests to ``host``."""
        turn = self._of(host)
        turn.pause_s = max(turn.pause_s, pause_s)

    def hold(self, host: str, seconds: float) -> bool:
        """Block ``host`` for so long; return False if that exceeds the total wait it may ask for."""
        turn = self._of(host)
        if turn.held_s + seconds > PATIENCE_S:
            return False
        turn.held_s += seconds
        turn.next_s = max(turn.next_s, self._clock() + seconds)
        return True

    def _of(self, host: str) -> Turn:
        with self._lock:
            return self._turns.setdefault(host, Turn())
