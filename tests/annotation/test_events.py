"""Propositions and events: who did what to whom, when and where, and what negates it."""

import pytest

from rashomon.annotation.pipeline import understand
from rashomon.types import Article, Passage


def understood(text):
    return understand(
        Article(id="a", text=text, text_sha256="", bytes_sha256="", passages=(Passage(0, len(text), "body"),))
    )


def event(text, lemma):
    return next(e for e in understood(text).events if e.lemma == lemma)


def proposition(text):
    return understood(text).statements[0].proposition


def arguments(text):
    return [(a.role, a.text) for a in proposition(text).arguments]


def test_an_event_has_its_actor_recipient_and_place():
    found = event("Minister Jan Novak signed the treaty in Paris on Monday.", "sign")
    assert (found.actor.text, found.recipient.text, found.where.text) == ("Minister Jan Novak", "the treaty", "Paris")
    assert found.when.text == "Monday"


def test_a_passive_has_its_agent_for_actor():
    found = event("The plan was rejected by the council.", "reject")
    assert (found.actor.text, found.recipient.text) == ("the council", "The plan")


def test_a_particle_belongs_to_the_verb_and_negation_is_told():
    found = event("The council did not turn down the plan.", "turn down")
    assert found.negated


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Minister Jan Novak signed the treaty in Paris on Monday.",
            [("subject", "Minister Jan Novak"), ("object", "the treaty"), ("in", "Paris")],
        ),
        ("The plan was rejected by the council.", [("object", "The plan"), ("subject", "the council")]),
        (
            "The mayor gave the museum a painting.",
            [("subject", "The mayor"), ("recipient", "the museum"), ("object", "a painting")],
        ),
        ("Jan Novak is the mayor of Karsund.", [("subject", "Jan Novak"), ("complement", "the mayor of Karsund")]),
    ],
)
def test_a_proposition_has_its_arguments_with_roles_as_in_the_active_voice(text, expected):
    assert arguments(text) == expected


def test_an_argument_knows_its_entity_and_where_it_stands():
    text = "Minister Jan Novak signed the treaty. Novak left the hall."
    found = understood(text)
    first, second = (s.proposition.arguments[0] for s in found.statements)
    assert first.entity is not None
    assert first.entity == second.entity
    assert text[second.start : second.end] == second.text == "Novak"


@pytest.mark.parametrize(
    ("text", "negated", "negation"),
    [
        ("The council approved the plan.", False, []),
        ("The council did not approve the plan.", True, ["not"]),
        ("No one in the council approved the plan.", True, ["No one"]),
        ("The council failed to approve the plan.", True, ["failed"]),
        ("The council never failed to approve the plan.", False, ["never", "failed"]),
    ],
)
def test_a_proposition_tells_the_words_that_negate_it(text, negated, negation):
    found = proposition(text)
    assert (found.negated, [n.text for n in found.negation]) == (negated, negation)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("The court issued a subpoena on Friday.", "Friday"),
        ("The court is scheduled to hear the case on Friday.", "Friday"),
        ("The court issued a subpoena about last year's campaign.", None),
        ("The court that sat in March issued a subpoena.", None),
        ("The court issued a subpoena for the files of 2016.", None),
    ],
)
def test_a_time_is_of_the_verb_that_it_hangs_on(text, when):
    found = understood(text).statements[0].when
    assert (found.text if found else None) == when
