"""Lines of type to paragraphs in reading order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.ingest.pdf_layout import Line, Page, paragraphs_of, title_of, without_furniture


def lines(left: float, top: float, *texts: str, size: float = 10, step: float = 12, width: float = 200) -> list[Line]:
    """Lines of type one under the other, the first with its head at ``top``."""
    return [Line(left, top - n * step - size, left + width, top - n * step, text) for n, text in enumerate(texts)]


def page(*groups: list[Line]) -> Page:
    return Page(600, 800, 0, [line for group in groups for line in group])


HEAD = lines(50, 700, "A headline over both columns", size=24, width=480)
LEFT = lines(50, 650, "The first column begins here", "and goes on for some lines", "until it is at its end and")
RIGHT = lines(300, 650, "runs on in the second column,", "which says more", "and ends.")
READ = [
    "A headline over both columns",
    "The first column begins here and goes on for some lines until it is at its end and"
    " runs on in the second column, which says more and ends.",
]


@pytest.mark.parametrize("drawn", [[HEAD, LEFT, RIGHT], [RIGHT, LEFT, HEAD], [LEFT, HEAD, RIGHT]])
def test_columns_are_read_one_after_the_other_however_they_are_drawn(drawn: list[list[Line]]) -> None:
    assert paragraphs_of([page(*drawn)]) == READ


def test_columns_that_are_drawn_row_by_row_are_read_one_after_the_other() -> None:
    left = lines(
        50, 650, "Two officials said that the talks on", "Tuesday had failed, and that no", "more were planned. Nobody"
    )
    right = lines(300, 650, "knows why they failed. Rivers", "rose again on the same", "day.")
    rows = [[line] for pair in zip(left, right, strict=True) for line in pair]
    assert paragraphs_of([page(HEAD, *rows)]) == [
        "A headline over both columns",
        "Two officials said that the talks on Tuesday had failed, and that no more were planned. Nobody"
        " knows why they failed. Rivers rose again on the same day.",
    ]


def test_cells_of_a_table_that_is_drawn_row_by_row_stay_apart() -> None:
    left, right = lines(50, 650, "Oslo", "Turku", "Vaasa"), lines(300, 650, "1,200", "400", "86")
    rows = [[line] for pair in zip(left, right, strict=True) for line in pair]
    assert paragraphs_of([page(*rows)]) == ["Oslo", "Turku", "Vaasa", "1,200", "400", "86"]


def test_what_stands_over_one_column_alone_is_read_with_it() -> None:
    box = lines(300, 690, "A heading of the second column", size=14)
    assert paragraphs_of([page(LEFT, box, RIGHT)])[1:] == [
        "A heading of the second column",
        "runs on in the second column, which says more and ends.",
    ]


def test_space_and_indents_start_paragraphs() -> None:
    spaced = lines(50, 600, "One begins", "and ends.") + lines(50, 560, "Two begins", "and ends.")
    indented = lines(50, 400, "Three begins", "and ends") + lines(62, 376, "Four begins,") + lines(50, 364, "and ends.")
    assert paragraphs_of([page(spaced)]) == ["One begins and ends.", "Two begins and ends."]
    assert paragraphs_of([page(indented)]) == ["Three begins and ends", "Four begins, and ends."]


def test_a_short_last_line_ends_a_paragraph_where_nothing_else_shows_it() -> None:
    text = [
        Line(50, 590, 250, 600, "One begins"),
        Line(50, 578, 120, 588, "and ends."),
        Line(50, 566, 250, 576, "Two."),
    ]
    assert paragraphs_of([page(text)]) == ["One begins and ends.", "Two."]


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("the govern-", "ment said", "the government said"),
        ("the govern\u00ad", "ment said", "the government said"),
        ("the state-", "owned bank", "the state-owned bank"),
        ("a long-", "awaited report", "a long-awaited report"),
        ("the vice-", "chairman of it", "the vice-chairman of it"),
        ("a sister-", "in-law of it", "a sister-in-law of it"),
        ("an ex-", "minister of it", "an ex-minister of it"),
        ("they under-", "stand it", "they understand it"),
        ("the disap-", "pearance of it", "the disappearance of it"),
        ("in Ham-", "burg on Friday", "in Hamburg on Friday"),
        ("in Bosnia-", "Herzegovina", "in Bosnia-Herzegovina"),
        ("on page 3-", "4 of it", "on page 3-4 of it"),
        ("one -", "two", "one - two"),
    ],
)
def test_a_word_that_a_line_cut_is_put_together(before: str, after: str, joined: str) -> None:
    known = lines(50, 300, "A state-owned bank and a government are words of this document.")
    assert paragraphs_of([page(lines(50, 700, before, after), known)])[0] == joined


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [
        page(lines(50, 790, f"The Paper, page {n}"), lines(50, 600, f"Text of page {n}."), lines(290, 20, f"- {n} -"))
        for n in range(1, 4)
    ]
    assert paragraphs_of(without_furniture(pages)) == [f"Text of page {n}." for n in range(1, 4)]


def test_a_headline_is_no_running_head() -> None:
    pages = [page(lines(50, 790, "Talks fail", size=30), lines(50, 600, "Text", "of a page."))] * 2
    assert paragraphs_of(without_furniture(pages)).count("Talks fail") == 2


def test_the_largest_type_is_the_title() -> None:
    head = lines(50, 700, "Minister resigns", "after vote", size=24, step=28)
    assert title_of(page(lines(50, 750, "The Paper"), head, LEFT, RIGHT)) == "Minister resigns after vote"
    assert title_of(page(LEFT, RIGHT)) is None
    assert title_of(page()) is None


BOX = st.builds(
    lambda left, bottom, width, height, text: Line(left, bottom, left + width, bottom + height, text),
    st.floats(0, 600),
    st.floats(-50, 850),
    st.floats(0, 400),
    st.floats(0.1, 60),
    st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=20),
)


@given(st.lists(st.lists(BOX, max_size=12), min_size=1, max_size=3))
def test_no_letter_is_lost_or_made_up(drawn: list[list[Line]]) -> None:
    pages = [page(group) for group in drawn]
    given = sorted(c for group in drawn for line in group for c in line.text if c.isalnum())
    assert sorted(c for text in paragraphs_of(pages) for c in text if c.isalnum()) == given
