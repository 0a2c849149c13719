"""The task coreference and its measures, on clusters whose figures are computed by hand."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals import run
from evals.scoring.clusters import Counts, best_assignment, f1_of, precision_recall
from rashomon.errors import UnreadableInput

TEXT = "Mayor Ada Moor said on Monday that the dam held. She said that it was safe.\n"


def write(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def at(words: str) -> list[int]:
    return [TEXT.index(words), TEXT.index(words) + len(words)]


def test_every_figure_is_the_one_computed_by_hand() -> None:
    counts = Counts()
    counts.add([{1, 2, 3}, {4, 5, 6, 7}], [{1, 2}, {3, 4, 5, 6, 7}])
    # MUC: of the 2 + 3 links of the gold 1 + 3 are kept, of the 1 + 4 found ones 1 + 3
    assert precision_recall(counts.sums["MUC"]) == (0.8, 0.8)
    # B³: recall (4 + 1) / 3 + 16 / 4 of 7 mentions, precision 4 / 2 + (1 + 16) / 5
    assert precision_recall(counts.sums["B³"]) == pytest.approx((5.4 / 7, (5 / 3 + 4) / 7))
    # CEAF-e: 2 * 2 / 5 and 2 * 4 / 9 of two clusters each
    assert f1_of(counts.sums["CEAF-e"]) == pytest.approx((4 / 5 + 8 / 9) / 2)
    assert f1_of(counts.sums["mentions"]) == 1


def test_mentions_that_one_side_alone_has_count_against_the_other() -> None:
    counts = Counts()
    counts.add([{1, 2, 3}], [{1, 2, 9}])
    assert precision_recall(counts.sums["MUC"]) == (0.5, 0.5)
    assert precision_recall(counts.sums["B³"]) == pytest.approx((4 / 9, 4 / 9))
    assert precision_recall(counts.sums["mentions"]) == pytest.approx((2 / 3, 2 / 3))


def test_nothing_found_and_nothing_to_find_give_zero() -> None:
    counts = Counts()
    counts.add([], [])
    assert counts.conll == 0
    counts.add([{1, 2}], [])
    assert counts.conll == 0


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(st.lists(st.floats(0, 1), min_size=width, max_size=width), min_size=1, max_size=4)
    )
)
def test_the_best_assignment_is_the_best_of_all(weights: list[list[float]]) -> None:
    rows = weights if len(weights) <= len(weights[0]) else [list(column) for column in zip(*weights, strict=True)]
    every = (sum(row[j] for row, j in zip(rows, order, strict=False)) for order in permutations(range(len(rows[0]))))
    assert best_assignment(weights) == pytest.approx(max(every))


@pytest.mark.slow
def test_documents_are_held_against_the_entities_of_the_product(tmp_path: Path) -> None:
    mentions = [{"span": at(words), "chain": "1"} for words in ("Mayor Ada Moor", "She")]
    others = [{"span": at(words), "chain": "0"} for words in ("the dam", "it")]
    figures = run(
        "coreference", write(tmp_path / "gold.jsonl", {"id": "1", "text": TEXT, "mentions": [*mentions, *others]})
    ).figures
    assert figures["CoNLL F1"] == figures["by head/CoNLL F1"] == 1
    mentions[1]["chain"] = "2"
    figures = run(
        "coreference", write(tmp_path / "gold.jsonl", {"id": "1", "text": TEXT, "mentions": mentions})
    ).figures
    assert figures["CoNLL F1"] == 0


@pytest.mark.slow
def test_a_pronoun_is_held_against_two_names(tmp_path: Path) -> None:
    row = {"id": "1", "text": TEXT, "pronoun": at("She"), "A": at("Ada Moor"), "A_coref": True, "B": at("Monday")}
    report = run("coreference", write(tmp_path / "gold.jsonl", row, {**row, "A_coref": False, "B_coref": True}))
    assert report.figures == {"overall F1": 0.5, "precision": 0.5, "recall": 0.5}


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({}, "row 1 has to have either mentions or a pronoun"),
        ({"pronoun": [0, 2]}, "row 1 has a pronoun without the two names"),
        ({"mentions": [{"span": [3, 3], "chain": "1"}]}, r"row 1: \[3, 3\] is empty or outside the text"),
        ({"mentions": [{"span": [0, 999], "chain": "1"}]}, r"row 1: \[0, 999\] is empty or outside the text"),
    ],
)
def test_a_malformed_row_is_an_error_that_names_it(tmp_path: Path, row: dict[str, Any], problem: str) -> None:
    data = write(tmp_path / "gold.jsonl", {"id": "1", "text": TEXT, **row})
    with pytest.raises(UnreadableInput, match=problem):
        run("coreference", data)


def test_rows_of_both_forms_are_refused(tmp_path: Path) -> None:
    gap = {"id": "2", "text": TEXT, "pronoun": at("She"), "A": at("Ada Moor"), "B": at("Monday")}
    with pytest.raises(UnreadableInput, match="rows of both forms"):
        run("coreference", write(tmp_path / "gold.jsonl", {"id": "1", "text": TEXT, "mentions": []}, gap))
