"""The net for statements: what goes in, what comes out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import rashomon.encoder
from rashomon.encoder.aligner import Telling, found_in, inputs, load

LEFT = Telling("Ann Lee", "The minister resigned on Friday over the fire.")
RIGHT = Telling("", "On Friday the minister stepped down.")
OTHER = Telling("Bob Moor", "The harbour will be closed to ships in winter.")


def test_readings_are_unit_vectors_with_weights_that_sum_to_one() -> None:
    for reading, ids in zip(load().read([LEFT, OTHER]), inputs([LEFT, OTHER]), strict=True):
        assert np.linalg.norm(reading.vector) == pytest.approx(1, abs=1e-5)
        assert np.linalg.norm(reading.pieces, axis=1) == pytest.approx(np.ones(len(ids) - 1), abs=1e-5)
        assert reading.weights.sum() == pytest.approx(1, abs=1e-5)


def test_the_same_event_in_other_words_is_nearer_than_another() -> None:
    left, right, other = load().read([LEFT, RIGHT, OTHER])
    assert left.vector @ right.vector > left.vector @ other.vector
    assert found_in(right, left) > found_in(other, left)
    assert found_in(left, left) == pytest.approx(1, abs=1e-5)


def test_statements_read_together_do_not_change_one_another() -> None:
    together = load().read([LEFT, RIGHT, OTHER])[1]
    assert together.vector @ load().read([RIGHT])[0].vector > 0.99


def test_nothing_to_read_gives_nothing() -> None:
    assert inputs([]) == []
    assert load().read([]) == []


def test_a_statement_without_a_full_stop_is_cut() -> None:
    (ids,) = inputs([Telling("somebody " * 50, "word " * 5000)])
    assert len(ids) <= 80


def test_the_card_names_the_file() -> None:
    data = Path(rashomon.encoder.__file__).parent / "data"
    card = (data / "aligner.md").read_text("utf-8")
    assert f"{(data / 'aligner.onnx').stat().st_size:,} bytes" in card
