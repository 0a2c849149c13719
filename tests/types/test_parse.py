"""The parse as a tree: a token and those around it, and the tree built again from the words of an Understanding."""

from __future__ import annotations

import pytest

import rashomon
from rashomon.annotation.parsing import parse
from rashomon.types import Word
from rashomon.types.parse import Parse

TEXT = "Ships sank. Nobody drowned"
WORDS = (
    Word(0, 5, "ship", "NOUN", 1, "nsubj", 0),
    Word(6, 10, "sink", "VERB", 1, "ROOT", 0),
    Word(10, 11, ".", "PUNCT", 1, "punct", 0),
    Word(12, 18, "nobody", "PRON", 4, "nsubj", 1),
    Word(19, 26, "drown", "VERB", 4, "ROOT", 1),
)


def test_words_become_a_tree() -> None:
    parse = Parse.from_words(TEXT, WORDS)
    assert [t.text for t in parse] == ["Ships", "sank", ".", "Nobody", "drowned"]
    assert [t.head.i for t in parse] == [1, 1, 1, 4, 4]
    assert [c.text for c in parse[1].children] == ["Ships", "."]
    assert [t.text for t in parse[1].subtree] == ["Ships", "sank", "."]
    assert [(t.lemma_, t.pos_, t.dep_) for t in parse][:2] == [("ship", "NOUN", "nsubj"), ("sink", "VERB", "ROOT")]


def test_sentences_are_those_of_the_words() -> None:
    parse = Parse.from_words(TEXT, WORDS)
    assert [s.text for s in parse.sents] == ["Ships sank.", "Nobody drowned"]
    assert [t.text for t in parse if t.is_sent_start] == ["Ships", "Nobody"]
    assert parse[4].sent.text == "Nobody drowned"


def test_tokens_are_found_by_where_they_start() -> None:
    parse = Parse.from_words(TEXT, WORDS)
    assert [t.text for t in parse.starting_in(6, 19)] == ["sank", ".", "Nobody"]
    assert parse.starting_in(7, 10) == []
    assert list(Parse.from_words("", ())) == []


@pytest.fixture(scope="module")
def doc() -> Parse:
    return parse(rashomon.from_text("Ann Roe met dogs and cats in Oslo. The Colts may have told the mayor.")).parse


def test_a_token_knows_its_ancestors_children_and_first_conjunct(doc: Parse) -> None:
    met, dogs, cats = (next(t for t in doc if t.text == word) for word in ("met", "dogs", "cats"))
    assert list(cats.ancestors) == [dogs, met]
    assert cats.first_conjunct is dogs
    assert dogs.first_conjunct is dogs
    assert met.child("dobj", "nsubjpass") is dogs
    assert met.child("agent") is None


def test_a_token_knows_its_class_its_lemma_and_its_sentence(doc: Parse) -> None:
    found = {t.text: t for t in doc}
    assert [word for word in ("Oslo", "dogs", "met", "and") if found[word].is_noun] == ["Oslo", "dogs"]
    assert [word for word in ("may", "told", "Oslo") if found[word].is_verb] == ["may", "told"]
    assert [word for word in ("Oslo", "and", "dogs") if found[word].is_proper] == ["Oslo"]
    assert found["told"].lemma == "tell"
    assert [found[word].sent_i for word in ("Ann", "met", "told")] == [0, 0, 1]
    assert all(doc.sents[t.sent_i] is t.sent for t in doc)


def test_a_capitalised_plural_is_proper_inside_a_sentence_alone() -> None:
    texts = ["They met the Colts.", "Colts met them."]
    docs = [parse(rashomon.from_text(text)).parse for text in texts]
    tags = [next((t.tag_, t.is_proper) for t in d if t.text == "Colts") for d in docs]
    assert all(proper == (tag.startswith("NNP") or (tag == "NNS" and i == 0)) for i, (tag, proper) in enumerate(tags))
