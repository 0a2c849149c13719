"""What pages tell of themselves, from pages made for it."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import HTMLParser, document_fromstring

from rashomon.ingest.facts import dates_of, facts_of
from rashomon.ingest.facts.resolution import Settled, settle
from rashomon.types import Fact, FactField

URL = "https://www.daily.co.uk/news/talks-fail"
STORY = (
    "<p>The talks in the capital failed on Tuesday, two officials of the ministry said, and nobody knows why.</p>" * 4
)


def page(head: str = "", body: str = "", lang: str = "en-GB") -> str:
    main = f"<main><h1>Talks fail in Geneva</h1>{body}{STORY}</main>"
    return f'<html lang="{lang}"><head>{head}</head><body>{main}</body></html>'


def told(html: str, url: str | None = URL) -> Settled:
    return settle(facts_of(document_fromstring(html), url))


def facts(html: str, field: FactField, url: str | None = URL) -> list[Fact]:
    return [fact for fact in told(html, url).facts if fact.field == field]


def json_ld(**properties: object) -> str:
    node = {"@type": "NewsArticle", **properties}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def test_all_fields_are_filled_from_what_the_page_declares() -> None:
    head = (
        "<title>Talks fail in Geneva | The Daily</title>"
        + meta("og:site_name", "The Daily")
        + meta("og:title", "Talks fail in Geneva - The Daily")
        + meta("article:modified_time", "2018-08-29T10:00:00+01:00")
        + '<link rel="canonical" href="/news/talks-fail#top">'
        + json_ld(
            headline="Talks fail in Geneva",
            datePublished="2018-08-28T10:00:00+01:00",
            author=[{"@type": "Person", "name": "Jane Doe"}, {"@type": "Person", "name": "By JOHN ROE"}],
        )
    )
    found = told(page(head))
    assert (found.title, found.outlet, found.domain) == ("Talks fail in Geneva", "The Daily", "daily.co.uk")
    assert (found.published, found.modified) == ("2018-08-28", "2018-08-29")
    assert found.authors == ("Jane Doe", "John Roe")
    assert (found.language, found.url) == ("en", URL)


def test_a_page_that_tells_nothing_is_told_nothing_of() -> None:
    assert settle(facts_of(document_fromstring(f"<html><body>{STORY}</body></html>"))) == Settled()


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ('<time datetime="2019-10-19T08:00:00+02:00">vor 2 Stunden</time>', "2019-10-19"),
        ("<div class='entry-date'>19. Oktober 2019</div>", "2019-10-19"),
        ("<div>Von Jane Doe | 19.10.2019, 08:00 Uhr</div>", "2019-10-19"),
        ("<div><span>Veröffentlicht am</span> <span>19.10.2019</span></div>", "2019-10-19"),
        ("<p>Stand: 21.10.2019 – veröffentlicht: 19.10.2019</p>", "2019-10-19"),
        ("<span class='date'><b>19</b> <b>Oct</b> <b>2019</b></span>", "2019-10-19"),
        ("<aside class='related'><time>2019-10-22</time></aside><time>2019-10-19</time>", "2019-10-19"),
        ("<ul class='comments'><li><time>2019-10-22</time></li></ul><div>19 October 2019</div>", "2019-10-19"),
        ('<script>window.state={"publishedAt":"2019-10-19T08:00:00"}</script>', "2019-10-19"),
    ],
)
def test_the_day_is_found_beside_the_headline(body: str, day: str) -> None:
    assert told(page(body=body)).published == day


def test_a_day_told_in_the_story_is_not_its_day_where_there_is_another() -> None:
    assert told(page(body=f"<div>19 October 2019</div><p>On 3 March 2001 {STORY}</p>")).published == "2019-10-19"


@pytest.mark.parametrize(
    ("beside", "day"),
    [
        ("<footer>© 2019 Daily Media</footer>", None),
        ("<div class='legal'>Copyright 2003–2017 Daily. All rights reserved.</div>", None),
        ("<p><small>&copy;2015</small></p>", None),
        ("<p>Printed in October 2019</p>", None),
        ("<footer>© 2019 Daily Media</footer><p>Printed on January 1, 2019</p>", "2019-01-01"),
    ],
)
def test_a_year_or_month_alone_is_no_day(beside: str, day: str | None) -> None:
    story = (
        "<h1>Talks fail</h1>" + "<p>Two officials said that the talks on the water of two rivers had failed.</p>" * 4
    )
    assert told(f"<html><body><article>{story}</article>{beside}</body></html>", None).published == day


def test_words_of_change_tell_the_day_of_change() -> None:
    found = told(page(body="<p>Published 19 October 2019</p><p>Updated 21 October 2019</p>"))
    assert (found.published, found.modified) == ("2019-10-19", "2019-10-21")


def test_the_day_that_readers_see_goes_before_that_of_a_moment_in_utc() -> None:
    head = meta("article:published_time", "2019-10-20T02:30:00Z")
    assert told(page(head, "<div>Posted October 19, 2019</div>")).published == "2019-10-19"
    assert told(page(head)).published == "2019-10-20"


def test_days_in_addresses_are_those_of_the_page_not_of_its_capture() -> None:
    archived = "https://web.archive.org/web/20201212101010/https://www.daily.co.uk/2019/10/19/talks"
    found = told(page(), archived)
    assert (found.published, found.url) == ("2019-10-19", "https://www.daily.co.uk/2019/10/19/talks")
    assert [f.value for f in facts(page(), "domain", archived)] == ["daily.co.uk"]


@pytest.mark.parametrize("kind", ["NewsArticle", "WebPage", "Recipe"])
@pytest.mark.parametrize("key", ["datePublished", "dateCreated", "dateModified"])
def test_every_date_of_every_node_has_a_confidence(kind: str, key: str) -> None:
    script = json.dumps({"@type": kind, key: "2019-10-19"})
    found = told(page(f'<script type="application/ld+json">{script}</script>'))
    assert "2019-10-19" in (found.published, found.modified)


@pytest.mark.parametrize("name", ["", "published", "updated"])
@pytest.mark.parametrize("tag", ["time", "div", "p"])
@pytest.mark.parametrize("beside", ["", "word " * 20, "word " * 60])
@pytest.mark.parametrize("around", ["{}<h1>Talks</h1>", "<h1>Talks</h1>{}", "<aside>{}</aside>"])
def test_every_day_of_every_element_has_a_confidence(name: str, tag: str, beside: str, around: str) -> None:
    element = around.format(f"<{tag} class='{name}'>19 October 2019 {beside}</{tag}>")
    found = dates_of(document_fromstring(f"<html><body>{element}</body></html>"))
    assert {fact.value for fact in found} == {"2019-10-19"}


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2019/10/19/talks", "2019-10-19"),
        ("talks-2019-10-19.html", "2019-10-19"),
        ("talks-19-10-2019-a1b2.php", "2019-10-19"),
        ("talks_20191019.html", "2019-10-19"),
        ("2019/oct/19/talks", "2019-10-19"),
        ("talks-2019-13-19", None),
        ("id-120191019", None),
        ("2019/10/talks", None),
        ("2019/10/12-hurt-in-crash", None),
        ("2019/10/19/12-hurt-in-crash", "2019-10-19"),
    ],
)
def test_a_day_in_the_address_is_read(path: str, day: str | None) -> None:
    assert told("<html><body><p>Talks.</p></body></html>", f"https://www.daily.co.uk/{path}").published == day


def test_a_saved_page_has_the_host_of_the_address_that_it_names() -> None:
    head = '<link rel="canonical" href="https://www.daily.co.uk/talks">'
    assert told(page(head), None).outlet == "daily.co.uk"


def test_a_change_before_publication_is_kept_and_not_believed() -> None:
    head = meta("article:published_time", "2019-10-19") + meta("article:modified_time", "2019-10-01")
    found = told(page(head))
    assert found.modified is None
    assert "2019-10-01" in {fact.value for fact in found.facts if fact.field == "modified"}


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("https://www.daily.co.uk/", URL),
        ("https://elsewhere.example/talks", URL),
        ("javascript:alert(1)", URL),
        ("https://user:secret@daily.co.uk/x", URL),
        ("http://[broken", URL),
        ("https://www.daily.co.uk/news/talks", "https://www.daily.co.uk/news/talks"),
    ],
)
def test_a_canonical_address_is_believed_if_it_can_be_the_pages(href: str, url: str) -> None:
    assert told(page(f'<link rel="canonical" href="{href}">')).url == url


def test_agreement_goes_before_one_confident_source() -> None:
    head = meta("og:site_name", "Latest news") + meta("application-name", "The Daily")
    assert told(page(head + json_ld(publisher={"name": "The Daily"}))).outlet == "The Daily"


def test_the_declared_headline_goes_before_what_the_page_shows() -> None:
    head = json_ld(headline="What a week of talks came to") + meta("og:title", "Talks fail in Geneva")
    assert told(page(head)).title == "What a week of talks came to"


@pytest.mark.parametrize(
    ("declared", "shared", "title"),
    [
        ("Lake dispute: Talks fail in Geneva", "Talks fail in Geneva", "Talks fail in Geneva"),
        ("Talks fail in Geneva after a night without sleep", "Talks fail in Geneva", "Talks fail in Geneva"),
        ("Talks - talks fail", "Talks: talks fail", "Talks: talks fail"),
        ("Talks fail in Geneva after a night", "Talks fail in …", "Talks fail in Geneva after a night"),
        ("Lake dispute: Talks fail", "Talks fail", "Lake dispute: Talks fail"),
        (f"{'Talks fail ' * 10}in Geneva", "Talks fail " * 10, f"{'Talks fail ' * 10}in Geneva"),
    ],
)
def test_a_kicker_that_the_title_for_sharing_lacks_is_none_of_the_title(declared: str, shared: str, title: str) -> None:
    assert told(page(json_ld(headline=declared) + meta("og:title", shared))).title == title


@pytest.mark.parametrize(
    ("written", "heading", "title"),
    [
        ("Talks fail in river dispute | The Daily", "", "Talks fail in river dispute"),
        ("Talks fail in river dispute | World | Daily | 19.10.2019", "", "Talks fail in river dispute"),
        ("Talks fail - The Daily of the Rivers", "Talks fail", "Talks fail"),
        ("Talks fail - or do they?", "", "Talks fail - or do they?"),  # no more than a dash
        ("Budget | The talks fail again today", "", "Budget | The talks fail again today"),  # a section before it
        ("Talks in Oslo fail | A report", "Talks in Oslo fail | A report", "Talks in Oslo fail | A report"),
    ],
)
def test_a_title_ends_where_the_name_of_the_site_begins(written: str, heading: str, title: str) -> None:
    body = f"<h1>{heading}</h1>" if heading else ""
    assert told(f"<html><head><title>{written}</title></head><body>{body}<p>Talks.</p></body></html>").title == title


@pytest.mark.parametrize(
    ("markup", "authors"),
    [
        ('<a rel="author">Jane Doe</a> and <a rel="author">John Roe</a>', ("Jane Doe", "John Roe")),
        ('<a rel="author">Jane Doe</a><a href="/x">John Roe</a>', ("Jane Doe",)),
        ('<p><a rel="author">Jane Doe</a></p><p><a rel="author">John Roe</a></p>', ("Jane Doe",)),
    ],
)
def test_authors_that_stand_beside_one_another_and_are_marked_alike_are_all_taken(
    markup: str, authors: tuple[str, ...]
) -> None:
    assert told(page(body=f"<h1>Talks fail</h1><div>{markup}</div><p>Talks.</p>")).authors == authors


def test_a_node_of_an_author_can_hold_several_names() -> None:
    head = json_ld(author={"@type": "Person", "name": ["Jane Doe", "John Roe"]})
    assert told(page(head)).authors == ("Jane Doe", "John Roe")


def test_an_outlet_is_no_title_and_no_author() -> None:
    head = meta("og:site_name", "The Daily") + meta("og:title", "The Daily") + meta("author", "The Daily")
    found = told(page(head))
    assert (found.title, found.authors) == ("Talks fail in Geneva", ())


def test_the_tree_stays_as_it_was() -> None:
    from lxml.html import tostring

    tree = document_fromstring(page(body="<div id=wm-ipp>x</div><p>nothing</p>"))
    before = tostring(tree)
    facts_of(tree, URL)
    assert tostring(tree) == before


PIECES = st.sampled_from(
    """
    <time_datetime=' <time> </time> <h1> </h1> <div_class='date'> </div> 2019-10-19 '> "> </script> {"@type": [] }
    <meta_property='article:published_time'_content=' <script_type='application/ld+json'> "NewsArticle","author":
    <link_rel=canonical_href=' //[ http:// <!-- <?x <html_lang=' <span_itemprop=author> 19._Oktober_2019 &#0;
    <a_rel=author> <abbr_title=' von_Jane,_und <title> </title> <body> </body>
    """.split()
)


def spaced(piece: str) -> str:
    return piece.replace("_", " ")


@settings(max_examples=300)
@given(st.lists(PIECES.map(spaced) | st.text(max_size=5), max_size=25), st.none() | st.text(max_size=20) | st.just(URL))
def test_no_page_is_too_strange(pieces: list[str], url: str | None) -> None:
    html = "<html><body><p>x</p>" + "".join(pieces)
    tree = document_fromstring(html.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8"))
    for fact in facts_of(tree, url):
        assert fact.value
        assert 0 <= fact.confidence <= 1


@pytest.mark.parametrize(
    "body",
    [
        "<div class='date'>" * 15_000,
        "<time>2019" * 10_000,
        "<span>2019-10-19 </span>" * 15_000,
        "<div class=date>x</div>" * 15_000,
        "<a rel=author>" * 10_000,
        "<h1></h1>" * 15_000,
        "<meta name=date content='2019-10-19'>" * 15_000,
        f"<p>{'20' * 500_000}</p>",
        f"<p class='{'date ' * 100_000}'>2019-10-19</p>",
        "<link rel=canonical>" * 15_000,
        f"<script>{'publishedAt' * 100_000}</script>",
    ],
    ids=range(11),
)
def test_hostile_pages_are_read_in_bounded_time(body: str) -> None:
    tree = document_fromstring(f"<html><body>{body}")
    started = time.process_time()
    facts_of(tree, URL)
    dates_of(tree, URL)
    assert time.process_time() - started < 10
