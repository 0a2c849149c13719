"""The phrases that a text describes its entities by, besides their names."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.comparison.annotated_article import Reading
from rashomon.comparison.noun_phrases import noun_phrase
from rashomon.types import Span

__all__ = ["descriptions"]

Described = tuple[str, Span]
"""An entity's id and where the phrase for it stands."""

EXAMPLES = frozenset({"like", "including", "include"})
DUMMIES = frozenset("person man woman one thing reason case part way lot kind number fact example time".split())
"""Nouns that say nothing of what they stand for."""
QUANTIFYING = frozenset("several many few some more most other another such".split())
BEFORE_NAME = frozenset({"amod", "compound", "nmod"})
"""Relations of the words of a description to the name after it."""
LISTS = frozenset({"other", "another", "such"})


def descriptions(reading: Reading) -> Iterator[Described]:
    """Common noun phrases that stand for a named entity by apposition, predicate, naming, example or list."""
    for i, token in enumerate(reading.tokens):
        if token.dep == "appos":
            yield from _apposed(reading, i)
        elif token.dep in ("attr", "oprd") and token.pos == "NOUN":
            yield from _predicated(reading, i)
        elif token.dep == "pobj" and token.pos == "NOUN" and reading.tokens[token.head].lemma == "as":
            yield from _regarded(reading, i)
        elif token.dep == "conj" and token.pos == "NOUN" and _lists(reading, i):
            yield from _listed(reading, i)
        elif token.dep == "pobj" and token.pos == "PROPN":
            yield from _exemplified(reading, i)
    for entity in reading.understanding.entities:
        for mention in entity.mentions:
            yield from _named(reading, entity.id, mention.span)
            yield from _titled(reading, entity.id, mention.span)


def _entity(reading: Reading, i: int | None) -> str | None:
    """The entity that a name or pronoun stands for."""
    return reading.entity_at.get(i) if i is not None and reading.tokens[i].pos in ("PROPN", "PRON") else None


def _apposed(reading: Reading, i: int) -> Iterator[Described]:
    """The Grey Front, a militant group; the minister, Jan Novak."""
    head = reading.tokens[i].head
    for name, noun in ((head, i), (i, head)):
        entity = _entity(reading, name)
        if entity and reading.tokens[noun].pos == "NOUN" and _describes(reading, noun):
            yield entity, noun_phrase(reading, noun)


def _describes(reading: Reading, i: int) -> bool:
    """Whether a noun can describe one bearer: it is singular, and more than a dummy."""
    token = reading.tokens[i]
    return reading.text[token.start : token.end].casefold() == token.lemma and token.lemma not in DUMMIES


def _predicated(reading: Reading, i: int) -> Iterator[Described]:
    """The Grey Front is a militant group; called it a militant group. Not: is no group, to be a group."""
    verb = reading.tokens[i].head
    if any(reading.tokens[c].dep in ("neg", "aux", "mark") for c in reading.children[verb]):
        return
    bearer = reading.child(verb, "dobj") if reading.tokens[i].dep == "oprd" else None
    entity = _entity(reading, bearer if bearer is not None else reading.child(verb, "nsubj", "nsubjpass"))
    if entity and _describes(reading, i):
        yield entity, noun_phrase(reading, i)


def _regarded(reading: Reading, i: int) -> Iterator[Described]:
    """Sees the Grey Front as a militant group; The Grey Front is regarded as one."""
    verb = reading.tokens[reading.tokens[i].head].head
    if reading.tokens[verb].pos != "VERB":
        return
    bearer = reading.child(verb, "dobj", "nsubjpass")
    if bearer is not None and reading.tokens[bearer].pos == "NOUN":
        return
    entity = reading.entity_at.get(bearer) if bearer is not None else None
    if entity:
        yield entity, noun_phrase(reading, i)


def _lists(reading: Reading, i: int) -> bool:
    return any(reading.tokens[c].lemma in LISTS for c in reading.children[i])


def _listed(reading: Reading, i: int) -> Iterator[Described]:
    """The Grey Front, the Reds and other militant groups: the phrase describes all that it closes the list of."""
    start, end = noun_phrase(reading, i)
    first = next((t for t in reading.within((start, end)) if reading.tokens[t].lemma not in LISTS), i)
    at = i
    while reading.tokens[at].dep == "conj" and reading.tokens[at].head != at:
        at = reading.tokens[at].head
        if entity := _entity(reading, at):
            yield entity, reading.span(first, i)


def _exemplified(reading: Reading, i: int) -> Iterator[Described]:
    """Militant groups such as the Grey Front, like it, including it."""
    prep = reading.tokens[i].head
    noun = reading.tokens[prep].head
    such = any(reading.tokens[c].lemma == "such" for c in reading.children[prep])
    if reading.tokens[noun].pos != "NOUN" or not (such or reading.tokens[prep].lemma in EXAMPLES):
        return
    examples = [i]
    for one in examples:
        examples += [c for c in reading.children[one] if reading.tokens[c].dep == "conj"]
    for one in examples:
        if entity := _entity(reading, one):
            yield entity, noun_phrase(reading, noun)


def _named(reading: Reading, entity: str, span: Span) -> Iterator[Described]:
    """The Grey Front militant group: what follows the name in a mention."""
    inside = reading.within(span)
    proper = [i for i in inside if reading.tokens[i].pos == "PROPN"]
    if not proper or proper[-1] == inside[-1] or reading.tokens[inside[-1]].pos != "NOUN":
        return
    rest = [i for i in inside if i > proper[-1] and reading.tokens[i].pos in ("NOUN", "ADJ")]
    if rest and rest[-1] - rest[0] == len(rest) - 1:
        yield entity, reading.span(rest[0], rest[-1])


def _titled(reading: Reading, entity: str, span: Span) -> Iterator[Described]:
    """The militant group Grey Front: what stands before the name, from its first common noun or adjective on."""
    inside = reading.within(span)
    if not inside or reading.tokens[inside[-1]].pos != "PROPN":
        return
    name = {w.casefold() for w in reading.name_of[entity].split()}
    first = inside[-1]
    while first > 0 and _word(reading, first).casefold() in name and first > inside[0] - 1:
        first -= 1
    last = first
    while first >= 0 and reading.tokens[first].dep in BEFORE_NAME and _word(reading, first)[0].isalnum():
        first -= 1
    words = range(first + 1, last + 1)
    if words and _tells(reading, words):
        yield entity, reading.span(words[0], words[-1])


def _word(reading: Reading, i: int) -> str:
    return reading.text[reading.tokens[i].start : reading.tokens[i].end]


def _tells(reading: Reading, words: range) -> bool:
    """Whether it is a phrase of a common noun: "former ambassador"; not "several leading", not "former RNC"."""
    tokens = reading.tokens
    start, end = tokens[words[0]], tokens[words[-1]]
    if len(words) < 2 or start.pos not in ("NOUN", "ADJ") or not _word(reading, words[0])[0].islower():
        return False
    nouns = any(tokens[i].pos == "NOUN" for i in words) or len(words) > 2
    return nouns and start.lemma not in QUANTIFYING and end.pos in ("NOUN", "PROPN")
