from hypothesis import given
from hypothesis import strategies as st

from rashomon.comparison.shared_runs import longest_run

words = st.lists(st.sampled_from(["a", "b", "c"]), max_size=12)


def test_the_longest_run_is_found_with_its_places() -> None:
    assert longest_run("x the red fox ran".split(), "when the red fox sat".split()) == (1, 1, 3)


def test_texts_without_a_common_word_have_no_run() -> None:
    assert longest_run(["a"], ["b"]) == (0, 0, 0)


@given(words, words)
def test_a_run_stands_in_both_and_no_other_is_longer(a: list[str], b: list[str]) -> None:
    i, j, length = longest_run(a, b)
    assert a[i : i + length] == b[j : j + length]
    longer = length + 1
    theirs = {tuple(b[k : k + longer]) for k in range(len(b) - length)}
    assert all(tuple(a[k : k + longer]) not in theirs for k in range(len(a) - length))
