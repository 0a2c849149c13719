"""How far an article commits itself to what a statement says having happened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from rashomon.annotation.hedging import hedge_of
from rashomon.annotation.marker_words import (
    BELIEVED,
    DENIAL_VERBS,
    EXPECTED,
    FACTIVES,
    INTENDED,
    NEGATIVE_IMPLICATIVES,
    PERHAPS,
    PROBABLY,
    REPORTED,
    WONDERED,
)
from rashomon.annotation.speech_acts import asked_by
from rashomon.annotation.syntax import cue_word, modal_of, negations
from rashomon.types.parse import Token

if TYPE_CHECKING:
    from rashomon.annotation.document import Document

__all__ = ["factuality_of"]

MODAL_COMMITMENT = {
    "will": 2.3,
    "shall": 2.3,
    "would": 2.0,
    "can": 1.8,
    "should": 1.4,
    "must": 1.4,
    "ought": 1.4,
    "could": 1.4,
    "may": 1.2,
    "might": 1.2,
}
OPEN = 0.0
"""Asked, or only supposed."""

EMBEDDED_COMMITMENT = {
    "factive": 3.0,
    "reported": 2.6,
    "believed": 1.9,
    "expected": 1.8,
    "intended": 1.6,
    "wondered": 1.2,
    "negative": 2.0,
}
"""What is left of the commitment under a word of each class; "negative" turns it round."""

HEDGED = 1.5
PROBABLE = 1.8
POSSIBLE = 1.2
FUTURE_INFINITIVE = 1.6
EMBEDDED = frozenset({"xcomp", "ccomp", "acl", "dobj", "pobj", "pcomp", "oprd", "nsubjpass"})
CLIMB = 12


class Commitment(NamedTuple):
    """Strength 0 to 3 of the commitment that something holds (``sign`` 1) or does not (-1)."""

    strength: float = 3.0
    sign: int = 1

    def capped(self, most: float) -> Commitment:
        return Commitment(min(self.strength, most), self.sign)

    def turned(self) -> Commitment:
        return Commitment(self.strength, -self.sign)


def factuality_of(document: Document, tokens: Sequence[int], predicate: int, cue: Sequence[int] | None) -> float:
    """The article's own commitment that the main predicate's event happened or holds, -3 to 3.

    The scale is FactBank's (Saurí and Pustejovsky 2009) made continuous (de Marneffe et al. 2012, Lee et al. 2015): own
    voice in the past is 3, negated -3; modals, futures, intents, reports and hedges take away, by this module's tables.
    """
    doc = document.parse
    verb = doc[predicate]
    inside = frozenset(tokens)
    word = cue_word(doc, cue) if cue else None
    if asked_by(document, tokens, word):
        return OPEN
    found = _up(verb, inside)
    if word is not None and word.i not in inside:
        # "According to" and every cue of no class of its own reports.
        found = _under(found, word) if _class_of(word) else found.capped(EMBEDDED_COMMITMENT["reported"])
    if hedge_of(document, tokens, cue):
        found = found.capped(HEDGED)
    return round(found.strength * found.sign, 2) + 0.0  # no -0.0


def _up(event: Token, inside: frozenset[int]) -> Commitment:
    """The commitment after every word that the event stands under within the statement."""
    found = Commitment()
    if event.pos_ not in ("VERB", "AUX") and any(c.lower_ == "no" and c.dep_ in ("det", "neg") for c in event.children):
        found = found.turned()
    token = event
    named = event.pos_ not in ("VERB", "AUX")
    for _ in range(CLIMB):
        # What a noun names stays where the verb above it is negated: "did not mention the attack".
        found = _at(found, token, inside)._replace(sign=found.sign) if named else _at(found, token, inside)
        above = token.head
        if above.i == token.i or above.i not in inside:
            break
        if token.dep_ in ("relcl", "appos") or (token.dep_ == "acl" and token.tag_ != "VB"):
            break
        if token.dep_ in EMBEDDED or (token.dep_ == "prep" and any(c.dep_ == "pcomp" for c in token.children)):
            found = _under(found, above)
        if token.dep_ == "advcl" or (token.dep_ == "conj" and token.i != event.i) or _is_presupposed(token, above):
            break
        token = above
    return found


def _is_presupposed(token: Token, above: Token) -> bool:
    """Whether a finite clause under a factive holds whatever stands above: "did not know that it was over"."""
    finite = any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in token.children)
    return token.dep_ == "ccomp" and finite and above.lemma_.lower() in FACTIVES


def _at(found: Commitment, token: Token, inside: frozenset[int]) -> Commitment:
    """What stands at one word of the way up: its modal, negation, adverbs, an "if" or "to" before it."""
    if token.pos_ not in ("VERB", "AUX"):
        return found
    if modal := modal_of(token):
        found = found.capped(MODAL_COMMITMENT.get(modal, 1.5))
    marks = {c.lower_ for c in token.children if c.dep_ in ("mark", "advmod", "aux") and c.i < token.i}
    if marks & {"if", "whether", "unless"}:
        return found.capped(OPEN)
    if "to" in marks and token.dep_ in ("advcl", "acl", "relcl", "ROOT"):
        found = found.capped(FUTURE_INFINITIVE)
    adverbs = {c.lower_ for c in token.children if c.dep_ in ("advmod", "acomp", "npadvmod") and c.i in inside}
    if adverbs & PERHAPS:
        found = found.capped(POSSIBLE)
    elif adverbs & PROBABLY:
        found = found.capped(PROBABLE)
    denied = [t for t in negations(token) if t.i != token.i]
    return found.turned() if len(denied) % 2 else found


def _under(found: Commitment, word: Token) -> Commitment:
    """What an embedding word leaves of the commitment to its clause."""
    kind = _class_of(word)
    if kind is None:
        return found
    denied = bool(negations(word)) if word.pos_ in ("VERB", "AUX") else False
    if kind == "factive":
        return found
    capped = found.capped(EMBEDDED_COMMITMENT[kind])
    if kind == "negative":
        return capped.turned()
    # "Did not say that X" leaves X open; "does not think that X" is taken for thinking that not X.
    return capped.capped(OPEN).turned() if denied and kind == "reported" else capped


def _class_of(word: Token) -> str | None:
    """The class of an embedding word."""
    lemma = word.lemma_.lower()
    classes = (
        ("negative", NEGATIVE_IMPLICATIVES | DENIAL_VERBS),
        ("factive", FACTIVES),
        ("reported", REPORTED),
        ("expected", EXPECTED),
        ("wondered", WONDERED),
        ("believed", BELIEVED),
        ("intended", INTENDED),
    )
    return next((name for name, lexicon in classes if lemma in lexicon), None)
