"""Sources go on to the end of what a comma opens, and no further."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.annotation.attribution.source_borders import mended
from rashomon.encoder.net import Reported


def source(text: str, cue: str, *pieces: str) -> list[str]:
    """The source's pieces after mending, given as they are found, with what is said left out."""
    at = text.index(cue)
    given = Reported(tuple((text.index(p), text.index(p) + len(p)) for p in pieces), (at, at + len(cue)), ())
    (found,) = mended(text, [given])
    return [text[slice(*piece)] for piece in found.source]


@pytest.mark.parametrize(
    ("text", "cue", "found", "whole"),
    [
        (
            "Ada Moor, head of the port at Tidewater, said it rained.",
            "said",
            "Ada Moor, head of the port",
            "Ada Moor, head of the port at Tidewater,",
        ),
        (
            "“It rained,” said Ada Moor, who came in May and left as the ships did. Nobody saw her.",
            "said",
            "Ada Moor, who came in May and left",
            "Ada Moor, who came in May and left as the ships did",
        ),
        (
            "said Jan Novák, who was at the quay 😀 on Monday",
            "said",
            "Jan Novák, who was at the quay 😀",
            "Jan Novák, who was at the quay 😀 on Monday",
        ),
    ],
)
def test_a_phrase_that_a_comma_opens_goes_on_to_its_end(text, cue, found, whole):
    assert source(text, cue, found) == [whole]


@pytest.mark.parametrize(
    ("text", "cue", "found"),
    [
        ("Ada Moor, in a letter, said it rained.", "said", "Ada Moor"),
        ("Ada Moor, head of the port, said it rained.", "said", "Ada Moor, head of the port,"),
        ("Ada Moor, head of the port, on Monday, said it rained.", "said", "Ada Moor, head of the port"),
        ("Ada Moor, head of the port at home, then came and said it rained.", "said", "Ada Moor, head of the port"),
        ("“It rained,” said Ada Moor, who came in May. “It poured.”", "said", "Ada Moor, who came in May"),
        ("“It rained,” said Ada Moor as she left.", "said", "Ada Moor"),
    ],
)
def test_a_whole_source_stays_as_it_is(text, cue, found):
    assert source(text, cue, found) == [found]


def test_a_name_has_no_hole():
    assert source("CNN Late Hour host Ada Moor said it rained.", "said", "CNN", "host Ada Moor") == [
        "CNN Late Hour host Ada Moor"
    ]


def test_two_that_stand_apart_stay_two():
    assert source("Ada and, at last, Bo said it rained.", "said", "Ada", "Bo") == ["Ada", "Bo"]


ODD = ("Ada ", "Moor, ", "who ", "at ", "in ", "said ", "“", "”", ", ", ". ", "\n", "אב ", "e\u0301", "😀", "''")


@given(st.lists(st.sampled_from(ODD), max_size=30).map("".join), st.data())
def test_a_source_only_grows_and_keeps_to_its_line_and_off_the_cue(text, data):
    places = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=6, max_size=6)))
    first, second, third = zip(places[::2], places[1::2], strict=True)
    cue, *pieces = data.draw(st.permutations([first, second, third]))
    given_ = Reported(tuple(sorted(pieces)), cue, ())
    for before in (given_, Reported(given_.source[:1], cue, ())):
        (after,) = mended(text, [before])
        assert (after.cue, after.content) == (before.cue, before.content)
        assert after.source[0][0] == before.source[0][0]
        assert after.source[-1][1] >= before.source[-1][1]
        grown = text[before.source[-1][1] : after.source[-1][1]]
        assert "\n" not in grown
        if len(before.source) == 1 and not (cue[0] < before.source[0][1] and before.source[0][0] < cue[1]):
            assert after.source[0][1] <= cue[0] or after.source[0][0] >= cue[1]
