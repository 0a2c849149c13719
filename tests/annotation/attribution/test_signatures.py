"""Quotations that are signed with a dash and a name."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.annotation.attribution.signatures import signed
from rashomon.annotation.pipeline import understand
from rashomon.types import Article, Passage


def found(text):
    return [tuple(text[slice(*s)] for s in (r.content[0], r.cue, r.source[0])) for r in signed(text, [(0, len(text))])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The quay will hold.” ― Ada Moor", ("“The quay will hold.”", "―", "Ada Moor")),
        ("“The quay will hold.”— Ada M. Moor.", ("“The quay will hold.”", "—", "Ada M. Moor")),
        ('"The quay will hold." – Jan de la Cruz / "It will not."', ('"The quay will hold."', "–", "Jan de la Cruz")),
        ("”The quay will hold.” — Ada Moor", ("”The quay will hold.”", "—", "Ada Moor")),
        ("“Le quai tiendra.” — Émile Ångström", ("“Le quai tiendra.”", "—", "Émile Ångström")),
    ],
)
def test_a_dash_and_a_name_behind_a_quotation_sign_it(text, expected):
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "“The quay will hold” — Ada Moor said so in May.",
        "“The quay will hold” — and it did.",
        "The quay will hold — Ada Moor",
        "“The quay” – the north one – will hold.",
    ],
)
def test_a_sentence_that_goes_on_behind_the_name_signs_nothing(text):
    assert found(text) == []


def test_one_behind_another_on_a_line_are_told_apart():
    text = "“It held.” ― Ada Moor “It sank.” ― Jan Novak"
    assert [source for _, _, source in found(text)] == ["Ada Moor", "Jan Novak"]


def test_what_is_signed_is_a_statement_of_whoever_signed_it():
    text = "“The old quay will hold for another ten years.” ― Ada Moor"
    article = Article(id="a", text=text, text_sha256="", bytes_sha256="", passages=(Passage(0, len(text), "body"),))
    (statement,) = understand(article).statements
    assert statement.text == "The old quay will hold for another ten years"
    assert [s.text for s in statement.chain[0].sources] == ["Ada Moor"]


@given(st.lists(st.sampled_from(["“", "”", '"', "―", "Ada ", "Moor", ". ", "it ", "é", "שלום", "👩‍👧"]), max_size=14))
def test_spans_lie_in_the_text_in_the_order_of_the_words(parts):
    text = "".join(parts)
    for r in signed(text, [(0, len(text))]):
        (content,), (source,) = r.content, r.source
        assert 0 <= content[0] < content[1] <= r.cue[0] < r.cue[1] <= source[0] < source[1] <= len(text)


def test_a_text_full_of_marks_takes_no_longer_than_its_length_asks_for():
    began = time.process_time()
    for unit in ("“a", "“a” ― ", "“a” ― Ada ", '"', "― Ada Ada Ada "):
        found(unit * 10_000)
    assert time.process_time() - began < 20
