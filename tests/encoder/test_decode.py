"""What the tags' logits are read as, held against every sequence that the scheme allows."""

from __future__ import annotations

import re
from functools import cache
from itertools import product

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.encoder.decode import cue_spans, role_spans

Floats = npt.NDArray[np.float32]
Spans = list[tuple[int, int]]

CUE = "OBIES"
ROLES = "OBIESbies"
ALLOWED = re.compile(r"(O|S|BI*E|s|bi*e)*")
"""Capitals tag a cue or a source, small letters a content."""


@cache
def sequences(tags: str, places: int) -> npt.NDArray[np.int64]:
    """Every allowed sequence, shape (sequences, places)."""
    drawn = [n for n in product(range(len(tags)), repeat=places) if ALLOWED.fullmatch("".join(tags[i] for i in n))]
    return np.array(drawn, np.int64).reshape(len(drawn), places)


def totals(logits: Floats, tags: str) -> npt.NDArray[np.float64]:
    """What each allowed sequence scores."""
    places = np.arange(len(logits))
    return logits.astype(np.float64)[places, sequences(tags, len(logits))].sum(1)


def tagged(places: int, *kinds: Spans) -> list[int]:
    """The tags that say these spans; spans of one place apart from another are asserted."""
    out = [0] * places
    for kind, spans in enumerate(kinds):
        base = 1 + 4 * kind
        for start, end in spans:
            assert 0 <= start < end <= places
            assert not any(out[start:end])
            out[start:end] = [base + 3] if end - start == 1 else [base, *[base + 1] * (end - start - 2), base + 2]
    return out


def score(logits: Floats, tags: list[int]) -> float:
    return float(logits.astype(np.float64)[np.arange(len(logits)), tags].sum())


def read(tags: str, sequence: str) -> Floats:
    """Logits that are sure of a sequence."""
    out = np.full((len(sequence), len(tags)), -9, np.float32)
    out[np.arange(len(sequence)), [tags.index(tag) for tag in sequence]] = 9
    return out


def logits(tags: int, most: int, reach: float = 20) -> st.SearchStrategy[Floats]:
    """Logits of ``most`` places at most, between -reach and reach."""
    row = st.lists(st.floats(-reach, reach, width=32), min_size=tags, max_size=tags)
    return st.lists(row, max_size=most).map(lambda rows: np.array(rows, np.float32).reshape(-1, tags))


@given(logits(len(CUE), 6))
def test_the_cues_are_of_the_likeliest_sequence_that_is_allowed(drawn: Floats) -> None:
    found = tagged(len(drawn), cue_spans([drawn])[0])
    assert score(drawn, found) == pytest.approx(totals(drawn, CUE).max(), abs=1e-3)


@given(logits(len(ROLES), 4))
def test_source_and_content_are_of_the_likeliest_sequence_that_is_allowed(drawn: Floats) -> None:
    ((source, content),) = role_spans(drawn[None])
    found = tagged(len(drawn), source, content)
    assert score(drawn, found) == pytest.approx(totals(drawn, ROLES).max(), abs=1e-3)


@given(st.integers(0, 2**32 - 1), st.integers(1, 5))
def test_where_one_sequence_is_best_it_is_the_one_found(seed: int, places: int) -> None:
    drawn = np.random.default_rng(seed).normal(0, 4, (places, len(ROLES))).astype(np.float32)
    ((source, content),) = role_spans(drawn[None])
    assert tagged(places, source, content) == sequences(ROLES, places)[totals(drawn, ROLES).argmax()].tolist()


@given(st.floats(1e3, 1e6), st.integers(3, 6))
def test_no_certainty_of_single_tags_makes_a_sequence_that_is_not_allowed(sure: float, places: int) -> None:
    drawn = np.zeros((places, len(CUE)), np.float32)
    drawn[:, CUE.index("I")] = sure
    assert cue_spans([drawn])[0] == [(0, places)]
    drawn[:, CUE.index("B")] = 2 * sure
    assert score(drawn, tagged(places, cue_spans([drawn])[0])) == pytest.approx(totals(drawn, CUE).max())


@given(st.lists(logits(len(ROLES), 5), max_size=4), st.integers(0, 2), st.floats(-1e4, 1e4, width=32))
def test_rows_of_other_sizes_and_what_stands_behind_a_row_change_nothing(
    rows: list[Floats], beyond: int, filling: float
) -> None:
    places = max(map(len, rows), default=0) + beyond
    together = np.full((len(rows), places, len(ROLES)), filling, np.float32)
    together[:, :, 0] = 0
    for row, own in enumerate(together):
        own[: len(rows[row])] = rows[row]
    found = role_spans(together, np.array([len(row) for row in rows], np.int64))
    assert found == [pair for row in rows for pair in role_spans(row[None])]


@given(st.integers(0, 2**32 - 1))
def test_long_rows_are_read_like_short_ones(seed: int) -> None:
    draw = np.random.default_rng(seed)
    written = "".join(draw.choice(["O", "S", "BE", "BIIIE", "s", "be", "biie"], 90))
    ((source, content),) = role_spans(read(ROLES, written)[None])
    assert "".join(ROLES[tag] for tag in tagged(len(written), source, content)) == written


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("OOO", []),
        ("OSO", [(1, 2)]),
        ("SS", [(0, 1), (1, 2)]),
        ("BEBIE", [(0, 2), (2, 5)]),
        ("BIIE", [(0, 4)]),
    ],
)
def test_spans_side_by_side_stay_apart(tags: str, spans: Spans) -> None:
    assert cue_spans([read(CUE, tags)]) == [spans]


def test_source_and_content_are_told_apart() -> None:
    first, second = role_spans(np.stack([read(ROLES, "BEObie"), read(ROLES, "sSOObe")]))
    assert first == ([(0, 2)], [(3, 6)])
    assert second == ([(1, 2)], [(0, 1), (4, 6)])


def test_no_places_and_no_cues_give_no_spans() -> None:
    assert cue_spans([]) == []
    assert cue_spans([np.zeros((0, 5), np.float32)]) == [[]]
    assert role_spans(np.zeros((0, 7, 9), np.float32)) == []
    assert role_spans(np.zeros((2, 0, 9), np.float32)) == [([], []), ([], [])]
    assert role_spans(np.zeros((2, 3, 9), np.float32), np.array([0, 0])) == [([], []), ([], [])]
