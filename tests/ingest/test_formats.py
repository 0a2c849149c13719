"""What kind an input is taken for."""

from __future__ import annotations

import pytest

from rashomon.ingest.formats import charset_of, kind_of, suffix_of

MAIL = b"From: a@x.example\r\nTo: b@x.example\r\nReceived: by x;\r\n\tTue\r\nSubject: Talks\r\n\r\nThe talks failed."
PAGE = b"<!DOCTYPE html><html><body><p>The talks failed.</p></body></html>"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n", "warc"),
        (b"filedesc://a.arc 0.0.0.0 20180828", "warc"),
        (MAIL, "mail"),
        (b"\xef\xbb\xbf" + MAIL.replace(b"\r\n", b"\n"), "mail"),
        (b"From a@x.example Tue Aug 28 10:00:00 2018\nSubject: Talks\n\nx", "mbox"),
        (PAGE, "page"),
        (b"<?xml version='1.0'?>\n<!-- x --><html xmlns='http://www.w3.org/1999/xhtml'>", "page"),
        ("<html><body>x".encode("utf-16"), "page"),
        (b"<!-- a -- b --><!----> <!-- c --><html>x", "page"),
        (b"<!-- - -->" * 700 + b"<html>x", "page"),
        (b"<!-- - -->" * 700 + b"<hello>x", "text"),
        (b"<rss version='2.0'><channel>", "feed"),
        (b"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'>", "feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "feed"),
        (b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>", "sitemap"),
        (b"<?xml version='1.0'?><nitf><body/></nitf>", "xml"),
        (b'{"text": "a"}\n{"text": "b"}\n', "lines"),
        (b'{"text": broken}\n{"text": "b"}\n', "lines"),
        (b'{\n  "text": "a"\n}', "json"),
        (b'[{"text": "a"}]', "json"),
        (b'{"text": "a"}', "json"),
        (b"{}", "json"),
        (b"", "text"),
        (b"The talks failed.", "text"),
        (b"# Talks fail\n\nThe talks failed.", "text"),
        (b"[Updated] The talks failed.", "text"),
        (b"{sic} The talks failed.", "text"),
        (b"<i>The</i> talks failed.", "text"),
        (b"From Paris to London, the talks failed.", "text"),
        (b"From: Paris\nSubject: talks\nDate: Tuesday\n\nThe talks failed.", "text"),
        (b"Update: the talks failed.\n\nThey did.", "text"),
    ],
)
@pytest.mark.parametrize("name", ["a", "a.txt", "a.bin", "https://x.example/a"])
def test_the_content_tells(head: bytes, kind: str, name: str) -> None:
    assert kind_of(head, name) == kind


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"junk %PDF-1.7\n", "a.pdf", "pdf"),
        (b"<p>The talks failed.</p>", "a.HTM", "page"),
        (b"<p>The talks failed.</p>", "https://x.example/a.html?b=c.txt", "page"),
        (b"The talks failed.", "a.html", "text"),
        (b"Subject: Talks\n\nThe talks failed.", "a.eml", "mail"),
        (b"The talks failed.", "a.eml", "text"),
        (b"[Updated] The talks failed.", "a.json", "json"),
        (b'{"text": "a"}', "a.jsonl", "lines"),
        (b"nonsense", "a.ndjson.gz", "lines"),
        (b'[{"text": "a"}]', "a.jsonl", "json"),
        (b"nonsense", "a.list", "list"),
        (b"<nitf/>", "a.xml", "xml"),
    ],
)
def test_the_name_tells_what_the_content_leaves_open(head: bytes, name: str, kind: str) -> None:
    assert kind_of(head, name) == kind


@pytest.mark.parametrize(
    ("head", "media_type", "kind"),
    [
        (b"<p>The talks failed.</p>", "Text/HTML; charset=utf-8", "page"),
        (b"The talks failed.", "application/json", "json"),
        (b"Subject: x\n\ny", "message/rfc822", "mail"),
        (PAGE, "text/plain", "page"),
        (b"The talks failed.", None, "text"),
    ],
)
def test_the_declared_type_goes_before_the_name(head: bytes, media_type: str | None, kind: str) -> None:
    assert kind_of(head, "a.txt", media_type) == kind


@pytest.mark.parametrize(
    ("media_type", "charset"),
    [
        ("text/html; charset=koi8-r", "koi8-r"),
        ('text/html;CHARSET="UTF-8"; x=y', "UTF-8"),
        ("text/html", None),
        (None, None),
        ("text/html; charset=", None),
    ],
)
def test_the_charset_is_taken_out_of_a_media_type(media_type: str | None, charset: str | None) -> None:
    assert charset_of(media_type) == charset


def test_the_suffix_is_that_of_the_packed_file() -> None:
    assert [suffix_of(name) for name in ("a.B.HTML", "a.jsonl.gz", "a.gz", "a", "https://x.example/a.pdf?x=y.z")] == [
        ".html",
        ".jsonl",
        "",
        "",
        ".pdf",
    ]
