"""The ruler with a memory sets what spaCy's own sets."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from rashomon.annotation.parsing.ruler import Ruler, remember
from rashomon.annotation.parsing.spacy import load

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


def told(doc):
    return [(t.pos_, t.lemma_, str(t.morph), t.tag_) for t in doc]


def docs(vocab, words):
    forms, tags, relations = (list(column) for column in zip(*words, strict=True)) if words else ([], [], [])
    return [Doc(vocab, words=forms, tags=tags, deps=relations, heads=list(range(len(forms)))) for _ in range(2)]


@pytest.fixture(scope="module")
def rulers():
    """Pairs of a ruler and the same with a memory: the pipeline's own rules, and ones of every kind."""
    own = spacy.load(load().meta["lang"] + "_" + load().meta["name"]).get_pipe("attribute_ruler")
    every = AttributeRuler(own.vocab)
    for patterns, attributes in RULES:
        every.add(patterns, attributes)
    return [(rules, Ruler(rules)) for rules in (own, every)]


@given(words=WORDS)
def test_every_word_gets_what_the_rules_say(rulers, words):
    for rules, ruler in rulers:
        plain, remembered = docs(rules.vocab, words)
        assert told(ruler(remembered)) == told(rules(plain))


def test_the_pipeline_has_the_ruler_in_the_place_of_its_own():
    names = load().pipe_names
    assert names.index("tagger") < names.index("rashomon_ruler") < names.index("lemmatizer")
    assert "attribute_ruler" not in names


def test_a_pipeline_without_a_ruler_stays_as_it_is():
    blank = spacy.blank("en")
    remember(blank)
    assert blank.pipe_names == []
