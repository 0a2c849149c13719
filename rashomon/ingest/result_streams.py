"""Streams of articles and failures: raised errors become failures, empty ones an error, too many failures a count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TypeVar

from rashomon.errors import EmptyInput, InputError
from rashomon.ingest.byte_streams import shown
from rashomon.types import Article, Failure

__all__ = ["bounded", "some", "usable"]

MOST_FAILURES = 1_000
"""Most failures of one source that are listed; the rest is counted in one."""

T = TypeVar("T")


def some(results: Iterable[T], source: str) -> Iterator[T]:
    """Yield the results. Raises EmptyInput if there are none."""
    each = iter(results)
    try:
        yield next(each)
    except StopIteration:
        raise EmptyInput(source, "contains no article") from None
    yield from each


def usable(results: Iterator[Article | Failure]) -> Iterator[Article | Failure]:
    """Yield the results, with the error that ends them as a Failure."""
    try:
        yield from results
    except InputError as error:
        yield Failure(error.source, error.problem)


def bounded(results: Iterable[tuple[str, Article | Failure]]) -> Iterator[tuple[str, Article | Failure]]:
    """Yield the results, with at most `MOST_FAILURES` failures of one source, and one that counts the rest."""
    for source, group in groupby(results, lambda pair: pair[0]):
        failures = 0
        for _, result in group:
            failures += isinstance(result, Failure)
            if failures <= MOST_FAILURES or isinstance(result, Article):
                yield source, result
        if failures > MOST_FAILURES:
            yield source, Failure(shown(source), f"{failures - MOST_FAILURES:,} more items in it cannot be used")
