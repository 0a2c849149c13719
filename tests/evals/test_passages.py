"""The task passages, on two small invented pages whose figures are computed by hand, and the gold that is shipped."""

from __future__ import annotations

import gzip
import json
import re
from hashlib import sha256
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals import run
from evals.gold import golden_pages
from evals.gold.golden_pages import GOLD, Line, hash_of, line_of, visible
from evals.tasks.pages import halves
from evals.tasks.passages import lines_of
from rashomon.errors import InputError, MissingInput, UnreadableInput
from rashomon.settings import from_environment
from rashomon.types import Article, Extent, Passage, PassageKind

PASSAGES: list[tuple[PassageKind, str]] = [
    ("headline", "Talks fail"),
    ("byline", "By <a href='/moor'>Ada Moor</a>"),
    ("caption", "The lake at dawn.<br>Photo: Ben Oak"),
    ("body", "The talks on the river treaty failed on Tuesday, officials of both countries said in Geneva."),
    ("body", "Negotiators had met for <b>eleven</b> days in a hotel &amp; nobody would say why they left."),
    ("related", "Ten rivers to see"),
]
SOURCE = "<html><title>Talks fail</title><body>" + "".join(f"<p>{markup}</p>\n" for _, markup in PASSAGES) + "</body>"
READ = [[kind, visible(markup)] for kind, markup in PASSAGES]
"""What is to be found, as predictions have it."""
PAGES = ("aeb/one.html.gz", "dates/four.html.gz")


def golden(page: str, extent: Extent = "whole") -> dict[str, object]:
    passages = []
    for kind, markup in PASSAGES:
        start = SOURCE.index(f"<p>{markup}") + 3
        passages.append([kind, start, start + len(markup), hash_of(visible(markup))])
    return {
        "page": page,
        "site": f"{page[:3]}.example",
        "sha256": sha256(SOURCE.encode()).hexdigest(),
        "encoding": "utf-8",
        "extent": extent,
        "passages": passages,
    }


@pytest.fixture
def gold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The gold of two pages alike, of which only the first is whole."""
    path = tmp_path / "gold.json"
    path.write_text(json.dumps([golden(PAGES[0]), golden(PAGES[1], "paywalled")]))
    monkeypatch.setattr(golden_pages, "GOLD", path)
    return path


@pytest.fixture
def data(tmp_path: Path, gold: Path) -> Path:
    folder = tmp_path / "pages"
    for page in PAGES:
        (folder / page).parent.mkdir(parents=True)
        (folder / page).write_bytes(gzip.compress(SOURCE.encode()))
    return folder


def predicted(data: Path, passages: list[list[str]], extent: Extent | None = "whole") -> Path:
    """The same for both pages."""
    path = data.parent / "predictions.json"
    path.write_text(json.dumps({page: {"extent": extent, "passages": passages} for page in PAGES}))
    return path


def test_what_is_found_as_it_is_scores_one_and_counts_its_passages(data: Path) -> None:
    report = run("passages", data, predicted(data, READ))
    figures = report.figures
    assert {key for key, figure in figures.items() if figure != 1.0} == {"all/extent", "other half/extent"}
    assert {row.key: row.counts for row in report.rows if row.counts} == {
        "all/exact": (12, 12),
        "all/extent": (1, 2),
        "tuning half/exact": (6, 6),
        "tuning half/extent": (1, 1),
        "other half/exact": (6, 6),
        "other half/extent": (0, 1),
        "headline/exact": (2, 2),
        "byline/exact": (2, 2),
        "caption/exact": (2, 2),
        "body/exact": (4, 4),
        "related/exact": (2, 2),
    }


def test_a_caption_taken_for_body_costs_both_kinds(data: Path) -> None:
    # 7 words of the caption are body now, beside the 31 that are; of all 47 words 40 are right
    taken = [["body" if kind == "caption" else kind, text] for kind, text in READ]
    figures = run("passages", data, predicted(data, taken)).figures
    assert "caption/precision" not in figures
    assert (figures["caption/recall"], figures["caption/F1"]) == (0.0, 0.0)
    assert figures["body/precision"] == round(31 / 38, 3)
    assert figures["body/recall"] == 1.0
    assert figures["all/precision"] == figures["all/recall"] == round(40 / 47, 3)
    assert figures["all/exact"] == round(5 / 6, 3)


def test_a_paragraph_cut_in_two_costs_no_word_but_is_not_exact(data: Path) -> None:
    text = READ[3][1]
    figures = run("passages", data, predicted(data, [*READ[:3], ["body", text[:40]], ["body", text[40:]], *READ[4:]]))
    assert figures.figures["body/F1"] == 1.0
    assert figures.figures["body/exact"] == 0.5


def test_a_kind_that_is_only_predicted_lowers_the_whole(data: Path) -> None:
    figures = run("passages", data, predicted(data, [*READ, ["embed", "Somebody writes this"]])).figures
    assert figures["all/precision"] == round(47 / 50, 3)
    assert not any(key.startswith("embed") for key in figures)


def test_boilerplate_and_list_marks_and_white_space_do_not_count(data: Path) -> None:
    given = [*READ[:3], ["body", f"- {READ[3][1]}"], ["body", READ[4][1].replace(" ", " \n ")], *READ[5:]]
    figures = run("passages", data, predicted(data, [*given, ["boilerplate", "Subscribe"]])).figures
    assert figures["all/F1"] == figures["all/exact"] == 1.0


def test_the_product_reads_the_pages_itself(data: Path) -> None:
    report = run("passages", data)
    assert report.figures["body/recall"] == 1.0
    assert report.notes == ()


def test_a_page_that_cannot_be_used_has_no_passage_and_no_extent(data: Path, gold: Path) -> None:
    empty = b"<html></html>"
    for page in PAGES:
        (data / page).write_bytes(gzip.compress(empty))
    pages = [{**golden(page), "sha256": sha256(empty).hexdigest(), "passages": []} for page in PAGES]
    gold.write_text(json.dumps(pages))
    report = run("passages", data)
    assert report.notes == ("2 of 2 pages gave no text",)
    assert set(report.figures.values()) == {0.0}


def test_mistakes_are_sorted_and_shown_of_the_tuning_half_only(data: Path) -> None:
    changed = [
        ["headline", "Talks fail"],
        ["body", READ[2][1]],
        ["body", READ[3][1][:80]],
        READ[4],
        ["body", "Sign up for our letter"],
    ]
    report = run("passages", data, predicted(data, changed), mistakes=True)
    tuning = next(name for name in ("one", "four") if halves(name) == "tuning half")
    assert {mistake.where for mistake in report.mistakes} == {tuning}
    assert [(m.group, m.kind) for m in report.mistakes] == [
        ("byline", "missed"),
        ("caption", "taken for body"),
        ("body", "other borders"),
        ("related", "missed"),
        ("body", "added"),
    ]
    assert report.mistakes[0].context == (("By Ada Moor", "gold"),)
    assert report.mistakes[2].context == ((READ[3][1], "gold"), (" ", ""), (READ[3][1][:80], "predicted"))


def test_the_names_of_pages_that_were_wrong_are_not_told(data: Path) -> None:
    report = run("passages", data, predicted(data, READ, "truncated"))
    assert {row.missed for row in report.rows} == {()}


def test_a_page_that_is_not_there_is_an_error(data: Path) -> None:
    (data / PAGES[1]).unlink()
    with pytest.raises(MissingInput, match=r"has no file dates/four\.html\.gz"):
        run("passages", data)


def test_a_page_that_is_another_one_is_an_error(data: Path) -> None:
    (data / PAGES[0]).write_bytes(gzip.compress(SOURCE.replace("lake", "pond").encode()))
    with pytest.raises(UnreadableInput, match="its SHA-256 differs"):
        run("passages", data)


def test_gold_whose_offsets_are_off_is_an_error(data: Path, gold: Path) -> None:
    page = golden(PAGES[0])
    page["passages"] = [["headline", 3, 9, "0" * 12]]
    gold.write_text(json.dumps([page]))
    with pytest.raises(UnreadableInput, match="another text than the headline stands at 3"):
        run("passages", data)


@pytest.mark.parametrize("given", ["{}", '{"aeb/one.html.gz": {"passages": []}}', '{"a": {"passages": [["x", ""]]}}'])
def test_predictions_that_lack_a_page_or_have_another_form_are_an_error(data: Path, given: str) -> None:
    (data / "given.json").write_text(given)
    with pytest.raises(InputError, match=r"given\.json"):
        run("passages", data, data / "given.json")


def test_every_line_of_an_article_has_the_kind_of_its_passage() -> None:
    text = "Talks fail\nThey failed.\n- One\nSubscribe"
    passages = (Passage(0, 11, "headline"), Passage(11, 30, "body"), Passage(30, 39, "boilerplate"))
    article = Article(id="a", text=text, text_sha256="a", bytes_sha256="a", passages=passages)
    assert list(lines_of(article)) == [
        Line("headline", "Talks fail"),
        Line("body", "They failed."),
        Line("body", "One"),
    ]


def test_what_markup_shows_is_its_text_without_scripts_and_comments() -> None:
    assert (
        visible("One<b>&nbsp;two</b>&mdash;<br/>three<!-- no --><script>no<b></script> f<i>our</i>")
        == "One two— three four"
    )
    assert visible("a</div><div>b <style>p {}</style>") == "a b"
    assert visible("5 &lt; 6 & 7") == "5 < 6 & 7"


@given(st.text("ab é<>&;/-#x\n", max_size=60))
def test_what_markup_shows_has_no_white_space_to_spare(markup: str) -> None:
    text = visible(markup)
    assert line_of("body", text).text == text.removeprefix("- ")


def test_the_shipped_gold_is_well_formed_and_of_at_least_25_sites() -> None:
    pages = json.loads(GOLD.read_text(encoding="utf-8"))
    assert len(pages) == len({page["page"] for page in pages}) == len({page["site"] for page in pages}) >= 25
    for page in pages:
        assert re.fullmatch(r"(?:aeb|dates)/[\w.-]+\.html\.gz", page["page"])
        assert re.fullmatch(r"[0-9a-f]{64}", page["sha256"])
        assert page["extent"] in get_args(Extent)
        "".encode(page["encoding"])
        assert {kind for kind, *_ in page["passages"]} >= {"headline", "body"}
        ends = 0
        for kind, start, end, digest in page["passages"]:
            assert kind in get_args(PassageKind)
            assert kind != "boilerplate"
            assert ends <= start < end
            assert re.fullmatch(r"[0-9a-f]{12}", digest)
            ends = end


def test_the_shipped_gold_holds_no_text_of_a_page() -> None:
    # kinds, numbers and hashes only: nothing in it is long or has a space
    words = re.findall(r'"([^"]*)"', GOLD.read_text(encoding="utf-8"))
    assert [word for word in words if " " in word] == []


def test_the_pages_that_are_there_are_those_that_were_annotated() -> None:
    folder = from_environment().eval
    if folder is None or not (folder / "pages").is_dir():
        pytest.skip("RASHOMON_EVAL is not set")
    assert len(golden_pages.read_golden(folder / "pages")) >= 25
