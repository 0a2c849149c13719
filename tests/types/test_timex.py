from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.types.timex import extent, precision, same_time


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2018-08-28T15:00", "time"),
        ("2018-08-28TNI", "time"),
        ("2018-08-26", "day"),
        ("XXXX-WXX-6", "day"),
        ("XXXX-06-12", "day"),
        ("XXXX-XX-XXT15:00", "time"),
        ("2018-W34", "week"),
        ("2018-W34-WE", "week"),
        ("2018-06", "month"),
        ("2018-06-XX", "month"),
        ("XXXX-06", "month"),
        ("2018-SU", "season"),
        ("2018-Q2", "season"),
        ("2018-H1", "season"),
        ("2018", "year"),
        ("FY2018", "year"),
        ("199", "year"),
        ("199X", "year"),
        ("19XX", "year"),
        ("PT4H", None),
        ("PAST_REF", None),
        ("XXXX-XX-XX", None),
        ("XXXX-WXX", None),
        ("XXXX", None),
        ("", None),
        (None, None),
        ("yesterday", None),
    ],
)
def test_a_value_is_as_exact_as_its_last_field(value, expected):
    assert precision(value) == expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2018-08-27", "2018-08-27", "same"),
        ("2018-08-27", "2018-08-26", "different"),
        ("2018-08-27", "2018-W35", "within"),
        ("2018-08-26", "2018-W35", "different"),
        ("2018-06", "2018", "within"),
        ("2018-06", "2017", "different"),
        ("2018-06-12", "2018-SU", "within"),
        ("2018-06", "2018-Q2", "within"),
        ("2018-02-01", "2017-WI", "within"),
        ("1994", "199", "within"),
        ("199", "199X", "same"),
        ("2004", "199X", "different"),
        ("1994-05-03", "19XX", "within"),
        ("2018-W35", "2018-08", "unknown"),
        ("2018-W35-WE", "2018-09-01", "within"),
        ("2018-W35-WE", "2018-08-31", "different"),
        ("2018-08-28TNI", "2018-08-28", "within"),
        ("2018-08-28TNI", "2018-08-28T20:30", "within"),
        ("2018-08-28TMO", "2018-08-28T15:00", "different"),
        ("2018-08-28TMO", "2018-08-28TAF", "different"),
        ("2018-08-28TNI", "2018-08-29", "unknown"),
        ("2018-08-28TNI", "2018-08-30", "different"),
        ("2018-08-28T15:00", "2018-08-28T16:00", "different"),
        ("2018-08-28T15:00", "2018-08-28T16:00Z", "unknown"),
        ("XXXX-WXX-1", "XXXX-WXX-7", "different"),
        ("XXXX-WXX-6", "XXXX-WXX-6", "same"),
        ("XXXX-WXX-6TNI", "XXXX-WXX-6", "within"),
        ("XXXX-WXX-6", "2018-08-25", "unknown"),
        ("XXXX-WXX-6", "2018-08-26", "different"),
        ("XXXX-WXX-6", "2018-08", "unknown"),
        ("XXXX-06", "XXXX-06", "same"),
        ("XXXX-XX-XXT15:00", "XXXX-XX-XXT15:00", "same"),
        ("XXXX-XX-XXT15:00", "XXXX-XX-XXT16:00", "different"),
        ("XXXX-XX-XXT15:00", "2018-08-28", "unknown"),
        ("XXXX-06-12", "XXXX-06", "within"),
        ("XXXX-06", "2018-06", "unknown"),
        ("XXXX-06", "2018-07-01", "different"),
        ("PT4H", "PT4H", "same"),
        ("PT4H", "PT3H", "different"),
        ("PT24H", "P1D", "same"),
        ("P1W", "P7D", "same"),
        ("P1M", "P30D", "unknown"),
        ("P1M", "P2M", "different"),
        ("PXY", "P2Y", "unknown"),
        ("PXY", "PXY", "unknown"),
        ("PAST_REF", "PAST_REF", "unknown"),
        ("PAST_REF", "2018", "unknown"),
        ("2018-02-30", "2018-02-30", "unknown"),
        (None, "2018", "unknown"),
    ],
)
def test_two_values_stand_to_each_other_in_either_order(a, b, expected):
    assert same_time(a, b) == expected
    assert same_time(b, a) == expected


def test_no_day_of_february_30():
    assert extent("2018-02-30") is None
    assert extent("2018-13") is None
    assert extent("2018-W60") is None


def test_a_timeline_is_ordered_by_extent():
    values = ["2018", "2018-08-28TNI", "2018-06", "2018-08-28", "2017-WI"]
    assert sorted(values, key=lambda v: extent(v) or (0, 0)) == [
        "2017-WI",
        "2018",
        "2018-06",
        "2018-08-28",
        "2018-08-28TNI",
    ]


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(9998, 1, 1)))
def test_a_day_is_within_its_week_month_and_year(day):
    iso = day.isocalendar()
    for wider in (
        f"{iso.year:04}-W{iso.week:02}",
        f"{day:%Y-%m}",
        f"{day:%Y}",
        f"{day:%Y}"[:3],
        f"{day:%Y}"[:2] + "XX",
    ):
        assert same_time(day.isoformat(), wider) == "within"


@given(
    st.text(max_size=20) | st.from_regex(r"[0-9X]{4}-[W0-9X]{1,3}(-[0-9X]{1,2})?(T[0-9:]{2,5})?", fullmatch=True),
    st.text(max_size=8),
)
def test_no_value_raises(a, b):
    precision(a)
    extent(a)
    assert same_time(a, b) == same_time(b, a)
