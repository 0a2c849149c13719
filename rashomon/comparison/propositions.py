"""What a statement is made of, as far as comparing goes: its words with entities put in, its predicate, its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from rashomon.comparison.annotated_article import Reading
from rashomon.comparison.quantities import Quantity
from rashomon.encoder.words import known
from rashomon.types import Event, Span, Statement, Understanding, Word

__all__ = [
    "Content",
    "ContentWord",
    "contents",
    "contents_of",
    "key_of",
    "same_quotation",
    "stands_for_entity",
    "told_apart",
]

CONTENT_POS = frozenset({"NOUN", "VERB", "ADJ", "PROPN", "NUM", "ADV", "X"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
OBJECTS = frozenset({"dobj", "attr", "acomp", "oprd", "obj", "pobj"})
HAPPENING = frozenset(
    {"last", "occur", "happen", "begin", "start", "end", "continue", "take", "follow", "come", "conclude"}
)
"""Verbs that say no more than that their subject goes on: "the meeting lasted"."""
LIGHT = HAPPENING | frozenset(
    {"be", "have", "do", "make", "hold", "get", "give", "go", "become", "remain", "seem", "appear", "conduct", "stay"}
)
"""Verbs whose object or complement carries the meaning: "held a meeting", "were strong"."""
STOP_LEMMAS = frozenset(
    "also about then now here there still just only very even more most other such own same so too however well as not "
    "no according early earlier late later further meanwhile one say tell lot thing way kind sort fact today".split()
)


FUTURE = frozenset({"will", "would", "shall", "'ll", "’ll"})
ADDING = frozenset({"also", "additionally", "too", "separately", "moreover"})
"""Words that add an act to the one before."""
MOST_WORDS = 250
"""Words of a statement that are compared: a text without a full stop must not take quadratic time."""
TITLE = 0.5
"""What the title or description inside a mention counts, since the entity stands for it already."""


@dataclass(frozen=True)
class ContentWord:
    """One word of a statement that counts in comparing."""

    token: int
    """Index in the article's tokens."""
    key: str
    """A lemma (a verb with its particle), an entity's id, or a number as ``#12``."""
    role: float
    """How much it counts by its place in the clause: the predicate most, deep modifiers least."""


@dataclass(frozen=True)
class Content:
    """A statement as it is compared."""

    statement: Statement
    reading: Reading
    position: int
    """Its number among the statements of its article."""
    tokens: tuple[int, ...]
    words: tuple[ContentWord, ...]
    root: int
    """The token on which the statement hangs, -1 for one without tokens."""
    predicates: tuple[int, ...]
    """Tokens that say what happens: the root, and for a light verb the noun that carries the meaning."""
    numbers: tuple[Quantity, ...]
    bare: tuple[str, ...]
    """All its words in lower case, marks left out."""
    bare_tokens: tuple[int, ...]
    """The tokens of ``bare``."""

    def words_span(self, first: int, last: int) -> Span:
        """Where the words ``bare[first:last]`` stand."""
        return self.reading.span(self.bare_tokens[first], self.bare_tokens[last - 1])

    @cached_property
    def event_nouns(self) -> frozenset[str]:
        """Lemmas of the nouns that carry the meaning of a light verb: "meeting" of "held a meeting"."""
        return frozenset(self.reading.tokens[p].lemma for p in self.predicates if p != self.root)

    @property
    def event(self) -> Event | None:
        """The event of its predicate."""
        return self.reading.event_of.get(self.statement.id)

    @property
    def future(self) -> bool:
        """Whether its predicate is of what is to come."""
        tokens = self.reading.tokens
        return self.root >= 0 and any(
            tokens[c].lemma in FUTURE and tokens[c].dep == "aux" for c in self.reading.children[self.root]
        )

    @property
    def holder(self) -> str | None:
        """The entity that first said it; None in the article's own voice and for unnamed or several holders."""
        hop = self.statement.chain[0] if self.statement.chain else None
        return hop.sources[0].entity if hop and len(hop.sources) == 1 else None

    @property
    def sources(self) -> frozenset[str]:
        """All entities that it was passed on by."""
        return frozenset(s.entity for h in self.statement.chain for s in h.sources if s.entity)


def same_quotation(a: Content, b: Content) -> bool:
    """Whether two statements are parts of one quotation, said under one cue."""
    if a.reading is not b.reading or "none" in (a.statement.quotation, b.statement.quotation):
        return False
    one, two = (c.statement.chain[0].cue if c.statement.chain else None for c in (a, b))
    return one is not None and one == two


def told_apart(a: Content, b: Content) -> bool:
    """Whether an article tells two things: "he *also* rejected", one done and one to come, one quotation going on."""
    if a.reading is not b.reading:
        return False
    later = max(a, b, key=lambda c: c.position)
    children = later.reading.children[later.root] if later.root >= 0 else ()
    added = any(later.reading.tokens[c].lemma in ADDING for c in children)
    return added or a.future != b.future or same_quotation(a, b)


def contents(understandings: Sequence[Understanding]) -> tuple[Content, ...]:
    """The contents of all statements, in order of article and text."""
    return tuple(c for number, understanding in enumerate(understandings) for c in contents_of(understanding, number))


def contents_of(understanding: Understanding, number: int) -> tuple[Content, ...]:
    """The contents of the statements of one article, the one at ``number``."""
    reading = Reading(understanding, number)
    return tuple(_content(reading, s, i) for i, s in enumerate(understanding.statements))


def _content(reading: Reading, statement: Statement, position: int) -> Content:
    attributing = {
        i
        for hop in statement.chain
        for spot in (*hop.sources, hop.cue, hop.when)
        if spot is not None and not hop.implied
        for i in reading.within((spot.start, spot.end))
    }
    if statement.hedge is not None:
        attributing.update(reading.within(statement.hedge.span))
    inside = [i for span in statement.spans for i in reading.within(span)]
    tokens = tuple(i for i in inside if i not in attributing) or tuple(inside)
    root = _root(reading, statement, tokens)
    predicates = _predicates(reading, tokens, root)
    within = frozenset(tokens)
    numbers = tuple(q for q in reading.quantities if q.token in within)
    words = tuple(islice(_words(reading, tokens, root, predicates, numbers), MOST_WORDS))
    plain = tuple(islice((i for i in tokens if reading.tokens[i].pos != "PUNCT"), MOST_WORDS))
    bare = tuple(reading.text[reading.tokens[i].start : reading.tokens[i].end].casefold() for i in plain)
    return Content(statement, reading, position, tokens, words, root, predicates, numbers, bare, plain)


def _root(reading: Reading, statement: Statement, tokens: tuple[int, ...]) -> int:
    """The predicate of the statement's event, or else the first token that hangs on none of the others."""
    event = reading.event_of.get(statement.id)
    if event is not None:
        verb = event.lemma.split()[0]
        inside = [i for i in reading.within(event.predicate.span) if i in tokens]
        for i in inside:
            if reading.tokens[i].lemma == verb and reading.tokens[i].pos in ("VERB", "AUX"):
                return i
        if inside:
            return inside[-1]
    within = set(tokens)
    heads = [i for i in tokens if reading.tokens[i].head not in within or reading.tokens[i].head == i]
    return max(heads, key=lambda i: (reading.tokens[i].pos in ("VERB", "AUX", "NOUN", "PROPN"), -i), default=-1)


def _predicates(reading: Reading, tokens: tuple[int, ...], root: int) -> tuple[int, ...]:
    if root < 0:
        return ()
    token = reading.tokens[root]
    if token.lemma not in LIGHT:
        return (root,)
    found: list[int] = []
    if token.lemma in HAPPENING:
        found += [c for c in reading.children[root] if reading.tokens[c].dep in SUBJECTS]
    found += [c for c in reading.children[root] if reading.tokens[c].dep in OBJECTS]
    if not found or token.lemma == "be":
        preps = [c for c in reading.children[root] if reading.tokens[c].dep in ("prep", "agent")]
        found += [p for c in preps for p in reading.children[c] if reading.tokens[p].dep == "pobj"]
    if not found:
        found += [c for c in reading.children[root] if reading.tokens[c].dep in ("xcomp", "ccomp", "nsubjpass")]
    return tuple(i for i in found if i in tokens and reading.tokens[i].pos in ("NOUN", "VERB", "ADJ")) or (root,)


def _words(
    reading: Reading, tokens: Sequence[int], root: int, predicates: tuple[int, ...], numbers: Sequence[Quantity]
) -> Iterator[ContentWord]:
    value_at = {q.token: q for q in numbers}
    counted: set[str] = set()
    for i in tokens:
        token = reading.tokens[i]
        if i in reading.timed:
            continue
        role = 1.5 if i in predicates else _role(reading, i, root)
        entity = reading.entity_at.get(i)
        if entity is not None and i not in predicates and token.pos in ("NOUN", "ADJ"):
            role *= TITLE
        if i in value_at:
            yield ContentWord(i, f"#{value_at[i].low:g}", role)
        elif entity is not None and stands_for_entity(reading, i, token):
            if entity not in counted:
                counted.add(entity)
                yield ContentWord(i, entity, role)
        elif token.pos in CONTENT_POS and _counts(reading, token, i in predicates):
            yield ContentWord(i, key_of(reading, i), role)


def _counts(reading: Reading, token: Word, predicate: bool) -> bool:
    if token.lemma in STOP_LEMMAS or not token.lemma[:1].isalnum():
        return False
    return predicate or token.lemma not in LIGHT


def stands_for_entity(reading: Reading, i: int, token: Word) -> bool:
    """Names, pronouns and capitalised adjectives ("Iranian"); other nouns in a mention keep their own meaning."""
    return token.pos in ("PROPN", "PRON") or reading.text[token.start : token.start + 1].isupper()


def key_of(reading: Reading, i: int) -> str:
    """What a token counts as: its lemma, with the particle of a phrasal verb."""
    token = reading.tokens[i]
    particle = reading.child(i, "prt") if token.pos == "VERB" else None
    if particle is not None and known(phrasal := f"{token.lemma} {reading.tokens[particle].lemma}"):
        return phrasal
    return _base(token.lemma)


def _base(lemma: str) -> str:
    """A participle used as another word ("occupying" power) under its verb, as the vectors know it."""
    for ending in ("ing", "ed"):
        stem = lemma.removesuffix(ending)
        if stem != lemma and not known(lemma):
            return next((b for b in (stem, f"{stem}e", stem[:-1], f"{stem[:-1]}y") if len(b) > 2 and known(b)), lemma)
    return lemma


def _role(reading: Reading, i: int, root: int) -> float:
    """By the number of steps to the root; what cannot be reached in four counts least."""
    for steps, role in enumerate((1.4, 1.2, 1.2, 1.0, 0.9)):
        if i == root:
            return role if steps else 1.5
        if reading.tokens[i].head == i:
            break
        i = reading.tokens[i].head
    return 0.75
