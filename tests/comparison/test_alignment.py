from __future__ import annotations

import pytest

from rashomon.comparison.alignment import MOST_PAIRS, Aligner, candidates, telling
from rashomon.comparison.entity_linking import link
from rashomon.comparison.propositions import contents
from rashomon.encoder.aligner import load


def aligner_of(*understandings) -> Aligner:
    return Aligner(contents(link(understandings).understandings), load())


@pytest.fixture
def aligned(understood):
    """The aligned statements of two articles, as texts."""

    def pairs(left: str, right: str) -> list[tuple[str, str]]:
        aligner = aligner_of(understood(left, outlet="A"), understood(right, outlet="B"))
        texts = [c.statement.text for c in aligner.contents]
        return [(texts[p.left], texts[p.right]) for p in aligner.across()]

    return pairs


def test_the_same_event_in_other_words_is_aligned(aligned) -> None:
    found = aligned(
        "The company turned down the offer from the port authority. The old bridge was painted green.",
        "Rain is expected in the hills. The company rejected the port authority's proposal.",
    )
    assert found == [
        (
            "The company turned down the offer from the port authority",
            "The company rejected the port authority's proposal",
        )
    ]


def test_one_common_word_aligns_nothing(aligned) -> None:
    assert aligned("There is a lot of snow.", "She has a lot of friends.") == []


def test_another_actor_is_not_aligned(aligned) -> None:
    found = aligned(
        "The mayor of Port Velden resigned on Friday after a row over harbour fees.",
        "The chief of the Norwegian football federation won a third term on Sunday.",
    )
    assert found == []


def test_statements_of_one_article_are_never_related(understood) -> None:
    text = "The harbour of Port Velden will close in May. In May the harbour of Port Velden will shut."
    assert aligner_of(understood(text)).across() == ()


def test_a_pair_is_the_same_in_either_order(understood) -> None:
    aligner = aligner_of(understood("The harbour will close in May."), understood("The harbour will shut in May."))
    aligner.across()
    assert aligner.probability(0, 1) == aligner.probability(1, 0) > 0


def test_candidates_of_many_articles_are_bounded(understood) -> None:
    texts = [f"The mayor sold ship number {n} to the union." for n in range(30)]
    aligner = aligner_of(*(understood(t) for t in texts))
    assert len(candidates(aligner.contents, aligner.vectors)) <= MOST_PAIRS * len(aligner.contents)


def test_a_pronoun_is_read_as_the_name_it_stands_for(understood) -> None:
    aligner = aligner_of(understood("Pelle Oster left the union on Friday. He said his work was done."))
    read = [telling(c) for c in aligner.contents]
    assert ("Pelle Oster", "Pelle Oster's work was done") in [tuple(t) for t in read]
