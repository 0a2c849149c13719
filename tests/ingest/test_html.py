"""Pages to articles, hostile ones included."""

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import UNSET

from rashomon.cleaning import clean
from rashomon.errors import EmptyInput, InputError, TooLarge
from rashomon.ingest.decode import decode
from rashomon.ingest.html import from_html

STORY = "".join(
    f"<p>Paragraph {n} of the story says that the talks failed on Tuesday, officials said.</p>" for n in range(4)
)
FULL = f"""<!doctype html><html lang="en-GB"><head><title>Talks fail in Geneva | The Daily</title>
<meta property="og:site_name" content="The Daily"><meta name="author" content="Jane Doe">
<meta property="article:published_time" content="2018-08-28T10:00:00Z">
<link rel="canonical" href="https://daily.example/talks"></head>
<body><nav><a href="/">Home</a></nav><article>{STORY}</article><footer>(c) 2018</footer></body></html>"""


def test_text_and_metadata_are_the_pages_own() -> None:
    article = from_html(FULL, name="talks.html", bytes_sha256="ab")
    assert article.content.split("\n")[0] == "Talks fail in Geneva"
    assert "Paragraph 3 of the story" in article.content
    assert "Home" not in article.content
    assert (article.title, article.byline, article.published) == ("Talks fail in Geneva", "Jane Doe", "2018-08-28")
    assert (article.outlet, article.url, article.language) == ("The Daily", "https://daily.example/talks", "en")
    assert (article.file, article.bytes_sha256) == ("talks.html", "ab")


def test_words_in_bold_or_links_do_not_break_a_line() -> None:
    page = "<html><body><p>The talks failed on <b>Tuesday</b>, two <a href=x>officials</a> said.</p></body></html>"
    assert from_html(page).content == "The talks failed on Tuesday, two officials said."


def test_a_page_without_metadata_claims_none() -> None:
    article = from_html(f"<html><body>{STORY}</body></html>")
    assert (article.title, article.outlet, article.published, article.url) == (None, None, None, UNSET)


def test_a_title_that_the_text_has_is_not_said_twice() -> None:
    page = (
        f"<html><head><title>Talks fail</title></head><body><article><h1>Talks fail</h1>{STORY}</article></body></html>"
    )
    assert from_html(page).content.count("Talks fail") == 1


def test_cells_of_a_table_are_parted_by_tabs() -> None:
    table = "<table><tr><th>Party</th><th>Seats</th></tr><tr><td>Greens</td><td>12</td></tr></table>"
    content = from_html(f"<html><body><article>{STORY}{table}{STORY}</article></body></html>").content
    assert "Greens\t12" in content
    assert "|" not in content


@pytest.mark.parametrize("body", ["", "   ", "<script>var a = 1;</script>"])
def test_a_page_without_an_article_is_empty(body: str) -> None:
    with pytest.raises(EmptyInput, match=r"^page: is a page without an article's text"):
        from_html(f"<html><body>{body}</body></html>")


@pytest.mark.parametrize(
    "hostile",
    [
        f"{STORY}{'<div>' * 100_000}",
        f"{STORY}{'<div>' * 100_000}{STORY}{'</div>' * 100_000}",
        f"{STORY}{'<b><i><table><tr><td><a href=x>foo' * 10_000}",
        f"{STORY}{'<p><p></div></span>' * 20_000}",
        f"{STORY}<a {'x=1 ' * 50_000}>",
        f"{STORY}{'&' * 100_000}{'<' * 10_000}",
        f"{STORY}<!--{'-' * 100_000}",
        f"{STORY}\x00\x01\ud800",
        f"{STORY}{'<p>and so on' * 120_000}",
        f"{STORY}<a {' '.join(f'a{n}' for n in range(60_000))}>",
        f"{STORY}<a title='>' {' '.join(f'a{n}' for n in range(60_000))}>",
        f"{STORY}<a title='{'<>' * 90_000}'>",
        f"{STORY}{'&#0;&#x1f;&#xd800;&#xffffffff;&nosuch;&amp;amp;' * 20_000}",
        f"{STORY}<p>{'word ' * 1_000_000}",
        f"{STORY}{'<div class=related><p>A line of five words.</p>' * 10_000}",
    ],
    ids=[
        "open",
        "nested",
        "soup",
        "crossed",
        "attributes",
        "entities",
        "comment",
        "control",
        "tags",
        "crowded",
        "quoted",
        "brackets",
        "references",
        "long",
        "zones",
    ],
)
def test_a_hostile_page_gives_its_story_or_an_error_of_ours(hostile: str) -> None:
    with suppress(InputError):
        assert "talks failed on Tuesday" in from_html(f"<html><body>{hostile}</body></html>").content


def test_nothing_is_printed_for_a_page_that_fails(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(EmptyInput):
        from_html("<html></html>")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("<p>x" * 120_000, "is a page of more than 100,000 tags"),
        (f"<a {' '.join(f'a{n}' for n in range(60_000))}>", "has a tag of more than 20,000 attributes"),
        (f"<!-- <i a=' --><a {' '.join(f'a{n}' for n in range(60_000))}>'", "has a tag of more than 20,000 attributes"),
    ],
)
def test_a_page_that_would_take_long_is_refused_at_once(body: str, problem: str) -> None:
    start = time.process_time()
    with pytest.raises(TooLarge, match=problem):
        from_html(f"<html><body>{body}</body></html>")
    assert time.process_time() - start < 2


MARKUP = st.lists(
    st.sampled_from(
        """
        <p> </p> <div> </div> <article> </article> <aside> <li> <ul> </ul> <table> <tr> <td> </table> <br> <hr> <h1>
        </h1> <h2> </h2> <a href=/x> </a> <b> </b> <img alt=a> <figure> <figcaption> </figure> <blockquote
        class=twitter-tweet> </blockquote> <div class=related> <div class=comments> <span class=caption> </span> <nav>
        </nav> <form> </form> <script> </script> <style> </style> <!-- --> <![CDATA[ ]]> <svg> <math> <title> </title>
        <body> <html lang=en> <head> <meta name=description content=x> <time datetime=2020-01-01> <pre> </pre> <div
        hidden> <textarea> <select> <p style=display:none> <noscript> </noscript> <template> <frameset> <iframe>
        </iframe> <base href=//x> &amp; &#0; &lt;p&gt; <script
        type=application/ld+json>{"@type":"NewsArticle","articleBody":"Said.","isAccessibleForFree":"False"}</script>
        """.split()
    )
    | st.sampled_from(
        [STORY, "The talks failed, he said. ", "Read more: ", "\x00", "\u202e", "e\u0301", "🙂", "\ud800", "“No”"]
    )
    | st.text(max_size=5),
    max_size=40,
)


@pytest.mark.slow
@settings(max_examples=1_000, deadline=None)
@given(MARKUP)
def test_any_markup_gives_an_article_whose_passages_lie_in_its_text_or_an_error_of_ours(parts: list[str]) -> None:
    with suppress(InputError):
        article = from_html("".join(parts), name="page.html")
        assert article.content.strip()
        at = 0
        for passage in article.passages:
            assert at <= passage.start < passage.end <= len(article.content)
            assert "\n" not in article.content[passage.start : passage.end]
            at = passage.end
        cleaned = clean(article)
        assert "".join(article.content[p.start : p.end] for p in cleaned.passages) == article.content


@given(st.binary(max_size=300), st.sampled_from(["utf-8", "utf-16", "latin-1", "iso2022_jp", "cp1251"]))
def test_any_bytes_in_any_declared_encoding_give_an_article_or_an_error_of_ours(data: bytes, charset: str) -> None:
    page = f"<html><head><meta charset={charset}></head><body>{STORY}".encode() + data
    with suppress(InputError):
        assert from_html(decode(page, "page")).content


def test_a_title_shown_in_other_words_than_the_declared_one_heads_the_text() -> None:
    story = "".join(f"<p>{'The ministers left the talks without a word to the press.'} Day {n}.</p>" for n in range(4))
    declared = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Rivers: a week in vain"}</script>'
    )
    head = f'{declared}<meta property="og:title" content="Talks fail in Geneva">'
    page = f"<head>{head}</head><body><article><h1>Talks fail in Geneva</h1>{story}</article></body>"
    article = from_html(page)
    assert article.title == "Rivers: a week in vain"
    assert article.content.splitlines()[0] == "Talks fail in Geneva"
    assert "Rivers" not in article.content
