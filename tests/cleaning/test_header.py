"""What a text states about itself before it begins."""

from rashomon.cleaning.header import Header, read_header
from rashomon.cleaning.line_marks import lines_of


def header(text: str) -> Header:
    return read_header(list(lines_of(text)))


def test_front_matter_is_boilerplate_and_its_facts_are_read() -> None:
    text = '---\ntitle: "Talks fail"\nauthor: Jane Doe\ndate: 2018-08-28\ntags:\n  - gas\n---\nStory.'
    found = header(text)
    assert [(m.kind, text[m.start : m.end]) for m in found.marks] == [("boilerplate", text.removesuffix("\nStory."))]
    assert found.facts == {"title": "Talks fail", "byline": "Jane Doe", "published": "2018-08-28"}
    assert found.lines == 7


def test_a_head_of_keys_is_read_line_by_line() -> None:
    found = header("Title: Talks fail\nSource: The Daily\nPublished: 28 August 2018\nLength: 900 words\n\nStory.")
    assert [m.kind for m in found.marks] == ["headline", "boilerplate", "byline", "boilerplate"]
    assert found.facts == {"title": "Talks fail", "outlet": "The Daily", "published": "2018-08-28"}


def test_a_day_that_can_be_read_in_two_ways_is_not_taken() -> None:
    assert header("Title: Talks fail\nDate: 09/08/2018\nStory.").facts == {"title": "Talks fail"}


def test_one_line_alone_or_a_rule_without_an_end_is_story() -> None:
    for text in ("Source: the talks failed.\nStory.", "---\nStory.\nMore.", "---\nStory without a key\n---\nMore.", ""):
        assert header(text) == Header([], 0, {})
