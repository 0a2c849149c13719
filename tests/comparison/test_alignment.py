from __future__ import annotations

import pytest

from rashomon.comparison.alignment import Aligner, Features, probability
from rashomon.comparison.entity_linking import link
from rashomon.comparison.propositions import contents
from rashomon.comparison.similarity import Space, candidates


@pytest.fixture
def aligned(understood):
    """The aligned statements of two articles, as texts."""

    def pairs(left: str, right: str) -> list[tuple[str, str]]:
        parts = contents(link([understood(left, outlet="A"), understood(right, outlet="B")]).understandings)
        aligner = Aligner(parts)
        across = aligner.across(aligner.pairs())
        return [(parts[p.left].statement.text, parts[p.right].statement.text) for p in across]

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


def test_the_better_of_two_rivals_is_aligned(aligned) -> None:
    found = aligned(
        "The mayor of Port Velden rejected the union's offer. "
        "The mayor of Port Velden also rejected the bank's request for the keys of the harbour.",
        "The mayor of Port Velden rejected the union's proposal.",
    )
    assert [left for left, _ in found] == ["The mayor of Port Velden rejected the union's offer"]


def test_one_common_word_aligns_nothing(aligned) -> None:
    assert aligned("There is a lot of snow.", "She has a lot of friends.") == []


def test_statements_of_one_article_are_never_related(understood) -> None:
    text = "The harbour of Port Velden will close in May. In May the harbour of Port Velden will shut."
    parts = contents(link([understood(text)]).understandings)
    aligner = Aligner(parts)
    assert aligner.across(aligner.pairs()) == ()


def test_a_pair_is_the_same_in_either_order(understood) -> None:
    one, other = understood("The harbour will close in May."), understood("The harbour will shut in May.")
    parts = contents(link([one, other]).understandings)
    aligner = Aligner(parts)
    assert aligner.score(0, 1) is aligner.score(1, 0)


def test_candidates_share_a_telling_word_or_a_synonym(understood) -> None:
    one = understood("The mayor purchased a ship. Rain fell.")
    other = understood("The mayor bought a vessel. Children sang.")
    parts = contents(link([one, other]).understandings)
    texts = {(parts[i].statement.text, parts[j].statement.text) for i, j in candidates(parts, Space(parts))}
    assert ("The mayor purchased a ship", "The mayor bought a vessel") in texts
    assert ("Rain fell", "Children sang") not in texts


def test_candidates_are_bounded(understood) -> None:
    texts = [f"The mayor sold ship number {n} to the union." for n in range(30)]
    parts = contents(link([understood(t) for t in texts]).understandings)
    found = candidates(parts, Space(parts), most=4)
    assert len(found) <= 4 * len(parts)


def test_more_in_common_is_more_probable() -> None:
    nothing = Features(*[0.0] * len(Features._fields))
    some = nothing._replace(shared=0.5, covered=0.6, evidence=0.5, predicate=0.7)
    assert probability(nothing) < 0.01 < probability(some) < probability(some._replace(shared=0.9, run=1.0))
    assert probability(some._replace(time=-1.0)) < probability(some) < probability(some._replace(time=1.0))


def test_a_quotation_that_goes_on_is_aligned_with_both_its_sentences(aligned) -> None:
    found = aligned(
        'Union leader Pelle Oster called the guards "a hostile crowd who entered our territory at night."',
        '"You are a hostile gang. You came onto our land in the dark," union leader Pelle Oster told the guards.',
    )
    assert len({right for _, right in found}) == 2
