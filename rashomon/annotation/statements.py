"""Statements: segments with chain, hedge, certainty, polarity, force, time and proposition; and their events."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from operator import attrgetter

from rashomon.annotation.attribution.chains import Names, chain
from rashomon.annotation.attribution.types import Attribution
from rashomon.annotation.clauses import Segment, parents, segments
from rashomon.annotation.document import Document
from rashomon.annotation.factuality import certainty_of, factuality_of, hedge_of, polarity_of
from rashomon.annotation.quotations import Quote, quote_at
from rashomon.annotation.speech_acts import force_of
from rashomon.annotation.syntax import (
    agent,
    is_passive,
    lemma_of,
    negation_words,
    negations,
    object_of,
    phrase,
    prepositional_objects,
    runs,
    subject,
    verb_group,
)
from rashomon.annotation.temporal import TimeExpression
from rashomon.lexicon import words
from rashomon.types import (
    Argument,
    Event,
    Mark,
    Proposition,
    Quotation,
    Shows,
    Source,
    Span,
    Spot,
    Statement,
    When,
    join,
)
from rashomon.types.ids import event_id, statement_id
from rashomon.types.parse import Token

__all__ = ["Found", "events", "find", "marks"]

Found = tuple[Segment, Statement]
"""A statement and the tokens that it was read from."""

_AUXILIARIES_BEFORE = 4
"""Tokens before a verb in which its auxiliaries count: "was the man seen" is not one stretch."""
_PLACE_PREPOSITIONS = words("function_words.prepositions_of_place")
_RECIPIENT_PREPOSITIONS = words("function_words.prepositions_of_recipients")
_SUBORDINATE = frozenset({"relcl", "acl", "advcl", "pcomp"})
_MODIFIERS = frozenset({"poss", "compound", "amod", "nmod", "nummod"})
_TIMES = frozenset({"DATE", "TIME"})


def find(
    document: Document,
    attributions: Sequence[Attribution],
    quotes: Sequence[Quote],
    times: Sequence[TimeExpression],
    entity_of: Names,
    unnamed: Collection[str] = (),
) -> tuple[Found, ...]:
    """Return every statement of the story, in order of the text."""
    article = document.article
    up = parents(attributions)
    breaks = frozenset(p.start for p in document.paragraphs)
    seen: Counter[tuple[Span, ...]] = Counter()
    out: list[Found] = []

    def when_said(attribution: Attribution) -> When | None:
        return _when_said(document, attribution, times)

    for segment in segments(document, attributions, quotes):
        tokens, predicate = segment.tokens, segment.predicate
        spans = tuple((document.starts[s], document.ends[e - 1]) for s, e in runs(tokens, document.parse, breaks))
        cue = attributions[segment.attribution].cue or None if segment.attribution is not None else None
        sure = certainty_of(document, tokens, predicate, cue)
        polarity = polarity_of(document, tokens, predicate)
        force = force_of(document, tokens, predicate, cue)
        statement = Statement(
            id=statement_id(article.id, spans, seen[spans]),
            article=article.id,
            spans=spans,
            text=join(article.content, spans),
            quotation=_quotation(document, segment, quotes),
            chain=chain(document, attributions, up, segment.attribution, entity_of, when_said, unnamed),
            when=_when(document, segment, times),
            hedge=hedge_of(document, tokens, cue),
            certainty=sure.label,
            factuality=factuality_of(document, tokens, predicate, cue),
            polarity=polarity.label,
            force=force.label,
            marks=(
                *marks(document, "certainty", sure.tokens),
                *marks(document, "polarity", polarity.tokens),
                *marks(document, "force", force.tokens),
            ),
            proposition=_proposition(document, segment, entity_of),
        )
        seen[spans] += 1
        out.append((segment, statement))
    return tuple(out)


def marks(document: Document, about: Shows, tokens: Iterable[int]) -> Iterator[Mark]:
    """Yield where the tokens stand, in order; neighbours in one sentence make one mark."""
    doc = document.parse
    pieces: list[list[int]] = []
    for i in sorted(set(tokens)):
        if pieces and pieces[-1][-1] == i - 1 and doc[i].sent is doc[i - 1].sent:
            pieces[-1].append(i)
        else:
            pieces.append([i])
    for piece in pieces:
        spot = document.spot(doc[piece[0] : piece[-1] + 1])
        yield Mark(about, spot.start, spot.end, spot.text)


def _quotation(document: Document, segment: Segment, quotes: Sequence[Quote]) -> Quotation:
    if segment.attribution is None:
        return "none"
    spoken = [i for i in segment.tokens if not document.parse[i].is_punct]
    inside = sum(1 for i in spoken if quote_at(quotes, i))
    if inside == len(spoken):
        return "direct"
    return "mixed" if inside else "indirect"


def _when_said(document: Document, attribution: Attribution, times: Sequence[TimeExpression]) -> When | None:
    """Return the time that stands in the reporting and hangs on its cue."""
    if not attribution.cue or attribution.implied:
        return None
    sentence = document.parse[attribution.cue[0]].sent
    said = set(attribution.content)
    near = [t for t in _between(times, sentence.start, sentence.end) if t.start not in said]
    found = [t.when for t in near if t.kind != "DURATION" and _depends_on(document, t, set(attribution.cue))]
    verb = document.parse[attribution.cue[-1]]
    if not found and verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.head.i not in said:
        # "On Friday he wrote a letter, saying that": said when the letter was written
        found = [t.when for t in near if t.kind == "DATE" and _depends_on(document, t, {verb.head.i})]
    return next(iter(found), None)


def _when(document: Document, segment: Segment, times: Sequence[TimeExpression]) -> When | None:
    """Return the first time that dates the main predicate."""
    inside = set(segment.tokens)
    near = _between(times, segment.tokens[0], segment.tokens[-1] + 1)
    here = (t for t in near if all(i in inside for i in range(t.start, t.end)) and t.kind not in {"DURATION", "SET"})
    return next((t.when for t in here if _dates(document, t, segment.predicate)), None)


def _dates(document: Document, time: TimeExpression, predicate: int) -> bool:
    """Return whether a time hangs on a verb, and neither on another nor on a noun: "last year's campaign"."""
    token = _head_of(document, time)
    while token.i != predicate:
        above = token.head
        noun = above.pos_ in {"NOUN", "PROPN"}
        if above is token or token.dep_ in _SUBORDINATE or (noun and token.dep_ in _MODIFIERS):
            return False
        if noun and token.dep_ == "prep" and token.lower_ in words("time.prepositions_of_origin"):
            return False
        token = above
    return True


def _head_of(document: Document, time: TimeExpression) -> Token:
    """Return the token of a time expression that hangs on a word outside of it."""
    phrase = document.parse[time.start : time.end]
    return next((t for t in phrase if not time.start <= t.head.i < time.end), phrase[0])


def _between(times: Sequence[TimeExpression], start: int, end: int) -> Sequence[TimeExpression]:
    """Return the time expressions that begin in ``doc[start:end]``."""
    first = attrgetter("start")
    return times[bisect_left(times, start, key=first) : bisect_left(times, end, key=first)]


def _depends_on(document: Document, time: TimeExpression, heads: set[int]) -> bool:
    """Return whether a time depends on one of the heads without another verb between."""
    token = _head_of(document, time)
    for above in token.ancestors:
        if above.i in heads or above.pos_ == "VERB":
            return above.i in heads
    return token.head is token and token.i in heads


# Propositions and events


def _proposition(document: Document, segment: Segment, entity_of: Names) -> Proposition:
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
    out: list[Event] = []
    for segment, statement in found:
        verb, inside = document.parse[segment.predicate], frozenset(segment.tokens)
        if verb.pos_ not in {"VERB", "AUX"}:
            continue
        who, whom = (agent(verb), subject(verb)) if is_passive(verb) else (subject(verb), _recipient(verb))
        nouns = (n for prep, n in prepositional_objects(verb) if prep.lower_ in _PLACE_PREPOSITIONS)
        where = next((noun for noun in nouns if noun.ent_type_ in {"GPE", "LOC", "FAC"}), None)
        predicate = _predicate(document, verb, inside)
        out.append(
            Event(
                id=event_id(statement.id, predicate.span),
                statement=statement.id,
                predicate=predicate,
                lemma=lemma_of(verb),
                negated=statement.polarity == "negated",
                actor=_source(document, who, inside, entity_of),
                recipient=_source(document, whom, inside, entity_of),
                when=statement.when,
                where=_source(document, where, inside, entity_of),
            )
        )
    return tuple(out)


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
    nouns = (n for prep, n in prepositional_objects(verb) if prep.lower_ in _RECIPIENT_PREPOSITIONS)
    return object_of(verb) or next((noun for noun in nouns if noun.ent_type_ not in _TIMES), None)


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
