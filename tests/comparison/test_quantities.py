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
        ("The bank lost $3.5 million in one week.", 3_500_000, 3_500_000, "USD"),
        ("The march drew two hundred thousand workers.", 200_000, 200_000, "worker"),
        ("The port lost 1,012 jobs.", 1012, 1012, "job"),
        ("The port lost one point two million barrels.", 1_200_000, 1_200_000, "barrel"),
        ("The port made its point: two million barrels were lost.", 2_000_000, 2_000_000, "barrel"),
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


@pytest.mark.parametrize(
    ("text", "span", "low", "high", "measure"),
    [
        ("The court fined it US$34m.", "US$34m", 34_000_000, 34_000_000, "USD"),
        ("The bank paid EUR 5bn.", "5bn", 5e9, 5e9, "EUR"),
        ("It cost 4.4 million Swiss francs.", "4.4 million Swiss francs", 4_400_000, 4_400_000, "CHF"),
        ("The loan was Rs 450 crore.", "Rs 450 crore", 4.5e9, 4.5e9, "INR"),
        ("Output fell to 12 per cent.", "12 per cent", 12, 12, "%"),
        ("Kim Foxley, 34, of Orla, resigned.", "34", 34, 34, "age"),
        ("A 34-year-old man resigned.", "34", 34, 34, "age"),
        ("About 20 to 30 people were hurt.", "20 to 30", 20, 30, "injured"),
        ("The shop has 3 to 5 million users.", "3 to 5 million", 3_000_000, 5_000_000, "user"),
        ("Three dozen people came.", "Three dozen", 36, 36, "people"),
        ("Dozens of women spoke.", "Dozens", 24, 120, "woman"),
        ("Orla cut twelve hundred jobs.", "twelve hundred", 1200, 1200, "job"),
        ("The iceberg rises 49m above the sea.", "49m", 49, 49, "metre"),
        ("The death toll rose to four.", "four", 4, 4, "dead"),
        ("The storm left 50 dead.", "50", 50, 50, "dead"),
        ("The deaths of five men shocked the town.", "five", 5, 5, "dead"),
        ("At least 31 others were hurt.", "31", 31, float("inf"), "injured"),
    ],
)
def test_what_is_measured_is_read_in_whatever_words(understood, text, span, low, high, measure) -> None:
    found = only(understood(text))
    assert (found.low, found.high, found.measure) == (low, high, measure)
    assert text[found.start : found.end].endswith(span.removeprefix("EUR "))


@pytest.mark.parametrize("text", ["The bill passed 52-48.", "The vote was 52 to 48.", "It passed by 52 votes to 48."])
def test_a_score_has_both_numbers(understood, text: str) -> None:
    found = numbers(understood(text))[0]
    assert (found.low, found.against) == (52, 48)


@pytest.mark.parametrize("text", ["B-44 broke up.", "He came 20th.", "Two-thirds voted.", "Nobody is the one."])
def test_names_ordinals_fractions_and_pronouns_are_no_quantities(understood, text: str) -> None:
    assert numbers(understood(text)) == ()
