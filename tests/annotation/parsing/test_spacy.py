"""From passages to a parse whose every token knows where it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.annotation.parsing.spacy import load, parse, repaired
from rashomon.errors import UsageError
from rashomon.types import Article, Passage, Repair


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
