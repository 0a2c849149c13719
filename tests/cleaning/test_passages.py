"""Passages part a text without a gap."""

from hypothesis import given
from hypothesis import strategies as st

from rashomon.cleaning.encoding import find_repairs
from rashomon.cleaning.line_marks import Mark, lines_of
from rashomon.cleaning.passages import passages_of, segments_of
from rashomon.cleaning.repaired_text import read_as
from rashomon.types import PassageKind

KINDS: list[PassageKind] = ["headline", "byline", "boilerplate", "caption", "repeat"]
TEXTS = st.text("ab é\u0301שلا👩\n\r &amp;\u200b", max_size=40)


def shape(text: str, *marks: Mark) -> list[tuple[str, str]]:
    reading = read_as(text, find_repairs(text))
    passages = passages_of(reading, segments_of(reading.text, marks), len(text))
    return [(passage.kind, text[passage.start : passage.end]) for passage in passages]


@given(TEXTS, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(KINDS)), max_size=6))
def test_every_character_is_in_exactly_one_passage(text: str, drawn: list[tuple[int, int, PassageKind]]) -> None:
    reading = read_as(text, find_repairs(text))
    size = len(reading.text)
    marks = [Mark(min(a, b, size), min(max(a, b), size), kind) for a, b, kind in drawn if kind != "repeat"]
    passages = passages_of(reading, segments_of(reading.text, marks), len(text))
    assert "".join(text[p.start : p.end] for p in passages) == text
    assert [p.start for p in passages] == [0, *(p.end for p in passages)][: len(passages)]
    assert all(p.start < p.end for p in passages)


def test_marks_are_tight_and_white_space_goes_with_the_body() -> None:
    assert shape("One.\n\nAd\n\nTwo.\n", Mark(6, 8, "boilerplate")) == [
        ("body", "One.\n\n"),
        ("boilerplate", "Ad"),
        ("body", "\n\nTwo.\n"),
    ]


def test_neighbours_of_one_kind_are_one_passage() -> None:
    assert shape("Ad\n\nAd\nOne.", Mark(0, 2, "boilerplate"), Mark(4, 6, "boilerplate")) == [
        ("boilerplate", "Ad\n\nAd"),
        ("body", "\nOne."),
    ]


def test_a_repeat_cuts_what_it_overlaps() -> None:
    marks = (Mark(0, 8, "boilerplate"), Mark(3, 5, "repeat", (0, 2)))
    assert shape("aabccdee", *marks) == [("boilerplate", "aab"), ("repeat", "cc"), ("boilerplate", "dee")]


def test_what_a_repair_takes_away_at_an_edge_goes_with_the_mark() -> None:
    assert shape("One.\n[Ad](/x)\nTwo.", Mark(5, 7, "boilerplate")) == [
        ("body", "One.\n"),
        ("boilerplate", "[Ad](/x)"),
        ("body", "\nTwo."),
    ]


def test_text_of_nothing_has_no_passage_and_white_space_has_one() -> None:
    assert shape("") == []
    assert shape(" \n") == [("body", " \n")]
    assert shape("\u200b") == [("body", "\u200b")]


@given(st.text("ab \n\r\u2028\x0b\x85", max_size=30))
def test_lines_say_what_stands_there(text: str) -> None:
    lines = list(lines_of(text))
    assert all(text[line.start : line.end] == line.text == line.text.strip() != "" for line in lines)
    assert "".join(line.text for line in lines).split() == text.split() or len(lines) > 1
