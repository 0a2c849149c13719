import numpy as np
import pytest

from rashomon.encoder.words import commonness, known, vectors

ALIKE = (
    ("visit", "travel"),
    ("reject", "refuse"),
    ("reject", "turn down"),
    ("offer", "proposal"),
    ("kill", "murder"),
    ("attack", "assault"),
    ("withdraw", "pull out"),
    ("ban", "prohibit"),
    ("lawyer", "attorney"),
    ("invitation", "request"),
    ("relationship", "relation"),
    ("begin", "start"),
    ("cut", "reduce"),
    ("win", "victory"),
    ("resign", "step down"),
    ("gunman", "shooter"),
)
APART = (
    ("visit", "reject"),
    ("offer", "kill"),
    ("sign", "attack"),
    ("meet", "withdraw"),
    ("arrest", "vote"),
    ("begin", "lawyer"),
    ("buy", "minister"),
    ("plan", "ban"),
    ("court", "school"),
    ("debate", "shooting"),
    ("president", "storm"),
    ("country", "hour"),
)


def similarity(one: str, other: str) -> float:
    left, right = vectors((one, other))
    return float(left @ right)


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_words_of_like_meaning_are_near(one: str, other: str) -> None:
    assert similarity(one, other) > 0.4


@pytest.mark.parametrize(("one", "other"), APART)
def test_unrelated_words_are_far(one: str, other: str) -> None:
    assert similarity(one, other) < 0.3


def test_an_unknown_word_is_like_no_other() -> None:
    assert not known("zzyzx")
    assert similarity("zzyzx", "reject") == 0.0


def test_vectors_have_length_one_and_unknown_words_none() -> None:
    table = vectors(["reject", "zzyzx", "refuse"])
    assert table.shape == (3, 128)
    assert table.dtype == np.float32
    assert np.allclose(np.linalg.norm(table, axis=1), [1, 0, 1], atol=1e-5)


def test_no_words_give_an_empty_table() -> None:
    assert vectors([]).shape == (0, 128)


def test_everyday_words_are_commoner_than_rare_ones() -> None:
    assert commonness("government") > commonness("withdraw") > commonness("minefield") == 0.0
    assert commonness("zzyzx") == 0.0
