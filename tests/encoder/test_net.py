"""What the shipped net reads in sentences that it has never seen, and that nothing moves its offsets."""

from __future__ import annotations

import hashlib
import re
from importlib.resources import files
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.encoder.net import Reading, read

ODD = (
    "the ",
    "said ",
    "“",
    "”",
    '"',
    ". ",
    ", ",
    "שָׁלוֹם ",
    "مرحبا ",
    "e\u0301",
    "👩‍👩‍👧 ",
    "Ada ",
    "that ",
    "it rained",
    "\u00a0",
    "[SEP]",
)
TEXTS = st.lists(st.sampled_from(ODD) | st.text(max_size=4), max_size=20).map("".join)


def lines(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(r"[^\n]+", text)]


def read_one(text: str) -> Reading:
    (reading,) = read([(text, lines(text))])
    return reading


def told(text: str) -> list[tuple[list[str], str, list[str]]]:
    return [
        ([text[slice(*s)] for s in r.source], text[slice(*r.cue)], [text[slice(*s)] for s in r.content])
        for r in read_one(text).reported
    ]


def sure(text: str, word: str) -> float:
    found = read_one(text).certainty_at(text.index(word))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Harbour chief Ada Moor said the north quay would open in May.",
            (["Harbour chief Ada Moor"], "said", ["the north quay would open in May"]),
        ),
        (
            "“We will open the quay in May,” Ada Moor told the Tidewater Gazette.",
            (["Ada Moor"], "told", ["“We will open the quay in May,”"]),
        ),
        (
            "According to two port officials, the crane had not been checked for a year.",
            (["two port officials"], "According to", ["the crane had not been checked for a year"]),
        ),
        (
            "“The quay is safe,” Moor said, “and it will open in May.”",
            (["Moor"], "said", ["“The quay is safe,”", "“and it will open in May.”"]),
        ),
    ],
)
def test_source_cue_and_content_come_with_their_exact_borders(text, expected):
    assert expected in told(text)


def test_each_of_two_attributions_in_a_sentence_has_its_own_source_and_content():
    text = "Ada Moor said the quay was safe; the union warned that the crane could fall."
    first, second = told(text)
    assert first[:2] == (["Ada Moor"], "said")
    assert second == (["the union"], "warned", ["that the crane could fall"])


def test_a_text_without_any_report_has_none():
    assert told("The north quay opened in May. Two ships were moored there.") == []


def test_what_did_not_happen_lies_below_what_did_and_what_may_between():
    happened, may = sure("The dam broke on Monday.", "broke"), sure("The dam may break on Monday.", "break")
    assert sure("The dam did not break on Monday.", "break") < -1 < may < 2 < happened


def test_certainty_is_asked_of_the_piece_that_holds_a_place_and_none_stands_before_the_first():
    reading = read_one("  It rained.")
    assert reading.certainty_at(0) is None
    assert reading.certainty_at(6) == reading.certainty_at(5)


def test_nothing_and_blank_paragraphs_are_read_as_nothing():
    assert read([]) == []
    (empty, blank) = read([("", []), (" \n ", [(0, 3)])])
    assert empty.reported == blank.reported == ()
    assert empty.certainty_at(0) is None


@given(TEXTS)
def test_every_span_lies_in_its_paragraph_and_pieces_are_in_order(text):
    reading = read_one(text)
    homes = lines(text)
    for r in reading.reported:
        home = next(h for h in homes if h[0] <= r.cue[0] < h[1])
        for s, e in (*r.source, r.cue, *r.content):
            assert home[0] <= s < e <= home[1]
        for role in (r.source, r.content):
            assert all(a[1] <= b[0] for a, b in pairwise(role))
    assert list(reading.starts) == sorted(reading.starts)
    assert ((reading.certainty >= -3) & (reading.certainty <= 3)).all()


@pytest.mark.slow
def test_a_text_is_read_alike_alone_and_among_others():
    texts = [f"Speaker {n} said the quay was {'very ' * n}safe.\nNobody denied it." for n in range(1, 30)]
    together = read([(t, lines(t)) for t in texts])
    for text, reading in zip(texts, together, strict=True):
        alone = read_one(text)
        assert [r.cue for r in alone.reported] == [r.cue for r in reading.reported]
        np.testing.assert_allclose(alone.certainty, reading.certainty, atol=0.05)


@pytest.mark.slow
def test_a_long_text_is_read_to_its_end():
    text = "\n".join(f"Ada Moor said that quay {n} was safe." for n in range(400))
    assert len(read_one(text).reported) > 390


@pytest.mark.parametrize("name", ["net.onnx", "roles.onnx", "tokenizer.json"])
def test_the_card_names_the_file_that_lies_there(name):
    data = files("rashomon.encoder") / "data"
    raw = (data / name).read_bytes()
    assert len(raw) < 30_000_000
    card = (data / "net.md").read_text("utf-8")
    assert hashlib.sha256(raw).hexdigest() in card
    assert f"{len(raw):,}" in card
