"""The task time, on rows whose figures are computed by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evals import run
from rashomon.errors import UnreadableInput
from rashomon.settings import Settings

TEXT = "They met in May 2017 and left two days later."
TIMES = [
    {"span": [12, 20], "type": "DATE", "value": "2017-05"},
    {"span": [30, 44], "type": "DATE", "value": None},
]
GOLD = {"id": "a", "text": TEXT, "published": "2018-08-28", "times": TIMES}


def write(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write(tmp_path / "gold.jsonl", GOLD)


def scored(data: Path, times: list[dict[str, Any]], **options: bool) -> Any:
    return run("time", data, write(data.parent / "predictions.jsonl", {"id": "a", "times": times}), **options)


def test_the_labels_themselves_are_all_right(data: Path) -> None:
    assert scored(data, TIMES).figures == {"strict": 1.0, "relaxed": 1.0, "value": 1.0, "type": 1.0}


def test_every_figure_is_the_one_computed_by_hand(data: Path) -> None:
    # one of two found, with other borders and another type; one invented: 2 * 1 / (2 + 2)
    given = [
        {"span": [12, 15], "type": "SET", "value": "2017-05"},
        {"span": [0, 4], "type": "DATE", "value": "2018"},
    ]
    assert scored(data, given).figures == {"strict": 0.0, "relaxed": 0.5, "value": 0.5, "type": 0.0}


def test_the_page_of_errors_tells_missed_invented_and_wrong_values(data: Path) -> None:
    given = [{"span": [12, 20], "type": "DATE", "value": "2018-05"}, {"span": [0, 4], "type": "DATE"}]
    found = scored(data, given, mistakes=True).mistakes
    assert [(m.group, m.kind) for m in found] == [
        ("value", "wrong"),
        ("expression", "missed"),
        ("expression", "invented"),
    ]


def test_the_product_is_run_on_the_text(data: Path) -> None:
    assert run("time", data, settings=Settings(attribution="rules")).figures["relaxed"] == 1.0


@pytest.mark.parametrize("span", [[5, 5], [40, 99], [-1, 3]])
def test_a_span_outside_the_text_is_refused_with_its_row(data: Path, span: list[int]) -> None:
    with pytest.raises(UnreadableInput, match="row a"):
        scored(data, [{"span": span, "type": "DATE"}])


def test_a_missing_row_is_named(data: Path) -> None:
    predictions = write(data.parent / "predictions.jsonl", {"id": "b", "times": []})
    with pytest.raises(UnreadableInput, match="lacks the row a"):
        run("time", data, predictions)
