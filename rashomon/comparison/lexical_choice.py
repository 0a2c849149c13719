"""Words that two aligned statements choose for the same thing: other verbs for one act, other nouns in one role."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.comparison.contradiction import Finding, Pairing, found, spot_at
from rashomon.comparison.noun_phrases import noun_phrase
from rashomon.comparison.predicates import same_heads
from rashomon.comparison.propositions import LIGHT, Content
from rashomon.types import Span, Word

__all__ = ["choices"]

SYNONYM = 0.55
"""How alike two different words must be to be two words for one thing."""
SAME_PLACE = 0.35
"""The same where both are what their statement hangs on."""
GOVERNED = 0.85
"""How alike two words must be for what stands in one role at both to be of the same thing."""
SHARED = 0.5
"""Share of both statements that must have a counterpart for a role at both to hold the same thing."""
ROLES = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})
LONGEST = 40
"""Characters of a phrase that is shown as a choice of words."""
WORD_CLASSES = frozenset({"NOUN", "VERB", "ADJ"})


def choices(p: Pairing) -> Iterator[Finding]:
    """Pairs of short phrases, those of likeness first, then those of role."""
    yield from _other_adverbs(p)
    seen: set[tuple[str, int]] = set()
    for left, right in (*_alike(p), *_in_one_role(p)):
        if ("left", left) in seen or ("right", right) in seen:
            continue
        seen |= {("left", left), ("right", right)}
        one, two = (spot_at(c, _phrase(c, t)) for c, t in ((p.left, left), (p.right, right)))
        if max(len(one.text), len(two.text)) <= LONGEST and one.text.casefold() != two.text.casefold():
            yield found("wording", one, two)


def _other_adverbs(p: Pairing) -> Iterator[Finding]:
    """One verb with other adverbs after it: go back underground, go underground again."""
    for left, right in same_heads(p):
        mine, theirs = _adverbs(p.left, left), _adverbs(p.right, right)
        words = [{c.reading.tokens[t].lemma for t in ts} for c, ts in ((p.left, mine), (p.right, theirs))]
        if words[0] and words[1] and words[0] != words[1]:
            spans = (p.left.reading.span(left, mine[-1]), p.right.reading.span(right, theirs[-1]))
            yield found("wording", spot_at(p.left, spans[0]), spot_at(p.right, spans[1]))


def _adverbs(content: Content, verb: int) -> tuple[int, ...]:
    """The adverbs that follow a verb at once."""
    tokens, last = content.reading.tokens, verb + 1
    while last < len(tokens) and last in content.tokens and tokens[last].dep in ("advmod", "prt"):
        last += 1
    return tuple(range(verb + 1, last)) if content.reading.tokens[verb].pos == "VERB" else ()


def _alike(p: Pairing) -> Iterator[tuple[int, int]]:
    """Aligned words of one class and different lemmas."""
    for i, j, alike in p.match.pairs:
        left, right = p.left.words[i].token, p.right.words[j].token
        one, two = p.left.reading.tokens[left], p.right.reading.tokens[right]
        place = left in p.left.predicates and right in p.right.predicates
        if _chosen(one, two) and alike >= (SAME_PLACE if place else SYNONYM):
            yield left, right


def _chosen(one: Word, two: Word) -> bool:
    """Whether two words are of one class that an author chooses, and not forms of one word."""
    if one.pos != two.pos or one.pos not in WORD_CLASSES or {one.lemma, two.lemma} & LIGHT:
        return False
    return one.lemma[:5] != two.lemma[:5]


def _in_one_role(p: Pairing) -> Iterator[tuple[int, int]]:
    """Nouns without a counterpart that stand in the same role at two aligned words."""
    if min(p.match.left, p.match.right) < SHARED:
        return
    taken_left = {p.left.words[i].token for i, _, _ in p.match.pairs}
    taken_right = {p.right.words[j].token for _, j, _ in p.match.pairs}
    for i, j, alike in p.match.pairs:
        if alike < GOVERNED:
            continue
        mine = _governed(p.left, p.left.words[i].token)
        theirs = _governed(p.right, p.right.words[j].token)
        for role in sorted(mine.keys() & theirs.keys()):
            left, right = mine[role], theirs[role]
            one, two = p.left.reading.tokens[left], p.right.reading.tokens[right]
            free = left not in taken_left and right not in taken_right
            if free and one.pos == two.pos == "NOUN" and _chosen(one, two):
                yield left, right


def _governed(content: Content, token: int) -> dict[str, int]:
    """The nouns that hang on a word, by their role or preposition."""
    tokens, reading = content.reading.tokens, content.reading
    out = {}
    for child in reading.children[token]:
        if child not in content.tokens:
            continue
        if tokens[child].dep in ROLES:
            out[tokens[child].dep] = child
        noun = reading.child(child, "pobj") if tokens[child].dep == "prep" else None
        if noun is not None and noun not in reading.timed and noun in content.tokens:
            out[tokens[child].lemma] = noun
    return out


def _phrase(content: Content, token: int) -> Span:
    """A noun's phrase; a verb with its particle, or with the adverb before it."""
    reading = content.reading
    if reading.tokens[token].pos == "NOUN":
        return noun_phrase(reading, token)
    first = last = token
    before = reading.tokens[token - 1] if token else None
    if before is not None and before.head == token and before.dep == "advmod" and before.lemma.endswith("ly"):
        first = token - 1
    if token + 1 in reading.children[token] and reading.tokens[token + 1].dep == "prt":
        last = token + 1
    return reading.span(first, last)
