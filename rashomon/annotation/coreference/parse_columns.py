"""The parse as plain lists, one entry a token, read once from the doc: what every rule about entities looks at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rashomon.annotation.quotations import Quote, quotes

if TYPE_CHECKING:
    from rashomon.annotation.document import Document

__all__ = ["Syntax", "read_syntax"]


@dataclass(frozen=True, slots=True)
class Syntax:
    """Lists of one length; index is the token's in ``Document.doc``."""

    texts: list[str]
    spaces: list[str]
    """The white space after the token, "" or " "."""
    lowers: list[str]
    lemmas: list[str]
    """Lower case."""
    tags: list[str]
    """Penn Treebank tags."""
    deps: list[str]
    heads: list[int]
    children: list[list[int]]
    """In order of the text."""
    sentences: list[int]
    """Number of the sentence."""
    quoted: list[int]
    """Number of the quotation the token stands in, from 1; 0 outside."""
    first_of_sentence: list[int]
    """For each sentence, its first token."""

    def __len__(self) -> int:
        return len(self.texts)

    def text(self, start: int, end: int) -> str:
        """The words of a stretch as they are written."""
        if end - start == 1:
            return self.texts[start].strip()
        return "".join([self.texts[i] + self.spaces[i] for i in range(start, end)]).strip()

    def is_noun(self, i: int) -> bool:
        return self.tags[i].startswith("NN")

    def is_verb(self, i: int) -> bool:
        return self.tags[i].startswith("VB") or self.tags[i] == "MD"

    def is_beside(self, start: int, i: int) -> bool:
        """Whether token ``i`` exists and stands in the sentence of ``start``: no name runs over the end of a line."""
        return i < len(self) and self.sentences[i] == self.sentences[start]

    def is_proper(self, i: int) -> bool:
        """Whether a token is a capitalised proper noun; inside a sentence a common plural too ("the Colts")."""
        if not self.texts[i][:1].isupper():
            return False
        team = self.tags[i] == "NNS" and i != self.first_of_sentence[self.sentences[i]]
        return self.tags[i] in ("NNP", "NNPS") or team

    def child(self, i: int, *deps: str) -> int | None:
        """The first child with one of the relations."""
        return next((c for c in self.children[i] if self.deps[c] in deps), None)

    def up(self, i: int) -> Iterator[int]:
        """The heads above a token, nearest first; the root ends it."""
        while self.heads[i] != i:
            i = self.heads[i]
            yield i

    def first_conjunct(self, i: int) -> int:
        """The first of the coordinated words that ``i`` is one of: the one whose relation holds for all."""
        while self.deps[i] == "conj" and self.heads[i] < i:
            i = self.heads[i]
        return i


def read_syntax(document: Document, marked: Sequence[Quote] | None = None) -> Syntax:
    """The lists for a parsed article; ``marked`` are its quotations, found here if they are not given."""
    doc = document.parse
    sentences: list[int] = []
    first: list[int] = []
    for number, sentence in enumerate(doc.sents):
        first.append(sentence.start)
        sentences.extend([number] * (sentence.end - sentence.start))
    quoted = [0] * len(doc)
    for number, quote in enumerate(quotes(document) if marked is None else marked, 1):
        quoted[quote.start : quote.end] = [number] * (quote.end - quote.start)
    return Syntax(
        texts=[t.text for t in doc],
        spaces=[t.whitespace_ for t in doc],
        lowers=[t.lower_ for t in doc],
        lemmas=[t.lemma_.lower() for t in doc],
        tags=[t.tag_ for t in doc],
        deps=[t.dep_ for t in doc],
        heads=[t.head.i for t in doc],
        children=[[c.i for c in t.children] for t in doc],
        sentences=sentences,
        quoted=quoted,
        first_of_sentence=first,
    )
