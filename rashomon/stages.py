"""Stages that may fail: an unexpected error costs the results of that stage and nothing else."""

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
    """Runs the stages of one pipeline and records those that fail.

    ``costs`` maps each stage to what the result lacks when it fails: "its times could not be read".
    """

    def __init__(self, costs: Mapping[str, str]) -> None:
        self._costs = costs
        self._failed: list[StageFailure] = []

    @property
    def failed(self) -> tuple[StageFailure, ...]:
        """The stages that have failed so far, in order."""
        return tuple(self._failed)

    def run(self, stage: str, empty: T, make: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return the result of ``make``, or ``empty`` if it fails.

        Errors that Rashomon raises on purpose and MemoryError propagate to the caller.
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
    """Return a failure of the dossier for each stage that failed on ``source``; log the traces at level DEBUG."""
    out = []
    for one in failed:
        problem = f"{one.cost} (stage {one.stage!r} failed: {one.error}){rest}"
        _LOG.debug("%s: %s\n%s", source, problem, one.trace.rstrip("\n"))
        out.append(Failure(source, problem, one.stage))
    return out
