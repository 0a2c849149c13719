"""What stands above a story: headline, deck, kicker, bylines, dates, and what a header states."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rashomon
from rashomon.types import Article

HEADLINE = "Talks fail in Geneva, two officials say"
STORY = ["The talks failed on Tuesday, two officials who were there said.", "They had lasted for four hours."]


def parts(article: Article) -> list[tuple[str, str]]:
    return [(p.kind, article.content[p.start : p.end].strip()) for p in article.passages]


def head(*above: str, title: str | None = None) -> tuple[str | None, list[str]]:
    """The title, and the lines that are not story, of a text with ``above`` before its story."""
    article = rashomon.from_text("\n".join([*above, *STORY]), title=title)
    marked = [f"{kind}: {line}" for kind, text in parts(article) for line in text.split("\n") if kind != "body"]
    return article.title, marked


def below_headline(line: str) -> Article:
    return rashomon.from_text("\n".join([HEADLINE, line, *STORY]))


def byline_of(article: Article) -> str | None:
    return dict(parts(article)).get("byline")


def stated_day(text: str) -> str | None:
    """The day of publication in a header that says ``text`` of it."""
    return rashomon.from_text(f"Title: Talks fail\nDate: {text}\n\nThe talks failed.").published


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
    assert head("Talks fail.", title="Talks Fail") == ("Talks Fail", ["headline: Talks fail."])


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
    assert head("# Talks fail.") == ("Talks fail.", ["headline: # Talks fail."])
    assert parts(rashomon.from_text("One.\n## Background\n#hashtag\nTwo.")) == [
        ("body", "One."),
        ("headline", "## Background"),
        ("body", "#hashtag\nTwo."),
    ]


def test_a_text_of_one_line_is_its_own_story() -> None:
    for text in ("Talks fail in Geneva", "Talks fail\nAnd more"):
        article = rashomon.from_text(text)
        assert (article.title, parts(article)) == (None, [("body", text)])


def test_facts_are_read_from_the_lines() -> None:
    text = "\n".join(
        ["Talks fail in Geneva", "By Jane Doe | Updated: 29 August 2018", "Published: 28 August 2018", *STORY]
    )
    article = rashomon.from_text(text)
    assert (article.byline, article.published) == ("Jane Doe", "2018-08-28")


def test_dates_and_bylines_at_the_foot_are_marked() -> None:
    foot = "By Jane Doe\nSaturday, March 19, 2016."
    assert parts(rashomon.from_text("\n".join([*STORY, foot]))) == [("body", "\n".join(STORY)), ("byline", foot)]
    assert parts(rashomon.from_text("\n".join(STORY))) == [("body", "\n".join(STORY))]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("BY JANE DOE", "JANE DOE"),
        ("By JANE DOE and JOHN ROE, Associated Press", "JANE DOE and JOHN ROE, Associated Press"),
        ("By Ludwig van der Rohe, special to The Example", "Ludwig van der Rohe, special to The Example"),
        ("By Jane Doe | Aug. 28, 2018", "Jane Doe"),
        ("By Jane Doe - 28 August 2018", "Jane Doe"),
        ("Written by Jane Doe", "Jane Doe"),
        ("BYLINE: Jane Doe.", "Jane Doe"),
        ("By Abd al-Rahman bin Faisal", "Abd al-Rahman bin Faisal"),
    ],
)
def test_a_byline_gives_its_names(line: str, names: str) -> None:
    article = below_headline(line)
    assert article.byline == names
    assert byline_of(article) == line


@pytest.mark.parametrize(
    "line",
    [
        "By Monday, the talks had failed.",
        "By contrast, the Senate voted no.",
        "By 2026 the deficit would be higher.",
        "Bypass surgery helped him.",
        "By the time Jane Doe left, it was late.",
        "Jane Doe",
        "By",
    ],
)
def test_a_sentence_that_starts_with_by_is_none(line: str) -> None:
    article = below_headline(line)
    assert (article.byline, byline_of(article)) == (None, None)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Aug. 28, 2018 10:15 a.m. ET", "2018-08-28"),
        ("Published: 28 August 2018", "2018-08-28"),
        ("Posted on Tuesday, August 28, 2018 at 10:15 pm GMT", "2018-08-28"),
        ("28 August 2018 | Updated: 29 August 2018", "2018-08-28"),
        ("Updated 29 August 2018", None),
        ("Updated: Aug 29, 2018; Published: Aug 28, 2018", "2018-08-28"),
        ("2018-08-28T10:15:00Z", "2018-08-28"),
        ("10:15 a.m.", None),
        ("Aug. 28", None),
        ("09/08/2018", None),
    ],
)
def test_a_line_of_dates_gives_the_day_of_publication(line: str, day: str | None) -> None:
    article = below_headline(line)
    assert article.published == day
    assert byline_of(article) == line


@pytest.mark.parametrize("line", ["On Aug. 28, 2018, he left.", "May 2 was cold", "August", "12", "At 10:15 he left"])
def test_a_line_that_says_more_is_no_date_line(line: str) -> None:
    article = below_headline(line)
    assert (article.published, byline_of(article)) == (None, None)


def test_a_name_without_by_counts_with_where_it_is_from() -> None:
    lines = ("Jane Doe, Associated Press", "Reuters", "Jane Doe", "The talks failed, Reuters said.")
    assert [byline_of(below_headline(line)) for line in lines] == ["Jane Doe, Associated Press", "Reuters", None, None]


def test_front_matter_is_boilerplate_and_its_facts_are_read() -> None:
    front = '---\ntitle: "Talks fail"\nauthor: Jane Doe\ndate: 2018-08-28\ntags:\n  - gas\n---'
    article = rashomon.from_text(f"{front}\nThe talks failed.")
    assert parts(article) == [("boilerplate", front), ("body", "The talks failed.")]
    assert (article.title, article.byline, article.published) == ("Talks fail", "Jane Doe", "2018-08-28")


def test_a_head_of_keys_is_read_line_by_line() -> None:
    lines = ["Title: Talks fail", "Source: The Daily", "Published: 28 August 2018", "Length: 900 words"]
    article = rashomon.from_text("\n".join([*lines, "", "The talks failed."]))
    kinds = ["headline", "boilerplate", "byline", "boilerplate", "body"]
    assert parts(article) == list(zip(kinds, [*lines, "The talks failed."], strict=True))
    assert (article.title, article.outlet, article.published) == ("Talks fail", "The Daily", "2018-08-28")


def test_a_day_that_can_be_read_in_two_ways_is_not_taken() -> None:
    assert stated_day("09/08/2018") is None


@pytest.mark.parametrize(
    ("text", "story"),
    [
        ("Source: the talks failed.\nStory.", "Source: the talks failed.\nStory."),
        ("---\nStory.\nIt failed.", "Story.\nIt failed."),
        ("---\nThe minister left the capital.\n---\nIt failed.", "The minister left the capital."),
    ],
)
def test_one_line_alone_or_a_rule_without_an_end_is_story(text: str, story: str) -> None:
    article = rashomon.from_text(text)
    assert (article.title, article.byline, article.published, article.outlet) == (None, None, None, None)
    assert ("body", story) in parts(article)


@pytest.mark.parametrize(
    "text",
    [
        "28 August 2018",
        "28th of August, 2018",
        "August 28, 2018",
        "Aug. 28, 2018 10:15 a.m. ET",
        "Tuesday, AUGUST 28 2018",
        "Aug 28 , 2018",
        "2018-08-28",
        "2018/08/28",
        "28/08/2018",
        "28.8.2018",
        "08/28/2018",
        "Published 2018-08-28T10:00:00Z, updated 2019-01-01",
    ],
)
def test_a_day_that_can_be_read_in_one_way_is_found(text: str) -> None:
    assert stated_day(text) == "2018-08-28"


@pytest.mark.parametrize(
    "text",
    [
        "09/08/2018",
        "August 2018",
        "Aug. 28",
        "30 February 2018",
        "2018-13-01",
        "12345-08-28",
        "28/08/18",
        "in 2018",
    ],
)
def test_no_day_is_guessed(text: str) -> None:
    assert stated_day(text) is None


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_found_in_words_and_in_iso(day: date) -> None:
    assert stated_day(f"{day:%d %B %Y}") == stated_day(f"on {day:%B %d, %Y} at") == stated_day(f"({day})") == str(day)
