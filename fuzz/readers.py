"""What is fuzzed: readers from bytes to a list of results, with seeds to start from and signs that the format knows."""

from __future__ import annotations

import gzip
import io
import json
import tempfile
from collections.abc import Callable, Iterable
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

from rashomon.ingest import byte_streams as opened
from rashomon.ingest import dispatch as each
from rashomon.ingest import feeds, html, mail, mailbox, pdf, sitemaps, warc
from rashomon.ingest import formats as kinds
from rashomon.ingest import html_fragments as fragment
from rashomon.ingest import json_records as records
from rashomon.ingest.captured import Captured, Link
from rashomon.ingest.decode import decode, refuse_binary
from rashomon.ingest.files import listed_in
from rashomon.settings import Settings
from rashomon.types import Article, Failure

__all__ = ["READERS", "Reader", "Result"]

Result = Article | Captured | Failure | Link
SETTINGS = Settings(max_bytes=1_000_000)


class Reader(NamedTuple):
    """Bytes to results; it may raise InputError and nothing else."""

    read: Callable[[bytes], Iterable[Result]]
    seeds: tuple[bytes, ...]
    signs: tuple[bytes, ...]


def captured(data: bytes) -> Captured:
    return Captured(name="x", data=data)


def written() -> bytes:
    """A mail with everything that one can have."""
    inner = EmailMessage()
    inner["Subject"] = "Forwarded"
    inner.set_content("They went on.")
    outer = EmailMessage()
    outer["From"] = "Jörg <j@x.example>"
    outer["Date"] = "Tue, 28 Aug 2018 10:00:00 +0000"
    outer["Subject"] = "Talks fail – again"
    outer.set_content("The talks failed, “they” said.")
    outer.add_alternative("<p>The talks <b>failed</b>.</p>", subtype="html")
    outer.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="a.pdf")
    outer.add_attachment(inner)
    return bytes(outer)


def page_text(data: bytes) -> str:
    refuse_binary(data, "x")
    return decode(data, "x")


def whole(data: bytes) -> list[Result]:
    """The one way in, by a file in a folder."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "x").write_bytes(data)
        return [result for _, result in each.read_each([str(Path(folder, "x"))], SETTINGS)]


def mails(data: bytes) -> list[Result]:
    """As a mailbox, and as a mail."""
    found = list(mailbox.read_mailbox(io.BytesIO(data), "x", SETTINGS))
    return [*found, *mail.read_mail(captured(data), SETTINGS)]


def told_apart(data: bytes) -> list[Result]:
    """What is done with an input before any reader has it: unpacked, its kind told, taken for a list."""
    stream = opened.Opened("x", io.BytesIO(data))
    kinds.kind_of(stream.head, "x")
    listed_in(page_text(stream.read(SETTINGS.max_bytes)), Path("/nowhere"))
    return []


ROW = json.dumps(
    {"text": "The talks failed.", "title": "Talks", "date": "2018-08-28", "authors": [{"name": "A"}]}
).encode()
NINJS = json.dumps(
    {
        "uri": "x",
        "versioncreated": "2018-08-28",
        "headlines": [{"value": "T"}],
        "bodies": [{"value": "The talks failed."}],
    }
).encode()
PAGE = (
    b"<!doctype html><html lang=en><head><title>Talks fail</title><meta name=author content='A B'>"
    b'<script type="application/ld+json">{"@type":"NewsArticle","headline":"Talks"}</script></head><body><article>'
    b"<h1>Talks fail</h1><p>The talks failed.<br>Twice.</p><ul><li>One</ul><table><tr><td>a<td>b</table></article>"
)
RSS = (
    b"<?xml version='1.0'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>"
    b"<title>The Daily</title><item><title>Talks</title><link>https://x.example/1</link><pubDate>Tue, 28 Aug 2018"
    b" 10:00:00 GMT</pubDate><content:encoded><![CDATA[<p>The talks failed.</p>]]></content:encoded></item>"
    b"</channel></rss>"
)
ATOM = (
    b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title type='html'>Talks</title>"
    b"<link href='https://x.example/1'/><updated>2018-08-28T10:00:00Z</updated>"
    b"<content type='xhtml'><div><p>The talks failed.</p></div></content></entry></feed>"
)
SITEMAP = (
    b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>https://x.example/1</loc>"
    b"<lastmod>2018-08-28</lastmod></url></urlset>"
)
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 17\r\n\r\nThe talks failed."
RECORD = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://x.example/1\r\nContent-Type: application/http\r\n"
    b"Content-Length: %d\r\n\r\n%b\r\n\r\n" % (len(ANSWER), ANSWER)
)
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
    b"4 0 obj<</Length 48>>stream\nBT /F 12 Tf 10 200 Td (The talks failed.) Tj ET\nendstream endobj\n"
    b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>"
)
MAIL = written()
MAILBOX = (
    b"From a@b Tue Aug 28 10:00:00 2018\n" + MAIL + b"\nFrom a@b Tue Aug 28 10:00:00 2018\nSubject: x\n\nThe talks.\n"
)
XML = (
    b"<![CDATA[",
    b"]]>",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"&a;",
    b"&#x0;",
    b"&#55296;",
    b"<!--",
    b"-->",
    b"<?xml",
    b"\x00",
)
TAGS = (
    b"<table>",
    b"<td>",
    b"<li>",
    b"<pre>",
    b"<script>",
    b"<!--",
    b"<p ",
    b"&nbsp;",
    b"<a href=x>",
    b"</",
    b"<svg>",
    b"<b>",
)
HEADERS = (
    b"\r\n\r\n", b"\n\n", b"=?utf-8?q?=ff?=", b"Content-Type: multipart/mixed; boundary=b\n", b"--b\n", b"--b--\n",
    b"Content-Transfer-Encoding: base64\n", b"Content-Type: message/rfc822\n", b"charset*=utf-16''%00",
    b"filename=", b"\xff",
)  # fmt: skip

READERS = {
    "each": Reader(
        whole, (ROW, NINJS, PAGE, RSS, SITEMAP, RECORD, MAIL, MAILBOX, gzip.compress(PAGE)), (*XML, *HEADERS)
    ),
    "records": Reader(
        lambda data: [*records.read_lines(io.BytesIO(data), "x", SETTINGS), *records.read_json(data, "x", SETTINGS)],
        (ROW, ROW + b"\n" + ROW, b"[" + ROW + b"]", NINJS, b'{"items": [' + ROW + b"]}"),
        (
            b"[",
            b"{",
            b'"',
            b"\\ud800",
            b"NaN",
            b"1e999",
            b"null",
            b'"bodies":',
            b'"text":',
            b"\n",
            b"\xff\xfe",
            b'"a":',
        ),
    ),
    "mail": Reader(
        lambda data: [
            *mailbox.read_mailbox(io.BytesIO(data), "x", SETTINGS),
            *mail.read_mail(captured(data), SETTINGS),
        ],
        (MAIL, MAILBOX),
        (b"From a@b Tue Aug 28 10:00:00 2018\n", *HEADERS),
    ),
    "kinds": Reader(
        told_apart,
        (b"https://x.example/1\n# a\nx.html\n", MAIL, PAGE, RSS, ROW, gzip.compress(PAGE), gzip.compress(PAGE) * 2),
        (b"\n", b"://", b".gz", b"#", b"\x1f\x8b\x08", b"\0", b"\xff\xfe", b"<?xml", b"{", b"From: "),
    ),
    "html": Reader(lambda data: [html.from_html(page_text(data))], (PAGE,), TAGS),
    "fragment": Reader(
        lambda data: [fragment.from_fragment(page_text(data), name="x")], (PAGE, b"<p>The talks."), TAGS
    ),
    "feeds": Reader(lambda data: feeds.read_feed(captured(data), SETTINGS), (RSS, ATOM), (*XML, b"<item>", b"<entry>")),
    "sitemaps": Reader(lambda data: sitemaps.read_sitemap(captured(data), SETTINGS), (SITEMAP,), XML),
    "warc": Reader(
        lambda data: warc.read_warc(io.BytesIO(data), "x", SETTINGS),
        (RECORD, RECORD * 2, gzip.compress(RECORD) * 2),
        (b"\r\n\r\n", b"Content-Length: 99999999999\r\n", b"Content-Encoding: gzip\r\n", b"chunked", b"WARC/1.1\r\n"),
    ),
    "pdf": Reader(
        lambda data: [pdf.from_pdf(captured(data), SETTINGS)],
        (PDF,),
        (
            b"/Encrypt",
            b"/Kids[2 0 R]",
            b"99999999999",
            b"<<",
            b">>",
            b"/ObjStm",
            b"/FlateDecode",
            b"endobj",
            b"trailer",
        ),
    ),
}
"""By name, as the command line takes it."""
