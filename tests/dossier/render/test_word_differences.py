from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from rashomon.dossier.render.word_differences import differing


def words(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[s:e] for s, e in spans]


def test_the_words_that_differ_are_marked_on_both_sides() -> None:
    left = "The minister visited Damascus on Saturday for talks"
    right = "The minister travelled to Damascus on Sunday for talks"
    a, b = differing(left, right)
    assert words(left, a) == ["visited", "Saturday"]
    assert words(right, b) == ["travelled to", "Sunday"]


def test_case_alone_is_no_difference_and_other_texts_are_left_alone() -> None:
    assert differing("The Visit", "the visit") == ((), ())
    assert differing("Nobody was hurt", "Two workers may be in hospital") == ((), ())


@given(st.text(), st.text())
def test_spans_are_whole_words_in_order(left: str, right: str) -> None:
    for text, spans in zip((left, right), differing(left, right, alike=0), strict=True):
        assert list(spans) == sorted(spans)
        assert all(text[s:e].strip() == text[s:e] != "" for s, e in spans)


def test_long_texts_cost_little() -> None:
    start = time.process_time()
    differing("a b " * 150, "b a " * 150)
    differing("a " * 100_000, "b " * 100_000)
    assert time.process_time() - start < 2
