"""Whom a pronoun stands for: rules of salience after Lappin and Leass (1994), kept where they are sure.

A pronoun whose best antecedent does not stand out is left alone: a wrong speaker is worse than none.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rashomon.annotation.attribution.cues import REPORT_VERBS, TELL_VERBS
from rashomon.annotation.coreference.parse_columns import Syntax
from rashomon.annotation.coreference.referent import Referent
from rashomon.names.people import Gender

__all__ = ["History", "antecedent", "is_pronoun", "speakers_of"]

_PERSONAL: dict[str, Gender] = {
    "he": "m",
    "him": "m",
    "his": "m",
    "himself": "m",
    "she": "f",
    "her": "f",
    "hers": "f",
    "herself": "f",
}
_SINGULAR = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_SPEECH = REPORT_VERBS | TELL_VERBS
_WINDOW = 3
"""Sentences back that a pronoun looks."""
_MARGIN = 1.5
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

    tokens: list[int] = field(default_factory=list)
    """Head tokens of mentions, in order."""
    referents: list[Referent] = field(default_factory=list)
    speakers: dict[int, Referent] = field(default_factory=dict)
    """By number of the quotation: who speaks it, and so is not "he" in it."""

    def note(self, token: int, referent: Referent) -> None:
        at = bisect.bisect_right(self.tokens, token)
        self.tokens.insert(at, token)
        self.referents.insert(at, referent)

    def back(self, token: int) -> Iterator[tuple[int, Referent]]:
        """Those before a token, the latest first."""
        for at in range(bisect.bisect_left(self.tokens, token) - 1, -1, -1):
            yield self.tokens[at], self.referents[at]


def is_pronoun(syntax: Syntax, i: int) -> bool:
    """Whether token ``i`` is a pronoun of the third person."""
    lower = syntax.lowers[i]
    return syntax.tags[i] in ("PRP", "PRP$") and (lower in _PERSONAL or lower in _SINGULAR or lower in _PLURAL)


def antecedent(syntax: Syntax, i: int, history: History, by_head: Mapping[int, Referent]) -> Referent | None:
    """Whom the pronoun at ``i`` stands for, or None where that is not sure. ``by_head`` knows names after it too."""
    gender = _PERSONAL.get(syntax.lowers[i])
    if gender:
        return _person(syntax, i, gender, history, by_head)
    return _actor(syntax, i, by_head)


def _person(
    syntax: Syntax, i: int, gender: Gender, history: History, by_head: Mapping[int, Referent]
) -> Referent | None:
    barred = _barred(syntax, i, by_head)
    if syntax.quoted[i] in history.speakers:
        barred.add(history.speakers[syntax.quoted[i]])

    def fits(referent: Referent) -> bool:
        right = referent.kind == "person" and not referent.plural
        return right and referent.gender in (None, gender) and referent not in barred

    if syntax.lowers[i] in ("himself", "herself"):
        return next((r for s in _subjects(syntax, i) if (r := by_head.get(s)) and fits(r)), None)
    scores: dict[int, float] = {}
    people: dict[int, Referent] = {}
    where: dict[int, int] = {}
    here = syntax.sentences[i]
    for token, referent in history.back(i):
        if here - syntax.sentences[token] > _WINDOW:
            break
        if fits(referent):
            score = _salience(syntax, token, i) + (_GENDER_KNOWN if referent.gender else 0.0)
            score += _MENTIONED * min(len(referent.mentions), 6)
            people[id(referent)] = referent
            if score > scores.get(id(referent), float("-inf")):
                scores[id(referent)], where[id(referent)] = score, token
    ahead = _ahead(syntax, i, by_head)
    if ahead and fits(ahead) and not any(syntax.sentences[t] == here for t, r in history.back(i) if fits(r)):
        return ahead
    best = sorted(scores, key=lambda key: -scores[key])
    close = [key for key in best if scores[best[0]] - scores[key] < _MARGIN]
    if len(close) > 1:
        close = [key for key in close if all(k == key or _outdoes(syntax, i, where[key], where[k]) for k in close)]
    return people[close[0]] if close else None


def _outdoes(syntax: Syntax, pronoun: int, token: int, other: int) -> bool:
    """Whether one of two that are about as salient is clearly the nearer one.

    It is the subject of a later sentence and the other no subject; or it stands in the pronoun's sentence and the
    other two or more before, unless the pronoun speaks: then whoever has spoken before may well go on.
    """
    back, others = (syntax.sentences[pronoun] - syntax.sentences[k] for k in (token, other))
    speaks = syntax.deps[pronoun] == "nsubj" and syntax.lemmas[syntax.heads[pronoun]] in _SPEECH
    if back == 0 and others > 1 and not speaks:
        return True
    return back < others and _is_subject(syntax, token) and not _is_subject(syntax, other)


def _is_subject(syntax: Syntax, i: int) -> bool:
    return syntax.deps[syntax.first_conjunct(i)] in ("nsubj", "nsubjpass")


def _salience(syntax: Syntax, token: int, pronoun: int) -> float:
    token_role = syntax.first_conjunct(token)
    while syntax.deps[token_role] == "appos":
        token_role = syntax.first_conjunct(syntax.heads[token_role])
    verb = syntax.heads[token_role]
    score = _ROLES.get(syntax.deps[token_role], 0.0)
    score -= _SENTENCE_BACK * (syntax.sentences[pronoun] - syntax.sentences[token])
    if syntax.deps[verb] == "ROOT" and syntax.deps[token_role] in ("nsubj", "nsubjpass"):
        score += _MAIN_CLAUSE
    subject = syntax.deps[pronoun] == "nsubj" and syntax.lemmas[syntax.heads[pronoun]] in _SPEECH
    if subject and syntax.deps[token_role] == "nsubj" and syntax.lemmas[verb] in _SPEECH:
        score += _BOTH_SPEAK
    if syntax.tags[pronoun] == "PRP$" and syntax.sentences[pronoun] == syntax.sentences[token]:
        score += _SAME_SENTENCE
    if syntax.quoted[token] and syntax.quoted[token] != syntax.quoted[pronoun]:
        score += _BACKGROUND
    return score


def _barred(syntax: Syntax, i: int, by_head: Mapping[int, Referent]) -> set[Referent]:
    """Who cannot be meant: the verb's other arguments, whom the phrase itself names."""
    out: set[Referent] = set()
    reflexive = syntax.lowers[i] in ("himself", "herself")
    if syntax.tags[i] == "PRP" and not reflexive:
        verb = _verb_above(syntax, i)
        for c in syntax.children[verb] if verb is not None else ():
            for k in (c, *(syntax.children[c] if syntax.deps[c] in ("prep", "agent", "dative") else ())):
                if k != i and k in by_head and syntax.deps[k] in _ROLES and not _below(syntax, i, k):
                    out.add(by_head[k])
    elif syntax.tags[i] == "PRP$":
        noun = syntax.heads[i]
        out.update(by_head[k] for k in (noun, *syntax.children[noun]) if k in by_head and syntax.deps[k] != "poss")
    return out


def _below(syntax: Syntax, i: int, top: int) -> bool:
    return top in syntax.up(i)


def _verb_above(syntax: Syntax, i: int) -> int | None:
    return next((k for k in syntax.up(i) if syntax.is_verb(k)), None)


def speakers_of(syntax: Syntax, by_head: Mapping[int, Referent]) -> dict[int, Referent]:
    """For each quotation the named speaker that a clause around any part of it gives."""
    out: dict[int, Referent] = {}
    for i, number in enumerate(syntax.quoted):
        verb = syntax.heads[i]
        if number and number not in out and not syntax.quoted[verb] and syntax.lemmas[verb] in _SPEECH:
            subject = syntax.child(verb, "nsubj", "nsubjpass")
            if subject is not None and subject in by_head:
                out[number] = by_head[subject]
    return out


def _ahead(syntax: Syntax, i: int, by_head: Mapping[int, Referent]) -> Referent | None:
    """The subject of the main clause after a fronted one: "As he left, Trump said …"."""
    verb = _verb_above(syntax, i)
    while verb is not None and syntax.deps[verb] not in ("advcl", "pcomp", "ROOT"):
        verb = _verb_above(syntax, verb)
    if verb is None or syntax.deps[verb] == "ROOT":
        return None
    main = _verb_above(syntax, verb)
    subject = syntax.child(main, "nsubj", "nsubjpass") if main is not None else None
    if subject is None or subject < i or main is None or verb > subject:
        return None
    return by_head.get(subject)


def _subjects(syntax: Syntax, i: int) -> Iterator[int]:
    """Subjects of the clauses around a token, the nearest first; those that hold the token are left out.

    A relative pronoun is given as its antecedent; a clause without a subject of its own has that of the one above.
    """
    inside = {i, *syntax.up(i)}
    for k in syntax.up(i):
        if not syntax.is_verb(k):
            continue
        subject = syntax.child(k, "nsubj", "nsubjpass")
        if subject is not None and syntax.tags[subject] in ("WDT", "WP") and syntax.deps[k] == "relcl":
            subject = syntax.heads[k]
        if subject is not None and subject not in inside and subject != i:
            yield subject


_ACTORS = ("organisation", "government", "group", "other")


def _actor(syntax: Syntax, i: int, by_head: Mapping[int, Referent]) -> Referent | None:
    """Whom "it" or "they" stands for: the subject of a clause around it, or of the sentence before."""
    plural = syntax.lowers[i] in _PLURAL
    if syntax.deps[i] not in ("nsubj", "nsubjpass", "poss") or (not plural and _is_empty(syntax, i)):
        return None
    if syntax.deps[i] != "poss" and not syntax.is_verb(syntax.heads[i]):
        return None
    for subject in _subjects(syntax, i):
        referent = by_head.get(subject)
        if referent is None:
            if _agrees(syntax, subject, plural):
                return None
        elif _may_be(referent, plural):
            return referent
        elif referent.plural == plural and referent.kind not in ("person",):
            return None
    if syntax.quoted[i]:
        return None
    subject_before = _subject_before(syntax, i)
    before = by_head.get(subject_before) if subject_before is not None else None
    return before if before and _may_be(before, plural) else None


def _agrees(syntax: Syntax, subject: int, plural: bool) -> bool:
    """Whether a subject that stands for nobody known could be meant just as well."""
    if syntax.tags[subject] in ("PRP", "EX", "DT"):
        return syntax.lowers[subject] in (_PLURAL if plural else _SINGULAR)
    several = syntax.tags[subject] in ("NNS", "NNPS") or syntax.child(subject, "conj") is not None
    return several == plural


def _may_be(referent: Referent, plural: bool) -> bool:
    if plural:
        return referent.plural or referent.kind in ("organisation", "group")
    return referent.kind in _ACTORS and not referent.plural


def _subject_before(syntax: Syntax, i: int) -> int | None:
    """The subject of the main clause of the sentence before."""
    sentence = syntax.sentences[i]
    if sentence == 0 or syntax.tags[i] == "PRP$":
        return None
    start, end = syntax.first_of_sentence[sentence - 1], syntax.first_of_sentence[sentence]
    root = next((k for k in range(start, end) if syntax.deps[k] == "ROOT"), None)
    return syntax.child(root, "nsubj", "nsubjpass") if root is not None else None


def _is_empty(syntax: Syntax, i: int) -> bool:
    """The "it" that stands for nothing: "it is clear that", "it was agreed that", "it rained"."""
    if syntax.tags[i] == "PRP$":
        return False
    verb = syntax.heads[i]
    if syntax.deps[i] == "nsubjpass" or syntax.lemmas[verb] in (
        "seem",
        "appear",
        "happen",
        "rain",
        "snow",
        "take",
        "turn",
    ):
        return True
    return syntax.lemmas[verb] == "be" or syntax.child(verb, "csubj") is not None
