"""Articles told from sections, and stubs from whole texts."""

from __future__ import annotations

import json

import pytest

from rashomon.ingest.html import from_html
from rashomon.types import Article, Extent

SENTENCES = [
    f"Paragraph {n} of the story says that the talks on the river treaty failed on Tuesday, officials said in Geneva."
    for n in range(5)
]
LONG = "".join(f"<p>{sentence} {sentence.replace('Tuesday', 'Monday')}</p>" for sentence in SENTENCES * 3)


def read(*body: str, head: str = "") -> Article:
    return from_html(f"<html><head>{head}</head><body><article>{''.join(body)}</article></body></html>")


def stub(*more: str, head: str = "") -> Article:
    return read(*(f"<p>{sentence}</p>" for sentence in SENTENCES[:2]), *more, head=head)


def news(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


TEASERS = "".join(
    f"<div><h3><a href=/{n}>Ministers to vote on bill number {n}</a></h3><p>What it says and who is for it.</p></div>"
    for n in range(12)
)


def test_a_page_of_headlines_that_lead_elsewhere_is_a_section() -> None:
    assert from_html(f"<html><body><main>{TEASERS}</main></body></html>").page == "section"


def test_headlines_beside_a_story_make_no_section() -> None:
    page = f"<html><body><article>{''.join(f'<p>{s}</p>' for s in SENTENCES)}</article>{TEASERS}</body></html>"
    assert from_html(page).page == "article"


def test_a_page_that_says_it_is_an_article_is_one() -> None:
    head = '<meta property="og:type" content="article">'
    assert from_html(f"<html><head>{head}</head><body><main>{TEASERS}</main></body></html>").page == "article"


def test_the_first_page_of_a_site_is_no_article_whatever_it_says() -> None:
    head = '<meta property="og:type" content="article"><link rel="canonical" href="https://daily.example/">'
    assert from_html(f"<html><head>{head}</head><body><main>{TEASERS}</main></body></html>").page == "section"


def test_a_page_that_says_it_is_a_list_is_a_section_with_few_headlines() -> None:
    head = '<script type="application/ld+json">{"@type": "CollectionPage"}</script>'
    few = TEASERS[: TEASERS.index("number 3")] + "</a></h3></div>"
    assert from_html(f"<html><head>{head}</head><body><main>{few}</main></body></html>").page == "section"
    assert from_html(f"<html><body><main>{few}</main></body></html>").page == "article"


SIGNS: list[tuple[str, Article, Extent]] = [
    ("nothing", stub(), "whole"),
    ("closed and short", stub(head=news(isAccessibleForFree=False)), "paywalled"),
    ("closed as text", stub(head=news(isAccessibleForFree="False")), "paywalled"),
    ("closed and long", read(LONG, head=news(isAccessibleForFree=False)), "whole"),
    (
        "closed, long and breaks off",
        read(LONG, "<p>And so the …</p>", head=news(isAccessibleForFree=False)),
        "paywalled",
    ),
    (
        "closed, short, and of several paragraphs",
        read("".join(f"<p>{line}</p>" for line in SENTENCES[:5]), head=news(isAccessibleForFree=False)),
        "whole",
    ),
    (
        "closed, with all words told, and no full stop",
        read(LONG, f"<p>{SENTENCES[0][:-1]}</p>", head=news(isAccessibleForFree=False, wordCount=200)),
        "whole",
    ),
    ("open", stub(head=news(isAccessibleForFree=True)), "whole"),
    ("asks to pay", stub('<div class="box"><p>Subscribe to continue reading</p></div>'), "paywalled"),
    ("a wall in another language", stub('<div class="paywall"><p>Jetzt weiterlesen mit Plus</p></div>'), "paywalled"),
    ("asks to pay far below", read(LONG, '<div class="box"><p>Already a subscriber?</p></div>'), "whole"),
    ("an ellipsis", stub("<p>The other side said later that night that it would …</p>"), "truncated"),
    ("three dots", stub("<p>The other side said later that night that it would [...]</p>"), "truncated"),
    (
        "read more",
        stub(
            "<p>The other side said later that night that it would come back only if the dam is open and</p>"
            "<p><a href=/x>Read more</a></p>"
        ),
        "truncated",
    ),
    ("fewer words than told", stub(head=news(wordCount=150)), "truncated"),
    ("characters counted for words", stub(head=news(wordCount=300)), "whole"),
    ("as many words as told", stub(head=news(wordCount=40)), "whole"),
    ("more told in JSON-LD", stub(head=news(articleBody=" ".join(SENTENCES[:4])[:322])), "truncated"),
    ("a longer description", stub(head=f'<meta name="description" content="{" ".join(SENTENCES)}">'), "truncated"),
]


@pytest.mark.parametrize(("article", "extent"), [row[1:] for row in SIGNS], ids=[row[0] for row in SIGNS])
def test_how_much_there_is_of_an_article_is_told_by_its_signs(article: Article, extent: Extent) -> None:
    assert article.extent == extent


def test_the_text_in_json_ld_is_taken_where_the_page_shows_much_less() -> None:
    body = "\n\n".join(SENTENCES)
    article = stub(head=news(articleBody=body, isAccessibleForFree=False))
    assert article.content.split("\n") == SENTENCES
    assert [(f.field, f.value, f.source) for f in article.facts if f.field == "text"] == [
        ("text", "articleBody", "json-ld")
    ]


def test_the_text_in_json_ld_is_not_taken_where_the_page_shows_as_much() -> None:
    article = read(LONG, head=news(articleBody=SENTENCES[0] * 3))
    assert article.content.startswith("Paragraph 0")
    assert [f for f in article.facts if f.field == "text"] == []


@pytest.mark.parametrize("body", ["<br>" * 120_000, "<b> </b>" * 100, "&lt;p&gt; " * 100])
def test_markup_in_json_ld_that_cannot_be_read_costs_nothing_but_itself(body: str) -> None:
    escaped = json.dumps({"@type": "NewsArticle", "articleBody": body}).replace("<", "\\u003c")
    article = stub(head=f'<script type="application/ld+json">{escaped}</script>')
    assert article.content.split("\n") == SENTENCES[:2]


def test_markup_in_json_ld_is_read_as_such() -> None:
    body = "".join(f"<p>{sentence.replace('river', '<b>river</b>')}</p>" for sentence in SENTENCES)
    escaped = body.replace("<", "&lt;").replace(">", "&gt;")
    assert stub(head=news(articleBody=body)).content.split("\n") == SENTENCES
    assert stub(head=news(articleBody=escaped)).content.split("\n") == SENTENCES
