from __future__ import annotations

import pytest

from rashomon.comparison.entity_linking import link
from rashomon.comparison.propositions import MOST_WORDS, Content, contents


@pytest.fixture
def content(understood):
    """The content of the first statement of a text."""

    def first(text: str) -> Content:
        return contents(link([understood(text)]).understandings)[0]

    return first


def predicates(content: Content) -> list[str]:
    return [token.lemma_ for token in content.predicates]


@pytest.mark.parametrize(
    ("text", "lemmas"),
    [
        ("The ministers met in Velden.", ["meet"]),
        ("The ministers held a secret meeting in Velden.", ["meeting"]),
        ("The meeting lasted three hours.", ["meeting"]),
        ("Their relations were strong.", ["strong"]),
    ],
)
def test_the_predicate_is_the_word_that_carries_the_meaning(content, text, lemmas) -> None:
    assert predicates(content(text)) == lemmas


def test_a_name_counts_once_and_as_its_entity(content) -> None:
    made = content("Ana Petrov said nothing, and Petrov left Lisbon.")
    keys = [w.key for w in made.words]
    assert len(keys) == len(set(keys))
    assert "petrov" not in keys


def test_a_phrasal_verb_is_one_word(content) -> None:
    assert "turn down" in {w.key for w in content("The company turned the offer down.").words}


def test_times_and_the_source_are_left_out(content) -> None:
    keys = {w.key for w in content("The harbour will close on Friday, the union said.").words}
    assert {"harbour", "close"} <= keys
    assert not keys & {"friday", "union", "say"}


def test_a_number_counts_by_its_value(content) -> None:
    assert "#12" in {w.key for w in content("The fire killed twelve people.").words}


def test_the_predicate_counts_most(content) -> None:
    made = content("The company rejected the proposal of the port authority in Velden.")
    roles = {w.key: w.role for w in made.words}
    assert roles["reject"] == max(roles.values())


def test_a_statement_without_end_is_compared_by_its_beginning(content) -> None:
    made = content("The harbour of Velden " + "and the bridge and the tower " * 300 + "will close.")
    assert len(made.words) <= MOST_WORDS
    assert len(made.bare) <= MOST_WORDS


def test_the_future_is_told_from_the_past(content) -> None:
    assert content("The council will sell the harbour.").future
    assert not content("The council sold the harbour.").future
