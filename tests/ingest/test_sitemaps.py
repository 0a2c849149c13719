"""Sitemaps and sitemap indexes, broken ones included."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.ingest.captured import Captured, Link
from rashomon.ingest.sitemaps import looks_like_sitemap, read_sitemap
from rashomon.settings import Settings
from rashomon.types import Failure

NEWS = """<url><loc>https://a.example/b?x=1&amp;y=2</loc><lastmod>2018-08-28T23:30:00-07:00</lastmod>
<image:image><image:loc>https://a.example/picture.png</image:loc></image:image>
<news:news><news:publication><news:name>The Paper</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2018-08-28</news:publication_date><news:title>Caf&eacute; &lol; &#233;</news:title></news:news>
</url>"""
HEAD = """<?xml version="1.0" encoding="UTF-8"?><!-- made --><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">"""


def read(text: str | bytes) -> list[Link | Failure]:
    data = text.encode() if isinstance(text, str) else text
    return list(read_sitemap(Captured(name="s.xml", data=data, url="https://a.example/maps/s.xml"), Settings()))


def test_an_address_comes_with_what_is_told_of_it() -> None:
    (link,) = read(f"{HEAD}{NEWS}</urlset>")
    assert isinstance(link, Link)
    assert (link.name, link.url, link.kind) == ("s.xml#1", "https://a.example/b?x=1&y=2", "article")
    assert {fact.field: fact.value for fact in link.facts} == {
        "url": "https://a.example/b?x=1&y=2",
        "modified": "2018-08-28T23:30:00-07:00",
        "outlet": "The Paper",
        "language": "en",
        "published": "2018-08-28",
        "title": "Café &lol; é",
    }
    assert {fact.source for fact in link.facts} == {"feed"}


def test_an_index_leads_to_sitemaps() -> None:
    found = read("<sitemapindex><sitemap><loc> two.xml.gz </loc></sitemap></sitemapindex>")
    assert [(link.url, link.kind) for link in found] == [("https://a.example/maps/two.xml.gz", "sitemap")]


@pytest.mark.parametrize(
    "loc", ["", "javascript:alert(1)", "file:///etc/passwd", "http://", "http://[", "https://a b/"]
)
def test_what_is_no_address_of_the_web_is_a_failure_of_its_own(loc: str) -> None:
    bad, good = read(f"<urlset><url><loc>{loc}</loc></url><url><loc>https://a.example/</loc></url></urlset>")
    assert bad == Failure(source="s.xml#1", problem="is not a web address: look at <loc> of this entry")
    assert isinstance(good, Link)


@given(st.integers(min_value=len(HEAD) + 2 * len(NEWS), max_value=len(HEAD) + 3 * len(NEWS) + 8))
def test_a_sitemap_cut_anywhere_gives_its_whole_entries_and_a_line(cut: int) -> None:
    *links, last = read(f"{HEAD}{NEWS * 3}</urlset>"[:cut])
    assert 2 <= len(links) <= 3
    assert {link.url for link in links if isinstance(link, Link)} == {"https://a.example/b?x=1&y=2"}
    assert last == Failure(source="s.xml", problem=f"is a broken sitemap: it breaks off; {len(links)} addresses read")


def test_no_entity_is_expanded_or_fetched() -> None:
    doctype = '<!DOCTYPE urlset [<!ENTITY a "aaaa"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    (link,) = read(f"{doctype}<urlset><url><loc>https://a.example/?a=&a;&x;</loc></url></urlset>")
    assert link.url == "https://a.example/?a=&a;&x;"


def test_a_default_attribute_is_not_given_to_every_element() -> None:
    doctype = f'<!DOCTYPE urlset [<!ATTLIST url a CDATA "{"A" * 100_000}">]>'
    assert len(read(f"{doctype}<urlset>{'<url/>' * 20_000}</urlset>")) == 20_000


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("<urlset></urlset>", "is a sitemap without addresses"),
        ("", "is a broken sitemap: it breaks off; 0 addresses read"),
        ("<urlset>" + "<x>" * 1000 + "</urlset>", "nested too deep"),
        ('<!DOCTYPE urlset [<!ENTITY a "', "document type declaration that does not end"),
        ("<!DOCTYPE urlset [" + "<!-- " * 100_000, "document type declaration that does not end"),
        (b"<urlset>\0</urlset>", "NUL"),
    ],
)
def test_what_is_no_sitemap_is_one_clear_line(text: str | bytes, problem: str) -> None:
    (failure,) = read(text)
    assert isinstance(failure, Failure)
    assert problem in failure.problem
    assert "\n" not in failure.problem


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (HEAD.encode(), True),
        (HEAD.encode("utf-16"), True),
        (b"\xef\xbb\xbf <sm:sitemapindex >", True),
        (b'<!DOCTYPE urlset [ <!-- ]> --> <!ENTITY a "]>"> ]><urlset>', True),
        (b"<rss>", False),
        (b"<urlsets>", False),
        (b"urlset", False),
        (b"", False),
    ],
)
def test_a_sitemap_is_told_by_its_root(data: bytes, expected: bool) -> None:
    assert looks_like_sitemap(data) is expected
