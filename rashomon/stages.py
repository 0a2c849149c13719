"""Stages that may fail: an unexpected error costs what the stage finds, and nothing else."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from traceback import format_exception
from typing import ParamSpec, TypeVar

from rashomon.errors import RashomonError
from rashomon.types import Failure, StageFailure

__all__ = ["Guard", "as_failures"]

P = ParamSpec("P")
T = TypeVar("T")

_LOG = logging.getLogger(__name__)


class Guard:
    """Runs the stages of one piece of work and keeps a record of those that fail.

    ``costs`` says for each stage, by name, what the result is without where it fails: "its times could not be read".
    """

    def __init__(self, costs: Mapping[str, str]) -> None:
        self._costs = costs
        self._failed: list[StageFailure] = []

    @property
    def failed(self) -> tuple[StageFailure, ...]:
        """The stages that failed so far, in order."""
        return tuple(self._failed)

    def run(self, stage: str, empty: T, make: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What ``make`` gives; ``empty`` where it fails.

        An error that Rashomon raises on purpose goes on to the caller, and so does a lack of memory.
        """
        cost = self._costs[stage]
        try:
            return make(*args, **kwargs)
        except (RashomonError, MemoryError):
            raise
        except Exception as error:
            self._failed.append(StageFailure(stage, cost, type(error).__name__, "".join(format_exception(error))))
            return empty


def as_failures(source: str, failed: Iterable[StageFailure], rest: str = "") -> list[Failure]:
    """A line of the dossier for each stage that failed on ``source``; their traces go to the log, at level DEBUG."""
    out = []
    for one in failed:
        problem = f"{one.cost} (stage {one.stage!r} failed: {one.error}){rest}"
        _LOG.debug("%s: %s\n%s", source, problem, one.trace.rstrip("\n"))
        out.append(Failure(source, problem, one.stage))
    return out
