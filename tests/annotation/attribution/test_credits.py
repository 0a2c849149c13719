"""Outlets carried over to words that nobody is named for."""

from rashomon.annotation.pipeline import understand
from rashomon.settings import Settings
from rashomon.types import Article, Passage


def chain(text, words, outlet=None):
    whole = (Passage(0, len(text), "body"),)
    article = Article(id="a", text=text, text_sha256="", bytes_sha256="", outlet=outlet, passages=whole)
    found = understand(article, Settings(attribution="rules")).statements
    return [(h.sources[0].text, h.implied) for h in next(s for s in found if words in s.text).chain]


LEARNED = "The mill was sold to a rival, the Coast Herald has learned.\nThe price was low, sources said."


def test_sources_behind_what_an_outlet_has_learned_are_its_own():
    assert chain(LEARNED, "price was low") == [("sources", False), ("the Coast Herald", True)]


def test_what_the_articles_own_outlet_has_learned_went_through_nobody():
    assert chain(LEARNED, "price was low", outlet="Coast Herald") == [("sources", False)]


def test_a_named_source_is_not_taken_for_the_outlets():
    text = LEARNED.replace("sources said", "Jan Novak said")
    assert chain(text, "price was low") == [("Jan Novak", False)]


def test_who_is_quoted_behind_a_piece_is_quoted_by_it():
    text = "An article in Harbour magazine told of the sale.\n“We are all very sorry,” Jan Novak was quoted as saying."
    assert chain(text, "very sorry") == [("Jan Novak", False), ("Harbour magazine", True)]
