"""What statements assert, as far as comparing goes: words with entities put in, predicates, numbers, verbatim words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rashomon.comparison.quantities import Quantity, quantities
from rashomon.encoder.words import known
from rashomon.lexicon import series, words
from rashomon.names.spelling import normalise
from rashomon.types import Entity, Event, Source, Span, Statement, Understanding, merge
from rashomon.types.ids import EntityId
from rashomon.types.parse import Parse, Token

__all__ = [
    "AnnotatedArticle",
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
OBJECTS = frozenset({"dobj", "attr", "acomp", "oprd", "pobj"})
HAPPENING = words("verbs.happening")
LIGHT = words("verbs.light")
PARTICIPLE_ENDINGS = series("verbs.participle_endings")
STOP_LEMMAS = words("function_words.stop_lemmas")
FUTURE = words("function_words.future_auxiliaries")
BE = words("function_words.be")
PRONOUNS = words("function_words.pronouns_of_all_persons")
POSSESSIVES = words("function_words.possessive_determiners")
ADDING = words("function_words.additive_adverbs")

MOST_WORDS = 250
"""Words of a statement that are compared: a text without a full stop must not take quadratic time."""
TITLE = 0.5
"""What the title or description inside a mention counts, since the entity stands for it already."""
BY_DISTANCE = (1.5, 1.2, 1.2, 1.0, 0.9)
"""What a word counts by the number of steps from it to the root."""
FAR = 0.75
"""What a word counts that is farther away."""


class AnnotatedArticle:
    """An understood article: its parse, and where its entities, quotations, times and numbers stand in it."""

    def __init__(self, understanding: Understanding, number: int) -> None:
        self.id = understanding.article.id
        self.label = understanding.article.label
        self.number = number
        """Its place among the articles that are compared."""
        self.understanding = understanding
        self.text = understanding.article.content
        self.parse = Parse.from_words(self.text, understanding.tokens)
        self.entities: dict[str, Entity] = {e.id: e for e in understanding.entities}
        self.event_of: dict[str, Event] = {e.statement: e for e in understanding.events}
        """The event of each statement that has one."""

    def within(self, span: Span) -> list[Token]:
        """Return the tokens that start inside a span."""
        return self.parse.starting_in(*span)

    @cached_property
    def entity_at(self) -> dict[Token, str]:
        """For each token of a mention, the entity of the shortest mention that holds it."""
        out: dict[Token, str] = {}
        mentions = sorted((m.end - m.start, m.start, e.id) for e in self.entities.values() for m in e.mentions)
        for length, start, entity in mentions:
            for token in self.within((start, start + length)):
                out.setdefault(token, entity)
        return out

    @cached_property
    def pronouns(self) -> tuple[tuple[int, int, str], ...]:
        """Where pronouns stand whose entity has a name, in order, and the name."""
        found = sorted(
            (m.start, m.end, f"{e.name}'s" if m.text.lower() in POSSESSIVES else e.name)
            for e in self.entities.values()
            if e.name.lower() not in PRONOUNS
            for m in e.mentions
            if m.text.lower() in PRONOUNS
        )
        return tuple(found)

    @cached_property
    def quoted(self) -> tuple[Span, ...]:
        """What stands inside quotation marks, in order and apart."""
        return merge(self.understanding.quotations)

    @cached_property
    def attributed(self) -> tuple[Span, ...]:
        """What the article has from somebody, in order and apart."""
        return merge(span for s in self.understanding.statements if s.chain for span in s.spans)

    @cached_property
    def timed(self) -> frozenset[Token]:
        """Tokens of time expressions."""
        return frozenset(t for when in self.understanding.times for t in self.within((when.start, when.end)))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """All its words in one spelling."""
        return frozenset(normalise(t.text) for t in self.parse.tokens)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """All quantities of the article, those of durations among them, but none of days and hours."""
        points = (w for w in self.understanding.times if not (w.value or "").startswith("P"))
        return quantities(self.parse, {t for w in points for t in self.within((w.start, w.end))})


@dataclass(frozen=True, slots=True)
class ContentWord:
    """One word of a statement that counts in comparing."""

    token: Token
    key: str
    """A lemma (a verb with its particle), an entity's id, or a number as ``#12``."""
    role: float
    """How much it counts by its place in the clause: the predicate most, deep modifiers least."""


@dataclass(frozen=True, eq=False)
class Content:
    """A statement as it is compared."""

    statement: Statement
    article: AnnotatedArticle
    position: int
    """Its number among the statements of its article."""
    tokens: frozenset[Token]
    """Those of its spans, the words that attribute it left out."""
    words: tuple[ContentWord, ...]
    root: Token | None
    """The predicate; None for a statement without tokens."""
    predicates: tuple[Token, ...]
    """What says what happens: the root, or for a light verb the words that carry the meaning."""
    numbers: tuple[Quantity, ...]
    verbatim: tuple[Token, ...]
    """All its tokens but the marks, in order."""
    bare: tuple[str, ...]
    """The same in lower case."""

    @cached_property
    def future(self) -> bool:
        """Whether its predicate is of what is to come."""
        return self.root is not None and any(c.dep_ == "aux" and c.lemma_ in FUTURE for c in self.root.children)

    @cached_property
    def main_words(self) -> tuple[ContentWord, ...]:
        """The words that are predicates."""
        return tuple(w for w in self.words if w.token in self.predicates)

    @cached_property
    def speaker(self) -> Source | None:
        """Who said it first; None in the article's own voice, and for unnamed or several speakers."""
        hop = self.statement.chain[0] if self.statement.chain else None
        if hop is None or hop.anonymous or hop.unresolved or len(hop.sources) != 1 or hop.sources[0].entity is None:
            return None
        return hop.sources[0]

    @property
    def holder(self) -> EntityId | None:
        """The entity that said it first."""
        return self.speaker.entity if self.speaker else None

    @cached_property
    def sources(self) -> frozenset[str]:
        """All entities that it was passed on by."""
        return frozenset(s.entity for h in self.statement.chain for s in h.sources if s.entity)

    @property
    def is_quoted(self) -> bool:
        """Whether some of it is in quotation marks."""
        return self.statement.quotation in ("direct", "mixed")


def same_quotation(a: Content, b: Content) -> bool:
    """Return whether two statements are parts of one quotation, said under one cue."""
    if a.article is not b.article or "none" in (a.statement.quotation, b.statement.quotation):
        return False
    one, two = (c.statement.chain[0].cue if c.statement.chain else None for c in (a, b))
    return one is not None and one == two


def told_apart(a: Content, b: Content) -> bool:
    """Return whether an article tells two things: "he *also* rejected", one done and one to come, one quotation."""
    if a.article is not b.article:
        return False
    later = max(a, b, key=lambda c: c.position)
    added = later.root is not None and any(c.lemma_ in ADDING for c in later.root.children)
    return added or a.future != b.future or same_quotation(a, b)


def contents(understandings: Sequence[Understanding]) -> tuple[Content, ...]:
    """Return the contents of all statements, in order of article and text."""
    return tuple(c for number, understanding in enumerate(understandings) for c in contents_of(understanding, number))


def contents_of(understanding: Understanding, number: int) -> tuple[Content, ...]:
    """Return the contents of the statements of one article, the one at ``number``."""
    article = AnnotatedArticle(understanding, number)
    return tuple(_content(article, s, i) for i, s in enumerate(understanding.statements))


def _content(article: AnnotatedArticle, statement: Statement, position: int) -> Content:
    attributing = {
        token
        for hop in statement.chain
        for spot in (*hop.sources, hop.cue, hop.when)
        if spot is not None and not hop.implied
        for token in article.within((spot.start, spot.end))
    }
    if statement.hedge is not None:
        attributing.update(article.within(statement.hedge.span))
    inside = [t for span in statement.spans for t in article.within(span)]
    tokens = [t for t in inside if t not in attributing] or inside
    within = frozenset(tokens)
    root = _root(article, statement, tokens)
    predicates = _predicates(root, within)
    numbers = tuple(q for q in article.quantities if q.token in within)
    counted = tuple(_words(article, tokens, root, predicates, numbers))[:MOST_WORDS]
    verbatim = tuple(t for t in tokens if t.pos_ != "PUNCT")[:MOST_WORDS]
    bare = tuple(t.text.casefold() for t in verbatim)
    return Content(statement, article, position, within, counted, root, predicates, numbers, verbatim, bare)


def _root(article: AnnotatedArticle, statement: Statement, tokens: Sequence[Token]) -> Token | None:
    """Return the predicate of the statement's proposition, or else the first token that hangs on none of the others."""
    proposition = statement.proposition
    if proposition:
        verb = proposition.lemma.split()[0]
        inside = [t for t in article.within(proposition.predicate.span) if t in tokens]
        named = (t for t in inside if t.lemma_ == verb and t.pos_ in ("VERB", "AUX"))
        if inside:
            return next(named, inside[-1])
    within = set(tokens)
    heads = [t for t in tokens if t.head not in within or t.head is t]
    return max(heads, key=lambda t: (t.pos_ in ("VERB", "AUX", "NOUN", "PROPN"), -t.i), default=None)


def _predicates(root: Token | None, within: frozenset[Token]) -> tuple[Token, ...]:
    """Return the root, or what carries the meaning of a light verb: "held a *meeting*", "the *meeting* lasted"."""
    if root is None:
        return ()
    if root.lemma_ not in LIGHT:
        return (root,)
    found = [c for c in root.children if c.dep_ in SUBJECTS] if root.lemma_ in HAPPENING else []
    found += [c for c in root.children if c.dep_ in OBJECTS]
    if not found or root.lemma_ in BE:
        preps = [c for c in root.children if c.dep_ in ("prep", "agent")]
        found += [p for c in preps for p in c.children if p.dep_ == "pobj"]
    if not found:
        found += [c for c in root.children if c.dep_ in ("xcomp", "ccomp", "nsubjpass")]
    return tuple(t for t in found if t in within and t.pos_ in ("NOUN", "VERB", "ADJ")) or (root,)


def _words(
    article: AnnotatedArticle,
    tokens: Sequence[Token],
    root: Token | None,
    predicates: tuple[Token, ...],
    numbers: Sequence[Quantity],
) -> Iterator[ContentWord]:
    value_at = {q.token: q.low or q.high for q in numbers}
    counted: set[str] = set()
    for token in tokens:
        if token in article.timed:
            continue
        role = BY_DISTANCE[0] if token in predicates else _role(token, root)
        entity = article.entity_at.get(token)
        if entity is not None and token not in predicates and token.pos_ in ("NOUN", "ADJ"):
            role *= TITLE
        if token in value_at:
            yield ContentWord(token, f"#{value_at[token]:g}", role)
        elif entity is not None and stands_for_entity(token):
            if entity not in counted:
                counted.add(entity)
                yield ContentWord(token, entity, role)
        elif token.pos_ in CONTENT_POS and _counts(token, token in predicates):
            yield ContentWord(token, key_of(token), role)


def _counts(token: Token, predicate: bool) -> bool:
    if token.lemma_ in STOP_LEMMAS or not token.lemma_[:1].isalnum():
        return False
    return predicate or token.lemma_ not in LIGHT


def stands_for_entity(token: Token) -> bool:
    """Return whether a token of a mention stands for its entity: names, pronouns, adjectives like "Iranian"."""
    return token.pos_ in ("PROPN", "PRON") or token.text[:1].isupper()


def key_of(token: Token) -> str:
    """Return what a token counts as: its lemma, with the particle of a phrasal verb."""
    particle = next((c for c in token.children if c.dep_ == "prt"), None) if token.pos_ == "VERB" else None
    if particle is not None and known(phrasal := f"{token.lemma_} {particle.lemma_}"):
        return phrasal
    return _base(token.lemma_)


def _base(lemma: str) -> str:
    """Return the verb of a participle that is used as another word ("occupying" power), as the vectors know it."""
    for ending in PARTICIPLE_ENDINGS:
        stem = lemma.removesuffix(ending)
        if stem != lemma and not known(lemma):
            return next((b for b in (stem, f"{stem}e", stem[:-1], f"{stem[:-1]}y") if len(b) > 2 and known(b)), lemma)
    return lemma


def _role(token: Token, root: Token | None) -> float:
    """Return what a token counts by the number of steps from it to the root."""
    for role in BY_DISTANCE:
        if token is root:
            return role
        if token.head is token:
            break
        token = token.head
    return FAR
