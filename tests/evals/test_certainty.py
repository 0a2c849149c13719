"""The task certainty, on rows whose figures are computed by hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rashomon
from evals import run
from evals.tasks import certainty
from rashomon.errors import UnreadableInput
from rashomon.settings import Settings

LABELS = {"news": (3.0, -3.0, 0.0), "blogs": (1.0, 2.0)}
GOLD = [
    {"corpus": corpus, "text": f"The dam held {n} .", "span": [8, 12], "label": label}
    for corpus, labels in LABELS.items()
    for n, label in enumerate(labels)
]


def write(path: Path, rows: Sequence[dict[str, Any]]) -> Path:
    path.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write(tmp_path / "gold.jsonl", GOLD)


def scored(data: Path, rows: Sequence[dict[str, Any]], **options: bool) -> Any:
    return run("certainty", data, write(data.parent / "predictions.jsonl", rows), **options)


def labels(*values: float) -> list[dict[str, Any]]:
    return [{"label": value} for value in values]


def test_every_figure_is_the_one_computed_by_hand_and_no_corpus_is_pooled(data: Path) -> None:
    # news: distances 1, 3 and 2; r = 6 / sqrt(18 * 8/3). blogs: distances 0 and 1, a constant prediction
    assert scored(data, labels(2, 0, 2, 1, 1)).figures == {
        "news/MAE": 2.0,
        "news/r": 0.866,
        "blogs/MAE": 0.5,
        "blogs/r": 0.0,
    }


def test_the_labels_themselves_are_all_right(data: Path) -> None:
    report = scored(data, GOLD)
    assert report.figures == {"news/MAE": 0.0, "news/r": 1.0, "blogs/MAE": 0.0, "blogs/r": 1.0}


@given(st.lists(st.tuples(*[st.floats(-3, 3)] * 2), min_size=1, max_size=9), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(pairs: list[tuple[float, float]], random: Any) -> None:
    def of(some: list[tuple[float, float]]) -> dict[str, float]:
        gold = tuple(certainty._Row("c", "It held.", (3, 7), label) for label, _ in some)
        return {row.label: row.figure or 0.0 for row in certainty._score(gold, [p for _, p in some]).rows}

    mixed = random.sample(pairs, len(pairs))
    assert of(mixed) == pytest.approx(of(pairs), abs=1e-6)


def test_the_product_is_run_where_no_predictions_are_given(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def understand(article: Any, settings: Settings) -> Any:
        assert settings == Settings(max_bytes=9)
        label = next(row["label"] for row in GOLD if row["text"] == article.content)
        words = [(0, 3, None), (8, 12, label)]
        return SimpleNamespace(tokens=[SimpleNamespace(start=s, end=e, factuality=f) for s, e, f in words])

    monkeypatch.setattr(rashomon, "understand", understand)
    assert run("certainty", data, settings=Settings(max_bytes=9)).figures["news/r"] == 1.0


def test_far_predictions_are_mistakes_the_farthest_first(data: Path) -> None:
    told = scored(data, labels(2.5, 1, 0, 2.5, 0.5), mistakes=True).mistakes
    assert [(m.group, m.kind, m.where, m.note) for m in told] == [
        ("news", "turned round", "row 2", "label -3, predicted 1"),
        ("blogs", "too sure", "row 4", "label 1, predicted 2.5"),
        ("blogs", "too unsure", "row 5", "label 2, predicted 0.5"),
    ]
    assert told[0].context == (("The dam ", ""), ("held", "gold"), (" 1 .", ""))


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        (labels(1, 2), "has 2 rows, and the data 5"),
        (labels(1, 2, 3, 3, 3.5), "predictions.jsonl:5: is not of the expected form: .*<= 3"),
        ([{"label": "sure"}], "predictions.jsonl:1: is not of the expected form"),
        ([*GOLD[:4], {**GOLD[4], "text": "Else ."}], "row 5 is about another text"),
    ],
)
def test_bad_predictions_are_one_line_that_says_what_is_wrong(
    data: Path, rows: list[dict[str, Any]], problem: str
) -> None:
    with pytest.raises(UnreadableInput, match=problem) as error:
        scored(data, rows)
    assert "\n" not in str(error.value)


def test_gold_outside_of_its_text_is_refused(tmp_path: Path) -> None:
    data = write(tmp_path / "gold.jsonl", [{**GOLD[0], "span": [8, 99]}])
    with pytest.raises(UnreadableInput, match=r"row 1: \[8, 99\] is empty or outside the text of 16 characters"):
        run("certainty", data)
