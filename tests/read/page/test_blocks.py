"""Pages cut into blocks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from rashomon.read.page.blocks import Cut, cut


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


PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div class='related'>",
        "</div>",
        "<br>",
        "<a href=x>",
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
