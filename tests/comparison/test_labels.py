from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.comparison.claims import alone, claims
from rashomon.comparison.clustering import Group
from rashomon.comparison.entity_linking import link
from rashomon.comparison.labels import LABEL_LENGTH, shorten
from rashomon.comparison.propositions import contents
from rashomon.types import Claim, Understanding


def joined(*understandings: Understanding, telling: str) -> Claim:
    """The claim of all statements that have ``telling`` in them, made as the comparison makes it."""
    linked = link(understandings)
    parts = contents(linked.understandings)
    members = tuple(i for i, c in enumerate(parts) if telling in c.statement.text)
    assert members, [c.statement.text for c in parts]
    rest = tuple((i,) for i in range(len(parts)) if i not in members)
    grouping = [Group(m, m, 0.95) for m in (members, *rest)]
    made = claims(parts, tuple(grouping), linked.entities)
    assert all(c.label_of in c.statements for c in made)
    return made[0]


def test_a_short_label_stays_as_it_is() -> None:
    assert shorten("The harbour\nwill close") == "The harbour will close"


def test_a_long_label_is_cut_behind_a_clause_or_between_words() -> None:
    assert shorten("harbour " * 40).endswith("harbour…")
    clause = "The harbour of Port Velden " + "and its docks " * 10 + "will close"
    assert shorten(f"{clause}, because the crane that has stood there since the war leans") == f"{clause}…"


@given(st.text(max_size=400))
def test_a_label_is_never_longer_than_its_bound(text: str) -> None:
    label = shorten(text)
    assert len(label) <= LABEL_LENGTH
    assert label.endswith("…") or label == " ".join(text.split())


def test_a_pronoun_in_a_label_has_its_name(understood) -> None:
    text = "Anna Brandt won the election in May. She opened the new bridge on Friday."
    claim = joined(understood(text), telling="opened the new bridge")
    assert [(claim.label[r.start : r.end], r.to) for r in claim.label_resolved] == [("She", "Anna Brandt")]


def test_a_name_in_the_label_is_not_said_twice(understood) -> None:
    claim = joined(understood("Ilse Brandt opened the bridge that she had promised."), telling="opened")
    assert claim.label.startswith("Ilse Brandt opened the bridge")
    assert claim.label_resolved == ()


def test_the_label_of_what_one_speaker_says_begins_with_the_name(understood) -> None:
    one = understood('"The bridge is a disgrace," Anna Brandt said.', outlet="One")
    two = understood('Anna Brandt told reporters on Monday: "The bridge is a disgrace."', outlet="Two")
    assert joined(one, two, telling="disgrace").label.startswith("Anna Brandt: ")


def test_the_label_of_what_an_article_says_itself_names_no_speaker(understood) -> None:
    one = understood("The harbour of Port Velden will close in May, mayor Ilse Brandt said.", outlet="One")
    two = understood("The harbour of Port Velden will close in May.", outlet="Two")
    assert joined(one, two, telling="will close").label == "The harbour of Port Velden will close in May"


def test_a_fragment_is_shown_in_its_sentence(understood) -> None:
    understanding = understood("The council named a harbour that could and should be widened, said Ilse Brandt.")
    fragments = [s for s in understanding.statements if s.text.startswith("that could")]
    for statement in fragments:
        assert joined(understanding, telling=statement.text).label.startswith("The council named a harbour")


def test_a_relative_clause_becomes_a_sentence_of_what_it_tells_of(understood) -> None:
    text = "Ilse Brandt, who has led the port since 1997, resigned on Friday."
    claim = joined(understood(text), telling="who has led")
    assert claim.label.startswith("Ilse Brandt … has led the port since 1997")
    whole = joined(understood("Ilse Brandt, who has led the port since 1997, resigned."), telling="resigned")
    assert "who" not in whole.label or "resigned" in whole.label


def test_a_label_begins_as_a_sentence_does(understood) -> None:
    claim = joined(understood("On Friday, after a long debate, the council closed the old bridge."), telling="closed")
    assert claim.label[:1].isupper()


def test_no_number_stands_over_those_of_other_reports(understood) -> None:
    texts = ("Three people died in the fire at Port Velden.", "Four people died in the fire at Port Velden.")
    claim = joined(*(understood(t, outlet=str(n)) for n, t in enumerate(texts)), telling="died")
    assert "Three" not in claim.label
    assert "Four" not in claim.label
    assert claim.label.endswith("people died in the fire at Port Velden")


def test_a_member_without_the_disputed_number_is_taken_first(understood) -> None:
    texts = (
        "Three people died in the fire at Port Velden.",
        "Four people died in the fire at Port Velden.",
        "Several people died in the fire at Port Velden.",
    )
    claim = joined(*(understood(t, outlet=str(n)) for n, t in enumerate(texts)), telling="died")
    assert claim.label == "Several people died in the fire at Port Velden"


def test_a_number_that_all_reports_give_stays(understood) -> None:
    texts = ("Three people died in the fire.", "Three people died in the blaze.")
    assert "Three" in joined(*(understood(t, outlet=str(n)) for n, t in enumerate(texts)), telling="died").label


@pytest.mark.parametrize("text", ["The old bridge in Port Velden was closed on Friday."])
def test_the_member_of_a_claim_that_tells_one_thing_is_all_of_its_statement(understood, text) -> None:
    understanding = understood(text)
    claim = joined(understanding, telling="closed")
    assert [m.spans for m in claim.members] == [s.spans for s in understanding.statements if "closed" in s.text]


def test_the_member_of_a_claim_is_the_part_that_tells_it(understood) -> None:
    both = "The mayor closed the bridge on Friday and the council sold the ferry to a company from Rum."
    one, two = understood(both, outlet="One"), understood("The council sold the ferry to a company.", outlet="Two")
    claim = joined(one, two, telling="sold the ferry")
    (member,) = (m for m in claim.members if m.statement in {s.id for s in one.statements})
    told = " ".join(one.article.content[start:end] for start, end in member.spans)
    assert "sold the ferry" in told
    assert "closed the bridge" not in told


def test_what_all_articles_have_first_matters_more_than_what_one_has_last(understood) -> None:
    one = understood("The bridge in Port Velden was closed on Friday. Rain fell in the hills of Rum.", outlet="One")
    two = understood("The bridge in Port Velden was closed on Friday. A choir sang at the fair.", outlet="Two")
    linked = link((one, two))
    parts = contents(linked.understandings)
    closed = tuple(i for i, c in enumerate(parts) if "closed" in c.statement.text)
    groups = (closed, *((i,) for i in range(len(parts)) if i not in closed))
    first, *others = claims(parts, tuple(Group(g, g, 0.95) for g in groups), linked.entities)
    assert all(0 <= c.importance < first.importance <= 1 for c in others)


def test_a_statement_alone_is_a_claim_of_its_own(understood) -> None:
    (statement,) = understood("The old bridge in Port Velden was closed on Friday.").statements
    claim = alone(statement)
    assert (claim.statements, claim.label_of) == ((statement.id,), statement.id)
    assert [(m.statement, m.spans) for m in claim.members] == [(statement.id, statement.spans)]
