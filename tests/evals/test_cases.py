"""The task cases: small inputs with the right answer, on a folder of two invented articles."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from evals import TASKS, measure, run
from evals.scoring.checks import CHECKS, Produced
from evals.tasks import cases
from rashomon.errors import MissingInput, UnreadableInput
from rashomon.settings import from_environment
from rashomon.types import Claim, Copy, Difference, Dossier, Relation, Spot, Statement

TEXTS = {
    "one.txt": "The Harrow Bridge was closed on Monday.\n\n“It is not safe,” Mayor Dana Whitlow said.\n",
    "two.txt": "The Harrow Bridge was closed on Tuesday, the mayor said.\n",
}


def case(name: str, *checks: list[Any], area: str = "quotes", files: tuple[str, ...] = ("one.txt",)) -> dict[str, Any]:
    row = {"id": name, "area": area, "kind": "a kind", "source": "own", "files": files, "published": "2024-03-05"}
    return {**row, "checks": checks}


def write(folder: Path, *rows: dict[str, Any]) -> Path:
    for row in rows:
        home = folder / "files" / row["id"]
        home.mkdir(parents=True)
        for name in row["files"]:
            (home / name).write_text(TEXTS[name], encoding="utf-8")
    (folder / "cases.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder


@pytest.mark.slow
def test_a_case_passes_if_all_its_checks_hold(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        case("1", ["body", '"It is not safe,"'], ["quote", "It is not safe", "Whitlow"], ["narts", 1], ["crash"]),
        case("2", ["quote", "It is not safe", "Whitlow"], ["quote", "It is not safe", "Harrow"]),
        case("3", ["nobody", "Archive"], ["time", "Monday", "2024-03-04"], area="dates"),
        case("4", ["nocopy"], ["field", "published", "2024-03-05", 1], files=("one.txt", "two.txt"), area="dates"),
    )
    report = run("cases", folder)
    assert report.figures == {"quotes": 0.5, "dates": 1.0, "all": 0.75}
    assert report.summary == {"passed": 3, "cases": 4, "crashed": 0, "rate": 0.75}
    assert report.notes[0] == "short 2      [quotes] a kind (own)"
    assert report.notes[1].startswith("       quote · It is not safe · Harrow → [['Mayor Dana Whitlow")
    assert len(report.notes) == 2


def test_only_the_cases_that_are_asked_for_run_and_verbose_names_those_that_pass(tmp_path: Path) -> None:
    folder = write(tmp_path, case("1", ["narts", 1]), case("2", ["narts", 2]))
    report = measure(cases.task(only=["1"], verbose=True), folder)
    assert report.summary == {"passed": 1, "cases": 1, "crashed": 0, "rate": 1.0}
    assert report.notes == ("ok    1      [quotes] a kind (own)",)
    with pytest.raises(UnreadableInput, match="has no case of the ids"):
        measure(cases.task(only=["3"]), folder)


def test_a_crash_is_counted_and_costs_its_case_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("of all things")

    monkeypatch.setattr("rashomon.understand", broken)
    report = run("cases", write(tmp_path, case("1", ["crash"]), case("2", ["narts", 1])))
    assert report.summary == {"passed": 1, "cases": 2, "crashed": 1, "rate": 0.5}
    assert report.notes[1] == "       crash: ZeroDivisionError: of all things"


@pytest.mark.parametrize(
    ("check", "problem"),
    [
        (["telepathy"], "case 1: there is no check 'telepathy'"),
        (["quote", "alone"], "case 1: the check 'quote' does not take 1 arguments"),
        (["crash", "why"], "case 1: the check 'crash' does not take 1 arguments"),
    ],
)
def test_a_check_that_is_none_is_refused(tmp_path: Path, check: list[str], problem: str) -> None:
    with pytest.raises(UnreadableInput, match=problem):
        run("cases", write(tmp_path, case("1", check)))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    folder = write(tmp_path, case("1", ["narts", 1]))
    (folder / "files" / "1" / "one.txt").unlink()
    with pytest.raises(MissingInput, match=r"case 1: there is no file one\.txt"):
        run("cases", folder)


@pytest.mark.parametrize("name", ["../../cases.jsonl", "/etc/hostname"])
def test_a_file_outside_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    row = case("1", ["narts", 1]) | {"files": [name]}
    (tmp_path / "cases.jsonl").write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(UnreadableInput, match="is outside the folder of files"):
        run("cases", tmp_path)


def produced() -> Produced:
    """Two statements in one claim that conflict in a number, and a copy."""
    statements = tuple(
        Statement(id=name, article=name[:1], spans=((0, len(text)),), text=text, quotation="none", chain=())
        for name, text in (("a1", "Two men  died"), ("b1", "Three men died"))
    )
    difference = Difference(about="number", left=Spot(0, 3, "Two"), right=Spot(0, 5, "Three"))
    dossier = Dossier(
        articles=(),
        entities=(),
        statements=statements,
        claims=(Claim(id="c1", statements=("a1", "b1"), label="Two men died"),),
        relations=(Relation(left="a1", right="b1", kind="conflict", differences=(difference,), score=1.0),),
        origins=(),
        omissions=(),
        wording=(),
        events=(),
        timeline=(),
    )
    copy = Copy(kind="near", left="a", right="b", shared=(), left_share=1.0, right_share=1.0)
    return Produced(articles=(), dossier=dossier, copies=(copy,))


@pytest.mark.parametrize(
    ("check", "holds"),
    [
        (("conflict", "Two", "Three"), True),
        (("conflict", "Two", "four"), False),
        (("diff", "Three", "Two"), True),
        (("noconflict",), False),
        (("related", "Two men died", "Three men"), True),
        (("related", "Two men died", "Nobody"), False),
        (("notsame", "Two men", "Three men"), False),
        (("notsame", "Two men", "Nobody"), True),
        (("copy", "near"), True),
        (("copy", "exact"), False),
        (("copy", "None"), True),
        (("nocopy",), False),
        (("crash",), False),
        (("narts", "0"), True),
        (("field", "title", "no article"), True),
    ],
)
def test_a_check_holds_or_says_what_there_is_instead(check: tuple[str, ...], holds: bool) -> None:
    kind, *arguments = check
    outcome = CHECKS[kind].run(produced(), *arguments)
    assert outcome.holds is holds
    assert outcome.instead


@pytest.mark.slow
def test_the_figures_are_those_of_the_script_beside_the_cases() -> None:
    data = from_environment().eval
    if data is None:
        pytest.skip("RASHOMON_EVAL is not set")
    script = data.parent / "cases" / "check.py"
    if not script.exists():
        pytest.skip(f"there is no {script}")
    given = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True).stdout.splitlines()
    report = measure(TASKS["cases"], script.parent)
    assert report.summary == json.loads(given[-1])
    passed = {row.label: row.counts for row in report.rows if row.label != "all"}
    rates = [line.split() for line in given[-1 - len(passed) : -1]]
    assert {area: tuple(map(int, rate.split("/"))) for area, rate in rates} == passed
