"""Texts parsed by the real pipeline."""

import pytest

from rashomon.annotation.parsing import parse
from rashomon.types import Article, Passage


@pytest.fixture(scope="session")
def document():
    """A function from a text to its parse, the whole text one body passage."""

    def make(text, published=None):
        passages = (Passage(0, len(text), "body"),) if text else ()
        article = Article(id="a", text=text, text_sha256="", bytes_sha256="", published=published, passages=passages)
        return parse(article)

    return make
