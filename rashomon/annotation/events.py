"""Events: the main predicate of a statement, who does it, to whom, when and where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rashomon.annotation.attribution.chains import Names
from rashomon.annotation.attribution.types import TokenRange
from rashomon.annotation.clauses import Segment
from rashomon.annotation.document import Document
from rashomon.annotation.statements import Found
from rashomon.annotation.syntax import children, phrase, subject, verb_group
from rashomon.types import Event, Source, When
from rashomon.types.ids import StatementId, event_id
from rashomon.types.parse import Token

__all__ = ["events"]

_PLACE_PREPOSITIONS = frozenset({"at", "in", "near", "outside", "on", "inside"})


def events(document: Document, found: Iterable[Found], entity_of: Names) -> tuple[Event, ...]:
    """One event for each statement whose main predicate is a verb."""
    return tuple(
        event
        for segment, statement in found
        if (
            event := _event(document, segment, statement.id, statement.polarity == "negated", statement.when, entity_of)
        )
    )


def _event(
    document: Document, segment: Segment, statement: StatementId, negated: bool, when: When | None, entity_of: Names
) -> Event | None:
    verb = document.parse[segment.predicate]
    if verb.pos_ not in {"VERB", "AUX"}:
        return None
    inside = set(segment.tokens)
    who = subject(verb)
    passive = any(c.dep_ == "nsubjpass" for c in verb.children)
    agent = next((p for by in children(verb, "agent") for p in children(by, "pobj")), None)
    actor, recipient = (agent, who) if passive else (who, _recipient(verb))
    where = next(
        (
            p
            for prep in children(verb, "prep")
            if prep.lower_ in _PLACE_PREPOSITIONS
            for p in children(prep, "pobj")
            if _is_place(p)
        ),
        None,
    )

    def argument(token: Token | None) -> Source | None:
        if token is None or token.i not in inside or token.tag_ in {"WDT", "WP", "EX"}:
            return None
        return _source(document, phrase(token), entity_of)

    particle = next((f" {c.lower_}" for c in children(verb, "prt")), "")
    predicate = document.spot(document.parse[slice(*_group(verb, inside))])
    return Event(
        id=event_id(statement, predicate.span),
        statement=statement,
        predicate=predicate,
        lemma=verb.lemma_.lower() + particle,
        negated=negated,
        actor=argument(actor),
        recipient=argument(recipient),
        when=when,
        where=argument(where),
    )


def _group(verb: Token, inside: set[int]) -> TokenRange:
    group: Sequence[int] = [i for i in verb_group(verb) if i in inside and i >= verb.i - 4] or [verb.i]
    return (group[0], group[-1] + 1)


def _recipient(verb: Token) -> Token | None:
    for child in children(verb, "dobj", "dative", "attr"):
        return child
    for prep in children(verb, "prep"):
        if prep.lower_ in {"with", "to", "against", "on"}:
            for whom in children(prep, "pobj"):
                if whom.ent_type_ not in {"DATE", "TIME"}:
                    return whom
    return None


def _is_place(token: Token) -> bool:
    return token.ent_type_ in {"GPE", "LOC", "FAC"}


def _source(document: Document, tokens: TokenRange, entity_of: Names) -> Source:
    start, end = document.span(document.parse[slice(*tokens)])
    return Source(start, end, document.article.content[start:end], entity_of(tokens))
