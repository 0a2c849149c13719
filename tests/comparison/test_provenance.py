"""Verdicts on claims of two invented reports, from their text on."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from rashomon.comparison.entity_linking import link
from rashomon.comparison.propositions import contents
from rashomon.comparison.provenance import origins
from rashomon.types import Claim, Copy, Origin, Reason, Shared

FACT = "the steel factory in Velden will close in May"


@pytest.fixture
def judged(understood):
    """The origin of the one claim that all statements of the articles make up."""

    def origin(*articles: str, **more: str) -> tuple[Origin, dict[str, str]]:
        outlets = ("One", "Two", "Three")
        linked = link([understood(a, outlet=o, **more) for a, o in zip(articles, outlets, strict=False)])
        parts = [c for c in contents(linked.understandings) if "close" in c.statement.text]
        ids = tuple(c.statement.id for c in parts)
        (found,) = origins(parts, (tuple(range(len(parts))),), (Claim("c", ids, FACT),))
        return found, {e.id: e.name for e in linked.entities}

    return origin


def named(judgement: tuple[Origin, dict[str, str]]) -> list[str | None]:
    origin, name_of = judgement
    return [name_of.get(g.entity or "") for g in origin.groups]


def test_one_named_origin_in_both_is_the_same_origin(judged) -> None:
    found = judged(f"Velden News reported that {FACT}.", f"According to Velden News, {FACT}.")
    assert found[0].verdict == "same origin"
    assert named(found) == ["Velden News"]


def test_a_named_origin_and_an_unnamed_source_are_not_established(judged) -> None:
    found = judged(f"Velden News reported that {FACT}.", f"A senior official said {FACT}.")
    assert found[0].verdict == "not established"
    assert named(found) == ["Velden News", None]


def test_a_report_without_a_name_counts_as_none(judged) -> None:
    found = judged(f"Velden News reported that {FACT}.", f"The report claimed that {FACT}.")
    assert found[0].verdict == "not established"
    assert found[0].independent == 0


def test_own_voices_are_not_established(judged) -> None:
    found = judged(f"Yes, {FACT}.", "In May the steel factory in Velden will close.")
    assert found[0].verdict == "not established"
    assert named(found) == [None]


def test_two_origins_without_access_of_their_own_are_not_independent(judged) -> None:
    found = judged(f"Velden News reported that {FACT}.", f"The Harbour Times reported that {FACT}.")
    assert found[0].verdict == "not established"
    assert found[0].independent == 0
    assert sorted(filter(None, named(found))) == ["Harbour Times", "Velden News"]


def test_two_interviews_of_different_recorders_are_independent(judged) -> None:
    found = judged(
        f"Mayor Ilse Brandt told Velden News that {FACT}.",
        f"In an interview with the Harbour Times, union leader Pelle Oster said {FACT}.",
    )
    assert found[0].verdict == "independent"
    assert found[0].independent == 2


def test_an_interview_is_the_interviewers_and_not_the_speakers(judged) -> None:
    found = judged(
        f"Mayor Ilse Brandt told Velden News that {FACT}.",
        f"Mayor Ilse Brandt told the Velden News newspaper that {FACT}.",
    )
    assert found[0].verdict == "same origin"
    assert named(found) == ["Velden News"]


def test_a_speaker_alone_is_no_origin(judged) -> None:
    found = judged(f"Mayor Ilse Brandt said {FACT}.", f"Union leader Pelle Oster said {FACT}.")
    assert found[0].verdict == "not established"
    assert named(found) == [None]


def test_a_speakers_own_statement_is_one_origin(judged) -> None:
    found = judged(
        f"Mayor Ilse Brandt said in a statement that {FACT}.",
        f"Mayor Ilse Brandt wrote on Twitter that {FACT}.",
    )
    assert found[0].verdict == "same origin"
    assert named(found) == ["Ilse Brandt"]


QUOTED = "After months of talks with the owners and the union the old steel factory in Velden will close in May"


@pytest.mark.parametrize(
    "other",
    [
        f'Mayor Ilse Brandt said: "{QUOTED}."',
        f'The answer came on Monday. "{QUOTED}."',
        'Mayor Ilse Brandt said that "the old steel factory in Velden will close in May."',
    ],
)
def test_words_of_one_speaker_that_both_quote_are_one_origin(judged, other) -> None:
    found = judged(f'"{QUOTED}," Mayor Ilse Brandt said.', other)
    assert found[0].verdict == "same origin"
    assert named(found) == ["Ilse Brandt"]
    assert found[0].independent == 0


def test_the_same_words_of_two_speakers_are_not_one_utterance(judged) -> None:
    found = judged(f'"{QUOTED}," Mayor Ilse Brandt said.', f'"{QUOTED}," union leader Pelle Oster said.')
    assert found[0].verdict == "not established"


def test_words_that_the_speaker_told_two_recorders_are_not_joined(judged) -> None:
    found = judged(
        f'"{QUOTED}," Mayor Ilse Brandt told Velden News.', f'"{QUOTED}," Mayor Ilse Brandt told the Harbour Times.'
    )
    assert len(found[0].groups) == 2


def test_a_credited_agency_is_the_origin_of_the_own_voice(judged) -> None:
    one = "VELDEN (Reuters) - The steel factory in Velden will close in May."
    other = "Reuters reported that the steel factory in Velden will close in May."
    found = judged(one, other, agency="Reuters")
    assert [g.evidence[0].text for g in found[0].groups] == ["Reuters"]
    assert found[0].verdict == "same origin"


def test_a_vague_credit_names_no_agency(judged) -> None:
    one = "VELDEN (Agencies) - The steel factory in Velden will close in May."
    found = judged(one, f"Velden News reported that {FACT}.", agency="Agencies")
    assert "Agencies" not in [e.text for g in found[0].groups for e in g.evidence]


def test_a_byline_credits_an_agency_too(understood) -> None:
    one = understood("By Ilse Brandt, Associated Press\n\nThe steel factory in Velden will close in May.", outlet="One")
    one = replace(one, article=replace(one.article, byline="By Ilse Brandt, Associated Press"))
    other = understood("The Associated Press reported that the steel factory in Velden will close in May.")
    parts = [c for c in contents(link([one, other]).understandings) if "close" in c.statement.text]
    (found,) = origins(parts, ((0, 1),), (Claim("c", tuple(c.statement.id for c in parts), FACT),))
    assert found.verdict == "same origin"
    assert next(e.text for g in found.groups for e in g.evidence) == "Associated Press"


def test_a_claim_of_one_article_has_no_origin(understood) -> None:
    (part,) = contents(link([understood(f"Velden News reported that {FACT}.", outlet="One")]).understandings)
    assert origins([part], ((0,),), (Claim("c", (part.statement.id,), FACT),)) == ()


def test_what_one_speaker_said_is_one_occasion_whoever_reports_it(judged) -> None:
    found = judged(f"Mayor Ilse Brandt said on Monday that {FACT}.", f"According to Mayor Ilse Brandt, {FACT}.")
    assert found[0].verdict == "same origin"
    assert found[0].reasons[0].text == "One and Two have it from Ilse Brandt"
    assert {e.article for e in found[0].reasons[0].evidence} == {s.article for s in found[0].groups[0].evidence}


def test_two_speakers_whom_each_outlet_heard_itself_are_independent(judged) -> None:
    found = judged(
        "The furnaces are cold already, and the steel factory will close in May, worker Hanna Lund said.",
        "Union leader Pelle Oster said the owners want to close all of the plant before the summer.",
    )
    assert found[0].verdict == "independent"
    assert found[0].independent == 2
    assert sorted(filter(None, named(found))) == ["Hanna Lund", "Pelle Oster"]


def test_two_speakers_of_whom_one_is_heard_through_another_outlet_are_not(judged) -> None:
    found = judged(
        "The furnaces are cold already, and the steel factory will close in May, worker Hanna Lund said.",
        "Velden News reported that union leader Pelle Oster expects the owners to close the whole Velden plant.",
    )
    assert found[0].verdict != "independent"


def test_an_article_that_credits_another_one_has_it_from_there(understood) -> None:
    texts = ((f"Yes, {FACT}.", "Velden News"), (f"Velden News reported that {FACT}.", "Two"))
    parts = [
        c
        for c in contents(link([understood(t, outlet=o) for t, o in texts]).understandings)
        if "close" in c.statement.text
    ]
    (found,) = origins(parts, ((0, 1),), (Claim("c", tuple(c.statement.id for c in parts), FACT),))
    assert found.verdict == "same origin"
    assert "Two names Velden News as its source" in [r.text for r in found.reasons]


def test_outlets_that_name_each_other_report_in_a_circle(understood) -> None:
    texts = (
        (f"The Harbour Times reported that {FACT}.", "Velden News"),
        (f"Velden News reported that {FACT}.", "Harbour Times"),
    )
    parts = [
        c
        for c in contents(link([understood(t, outlet=o) for t, o in texts]).understandings)
        if "close" in c.statement.text
    ]
    (found,) = origins(parts, ((0, 1),), (Claim("c", tuple(c.statement.id for c in parts), FACT),))
    assert found.verdict == "same origin"
    assert any("goes round in a circle" in r.text for r in found.reasons)


def test_interviews_of_two_outlets_of_one_owner_are_not_independent(judged) -> None:
    found = judged(
        f"Mayor Ilse Brandt told the Wall Street Journal that {FACT}.",
        f"Union leader Pelle Oster told the New York Post that {FACT}.",
    )
    assert found[0].verdict == "not established"


def test_every_reason_says_where_it_rests(judged) -> None:
    found, _ = judged(f"Velden News reported that {FACT}.", f"A senior official said {FACT}.")
    texts = [(r.text, [e.text for e in r.evidence]) for r in found.reasons]
    assert ("Velden News is named as the origin by One", ["Velden News"]) in texts
    assert ("Two keeps its source unnamed", ["A senior official"]) in texts


COPIED = f"Velden News reported that {FACT}, and that the mill beside it will be sold to a buyer from abroad."


def test_what_stands_in_copied_words_has_one_origin_whoever_carries_it(understood) -> None:
    texts = (f"It is so. {COPIED}", f"{COPIED} So they say.")
    linked = link([understood(t, outlet=o) for t, o in zip(texts, ("One", "Two"), strict=True)])
    articles = [u.article for u in linked.understandings]
    spans = [(a.content.index(COPIED), a.content.index(COPIED) + len(COPIED)) for a in articles]
    parts = [c for c in contents(linked.understandings) if "close" in c.statement.text]
    claim = Claim("c", tuple(c.statement.id for c in parts), FACT)
    copy = Copy(
        kind="near",
        left=articles[0].id,
        right=articles[1].id,
        shared=(Shared(spans[0], spans[1], 20),),
        left_share=0.9,
        right_share=0.9,
        earlier=articles[1].id,
        reasons=(Reason("One is of a later day"),),
    )
    (found,) = origins(parts, ((0, 1),), (claim,), (copy,))
    assert found.verdict == "same origin"
    reason = next(r for r in found.reasons if "the same words" in r.text)
    assert reason.text == "the same words stand in One and Two; Two had them first"
    assert [(e.article, e.text) for e in reason.evidence] == [(c.statement.article, c.statement.text) for c in parts]
    quoted = replace(copy, shared=(replace(copy.shared[0], quoted=True),))
    (other,) = origins(parts, ((0, 1),), (claim,), (quoted,))
    assert not any("the same words stand" in r.text for r in other.reasons)


def test_copied_own_words_of_two_outlets_are_the_same_origin_and_never_independent(understood) -> None:
    text = f"In a letter seen by the paper the owners say that {FACT}."
    linked = link([understood(f"{head} {text}", outlet=o) for head, o in (("Yes.", "One"), ("No.", "Two"))])
    articles = [u.article for u in linked.understandings]
    parts = [c for c in contents(linked.understandings) if "close" in c.statement.text]
    claim = Claim("c", tuple(c.statement.id for c in parts), FACT)
    spans = [(a.content.index(text), len(a.content)) for a in articles]
    copy = Copy(
        kind="near",
        left=articles[0].id,
        right=articles[1].id,
        shared=(Shared(spans[0], spans[1], 20),),
        left_share=1.0,
        right_share=1.0,
    )
    (found,) = origins(parts, (tuple(range(len(parts))),), (claim,), (copy,))
    assert found.verdict == "same origin"
    assert found.independent <= 1
