"""The net's attributions: completed, followed over paragraphs, signed ones added, and joined with the rules'."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.annotation.attribution import rules
from rashomon.annotation.attribution.neural import continued, mended, merged, signed
from rashomon.annotation.pipeline import understand
from rashomon.annotation.quotations import quotes
from rashomon.encoder import net
from rashomon.encoder.net import Reported
from rashomon.settings import Settings
from rashomon.types import Article, Passage


def story(text):
    return Article(id="a", text=text, text_sha256="", bytes_sha256="", passages=(Passage(0, len(text), "body"),))


# Sources


def source(text: str, cue: str, *pieces: str) -> list[str]:
    """The source's pieces after mending, given as they are found, with what is said left out."""
    at = text.index(cue)
    given = Reported(tuple((text.index(p), text.index(p) + len(p)) for p in pieces), (at, at + len(cue)), ())
    (found,) = mended(story(text), [given])
    return [text[slice(*piece)] for piece in found.source]


@pytest.mark.parametrize(
    ("text", "cue", "found", "whole"),
    [
        (
            "Ada Moor, head of the port at Tidewater, said it rained.",
            "said",
            "Ada Moor, head of the port",
            "Ada Moor, head of the port at Tidewater,",
        ),
        (
            "“It rained,” said Ada Moor, who came in May and left as the ships did. Nobody saw her.",
            "said",
            "Ada Moor, who came in May and left",
            "Ada Moor, who came in May and left as the ships did",
        ),
        (
            "said Jan Novák, who was at the quay 😀 on Monday",
            "said",
            "Jan Novák, who was at the quay 😀",
            "Jan Novák, who was at the quay 😀 on Monday",
        ),
    ],
)
def test_a_phrase_that_a_comma_opens_goes_on_to_its_end(text, cue, found, whole):
    assert source(text, cue, found) == [whole]


@pytest.mark.parametrize(
    ("text", "cue", "found"),
    [
        ("Ada Moor, in a letter, said it rained.", "said", "Ada Moor"),
        ("Ada Moor, head of the port, said it rained.", "said", "Ada Moor, head of the port,"),
        ("Ada Moor, head of the port, on Monday, said it rained.", "said", "Ada Moor, head of the port"),
        ("Ada Moor, head of the port at home, then came and said it rained.", "said", "Ada Moor, head of the port"),
        ("“It rained,” said Ada Moor, who came in May. “It poured.”", "said", "Ada Moor, who came in May"),
        ("“It rained,” said Ada Moor as she left.", "said", "Ada Moor"),
    ],
)
def test_a_whole_source_stays_as_it_is(text, cue, found):
    assert source(text, cue, found) == [found]


def test_a_name_has_no_hole():
    assert source("CNN Late Hour host Ada Moor said it rained.", "said", "CNN", "host Ada Moor") == [
        "CNN Late Hour host Ada Moor"
    ]


def test_two_that_stand_apart_stay_two():
    assert source("Ada and, at last, Bo said it rained.", "said", "Ada", "Bo") == ["Ada", "Bo"]


SOURCES = ("Ada ", "Moor, ", "who ", "at ", "in ", "said ", "“", "”", ", ", ". ", "\n", "אב ", "e\u0301", "😀", "''")


@given(st.lists(st.sampled_from(SOURCES), max_size=30).map("".join), st.data())
def test_a_source_only_grows_and_keeps_to_its_line_and_off_the_cue(text, data):
    places = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=6, max_size=6)))
    first, second, third = zip(places[::2], places[1::2], strict=True)
    cue, *pieces = data.draw(st.permutations([first, second, third]))
    given_ = Reported(tuple(sorted(pieces)), cue, ())
    for before in (given_, Reported(given_.source[:1], cue, ())):
        (after,) = mended(story(text), [before])
        assert (after.cue, after.content) == (before.cue, before.content)
        assert after.source[0][0] == before.source[0][0]
        assert after.source[-1][1] >= before.source[-1][1]
        grown = text[before.source[-1][1] : after.source[-1][1]]
        assert "\n" not in grown
        if len(before.source) == 1 and not (cue[0] < before.source[0][1] and before.source[0][0] < cue[1]):
            assert after.source[0][1] <= cue[0] or after.source[0][0] >= cue[1]


# Quotations over paragraphs


def lines(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(r"[^\n]+", text)]


def held(text: str, *found: tuple[str, str]) -> list[list[str]]:
    """The contents of attributions, given as cue and content ("" for none), in order of cue."""
    at = [(text.index(cue), cue, text.find(content), content) for cue, content in found]
    given_ = [Reported((), (c, c + len(cue)), ((s, s + len(t)),) if t else ()) for c, cue, s, t in at]
    return [[text[slice(*piece)] for piece in one.content] for one in continued(story(text), lines(text), given_)]


@pytest.mark.parametrize(("opens", "closes"), [("“", "”"), ('"', '"'), ("''", "''")])
def test_an_announced_quotation_belongs_to_the_cue_that_announces_it(opens, closes):
    said = f"{opens}It rained 😀.{closes}"
    assert held(f"Ada Moor wrote:\n\n{said}\n\nNobody came.", ("wrote", "")) == [[said]]


def test_of_several_cues_the_last_announces():
    text = "Bo said Ada came and wrote:\n“It rained.”"
    assert held(text, ("said", "Ada came"), ("wrote", "")) == [["Ada came"], ["“It rained.”"]]


def test_a_quotation_left_open_goes_on_over_as_many_paragraphs_as_it_takes():
    text = "“It rained,” said Ada. “It poured.\n“It hailed.\n“It snowed.”\n“It thawed,” said Bo."
    assert held(text, ("said", "“It poured."), ("said Bo", "“It thawed,”")) == [
        ["“It poured.", "“It hailed.", "“It snowed.”"],
        ["“It thawed,”"],
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ada wrote:\nIt rained.", ("wrote", "")),
        ("Ada wrote of it.\n“It rained.”", ("wrote", "of it")),
        ("“It rained,” said Ada. “It poured.”\n“It hailed.”", ("said", "“It poured.”")),
        ("Ada wrote:\n“It rained” was all there was.", ("wrote", "")),
        ("Ada wrote:\n“It rained.” “It did not.”", ("wrote", "")),
        ("The weather:\nNothing.\n“It rained.”\nAda wrote.", ("wrote", "")),
    ],
)
def test_other_paragraphs_are_left_alone(text, found):
    assert held(text, found) == [[found[1]] if found[1] else []]


def test_what_is_somebodys_already_is_not_given_to_another():
    text = "Ada wrote:\n“It rained,” said Bo."
    assert held(text, ("wrote", ""), ("said", "“It rained,”")) == [[], ["“It rained,”"]]


QUOTED = ("“", "”", '"', "''", ":", "\n", " ", "Ada ", "said ", "אב", "e\u0301", "😀")


@given(st.lists(st.sampled_from(QUOTED), max_size=40).map("".join), st.data())
def test_contents_only_gain_whole_paragraphs_that_nobody_holds(text, data):
    found = []
    for start, end in lines(text):
        if data.draw(st.booleans()):
            a, b, c, d = sorted(data.draw(st.integers(start, end)) for _ in range(4))
            found.append(Reported((), (a, b), ((c, d),) if c < d else ()))
    after = continued(story(text), lines(text), found)
    assert [(one.source, one.cue) for one in after] == sorted((one.source, one.cue) for one in found)
    before = {piece for one in found for piece in one.content}
    gained = [piece for one in after for piece in one.content if piece not in before]
    assert len(gained) == len(set(gained))
    assert set(gained) <= set(lines(text))
    assert not any(s < piece[1] and piece[0] < e for piece in gained for s, e in before)


# Signatures


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
    text = "The dam broke on Monday in the early morning. “Did the old dam in the valley break?” Ada Moor asked."
    broke, asked = understand(story(text)).statements
    assert broke.factuality > 2
    assert asked.factuality == 0
    assert understand(story(text), Settings(attribution="rules")).statements[0].factuality == 3


def test_by_rules_alone_the_net_is_never_read(monkeypatch):
    monkeypatch.setattr(net, "read", None)
    text = "Ada Moor said that the old quay was safe."
    (found,) = understand(story(text), Settings(attribution="rules")).statements
    assert found.chain[0].sources[0].text == "Ada Moor"
