"""An understood article with what comparing looks up in it again and again."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property

from rashomon.comparison.quantities import Quantity, quantities
from rashomon.names.forms import surname
from rashomon.types import EntityKind, Event, Span, Understanding, merge
from rashomon.types.ids import EntityId

__all__ = ["Reading"]

FACTUAL = frozenset(
    "my your his her its our their first second third fourth fifth last next one two three four five six seven eight "
    "nine ten several many few some other another more most such same new late early previous former".split()
)
"""Modifiers that count, order or own."""


class Reading:
    """An understanding with what is looked up in it again and again."""

    def __init__(self, understanding: Understanding, number: int) -> None:
        self.understanding = understanding
        self.number = number
        self.text = understanding.article.content
        self.tokens = understanding.tokens
        self._starts = [t.start for t in self.tokens]

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each token, those that hang on it."""
        out: list[list[int]] = [[] for _ in self.tokens]
        for i, token in enumerate(self.tokens):
            if token.head != i:
                out[token.head].append(i)
        return tuple(map(tuple, out))

    @cached_property
    def entity_at(self) -> dict[int, EntityId]:
        """For each token of a mention, the entity of the shortest mention that holds it."""
        out: dict[int, EntityId] = {}
        mentions = sorted((m.end - m.start, m.start, e.id) for e in self.understanding.entities for m in e.mentions)
        for length, start, entity in mentions:
            for i in self.within((start, start + length)):
                out.setdefault(i, entity)
        return out

    @cached_property
    def quoted(self) -> tuple[Span, ...]:
        """What stands inside quotation marks, in order and apart."""
        return merge(self.understanding.quotations)

    @cached_property
    def said(self) -> tuple[Span, ...]:
        """What the article has from somebody, in order and apart."""
        return merge(span for s in self.understanding.statements if s.chain for span in s.spans)

    @cached_property
    def timed(self) -> frozenset[int]:
        """Tokens of time expressions."""
        return frozenset(i for t in self.understanding.times for i in self.within((t.start, t.end)))

    @cached_property
    def event_of(self) -> dict[str, Event]:
        """The event of each statement that has one."""
        return {e.statement: e for e in self.understanding.events}

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """All numbers of the article outside time expressions."""
        return quantities(self.text, self.tokens, self.timed)

    def within(self, span: Span) -> range:
        """Indices of the tokens that start inside a span."""
        return range(bisect_left(self._starts, span[0]), bisect_left(self._starts, span[1]))

    def span(self, first: int, last: int) -> Span:
        """From the start of one token to the end of another."""
        return (self.tokens[first].start, self.tokens[last].end)

    @cached_property
    def kind_of(self) -> dict[str, EntityKind]:
        """The kind of each entity."""
        return {e.id: e.kind for e in self.understanding.entities}

    @cached_property
    def name_of(self) -> dict[str, str]:
        """The name of each entity."""
        return {e.id: e.name for e in self.understanding.entities}

    @cached_property
    def names_of(self) -> dict[str, tuple[str, ...]]:
        """What this article calls each entity, its name among them."""
        return {e.id: (e.name, *(m.text for m in e.mentions)) for e in self.understanding.entities}

    @cached_property
    def surnames(self) -> frozenset[str]:
        """The surnames of all people in it, normalised."""
        return frozenset(surname(e.name) for e in self.understanding.entities if e.kind == "person" and " " in e.name)

    @cached_property
    def entities(self) -> frozenset[str]:
        """The ids of all entities."""
        return frozenset(e.id for e in self.understanding.entities)

    def telling(self, keys: Iterable[str]) -> frozenset[str]:
        """The keys that say what something is like: no entities, numbers, order or owners."""
        return frozenset(k for k in keys if k not in self.entities and k not in FACTUAL and not k[:1].isdigit())

    def child(self, i: int, *deps: str) -> int | None:
        """The first token that hangs on ``i`` by one of the relations."""
        return next((c for c in self.children[i] if self.tokens[c].dep in deps), None)
