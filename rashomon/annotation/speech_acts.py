"""What act a statement is or reports: assertion, demand, offer, promise, refusal, denial, question (Searle 1976)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

from rashomon.annotation.marker_words import (
    ASSERTED_NOUNS,
    COUNTERED_VERBS,
    DEMAND_CUES,
    DEMAND_VERBS,
    DENIAL_VERBS,
    FIRM_DEMANDS,
    FORESEEN,
    OFFER_CUES,
    OFFER_VERBS,
    OFFERED_WORDS,
    PROMISE_VERBS,
    QUESTION_VERBS,
    REFUSAL_VERBS,
)
from rashomon.annotation.marks import Shown
from rashomon.annotation.syntax import (
    auxiliaries,
    cue_word,
    lemma_of,
    modal_of,
    modal_verb,
    negations,
    own_subject,
)
from rashomon.types import Force
from rashomon.types.parse import Token

if TYPE_CHECKING:
    from rashomon.annotation.document import Document

__all__ = ["asked_by", "force_of"]

QUESTION_WORDS = frozenset({"whether", "if", "who", "what", "why", "how", "when", "where", "which"})
ADVISING = frozenset({"call", "tell", "warn", "advise"})
"""Cues whose clause with "should" is told, not demanded."""

SPEAKERS = frozenset({"i", "we"})
OBJECTS = ("dobj", "xcomp", "ccomp", "dative", "prep")


def force_of(document: Document, tokens: Sequence[int], predicate: int, cue: Sequence[int] | None) -> Shown[Force]:
    """The force of a statement: that of its cue, else that of the act which its main predicate reports.

    "She demanded that he leave" and "the mayor rejected the offer" are a demand and a refusal; what is negated or only
    possible ("may reject", "did not offer") is asserted.
    """
    verb = document.parse[predicate]
    word = cue_word(document.parse, cue) if cue else None
    if asking := asked_by(document, tokens, word):
        return Shown("question", asking)
    if word is not None and (by_cue := _force_of_cue(word, verb)):
        return Shown(by_cue, _with_particle(word))
    if _is_imperative(verb):
        return Shown("demand", (verb.i,))
    if cue and (modal := _obliging(verb)) is not None:
        return Shown("demand", (modal.i,))
    return _force_of_act(verb)


def asked_by(document: Document, tokens: Sequence[int], word: Token | None) -> tuple[int, ...]:
    """What shows that a statement asks; empty where it does not.

    The question mark at its end, or "ask" or "wonder" with the wh-word that its clause begins with.
    """
    doc = document.parse
    if not tokens:
        return ()
    last = max(tokens)
    for token in doc[last : last + 3]:
        if token.text.startswith("?"):
            return (token.i,)
        if token.i > last and not token.is_punct:
            break
    if word is None or word.lemma_.lower() not in QUESTION_VERBS:
        return ()
    first = min(tokens)
    begins = [t.i for t in doc[max(0, first - 1) : first + 1] if t.lower_ in QUESTION_WORDS]
    return (word.i, *begins) if begins else ()


def _force_of_cue(word: Token, verb: Token) -> Force | None:
    """What the cue says that the content is; None for a cue that only says."""
    lemma = word.lemma_.lower()
    if word.pos_ in ("VERB", "AUX") and any(t.dep_ == "neg" for t in negations(word)):
        return None
    if lemma in DENIAL_VERBS or lemma in ("denial", "rebuttal"):
        return "denial"
    if lemma in OFFER_CUES:
        return "offer"
    if lemma in PROMISE_VERBS:
        return "promise"
    if lemma in REFUSAL_VERBS:
        return "denial" if lemma in COUNTERED_VERBS else "refusal"
    if (lemma in FIRM_DEMANDS or (lemma == "call" and _calls_for(word))) and not _is_past(verb):
        return "demand"
    if lemma in DEMAND_CUES and (_is_subjunctive(verb, lemma not in ADVISING) or _is_asked_of(verb, word)):
        return "demand"
    return None


def _is_past(verb: Token) -> bool:
    """A finite form that no demand takes: "were made", "has left", not "put", which may be bare."""
    forms = [verb, *auxiliaries(verb)]
    return any(t.tag_ in ("VBD", "VBZ") and t.lower_ != t.lemma_.lower() for t in forms) and modal_of(verb) is None


def _is_asked_of(verb: Token, word: Token) -> bool:
    """The infinitive right under the cue: "told the crew to leave", not "told them what to do", "that he wants to"."""
    return _is_infinitive(verb) and verb.head.i == word.i and not any(c.tag_ in ("WP", "WRB") for c in verb.children)


def _calls_for(word: Token) -> bool:
    """ "a call for", "called on": not "called it a mistake"."""
    return word.pos_ == "NOUN" or any(_is_for(c) for c in word.children)


def _is_for(token: Token) -> bool:
    return token.dep_ in ("prep", "prt") and token.lower_ in ("for", "on", "upon")


def _with_particle(word: Token) -> tuple[int, ...]:
    """ "turned down", "called for": a word that names an act, with what belongs to it."""
    calls = word.lemma_.lower() == "call"
    own = (c.i for c in word.children if c.i > word.i and (_is_for(c) if calls else c.dep_ == "prt"))
    return (word.i, *islice(own, 1))


def _is_subjunctive(verb: Token, modals: bool) -> bool:
    """ "that he leave", "that it be", with ``modals`` "that he should leave": a bare verb with a subject of its own."""
    subject = own_subject(verb)
    if (
        subject is None
        or _is_infinitive(verb)
        or modal_of(verb) not in ((None, "should", "must") if modals else (None,))
    ):
        return False
    forms = [verb, *auxiliaries(verb)]
    if any(t.lemma_ == "do" for t in forms[1:]):
        return False
    # Taggers take the bare form for a plural's present; beside a singular it is none.
    singular = subject.lower_ in ("he", "she", "it") or subject.tag_ in ("NN", "NNP")
    return any(t.tag_ == "VB" or (t.tag_ == "VBP" and singular and not _is_joined(subject)) for t in forms)


def _is_joined(subject: Token) -> bool:
    """ "The mayor and the minister": a plural made of singulars."""
    return any(c.dep_ == "conj" for c in subject.children)


def _is_infinitive(verb: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def _is_imperative(verb: Token) -> bool:
    """ "Leave our country": a bare verb without subject or auxiliary, "do" and "let" left aside."""
    others = [c for c in verb.children if c.dep_ in ("aux", "auxpass") and c.lower_ != "do"]
    free = verb.dep_ in ("ROOT", "ccomp", "parataxis") or (verb.dep_ == "conj" and verb.head.tag_ == "VB")
    return verb.tag_ == "VB" and free and not others and own_subject(verb) is None


def _obliging(verb: Token) -> Token | None:
    """The modal of "they must go", said of others; "it must have been" guesses, "we must go" resolves."""
    subject = own_subject(verb)
    modal = modal_of(verb)
    if modal not in ("must", "should") or (subject is not None and subject.lower_ in SPEAKERS):
        return None
    if subject is None and modal == "must":
        return None
    if verb.lemma_.lower() in FORESEEN | {"be"} or any(c.dep_ == "auxpass" for c in verb.children):
        return None
    return None if any(c.dep_ == "aux" and c.lower_ == "have" for c in verb.children) else modal_verb(verb)


def _force_of_act(verb: Token) -> Shown[Force]:
    """The act that a predicate reports as done: "offered to leave", "turned it down"."""
    lemma = lemma_of(verb)
    plain = lemma.split()[0]
    by = _with_particle(verb)
    if modal_of(verb) or negations(verb) or verb.pos_ not in ("VERB", "AUX"):
        return Shown("assertion")
    has_object = any(c.dep_ in OBJECTS for c in verb.children)
    passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)
    if lemma == "turn down":
        return Shown("refusal", by)
    if plain in COUNTERED_VERBS and _of_an_assertion(verb):
        return Shown("denial", by)
    if plain in REFUSAL_VERBS and (has_object or passive):
        return Shown("refusal", by)
    if plain in DENIAL_VERBS and not passive:
        return Shown("denial", by)
    given = any(c.dep_ in ("dobj", "nsubjpass") and c.lemma_.lower() in OFFERED_WORDS for c in verb.children)
    if plain in OFFER_VERBS and (has_object or passive) and not given:
        return Shown("offer", by)
    if plain in PROMISE_VERBS and (has_object or _by_speaker(verb)):
        return Shown("promise", by)
    if (plain in DEMAND_VERBS and has_object) or (plain == "call" and _calls_for(verb)):
        return Shown("demand", by)
    untrue = [c.i for c in verb.children if plain == "be" and c.lower_ in ("untrue", "false") and c.dep_ == "acomp"]
    return Shown("denial", tuple(untrue)) if untrue else Shown("assertion")


def _by_speaker(verb: Token) -> bool:
    """ "I pledge to": a verb that does what it says."""
    while verb.dep_ == "conj" and own_subject(verb) is None and verb.head.i != verb.i:
        verb = verb.head
    subject = own_subject(verb)
    return subject is not None and subject.lower_ in SPEAKERS


def _of_an_assertion(verb: Token) -> bool:
    """Whether what is rejected was asserted, not offered: "rejected the allegations", "dismissed as false"."""
    objects = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    return any(t.lemma_.lower() in ASSERTED_NOUNS for t in objects) or any(
        c.lower_ == "as" and c.dep_ == "prep" for c in verb.children
    )
