"""An article with its parse: what every stage of the annotation reads."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from rashomon.types import Article, Span, Spot, spot
from rashomon.types.parse import Parse, Token, TokenSpan

__all__ = ["Document", "Paragraph"]


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of the story: the tokens ``parse[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True)
class Document:
    """A parsed article. ``parse`` holds all story paragraphs in order, without white-space tokens between them."""

    article: Article
    parse: Parse
    paragraphs: tuple[Paragraph, ...]
    starts: tuple[int, ...]
    """For each token of ``parse``, where it starts in the article's text."""
    ends: tuple[int, ...]
    offsets: tuple[int, ...]
    """For each token, where it starts in ``parse.text``."""

    def span(self, tokens: TokenSpan | Token) -> Span:
        """Return where the tokens stand in the article's text; white space at the edges is left out."""
        if isinstance(tokens, Token):
            return (self.starts[tokens.i], self.ends[tokens.i])
        return (self.starts[tokens.start], self.ends[tokens.end - 1])

    def spot(self, tokens: TokenSpan | Token) -> Spot:
        """Return the same with its text."""
        return spot(self.article.content, self.span(tokens))

    def paragraph_of(self, token: int) -> int:
        """Return the number of the paragraph that holds a token."""
        return bisect_right(self.paragraphs, token, key=lambda p: p.start) - 1
