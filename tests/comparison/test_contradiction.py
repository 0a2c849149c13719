"""What two reports of one happening cannot both have, and what a later one supersedes; each with a twin."""

from __future__ import annotations

import pytest

from rashomon.comparison.entity_linking import link
from rashomon.comparison.propositions import contents
from rashomon.comparison.similarity import shared_words

DAYS = ("2024-03-04", "2024-03-05")

CALLED = {
    "holder of one office": (
        "conflict",
        ("name", "contradiction", "Kim Foxley", "Eileen Burke"),
        "The bank's chairman, Kim Foxley, resigned on Monday.",
        "The bank's chairman, Eileen Burke, resigned on Monday.",
        "The bank's former chairman, Eileen Burke, resigned on Monday.",
    ),
    "name in the same sentence": (
        "conflict",
        ("name", "contradiction", "Kim Foxley", "Eileen Burke"),
        "Police in Velden arrested the contractor, Kim Foxley, on Friday.",
        "Police in Velden arrested the contractor, Eileen Burke, on Friday.",
        "Police in Velden questioned the neighbour of a driver, Eileen Burke, on Friday.",
    ),
    "denial of a passive": (
        "conflict",
        ("polarity", "contradiction", "searched", "denied"),
        "Police searched the paint works in Velden in February, union leader Pelle Oster said.",
        "The mayor denied that the paint works in Velden had been searched in February.",
        "The mayor denied that the rope works in Orla had been searched in February.",
    ),
    "negation in the same sentence": (
        "conflict",
        ("polarity", "contradiction", "safe", "not"),
        "The harbour bridge in Velden is safe for lorries and for buses.",
        "The harbour bridge in Velden is not safe for lorries and for buses.",
        "The harbour bridge in Velden is not only safe for lorries and for buses.",
    ),
    "wording of a quotation": (
        "conflict",
        ("wording", "contradiction", "shareholders", "customers"),
        "“The bank has cheated its own shareholders for many years,” Ilse Brandt said.",
        "“The bank has cheated its own customers for many years,” Ilse Brandt said.",
        "“The bank has cheated its own shareholders,” Ilse Brandt said.",
    ),
    "opposite act": (
        "conflict",
        ("polarity", "contradiction", "approved", "rejected"),
        "Mayor Ilse Brandt of Velden approved the harbour budget on Friday.",
        "Mayor Ilse Brandt of Velden rejected the harbour budget on Friday.",
        "Mayor Ilse Brandt of Velden rejected the appeal of the harbour union on Friday.",
    ),
    "spelling of a name": (
        "conflict",
        ("name", "contradiction", "Velborg", "Vellborg"),
        "Finance Minister Ana Velborg visited Lisbon on Monday for talks with President Rui Costa.",
        "Finance Minister Ana Vellborg visited Lisbon on Monday for talks with President Rui Costa.",
        "Foreign Minister Rolf Petrov had been in Lisbon before for talks with President Rui Costa.",
    ),
    "to come, then done": (
        "update",
        ("time", "update", "will sign", "signed"),
        "Mayor Ilse Brandt will sign the harbour budget in Velden.",
        "Mayor Ilse Brandt signed the harbour budget in Velden.",
        "Mayor Ilse Brandt will sign the harbour budget in Velden soon.",
    ),
    "expected, then done": (
        "update",
        ("time", "update", "expected to plead", "pleaded"),
        "The builder Nils Borg is expected to plead guilty to fraud in Velden.",
        "The builder Nils Borg pleaded guilty to fraud in Velden.",
        "The builder Nils Borg is expected to plead guilty to fraud in Velden today.",
    ),
    "not known, then known": (
        "update",
        ("polarity", "update", "unclear", "caused"),
        "It is unclear whether a heater caused the fire in the harbour hall.",
        "A heater caused the fire in the harbour hall.",
        "It is unclear if a faulty heater caused the fire in the harbour hall.",
    ),
    "not yet, then so": (
        "update",
        ("polarity", "update", "not", "released"),
        "The police in Velden have not released the man's name.",
        "The police in Velden have released the man's name.",
        "The police in Velden have not released the man's full name.",
    ),
}


@pytest.mark.parametrize("name", CALLED)
def test_what_excludes_or_supersedes_is_called_with_words_and_reason(related, name) -> None:
    kind, expected, left, right, _ = CALLED[name]
    (relation,) = (r for r in related(left, right, published=DAYS) if r.kind == kind)
    assert expected in [(d.about, d.kind, d.left.text, d.right.text) for d in relation.differences]
    assert relation.reason
    assert relation.confidence


@pytest.mark.parametrize("name", CALLED)
def test_its_twin_is_not_called(related, name) -> None:
    _, _, left, _, twin = CALLED[name]
    assert not [r for r in related(left, twin, published=DAYS) if r.kind in ("conflict", "update") or r.confidence]


@pytest.mark.parametrize("name", ["opposite act", "negation in the same sentence"])
def test_a_contradiction_is_found_where_the_statements_were_not_aligned(related, name) -> None:
    kind, expected, left, right, twin = CALLED[name]
    (relation,) = related(left, right, score=0, published=DAYS)
    assert (relation.kind, relation.confidence) == (kind, "check")
    assert expected in [(d.about, d.kind, d.left.text, d.right.text) for d in relation.differences]
    assert not related(left, twin, score=0, published=DAYS)


def test_done_before_it_is_to_come_is_another_time(related) -> None:
    done, ahead = "Mayor Ilse Brandt signed the budget in Velden.", "Mayor Ilse Brandt will sign the budget in Velden."
    assert not [r for r in related(done, ahead, published=DAYS) if r.kind == "update"]


PLAIN = (
    "Union leader Pelle Oster described the harbour guards of Velden as a militia.",
    "Union leader Pelle Oster described the harbour guards of Velden as volunteers.",
)


def test_equal_words_match_without_a_table(understood) -> None:
    reports = [understood(text, outlet=str(n)) for n, text in enumerate(PLAIN)]
    left, right = contents(link(reports).understandings)
    match = shared_words(left, right)
    assert all(left.words[i].key == right.words[j].key for i, j, _ in match.pairs)
    assert 0.5 < match.left < 1


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Mayor Ilse Brandt opened the school in Hope, Arkansas.", "Mayor Ilse Brandt opened the school in Hope, Ark."),
        ("Nils Borg began his career 42 years ago in Velden.", "Nils Borg began his career in Velden in 1981."),
    ],
    ids=["a state cut short", "years counted back"],
)
def test_one_value_in_two_forms_is_not_called(related, left, right) -> None:
    assert not [r for r in related(left, right, published=DAYS) if r.kind in ("conflict", "update")]


def test_another_year_is_called_where_years_are_counted_back(related) -> None:
    left, right = "Nils Borg began his career 42 years ago in Velden.", "Nils Borg began his career in Velden in 1975."
    assert [r.kind for r in related(left, right, published=DAYS)] == ["conflict"]
