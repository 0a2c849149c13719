"""Propositions and events: the main predicate of a statement, its arguments, when and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rashomon.annotation.clauses import Segment
from rashomon.annotation.document import Document
from rashomon.annotation.syntax import (
    agent,
    is_passive,
    lemma_of,
    negation_words,
    negations,
    object_of,
    phrase,
    prepositional_objects,
    subject,
    verb_group,
)
from rashomon.lexicon import words
from rashomon.types import Argument, Event, Proposition, Source, Spot, Statement
from rashomon.types.ids import event_id
from rashomon.types.parse import Token

if TYPE_CHECKING:
    from rashomon.annotation.attribution.chains import Names
    from rashomon.annotation.statements import Found

__all__ = ["events", "proposition"]

_PLACE_PREPOSITIONS = words("function_words.prepositions_of_place")
_RECIPIENT_PREPOSITIONS = words("function_words.prepositions_of_recipients")
_AUXILIARIES_BEFORE = 4
"""Tokens before a verb in which its auxiliaries count: "was the man seen" is not one stretch."""
_TIMES = frozenset({"DATE", "TIME"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})


def proposition(document: Document, segment: Segment, entity_of: Names) -> Proposition:
    """Return what a segment asserts: predicate, arguments and negation, as far as they stand in it."""
    head = document.parse[segment.predicate]
    inside = frozenset(segment.tokens)
    found = ((role, _source(document, token, inside, entity_of)) for role, token in _arguments(head))
    arguments = {
        Argument(role=role, start=who.start, end=who.end, text=who.text, entity=who.entity)
        for role, who in found
        if who is not None
    }
    denied = [t for t in negations(head) if t.i in inside]
    return Proposition(
        predicate=_predicate(document, head, inside),
        lemma=lemma_of(head),
        arguments=tuple(sorted(arguments, key=lambda a: (a.start, a.end, a.role))),
        negated=len(denied) % 2 == 1,
        negation=tuple(document.spot(document.parse[w[0] : w[-1] + 1]) for w in map(negation_words, denied)),
    )


def events(document: Document, found: Iterable[Found], entity_of: Names) -> tuple[Event, ...]:
    """Return one event for each statement whose main predicate is a verb."""
    return tuple(
        _event(document, segment, statement, entity_of)
        for segment, statement in found
        if document.parse[segment.predicate].pos_ in {"VERB", "AUX"}
    )


def _event(document: Document, segment: Segment, statement: Statement, entity_of: Names) -> Event:
    verb = document.parse[segment.predicate]
    inside = frozenset(segment.tokens)
    actor, recipient = (agent(verb), subject(verb)) if is_passive(verb) else (subject(verb), _recipient(verb))
    predicate = _predicate(document, verb, inside)
    return Event(
        id=event_id(statement.id, predicate.span),
        statement=statement.id,
        predicate=predicate,
        lemma=lemma_of(verb),
        negated=statement.polarity == "negated",
        actor=_source(document, actor, inside, entity_of),
        recipient=_source(document, recipient, inside, entity_of),
        when=statement.when,
        where=_source(document, _place(verb), inside, entity_of),
    )


def _arguments(head: Token) -> Iterator[tuple[str, Token | None]]:
    """Yield the arguments of a predicate with their roles; those of a passive as in the active voice."""
    if head.pos_ in {"VERB", "AUX"}:
        yield "subject", agent(head) if is_passive(head) else subject(head)
        if is_passive(head):
            yield "object", subject(head)
    for child in head.children:
        if child.dep_ == "dobj":
            yield "object", child
        elif child.dep_ in {"attr", "acomp", "oprd"}:
            yield "complement", child
        elif child.dep_ == "dative" and child.pos_ != "ADP":
            yield "recipient", child
    for preposition, noun in prepositional_objects(head):
        if noun.ent_type_ not in _TIMES:
            yield "recipient" if preposition.dep_ == "dative" else preposition.lower_, noun


def _recipient(verb: Token) -> Token | None:
    """Return to whom or what an active verb does something."""
    nouns = (noun for prep, noun in prepositional_objects(verb) if prep.lower_ in _RECIPIENT_PREPOSITIONS)
    return object_of(verb) or next((noun for noun in nouns if noun.ent_type_ not in _TIMES), None)


def _place(verb: Token) -> Token | None:
    """Return where it is done."""
    nouns = (noun for prep, noun in prepositional_objects(verb) if prep.lower_ in _PLACE_PREPOSITIONS)
    return next((noun for noun in nouns if noun.ent_type_ in _PLACES), None)


def _predicate(document: Document, head: Token, inside: frozenset[int]) -> Spot:
    """Return where the predicate stands: from the first to the last word of the verb group near the verb."""
    group = [i for i in verb_group(head) if i in inside and i >= head.i - _AUXILIARIES_BEFORE] or [head.i]
    return document.spot(document.parse[group[0] : group[-1] + 1])


def _source(document: Document, token: Token | None, inside: frozenset[int], entity_of: Names) -> Source | None:
    """Return the noun phrase of an argument that stands in the statement; a relative pronoun is none."""
    if token is None or token.i not in inside or token.tag_ in {"WDT", "WP", "EX"}:
        return None
    start, end = phrase(token)
    spot = document.spot(document.parse[start:end])
    return Source(spot.start, spot.end, spot.text, entity_of((start, end)))
