"""The task claims: on an invented story whose figures are computed by hand, and against the script beside the data."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from evals import Report, measure, run
from evals.tasks import claims
from rashomon.errors import InputError, MissingInput, UnreadableInput
from rashomon.settings import from_environment

TEXTS = {
    "a-1": "The dam broke on Monday. Two men died in the flood. The mayor said that he was sorry.",
    "b-1": "On Monday the dam broke. Three men died in the flood. Nobody was to blame, Moor told the Herald.",
}
STATEMENTS = {
    "A1": ("A", "The dam broke on Monday", []),
    "A2": ("A", "Two men died in the flood", []),
    "A3": ("A", "he was sorry", ["unnamed: the mayor"]),
    "B1": ("B", "On Monday the dam broke", []),
    "B2": ("B", "Three men died in the flood", []),
    "B3": ("B", "Nobody was to blame", ["Ada Moor", "the Herald"]),
}
IDS = {"A": "a-1", "B": "b-1"}


def span(article: str, words: str) -> list[int]:
    start = TEXTS[IDS[article]].index(words)
    return [start, start + len(words)]


def story(name: str = "dam") -> dict[str, Any]:
    return {
        "story": name,
        "articles": {letter: {"id": row, "outlet": "x", "published": "2024-03-05"} for letter, row in IDS.items()},
        "statements": {
            i: {"article": letter, "spans": [span(letter, words)], "chain": chain, "chain_from": "reader"}
            for i, (letter, words, chain) in STATEMENTS.items()
        },
        "claims": [{"members": ["A1", "B1"]}, {"members": ["A2", "B2"]}],
        "pairs": [{"left": "A2", "right": "B2", "kind": "conflict", "about": "number"}],
        "not_same": [["A3", "B3"]],
        "origins": [{"claim": ["A1", "B1"], "verdict": "independent"}, {"claim": ["A3"], "verdict": "unclear"}],
        "wording": [],
    }


def dossier() -> dict[str, Any]:
    """Joins the dam, rightly, and the look-alikes with a statement that stands for no gold one; the dead stay apart."""

    def statement(name: str, letter: str, words: str, *chain: str) -> dict[str, Any]:
        hops = [{"sources": [{"text": speaker}] if speaker else []} for speaker in chain]
        return {"id": name, "article": letter, "spans": [span(letter, words)], "chain": hops}

    return {
        "articles": [{"id": letter, "file": row, "text": TEXTS[row]} for letter, row in IDS.items()],
        "statements": [
            statement("s1", "A", "The dam broke on Monday"),
            statement("s2", "A", "men died in the flood"),
            statement("s3", "A", "The mayor said that he was sorry", ""),
            statement("s4", "B", "On Monday the dam broke"),
            statement("s5", "B", "Three men died in the flood", "Smith"),
            statement("s6", "B", "Nobody was to blame", "Moor", "the Herald"),
            statement("s7", "B", "Moor told the Herald"),
        ],
        "claims": [
            {"id": "c1", "statements": ["s1", "s4"], "confidence": "clear"},
            {"id": "c2", "statements": ["s3", "s6", "s7"]},
            {"id": "c3", "statements": ["s2"]},
        ],
        "relations": [
            {"left": "s2", "right": "s5", "kind": "related", "differences": [{"about": "number", "kind": "figure"}]},
            {"left": "s1", "right": "s4", "kind": "agree", "differences": [{"about": "wording"}]},
        ],
        "origins": [{"claim": "c1", "verdict": "independent"}],
    }


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two stories that are the same but for their name, with their articles beside them."""
    rows = "".join(json.dumps(story(name)) + "\n" for name in ("dam", "flood"))
    (tmp_path / "claims.jsonl").write_text(rows, encoding="utf-8")
    articles = "".join(json.dumps({"id": row, "text": text}) + "\n" for row, text in TEXTS.items())
    (tmp_path / "articles.jsonl").write_text(articles, encoding="utf-8")
    (tmp_path / "folds.json").write_text('{"dam": 0, "flood": 1}', encoding="utf-8")
    return tmp_path / "claims.jsonl"


def predictions(data: Path, **dossiers: dict[str, Any]) -> Path:
    path = data.with_name("dossiers.jsonl")
    rows = [{"story": name, "dossier": given} for name, given in dossiers.items()]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def score(data: Path, given: dict[str, Any]) -> Report:
    return measure(claims.task(stories=1), data, predictions(data, dam=given))


def test_every_figure_is_the_one_computed_by_hand(data: Path) -> None:
    assert score(data, dossier()).summary == {
        "stories": 1,
        "failed": 0,
        "pairs P": 0.5,  # A1 B1; not A3 B3
        "pairs R": 0.5,  # A1 B1 of 2
        "reworded P": 0.0,  # A3 B3; of A1 B1, three words of five are one run
        "reworded R": None,  # of A2 B2, four words of five are one run
        "pairs F1": 0.5,
        "reworded F1": 0.0,
        "unread": 0.333,  # s3 with s7, of three pairs
        "clear": 1.0,
        "clear reworded": None,
        "clear share": 0.5,
        "whole": 0.5,  # c1
        "look-alikes joined": 1.0,
        "conflict seen": 1.0,
        "conflict called": 1.0,
        "update seen": None,
        "update called": None,
        "contrast seen": None,
        "contrast called": None,
        "part seen": None,
        "part called": None,
        "call precision": 1.0,
        "calls": 1,
        "mark precision": 1.0,
        "kind right": 1.0,
        "chains": 0.833,  # all but Smith's
        "statements had": 1.0,
        "attributed": 1.0,
        "multi": 1.0,
        "multi R": 1.0,
        "multi n": 1,
        "own voice": 0.75,
        "origins joined": 1,
        "origins not joined": 0,
        "origins macro F1": 0.333,
        "n": {
            "gold": 2,
            "gold re": 0,
            "given": 2,
            "given re": 1,
            "claims": 2,
            "conflict": 1,
            "update": 0,
            "contrast": 0,
            "part": 0,
            "alike": 1,
        },
    }


def test_a_broken_statement_has_no_chain_to_judge(data: Path) -> None:
    row = story()
    row["statements"]["B2"]["broken"] = "asserts nothing"
    data.write_text(json.dumps(row), encoding="utf-8")
    figures = score(data, dossier()).figures
    assert (figures["chains"], figures["own voice"]) == (1.0, 1.0)


def test_a_story_that_raises_counts_as_one_with_nothing_found(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("of all things")

    monkeypatch.setattr("rashomon.compare", broken)
    report = run("claims", data)
    assert report.notes == tuple(f"{name} failed: ZeroDivisionError: of all things" for name in ("dam", "flood"))
    assert report.figures | {"stories": 2, "failed": 2, "pairs R": 0.0, "statements had": 0.0} == report.figures
    assert report.summary["pairs P"] is None


def test_a_fold_is_the_stories_of_that_fold(data: Path) -> None:
    report = measure(claims.task(fold=1, each=True), data, predictions(data, flood=dossier()))
    assert report.figures["stories"] == 1
    (note,) = report.notes
    assert json.loads(note.removeprefix("flood ")) == report.summary
    with pytest.raises(UnreadableInput, match=r"folds\.json: has no story of claims\.jsonl in fold 7"):
        measure(claims.task(fold=7), data, predictions(data, flood=dossier()))


def test_the_articles_may_be_elsewhere(data: Path) -> None:
    elsewhere = data.with_name("texts.jsonl")
    data.with_name("articles.jsonl").rename(elsewhere)
    with pytest.raises(MissingInput, match="article a-1 is not in any file"):
        run("claims", data)
    given = predictions(data, dam=dossier(), flood=dossier())
    assert measure(claims.task(articles=[elsewhere]), data, given).figures["stories"] == 2


def test_a_dossier_of_other_texts_or_of_no_story_is_refused(data: Path) -> None:
    other = dossier()
    other["articles"][0]["text"] = "Something else."
    with pytest.raises(UnreadableInput, match="article a-1 of the dossier is not one of story dam"):
        score(data, other)
    with pytest.raises(UnreadableInput, match="has no dossier of story flood"):
        run("claims", data, predictions(data, dam=dossier()))


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"claims": [{"members": ["A1", "Z9"]}]}, "story dam: there is no statement Z9"),
        ({"statements": {"A1": {"article": "A", "spans": [[0, 999]]}}}, "story dam: statement A1 is outside"),
        ({"statements": {"A1": {"article": "Z", "spans": [[0, 9]]}}}, "story dam: statement A1 is outside"),
    ],
)
def test_an_inconsistent_row_is_refused(data: Path, change: dict[str, Any], problem: str) -> None:
    data.write_text(json.dumps(story() | change), encoding="utf-8")
    with pytest.raises(InputError, match=problem):
        run("claims", data)


@pytest.mark.slow
def test_the_figures_are_those_of_the_script_beside_the_data() -> None:
    home = from_environment().eval
    if home is None:
        pytest.skip("RASHOMON_EVAL is not set")
    script = home / "claims" / "score.py"
    if not script.exists():
        pytest.skip(f"there is no {script}")
    data, articles = home / "claims" / "claims.jsonl", home / "claims" / "articles.jsonl"
    command = [
        sys.executable,
        script,
        data,
        articles,
        home / "stories" / "basil.jsonl",
        "--fold",
        "1",
        "--stories",
        "3",
    ]
    given = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert measure(claims.task(fold=1, stories=3), data).summary == json.loads(given[-1])
