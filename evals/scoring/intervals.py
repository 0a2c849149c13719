"""Bootstrap intervals of figures (Efron 1979)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np

__all__ = ["COVERED", "RESAMPLES", "Interval", "correlation", "share"]

Interval = tuple[float, float]

RESAMPLES = 1_000
COVERED = 95
"""Percentage of the resamples whose figure lies in the interval."""
_SEED = 0


def share(parts: Iterable[tuple[float, float]]) -> tuple[float, Interval] | None:
    """Return the ratio of two sums with its interval; None if the denominator is 0.

    ``parts`` has a (numerator, denominator) for each unit that is resampled; for F1 (2 x right, predicted + gold).
    """
    import numpy as np

    tops, bottoms = np.array(list(parts), dtype=float).reshape(-1, 2).T
    if not bottoms.sum():
        return None
    drawn = _draws(len(tops))
    under = drawn @ bottoms
    return float(tops.sum() / bottoms.sum()), _interval((drawn @ tops)[under > 0] / under[under > 0])


def correlation(one: Sequence[float], other: Sequence[float]) -> tuple[float, Interval]:
    """Return Pearson's r of two series of equal length, at least 1, with its interval; 0 if one is constant."""
    import numpy as np

    x, y = np.array(one, dtype=float), np.array(other, dtype=float)
    moments = np.stack([np.ones(len(x)), x, y, x * x, y * y, x * y], axis=1)
    figures = _pearson(np.concatenate([moments.sum(axis=0)[None], _draws(len(x)) @ moments]))
    return float(figures[0]), _interval(figures[1:])


def _pearson(sums: np.ndarray) -> np.ndarray:
    """Compute r from the sums of 1, x, y, x², y² and xy in each row."""
    import numpy as np

    n, x, y, xx, yy, xy = sums.T
    spread = np.maximum(n * xx - x * x, 0) * np.maximum(n * yy - y * y, 0)
    constant = spread <= 1e-12 * n**4
    return np.where(constant, 0.0, np.clip((n * xy - x * y) / np.sqrt(np.where(constant, 1.0, spread)), -1, 1))


@lru_cache(maxsize=4)
def _draws(units: int) -> np.ndarray:
    """Draw how often each unit occurs in each resample; the same for the same number of units."""
    import numpy as np

    return np.random.default_rng(_SEED).multinomial(units, np.full(units, 1 / units), size=RESAMPLES)


def _interval(figures: np.ndarray) -> Interval:
    import numpy as np

    low, high = np.percentile(figures, [(100 - COVERED) / 2, (100 + COVERED) / 2])
    return float(low), float(high)
