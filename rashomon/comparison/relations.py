"""How aligned statements of different articles stand to each other: they agree, are compatible, or conflict.

Conflict is said of few pairs, of those alone that are surely of one event and hold values that cannot both be true.
Everything else that differs is shown as a difference between statements that may both be right. A time or a number is
compared only where it depends on the words that are aligned: those of other acts and things say nothing about this one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from rashomon.comparison.alignment import Aligned, Pairing
from rashomon.comparison.framing import lexical_choices, phrasings
from rashomon.comparison.propositions import Content
from rashomon.comparison.quantities import Quantity, compatible
from rashomon.comparison.similarity import longest_run
from rashomon.lexicon import numbers
from rashomon.names.spelling import normalise
from rashomon.types import About, Argument, Difference, Relation, RelationKind, Span, Spot, When, spot
from rashomon.types.parse import Token
from rashomon.types.timex import precision, same_time

__all__ = ["relate"]

WEEKDAYS = frozenset(numbers("time.weekdays"))
REFERENCES = frozenset({"PRESENT_REF", "PAST_REF", "FUTURE_REF"})
"""TIMEX3 values of "now", "recently", "soon"."""

SURE = 0.9
"""Probability of being one event from which exclusive values are a conflict."""
SURE_ACT = 0.75
"""The same for what is affirmed and denied, where act and subject have been found to be the same already."""
SHARED = 0.5
"""Share of both statements' weight that must have a counterpart for a conflict."""
SHARED_ACT = 0.33
"""The same for times and negations of one act."""
SAME_ACT = 0.4
"""How well the predicates must match for a conflict."""
NEGATED = 0.4
"""Share of both statements that must have a counterpart for a negation in one to say something of the other."""
REAL = frozenset({"assertion", "denial", "refusal"})
"""Forces of what is said to be so; demands, offers, promises and questions do not conflict."""
ADDS = 0.5
"""A statement of which less than this has a counterpart adds detail."""
WORDED = 0.7
"""Probability from which other words for one thing are shown."""
MOST_WORDINGS = 3
SAME_PREDICATE = 0.6
"""How well the predicates must match to say the same."""
FEW_WORDS = 4
NEARLY_ALL = 0.7
"""What must have a counterpart in a statement of fewer than FEW_WORDS, which share a word by chance."""
VERBATIM = 6
"""So many words in a row are the same thing said."""
MORE_EXACT = frozenset({"time", "number", "polarity"})
MODIFIERS = frozenset({"amod", "compound", "poss", "nmod", "prep", "relcl", "acl"})
MOST_STEPS = 6
"""Steps from a time up to the predicate that it may belong to."""


class Finding(NamedTuple):
    """A difference, and whether the two values exclude each other."""

    difference: Difference
    exclusive: bool = False


def relate(contents: Sequence[Content], across: Sequence[Aligned]) -> tuple[Relation, ...]:
    """Return one relation for each pair; left is of the article that comes first."""
    return tuple(_relate(contents[p.left], contents[p.right], p) for p in across)


def _relate(left: Content, right: Content, pair: Aligned) -> Relation:
    pairing = Pairing(left, right, pair.match)
    findings = [f for find in (_times, _numbers, _polarities, _holders) for f in find(pairing)]
    findings += [Finding(d) for d in phrasings(pairing)]
    conflict = any(f.exclusive and _surely_same(pairing, pair, f.difference.about) for f in findings)
    if not conflict and pair.score >= WORDED and not any(f.difference.about == "wording" for f in findings):
        findings += [Finding(d) for d in islice(lexical_choices(pairing), MOST_WORDINGS)]
    differences = tuple(f.difference for f in findings)
    kind: RelationKind = "agree"
    if conflict:
        kind = "conflict"
    elif not _says_the_same(pairing) or any(d.about in MORE_EXACT for d in differences):
        kind = "compatible"
    return Relation(left.statement.id, right.statement.id, kind, differences, round(pair.score, 3))


def _says_the_same(p: Pairing) -> bool:
    """Return whether both say one thing of one thing: not only of the same things, and not one of them asking it."""
    left, right = p.left.statement, p.right.statement
    share = min(p.match.left, p.match.right)
    if "question" in (left.force, right.force) and left.force != right.force:
        return False
    if share >= ADDS and longest_run(p.left, p.right)[2] >= VERBATIM:
        return True
    if left.polarity != right.polarity or _different_subjects(p):
        return False
    few = min(len(p.left.words), len(p.right.words)) < FEW_WORDS
    return share >= (NEARLY_ALL if few else ADDS) and p.match.predicate >= SAME_PREDICATE


def _surely_same(p: Pairing, pair: Aligned, about: About) -> bool:
    same_act = about in ("polarity", "time") and any(_same_acts(p))
    return (
        pair.sure >= (SURE_ACT if about == "polarity" else SURE)
        and min(p.match.left, p.match.right) >= (SHARED_ACT if same_act else SHARED)
        and p.match.predicate >= SAME_ACT
        and {p.left.statement.force, p.right.statement.force} <= REAL
    )


# Times


def _times(p: Pairing) -> Iterator[Finding]:
    """Yield two times of the same act, unless they say the same."""
    a, b = p.left.statement.when, p.right.statement.when
    if a is None or b is None or not (_is_of_predicate(p.left, a) and _is_of_predicate(p.right, b)):
        return
    relation = same_time(a.value, b.value)
    if relation == "same" or normalise(a.text) == normalise(b.text) or not REFERENCES.isdisjoint((a.value, b.value)):
        return
    points = precision(a.value) is not None and precision(b.value) is not None
    same_day_name = WEEKDAYS & set(normalise(a.text).split()) & set(normalise(b.text).split())
    difference = Difference("time", Spot(a.start, a.end, a.text), Spot(b.start, b.end, b.text))
    yield Finding(difference, relation == "different" and points and not same_day_name)


def _is_of_predicate(content: Content, when: When) -> bool:
    """Return whether the way from the time up to the predicate passes no other verb or noun that could bear a time."""
    inside = content.article.within((when.start, when.end))
    if not inside or content.root is None:
        return False
    goals = {content.root, *content.predicates}
    tokens = content.article.parse.tokens
    if inside[-1].i + 1 < len(tokens) and tokens[inside[-1].i + 1] in goals:
        return True  # "the mayor on Friday resigned": the parser may attach it to the mayor
    token = next((t for t in inside if t.head not in inside), inside[0])
    for _ in range(MOST_STEPS):
        token = token.head
        if token in goals:
            return True
        if token.pos_ in ("VERB", "NOUN") or token.head is token:
            return False
    return False


# Numbers


def _numbers(p: Pairing) -> Iterator[Finding]:
    """Yield two numbers of the same things; exclusive where each side counts them once and exactly."""
    for one in p.left.numbers:
        others = [other for other in p.right.numbers if _counts_the_same(p, one, other)]
        own = [q for q in p.left.numbers if q.unit == one.unit]
        if len(others) != 1 or len(own) != 1 or (one.low, one.high) == (others[0].low, others[0].high):
            continue
        other = others[0]
        left, right = (spot(c.article.text, (q.start, q.end)) for c, q in ((p.left, one), (p.right, other)))
        yield Finding(Difference("number", left, right), not compatible(one, other) and one.unit == other.unit)


def _counts_the_same(p: Pairing, one: Quantity, other: Quantity) -> bool:
    """Return whether the same noun is counted, under the same modifiers, and depends on aligned words."""
    if one.counted is None or other.counted is None or one.governor is None:
        return False
    same = one.unit == other.unit or p.counterpart(one.counted) is other.counted
    return (
        same
        and _modifiers(one.counted) == _modifiers(other.counted)
        and p.counterpart(one.governor) is not None
        and p.counterpart(one.governor) is other.governor
    )


def _modifiers(noun: Token) -> frozenset[str]:
    return frozenset(c.lemma_ for c in noun.children if c.dep_ in MODIFIERS)


# Polarity


def _polarities(p: Pairing) -> Iterator[Finding]:
    """Yield an act that one affirms and the other negates; exclusive where both say it plainly of one subject."""
    if min(p.match.left, p.match.right) < NEGATED:
        return
    for left, right in _same_acts(p):
        one, two = _negation(p.left, left), _negation(p.right, right)
        if (one is None) != (two is None):
            spots = one or spot(p.left.article.text, _span(left)), two or spot(p.right.article.text, _span(right))
            main = left in p.left.predicates and right in p.right.predicates
            yield Finding(Difference("polarity", *spots), main and _is_plain(p) and _same_arguments(p))
            return


def _same_acts(p: Pairing) -> Iterator[tuple[Token, Token]]:
    """Yield predicates of one lemma, then other verbs of one lemma that are aligned."""
    yield from ((a, b) for a in p.left.predicates for b in p.right.predicates if a.lemma_ == b.lemma_)
    yield from ((a, b) for a, b, _ in p.links() if a.lemma_ == b.lemma_ and a.pos_ == b.pos_ == "VERB")


def _negation(content: Content, act: Token) -> Spot | None:
    """Return the first word that negates an act: of the predicate as the proposition has it, of others in the parse."""
    proposition = content.statement.proposition
    if act in content.predicates and proposition:
        return proposition.negation[0] if proposition.negated else None
    word = next((c for c in act.children if c.dep_ == "neg" and c in content.tokens), None)
    return spot(content.article.text, _span(word)) if word else None


def _span(token: Token) -> Span:
    return (token.idx, token.idx + len(token))


def _is_plain(p: Pairing) -> bool:
    """Return whether both speak of one time and say plainly that it is so or is not."""
    return p.left.future == p.right.future and {p.left.statement.certainty, p.right.statement.certainty} == {"certain"}


def _same_arguments(p: Pairing) -> bool:
    """Return whether two propositions have one subject, which is not what is negated, and no argument that differs."""
    one, two = p.left.statement.proposition, p.right.statement.proposition
    if not one or not two:
        return False
    mine, theirs = ({a.role: a for a in reversed(q.arguments)} for q in (one, two))
    for proposition, arguments in ((one, mine), (two, theirs)):
        subject = arguments.get("subject")
        if subject and any(subject.start <= n.start < subject.end for n in proposition.negation):
            return False
    shared = mine.keys() & theirs.keys()
    return "subject" in shared and all(_same_argument(mine[role], theirs[role]) for role in shared)


def _same_argument(a: Argument, b: Argument) -> bool:
    if a.entity is not None and b.entity is not None:
        return a.entity == b.entity
    return not set(normalise(a.text).split()).isdisjoint(normalise(b.text).split())


def _different_subjects(p: Pairing) -> bool:
    """Return whether the two are surely said of different entities."""
    propositions = (p.left.statement.proposition, p.right.statement.proposition)
    one, two = (
        {a.entity for a in q.arguments if a.role == "subject" and a.entity} if q else set() for q in propositions
    )
    return bool(one) and bool(two) and not one & two


# Holders


def _holders(p: Pairing) -> Iterator[Finding]:
    """Yield the two people or bodies that the articles name as the first to have said it."""
    a, b = p.left.speaker, p.right.speaker
    if a and b and a.entity != b.entity:
        yield Finding(Difference("holder", Spot(a.start, a.end, a.text), Spot(b.start, b.end, b.text)))
