"""The net's reports and the rules' attributions put together."""

from __future__ import annotations

import pytest

from rashomon.annotation.attribution import rules
from rashomon.annotation.attribution.neural import merged
from rashomon.annotation.pipeline import understand
from rashomon.annotation.quotations import quotes
from rashomon.encoder import net
from rashomon.encoder.net import Reported
from rashomon.settings import Settings
from rashomon.types import Article, Passage


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


def story(text):
    return Article(id="a", text=text, text_sha256="", bytes_sha256="", passages=(Passage(0, len(text), "body"),))


def test_factuality_is_the_nets_and_a_question_commits_to_nothing():
    text = "The dam broke on Monday in the early morning. Did the old dam in the valley break?"
    broke, asked = understand(story(text)).statements
    assert broke.factuality > 2
    assert asked.factuality == 0
    assert understand(story(text), Settings(attribution="rules")).statements[0].factuality == 3


def test_by_rules_alone_the_net_is_never_read(monkeypatch):
    monkeypatch.setattr(net, "read", None)
    text = "Ada Moor said that the old quay was safe."
    (found,) = understand(story(text), Settings(attribution="rules")).statements
    assert found.chain[0].sources[0].text == "Ada Moor"
