"""The task dates, on pages whose figures are computed by hand."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from evals import run
from evals.tasks.dates import half_of
from rashomon.errors import InputError

STORY = "<p>The talks in the capital failed on Tuesday, two officials of the ministry said.</p>" * 4
PAGES = {f"page{n}.html.gz": f"2019-10-{n + 10}" for n in range(8)}
TUNING = [name for name in PAGES if half_of(name) == "tuning half"]


def page(day: str | None) -> bytes:
    meta = f'<meta property="article:published_time" content="{day}T10:00:00+02:00">' if day else ""
    return gzip.compress(f"<html><head>{meta}</head><body><h1>Talks fail</h1>{STORY}</body></html>".encode())


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name, day in PAGES.items():
        (tmp_path / name).write_bytes(page(day))
    gold = {name: {"url": "https://a.example/talks", "published": day, "lang": "en"} for name, day in PAGES.items()}
    (tmp_path / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    return tmp_path


def scored(data: Path, days: dict[str, str | None], **options: bool) -> Any:
    rows = "\n".join(json.dumps({"page": name, "published": day}) for name, day in days.items())
    (data / "predictions.jsonl").write_text(rows, encoding="utf-8")
    return run("dates", data, data / "predictions.jsonl", **options)


def test_the_product_reads_the_day_that_a_page_declares(data: Path) -> None:
    figures = run("dates", data).figures
    assert {
        figures[f"{block}/{row}"] for block in ("all", "tuning half", "other half") for row in ("F1", "accuracy")
    } == {1.0}


def test_a_wrong_answer_counts_against_precision_and_none_against_recall_alone(data: Path) -> None:
    first, second, *_ = PAGES
    figures = scored(data, {**PAGES, first: "2001-01-01", second: None}).figures
    assert figures["all/accuracy"] == 0.75
    assert figures["all/precision"] == round(6 / 7, 3)
    assert figures["all/F1"] == round(12 / (12 + 2), 3)


def test_both_halves_have_pages_and_only_one_is_shown(data: Path) -> None:
    assert 0 < len(TUNING) < len(PAGES)
    report = scored(data, dict.fromkeys(PAGES), mistakes=True)
    assert [mistake.where for mistake in report.mistakes] == TUNING
    assert {mistake.kind for mistake in report.mistakes} == {"missed"}


def test_predictions_must_be_of_all_pages(data: Path) -> None:
    with pytest.raises(InputError, match="lacks 7 of the 8 pages"):
        scored(data, {next(iter(PAGES)): None})


@pytest.mark.parametrize(
    "content", ["{}", '{"../x.gz": {"published": "2019-10-19"}}', '{"none.gz": {"published": "1"}}']
)
def test_data_that_names_no_page_of_its_folder_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "gold.json").write_text(content, encoding="utf-8")
    with pytest.raises(InputError):
        run("dates", tmp_path)


def test_a_page_that_cannot_be_read_is_one_without_an_answer(data: Path) -> None:
    name = next(iter(PAGES))
    (data / name).write_bytes(gzip.compress(b"\x00\x01\x02" * 100))
    assert run("dates", data).figures["all/accuracy"] == round(7 / 8, 3)
