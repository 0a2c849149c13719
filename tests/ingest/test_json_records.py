"""JSON records to articles."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from msgspec import UNSET

from rashomon.errors import EmptyInput, InputError, UsageError
from rashomon.ingest.field_map import FIELDS, field_map
from rashomon.ingest.json_records import from_record, read_json, read_lines
from rashomon.settings import Settings
from rashomon.types import Article, Failure

SETTINGS = Settings()
TEXT = "The talks failed on Tuesday, two officials said."


def lines(data: bytes, settings: Settings = SETTINGS) -> list[Article | Failure]:
    return list(read_lines(io.BytesIO(data), "a.jsonl", settings))


def told(found: list[Article | Failure]) -> list[str]:
    return [str(r.file) if isinstance(r, Article) else f"{r.source}: {r.problem}" for r in found]


def values(data: object, settings: Settings = SETTINGS) -> list[Article | Failure]:
    return list(read_json(json.dumps(data).encode(), "a.json", settings))


def test_every_field_that_is_usual_is_taken() -> None:
    record = {
        "title": "Talks  fail",
        "text": TEXT,
        "url": "https://daily.example/1",
        "date": "Tue, 28 Aug 2018 23:30:00 -0500",
        "updated": "2018-08-29T01:00:00Z",
        "source": {"id": None, "name": "The Daily"},
        "authors": ["Jane Doe", {"name": "John Roe"}],
        "language": "en-GB",
    }
    article = from_record(record, "a", SETTINGS)
    assert article.content == f"Talks fail\n{TEXT}"
    assert (article.title, article.url, article.outlet) == ("Talks fail", "https://daily.example/1", "The Daily")
    assert (article.published, article.modified, article.language) == ("2018-08-28", "2018-08-29", "en")
    assert article.authors == ("Jane Doe", "John Roe")
    assert {fact.source for fact in article.facts} == {"record"}


def test_a_field_of_authors_names_people_one_by_one() -> None:
    assert from_record({"text": TEXT, "author": "By Jane Doe and John Roe"}, "a", SETTINGS).authors == (
        "Jane Doe",
        "John Roe",
    )
    assert from_record({"text": TEXT, "author": "The Weather Desk"}, "a", SETTINGS).authors == ("The Weather Desk",)


def test_a_text_whose_markup_was_escaped_is_read_as_markup() -> None:
    escaped = f"&lt;p&gt;{TEXT}&lt;/p&gt;&lt;p&gt;Nobody knows why.&lt;/p&gt;"
    assert from_record({"text": escaped}, "a", SETTINGS).content == f"{TEXT}\nNobody knows why."


@pytest.mark.parametrize("name", [*FIELDS["text"], *FIELDS["html"]])
def test_each_usual_name_of_the_text_will_do(name: str) -> None:
    article = from_record({name: TEXT, "id": 7}, "a", SETTINGS)
    assert (article.content, article.title, article.url) == (TEXT, None, UNSET)


@pytest.mark.parametrize("written", ["2018-08-28", "2018-08-28 10:00:00", 1535443200, 1535443200000, "1535443200"])
def test_a_day_is_understood_in_the_ways_that_records_write_it(written: object) -> None:
    assert from_record({"text": TEXT, "published": written}, "a", SETTINGS).published == "2018-08-28"


@pytest.mark.parametrize("written", ["yesterday", "08/09/2018", 5, True, None, "", [], {}, "9" * 500])
def test_what_is_no_day_is_none(written: object) -> None:
    assert from_record({"text": TEXT, "published": written}, "a", SETTINGS).published is None


def test_a_title_that_leads_the_text_is_not_said_twice() -> None:
    record = {"title": "Talks fail", "text": f"Talks fail!\n{TEXT}"}
    assert from_record(record, "a", SETTINGS).content == f"Talks fail!\n{TEXT}"


def test_html_in_a_text_field_is_read_as_such() -> None:
    assert from_record({"body": f"<p>{TEXT}</p><p>More.</p>"}, "a", SETTINGS).content == f"{TEXT}\nMore."
    assert from_record({"body": f"<3 {TEXT}"}, "a", SETTINGS).content == f"<3 {TEXT}"


@pytest.mark.parametrize("name", ["html", "text"])
def test_a_whole_page_in_a_field_is_read_as_a_page(name: str) -> None:
    page = f"<!doctype html><html><body><nav><a href=/>Home</a></nav><article><p>{TEXT}</p></article></body></html>"
    article = from_record({name: page, "url": "https://daily.example/1", "site": "The Daily"}, "a", SETTINGS)
    assert (article.content, article.outlet, article.url) == (TEXT, "The Daily", "https://daily.example/1")


def test_paragraphs_in_a_list_are_lines() -> None:
    assert from_record({"text": [TEXT, "", "More."]}, "a", SETTINGS).content == f"{TEXT}\nMore."


def test_the_user_says_which_field_holds_what() -> None:
    chosen = Settings(fields="text=story.full, title=hl,outlet=meta.paper")
    record = {"text": "a teaser", "story": {"full": TEXT}, "hl": "Talks fail", "meta": {"paper": "The Daily"}}
    article = from_record(record, "a", chosen)
    assert (article.content, article.outlet) == (f"Talks fail\n{TEXT}", "The Daily")
    assert from_record({"text": TEXT, "story": 3}, "a", chosen).content == TEXT


def test_a_field_with_a_dot_in_its_name_goes_before_a_path() -> None:
    record = {"story.full": TEXT, "story": {"full": "another"}}
    assert from_record(record, "a", Settings(fields="text=story.full")).content == TEXT


@pytest.mark.parametrize("fields", ["story", "story=text", "text=", "=text", "text=a;title=b=c,x"])
def test_a_map_that_is_none_is_a_wrong_call(fields: str) -> None:
    with pytest.raises(UsageError, match=r"--fields .*: write FIELD=NAME, such as text=story; FIELD is one of text, "):
        field_map(fields)


def test_a_record_without_text_names_the_fields_that_it_has() -> None:
    with pytest.raises(
        EmptyInput, match=r"^a: contains no text; its fields are 'story', 'n': say .* --fields text=NAME"
    ):
        from_record({"story": TEXT, "n": 1}, "a", SETTINGS)
    with pytest.raises(EmptyInput, match="its fields are none"):
        from_record({}, "a", SETTINGS)


def test_rows_are_called_by_their_line() -> None:
    found = lines(b'{"text": "One said so."}\r\n\n{"text": "Two said so."}')
    assert told(found) == ["a.jsonl#1", "a.jsonl#3"]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b'{"text": ', "line 2 is not valid JSON (Input data was truncated): correct it, or save the text as .txt"),
        (b"[" * 100_000, "line 2 is JSON nested too deeply to be an article"),
        (b'{"a":' * 100_000, "line 2 is JSON nested too deeply to be an article"),
        (b"[1]", "is not a JSON object with an article's fields"),
        (b'{"text": 1.5e999}', "contains no text"),
        (b"\0\0\0", "line 2 is not valid JSON"),
    ],
)
def test_a_broken_line_costs_that_line(line: bytes, problem: str) -> None:
    good = b'{"text": "The talks failed."}\n'
    one, two, three = told(lines(good + line + b"\n" + good))
    assert (one, three) == ("a.jsonl#1", "a.jsonl#3")
    assert two.startswith(f"a.jsonl#2: {problem}")


def test_what_python_writes_and_json_has_not_is_read() -> None:
    (article,) = lines(b'{"text": "It \\ud800 failed.", "author": NaN, "title": "\\udc00"}')
    assert isinstance(article, Article)
    assert article.content == "\ufffd\nIt \ufffd failed."


def test_a_long_line_is_passed_over_and_an_endless_one_ends_the_reading() -> None:
    bound = Settings(max_bytes=100)
    good = b'{"text": "The talks failed."}\n'
    long = told(lines(good + b"[" * 500 + b"\n" + good, bound))
    assert [long[0], long[2]] == ["a.jsonl#1", "a.jsonl#3"]
    assert long[1].startswith("a.jsonl#2: line 2 is larger than the limit of 100 bytes")
    endless = told(lines(good + b"[" * 5000 + b"\n" + good, bound))
    assert endless[-1] == "a.jsonl: line 2 does not end: the rest is not read"


def test_one_object_is_the_article_itself() -> None:
    assert told(values({"text": TEXT})) == ["a.json"]


@pytest.mark.parametrize("key", ["articles", "items", "results", "@graph"])
def test_a_list_or_an_object_around_one_holds_articles(key: str) -> None:
    records = [{"text": TEXT}, {"title": "no text"}, "no object", {"text": "More."}]
    for value in (records, {key: records, "status": "ok"}, {"response": {key: records}}):
        found = told(values(value))
        assert [line.split(":")[0] for line in found] == ["a.json#1", "a.json#2", "a.json#3", "a.json#4"]
        assert [":" in line for line in found] == [False, True, True, False]


def test_an_article_with_a_list_of_another_sense_is_an_article() -> None:
    assert told(values({"text": TEXT, "items": [1, 2]})) == ["a.json"]


def test_json_ld_is_a_record_like_others() -> None:
    node = {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "NewsArticle",
                "headline": "Talks fail",
                "articleBody": TEXT,
                "datePublished": "2018-08-28T10:00:00Z",
                "publisher": {"@type": "Organization", "name": "The Daily"},
                "author": [{"@type": "Person", "name": "Jane Doe"}],
            }
        ],
    }
    (article,) = values(node)
    assert isinstance(article, Article)
    assert (article.outlet, article.byline, article.published) == ("The Daily", "Jane Doe", "2018-08-28")


@pytest.mark.parametrize("data", [b"{", b"[" * 200_000, b"nope", b"[1,", b"{}", b"[]", b"3", b'"text"', b"null"])
def test_json_without_an_article_is_an_error_of_ours(data: bytes) -> None:
    with pytest.raises(InputError, match=r"^a\.json: "):
        list(read_json(data, "a.json", SETTINGS))


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "utf-8-sig"])
def test_json_in_another_encoding_is_read(encoding: str) -> None:
    (article,) = read_json('{"text": "Größe"}'.encode(encoding), "a.json", SETTINGS)
    assert isinstance(article, Article)
    assert article.content == "Größe"


def test_jsonl_in_wide_characters_is_one_line_and_not_one_a_row() -> None:
    assert told(lines('{"text": "One"}\n{"text": "Two"}'.encode("utf-16"))) == [
        "a.jsonl: is JSONL in UTF-16 or UTF-32: save it as UTF-8"
    ]


@pytest.mark.parametrize(("written", "language"), [("en", "en"), ("EN_us", "en"), ("English", None), ("deu", None)])
def test_a_language_is_its_code(written: str, language: str | None) -> None:
    assert from_record({"text": TEXT, "language": written}, "a", SETTINGS).language == language


def test_the_usual_names_of_fields_are_those_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "read-anything.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| ([^|;]+)", page, re.MULTILINE)
    assert {field: tuple(names.strip().split(", ")) for field, names in rows} == FIELDS
