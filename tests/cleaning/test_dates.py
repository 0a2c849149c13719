"""Days as articles print them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.cleaning.dates import find_day


@pytest.mark.parametrize(
    "text",
    [
        "28 August 2018",
        "28th of August, 2018",
        "August 28, 2018",
        "Aug. 28, 2018 10:15 a.m. ET",
        "Tuesday, AUGUST 28 2018",
        "Aug 28 , 2018",
        "2018-08-28",
        "2018/08/28",
        "28/08/2018",
        "28.8.2018",
        "08/28/2018",
        "Published 2018-08-28T10:00:00Z, updated 2019-01-01",
    ],
)
def test_a_day_that_can_be_read_in_one_way_is_found(text: str) -> None:
    assert find_day(text) == "2018-08-28"


@pytest.mark.parametrize(
    "text",
    [
        "09/08/2018",
        "August 2018",
        "Aug. 28",
        "30 February 2018",
        "2018-13-01",
        "12345-08-28",
        "28/08/18",
        "",
        "in 2018",
    ],
)
def test_no_day_is_guessed(text: str) -> None:
    assert find_day(text) is None


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_found_in_words_and_in_iso(day: date) -> None:
    assert find_day(f"{day:%d %B %Y}") == find_day(f"on {day:%B %d, %Y} at") == find_day(f"({day})") == str(day)
