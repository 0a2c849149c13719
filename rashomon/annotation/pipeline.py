"""The stages that an article goes through, in order, and the loop that runs them.

Each stage reads layers of the article and gives one. A stage that lacks a layer it needs is left out; one that fails
costs what it would have given: its layer stays as it was before.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from operator import attrgetter

from msgspec import UNSET

from rashomon.annotation import statements
from rashomon.annotation.attribution import interviews, neural, rules
from rashomon.annotation.attribution.chains import attributed, linked
from rashomon.annotation.attribution.interviews import carry_interviews as carry
from rashomon.annotation.attribution.types import Attribution, TokenRange
from rashomon.annotation.coreference import Mentions, entities
from rashomon.annotation.document import Document, paragraphs, tokens_in
from rashomon.annotation.parsing import parse
from rashomon.annotation.quotations import Quote, quotes
from rashomon.annotation.statements import Found, events
from rashomon.annotation.temporal import TimeExpression, times
from rashomon.encoder.net import Reading, Reported
from rashomon.errors import TooLarge
from rashomon.lexicon import words
from rashomon.settings import Settings
from rashomon.stages import Guard
from rashomon.types import Article, Event, Span, Understanding, Word
from rashomon.types import Attribution as Attributed
from rashomon.types.ids import EntityId

__all__ = ["STAGES", "Layers", "Stage", "check_length", "understand"]


@dataclass
class Layers:
    """An article and what the stages found in it so far; None where a stage has not given its layer."""

    article: Article
    settings: Settings
    without: Collection[str] = ()
    lines: Sequence[Span] | None = None
    pending: Future[Reading] | None = None
    document: Document | None = None
    quotations: tuple[Quote, ...] = ()
    attributions: tuple[Attribution, ...] | None = None
    reading: Reading | None = None
    reported: tuple[Reported, ...] = ()
    mentions: Mentions = field(default_factory=lambda: Mentions((), {}))
    times: tuple[TimeExpression, ...] = ()
    scenes: tuple[interviews.Scene, ...] = ()
    found: tuple[Found, ...] = ()
    layer: tuple[Attributed, ...] = ()
    events: tuple[Event, ...] = ()
    words: tuple[Word, ...] = ()

    @property
    def stating(self) -> tuple[Attribution, ...] | None:
        """The attributions whose content is a statement; None where nobody could read who says what."""
        return None if self.attributions is None else tuple(a for a in self.attributions if a.states)

    @property
    def unnamed(self) -> frozenset[str]:
        """The people and groups that go by a description alone: "a senior official", "two aides"."""
        described = (e for e in self.mentions.entities if e.kind in {"person", "group"})
        some = words("people.indefinite_determiners")
        return frozenset(e.id for e in described if e.name.split(" ", 1)[0].lower() in some)

    def entity_of(self, source: TokenRange) -> EntityId | None:
        """The entity that a phrase stands for."""
        assert self.document is not None
        phrase = self.document.parse[slice(*source)]
        # "the military attache to the capital, Jan Novak": the name in apposition, wherever the parser hung it
        name = next((t.i + 1 for t in reversed(list(phrase)[:-1]) if t.text == ","), source[0])
        return self.mentions.entity_of(phrase) or self.mentions.entity_of(self.document.parse[name : source[1]])


@dataclass(frozen=True, slots=True)
class Stage:
    """A step: a function of layers that gives one, and what the article is without where it fails."""

    name: str
    run: Callable[..., object]
    needs: str
    """The layers that the function takes, in order. Without one of them the stage is left out; "name?" may be None."""
    gives: str
    cost: str


def understand(
    article: Article,
    settings: Settings | None = None,
    *,
    stages: Sequence[Stage] | None = None,
    without: Collection[str] = (),
) -> Understanding:
    """Read a cleaned article: its entities, statements with chains, attributions, events and times.

    Only the story passages are read. An article without any gives an empty Understanding. A stage that fails costs what
    it finds and is named in `Understanding.failed`. ``stages`` are by default all; ``without`` names stages and rules
    to leave out. Raises UsageError if the spaCy pipeline is not installed, DamagedInstallation if a model file is not
    the one that was released, TooLarge for a story of more than `Settings.max_words`.
    """
    settings = settings or Settings()
    check_length(article, settings)
    layers = Layers(article, settings, without)
    stages = STAGES if stages is None else stages
    guard = Guard({stage.name: stage.cost for stage in stages})
    for stage in stages:
        given = {need: attrgetter(need.rstrip("?"))(layers) for need in stage.needs.split()}
        if stage.name not in without and all(g is not None or need.endswith("?") for need, g in given.items()):
            before = getattr(layers, stage.gives)
            setattr(layers, stage.gives, guard.run(stage.name, before, stage.run, *given.values()))
    d = layers.document
    return Understanding(
        article=article,
        tokens=layers.words,
        entities=layers.mentions.entities,
        statements=tuple(s for _, s in layers.found),
        attributions=layers.layer,
        events=layers.events,
        times=tuple(t.when for t in layers.times),
        quotations=tuple((d.starts[q.start], d.ends[q.end - 1]) for q in layers.quotations) if d is not None else (),
        failed=guard.failed,
    )


def check_length(article: Article, settings: Settings) -> None:
    """Raise TooLarge for a story over the bound: parsing takes time and memory for each word."""
    found = tokens_in(article) if len(article.content) > settings.max_words else 0
    if found > settings.max_words:
        raise TooLarge(
            next((name for name in (article.file, article.url) if name is not UNSET), article.id),
            f"has a story of {found:,} words and signs, more than the bound of {settings.max_words:,}: "
            "split it, or raise RASHOMON_MAX_WORDS",
        )


@cache
def _thread() -> ThreadPoolExecutor:
    """The thread that the net reads in, while the parser has the other core.

    What both threads import is imported before: of a package whose modules import each other, as numpy's do, Python
    gives a thread one that is half made rather than have two threads wait for each other.
    """
    import_module("numpy")
    return ThreadPoolExecutor(1, "net")


def _start_reading(settings: Settings, article: Article, lines: Sequence[Span]) -> Future[Reading] | None:
    reader = neural.READERS[settings.attribution]
    return _thread().submit(neural.read, reader, article.content, lines) if reader is not None else None


def _parsed(article: Article, settings: Settings) -> Document | None:
    document = parse(article, settings.spacy_model, fast=settings.fast_parser)
    return document if len(document.parse) else None


def _words(document: Document, reading: Reading | None, found: Sequence[Found]) -> tuple[Word, ...]:
    """The words, each that may name an event with its factuality; a statement's predicate has the statement's."""
    sure = neural.factualities(document, reading) | {segment.predicate: s.factuality for segment, s in reversed(found)}
    return tuple(
        Word(document.starts[t.i], document.ends[t.i], t.lemma_.lower(), t.pos_, t.head.i, t.dep_, n, sure.get(t.i))
        for n, sentence in enumerate(document.parse.sents)
        for t in sentence
    )


STAGES: tuple[Stage, ...] = (
    Stage("paragraphs", paragraphs, "article", "lines", "its paragraphs could not be told apart"),
    Stage(
        "net", _start_reading, "settings article lines", "pending", "who says what in it could not be read by the net"
    ),
    Stage("parse", _parsed, "article settings", "document", "its sentences could not be read"),
    Stage("quotations", quotes, "document", "quotations", "its quotations could not be told from the rest"),
    Stage("rules", rules.find, "document quotations without", "attributions", "what rules find in it is missing"),
    Stage("entities", entities, "document quotations", "mentions", "its people and organisations could not be told"),
    Stage("times", times, "document article.published?", "times", "its times could not be read"),
    Stage("net", Future.result, "pending", "reading", "who says what in it could not be read by the net"),
    Stage("spans", attrgetter("reported"), "reading", "reported", "what the net found in it could not be used"),
    Stage("sources", neural.mended, "article reported", "reported", "sources that the net cut short are not whole"),
    Stage("continued", neural.continued, "article lines reported", "reported", "its long quotations are cut short"),
    Stage("signed", neural.signed, "article lines reported", "reported", "signed quotations in it were not told"),
    Stage(
        *("merged", neural.merged, "document quotations attributions? reported reading?", "attributions"),
        "what the net found in it is missing",
    ),
    Stage("scenes", interviews.scenes, "document", "scenes", "its interviews could not be found"),
    Stage("told", interviews.told, "document attributions scenes", "attributions", "some publishers are missing"),
    Stage(
        *("completed", rules.completed, "document quotations attributions", "attributions"),
        "quotations in it without a cue of their own were not told",
    ),
    Stage(
        *("statements", statements.find, "document stating quotations times entity_of unnamed", "found"),
        "its statements could not be read",
    ),
    Stage("certainty", neural.weighed, "document reading found", "found", "its certainty was not read by the net"),
    Stage("interviews", carry, "document found scenes entity_of", "found", "its interviews could not be followed"),
    Stage("linked", linked, "document attributions found", "found", "its statements do not name their attributions"),
    Stage(
        *("attributions", attributed, "document attributions? reported reading? found entity_of unnamed", "layer"),
        "its attributions could not be written down",
    ),
    Stage("words", _words, "document reading? found", "words", "its words could not be listed"),
    Stage("events", events, "document found entity_of", "events", "its events could not be read"),
)
"""Every stage, in order. A layer that several give is passed on from one to the next."""
