"""Strings that name countries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.names.countries import countries, match_country


@pytest.mark.parametrize(
    ("name", "usual", "kind"),
    [
        ("Syria", "Syria", "name"),
        ("the U.S.", "United States", "name"),
        ("US", "United States", "name"),
        ("America’s", "United States", "name"),
        ("Iranian", "Iran", "adjective"),
        ("Britons", "United Kingdom", "people"),
        ("Frenchman", "France", "people"),
        ("TEHRAN", "Iran", "capital"),
        ("Cote d’Ivoire", "Ivory Coast", "name"),
        ("Kyiv", "Ukraine", "capital"),
        ("the Kremlin", "Russia", "seat"),
        ("Downing Street", "United Kingdom", "seat"),
    ],
)
def test_a_country_is_known_by_name_adjective_people_capital_and_seat(name, usual, kind):
    found = match_country(name)
    assert found is not None
    assert (found.country.name, found.kind) == (usual, kind)


def test_a_seat_of_government_wins_over_another_countrys_capital():
    found = match_country("Brussels")
    assert found is not None
    assert (found.country.code, found.kind) == ("EU", "seat")


@pytest.mark.parametrize("word", ["us", "turkey", "polish", "Car", "Us", "", "the", "'s", "Springfield"])
def test_common_words_are_no_countries(word):
    assert match_country(word) is None


def test_every_member_of_the_united_nations_has_a_capital_and_most_an_adjective():
    members = [c for c in countries() if len(c.code) == 2 and c.capitals]
    assert len(members) >= 195
    assert sum(not c.adjectives for c in members) < 12
    assert len({c.code for c in countries()}) == len(countries()) == len({c.name for c in countries()})


def test_every_name_in_the_lexicon_finds_its_own_country_unless_another_has_it_as_its_name():
    for land in countries():
        for written in (*land.names, *land.adjectives, *land.people):
            found = match_country(written)
            assert found is not None
            assert found.country == land, written


@given(st.text(max_size=60))
def test_any_text_can_be_looked_up(text):
    match_country(text)
