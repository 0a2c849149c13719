"""Whatever a server sends, in HTTP/1.1 or HTTP/2: a page or one line, never an error of ours."""

from __future__ import annotations

import zlib
from types import SimpleNamespace

import hyperframe.frame as frames
from hpack import Encoder
from hypothesis import example, given
from hypothesis import strategies as st

from rashomon.errors import InputError
from rashomon.ingest.captured import Captured
from rashomon.ingest.web import Web
from rashomon.ingest.web.network import Outside
from rashomon.settings import Settings

ROBOTS = b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n"


class Script:
    """A connection that gives what it was given, whatever it is asked."""

    def __init__(self, chunks: list[bytes], protocol: str) -> None:
        self.chunks = chunks
        self.protocol = protocol

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if not self.chunks:
            return b""
        chunk = self.chunks.pop(0)
        if len(chunk) > max_bytes:
            self.chunks.insert(0, chunk[max_bytes:])
        return chunk[:max_bytes]

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        pass

    def start_tls(self, *_: object, **__: object) -> Script:
        return self

    def close(self) -> None:
        self.chunks = []

    def get_extra_info(self, info: str) -> object:
        found = {
            "ssl_object": SimpleNamespace(selected_alpn_protocol=lambda: self.protocol),
            "socket": SimpleNamespace(shutdown=lambda _: None),
        }
        return found.get(info)


def fetched(scheme: str, connections: list[list[bytes]]) -> Captured | InputError:
    """What becomes of an address whose server plays these connections, one after the other."""
    left = [list(chunks) for chunks in connections]
    outside = Outside(
        look_up=lambda host, port: ["93.184.215.14"],
        dial=lambda *_: Script(left.pop(0) if left else [], "h2" if scheme == "https" else "http/1.1"),
        trust=lambda: SimpleNamespace(set_alpn_protocols=lambda _: None),
        sleep=lambda _: False,
        clock=lambda: 0.0,
    )
    with Web(Settings(cache_bytes=0, max_bytes=100_000), outside) as web:
        try:
            return web.get(f"{scheme}://news.example/a")
        except InputError as error:
            failure = error
    assert len(str(failure).splitlines()) == 1
    assert len(str(failure)) < 1000
    return failure


LINES = st.sampled_from(
    [
        b"HTTP/1.1 200 OK",
        b"HTTP/1.0 200",
        b"HTTP/1.1 302 Found",
        b"HTTP/1.1 304 Not Modified",
        b"HTTP/1.1 101 Switching",
        b"HTTP/1.1 103 Early",
        b"HTTP/1.1 429 Slow",
        b"HTTP/9.9 200 OK",
        b"Location: /b",
        b"Location: http://169.254.169.254/",
        b"Location: \xff\xfe",
        b"Content-Length: 5",
        b"Content-Length: -5",
        b"Content-Length: 99999999999999999999999",
        b"Content-Length: 5, 5",
        b"Transfer-Encoding: chunked",
        b"Transfer-Encoding: gzip, chunked",
        b"Content-Encoding: gzip",
        b"Content-Encoding: deflate",
        b"Content-Encoding: \x80",
        b"Content-Type: text/html",
        b"Retry-After: 1",
        b"Retry-After: Fri, 31 Dec 99999 23:59:59 GMT",
        b"ETag: \x01",
        b"Set-Cookie: a=b",
        b"Connection: upgrade",
        b" folded",
        b"",
        b"5",
        b"short",
        b"0",
        b"ffffffffffffffff",
        b"-1",
        zlib.compress(b"x" * 1000),
    ]
)
ANSWER_1 = st.lists(st.one_of(LINES, st.binary(max_size=30)), max_size=12).map(
    lambda lines: b"\r\n".join([b"HTTP/1.1 200 OK", *lines])
)


@given(st.lists(st.lists(st.one_of(ANSWER_1, st.binary(max_size=200)), max_size=4), max_size=4))
def test_any_bytes_for_http_1_end_in_a_page_or_a_line(answers):
    fetched("http", [[ROBOTS, *answers[0]] if answers else [], *answers[1:]])


NAMES = st.sampled_from([":status", ":path", "location", "content-length", "content-encoding", "retry-after", "x"])
VALUES = st.one_of(
    st.sampled_from(["200", "302", "404", "abc", "", "/b", "gzip", "5", "-1", "1", "a\r\nb: c", "٣"]),
    st.text(max_size=20),
)
FLAGS = st.sets(st.sampled_from(["END_STREAM", "END_HEADERS", "PADDED", "PRIORITY", "ACK"]))


def frame(kind: type[frames.Frame], stream: int, flags: set[str], **fields: object) -> bytes:
    made = kind(stream, **fields)
    for flag in flags & {defined.name for defined in made.defined_flags}:
        made.flags.add(flag)
    return made.serialize()


def headers(pairs: list[tuple[str, str]]) -> bytes:
    return Encoder().encode([(":status", "200"), *pairs])


STREAMS = st.sampled_from([1, 1, 3, 5])
FRAMES = st.one_of(
    st.builds(
        lambda stream, flags, pairs: frame(frames.HeadersFrame, stream, flags, data=headers(pairs)),
        STREAMS,
        FLAGS,
        st.lists(st.tuples(NAMES, VALUES), max_size=4),
    ),
    st.builds(lambda s, f, d: frame(frames.DataFrame, s, f, data=d), STREAMS, FLAGS, st.binary(max_size=50)),
    st.builds(lambda s, f, d: frame(frames.ContinuationFrame, s, f, data=d), STREAMS, FLAGS, st.binary(max_size=20)),
    st.builds(lambda s, c: frame(frames.RstStreamFrame, s, set(), error_code=c), STREAMS, st.integers(0, 20)),
    st.builds(
        lambda f, k, v: frame(frames.SettingsFrame, 0, f, **({} if "ACK" in f else {"settings": {k: v}})),
        FLAGS,
        st.integers(0, 9),
        st.sampled_from([0, 1, 2, 100, 65_536, 2**31 - 1, 2**32 - 1]),
    ),
    st.builds(lambda n: frame(frames.GoAwayFrame, 0, set(), last_stream_id=n), st.integers(0, 5)),
    st.builds(
        lambda s, n: frame(frames.WindowUpdateFrame, s, set(), window_increment=n),
        st.sampled_from([0, 1, 3]),
        st.sampled_from([1, 2**31 - 1]),
    ),
    st.builds(lambda f: frame(frames.PingFrame, 0, f, opaque_data=b"12345678"), FLAGS),
    st.builds(
        lambda s, d: frame(frames.PushPromiseFrame, s, {"END_HEADERS"}, promised_stream_id=2, data=d),
        STREAMS,
        st.just(headers([])),
    ),
    st.binary(max_size=40),
)
SETTINGS = frames.SettingsFrame(0).serialize()
MISSING = frame(frames.HeadersFrame, 1, {"END_HEADERS", "END_STREAM"}, data=Encoder().encode([(":status", "404")]))


@given(st.lists(st.lists(FRAMES, max_size=10), max_size=4))
@example([[frame(frames.HeadersFrame, 3, {"END_HEADERS", "END_STREAM"}, data=headers([]))]])
def test_any_frames_for_http_2_end_in_a_page_or_a_line(answers):
    fetched("https", [[SETTINGS, MISSING, *answers[0]] if answers else [], *([SETTINGS, *one] for one in answers[1:])])


def test_the_servers_of_these_tests_can_serve_a_page():
    page = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\npage"
    assert fetched("http", [[ROBOTS, page]]).data == b"page"
    answer = [
        frame(frames.HeadersFrame, 3, {"END_HEADERS"}, data=headers([])),
        frame(frames.DataFrame, 3, {"END_STREAM"}, data=b"page"),
    ]
    assert fetched("https", [[SETTINGS, MISSING, *answer]]).data == b"page"
