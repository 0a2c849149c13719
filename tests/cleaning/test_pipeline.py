"""Cleaning as a whole."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from rashomon.cleaning import clean
from rashomon.ingest.text import from_text, printable
from rashomon.types import Article, Fact, Passage, PassageKind

EXAMPLES = Path(__file__).parents[2] / "examples" / "syria-2018"
LINES = [
    "Talks fail in Geneva",
    "# Talks fail",
    "---",
    "title: Talks",
    "By Jane Doe",
    "Aug. 28, 2018",
    "GENEVA (AP) — The talks failed on Tuesday, two officials who were there said after midnight.",
    "The report, Itâ€™s said, claimed “nothing” &amp; more; both left the [hall](https://x.example/a) at once.",
    "Subscribe to our newsletter",
    "Related stories",
    "Thank you.",
    "Correction:",
    "(AP Photo/Jane Doe)",
    "قال الوزير إن المحادثات فشلت يوم الثلاثاء.",
    "👩‍👧 e\u0301\u200b ok.",
    "",
]


def cleaned(text: str, **known: str) -> Article:
    return clean(from_text(text, **known))


def shape(article: Article) -> list[tuple[str, str]]:
    return [(p.kind, article.content[p.start : p.end]) for p in article.passages]


def assert_parted(article: Article) -> None:
    assert "".join(text for _, text in shape(article)) == article.content
    assert all(p.start < p.end for p in article.passages)
    assert [p.start for p in article.passages][1:] == [p.end for p in article.passages][:-1]
    for passage in article.passages:
        assert (passage.repeats is None) == (passage.kind != "repeat")
        if passage.repeats:
            assert 0 <= passage.repeats[0] < passage.repeats[1] <= passage.start


@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_any_text_is_cleaned_and_parted(text: str) -> None:
    article = cleaned(text)
    assert_parted(article)
    assert article.content == printable(text)


@given(
    st.lists(st.sampled_from(LINES), max_size=14),
    st.sampled_from(["\n", "\r\n", "\n\n", "\u2028"]),
    st.none() | st.sampled_from(LINES),
)
def test_any_order_of_lines_is_cleaned_and_parted(lines: list[str], end: str, title: str | None) -> None:
    article = cleaned(end.join(lines), **({"title": title} if title else {}))
    assert_parted(article)
    assert clean(from_text(end.join(lines), title=title)) == article


def test_an_article_of_all_kinds_is_told_apart() -> None:
    parts = [
        ("headline", "Politics\nTalks fail in Geneva after long night\n"),
        ("byline", "By JANE DOE and JOHN ROE, Associated Press\nPublished: 28 August 2018 | Updated: 29 August 2018\n"),
        ("dateline", "GENEVA (AP) — "),
        ("body", "The talks failed on Tuesday, two officials said in Geneva.\n"),
        ("caption", "FILE - In this Aug. 2, 2018 photo, delegates arrive. (AP Photo/Joe Bloggs)"),
        ("body", "\nThe delegates left the city at once, and no new date was set for them to meet again.\n"),
        ("boilerplate", "Read more: What the deal says\nAdvertisement"),
        ("body", "\nReuters contributed to this report.\n"),
        ("repeat", "The delegates left the city at once, and no new date was set for them to meet again.\n"),
        ("correction", "Correction: An earlier version of this article misspelled a name.\n"),
        ("boilerplate", "Share this article\n12 comments\n"),
    ]
    article = cleaned("".join(text for _, text in parts))
    assert shape(article) == parts
    assert (article.title, article.published) == ("Talks fail in Geneva after long night", "2018-08-28")
    assert article.byline == "JANE DOE and JOHN ROE, Associated Press"
    assert article.dateline
    assert (article.dateline.places, article.dateline.agency) == (("GENEVA",), "AP")
    assert (article.language, article.starts_mid_story) == ("en", False)


def test_markdown_is_told_apart_where_it_stands() -> None:
    parts = [
        ("boilerplate", "---\ntitle: Talks fail\ndate: 2018-08-28\n---\n\n"),
        ("headline", "# Talks fail\n\n"),
        ("byline", "*By Jane Doe*\n\n"),
        ("boilerplate", "![Delegates](https://x.example/a.jpg)"),
        ("body", "\n\nThe talks [failed](https://x.example/b) on Tuesday, **two** officials who were there said.\n\n"),
        ("headline", "## Background"),
        ("body", "\n\n> We tried, the minister said.\n\n"),
        ("boilerplate", "[Read more](https://x.example/c)\n\n---\n\n© 2018 The Daily. All rights reserved.\n"),
    ]
    article = cleaned("".join(text for _, text in parts))
    assert shape(article) == parts
    assert (article.title, article.byline, article.published) == ("Talks fail", "Jane Doe", "2018-08-28")


def test_what_was_known_before_goes_before_what_the_text_says() -> None:
    text = "Talks fail in Geneva\nBy Jane Doe\n28 August 2018\nThe talks failed on Tuesday, two officials said."
    article = cleaned(text, title="Known", byline="John Roe", published="2018-08-27", outlet="The Daily")
    assert (article.title, article.byline, article.published, article.outlet) == (
        ("Known", "John Roe", "2018-08-27", "The Daily")
    )


def test_a_title_that_speaks_like_boilerplate_is_the_headline() -> None:
    text = "Watch: Minister leaves talks\nThe minister left the talks on Tuesday, two officials said."
    article = cleaned(text, title="Watch: Minister leaves talks")
    assert shape(article)[0] == ("headline", "Watch: Minister leaves talks")


def test_repairs_are_kept_and_passages_count_the_text_as_it_is() -> None:
    text = "Itâ€™s over in Geneva\nThe â€œtalksâ€\x9d failed on Tuesday, two officials said.\nShare this article\n"
    article = cleaned(text)
    assert article.title == "It’s over in Geneva"
    assert [kind for kind, _ in shape(article)] == ["headline", "body", "boilerplate"]
    assert [(text[r.start : r.end], r.to) for r in article.repairs] == [("â€™", "’"), ("â€œ", "“"), ("â€\x9d", "”")]


@pytest.mark.parametrize(("text", "parts"), [("", []), (" \n", [("body", " \n")]), ("\u200b", [("body", "\u200b")])])
def test_text_of_nothing_has_no_passage_and_white_space_has_one(text: str, parts: list[tuple[str, str]]) -> None:
    assert shape(cleaned(text)) == parts


@pytest.mark.parametrize(
    "text", ["", " \n", "\u200b", "x", "By Jane Doe", "Talks fail", "Share this", "\r\n\r\n", "\ud800"]
)
def test_next_to_nothing_is_cleaned(text: str) -> None:
    article = cleaned(text)
    assert_parted(article)
    assert not article.starts_mid_story


def test_the_examples_are_told_apart() -> None:
    first, second = (clean(from_text(p.read_text("utf8"))) for p in sorted(EXAMPLES.glob("*.txt")))
    assert [(p.kind, p.start, p.end, p.repeats) for p in first.passages] == [
        ("headline", 0, 54, None),
        ("dateline", 54, 84, None),
        ("body", 84, 2320, None),
        ("repeat", 2320, 4320, (319, 2319)),
    ]
    assert [(p.kind, p.start, p.end) for p in second.passages] == [
        ("body", 0, 464),
        ("boilerplate", 464, 850),
        ("body", 850, len(second.content)),
    ]
    assert (first.starts_mid_story, second.starts_mid_story) == (False, True)
    assert (second.title, second.dateline, second.published, second.repairs) == (None, None, None, ())


KNOWN = [
    "Talks fail",
    "By nobody",
    "The lake.",
    "Rain fell on Monday, he said.",
    "Rain fell.",
    "Nothing else was said.",
]


def known(text: str, kinds: dict[str, PassageKind]) -> Article:
    """An article of which reading has told some lines."""
    passages = [Passage(text.index(line), text.index(line) + len(line), kind) for line, kind in kinds.items()]
    return structs.replace(from_text(text), passages=tuple(sorted(passages, key=lambda p: p.start)))


def test_what_reading_knows_stays_and_every_character_is_in_one_passage() -> None:
    told: dict[str, PassageKind] = {"Talks fail": "headline", "The lake.": "caption", "Rain fell.": "pullquote"}
    article = clean(known("\n".join(KNOWN), told))
    kinds = {article.content[p.start : p.end].strip(): p.kind for p in article.passages}
    assert {line: kinds.get(line) for line in told} == told
    assert kinds["Nothing else was said."] == "body"
    assert "".join(article.content[p.start : p.end] for p in article.passages) == article.content


def test_a_known_headline_is_the_title_and_no_other_line_is_one() -> None:
    article = clean(known("Talks fail\nRain fell on Monday\nThe mayor said so, and left.", {"Talks fail": "headline"}))
    assert article.title == "Talks fail"
    assert [p.kind for p in article.passages] == ["headline", "body"]


def test_a_line_said_again_in_a_caption_is_no_repeat_of_it() -> None:
    line = "The talks on the river treaty failed on Tuesday, officials of both countries said in Geneva."
    article = clean(known(f"{line}\nThe mayor left.\nA fish.\n{line} More.", {line: "caption"}))
    assert "repeat" not in [p.kind for p in article.passages]


def test_known_lines_are_found_where_damage_is_repaired_before_them() -> None:
    article = clean(known("Itâ€™s raining.\nThe lake.\nIt is Mondayâ€™s rain.", {"The lake.": "caption"}))
    assert article.repairs
    assert [article.content[p.start : p.end].strip() for p in article.passages if p.kind == "caption"] == ["The lake."]


@given(
    st.lists(st.text(st.sampled_from("aB .\u2019â€™é\u0301🙂א:—"), max_size=12), min_size=1, max_size=8),
    st.lists(st.sampled_from([None, "caption", "related", "headline", "embed", "entry"]), min_size=8, max_size=8),
)
def test_known_lines_keep_their_kind_whatever_the_text(lines: list[str], kinds: list[PassageKind | None]) -> None:
    text = "\n".join(lines)
    passages = []
    at = 0
    for line, kind in zip(lines, kinds, strict=False):
        if kind and line.strip():
            passages.append(Passage(at, at + len(line), kind))
        at += len(line) + 1
    article = clean(structs.replace(from_text(text), passages=tuple(passages)))
    assert "".join(text[p.start : p.end] for p in article.passages) == text
    kind_at = {at: p.kind for p in article.passages for at in range(p.start, p.end)}
    for known_passage in passages:
        inside = [at for at in range(known_passage.start, known_passage.end) if text[at].isalnum()]
        assert all(kind_at[at] == known_passage.kind for at in inside)


FILED = (
    "GENEVA, Aug. 27, 2018 (Reuters) - The talks failed on Monday, two officials who were there said after midnight."
)
TOLD = f"Talks fail in Geneva\nBy Jane Doe and John Roe\nAug. 28, 2018\n{FILED}"


def told(article: Article, field: str) -> list[tuple[str, str]]:
    return [(fact.value, fact.source) for fact in clean(article).facts if fact.field == field]


def test_a_text_tells_its_day_its_authors_and_its_language() -> None:
    article = from_text(TOLD)
    assert told(article, "published") == [("2018-08-28", "text"), ("2018-08-27", "dateline")]
    assert told(article, "author") == [("Jane Doe", "text"), ("John Roe", "text")]
    assert told(article, "language") == [("en", "text")]


def test_a_header_tells_what_it_states() -> None:
    article = from_text(f"Title: Talks\nOutlet: The Daily\nDate: 2018-08-28\n\n{FILED}")
    assert told(article, "title") == [("Talks", "text")]
    assert told(article, "outlet") == [("The Daily", "text")]
    assert told(article, "published")[0] == ("2018-08-28", "text")


def test_what_was_given_without_a_source_is_not_told_otherwise() -> None:
    assert told(from_text(TOLD, published="2018-08-29", byline="Ann Lee"), "published") == []
    assert told(from_text(TOLD, byline="Ann Lee"), "author") == []


def test_what_was_given_with_a_source_is_told_otherwise_too() -> None:
    page = Fact(field="published", value="2018-08-29", source="meta", confidence=0.96)
    article = structs.replace(from_text(TOLD, published="2018-08-29"), facts=(page,))
    assert told(article, "published") == [("2018-08-29", "meta"), ("2018-08-28", "text"), ("2018-08-27", "dateline")]
