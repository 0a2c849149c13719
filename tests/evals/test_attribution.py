"""The task attribution, on two small invented articles whose figures are computed by hand."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import rashomon
from evals import run
from evals.scoring.attribution import Attribution, counts, figures
from rashomon.errors import InputError, UnreadableInput
from rashomon.settings import Settings
from rashomon.types import Attribution as Attributed
from rashomon.types import spot

DAM = '"The dam held," Ada Moor said on Monday. "It will hold."\nBen Oak warned that "two cracks" had been found.'
LAKE = "Engineers said the lake was calm. It is expected to rise."


def at(text: str, *pieces: str) -> list[list[int]]:
    return [[text.index(piece), text.index(piece) + len(piece)] for piece in pieces]


def said(text: str, source: str, cue: str, *content: str) -> dict[str, Any]:
    return {"source": at(text, source) if source else [], "cue": at(text, cue), "content": at(text, *content)}


MOOR = said(DAM, "Ada Moor", "said", '"The dam held,"', '"It will hold."')
OAK = said(DAM, "Ben Oak", "warned", 'that "two cracks" had been found')
ENGINEERS = said(LAKE, "Engineers", "said", "the lake was calm")
EXPECTED = said(LAKE, "", "is expected", "to rise")
GOLD = [
    {"id": "dam", "outlet": "Post", "text": DAM, "attributions": [MOOR, OAK]},
    {"id": "lake", "published": "2026-03-01", "text": LAKE, "attributions": [ENGINEERS, EXPECTED]},
]
PARTLY_RIGHT = [
    {
        "id": "dam",
        "attributions": [
            said(DAM, "Ada Moor", "said", '"The dam held,"', "It will hold"),  # one piece too short
            said(DAM, "Oak", "warned", 'that "two cracks" had been found'),  # a part of the name
        ],
    },
    {"id": "lake", "attributions": [said(LAKE, "the lake", "rise", "calm")]},
]


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write(tmp_path / "gold.jsonl", GOLD)


def scored(data: Path, rows: list[dict[str, Any]], **options: bool) -> Any:
    return run("attribution", data, write(data.parent / "predictions.jsonl", rows), **options)


def test_every_figure_is_the_one_computed_by_hand(data: Path) -> None:
    assert scored(data, PARTLY_RIGHT).figures == {
        "source/F1": 0.333,  # 1 of 3 there, 1 of 3 predicted
        "source/precision": 0.333,
        "source/recall": 0.333,
        "cue/F1": 0.571,  # 2 of 4 there, 2 of 3 predicted
        "cue/precision": 0.667,
        "cue/recall": 0.5,
        "content/F1": 0.444,  # 2 of 5 there, 2 of 4 predicted
        "content/precision": 0.5,
        "content/recall": 0.4,
        "linking/cue found": 0.5,
        "linking/exact": 0.25,  # Moor
        "linking/overlap": 0.5,  # and Oak
        "linking/exact precision": 0.333,
        "linking/overlap precision": 0.667,
        "direct/contents": 0.5,  # of Moor's two pieces
        "direct/linking exact": 1.0,
        "direct/linking overlap": 1.0,
        "direct/source right": 1.0,
        "direct/source right by overlap": 1.0,
        "indirect/contents": 0.0,
        "indirect/linking exact": 0.0,
        "indirect/linking overlap": 0.0,
        "mixed/contents": 1.0,
        "mixed/linking exact": 0.0,
        "mixed/linking overlap": 1.0,
    }


def test_the_gold_itself_is_all_right_and_surely_so(data: Path) -> None:
    report = scored(data, GOLD)
    assert {(row.figure, row.interval) for row in report.rows} == {(1.0, (1.0, 1.0))}


def test_two_empty_sources_match_and_an_empty_one_matches_no_other(data: Path) -> None:
    report = scored(data, [{"id": "dam", "attributions": []}, {"id": "lake", "attributions": [EXPECTED]}])
    assert (report.figures["linking/exact"], report.figures["linking/overlap"]) == (0.25, 0.25)
    without = {**ENGINEERS, "source": []}
    report = scored(data, [{"id": "dam", "attributions": []}, {"id": "lake", "attributions": [without]}])
    assert (report.figures["linking/exact"], report.figures["linking/overlap"]) == (0.0, 0.0)


def test_a_shared_piece_counts_once(data: Path) -> None:
    again = {**OAK, "source": MOOR["source"]}
    report = scored(data, [{"id": "dam", "attributions": [MOOR, again]}, {"id": "lake", "attributions": []}])
    assert report.figures["source/precision"] == 1.0
    (row,) = (r for r in report.rows if r.key == "source/precision")
    assert row.counts == (1, 1)


def test_a_direct_quotation_under_another_source_is_not_right(data: Path) -> None:
    wrong = {**MOOR, "source": OAK["source"]}
    figures_of = scored(data, [{"id": "dam", "attributions": [wrong]}, {"id": "lake", "attributions": []}]).figures
    assert (figures_of["direct/source right"], figures_of["direct/source right by overlap"]) == (0.0, 0.0)
    longer = {**MOOR, "source": at(DAM, "Ada Moor said")}
    figures_of = scored(data, [{"id": "dam", "attributions": [longer]}, {"id": "lake", "attributions": []}]).figures
    assert (figures_of["direct/source right"], figures_of["direct/source right by overlap"]) == (0.0, 1.0)


spans = st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda s: (s[0], s[0] + s[1]))
pieces = st.lists(spans, max_size=3).map(tuple)
attributions = st.lists(st.builds(Attribution, pieces, pieces, pieces), max_size=5)
TEXT = 'He said "so it is, or may be," and then "no" again.'


@given(attributions)
def test_what_is_there_predicted_scores_one_in_everything(gold: list[Attribution]) -> None:
    assert all(row.figure == 1.0 for row in figures([counts(TEXT, gold, gold)]))


@given(attributions, attributions, st.randoms(use_true_random=False))
def test_no_order_matters(gold: list[Attribution], predicted: list[Attribution], random: Any) -> None:
    def shuffled(some: list[Attribution]) -> list[Attribution]:
        mixed = [Attribution(*(tuple(random.sample(p, len(p))) for p in (a.source, a.cue, a.content))) for a in some]
        return random.sample(mixed, len(mixed))

    assert counts(TEXT, shuffled(gold), shuffled(predicted)) == counts(TEXT, gold, predicted)


@given(attributions, attributions)
def test_f1_is_the_mean_of_precision_and_recall_and_linking_by_overlap_the_wider(
    gold: list[Attribution], predicted: list[Attribution]
) -> None:
    found = {row.key: row.figure or 0.0 for row in figures([counts(TEXT, gold, predicted)])}
    for role in ("source", "cue", "content"):
        p, r = found.get(f"{role}/precision", 0.0), found.get(f"{role}/recall", 0.0)
        if f"{role}/F1" in found:
            assert found[f"{role}/F1"] == pytest.approx(2 * p * r / (p + r) if p + r else 0.0)
    assert found.get("linking/exact", 0.0) <= found.get("linking/overlap", 0.0)


def test_the_product_is_run_where_no_predictions_are_given(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def understand(article: Any, settings: Settings) -> Any:
        seen.append((article.file, article.content, settings))
        (row,) = (row for row in GOLD if row["id"] == article.file)
        made = []
        for gold in row["attributions"]:
            source, cue, content = (tuple(map(tuple, gold[role])) for role in ("source", "cue", "content"))
            spots = tuple(spot(article.content, s) for s in source)
            first = spot(article.content, cue[0]) if cue else None
            made.append(
                Attributed(id="a", article="a", source=spots, cue=first, content=content, found_by="net", states=True)
            )
        nested = msgspec.structs.replace(made[0], content=((0, 1),), nested=True)
        return SimpleNamespace(attributions=(*made, nested))

    monkeypatch.setattr(rashomon, "understand", understand)
    settings = Settings(max_bytes=1_000)
    assert set(run("attribution", data, settings=settings).figures.values()) == {1.0}
    assert seen == [("dam", DAM, settings), ("lake", LAKE, settings)]


def test_every_mistake_is_told_with_its_kind(data: Path) -> None:
    told = scored(data, PARTLY_RIGHT, mistakes=True).mistakes
    assert [(m.group, m.kind, m.where) for m in told] == [
        ("source", "wrong borders", "dam"),
        ("source", "missed", "lake"),
        ("source", "invented", "lake"),
        ("cue", "missed", "lake"),
        ("cue", "missed", "lake"),
        ("cue", "invented", "lake"),
        ("content", "wrong borders", "dam"),
        ("content", "wrong borders", "lake"),
        ("content", "missed", "lake"),
        ("link", "wrong source", "dam"),
    ]
    assert ("Ben ", "gold") in told[0].context
    assert ("Oak", "gold predicted") in told[0].context
    assert told[-1].note == "cue: warned. Source: Ben Oak; predicted: Oak"


def test_nothing_wrong_is_no_mistake(data: Path) -> None:
    assert scored(data, GOLD, mistakes=True).mistakes == ()
    assert scored(data, PARTLY_RIGHT).mistakes == ()


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        (GOLD[:1], "lacks 1 of the 2 rows of the data, the first of them lake"),
        ([{"id": "sea", "attributions": []}], "lacks 2 of the 2 rows of the data, the first of them dam"),
        ([*GOLD, GOLD[0]], "has the row dam twice"),
        ([GOLD[0], {"id": "lake", "attributions": [{"cue": [[50, 99]]}]}], r"lake, attribution 1: the cue \[50, 99\]"),
        ([GOLD[0], {"id": "lake", "attributions": [{"cue": [[5, 5]]}]}], r"\[5, 5\] is empty or outside"),
        ([GOLD[0], {"id": "lake", "attributions": [{"source": [[-1, 5]]}]}], r"the source \[-1, 5\]"),
        ([GOLD[0], {"id": "lake", "attributions": [{"cue": [5, 9]}]}], "jsonl:2: is not of the expected form"),
        ([{"id": "dam"}], "missing required field `attributions`"),
    ],
)  # fmt: skip
def test_bad_predictions_are_one_line_that_says_what_is_wrong(
    data: Path, rows: list[dict[str, Any]], problem: str
) -> None:
    with pytest.raises(UnreadableInput, match=problem) as error:
        scored(data, rows)
    assert "\n" not in str(error.value)


def test_predictions_that_are_missing_or_empty_are_refused(data: Path) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        run("attribution", data, data.parent / "nowhere.jsonl")
    with pytest.raises(InputError, match="holds no row"):
        scored(data, [])


def test_gold_outside_of_its_text_is_refused(tmp_path: Path) -> None:
    data = write(tmp_path / "gold.jsonl", [{"id": "lake", "text": "calm", "attributions": [ENGINEERS]}])
    with pytest.raises(UnreadableInput, match=r"gold\.jsonl: row lake, attribution 1: the source"):
        run("attribution", data)
