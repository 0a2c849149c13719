"""Lines, and what belongs together."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rashomon.annotation.document import LONGEST, MOST_TOKENS, paragraphs, tokens_in
from rashomon.types import Article, Passage


def article(text, kind="body"):
    passages = (Passage(0, len(text), kind),) if text else ()
    return Article(id="a", text=text, text_sha256="", bytes_sha256="", passages=passages)


def test_each_line_is_a_paragraph():
    text = "One sentence.\nAnother one.\n\nA third."
    assert [text[s:e] for s, e in paragraphs(article(text))] == ["One sentence.", "Another one.", "A third."]


def test_a_line_that_goes_on_in_lower_case_is_joined():
    text = "The bridge was\nclosed on Friday.\nIt is open."
    assert [text[s:e] for s, e in paragraphs(article(text))] == ["The bridge was\nclosed on Friday.", "It is open."]


def test_a_text_wrapped_by_hand_is_read_by_blank_lines():
    wrapped = "\n".join(["The council of the town of Brod met in the old hall"] * 6) + "."
    text = f"{wrapped}\n\n{wrapped}"
    assert len(paragraphs(article(text))) == 2


def test_a_paragraph_of_any_length_is_read_in_bounded_pieces():
    text = "The council met. " * 5_000
    spans = paragraphs(article(text))
    assert max(e - s for s, e in spans) <= LONGEST
    assert "".join(text[s:e] for s, e in spans).count("met.") == 5_000


def test_a_piece_has_a_bounded_number_of_signs_too():
    text = "<p a=b" + " a=b" * 5_000 + ">"
    spans = paragraphs(article(text))
    assert max(tokens_in(article(text[s:e])) for s, e in spans) <= MOST_TOKENS
    assert "".join(text[s:e] for s, e in spans).count("a=b") == 5_001


def test_signs_words_and_numbers_of_the_story_count_as_tokens():
    assert tokens_in(article("He can't pay $10m, now.")) == len("He can ' t pay $ 10 m , now .".split())
    assert tokens_in(article("Subscribe now!", "boilerplate")) == 0


def test_a_word_longer_than_the_bound_is_cut():
    cut = ((0, LONGEST), (LONGEST, 2 * LONGEST), (2 * LONGEST, 2 * LONGEST + 5))
    assert paragraphs(article("x" * (2 * LONGEST + 5))) == cut


def test_boilerplate_is_left_out():
    assert paragraphs(article("Subscribe now!", "boilerplate")) == ()


@given(st.text(alphabet=st.sampled_from("ab. \n\r\t“”é\u0301אب😀"), max_size=200))
def test_every_character_that_is_not_space_is_in_one_paragraph(text):
    spans = paragraphs(article(text))
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    kept = "".join(text[s:e] for s, e in spans)
    assert "".join(kept.split()) == "".join(text.split())
