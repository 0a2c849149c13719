"""What speaks for and against two statements being of one event or proposition, as numbers."""

from __future__ import annotations

from typing import NamedTuple

from rashomon.comparison.propositions import Content
from rashomon.comparison.quantities import compatible
from rashomon.comparison.shared_runs import longest_run
from rashomon.comparison.similarity import Match
from rashomon.types.timex import same_time

__all__ = ["Features", "features"]

OPEN_FORCES = frozenset({"demand", "offer", "promise", "question"})
"""What is said to be done, not that it is so."""
ENOUGH = 20.0
"""Shared weight from which more is no further evidence."""
LONG_RUN = 10
"""Words in a row, the same in both, from which more is no further evidence."""


FEW_WORDS = 3
"""Counterparts under which no run is looked for."""


class Features(NamedTuple):
    """All between 0 and 1, or -1 and 1 where they speak for or against."""

    shared: float
    """Harmonic mean of the shares of both that have a counterpart."""
    covered: float
    """The larger of the two shares."""
    evidence: float
    predicate: float
    time: float
    number: float
    holder: float
    quoted: float
    """Both in quotation marks, from the same holder."""
    force: float
    tense: float
    """-1 where one speaks of what is to come and the other does not."""
    anaphor: float
    """One names the event in full ("held a secret meeting"), the other takes it up ("the meeting lasted")."""
    actor: float
    """1 where the same entity does it, -1 where two different ones do."""
    run: float
    """Length of the longest run of words that both have."""
    context: float
    """How well the statements before and after them go together."""
    rival: float
    """How much better either of them goes with another statement of the other's article."""


def features(a: Content, b: Content, match: Match) -> Features:
    """The features of two statements and the match of their words; context and rival, from other pairs, are left 0."""
    both = match.left + match.right
    return Features(
        shared=2 * match.left * match.right / both if both else 0.0,
        covered=max(match.left, match.right),
        evidence=min(match.weight / ENOUGH, 1.0),
        predicate=match.predicate,
        time=_time(a, b),
        number=_number(a, b),
        holder=_holder(a, b),
        quoted=float(_quoted(a) and _quoted(b) and a.holder is not None and a.holder == b.holder),
        force=_force(a, b),
        tense=-float(a.future != b.future),
        anaphor=float(_takes_up(a, b) or _takes_up(b, a)),
        actor=_actor(a, b),
        run=min(longest_run(a.bare, b.bare)[2] / LONG_RUN, 1.0) if len(match.pairs) >= FEW_WORDS else 0.0,
        context=0.0,
        rival=0.0,
    )


def _time(a: Content, b: Content) -> float:
    if a.statement.when is None or b.statement.when is None:
        return 0.0
    relation = same_time(a.statement.when.value, b.statement.when.value)
    return {"same": 1.0, "within": 1.0, "different": -1.0, "unknown": 0.0}[relation]


def _number(a: Content, b: Content) -> float:
    """1 where a number of the one stands in the other too, -1 where the same thing is counted otherwise."""
    if any(p.low == q.low and p.high == q.high for p in a.numbers for q in b.numbers):
        return 1.0
    return -float(any(p.unit == q.unit and not compatible(p, q) for p in a.numbers for q in b.numbers))


def _holder(a: Content, b: Content) -> float:
    """1 for the same first holder, 0.5 for a common source, -1 for two different holders."""
    if a.holder is not None and a.holder == b.holder:
        return 1.0
    if a.sources & b.sources:
        return 0.5
    return -float(a.holder is not None and b.holder is not None)


def _actor(a: Content, b: Content) -> float:
    one, two = (e.actor.entity if e and e.actor else None for e in (a.event, b.event))
    return 0.0 if one is None or two is None else 1.0 if one == two else -1.0


def _quoted(content: Content) -> bool:
    return content.statement.quotation in ("direct", "mixed")


def _force(a: Content, b: Content) -> float:
    one, two = a.statement.force, b.statement.force
    if one == two:
        return 1.0 if one != "assertion" else 0.0
    return -float((one in OPEN_FORCES) != (two in OPEN_FORCES))


def _takes_up(a: Content, b: Content) -> bool:
    """Whether ``a`` takes up an event by a definite noun that is the object of ``b``'s light verb."""
    if not a.event_nouns & b.event_nouns:
        return False
    tokens, children = a.reading.tokens, a.reading.children
    return any(
        p != a.root
        and tokens[p].lemma in b.event_nouns
        and tokens[p].dep in ("nsubj", "nsubjpass")
        and any(tokens[c].lemma in ("the", "this", "that") for c in children[p])
        for p in a.predicates
    )
