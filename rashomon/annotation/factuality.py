"""How far an article commits itself to what a statement says having happened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from rashomon.annotation.document import Document
from rashomon.annotation.modality import hedge_of
from rashomon.annotation.speech_acts import asked_by
from rashomon.annotation.syntax import cue_word, modal_of, negations
from rashomon.lexicon import numbers, words
from rashomon.types.parse import Token

__all__ = ["factuality_of"]

_Class = Literal["negative", "factive", "reported", "expected", "wondered", "believed", "intended"]
_CLASSES: tuple[tuple[_Class, frozenset[str]], ...] = (
    ("negative", words("factuality.negative_implicatives")),
    ("factive", words("factuality.factives")),
    ("reported", words("factuality.reporting_verbs")),
    ("expected", words("factuality.expecting_words")),
    ("wondered", words("factuality.wondering_verbs")),
    ("believed", words("factuality.believing_verbs")),
    ("intended", words("factuality.intending_words")),
)
"""The classes of embedding words, in order of preference."""
_EMBEDDED_COMMITMENT: dict[_Class, float] = {
    "factive": 3.0,
    "reported": 2.6,
    "believed": 1.9,
    "expected": 1.8,
    "intended": 1.6,
    "wondered": 1.2,
    "negative": 2.0,
}
"""What is left of the commitment under a word of each class; "negative" turns it round."""
_MODAL_COMMITMENT = numbers("factuality.modal_commitment")
_OTHER_MODAL = 1.5
_OPEN = 0.0
"""Asked, or only supposed."""
_HEDGED = 1.5
_PROBABLE = 1.8
_POSSIBLE = 1.2
_FUTURE_INFINITIVE = 1.6
_CONDITIONAL_WORDS = words("factuality.conditional_words")
_POSSIBLE_WORDS = words("factuality.possible_words")
_PROBABLE_WORDS = words("factuality.probable_words")
_FACTIVES = words("factuality.factives")
_NO = words("factuality.no")
_EMBEDDED = frozenset({"xcomp", "ccomp", "acl", "dobj", "pobj", "pcomp", "oprd", "nsubjpass"})
_CLIMB = 12
"""Longest way up to the root of a statement; a parse of broken text may have none."""


class _Commitment(NamedTuple):
    """Strength 0 to 3 of the commitment that something holds (``sign`` 1) or does not (-1)."""

    strength: float = 3.0
    sign: int = 1

    def capped(self, most: float) -> _Commitment:
        return _Commitment(min(self.strength, most), self.sign)

    def turned(self) -> _Commitment:
        return _Commitment(self.strength, -self.sign)


def factuality_of(document: Document, tokens: Sequence[int], predicate: int, cue: Sequence[int] | None) -> float:
    """Return the article's own commitment that the main predicate's event happened or holds, -3 to 3.

    The scale is FactBank's (Saurí and Pustejovsky 2009) made continuous (de Marneffe et al. 2012, Lee et al. 2015): own
    voice in the past is 3, negated -3; modals, futures, intents, reports and hedges take away, by this module's tables.
    """
    doc = document.parse
    verb = doc[predicate]
    inside = frozenset(tokens)
    word = cue_word(doc, cue) if cue else None
    if asked_by(document, tokens, word):
        return _OPEN
    found = _up(verb, inside)
    if word is not None and word.i not in inside:
        # "According to" and every cue of no class of its own reports.
        found = _under(found, word) if _class_of(word) else found.capped(_EMBEDDED_COMMITMENT["reported"])
    if hedge_of(document, tokens, cue):
        found = found.capped(_HEDGED)
    return round(found.strength * found.sign, 2) + 0.0  # no -0.0


def _up(event: Token, inside: frozenset[int]) -> _Commitment:
    """Return the commitment after every word that the event stands under within the statement."""
    found = _Commitment()
    named = event.pos_ not in ("VERB", "AUX")
    if named and any(c.lower_ in _NO and c.dep_ in ("det", "neg") for c in event.children):
        found = found.turned()
    token = event
    for _ in range(_CLIMB):
        # What a noun names stays where the verb above it is negated: "did not mention the attack".
        found = _at(found, token, inside)._replace(sign=found.sign) if named else _at(found, token, inside)
        above = token.head
        if above.i == token.i or above.i not in inside:
            break
        if token.dep_ in ("relcl", "appos") or (token.dep_ == "acl" and token.tag_ != "VB"):
            break
        if token.dep_ in _EMBEDDED or (token.dep_ == "prep" and any(c.dep_ == "pcomp" for c in token.children)):
            found = _under(found, above)
        if token.dep_ == "advcl" or (token.dep_ == "conj" and token.i != event.i) or _is_presupposed(token, above):
            break
        token = above
    return found


def _is_presupposed(token: Token, above: Token) -> bool:
    """Return whether a finite clause under a factive holds whatever stands above: "did not know that it was over"."""
    with_subject = any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in token.children)
    return token.dep_ == "ccomp" and with_subject and above.lemma_.lower() in _FACTIVES


def _at(found: _Commitment, token: Token, inside: frozenset[int]) -> _Commitment:
    """Return what is left after one word of the way up: its modal, negation, adverbs, an "if" or "to" before it."""
    if token.pos_ not in ("VERB", "AUX"):
        return found
    if modal := modal_of(token):
        found = found.capped(_MODAL_COMMITMENT.get(modal, _OTHER_MODAL))
    marks = [c for c in token.children if c.dep_ in ("mark", "advmod", "aux") and c.i < token.i]
    if any(c.lower_ in _CONDITIONAL_WORDS for c in marks):
        return found.capped(_OPEN)
    if any(c.tag_ == "TO" for c in marks) and token.dep_ in ("advcl", "acl", "relcl", "ROOT"):
        found = found.capped(_FUTURE_INFINITIVE)
    adverbs = {c.lower_ for c in token.children if c.dep_ in ("advmod", "acomp", "npadvmod") and c.i in inside}
    if adverbs & _POSSIBLE_WORDS:
        found = found.capped(_POSSIBLE)
    elif adverbs & _PROBABLE_WORDS:
        found = found.capped(_PROBABLE)
    denied = [t for t in negations(token) if t.i != token.i]
    return found.turned() if len(denied) % 2 else found


def _under(found: _Commitment, word: Token) -> _Commitment:
    """Return what an embedding word leaves of the commitment to its clause."""
    kind = _class_of(word)
    if kind is None or kind == "factive":
        return found
    capped = found.capped(_EMBEDDED_COMMITMENT[kind])
    if kind == "negative":
        return capped.turned()
    # "Did not say that X" leaves X open; "does not think that X" is taken for thinking that not X.
    denied = word.pos_ in ("VERB", "AUX") and bool(negations(word))
    return capped.capped(_OPEN).turned() if denied and kind == "reported" else capped


def _class_of(word: Token) -> _Class | None:
    lemma = word.lemma_.lower()
    return next((name for name, members in _CLASSES if lemma in members), None)
