"""When names, words and chains count as the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.gold.ledger import GoldHop
from evals.scoring.matching import chain_matches, f1, macro_f1, same_name, word_spans, words_in
from rashomon.types import Hop, Source


def gold(name: str | None = None, **flags: bool) -> GoldHop:
    return GoldHop(name=name, said=None, **{"anonymous": False, "unresolved": False, "implied": False, **flags})


def hop(text: str = "", entity: str | None = None, *, anonymous: bool = False, unresolved: bool = False) -> Hop:
    sources = (Source(0, len(text), text, entity),) if text else ()
    return Hop(sources=sources, anonymous=anonymous, unresolved=unresolved)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Ada Moor", "ada  MOOR", True),
        ("Moor", "the engineer Ada Moor", True),
        ("Moor", "Moorland", False),
        ("Ada Moor", "Ada J. Moor", False),
        ("U.S.", "US", False),
        ("", "Moor", False),
        (None, None, False),
        ("…", "…", False),
    ],
)
def test_names_are_the_same_when_one_is_a_run_of_whole_words_of_the_other(
    a: str | None, b: str | None, same: bool
) -> None:
    assert same_name(a, b) is same
    assert same_name(b, a) is same


@given(st.text(), st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=4))
def test_words_in_spans_are_words_of_the_text_whole_inside_one_span(text: str, spans: list[tuple[int, int]]) -> None:
    inside = words_in(word_spans(text), spans)
    assert inside <= set(word_spans(text))
    assert all(text[s:e].strip() == text[s:e] != "" for s, e in inside)
    assert all(any(a <= s and e <= b for a, b in spans) for s, e in inside)


def test_f1_of_nothing_in_common_is_nothing() -> None:
    assert f1({(0, 1)}, {(2, 3)}) == f1(set(), set()) == 0.0
    assert f1({(0, 1), (2, 3)}, {(0, 1)}) == pytest.approx(2 / 3)


def test_macro_f1_counts_only_classes_of_the_gold_and_a_missing_answer_as_wrong() -> None:
    assert macro_f1([("a", "a"), ("a", None), ("b", "c")]) == pytest.approx((2 / 3 + 0) / 2)
    assert macro_f1([]) == 1.0


@pytest.mark.parametrize(
    ("expected", "given", "outcome"),
    [
        ([], [], (True, 0, 0)),
        ([], [hop("Moor")], (False, 0, 0)),
        ([gold("Ada Moor")], [hop("Moor")], (True, 0, 0)),
        ([gold("Ada Moor")], [hop("she", "e1")], (True, 0, 0)),
        ([gold("Ada Moor")], [hop("she", "e2")], (False, 0, 0)),
        ([gold("Ada Moor")], [], (False, 0, 0)),
        ([gold("Ada Moor"), gold("Herald")], [hop("Herald"), hop("Moor")], (False, 0, 0)),
        ([gold(anonymous=True)], [hop(anonymous=True)], (True, 0, 0)),
        ([gold(anonymous=True)], [hop("Moor")], (False, 0, 0)),
        ([gold(unresolved=True)], [], (True, 0, 1)),
        ([gold(unresolved=True)], [hop(unresolved=True)], (True, 1, 1)),
        ([gold("Ada Moor"), gold("Herald", implied=True)], [hop("Moor")], (True, 0, 1)),
        ([gold("Ada Moor"), gold("Herald", implied=True)], [hop("Moor"), hop("Herald")], (True, 1, 1)),
        ([gold("Ada Moor", implied=True), gold("Herald")], [hop("Herald")], (False, 0, 0)),
    ],
)
def test_chains_match_hop_by_hop_and_may_lack_only_what_the_text_does_not_state(
    expected: list[GoldHop], given: list[Hop], outcome: tuple[bool, int, int]
) -> None:
    assert chain_matches(expected, given, {"e1": ("Ada Moor", "Moor")}) == outcome
