"""What a text tells of itself, as facts beside those of its page."""

from __future__ import annotations

from msgspec.structs import replace

from rashomon.cleaning import clean
from rashomon.ingest.text import from_text
from rashomon.types import Article, Fact

STORY = (
    "GENEVA, Aug. 27, 2018 (Reuters) - The talks failed on Monday, two officials who were there said after midnight."
)
TEXT = f"Talks fail in Geneva\nBy Jane Doe and John Roe\nAug. 28, 2018\n{STORY}"


def told(article: Article, field: str) -> list[tuple[str, str]]:
    return [(fact.value, fact.source) for fact in clean(article).facts if fact.field == field]


def test_a_text_tells_its_day_its_authors_and_its_language() -> None:
    article = from_text(TEXT)
    assert told(article, "published") == [("2018-08-28", "text"), ("2018-08-27", "dateline")]
    assert told(article, "author") == [("Jane Doe", "text"), ("John Roe", "text")]
    assert told(article, "language") == [("en", "text")]


def test_a_header_tells_what_it_states() -> None:
    article = from_text(f"Title: Talks\nOutlet: The Daily\nDate: 2018-08-28\n\n{STORY}")
    assert told(article, "title") == [("Talks", "text")]
    assert told(article, "outlet") == [("The Daily", "text")]
    assert told(article, "published")[0] == ("2018-08-28", "text")


def test_what_was_given_without_a_source_is_not_told_otherwise() -> None:
    assert told(from_text(TEXT, published="2018-08-29", byline="Ann Lee"), "published") == []
    assert told(from_text(TEXT, byline="Ann Lee"), "author") == []


def test_what_was_given_with_a_source_is_told_otherwise_too() -> None:
    page = Fact(field="published", value="2018-08-29", source="meta", confidence=0.96)
    article = replace(from_text(TEXT, published="2018-08-29"), facts=(page,))
    assert told(article, "published") == [("2018-08-29", "meta"), ("2018-08-28", "text"), ("2018-08-27", "dateline")]
