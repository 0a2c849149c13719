"""Choosing a task, and what is said when that fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals import TASKS, Report, Row, run
from evals.report import tally
from rashomon.errors import UsageError


def test_an_unknown_task_is_refused_with_those_that_are_there() -> None:
    with pytest.raises(UsageError, match=r"no evaluation task 'sedes'; there are: .*seeds"):
        run("sedes", Path("ledger.json"))


def test_predictions_are_refused_where_the_product_itself_is_judged(tmp_path: Path) -> None:
    data = tmp_path / "stories.jsonl"
    data.write_text('{"id": "1", "story": "s", "text": "Nothing happened."}\n', encoding="utf-8")
    with pytest.raises(UsageError, match="takes no predictions"):
        run("robustness", data, tmp_path / "dossier.json")


def test_every_task_says_what_it_is_in_one_line() -> None:
    for name, task in TASKS.items():
        assert task.name == name
        assert task.about
        assert "\n" not in task.about + task.data


def test_figures_are_named_by_block_and_label_and_rounded() -> None:
    rows = (
        Row(label="chains", figure=2 / 3, block="dam"),
        Row(label="chains", figure=1.0),
        Row(label="seen", figure=None),
    )
    assert Report(task="t", rows=rows).figures == {"dam/chains": 0.667, "chains": 1.0}


def test_a_tally_counts_and_names_what_is_missed() -> None:
    (row,) = tally("times", [(True, "A1"), (False, "A2"), (True, "A3")])
    assert (row.counts, row.missed, row.figure) == ((2, 3), ("A2",), 2 / 3)


def test_a_tally_of_nothing_is_no_row() -> None:
    assert list(tally("times", [])) == []
