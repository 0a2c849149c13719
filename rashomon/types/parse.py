"""The parse of a text as one tree of plain objects; attributes have spaCy's names.

spaCy makes a token, a sentence or a list of children anew each time it is asked for one, and looks its words up each
time; the stages ask tens of times for each token. Here everything is read once.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from rashomon.types.understanding import Word

__all__ = ["Parse", "Token", "TokenSpan"]


class Token:
    """A word or sign. What it tells is what spaCy's token of the same name tells."""

    __slots__ = (
        "_subtree",
        "children",
        "dep_",
        "doc",
        "ent_type_",
        "head",
        "i",
        "idx",
        "is_punct",
        "is_quote",
        "is_sent_start",
        "lemma",
        "lemma_",
        "like_num",
        "lower_",
        "pos_",
        "sent",
        "sent_i",
        "tag_",
        "text",
        "whitespace_",
    )
    doc: Parse
    i: int
    """Its index in ``doc``."""
    idx: int
    """Where it starts in ``doc.text``, in code points."""
    text: str
    whitespace_: str
    """What follows it, "" or " "."""
    lower_: str
    lemma: str
    """The lemma in lower case."""
    lemma_: str
    tag_: str
    pos_: str
    dep_: str
    ent_type_: str
    is_punct: bool
    is_quote: bool
    like_num: bool
    is_sent_start: bool
    head: Token
    """Itself for the root of a sentence."""
    children: list[Token]
    """In order of the text."""
    sent: TokenSpan
    sent_i: int
    """Number of the sentence in ``doc.sents``."""
    _subtree: tuple[Token, ...] | None

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    @property
    def is_alpha(self) -> bool:
        return self.text.isalpha()

    @property
    def is_lower(self) -> bool:
        return self.text.islower()

    @property
    def is_title(self) -> bool:
        return self.text.istitle()

    @property
    def is_noun(self) -> bool:
        """Whether it is tagged as a common or proper noun."""
        return self.tag_.startswith("NN")

    @property
    def is_verb(self) -> bool:
        """Whether it is tagged as a verb, an auxiliary or a modal."""
        return self.tag_.startswith("VB") or self.tag_ == "MD"

    @property
    def is_proper(self) -> bool:
        """Whether it is a capitalised proper noun; inside a sentence, a common plural too ("the Colts")."""
        if not self.text[:1].isupper():
            return False
        return self.tag_ in ("NNP", "NNPS") or (self.tag_ == "NNS" and self.i != self.sent.start)

    @property
    def ancestors(self) -> Iterator[Token]:
        """The heads above the token, nearest first; the root of the sentence is the last."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def first_conjunct(self) -> Token:
        """The first of the coordinated words that it is one of, whose relation to the sentence holds for all."""
        token = self
        while token.dep_ == "conj" and token.head.i < token.i:
            token = token.head
        return token

    def child(self, *deps: str) -> Token | None:
        """Return the first child with one of the relations."""
        return next((c for c in self.children if c.dep_ in deps), None)

    @property
    def subtree(self) -> tuple[Token, ...]:
        """The token and all that hangs on it, in order of the text."""
        found = self._subtree
        if found is None:
            below = [self]
            for token in below:
                below.extend(token.children)
            found = self._subtree = tuple(sorted(below, key=_INDEX))
        return found

    @property
    def left_edge(self) -> Token:
        """The first token of the subtree."""
        return self.subtree[0]

    def nbor(self, distance: int = 1) -> Token:
        """The token so many places on. Raises IndexError where there is none."""
        if self.i + distance < 0:
            raise IndexError(self.i + distance)
        return self.doc[self.i + distance]


_INDEX = attrgetter("i")


class TokenSpan:
    """The tokens ``doc[start:end]``."""

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: Parse, start: int, end: int, label: str = "") -> None:
        self.doc = doc
        self.start = start
        self.end = end
        self.label_ = label
        """The kind of name, for a name that was recognised."""

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    def __getitem__(self, i: int) -> Token:
        return self.doc.tokens[self.start : self.end][i]

    def __repr__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """As it is written; the white space behind it is left out."""
        if self.start == self.end:
            return ""
        first, last = self.doc.tokens[self.start], self.doc.tokens[self.end - 1]
        return self.doc.text[first.idx : last.idx + len(last.text)]

    @property
    def root(self) -> Token:
        """The token nearest to the root of its sentence, the first of several; a lone sign only where all are signs."""
        inside = self.doc.tokens[self.start : self.end]
        if len(inside) == 1:
            return inside[0]
        tops = [t for t in inside if not self.start <= t.head.i < self.end or t.head is t]
        return tops[0] if len(tops) == 1 else min(tops, key=_depth, default=self.doc.tokens[self.start])

    @property
    def ents(self) -> list[TokenSpan]:
        """The names that lie inside."""
        return [e for e in self.doc.ents if self.start <= e.start and e.end <= self.end]


def _depth(token: Token) -> int:
    """Steps to the root of the sentence; of a lone sign more than of any word."""
    if (token.is_punct or token.text.isspace()) and token.head is not token and not token.children:
        return len(token.doc)
    depth = 0
    while token.head is not token:
        token = token.head
        depth += 1
    return depth


class Parse:
    """All tokens of a text, or of several that follow each other with a space between."""

    __slots__ = ("ents", "sents", "text", "tokens")

    def __init__(self) -> None:
        self.text = ""
        self.tokens: list[Token] = []
        self.sents: list[TokenSpan] = []
        self.ents: list[TokenSpan] = []
        """The names that spaCy recognised."""

    @classmethod
    def from_words(cls, text: str, words: Sequence[Word]) -> Parse:
        """Build the tree of an article from the words of its Understanding, which keep neither tags nor names."""
        parse = cls()
        parse.text = text
        parse.tokens = [_token(parse, i, word) for i, word in enumerate(words)]
        starts = [i for i, word in enumerate(words) if i == 0 or word.sentence != words[i - 1].sentence]
        for start, end in zip(starts, [*starts[1:], len(words)], strict=False):
            sentence = TokenSpan(parse, start, end)
            parse.sents.append(sentence)
            parse.tokens[start].is_sent_start = True
            for token in sentence:
                token.sent = sentence
        for token, word in zip(parse.tokens, words, strict=True):
            token.head = parse.tokens[word.head]
            if token.head is not token:
                token.head.children.append(token)
        return parse

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> TokenSpan: ...
    def __getitem__(self, at: int | slice) -> Token | TokenSpan:
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self.tokens))
            return TokenSpan(self, start, max(start, end))
        return self.tokens[at]

    def char_span(self, start: int, end: int, alignment_mode: str = "expand") -> TokenSpan | None:
        """The tokens that ``text[start:end]`` covers wholly or in part; None where it reaches over an edge."""
        if start < 0 or end > len(self.text) or end <= 0 or not self.tokens:
            return None
        first = bisect_right(self.tokens, start, key=_OFFSET) - 1
        last = bisect_right(self.tokens, end - 1, key=_OFFSET) - 1
        if start == self.tokens[first].idx + len(self.tokens[first]):
            first += 1
        return self[first : last + 1]

    def starting_in(self, start: int, end: int) -> list[Token]:
        """The tokens that start in ``text[start:end]``."""
        return self.tokens[bisect_left(self.tokens, start, key=_OFFSET) : bisect_left(self.tokens, end, key=_OFFSET)]


def _token(parse: Parse, i: int, word: Word) -> Token:
    """The token of a word, not yet linked to others."""
    token = Token()
    token.doc, token.i, token.idx = parse, i, word.start
    token.text = parse.text[word.start : word.end]
    token.whitespace_ = " " if parse.text[word.end : word.end + 1] == " " else ""
    token.lower_, token.lemma_ = token.text.lower(), word.lemma
    token.pos_, token.dep_ = word.pos, word.dep
    token.tag_ = token.ent_type_ = ""
    token.is_punct, token.like_num = word.pos == "PUNCT", word.pos == "NUM"
    token.is_quote = token.is_sent_start = False
    token.children, token._subtree = [], None
    return token


_OFFSET = attrgetter("idx")
