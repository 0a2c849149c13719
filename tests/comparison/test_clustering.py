from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rashomon.comparison.alignment import Aligner
from rashomon.comparison.claims import claims
from rashomon.comparison.clustering import DisjointSets, group
from rashomon.comparison.entity_linking import link
from rashomon.comparison.propositions import contents
from rashomon.encoder.aligner import load
from rashomon.types import Understanding


def grouped(*understandings: Understanding) -> list[list[str]]:
    """The texts of each claim with more than one statement."""
    parts = contents(link(understandings).understandings)
    aligner = Aligner(parts, load())
    grouping = group(aligner, aligner.across())
    texts = {c.statement.id: c.statement.text for c in parts}
    made = claims(parts, grouping)
    assert {s for c in made for s in c.statements} == set(texts)
    assert sorted(i for g in grouping for i in g.at_home) == list(range(len(parts)))
    assert len({c.id for c in made}) == len(made)
    return [[texts[s] for s in c.statements] for c in made if len(c.statements) > 1]


def test_statements_of_one_event_are_one_claim(understood) -> None:
    one = understood("The harbour of Port Velden will close in May. The old bridge was painted green.")
    other = understood("In May the harbour of Port Velden will shut. Rain is expected in the northern hills.")
    assert grouped(one, other) == [
        ["The harbour of Port Velden will close in May", "In May the harbour of Port Velden will shut"]
    ]


def test_what_one_article_tells_twice_is_one_claim(understood) -> None:
    text = (
        "A gas explosion destroyed the bakery in Port Velden on Friday. Rain fell in the northern hills. "
        "On Friday the gas explosion destroyed the bakery in Port Velden."
    )
    (told,) = grouped(understood(text), understood("A student won the final of the chess tournament."))
    assert len(told) == 2


def test_an_act_that_is_added_to_another_is_a_claim_of_its_own(understood) -> None:
    text = (
        "The mayor of Port Velden rejected the offer for the harbour. "
        "The mayor of Port Velden also rejected the offer for the bridge."
    )
    assert grouped(understood(text)) == []


def test_what_was_done_and_what_will_be_done_are_two_claims(understood) -> None:
    text = "The council of Port Velden sold the harbour. The council of Port Velden will sell the harbour."
    assert grouped(understood(text)) == []


def test_a_chain_of_look_alikes_is_not_one_claim(understood) -> None:
    one = understood("The mayor opened the new bridge in Port Velden.", outlet="One")
    other = understood("The mayor opened the new bridge and the union protested in Port Velden.", outlet="Two")
    third = understood("The union protested against low wages in the ship yards.", outlet="Three")
    for claim in grouped(one, other, third):
        assert not {"mayor opened", "low wages"} <= {w for t in claim for w in ("mayor opened", "low wages") if w in t}


def test_everything_is_alone_at_first() -> None:
    assert DisjointSets(3).groups() == [[0], [1], [2]]


def test_joined_numbers_are_one_group() -> None:
    sets = DisjointSets(5)
    sets.join(4, 1)
    sets.join(1, 3)
    assert sets.groups() == [[0], [1, 3, 4], [2]]
    assert sets.find(4) == 1


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))))
def test_the_order_of_joining_does_not_matter(pairs: list[tuple[int, int]]) -> None:
    one, other = DisjointSets(10), DisjointSets(10)
    for i, j in pairs:
        one.join(i, j)
    for i, j in reversed(pairs):
        other.join(j, i)
    assert one.groups() == other.groups()
    assert sorted(i for group in one.groups() for i in group) == list(range(10))
