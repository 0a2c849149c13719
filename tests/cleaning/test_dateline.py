"""Where an article was filed from."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import rashomon


@pytest.mark.parametrize(
    ("head", "places", "agency"),
    [
        ("ANKARA/PARIS (Dispatches) -- ", ("ANKARA", "PARIS"), "Dispatches"),
        ("WASHINGTON (AP) — ", ("WASHINGTON",), "AP"),
        ("BEIRUT, Aug 28 (Reuters) - ", ("BEIRUT",), "Reuters"),
        ("LONDON, March 3, 2009 (Xinhua) -- ", ("LONDON",), "Xinhua"),
        ("PARIS — ", ("PARIS",), None),
        ("PARIS—", ("PARIS",), None),
        ("NEW YORK – ", ("NEW YORK",), None),
        ("RENO, Nev. (AP) — ", ("RENO, Nev.",), "AP"),
        ("KYIV, Ukraine — ", ("KYIV, Ukraine",), None),
        ("ST. LOUIS — ", ("ST. LOUIS",), None),
        ("SÃO PAULO (AP) — ", ("SÃO PAULO",), "AP"),
        ("WASHINGTON and MOSCOW — ", ("WASHINGTON", "MOSCOW"), None),
        ("DAMASCUS, (SANA) - ", ("DAMASCUS",), "SANA"),
        ("BAGHDAD (Reuters) ", ("BAGHDAD",), "Reuters"),
        ("CAIRO (AFP): ", ("CAIRO",), "AFP"),
        ("New York (AFP) – ", ("New York",), "AFP"),
        ("Seoul, Feb. 3 (Yonhap) -- ", ("Seoul",), "Yonhap"),
        ("(Reuters) - ", (), "Reuters"),
    ],
)
def test_places_and_agency_are_read_and_the_dash_goes_with_them(
    head: str, places: tuple[str, ...], agency: str | None
) -> None:
    article = rashomon.from_text(f"{head}The talks failed on Tuesday.")
    assert article.dateline is not None
    assert (article.dateline.places, article.dateline.agency) == (places, agency)
    assert [(p.kind, p.end) for p in article.passages] == [("dateline", len(head)), ("body", len(article.content))]


def test_a_day_is_taken_only_with_its_year() -> None:
    dated, undated = (
        rashomon.from_text(f"LONDON, March 3{year} (AP) -- The minister left.") for year in (", 2009", "")
    )
    assert [article.published for article in (dated, undated)] == ["2009-03-03", None]
    assert dated.dateline == undated.dateline


@pytest.mark.parametrize(
    "text",
    [
        "The talks failed on Tuesday.",
        "UPDATE — The talks failed.",
        "EXCLUSIVE - The talks failed.",
        "Q — What happened?",
        "IBM (NYSE) - The company said so.",
        "Sen. Jane Doe (D-Ohio) - The senator said so.",
        "Jane Doe — who led the talks — left.",
        "NATO — the alliance — met.",
        "CAIRO: The talks failed.",
        "“WE” — The people.",
        "TEHRAN",
    ],
)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert rashomon.from_text(text).dateline is None


@given(st.text("AB (),./-—:é\u0301א\n", max_size=200))
def test_any_paragraph_can_be_asked(text: str) -> None:
    assume(text.strip())
    article = rashomon.from_text(text)
    assert (article.dateline is None) == ("dateline" not in [p.kind for p in article.passages])


@pytest.mark.parametrize("piece", ["A", "A ", "A.", "A, ", "A and ", "A/", "( ", "A (", "--"])
def test_hostile_paragraphs_take_no_time(piece: str) -> None:
    assert rashomon.from_text(piece * 5_000 + "(").dateline is None
