"""What a site asks for in its robots.txt."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from protego import Protego

from rashomon.errors import DisallowedByRobots, HostUnreachable
from rashomon.ingest.web.robots import RULE_COSTS, costs, parse

PAGE = b"<p>Page</p>"
URL = "http://news.example/a"
SHUT = b"User-agent: *\nDisallow: /"


@pytest.fixture(autouse=True)
def page(site):
    site.routes["/a"] = (200, {}, PAGE)


def test_it_is_fetched_once_a_site(world, site):
    with world.web() as web:
        web.get(URL)
        web.get(URL)
    assert [path for _, path, _ in site.asked] == ["/robots.txt", "/a", "/a"]


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        (b"", True),
        (b"User-agent: *\nDisallow: /", False),
        (b"User-agent: *\nDisallow: /\nAllow: /a", True),
        (b"User-agent: rashomon\nDisallow: /", False),
        (b"User-agent: Rashomon\nDisallow:\n\nUser-agent: *\nDisallow: /", True),
        (b"User-agent: *\nDisallow: /*?x", True),
        (b"\xef\xbb\xbfUser-agent: *\nDisallow: /a", False),
        (b"\xff\xfe\x00 not text", True),
        (b"<html><body>Not found</body></html>", True),
    ],
)
def test_its_rules_hold(world, site, text, allowed):
    site.routes["/robots.txt"] = (200, {}, text)
    with world.web() as web:
        if allowed:
            assert web.get(URL).data == PAGE
        else:
            with pytest.raises(DisallowedByRobots):
                web.get(URL)


@pytest.mark.parametrize("status", [204, 304, 400, 401, 403, 404, 410, 429])
def test_a_site_without_one_asks_for_nothing(world, site, status):
    site.routes["/robots.txt"] = (status, {}, b"")
    with world.web() as web:
        assert web.get(URL).data == PAGE


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_site_that_cannot_say_is_left_alone(world, site, status):
    site.routes["/robots.txt"] = (status, {}, b"")
    with world.web() as web, pytest.raises(DisallowedByRobots) as caught:
        web.get(URL)
    assert str(caught.value) == (
        f"{URL}: its robots.txt cannot be read (answered {status}), so the site is left alone: "
        "open it in a browser and save the page"
    )


def test_a_site_that_drips_its_rules_is_left_alone(world, site):
    def drip(handler):
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b"#")
            world.time += 1
            time.sleep(0.02)

    site.routes["/robots.txt"] = drip
    with (
        world.web() as web,
        pytest.raises(DisallowedByRobots, match=r"did not arrive within 20 sec"),
    ):
        web.get(URL)


def test_a_broken_answer_leaves_the_site_alone(world, site):
    site.routes["/robots.txt"] = lambda handler: handler.raw(b"garbage\r\n\r\n")
    with world.web() as web, pytest.raises(DisallowedByRobots, match="the answer is broken"):
        web.get(URL)


def test_a_host_that_is_not_there_is_told_as_that(world):
    with world.web() as web, pytest.raises(HostUnreachable, match=r"^http://nobody\.example/: there is no host"):
        web.get("http://nobody.example/")


def test_it_may_be_somewhere_else(world, site):
    site.routes["news.example/robots.txt"] = (301, {"Location": "http://other.example/robots.txt"}, b"")
    site.routes["other.example/robots.txt"] = (200, {}, SHUT)
    with world.web() as web, pytest.raises(DisallowedByRobots):
        web.get(URL)


def test_a_redirect_of_it_to_a_private_address_is_not_followed(world, site):
    site.routes["/robots.txt"] = (301, {"Location": "http://inside.example/robots.txt"}, b"")
    with world.web() as web, pytest.raises(DisallowedByRobots, match=r"is not public \(a private network\)"):
        web.get(URL)
    assert {address for address, _ in world.dialled} == {"93.184.215.14"}


def test_a_circle_counts_as_none(world, site):
    site.routes["/robots.txt"] = (301, {"Location": "/robots.txt"}, b"")
    with world.web() as web:
        assert web.get(URL).data == PAGE
    assert len([path for _, path, _ in site.asked if path == "/robots.txt"]) == 6


def test_each_site_on_the_way_is_asked(world, site):
    site.routes["news.example/a"] = (302, {"Location": "http://other.example/a"}, b"")
    site.routes["other.example/robots.txt"] = (200, {}, SHUT)
    with world.web() as web, pytest.raises(DisallowedByRobots, match=r"redirects to http://other\.example/a: the site"):
        web.get(URL)


def test_only_its_beginning_is_read_and_no_half_rule(world, site):
    half = b"#" * 524_278 + b"\nUser-agent: *\nDisallow: /"
    site.routes["/robots.txt"] = (200, {}, half + b"nothing-else\n" * 10)
    with world.web() as web:
        assert web.get(URL).data == PAGE


@pytest.mark.parametrize("agent", ["User-agent: {}", "user  agent {}", "USERAGENT\t{}", "user-agent:{}\nSitemap: x"])
def test_one_that_would_exhaust_its_reader_is_not_read(agent):
    text = "".join(agent.format(f"a{n}") + "\n" for n in range(10_000)) + "Disallow: /a\n" * 10_000
    started = time.perf_counter()
    rules = parse(text.encode(), cut=False)
    assert rules.parsed is None
    assert "too many agents and rules" in rules.failure.problem
    assert time.perf_counter() - started < 10


def test_the_longest_that_is_read_is_read_in_seconds():
    lines = ["User-agent: *"] + [f"Disallow: /*{n}*a*a*a*a*b$" for n in range(20_000)]
    started = time.perf_counter()
    rules = parse("\n".join(lines).encode()[:524_288], cut=True)
    assert rules.parsed is not None
    assert rules.parsed.can_fetch("http://news.example/" + "a" * 7_900, "rashomon")
    assert time.perf_counter() - started < 10


LINES = st.sampled_from(
    """
    User-agent: a|user agent b|user  agent  c|useragent: *d*|user-agent|#user-agent: e|Disallow: /a|dissallow /b$c
    allow: /index.html|allow :/d|allow#: /e|Sitemap: x|host y|crawl-delay: 1|unknown: z|nothing||  disallow:/f # g
    user\tagent: h|User-Agent:i:j|foo user-agent: k|Disallow|Allow: http://l$
    """.strip()
    .replace("\n", "|")
    .split("|")
)


@given(st.lists(LINES, max_size=60))
def test_the_estimate_is_never_far_under_what_protego_holds(lines):
    text = "\n".join(line.strip() for line in lines)
    held = sum(len(rules._rules) for rules in Protego.parse(text)._user_agents.values())
    assert held <= 4 * costs(text)


def test_groups_of_a_large_site_are_within_the_bound():
    groups = "".join(f"User-agent: bot{n}\nDisallow: /x\nAllow: /y\n\n" for n in range(5_000))
    assert costs(groups) < RULE_COSTS
