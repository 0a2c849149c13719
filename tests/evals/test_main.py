"""The command line of the evaluation: figures as the last line, the page of errors, one line for every failure."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from evals import TASKS
from evals.__main__ import main, parser
from rashomon.apps import exits

ROOT = Path(__file__).parents[2]
EVENT = '{"corpus": "dams", "text": "The dam broke .", "span": [8, 13], "label": 3.0}\n'


class Run(NamedTuple):
    """How a call ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    """Call the command line as a shell would, in this process."""

    def call(*arguments: object) -> Run:
        code: object = exits.DONE
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as ended:
            code = ended.code
        out, err = capfd.readouterr()
        return Run(code if isinstance(code, int) else 0, out, err)

    return call


@pytest.fixture
def wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """Stand in a folder with one labelled event and a prediction that is far from it."""
    monkeypatch.chdir(tmp_path)
    Path("events.jsonl").write_text(EVENT, encoding="utf-8")
    Path("mine.jsonl").write_text('{"label": -1.0}\n', encoding="utf-8")
    return ("certainty", "--data", "events.jsonl", "--predictions", "mine.jsonl")


@pytest.mark.slow
def test_the_last_line_is_every_figure_as_json(run: Callable[..., Run]) -> None:
    done = run("seeds", "--data", ROOT / "tests" / "corpus" / "karsund" / "ledger.json")
    figures = json.loads(done.out.splitlines()[-1])
    assert (done.code, done.err) == (exits.DONE, "")
    assert figures["offsets"] == 1.0
    assert all(label in done.out for label in figures)


def test_every_figure_is_shown_with_its_interval(run: Callable[..., Run], wrong: tuple[str, ...]) -> None:
    done = run(*wrong)
    assert (done.code, done.err) == (exits.DONE, "")
    assert "MAE  4.000  4.000 to 4.000" in done.out
    assert json.loads(done.out.splitlines()[-1]) == {"dams/MAE": 4.0, "dams/r": 0.0}


def test_a_page_of_errors_is_written(run: Callable[..., Run], wrong: tuple[str, ...]) -> None:
    done = run(*wrong, "--errors", "errors.html")
    assert (done.code, done.err) == (exits.DONE, "")
    assert '<mark class="gold">broke</mark>' in Path("errors.html").read_text(encoding="utf-8")
    assert "dams/MAE" in done.out
    piped = run(*wrong, "--errors", "-")
    assert piped.out == Path("errors.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("target", "said"),
    [("events.jsonl", "also an input"), ("nowhere/errors.html", "its folder does not exist")],
)
def test_a_page_that_cannot_be_written_is_refused_before_anything_is_measured(
    run: Callable[..., Run], wrong: tuple[str, ...], target: str, said: str
) -> None:
    done = run(*wrong, "--errors", target)
    assert (done.code != exits.DONE, done.out, len(done.err.splitlines())) == (True, "", 1)
    assert said in done.err
    assert Path("events.jsonl").read_text(encoding="utf-8") == EVENT


def test_wrong_predictions_are_one_line(run: Callable[..., Run], wrong: tuple[str, ...]) -> None:
    Path("mine.jsonl").write_text('{"label": 1}\n{"label": 1}\n', encoding="utf-8")
    done = run(*wrong)
    assert (done.code, done.out) == (exits.NO_RESULT, "")
    assert done.err == "rashomon: mine.jsonl: has 2 rows, and the data 1\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("telepathy", "--data", "events.jsonl"), r"'telepathy'.*seeds"),
        (("seeds",), r"required: --data"),
        (("robustness", "--data", "events.jsonl", "--errors", "errors.html"), r"unrecognized arguments: --errors"),
        (("seeds", "--data", "ledger.json", "--fold", "1"), r"unrecognized arguments: --fold"),
        (("claims", "--data", "claims.jsonl", "--stories", "0"), r"--stories: '0' is not a number of at least 1"),
    ],
)
def test_a_wrong_call_is_a_usage_error(run: Callable[..., Run], arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments)
    assert (done.code, done.out) == (exits.USAGE, "")
    assert re.search(said, done.err)


def test_every_task_and_each_of_its_options_is_documented() -> None:
    page = (ROOT / "docs" / "reference" / "evals.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)) == sorted(TASKS)
    (commands,) = (action.choices for action in parser()._actions if action.dest == "task")
    options = {o for command in commands.values() for action in command._actions for o in action.option_strings}
    assert [o for o in sorted(options) if o.startswith("--") and o != "--help" and f"`{o}" not in page] == []
