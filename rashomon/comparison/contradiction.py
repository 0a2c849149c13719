"""Where two aligned statements cannot both be right about the same thing: time, number, place, name.

A slot is compared only where it hangs on the words that are aligned: the time of another act in the sentence, or the
number of other people, says nothing about this one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rashomon.comparison.propositions import Content
from rashomon.comparison.quantities import Quantity, compatible
from rashomon.comparison.similarity import Match
from rashomon.names.countries import match_country
from rashomon.names.forms import normalise, same_person
from rashomon.names.people import person_name
from rashomon.types import About, Difference, Span, Spot, When, spot
from rashomon.types.timex import precision, same_time

__all__ = ["Finding", "Pairing", "found", "names", "numbers", "places", "spot_at", "times"]

RELATIVE_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())


class Pairing(NamedTuple):
    """Two aligned contents and how their words stand for one another."""

    left: Content
    right: Content
    match: Match

    def counterpart(self, token: int) -> int | None:
        """The right token that stands for a left one, at least as a near synonym."""
        for i, j, alike in self.match.pairs:
            if self.left.words[i].token == token and alike > 0.4:
                return self.right.words[j].token
        return None


class Finding(NamedTuple):
    """A difference, and whether the two values exclude each other."""

    difference: Difference
    exclusive: bool


def spot_at(content: Content, span: Span) -> Spot:
    """A spot in the content's article."""
    return spot(content.reading.text, span)


def found(about: About, left: Spot, right: Spot, *, exclusive: bool = False) -> Finding:
    """A finding of two spots."""
    return Finding(Difference(about, left, right), exclusive)


def times(p: Pairing) -> Iterator[Finding]:
    """Two times of the same act, unless they say the same."""
    a, b = p.left.statement.when, p.right.statement.when
    if a is None or b is None or not (_hangs_on_act(p.left, a) and _hangs_on_act(p.right, b)):
        return
    relation = same_time(a.value, b.value)
    if relation == "same" or normalise(a.text) == normalise(b.text):
        return
    if "PRESENT_REF" in (a.value, b.value) or "PAST_REF" in (a.value, b.value) or "FUTURE_REF" in (a.value, b.value):
        return
    points = precision(a.value) is not None and precision(b.value) is not None
    same_day_name = bool(RELATIVE_DAYS & set(normalise(a.text).split()) & set(normalise(b.text).split()))
    exclusive = relation == "different" and points and not same_day_name
    yield found("time", Spot(a.start, a.end, a.text), Spot(b.start, b.end, b.text), exclusive=exclusive)


def _hangs_on_act(content: Content, when: When) -> bool:
    """Whether the way from the time up to the predicate passes no other verb or noun that could bear a time."""
    reading = content.reading
    inside = reading.within((when.start, when.end))
    if not inside or content.root < 0:
        return False
    goals = {content.root, *content.predicates}
    at = next((i for i in inside if reading.tokens[i].head not in inside), inside[0])
    if inside[-1] + 1 in goals:
        return True  # "the mayor on Friday resigned": the parser may hang it on the mayor
    for _ in range(6):
        at = reading.tokens[at].head
        if at in goals:
            return True
        if reading.tokens[at].pos in ("VERB", "NOUN") or reading.tokens[at].head == at:
            return False
    return False


def numbers(p: Pairing) -> Iterator[Finding]:
    """Two numbers of the same things; exclusive where each side counts them once and exactly."""
    for q in p.left.numbers:
        rivals = [r for r in p.right.numbers if _same_thing(p, q, r)]
        own = [o for o in p.left.numbers if o.unit == q.unit]
        if len(rivals) != 1 or len(own) != 1:
            continue
        r = rivals[0]
        if (q.low, q.high) == (r.low, r.high):
            continue
        yield found(
            "number",
            spot_at(p.left, (q.start, q.end)),
            spot_at(p.right, (r.start, r.end)),
            exclusive=not compatible(q, r) and q.unit == r.unit,
        )


def _same_thing(p: Pairing, q: Quantity, r: Quantity) -> bool:
    """Whether the same noun is counted, under the same modifiers, and what it hangs on is aligned."""
    if q.counted < 0 or r.counted < 0 or not (q.unit == r.unit or p.counterpart(q.counted) == r.counted):
        return False
    if _modifiers(p.left, q.counted) != _modifiers(p.right, r.counted):
        return False
    return q.governor >= 0 and p.counterpart(q.governor) == r.governor


def _modifiers(content: Content, noun: int) -> frozenset[str]:
    reading = content.reading
    return frozenset(
        reading.tokens[c].lemma
        for c in reading.children[noun]
        if reading.tokens[c].dep in ("amod", "compound", "poss", "nmod", "prep", "relcl", "acl")
    )


def places(p: Pairing) -> Iterator[Finding]:
    """Where the same act happened; two countries exclude each other, other places may lie in one another."""
    a, b = (c.reading.event_of.get(c.statement.id) for c in (p.left, p.right))
    if a is None or b is None or a.where is None or b.where is None:
        return
    if (a.where.entity is not None and a.where.entity == b.where.entity) or _words(a.where.text) & _words(b.where.text):
        return
    countries = [match_country(w.text) for w in (a.where, b.where)]
    exclusive = all(c is not None and c.kind == "name" for c in countries)
    left, right = (Spot(w.start, w.end, w.text) for w in (a.where, b.where))
    yield found("place", left, right, exclusive=exclusive)


def _words(text: str) -> frozenset[str]:
    return frozenset(normalise(text).split())


def names(p: Pairing) -> Iterator[Finding]:
    """The same person spelt in two ways."""
    theirs = {w.key: w.token for w in p.right.words}
    for word in p.left.words:
        if word.key not in theirs or not word.key.startswith("e"):
            continue
        left, right = (_full_name(c, t) for c, t in ((p.left, word.token), (p.right, theirs[word.key])))
        if left and right and normalise(left.text) != normalise(right.text) and same_person(left.text, right.text):
            one, two = person_name(left.text), person_name(right.text)
            if len(one.parts) == len(two.parts):
                yield found("name", left, right)


def _full_name(content: Content, token: int) -> Spot | None:
    """The run of proper nouns around a token, if it is a name of two words or more, titles left out."""
    tokens = content.reading.tokens
    if tokens[token].pos != "PROPN":
        return None
    first = last = token
    while first > 0 and tokens[first - 1].pos == "PROPN" and tokens[first - 1].sentence == tokens[token].sentence:
        first -= 1
    while (
        last + 1 < len(tokens)
        and tokens[last + 1].pos == "PROPN"
        and tokens[last + 1].sentence == tokens[token].sentence
    ):
        last += 1
    text = content.reading.text
    while first < last and len(person_name(text[tokens[first].start : tokens[last].end]).titles) > len(
        person_name(text[tokens[first + 1].start : tokens[last].end]).titles
    ):
        first += 1
    whole = spot(text, (tokens[first].start, tokens[last].end))
    return whole if person_name(whole.text).given else None
