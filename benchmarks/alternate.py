"""Time two commands against each other, turn by turn, so that a busy machine slows both alike."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from statistics import median

__all__ = ["alternate", "report"]


def alternate(commands: dict[str, Sequence[str]], turns: int) -> dict[str, list[float]]:
    """Wall seconds of every command, one run each per turn; a first turn warms the disk cache and is not counted."""
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(turns + 1):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            if turn:
                seconds[name].append(time.perf_counter() - start)
    return seconds


def report(seconds: dict[str, list[float]], figures: dict[str, float], limit: str) -> None:
    """Print each command's median and range, the figures with their limit, and the figures as one line of JSON."""
    width = max(map(len, seconds))
    for name, runs in seconds.items():
        line = f"{name:<{width}}  median {median(runs):.3f} s  ({min(runs):.3f} to {max(runs):.3f}, {len(runs)} runs)"
        sys.stdout.write(f"{line}\n")
    sys.stdout.write(f"{limit}\n{json.dumps({name: round(value, 3) for name, value in figures.items()})}\n")
