"""Who had it first, and whose text it is."""

from __future__ import annotations

import pytest

from rashomon import copies
from rashomon.types import Article, Dateline, Evidence, Passage, Reason

from .conftest import WIRE, Make

URL = "https://x.example/ferry"


def direction(one: Article, other: Article, kind: str) -> tuple[str | None, tuple[Reason, ...]]:
    (copy,) = copies([one, other])
    assert copy.kind == kind
    return copy.earlier, copy.reasons


def credit(article: Article, bare: Article) -> tuple[str, tuple[Evidence, ...]] | None:
    """The agency that ``article`` credits, said where it shares its text with ``bare``, and where it does so."""
    _, reasons = direction(article, bare, "exact" if article.content == bare.content else "near")
    for reason in reasons:
        return reason.text.removeprefix(f"{article.id} is credited to "), reason.evidence
    return None


def test_the_earlier_day_was_first(make: Make) -> None:
    one, other = make(WIRE, "1", published="2024-03-05"), make(WIRE, "2", published="2024-03-04")
    earlier, (reason,) = direction(one, other, "exact")
    assert earlier == "2"
    assert reason.text == "2 is of 2024-03-04, 1 of 2024-03-05"


def test_whoever_names_the_other_as_source_was_later(make: Make) -> None:
    one = make(WIRE, "1", outlet="Halden Herald")
    other = make(f"The Halden Herald reported on Monday: {WIRE}", "2", outlet="Coast Star")
    earlier, (reason,) = direction(one, other, "near")
    assert earlier == "1"
    assert reason.evidence[0].text == "Halden Herald reported"
    assert other.content[slice(*reason.evidence[0].span)] == "Halden Herald reported"


def test_a_name_without_reporting_tells_nothing(make: Make) -> None:
    other = make(f"{WIRE}\nThe Halden Herald has moved to a new house by the harbour.", "2")
    assert direction(make(WIRE, "1", outlet="Halden Herald"), other, "near") == (None, ())


def test_signs_that_disagree_name_nobody(make: Make) -> None:
    one = make(WIRE, "1", outlet="Halden Herald", published="2024-03-05")
    other = make(f"According to the Halden Herald, {WIRE}", "2", published="2024-03-04")
    earlier, reasons = direction(one, other, "near")
    assert earlier is None
    assert len(reasons) == 2


def test_a_note_of_a_change_makes_a_version_the_later_one(make: Make) -> None:
    note = "Update: the number of passengers was changed."
    text = f"{WIRE}\n{note}"
    parts = (Passage(0, len(WIRE) + 1, "body"), Passage(len(WIRE) + 1, len(text), "update"))
    one, other = make(text, "1", passages=parts, url=URL), make(WIRE, "2", url=URL)
    earlier, (reason,) = direction(one, other, "version")
    assert earlier == "2"
    assert reason.evidence[0].text == note


def test_a_change_on_a_later_day_makes_a_version_the_later_one(make: Make) -> None:
    one = make(WIRE, "1", published="2024-03-04", modified="2024-03-06", url=URL)
    other = make(f"{WIRE}\nMore.", "2", published="2024-03-04", url=URL)
    assert direction(one, other, "version")[0] == "2"


def test_an_agency_s_own_page_was_first(make: Make) -> None:
    one = make(WIRE, "1", outlet="Reuters")
    other = make(f"{WIRE}\n(Reuters)", "2", outlet="Coast Star")
    assert direction(one, other, "near")[0] == "1"


def test_two_that_are_credited_to_one_agency_have_it_from_there(make: Make) -> None:
    one, other = make(f"{WIRE}\n(Reuters)", "1"), make(f"{WIRE}\nSource: Reuters", "2")
    earlier, (reason,) = direction(one, other, "near")
    assert earlier is None
    assert reason.text == "both are credited to Reuters"
    assert [e.text for e in reason.evidence] == ["Reuters", "Reuters"]


@pytest.mark.parametrize(
    ("ending", "agency"),
    [
        ("(Reuters)", "Reuters"),
        ("— AFP", "Agence France-Presse"),
        ("Source: dpa", "Deutsche Presse-Agentur"),
        ("© 2024 The Associated Press.", "Associated Press"),
        ("The minister spoke to Reuters on Monday.", None),
        ("The PA system failed.", None),
    ],
)
def test_a_credit_at_the_end(make: Make, ending: str, agency: str | None) -> None:
    article = make(f"{WIRE}\n{ending}", "1")
    found = credit(article, make(WIRE, "2"))
    assert (found[0] if found else None) == agency
    for spot in found[1] if found else ():
        assert article.content[slice(*spot.span)] == spot.text
        assert spot.text in ending


def test_a_credit_in_dateline_or_byline(make: Make) -> None:
    text = f"HALDEN (AP) - {WIRE}"
    name, (spot,) = credit(make(text, "1", dateline=Dateline(("HALDEN",), "AP")), make(WIRE, "2")) or ("", (None,))
    assert (name, spot and spot.text) == ("Associated Press", "AP")
    assert credit(make(WIRE, "1", authors=("Ada Moor", "Reuters")), make(WIRE, "2")) == ("Reuters", ())


@pytest.mark.parametrize(
    ("byline", "agency"),
    [
        ("By Ada Moor, Associated Press", "Associated Press"),
        ("AFP", "Agence France-Presse"),
        ("HALDEN (Thomson Reuters)", "Reuters"),
        ("a map of APPs", None),
        ("", None),
    ],
)
def test_an_agency_is_found_as_a_whole_word(make: Make, byline: str, agency: str | None) -> None:
    found = credit(make(WIRE, "1", byline=byline), make(WIRE, "2"))
    assert (found[0] if found else None) == agency
