"""The timeline as a horizontal axis with stops."""

from __future__ import annotations

import math
from dataclasses import dataclass

from rashomon.dossier.render.labels import day_span, when
from rashomon.dossier.render.view import View
from rashomon.types import Moment

__all__ = ["Axis", "Stop", "axis"]

STEP, PER_POWER, MARGIN = 132, 26, 70
LONG_DAYS = 60


@dataclass(frozen=True, slots=True)
class Stop:
    """A moment on the axis, at ``x`` pixels; one longer than a day is drawn ``width`` pixels wide."""

    x: float
    width: float
    moment: Moment
    lines: tuple[str, ...]
    """The lines of its label, which give the date."""
    days: int | None
    """Days since the previous stop, if more than two months: drawn as a break."""


@dataclass(frozen=True, slots=True)
class Axis:
    width: int
    stops: tuple[Stop, ...]


def axis(view: View) -> Axis | None:
    """Return the stops in order, spaced by the logarithm of the days between them.

    None if fewer than two moments can be placed. A linear scale is useless when months lie between days.
    """
    placed = [(span, m) for m in view.moments if (span := day_span(m.when))]
    if len(placed) < 2:
        return None
    stops: list[Stop] = []
    x, last = float(MARGIN), placed[0][0][0]
    for (first, end), moment in placed:
        days = (first - last).days
        if stops:
            x += STEP + PER_POWER * math.log10(1 + days)
        length = (end - first).days
        width = 0.0 if length == 0 else 18.0 + 12 * math.log10(length)
        stops.append(Stop(round(x, 1), round(width, 1), moment, _label(moment), days if days > LONG_DAYS else None))
        last = first
    return Axis(int(x) + MARGIN, tuple(stops))


def _label(moment: Moment) -> tuple[str, ...]:
    words = when(moment.when).split(",")[0].split()
    if moment.precision in ("day", "time") and len(words) == 4:
        return (words[0], " ".join(words[1:]))
    if words[1:2] == ["of"]:
        return (" ".join(words[:2]), " ".join(words[2:]))
    if "to" in words:
        cut = words.index("to")
        return (" ".join(words[:cut]), " ".join(words[cut:]))
    return (" ".join(words),)
