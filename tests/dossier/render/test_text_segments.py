from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rashomon.dossier.render.text_segments import blocks, cut, sentence_around
from rashomon.types import Article, Passage, Statement

TEXTS = st.text(
    st.one_of(st.sampled_from("ab .!?\n“”’אבعم\u202e\u0301é👩‍🚒\u2028"), st.characters(exclude_categories=["Cs"])),
    max_size=120,
)


@st.composite
def articles(draw: st.DrawFn) -> tuple[Article, tuple[Statement, ...]]:
    """A text, passages that cover it, and statements anywhere in it, overlapping and in pieces."""
    text = draw(TEXTS)
    edges = sorted({0, len(text), *draw(st.lists(st.integers(0, len(text)), max_size=4))})
    kinds = st.sampled_from(["headline", "dateline", "body", "boilerplate", "repeat"])
    passages = tuple(Passage(s, e, draw(kinds)) for s, e in pairwise(edges))
    span = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted).map(tuple)
    spans = (
        draw(st.lists(st.lists(span.filter(lambda s: s[0] < s[1]), min_size=1, max_size=3), max_size=5)) if text else []
    )
    statements = tuple(
        Statement(id=str(n), article="a", spans=tuple(some), text="", quotation="none", chain=())
        for n, some in enumerate(spans)
    )
    return Article(id="a", text=text, text_sha256="", bytes_sha256="", passages=passages), statements


@given(articles())
def test_the_segments_are_the_text_and_nothing_but_blank_lines_is_left_out(
    drawn: tuple[Article, tuple[Statement, ...]],
) -> None:
    article, statements = drawn
    segments = [s for block in blocks(article, statements) for line in block.lines for s in line]
    shown = "".join(s.text for s in segments)
    assert "".join(shown.split()) == "".join(article.content.split())


@given(articles())
def test_each_segment_knows_exactly_the_statements_that_cover_it(drawn: tuple[Article, tuple[Statement, ...]]) -> None:
    article, statements = drawn
    found: dict[str, str] = {s.id: "" for s in statements}
    for block in blocks(article, statements):
        for line in block.lines:
            for segment in line:
                for statement in segment.covers:
                    found[statement.id] += segment.text
    for statement in statements:
        covered = sorted({i for s, e in statement.spans for i in range(s, e)})
        words = "".join(article.content[i] for i in covered)
        assert "".join(found[statement.id].split()) == "".join(words.split())


@given(articles())
def test_every_statement_with_a_word_opens_once_where_it_begins(drawn: tuple[Article, tuple[Statement, ...]]) -> None:
    article, statements = drawn
    opened = [s.id for b in blocks(article, statements) for line in b.lines for g in line for s in g.opens]
    assert len(opened) == len(set(opened))
    for statement in statements:
        if any(article.content[s:e].strip() for s, e in statement.spans):
            assert statement.id in opened


@given(st.integers(0, 50), st.integers(0, 50), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60))))
def test_the_pieces_of_a_window_join_to_it(start: int, length: int, spans: list[tuple[int, int]]) -> None:
    pieces = cut((start, start + length), [(span, n) for n, span in enumerate(spans)])
    assert "".join(f"{a}-{b};" for (a, b), _ in pieces) == "".join(
        f"{a}-{b};" for a, b in zip([start, *(p[0][1] for p in pieces)], [p[0][1] for p in pieces], strict=False)
    )
    assert sum(b - a for (a, b), _ in pieces) == length
    for (a, b), layers in pieces:
        assert layers == tuple(n for n, (s, e) in enumerate(spans) if s <= a and b <= e and s < e)


@given(TEXTS, st.data())
def test_the_sentence_around_a_span_holds_it_and_crosses_no_line(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    begin, stop = sentence_around(text, (start, end), reach=40)
    assert 0 <= begin <= start <= end <= stop <= len(text)
    assert start - begin <= 40
    assert stop - end <= 40
    assert "\n" not in text[begin:start] + text[end:stop]


def test_the_sentence_ends_at_its_stop_and_not_at_an_abbreviation() -> None:
    text = "He left. The U.S. offer, by Gen. Smith, was refused on Monday. Nobody spoke."
    start = text.index("offer")
    begin, end = sentence_around(text, (start, start + 5))
    assert text[begin:end] == "The U.S. offer, by Gen. Smith, was refused on Monday."


def test_lines_of_one_kind_stand_together(make_article: Callable[..., Article]) -> None:
    text = "Head\nOne.\nTwo.\nBuy now.\nSubscribe.\nThree."
    article = make_article(text, "a.txt", [("headline", "Head\n"), ("boilerplate", "Buy now.\nSubscribe.\n")])
    assert [(b.kind, len(b.lines)) for b in blocks(article, ())] == [
        ("headline", 1),
        ("body", 2),
        ("boilerplate", 2),
        ("body", 1),
    ]
