"""All that is read out of one article: what `understand` gives and `compare` takes."""

from __future__ import annotations

import msgspec

from rashomon.types.article import Article
from rashomon.types.attribution import Attribution
from rashomon.types.entity import Entity
from rashomon.types.event import Event
from rashomon.types.spans import Span
from rashomon.types.statement import Statement, When

__all__ = ["Made", "StageFailure", "Understanding", "Word"]


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """What made an Understanding or a dossier: with the same, the same articles give the same."""

    rashomon: str
    """Version of Rashomon."""
    nets: dict[str, str]
    """SHA-256 of every model file, by its name; of the spaCy pipeline that of its meta.json."""
    settings: dict[str, str | bool | None]
    """The settings that decide what is found, by the names that they have in `Settings`."""


class StageFailure(msgspec.Struct, frozen=True):
    """A stage that ended with an error of Rashomon's own; the others went on without what it finds."""

    stage: str
    cost: str
    """What is missing: "its times could not be read"."""
    error: str
    """Name of the error's class."""
    trace: str
    """The traceback, for a report."""


class Word(msgspec.Struct, frozen=True):
    """A word of the story passages, in the article's offsets."""

    start: int
    end: int
    lemma: str
    """Lower case."""
    pos: str
    """Universal part of speech: NOUN, VERB, PROPN …"""
    head: int
    """Index of the syntactic head in ``Understanding.tokens``; a root is its own head."""
    dep: str
    """The relation to the head, in the parser's labels."""
    sentence: int
    """Number of the sentence in the article, from 0."""
    factuality: float | None = None
    """How sure the author is that the event it names happened, -3 to 3; None of a word that is taken to name none."""


class Understanding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One article understood. Everything is in order of the text."""

    article: Article
    tokens: tuple[Word, ...]
    entities: tuple[Entity, ...]
    """Entities within this article, pronouns and short names resolved."""
    statements: tuple[Statement, ...]
    attributions: tuple[Attribution, ...] = ()
    """Who said what, in order of cue: those that make a statement, and those of plans and stances."""
    events: tuple[Event, ...]
    times: tuple[When, ...]
    """Every time expression, in a statement or not."""
    quotations: tuple[Span, ...]
    """The stretches inside quotation marks, marks left out."""
    made: Made | None = None
    """What made it; None where that is not known."""
    failed: tuple[StageFailure, ...] = ()
    """Stages that failed: what they find is missing here, or is as the stage before left it."""
