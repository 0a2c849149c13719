"""Repairs: what is damaged is found run by run, and what is right stays."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.cleaning.encoding import find_repairs
from rashomon.cleaning.repaired_text import read_as

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
    reading = read_as(text, find_repairs(text))
    assert find_repairs(reading.text) == ()


@given(st.text(max_size=60))
def test_any_text_can_be_repaired(text: str) -> None:
    repairs = find_repairs(text)
    assert all(0 <= r.start < r.end <= len(text) for r in repairs)
    assert all(a.end <= b.start for a, b in pairwise(repairs))
