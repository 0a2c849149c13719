"""The lexicon of boilerplate and its notation."""

import pytest

from rashomon.cleaning import phrase_lists as phrases
from rashomon.cleaning.phrase_lists import (
    count_signs,
    has_phrase,
    known,
    matches,
    needed,
    parts_of,
    sections,
    tokens_of,
)


def says(phrase: str, sentence: str) -> bool:
    return matches(parts_of(phrase), tokens_of(sentence), 0)


@pytest.mark.parametrize(
    ("phrase", "sentence", "said"),
    [
        ("donate now", "donate now, please", True),
        ("donate now", "to donate now", False),
        ("please? donate", "please donate", True),
        ("please|kindly? donate", "donate", True),
        ("donat* here|all_day", "donating all day long", True),
        ("donat* here|all_day", "donating all night", False),
        ("sign up … newsletter", "sign up, today, for our free newsletter", True),
        ("sign up … newsletter", "sign up " + "now " * 9 + "newsletter", False),
        ("… all rights", "2018 example. some rights, all rights", True),
        ("read more :", "read more: talks fail", True),
        ("read more :", "read more about talks", False),
        ("share this $", "share this!", True),
        ("share this $", "share this story", False),
        ("follow <at>", "follow @example", True),
        ("email <mail>", "email jane@example.org", True),
        ("email <mail>", "email [email\xa0protected]", True),
        ("<number> comments", "1,204 comments", True),
        ("© <year>", "© 2018", True),
        ("© <year>", "© 1812", False),
        ("<name> is", "jane van der doe is", True),
        ("follow <site>", "follow google news", True),
    ],
)
def test_the_notation_says_what_it_promises(phrase: str, sentence: str, said: bool) -> None:
    assert says(phrase, sentence) is said


@pytest.mark.parametrize("section", ["phrases", "bio"])
def test_every_phrase_has_a_word_to_be_found_by(section: str) -> None:
    assert [phrase for phrase in sections()[section] if not needed(phrase)] == []


def test_the_lexicon_is_in_lower_case_with_straight_marks() -> None:
    text = phrases.LEXICON.read_text(encoding="utf8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert [line for line in lines if line != line.lower() or set(line) & set("“”‘’") or line != line.strip()] == []


def test_no_class_is_used_that_is_not_there() -> None:
    there = phrases.classes().keys() | {"<at>", "<mail>", "<name>", "<digits>", "<number>", "<year>", "<any>"}
    used = {
        choice
        for section in ("phrases", "bio")
        for phrase in sections()[section]
        for part in phrase.split(" ")
        for choice in part.removesuffix("?").split("|")
        if choice.startswith("<")
    }
    assert used <= there


def test_what_is_known_by_heart_is_in_one_section_only() -> None:
    assert not known("alone") & known("heads")
    assert not known("alone") & known("weak")


def test_phrases_are_found_by_their_section() -> None:
    assert has_phrase("phrases", "sign up for our newsletter")
    assert not has_phrase("bio", "sign up for our newsletter")


def test_signs_are_counted_by_line() -> None:
    assert count_signs("appeal", "please donate $5 or a gift") == 3
    assert count_signs("appeal", "the army left") == 0
