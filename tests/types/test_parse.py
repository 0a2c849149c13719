"""The parse as a tree: what a token tells of those around it."""

from __future__ import annotations

import pytest

from rashomon.annotation.parsing.spacy import parse_texts
from rashomon.types.parse import Parse


@pytest.fixture(scope="module")
def doc() -> Parse:
    return next(iter(parse_texts(["Ann Roe met dogs and cats in Oslo. The Colts may have told the mayor."]))).parse


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
    docs = [d.parse for d in parse_texts(texts)]
    tags = [next((t.tag_, t.is_proper) for t in d if t.text == "Colts") for d in docs]
    assert all(proper == (tag.startswith("NNP") or (tag == "NNS" and i == 0)) for i, (tag, proper) in enumerate(tags))
