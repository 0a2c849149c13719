"""One address at a time, against a server in the test."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib

import pytest

from rashomon.errors import (
    BadStatus,
    BrokenAnswer,
    DisallowedByRobots,
    FetchTimeout,
    ForbiddenAddress,
    HostUnreachable,
    TooLarge,
    TooManyRedirects,
    UsageError,
)
from rashomon.ingest.web import Web
from rashomon.ingest.web import connections as wire
from rashomon.ingest.web.network import look_up
from rashomon.ingest.web.request_state import Errand
from rashomon.ingest.web.urls import redirected, to_target
from rashomon.settings import Settings

PAGE = b"<html><p>The dam broke.</p></html>"
URL = "http://news.example/a"


def redirect(to: str, status: int = 302):
    return (status, {"Location": to}, b"")


def test_a_page_comes_with_its_address_and_media_type(world, site):
    site.routes["/a"] = (200, {"Content-Type": "text/html; charset=utf-8"}, PAGE)
    with world.web() as web:
        captured = web.get(URL)
    assert (captured.name, captured.url) == (URL, URL)
    assert captured.data == PAGE
    assert captured.media_type == "text/html; charset=utf-8"
    assert world.dialled == [("93.184.215.14", 80)]


def test_the_user_agent_is_honest_and_nothing_else_tells_on_the_user(world, site):
    site.routes["/a"] = (200, {}, PAGE)
    with world.web(contact="https://my.example/") as web:
        web.get(URL)
    headers = site.asked[-1][2]
    assert headers["User-Agent"].startswith("Rashomon/")
    assert headers["User-Agent"].endswith("(+https://my.example/)")
    assert set(headers) == {"Host", "User-Agent", "Accept", "Accept-Encoding"}


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(world, site, status):
    site.routes["news.example/a"] = redirect("http://other.example/b?c#d", status)
    site.routes["other.example/b?c"] = (200, {}, PAGE)
    with world.web() as web:
        captured = web.get(URL)
    assert (captured.name, captured.url) == (URL, "http://other.example/b?c")
    assert world.dialled == [("93.184.215.14", 80), ("151.101.1.67", 80)]


def test_a_circle_of_redirects_ends(world, site):
    site.routes["/a"] = redirect("/b")
    site.routes["/b"] = redirect("/a")
    with (
        world.web() as web,
        pytest.raises(TooManyRedirects, match=r"^http://news.example/a: redirects to .* redirect loop"),
    ):
        web.get(URL)
    assert site.paths == ["/a", "/b"]


def test_a_long_way_of_redirects_ends(world, site):
    for hop in range(20):
        site.routes[f"/{hop}"] = redirect(f"/{hop + 1}")
    with world.web() as web, pytest.raises(TooManyRedirects, match="that is redirect 11"):
        web.get("http://news.example/0")
    assert len(site.paths) == 11


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (403, "answered 403 Forbidden: open it in a browser and save the page"),
        (404, "answered 404 Not Found: check the address"),
        (500, "answered 500 Internal Server Error: try later"),
        (204, "answered 204 No Content: try later"),
        (302, "answered 302 Found: try later"),
    ],
)
def test_a_status_without_a_page_is_told(world, site, status, message):
    site.routes["/a"] = (status, {}, b"")
    with world.web() as web, pytest.raises(BadStatus) as caught:
        web.get(URL)
    assert str(caught.value) == f"{URL}: {message}"


def test_a_body_over_the_bound_is_refused_by_its_declared_size(world, site):
    site.routes["/a"] = (200, {"Content-Length": "1000000000000"}, b"x")
    with world.web() as web, pytest.raises(TooLarge, match="larger than the limit of 20,000,000 bytes"):
        web.get(URL)


def test_a_body_without_end_is_refused_at_the_bound(world, site):
    def endless(handler):
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(bytes(65_536))

    site.routes["/a"] = endless
    with world.web(max_bytes=300_000) as web, pytest.raises(TooLarge):
        web.get(URL)


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "deflate"])
def test_a_bomb_is_refused_at_the_bound(world, site, coding):
    packed = (zlib if coding == "deflate" else gzip).compress(bytes(50_000_000))
    site.routes["/a"] = (200, {"Content-Encoding": coding}, packed)
    with world.web(max_bytes=1_000_000) as web, pytest.raises(TooLarge):
        web.get(URL)


def test_an_unknown_coding_is_told(world, site):
    site.routes["/a"] = (200, {"Content-Encoding": "br"}, b"\x00")
    with world.web() as web, pytest.raises(BrokenAnswer, match=r"an unknown coding, br\b"):
        web.get(URL)


def test_a_gzipped_page_is_read(world, site):
    site.routes["/a"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(PAGE))
    with world.web() as web:
        assert web.get(URL).data == PAGE


def test_a_coding_that_breaks_off_is_told(world, site):
    site.routes["/a"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(PAGE)[:-9])
    with world.web() as web, pytest.raises(BrokenAnswer, match="its coding breaks off"):
        web.get(URL)


def test_a_body_shorter_than_declared_is_told(world, site):
    site.routes["/a"] = lambda handler: handler.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort")
    with world.web() as web, pytest.raises(BrokenAnswer, match="the answer is broken"):
        web.get(URL)


def test_a_body_longer_than_declared_ends_where_it_was_declared_to(world, site):
    site.routes["/a"] = lambda handler: handler.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nshort and more")
    with world.web() as web:
        assert web.get(URL).data == b"short"


def test_a_connection_cut_in_the_middle_of_chunks_is_told(world, site):
    site.routes["/a"] = lambda h: h.raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n")
    with world.web() as web, pytest.raises(BrokenAnswer):
        web.get(URL)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 300_000,
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 100_000,
        b"HTTP/1.1 999999 OK\r\n\r\n",
        b"\x16\x03\x01\x00\x00" * 100,
    ],
    ids=["nothing", "ssh", "long-header", "many-headers", "status", "tls"],
)
def test_what_is_no_http_is_told(world, site, answer):
    site.routes["/a"] = lambda handler: handler.raw(answer)
    with world.web() as web, pytest.raises(BrokenAnswer):
        web.get(URL)


def drip(handler):
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"x")
        time.sleep(0.02)


def drip_header(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
    while True:
        handler.wfile.write(b"x")
        time.sleep(0.02)


def endless_hints(handler):
    while True:
        handler.wfile.write(b"HTTP/1.1 103 Early Hints\r\n\r\n")


@pytest.mark.parametrize("slow", [drip, drip_header, endless_hints])
def test_a_host_that_never_ends_its_answer_is_given_up(world, site, slow):
    site.routes["/a"] = slow
    with world.web(clock=time.monotonic, fetch_seconds=0.4) as web, pytest.raises(FetchTimeout) as caught:
        web.get(URL)
    assert str(caught.value) == f"{URL}: did not arrive within 0.4 seconds: try later, or raise RASHOMON_FETCH_SECONDS"


def test_a_name_that_is_nobodys_is_told(world):
    with world.web() as web, pytest.raises(HostUnreachable) as caught:
        web.get("http://nobody.example/")
    assert str(caught.value) == "http://nobody.example/: there is no host nobody.example: check the address"


def test_a_name_service_that_is_away_is_told(world):
    def away(host, port):
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    world.look_up = away
    with world.web() as web, pytest.raises(HostUnreachable, match="could not be resolved: check your connection"):
        web.get(URL)


def test_a_name_service_that_is_silent_is_given_up(world, monkeypatch):
    monkeypatch.setattr(wire, "CONNECT_S", 0.1)
    leave = threading.Event()
    world.look_up = lambda host, port: [str(leave.wait(20))]
    with world.web(clock=time.monotonic) as web, pytest.raises(HostUnreachable, match="could not be resolved in time"):
        web.get(URL)
    leave.set()


def test_a_label_that_no_name_service_takes_is_told(world):
    world.look_up = look_up
    with world.web() as web, pytest.raises(HostUnreachable, match="there is no host"):
        web.get("http://" + "a" * 64 + ".example/")


@pytest.mark.parametrize("contact", ["a\nb", "mürrisch@x.example", "a b", "x)", "x" * 300])
def test_a_contact_that_is_no_header_is_an_error(world, contact):
    with pytest.raises(UsageError, match="contact must be one line"):
        world.web(contact=contact)


def test_certificates_that_cannot_be_read_are_an_error(monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere.pem")
    with pytest.raises(UsageError, match=r"cannot be read .*: check SSL_CERT_FILE"):
        Web(Settings())


def test_a_host_that_refuses_to_connect_is_told(world):
    world.port = None
    with world.web() as web, pytest.raises(HostUnreachable, match=r"no connection .*refused"):
        web.get(URL)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://news.example/a",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "news.example/a",
        "//news.example/a",
        "http:///a",
        "http://",
        "",
        "http://user:secret@news.example/",
        "http://news.example\\@inside.example/",
        "http:\\\\news.example/",
        "http://news.example:0/",
        "http://news.example:99999/",
        "http://news.example:x/",
        "http://%6eews.example/",
        "http://[fe80::1%25eth0]/",
        "http://[::1/",
        "http://news.example/\x00",
        "http://news .example/",
        "http://" + "a" * 9000,
    ],
)
def test_what_is_no_address_to_fetch_reaches_nothing(world, url):
    with world.web() as web, pytest.raises(ForbiddenAddress) as caught:
        web.get(url)
    assert world.dialled == []
    assert world.looked_up == []
    assert "secret" not in str(caught.value)
    assert len(str(caught.value)) < 600
    assert "\n" not in str(caught.value)


def test_other_ports_are_for_ones_own_hosts(world, site):
    site.routes["/"] = (200, {}, PAGE)
    with world.web() as web, pytest.raises(ForbiddenAddress, match="port 25 is not fetched, only 80, 443, 8080, 8443"):
        web.get("http://news.example:25/")
    assert world.dialled == []
    with world.web(allow_hosts=("news.example",)) as web:
        assert web.get("http://news.example:25/").data == PAGE


def test_a_redirect_from_https_to_http_is_not_followed(world, site):
    errand = Errand("https://news.example/", 60, time.monotonic)
    with pytest.raises(ForbiddenAddress, match="without encryption"):
        redirected(to_target(errand.source, errand), "http://news.example/", errand)


def test_cookies_are_not_kept(world, site):
    site.routes["/a"] = (302, {"Location": "/b", "Set-Cookie": "a=b"}, b"")
    site.routes["/b"] = (200, {}, PAGE)
    with world.web() as web:
        web.get(URL)
    assert all("Cookie" not in headers for _, _, headers in site.asked)


def test_robots_are_obeyed(world, site):
    site.routes["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /a\n\nUser-agent: Other\nDisallow: /")
    site.routes["/b"] = (200, {}, PAGE)
    with world.web() as web:
        with pytest.raises(DisallowedByRobots, match=r"robots\.txt asks not to fetch it: open"):
            web.get(URL)
        assert web.get("http://news.example/b").data == PAGE
    assert [path for _, path, _ in site.asked] == ["/robots.txt", "/b"]
