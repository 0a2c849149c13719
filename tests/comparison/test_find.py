from __future__ import annotations

import pytest

import rashomon

COURIER = """Three people died in a fire at the ferry terminal of Port Velden on Monday, fire chief Nils Brandt said.

The ferries to the island of Rum will run again on Wednesday.
"""
LEDGER = """Four people died in a fire at the ferry terminal of Port Velden on Monday.

A choir from Rum sang at the autumn fair.
"""


@pytest.fixture(scope="module")
def found() -> rashomon.Found:
    articles = [rashomon.from_text(COURIER, name="courier.txt"), rashomon.from_text(LEDGER, name="ledger.txt")]
    claim = "Three people died in a fire at the ferry terminal of Port Velden."
    return rashomon.find(claim, [rashomon.understand(articles[0]), articles[1]])


def label_of(found: rashomon.Found, article: str) -> str:
    return next(a.label for a in found.articles if a.id == article)


def test_a_claim_is_found_with_its_speaker_and_exact_words(found: rashomon.Found) -> None:
    (hit,) = found.reported
    article = next(a for a in found.articles if a.id == hit.statement.article)
    assert "".join(article.content[s:e] for s, e in hit.statement.spans) == hit.statement.text
    assert "Three people died" in hit.statement.text
    assert [s.text for s in hit.statement.chain[0].sources] == ["fire chief Nils Brandt"]


def test_what_says_otherwise_is_no_report_of_the_claim(found: rashomon.Found) -> None:
    (hit,) = found.otherwise
    assert hit.statement.text.startswith("Four people died")
    assert hit.relation.kind == "conflict"
    assert [d.about for d in hit.relation.differences] == ["number"]
    assert found.not_found_in == ()


def test_every_hit_stands_to_a_statement_of_the_claim(found: rashomon.Found) -> None:
    asked = {s.id for s in found.statements}
    assert asked
    for hit in (*found.reported, *found.otherwise, *found.nearest):
        assert hit.relation.left in asked
        assert hit.relation.right == hit.statement.id


def test_an_article_without_the_claim_is_named() -> None:
    articles = [rashomon.from_text(text, name=name) for text, name in ((COURIER, "a.txt"), (LEDGER, "b.txt"))]
    found = rashomon.find("A choir from Rum sang at the autumn fair.", articles)
    assert [label_of(found, a) for a in found.not_found_in] == [articles[0].label]


def test_a_claim_that_states_nothing_is_refused() -> None:
    with pytest.raises(rashomon.UsageError, match="claim"):
        rashomon.find("  ", [rashomon.from_text(COURIER)])


def test_no_article_is_nothing_to_search() -> None:
    with pytest.raises(rashomon.NothingToCompare, match="nothing to search: an article is needed, none can be used"):
        rashomon.find("Three people died in a fire.", [])


def test_what_denies_a_claim_is_not_listed_as_a_report_of_it() -> None:
    article = rashomon.from_text(
        "No alarm was switched off in the silo, Orla Grain said. Workers cleaned the silo on Friday.", name="a.txt"
    )
    found = rashomon.find("Orla Grain switched off the alarm in the silo.", [article])
    assert not found.reported
    assert all(hit.relation.confidence == "check" and hit.relation.reason for hit in found.otherwise)
