"""Runs of the same words, against a search that looks everywhere."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rashomon.reuse.fingerprints import GRAM, SHORTEST_RUN, runs

STORIES = st.lists(st.lists(st.integers(0, 3), max_size=60), min_size=2, max_size=4)
"""Few different words: much repeats within a story."""
PASSAGES = st.lists(st.integers(0, 10_000), min_size=SHORTEST_RUN, max_size=40)


def found(stories: list[list[int]]) -> list[tuple[int, int, int, int, int]]:
    words = np.array([w for s in stories for w in s], np.uint32)
    starts = np.cumsum([0, *map(len, stories)])
    r = runs(words, starts)
    columns = (r.left_story, r.right_story, r.left, r.right, r.words)
    return list(zip(*(c.tolist() for c in columns), strict=True))


@given(STORIES)
def test_every_run_is_the_same_in_both_and_goes_no_further(stories: list[list[int]]) -> None:
    for one, other, left, right, n in found(stories):
        a, b = stories[one], stories[other]
        assert one < other
        assert n >= GRAM
        assert a[left : left + n] == b[right : right + n]
        assert left == 0 or right == 0 or a[left - 1] != b[right - 1]
        assert a[left + n : left + n + 1] != b[right + n : right + n + 1] or left + n == len(a)


@given(st.lists(st.integers(20_000, 30_000), max_size=30), PASSAGES, st.lists(st.integers(30_001, 40_000), max_size=30))
def test_a_passage_is_found_wherever_it_stands(before: list[int], passage: list[int], after: list[int]) -> None:
    stories = [[*before, *passage], [*after, *passage, *before]]
    covering = [r for r in found(stories) if r[2] <= len(before) and r[2] + r[4] >= len(before) + len(passage)]
    assert covering


def test_stories_that_stand_after_each_other_do_not_run_together() -> None:
    whole = list(range(40))
    assert found([whole[:10], whole[10:20], whole[20:]]) == []
    assert found([whole, whole[:14], whole[14:]]) == [(0, 1, 0, 0, 14), (0, 2, 14, 0, 26)]


def test_no_story_and_empty_ones_have_no_runs() -> None:
    assert found([]) == []
    assert found([[], [1, 2], []]) == []


def test_one_word_again_and_again_is_no_burden() -> None:
    assert found([[7] * 5_000, [7] * 5_000]) == [(0, 1, 0, 0, 5_000)]


def test_what_hundreds_share_is_held_against_a_few_before_it() -> None:
    pairs = found([list(range(30))] * 300)
    assert len(pairs) == 299 + 298 + 297 + 296
