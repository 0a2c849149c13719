"""Blocks found again in an extracted text."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from rashomon.ingest.page.blocks import cut
from rashomon.ingest.page.extraction_match import match

LONG = "The talks on the river treaty failed on Tuesday in Geneva"


def kept(markup: str, text: str) -> list[str]:
    page = cut(document_fromstring(f"<html><body>{markup}</body></html>"))
    found = match(page, text)
    return [block.text for block, is_kept in zip(page.blocks, found.kept, strict=True) if is_kept]


def test_blocks_that_the_text_has_are_kept_though_a_word_is_missing() -> None:
    markup = f"<p>{LONG}</p><p>Something else was said by nobody here</p><p>Short</p>"
    assert kept(markup, f"{LONG.replace('river ', '')}\nShort") == [LONG, "Short"]


def test_a_short_block_must_be_a_line_of_the_text() -> None:
    assert kept("<p>river treaty</p>", LONG) == []


def test_of_two_blocks_with_the_same_words_the_one_in_the_article_is_kept() -> None:
    more = "".join(f"<p>Sentence number {n} has words of its own, all {n} of them</p>" for n in range(9))
    markup = f"<div><aside><p>{LONG}</p></aside></div><article>{more}<p>{LONG}</p></article>"
    text = "\n".join([*(f"Sentence number {n} has words of its own, all {n} of them" for n in range(9)), LONG])
    page = cut(document_fromstring(f"<html><body>{markup}</body></html>"))
    found = match(page, text)
    assert [k for b, k in zip(page.blocks, found.kept, strict=True) if b.text == LONG] == [False, True]


def test_two_lines_of_the_text_keep_two_blocks() -> None:
    assert kept(f"<p>{LONG}</p>" * 3, f"{LONG}\n{LONG}") == [LONG, LONG]


def test_many_blocks_take_no_square_of_time() -> None:
    page = cut(document_fromstring(f"<html><body>{f'<p>{LONG}</p>' * 32_000}</body></html>"))
    start = time.process_time()
    match(page, f"{LONG}\n" * 32_000)
    assert time.process_time() - start < 15


@given(st.lists(st.sampled_from(["a b c d e", "f", "g h", "a b c d", "é ü"]), min_size=1, max_size=8))
def test_all_blocks_are_kept_of_a_text_that_has_them_all(lines: list[str]) -> None:
    assert kept("".join(f"<p>{line}</p>" for line in lines), "\n".join(lines)) == lines
