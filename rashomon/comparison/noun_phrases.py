"""Noun phrases: where they stand, what they are made of, which entity they describe."""

from __future__ import annotations

from rashomon.comparison.annotated_article import Reading
from rashomon.comparison.propositions import key_of, stands_for_entity
from rashomon.types import Span

__all__ = ["noun_phrase", "parts", "phrase_head"]

BEFORE = frozenset(
    {"amod", "compound", "poss", "nummod", "nmod", "quantmod", "npadvmod", "advmod", "case", "punct", "det", "predet"}
)
ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those"})


def phrase_head(reading: Reading, i: int) -> int | None:
    """The noun whose phrase a token belongs to; None for a token outside noun phrases."""
    while reading.tokens[i].dep in ("amod", "compound", "nmod", "nummod") and reading.tokens[i].head != i:
        i = reading.tokens[i].head
    return i if reading.tokens[i].pos in ("NOUN", "PROPN") else None


def members(reading: Reading, head: int) -> range:
    """The tokens of a phrase from its first modifier to its head; an article in front is left out."""
    first = head
    while first > 0 and reading.tokens[first - 1].dep in BEFORE and _climbs(reading, first - 1, head):
        first -= 1
    while first < head and (reading.tokens[first].lemma in ARTICLES or reading.tokens[first].pos == "PUNCT"):
        first += 1
    return range(first, head + 1)


def _climbs(reading: Reading, i: int, head: int) -> bool:
    """Whether ``i`` hangs on ``head`` directly or by way of tokens between them."""
    for _ in range(8):
        i = reading.tokens[i].head
        if i == head:
            return True
        if not 0 <= i < head or reading.tokens[i].head == i:
            return False
    return False


def noun_phrase(reading: Reading, head: int) -> Span:
    """Where the phrase of a noun stands."""
    inside = members(reading, head)
    return reading.span(inside[0], inside[-1])


def parts(reading: Reading, head: int) -> tuple[str, frozenset[str]]:
    """What the head of a phrase and its modifiers stand for: entities and lemmas."""
    out = set()
    for i in members(reading, head):
        token = reading.tokens[i]
        if token.pos not in ("PUNCT", "PART", "DET", "ADP") and i != head:
            out.add(token.lemma if token.pos == "PRON" else _meaning(reading, i))
    return _meaning(reading, head), frozenset(out)


def _meaning(reading: Reading, i: int) -> str:
    entity = reading.entity_at.get(i)
    named = entity is not None and stands_for_entity(reading, i, reading.tokens[i])
    return entity if named and entity is not None else key_of(reading, i)
