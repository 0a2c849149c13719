"""Repairs: what is damaged is found run by run, what is right stays, and every place leads back to its source."""

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import rashomon
from rashomon.cleaning.repaired_text import compose, read_as
from rashomon.types import Repair

RIGHT = [
    "“It’s fine,” she said — naïvely…",
    "Tous les êtres humains naissent libres et égaux en dignité. « Où est-il ? »",
    "Alle Menschen sind frei und gleich an Würde geboren; Größe über Straße.",
    "Todos los seres humanos nacen libres; ¿dónde está Núñez? ¡Málaga!",
    "Todas as nações e São João, coração e ÇÃO, AÇÃO.",
    "Wszyscy ludzie rodzą się wolni: zażółć gęślą jaźń.",
    "Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar. İĞŞ",
    "Tất cả mọi người sinh ra đều được tự do và bình đẳng.",
    "Все люди рождаются свободными и равными — «так сказал он».",
    "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι.",
    "كل الناس يولدون أحراراً متساوين في الكرامة. می‌خواهم",
    "כל בני האדם נולדו בני חורין \u200f(1948)\u200f.",
    "人人生而自由,在尊严和权利上一律平等。「你好」",
    "すべての人間は、生まれながらにして自由である。",
    "모든 인간은 태어날 때부터 자유로우며",
    "सभी मनुष्यों को गौरव और अधिकारों क्\u200dष",
    "มนุษย์\u200bทั้งปวง\u200bเกิดมา",
    "👩\u200d👩\u200d👧 and 👍🏽, e\u0301 and ñ",
    "AT&T, R&D; a < b && c > d; 2*3*4, snake_case_name, f**k",
    "a [sic] (see below) [1] {x}",
    "tab\tand\x0bline\x85breaks\u2028stay",
]

DAMAGED = [
    ("Itâ€™s â€œgoodâ€\x9d â€“ cafÃ©", "It’s “good” – café"),
    ("â€œHello,â€ he said", "“Hello,” he said"),
    ("Damascusâ€™s “right” quotes", "Damascus’s “right” quotes"),
    ("ItвЂ™s here, he said вЂ“ and went", "It’s here, he said – and went"),
    ("It‚Äôs ‚Äúgood‚Äù", "It’s “good”"),
    ("Ã¢â‚¬â„¢", "’"),
    ("FranA\u0303\x83Â§ois", "François"),
    ("AT&amp;T said &#8220;no&#x201D;&nbsp;&hellip;", "AT&T said “no” …"),
    ("&amp;#8217; &amp;amp;amp;", "’ &"),
    ("so\u00adft, ze\u200bro, \ufeffmark", "soft, zero, mark"),
    ("\u200eIran\u202c said", "Iran said"),
    ("\x93quoted\x94 \x96 \x07bell", "“quoted” – bell"),
    ("&am\u200bp;lt;", "<"),
    ("[Reuters](https://x.example/a_b_c) said *so* and **so** and _so_", "Reuters said so and so and so"),
    ("[**Bold link**](/path)", "Bold link"),
    ("> quoted\n> > twice", "quoted\ntwice"),
]


def find_repairs(text: str) -> tuple[Repair, ...]:
    return rashomon.from_text(text).repairs


@pytest.mark.parametrize("text", RIGHT)
def test_right_text_in_any_script_has_nothing_to_repair(text: str) -> None:
    assert find_repairs(text) == ()


@pytest.mark.parametrize(("text", "read"), DAMAGED)
def test_damage_is_read_as_what_it_stands_for(text: str, read: str) -> None:
    repairs = find_repairs(text)
    assert read_as(text, repairs).text == read
    assert all(a.end <= b.start for a, b in pairwise(repairs))


@pytest.mark.parametrize("right", RIGHT)
@pytest.mark.parametrize(("text", "read"), DAMAGED[:2] + DAMAGED[7:9])
def test_damage_beside_right_text_is_repaired_alone(text: str, read: str, right: str) -> None:
    both = f"{right}\n{text}\n{right}"
    assert read_as(both, find_repairs(both)).text == f"{right}\n{read}\n{right}"


def test_every_run_of_damage_is_a_repair_of_its_own() -> None:
    text = "Itâ€™s cafÃ© and more"
    assert [(text[r.start : r.end], r.to) for r in find_repairs(text)] == [("â€™", "’"), ("Ã©", "é")]


PIECES = [
    "a",
    " ",
    "\n",
    "é",
    "&",
    "amp;",
    "lt;",
    "#8217;",
    "\u200b",
    "\u00ad",
    "â€",
    "™",
    "Ã",
    "©",
    "\x93",
    "*",
    "_",
    "[",
    "](/",
    ")",
    "> ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_what_is_repaired_needs_no_more_repairs(text: str) -> None:
    assume(text.strip())
    reading = read_as(text, find_repairs(text)).text
    assert not reading.strip() or find_repairs(reading) == ()


@given(st.text(max_size=60))
def test_any_text_can_be_repaired(text: str) -> None:
    assume(text.strip())
    repairs = find_repairs(text)
    assert all(0 <= r.start < r.end <= len(text) for r in repairs)
    assert all(a.end <= b.start for a, b in pairwise(repairs))


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
