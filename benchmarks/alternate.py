"""Time two commands against each other, turn by turn, so that a busy machine slows both alike."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

__all__ = ["Seconds", "alternate", "report"]


class Seconds(NamedTuple):
    """What one run took: by the clock, and on the processor, which tells more where a machine is shared."""

    wall: float
    processor: float


def alternate(commands: dict[str, Sequence[str]], turns: int) -> dict[str, list[Seconds]]:
    """Every command's runs, one each per turn; a first turn warms the disk cache and is not counted."""
    runs: dict[str, list[Seconds]] = {name: [] for name in commands}
    for turn in range(turns + 1):
        for name, command in commands.items():
            seconds = _timed(command)
            if turn:
                runs[name].append(seconds)
    return runs


def _timed(command: Sequence[str]) -> Seconds:
    before, start = _processor_seconds(), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return Seconds(time.perf_counter() - start, _processor_seconds() - before)


def _processor_seconds() -> float:
    """What the processes that this one started have used so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def report(runs: dict[str, list[Seconds]], figures: dict[str, float], verdict: str) -> None:
    """Print each command's medians and range, the verdict, and the figures as one line of JSON."""
    width = max(map(len, runs))
    for name, seconds in runs.items():
        walls, processors = [s.wall for s in seconds], [s.processor for s in seconds]
        line = (
            f"median {median(walls):.3f} s ({min(walls):.3f} to {max(walls):.3f}), processor {median(processors):.3f} s"
        )
        sys.stdout.write(f"{name:<{width}}  {line}, {len(seconds)} runs\n")
    sys.stdout.write(f"{verdict}\n{json.dumps({name: round(value, 3) for name, value in figures.items()})}\n")
