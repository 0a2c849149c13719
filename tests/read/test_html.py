"""Pages to articles, hostile ones included."""

from contextlib import suppress

import pytest
from msgspec import UNSET

from rashomon.errors import EmptyInput, InputError
from rashomon.read.html import from_html

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
    ],
    ids=["open", "nested", "soup", "crossed", "attributes", "entities", "comment", "control"],
)
def test_a_hostile_page_gives_its_story_or_an_error_of_ours(hostile: str) -> None:
    with suppress(InputError):
        assert "talks failed on Tuesday" in from_html(f"<html><body>{hostile}</body></html>").content


def test_nothing_is_printed_for_a_page_that_fails(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(EmptyInput):
        from_html("<html></html>")
    assert capfd.readouterr() == ("", "")
