"""A reading and the way back to its source."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rashomon.cleaning.repaired_text import compose, read_as
from rashomon.types import Repair


@st.composite
def repaired(draw: st.DrawFn, text: str | None = None) -> tuple[str, tuple[Repair, ...]]:
    """A text and repairs of it, in order and not overlapping."""
    source = draw(st.text("ab\u0301é👩", max_size=20)) if text is None else text
    cuts = sorted(draw(st.sets(st.integers(0, len(source)), max_size=8)))
    repairs = [
        Repair(start, end, draw(st.text("xyz", max_size=3))) for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    return source, tuple(repairs)


@given(repaired())
def test_what_is_not_repaired_leads_back_to_itself(case: tuple[str, tuple[Repair, ...]]) -> None:
    source, repairs = case
    reading = read_as(source, repairs)
    damaged = {i for r in repairs for i in range(r.start, r.end)}
    inserted = {i for r, place in zip(repairs, reading.places, strict=True) for i in range(place, place + len(r.to))}
    kept = [i for i in range(len(reading.text)) if i not in inserted]
    assert [reading.source_start(i) for i in kept] == [i for i in range(len(source)) if i not in damaged]
    assert all(reading.text[i] == source[reading.source_start(i)] for i in kept)
    assert all(reading.source_end(i + 1) == reading.source_start(i) + 1 for i in kept)


@given(repaired())
def test_what_is_repaired_leads_back_to_all_of_the_damage(case: tuple[str, tuple[Repair, ...]]) -> None:
    reading = read_as(*case)
    for repair, place in zip(reading.repairs, reading.places, strict=True):
        for i in range(place, place + len(repair.to)):
            assert (reading.source_start(i), reading.source_end(i + 1)) == (repair.start, repair.end)


@given(repaired())
def test_positions_lead_back_in_order(case: tuple[str, tuple[Repair, ...]]) -> None:
    reading = read_as(*case)
    for way in (reading.source_start, reading.source_end):
        back = [way(i) for i in range(len(reading.text) + 1)]
        assert back == sorted(back)
        assert all(0 <= i <= len(case[0]) for i in back)


@given(st.data())
def test_repairs_of_a_reading_become_repairs_of_its_source(data: st.DataObject) -> None:
    source, first = data.draw(repaired())
    reading = read_as(source, first)
    _, second = data.draw(repaired(reading.text))
    both = compose(reading, second)
    assert read_as(source, both).text == read_as(reading.text, second).text
    assert all(a.end <= b.start for a, b in pairwise(both))
    assert all(r.start < r.end for r in both)
