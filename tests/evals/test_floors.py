"""The product reaches its floors on labelled data. Slow: it reads and compares every article of it.

With RASHOMON_EVAL set to a folder of evaluation data, that data counts too; without it only the small corpus of our
own, which the end of the test run then says (see tests/conftest.py).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from evals import TASKS, Report, Row, run
from evals.floors import Floor, digest, read_floors, shortfalls
from rashomon.settings import from_environment

CORPUS = Path(__file__).parents[1] / "corpus"


def home(floor: Floor) -> Path | None:
    return CORPUS if floor.home == "own" else from_environment().eval


@pytest.mark.slow
@pytest.mark.parametrize("floor", read_floors(), ids=lambda floor: f"{floor.task}-{floor.data}")
def test_no_figure_falls_under_its_floor(floor: Floor) -> None:
    folder = home(floor)
    if folder is None:
        pytest.skip("RASHOMON_EVAL is not set")
    data = folder / floor.data
    if not data.exists():
        pytest.skip(f"there is no {data}")
    task = TASKS[floor.task]
    assert digest(task.files(data, task.load(data))) == floor.sha256, f"{data} has changed: measure and set floors anew"
    assert shortfalls(floor, run(floor.task, data)) == []


def test_every_floor_is_of_a_task_that_is_there_and_gives_its_reason() -> None:
    for floor in read_floors():
        assert floor.task in TASKS
        assert floor.reason
        assert floor.least or floor.most


def test_the_small_corpus_has_floors_and_is_the_one_they_were_measured_on() -> None:
    own = [floor for floor in read_floors() if floor.home == "own"]
    folders = {(CORPUS / floor.data).relative_to(CORPUS).parts[0] for floor in own}
    assert folders == {path.name for path in CORPUS.iterdir() if path.is_dir()}
    for floor in own:
        task = TASKS[floor.task]
        data = CORPUS / floor.data
        assert digest(task.files(data, task.load(data))) == floor.sha256


def floor_of(**least: float) -> Floor:
    return Floor(
        task="seeds", home="own", data="dam/ledger.json", sha256="", since=date(2026, 1, 1), reason="", least=least
    )


def test_a_figure_under_its_floor_or_missing_is_a_shortfall() -> None:
    report = Report(task="seeds", rows=(Row(label="chains", figure=0.5), Row(label="times", figure=0.9)))
    assert shortfalls(floor_of(chains=0.5, times=0.8), report) == []
    assert shortfalls(floor_of(chains=0.6, hedges=0.1), report) == [
        "seeds on dam/ledger.json: chains is 0.5, its floor is 0.6",
        "seeds on dam/ledger.json: hedges is not measured, its floor is 0.1",
    ]


def test_a_figure_over_the_most_or_missing_is_a_shortfall() -> None:
    report = Report(task="seeds", rows=(Row(label="MAE", figure=0.5),))
    assert shortfalls(replace(floor_of(), most={"MAE": 0.5}), report) == []
    assert shortfalls(replace(floor_of(), most={"MAE": 0.4, "lag": 1.0}), report) == [
        "seeds on dam/ledger.json: MAE is 0.5, its floor is 0.4",
        "seeds on dam/ledger.json: lag is not measured, its floor is 1.0",
    ]


def test_a_digest_is_of_names_and_bytes_and_of_no_place(tmp_path: Path) -> None:
    for folder in ("here", "there"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a").write_bytes(b"1")
        (tmp_path / folder / "b").write_bytes(b"2")
    here, there = ([tmp_path / folder / name for name in "ab"] for folder in ("here", "there"))
    assert digest(here) == digest(reversed(there))
    there[0].write_bytes(b"3")
    assert digest(here) != digest(there)
