"""What an address says, and that it says so to everybody alike."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import ForbiddenAddress
from rashomon.ingest.web.request_state import Errand, shown
from rashomon.ingest.web.urls import redirected, to_target

PAGE = b"<p>Page</p>"


def target(url):
    return to_target(url, Errand(shown(url), 60, time.monotonic))


@pytest.mark.parametrize(
    ("given_url", "url"),
    [
        ("HTTP://News.EXAMPLE/A", "http://news.example/A"),
        ("  http://news.example/a\n", "http://news.example/a"),
        ("http://news.example", "http://news.example/"),
        ("http://news.example?q", "http://news.example/?q"),
        ("http://news.example./a", "http://news.example/a"),
        ("http://news.example:80/a", "http://news.example/a"),
        ("https://news.example:443/a", "https://news.example/a"),
        ("https://news.example:8443/a", "https://news.example:8443/a"),
        ("http://news.example/a#part", "http://news.example/a"),
        ("http://news.example/a/../b/./c", "http://news.example/b/c"),
        ("http://news.example/ü ö?ß=%C3%9F", "http://news.example/%C3%BC%20%C3%B6?%C3%9F=%C3%9F"),
        ("http://news.example/%7ea%2Fb", "http://news.example/%7ea%2Fb"),
        ("http://bücher.example/", "http://xn--bcher-kva.example/"),
        ("http://пример.example/", "http://xn--e1afmkfd.example/"),
        ("http://news。example/", "http://news.example/"),
        ("http://[2606:4700::1]:8080/a", "http://[2606:4700::1]:8080/a"),
    ],
)
def test_an_address_is_read_once_for_all(given_url, url):
    assert target(given_url).url == url


@given(st.text())
def test_any_text_is_an_address_or_an_error_of_one_line(text):
    try:
        read = target("http://" + text)
    except ForbiddenAddress as error:
        lines = str(error).splitlines()
    else:
        lines = [read.url]
        assert read.url.isascii()
        assert target(read.url) == read
    assert len(lines) == 1


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/b", "http://news.example/b"),
        ("b?c", "http://news.example/a/b?c"),
        ("?c", "http://news.example/a/?c"),
        ("//other.example/", "http://other.example/"),
        ("https://other.example/", "https://other.example/"),
        ("/ü", "http://news.example/%C3%BC"),
    ],
)
def test_a_redirect_is_read_against_where_it_comes_from(location, url):
    errand = Errand("x", 60, time.monotonic)
    assert redirected(target("http://news.example/a/"), location, errand).url == url


@pytest.mark.parametrize("location", ["\x00", "http://[", "http://" + "a" * 9000, "mailto:a@b", "http://a:b@c/"])
def test_a_redirect_to_nowhere_is_told(location):
    errand = Errand("x", 60, time.monotonic)
    with pytest.raises(ForbiddenAddress, match="redirects to"):
        redirected(target("http://news.example/a/"), location, errand)


def test_what_is_shown_is_one_line_without_a_password():
    assert shown("http://user:secret@news.example/\r\nX: \u202ey") == "http://…@news.example/��X: �y"
    assert len(shown("http://news.example/" + "a" * 100_000)) == 201


def test_an_international_host_is_fetched_by_its_ascii_name(world, site):
    world.names["xn--bcher-kva.example"] = ["93.184.215.14"]
    site.routes["xn--bcher-kva.example/a%C3%A4?%C3%B6"] = (200, {}, PAGE)
    with world.web() as web:
        captured = web.get("http://bücher.example/aä?ö#teil")
    assert captured.name == "http://bücher.example/aä?ö#teil"
    assert captured.url == "http://xn--bcher-kva.example/a%C3%A4?%C3%B6"
