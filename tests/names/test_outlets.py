"""News organisations by their names."""

from __future__ import annotations

import pytest

import rashomon
from rashomon.lexicon.tables import rows, several
from rashomon.names.outlets import is_news_organisation, outlet_of_file, outlet_of_host


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


@pytest.mark.parametrize(
    ("file", "outlet"),
    [
        ("reports/coast-herald.txt", "Coast Herald"),
        ("the_harbour_times.html", "The Harbour Times"),
        ("novak.txt", None),
        ("000_0951e94f.txt", None),
        ("", None),
    ],
)
def test_a_file_named_after_a_news_organisation_tells_the_outlet(file, outlet):
    assert outlet_of_file(file) == outlet


@pytest.mark.parametrize(
    ("file", "hops"), [("coast-herald.txt", ["Novak"]), ("novak.txt", ["Novak", "the Coast Herald"])]
)
def test_what_was_told_to_the_paper_that_the_file_is_named_after_went_through_nobody(file, hops):
    text = "The mill will close in June, Jan Novak told the Coast Herald."
    chain = rashomon.understand(rashomon.from_text(text, name=file)).statements[0].chain
    assert [hop.sources[0].text.removeprefix("Jan ") for hop in chain] == hops


@pytest.mark.parametrize(
    ("host", "outlet"),
    [
        ("bbc.co.uk", "BBC News"),
        ("edition.cnn.com", "CNN"),
        ("news.yahoo.com", "Yahoo News"),
        ("abcnews.go.com", "ABC News"),
        ("go.com", None),
        ("notcnn.com", None),
        ("cnn.com.example", None),
        ("com", None),
        ("", None),
    ],
)
def test_an_outlet_is_known_by_the_host_of_its_site(host, outlet):
    assert outlet_of_host(host) == outlet


def test_every_site_is_a_bare_host_of_one_outlet():
    sites = [site for row in rows("rashomon.names", "sites") for site in several(row["sites"])]
    assert len(sites) == len(set(sites))
    assert [site for site in sites if site != site.lower() or "." not in site or site.startswith("www.")] == []
