"""What is copied, in every way of showing it."""

from __future__ import annotations

import time
from io import StringIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import UNSET
from msgspec.structs import replace
from rich.console import Console

from rashomon.dossier import html, markdown
from rashomon.dossier.render.copies import copy_lines, group_lines
from rashomon.dossier.render.text import print_summary
from rashomon.dossier.render.view import arrange
from rashomon.types import Article, Copy, CopyGroup, Dossier, Reason, Shared


def terminal(dossier: Dossier) -> str:
    out = StringIO()
    print_summary(dossier, Console(file=out, width=80))
    return out.getvalue()


def test_a_group_says_in_how_many_articles_its_text_is(story: Dossier) -> None:
    (line,) = group_lines(arrange(story))
    assert line.heading == "The same text in 2 of 3 articles"
    assert (line.agency, line.first and line.first.siglum) == ("Reuters", "A")
    every = replace(story, copy_groups=(CopyGroup(articles=tuple(a.id for a in story.articles)),))
    assert group_lines(arrange(every))[0].heading == "The same text in all 3 articles"


def test_each_kind_is_said_in_a_sentence(story: Dossier) -> None:
    version, passage = copy_lines(arrange(story))
    assert version.text == "B is a later version of A, with 3 changes"
    assert passage.text == "B and C share 2 passages: 4 words, 12% of B and 25% of C"
    a, b, _ = (x.id for x in story.articles)
    given = {"left": b, "right": a, "shared": (Shared((0, 4), (5, 9), 80),), "left_share": 0.9, "right_share": 0.8}
    for kind, text in (
        ("exact", "A and B carry the same text, word for word"),
        ("near", "A and B carry nearly the same text: 80 words, 80% of A and 90% of B"),
        ("version", "B and A are versions of one article, with 0 changes from B to A"),
    ):
        (line,) = copy_lines(arrange(replace(story, copies=(Copy(kind=kind, **given),))))
        assert line.text == text


def test_a_change_is_shown_among_its_words(story: Dossier) -> None:
    replaced, deleted, inserted = copy_lines(arrange(story))[0].changes
    assert (replaced.kind, replaced.before, replaced.old, replaced.new) == (
        "changed",
        "",
        "two warehouses",
        "Three warehouses",
    )
    assert replaced.after == " burned down in Port Velden on Saturday, the …"
    assert (deleted.kind, deleted.old, deleted.new) == ("taken out", '"Nobody was hurt," Brandt told reporters.', "")
    assert (inserted.kind, inserted.old, inserted.after) == ("added", "", ".")


def test_of_many_copies_of_one_text_each_is_shown_with_one_other(many: Dossier) -> None:
    ids = [a.id for a in many.articles]
    copies = tuple(
        Copy(kind="near", left=a, right=b, shared=(Shared((0, 9), (0, 9), 2),), left_share=1.0, right_share=1.0)
        for n, a in enumerate(ids)
        for b in ids[n + 1 :]
    )
    dossier = replace(many, copies=copies, copy_groups=(CopyGroup(articles=tuple(ids)),))
    assert len(copy_lines(arrange(dossier))) == len(ids) - 1
    assert terminal(dossier).count("carry nearly the same text") == 6


def test_exact_copies_of_one_text_are_told_in_one_line(many: Dossier) -> None:
    a, b, c, d = (x.id for x in many.articles[:4])
    copies = [
        Copy(kind="exact", left=left, right=right, shared=(Shared((0, 9), (0, 9), 2),), left_share=1.0, right_share=1.0)
        for left, right in ((a, b), (c, a), (a, d), (b, c))
    ]
    dossier = replace(many, copies=tuple(copies), copy_groups=(CopyGroup(articles=(a, b, c, d)),))
    (line,) = copy_lines(arrange(dossier))
    assert line.text == "A, B, C and D carry the same text, word for word"
    assert line.text in terminal(dossier)
    copies[2] = replace(copies[2], reasons=(Reason("one is of May, the other of June"),), earlier=a)
    apart = copy_lines(arrange(replace(dossier, copies=tuple(copies[:3]))))
    assert [x.text for x in apart] == [
        "A, B and C carry the same text, word for word",
        "A and D carry the same text, word for word",
    ]


def test_a_passage_that_a_group_shares_is_shown_once_where_most_is_told(story: Dossier) -> None:
    a, b, c = (x.id for x in story.articles)
    passage = story.copies[1]
    silent = replace(passage, left=a, reasons=())
    shown = copy_lines(arrange(replace(story, copies=(silent, passage))))
    assert [(x.copy.left, x.copy.right) for x in shown] == [(b, c)]
    within = replace(passage, left=a, right=b)
    assert copy_lines(arrange(replace(story, copies=(within,)))) == ()


def test_it_stands_first_on_the_page_in_markdown_and_in_the_terminal(story: Dossier) -> None:
    for text, heading, next_heading in (
        (html.render(story), 'id="copies"', 'id="conflicts"'),
        (markdown.render(story), "## Copied", "## Conflicts"),
        (terminal(story), "The same text in 2 of 3 articles", "Conflicts"),
    ):
        assert 0 <= text.index(heading) < text.index(next_heading)
        assert "credited to" in text.casefold()


def test_what_was_changed_is_told_by_more_than_colour(story: Dossier) -> None:
    page = html.render(story)
    assert "<del>two warehouses</del> <ins>Three warehouses</ins>" in page
    assert "changed: “two warehouses” → “Three warehouses” burned down" in markdown.render(story)
    assert "changed: [-two warehouses-] {+Three warehouses+} burned down" in " ".join(terminal(story).split())


def test_the_same_quotation_is_marked_as_one(story: Dossier) -> None:
    for text in (html.render(story), markdown.render(story), terminal(story)):
        assert "the same quotation" in text


def test_words_that_differ_within_a_passage_are_shown_in_both(story: Dossier) -> None:
    first, second = copy_lines(arrange(story))[1].passages
    assert [text for text, varies in first.left.pieces if varies] == ["were switched"]
    assert first.right is not None
    assert [text for text, varies in first.right.pieces if varies] == ["had been"]
    assert second.right is None


@pytest.mark.parametrize("name", ["story", "hostile"])
def test_without_texts_what_is_copied_is_still_told(name: str, request: pytest.FixtureRequest) -> None:
    dossier = request.getfixturevalue(name)
    bare = replace(dossier, articles=tuple(replace(a, text=UNSET) for a in dossier.articles))
    assert [x.text for x in copy_lines(arrange(bare))] == [x.text for x in copy_lines(arrange(dossier))]
    assert "passages" in terminal(bare)
    assert 'id="copies"' in html.render(bare)


def test_a_dossier_without_copies_has_no_such_part(story: Dossier) -> None:
    none = replace(story, copies=(), copy_groups=())
    assert 'id="copies"' not in html.render(none)
    assert "Copied" not in markdown.render(none)
    assert "The same text" not in terminal(none)


def pieces(empty: Dossier, left: str, right: str) -> list[list[tuple[str, bool]]]:
    """The pieces in which a passage shared as ``left`` and ``right`` is shown, each with whether it varies."""
    one, other = (Article(id=n, text=t, text_sha256=n, bytes_sha256=n) for n, t in (("l", left), ("r", right)))
    shared = Shared((0, len(left)), (0, len(right)), 9)
    copy = Copy(kind="passage", left="l", right="r", shared=(shared,), left_share=1.0, right_share=1.0)
    (line,) = copy_lines(arrange(replace(empty, articles=(one, other), copies=(copy,))))
    (passage,) = line.passages
    return [list(side.pieces) for side in (passage.left, passage.right) if side is not None]


def varying(empty: Dossier, left: str, right: str) -> list[list[str]]:
    return [[text for text, varies in side if varies] for side in pieces(empty, left, right)]


def test_the_words_that_differ_are_marked_on_both_sides(empty: Dossier) -> None:
    left = "The minister visited Damascus on Saturday for talks"
    right = "The minister travelled to Damascus on Sunday for talks"
    assert varying(empty, left, right) == [["visited", "Saturday"], ["travelled to", "Sunday"]]


def test_case_alone_is_no_difference_and_other_texts_are_left_alone(empty: Dossier) -> None:
    assert varying(empty, "The Visit", "the visit") == [[]]
    assert varying(empty, "The Visit!", "the visit") == [[], []]
    assert varying(empty, "Nobody was hurt", "Two workers may be in hospital") == [[], []]


LIKE = st.lists(
    st.sampled_from(["one", "two", "Three", "4.5", "o’er", "é", "(six)", "– ", "\n"]), min_size=1, max_size=9
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LIKE.map(" ".join), LIKE.map(" ".join))
def test_what_varies_is_whole_words_and_nothing_is_lost(empty: Dossier, left: str, right: str) -> None:
    for text, side in zip((left, right), pieces(empty, left, right), strict=False):
        assert "".join(piece for piece, _ in side) == text
        assert all(piece.strip() == piece != "" for piece, varies in side if varies)


def test_long_texts_cost_little(empty: Dossier) -> None:
    start = time.process_time()
    pieces(empty, "a b " * 150, "b a " * 150)
    pieces(empty, "a " * 100_000, "b " * 100_000)
    assert time.process_time() - start < 2
