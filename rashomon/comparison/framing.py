"""How each article words the same entity or act, and in whose voice."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from rashomon.comparison.alignment import SYNONYM, Aligned, Pairing
from rashomon.comparison.propositions import LIGHT, AnnotatedArticle, Content, key_of, stands_for_entity
from rashomon.lexicon import words
from rashomon.names.spelling import normalise
from rashomon.types import Claim, Difference, Entity, Phrase, Span, Voice, Wording, spot
from rashomon.types.parse import Token

__all__ = ["apposed", "descriptions", "lexical_choices", "phrasings", "span_of", "voice", "wording"]

FACTUAL = words("framing.factual_modifiers")
HONORIFICS = words("framing.honorifics")
DUMMIES = words("framing.empty_nouns")
QUANTIFYING = words("framing.quantifiers")
LISTING = words("framing.listing_modifiers")
ARTICLES = words("framing.determiners")
JOINING = words("framing.joining_words")
INDEFINITE = words("function_words.indefinite_articles")

BEFORE_HEAD = frozenset(
    {"amod", "compound", "poss", "nummod", "nmod", "quantmod", "npadvmod", "advmod", "case", "punct", "det", "predet"}
)
BEFORE_NAME = frozenset({"amod", "compound", "nmod"})
"""Relations of the words of a description to the name after it."""
WORD_CLASSES = frozenset({"NOUN", "VERB", "ADJ"})

SURE = 0.7
"""Probability of being of one event from which other words are taken for a choice of words."""
SAME_THING = 0.55
"""How alike two different words must be to be two words for one thing."""
SAME_PLACE = 0.35
"""The same where both are predicates of their statements."""
SAME_STEM = 5
"""Letters at the beginning of two words by which they are forms of one."""
MOST_PAIRS = 6
"""Pairs of phrases that are shown of one claim, those of its surest statements first."""
LONGEST_MENTION = 100
"""Characters of a mention; a longer one is a clause with a name in it."""
LONGEST_CHOICE = 40
"""Characters of a phrase that is shown as a choice of words."""


def wording(
    entities: Sequence[Entity],
    contents: Sequence[Content],
    across: Sequence[Aligned],
    grouping: Sequence[Sequence[int]],
    claims: Sequence[Claim],
) -> tuple[Wording, ...]:
    """Return the entities that articles name or describe in different words, then the claims worded differently."""
    articles = {c.article.number: c.article for c in contents}
    return (
        *_of_entities(entities, [articles[n] for n in sorted(articles)]),
        *_of_claims(contents, across, grouping, claims),
    )


def voice(article: AnnotatedArticle, span: Span) -> Voice:
    """Return "quoted" inside quotation marks, "paraphrased" in what the article has from somebody, else "outlet"."""
    if _holds(article.quoted, span):
        return "quoted"
    return "paraphrased" if _holds(article.attributed, span) else "outlet"


def _holds(spans: Sequence[Span], inner: Span) -> bool:
    """Return whether one of the spans, which are in order and apart, holds all of ``inner``."""
    at = bisect_right(spans, (inner[0], sys.maxsize)) - 1
    return at >= 0 and inner[1] <= spans[at][1]


def _of_entities(entities: Sequence[Entity], articles: Sequence[AnnotatedArticle]) -> Iterator[Wording]:
    described: dict[str, list[tuple[AnnotatedArticle, Span]]] = defaultdict(list)
    for article in articles:
        for owner, span in descriptions(article):
            described[owner].append((article, span))
    by_id = {a.id: a for a in articles}
    for entity in entities:
        spans = described[entity.id]
        if entity.kind not in ("government", "place"):
            spans = [*((by_id[m.article], m.span) for m in entity.mentions if m.article in by_id), *spans]
        phrases = _unique(_phrase(a, _without_article(a, s)) for a, s in spans if _is_worth_showing(a, s))
        telling = [p for p in phrases if not _is_variant(p.text, entity.name)]
        if _differ(telling, {p.article for p in phrases}):
            tell = {p.article for p in telling}
            first = {p.article: p for p in reversed(phrases)}
            kept = (p for p in phrases if p in telling or (p.article not in tell and p is first[p.article]))
            yield Wording(phrases=tuple(kept), entity=entity.id)


def _of_claims(
    contents: Sequence[Content], across: Sequence[Aligned], grouping: Sequence[Sequence[int]], claims: Sequence[Claim]
) -> Iterator[Wording]:
    claim_of = {i: claim.id for members, claim in zip(grouping, claims, strict=True) for i in members}
    found: dict[str, list[tuple[Phrase, Phrase]]] = defaultdict(list)
    for pair in sorted(across, key=lambda p: -p.score):
        left, right = contents[pair.left], contents[pair.right]
        pairing = Pairing(left, right, pair.match)
        for difference in (*phrasings(pairing), *(lexical_choices(pairing) if pair.score >= SURE else ())):
            phrases = (_phrase(left.article, difference.left.span), _phrase(right.article, difference.right.span))
            found[claim_of[pair.left]].append(phrases)
    for claim in claims:
        if found[claim.id]:
            yield Wording(phrases=_unique(p for both in found[claim.id][:MOST_PAIRS] for p in both), claim=claim.id)


def _is_worth_showing(article: AnnotatedArticle, span: Span) -> bool:
    """Return whether there is more than a pronoun."""
    length = span[1] - span[0]
    return length <= LONGEST_MENTION and any(t.pos_ in ("NOUN", "PROPN", "ADJ") for t in article.within(span))


def _without_article(article: AnnotatedArticle, span: Span) -> Span:
    """Return the span without an indefinite article at its beginning."""
    tokens = article.within(span)
    return (tokens[1].idx, span[1]) if len(tokens) > 1 and tokens[0].lower_ in INDEFINITE else span


def _phrase(article: AnnotatedArticle, span: Span) -> Phrase:
    return Phrase(article.id, span[0], span[1], article.text[slice(*span)], voice(article, span))


def _unique(phrases: Iterable[Phrase]) -> tuple[Phrase, ...]:
    """Return the first of each article's equal phrases in one voice, articles in their order, then by place."""
    first: dict[tuple[str, str, Voice], Phrase] = {}
    order: dict[str, int] = {}
    for phrase in phrases:
        order.setdefault(phrase.article, len(order))
        key = (phrase.article, normalise(phrase.text), phrase.voice)
        if key not in first or phrase.start < first[key].start:
            first[key] = phrase
    return tuple(sorted(first.values(), key=lambda p: (order[p.article], p.start, p.end)))


def _is_variant(phrase: str, name: str) -> bool:
    """Return whether a phrase is the name in part, in another order, with a form of address or by its first letters."""
    own = normalise(name).split()
    said = set(normalise(phrase).split()) - HONORIFICS - ARTICLES - JOINING
    return said <= {*own, "".join(w[0] for w in own), "".join(w[0] for w in own if w not in JOINING)}


def _differ(phrases: Sequence[Phrase], articles: Collection[str]) -> bool:
    """Return whether two articles describe differently, or only one describes; that a form is shorter says nothing.

    Where only one describes, a title in front of the name is no difference.
    """
    used: dict[str, set[str]] = defaultdict(set)
    for phrase in phrases:
        used[phrase.article].add(normalise(phrase.text))
    sets = [{p for p in own if not _is_short(p, own)} for own in used.values()]
    if len(sets) == 1:
        words_of = (w for p in phrases for w in p.text.split() if w not in ARTICLES and w not in JOINING)
        return len(articles) > 1 and any(w[0].islower() for w in words_of)
    return any(s != sets[0] for s in sets[1:])


def _is_short(phrase: str, others: Iterable[str]) -> bool:
    """Return whether all words of a phrase but an honorific are in a longer one."""
    own = set(phrase.split()) - HONORIFICS
    return any(own < set(other.split()) for other in others)


# Descriptions of entities besides their names


def descriptions(article: AnnotatedArticle) -> Iterator[tuple[str, Span]]:
    """Yield the ids of named entities with common noun phrases that stand for them."""
    for _, noun, owner in apposed(article):
        yield owner, span_of(noun)
    for token in article.parse.tokens:
        if token.dep_ in ("attr", "oprd") and token.pos_ == "NOUN":
            yield from _predicated(article, token)
        elif token.dep_ == "conj" and token.pos_ == "NOUN" and any(c.lemma_ in LISTING for c in token.children):
            yield from _listed(article, token)
    for entity in article.entities.values():
        for mention in entity.mentions:
            yield from ((entity.id, span) for span in _around_name(article, entity, mention.span))


def _entity(article: AnnotatedArticle, token: Token | None) -> str | None:
    """Return the entity that a name or pronoun stands for."""
    return article.entity_at.get(token) if token is not None and token.pos_ in ("PROPN", "PRON") else None


def apposed(article: AnnotatedArticle) -> Iterator[tuple[Token, Token, str]]:
    """Yield names with the nouns in apposition, and their entities: the Grey Front, a militant group."""
    for token in article.parse.tokens:
        if token.dep_ == "appos":
            for name, noun in ((token.head, token), (token, token.head)):
                entity = _entity(article, name)
                if entity and noun.pos_ == "NOUN" and _describes(noun):
                    yield name, noun, entity


def _describes(noun: Token) -> bool:
    """Return whether a noun can describe one bearer: it is singular, and more than a dummy."""
    return noun.text.casefold() == noun.lemma_ and noun.lemma_ not in DUMMIES


def _predicated(article: AnnotatedArticle, noun: Token) -> Iterator[tuple[str, Span]]:
    """Yield predicate nouns: it is a militant group, called it a militant group; not: is no group, to be a group."""
    children = noun.head.children
    if any(c.dep_ in ("neg", "aux", "mark") for c in children):
        return
    objects = [c for c in children if c.dep_ == "dobj" and noun.dep_ == "oprd"]
    bearers = [*objects, *(c for c in children if c.dep_ in ("nsubj", "nsubjpass"))]
    entity = _entity(article, bearers[0]) if bearers else None
    if entity and _describes(noun):
        yield entity, span_of(noun)


def _listed(article: AnnotatedArticle, noun: Token) -> Iterator[tuple[str, Span]]:
    """Yield the noun that closes a list, for each name in it: the Grey Front, the Reds and other militant groups."""
    inside = _members(noun)
    first = next((t for t in inside if t.lemma_ not in LISTING), noun)
    token = noun
    while token.dep_ == "conj" and token.head is not token:
        token = token.head
        if entity := _entity(article, token):
            yield entity, (first.idx, noun.idx + len(noun))


def _around_name(article: AnnotatedArticle, entity: Entity, span: Span) -> Iterator[Span]:
    """Yield what stands before or after the name in a mention: *militant group* Grey Front."""
    inside = article.within(span)
    proper = [t for t in inside if t.pos_ == "PROPN"]
    if not proper:
        return
    if proper[-1] is not inside[-1]:
        rest = [t for t in inside if t.i > proper[-1].i and t.pos_ in ("NOUN", "ADJ")]
        if inside[-1].pos_ == "NOUN" and rest[-1].i - rest[0].i == len(rest) - 1:
            yield (rest[0].idx, rest[-1].idx + len(rest[-1]))
        return
    tokens = article.parse.tokens
    name = {w.casefold() for w in entity.name.split()}
    first = inside[-1].i
    while first > inside[0].i - 1 and first > 0 and tokens[first].text.casefold() in name:
        first -= 1
    last = first
    while first >= 0 and tokens[first].dep_ in BEFORE_NAME and tokens[first].text[0].isalnum():
        first -= 1
    before = tokens[first + 1 : last + 1]
    if _is_description(before):
        yield (before[0].idx, before[-1].idx + len(before[-1]))


def _is_description(tokens: Sequence[Token]) -> bool:
    """Return whether it is a phrase of a common noun: "former ambassador"; not "several leading", "former RNC"."""
    if len(tokens) < 2 or tokens[0].pos_ not in ("NOUN", "ADJ") or not tokens[0].text[0].islower():
        return False
    nouns = any(t.pos_ == "NOUN" for t in tokens) or len(tokens) > 2
    return nouns and tokens[0].lemma_ not in QUANTIFYING and tokens[-1].pos_ in ("NOUN", "PROPN")


# Noun phrases


def _members(head: Token) -> list[Token]:
    """Return the tokens of a phrase from its first modifier to its head; an article in front is left out."""
    tokens = head.doc.tokens
    first = head.i
    while first > 0 and tokens[first - 1].dep_ in BEFORE_HEAD and tokens[first - 1] in head.subtree:
        first -= 1
    while first < head.i and (tokens[first].lemma_ in ARTICLES or tokens[first].pos_ == "PUNCT"):
        first += 1
    return tokens[first : head.i + 1]


def span_of(head: Token) -> Span:
    """Return where the phrase of a noun stands."""
    return (_members(head)[0].idx, head.idx + len(head))


def _head_of(token: Token) -> Token | None:
    """Return the noun whose phrase a token belongs to; None for a token outside noun phrases."""
    while token.dep_ in ("amod", "compound", "nmod", "nummod") and token.head is not token:
        token = token.head
    return token if token.pos_ in ("NOUN", "PROPN") else None


def _parts(article: AnnotatedArticle, head: Token) -> tuple[str, frozenset[str]]:
    """Return what the head of a phrase and its modifiers stand for: entities and lemmas."""
    modifiers = [t for t in _members(head)[:-1] if t.pos_ not in ("PUNCT", "PART", "DET", "ADP")]
    return _meaning(article, head), frozenset(_meaning(article, t) for t in modifiers)


def _meaning(article: AnnotatedArticle, token: Token) -> str:
    if token.pos_ == "PRON":
        return token.lemma_
    entity = article.entity_at.get(token)
    return entity if entity is not None and stands_for_entity(token) else key_of(token)


# Other words for one thing


def phrasings(p: Pairing) -> Iterator[Difference]:
    """Yield two noun phrases for one thing that share a word and part in another: occupying power, occupying force."""
    seen = set()
    for left, right, _ in p.links():
        heads = (_head_of(left), _head_of(right))
        if heads[0] is None or heads[1] is None or heads in seen:
            continue
        seen.add(heads)
        if _worded_apart(p, heads[0], heads[1]):
            spans = (span_of(heads[0]), span_of(heads[1]))
            yield Difference("wording", spot(p.left.article.text, spans[0]), spot(p.right.article.text, spans[1]))


def _worded_apart(p: Pairing, left: Token, right: Token) -> bool:
    """Return whether two phrases share their head or a modifier, and each has a telling word that the other lacks.

    The same word as head of one and modifier of the other ("video camera", "amateur video") is about two things;
    numbers, order and owners are facts rather than wording.
    """
    (head, mine), (other, theirs) = _parts(p.left.article, left), _parts(p.right.article, right)
    same_head = head == other
    if not same_head and not mine & theirs:
        return False
    one, two = (mine - theirs, theirs - mine) if same_head else ((mine - theirs) | {head}, (theirs - mine) | {other})
    if not same_head and (head in theirs or other in mine or _is_matched_elsewhere(p, left, right)):
        return False
    return _tells(p.left.article, one) and _tells(p.right.article, two)


def _is_matched_elsewhere(p: Pairing, left: Token, right: Token) -> bool:
    """Return whether one of two different heads has its counterpart elsewhere."""
    return any((a is left) != (b is right) for a, b, alike in p.links() if alike > SYNONYM)


def _tells(article: AnnotatedArticle, keys: Iterable[str]) -> bool:
    """Return whether one of the keys says what something is like: no entity, number, order or owner."""
    return any(k not in article.entities and k not in FACTUAL and not k[:1].isdigit() for k in keys)


def lexical_choices(p: Pairing) -> Iterator[Difference]:
    """Yield short phrases around aligned words of one class and different lemmas."""
    seen: set[Token] = set()
    for left, right, alike in p.links():
        predicates = left in p.left.predicates and right in p.right.predicates
        if alike < (SAME_PLACE if predicates else SAME_THING) or not _is_choice(left, right) or {left, right} & seen:
            continue
        seen |= {left, right}
        one, two = (spot(c.article.text, _choice(t)) for c, t in ((p.left, left), (p.right, right)))
        if max(len(one.text), len(two.text)) <= LONGEST_CHOICE and one.text.casefold() != two.text.casefold():
            yield Difference("wording", one, two)


def _is_choice(one: Token, two: Token) -> bool:
    """Return whether two words are of one class that an author chooses, and not forms of one word."""
    if one.pos_ != two.pos_ or one.pos_ not in WORD_CLASSES or {one.lemma_, two.lemma_} & LIGHT:
        return False
    return one.lemma_[:SAME_STEM] != two.lemma_[:SAME_STEM]


def _choice(token: Token) -> Span:
    """Return a noun's phrase; a verb with its particle, or with the adverb before it."""
    if token.pos_ == "NOUN":
        return span_of(token)
    tokens = token.doc.tokens
    first = last = token
    before = tokens[token.i - 1] if token.i else None
    if before is not None and before.head is token and before.dep_ == "advmod":
        first = before
    after = tokens[token.i + 1] if token.i + 1 < len(tokens) else None
    if after is not None and after.head is token and after.dep_ == "prt":
        last = after
    return (first.idx, last.idx + len(last))
