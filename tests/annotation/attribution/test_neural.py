"""The net's attributions: signed ones added, and joined with the rules'."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.annotation.attribution import rules
from rashomon.annotation.attribution.neural import merged, signed
from rashomon.annotation.pipeline import understand
from rashomon.annotation.quotations import quotes
from rashomon.encoder import net
from rashomon.encoder.net import Reported
from rashomon.settings import Settings
from rashomon.types import Article, Passage


def story(text):
    return Article(id="a", text=text, text_sha256="", bytes_sha256="", passages=(Passage(0, len(text), "body"),))


def signatures(text):
    return [
        tuple(text[slice(*s)] for s in (r.content[0], r.cue, r.source[0]))
        for r in signed(story(text), [(0, len(text))], ())
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The quay will hold.” ― Ada Moor", ("“The quay will hold.”", "―", "Ada Moor")),
        ("“The quay will hold.”— Ada M. Moor.", ("“The quay will hold.”", "—", "Ada M. Moor")),
        ('"The quay will hold." – Jan de la Cruz / "It will not."', ('"The quay will hold."', "–", "Jan de la Cruz")),
        ("”The quay will hold.” — Ada Moor", ("”The quay will hold.”", "—", "Ada Moor")),
        ("“Le quai tiendra.” — Émile Ångström", ("“Le quai tiendra.”", "—", "Émile Ångström")),
    ],
)
def test_a_dash_and_a_name_behind_a_quotation_sign_it(text, expected):
    assert signatures(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "“The quay will hold” — Ada Moor said so in May.",
        "“The quay will hold” — and it did.",
        "The quay will hold — Ada Moor",
        "“The quay” – the north one – will hold.",
    ],
)
def test_a_sentence_that_goes_on_behind_the_name_signs_nothing(text):
    assert signatures(text) == []


def test_one_behind_another_on_a_line_are_told_apart():
    text = "“It held.” ― Ada Moor “It sank.” ― Jan Novak"
    assert [source for _, _, source in signatures(text)] == ["Ada Moor", "Jan Novak"]


def test_what_is_signed_is_a_statement_of_whoever_signed_it():
    text = "“The old quay will hold for another ten years.” ― Ada Moor"
    understood = understand(story(text))
    assert [(a.cue.text, a.found_by) for a in understood.attributions] == [("―", "rules")]
    (statement,) = understood.statements
    assert statement.text == "The old quay will hold for another ten years"
    assert [s.text for s in statement.chain[0].sources] == ["Ada Moor"]


@given(st.lists(st.sampled_from(["“", "”", '"', "―", "Ada ", "Moor", ". ", "it ", "é", "שלום", "👩‍👧"]), max_size=14))
def test_spans_lie_in_the_text_in_the_order_of_the_words(parts):
    text = "".join(parts)
    for r in signed(story(text), [(0, len(text))], ()):
        (content,), (source,) = r.content, r.source
        assert 0 <= content[0] < content[1] <= r.cue[0] < r.cue[1] <= source[0] < source[1] <= len(text)


def test_a_text_full_of_marks_takes_no_longer_than_its_length_asks_for():
    began = time.process_time()
    for unit in ("“a", "“a” ― ", "“a” ― Ada ", '"', "― Ada Ada Ada "):
        signatures(unit * 10_000)
    assert time.process_time() - began < 20


# Net and rules


@pytest.fixture
def together(document):
    """A function from a text and reports, as words of it, to (source, cue, content) of what comes out."""

    def make(text, *reports):
        read = document(text)
        marked = quotes(read)

        def span(words):
            at = text.index(words)
            return (at, at + len(words))

        reported = [
            Reported(tuple(map(span, source)), span(cue), tuple(map(span, content))) for source, cue, content in reports
        ]
        out = merged(read, marked, rules.find(read, marked), reported)
        doc = read.parse
        return [
            (
                " ".join(t.text for t in doc[slice(*a.source)]) if a.source else None,
                " ".join(doc[i].text for i in a.cue),
                " ".join(doc[i].text for i in a.content),
            )
            for a in out
            if a.states
        ]

    return make


def test_a_report_that_only_the_net_sees_is_added_with_what_belongs_to_it(together):
    text = "The union floated on Monday that the quay should stay shut."
    assert together(text) == []
    assert together(text, (["The union"], "floated", ["that the quay should stay shut"])) == [
        ("The union", "floated", "the quay should stay shut")
    ]


def test_what_both_see_is_one_attribution(together):
    text = "Ada Moor said that the quay was safe."
    alone = together(text)
    assert len(alone) == 1
    assert together(text, (["Ada Moor"], "said", ["that the quay was safe"])) == alone


def test_of_a_source_that_the_rules_have_wrong_the_net_has_the_say(together):
    text = "Ada Moor, who met the mayor, said that the quay was safe."
    assert together(text, (["the mayor"], "said", ["that the quay was safe"]))[0][0] == "the mayor"


def test_a_relative_pronoun_stands_for_whom_it_refers_to(together):
    text = "It was shut by Ada Moor, who floated that the quay could sink."
    assert together(text, (["who"], "floated", ["that the quay could sink"]))[0][0] == "Ada Moor"


def test_what_holds_no_clause_and_no_quotation_states_nothing(together):
    assert together("The union backed a new quay.", (["The union"], "backed", ["a new quay"])) == []


def test_what_a_speaker_says_of_himself_is_his_wording(together):
    text = "“I floated that the quay could sink,” Ada Moor said."
    assert [source for source, _, _ in together(text, (["I"], "floated", ["that the quay could sink"]))] == ["Ada Moor"]


def test_what_the_rules_have_passed_on_by_a_cue_is_not_told_twice(together):
    text = "The agency quoted Ada Moor as saying “The old quay will not hold for long.”"
    alone = together(text)
    assert together(text, (["The agency"], "quoted", ["“The old quay will not hold for long.”"])) == alone


def test_plans_and_asides_are_statements_of_whoever_tells_them(together):
    text = "Ada Moor reportedly plans to shut the quay."
    assert together(text, (["Ada Moor"], "reportedly plans", ["to shut the quay"])) == together(text)


def test_factuality_is_the_nets_and_a_question_whether_commits_to_nothing():
    text = "The dam broke on Monday in the early morning. Did the old dam in the valley break?"
    broke, asked = understand(story(text)).statements
    assert broke.factuality > 2
    assert asked.factuality == 0
    (taken,) = understand(story("When did the old dam in the valley break?")).statements
    assert taken.factuality > 1
    assert understand(story(text), Settings(attribution="rules")).statements[0].factuality == 3


def test_by_rules_alone_the_net_is_never_read(monkeypatch):
    monkeypatch.setattr(net, "read", None)
    text = "Ada Moor said that the old quay was safe."
    (found,) = understand(story(text), Settings(attribution="rules")).statements
    assert found.chain[0].sources[0].text == "Ada Moor"
