"""What counts as a copy and what does not."""

from __future__ import annotations

import hashlib
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import rashomon
from rashomon import copies
from rashomon.errors import UsageError
from rashomon.types import Article, Copy, Passage

from .conftest import WIRE, Make

OTHER = """The town of Velden has a new mayor. She was a teacher for twenty years before anybody asked her to stand.
Her first act, she says, will be to open the archives of the old steelworks to those who lost their homes there.
The council meets again in three weeks, when the budget for the new bridge comes before it for the second time."""


def only(found: tuple[Copy, ...]) -> Copy:
    (copy,) = found
    return copy


def text_at(article: Article, spans: list[tuple[int, int]]) -> str:
    return " | ".join(article.content[s:e] for s, e in spans)


def test_the_same_story_in_other_case_and_signs_is_exact(make: Make) -> None:
    one, other = make(WIRE, "1"), make(WIRE.upper().replace("'", "’").replace("\n", "  \n\n"), "2")
    copy = only(copies([other, one]))
    assert (copy.kind, copy.left, copy.right) == ("exact", "1", "2")
    assert (copy.left_share, copy.right_share) == (1.0, 1.0)
    assert copy.shared[0].left == (0, len(WIRE) - 1)


def test_a_cut_text_with_changed_words_is_a_near_copy(make: Make) -> None:
    lines = WIRE.split("\n")
    cut = "\n".join([*lines[:2], lines[2].replace("a sandbank", "rocks"), lines[4]])
    copy = only(copies([make(WIRE, "1"), make(cut, "2")]))
    assert copy.kind == "near"
    assert copy.right_share > 0.9 > 0.7 > copy.left_share
    assert "a sandbank" in WIRE[slice(*copy.shared[0].left)]


def test_a_passage_in_another_article_is_found_to_the_word(make: Make) -> None:
    passage = WIRE.split("\n")[4]
    lines = OTHER.split("\n")
    one, other = make(WIRE, "1"), make("\n".join([lines[0], passage, *lines[1:]]), "2")
    copy = only(copies([one, other]))
    assert copy.kind == "passage"
    assert text_at(one, [p.left for p in copy.shared]) == passage.rstrip(".")
    assert text_at(other, [p.right for p in copy.shared]) == passage.rstrip(".")


def test_articles_in_other_words_are_no_copies(make: Make) -> None:
    assert copies([make(WIRE, "1"), make(OTHER, "2")]) == ()


QUOTATION = "the ship had passed its yearly inspection in January and its radar was working at the time of the accident"


def test_the_same_quotation_is_no_copy(make: Make) -> None:
    one = f"The operator was firm on Monday: “{QUOTATION},” its spokesman said."
    other = f'"{QUOTATION.capitalize()}," a man at the company told reporters over the phone.'
    assert copies([make(one, "1"), make(other, "2")]) == ()
    bare = f"Asked about it, he replied that {QUOTATION}."
    assert only(copies([make(bare, "1"), make(other, "2")])).kind == "passage"


def test_a_quotation_in_copied_text_is_marked(make: Make) -> None:
    lines = WIRE.split("\n")
    tail = f"“{QUOTATION},” he said."
    one = make("\n".join([*lines, tail]), "1")
    other = make("\n".join([OTHER, tail, *OTHER.split("\n")[:2], lines[4]]), "2")
    copy = only(copies([one, other]))
    assert {p.quoted for p in copy.shared} == {True, False}


def test_a_name_with_an_office_is_no_copy(make: Make) -> None:
    name = "Andrew Velden, Director of the Northern Resources Defence Council's Endangered Species Program in Halden"
    assert copies([make(f"It was {name} who spoke.", "1"), make(f"On Monday {name} resigned.", "2")]) == ()


def test_boilerplate_and_what_is_no_story_do_not_count(make: Make) -> None:
    notice = "Support our work and subscribe to the letter that brings you the news of the town every single morning."
    pages = []
    for name, text in (("1", WIRE), ("2", OTHER)):
        whole = f"{text}\n{notice}"
        parts = (Passage(0, len(text) + 1, "body"), Passage(len(text) + 1, len(whole), "boilerplate"))
        pages.append(make(whole, name, passages=parts))
    assert copies(pages) == ()
    assert len(copies([make(f"{WIRE}\n{notice}", "1"), make(f"{OTHER}\n{notice}", "2")])) == 1


def test_short_texts_are_exact_copies_only_with_the_same_characters(make: Make) -> None:
    assert only(copies([make("All are safe.", "1"), make("All are safe.", "2")])).kind == "exact"
    assert copies([make("All are safe.", "1"), make("All are safe!", "2")]) == ()
    assert only(copies([make("", "1"), make("", "2")])).shared == ()


def test_every_pair_of_one_text_is_named(make: Make) -> None:
    found = copies([make(f"{WIRE}\nPrinted in paper {n} of the region.", str(n)) for n in range(5)])
    assert [(c.left, c.right) for c in found] == [(str(a), str(b)) for a in range(5) for b in range(a + 1, 5)]


def test_the_order_of_the_articles_does_not_matter(make: Make) -> None:
    lines = WIRE.split("\n")
    articles = [
        make(WIRE, "1", published="2024-03-05"),
        make("\n".join(lines[:4]), "2"),
        make(f"{OTHER}\n{lines[4]}", "3", published="2024-03-04"),
        make(OTHER, "4"),
    ]
    found = copies(articles)
    assert [(c.kind, c.left, c.right) for c in found] == [("passage", "3", "1"), ("near", "3", "4"), ("near", "1", "2")]
    assert all(copies(order) == found for order in permutations(articles))


@given(st.lists(st.text(st.sampled_from('ab “”"\n.é\u0301中🙂'), max_size=200), min_size=2, max_size=4))
def test_whatever_the_texts_spans_lie_in_them_and_hold_words(texts: list[str]) -> None:
    articles = {}
    for n, text in enumerate(texts):
        digest = hashlib.sha256(text.encode()).hexdigest()
        articles[str(n)] = Article(id=str(n), text=text, text_sha256=digest, bytes_sha256=digest)
    for copy in copies(articles.values()):
        assert copy.left != copy.right
        for passage in copy.shared:
            for name, (start, end) in ((copy.left, passage.left), (copy.right, passage.right)):
                text = articles[name].content
                assert 0 <= start < end <= len(text)
                assert text[start].isalnum()
        for share in (copy.left_share, copy.right_share):
            assert 0 <= share <= 1


@given(st.integers(0, 2**32), st.integers(0, 80), st.integers(15, 40))
def test_a_passage_between_other_words_is_found_within_two_words_at_either_end(seed: int, at: int, length: int) -> None:
    words = [f"word{n}" for n in np.random.default_rng(seed).permutation(5_000)[:220]]
    one = words[:120]
    passage = one[at : at + length]
    if length > 30:
        passage[length // 2] = "changed"
    other = [*words[120:170], *passage, *words[170:]]
    texts = [" ".join(one), " ".join(other)]
    made = [
        Article(id=str(n), text=t, text_sha256=hashlib.sha256(t.encode()).hexdigest(), bytes_sha256="")
        for n, t in enumerate(texts)
    ]
    (copy,) = copies(made)
    (shared,) = copy.shared
    given = texts[1][slice(*shared.right)].split()
    assert abs(len(given) - length) <= 2
    assert set(passage) <= set(given)


def test_a_hostile_text_takes_no_more_than_its_share(make: Make) -> None:
    again = "again and " * 5_000
    line = "the sea was calm and nobody on board had seen the sandbank before the ship struck it. "
    found = copies([make(again, "1"), make(again + "x", "2"), make(line * 400, "3"), make(line * 399 + OTHER, "4")])
    assert [(c.left, c.right) for c in found] == [("1", "2"), ("3", "4")]


def test_ids_must_differ(make: Make) -> None:
    with pytest.raises(UsageError, match=r"rashomon\.distinct"):
        rashomon.copies([make(WIRE), make(WIRE)])
    assert len(rashomon.copies(rashomon.distinct([make(WIRE, file="a.txt"), make(WIRE, file="b.txt")]))) == 1
