"""The net for pairs of statements: what goes in, what comes out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import rashomon.encoder
from rashomon.encoder.aligner import Telling, inputs, load

LEFT = Telling("Ann Lee", "The minister resigned on Friday over the fire.")
RIGHT = Telling("", "On Friday the minister stepped down.")
OTHER = Telling("Bob Moor", "The harbour will be closed to ships in winter.")


def test_vectors_are_unit_vectors_and_near_where_two_tell_the_same() -> None:
    net = load()
    vectors = net.vectors(net.states([LEFT, RIGHT, OTHER]))
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]


def test_the_same_event_in_other_words_has_the_higher_logit() -> None:
    net = load()
    logits = net.logits(net.states([LEFT, RIGHT, OTHER]), [(0, 1), (0, 2), (1, 2)])
    assert logits.shape == (3, 4)
    assert logits[0, 0] > max(logits[1, 0], logits[2, 0])


def test_nothing_to_read_gives_nothing() -> None:
    net = load()
    assert inputs([]) == []
    assert net.states([]) == []
    assert net.logits([], []).shape == (0, 4)
    assert len(net.vectors([])) == 0


def test_a_statement_without_a_full_stop_is_cut() -> None:
    (ids,) = inputs([Telling("somebody " * 50, "word " * 5000)])
    assert len(ids) <= 80


@pytest.mark.parametrize("name", ["aligner.onnx", "aligner_pairs.onnx"])
def test_the_card_names_the_files(name: str) -> None:
    data = Path(rashomon.encoder.__file__).parent / "data"
    card = (data / "aligner.md").read_text("utf-8")
    assert f"{(data / name).stat().st_size:,} bytes" in card
