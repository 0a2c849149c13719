"""Every way that reading an input can go, and fail."""

import base64
import gzip
import io
import json
import os
import socket
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec import UNSET

import rashomon
from rashomon.errors import BinaryInput, EmptyInput, InputError, MissingInput, TooLarge, UnreadableInput, UsageError
from rashomon.ingest import files
from rashomon.ingest.captured import Captured
from rashomon.settings import Settings
from rashomon.types import Article, Failure

SETTINGS = Settings()
STORY = "<p>The talks failed on Tuesday, two officials said.</p>"
PAGE = f"<html><head><title>Talks fail</title></head><body>{STORY}</body></html>"


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a", "a.html"])
def test_text_is_read_as_it_stands_line_breaks_included(tmp_path: Path, name: str) -> None:
    article = rashomon.read(written(tmp_path, name, b"One.\r\nTwo.\rThree.\n"))
    assert article.content == "One.\r\nTwo.\rThree.\n"
    assert article.file == str(tmp_path / name)


@pytest.mark.parametrize("name", ["a.html", "a.htm", "a.txt", "a"])
def test_a_page_is_told_by_its_first_tag(tmp_path: Path, name: str) -> None:
    article = rashomon.read(written(tmp_path, name, PAGE.encode()))
    assert article.content == "Talks fail\nThe talks failed on Tuesday, two officials said."
    assert article.bytes_sha256 != article.text_sha256


def test_a_fragment_is_a_page_where_its_name_says_so(tmp_path: Path) -> None:
    fragment = b"<p>The talks failed on <b>Tuesday</b>, two officials said.</p>"
    assert rashomon.read(written(tmp_path, "a.html", fragment)).content.startswith("The talks failed on Tuesday")
    assert rashomon.read(written(tmp_path, "a.txt", fragment)).content.startswith("<p>")


def test_text_about_tags_is_no_page(tmp_path: Path) -> None:
    text = b"The <html> tag was first proposed in 1991."
    assert rashomon.read(written(tmp_path, "a.txt", text)).content == text.decode()


def standard_input(monkeypatch: pytest.MonkeyPatch, stream: io.BytesIO) -> None:
    monkeypatch.setattr(sys, "stdin", types.SimpleNamespace(buffer=stream))


def from_standard_input(monkeypatch: pytest.MonkeyPatch, stream: io.BytesIO, settings: Settings) -> Article:
    standard_input(monkeypatch, stream)
    return rashomon.read("-", settings=settings)


def test_standard_input_is_read_for_a_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    article = from_standard_input(monkeypatch, io.BytesIO("Größe".encode()), SETTINGS)
    assert (article.content, article.file) == ("Größe", "-")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match=r"no\.txt: no such file"):
        rashomon.read(str(tmp_path / "no.txt"))


@pytest.mark.parametrize("name", ["", "a\0b", "x" * 5000])
def test_an_impossible_name_is_an_error_of_ours(name: str) -> None:
    with pytest.raises(InputError):
        rashomon.read(name)


@pytest.mark.skipif(os.name != "posix", reason="names are text on this system")
def test_a_name_that_is_no_text_is_read_and_named_so_that_it_can_be_written(tmp_path: Path) -> None:
    path = Path(os.fsdecode(bytes(tmp_path) + b"/caf\xe9.txt"))
    with pytest.raises(MissingInput) as caught:
        rashomon.read(path)
    assert caught.value.source == f"{tmp_path}/caf\ufffd.txt"
    try:
        path.write_bytes(b"Talks failed.")
    except OSError:
        pytest.skip("the file system takes names in UTF-8 only")
    article = rashomon.read(path)
    assert (article.content, article.file) == ("Talks failed.", f"{tmp_path}/caf\ufffd.txt")


@pytest.mark.parametrize(
    "name", ["a b.txt", "-x.txt", "a=b.txt", 'it\'s "so".txt', "a\nb.txt", "<script>.txt", "\u202eb.txt"]
)
def test_a_name_of_any_characters_is_kept(tmp_path: Path, name: str) -> None:
    try:
        path = written(tmp_path, name, b"Talks failed.")
    except OSError:
        pytest.skip("the system has no such names")
    assert rashomon.read(path).file == str(path)


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(EmptyInput, match="is a folder without files"):
        rashomon.read(str(tmp_path))


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_file_that_may_not_be_read_says_why(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", b"x")
    path.chmod(0)
    with pytest.raises(UnreadableInput, match="Permission denied"):
        rashomon.read(path)


@pytest.mark.parametrize(
    ("data", "says"), [(b"", "is empty"), (b" \r\n\t", "only white space"), ("\ufeff".encode(), "white space")]
)
def test_a_file_without_text_is_empty(tmp_path: Path, data: bytes, says: str) -> None:
    with pytest.raises(EmptyInput, match=says):
        rashomon.read(written(tmp_path, "a.txt", data))


def test_a_picture_is_named(tmp_path: Path) -> None:
    with pytest.raises(BinaryInput, match="looks like a PNG picture"):
        rashomon.read(written(tmp_path, "a.txt", b"\x89PNG\r\n\x1a\n"))


def test_a_file_over_the_bound_is_not_read_beyond_its_beginning(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", b"x" * 11)
    os.truncate(path, 1 << 36)  # a hole of 64 GB, which cannot be read at once
    with pytest.raises(TooLarge, match=r"has 68,719,476,736 bytes, over the limit of 10: split it"):
        rashomon.read(path, settings=Settings(max_bytes=10))


def test_a_stream_over_the_bound_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.BytesIO(b"x" * 1_000_000)
    with pytest.raises(TooLarge, match=r"^standard input: is larger than the limit of 10"):
        from_standard_input(monkeypatch, stream, Settings(max_bytes=10))
    assert stream.tell() < 200_000


def test_errors_of_a_page_name_the_input(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EmptyInput, match=r"^standard input: is a page without"):
        from_standard_input(monkeypatch, io.BytesIO(b"<html><body></body></html>"), SETTINGS)


# Containers, folders and lists


def results(*sources: str, settings: Settings = SETTINGS) -> list[Article | Failure]:
    return list(rashomon.read_all(sources, settings=settings))


def told(found: list[Article | Failure]) -> list[str]:
    """What was made of each input: the name of an article, or a failure's whole line."""
    return [str(r.file or r.url) if isinstance(r, Article) else f"{r.source}: {r.problem}" for r in found]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


ROWS = b"".join(json.dumps({"text": f"Report {n} says that the talks failed."}).encode() + b"\n" for n in (1, 2, 3))


def test_what_a_call_names_is_read_in_its_order_whatever_it_is(here: Path) -> None:
    written(here, "a.txt", b"The talks failed.")
    written(here, "b.html", PAGE.encode())
    written(here, "c.jsonl", ROWS)
    assert told(results("c.jsonl", "missing.txt", "b.html", "a.txt")) == [
        "c.jsonl#1",
        "c.jsonl#2",
        "c.jsonl#3",
        "missing.txt: no such file: check the name and the folder",
        "b.html",
        "a.txt",
    ]


def test_an_input_with_several_articles_is_not_one(here: Path) -> None:
    written(here, "c.jsonl", ROWS)
    with pytest.raises(UsageError, match=r"c\.jsonl: contains more than one article: use rashomon\.read_all"):
        rashomon.read("c.jsonl")


def test_articles_come_as_they_are_read(here: Path) -> None:
    written(here, "c.jsonl", ROWS)
    found = rashomon.read_all(iter(["c.jsonl", "c.jsonl"]))
    assert told([next(found)]) == ["c.jsonl#1"]
    found.close()


def test_no_more_articles_are_read_than_the_bound_says(here: Path) -> None:
    written(here, "c.jsonl", ROWS)
    assert told(results("c.jsonl", "c.jsonl", settings=Settings(max_articles=2))) == [
        "c.jsonl#1",
        "c.jsonl#2",
        "c.jsonl: the rest is left out: the limit of 2 is reached; raise it with --limit",
    ]
    assert len(results("c.jsonl", settings=Settings(max_articles=3))) == 3


@pytest.mark.parametrize("name", ["a.html.gz", "a.gz", "a.txt"])
def test_a_gzipped_file_is_what_is_in_it(here: Path, name: str) -> None:
    article = rashomon.read(written(here, name, gzip.compress(PAGE.encode())))
    assert article.content.startswith("Talks fail\n")


def test_a_gzip_bomb_costs_a_line(here: Path) -> None:
    written(here, "bomb.gz", gzip.compress(bytes(50_000_000)))
    written(here, "bomb.jsonl.gz", gzip.compress(b"[" + bytes(50_000_000)))
    bound = Settings(max_bytes=1_000_000)
    assert told(results("bomb.gz", settings=bound)) == [
        "bomb.gz: is larger than the limit of 1,000,000 bytes, decompressed: split it, or raise RASHOMON_MAX_BYTES"
    ]
    assert [line.split(": ")[1] for line in told(results("bomb.jsonl.gz", settings=bound))] == [
        "line 1 is larger than the limit of 1,000,000 bytes",
        "line 1 does not end",
    ]


@pytest.mark.parametrize("cut", [1, 10, 30, 50])
def test_half_a_gzip_archive_is_a_line(here: Path, cut: int) -> None:
    written(here, "a.txt.gz", gzip.compress(b"The talks failed on Tuesday, two officials said.")[:-cut])
    (line,) = told(results("a.txt.gz"))
    assert line == "a.txt.gz: breaks off: the gzip archive is cut short; get it again"


def test_a_gzip_archive_with_a_wrong_byte_is_a_line(here: Path) -> None:
    data = bytearray(gzip.compress(b"The talks failed on Tuesday. " * 999))
    data[len(data) // 2] ^= 255
    written(here, "a.txt.gz", bytes(data))
    assert "is a broken gzip archive" in told(results("a.txt.gz"))[0]


def test_a_folder_is_read_file_by_file_in_order_of_names(here: Path) -> None:
    for name in ("s/b/2.txt", "s/a/1.txt", "s/c.txt", "s/.hidden.txt", "s/.git/x.txt"):
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        written(here, name, b"The talks failed.")
    assert told(results("s")) == ["s/a/1.txt", "s/b/2.txt", "s/c.txt"]


@pytest.mark.skipif(os.name != "posix", reason="needs links")
def test_a_folder_that_links_to_itself_or_above_is_read_once(here: Path) -> None:
    (here / "s" / "t").mkdir(parents=True)
    written(here, "s/a.txt", b"The talks failed.")
    written(here, "out.txt", b"Not in the folder.")
    (here / "s" / "t" / "loop").symlink_to(here / "s")
    (here / "s" / "up").symlink_to("..")
    (here / "s" / "self.txt").symlink_to("self.txt")
    found = told(results("s"))
    assert found[0] == "s/a.txt"
    assert [line.split(":")[0] for line in found[1:]] == ["s/self.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_or_socket_in_a_folder_holds_nobody_up(here: Path) -> None:
    (here / "s").mkdir()
    os.mkfifo(here / "s" / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s/socket.txt")
        written(here, "s/z.txt", b"The talks failed.")
        assert told(results("s")) == [
            "s/pipe.txt: is a pipe, socket or device, and no file: name it itself to read it",
            "s/socket.txt: is a pipe, socket or device, and no file: name it itself to read it",
            "s/z.txt",
        ]


def test_a_folder_of_too_many_files_is_read_up_to_the_bound(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_FILES", 3)
    (here / "s").mkdir()
    for number in range(5):
        written(here, f"s/{number}.txt", str(number).encode())
    assert told(results("s"))[3:] == ["s: contains more than 3 files: the others are not read; split it"]


def test_what_cannot_be_used_of_one_source_is_counted_where_it_is_too_much(here: Path) -> None:
    written(here, "c.jsonl", b"{}\n" * 1048 + ROWS)
    found = told(results("c.jsonl", "missing.txt"))
    assert len(found) == 1000 + 3 + 1 + 1
    assert found[-2:] == [
        "c.jsonl: 48 more items in it cannot be used",
        "missing.txt: no such file: check the name and the folder",
    ]


def test_a_list_is_read_entry_by_entry_from_its_own_folder(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "s").mkdir()
    written(here, "s/a.txt", b"The talks failed.")
    written(here, "b.txt", b"The talks went on.")
    written(here, "s/story.txt", b"# the story\na.txt\n\nb.txt\nmissing.html\n")
    assert told(results("s/story.txt")) == [
        "s/a.txt",
        "b.txt",
        "missing.html: no such file: check the name and the folder",
    ]
    standard_input(monkeypatch, io.BytesIO(b"s/a.txt\r\nb.txt\r\n"))
    assert told(results("-")) == ["s/a.txt", "b.txt"]


@pytest.mark.parametrize("text", ["a.txt\nThe talks failed.", "The talks failed.", "missing.txt", "# a.txt"])
def test_a_text_is_no_list_unless_every_line_is_an_entry_and_one_is_there(here: Path, text: str) -> None:
    written(here, "a.txt", b"The talks failed.")
    written(here, "story.txt", text.encode())
    assert rashomon.read("story.txt").content == text


def test_the_name_says_that_a_file_is_a_list_whatever_stands_in_it(here: Path) -> None:
    written(here, "a.list", b"The talks failed.\n")
    written(here, "b.urls", b"\n# nothing\n")
    assert told(results("a.list", "b.urls")) == [
        "The talks failed.: no such file: check the name and the folder",
        "b.urls: is a list without an entry",
    ]


def test_no_list_is_read_from_a_list_or_a_folder(here: Path) -> None:
    (here / "s").mkdir()
    written(here, "a.txt", b"The talks failed.")
    written(here, "s/inner.list", b"a.txt\n")
    written(here, "outer.list", b"s/inner.list\n")
    line = "s/inner.list: is a list of other inputs: name it itself"
    assert told(results("outer.list", "s")) == [line, line]


# The web, feeds and sitemaps


class Wired:
    """A web of a few pages, that tells what was asked for."""

    pages: dict[str, Captured]

    def __init__(self, settings: Settings) -> None:
        self.asked: list[str] = []
        Wired.last = self

    last: "Wired"

    def __enter__(self) -> "Wired":
        return self

    def __exit__(self, *_: object) -> None:
        self.asked.append("closed")

    def get(self, url: str) -> Captured:
        self.asked.append(url)
        if url not in self.pages:
            raise MissingInput(url, "is not there (404)")
        return self.pages[url]

    def get_all(self, urls: list[str]) -> Iterator[Captured | Failure]:
        for url in urls:
            try:
                yield self.get(url)
            except InputError as error:
                yield Failure(error.source, error.problem)


def page_at(url: str, data: bytes, media_type: str = "text/html; charset=utf-8") -> Captured:
    return Captured(name=url, data=data, url=url, media_type=media_type)


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Daily</title>
<item><title>One</title><link>https://daily.example/1</link></item>
<item><title>Two</title><link>https://daily.example/2</link></item>
<item><title>One</title><link>https://daily.example/1</link></item>
</channel></rss>"""
SITEMAPS = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://daily.example/map.xml</loc></sitemap></sitemapindex>"""
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://daily.example/1</loc></url><url><loc>https://daily.example/map.xml</loc></url></urlset>"""


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Wired]:
    monkeypatch.setitem(sys.modules, "rashomon.ingest.web", types.SimpleNamespace(Web=Wired))
    stories = {f"https://daily.example/{n}": PAGE.replace("Tuesday", f"Tuesday {n}").encode() for n in (1, 2)}
    Wired.pages = {url: page_at(url, data) for url, data in stories.items()}
    for name, text in (("feed", FEED), ("index.xml", SITEMAPS), ("map.xml", SITEMAP)):
        url = f"https://daily.example/{name}"
        Wired.pages[url] = page_at(url, text.encode(), "application/xml")
    return lambda: Wired.last


def test_a_page_of_the_web_goes_by_its_address(web: Callable[[], Wired]) -> None:
    article = rashomon.read("https://daily.example/1")
    assert (article.file, article.url) == (UNSET, "https://daily.example/1")
    assert "Tuesday 1" in article.content


def test_addresses_files_and_lists_stand_side_by_side(here: Path, web: Callable[[], Wired]) -> None:
    written(here, "a.txt", b"The talks failed.")
    written(here, "b.txt", b"https://daily.example/2\na.txt")
    found = results("https://daily.example/1", "https://daily.example/none", "a.txt", "b.txt")
    assert told(found) == [
        "https://daily.example/1",
        "https://daily.example/none: is not there (404)",
        "a.txt",
        "https://daily.example/2",
        "a.txt",
    ]
    assert web().asked[-1] == "closed"


def test_the_encoding_that_a_server_tells_is_taken(web: Callable[[], Wired]) -> None:
    url = "https://daily.example/ru"
    Wired.pages[url] = page_at(url, "Переговоры провалились.".encode("koi8-r"), "text/plain; charset=koi8-r")
    assert rashomon.read(url).content == "Переговоры провалились."


def test_what_a_page_of_the_web_lists_is_not_fetched(web: Callable[[], Wired]) -> None:
    url = "https://daily.example/list.txt"
    Wired.pages[url] = page_at(url, b"https://daily.example/1\nhttps://daily.example/2", "text/plain")
    results(url)
    assert web().asked == [url, "closed"]


def test_what_a_feed_points_at_is_left_alone_unless_it_is_asked_for(here: Path) -> None:
    written(here, "feed.xml", FEED.encode())
    assert told(results("feed.xml")) == ["feed.xml: links to 3 addresses, not fetched: add --follow"]


def test_what_a_feed_points_at_is_fetched_once_with_what_the_feed_tells(here: Path, web: Callable[[], Wired]) -> None:
    written(here, "feed.xml", FEED.encode())
    found = results("feed.xml", settings=Settings(follow=True))
    assert told(found) == ["https://daily.example/1", "https://daily.example/2"]
    assert all(isinstance(article, Article) and article.outlet == "The Daily" for article in found)


def test_sitemaps_are_followed_through_their_index_and_never_in_a_circle(web: Callable[[], Wired]) -> None:
    index = "https://daily.example/index.xml"
    assert told(results(index, settings=Settings(follow=True))) == ["https://daily.example/1"]
    assert web().asked == [index, "https://daily.example/map.xml", "https://daily.example/1", "closed"]


def test_no_more_is_followed_than_the_bound_says(here: Path, web: Callable[[], Wired]) -> None:
    dead = "".join(f"<url><loc>https://daily.example/dead/{n}</loc></url>" for n in range(50))
    written(here, "map.xml", SITEMAP.replace("<url>", f"{dead}<url>", 1).encode())
    found = told(results("map.xml", settings=Settings(follow=True, max_articles=3)))
    assert len(web().asked) == 3 + 1
    assert found[-1] == (
        "https://daily.example/dead/3: this and 48 more addresses are not fetched: over the limit; "
        "raise it with --limit"
    )


def test_containers_in_containers_end(here: Path) -> None:
    mail = b"The talks failed."
    for number in range(12):
        head = f"From: a@x.example\nMessage-ID: <{number}@x>\nMIME-Version: 1.0\n".encode()
        kind = b"text/plain" if number == 0 else b"message/rfc822"
        mail = head + b"Content-Type: " + kind + b"\n\n" + mail
    written(here, "a.eml", mail)
    assert ["is nested in more than 8 mails" in line for line in told(results("a.eml"))] == [True]


# All of it at once


def pdf_of(text: str) -> bytes:
    content = f"BT /F 12 Tf 20 200 Td ({text}) Tj ET"
    return (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 300]/Contents 4 0 R"
        "/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
        f"4 0 obj<</Length {len(content)}>>stream\n{content}\nendstream endobj\n"
        "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>"
    ).encode()


def record_of(url: str, page: str) -> bytes:
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(page)}\r\n\r\n{page}"
    return (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2018-08-28T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n{answer}\r\n\r\n"
    ).encode()


NINJS = {"uri": "x", "versioncreated": "2018-08-28", "bodies": [{"value": "The talks failed, the agency said."}]}
MAIL = (
    b"From: Jane Doe <jane@daily.example>\nMessage-ID: <1@x>\nMIME-Version: 1.0\nSubject: Talks\n"
    b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nThe talks failed, the mail said.\n"
    b"--b\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n"
)
WHOLE = FEED.replace(
    "<item><title>One</title>", "<item><description>&lt;p&gt;" + "The talks failed, the feed said. " * 40 + "&lt;/p&gt;"
    "</description><title>One</title>", 1
)  # fmt: skip


def test_every_kind_is_read_in_one_call(here: Path, web: Callable[[], Wired], monkeypatch: pytest.MonkeyPatch) -> None:
    story = "The talks failed on Tuesday, two officials said."
    (here / "folder").mkdir()
    written(here, "folder/a.md", f"# Talks fail\n\n{story}".encode())
    written(here, "a.txt", story.encode())
    written(here, "a.html.gz", gzip.compress(PAGE.encode()))
    written(here, "a.pdf", pdf_of(story))
    written(here, "a.eml", MAIL + base64.encodebytes(pdf_of(story)) + b"--b--\n")
    written(here, "a.mbox", b"From a@b Tue Aug 28 10:00:00 2018\nSubject: Talks\n\nThe talks failed.\n")
    written(here, "a.jsonl", ROWS)
    written(here, "ninjs.json", json.dumps(NINJS).encode())
    written(here, "feed.xml", WHOLE.encode())
    records = record_of("https://old.example/1", PAGE) + record_of("https://old.example/2", PAGE)
    written(here, "a.warc.gz", gzip.compress(records))
    written(here, "list.txt", b"https://daily.example/1\na.txt\n")
    names = ["folder", "a.txt", "a.html.gz", "a.pdf", "a.eml", "a.mbox", "a.jsonl", "ninjs.json", "feed.xml"]
    standard_input(monkeypatch, io.BytesIO(PAGE.encode()))
    found = results(*names, "a.warc.gz", "list.txt", "https://daily.example/2", "-")
    assert told(found) == [
        "folder/a.md",
        "a.txt",
        "a.html.gz",
        "a.pdf",
        "a.eml#1",
        "a.eml#2",
        "a.mbox#1",
        "a.jsonl#1",
        "a.jsonl#2",
        "a.jsonl#3",
        "ninjs.json",
        "feed.xml#1",
        "feed.xml: links to 2 addresses, not fetched: add --follow",
        "a.warc.gz#1",
        "a.warc.gz#2",
        "https://daily.example/1",
        "a.txt",
        "https://daily.example/2",
        "-",
    ]
    articles = [article for article in found if isinstance(article, Article)]
    assert all("talks failed" in article.content.lower() for article in articles)
    archived = next(article for article in articles if article.file == "a.warc.gz#2")
    assert archived.url == "https://old.example/2"
    assert [fact.value[:10] for fact in archived.facts if fact.field == "captured"] == ["2018-08-28"]
