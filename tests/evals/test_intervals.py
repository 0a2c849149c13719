"""Bootstrap intervals: exact where they can be, about right where they are known, the same every time."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.scoring.intervals import correlation, share


def test_a_share_is_of_the_sums_and_not_the_mean_of_shares() -> None:
    found = share([(1, 1), (0, 3)])
    assert found is not None
    assert found[0] == 0.25
    assert found[1] == (0.0, 1.0)


def test_nothing_to_count_is_no_figure() -> None:
    assert share([]) is None
    assert share([(0, 0), (0, 0)]) is None


def test_units_with_nothing_to_count_leave_the_others_as_they_are() -> None:
    assert share([(0, 0), (3, 4), (0, 0)]) == (0.75, (0.75, 0.75))


def test_the_interval_of_a_share_is_about_two_standard_errors_wide() -> None:
    found = share([(1, 1)] * 300 + [(0, 1)] * 100)
    assert found is not None
    error = (0.75 * 0.25 / 400) ** 0.5
    assert found[1] == pytest.approx((0.75 - 1.96 * error, 0.75 + 1.96 * error), abs=0.01)


def test_the_interval_is_the_same_every_time() -> None:
    parts = [(n % 3, 3) for n in range(50)]
    assert share(parts) == share(parts)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda p: (p[0], sum(p))), min_size=1, max_size=8))
def test_an_interval_lies_between_the_least_and_the_greatest_unit(parts: list[tuple[int, int]]) -> None:
    found = share(parts)
    shares = [top / bottom for top, bottom in parts if bottom]
    if found is not None:
        low, high = found[1]
        assert min(shares) - 1e-9 <= low <= high <= max(shares) + 1e-9


def test_a_correlation_is_one_on_a_line_and_nothing_with_a_constant() -> None:
    assert correlation([1, 2, 4], [-1, -2, -4])[0] == pytest.approx(-1)
    assert correlation([1, 2, 4], [3, 3, 3]) == (0.0, (0.0, 0.0))
    assert correlation([2], [3]) == (0.0, (0.0, 0.0))


def test_a_correlation_is_that_of_the_formula_and_its_interval_holds_it() -> None:
    drawn = random.Random(1)  # noqa: S311 no secret
    x = [drawn.gauss(0, 1) for _ in range(400)]
    y = [a + drawn.gauss(0, 1) for a in x]
    r, (low, high) = correlation(x, y)
    mean_x, mean_y = sum(x) / 400, sum(y) / 400
    product = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True))
    spread = (sum((a - mean_x) ** 2 for a in x) * sum((b - mean_y) ** 2 for b in y)) ** 0.5
    assert r == pytest.approx(product / spread)
    assert low < r < high
    assert high - low == pytest.approx(2 * 1.96 * (1 - r * r) / 20, abs=0.02)
