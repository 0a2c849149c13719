"""An Understanding as JSON, kept in a file or sent to another machine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Literal

import msgspec
from msgspec import UNSET

from rashomon.errors import UnreadableInput
from rashomon.types import Argument, Event, Hop, Mark, Mention, Source, Span, Spot, Statement, Understanding, When, Word

__all__ = ["dump", "load"]

Place = Spot | Source | When | Mark | Mention | Argument


class _File(msgspec.Struct, frozen=True, kw_only=True):
    format: Literal["rashomon-understanding/1"] = "rashomon-understanding/1"
    understanding: Understanding


def dump(understanding: Understanding) -> bytes:
    """Write an Understanding, with the text of its article, on one line of UTF-8 JSON."""
    return msgspec.json.encode(_File(understanding=understanding)) + b"\n"


def load(data: bytes, source: str) -> Understanding:
    """Read an Understanding. Raises UnreadableInput, naming ``source``, where it is none or does not hold together.

    Checked are ids, references, and that every place lies in the article and repeats what stands there, so that what
    compares Understandings need not doubt one that was read.
    """
    try:
        found = msgspec.json.decode(data, type=_File).understanding
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableInput(source, f"not an understanding in JSON: {error}") from None
    if problem := next(_problems(found), None):
        raise UnreadableInput(source, f"not a whole understanding: {problem}")
    return found


def _problems(found: Understanding) -> Iterator[str]:
    if found.article.text is UNSET:
        yield "its article has no text"
        return
    ids: list[str] = [e.id for e in found.entities]
    ids += [s.id for s in found.statements]
    ids += [e.id for e in found.events]
    ids += [a.id for a in found.attributions]
    if len(set(ids)) < len(ids):
        yield "two of its ids are the same"
    yield from _bad_words(found.tokens, len(found.article.text))
    for name, spans in _spans(found):
        if not spans or not all(0 <= s < e <= len(found.article.text) for s, e in spans):
            yield f"{name} has no place in its article"
    for name, place in _places(found):
        if not 0 <= place.start < place.end or found.article.text[place.start : place.end] != place.text:
            yield f"{name} does not stand in its article"
    yield from _bad_references(found)


def _bad_words(words: tuple[Word, ...], length: int) -> Iterator[str]:
    if not all(0 <= w.start < w.end <= length and 0 <= w.head < len(words) for w in words):
        yield "one of its words has no place in its article"
    elif any(a.start > b.start or a.sentence > b.sentence for a, b in pairwise(words)):
        yield "its words are out of order"
    elif not _is_forest([w.head for w in words]):
        yield "its words depend on each other in a circle"


def _is_forest(heads: list[int]) -> bool:
    """Whether every word leads to a root, which is its own head."""
    seen = [head == i for i, head in enumerate(heads)]
    for word in range(len(heads)):
        path = []
        while not seen[word]:
            seen[word] = True
            path.append(word)
            word = heads[word]
        if word in path:
            return False
    return True


def _spans(found: Understanding) -> Iterator[tuple[str, tuple[Span, ...]]]:
    for entity in found.entities:
        yield f"entity {entity.id[:60]!r}", tuple(m.span for m in entity.mentions)
    for statement in found.statements:
        yield f"statement {statement.id[:60]!r}", statement.spans
    for said in found.attributions:
        yield f"attribution {said.id[:60]!r}", said.content or ((0, 1),)
    for span in found.quotations:
        yield "a quotation", (span,)
    for passage in found.article.passages:
        yield "a passage", ((passage.start, passage.end),)
    for repair in found.article.repairs:
        yield "a repair", ((repair.start, repair.end),)


def _places(found: Understanding) -> Iterator[tuple[str, Place]]:
    for time in found.times:
        yield "a time", time
    for entity in found.entities:
        yield from _named(f"a mention of entity {entity.id[:60]!r}", entity.mentions)
    for statement in found.statements:
        yield from _named(f"statement {statement.id[:60]!r}", _of_statement(statement))
    for said in found.attributions:
        places = (*said.source, said.cue, *_of_chain(said.chain))
        yield from _named(f"attribution {said.id[:60]!r}", places)
    for event in found.events:
        yield from _named(f"event {event.id[:60]!r}", (event.predicate, event.when, *_arguments(event)))


def _named(name: str, places: Iterable[Place | None]) -> Iterator[tuple[str, Place]]:
    return ((name, place) for place in places if place is not None)


def _of_statement(statement: Statement) -> Iterator[Place | None]:
    yield from statement.marks
    yield from (statement.hedge, statement.when)
    if statement.proposition is not UNSET:
        said = statement.proposition
        yield said.predicate
        yield from said.negation
        yield from said.arguments
    yield from _of_chain(statement.chain)


def _of_chain(chain: Iterable[Hop]) -> Iterator[Place | None]:
    for hop in chain:
        yield from hop.sources
        yield from (hop.cue, hop.to, hop.when)


def _arguments(event: Event) -> tuple[Source | None, ...]:
    return event.actor, event.recipient, event.where


def _bad_references(found: Understanding) -> Iterator[str]:
    entities = {e.id for e in found.entities}
    chains = [s.chain for s in found.statements] + [a.chain for a in found.attributions]
    named = [s.entity for chain in chains for hop in chain for s in hop.sources]
    named += [s.entity for event in found.events for s in _arguments(event) if s]
    named += [a.entity for s in found.statements if s.proposition is not UNSET for a in s.proposition.arguments]
    statements = {s.id for s in found.statements}
    yield from (f"it names entity {e[:60]!r}, which it does not have" for e in named if e and e not in entities)
    told = [e.statement for e in found.events] + [a.statement for a in found.attributions if a.statement]
    yield from (f"it names statement {s[:60]!r}, which it does not have" for s in told if s not in statements)
    attributions = {a.id for a in found.attributions}
    held = [s.attribution for s in found.statements if s.attribution]
    yield from (f"it names attribution {a[:60]!r}, which it does not have" for a in held if a not in attributions)
    articles = {s.article for s in found.statements} | {m.article for e in found.entities for m in e.mentions}
    articles |= {a.article for a in found.attributions}
    if articles - {found.article.id}:
        yield "part of it is of another article"
