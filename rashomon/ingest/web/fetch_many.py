"""Many addresses at once: hosts side by side, results in the order asked for, and never too many of them waiting."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from rashomon.errors import InputError
from rashomon.ingest.captured import Captured
from rashomon.types import Failure

__all__ = ["several"]

WORKERS = 16
THREAD = "rashomon-fetch"
WAITING_BYTES = 200_000_000
"""How much may lie fetched and not yet taken before only the next in order is begun."""
AHEAD = 1_000
"""How many addresses after the next in order may be begun."""

Result = Captured | Failure | BaseException | None
"""An exception is one that nobody foresaw, to be raised where the results are taken."""


class Batch:
    """Who fetches what next, and what is done."""

    def __init__(self, urls: list[str]) -> None:
        self.urls = urls
        self.hosts = [host(url) for url in urls]
        self.changed = threading.Condition()
        self.done = 0
        self._begun: set[int] = set()
        self._busy: set[str] = set()
        self._results: dict[int, Result] = {}
        self._waiting_bytes = 0
        self._next = 0
        self._ended = False

    def begin(self) -> int | None:
        """The first address whose host is free, for the caller to fetch; waits for one. None when there are no more."""
        with self.changed:
            while not self._ended and len(self._begun) < len(self.urls):
                index = self._free()
                if index is not None:
                    self._begun.add(index)
                    self._busy.add(self.hosts[index])
                    return index
                self.changed.wait()
            return None

    def _free(self) -> int | None:
        ahead = 1 if self._waiting_bytes > WAITING_BYTES else AHEAD
        for index in range(self._next, min(self._next + ahead, len(self.urls))):
            if index not in self._begun and self.hosts[index] not in self._busy:
                return index
        return None

    def finish(self, index: int, result: Result) -> None:
        """Hand in what became of an address."""
        with self.changed:
            self._results[index] = result
            self._waiting_bytes += size(result)
            self._busy.discard(self.hosts[index])
            self.done += 1
            self.changed.notify_all()

    def take(self, index: int, told: int) -> bool:
        """Wait until ``index`` is done or more than ``told`` are; whether ``index`` is."""
        with self.changed:
            self.changed.wait_for(lambda: index in self._results or self.done > told)
            return index in self._results

    def result(self, index: int) -> Result:
        """What became of the next in order."""
        with self.changed:
            result = self._results.pop(index)
            self._waiting_bytes -= size(result)
            self._next = index + 1
            self.changed.notify_all()
            return result

    def end(self) -> None:
        """Begin no more."""
        with self.changed:
            self._ended = True
            self.changed.notify_all()


def several(
    get: Callable[[str], Captured], urls: list[str], progress: Callable[[int, int], None] | None
) -> Iterator[Captured | Failure]:
    """What ``get`` makes of each of ``urls``, in their order; an InputError becomes a Failure."""
    batch = Batch(urls)
    for _ in range(min(WORKERS, len(set(batch.hosts)))):
        # Daemons: whoever leaves in the middle need not wait for them.
        threading.Thread(target=work, args=(get, batch), name=THREAD, daemon=True).start()
    told = 0
    try:
        for index in range(len(urls)):
            ready = False
            while not ready:
                ready = batch.take(index, told)
                if progress and batch.done > told:
                    told = batch.done
                    progress(told, len(urls))
            result = batch.result(index)
            if not isinstance(result, Captured | Failure):
                raise result or RuntimeError("a fetching thread ended without a result")
            yield result
    finally:
        batch.end()


def work(get: Callable[[str], Captured], batch: Batch) -> None:
    """Fetch as long as there is something to fetch."""
    while (index := batch.begin()) is not None:
        result: Result = None
        try:
            result = get(batch.urls[index])
        except InputError as error:
            result = Failure(error.source, error.problem)
        finally:
            batch.finish(index, result or sys.exception())


def host(url: str) -> str:
    """What addresses of one host share. Only for the order of work, so that a doubtful one may stand by itself."""
    try:
        return urlsplit(url.strip()).hostname or url
    except ValueError:
        return url


def size(result: Result) -> int:
    return len(result.data) if isinstance(result, Captured) else 0
