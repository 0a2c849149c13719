"""The task ledgers: rows by id, each ledger its own block."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from evals import run
from evals.tasks import ledgers
from rashomon.errors import UnreadableInput

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def data(story: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stories file whose rows are the small story's articles, with two ledgers about them."""
    rows = [{"id": p.name, "text": p.read_text(encoding="utf-8")} for p in sorted(story.glob("*.txt"))]
    path = story / "stories.jsonl"
    path.write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    folder = story / "ledgers"
    folder.mkdir()
    for name in ("dam", "flood"):
        (folder / f"{name}.json").write_bytes((story / "ledger.json").read_bytes())
    monkeypatch.setattr(ledgers, "FOLDER", folder)
    return path


def predictions(data: Path, dossiers: dict[str, Any]) -> Path:
    path = data.parent / "dossiers.json"
    path.write_text(json.dumps(dossiers), encoding="utf-8")
    return path


def test_each_ledger_has_its_own_figures(data: Path, dossier: dict[str, Any]) -> None:
    silent = {**dossier, "statements": [], "claims": [], "relations": []}
    report = run("ledgers", data, predictions(data, {"dam": dossier, "flood": silent}))
    assert report.figures["dam/all"] == 0.628
    assert report.figures["dam/statements"] == 0.8
    assert report.figures["flood/statements"] == 0.0
    assert {row.block for row in report.rows} == {"dam", "flood"}
    assert [note for note in report.notes if note.startswith("flood: ")]


def test_a_ledger_without_its_dossier_is_named(data: Path, dossier: dict[str, Any]) -> None:
    with pytest.raises(UnreadableInput, match=r"dossiers\.json: has no dossier for the ledger flood"):
        run("ledgers", data, predictions(data, {"dam": dossier}))


def test_a_dossier_on_other_articles_is_refused_with_the_name_of_its_ledger(
    data: Path, dossier: dict[str, Any]
) -> None:
    other = {**dossier, "articles": dossier["articles"][:1]}
    with pytest.raises(UnreadableInput, match=r"dossiers\.json, flood: has no article two\.txt"):
        run("ledgers", data, predictions(data, {"dam": dossier, "flood": other}))


def test_data_without_an_article_of_a_ledger_is_refused(data: Path, dossier: dict[str, Any]) -> None:
    data.write_text(data.read_text(encoding="utf-8").splitlines()[0], encoding="utf-8")
    with pytest.raises(UnreadableInput, match=r"stories\.jsonl: has no row two\.txt, which a ledger is about"):
        run("ledgers", data, predictions(data, {}))
