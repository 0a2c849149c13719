"""How pairs of invented reports stand to each other, from their text on."""

from __future__ import annotations

import pytest

from rashomon.types import Relation


def values(relations: tuple[Relation, ...], about: str) -> list[tuple[str, str]]:
    return [(d.left.text, d.right.text) for r in relations for d in r.differences if d.about == about]


CONFLICTS = [
    (
        "time",
        "Finance Minister Ana Petrov visited Lisbon on Tuesday for talks with President Rui Costa.",
        "Finance Minister Ana Petrov travelled to Lisbon on Wednesday for talks with President Rui Costa.",
        ("Tuesday", "Wednesday"),
    ),
    (
        "number",
        "The fire killed 12 people in Port Velden.",
        "The fire killed 14 people in Port Velden.",
        ("12", "14"),
    ),
    (
        "polarity",
        "The city council approved the harbour budget on Friday.",
        "The city council did not approve the harbour budget on Friday.",
        ("approved", "not"),
    ),
]


@pytest.mark.parametrize(("about", "left", "right", "spots"), CONFLICTS)
def test_values_that_exclude_each_other_conflict(related, about, left, right, spots) -> None:
    relations = related(left, right)
    assert [r.kind for r in relations] == ["conflict"]
    assert values(relations, about) == [spots]


CONTRARY = [
    (
        "two people who differ",
        "Mayor Ilse Brandt said the council had approved the harbour budget.",
        "Union leader Pelle Oster said the council had not approved the harbour budget.",
        ("approved", "not"),
    ),
    (
        "a verb and the noun of its stem",
        "The city reportedly plans to close the harbour bridge in May.",
        "The city has no plans to close the harbour bridge, Mayor Ilse Brandt said.",
        ("plans", "no"),
    ),
    (
        "the owner of the object",
        "The letter did not represent the bishops, Ilse Brandt said.",
        "The letter does represent the bishops' opinion, Pelle Oster said.",
        ("not", "represent"),
    ),
]


@pytest.mark.parametrize(("left", "right", "spots"), [c[1:] for c in CONTRARY], ids=[c[0] for c in CONTRARY])
def test_what_one_affirms_and_another_denies_conflicts(related, left, right, spots) -> None:
    relations = related(left, right)
    assert [r.kind for r in relations] == ["conflict"]
    assert values(relations, "polarity") == [spots]


def test_the_time_of_an_infinitive_is_the_time_of_its_act(related) -> None:
    relations = related(
        "A harbour guard on Friday apologized for a Facebook post.",
        "The guard at the harbour had to apologize Saturday for a Facebook post.",
    )
    assert [r.kind for r in relations] == ["conflict"]
    assert values(relations, "time") == [("Friday", "Saturday")]


COMPATIBLE = [
    (
        "a week and its day",
        "Finance Minister Ana Petrov visited Lisbon this week for talks with President Rui Costa.",
        "Finance Minister Ana Petrov visited Lisbon on Wednesday for talks with President Rui Costa.",
    ),
    (
        "a bound and a number within it",
        "The fire killed at least 12 people in Port Velden.",
        "The fire killed 14 people in Port Velden.",
    ),
    (
        "a rounded number and the exact one",
        "About 1,000 workers marched through Port Velden.",
        "On Friday 1,012 workers marched through Port Velden.",
    ),
    (
        "a city and its country",
        "The two ministers met in Paris to discuss the fishing dispute.",
        "The two ministers met in France to discuss the fishing dispute.",
    ),
    (
        "some who do and nobody who does",
        "The mayor did the work well, Ilse Brandt said.",
        "Nobody did the work better, Pelle Oster said.",
    ),
    (
        "another object",
        "The union did not lose the vote in Velden, Ilse Brandt said.",
        "The union lost 60 members in Velden this year.",
    ),
    (
        "what may be and what is not",
        "The council might approve the harbour budget, Mayor Ilse Brandt said.",
        "The council did not approve the harbour budget, union leader Pelle Oster said.",
    ),
    (
        "not only",
        "The council approved the harbour budget, Mayor Ilse Brandt said.",
        "The council did not only approve the harbour budget, union leader Pelle Oster said.",
    ),
    (
        "a question",
        "Did the council approve the harbour budget?",
        "The council did not approve the harbour budget.",
    ),
    (
        "two days of saying",
        "The union said on Tuesday that the steel factory in Velden would close.",
        "The union said on Wednesday that the steel factory in Velden would close.",
    ),
    (
        "one who is added to those before",
        "Police in Orla arrested two men on Monday after a bank robbery.",
        "Police in Orla arrested a third man on Wednesday after the robbery of a bank.",
    ),
    (
        "days of another act",
        "The court in Velden rejected the appeal that the builder Nils Borg filed on Monday.",
        "The court in Velden rejected the appeal that the builder Nils Borg filed on Thursday.",
    ),
    (
        "numbers of other people",
        "The fire in Port Velden killed 12 dock workers.",
        "The fire in Port Velden killed 3 young sailors.",
    ),
    (
        "a demand in other words",
        "The union demanded that the bank pay 12 percent more this year.",
        "The union demanded that the bank pay 14 percent more this year.",
    ),
    (
        "the same weekday of other weeks of publication",
        "Finance Minister Ana Petrov visited Lisbon on Tuesday for talks.",
        "Finance Minister Ana Petrov visited Lisbon on Tuesday for talks with President Rui Costa.",
    ),
]


@pytest.mark.parametrize(("left", "right"), [pair[1:] for pair in COMPATIBLE], ids=[pair[0] for pair in COMPATIBLE])
def test_what_may_both_be_true_does_not_conflict(related, left, right) -> None:
    kinds = {r.kind for r in related(left, right)}
    assert "conflict" not in kinds


def test_a_more_exact_time_is_a_compatible_difference(related) -> None:
    relations = related(*COMPATIBLE[0][1:])
    assert [r.kind for r in relations] == ["compatible"]
    assert values(relations, "time") == [("this week", "Wednesday")]


def test_a_day_of_saying_is_no_difference(related) -> None:
    (relation,) = related(*next(c for c in COMPATIBLE if c[0] == "two days of saying")[1:])
    assert relation.kind == "agree"
    assert relation.differences == ()


def test_the_same_content_from_other_people_differs_in_holder(related) -> None:
    relations = related(
        "The sprinklers had been off for a year, union leader Pelle Oster said.",
        "The sprinklers were off for a year, Mayor Ilse Brandt said.",
    )
    assert values(relations, "holder") == [("union leader Pelle Oster", "Mayor Ilse Brandt")]
    assert relations[0].kind in ("agree", "compatible")


def test_other_words_for_the_same_thing_differ_in_wording(related) -> None:
    relations = related(
        "Pelle Oster described the harbour guards as a peaceful militia.",
        "Pelle Oster described the harbour guards as a criminal militia.",
    )
    assert values(relations, "wording") == [("peaceful militia", "criminal militia")]


def test_every_spot_repeats_its_article(related, understood) -> None:
    for _, left, right, _ in CONFLICTS:
        for relation in related(left, right):
            for difference in relation.differences:
                assert left[difference.left.start : difference.left.end] == difference.left.text
                assert right[difference.right.start : difference.right.end] == difference.right.text


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Whether the mayor sold the harbour bridge is unclear.", "The mayor did not sell the harbour bridge."),
        ("The harbour bridge makes sense, Ilse Brandt said.", "The harbour council lost all sense, Pelle Oster said."),
        ("Ilse Brandt opened the harbour bridge on Friday.", "Pelle Oster opened the harbour bridge on Friday."),
    ],
)
def test_what_is_not_the_same_thing_said_does_not_agree(related, left, right) -> None:
    assert "agree" not in {r.kind for r in related(left, right)}
