"""Attributions as spans of the text, with PolNeAR's borders."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rashomon
from rashomon.annotation.attribution import rules
from rashomon.annotation.attribution.polnear import Attributed, attributed, from_rules
from rashomon.annotation.quotations import quotes


@pytest.fixture(scope="module")
def found(document):
    """A function from a text to (source, cue, content) of each attribution, each the texts of its pieces."""

    def find(text):
        read = document(text)
        marked = quotes(read)
        made = from_rules(read, rules.find(read, marked), marked)
        return [tuple([text[s:e] for s, e in role] for role in (a.source, a.cue, a.content)) for a in made]

    return find


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Moor said the dam held.", (["Ada Moor"], ["said"], ["the dam held"])),
        ("Ada Moor said that the dam had held.", (["Ada Moor"], ["said"], ["that the dam had held"])),
        ("Ada Moor has also said that the dam held.", (["Ada Moor"], ["has also said"], ["that the dam held"])),
        ("“The dam held,” Ada Moor said.", (["Ada Moor"], ["said"], ["“The dam held,”"])),
        ('Ada Moor said: "The dam held."', (["Ada Moor"], ["said:"], ['"The dam held."'])),
        ("''The dam has held so far,'' Ada Moor said.", (["Ada Moor"], ["said"], ["''The dam has held so far,''"])),
        (
            'Ada Moor said the dam was "in good condition."',
            (["Ada Moor"], ["said"], ['the dam was "in good condition."']),
        ),
        (
            '"The dam has held so far," Ada Moor said. "It will hold until the spring."',
            (["Ada Moor"], ["said"], ['"The dam has held so far,"', '"It will hold until the spring."']),
        ),
        (
            "Ada Moor, the mayor of the town, said that the dam held.",
            (["Ada Moor, the mayor of the town,"], ["said"], ["that the dam held"]),
        ),
        (
            "Ada Moor, who said that the dam held, left the town.",
            (["who"], ["said"], ["that the dam held"]),
        ),
    ],
)
def test_borders_are_those_of_the_annotators(found, text, expected):
    assert found(text) == [expected]


def test_an_attribution_inside_the_content_of_another_is_left_out(found):
    made = found("Ada Moor said that the engineers had warned that the dam was weak.")
    assert [cue for _, cue, _ in made] == [["said"]]


def test_no_piece_reaches_over_the_end_of_a_line(found):
    text = "Ada Moor said on Monday that the dam was\nsafe and that the road to the lake would be open again."
    assert all("\n" not in piece for made in found(text) for role in made for piece in role)


def test_a_text_without_words_has_no_attributions():
    assert attributed(rashomon.from_text("...")) == ()


words = st.lists(
    st.sampled_from(['"', "“", "”", ",", ".", "\n", "said", "that", "who", "Ada", "Moor", "the", "dam", "held", ":"]),
    max_size=30,
)


@given(words)
def test_every_piece_is_in_the_text_trimmed_and_in_order(document, drawn):
    text = " ".join(drawn)
    read = document(text)
    marked = quotes(read)
    for made in from_rules(read, rules.find(read, marked), marked):
        assert isinstance(made, Attributed)
        for role in (made.source, made.cue, made.content):
            assert all(0 <= s < e <= len(text) and text[s:e] == text[s:e].strip() for s, e in role)
            assert all(a[1] <= b[0] for a, b in pairwise(role))
