"""Pages kept on disk."""

from __future__ import annotations

import os
import stat
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import BadStatus, TooLarge
from rashomon.ingest.web.cache import Cache, Kept

PAGE = b"<p>Page</p>"
URL = "http://news.example/a"


def with_etag(handler):
    if handler.headers.get("If-None-Match") == '"1"':
        handler.answer(304, {"ETag": '"1"'}, b"")
    else:
        handler.answer(200, {"ETag": '"1"', "Content-Type": "text/html"}, PAGE)


def with_date(handler):
    if handler.headers.get("If-Modified-Since") == "Mon, 12 Jan 1970 13:46:45 GMT":
        handler.answer(304, {}, b"")
    else:
        handler.answer(200, {"Last-Modified": "Mon, 12 Jan 1970 13:46:45 GMT", "Content-Type": "text/html"}, PAGE)


def statuses(site):
    return [
        headers.get("If-None-Match") or headers.get("If-Modified-Since")
        for _, path, headers in site.asked
        if path == "/a"
    ]


@pytest.mark.parametrize("route", [with_etag, with_date])
def test_a_page_that_has_not_changed_is_not_transferred_again(world, site, route):
    site.routes["/a"] = route
    with world.web() as web:
        first = web.get(URL)
    with world.web() as web:
        assert web.get(URL) == first
    assert statuses(site)[0] is None
    assert statuses(site)[1]


def test_a_page_that_has_changed_takes_the_place_of_the_old(world, site):
    site.routes["/a"] = (200, {"ETag": '"1"'}, b"old")
    with world.web() as web:
        web.get(URL)
        site.routes["/a"] = (200, {"ETag": '"2"'}, b"new")
        assert web.get(URL).data == b"new"
        assert web.get(URL).data == b"new"
    assert statuses(site) == [None, '"1"', '"2"']


def test_it_can_be_switched_off(world, site):
    site.routes["/a"] = with_etag
    with world.web(cache_bytes=0) as web:
        web.get(URL)
        web.get(URL)
    assert statuses(site) == [None, None]
    assert not world.cache.exists()


@pytest.mark.parametrize("headers", [{"Cache-Control": "private, NO-STORE"}, {"Vary": "*"}])
def test_what_is_not_to_be_stored_is_not(world, site, headers):
    site.routes["/a"] = (200, {"ETag": '"1"', **headers}, PAGE)
    with world.web() as web:
        web.get(URL)
    assert not world.cache.exists()


def test_a_304_that_nobody_asked_for_is_no_page(world, site):
    site.routes["/a"] = (304, {}, b"")
    with world.web() as web, pytest.raises(BadStatus, match="answered 304"):
        web.get(URL)


def test_an_etag_that_cannot_be_sent_back_is_not_kept(tmp_path):
    cache = Cache(tmp_path, 10_000)
    cache.keep(Kept(url=URL, data=PAGE, etag='"a"\r\nX: y'))
    cache.keep(Kept(url=URL, data=PAGE, etag="x" * 2000))
    assert cache.find(URL, 10_000) is None


def damage(raw: bytes) -> list[bytes]:
    return [b"", raw[:10], raw[:-1], raw + b"x", raw[:60] + b"\x00" + raw[61:], b"x" + raw[1:]]


@pytest.mark.parametrize("index", range(6))
def test_a_damaged_file_is_as_good_as_none(tmp_path, index):
    cache = Cache(tmp_path, 10_000)
    cache.keep(Kept(url=URL, data=PAGE, etag="1"))
    (file,) = tmp_path.iterdir()
    file.write_bytes(damage(file.read_bytes())[index])
    assert cache.find(URL, 10_000) is None
    cache.keep(Kept(url=URL, data=PAGE, etag="1"))
    assert cache.find(URL, 10_000).data == PAGE


def test_a_file_of_another_address_is_as_good_as_none(tmp_path):
    cache = Cache(tmp_path, 10_000)
    cache.keep(Kept(url=URL, data=PAGE, etag="1"))
    (file,) = tmp_path.iterdir()
    cache.keep(Kept(url=URL + "b", data=PAGE, etag="1"))
    (other,) = set(tmp_path.iterdir()) - {file}
    other.replace(file)
    assert cache.find(URL, 10_000) is None


@given(st.text())
def test_no_address_names_a_file(tmp_path_factory, url):
    folder = tmp_path_factory.getbasetemp() / "named"
    Cache(folder, 1_000_000).keep(Kept(url=url.encode(errors="replace").decode(), data=PAGE, etag="1"))
    assert all(len(file.stem) == 64 and file.suffix == ".page" for file in folder.iterdir())


def test_it_stays_within_its_bound_and_lets_the_oldest_go(tmp_path):
    cache = Cache(tmp_path, 10_000)
    for number in range(20):
        cache.keep(Kept(url=f"{URL}{number}", data=bytes(1000), etag="1"))
        for file in tmp_path.iterdir():
            os.utime(file, (file.stat().st_atime, file.stat().st_mtime - 10))
        cache.find(f"{URL}0", 10_000)
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) <= 10_000
    assert cache.find(f"{URL}0", 10_000)
    assert cache.find(f"{URL}19", 10_000)
    assert cache.find(f"{URL}1", 10_000) is None


def test_a_page_that_would_fill_it_is_not_kept(tmp_path):
    cache = Cache(tmp_path, 10_000)
    cache.keep(Kept(url=URL, data=bytes(9_000), etag="1"))
    assert list(tmp_path.iterdir()) == []


def test_a_page_over_the_bound_for_pages_is_asked_for_anew(world, site):
    site.routes["/a"] = with_etag
    with world.web() as web:
        web.get(URL)
    with world.web(max_bytes=5) as web, pytest.raises(TooLarge):
        web.get(URL)
    assert statuses(site) == [None, None]


def test_without_a_folder_nothing_is_kept():
    cache = Cache(None, 10_000)
    cache.keep(Kept(url=URL, data=PAGE, etag="1"))
    assert cache.find(URL, 10_000) is None


def test_what_a_crash_left_behind_goes(tmp_path):
    left, fresh = tmp_path / "rashomon-a", tmp_path / "rashomon-b"
    left.write_bytes(b"x")
    fresh.write_bytes(b"x")
    os.utime(left, (0, 0))
    Cache(tmp_path, 10_000).keep(Kept(url=URL, data=PAGE, etag="1"))
    assert not left.exists()
    assert fresh.exists()


def test_what_is_not_its_own_stays(tmp_path):
    others = [tmp_path / name for name in ("a.page", "b.part", "notes.txt")]
    for other in others:
        other.write_bytes(bytes(9_000))
        os.utime(other, (0, 0))
    cache = Cache(tmp_path, 10_000)
    for number in range(20):
        cache.keep(Kept(url=f"{URL}{number}", data=bytes(2_000), etag="1"))
    assert all(other.exists() for other in others)
    assert sum(file.stat().st_size for file in set(tmp_path.iterdir()) - set(others)) <= 10_000


def test_a_disk_that_refuses_loses_no_page(world, site):
    world.cache.write_bytes(b"a file where the folder should be")
    site.routes["/a"] = with_etag
    with world.web() as web:
        assert web.get(URL).data == PAGE


@pytest.mark.skipif(sys.platform == "win32", reason="no such modes there")
def test_it_is_the_users_alone(tmp_path):
    folder = tmp_path / "a" / "cache"
    Cache(folder, 10_000).keep(Kept(url=URL, data=PAGE, etag="1"))
    (file,) = folder.iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
