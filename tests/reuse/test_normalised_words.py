"""Words as they are compared, and where they stand."""

from __future__ import annotations

import hashlib
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.reuse.normalised_words import Keys, story_keys, story_of
from rashomon.types import Article, Passage

TEXTS = st.text(
    st.sampled_from("aAéÉßﬁñ\u0301\u00ad\u200b“”\"'’-–— \n\t.,0²½שلםا中日かか\u3099🙂👩🏽\ud800_"), max_size=60
)


def story(text: str, passages: tuple[Passage, ...] = ()) -> Article:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Article(id=digest[:16], text=text, text_sha256=digest, bytes_sha256=digest, passages=passages)


def keys_of(text: str) -> list[int]:
    return story_keys(story(text), Keys())


@given(TEXTS)
def test_every_word_has_its_span_and_nothing_of_it_is_lost(text: str) -> None:
    words = story_of(story(text), keys_of(text))
    assert len(words.spans) == len(words.keys) == len(words.quoted) == len(words.small)
    assert [Keys()[text[start:end]] for start, end in words.spans] == list(words.keys)
    ends = [0, *(e for _, e in words.spans)]
    starts = [*(s for s, _ in words.spans), len(text)]
    assert all(end <= start for end, start in zip(ends, starts, strict=True))
    between = "".join(text[end:start] for end, start in zip(ends, starts, strict=True))
    assert not any(sign.isalnum() for sign in between)


@given(TEXTS)
def test_a_span_ends_where_no_word_goes_on(text: str) -> None:
    for start, end in story_of(story(text), keys_of(text)).spans:
        joined = text[start - 1 : start] + text[start:end] + text[end : end + 1]
        with_spaces = max(joined) < "\u2e80"
        assert len(keys_of(joined)) == 1 or not with_spaces or not (joined[0].isalnum() and joined[-1].isalnum())


@given(st.text(st.sampled_from("abcéüñ“”\"'’-–— \n.,שלםﬁ가"), max_size=60))
def test_case_unicode_form_quotes_dashes_and_spaces_do_not_matter(text: str) -> None:
    signs = str.maketrans({"“": '"', "”": '"', "’": "'", "—": "-", "–": "-", " ": "\u00a0 ", "\n": "  "})
    other = text.translate(signs)
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert keys_of(normalize(form, other).upper().lower()) == keys_of(text)


def test_a_soft_hyphen_and_a_character_without_width_stand_within_a_word() -> None:
    assert keys_of("coast\u00adguard \u200bsaid") == keys_of("coastguard said")


def test_a_text_without_spaces_has_a_word_for_each_character() -> None:
    assert len(keys_of("轮渡搁浅")) == 4
    assert keys_of("がぎ") == keys_of(normalize("NFD", "がぎ"))


def test_only_story_counts() -> None:
    text = "Ferry aground\nAll are safe.\nSubscribe now\nThe hull is whole."
    kinds = ("headline", "body", "boilerplate", "body")
    cuts = [0, 14, 28, 42, len(text)]
    passages = tuple(Passage(s, e, k) for s, e, k in zip(cuts, cuts[1:], kinds, strict=False))
    article = story(text, passages)
    words = story_of(article, story_keys(article, Keys()))
    assert [text[s:e] for s, e in words.spans] == "All are safe The hull is whole".split()
    assert words.breaks == [3]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("He said “all is well” and left.", "all is well"),
        ('He said "all is well," and "left" it.', "all is well left"),
        ("``All is well,'' he said.", "All is well"),
        ('"All is well.\nAll are safe," he said.', "All is well All are safe"),
        ("“All is well.\n“All are safe,” he said.", "All is well All are safe"),
        ('" All is well , " he said .', "All is well"),
        ("“All is well, he said.\nThe end.", "All is well he said"),
        ("The end.” He left.", ""),
    ],
)
def test_what_stands_in_quotation_marks(text: str, inside: str) -> None:
    words = story_of(story(text), keys_of(text))
    found = [text[s:e] for (s, e), quoted in zip(words.spans, words.quoted, strict=True) if quoted]
    assert " ".join(found) == inside


def test_a_mark_that_is_never_closed_does_not_quote_a_whole_article() -> None:
    text = "“All is well. " + "The sea was calm. " * 1000 + "”"
    words = story_of(story(text), keys_of(text))
    assert sum(words.quoted) < 1000
