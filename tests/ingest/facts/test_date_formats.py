"""Days as people and machines write them."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.ingest.facts.date_formats import days_in, is_utc, stamped_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31. Oktober 2023, 10:11", "2023-10-31"),
        ("Nov. 8, 2023", "2023-11-08"),
        ("8th of November 2023", "2023-11-08"),
        ("1er décembre 2019", "2019-12-01"),
        ("15 de mayo de 2020", "2020-05-15"),
        ("19. helmikuuta 2020", "2020-02-19"),
        ("31 октября 2023 г.", "2023-10-31"),
        ("5 МАЯ 2019", "2019-05-05"),
        ("2023. október 31.", "2023-10-31"),
        ("2020年2月14日 10:00", "2020-02-14"),
        ("2020년 2월 14일", "2020-02-14"),
        ("Di., 02.11.2021 ", "2021-11-02"),
        ("26 | 01 | 2022", "2022-01-26"),
        ("8.5.12", "2012-05-08"),
        ("20-Nov-2019", "2019-11-20"),
        ("2019-11-6", "2019-11-06"),
        ("13/11/2019", "2019-11-13"),
        ("11/13/2019", "2019-11-13"),
        ("am Montag 12 war es, am 31. Oktober 2023 auch", "2023-10-31"),
    ],
)
def test_a_day_is_read_in_any_of_many_languages(text: str, day: str) -> None:
    assert next(days_in(text)).day == day


@pytest.mark.parametrize(
    "text", ["31.02.2019", "May 2019", "Windows 10.2.2010.1", "1/2/10", "10-11-12", "35 May 2019", "99.99.2019", "2019"]
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert list(days_in(text)) == []


def test_slashes_follow_the_custom_of_the_page_and_are_never_sure() -> None:
    (british,), (american,) = list(days_in("09/08/2018")), list(days_in("09/08/2018", month_first=True))
    assert (british.day, american.day) == ("2018-08-09", "2018-09-08")
    assert not british.sure
    assert [found.day for found in days_in("09.08.2018", month_first=True)] == ["2018-08-09"]


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2023-11-08T23:30:00Z", "2023-11-08"),
        ("2023-11-08 00:30:00+02:00", "2023-11-08"),
        ("20231108T1200", "2023-11-08"),
        ("20231108", "2023-11-08"),
        ("1698745000", "2023-10-31"),
        ("1698745000123", "2023-10-31"),
        ("Wed, 08 Nov 2023 10:00:00 GMT", "2023-11-08"),
        ("1912-04-16", "1912-04-16"),
        ("2019-10", None),
        ("2019", None),
        ("0001-01-01T00:00:00", None),
        ("1970-01-01T00:00:00Z", None),
        ("2019-13-45", None),
        ("", None),
    ],
)
def test_a_stamp_gives_the_day_that_it_is_written_with(stamp: str, day: str | None) -> None:
    assert stamped_day(stamp) == day


def test_moments_that_may_be_in_utc_are_told_but_at_hours_of_one_day_everywhere() -> None:
    assert is_utc("2023-11-08T23:30:00Z")
    assert is_utc("2023-11-08 01:09:01")
    assert not is_utc("2023-11-08T10:30:00Z")
    assert not is_utc("2023-11-08T23:30:00+01:00")
    assert not is_utc("2023-11-08")


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_back_from_every_form(day: date) -> None:
    forms = (day.isoformat(), f"{day:%d.%m.%Y}", f"{day.day} {day:%B %Y}", f"{day:%b. %d, %Y}", f"{day:%Y%m%d}")
    if day.isoformat() != "1970-01-01":
        assert {stamped_day(form) for form in forms} == {day.isoformat()}


@given(st.text(alphabet="0123456789./-|, dejanu年月日Ⅷ٣²\u0301🙂", max_size=40))
def test_no_text_is_too_strange(text: str) -> None:
    for found in days_in(text):
        date.fromisoformat(found.day)
        assert 0 <= found.start < found.end <= len(text)
    stamped_day(text)


@pytest.mark.parametrize("text", ["1.", "2019 ", "12 abc ", "a1", "1/", "May 1 ", "2019-1", "x" * 9 + " "])
def test_time_is_linear_in_the_text(text: str) -> None:
    started = time.process_time()
    list(days_in(text * 50_000))
    assert time.process_time() - started < 5
