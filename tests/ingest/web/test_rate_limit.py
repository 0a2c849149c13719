"""One rate a host, and waiting where a server asks for it. The clock is the test's own."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.errors import BadStatus, FetchTimeout, InputError

PAGE = b"<p>Page</p>"
URL = "http://news.example/a"


@pytest.fixture(autouse=True)
def page(site):
    site.routes["/a"] = site.routes["/b"] = (200, {}, PAGE)


def test_the_first_page_of_a_host_needs_no_waiting(world):
    with world.web() as web:
        web.get(URL)
        web.get("http://other.example/a")
    assert world.slept == []


def test_two_requests_to_a_host_are_a_pause_apart(world):
    with world.web(fetch_pause_s=3.0) as web:
        web.get(URL)
        web.get("http://news.example/b")
        world.time += 1
        web.get("http://news.example/b")
    assert world.slept == [3.0, 2.0]


def test_a_robots_txt_elsewhere_keeps_to_the_pause_there(world, site):
    world.names["third.example"] = ["93.184.215.14"]
    for host in ("news.example", "third.example"):
        site.routes[f"{host}/robots.txt"] = (301, {"Location": "http://other.example/robots.txt"}, b"")
    with world.web() as web:
        web.get(URL)
        web.get("http://third.example/a")
    assert world.slept == [1.0]


def test_redirects_within_a_host_keep_to_its_pause(world, site):
    site.routes["/c"] = (302, {"Location": "/a"}, b"")
    with world.web() as web:
        web.get("http://news.example/c")
    assert world.slept == [1.0]


@pytest.mark.parametrize(
    ("rule", "pause_s"),
    [
        ("Crawl-delay: 7", 7.0),
        ("Crawl-delay: 0.2", 1.0),
        ("Crawl-delay: 86400", 30.0),
        ("Crawl-delay: -5", 1.0),
        ("Crawl-delay: nan", 1.0),
        ("Request-rate: 1/9s", 9.0),
    ],
)
def test_a_crawl_delay_is_kept_to_within_bounds(world, site, rule, pause_s):
    site.routes["/robots.txt"] = (200, {}, f"User-agent: *\n{rule}\nDisallow: /x".encode())
    with world.web() as web:
        web.get(URL)
        web.get(URL)
    assert world.slept == [pause_s]


def answers_in_turn(*answers):
    left = list(answers)
    return lambda handler: handler.answer(*left.pop(0))


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("asked", ["5", "Mon, 12 Jan 1970 13:46:45 GMT"])
def test_a_server_that_asks_to_wait_is_waited_for(world, site, status, asked):
    site.routes["/a"] = answers_in_turn((status, {"Retry-After": asked}, b""), (200, {}, PAGE))
    with world.web() as web:
        assert web.get(URL).data == PAGE
    assert world.slept == [5.0]


def test_it_is_waited_for_twice_and_no_more(world, site):
    site.routes["/a"] = (503, {"Retry-After": "5"}, b"")
    with world.web() as web, pytest.raises(BadStatus, match="answered 503 Service Unavailable: try later"):
        web.get(URL)
    assert world.slept == [5.0, 5.0]


@pytest.mark.parametrize(
    "asked", ["61", "999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT", "soon", "-1", "1e3", "٣", ""]
)
def test_what_is_too_long_or_no_time_is_not_waited_for(world, site, asked):
    site.routes["/a"] = lambda handler: handler.raw(
        f"HTTP/1.1 429 Slow\r\nRetry-After: {asked}\r\nContent-Length: 0\r\n\r\n".encode()
    )
    with world.web() as web, pytest.raises(BadStatus, match="answered 429"):
        web.get(URL)
    assert world.slept == []


def test_a_host_does_not_make_us_wait_for_ever(world, site):
    site.routes["/a"] = (429, {"Retry-After": "60"}, b"")
    with world.web() as web:
        for _ in range(5):
            with pytest.raises(BadStatus):
                web.get(URL)
    assert world.slept.count(60.0) == 5


def test_a_host_that_was_too_slow_three_times_running_is_not_asked_again(world, site):
    def slow(handler):
        world.time += 100
        handler.answer(200, {}, PAGE)

    site.routes["/slow"] = slow
    with world.web() as web:
        for path in ("slow", "slow", "a", "slow", "slow", "slow"):
            try:
                web.get(f"http://news.example/{path}")
            except FetchTimeout as error:
                problem = error.problem
        assert "did not arrive within 60 seconds" in problem
        with pytest.raises(FetchTimeout, match=r"news\.example was too slow 3 times in a row: try later"):
            web.get(URL)
    assert site.paths == ["/slow", "/slow", "/a", "/slow", "/slow", "/slow"]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    asked=st.one_of(
        st.text(st.characters(codec="ascii", exclude_characters="\r\n")),
        st.from_regex(r"\w{3}, [0-9]{1,4} \w{3} [0-9]{1,12} [0-9:]{1,9} .{0,6}", alphabet=st.characters(codec="ascii")),
    ).filter(lambda asked: len(asked.splitlines()) < 2)
)
def test_whatever_stands_there_is_a_wait_or_none(world, site, asked):
    site.routes["/a"] = (429, {"Retry-After": asked}, b"")
    with world.web() as web, pytest.raises(InputError):
        web.get(URL)
    assert all(seconds >= 0 for seconds in world.slept)


def test_a_status_that_is_no_request_to_wait_is_not_tried_again(world, site):
    site.routes["/a"] = (500, {"Retry-After": "5"}, b"")
    with world.web() as web, pytest.raises(BadStatus):
        web.get(URL)
    assert site.paths == ["/a"]
