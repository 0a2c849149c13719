import pytest

from rashomon.comparison.quantities import Quantity, compatible, quantities
from rashomon.types import Understanding
from rashomon.types.parse import Parse


def numbers(understanding: Understanding) -> tuple[Quantity, ...]:
    return quantities(Parse.from_words(understanding.article.content, understanding.tokens), ())


def only(understanding: Understanding) -> Quantity:
    (found,) = numbers(understanding)
    return found


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("The storm killed twelve people.", 12, 12, "people"),
        ("The storm killed at least 12 people.", 12, float("inf"), "people"),
        ("The storm killed up to 12 people.", 0, 12, "people"),
        ("The bank lost $3.5 million in one week.", 3_500_000, 3_500_000, "$"),
        ("The march drew two hundred thousand workers.", 200_000, 200_000, "worker"),
        ("The port lost 1,012 jobs.", 1012, 1012, "job"),
    ],
)
def test_a_number_is_read_with_its_bounds_and_unit(understood, text: str, low: float, high: float, unit: str) -> None:
    found = [q for q in numbers(understood(text)) if q.low or q.high]
    assert (found[0].low, found[0].high, found[0].unit) == (low, high, unit)


def test_the_span_is_that_of_the_number(understood) -> None:
    text = "The march drew two hundred thousand workers."
    found = only(understood(text))
    assert text[found.start : found.end] == "two hundred thousand"


@pytest.mark.parametrize(
    ("one", "other", "fits"),
    [
        ("killed 12 people", "killed 14 people", False),
        ("killed at least 12 people", "killed 14 people", True),
        ("killed more than 20 people", "killed 14 people", False),
        ("drew about 1,000 people", "drew 1,012 people", True),
        ("drew 1,000 people", "drew 1,012 people", True),
        ("drew 1,000 people", "drew 3,000 people", False),
        ("drew up to 40 people", "drew 30 people", True),
        ("drew twelve people", "drew 12 people", True),
    ],
)
def test_two_numbers_fit_if_both_can_be_true(understood, one: str, other: str, fits: bool) -> None:
    assert compatible(only(understood(f"It {one}.")), only(understood(f"It {other}."))) is fits


def test_scores_and_fractions_are_no_numbers(understood) -> None:
    assert all(q.low < 10 for q in numbers(understood("They won 3-2.")))
