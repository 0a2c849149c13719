"""The order in which an article is understood."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache, partial
from importlib import import_module

from msgspec import UNSET

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
from rashomon.annotation.coreference import Mentions, entities
from rashomon.annotation.document import Document
from rashomon.annotation.events import events
from rashomon.annotation.paragraphs import paragraphs, tokens_in
from rashomon.annotation.parsing.spacy import parse
from rashomon.annotation.quotations import quotes
from rashomon.annotation.statements import Found
from rashomon.annotation.temporal import times
from rashomon.encoder import net
from rashomon.errors import TooLarge
from rashomon.settings import Settings
from rashomon.stages import Guard
from rashomon.types import Article, Entity, Span, StageFailure, Understanding, Word

__all__ = ["too_long", "understand"]

_INDEFINITE = frozenset({"a", "an", "one", "another", "some", "several", "two", "three", "many"})


_COSTS = {
    "paragraphs": "its paragraphs could not be told apart",
    "parse": "its sentences could not be read",
    "quotations": "its quotations could not be told from the rest",
    "rules": "who says what in it could not be read by rules",
    "net": "who says what in it could not be read by the net",
    "reported": "what the net found in it could not be used",
    "signed": "the words that others signed in it could not be told from its own",
    "merged": "what rules and net found in it could not be joined, and the rules' findings stand alone",
    "entities": "its people, organisations and places could not be told",
    "times": "its times could not be read",
    "scenes": "its interviews could not be found",
    "told": "whom it was told to could not be read",
    "statements": "its statements could not be read",
    "certainty": "how certain it is of what it says could not be read by the net",
    "reports": "the reports that go on over several of its sentences could not be followed",
    "interviews": "the interviews that go on over several of its sentences could not be followed",
    "credits": "the credits at its end could not be read",
    "events": "its events could not be read",
}
"""Every stage, and what an article is without where the stage fails."""


def understand(article: Article, settings: Settings | None = None) -> Understanding:
    """Read a cleaned article: its entities, statements with chains, events and times.

    Only the story passages are read. An article without any gives an empty Understanding. A stage that fails costs what
    it finds and is named in `Understanding.failed`. Raises UsageError if the spaCy pipeline is not installed,
    DamagedInstallation if a model file is not the one that was released, TooLarge for a story of more than
    `Settings.max_words`.
    """
    settings = settings or Settings()
    if problem := too_long(article, settings):
        name = next((name for name in (article.file, article.url) if name is not UNSET), article.id)
        raise TooLarge(name, problem)
    guard = Guard(_COSTS)
    run = guard.run
    lines = run("paragraphs", [], paragraphs, article)
    later = run("net", None, _start_reading, article, lines) if settings.attribution == "net" else None
    document = run("parse", None, parse, article, settings.spacy_model, fast=settings.fast_parser)
    if document is None or not len(document.parse):
        return _nothing(article, guard.failed)
    marked = run("quotations", (), quotes, document)
    ruled = run("rules", None, rules.find, document, marked)
    mentions = run("entities", Mentions((), {}), entities, document, marked)
    when = run("times", (), times, document, article.published)
    reading = run("net", None, later.result) if later is not None else None
    reported = [
        *run("reported", [], _reported, article, lines, reading),
        *run("signed", [], signed, article.content, lines),
    ]
    attributions = run("merged", ruled or (), merged, document, marked, ruled or (), reported)
    entity_of = partial(_entity_of, document, mentions)
    places = run("scenes", (), scenes, document)
    attributions = run("told", attributions, told, document, attributions, places)
    unnamed = frozenset(e.id for e in mentions.entities if _is_unnamed(e))
    found: tuple[Found, ...] = ()
    if ruled is not None or reading is not None:  # else the article would be taken to say itself what it reports
        found = run("statements", (), statements.find, document, attributions, marked, when, entity_of, unnamed)
    if reading is not None:
        found = run("certainty", found, weighed, document, reading, found)
    found = run("reports", found, carry, document, attributions, found, entity_of)
    found = run("interviews", found, carry_interviews, document, found, places, entity_of)
    found = run("credits", found, carry_credits, document, found, entity_of)
    return Understanding(
        article=article,
        tokens=_tokens(document),
        entities=mentions.entities,
        statements=tuple(s for _, s in found),
        events=run("events", (), events, document, found, entity_of),
        times=tuple(t.when for t in when),
        quotations=tuple((document.starts[q.start], document.ends[q.end - 1]) for q in marked),
        failed=guard.failed,
    )


def _nothing(article: Article, failed: tuple[StageFailure, ...]) -> Understanding:
    """What is understood of an article without a story, or of one whose sentences could not be read."""
    return Understanding(
        article=article, tokens=(), entities=(), statements=(), events=(), times=(), quotations=(), failed=failed
    )


def _entity_of(document: Document, mentions: Mentions, source: TokenRange) -> str | None:
    """The entity that a phrase stands for."""
    phrase = document.parse[slice(*source)]
    found = mentions.entity_of(phrase)
    comma = next((t.i for t in reversed(list(phrase)) if t.text == ","), None)
    if found is None and comma is not None and comma + 1 < source[1]:
        # "the military attache to the capital, Jan Novak": the name in apposition, wherever the parser hung it
        found = mentions.entity_of(document.parse[comma + 1 : source[1]])
    return found


def too_long(article: Article, settings: Settings) -> str | None:
    """Why a story is not understood: parsing takes time and memory for each word. None for one within the bound."""
    if len(article.content) <= settings.max_words:
        return None
    words = tokens_in(article)
    if words <= settings.max_words:
        return None
    more = f"more than the bound of {settings.max_words:,}: split it, or raise RASHOMON_MAX_WORDS"
    return f"has a story of {words:,} words and signs, {more}"


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
