"""The page of errors: everything is counted, what is shown is bounded, nothing from outside gets loose."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from evals.mistakes import LONGEST, MOST_OF_A_SORT, Mistake, in_context, render, sorts


def mistake(n: int = 0, group: str = "cue", kind: str = "missed", text: str = "said") -> Mistake:
    return Mistake(group, kind, f"row {n}", (("He ", ""), (text, "gold"), (" so.", "")), "a note")


def test_a_mistake_stands_in_its_sentence() -> None:
    text = "It rained. Ada Moor said so on Monday. It was late."
    gold, given = (text.index("Ada"), text.index(" said")), (text.index("Moor"), text.index(" so"))
    assert in_context(text, [gold], [given]) == (
        ("Ada ", "gold"),
        ("Moor", "gold predicted"),
        (" said", "predicted"),
        (" so on Monday.", ""),
    )


def test_a_long_context_is_cut_and_says_so() -> None:
    text = "word " * 2_000
    pieces = in_context(text, [(0, 8_000)], [])
    assert sum(len(t) for t, _ in pieces) == LONGEST + 2
    assert pieces[-1] == (" …", "")


def test_of_many_mistakes_some_are_shown_from_first_to_last_and_the_rest_is_counted() -> None:
    many = [mistake(n) for n in range(950)]
    (found,) = sorts(many)
    assert (found.total, len(found.shown)) == (950, MOST_OF_A_SORT)
    assert found.shown[0] is many[0]
    assert many.index(found.shown[-1]) > 900
    assert len({m.where for m in found.shown}) == MOST_OF_A_SORT
    page = render("Errors", many)
    assert page.count("<article") == MOST_OF_A_SORT
    assert "950 errors, of which 100 are shown and\n850 left out" in page


def test_few_mistakes_are_all_shown_and_nothing_is_left_out() -> None:
    page = render("Errors", [mistake(n) for n in range(3)])
    assert page.count("<article") == 3
    assert "left out" not in page


def test_text_from_outside_is_escaped_everywhere() -> None:
    evil = "<script>alert('x')</script>"
    page = render(evil, [Mistake(evil, evil, evil, ((evil, ""), (evil, "gold")), evil)])
    assert "<script" not in page
    assert page.count("&lt;script&gt;") >= 8


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_the_page_asks_for_nothing_and_has_a_filter_for_every_group_and_kind() -> None:
    text = render("Errors", [mistake(), mistake(1, "source"), mistake(2, "source", "invented")])
    page = _Page()
    page.feed(text)
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in page.tags}
    assert not [a for _, attributes in page.tags for a in attributes if a in {"src", "href", "action"}]
    assert "default-src 'none'" in text
    boxes = [a["id"] for tag, a in page.tags if tag == "input"]
    assert boxes == ["g1", "g2", "k1", "k2"]
    assert set(re.findall(r"body:has\(#(\w+):not\(:checked\)\) \.(\w+)", text)) == {(b, b) for b in boxes}
    assert [a["class"] for tag, a in page.tags if tag == "article"] == ["g1 k1", "g2 k1", "g2 k2"]


def test_no_mistake_is_a_page_too() -> None:
    assert "0 errors" in render("Errors", [])
