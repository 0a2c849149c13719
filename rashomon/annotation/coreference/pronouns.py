"""Decide whom a pronoun stands for, by rules of salience after Lappin and Leass (1994), kept where they are sure.

A pronoun whose best antecedent does not stand out is left alone: a wrong speaker is worse than none.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rashomon.annotation.attribution.cues import REPORT_VERBS, TELL_VERBS
from rashomon.annotation.coreference.clusters import Heads, Referent
from rashomon.lexicon import words
from rashomon.names.people import Gender
from rashomon.types.parse import Parse, Token

__all__ = ["History", "antecedent", "gender_of_pronoun", "is_pronoun", "speakers_of"]

_MASCULINE = words("function_words.masculine_pronouns")
_FEMININE = words("function_words.feminine_pronouns")
_SINGULAR = words("function_words.neuter_pronouns")
_PLURAL = words("function_words.plural_pronouns")
_REFLEXIVE = words("function_words.reflexive_pronouns_of_people")
_SPEECH = REPORT_VERBS | TELL_VERBS
_SUBJECTS = ("nsubj", "nsubjpass")
_WINDOW = 3
"""Sentences back that a pronoun looks."""
_MARGIN = 1.0
"""By how much the best antecedent must stand out from the next."""
_ROLES = {
    "nsubj": 4.0,
    "nsubjpass": 3.5,
    "dobj": 2.0,
    "dative": 2.0,
    "poss": 2.0,
    "agent": 2.0,
    "attr": 1.5,
    "pobj": 1.0,
}
_SENTENCE_BACK = 2.0
_MAIN_CLAUSE = 1.0
_BOTH_SPEAK = 2.0
_GENDER_KNOWN = 1.0
_MENTIONED = 0.25
_BACKGROUND = -1.5
_SAME_SENTENCE = 1.5
"""For a possessive, which stands near its antecedent."""


@dataclass(slots=True)
class History:
    """What has been read so far."""

    quoted: list[int]
    """For each token, the number of the quotation it stands in; 0 for none."""
    tokens: list[Token] = field(default_factory=list)
    """Head tokens of mentions, in order."""
    referents: list[Referent] = field(default_factory=list)
    speakers: Mapping[int, Referent] = field(default_factory=dict)
    """By number of the quotation: who speaks it, and so is not "he" in it."""

    def note(self, token: Token, referent: Referent) -> None:
        at = bisect.bisect_right(self.tokens, token.i, key=lambda t: t.i)
        self.tokens.insert(at, token)
        self.referents.insert(at, referent)

    def before(self, token: Token) -> Iterator[tuple[Token, Referent]]:
        """Give the mentions before a token, the latest first."""
        for at in range(bisect.bisect_left(self.tokens, token.i, key=lambda t: t.i) - 1, -1, -1):
            yield self.tokens[at], self.referents[at]


def is_pronoun(token: Token) -> bool:
    """Return whether a token is a pronoun of the third person."""
    pronouns = (_MASCULINE, _FEMININE, _SINGULAR, _PLURAL)
    return token.tag_ in ("PRP", "PRP$") and any(token.lower_ in some for some in pronouns)


def gender_of_pronoun(token: Token) -> Gender | None:
    """Return the gender that a pronoun tells of a person."""
    return "m" if token.lower_ in _MASCULINE else "f" if token.lower_ in _FEMININE else None


def antecedent(pronoun: Token, history: History, by_head: Heads) -> Referent | None:
    """Return whom a pronoun stands for, None where that is not sure. ``by_head`` has the names after it too."""
    if gender := gender_of_pronoun(pronoun):
        return _person(pronoun, gender, history, by_head)
    return _actor(pronoun, history.quoted, by_head)


# People


def _person(pronoun: Token, gender: Gender, history: History, by_head: Heads) -> Referent | None:
    barred = _barred(pronoun, by_head)
    if speaker := history.speakers.get(history.quoted[pronoun.i]):
        barred.add(speaker)

    def fits(referent: Referent) -> bool:
        right = referent.kind == "person" and not referent.plural
        return right and referent.gender in (None, gender) and referent not in barred

    if pronoun.lower_ in _REFLEXIVE:
        return next((r for s in _subjects(pronoun) if (r := by_head.get(s)) and fits(r)), None)
    scores: dict[Referent, float] = {}
    here = pronoun.sent_i
    for token, referent in history.before(pronoun):
        if here - token.sent_i > _WINDOW:
            break
        if fits(referent):
            score = _salience(token, pronoun, history.quoted) + (_GENDER_KNOWN if referent.gender else 0.0)
            score += _MENTIONED * min(len(referent.mentions), 6)
            scores[referent] = max(score, scores.get(referent, score))
    ahead = _ahead(pronoun, by_head)
    if ahead and fits(ahead) and not any(t.sent_i == here and fits(r) for t, r in history.before(pronoun)):
        return ahead
    best = max(scores, key=lambda r: scores[r], default=None)
    if best is None or any(scores[best] - score < _MARGIN for r, score in scores.items() if r is not best):
        return None
    return best


def _speaks(token: Token) -> bool:
    return token.dep_ == "nsubj" and token.head.lemma in _SPEECH


def _salience(token: Token, pronoun: Token, quoted: list[int]) -> float:
    top = token.first_conjunct
    while top.dep_ == "appos":
        top = top.head.first_conjunct
    score = _ROLES.get(top.dep_, 0.0)
    score -= _SENTENCE_BACK * (pronoun.sent_i - token.sent_i)
    if top.head.dep_ == "ROOT" and top.dep_ in _SUBJECTS:
        score += _MAIN_CLAUSE
    if _speaks(pronoun) and _speaks(top):
        score += _BOTH_SPEAK
    if pronoun.tag_ == "PRP$" and pronoun.sent_i == token.sent_i:
        score += _SAME_SENTENCE
    if quoted[token.i] and quoted[token.i] != quoted[pronoun.i]:
        score += _BACKGROUND
    return score


def _barred(pronoun: Token, by_head: Heads) -> set[Referent]:
    """Return who cannot be meant: the verb's other arguments, whom the phrase itself names."""
    out: set[Referent] = set()
    if pronoun.tag_ == "PRP$":
        noun = pronoun.head
        out.update(by_head[t] for t in (noun, *noun.children) if t in by_head and t.dep_ != "poss")
    elif pronoun.lower_ not in _REFLEXIVE and (verb := _verb_above(pronoun)) is not None:
        above = set(pronoun.ancestors)
        for child in verb.children:
            for t in (child, *(child.children if child.dep_ in ("prep", "agent", "dative") else ())):
                if t is not pronoun and t in by_head and t.dep_ in _ROLES and t not in above:
                    out.add(by_head[t])
    return out


def _verb_above(token: Token) -> Token | None:
    return next((t for t in token.ancestors if t.is_verb), None)


def speakers_of(doc: Parse, quoted: list[int], by_head: Heads) -> dict[int, Referent]:
    """Return for each quotation the named speaker that a clause around any part of it gives."""
    out: dict[int, Referent] = {}
    for token in doc:
        number, verb = quoted[token.i], token.head
        if number and number not in out and not quoted[verb.i] and verb.lemma in _SPEECH:
            subject = verb.child(*_SUBJECTS)
            if subject is not None and subject in by_head:
                out[number] = by_head[subject]
    return out


def _ahead(pronoun: Token, by_head: Heads) -> Referent | None:
    """Return the subject of the main clause after a fronted one: "As he left, Trump said …"."""
    verb = _verb_above(pronoun)
    while verb is not None and verb.dep_ not in ("advcl", "pcomp", "ROOT"):
        verb = _verb_above(verb)
    main = _verb_above(verb) if verb is not None and verb.dep_ != "ROOT" else None
    subject = main.child(*_SUBJECTS) if main is not None else None
    if subject is None or verb is None or subject.i < pronoun.i or verb.i > subject.i:
        return None
    return by_head.get(subject)


def _subjects(token: Token) -> Iterator[Token]:
    """Give the subjects of the clauses around a token, the nearest first; those that hold the token are left out.

    A relative pronoun is given as its antecedent; a clause without a subject of its own has that of the one above.
    """
    above = list(token.ancestors)
    inside = {token, *above}
    for verb in above:
        subject = verb.child(*_SUBJECTS) if verb.is_verb else None
        if subject is not None and subject.tag_ in ("WDT", "WP") and verb.dep_ == "relcl":
            subject = verb.head
        if subject is not None and subject not in inside:
            yield subject


# Organisations and groups

_ACTORS = ("organisation", "government", "group", "other")


def _actor(pronoun: Token, quoted: list[int], by_head: Heads) -> Referent | None:
    """Return whom "it" or "they" stands for: the subject of a clause around it, or of the sentence before."""
    plural = pronoun.lower_ in _PLURAL
    if pronoun.dep_ not in (*_SUBJECTS, "poss") or (not plural and _is_empty(pronoun)):
        return None
    if pronoun.dep_ != "poss" and not pronoun.head.is_verb:
        return None
    for subject in _subjects(pronoun):
        referent = by_head.get(subject)
        if referent is None:
            if _agrees(subject, plural):
                return None
        elif _may_be(referent, plural):
            return referent
    if quoted[pronoun.i]:
        return None
    subject_before = _subject_before(pronoun)
    before = by_head.get(subject_before) if subject_before is not None else None
    return before if before and _may_be(before, plural) else None


def _agrees(subject: Token, plural: bool) -> bool:
    """Return whether a subject that stands for nobody known could be meant just as well."""
    if subject.tag_ in ("PRP", "EX", "DT"):
        return subject.lower_ in (_PLURAL if plural else _SINGULAR)
    several = subject.tag_ in ("NNS", "NNPS") or subject.child("conj") is not None
    return several == plural


def _may_be(referent: Referent, plural: bool) -> bool:
    if plural:
        return referent.plural or referent.kind in ("organisation", "group")
    return referent.kind in _ACTORS and not referent.plural


def _subject_before(pronoun: Token) -> Token | None:
    """Return the subject of the main clause of the sentence before."""
    if pronoun.sent_i == 0 or pronoun.tag_ == "PRP$":
        return None
    root = next((t for t in pronoun.doc.sents[pronoun.sent_i - 1] if t.dep_ == "ROOT"), None)
    return root.child(*_SUBJECTS) if root is not None else None


def _is_empty(pronoun: Token) -> bool:
    """Return whether an "it" stands for nothing: "it is clear that", "it was agreed that", "it rained"."""
    if pronoun.tag_ == "PRP$":
        return False
    verb = pronoun.head
    empty = verb.lemma in words("verbs.with_empty_it") or verb.lemma in words("function_words.be")
    return empty or pronoun.dep_ == "nsubjpass" or verb.child("csubj") is not None
