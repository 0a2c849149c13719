"""WARC files: what is in them, packed, coded, cut and hostile."""

import gzip
import io
import zlib

import pytest

from rashomon.ingest.captured import Captured
from rashomon.ingest.warc import looks_like_warc, read_warc
from rashomon.settings import Settings
from rashomon.types import Fact, Failure

HTML = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
BOUND = Settings(max_bytes=100_000)


def record(
    body: bytes = b"<p>x", http: str | None = HTML, kind: str = "response", length: int | None = None, **more: str
) -> bytes:
    block = f"{http}\r\n".encode() + body if http is not None else body
    headers = {
        "WARC-Type": kind,
        "WARC-Target-URI": "https://a.example/1",
        "WARC-Date": "2018-08-28T10:00:00Z",
        "WARC-Record-ID": "<urn:uuid:00000000-0000-0000-0000-000000000001>",
        "Content-Type": "text/html" if http is None else "application/http; msgtype=response",
        "Content-Length": str(len(block) if length is None else length),
        **{name.replace("_", "-"): value for name, value in more.items()},
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"WARC/1.0\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def read(data: bytes, settings: Settings = BOUND) -> list[Captured | Failure]:
    return list(read_warc(io.BytesIO(data), "a.warc", settings))


def bodies(data: bytes) -> list[bytes | str]:
    return [found.data if isinstance(found, Captured) else found.problem for found in read(data)]


def coded(body: bytes, coding: str, header: str = "Content-Encoding") -> bytes:
    return record(body, f"{HTML}{header}: {coding}\r\n")


def test_a_response_comes_with_what_the_archive_tells() -> None:
    assert read(record(b"<p>caf\xc3\xa9")) == [
        Captured(
            name="a.warc#1",
            data=b"<p>caf\xc3\xa9",
            url="https://a.example/1",
            media_type="text/html; charset=utf-8",
            facts=(Fact(field="captured", value="2018-08-28T10:00:00+00:00", source="archive", confidence=1.0),),
        )
    ]


@pytest.mark.parametrize(
    "pack",
    [
        lambda each: b"".join(each),
        lambda each: b"".join(map(gzip.compress, each)),
        lambda each: gzip.compress(b"".join(each)),
    ],
    ids=["plain", "gzip each", "gzip all"],
)
def test_a_file_is_read_however_it_is_packed(pack) -> None:
    assert bodies(pack([record(b"<p>%d" % n) for n in range(50)])) == [b"<p>%d" % n for n in range(50)]


def test_only_what_there_is_a_reader_for_is_taken_and_numbered() -> None:
    data = b"".join(
        [
            record(b"software: x", None, "warcinfo"),
            record(http="GET / HTTP/1.1\r\n", kind="request"),
            record(http=HTML.replace("200 OK", "404 Not Found")),
            record(http=HTML.replace("text/html", "image/png")),
            record(b"one"),
            record(kind="revisit"),
            record(b"two", None, "resource"),
            record(b"three", None, "conversion", Content_Type="text/plain"),
            record(b" <p>four", "HTTP/1.1 200 OK\r\n"),
            record(b"\x89PNG", "HTTP/1.1 200 OK\r\n"),
            record(b"%PDF-1.7", HTML.replace("text/html", "application/octet-stream")),
        ]
    )
    found = read(data)
    assert bodies(data) == [b"one", b"two", b"three", b" <p>four", b"%PDF-1.7"]
    assert [item.name for item in found if isinstance(item, Captured)] == [f"a.warc#{n}" for n in range(1, 6)]


def test_where_nothing_is_taken_one_line_says_what_there_is() -> None:
    data = (
        record(kind="request") * 3 + record(http=HTML.replace("200", "404")) + record(http=HTML.replace("html", "css"))
    )
    assert bodies(data) == [
        "contains nothing that can be read: there are only request (3), status 404 (1), text/css (1)"
    ]


@pytest.mark.parametrize(
    "data",
    [
        coded(gzip.compress(b"<p>hello"), "gzip"),
        coded(gzip.compress(b"<p>") + gzip.compress(b"hello") + b"\0\0", "x-gzip"),
        coded(zlib.compress(b"<p>hello"), "deflate"),
        coded(zlib.compress(b"<p>hello")[2:-4], "deflate"),
        coded(b"\x8b\x03\x80<p>hello\x03", "br"),
        coded(b"<p>hello", "gzip"),
        coded(b"<p>hello", "identity"),
        coded(b"3\r\n<p>\r\n5;x=y\r\nhello\r\n0\r\nTrailer: x\r\n\r\n", "chunked", "Transfer-Encoding"),
        coded(b"<p>hello", "chunked", "Transfer-Encoding"),
        record(
            b"%x\r\n%s\r\n0\r\n\r\n" % (len(zlib.compress(b"<p>hello")), zlib.compress(b"<p>hello")),
            f"{HTML}Content-Encoding: deflate\r\nTransfer-Encoding: chunked\r\n",
        ),
        coded(zlib.compress(gzip.compress(b"<p>hello")), "gzip, deflate"),
    ],
    ids=["gzip", "members", "zlib", "deflate", "br", "not gzip", "identity", "chunks", "no chunks", "both", "two"],
)
def test_codings_are_undone(data: bytes) -> None:
    assert bodies(data + record(b"next")) == [b"<p>hello", b"next"]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (coded(gzip.compress(b"\0" * 50_000_000), "gzip"), "is larger than the limit of 100,000 bytes"),
        (coded(zlib.compress(b"\0" * 50_000_000), "deflate"), "is larger than the limit"),
        (record(b"x" * 100_001), "is larger than the limit"),
        (coded(gzip.compress(b"hello")[:-9], "gzip"), "is broken: its gzip coding breaks off"),
        (coded(b"\x1f\x8bgarbage", "gzip"), "is broken: its gzip coding cannot be decoded"),
        (coded(b"garbage", "br"), "is broken: its br coding cannot be decoded"),
        (coded(b"50\r\nhello", "chunked", "Transfer-Encoding"), "is broken: its chunked coding breaks off"),
        (coded(b"x", "compress"), "has the unknown coding 'compress'"),
        (coded(b"x", "gzip," * 100), "is compressed 101 times over"),
    ],
    ids=["gzip bomb", "deflate bomb", "long", "cut gzip", "no gzip", "no br", "cut chunks", "unknown", "many"],
)
def test_a_record_that_cannot_be_used_costs_itself_alone(data: bytes, problem: str) -> None:
    failure, following = read(data + record(b"next"))
    assert isinstance(failure, Failure)
    assert (failure.source, "\n" in failure.problem) == ("a.warc#1", False)
    assert problem in failure.problem
    assert isinstance(following, Captured)
    assert (following.name, following.data) == ("a.warc#2", b"next")


def test_what_the_archive_cut_itself_is_kept() -> None:
    head = f"{HTML}Content-Encoding: gzip\r\n"
    assert bodies(record(gzip.compress(b"hello")[:-9], head, WARC_Truncated="length")) == [b"hello"]


def test_a_file_cut_anywhere_gives_its_whole_records_and_a_line() -> None:
    line = "breaks off in the middle of a record; 1 of its records are read"
    begun = "breaks off where a record begins; 1 of its records are read"
    ends = [bodies(record(b"one") + record()[:cut]) for cut in range(1, len(record()) - 4)]
    assert [cut for cut, found in enumerate(ends, 1) if found not in ([b"one", line], [b"one", begun])] == []
    assert all(found == [b"one", line] for found in ends[30:])


def test_a_packed_file_cut_in_half_gives_its_whole_records_and_a_line() -> None:
    last = gzip.compress(record(bytes(range(256)) * 40))
    data = gzip.compress(record(b"one")) * 2 + last[: len(last) // 2]
    assert bodies(data) == [b"one"] * 2 + ["breaks off in the middle of a record; 2 of its records are read"]


def test_a_broken_member_ends_the_reading_with_a_line() -> None:
    *before, last = bodies(gzip.compress(record(b"one")) + b"\x1f\x8b\x08garbage" + gzip.compress(record()))
    assert before == [b"one"]
    assert isinstance(last, str)
    assert last.startswith("is a broken WARC file: ")
    assert last.endswith("; 1 of its records are read")


@pytest.mark.parametrize("length", [3, -5])
def test_a_wrong_length_costs_its_own_record(length: int) -> None:
    assert bodies(record(b"bad", length=length) + record(b"one") + record(b"two"))[-2:] == [b"one", b"two"]


def test_a_length_beyond_the_file_is_said() -> None:
    assert bodies(record(b"one") + record(length=10**12)) == [
        b"one",
        "breaks off in the middle of a record; 1 of its records are read",
    ]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"filedesc://a.arc 0.0.0.0 20180828 text/plain 76\n1 0 x\n", "is an ARC file, the format before WARC"),
        (gzip.compress(b"filedesc://a.arc 0.0.0.0"), "is an ARC file, the format before WARC"),
        (b"", "there is no record in it"),
        (b"hello world " * 1000, "there is no record in it"),
        (record(X="a" * 100_000), "is a broken WARC file"),
    ],
    ids=["arc", "arc.gz", "empty", "text", "header"],
)
def test_what_is_no_warc_is_one_clear_line(data: bytes, problem: str) -> None:
    (failure,) = read(data)
    assert isinstance(failure, Failure)
    assert problem in failure.problem
    assert "\n" not in failure.problem


class Hose(io.RawIOBase):
    """A stream that cannot be sought in, gives little at a time, and then fails."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def read(self, size: int = -1) -> bytes:
        if not self.data:
            raise OSError(5, "Input/output error")
        found, self.data = self.data[:100], self.data[100:]
        return found

    def tell(self) -> int:
        raise io.UnsupportedOperation("no")


def test_a_stream_that_fails_is_a_line_too() -> None:
    *before, last = read_warc(Hose(record(b"one") * 3), "a.warc", BOUND)  # type: ignore[arg-type]
    assert [found.data for found in before if isinstance(found, Captured)] == [b"one"] * 3
    assert isinstance(last, Failure)
    assert "Input/output error" in last.problem


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (record(), True),
        (gzip.compress(record()), True),
        (gzip.compress(record())[:-20], True),
        (b"filedesc://", True),
        (gzip.compress(b"<html>"), False),
        (b"\x1f\x8bgarbage", False),
        (b"\x28\xb5\x2f\xfdgarbage", False),
        (b"\x04\x22\x4d\x18garbage", False),
        (b"WARCraft", False),
        (b"", False),
    ],
)
def test_a_warc_is_told_by_its_first_bytes(first: bytes, expected: bool) -> None:
    assert looks_like_warc(first) is expected


@pytest.mark.slow
def test_what_is_unpacked_to_be_passed_over_is_not_held(tmp_path) -> None:
    import resource

    path = tmp_path / "bomb.warc.gz"
    packer = zlib.compressobj(wbits=31)
    head, tail = record(length=400_000_000)[:-10], b"\r\n\r\n"
    with path.open("wb") as file:
        file.write(packer.compress(head))
        for _ in range(400):
            file.write(packer.compress(bytes(1_000_000)))
        file.write(packer.compress(tail) + packer.flush() + gzip.compress(record(b"next")))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with path.open("rb") as file:
        failure, *_ = read_warc(file, "a", BOUND)
    assert isinstance(failure, Failure)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # KB


def test_a_media_type_that_is_none_is_named_in_one_line() -> None:
    odd = "HTTP/1.1 200 OK\r\nContent-Type: text/html\rt\x0b\x00\x1b[2J\r\n"
    assert bodies(record(b"x", odd)) == [
        "contains nothing that can be read: there are only text/html\ufffdt\ufffd\ufffd\ufffd[2j (1)"
    ]
