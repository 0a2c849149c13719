"""What is made faster finds what spaCy alone finds."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

import rashomon
from rashomon.annotation.fast_spacy import Ruler, Stepped, make_fast
from rashomon.annotation.parsing import MODELS, load, parse
from rashomon.annotation.pipeline import understand
from rashomon.settings import Settings
from rashomon.types import Article, Passage

CORPUS = sorted((Path(__file__).parents[1] / "corpus").rglob("*.txt"))
ODD = ("", " \n ", "שָׁלוֹם, said Ada Moor.", "😀 e\u0301 👩‍👩‍👧 “Tuesday” 3 p.m.", "x" * 300)
PARAGRAPHS = (
    "Harbour chief Ada Moor told the Tidewater Gazette on Monday that the north quay wasn't safe, and that 12 cranes "
    "would be checked by the end of March.\n"
    "“We're gonna close it,” she said. Two officials, who asked not to be named, reportedly denied a $3.5 million "
    "contract with Novak & Sons of Prague.\n"
    "The union's data, released Tuesday, showed otherwise: the crane had been dropping loads since 2019."
)

FORMS = ("Saw", "saw", "gon", "na", "not", "n't", "'s", "ai", "\n", "Dr.", "data", "être", "אב", "😀")
TAGS = ("VBD", "NN", "RB", "POS", "VBZ", "VBP", "_SP", "TO")
WORDS = st.lists(
    st.tuples(st.sampled_from(FORMS), st.sampled_from(TAGS), st.sampled_from(("aux", "neg", "dep", "case")))
)
RULES = (
    ([[{"TAG": "NN"}]], {"POS": "NOUN"}),
    ([[{"LOWER": "saw", "TAG": "VBD"}], [{"LOWER": "data"}]], {"LEMMA": "see"}),
    ([[{"LOWER": {"IN": ["gon", "ai"]}, "DEP": {"NOT_IN": ["neg"]}}]], {"POS": "VERB"}),
    ([[{"LOWER": {"REGEX": "^n.?t$"}}]], {"LEMMA": "not", "POS": "PART"}),
    ([[{"LOWER": "gon"}, {"LOWER": "na"}]], {"LEMMA": "go"}),
    ([[{"IS_SPACE": True}]], {"POS": "SPACE"}),
    ([[{"DEP": "aux"}]], {"POS": "AUX"}),
    ([[{"SHAPE": "xx'x"}]], {"LEMMA": "shaped"}),
)


@pytest.fixture
def plain():
    return spacy.load(next(name for name in MODELS if spacy.util.is_package(name)), exclude=["senter"])


def article(text: str) -> Article:
    return Article(id="a", text=text, text_sha256="", bytes_sha256="", passages=(Passage(0, len(text), "body"),))


def test_paragraphs_are_parsed_alike_with_the_setting_and_without():
    fast, slow = (parse(article(PARAGRAPHS), fast=fast) for fast in (True, False))
    assert len(fast.parse) > 80
    assert [told_of(t) for t in fast.parse] == [told_of(t) for t in slow.parse]
    assert (fast.starts, fast.ends, fast.paragraphs) == (slow.starts, slow.ends, slow.paragraphs)
    names = [(e.start, e.end, e.label_) for e in fast.parse.ents]
    assert len(names) > 5
    assert names == [(e.start, e.end, e.label_) for e in slow.parse.ents]


def told_of(token):
    return token.text, token.tag_, token.pos_, token.dep_, token.head.i, token.lemma_, token.ent_type_


def test_the_setting_decides_and_an_article_is_understood_alike():
    text = rashomon.from_text(PARAGRAPHS)
    fast, slow = (understand(text, Settings(attribution="rules", fast_parser=fast)) for fast in (True, False))
    assert len(fast.statements) > 2
    assert fast == slow
    assert [type(part) for _, part in load(None, fast=False).pipeline if isinstance(part, Ruler | Stepped)] == []
    assert [type(part) for _, part in load(None, fast=True).pipeline if isinstance(part, Ruler | Stepped)] == [
        Stepped,
        Ruler,
        Stepped,
    ]


def told(doc):
    words = [(t.text, t.tag_, t.dep_, t.head.i, t.lemma_, t.is_sent_start, t.ent_iob_, t.ent_type_) for t in doc]
    return words, [(e.start, e.end, e.label_) for e in doc.ents]


def test_texts_are_parsed_and_their_names_found_as_by_the_pipeline_itself(plain):
    lines = [line for path in CORPUS for line in path.read_text("utf-8").splitlines()]
    texts = [*ODD, *lines[:300]]
    assert len(texts) > 40
    for ours, theirs in zip(load().pipe(texts), plain.pipe(texts), strict=True):
        assert told(ours) == told(theirs)


def test_one_text_alone_is_parsed_as_among_others():
    text = "Ada Moor told the Tidewater Gazette on Monday that the quay was safe."
    assert told(load()(text)) == told(next(load().pipe([text, *ODD])))


def test_parser_and_name_finder_stand_where_they_stood(plain):
    make_fast(plain)
    names = [name.removesuffix("_fast") for name in plain.pipe_names]
    assert names == ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner"]
    assert [type(part) for name, part in plain.pipeline if name.endswith("_fast")] == [Stepped, Ruler, Stepped]


def test_a_name_finder_that_keeps_several_states_stays_as_it_is():
    nlp = English()
    nlp.add_pipe("beam_ner", config={"beam_width": 4})
    make_fast(nlp)
    assert nlp.pipe_names == ["beam_ner"]


def test_a_pipeline_without_parts_stays_as_it_is():
    blank = spacy.blank("en")
    make_fast(blank)
    assert blank.pipe_names == []


def ruled(doc):
    return [(t.pos_, t.lemma_, str(t.morph), t.tag_) for t in doc]


def docs(vocab, words):
    forms, tags, relations = (list(column) for column in zip(*words, strict=True)) if words else ([], [], [])
    return [Doc(vocab, words=forms, tags=tags, deps=relations, heads=list(range(len(forms)))) for _ in range(2)]


@pytest.fixture(scope="module")
def rulers():
    """Pairs of a ruler and the same with a memory: the pipeline's own rules, and ones of every kind."""
    own = load(fast=False).get_pipe("attribute_ruler")
    every = AttributeRuler(own.vocab)
    for patterns, attributes in RULES:
        every.add(patterns, attributes)
    return [(rules, Ruler(rules)) for rules in (own, every)]


@given(words=WORDS)
def test_every_word_gets_what_the_rules_say(rulers, words):
    for rules, ruler in rulers:
        plain, remembered = docs(rules.vocab, words)
        assert ruled(ruler(remembered)) == ruled(rules(plain))
