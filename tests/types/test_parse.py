"""The tree of an article, built again from the words of its Understanding."""

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
