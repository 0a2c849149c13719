"""The order in which an article is understood."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from importlib import import_module

from rashomon.annotation import statements
from rashomon.annotation.attribution import rules
from rashomon.annotation.attribution.continuation import carry, carry_interviews
from rashomon.annotation.attribution.continued_quotations import onward
from rashomon.annotation.attribution.credits import carry_credits
from rashomon.annotation.attribution.interviews import scenes, told
from rashomon.annotation.attribution.neural import merged, weighed
from rashomon.annotation.attribution.signatures import signed
from rashomon.annotation.attribution.source_borders import mended
from rashomon.annotation.attribution.types import TokenRange
from rashomon.annotation.coreference import entities
from rashomon.annotation.document import Document
from rashomon.annotation.events import events
from rashomon.annotation.paragraphs import paragraphs
from rashomon.annotation.parsing.spacy import parse
from rashomon.annotation.quotations import quotes
from rashomon.annotation.temporal import times
from rashomon.encoder import net
from rashomon.settings import Settings
from rashomon.types import Article, Entity, Span, Understanding, Word

__all__ = ["understand"]

_INDEFINITE = frozenset({"a", "an", "one", "another", "some", "several", "two", "three", "many"})


def understand(article: Article, settings: Settings | None = None) -> Understanding:
    """Read a cleaned article: its entities, statements with chains, events and times.

    Only the story passages are read. An article without any gives an empty Understanding. Raises UsageError if the
    spaCy pipeline is not installed, and DamagedInstallation if a model file is not the one that was released.
    """
    settings = settings or Settings()
    lines = paragraphs(article)
    later = _start_reading(article, lines) if settings.attribution == "net" else None
    document = parse(article, settings.spacy_model, fast=settings.fast_parser)
    if not len(document.parse):
        return Understanding(article=article, tokens=(), entities=(), statements=(), events=(), times=(), quotations=())
    marked = quotes(document)
    attributions = rules.find(document, marked)
    mentions = entities(document, marked)
    when = times(document, article.published)
    reading = later.result() if later is not None else None
    reported = [*_reported(article, lines, reading), *signed(article.content, lines)]
    attributions = merged(document, marked, attributions, reported)

    def entity_of(source: TokenRange) -> str | None:
        phrase = document.parse[slice(*source)]
        found = mentions.entity_of(phrase)
        comma = next((t.i for t in reversed(list(phrase)) if t.text == ","), None)
        if found is None and comma is not None and comma + 1 < source[1]:
            # "the military attache to the capital, Jan Novak": the name in apposition, wherever the parser hung it
            found = mentions.entity_of(document.parse[comma + 1 : source[1]])
        return found

    places = scenes(document)
    attributions = told(document, attributions, places)
    unnamed = frozenset(e.id for e in mentions.entities if _is_unnamed(e))
    found = statements.find(document, attributions, marked, when, entity_of, unnamed)
    if reading is not None:
        found = weighed(document, reading, found)
    found = carry_interviews(document, carry(document, attributions, found, entity_of), places, entity_of)
    found = carry_credits(document, found, entity_of)
    return Understanding(
        article=article,
        tokens=_tokens(document),
        entities=mentions.entities,
        statements=tuple(s for _, s in found),
        events=events(document, found, entity_of),
        times=tuple(t.when for t in when),
        quotations=tuple((document.starts[q.start], document.ends[q.end - 1]) for q in marked),
    )


@cache
def _reader() -> ThreadPoolExecutor:
    """The thread that the net reads in, while the parser has the other core.

    What both threads import is imported before: of a package whose modules import each other, as numpy's do, Python
    gives a thread one that is half made rather than have two threads wait for each other.
    """
    import_module("numpy")
    return ThreadPoolExecutor(1, "net")


def _start_reading(article: Article, lines: Sequence[Span]) -> Future[net.Reading]:
    return _reader().submit(lambda: net.read([(article.content, lines)])[0])


def _reported(article: Article, lines: Sequence[Span], reading: net.Reading | None) -> list[net.Reported]:
    """What the net found, with sources and contents as far as they go."""
    return onward(article.content, lines, mended(article.content, reading.reported)) if reading is not None else []


def _is_unnamed(entity: Entity) -> bool:
    """Whether a person or group goes by a description alone: "a senior official", "two aides"."""
    first = entity.name.split(" ", 1)[0]
    return entity.kind in {"person", "group"} and first.lower() in _INDEFINITE


def _tokens(document: Document) -> tuple[Word, ...]:
    return tuple(
        Word(document.starts[t.i], document.ends[t.i], t.lemma_.lower(), t.pos_, t.head.i, t.dep_, number)
        for number, sentence in enumerate(document.parse.sents)
        for t in sentence
    )
