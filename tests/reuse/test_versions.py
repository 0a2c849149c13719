"""Versions of one article and what was changed between them."""

from __future__ import annotations

import hashlib

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rashomon import copies
from rashomon.types import Article, Passage, Spot

from .conftest import WIRE, Make

LATER = WIRE.replace("212", "214").replace(" and that its radar was working", "") + "\nAn inquiry has been opened."


def test_one_outlet_at_two_days_is_a_version_with_its_changes(make: Make) -> None:
    one = make(WIRE, "2", outlet="Herald", published="2024-03-04")
    other = make(LATER, "1", outlet="Herald", published="2024-03-05")
    (copy,) = copies([one, other])
    assert (copy.kind, copy.left, copy.earlier) == ("version", "2", "2")
    assert [(c.kind, c.left and c.left.text, c.right and c.right.text) for c in copy.changes] == [
        ("replaced", "212", "214"),
        ("deleted", "and that its radar was working", None),
        ("inserted", None, "An inquiry has been opened"),
    ]


def test_one_address_is_enough_and_one_outlet_is_not(make: Make) -> None:
    same = [make(WIRE, "1", url="https://x.example/ferry"), make(LATER, "2", url="https://x.example/ferry/#top")]
    assert copies(same)[0].kind == "version"
    outlet = [make(WIRE, "1", outlet="Herald"), make(LATER, "2", outlet="Herald")]
    assert copies(outlet)[0].kind == "near"
    assert copies([make(WIRE, "1", published="2024-03-04"), make(LATER, "2", published="2024-03-05")])[0].kind == "near"


def test_the_later_one_stands_right_whatever_the_days(make: Make) -> None:
    note = "Correction: 214 people were on board."
    text = f"{LATER}\n{note}"
    parts = (Passage(0, len(LATER) + 1, "body"), Passage(len(LATER) + 1, len(text), "correction"))
    corrected = make(text, "1", outlet="Herald", passages=parts)
    (copy,) = copies([corrected, make(WIRE, "2", outlet="Herald")])
    assert (copy.left, copy.right, copy.earlier) == ("2", "1", "2")
    assert copy.changes[0].kind == "replaced"


def test_a_changed_headline_comes_first(make: Make) -> None:
    def page(headline: str, text: str, name: str) -> Article:
        whole = f"{headline}\n{text}"
        cut = len(headline) + 1
        parts = (Passage(0, cut, "headline"), Passage(cut, len(whole), "body"))
        return make(whole, name, passages=parts, url="https://x.example/ferry")

    (copy,) = copies([page("Ferry aground", WIRE, "1"), page("Ferry pulled free", LATER, "2")])
    assert (copy.changes[0].left.text, copy.changes[0].right.text) == ("Ferry aground", "Ferry pulled free")


@given(st.integers(0, 2**32), st.booleans())
def test_what_is_left_of_both_versions_without_the_changes_is_the_same(seed: int, turned: bool) -> None:
    draw = np.random.default_rng(seed)
    old = [f"word{n}" for n in draw.integers(0, 400, 150)]
    new: list[str] = []
    for word, chance in zip(old, draw.random(150), strict=True):
        if chance < 0.03:
            new += [f"new{n}" for n in draw.integers(0, 400, draw.integers(1, 5))]
        if chance > 0.05:
            new.append(word)
    at = int(draw.integers(len(new)))
    moved = [*new[at:], *new[:at]] if turned else new
    articles = []
    for name, words in (("1", old), ("2", moved)):
        text = " ".join(words)
        digest = hashlib.sha256(text.encode()).hexdigest()
        url = "https://x.example/"
        articles.append(Article(id=name, text=text, text_sha256=digest, bytes_sha256=digest, url=url))
    (copy,) = copies(articles)
    taken = [c.left for c in copy.changes if c.left]
    added = [c.right for c in copy.changes if c.right]
    assert _without(articles[0].content, taken) == _without(articles[1].content, added)


def _without(text: str, spots: list[Spot]) -> list[str]:
    """The words of a text that no spot holds."""
    kept, at = [], 0
    for spot in spots:
        assert text[spot.start : spot.end] == spot.text
        kept += text[at : spot.start].split()
        at = spot.end
    return kept + text[at:].split()
