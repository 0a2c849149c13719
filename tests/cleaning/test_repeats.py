"""What an article says twice is found once, where it is said again."""

from itertools import pairwise
from time import process_time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import rashomon
from rashomon.types import Passage

A = "The minister arrived in the capital on Monday for talks with his counterpart."
B = '"We will rebuild the port and the two bridges," the minister told the state agency.'
C = "The two sides signed an agreement on trade after a meeting that lasted for four hours."
D = "Observers in the region called the visit a surprise, since none had been announced."


def found(text: str) -> list[Passage]:
    return [p for p in rashomon.from_text(text).passages if p.kind == "repeat"]


def repeats(text: str) -> list[tuple[str, str]]:
    return [(text[p.start : p.end].strip(), text[slice(*p.repeats)]) for p in found(text) if p.repeats]


def test_a_repeat_of_half_the_article_is_marked_once() -> None:
    half = f"{A} {B}\n{C}\n{D}"
    text = f"Something else came before it.\n{half}\n{half}"
    assert found(text) == [Passage(text.rindex(A), len(text), "repeat", (text.index(A), text.rindex(A) - 1))]


def test_a_repeat_that_joins_on_the_same_line_is_cut_there() -> None:
    assert repeats(f"{A} {B}{A} {B} And then they left.") == [(f"{A} {B}", f"{A} {B}")]


def test_a_sentence_of_sixty_characters_counts_and_a_shorter_one_does_not() -> None:
    assert repeats(f"{A}\n{C}\n{A}") == [(A, A)]
    assert repeats(f"He said so again.\n{C}\nHe said so again.") == []


def test_letter_case_punctuation_and_line_breaks_do_not_matter() -> None:
    again = A.upper().replace(".", "!")
    assert repeats(f"{A} {C}\n{again}\n{C}") == [(f"{again}\n{C}", f"{A} {C}")]


def test_light_edits_in_a_long_repeat_are_seen_through() -> None:
    edited = f"{A.replace('arrived in', 'arrived late in')} {B} {C.replace('after', 'following')} {D}"
    assert repeats(f"{A} {B} {C} {D}\n{edited}") == [(edited, f"{A} {B} {C} {D}")]


@pytest.mark.parametrize(
    ("old", "new"),
    [("two", "three"), ("was announced", "was not announced"), ("Monday", "Friday"), ("12", "15")],
)
def test_another_number_name_or_negation_is_no_repeat(old: str, new: str) -> None:
    long = "He said that on Monday the two groups of 12 men were seen close to the border where the deal was announced"
    first = f"{long} before a crowd of people who had come from all over the country to hear what would be said there."
    assert repeats(f"{first}\n{first.replace(old, new)}") == []


def test_a_reworded_sentence_alone_is_no_repeat() -> None:
    rest = "for a visit to the port that was damaged in the war, and he left again on the same evening without a word"
    first = f"{A[:-1]} and, as the officials who travelled along said, {rest} to the press."
    assert repeats(f"{first}\n{first.replace('arrived', 'failed to arrive')}") == []
    assert repeats(f"{first}\n{first.replace('damaged', 'rebuilt')}") == []


def test_what_is_said_three_times_points_to_the_first() -> None:
    text = f"{A}\n{C}\n{A}\n{D}\n{A}"
    assert [p.repeats for p in found(text)] == [(0, len(A)), (0, len(A))]


def test_the_headline_said_again_counts_whatever_its_length() -> None:
    assert repeats(f"Talks fail again\n{A}\nTalks fail again\n{C}") == [("Talks fail again", "Talks fail again")]
    assert repeats(f"{A}\nTalks fail again\n{C}\nTalks fail again\n{D}") == []


def test_names_with_initials_do_not_cut_a_sentence() -> None:
    said = "Even the day after the debate, the candidate in the spotlight of all was Donald J. Smith of Ohio."
    assert repeats(f"{said}\n{C}\n{said}") == [(said, said)]


@pytest.mark.parametrize(
    "script",
    [
        "Все люди рождаются свободными и равными в своем достоинстве и правах.",
        "人人生而自由,在尊严和权利上一律平等。" * 4,
    ],
)
def test_repeats_are_found_in_any_script(script: str) -> None:
    assert repeats(f"{script}\nx\n{script}") == [(script, script)]


@given(
    st.lists(st.sampled_from([A, B, C, D, "Yes.", "שלום עולם.", "👩‍👧 e\u0301."]), max_size=12),
    st.sampled_from(["\n", " ", ""]),
)
def test_a_repeat_lies_behind_what_it_repeats_and_overlaps_none(sentences: list[str], glue: str) -> None:
    text = glue.join(sentences)
    assume(text.strip())
    passages = found(text)
    assert all(a.end <= b.start for a, b in pairwise(passages))
    for passage in passages:
        assert passage.repeats is not None
        assert 0 <= passage.repeats[0] < passage.repeats[1] <= passage.start < passage.end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "The same line is said here again and again, without an end.\n" * 40_000,
        "He said so. " * 100_000,
        "".join(f"This is sentence number {n} of a text that goes on and on.\n" for n in range(20_000)),
        "".join(
            f"This is one of many lines that a word like v{'x' * (n % 50)} tells apart in.\n" for n in range(20_000)
        ),
        "a\n" * 200_000,
        "a" * 1_000_000,
        ". " * 500_000,
    ],
    ids=["lines", "sentences", "numbered", "edited", "letters", "word", "stops"],
)
def test_long_texts_take_seconds(text: str) -> None:
    start = process_time()
    rashomon.from_text(text)
    assert process_time() - start < 30
