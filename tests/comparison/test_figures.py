"""Values of one quantity in several invented reports, from their text on."""

from __future__ import annotations

import pytest

from rashomon.comparison.entity_linking import link
from rashomon.comparison.figures import figures, number_relations
from rashomon.comparison.propositions import contents
from rashomon.types import Figure, Relation

DAY, NEXT = "2024-03-06", "2024-03-07"


@pytest.fixture
def compared(understood):
    """The figures of two reports, and what they say of their statements; nothing is aligned beforehand."""

    def compare(left: str, right: str, *, later: bool = False) -> tuple[tuple[Figure, ...], tuple[Relation, ...]]:
        reports = [
            understood(left, outlet="One", published=DAY),
            understood(right, outlet="Two", published=NEXT if later else DAY),
        ]
        parts = contents(link(reports).understandings)
        return figures(parts, (), ()), number_relations((), parts, ())

    return compare


ROWS = [
    ("same", "The blast in Elmstad killed 12 people.", "A dozen people died in the blast in Elmstad."),
    ("same", "A court fined Orla Oil $34 million.", "A court fined Orla Oil US$34m."),
    ("rounding", "At least nine people died in the Elmstad blast.", "The Elmstad blast killed eleven people."),
    ("rounding", "About 20 people were hurt in the Elmstad blast.", "The Elmstad blast wounded 21."),
    ("conflict", "The blast in Elmstad killed 12 people.", "Fourteen people died in the blast in Elmstad."),
    (
        "conflict",
        "The repairs will cost $34 million, the port said.",
        "The repairs will cost $43 million, the port said.",
    ),
    (
        "conflict",
        "Kim Foxley, 34, of Orla, was killed in the crash, police said.",
        "Kim Foxley, 43, of Elmstad, was killed in the crash, police said.",
    ),
    (
        "conflict",
        "The court sentenced Kim Foxley to 12 years in prison.",
        "The court sentenced Kim Foxley to 15 years in prison.",
    ),
]


@pytest.mark.parametrize(("kind", "left", "right"), ROWS)
def test_values_of_one_quantity_stand_in_one_row(compared, kind: str, left: str, right: str) -> None:
    (row, *_), relations = compared(left, right)
    assert (row.kind, len(row.values)) == (kind, 2)
    assert [r.kind for r in relations] == (["conflict"] if kind == "conflict" else [])
    assert all(r.reason and r.confidence for r in relations)


@pytest.mark.parametrize(
    ("left", "right", "later"),
    [
        ("A fire in Elmstad killed one person.", "Three people died in the fire in Elmstad.", True),
        (
            "Three people died in the fire in Velden.",
            "The number of people killed in the fire in Velden rose to four.",
            False,
        ),
    ],
)
def test_a_higher_toll_that_is_later_is_an_update(compared, left: str, right: str, later: bool) -> None:
    (row,), (relation,) = compared(left, right, later=later)
    assert row.kind == relation.kind == "update"
    assert [d.kind for d in relation.differences] == ["update"]


APART = [
    ("A fire in Elmstad killed three people.", "A fire in Orla killed five people."),
    ("The bill passed by 52 votes to 48.", "The senate passed the bill by four votes."),
    ("The blast in Elmstad killed 12 people.", "The blast in Elmstad injured 14 people."),
    ("Anna Lind, 34, won in Elmstad.", "Bo Berg, 43, won in Elmstad."),
    ("Orla Oil paid a fine of $34 million.", "Orla Oil paid a fine of 43 million euros."),
    ("The blast in Elmstad did not kill 12 people.", "The blast in Elmstad killed 14 people."),
]


@pytest.mark.parametrize(("left", "right"), APART)
def test_numbers_of_other_things_are_not_held_against_each_other(compared, left: str, right: str) -> None:
    found, relations = compared(left, right)
    assert relations == ()
    assert all(f.kind in ("same", "rounding") for f in found)


def test_a_row_says_who_gives_each_value_and_where_it_stands(compared) -> None:
    left = "Mayor Ilse Brandt said at least 12 people had died in the blast in Elmstad."
    right = "Fourteen people died in the blast in Elmstad."
    (row, *_), _ = compared(left, right, later=True)
    first, second = row.values
    assert (first.low, first.high, first.as_of) == (12, None, DAY)
    assert left[first.start : first.end] == first.text == "12"
    assert first.holder is not None
    assert second.holder is None
    assert row.unit == "dead"


def test_some_of_those_counted_are_no_other_toll(compared) -> None:
    rows, relations = compared(
        "The plane crash in Elmstad killed 12 people.", "The plane crash in Elmstad killed 10 Danish tourists."
    )
    assert not [r for r in relations if r.kind in ("conflict", "update")]
    assert all(row.kind == "same" for row in rows)
