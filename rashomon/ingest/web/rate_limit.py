"""One request at a time to a host, a pause between two, and an end to patience."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rashomon.errors import FetchFailed, FetchTimeout
from rashomon.ingest.web.request_state import GIVEN_UP, Errand

__all__ = ["Pace"]


PATIENCE_S = 300.0
"""How long a host that asks to wait is waited for in one run, all its pages together."""
TIMEOUTS = 3
"""How often in a row a host may be too slow before it is not asked any more."""


class Turn:
    """One host's: who holds the lock may ask it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.next_s = float("-inf")
        self.pause_s = 0.0
        self.held_s = 0.0
        self.timeouts = 0


class Pace:
    """Hands out turns; each host has a rate of its own."""

    def __init__(self, pause_s: float, clock: Callable[[], float], sleep: Callable[[float], bool]) -> None:
        """``sleep`` returns whether fetching has ended meanwhile."""
        self._pause_s = pause_s
        self._clock = clock
        self._sleep = sleep
        self._turns: dict[str, Turn] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, host: str, errand: Errand, *, counts: bool = True) -> Iterator[None]:
        """Wait for the host's turn and hold it; what does not count (its robots.txt) is followed by no pause.

        Raises FetchTimeout for a host that was too slow `TIMEOUTS` times, FetchFailed when fetching ends meanwhile.
        """
        turn = self._of(host)
        with turn.lock:
            if turn.timeouts >= TIMEOUTS:
                raise errand.failure(FetchTimeout, f"{host} was too slow {TIMEOUTS} times running: try later")
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
        """Pause at least so long between two requests to ``host``."""
        turn = self._of(host)
        turn.pause_s = max(turn.pause_s, pause_s)

    def hold(self, host: str, seconds: float) -> bool:
        """Let nobody ask ``host`` for so long; False where that is longer than it may still ask for."""
        turn = self._of(host)
        if turn.held_s + seconds > PATIENCE_S:
            return False
        turn.held_s += seconds
        turn.next_s = max(turn.next_s, self._clock() + seconds)
        return True

    def _of(self, host: str) -> Turn:
        with self._lock:
            return self._turns.setdefault(host, Turn())
