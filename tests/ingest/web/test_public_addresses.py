"""Which addresses may be connected to, and that no way of writing one leads past that."""

from __future__ import annotations

import ipaddress
import socket

import httpcore
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rashomon.errors import FetchFailed, ForbiddenAddress, UsageError
from rashomon.ingest.web import Web
from rashomon.ingest.web.network import Outside
from rashomon.ingest.web.public_addresses import Allowed, forbidden
from rashomon.settings import Settings

PAGE = b"<p>Page</p>"

FORBIDDEN = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.255 127.0.0.1 127.255.255.254
169.254.169.254 169.254.170.2 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.192 192.0.2.1 192.88.99.1 192.168.1.1
198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 168.63.129.16
:: ::1 ::ffff:127.0.0.1 ::ffff:93.184.215.14 ::127.0.0.1 64:ff9b::127.0.0.1 64:ff9b::a9fe:a9fe 64:ff9b:1::1 100::1
2001::1 2001:0:5ef5:79fb::1 2001:db8::1 2002:7f00:1::1 2002:5db8:d70e::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254
fe80::1 fe80::1%eth0 fec0::1 ff02::1 2606:4700::5efe:169.254.169.254 2606:4700::200:5efe:10.0.0.1 2606:4700::1%eth0
4000::1 1::1
""".split()

PUBLIC = """
1.1.1.1 8.8.8.8 93.184.215.14 100.63.255.255 100.128.0.1 172.15.255.255 172.32.0.1 192.0.1.1 198.17.255.255 198.20.0.1
223.255.255.255 2606:4700::1 2a00:1450:4001::1 64:ff9b::93.184.215.14 2606:4700::5efe:8.8.8.8
""".split()


@pytest.mark.parametrize("address", FORBIDDEN)
def test_what_is_not_public_is_forbidden(address):
    assert forbidden(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_public_is_not(address):
    assert forbidden(ipaddress.ip_address(address)) is None


def oracle(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether an address is public, by the standard library and by other means than the code under test."""
    if address.version == 4:
        return address.is_global and not address.is_multicast and not address.is_reserved
    if address.packed[:12] == bytes.fromhex("0064ff9b0000000000000000"):
        return oracle(ipaddress.IPv4Address(address.packed[12:]))
    inner = address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[0])
    return address.is_global and not address.is_multicast and not address.is_reserved and not inner


V4 = st.one_of(
    st.ip_addresses(v=4),
    st.sampled_from([ipaddress.ip_address(text) for text in FORBIDDEN if ":" not in text]),
)
V6 = st.one_of(
    st.ip_addresses(v=6),
    st.sampled_from([ipaddress.ip_address(text) for text in FORBIDDEN if ":" in text and "%" not in text]),
    V4.map(lambda v4: ipaddress.IPv6Address(int(v4) | 0xFFFF << 32)),
    V4.map(lambda v4: ipaddress.IPv6Address(int(v4) | 0x64FF9B << 96)),
    V4.map(lambda v4: ipaddress.IPv6Address(0x2002 << 112 | int(v4) << 80)),
)


@given(st.one_of(V4, V6))
def test_whatever_is_let_through_is_public_to_the_standard_library(address):
    assert forbidden(address) or oracle(address)


def notations(v4: ipaddress.IPv4Address) -> st.SearchStrategy[str]:
    """The ways in which resolvers take an IPv4 address."""
    number = int(v4)
    a, b, c, d = v4.packed
    part = st.sampled_from([str, hex, lambda n: f"0{n:o}", lambda n: f"0x{n:08X}"])
    fullwidth = str.maketrans("0123456789.", "０１２３４５６７８９。")
    return st.one_of(
        st.builds(lambda f: f(number), part),
        st.builds(lambda f, g: f"{f(a)}.{g(number & 0xFFFFFF)}", part, part),
        st.builds(lambda f, g: f"{f(a)}.{g(b)}.{f(c << 8 | d)}", part, part),
        st.builds(lambda f, g, h: f"{f(a)}.{g(b)}.{h(c)}.{f(d)}", part, part, part),
        st.just(str(v4).translate(fullwidth)),
        st.just("".join(f"%{ord(sign):02x}" for sign in str(v4))),
        st.just(f"{v4}.nip.example"),
    )


IN_BRACKETS = st.builds(
    lambda v6, form, zone: f"[{form(v6)}{zone}]",
    V6,
    st.sampled_from([str, lambda v6: v6.exploded, lambda v6: v6.exploded.upper()]),
    st.sampled_from(["", "%eth0", "%25lo", "%251"]),
)
HOSTS = st.one_of(
    V4.flatmap(notations),
    IN_BRACKETS,
    st.sampled_from(
        ["localhost", "LOCALHOST", "lоcalhost", "metadata.google.internal", "news.example", "xn--a", "a..b"]
    ),
    st.text(max_size=20),
)
URLS = st.one_of(
    st.builds(
        "".join,
        st.tuples(
            st.sampled_from(
                ["http://", "https://", "HTTP://", "http:", "http:/", "http:////", "http:\\\\", " http://", "//"]
            ),
            st.sampled_from(
                ["", "", "news.example@", "news.example\\@", "news.example#@", "news.example?@", "a:b@", "%40"]
            ),
            HOSTS,
            st.sampled_from(
                ["", "", ".", "..", "%2e", "%00", "\\", "#", "?", "@news.example", "\\@news.example", "\t"]
            ),
            st.sampled_from(["", "", ":80", ":443", ":8080", ":22", ":", ":0", ":80:80", ":٨٠"]),
            st.sampled_from(["", "/", "/a", "//b", "/@c", "?d", "#e"]),
        ),
    ),
    st.text(max_size=60),
)
ANSWERS = st.lists(st.one_of(V4, V6).map(str), max_size=4)


def refused(*_: object) -> httpcore.NetworkStream:
    raise httpcore.ConnectError("refused")


def numeric_or(answers: list[str]):
    """A resolver that knows numbers as this system does, without a network, and names by ``answers``."""

    def look_up(host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
        except (OSError, UnicodeError):
            return answers
        return [str(address[0]) for *_, address in found]

    return look_up


@given(URLS, ANSWERS)
@example("http://169.254.169.254/latest/meta-data/", [])
@example("http://0xa9fea9fe/", [])
@example("http://[::ffff:a9fe:a9fe]/", [])
@example("http://169.254.169.254./", [])
@example("http://news.example/", ["93.184.215.14", "169.254.169.254"])
@example("http://news.example/", ["64:ff9b::a9fe:a9fe"])
@example("https://news.example/", ["fe80::1%lo"])
def test_no_address_whatever_leads_to_a_connection_that_is_forbidden(url, answers):
    dialled = []
    outside = Outside(
        look_up=numeric_or(answers),
        dial=lambda address, port, _: dialled.append((address, port)) or refused(),
        trust=lambda: None,
        sleep=lambda _: False,
    )
    with Web(Settings(cache_bytes=0), outside) as web, pytest.raises(FetchFailed) as caught:
        web.get(url)
    assert "\n" not in str(caught.value)
    for address, port in dialled:
        assert oracle(ipaddress.ip_address(address))
        assert port in (80, 443, 8080, 8443)


@pytest.mark.parametrize("host", ["93.184.215.14", "0x5db8d70e", "1572394766", "93.12113678"])
def test_a_public_address_is_called_by_its_number_however_it_is_written(world, site, host):
    site.routes["/a"] = (200, {}, PAGE)
    world.look_up = numeric_or([])
    with world.web() as web:
        web.get(f"http://{host}/a")
    assert set(world.dialled) == {("93.184.215.14", 80)}


@pytest.mark.parametrize(
    "location",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://0xa9fea9fe/",
        "http://2852039166/",
        "http://0251.0376.0251.0376/",
        "//169.254.169.254/",
        "http://inside.example/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:169.254.169.254]/",
        "http://news.example@169.254.169.254/",
        "http://news.example\\@169.254.169.254/",
        "\\\\169.254.169.254/",
        "http://news.example:22/",
        "file:///etc/passwd",
        "ftp://news.example/",
        "gopher://news.example:80/_x",
        "http://\t169.254.169.254/",
    ],
)
def test_no_redirect_leads_to_a_connection_that_is_forbidden(world, site, location):
    known = numeric_or([])
    names = world.look_up
    world.names["localhost"] = ["127.0.0.1"]
    world.look_up = lambda host, port: known(host, port) or names(host, port)
    site.routes["/a"] = (302, {"Location": location}, b"")
    with world.web() as web, pytest.raises(FetchFailed):
        web.get("http://news.example/a")
    assert set(world.dialled) == {("93.184.215.14", 80)}


def test_a_private_address_is_told_with_what_to_do(world):
    with world.web() as web, pytest.raises(ForbiddenAddress) as caught:
        web.get("http://inside.example/")
    assert str(caught.value) == (
        "http://inside.example/: inside.example resolves to 10.0.0.7, which is not public (a private network): "
        "if the server is your own, name it in RASHOMON_ALLOW_HOSTS"
    )


def test_one_private_answer_among_public_ones_forbids_the_host(world):
    world.names["news.example"] = ["93.184.215.14", "10.0.0.7"]
    with world.web() as web, pytest.raises(ForbiddenAddress):
        web.get("http://news.example/a")
    assert world.dialled == []


def test_each_connection_looks_its_host_up_once_and_calls_what_was_checked(world, site):
    site.routes["/a"] = (200, {"Connection": "close"}, PAGE)
    site.routes["/robots.txt"] = (404, {"Connection": "close"}, b"")
    world.names["news.example"] = [["93.184.215.14"], ["151.101.1.67"], ["127.0.0.1"]]
    with world.web() as web:
        web.get("http://news.example/a")
        with pytest.raises(ForbiddenAddress, match=r"resolves to 127\.0\.0\.1"):
            web.get("http://news.example/a")
    assert world.dialled == [("93.184.215.14", 80), ("151.101.1.67", 80)]
    assert len(world.looked_up) == 3


def test_the_next_address_is_called_where_one_does_not_answer(world, site):
    site.routes["/a"] = (200, {}, PAGE)
    world.names["news.example"] = ["93.184.215.14", "151.101.1.67"]
    dial = world.dial

    def first_is_down(address, port, timeout_s):
        if address == "93.184.215.14":
            world.dialled.append((address, port))
            raise httpcore.ConnectTimeout
        return dial(address, port, timeout_s)

    world.dial = first_is_down
    with world.web() as web:
        assert web.get("http://news.example/a").data == PAGE
    assert world.dialled == [("93.184.215.14", 80), ("151.101.1.67", 80)]


@pytest.mark.parametrize("entry", ["inside.example", "INSIDE.example.", "10.0.0.7", "10.0.0.0/8", "10.0.0.9/8"])
def test_ones_own_server_is_fetched_where_a_setting_names_it(world, site, entry):
    site.routes["/"] = (200, {}, PAGE)
    with world.web(allow_hosts=(entry,)) as web:
        assert web.get("http://inside.example/").data == PAGE
    assert set(world.dialled) == {("10.0.0.7", 80)}


@pytest.mark.parametrize("entry", ["example", "11.0.0.0/8", "sub.inside.example", "10.0.0.8"])
def test_a_setting_that_names_another_server_allows_nothing_more(world, entry):
    with world.web(allow_hosts=(entry,)) as web, pytest.raises(ForbiddenAddress):
        web.get("http://inside.example/")
    assert world.dialled == []


@pytest.mark.parametrize("entry", ["", "10.0.0.0/99", "http://inside.example", "in side", "*.example"])
def test_an_entry_that_names_nothing_is_an_error(entry):
    with pytest.raises(UsageError, match="is not a host, address or network"):
        Allowed((entry,))


def test_this_machine_is_refused_and_with_the_setting_reached_by_the_real_resolver(site, tmp_path):
    site.routes["/a"] = (200, {}, PAGE)
    url = f"http://127.0.0.1:{site.port}/a"
    with (
        Web(Settings(cache=tmp_path)) as web,
        pytest.raises(ForbiddenAddress, match=r"127\.0\.0\.1 is not public \(this machine\)"),
    ):
        web.get(url)
    assert site.asked == []
    with Web(Settings(cache=tmp_path, allow_hosts=("127.0.0.1",))) as web:
        assert web.get(url).data == PAGE


def test_a_proxy_of_the_environment_is_not_asked(world, site, monkeypatch):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.routes["/a"] = (200, {}, PAGE)
    with world.web() as web:
        assert web.get("http://news.example/a").data == PAGE
    assert world.dialled == [("93.184.215.14", 80)]
