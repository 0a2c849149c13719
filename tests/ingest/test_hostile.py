"""Whatever stands in a file, under whatever name: articles or failures, and the rest of the batch goes on."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import rashomon
from rashomon.ingest.formats import KNOWN_SUFFIXES
from rashomon.settings import Settings
from rashomon.types import Article, Failure

SETTINGS = Settings(max_bytes=100_000)
SUFFIXES = sorted({*KNOWN_SUFFIXES, "", ".gz", ".html.gz", ".jsonl.gz", ".warc.gz", ".xyz"})

SIGNS = [
    b"%PDF-1.7\n", b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5\r\n\r\n", b"PK\x03\x04",
    b"From a@b Tue Aug 28 10:00:00 2018\n", b"From: a@b\nMessage-ID: <x>\nMIME-Version: 1.0\nSubject: y\n",
    b"Content-Type: multipart/mixed; boundary=b\n\n--b\n", b"--b--\n", b"\n\n",
    b"<?xml version='1.0' encoding='utf-16'?>", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"<rss><channel><item>", b"</item>",
    b"<title>Talks</title><link>https://x.example/1</link>", b"<urlset><url><loc>https://x.example/1</loc></url>",
    b"<html><body><p>", b"The talks failed.", b"]]>", b"<![CDATA[", b"&a;",
    b'{"text": "a"}\n', b'[{"uri": "x", "bodies": [', b'{"a":' * 50, b"[" * 50,
    b"\xff\xfe", b"\xef\xbb\xbf", b"\0", b"\x1f\x8b\x08", b"\xf0\x9f", b"\xed\xa0\x80",
]  # fmt: skip
SOUP = st.lists(st.sampled_from(SIGNS) | st.binary(max_size=20), max_size=12).map(b"".join)


def packed(data: bytes) -> bytes:
    return gzip.compress(data, 1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=SOUP | SOUP.map(packed) | SOUP.map(packed).map(lambda d: d[: len(d) // 2]), suffix=st.sampled_from(SUFFIXES)
)
def test_any_bytes_under_any_name_give_articles_or_failures(tmp_path: Path, data: bytes, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    (tmp_path / "z.txt").write_bytes(b"The talks went on.")
    found = list(rashomon.read_all([str(path), str(tmp_path / "z.txt")], settings=SETTINGS))
    path.unlink()
    assert isinstance(found[-1], Article)
    assert len(found) > 1
    for result in found:
        msgspec.json.encode(result)
        assert isinstance(result, Article) or (isinstance(result, Failure) and result.source and result.problem)
        assert isinstance(result, Failure) or result.content.strip()


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="counts memory as this system does")
def test_ten_gigabytes_of_zeros_end_in_a_line_without_their_memory(tmp_path: Path) -> None:
    import resource

    path = tmp_path / "zeros.html.gz"
    path.write_bytes(gzip.compress(bytes(10_000_000)) * 1000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    (failure,) = rashomon.read_all([path])
    grown_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert isinstance(failure, Failure)
    assert failure.problem.startswith("is larger than the limit of 20,000,000 bytes, decompressed")
    assert grown_kb < 100_000


@pytest.mark.slow
def test_a_folder_of_a_hundred_thousand_files_is_read_up_to_the_bound(tmp_path: Path) -> None:
    for number in range(100_000):
        (tmp_path / f"{number:06}.txt").touch()
    (tmp_path / "000000.txt").write_bytes(b"The talks failed.")
    found = list(rashomon.read_all([str(tmp_path)]))
    assert isinstance(found[0], Article)
    assert len(found) == 1 + 1000 + 1
    assert isinstance(found[-1], Failure)
    assert found[-1].problem == "98,999 more items in it cannot be used"


def test_a_line_of_twenty_megabytes_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"The talks failed. " * 1_111_111)
    (article,) = rashomon.read_all([path])
    assert isinstance(article, Article)


FEED = b"<rss %b version='2.0'><channel %b><item><title>Talks</title><link>https://x.example/1</link></item></channel></rss>"


@pytest.mark.parametrize("space", [b"xmlns='http://x y'", b"xmlns:a='http://x/m\x7fd'", b"xmlns:a='http://[/'"])
def test_a_feed_with_a_namespace_that_is_none_is_read(tmp_path: Path, space: bytes) -> None:
    for data in (FEED % (space, b""), FEED % (b"", space)):
        (tmp_path / "feed.xml").write_bytes(data)
        (failure,) = rashomon.read_all([str(tmp_path / "feed.xml")], settings=SETTINGS)
        assert isinstance(failure, Failure)
        assert failure.problem == "links to one address, not fetched: add --follow"


@pytest.mark.parametrize("reference", [b"&#55296;", b"&#xDFFF;", b"&#0;", b"&#x110000;", b"&#xFFFF;", b"&#9999999;"])
def test_a_reference_to_no_character_is_left_out(tmp_path: Path, reference: bytes) -> None:
    sitemap = b"<urlset><url><loc>https://x.example/%b1</loc></url></urlset>" % reference
    for data in (FEED.replace(b"Talks", b"T" + reference) % (b"", b""), sitemap):
        (tmp_path / "a.xml").write_bytes(data)
        (failure,) = rashomon.read_all([str(tmp_path / "a.xml")], settings=SETTINGS)
        assert isinstance(failure, Failure)
        assert failure.problem == "links to one address, not fetched: add --follow"


def test_a_failure_is_one_line_whatever_stands_in_the_archive(tmp_path: Path) -> None:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\rw\r\n\r\nThe talks failed."
    record = (
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n%b\r\n\r\n"
    )
    (tmp_path / "a.warc").write_bytes(record % (len(answer), answer))
    for result in rashomon.read_all([str(tmp_path / "a.warc")], settings=SETTINGS):
        assert isinstance(result, Failure)
        assert len(result.problem.splitlines()) == 1
