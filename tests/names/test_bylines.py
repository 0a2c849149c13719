"""Bylines taken apart."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.names.bylines import people_in


@pytest.mark.parametrize(
    ("byline", "people"),
    [
        ("By Jane Doe", ("Jane Doe",)),
        ("JANE DOE and John Roe", ("Jane Doe", "John Roe")),
        ("Von Jörg Müller und Anna-Lena Schmidt", ("Jörg Müller", "Anna-Lena Schmidt")),
        ("Par Élodie Martin, Paul Durand et Luc Petit", ("Élodie Martin", "Paul Durand", "Luc Petit")),
        ("Jane Doe; John Roe | Ann Lee", ("Jane Doe", "John Roe", "Ann Lee")),
        ("Jane Doe, Staff Writer", ("Jane Doe",)),
        ("Jane Doe (jane@daily.example)", ("Jane Doe",)),
        ("https://www.facebook.com/daily", ()),
        ("By Jane Doe, Associated Press", ("Jane Doe",)),
        ("By Jane Doe for The Associated Press", ("Jane Doe",)),
        ("Jane Doe of the Harbour Desk", ("Jane Doe",)),
        ("By Marie d'Arc", ("Marie d'Arc",)),
        ("Photo: Jane Doe / Harbour", ()),
        ("Reuters Staff", ()),
        ("dpa/afp", ()),
        ("Redaktion", ()),
        ("admin", ()),
        ("Doe, Jane", ("Jane Doe",)),
        ("Jane Doe, MD, PhD", ("Jane Doe",)),
        ("Jane Doe Monday", ("Jane Doe",)),
        ("Jane Doe, Harbour.com", ("Jane Doe",)),
        ("Sean O'Neill &amp; Ludwig van Beethoven", ("Sean O'Neill", "Ludwig van Beethoven")),
        ("Jane Doe, Jane Doe", ("Jane Doe",)),
        ("李小龙", ("李小龙",)),
        ("", ()),
    ],
)
def test_people_are_told_from_all_else(byline: str, people: tuple[str, ...]) -> None:
    assert people_in(byline) == people


def test_the_outlet_is_nobody() -> None:
    assert people_in("Jane Doe, Harbour Courant", "Harbour Courant", "harbour-courant.example") == ("Jane Doe",)
    assert people_in("Jane Doe, Courant", "The Harbour Courant") == ("Jane Doe",)


@given(st.text(max_size=60))
def test_no_byline_is_too_strange(byline: str) -> None:
    assert all(people_in(byline))


@pytest.mark.parametrize("piece", ["(", "a@", "by ", ", ", " and", "- ", "&amp;"])
def test_long_bylines_take_no_time(piece: str) -> None:
    started = time.process_time()
    people_in(piece * 200_000)
    assert time.process_time() - started < 1
