"""A world in one process: made-up names and addresses, a server behind them, and a clock that only sleeping moves."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpcore
import pytest

from rashomon.ingest.web import Web
from rashomon.ingest.web.network import Outside
from rashomon.settings import Settings

CERTIFICATE = Path(__file__).parent / "news.example.pem"
PUBLIC = "93.184.215.14"
OTHER = "151.101.1.67"
PRIVATE = "10.0.0.7"

Route = Callable[["Handler"], None] | tuple[int, dict[str, str], bytes]


class Handler(BaseHTTPRequestHandler):
    """Answers from the routes of its site, by host and path or by path alone."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        site: Site = self.server.site
        host = self.headers.get("Host", "")
        site.asked.append((host, self.path, dict(self.headers.items())))
        route = site.routes.get(host + self.path) or site.routes.get(self.path) or (404, {}, b"")
        if callable(route):
            route(self)
        else:
            self.answer(*route)

    def answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers and status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def raw(self, data: bytes) -> None:
        """Write bytes and hang up."""
        self.wfile.write(data)
        self.wfile.flush()
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    site: Site

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is what many tests are about."""


class Site:
    """One server; ``asked`` holds host, path and headers of every request."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.routes: dict[str, Route] = {}
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.site = self
        if context:
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()

    @property
    def paths(self) -> list[str]:
        return [path for _, path, _ in self.asked if path != "/robots.txt"]

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


class World:
    """What `Web` meets outside. ``dialled`` holds every address and port that was connected to."""

    def __init__(self, cache: Path) -> None:
        self.names: dict[str, list[str] | list[list[str]]] = {}
        """Host to its answers; a list of lists answers each time with the next."""
        self.dialled: list[tuple[str, int]] = []
        self.looked_up: list[str] = []
        self.slept: list[float] = []
        self.time = 1000.0
        self.port: int | None = None
        self.trust: ssl.SSLContext | None = None
        self.cache = cache

    def look_up(self, host: str, port: int) -> list[str]:
        self.looked_up.append(host)
        answers = self.names.get(host)
        if answers is None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        if isinstance(answers[0], list):
            return answers.pop(0) if len(answers) > 1 else answers[0]
        return answers

    def dial(self, address: str, port: int, timeout_s: float) -> httpcore.NetworkStream:
        self.dialled.append((address, port))
        if self.port is None:
            raise httpcore.ConnectError("[Errno 111] Connection refused")
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", self.port, timeout=timeout_s)

    def sleep(self, seconds: float) -> bool:
        self.slept.append(seconds)
        self.time += seconds
        return False

    def web(self, *, clock: Callable[[], float] | None = None, **settings: object) -> Web:
        outside = Outside(
            look_up=self.look_up,
            dial=self.dial,
            trust=lambda: self.trust or ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
            clock=clock or (lambda: self.time),
            now=lambda: 1_000_000.0,
            sleep=self.sleep,
        )
        return Web(Settings(**{"cache": self.cache, **settings}), outside)


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture
def world(tmp_path: Path, site: Site) -> World:
    world = World(tmp_path / "cache")
    world.port = site.port
    world.names = {"news.example": [PUBLIC], "other.example": [OTHER], "inside.example": [PRIVATE]}
    return world
