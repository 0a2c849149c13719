"""Fetches many addresses: hosts in parallel, results in the given order, with a bound on waiting results."""

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
"""Bytes fetched and not yet taken above which only the next address in order is started."""
AHEAD = 1_000
"""How far ahead of the next result addresses may be started."""

Result = Captured | Failure | BaseException | None
"""An exception is an unexpected one, to be raised where the results are taken."""


class Batch:
    """The state of a batch: what to fetch next, and what is done."""

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
        """Return the first address whose host is free, waiting for one; None if there are no more."""
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
        """Store the result of an address."""
        with self.changed:
            self._results[index] = result
            self._waiting_bytes += size(result)
            self._busy.discard(self.hosts[index])
            self.done += 1
            self.changed.notify_all()

    def take(self, index: int, told: int) -> bool:
        """Wait until ``index`` is done or more than ``told`` are; return whether ``index`` is."""
        with self.changed:
            self.changed.wait_for(lambda: index in self._results or self.done > told)
            return index in self._results

    def result(self, index: int) -> Result:
        """Return the next result in order."""
        with self.changed:
            result = self._results.pop(index)
            self._waiting_bytes -= size(result)
            self._next = index + 1
            self.changed.notify_all()
            return result

    def end(self) -> None:
        """Start no more addresses."""
        with self.changed:
            self._ended = True
            self.changed.notify_all()


def several(
    get: Callable[[str], Captured], urls: list[str], progress: Callable[[int, int], None] | None
) -> Iterator[Captured | Failure]:
    """Yield the result of ``get`` for each of ``urls`` in order; an InputError becomes a Failure."""
    batch = Batch(urls)
    for _ in range(min(WORKERS, len(set(batch.hosts)))):
        # Daemons, so that a caller who stops early need not wait for them.
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
    """Fetch addresses until none is left."""
    while (index := batch.begin()) is not None:
        result: Result = None
        try:
            result = get(batch.urls[index])
        except InputError as error:
            result = Failure(error.source, error.problem)
        finally:
            batch.finish(index, result or sys.exception())


def host(url: str) -> str:
    """Return the host of an address. It only determines the order of work, so an invalid address may stand alone."""
    try:
        return urlsplit(url.strip()).hostname or url
    except ValueError:
        return url


def size(result: Result) -> int:
    return len(result.data) if isinstance(result, Captured) else 0
