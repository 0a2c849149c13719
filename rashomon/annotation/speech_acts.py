"""What act a statement is or reports: assertion, demand, offer, promise, refusal, denial, question (Searle 1976)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from rashomon.annotation.syntax import (
    auxiliaries,
    children,
    cue_word,
    is_infinitive,
    lemma_of,
    modal_of,
    modal_verb,
    negation_words,
    negations,
    own_subject,
    perfect,
)
from rashomon.lexicon import words
from rashomon.types import Force
from rashomon.types.parse import Token

if TYPE_CHECKING:
    from rashomon.annotation.document import Document

__all__ = ["Shown", "asked_by", "force_of", "withheld"]

_CALL = words("speech_acts.calling_words")
_COUNTERING = words("speech_acts.countering_verbs")
_DO = words("function_words.do")
_FORESEEN = words("factuality.foreseen_verbs")
_MODALS_OF_DEMANDS = words("speech_acts.modals_of_demands")
_OFFER_VERBS = words("speech_acts.offer_verbs")
_SINGULAR_PRONOUNS = words("speech_acts.singular_pronouns")
_SPEAKERS = words("function_words.first_person")
_UNTRUE = words("speech_acts.untrue_words")
_REFUSALS = words("speech_acts.refusal_verbs")
_PROMISES = words("speech_acts.promise_verbs")
_OBJECTS = frozenset({"dobj", "xcomp", "ccomp", "dative", "prep"})
_CUES: tuple[tuple[Force, frozenset[str]], ...] = (
    ("denial", words("speech_acts.denial_cues")),
    ("offer", words("speech_acts.offer_cues")),
    ("promise", _PROMISES),
    ("denial", _REFUSALS & _COUNTERING),
    ("refusal", _REFUSALS),
)
"""What a cue says that its content is, the first that it says."""

Label = TypeVar("Label", bound=str)


class Shown(NamedTuple, Generic[Label]):
    """A label of a statement with the words that show it."""

    label: Label
    tokens: tuple[int, ...] = ()
    """Indices into ``document.parse``; empty for what needs no word: certain, affirmed, an assertion."""


def force_of(document: Document, tokens: Sequence[int], predicate: int, cue: Sequence[int] | None) -> Shown[Force]:
    """Return the force of a statement: that of its cue, else that of the act which its main predicate reports.

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
    if cue and (obliging := _obliging(verb)) is not None:
        return Shown("demand", (obliging.i,))
    return _force_of_act(verb)


def asked_by(document: Document, tokens: Sequence[int], word: Token | None) -> tuple[int, ...]:
    """Return what shows that a statement asks, empty where it does not; ``word`` is that of its cue.

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
    if word is None or word.lemma_.lower() not in words("speech_acts.question_verbs"):
        return ()
    first = min(tokens)
    begins = [t.i for t in doc[max(0, first - 1) : first + 1] if t.lower_ in words("speech_acts.question_words")]
    return (word.i, *begins) if begins else ()


def withheld(word: Token) -> tuple[int, ...]:
    """Return what shows that a cue's content is not said: "did not say", "refused to say", "stopped short of saying".

    What should be said, or might be, is not said either.
    """
    found: list[int] = []
    while True:
        found += _denied(word)
        above = word.head
        if word.dep_ == "pcomp" and above.lower_ in words("function_words.without"):
            return (*found, above.i)
        above = above.head if word.dep_ == "pcomp" else above
        if word.dep_ not in ("xcomp", "pcomp", "acl") or above is word:
            return tuple(found)
        word = above
        if word.lemma_.lower() in words("speech_acts.withholding_words"):
            found.append(word.i)


def _denied(word: Token) -> list[int]:
    """Return what negates a cue or its subject: "not everyone says", "no claim that", not "could not resist"."""
    if word.pos_ not in ("VERB", "AUX"):
        return [c.i for c in children(word, "neg", "det") if c.dep_ == "neg" or c.lower_ in words("factuality.no")]
    if word.lemma_.lower() in words("factuality.verbs_that_cannot_negates_to_affirm"):
        return []
    who, modal = own_subject(word), modal_verb(word)
    partly = [c.i for c in children(who, "neg")] if who is not None else []
    if modal is not None and modal.lower_ in words("speech_acts.modals_of_what_is_not_said"):
        partly.append(modal.i)
    return partly + [i for t in negations(word) for i in negation_words(t)]


def _force_of_cue(word: Token, verb: Token) -> Force | None:
    """Return what the cue says that the content is; None for a cue that only says."""
    lemma = word.lemma_.lower()
    if unsaid := {word.doc[i].lemma_.lower() for i in withheld(word)}:
        denied = words("speech_acts.denial_verbs")
        return "denial" if unsaid & denied else "refusal" if unsaid & _REFUSALS else None
    if named := next((force for force, lemmas in _CUES if lemma in lemmas), None):
        return named
    asked = lemma in words("speech_acts.firm_demands") or (lemma in _CALL and _calls_for(word))
    if asked and not _is_past(verb):
        return "demand"
    asked = lemma in words("speech_acts.demand_cues")
    return "demand" if asked and (_is_subjunctive(verb, lemma) or _is_asked_of(verb, word)) else None


def _is_past(verb: Token) -> bool:
    """Return whether a verb has a finite form that no demand takes: "were made", "has left"; "put" may be bare."""
    forms = [verb, *auxiliaries(verb)]
    return any(t.tag_ in ("VBD", "VBZ") and t.lower_ != t.lemma_.lower() for t in forms) and modal_of(verb) is None


def _is_asked_of(verb: Token, word: Token) -> bool:
    """Return whether an infinitive depends on the cue: "told the crew to leave", not "told them what to do"."""
    return is_infinitive(verb) and verb.head.i == word.i and not any(c.tag_ in ("WP", "WRB") for c in verb.children)


def _calls_for(word: Token) -> bool:
    """Return whether "call" demands: "a call for", "called on", not "called it a mistake"."""
    return word.pos_ == "NOUN" or any(_is_for(c) for c in word.children)


def _is_for(token: Token) -> bool:
    return token.dep_ in ("prep", "prt") and token.lower_ in words("speech_acts.prepositions_of_calls")


def _with_particle(word: Token) -> tuple[int, ...]:
    """Return a word that names an act with its particle or preposition: "turned down", "called for"."""
    calls = word.lemma_.lower() in _CALL
    own = (c.i for c in word.children if c.i > word.i and (_is_for(c) if calls else c.dep_ == "prt"))
    return (word.i, *islice(own, 1))


def _is_subjunctive(verb: Token, cue: str) -> bool:
    """Return whether a bare verb has a subject: "that he leave"; unless it is advised, also "that he should leave"."""
    subject, modal = own_subject(verb), modal_of(verb)
    modal_fits = modal is None or (modal in _MODALS_OF_DEMANDS and cue not in words("speech_acts.advising_cues"))
    forms = [verb, *auxiliaries(verb)]
    if subject is None or not modal_fits or is_infinitive(verb) or any(t.lemma_ in _DO for t in forms[1:]):
        return False
    # Taggers take the bare form for a plural's present; beside a singular it is none.
    joined = any(c.dep_ == "conj" for c in subject.children)
    singular = (subject.lower_ in _SINGULAR_PRONOUNS or subject.tag_ in ("NN", "NNP")) and not joined
    return any(t.tag_ == "VB" or (t.tag_ == "VBP" and singular) for t in forms)


def _is_imperative(verb: Token) -> bool:
    """Return whether a bare verb has neither subject nor auxiliary but "do": "Leave our country"."""
    others = [c for c in verb.children if c.dep_ in ("aux", "auxpass") and c.lower_ not in _DO]
    free = verb.dep_ in ("ROOT", "ccomp", "parataxis") or (verb.dep_ == "conj" and verb.head.tag_ == "VB")
    return verb.tag_ == "VB" and free and not others and own_subject(verb) is None


def _obliging(verb: Token) -> Token | None:
    """Return the modal of "they must go", said of others; "it must have been" guesses, "we must go" resolves."""
    subject = own_subject(verb)
    if modal_of(verb) not in _MODALS_OF_DEMANDS or subject is None or subject.lower_ in _SPEAKERS:
        return None
    if verb.lemma_.lower() in _FORESEEN | words("function_words.be") or any(c.dep_ == "auxpass" for c in verb.children):
        return None
    return None if perfect(verb) else modal_verb(verb)


def _force_of_act(verb: Token) -> Shown[Force]:
    """Return the act that a predicate reports as done: "offered to leave", "turned it down"."""
    if verb.pos_ not in ("VERB", "AUX") or modal_of(verb) or negations(verb):
        return Shown("assertion")
    lemma = verb.lemma_.lower()
    if lemma in words("function_words.be"):
        untrue = tuple(c.i for c in verb.children if c.lower_ in _UNTRUE and c.dep_ == "acomp")
        return Shown("denial", untrue) if untrue else Shown("assertion")
    force = _force_of_verb(verb, lemma)
    return Shown(force, _with_particle(verb)) if force else Shown("assertion")


def _force_of_verb(verb: Token, lemma: str) -> Force | None:
    with_object = any(c.dep_ in _OBJECTS for c in verb.children)
    passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)
    objects = [c.lemma_.lower() for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    if lemma_of(verb) in words("speech_acts.refusing_phrasal_verbs"):
        return "refusal"
    if lemma in _COUNTERING and (not words("speech_acts.asserted_nouns").isdisjoint(objects) or _as(verb)):
        return "denial"
    if lemma in _REFUSALS and (with_object or passive):
        return "refusal"
    if lemma in words("speech_acts.denial_verbs") and not passive:
        return "denial"
    if lemma in _OFFER_VERBS and (with_object or passive) and words("speech_acts.offered_words").isdisjoint(objects):
        return "offer"
    if lemma in _PROMISES and with_object:
        return "promise"
    demands = (lemma in words("speech_acts.demand_verbs") and with_object) or (lemma in _CALL and _calls_for(verb))
    return "demand" if demands else None


def _as(verb: Token) -> bool:
    """Return whether something is rejected as what it is called: "dismissed as false"."""
    return any(c.lower_ in words("function_words.as") and c.dep_ == "prep" for c in verb.children)
