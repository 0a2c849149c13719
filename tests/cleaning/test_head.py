"""Headline, deck, kicker and bylines above a story."""

import pytest

from rashomon.cleaning.head import find_foot, find_head, find_headings
from rashomon.cleaning.line_marks import lines_of

STORY = ["The talks failed on Tuesday, two officials who were there said.", "They had lasted for four hours."]


def head(*above: str, title: str | None = None) -> tuple[str | None, list[str]]:
    text = "\n".join([*above, *STORY])
    found = find_head(list(lines_of(text)), title)
    return found.headline and found.headline.text, [f"{m.kind}: {text[m.start : m.end]}" for m in found.marks]


@pytest.mark.parametrize(
    "headline",
    [
        "Talks Fail in Geneva: Official",
        "Talks fail in Geneva, two officials say",
        "Will the talks fail?",
        "Talks to resume despite pressure from U.S.",
        "“We will not yield”: minister walks out",
        "7 things to know about the talks",
    ],
)
def test_a_short_first_line_without_a_full_stop_is_the_headline(headline: str) -> None:
    assert head(headline) == (headline, [f"headline: {headline}"])


@pytest.mark.parametrize(
    "line",
    [
        "The talks failed.",
        "“The talks have failed.”",
        "He told this to the U.S.",
        "and so the talks had failed",
        "The minister said in a statement:",
        "It was " + "very " * 30 + "late",
    ],
)
def test_a_first_line_of_the_story_is_none(line: str) -> None:
    assert head(line) == (None, [])


def test_the_title_of_the_metadata_is_the_headline_even_with_a_full_stop() -> None:
    assert head("Talks fail.", title="Talks Fail") == ("Talks fail.", ["headline: Talks fail."])


def test_deck_byline_and_date_stand_between_headline_and_story() -> None:
    above = ("Talks fail in Geneva", "Officials blame the price of gas", "By Jane Doe", "28 August 2018", "Reuters")
    assert head(*above) == (
        "Talks fail in Geneva",
        [f"headline: {line}" for line in above[:2]] + [f"byline: {line}" for line in above[2:]],
    )


def test_a_kicker_is_not_the_headline() -> None:
    assert head("Politics", "Talks fail in Geneva again")[0] == "Talks fail in Geneva again"
    assert head("Middle East", "Talks fail in Geneva again")[0] == "Talks fail in Geneva again"


def test_markdown_headings_are_headlines() -> None:
    assert head("# Talks fail.")[0] == "# Talks fail."
    lines = list(lines_of("One.\n## Background\n#hashtag\nTwo."))
    assert [
        line.text for line in lines if (line.start, line.end) in [(m.start, m.end) for m in find_headings(lines)]
    ] == ["## Background"]


def test_a_text_of_one_line_is_its_own_story() -> None:
    for text in ("Talks fail in Geneva", "Talks fail\nAnd more"):
        found = find_head(list(lines_of(text)), None)
        assert (found.headline, found.marks) == (None, [])


def test_facts_are_read_from_the_lines() -> None:
    text = "\n".join(
        ["Talks fail in Geneva", "By Jane Doe | Updated: 29 August 2018", "Published: 28 August 2018", *STORY]
    )
    found = find_head(list(lines_of(text)), None)
    assert (found.byline, found.published) == ("Jane Doe", "2018-08-28")


def test_dates_and_bylines_at_the_foot_are_marked() -> None:
    lines = list(lines_of("\n".join([*STORY, "By Jane Doe", "Saturday, March 19, 2016."])))
    assert [mark.start for mark in find_foot(lines)] == [lines[3].start, lines[2].start]
    assert find_foot(lines[:2]) == []
