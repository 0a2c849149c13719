"""What is stepped from outside gives what spaCy's own loop gives."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.lang.en import English

from rashomon.annotation.parsing.spacy import MODELS, load
from rashomon.annotation.parsing.steps import Stepped, step

CORPUS = sorted((Path(__file__).parents[1] / "corpus").rglob("*.txt"))
ODD = ("", " \n ", "שָׁלוֹם, said Ada Moor.", "😀 e\u0301 👩‍👩‍👧 “Tuesday” 3 p.m.", "x" * 300)


@pytest.fixture
def plain():
    return spacy.load(next(name for name in MODELS if spacy.util.is_package(name)), exclude=["senter"])


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
    step(plain)
    names = [name.removesuffix("_stepped") for name in plain.pipe_names]
    assert names == ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner"]
    assert {type(part) for name, part in plain.pipeline if name.endswith("_stepped")} == {Stepped}


def test_a_name_finder_that_keeps_several_states_stays_as_it_is():
    nlp = English()
    nlp.add_pipe("beam_ner", config={"beam_width": 4})
    step(nlp)
    assert nlp.pipe_names == ["beam_ner"]
