"""From passages to a parse whose every token knows where it stands and tells what spaCy's tells."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.annotation.parsing import load, parse, read_docs, repaired
from rashomon.errors import UsageError
from rashomon.types import Article, Passage, Repair

TEXTS = (
    "“We rejected the offer,” said Jan Novak, who didn't want to leave. The mayor's two aides (D-Va.) agreed…",
    "On Friday 12 June, the U.S. and Norvia called it off. Really?",
    "",
    "- what was it for , they asked “ why the of to ” ' twelve",
)
ATTRIBUTES = (
    "text whitespace_ lower_ lemma_ tag_ pos_ dep_ ent_type_ is_punct is_quote like_num is_alpha is_lower is_title"
).split()


@pytest.fixture(scope="module")
def both():
    """spaCy's docs, the same as one plain doc, and where each begins there: (token, code point)."""
    docs = [load()(text) for text in TEXTS]
    return docs, read_docs(docs)


def pairs(both):
    docs, whole = both
    first = 0
    for doc in docs:
        yield doc, whole, first
        first += len(doc)


def test_tokens_tell_what_those_of_spacy_tell(both):
    last = {len(doc) - 1 for doc in both[0]}
    for doc, whole, first in pairs(both):
        for theirs, ours in zip(doc, whole[first : first + len(doc)], strict=True):
            assert ours.i == first + theirs.i
            for name in ATTRIBUTES:
                if name != "whitespace_" or theirs.i not in last:
                    assert getattr(ours, name) == getattr(theirs, name), name
            assert bool(ours.is_sent_start) == bool(theirs.is_sent_start)
            assert len(ours) == len(theirs)
            assert ours.doc is whole


def test_the_tree_is_that_of_spacy(both):
    for doc, whole, first in pairs(both):
        for theirs in doc:
            ours = whole[first + theirs.i]
            assert ours.head.i == first + theirs.head.i
            assert [t.i - first for t in ours.children] == [t.i for t in theirs.children]
            assert [t.i - first for t in ours.subtree] == sorted(t.i for t in theirs.subtree)
            assert ours.left_edge.i == first + theirs.left_edge.i
            assert (ours.sent.start - first, ours.sent.end - first) == (theirs.sent.start, theirs.sent.end)


def test_any_slice_has_the_root_text_and_names_that_spacy_finds(both):
    choice = random.Random(1)  # noqa: S311
    for doc, whole, first in pairs(both):
        for _ in range(200 if len(doc) else 0):
            start = choice.randrange(len(doc))
            end = choice.randint(start + 1, len(doc))
            theirs, ours = doc[start:end], whole[first + start : first + end]
            assert ours.text == theirs.text
            assert ours.root.i == first + theirs.root.i
            assert [(e.text, e.label_) for e in ours.ents] == [(e.text, e.label_) for e in theirs.ents]
            assert [t.text for t in ours] == [t.text for t in theirs]


def test_sentences_and_names_are_those_of_all_docs(both):
    docs, whole = both
    assert [s.text for s in whole.sents] == [s.text for doc in docs for s in doc.sents]
    assert [(e.text, e.label_) for e in whole.ents] == [(e.text, e.label_) for doc in docs for e in doc.ents]


def test_docs_are_joined_by_a_space(both):
    docs, whole = both
    assert whole.text == " ".join(doc.text for doc in docs if len(doc))
    assert all(whole.text[t.idx :].startswith(t.text + t.whitespace_) for t in whole)


def test_characters_give_the_tokens_that_they_lie_in():
    doc = load()(TEXTS[1])
    whole = read_docs([doc])
    for start in range(-1, len(TEXTS[1]) + 1):
        for end in range(start + 1, len(TEXTS[1]) + 2):
            theirs = doc.char_span(start, end, alignment_mode="expand")
            ours = whole.char_span(start, end)
            assert (ours is None) == (theirs is None)
            if ours is not None:
                assert (ours.start, ours.end) == (theirs.start, theirs.end)


def test_nothing_is_an_empty_doc():
    whole = read_docs([])
    assert len(whole) == 0
    assert list(whole.sents) == []
    assert whole[0:3].text == ""
    assert whole.char_span(0, 1) is None


def test_a_neighbour_before_the_first_is_an_error():
    with pytest.raises(IndexError):
        read_docs([load()("Nothing.")])[0].nbor(-1)


def article(text, repairs=()):
    passages = (Passage(0, len(text), "body"),) if text else ()
    return Article(id="a", text=text, text_sha256="", bytes_sha256="", passages=passages, repairs=repairs)


@given(st.text(alphabet=st.sampled_from("aB. ’“”é\u0301אب😀\n-—―\u00a0"), max_size=120))
def test_every_token_stands_where_it_says(text):
    read = parse(article(text))
    for start, end, token in zip(read.starts, read.ends, read.parse, strict=True):
        assert 0 <= start < end <= len(text)
        assert len(token.text) == end - start


def test_a_repaired_word_is_parsed_mended_and_stands_on_what_was_damaged():
    text = "The cafÃ© closed."
    read = parse(article(text, (Repair(7, 9, "é"),)))
    word = read.parse[1]
    assert word.text == "café"
    assert text[read.starts[1] : read.ends[1]] == "cafÃ©"


@given(st.text(max_size=30), st.data())
def test_repairs_map_back_to_where_they_came_from(text, data):
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    repairs = [Repair(s, e, data.draw(st.text(max_size=3))) for s, e in pairs]
    mended, starts, ends = repaired(text, (0, len(text)), repairs)
    assert len(mended) == len(starts) == len(ends)
    assert starts == sorted(starts)
    inside = {i for s, e in pairs for i in range(s, e)}
    kept = [i for i in range(len(text)) if i not in inside]
    assert [s for s, e in zip(starts, ends, strict=True) if s not in inside and e == s + 1][: len(kept)] == kept


def test_what_runs_on_without_white_space_does_not_stall_the_tokenizer():
    read = parse(article("“" * 5_000))
    assert len(read.parse) == 2  # two pieces of at most 2,500 signs


def test_a_pipeline_that_is_not_installed_is_named():
    with pytest.raises(UsageError, match="en_none_at_all"):
        load("en_none_at_all")
