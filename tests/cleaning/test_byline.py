"""Who wrote it and when, between headline and story."""

import pytest

from rashomon.cleaning.byline import is_byline, is_date_line, is_signature, names_in, published_in


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("BY JANE DOE", "JANE DOE"),
        ("By JANE DOE and JOHN ROE, Associated Press", "JANE DOE and JOHN ROE, Associated Press"),
        ("By Ludwig van der Rohe, special to The Example", "Ludwig van der Rohe, special to The Example"),
        ("By Jane Doe | Aug. 28, 2018", "Jane Doe"),
        ("By Jane Doe - 28 August 2018", "Jane Doe"),
        ("Written by Jane Doe", "Jane Doe"),
        ("BYLINE: Jane Doe.", "Jane Doe"),
        ("By Abd al-Rahman bin Faisal", "Abd al-Rahman bin Faisal"),
    ],
)
def test_a_byline_gives_its_names(line: str, names: str) -> None:
    assert is_byline(line)
    assert names_in(line) == names


@pytest.mark.parametrize(
    "line",
    [
        "By Monday, the talks had failed.",
        "By contrast, the Senate voted no.",
        "By 2026 the deficit would be higher.",
        "Bypass surgery helped him.",
        "By the time Jane Doe left, it was late.",
        "Jane Doe",
        "By",
    ],
)
def test_a_sentence_that_starts_with_by_is_none(line: str) -> None:
    assert not is_byline(line)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Aug. 28, 2018 10:15 a.m. ET", "2018-08-28"),
        ("Published: 28 August 2018", "2018-08-28"),
        ("Posted on Tuesday, August 28, 2018 at 10:15 pm GMT", "2018-08-28"),
        ("28 August 2018 | Updated: 29 August 2018", "2018-08-28"),
        ("Updated 29 August 2018", None),
        ("Updated: Aug 29, 2018; Published: Aug 28, 2018", "2018-08-28"),
        ("2018-08-28T10:15:00Z", "2018-08-28"),
        ("10:15 a.m.", None),
        ("Aug. 28", None),
        ("09/08/2018", None),
    ],
)
def test_a_line_of_dates_gives_the_day_of_publication(line: str, day: str | None) -> None:
    assert is_date_line(line)
    assert published_in(line) == day


@pytest.mark.parametrize("line", ["On Aug. 28, 2018, he left.", "May 2 was cold", "August", "12", "At 10:15 he left"])
def test_a_line_that_says_more_is_no_date_line(line: str) -> None:
    assert not is_date_line(line)


def test_a_name_without_by_counts_with_where_it_is_from() -> None:
    assert is_signature("Jane Doe, Associated Press")
    assert is_signature("Reuters")
    assert not is_signature("Jane Doe")
    assert not is_signature("The talks failed, Reuters said.")
