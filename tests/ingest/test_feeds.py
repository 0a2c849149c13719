"""RSS, Atom and JSON Feed, honest, sloppy and hostile."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.ingest.captured import Captured, Link
from rashomon.ingest.feeds import looks_like_feed, read_feed
from rashomon.settings import Settings
from rashomon.types import Article, Failure

RSS = (
    '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
)
ABOUT = "<title>The Paper &amp;amp; Co</title><link>https://a.example/</link><language>en-GB</language>"
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://b.example/x/">'
STORY = "".join(f"<p>Paragraph {n} of the story says that <b>the talks</b> failed &amp; ended.</p>" for n in range(6))
ITEM = "<item><title>Talks fail</title><link>/1</link>{}</item>"


def read(text: str | bytes, url: str = "https://feeds.example/rss") -> list[Article | Link | Failure]:
    data = text.encode() if isinstance(text, str) else text
    return list(read_feed(Captured(name="f.xml", data=data, url=url), Settings()))


def rss(items: str) -> str:
    return f'<?xml version="1.0"?>{RSS}<channel>{ABOUT}{items}</channel></rss>'


def facts(found: Article | Link | Failure) -> dict[str, str]:
    assert not isinstance(found, Failure)
    assert {fact.source for fact in found.facts} <= {"feed"}
    return {fact.field: fact.value for fact in found.facts}


def test_an_entry_with_its_whole_text_is_an_article() -> None:
    told = "<pubDate>Tue, 28 Aug 2018 23:30:00 -0700</pubDate><dc:creator>Jane Doe</dc:creator>"
    (article,) = read(
        rss(
            ITEM.format(
                f"{told}<description>Short.</description><content:encoded><![CDATA[{STORY}]]></content:encoded>"
            )
        )
    )
    assert isinstance(article, Article)
    lines = article.content.split("\n")
    assert lines[:2] == ["Talks fail", "Paragraph 0 of the story says that the talks failed & ended."]
    assert len(lines) == 7
    assert (article.file, article.url, article.outlet) == ("f.xml#1", "https://feeds.example/1", "The Paper & Co")
    assert (article.title, article.authors, article.language) == ("Talks fail", ("Jane Doe",), "en")
    assert article.published == "2018-08-28"
    assert facts(article)["published"] == "2018-08-28"  # by the clock of whoever wrote it


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2019/3/7 22:15:00", "2019-03-07"),
        ("2019/03/07", "2019-03-07"),
        ("2019.3.7", "2019-03-07"),
        ("27/3/2019 22:15", "2019-03-27"),
        ("3/27/2019 10:15 PM", "2019-03-27"),
        ("Mi, 27. März 2019 10:00:00 +0100", "2019-03-27"),
        ("mercredi 27 mars 2019", "2019-03-27"),
        ("2019년 3월 7일 오후 11:31:58", "2019-03-07"),
        ("20190307", "2019-03-07"),
        ("7/3/2019 22:15", None),  # March or July
        ("2019/13/27", None),
        ("2019-03", None),
        ("2019", None),
        ("Wed, 31 Jun 2019 10:00:00 GMT", None),
    ],
)
def test_a_day_is_read_however_a_feed_writes_it_and_never_guessed(written: str, day: str | None) -> None:
    (link,) = read(rss(ITEM.format(f"<pubDate>{written}</pubDate>")))
    assert facts(link).get("published") == day


def test_an_entry_with_a_summary_is_a_link() -> None:
    (link,) = read(rss(ITEM.format("<description>Talks &lt;b&gt;failed&lt;/b&gt; today.</description>")))
    assert isinstance(link, Link)
    assert (link.name, link.url, link.kind) == ("f.xml#1", "https://feeds.example/1", "article")
    assert facts(link) == {
        "title": "Talks fail",
        "url": "https://feeds.example/1",
        "outlet": "The Paper & Co",
        "language": "en-GB",
    }


@pytest.mark.parametrize("end", ["…", "...", "[&amp;hellip;]", "[...]", "… Read more", "Continue reading »"])
def test_a_teaser_is_no_whole_text_however_long(end: str) -> None:
    item = ITEM.format(f"<content:encoded>{STORY.replace('<', '&lt;').replace('&amp;', 'and')}{end}</content:encoded>")
    assert [type(found) for found in read(rss(item))] == [Link]
    (article,) = read(rss(item.replace("<link>/1</link>", "")))
    assert isinstance(article, Article)
    assert article.extent == "truncated"


def test_a_long_description_is_an_article() -> None:
    item = ITEM.format(f"<description>{'The talks failed on Tuesday. ' * 40}</description>")
    assert [type(found) for found in read(rss(item))] == [Article]


def test_atom_in_its_own_language_base_and_markup() -> None:
    entry = (
        '<entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Talks <b>fail</b></div></title>'
        '<link rel="self" href="self"/><link href="1"/><updated>2018-08-29T01:00:00Z</updated>'
        "<published>2018-08-28T23:30:00.123-07:00</published><author><name>Jane Doe</name></author>"
        '<content type="xhtml" xml:base="y/"><h:div xmlns:h="http://www.w3.org/1999/xhtml">'
        f"{STORY.replace('<p>', '<h:p>').replace('</p>', '</h:p>')}</h:div></content></entry>"
    )
    (article,) = read(f'{ATOM}<title type="html">A &amp;amp; B</title>{entry}</feed>')
    assert isinstance(article, Article)
    assert (article.title, article.url, article.outlet) == ("Talks fail", "https://b.example/x/1", "A & B")
    assert (article.published, article.modified, article.language) == ("2018-08-28", "2018-08-29", "de")
    assert article.content.split("\n")[1] == "Paragraph 0 of the story says that the talks failed & ended."


def test_rss_1_has_its_items_beside_the_channel() -> None:
    found = read(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>R</title></channel><item><title>T</title>'
        "<link>https://a.example/1</link><dc:date>2018-08-28T23:30+09:00</dc:date></item></rdf:RDF>"
    )
    assert [facts(link) for link in found] == [
        {"title": "T", "published": "2018-08-28T23:30:00+09:00", "url": "https://a.example/1", "outlet": "R"}
    ]


@pytest.mark.parametrize(
    ("element", "authors"),
    [
        ("<author>jane@daily.example (Jane Doe)</author>", ["Jane Doe"]),
        ("<dc:creator>Jane Doe and John Roe</dc:creator>", ["Jane Doe", "John Roe"]),
        ("<dc:creator><![CDATA[By Jane Doe, John Roe]]></dc:creator>", ["Jane Doe", "John Roe"]),
        ("<dc:creator>Jane Doe</dc:creator><dc:creator>John Roe</dc:creator>", ["Jane Doe", "John Roe"]),
        ("<dc:creator>The Weather Desk</dc:creator>", ["The Weather Desk"]),
        ("<author>jane@daily.example</author>", []),
    ],
)
def test_authors_are_names_of_one_person_each(element: str, authors: list[str]) -> None:
    (link,) = read(rss(ITEM.format(element)))
    assert isinstance(link, Link)
    assert [fact.value for fact in link.facts if fact.field == "author"] == authors


def test_the_source_of_an_entry_is_its_outlet() -> None:
    (link,) = read(rss(ITEM.format('<source url="https://b.example">The Other</source>')))
    assert facts(link)["outlet"] == "The Other"


def test_json_feed() -> None:
    items = [
        {"id": 1, "url": "/a", "title": "T", "content_html": STORY, "authors": [{"name": "N"}]},
        {"id": 2, "url": "/b", "summary": "s", "date_published": "2018-08-28T23:30:00-07:00"},
        {"id": 3, "url": 4},
        {"id": 5, "content_text": "one\n\ntwo"},
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "J", "language": "en", "items": items}
    article, link, failure, text = read(json.dumps(feed))
    assert isinstance(article, Article)
    assert (article.title, article.authors, article.url) == ("T", ("N",), "https://feeds.example/a")
    assert isinstance(link, Link)
    assert facts(link)["published"] == "2018-08-28T23:30:00-07:00"
    assert isinstance(failure, Failure)
    assert failure.source == "f.xml#3"
    assert isinstance(text, Article)
    assert text.content == "one\ntwo"


def test_an_entry_of_nothing_is_a_failure() -> None:
    assert read(rss("<item><title></title></item>")) == [
        Failure(source="f.xml#1", problem="is an entry of a feed with neither a text nor an address")
    ]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "ftp://a.example/x", "http://[x/"])
def test_an_address_that_is_none_of_the_web_counts_for_nothing(link: str) -> None:
    (article,) = read(rss(f"<item><link>{link}</link><description>Some text.</description></item>"))
    assert isinstance(article, Article)
    assert "url" not in facts(article)


def test_no_entity_is_expanded_fetched_or_read() -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE rss [<!ENTITY l0 "lol">{entities}<!ENTITY x SYSTEM "file:///etc/passwd">'
    doctype += '<!ENTITY % p SYSTEM "http://127.0.0.1:9/"> %p;]>'
    (article,) = read(
        doctype + f"{RSS}<channel><item><description>&l9;&x;&eacute;</description></item></channel></rss>"
    )
    assert isinstance(article, Article)
    assert article.content == "&l9;&x;é"


MANY_ATTRIBUTES = " ".join(f'a{n}="x"' for n in range(50_000))
WHOLE = rss(ITEM.format("") * 3)
FIRST_TWO = WHOLE.index("</item>", WHOLE.index("</item>") + 1) + len("</item>")


@given(st.integers(min_value=FIRST_TWO, max_value=len(WHOLE) - 1))
def test_half_a_feed_gives_its_whole_entries_and_a_line(cut: int) -> None:
    *links, failure = read(WHOLE[:cut])
    assert 2 <= len(links) <= 3
    assert {facts(link)["title"] for link in links} == {"Talks fail"}
    assert failure == Failure(source="f.xml", problem=f"is a broken feed: it breaks off; {len(links)} entries read")


@pytest.mark.parametrize(
    "sloppy",
    [
        WHOLE.replace(' xmlns:dc="http://purl.org/dc/elements/1.1/"', ""),
        WHOLE.replace("</title>", " & co < x &nbsp;</title>"),
        WHOLE.replace("<item>", '<item x:y="z"><x:y/>'),
        WHOLE.replace("<item>", "<item>\x08", 1),
        WHOLE.replace("<rss ", '<rss q:base="x" ').replace("<channel>", "<channel><:a/>"),
        WHOLE.replace("<rss ", '<rss xmlns="http://purl.org/⸱" xmlns:y="http://[" '),
        WHOLE.replace("<title>Talks", '<a:b:c xmlns:a="http://["/><:² a:b:c="d"/><title>Talks'),
        WHOLE.replace("<title>Talks", '<q:updated a="b"/><title a="b"/><author a="b"/><source a="b"/><title>Talks'),
        WHOLE.replace("<item>", "<item><guid a='<![CDATA['>&eacute;<b>&x;</b></guid>").replace(
            "</rss>", "<!--]]>--></rss>"
        ),
        WHOLE + "\n<!-- cached --> junk",
        "\ufeff \n" + WHOLE,
    ],
)
def test_faults_of_form_are_mended(sloppy: str) -> None:
    assert [facts(link)["url"] for link in read(sloppy)] == ["https://feeds.example/1"] * 3


@pytest.mark.parametrize("name", ["x:rss", "a:b:rss", "rss"])
def test_a_root_that_is_no_name_is_mended(name: str) -> None:
    found = read(f'<{name} xmlns:a="q" x:base="y"><item><link>https://a.example/</link></item></{name}>')
    assert [facts(link)["url"] for link in found if isinstance(link, Link)] == ["https://a.example/"]


def test_entries_in_a_namespace_that_is_no_feeds_are_not_lost_in_silence() -> None:
    (failure,) = read(WHOLE.replace("<rss ", '<rss xmlns="http://www.w3.org/1999/xhtml" '))
    assert isinstance(failure, Failure)
    assert failure.problem.startswith("has 3 entries in an unknown format")


def test_an_entry_within_an_entry_is_read_too() -> None:
    assert len(read(rss("<item><link>/1</link>" * 3 + "</item>" * 3))) == 3


def test_an_entry_that_is_the_root_is_none() -> None:
    assert read("<entry><link>https://a.example/</link></entry>") == [
        Failure(source="f.xml", problem="is a feed without entries")
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_the_charset_that_is_declared_wrongly_does_not_count(encoding: str) -> None:
    text = '<?xml version="1.0" encoding="utf-8"?>' + rss(ITEM.format("")).replace("Talks", "Cafés")[21:]
    (link,) = read(text.encode(encoding))
    assert facts(link)["title"] == "Cafés fail"


@pytest.mark.parametrize(
    "inside",
    [
        "<category>x</category>" * 50_000,
        "<author>x</author>" * 50_000,
        f"<author>{'a.' * 500_000}</author>",
        f"<guid {MANY_ATTRIBUTES}/>",
        f"<description>{'&lt;div&gt;' * 50_000}deep</description>",
        f"<title>{'x' * 1_000_000}</title>",
        f"<description {MANY_ATTRIBUTES}>x</description>",
    ],
    ids=["categories", "authors", "author", "attributes", "nested", "title", "text attributes"],
)
def test_what_is_too_much_is_left_out_in_little_time(inside: str) -> None:
    assert len(read(rss(ITEM.format(inside)))) == 1


def test_the_address_of_mail_in_a_long_name_is_not_looked_for() -> None:
    assert len(read(rss(ITEM.format(f"<author>{'a.' * 2000}</author>") * 200))) == 200


def test_entries_past_a_batch_keep_their_numbers_and_what_the_feed_tells() -> None:
    found = read(rss("".join(f"<item><title>T{n}</title><link>/{n}</link></item>" for n in range(1, 351))))
    assert [link.name for link in found if isinstance(link, Link)] == [f"f.xml#{n}" for n in range(1, 351)]
    assert [(facts(link)["title"], facts(link)["outlet"]) for link in found] == [
        (f"T{n}", "The Paper & Co") for n in range(1, 351)
    ]


@pytest.mark.slow
def test_a_hundred_thousand_entries_come_one_after_the_other() -> None:
    items = "".join(f"<item><title>T{n}</title><link>https://a.example/{n}</link></item>" for n in range(100_000))
    found = read_feed(Captured(name="f", data=rss(items).encode()), Settings())
    assert facts(next(found))["title"] == "T0"
    assert sum(isinstance(link, Link) for link in found) == 99_999


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "is a broken feed: it breaks off; 0 entries read"),
        ("<rss></rss>", "is a feed without entries"),
        ("<rss><channel>" + "<item>" * 1000 + "</channel></rss>", "nested too deep"),
        (rss(ITEM.format("<description>" + "x" * 11_000_000 + "</description>")), "a text that is too long"),
        ('<!DOCTYPE rss [<!ENTITY a "' + "a" * 10_000, "document type declaration that does not end"),
        (b"<rss>\0</rss>", "NUL"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": [', "is a broken JSON Feed"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 100_000, "is a broken JSON Feed"),
    ],
    ids=["empty", "no entries", "deep", "long", "doctype", "NUL", "half JSON", "deep JSON"],
)
def test_what_is_no_feed_is_one_clear_line(text: str | bytes, problem: str) -> None:
    failure = read(text)[-1]
    assert isinstance(failure, Failure)
    assert problem in failure.problem
    assert "\n" not in failure.problem


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (WHOLE.encode(), True),
        (ATOM.encode(), True),
        (WHOLE.encode("utf-16"), True),
        (b'<?xml version="1.0"?><!-- x --><!DOCTYPE rss PUBLIC "-//N//DTD" "http://x"><rss version="0.91">', True),
        (b'<rdf:RDF xmlns="http://purl.org/rss/1.0/">', True),
        (b'<rdf:RDF xmlns="http://example.org/">', False),
        (b"<feed>", False),
        (b"<html><rss>", False),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', True),
        (b'{"version": "2"}', False),
        (b"", False),
    ],
)
def test_a_feed_is_told_by_its_root(data: bytes, expected: bool) -> None:
    assert looks_like_feed(data) is expected
