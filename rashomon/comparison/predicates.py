"""Predicates with what they are said of, and whether two of them are one act of the same bearers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rashomon.comparison.contradiction import Pairing
from rashomon.comparison.propositions import LIGHT, Content
from rashomon.names.forms import normalise

__all__ = ["SUBJECTS", "Act", "act_of", "different_subjects", "same_act", "same_deed", "same_heads"]

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
PATIENTS = ("dobj", "nsubjpass", "attr", "acomp", "oprd", "dative")
COMPLEMENTS = ("xcomp", "acl", "ccomp")
PERSONS = frozenset({"he", "she"})
"""Pronouns that mostly stand for the one person that a story is about."""


@dataclass(frozen=True)
class Act:
    """A predicate and what it is said of; tokens, None where there is none."""

    token: int
    subject: int | None
    patient: int | None
    complement: int | None
    preps: tuple[tuple[str, int], ...]
    """Prepositions and the nouns that they bring, times left out."""


def same_heads(p: Pairing) -> Iterator[tuple[int, int]]:
    """Predicates of one lemma, by their tokens; a light verb counts where it is all that there is."""
    right = {p.right.reading.tokens[t].lemma: t for t in reversed(_heads(p.right))}
    for token in _heads(p.left):
        lemma = p.left.reading.tokens[token].lemma
        if lemma in right:
            yield token, right[lemma]


def _heads(content: Content) -> tuple[int, ...]:
    tokens = content.reading.tokens
    return tuple(t for t in content.predicates if tokens[t].lemma not in LIGHT or t == content.root)


def same_act(p: Pairing, left: int, right: int) -> bool:
    """Whether two predicates have the same subject and another argument in common, and none that differs."""
    one, two = act_of(p.left, left), act_of(p.right, right)
    return _same_subject(p, one.subject, two.subject) and _same_arguments(p, one, two)


def same_deed(p: Pairing, left: int, right: int) -> bool:
    """The same where one side may name its subject by another noun, as long as it is no other entity."""
    one, two = act_of(p.left, left), act_of(p.right, right)
    return not _others(p, one.subject, two.subject) and _same_arguments(p, one, two)


def different_subjects(p: Pairing, left: int, right: int) -> bool:
    """Whether two predicates are surely of two entities."""
    if left < 0 or right < 0:
        return False
    return _others(p, act_of(p.left, left).subject, act_of(p.right, right).subject)


def _same_arguments(p: Pairing, one: Act, two: Act) -> bool:
    others = (
        _agree(p, one.patient, two.patient),
        _agree(p, one.complement, two.complement),
        _same_preps(p, one.preps, two.preps),
    )
    return False not in others and True in others


def act_of(content: Content, token: int) -> Act:
    """The act that a verb, or the noun after a light verb, tells of."""
    tokens, reading = content.reading.tokens, content.reading
    noun = tokens[token].pos == "NOUN" and tokens[token].dep == "dobj"
    verb = tokens[token].head if noun else token
    preps = []
    for prep in reading.children[token]:
        brought = reading.child(prep, "pobj") if tokens[prep].dep in ("prep", "agent") else None
        if brought is not None and brought not in reading.timed:
            preps.append((tokens[prep].lemma, brought))
    patient = None if noun else reading.child(token, *PATIENTS)
    subject = reading.child(verb, *SUBJECTS)
    if subject is None and tokens[verb].dep == "xcomp":
        subject = reading.child(tokens[verb].head, *SUBJECTS)
    return Act(
        token,
        None if subject == patient else subject,
        patient,
        reading.child(token, *COMPLEMENTS),
        tuple(preps),
    )


def _agree(p: Pairing, left: int | None, right: int | None) -> bool | None:
    """Whether two arguments are of the same; None where neither side has one."""
    if left is None and right is None:
        return None
    if left is None or right is None:
        return False
    return _same_bearer(p, left, right) or _inside(p, left, right)


def _same_preps(p: Pairing, left: tuple[tuple[str, int], ...], right: tuple[tuple[str, int], ...]) -> bool | None:
    if not left and not right:
        return None
    return any(one == two and _same_bearer(p, noun, other) for one, noun in left for two, other in right)


def _same_subject(p: Pairing, left: int | None, right: int | None) -> bool:
    if left is None or right is None:
        return left is None and right is None
    return _same_bearer(p, left, right)


def _others(p: Pairing, left: int | None, right: int | None) -> bool:
    """Whether two subjects are surely two entities."""
    if left is None or right is None:
        return False
    one, two = _entities(p.left, left), _entities(p.right, right)
    return bool(one) and bool(two) and not one & two


def _entities(content: Content, token: int) -> frozenset[str]:
    """What a noun or name stands for, its apposition included: "the mine's owner, Brannock"."""
    reading = content.reading
    beside = [c for c in reading.children[token] if reading.tokens[c].dep == "appos"]
    return frozenset(e for t in (token, *beside) if (e := reading.entity_at.get(t)) is not None)


def _same_bearer(p: Pairing, left: int, right: int) -> bool:
    """Whether two nouns, names or pronouns stand for the same: one entity, one noun, a name and a part of it."""
    one, two = _entities(p.left, left), _entities(p.right, right)
    if one and two:
        return bool(one & two)
    mine, theirs = p.left.reading.tokens[left], p.right.reading.tokens[right]
    if "PRON" in (mine.pos, theirs.pos):
        return mine.lemma == theirs.lemma and mine.lemma in PERSONS
    return mine.lemma == theirs.lemma or _named(p.left, one, theirs.lemma) or _named(p.right, two, mine.lemma)


def _named(content: Content, entities: frozenset[str], word: str) -> bool:
    names = (n for e in entities for n in content.reading.names_of.get(e, ()))
    return any(normalise(word) in normalise(n).split() for n in names)


def _inside(p: Pairing, left: int, right: int) -> bool:
    """Whether the head of one phrase is the owner in the other: "the bishops", "the bishops' opinion"."""
    owners = [(left, c) for c in _owners(p.right, right)]
    owned = [(c, right) for c in _owners(p.left, left)]
    return any(_same_bearer(p, a, b) for a, b in (*owners, *owned))


def _owners(content: Content, token: int) -> tuple[int, ...]:
    return tuple(c for c in content.reading.children[token] if content.reading.tokens[c].dep == "poss")
