"""Pages cut into blocks."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from rashomon.ingest.page.blocks import Cut, cut


def blocks(markup: str) -> Cut:
    return cut(document_fromstring(f"<html><body>{markup}</body></html>"))


def texts(markup: str) -> list[str]:
    return [block.text for block in blocks(markup).blocks]


def test_breaking_elements_part_blocks_and_inline_ones_do_not() -> None:
    markup = "<p>One <b>and</b> <a href=x>the</a> same</p>tail<div>two<br>three<ul><li>four</ul>five</div>"
    assert texts(markup) == ["One and the same", "tail", "two", "three", "four", "five"]


def test_the_cells_of_a_row_are_parted_by_tabs() -> None:
    assert texts("<table><tr><th>Party<th>Seats<tr><td>Greens</td><td> </td><td>12\t3</td></table>") == [
        "Party\tSeats",
        "Greens\t12 3",
    ]


def test_characters_that_only_allow_a_break_are_left_out() -> None:
    assert texts("<p>Not\u00adfall\u200bdaten</p>") == ["Notfalldaten"]


def test_what_no_reader_sees_is_skipped_but_not_what_follows_it() -> None:
    assert texts("<p>a<script>b</script>c<svg><text>d</text></svg>e</p><noscript>f</noscript><nav>g</nav>") == ["ace"]


def test_a_zone_is_a_block_s_only_if_all_of_the_block_is_in_it() -> None:
    zones = [
        b.zone and b.zone.role
        for b in blocks("<p>A <span class=caption>b</span></p><p><i class=caption>c</i></p>").blocks
    ]
    assert zones == [None, "caption"]


def test_links_are_counted_in_characters() -> None:
    assert [(b.text, b.linked) for b in blocks("<p>See <a href=x>this one</a></p><p>no</p>").blocks] == [
        ("See this one", 8),
        ("no", 0),
    ]


def test_a_block_knows_of_the_picture_right_before_it() -> None:
    markup = "<div><img alt=a><p>yes</p><p>no</p></div><div><b>x</b><img>no either</div><div><p><img></p><br>yes</div>"
    assert [b.picture for b in blocks(markup).blocks] == ["a", None, None, ""]


POST = '<a href="https://x.com/adamoor/status/112">May 3</a>'


def roles(markup: str) -> list[tuple[str, list[str]]]:
    """The roles of the zones around each block, from within."""
    found = []
    for block in blocks(markup).blocks:
        around, zone = [], block.zone
        while zone is not None:
            around.append(zone.role)
            zone = zone.outer
        found.append((block.text, around))
    return found


@pytest.mark.parametrize("end", [f"<p>Ada Moor, {POST}</p>", "<p>— Ada (@ada) 3. Mai 2019</p>"])
def test_a_quotation_that_a_post_s_address_or_signature_ends_is_the_post(end: str) -> None:
    quote = f"<aside><blockquote><p>One</p><p class=caption>Two</p>{end}</blockquote><p>After</p></aside>"
    assert [around for _, around in roles(quote)] == [
        ["embed", "aside"],
        ["caption", "embed", "aside"],
        ["embed", "aside"],
        ["aside"],
    ]


@pytest.mark.parametrize(
    "quote",
    [
        f"<p>{POST} was what she wrote</p><p>One</p>",
        f"<p>One {POST}</p><p>and <a href=/report>the report</a></p>",
        f"<p>One, as she {POST} put it on the lake.</p>",
        "<p>One</p><p>Ada Moor</p>",
        "",
    ],
)
def test_a_quotation_that_ends_otherwise_is_none(quote: str) -> None:
    assert all(around == [] for _, around in roles(f"<blockquote>{quote}</blockquote>"))


def test_of_quotations_in_each_other_the_inner_one_can_be_a_post() -> None:
    markup = f"<blockquote><p>Out</p><blockquote>In {POST}</blockquote><p>On</p></blockquote>"
    assert roles(markup) == [("Out", []), ("In May 3", ["embed"]), ("On", [])]


def test_many_quotations_take_no_square_of_time() -> None:
    quote = f"<blockquote><p class=caption>One</p><p>{POST}</p></blockquote>"
    tree = document_fromstring(f"<html><body>{'<blockquote>' * 100}{quote * 32_000}</body></html>")
    start = time.process_time()
    cut(tree)
    assert time.process_time() - start < 15


PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div class='related'>",
        "</div>",
        "<br>",
        "<blockquote>",
        "</blockquote>",
        "<a href=x>",
        "<a href=https://x.com/a/status/1>",
        "</a>",
        "<td>",
        "<tr>",
        "word ",
        "\u0301é",
        "<img>",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_blocks_have_every_visible_character_once_and_in_order(markup: str) -> None:
    tree = document_fromstring(f"<html><body>x{markup}</body></html>")
    page = cut(tree)
    assert "".join("".join(b.text.split()) for b in page.blocks) == "".join(tree.text_content().split())
    for number, node in enumerate(page.nodes):
        assert number < node.end <= len(page.nodes)
        assert node.parent < number
    places = {id(zone): at for at, zone in enumerate(page.zones)}
    assert all(zone.outer is None or places[id(zone.outer)] < at for at, zone in enumerate(page.zones))
    assert all(block.zone is None or id(block.zone) in places for block in page.blocks)
