"""What stands over a story: title, decks, who wrote it and when, captions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.ingest.html import from_html
from rashomon.types import Article, PassageKind

STORY = [
    "The talks on the river treaty failed on Tuesday, officials of both countries said in Geneva.",
    "Negotiators had met for eleven days in a hotel above the lake, and nobody would say why they left.",
    "A spokeswoman for the river commission said that the two sides would meet again in the autumn.",
    "Farmers along the lower valley have waited for water since the dam was closed in early spring.",
]
TITLE = "Talks on river treaty fail"


def page(over: str) -> Article:
    """A page whose story has ``over`` above it."""
    body = "".join(f"<p>{sentence}</p>" for sentence in STORY)
    head = f"<head><meta property=og:title content='{TITLE}'></head>"
    return from_html(f"<html>{head}<body><div>{over}</div><div class=story>{body}</div></body></html>")


def lines(article: Article) -> list[tuple[str, PassageKind | None]]:
    """Every line over the story with its kind."""
    kinds = {article.content[p.start : p.end]: p.kind for p in article.passages}
    return [(line, kinds.get(line)) for line in article.content.split("\n") if line not in STORY]


H1 = f"<h1>{TITLE}</h1>"
HEAD = (TITLE, "headline")
OVER: list[tuple[str, str, PassageKind]] = [
    (
        "<p>Eleven days above the lake have come to nothing.</p>",
        "Eleven days above the lake have come to nothing.",
        "headline",
    ),
    ("<h2>Eleven days above the lake</h2>", "Eleven days above the lake", "headline"),
    ('<div class="standfirst">No word of why</div>', "No word of why", "headline"),
    ("<div>By Ada Moor</div>", "By Ada Moor", "byline"),
    ('<div class="author"><a href=/moor>Ada Moor</a></div>', "Ada Moor", "byline"),
    ("<div>Von Ada Moor, Genf</div>", "Von Ada Moor, Genf", "byline"),
    ("<div>Nov. 19, 2019, 8:41 AM UTC</div>", "Nov. 19, 2019, 8:41 AM UTC", "byline"),
    ("<div>19 November 2019 · 5 min read</div>", "19 November 2019 · 5 min read", "byline"),
    ("<div class=byline>Updated 5 minutes ago</div>", "Updated 5 minutes ago", "byline"),
    ("<div>19. November 2019</div>", "19. November 2019", "byline"),
    ('<div class="post-date">Today 12:01 AM</div>', "Today 12:01 AM", "byline"),
    ("<figure><img><figcaption>The lake at dawn</figcaption></figure>", "The lake at dawn", "caption"),
    ("<div><img><div>The lake (Getty Images/Ada Moor)</div></div>", "The lake (Getty Images/Ada Moor)", "caption"),
    ("<div><img><div>The lake. Photo: Ada Moor</div></div>", "The lake. Photo: Ada Moor", "caption"),
    ("<div><img alt='The closed dam'><div>The closed dam</div></div>", "The closed dam", "caption"),
]


@pytest.mark.parametrize(("markup", "line", "kind"), OVER)
def test_what_stands_between_title_and_story_is_kept_with_its_kind(markup: str, line: str, kind: PassageKind) -> None:
    assert lines(page(f"{H1}{markup}")) == [HEAD, (line, kind)]


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="article-meta"><ul class="social-icons"><li><a href=/f>Share on Facebook now</a></li></ul></div>',
        '<div class="article-meta"><div aria-hidden=true><h3>All the links of Ada Moor</h3></div></div>',
        '<div class="article-meta"><a href=/world>World</a></div>',
        "<div><a href=/x>Ten rivers that ran dry on November 8, 2019</a></div>",
        "<p>Advertisement</p>",
        "<div>Listen</div>",
        *(
            f"<div class=byline>{time}</div>"
            for time in (
                "5 Min Read",
                "5-minute read",
                "4 mins read",
                "Reading time: 5 minutes",
                "Time to read: 5 min.",
                "5 Min. Lesezeit",
                "Lesedauer: ca. 3 Minuten",
                "Temps de lecture : 5 min",
                "5 min de lectura",
                "Tempo di lettura: 3 minuti",
                "Tempo de leitura: 3 – 4 minutos",
                "Leestijd 5 minuten",
                "Lästid: 3 min",
                "Время чтения: 5 минут",
            )
        ),
        '<div class="byline"><span>Ada</span><p class="byline__reading-time">Five minutes of your time</p></div>',
        '<div class="newsletter"><p>Get our letter by mail every single morning.</p></div>',
    ],
)
def test_buttons_menus_and_links_over_a_story_stay_out(markup: str) -> None:
    assert lines(page(f"{H1}{markup}")) == [HEAD]


def test_what_stands_over_the_title_is_kept_only_where_it_says_who_or_when() -> None:
    over = "<p>Rivers of the world</p><div>19 November 2019</div><div>By Ada Moor</div>"
    assert lines(page(f"{over}{H1}")) == [("19 November 2019", "byline"), ("By Ada Moor", "byline"), HEAD]


def test_what_stands_there_twice_is_taken_once() -> None:
    assert lines(page(f"{H1}<div>By Ada Moor</div><p>Print</p><div>By Ada Moor</div>")) == [
        HEAD,
        ("By Ada Moor", "byline"),
    ]


def test_one_paragraph_on_the_author_is_a_byline_and_several_are_story() -> None:
    told = ["Ada Moor has lived on the river for years. She writes on dams and ferries.", "This is what I saw. " * 7]
    one, two = (page(f"{H1}<div class=author-note>{''.join(f'<p>{t}</p>' for t in told[:n])}</div>") for n in (1, 2))
    assert lines(one) == [HEAD, (told[0], "byline")]
    assert lines(two) == [HEAD, (told[0], None), (told[1].strip(), None)]


def test_without_a_title_on_the_page_nothing_over_the_story_is_taken() -> None:
    assert lines(page("<h1>The Lake Herald</h1><div>By Ada Moor</div>")) == [HEAD]


def test_a_title_in_other_words_stands_for_that_of_the_metadata() -> None:
    article = page("<h1>River treaty: talks of eleven days fail</h1><div>By Ada Moor</div>")
    assert lines(article) == [("River treaty: talks of eleven days fail", "headline"), ("By Ada Moor", "byline")]
    assert article.title == TITLE


@pytest.mark.parametrize(
    ("heading", "same"), [("Fail: talks on lake treaty", True), ("Talks on the lakes", False), ("The river", False)]
)
def test_a_heading_is_the_title_in_other_words_with_more_than_half_of_them(heading: str, same: bool) -> None:
    assert lines(page(f"<h1>{heading}</h1>")) == [(heading if same else TITLE, "headline")]


MARKUP = st.lists(
    st.sampled_from(
        [
            H1,
            "<h2>",
            "</h2>",
            "<div class=author>",
            "</div>",
            "<img>",
            "<p>By Ada Moor",
            "<p>May 3, 2019",
            "<figcaption>",
            "<a>",
        ]
    )
    | st.text("ab \n.é", max_size=8),
    max_size=15,
)


@settings(deadline=None)
@given(MARKUP)
def test_a_head_has_each_text_once(parts: list[str]) -> None:
    over = [(line, kind) for line, kind in lines(page("".join(parts))) if kind in ("headline", "byline")]
    assert len({line.casefold() for line, _ in over}) == len(over)
    assert not over or "headline" in [kind for _, kind in over]
