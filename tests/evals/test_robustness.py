"""The task robustness, with a product that is told how to behave."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

import rashomon
from evals import run
from rashomon.errors import NothingToCompare
from rashomon.types import Article, Dossier

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "stories.jsonl"
    rows = [{"id": f"{s}{n}", "story": s, "text": f"Text {s}{n}."} for s in ("a", "b") for n in (1, 2)]
    path.write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    return path


@pytest.fixture
def sound(dossier: dict[str, Any]) -> Dossier:
    """The dossier of conftest with what is wrong in it taken out."""
    dossier["statements"][4]["hedge"] = None
    return msgspec.convert(dossier, Dossier)


def behave(monkeypatch: pytest.MonkeyPatch, sound: Dossier) -> None:
    """Story a gives the dossier, in the order of its articles; story b fails."""

    def compare(articles: Iterable[Article], **_: object) -> Dossier:
        names = [a.content for a in articles]
        if "Text b1." in names:
            raise NothingToCompare("nothing to compare")
        claims = sound.claims if names == sorted(names) else sound.claims[::-1]
        return msgspec.structs.replace(sound, claims=claims)

    def from_text(text: str, **_: object) -> Article:
        return Article(id=text, text=text, text_sha256=text, bytes_sha256=text)

    monkeypatch.setattr(rashomon, "compare", compare)
    monkeypatch.setattr(rashomon, "from_text", from_text)


def test_crashes_unsound_dossiers_and_order_are_found(
    data: Path, sound: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = msgspec.structs.replace(sound.statements[0], text="the dam fell")
    behave(monkeypatch, msgspec.structs.replace(sound, statements=(bad, *sound.statements[1:])))
    report = run("robustness", data)
    missed = {row.label: row.missed for row in report.rows}
    assert missed["without error"] == ("b NothingToCompare: nothing to compare",)
    assert missed["same in reverse"] == ("a",)
    assert missed["sound"][0].startswith("a 1, first: ")
    assert report.notes == ("a: statement s1: should read 'the dam fell', its spans have 'the dam held'",)
    assert report.figures["without error"] == 0.5
    assert report.figures["sound"] == 0.0


def test_what_there_is_is_counted(data: Path, sound: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    behave(monkeypatch, sound)
    figures = run("robustness", data).figures
    assert figures["sound"] == 1.0
    counts = {k: figures[k] for k in ("statements", "claims", "shared claims", "relations", "conflicts")}
    assert counts == {"statements": 7, "claims": 2, "shared claims": 2, "relations": 4, "conflicts": 3}
