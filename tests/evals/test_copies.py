"""The task copies, on answers whose figures are computed by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals import run
from evals.gold.planted import Piece, Planted
from evals.tasks import copies
from evals.tasks.copies import TASK, Gold
from rashomon.errors import MissingInput
from rashomon.settings import Settings
from rashomon.types import Copy, Shared

CORPUS = Path(__file__).parents[1] / "corpus" / "copies"


def article(number: int, kind: str | None, source: int, published: str | None = None) -> Planted:
    text = " ".join(f"w{n}" for n in range(10))
    spans = tuple((3 * n, 3 * n + 2) for n in range(10))
    name = f"a{source}" + (f"+{kind}" if kind else "")
    return Planted(name, text, kind, (source,), spans, ((source, 0),) * 10, (True,) * 10, published)


def copy(left: int, right: int, spans: tuple[tuple[int, int], tuple[int, int]], earlier: int | None = None) -> Copy:
    return Copy(
        kind="near",
        left=f"{left:06}",
        right=f"{right:06}",
        shared=(Shared(*spans, 5),),
        left_share=1.0,
        right_share=1.0,
        earlier=None if earlier is None else f"{earlier:06}",
    )


@pytest.fixture
def gold() -> Gold:
    """Two originals on one event, two really related ones, and a light edit of the first, of a later day."""
    articles = (
        *(article(n, None, n, "2024-03-04") for n in range(4)),
        article(4, "light", 0, "2024-03-05"),
        article(5, "light", 1),
    )
    pieces = {
        (0, 4): [Piece((0, 14), (0, 14), 20, 20)],  # the first five words of both
        (1, 5): [Piece((0, 29), (0, 29), 20, 20)],
        (2, 5): [Piece((0, 14), (0, 14), 5, 5)],  # too little to count
    }
    return Gold(articles, pieces, frozenset({(2, 3)}), ((0, 1),))


def figures(gold: Gold, *found: Copy) -> dict[str, float]:
    answers = {(int(c.left), int(c.right)): c for c in found}
    report = TASK.score(gold, answers)
    return {row.label: round(row.figure, 3) for row in report.rows if row.block == "all" and row.figure is not None}


def test_every_figure_is_the_one_computed_by_hand(gold: Gold) -> None:
    given = figures(
        gold,
        copy(0, 4, ((0, 29), (0, 14)), earlier=0),  # right, and five words too many on one side
        copy(0, 1, ((0, 14), (0, 14))),  # wrong: two originals on one event
        copy(2, 3, ((0, 14), (0, 14))),  # really related: not judged
        copy(2, 5, ((0, 14), (0, 14))),  # too little in common: not judged
    )
    assert given == {
        "pairs P": 0.5,
        "pairs R": 0.5,
        "pairs F1": 0.5,
        "same event": 0.0,
        "spans P": 0.667,  # 10 of 15
        "spans R": 0.333,  # 10 of 30
        "spans F1": 0.444,
        "spans overlap": 0.286,  # 10 of 35
        "light": 0.5,
        "direction": 1.0,
    }


def test_a_wrong_or_missing_direction_counts_against(gold: Gold) -> None:
    assert figures(gold, copy(0, 4, ((0, 14), (0, 14)), earlier=4))["direction"] == 0.0
    assert figures(gold, copy(0, 4, ((0, 14), (0, 14))))["direction"] == 0.0


def test_the_order_of_the_two_articles_does_not_matter(gold: Gold) -> None:
    turned = copy(4, 0, ((0, 14), (0, 14)), earlier=0)
    report = TASK.score(gold, {(0, 4): turned})
    assert {row.label: row.figure for row in report.rows if row.block == "all"}["spans P"] == 1.0


def test_what_is_not_judged_is_counted_in_a_note(gold: Gold) -> None:
    report = TASK.score(gold, {(2, 3): copy(2, 3, ((0, 14), (0, 14)))})
    assert report.notes == ("pairs found that are not judged: 1",)


def test_the_small_corpus_has_pairs_of_most_kinds_and_finds_them() -> None:
    figures = run("copies", CORPUS).figures
    assert figures["all/pairs F1"] >= 0.97
    assert figures["all/spans overlap"] >= 0.95


def test_real_reuse_is_looked_up_by_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reuse = tmp_path / "reuse.json"
    pairs = [["karsund-harbour-courier", "karsund-tavaro-post"], ["nobody", "ferry"]]
    reuse.write_text(json.dumps({"file": "basil.jsonl", "about": "", "pairs": pairs}), encoding="utf-8")
    monkeypatch.setattr(copies, "REUSE", reuse)
    gold = TASK.load(CORPUS)
    named = {p.id: n for n, p in enumerate(gold.articles) if p.kind is None}
    pair = tuple(sorted((named["karsund-harbour-courier"], named["karsund-tavaro-post"])))
    assert gold.related == {pair}
    assert not gold.judged(pair)
    assert TASK.predict(gold, Settings())


def test_a_folder_without_the_files_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match=r"ecb\.jsonl"):
        run("copies", tmp_path)
