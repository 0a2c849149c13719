"""Many addresses at once."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import MissingInput
from rashomon.ingest.captured import Captured
from rashomon.ingest.web import fetch_many as module
from rashomon.ingest.web.fetch_many import several
from rashomon.types import Failure

PAGE = b"<p>Page</p>"


def captured(url: str) -> Captured:
    return Captured(name=url, data=url.encode(), url=url)


def test_results_come_in_the_order_asked_for_and_failures_among_them(world, site):
    site.routes["/a"] = (200, {}, PAGE)
    urls = ["http://news.example/a", "http://nobody.example/", "http://other.example/a", "http://news.example/b"]
    with world.web() as web:
        got = list(web.get_all(urls))
    assert [type(one) for one in got] == [Captured, Failure, Captured, Failure]
    assert [getattr(one, "source", None) or one.name for one in got] == urls
    assert got[3].problem == "answered 404 Not Found: check the address"


@given(st.lists(st.integers(0, 30), max_size=60))
def test_every_address_is_fetched_once_and_one_at_a_time_a_host(numbers):
    urls = [f"http://host{number}/{index}" for index, number in enumerate(numbers)]
    at = {number: threading.Lock() for number in numbers}
    asked = []

    def get(url):
        lock = at[int(url.split("/")[2].removeprefix("host"))]
        assert lock.acquire(blocking=False)
        asked.append(url)
        lock.release()
        if url.endswith("3"):
            raise MissingInput(url, "gone")
        return captured(url)

    got = list(several(get, urls, None))
    assert [getattr(one, "source", None) or one.name for one in got] == urls
    assert sorted(asked) == sorted(urls)


def test_hosts_go_side_by_side():
    both = threading.Barrier(2, timeout=10)

    def get(url):
        both.wait()
        return captured(url)

    assert len(list(several(get, ["http://a/", "http://b/"], None))) == 2


def test_progress_is_told_in_the_callers_thread():
    told = []

    def progress(done, total):
        told.append((done, total, threading.current_thread()))

    assert len(list(several(captured, [f"http://h{n}/" for n in range(50)], progress))) == 50
    assert [done for done, _, _ in told] == sorted({done for done, _, _ in told})
    assert told[-1][:2] == (50, 50)
    assert {thread for _, _, thread in told} == {threading.current_thread()}


def test_not_too_much_lies_waiting(monkeypatch):
    monkeypatch.setattr(module, "WAITING_BYTES", 1000)
    first = threading.Event()
    fetched = []

    def get(url):
        if url == "http://h0/":
            assert first.wait(10)
        fetched.append(url)
        return Captured(name=url, data=bytes(600), url=url)

    results = several(get, [f"http://h{n}/" for n in range(100)], None)
    taken = threading.Thread(target=lambda: list(results))
    taken.start()
    quiet = 0
    while quiet < 20:
        count = len(fetched)
        threading.Event().wait(0.01)
        quiet = quiet + 1 if len(fetched) == count else 0
    assert len(fetched) <= module.WORKERS + 2
    first.set()
    taken.join(10)
    assert len(fetched) == 100


def test_what_is_not_taken_is_not_begun_after_the_end():
    begun = []

    def get(url):
        begun.append(url)
        return captured(url)

    results = several(get, [f"http://h/{n}" for n in range(5000)], None)
    next(results)
    results.close()
    count = len(begun)
    assert count < 5000


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_error_of_our_own_is_not_taken_for_a_failure():
    def get(url):
        if url == "http://b/":
            raise ZeroDivisionError
        return captured(url)

    with pytest.raises(ZeroDivisionError):
        list(several(get, ["http://a/", "http://b/", "http://c/"], None))
    for thread in threading.enumerate():
        if thread.name == module.THREAD:
            thread.join(10)


def test_nothing_is_asked_where_nothing_is_given():
    assert list(several(captured, [], None)) == []


def test_closing_ends_every_wait(world, site):
    began, leave = threading.Event(), threading.Event()

    def silent(handler):
        began.set()
        leave.wait(20)

    site.routes["/a"] = silent
    world.sleep = None
    got = []
    with world.web() as web:
        urls = ["http://news.example/a", "http://news.example/b", "http://news.example/c"]
        thread = threading.Thread(target=lambda: got.extend(web.get_all(urls)))
        thread.start()
        assert began.wait(10)
    thread.join(10)
    leave.set()
    assert not thread.is_alive()
    assert [one.problem for one in got[1:]] == ["was given up when fetching ended: ask again"] * 2
    assert isinstance(got[0], Failure)
    assert world.looked_up == ["news.example"]


def test_leaving_in_the_middle_keeps_nobody_waiting(tmp_path):
    code = """
from rashomon.ingest.captured import Captured
from rashomon.ingest.web.fetch_many import several
import threading
def get(url):
    if url.endswith("1"):
        threading.Event().wait()
    return Captured(name=url, data=b"", url=url)
results = several(get, [f"http://h{n}/" for n in range(40)], None)
next(results)
raise SystemExit(7)
"""
    done = subprocess.run([sys.executable, "-c", code], timeout=60, check=False)
    assert done.returncode == 7
