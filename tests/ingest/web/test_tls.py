"""TLS and HTTP/2, on connections to addresses that were checked."""

from __future__ import annotations

import socket
import ssl
import threading
import time

import h2.config
import h2.connection
import h2.events
import h2.settings
import pytest
from h2.errors import ErrorCodes

from rashomon.errors import BrokenAnswer, DisallowedByRobots, FetchTimeout, ForbiddenAddress, TlsFailed, TooLarge
from rashomon.ingest.web import connections as wire
from tests.ingest.web.conftest import CERTIFICATE, Site

PAGE = b"<p>Page</p>"


def server_context(*protocols: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    context.set_alpn_protocols(list(protocols))
    return context


@pytest.fixture
def trusting(world):
    world.trust = ssl.create_default_context(cafile=CERTIFICATE)
    return world


@pytest.fixture
def secure(trusting):
    names = []
    context = server_context("http/1.1")
    context.sni_callback = lambda _socket, name, _context: names.append(name)
    site = Site(context)
    site.names = names
    trusting.port = site.port
    yield site
    site.close()


def test_the_certificate_is_the_hosts_though_a_number_is_called(trusting, secure):
    secure.routes["/a"] = (200, {}, PAGE)
    with trusting.web() as web:
        assert web.get("https://news.example/a").data == PAGE
    assert secure.names == ["news.example"]
    assert {host for host, _, _ in secure.asked} == {"news.example"}
    assert trusting.dialled == [("93.184.215.14", 443)]


def test_a_certificate_of_another_host_is_refused(trusting, secure):
    with trusting.web() as web, pytest.raises(TlsFailed, match=r"Hostname mismatch.*open it in a browser") as caught:
        web.get("https://other.example/a")
    assert str(caught.value).startswith("https://other.example/a: no secure connection (")
    assert secure.asked == []


def test_a_certificate_that_nobody_trusts_is_refused(world, secure):
    world.trust = ssl.create_default_context()
    with world.web() as web, pytest.raises(TlsFailed, match="self-signed certificate"):
        web.get("https://news.example/a")


def test_what_speaks_no_tls_is_told(trusting, site):
    trusting.port = site.port
    with trusting.web() as web, pytest.raises(TlsFailed):
        web.get("https://news.example/a")


def test_a_host_that_is_silent_in_place_of_tls_is_given_up(trusting):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        trusting.port = silent.getsockname()[1]
        with trusting.web(clock=time.monotonic) as web, pytest.MonkeyPatch.context() as patch:
            patch.setattr(wire, "CONNECT_S", 0.1)
            with pytest.raises(DisallowedByRobots, match=r"no secure connection after 0\.1 seconds"):
                web.get("https://news.example/a")


def test_a_redirect_to_http_is_not_followed(trusting, secure):
    secure.routes["/a"] = (302, {"Location": "http://news.example/a"}, b"")
    with trusting.web() as web, pytest.raises(ForbiddenAddress, match="without encryption"):
        web.get("https://news.example/a")


class H2Site:
    """An HTTP/2 server: ``answer`` gets the connection, the socket, the stream and the path."""

    def __init__(self, answer) -> None:
        self.answer = answer
        self.paths = []
        self.connections = 0
        self.context = server_context("h2")
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def serve(self) -> None:
        while True:
            try:
                plain, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.speak, args=(plain,), daemon=True).start()

    def speak(self, plain: socket.socket) -> None:
        try:
            with self.context.wrap_socket(plain, server_side=True) as stream:
                self.connections += 1
                config = h2.config.H2Configuration(client_side=False, validate_outbound_headers=False)
                connection = h2.connection.H2Connection(config)
                connection.initiate_connection()
                stream.sendall(connection.data_to_send())
                while data := stream.recv(65_536):
                    for event in connection.receive_data(data):
                        if isinstance(event, h2.events.RequestReceived):
                            path = dict(event.headers)[b":path"].decode()
                            self.paths.append(path)
                            self.answer(connection, stream, event.stream_id, path)
                    stream.sendall(connection.data_to_send())
        except (OSError, h2.connection.ProtocolError):
            return

    def close(self) -> None:
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join(5)


@pytest.fixture
def h2_site(trusting):
    sites = []

    def make(answer):
        site = H2Site(lambda c, s, n, path: missing(c, n) if path == "/robots.txt" else answer(c, s, n))
        sites.append(site)
        trusting.port = site.port
        return site

    yield make
    for site in sites:
        site.close()


def missing(connection, stream_id):
    connection.send_headers(stream_id, [(":status", "404")], end_stream=True)


def page(connection, stream, stream_id):
    connection.send_headers(stream_id, [(":status", "200"), ("content-type", "text/html")])
    connection.send_data(stream_id, PAGE, end_stream=True)


def test_http_2_is_spoken_where_the_host_does_and_one_connection_serves_all(trusting, h2_site):
    site = h2_site(page)
    with trusting.web() as web:
        assert web.get("https://news.example/a").data == PAGE
        assert web.get("https://news.example/b").media_type == "text/html"
    assert site.paths == ["/robots.txt", "/a", "/b"]
    assert site.connections == 1


def test_a_connection_that_the_host_has_left_is_made_anew(trusting, h2_site):
    def page_and_leave(connection, stream, stream_id):
        page(connection, stream, stream_id)
        stream.sendall(connection.data_to_send())
        stream.unwrap()

    site = h2_site(page_and_leave)
    with trusting.web() as web:
        assert web.get("https://news.example/a").data == PAGE
        assert web.get("https://news.example/b").data == PAGE
    assert site.connections == 2


def wrong_length(connection, stream, stream_id):
    connection.send_headers(stream_id, [(":status", "200"), ("content-length", "3")])
    connection.send_data(stream_id, PAGE, end_stream=True)


def wrong_status(connection, stream, stream_id):
    connection.send_headers(stream_id, [(":status", "abc")], end_stream=True)


def reset(connection, stream, stream_id):
    connection.reset_stream(stream_id, ErrorCodes.REFUSED_STREAM)


def long_header(connection, stream, stream_id):
    connection.send_headers(stream_id, [(":status", "200"), ("x", "y" * 70_000)])


def many_headers(connection, stream, stream_id):
    # Said once, then by its index: a few bytes each.
    connection.send_headers(stream_id, [(":status", "200"), *[("x", "y" * 3000)] * 5000])


def garbage(connection, stream, stream_id):
    stream.sendall(b"HTTP/1.1 200 OK\r\n\r\n" * 100)


def cut(connection, stream, stream_id):
    connection.send_headers(stream_id, [(":status", "200")])
    connection.send_data(stream_id, PAGE)
    stream.sendall(connection.data_to_send())
    stream.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize(
    "answer", [wrong_length, wrong_status, reset, long_header, many_headers, cut], ids=lambda f: f.__name__
)
def test_a_broken_answer_in_http_2_is_told_and_the_next_is_not_the_worse(trusting, h2_site, answer):
    bad = True

    def first_broken(connection, stream, stream_id):
        (answer if bad else page)(connection, stream, stream_id)

    h2_site(first_broken)
    with trusting.web() as web:
        with pytest.raises(BrokenAnswer):
            web.get("https://news.example/a")
        bad = False
        assert web.get("https://news.example/b").data == PAGE


def test_a_body_over_the_bound_in_http_2_leaves_no_connection_full_of_it(trusting, h2_site):
    def long(connection, stream, stream_id):
        connection.send_headers(stream_id, [(":status", "200")])
        for _ in range(4):
            connection.send_data(stream_id, bytes(16_000))

    answers = [long, page]
    site = h2_site(lambda *args: answers.pop(0)(*args))
    with trusting.web(max_bytes=20_000) as web:
        with pytest.raises(TooLarge):
            web.get("https://news.example/a")
        assert web.get("https://news.example/b").data == PAGE
    assert site.connections == 2


def pings(connection, stream, stream_id):
    while True:
        connection.ping(b"12345678")
        stream.sendall(connection.data_to_send())


def settings(connection, stream, stream_id):
    while True:
        connection.update_settings({h2.settings.SettingCodes.MAX_CONCURRENT_STREAMS: 1})
        stream.sendall(connection.data_to_send())


def go_away_each_time(connection, stream, stream_id):
    connection.close_connection(last_stream_id=0)


def test_a_host_that_says_to_come_back_each_time_is_not_called_without_end(trusting, h2_site):
    site = h2_site(go_away_each_time)
    with trusting.web() as web, pytest.raises(BrokenAnswer):
        web.get("https://news.example/a")
    assert site.connections <= 4


def empty_frames(connection, stream, stream_id):
    connection.send_headers(stream_id, [(":status", "200")])
    while True:
        connection.send_data(stream_id, b"")
        stream.sendall(connection.data_to_send())


@pytest.mark.parametrize("flood", [garbage, pings, settings, empty_frames], ids=lambda f: f.__name__)
def test_frames_without_end_and_without_a_page_are_given_up(trusting, h2_site, flood):
    h2_site(flood)
    with trusting.web(clock=time.monotonic, fetch_seconds=0.7) as web, pytest.raises((FetchTimeout, BrokenAnswer)):
        web.get("https://news.example/a")
