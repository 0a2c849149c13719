"""The task pages, on pages whose figures are computed by hand."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals import run
from evals.tasks.pages import halves, shares_of, story_of
from rashomon.errors import InputError, MissingInput, UnreadableInput
from rashomon.types import Article, Passage, PassageKind

STORY = [
    "The talks on the river treaty failed on Tuesday, officials of both countries said in Geneva.",
    "Negotiators had met for eleven days in a hotel above the lake, and nobody would say why they left.",
    "A spokeswoman for the river commission said that the two sides would meet again in the autumn.",
]
PARAGRAPHS = "".join(f"<p>{sentence}</p>" for sentence in STORY)
PAGE = f"<html><title>Talks fail</title><body><article><h1>Talks fail</h1>{PARAGRAPHS}</article></body></html>"
TEXTS = {"one": "\n".join(STORY), "four": "\n".join(STORY[:2])}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two pages alike, of which the second tells a sentence more than its gold has."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "gold.json").write_text(
        json.dumps({name: {"articleBody": text, "url": "u"} for name, text in TEXTS.items()})
    )
    (folder / "one.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    (folder / "four.html").write_text(PAGE)
    return folder


def predicted(data: Path, texts: dict[str, str]) -> Path:
    path = data.parent / "predictions.json"
    path.write_text(json.dumps({name: {"articleBody": text} for name, text in texts.items()}))
    return path


def test_the_product_s_figures_are_those_computed_by_hand(data: Path) -> None:
    # one is all right; of four, 35 words in 32 runs are right, and 52 words in 49 runs are told
    figures = run("pages", data).figures
    assert figures["all/recall"] == 1.0
    assert figures["all/precision"] == round((1 + 32 / 49) / 2, 3)
    assert figures["all/F1"] == round(2 * (1 + 32 / 49) / 2 / (1 + (1 + 32 / 49) / 2), 3)


def test_titles_authors_and_days_are_measured_where_the_gold_has_them(data: Path) -> None:
    gold = {
        name: {"articleBody": text, "title": "“Talks” fail", "authors": ["Ada Moor"]} for name, text in TEXTS.items()
    }
    gold["one"]["published"] = "2019-10-19T10:00:00"
    (data / "gold.json").write_text(json.dumps(gold))
    given = {
        "one": {
            "articleBody": "x",
            "title": '"Talks"  fail',
            "authors": ["Ada Moor", "Li Wei"],
            "published": "2019-10-19",
        },
        "four": {"articleBody": "x", "title": "Talks", "authors": []},
    }
    path = data.parent / "predictions.json"
    path.write_text(json.dumps(given))
    figures = run("pages", data, path).figures
    assert (figures["all/title"], figures["all/authors F1"], figures["all/day"]) == (0.5, 0.5, 1.0)


def test_predictions_are_scored_instead_and_both_halves_are_told(data: Path) -> None:
    figures = run("pages", data, predicted(data, {**TEXTS, "more": "x"})).figures
    assert {halves("one"), halves("four")} == {"tuning half", "other half"}
    assert set(figures.values()) == {1.0}
    assert len(figures) == 9


def test_a_text_without_a_word_has_no_precision_and_no_recall(data: Path) -> None:
    report = run("pages", data, predicted(data, {"one": "", "four": TEXTS["four"]}))
    assert (report.figures["all/precision"], report.figures["all/recall"]) == (1.0, 0.5)
    assert report.notes == ("1 of 2 pages gave no text",)


def test_what_is_missed_and_added_is_shown_of_the_tuning_half_only(data: Path) -> None:
    given = {name: text.replace("river", "lake") for name, text in TEXTS.items()}
    report = run("pages", data, predicted(data, given), mistakes=True)
    tuning = next(name for name in TEXTS if halves(name) == "tuning half")
    assert {mistake.group for mistake in report.mistakes} == {tuning}
    assert {mistake.kind for mistake in report.mistakes} == {"missed", "added"}
    assert ("river", "gold") in report.mistakes[0].context


@pytest.mark.parametrize("name", ["gone", "../pages/one", "/etc/passwd"])
def test_a_page_that_is_not_in_the_folder_is_an_error(data: Path, name: str) -> None:
    (data / "gold.json").write_text(json.dumps({name: {"articleBody": "x"}}))
    with pytest.raises(MissingInput, match="has no file"):
        run("pages", data)


@pytest.mark.parametrize("gold", ["{}", "[]", '{"one": {}}', '{"one": {"articleBody": 1}}', "{"])
def test_gold_of_another_form_is_an_error(data: Path, gold: str) -> None:
    (data / "gold.json").write_text(gold)
    with pytest.raises(InputError, match=r"gold\.json"):
        run("pages", data)


def test_predictions_that_lack_a_page_are_an_error(data: Path) -> None:
    with pytest.raises(UnreadableInput, match="lacks 1 of the 2 pages"):
        run("pages", data, predicted(data, {"one": "x"}))


def test_a_file_that_is_cut_off_is_an_error(data: Path) -> None:
    (data / "one.html.gz").write_bytes(gzip.compress(PAGE.encode())[:-20])
    with pytest.raises(UnreadableInput, match="cannot be read"):
        run("pages", data)


def test_a_page_that_cannot_be_used_counts_as_a_text_without_a_word(data: Path) -> None:
    (data / "four.html").write_text("<html></html>")
    assert run("pages", data).notes == ("1 of 2 pages gave no text",)


def test_the_story_is_told_without_what_stands_around_it() -> None:
    lines: list[tuple[PassageKind, str]] = [
        ("headline", "Talks fail"),
        ("byline", "By nobody"),
        ("dateline", "GENEVA — "),
        ("body", "They failed."),
        ("caption", "The lake."),
        ("headline", "Why"),
        ("body", "Nobody knows."),
        ("related", "Ten rivers"),
        ("repeat", "They failed."),
        ("update", "More soon."),
        ("boilerplate", "Subscribe"),
    ]
    passages = []
    at = 0
    for kind, text in lines:
        passages.append(Passage(at, at + len(text), kind))
        at += len(text)
    article = Article(
        id="a", text="".join(text for _, text in lines), text_sha256="a", bytes_sha256="a", passages=tuple(passages)
    )
    assert story_of(article) == "GENEVA — \nThey failed.\nWhy\nNobody knows.\nThey failed.\nMore soon."


@given(st.text("ab é", max_size=30), st.text("ab é", max_size=30))
def test_precision_one_way_is_recall_the_other_way(one: str, other: str) -> None:
    assert shares_of(one, other) == shares_of(other, one)[::-1]
    assert all(share is None or 0 <= share <= 1 for share in shares_of(one, other))
    assert set(shares_of(one, one)) <= {None, 1.0}
