"""What act a statement is or reports: assertion, demand, offer, promise, refusal, denial, question (Searle 1976)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rashomon.model import Force
from rashomon.understand.certainty.verbs import auxiliaries, cue_word, lemma_of, modal_of, negations, subject_of
from rashomon.understand.lexicon import (
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
from rashomon.understand.tokens import Token

if TYPE_CHECKING:
    from rashomon.understand.parse import Parsed

__all__ = ["force_of", "is_question"]

QUESTION_WORDS = frozenset({"whether", "if", "who", "what", "why", "how", "when", "where", "which"})
ADVISING = frozenset({"call", "tell", "warn", "advise"})
"""Cues whose clause with "should" is told, not demanded."""

SPEAKERS = frozenset({"i", "we"})
OBJECTS = ("dobj", "xcomp", "ccomp", "dative", "prep")


def force_of(parsed: Parsed, tokens: Sequence[int], predicate: int, cue: Sequence[int] | None) -> Force:
    """The force of a statement: that of its cue, else that of the act which its main predicate reports.

    "She demanded that he leave" and "the mayor rejected the offer" are a demand and a refusal; what is negated or only
    possible ("may reject", "did not offer") is asserted.
    """
    verb = parsed.doc[predicate]
    word = cue_word(parsed.doc, cue) if cue else None
    if is_question(parsed, tokens, word):
        return "question"
    by_cue = _force_of_cue(word, verb) if word is not None else None
    if by_cue:
        return by_cue
    if _is_imperative(verb) or (cue and _obliges(verb)):
        return "demand"
    return _force_of_act(verb)


def is_question(parsed: Parsed, tokens: Sequence[int], word: Token | None) -> bool:
    """Whether a statement asks: it ends with a question mark, or is the wh-clause of "ask" or "wonder"."""
    doc = parsed.doc
    if not tokens:
        return False
    last = max(tokens)
    for token in doc[last : last + 3]:
        if token.text.startswith("?"):
            return True
        if token.i > last and not token.is_punct:
            break
    if word is None or word.lemma_.lower() not in QUESTION_VERBS:
        return False
    first = doc[min(tokens)]
    before = doc[first.i - 1].lower_ if first.i else ""
    return first.lower_ in QUESTION_WORDS or before in QUESTION_WORDS


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
    return word.pos_ == "NOUN" or any(
        c.dep_ in ("prep", "prt") and c.lower_ in ("for", "on", "upon") for c in word.children
    )


def _is_subjunctive(verb: Token, modals: bool) -> bool:
    """ "that he leave", "that it be", with ``modals`` "that he should leave": a bare verb with a subject of its own."""
    subject = subject_of(verb)
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
    return verb.tag_ == "VB" and free and not others and subject_of(verb) is None


def _obliges(verb: Token) -> bool:
    """ "They must go", "they should go", said of others; "it must have been" guesses, "we must go" resolves."""
    subject = subject_of(verb)
    if modal_of(verb) not in ("must", "should") or (subject is not None and subject.lower_ in SPEAKERS):
        return False
    if subject is None and modal_of(verb) == "must":
        return False
    if verb.lemma_.lower() in FORESEEN | {"be"} or any(c.dep_ == "auxpass" for c in verb.children):
        return False
    return not any(c.dep_ == "aux" and c.lower_ == "have" for c in verb.children)


def _force_of_act(verb: Token) -> Force:
    """The act that a predicate reports as done: "offered to leave", "turned it down"."""
    lemma = lemma_of(verb)
    plain = lemma.split()[0]
    if modal_of(verb) or negations(verb) or verb.pos_ not in ("VERB", "AUX"):
        return "assertion"
    has_object = any(c.dep_ in OBJECTS for c in verb.children)
    passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)
    if lemma == "turn down":
        return "refusal"
    if plain in COUNTERED_VERBS and _of_an_assertion(verb):
        return "denial"
    if plain in REFUSAL_VERBS and (has_object or passive):
        return "refusal"
    if plain in DENIAL_VERBS and not passive:
        return "denial"
    given = any(c.dep_ in ("dobj", "nsubjpass") and c.lemma_.lower() in OFFERED_WORDS for c in verb.children)
    if plain in OFFER_VERBS and (has_object or passive) and not given:
        return "offer"
    if plain in PROMISE_VERBS and (has_object or _by_speaker(verb)):
        return "promise"
    if (plain in DEMAND_VERBS and has_object) or (plain == "call" and _calls_for(verb)):
        return "demand"
    if plain == "be" and any(c.lower_ in ("untrue", "false") and c.dep_ == "acomp" for c in verb.children):
        return "denial"
    return "assertion"


def _by_speaker(verb: Token) -> bool:
    """ "I pledge to": a verb that does what it says."""
    while verb.dep_ == "conj" and subject_of(verb) is None and verb.head.i != verb.i:
        verb = verb.head
    subject = subject_of(verb)
    return subject is not None and subject.lower_ in SPEAKERS


def _of_an_assertion(verb: Token) -> bool:
    """Whether what is rejected was asserted, not offered: "rejected the allegations", "dismissed as false"."""
    objects = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    return any(t.lemma_.lower() in ASSERTED_NOUNS for t in objects) or any(
        c.lower_ == "as" and c.dep_ == "prep" for c in verb.children
    )
