"""Quotations in the paragraphs behind the one that announces them or leaves them open."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.annotation.attribution.continued_quotations import onward
from rashomon.encoder.net import Reported


def lines(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(r"[^\n]+", text)]


def held(text: str, *found: tuple[str, str]) -> list[list[str]]:
    """The contents of attributions, given as cue and content ("" for none), in order of cue."""
    at = [(text.index(cue), cue, text.find(content), content) for cue, content in found]
    given_ = [Reported((), (c, c + len(cue)), ((s, s + len(t)),) if t else ()) for c, cue, s, t in at]
    return [[text[slice(*piece)] for piece in one.content] for one in onward(text, lines(text), given_)]


@pytest.mark.parametrize(("opens", "closes"), [("“", "”"), ('"', '"'), ("''", "''")])
def test_an_announced_quotation_belongs_to_the_cue_that_announces_it(opens, closes):
    said = f"{opens}It rained 😀.{closes}"
    assert held(f"Ada Moor wrote:\n\n{said}\n\nNobody came.", ("wrote", "")) == [[said]]


def test_of_several_cues_the_last_announces():
    text = "Bo said Ada came and wrote:\n“It rained.”"
    assert held(text, ("said", "Ada came"), ("wrote", "")) == [["Ada came"], ["“It rained.”"]]


def test_a_quotation_left_open_goes_on_over_as_many_paragraphs_as_it_takes():
    text = "“It rained,” said Ada. “It poured.\n“It hailed.\n“It snowed.”\n“It thawed,” said Bo."
    assert held(text, ("said", "“It poured."), ("said Bo", "“It thawed,”")) == [
        ["“It poured.", "“It hailed.", "“It snowed.”"],
        ["“It thawed,”"],
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ada wrote:\nIt rained.", ("wrote", "")),
        ("Ada wrote of it.\n“It rained.”", ("wrote", "of it")),
        ("“It rained,” said Ada. “It poured.”\n“It hailed.”", ("said", "“It poured.”")),
        ("Ada wrote:\n“It rained” was all there was.", ("wrote", "")),
        ("Ada wrote:\n“It rained.” “It did not.”", ("wrote", "")),
        ("The weather:\nNothing.\n“It rained.”\nAda wrote.", ("wrote", "")),
    ],
)
def test_other_paragraphs_are_left_alone(text, found):
    assert held(text, found) == [[found[1]] if found[1] else []]


def test_what_is_somebodys_already_is_not_given_to_another():
    text = "Ada wrote:\n“It rained,” said Bo."
    assert held(text, ("wrote", ""), ("said", "“It rained,”")) == [[], ["“It rained,”"]]


ODD = ("“", "”", '"', "''", ":", "\n", " ", "Ada ", "said ", "אב", "e\u0301", "😀")


@given(st.lists(st.sampled_from(ODD), max_size=40).map("".join), st.data())
def test_contents_only_gain_whole_paragraphs_that_nobody_holds(text, data):
    found = []
    for start, end in lines(text):
        if data.draw(st.booleans()):
            a, b, c, d = sorted(data.draw(st.integers(start, end)) for _ in range(4))
            found.append(Reported((), (a, b), ((c, d),) if c < d else ()))
    after = onward(text, lines(text), found)
    assert [(one.source, one.cue) for one in after] == sorted((one.source, one.cue) for one in found)
    before = {piece for one in found for piece in one.content}
    gained = [piece for one in after for piece in one.content if piece not in before]
    assert len(gained) == len(set(gained))
    assert set(gained) <= set(lines(text))
    assert not any(s < piece[1] and piece[0] < e for piece in gained for s, e in before)
