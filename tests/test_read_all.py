"""`rashomon.read` and `rashomon.read_all`, as a script calls them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import rashomon
from rashomon import Article, Failure

TEXT = "The talks failed on Tuesday, two officials said.\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    rows = [{"text": "Report one says so."}, {"text": "Report two says so.", "date": "2018-08-01"}]
    Path("b.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return tmp_path


def test_articles_come_with_their_passages_and_failures_in_their_place(here: Path) -> None:
    found = list(rashomon.read_all([Path("a.txt"), "none.txt", "b.jsonl"]))
    assert [type(result) for result in found] == [Article, Failure, Article, Article]
    assert all(result.passages for result in found if isinstance(result, Article))


def test_one_source_needs_no_list(here: Path) -> None:
    assert len(list(rashomon.read_all("b.jsonl"))) == len(list(rashomon.read_all(Path("b.jsonl")))) == 2


@pytest.mark.parametrize(
    ("published", "days"),
    [
        (None, [None, None, "2018-08-01"]),
        ("2018-08-28", ["2018-08-28"] * 3),
        ({"b.jsonl": "2018-08-28T10:00:00Z"}, [None, "2018-08-28", "2018-08-28"]),
    ],
)
def test_the_users_day_goes_before_the_articles_own(
    here: Path, published: str | dict[str, str] | None, days: list[str | None]
) -> None:
    found = rashomon.read_all(["a.txt", "b.jsonl"], published=published)
    assert [result.published for result in found if isinstance(result, Article)] == days


@pytest.mark.parametrize(
    ("outlet", "outlets"),
    [
        (None, [None, None, "Post"]),
        ("Coast  Herald ", ["Coast Herald"] * 3),
        ({"b.jsonl": "Coast Herald"}, [None, "Coast Herald", "Coast Herald"]),
    ],
)
def test_the_users_outlet_goes_before_the_articles_own(
    here: Path, outlet: str | dict[str, str] | None, outlets: list[str | None]
) -> None:
    rows = [{"text": "Report one says so."}, {"text": "Report two says so.", "outlet": "Post"}]
    Path("b.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found = rashomon.read_all(["a.txt", "b.jsonl"], outlet=outlet)
    assert [result.outlet for result in found if isinstance(result, Article)] == outlets


@pytest.mark.parametrize(("outlet", "said"), [(" \n", "is empty"), ("x" * 161, "161 characters")])
def test_what_is_no_name_of_an_outlet_is_told_before_anything_is_read(outlet: str, said: str) -> None:
    with pytest.raises(rashomon.UsageError, match=said):
        rashomon.read_all(["a.txt"], outlet={"a.txt": outlet})
    with pytest.raises(rashomon.UsageError, match=said):
        rashomon.from_text(TEXT, outlet=outlet)


def test_an_outlet_is_told_by_the_page_then_by_the_address_then_by_the_file(here: Path) -> None:
    page = "<html><head>{}</head><body><article><p>{}</p></article></body></html>"
    story = "The talks failed on Tuesday, two officials said after a long night of bargaining. " * 4
    canonical = '<link rel="canonical" href="https://www.cnn.com/2018/08/28/talks/index.html">'
    named = canonical + '<meta property="og:site_name" content="CNN International">'
    unknown = canonical.replace("cnn.com", "valley.example")
    for name, head in (("named", named), ("coast-herald", canonical), ("host", unknown), ("coast-times", "")):
        Path(f"{name}.html").write_text(page.format(head, story), encoding="utf-8")
    files = ["named.html", "coast-herald.html", "host.html", "coast-times.html"]
    assert [rashomon.read(file).outlet for file in files] == [
        "CNN International",
        "CNN",
        "valley.example",
        "Coast Times",
    ]


@pytest.mark.parametrize("published", ["yesterday", {"a.txt": "yesterday"}])
def test_a_wrong_day_is_told_before_anything_is_read(published: str | dict[str, str]) -> None:
    with pytest.raises(rashomon.UsageError, match="is not a day"):
        rashomon.read_all(["a.txt"], published=published)


def test_a_wrong_map_of_fields_is_told_before_anything_is_read() -> None:
    with pytest.raises(rashomon.UsageError, match="--fields"):
        rashomon.read_all(["a.txt"], settings=rashomon.Settings(fields="x"))


def test_reading_one_of_several_names_the_function_for_all(here: Path) -> None:
    with pytest.raises(rashomon.UsageError, match=r"b\.jsonl: contains more than one article: use rashomon\.read_all"):
        rashomon.read("b.jsonl")


def test_what_is_read_one_by_one_is_what_is_read_together(here: Path) -> None:
    assert [rashomon.read("a.txt")] == list(rashomon.read_all(["a.txt"]))


def test_a_story_over_the_bound_is_a_failure_of_a_comparison_and_the_others_are_compared() -> None:
    texts = ["The council met on Friday.", "The council did not meet on Friday.", "<p" + " a=b" * 50_000 + ">"]
    articles = [rashomon.from_text(text, name=f"{n}.txt") for n, text in enumerate(texts)]
    dossier = rashomon.compare(articles)
    assert {article.file for article in dossier.articles if article.passages} >= {"0.txt", "1.txt"}
    (failure,) = dossier.failures
    assert (failure.source, failure.problem.partition(",")[0]) == ("2.txt", "has a story of 150")
    assert failure.problem.endswith("split it, or raise RASHOMON_MAX_WORDS")
