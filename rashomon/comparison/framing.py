"""How each article words the same entity or act, and in whose voice."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rashomon.comparison.alignment import Aligned
from rashomon.comparison.annotated_article import Reading
from rashomon.comparison.clustering import Grouping
from rashomon.comparison.compatible_differences import wordings
from rashomon.comparison.contradiction import Pairing
from rashomon.comparison.entity_descriptions import descriptions
from rashomon.comparison.entity_linking import Linked
from rashomon.comparison.lexical_choice import choices
from rashomon.comparison.propositions import Content
from rashomon.names.forms import normalise
from rashomon.types import Claim, Entity, Phrase, Span, Voice, Wording

__all__ = ["voice", "wording"]

HONORIFICS = frozenset({"mr", "mrs", "ms", "dr", "sir"})
SURE = 0.7
"""Probability of being of one event from which other words are taken for a choice of words."""
MOST_PAIRS = 6
"""Pairs of phrases that are shown of one claim, those of its surest statements first."""
LONGEST = 100
"""Characters of a phrase; a longer mention is a clause with a name in it."""


def wording(
    linked: Linked, contents: Sequence[Content], across: Sequence[Aligned], grouping: Grouping, claims: Sequence[Claim]
) -> tuple[Wording, ...]:
    """The entities that articles name or describe in different words, then the claims that they word differently."""
    readings = {c.reading.number: c.reading for c in contents}
    return (
        *_of_entities(linked.entities, [readings[n] for n in sorted(readings)]),
        *_of_claims(contents, across, grouping, claims),
    )


def voice(reading: Reading, span: Span) -> Voice:
    """Quoted inside quotation marks, paraphrased inside what the article has from somebody, else the outlet's own."""
    if _holds(reading.quoted, span):
        return "quoted"
    return "paraphrased" if _holds(reading.said, span) else "outlet"


def _holds(spans: Sequence[Span], inner: Span) -> bool:
    """Whether one of the spans, which are in order and apart, holds all of ``inner``."""
    at = bisect_right(spans, (inner[0], sys.maxsize)) - 1
    return at >= 0 and inner[1] <= spans[at][1]


def _of_entities(entities: Sequence[Entity], readings: Sequence[Reading]) -> Iterator[Wording]:
    described: dict[str, list[tuple[Reading, Span]]] = defaultdict(list)
    for reading in readings:
        for owner, span in descriptions(reading):
            described[owner].append((reading, span))
    by_article = {r.understanding.article.id: r for r in readings}
    for entity in entities:
        spans = described[entity.id]
        if entity.kind not in ("government", "place"):
            spans = [
                *((by_article[m.article], m.span) for m in entity.mentions if m.article in by_article),
                *spans,
            ]
        phrases = _unique(_phrase(r, _without_article(r, s)) for r, s in spans if _worth_showing(r, s))
        if _differ(phrases):
            yield Wording(phrases=phrases, entity=entity.id)


def _worth_showing(reading: Reading, span: Span) -> bool:
    """Whether there is more than a pronoun."""
    inside = reading.within(span)
    return span[1] - span[0] <= LONGEST and any(reading.tokens[i].pos in ("NOUN", "PROPN", "ADJ") for i in inside)


def _without_article(reading: Reading, span: Span) -> Span:
    """The phrase from the word after an indefinite article."""
    for article in ("a ", "an "):
        if reading.text[slice(*span)].casefold().startswith(article):
            return (span[0] + len(article), span[1])
    return span


def _of_claims(
    contents: Sequence[Content], across: Sequence[Aligned], grouping: Grouping, claims: Sequence[Claim]
) -> Iterator[Wording]:
    claim_of = {i: claim.id for members, claim in zip(grouping, claims, strict=True) for i in members}
    found: dict[str, list[tuple[Phrase, Phrase]]] = defaultdict(list)
    for pair in sorted(across, key=lambda p: -p.score):
        left, right = contents[pair.left], contents[pair.right]
        pairing = Pairing(left, right, pair.match)
        for finding in (*wordings(pairing), *(choices(pairing) if pair.score >= SURE else ())):
            difference = finding.difference
            found[claim_of[pair.left]].append(
                (_phrase(left.reading, difference.left.span), _phrase(right.reading, difference.right.span))
            )
    for claim in claims:
        if found[claim.id]:
            yield Wording(phrases=_unique(p for both in found[claim.id][:MOST_PAIRS] for p in both), claim=claim.id)


def _phrase(reading: Reading, span: Span) -> Phrase:
    text = reading.text[slice(*span)]
    return Phrase(reading.understanding.article.id, span[0], span[1], text, voice(reading, span))


def _unique(phrases: Iterable[Phrase]) -> tuple[Phrase, ...]:
    """The first of each article's equal phrases in one voice, articles in the order they came in, then by place."""
    first: dict[tuple[str, str, Voice], Phrase] = {}
    order: dict[str, int] = {}
    for phrase in phrases:
        order.setdefault(phrase.article, len(order))
        key = (phrase.article, normalise(phrase.text), phrase.voice)
        if key not in first or phrase.start < first[key].start:
            first[key] = phrase
    return tuple(sorted(first.values(), key=lambda p: (order[p.article], p.start, p.end)))


def _differ(phrases: Sequence[Phrase]) -> bool:
    """Whether two articles use different phrases; that one goes on with a shorter form is no difference."""
    used: dict[str, set[str]] = defaultdict(set)
    for phrase in phrases:
        used[phrase.article].add(normalise(phrase.text))
    sets = [{p for p in own if not _is_short(p, own)} for own in used.values()]
    return any(s != sets[0] for s in sets[1:])


def _is_short(phrase: str, others: Iterable[str]) -> bool:
    """Whether all words of a phrase but an honorific are in a longer one."""
    words = set(phrase.split()) - HONORIFICS
    return any(words < set(other.split()) for other in others)
