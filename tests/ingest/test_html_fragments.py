"""HTML fragments to lines of text."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import EmptyInput
from rashomon.ingest.json_records import from_record
from rashomon.settings import Settings
from rashomon.types import Article


def read(html: str, **fields: object) -> Article:
    return from_record({"html": html, **fields}, "f#3", Settings())


def lines_of(html: str) -> list[str]:
    return read(html).content.split("\n")


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("plain text", ["plain text"]),
        ("  a \n b&nbsp;c\t&eacute; &#x41; ", ["a b\xa0c é A"]),
        ("<p>one <b>bold</b><p>two<br>three</p>four", ["one bold", "two", "three", "four"]),
        ("<ul><li>a<li><p>b</p><p>c</p></ul>", ["- a", "- b", "c"]),
        ("<table><tr><th>a<th>b<tr><td>1<td>2</table>", ["a\tb", "1\t2"]),
        ("<pre>\n x\n  y  \n\nz</pre> w ", [" x", "  y", "z", "w"]),
        ("<figure><img alt=q src=x><figcaption>cap <i>tion</i></figcaption></figure>", ["cap tion"]),
        ("a<script>b<p>c</script>d<style>e</style><template>f</template><!-- g -->h", ["adh"]),
        ("<p hidden>a</p><div style='color:red; display : none'>b<div>c</div></div><p>d", ["d"]),
        ("<div><div hidden>a<div>b</div></div>c</div>", ["c"]),
        ("a < b & c > d &lt;p&gt;", ["a < b & c > d <p>"]),
        ("a\r\nb\rc", ["a b c"]),
        ("a\0b <p>\ud800", ["a\ufffdb", "\ufffd"]),
    ],
)
def test_blocks_become_lines(html: str, lines: list[str]) -> None:
    assert lines_of(html) == lines


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("&lt;p&gt;Talks failed.&lt;/p&gt;&lt;p class=&quot;x&quot;&gt;They &amp;amp; we left.&lt;/p&gt;",
         ["Talks failed.", "They & we left."]),
        ("&amp;lt;p&amp;gt;Talks failed.&amp;lt;/p&amp;gt;", ["Talks failed."]),
        ("Talks failed.&lt;br /&gt;They left.&lt;br/&gt;", ["Talks failed.", "They left."]),
        ("A line ends with &lt;br&gt; and a paragraph with &lt;/p&gt;.",
         ["A line ends with <br> and a paragraph with </p>."]),
        ("&lt;p&gt; begins a paragraph", ["<p> begins a paragraph"]),
        ("<code>&lt;p&gt;Talks.&lt;/p&gt;</code>", ["<p>Talks.</p>"]),
        ("5 &lt; 6 &amp; 7", ["5 < 6 & 7"]),
    ],
)  # fmt: skip
def test_markup_that_is_escaped_once_too_often_is_markup(html: str, lines: list[str]) -> None:
    assert lines_of(html) == lines


def test_nesting_of_any_depth_loses_nothing() -> None:
    deep = "<div><b>" * 50_000 + "deep" + "</b></div>" * 50_000 + "tail"
    assert lines_of(deep) == ["deep", "tail"]


def test_a_text_of_many_megabytes_is_kept() -> None:
    assert sum(map(len, lines_of("<p>" + "x" * 12_000_000 + "</p><p>end"))) == 12_000_003


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1), min_size=1, max_size=8))
def test_every_character_of_the_text_comes_out_in_order(words: list[str]) -> None:
    html = "".join(f"<p><i>{escape(word)}</i></p>" for word in words)
    assert lines_of(html) == words


def test_a_title_that_the_text_begins_with_is_not_said_twice() -> None:
    assert read("<h1>Talks fail!</h1><p>They did.", title="Talks fail").content == "Talks fail!\nThey did."
    assert read("<p>They did.", title="Talks fail").content == "Talks fail\nThey did."


@pytest.mark.parametrize("html", ["<img src=x>", " <!-- nothing --> <br> "])
def test_a_fragment_without_text_is_empty(html: str) -> None:
    with pytest.raises(EmptyInput, match=r"^f#3: contains no text"):
        read(html)
