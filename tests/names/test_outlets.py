"""News organisations by their names."""

from __future__ import annotations

import pytest

from rashomon.names.outlets import is_news_organisation


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Reuters",
            "the BBC",
            "BuzzFeed",
            "CNN’s",
            "Al Jazeera",
            "Fox",
            "The New Yorker",
            "Agence France-Presse",
            "PTI",
        ),
        *("the Halden Times", "Times", "The Times of Norvia", "Daily Kontor", "Halden Free Press", "the Sun"),
        *("Harbour News Network", "Radio Halden", "Halden Broadcasting Corporation", "Norvia News Agency", "NBC News"),
    ],
)
def test_a_news_organisation_is_known_by_its_name(name: str) -> None:
    assert is_news_organisation(name)


@pytest.mark.parametrize(
    "name",
    [
        *("", "National Security Agency", "Review Board", "Press Secretary Ann Roe", "Times Square", "Union Station"),
        *(
            "the newspaper",
            "news",
            "a tv station",
            "Social Network",
            "Sun Chemicals",
            "Court of Halden",
            "Post Office",
            "Ann Bloomberg",
        ),
    ],
)
def test_other_names_and_descriptions_are_none(name: str) -> None:
    assert not is_news_organisation(name)
