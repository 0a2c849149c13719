"""What of a page is its article's, and what each line is to it."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from rashomon.ingest.html import from_html
from rashomon.ingest.page.blocks import cut
from rashomon.ingest.page.story import Piece, choose
from rashomon.types import Article, PassageKind

SENTENCES = [
    "The talks on the river treaty failed on Tuesday, officials of both countries said in Geneva.",
    "Negotiators had met for eleven days in a hotel above the lake, and nobody would say why they left.",
    "A spokeswoman for the river commission said that the two sides would meet again in the autumn.",
    "Farmers along the lower valley have waited for water since the dam was closed in early spring.",
    "The commission was founded in 1961 and has never before ended a round without any statement.",
    "Rain is expected in the upper valley by the end of the month, the weather service said.",
]
STORY = [f"<p>{sentence}</p>" for sentence in SENTENCES]


def page(*body: str, head: str = "") -> Article:
    """An article whose story has ``body`` in its middle."""
    parts = [*STORY[:3], *body, *STORY[3:]]
    return from_html(
        f"<html><head><title>Talks fail</title>{head}</head><body><nav><ul><li><a href=/>Home page</a></li></ul></nav>"
        f"<article><h1>Talks fail</h1>{''.join(parts)}</article><footer>All rights reserved</footer></body></html>"
    )


def kinds(article: Article) -> dict[str, PassageKind]:
    """Kind by line of every line that is more than body."""
    return {article.content[p.start : p.end]: p.kind for p in article.passages}


POST = '<a href="https://x.com/adamoor/status/112">May 3</a>'
QUOTE = SENTENCES[2][-60:-1]
MARKED: list[tuple[str, str, PassageKind]] = [
    ("<figure><img src=a.jpg><figcaption>The lake at dawn</figcaption></figure>", "The lake at dawn", "caption"),
    ('<div class="wp-caption"><img src=a><p class="wp-caption-text">The lake</p></div>', "The lake", "caption"),
    ("<div><img alt='The closed dam'><br>The closed dam</div>", "The closed dam", "caption"),
    ("<div><p><img></p></div><p>The dam. (Photo: Ada Moor)</p>", "The dam. (Photo: Ada Moor)", "caption"),
    (f'<aside class="pullquote">{QUOTE}</aside>', QUOTE, "pullquote"),
    (f'<blockquote class="article__pull-quote"><p>{QUOTE}</p></blockquote>', QUOTE, "pullquote"),
    (
        "<p><a href=/x>Ten rivers that could run dry before 2040</a></p>",
        "Ten rivers that could run dry before 2040",
        "related",
    ),
    ("<ul><li><h4><a href=/x>Ten rivers</a></h4></li></ul>", "Ten rivers", "related"),
    (f'<div class="left_quote"><p>{QUOTE}</p></div>', QUOTE, "pullquote"),
    (
        '<figure class="modal-image"><img src=a.jpg><figcaption>The lake at dawn</figcaption></figure>',
        "The lake at dawn",
        "caption",
    ),
    ("<p>Read more: <a href=/x>Ten rivers</a></p>", "Read more: Ten rivers", "related"),
    ('<div class="relatedLinks"><p>Why dams fail</p></div>', "Why dams fail", "related"),
    ('<p class="correction">The dam was closed in April.</p>', "The dam was closed in April.", "correction"),
    ('<div class="update-note">This adds a reply from Bern.</div>', "This adds a reply from Bern.", "update"),
    (
        '<blockquote class="twitter-tweet"><p>Eleven days for nothing.</p></blockquote>',
        "Eleven days for nothing.",
        "embed",
    ),
    (
        "<blockquote><p>Shame. — Ada Moor (@adamoor) May 3, 2019</p></blockquote>",
        "Shame. — Ada Moor (@adamoor) May 3, 2019",
        "embed",
    ),
    (f"<blockquote><p>Shame. {POST}</p></blockquote>", "Shame. May 3", "embed"),
    (
        f'<div class="social"><blockquote class="twitter-tweet">Shame. {POST}</blockquote></div>',
        "Shame. May 3",
        "embed",
    ),
    (f'<div class="cookie-consent"><div class="tiktok-embed">Shame. {POST}</div>Show?</div>', "Shame. May 3", "embed"),
    ("<amp-instagram><div placeholder>Shame on the lake</div></amp-instagram>", "Shame on the lake", "embed"),
    ('<div class="social-embed"><p>Shame on the lake</p></div>', "Shame on the lake", "embed"),
    ("<p>(Graphic: The dam in figures - <a href=/x>here</a>)</p>", "(Graphic: The dam in figures - here)", "related"),
    ("<h2>Eleven days in Geneva</h2>", "Eleven days in Geneva", "headline"),
]


@pytest.mark.parametrize(
    ("markup", "line", "kind"), MARKED, ids=[f"{kind}-{n}" for n, (_, _, kind) in enumerate(MARKED)]
)
def test_what_stands_in_a_story_is_kept_where_it_stands_with_its_kind(
    markup: str, line: str, kind: PassageKind
) -> None:
    article = page(markup)
    lines = article.content.split("\n")
    assert kinds(article).get(line) == kind
    assert lines == ["Talks fail", *SENTENCES[:3], line, *SENTENCES[3:]]


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="social-share"><p>Share this story with all your friends today</p></div>',
        '<section id="comments"><p>This is what I, a reader, think of all that.</p></section>',
        '<div class="newsletter-signup"><p>Get our newsletter every single morning.</p></div>',
        '<div class="cookieConsent"><p>We use cookies to make this page better.</p></div>',
        '<div class="ad-slot"><p>Advertisement for very good shoes</p></div>',
        "<p>Tags: rivers, dams, treaties, Geneva</p>",
        '<p style="display: none">A line for machines</p>',
        "<script>var story = 'Nothing of this is text';</script>",
    ],
)
def test_what_is_no_part_of_an_article_stays_out(markup: str) -> None:
    assert page(markup).content.split("\n") == ["Talks fail", *SENTENCES]


def test_a_name_that_holds_most_of_the_text_is_not_believed() -> None:
    whole = f'<div class="related comments social">{"".join(STORY)}</div>'
    article = from_html(f"<html><body>{whole}</body></html>")
    assert article.content.split("\n") == SENTENCES
    assert article.passages == ()


def test_names_that_together_hold_most_of_the_text_are_not_believed() -> None:
    whole = "".join(f'<div class="ad-item">{paragraph}</div>' for paragraph in STORY)
    assert from_html(f"<html><body><article>{whole}</article></body></html>").content.split("\n") == SENTENCES


def test_links_after_the_story_are_left_out_and_links_within_are_kept() -> None:
    link = '<div class="more-stories"><h3><a href=/x>Ten rivers that could run dry before 2040</a></h3></div>'
    within, after = page(link), from_html(f"<html><body><article>{''.join(STORY)}</article>{link}</body></html>")
    assert "Ten rivers" in within.content
    assert "Ten rivers" not in after.content


BOX = "<aside><h3><a href=/x>Ten rivers that could run dry before 2040</a></h3></aside>"


def around(before: str, after: str) -> Article:
    """A story in its own element, with something else before and after it there."""
    article = f"<div class=story>{before}{''.join(STORY)}{after}</div>"
    return from_html(f"<html><body><h1>Talks fail</h1>{article}</body></html>")


@pytest.mark.parametrize(
    ("markup", "line", "kind"),
    [
        (BOX, "Ten rivers that could run dry before 2040", "related"),
        ('<div class="related"><p>Why dams fail</p></div>', "Why dams fail", "related"),
        ('<p class="correction">The dam was closed in April.</p>', "The dam was closed in April.", "correction"),
        ("<figure><figcaption>The lake at dawn</figcaption></figure>", "The lake at dawn", "caption"),
        (f"<blockquote>Shame. {POST}</blockquote>", "Shame. May 3", "embed"),
    ],
)
def test_what_stands_before_and_after_the_story_in_its_own_element_is_kept(
    markup: str, line: str, kind: PassageKind
) -> None:
    before, after = around(markup, ""), around("", markup)
    assert [kinds(before).get(line), kinds(after).get(line)] == [kind, kind]
    assert [text for text in before.content.split("\n") if text != "Talks fail"] == [line, *SENTENCES]
    assert after.content.split("\n")[-1] == line


@pytest.mark.parametrize("link", ["Reuse this text with us", "Read more", "Print"])
def test_short_links_around_the_story_are_buttons(link: str) -> None:
    button = f"<p><a href=/x>{link}</a></p>"
    assert link not in around(button, "").content
    assert link not in around("", button).content
    assert "Read more on the lake" in around("", "<p><a href=/x>Read more on the lake</a></p>").content


def test_an_element_that_holds_much_more_than_the_story_is_not_its_own() -> None:
    assert "Ten rivers" not in around("", BOX * 12).content
    deeper = "".join(f"<section><div>{paragraph}</div></section>" for paragraph in STORY)
    assert "Ten rivers" not in from_html(f"<html><body>{deeper}{BOX}</body></html>").content


def test_posts_that_make_up_most_of_a_story_are_posts() -> None:
    posts = [f"Post number {n} says that the treaty failed on Tuesday, and not for the first time." for n in range(9)]
    quotes = [f'<blockquote class="twitter-tweet"><p>{post}</p></blockquote>' for post in posts]
    found = kinds(page(*quotes))
    assert [found.get(post) for post in posts] == ["embed"] * 9


def test_posts_that_alone_tell_the_story_are_read_as_it_under_their_headline() -> None:
    posts = [f"Post number {n} says that the treaty failed on Tuesday, and not for the first time." for n in range(9)]
    quotes = "".join(f'<blockquote class="twitter-tweet"><p>{post}</p></blockquote>' for post in posts)
    over = "<h1>Talks fail</h1><div class=byline>By Ada Moor</div>"
    article = from_html(f"<html><title>Talks fail</title><body><article>{over}{quotes}</article></body></html>")
    assert article.content.split("\n") == ["Talks fail", "By Ada Moor", *posts]
    assert kinds(article) == {"Talks fail": "headline", "By Ada Moor": "byline"}


def test_a_page_whose_whole_story_is_marked_as_a_post_is_read() -> None:
    article = from_html(f'<html><body><blockquote class="twitter-tweet">{"".join(STORY)}</blockquote></body></html>')
    assert article.content.split("\n") == SENTENCES


NOTE = [
    "We waited for two days at the landing before anybody came. Then the chief of the ferry told us to leave.",
    "Nobody on the boat would say what had been agreed upon, or whether the two sides had so much as spoken with one "
    "another since Sunday.",
]


@pytest.mark.parametrize("at", [0, 3])
def test_paragraphs_in_an_element_that_is_named_for_the_author_are_story(at: int) -> None:
    note = f"<div class={'dateline' if at else 'author-note'}>{''.join(f'<p>{line}</p>' for line in NOTE)}</div>"
    told = "".join([*STORY[:at], note, *STORY[at:]])
    article = from_html(
        f"<html><title>Talks fail</title><body><article><h1>Talks fail</h1>{told}</article></body></html>"
    )
    assert article.content.split("\n") == ["Talks fail", *SENTENCES[:at], *NOTE, *SENTENCES[at:]]
    assert kinds(article) == {"Talks fail": "headline"}


@pytest.mark.parametrize(
    "line",
    [
        "By Ada Moor of the Lake Herald, Geneva. Additional reporting by Ben Rey of Bern.",
        "First published by us on 3 May 2019. Last updated on the day after that.",
        "Ada Moor reports from Geneva.",
    ],
)
def test_who_wrote_an_article_and_when_is_no_story_for_its_full_stops(line: str) -> None:
    assert kinds(page(f"<p class=post-info>{line}</p>")).get(line) == "byline"


QUOTED = "We knew all winter that the dam would not hold, and nobody asked us what we had seen."


@pytest.mark.parametrize(
    "markup",
    [
        f"<blockquote><p>{QUOTED}</p><p class=attribution>— Jane Roe, mayor</p></blockquote>",
        f"<div class=quote><p>{QUOTED}</p><p class=quote__attribution>— Jane Roe, mayor</p></div>",
    ],
)
def test_who_is_quoted_is_no_author(markup: str) -> None:
    article = page(markup)
    assert article.content.split("\n") == [
        "Talks fail",
        *SENTENCES[:3],
        QUOTED,
        "— Jane Roe, mayor",
        *SENTENCES[3:],
    ]
    assert kinds(article) == {"Talks fail": "headline"}


@pytest.mark.parametrize("end", ["</blockquote>", ""])
def test_a_quotation_around_most_of_the_story_is_no_post_for_the_link_that_ends_it(end: str) -> None:
    quote = f"<blockquote>{''.join(STORY[1:])}<p>She said so {POST}</p>{end}"
    article = from_html(f"<html><body><article>{STORY[0]}{quote}</article></body></html>")
    assert article.content.split("\n") == [*SENTENCES, "She said so May 3"]
    assert article.passages == ()


@pytest.mark.parametrize(
    "line",
    [
        "Copyright holders sued both countries on Monday.",
        "(c) The river commission will pay for the dam.",
        "Licensed under a law of 1961, the ferry may carry ninety people.",
        "Topics: the two sides spoke of water, dams and fish.",
        "Videos: the police <a href=/x>seized</a> three of them on Monday.",
        "More than 40 people, <a href=/x>the report says, died in the floods of last year</a>.",
        "Related costs <a href=/x>rose by a third in the last two years</a>.",
        "Watch parties <a href=/x>were held in forty towns along the river</a>.",
        "Watch-listed boats were held on Monday.",
    ],
)
def test_a_sentence_that_begins_as_an_imprint_or_a_pointer_does_is_story(line: str) -> None:
    article, text = page(f"<p>{line}</p>"), line.replace("<a href=/x>", "").replace("</a>", "")
    assert article.content.split("\n") == ["Talks fail", *SENTENCES[:3], text, *SENTENCES[3:]]
    assert text not in kinds(article)


@pytest.mark.parametrize(
    "line",
    [
        "Related costs: <a href=/x>ten rivers that ran dry</a>.",
        "More – <a href=/x>ten rivers that ran dry</a>.",
        "More from <a href=/x>the river that ran dry</a>",
        "See also <a href=/x>the report on the river</a>.",
        "<a href=/x>Related costs rose by a third in the last two years.</a>",
    ],
)
def test_a_pointer_with_a_full_stop_is_known_by_its_colon_or_call_or_as_one_link(line: str) -> None:
    text = line.replace("<a href=/x>", "").replace("</a>", "")
    assert kinds(page(f"<p>{line}</p>")).get(text) == "related"


def test_a_heading_on_copyright_is_kept() -> None:
    assert kinds(page("<h2>Copyright on the river</h2>")).get("Copyright on the river") == "headline"


@pytest.mark.parametrize(
    "line",
    [
        "© 2019 The Lake Herald. All rights reserved.",
        "(c) 2019 The Lake Herald",
        "Copyright 2019 The Lake Herald.",
        "Copyright The Lake Herald. All rights reserved.",
        "Copyright The Lake Herald",
        "Licensed under a Creative Commons licence.",
        "Tags: <a href=/r>rivers</a>, <a href=/d>dams</a>.",
    ],
)
def test_an_imprint_is_left_out(line: str) -> None:
    assert page(f"<p>{line}</p>").content.split("\n") == ["Talks fail", *SENTENCES]


def test_a_post_in_what_holds_much_else_that_is_out_stays_out() -> None:
    comments = f'<div class="comments"><p>{"I think so too. " * 9}</p><blockquote>Shame. {POST}</blockquote></div>'
    assert page(comments).content.split("\n") == ["Talks fail", *SENTENCES]


def test_an_address_as_a_source_is_no_link_to_something_else() -> None:
    line = "https://example.org/reports/2019/river-commission-final-report.pdf"
    assert kinds(page(f"<p><a href={line}>{line}</a></p>")).get(line) is None


def test_a_paragraph_said_again_beside_the_story_is_the_story_s_once() -> None:
    aside = f"<aside><p>{SENTENCES[4]}</p></aside>"
    assert page(aside).content.count(SENTENCES[4]) == 1


def test_lines_after_the_story_that_only_head_something_are_left_out() -> None:
    article = from_html(f"<html><body><article>{''.join(STORY)}<h3>Tell us what you think</h3></article></body></html>")
    assert article.content.split("\n") == SENTENCES


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<div>The dam is old.<div>It was built in 1904.</div></div>", ["The dam is old.", "It was built in 1904."]),
        (f"<div>{SENTENCES[3]} {SENTENCES[4]}</div>", [f"{SENTENCES[3]} {SENTENCES[4]}"]),
        ("<div>Turn on JavaScript to see this.</div>", []),  # alone and short
        ("<div><div><div>Turn it on.</div><div>Accept it.</div></div></div>", []),  # in a box of its own
        ("<div><a href=/x>Ten rivers could run dry.</a><div><a href=/y>Twelve have.</a></div></div>", []),
    ],
)
def test_sentences_right_in_a_div_among_paragraphs_are_the_storys(markup: str, lines: list[str]) -> None:
    told = [*STORY[:3], markup, STORY[5]]
    article = from_html(f"<html><body><article><h1>Talks fail</h1>{''.join(told)}</article></body></html>")
    assert body_of(article) == [*SENTENCES[:3], *lines, SENTENCES[5]]


def body_of(article: Article) -> list[str]:
    other = kinds(article)
    return [line for line in article.content.split("\n") if line and line not in other]


def posts(*bodies: str, tag: str = "post") -> str:
    return "".join(f'<div class="{tag}"><h3>{n}:15</h3><div>{body}</div></div>' for n, body in enumerate(bodies, 10))


def test_the_posts_of_a_live_blog_are_one_story() -> None:
    article = from_html(f"<html><body><main><h1>Talks fail</h1><div>{posts(*SENTENCES)}</div></main></body></html>")
    assert set(SENTENCES) <= set(article.content.split("\n"))


@pytest.mark.parametrize(
    "beside",
    [
        posts(f"<h4><a href=/x>Ten rivers that could run dry</a></h4><p>{SENTENCES[4]} {SENTENCES[5]}</p>"),
        posts(f"{SENTENCES[4]} {SENTENCES[5]}", tag="other"),
        posts("Accept cookies.", "Follow us."),
    ],
)
def test_what_stands_beside_a_post_and_is_none_stays_out(beside: str) -> None:
    story = f'<div class="post"><h1>Talks fail</h1>{"".join(STORY[:4])}</div>'
    article = from_html(f"<html><body><main>{story}{beside}</main></body></html>")
    assert body_of(article) == SENTENCES[:4]


SHELL = "<html><body><div id=page><h1>Talks fail</h1>{}</div><p>By subscribing you accept our terms.</p></body></html>"


def test_a_story_in_divs_alone_is_found_where_a_paragraph_beside_it_is_none_of_its() -> None:
    told = "".join(f"<div class=x{n} data-testid=paragraph-{n}>{line}</div>" for n, line in enumerate(SENTENCES * 2))
    box = f"<div class=article-body><p>Headline</p><h2>{SENTENCES[0][:40]}</h2><p>Follow us for more of this.</p></div>"
    article = from_html(SHELL.format(f"<div><div>{told}</div></div>{box}"))
    assert set(SENTENCES) <= set(article.content.split("\n"))


def test_other_articles_headlines_do_not_stand_in_for_a_story_that_the_extractor_lost() -> None:
    told = ["Eleven days above the lake in a hotel", "Nobody would say why they left the hotel"]
    links = "<div><a href=/x>Ten rivers that could run dry before 2040</a></div>"
    blocks = cut(document_fromstring(f"<html><body><h2>{told[0]}</h2>{links}<h2>{told[1]}</h2></body></html>"))
    assert choose(blocks, "\n".join(told), None) == [Piece(line, None) for line in told]
    assert choose(blocks, "\n".join(told), told[0]) == [Piece(told[0], "headline"), Piece(told[1], None)]


@pytest.mark.parametrize(
    ("markup", "line", "kind"),
    [
        ("<p>5 killed in the crash of a bus</p>", "5 killed in the crash of a bus", "headline"),
        ("<h2>5 killed at sea</h2>", "5 killed at sea", "headline"),
        ("<h1>Talks of 3 May 2019 come to nothing</h1>", "Talks of 3 May 2019 come to nothing", "headline"),
        ("<p>By Ada Moor</p>", "By Ada Moor", "byline"),
        ("<p>Last changed on Friday, 3 May 2019</p>", "Last changed on Friday, 3 May 2019", "byline"),
        ("<p>Posted at 12:01 AM</p>", "Posted at 12:01 AM", "byline"),
    ],
)
def test_a_line_of_the_head_is_a_byline_by_a_name_or_day_and_not_by_a_number(
    markup: str, line: str, kind: PassageKind
) -> None:
    title = "5 dead as talks fail"
    over = f"<header><h1>{title}</h1>{markup}</header>"
    article = from_html(f"<html><title>{title}</title><body><article>{over}{''.join(STORY)}</article></body></html>")
    assert kinds(article) == {title: "headline", line: kind}
