"""The task chains, on a small invented article with one content of each sort."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from evals import TASKS, run
from evals.floors import digest
from evals.tasks import chains
from rashomon.errors import UnreadableInput
from rashomon.types import Article, Understanding

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "Ada Moor told Radio Nord that the dam held.\n"
    "She said the lake was calm.\n"
    "A guard was quoted as saying the gate was open.\n"
    "Moor told the council to wait.\n"
    "Ben Oak echoed Moor's call to close the road."
)
"""Published by the Karsund Post."""

DIGEST = sha256(TEXT.encode()).hexdigest()


def at(words: str, start: int = 0) -> list[int]:
    found = TEXT.index(words, start)
    return [found, found + len(words)]


def gold_hop(words: str, **more: Any) -> dict[str, Any]:
    return {"source": at(words), **more}


def gold() -> dict[str, Any]:
    moor, radio = gold_hop("Ada Moor"), gold_hop("Radio Nord")
    she = gold_hop("She", resolves_to=at("Ada Moor"))
    nobody = {"anonymous": True}
    contents = [
        ("C1", "the dam held", "interview", [moor, radio]),
        ("C2", "the lake was calm", "carried over", [she, {**radio, "implied": True}]),
        ("C3", "the gate was open", "quoted", [gold_hop("A guard", anonymous=True), nobody]),
        ("C4", "close the road", "nominal", [gold_hop("Moor's", also=[at("Ada Moor")]), gold_hop("Ben Oak")]),
        ("N1", "wait", "", [moor]),
    ]
    return {
        "articles": {"dam": {"file": "dams.jsonl", "outlet": "Karsund Post", "text_sha256": DIGEST}},
        "contents": [
            {"id": i, "article": "dam", "span": at(words), "chain": chain, **({"kind": kind} if kind else {})}
            for i, words, kind, chain in contents
        ],
    }


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of evaluation data; the gold stands beside it."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "dams.jsonl").write_text(json.dumps({"id": "dam", "text": TEXT}), encoding="utf-8")
    monkeypatch.setattr(chains, "GOLD", tmp_path / "chains.json")
    write_gold(tmp_path, gold())
    return folder


def write_gold(folder: Path, value: dict[str, Any]) -> None:
    (folder / "chains.json").write_text(json.dumps(value), encoding="utf-8")


def hop(*words: str, **more: Any) -> dict[str, Any]:
    return {"sources": [spot(w) for w in words], **more}


def spot(words: str) -> dict[str, Any]:
    start, end = at(words)
    return {"start": start, "end": end, "text": words, "entity": "moor" if words in ("Ada Moor", "She") else None}


def understood(*statements: tuple[str, list[dict[str, Any]]]) -> dict[str, Any]:
    name = {"article": DIGEST[:16], "start": 0, "end": 8, "text": "Ada Moor"}
    return {
        "article": {"id": DIGEST[:16], "text": TEXT, "text_sha256": DIGEST, "bytes_sha256": DIGEST},
        "tokens": [],
        "entities": [{"id": "moor", "kind": "person", "name": "Ada Moor", "mentions": [name]}],
        "statements": [
            {
                "id": f"s{n}",
                "article": DIGEST[:16],
                "spans": [at(words)],
                "text": words,
                "quotation": "indirect",
                "chain": chain,
            }
            for n, (words, chain) in enumerate(statements)
        ],
        "events": [],
        "times": [],
        "quotations": [],
    }


def figures(data: Path, *statements: tuple[str, list[dict[str, Any]]]) -> dict[str, float]:
    path = data.parent / "predictions.json"
    path.write_text(json.dumps({"dam": understood(*statements)}), encoding="utf-8")
    return run("chains", data, path).figures


RIGHT = [
    ("the dam held", [hop("Ada Moor"), hop("Radio Nord")]),
    ("the lake was calm", [hop("She"), hop("Radio Nord", implied=True)]),
    ("the gate was open", [hop("A guard", anonymous=True), hop(anonymous=True)]),
    ("close the road", [hop("Moor"), hop("Ben Oak")]),
    ("wait", [hop("Ada Moor")]),
]


def test_everybody_named_in_order_is_all_right(data: Path) -> None:
    assert set(figures(data, *RIGHT).values()) == {1.0}


def test_every_figure_is_the_one_computed_by_hand(data: Path) -> None:
    given = figures(
        data,
        ("the dam held", [hop("Radio Nord"), hop("Ada Moor")]),  # the wrong way round
        ("the lake was calm", [hop("She")]),  # right as far as its sentence goes
        ("close the road", [hop("Ada Moor"), hop("Ben Oak")]),  # the name that is as right
        ("wait", [hop("Ada Moor"), hop("Radio Nord")]),  # one too many
    )
    assert given == {
        "found": 0.75,
        "recall": 0.25,
        "stated hops": 0.5,
        "precision": 0.333,
        "first hop": 0.75,
        "one hop": 0.0,
        "carried over": 0.0,
        "interview": 0.0,
        "nominal": 1.0,
        "quoted": 0.0,
    }


def test_a_statement_on_two_contents_counts_once_for_precision(data: Path) -> None:
    value = gold()
    value["contents"].append({**value["contents"][0], "id": "C5", "span": at("that the dam held")})
    write_gold(data.parent, value)
    path = data.parent / "predictions.json"
    path.write_text(json.dumps({"dam": understood(RIGHT[0])}), encoding="utf-8")
    (row,) = (r for r in run("chains", data, path).rows if r.label == "precision")
    assert row.counts == (1, 1)


def test_what_is_missed_is_named_with_what_was_given(data: Path) -> None:
    path = data.parent / "predictions.json"
    path.write_text(json.dumps({"dam": understood(("the dam held", [hop("Ada Moor")]))}), encoding="utf-8")
    rows = {r.label: r for r in run("chains", data, path).rows}
    assert rows["recall"].missed[:2] == ("C1 got Ada Moor", "C2 not found")
    assert "precision" not in rows


def test_the_product_is_told_the_outlet(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = []

    def understand(article: Article, *_: object, **__: object) -> Understanding:
        told.append((article.file, article.outlet))
        return msgspec.convert(understood(*RIGHT), Understanding)

    monkeypatch.setattr(chains, "understand", understand)
    assert run("chains", data).figures["recall"] == 1.0
    assert told == [("dam", "Karsund Post")]


def test_another_text_is_refused(data: Path) -> None:
    (data / "dams.jsonl").write_text(json.dumps({"id": "dam", "text": TEXT + " "}), encoding="utf-8")
    with pytest.raises(UnreadableInput, match=r"dams\.jsonl: row dam is not the text"):
        run("chains", data)


def test_a_missing_article_is_named(data: Path) -> None:
    (data / "dams.jsonl").write_text(json.dumps({"id": "lake", "text": TEXT}), encoding="utf-8")
    with pytest.raises(UnreadableInput, match=r"dams\.jsonl: has no row dam"):
        run("chains", data)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"span": [5, 5]}, r"content C1: \[5, 5\] is empty or outside"),
        ({"span": [0, 9999]}, "content C1: .* outside its article"),
        ({"chain": []}, "content C1: has no hop"),
    ],
)
def test_gold_that_cannot_be_is_refused(data: Path, change: dict[str, Any], problem: str) -> None:
    value = gold()
    value["contents"][0] |= change
    write_gold(data.parent, value)
    with pytest.raises(UnreadableInput, match=problem):
        run("chains", data)


def test_predictions_on_other_articles_are_refused(data: Path) -> None:
    path = data.parent / "predictions.json"
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(UnreadableInput, match="has nothing on the article dam"):
        run("chains", data, path)
    other = understood()
    other["article"]["text_sha256"] = "0"
    path.write_text(json.dumps({"dam": other}), encoding="utf-8")
    with pytest.raises(UnreadableInput, match="article dam is about another text"):
        run("chains", data, path)


def test_gold_and_articles_are_what_the_figures_rest_on(data: Path) -> None:
    task = TASKS["chains"]
    before = digest(task.files(data, task.load(data)))
    write_gold(data.parent, {**gold(), "contents": gold()["contents"][1:]})
    assert digest(task.files(data, task.load(data))) != before


def test_the_chains_that_are_kept_have_a_kind_where_there_are_two_hops_and_none_where_there_is_one() -> None:
    kept = json.loads(chains.GOLD.read_text(encoding="utf-8"))
    kinds = {"interview", "verb in verb", "carried over", "nominal", "quoted"}
    for content in kept["contents"]:
        assert content["article"] in kept["articles"]
        assert content.get("kind") in (kinds if len(content["chain"]) > 1 else {None}), content["id"]
    assert len({content["id"] for content in kept["contents"]}) == len(kept["contents"])
