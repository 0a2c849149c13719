from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from rashomon.dossier.render.labels import day_span, hop_name, manner, plain, shorten, through, when
from rashomon.types import Dossier, Hop, Mark, Source, Spot


@given(st.text(), st.integers(3, 200))
def test_a_shortened_text_fits_and_begins_as_it_did(text: str, width: int) -> None:
    short = shorten(text, width)
    assert len(short) <= width
    assert plain(text).startswith(short.removesuffix(" …"))
    assert shorten(short, width) == short


def test_a_text_is_cut_between_words_unless_it_has_none() -> None:
    assert shorten("one two three four five", 16) == "one two three …"
    assert shorten("W" * 10_000, 10) == "W" * 8 + " …"
    assert shorten(":000", 3) == ": …"


def test_plain_text_has_one_line_and_no_control() -> None:
    assert plain("a\x1b[31m\n\tb\u202ec\u2067\x00 \ud800d") == "a[31m bc d"
    assert plain("👩‍👩‍👧‍👦 e\u0301") == "👩‍👩‍👧‍👦 e\u0301"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2018-08-25", "Saturday 25 August 2018"),
        ("2018-08-28TNI", "Tuesday 28 August 2018, night"),
        ("2018-08-28T15:00", "Tuesday 28 August 2018, 15:00"),
        ("2018-W34", "week of 20 August 2018"),
        ("2018-W34-WE", "weekend of 25 August 2018"),
        ("2018-06", "June 2018"),
        ("2018-SU", "June to August 2018"),
        ("2018-WI", "December 2018 to February 2019"),
        ("2018", "2018"),
        ("199", "1990 to 1999"),
        ("XXXX-WXX-6", "a Saturday"),
        ("PT4H", "PT4H"),
        ("2018-02-30", "2018-02-30"),
        ("9999-W52", "9999-W52"),
        ("\x1b[31m", "[31m"),
    ],
)
def test_times_read_as_people_write_them(value: str, words: str) -> None:
    assert when(value) == words


@given(st.text("0123456789-WXTSUNI:PQ", max_size=16))
def test_no_value_of_a_time_is_too_odd(value: str) -> None:
    span = day_span(value)
    assert span is None or span[0] <= span[1]
    assert isinstance(when(value), str)


def test_nobody_is_guessed() -> None:
    official = Source(0, 10, "an official", None)
    assert hop_name(Hop(sources=(official,), anonymous=True), {}) == "an official (unnamed)"
    assert hop_name(Hop(cue=Spot(0, 4, "said"), anonymous=True), {}) == "somebody unnamed"
    assert hop_name(Hop(cue=Spot(0, 4, "said")), {}) == "somebody unnamed"
    assert hop_name(Hop(sources=(Source(0, 10, "the report"),), unresolved=True), {}) == "the report (not identified)"
    assert hop_name(Hop(unresolved=True), {}) == "somebody not identified"


def test_an_entity_goes_by_its_name_and_several_sources_by_all() -> None:
    hop = Hop(sources=(Source(0, 2, "He", "e1"), Source(7, 11, "Rome", None), Source(9, 11, "he", "e1")))
    assert hop_name(hop, {"e1": "Ilse Brandt"}) == "Ilse Brandt and Rome"


def test_a_chain_reads_from_the_first_speaker_on(story: Dossier) -> None:
    names = {e.id: e.name for e in story.entities}
    by_id = {s.id: s for s in story.statements}
    assert through(by_id["b3"], names) == "Pelle Oster, through Harbour News"
    assert through(by_id["a3"], names) == "the article itself"


def test_only_what_is_out_of_the_ordinary_is_marked(story: Dossier) -> None:
    by_id = {s.id: s for s in story.statements}
    assert manner(by_id["b1"]) == ()
    assert manner(by_id["a2"]) == ("quoted", "negated: “Nobody”")
    assert manner(by_id["a3"]) == ("hedged: “reportedly”",)
    assert manner(by_id["b2"]) == ("possible: “may”",)
    assert manner(by_id["c2"]) == ("denial: “denied”",)
    assert manner(by_id["c3"]) == ("negated",)


def test_words_in_several_pieces_are_joined(story: Dossier) -> None:
    (statement,) = (s for s in story.statements if s.id == "c3")
    pieces = (Mark("force", 0, 6, "turned"), Mark("force", 10, 14, "down"), Mark("certainty", 20, 23, "may"))
    found = replace(statement, certainty="unknown", force="refusal", marks=pieces)
    assert manner(found) == ("certainty unknown: “may”", "negated", "refusal: “turned … down”")


def test_what_asks_is_shown_once(story: Dossier) -> None:
    (statement,) = (s for s in story.statements if s.id == "b1")
    both = (Mark("certainty", 0, 5, "asked"), Mark("force", 0, 5, "asked"))
    found = replace(statement, certainty="unknown", force="question", marks=both)
    assert manner(found) == ("certainty unknown", "question: “asked”")
