"""How certain whoever speaks last before the content is of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rashomon.annotation.marker_words import FACTIVES, FORESEEN, PERHAPS, POSSIBLE_NOUNS, PROBABLY, SUPPOSED, WONDERED
from rashomon.annotation.marks import Shown
from rashomon.annotation.speech_acts import asked_by
from rashomon.annotation.syntax import (
    cue_word,
    is_agentless_passive,
    lemma_of,
    modal_of,
    modal_verb,
    negation_words,
    negations,
)
from rashomon.types import Certainty
from rashomon.types.parse import Token

if TYPE_CHECKING:
    from rashomon.annotation.document import Document

__all__ = ["certainty_of"]

DOUBTS: tuple[Certainty, ...] = ("possible", "probable")
"""From the least sure on."""

SUPPOSING_PASSIVES = frozenset({"believe", "think", "understand", "expect", "suspect", "presume", "assume", "estimate"})


def certainty_of(
    document: Document, tokens: Sequence[int], predicate: int, cue: Sequence[int] | None
) -> Shown[Certainty]:
    """The holder's certainty: the classes of FactBank (Saurí and Pustejovsky 2009), polarity left out.

    A plain assertion is certain, and so are a prediction with "will", a demand, an offer, a refusal. Hearsay
    ("reportedly") is the article's distance, not the holder's doubt.
    """
    doc = document.parse
    verb = doc[predicate]
    inside = frozenset(tokens)
    word = cue_word(doc, cue) if cue else None
    if open_ := _opened_by(document, tokens, verb, word):
        return Shown("unknown", open_)
    graded = [_by_words(verb, inside), _by_modal(verb), _by_cue(word)]
    for doubt in DOUBTS:
        if by := [i for grade in graded if grade is not None and grade.label == doubt for i in grade.tokens]:
            return Shown(doubt, tuple(by))
    return Shown("certain")


def _opened_by(document: Document, tokens: Sequence[int], verb: Token, word: Token | None) -> tuple[int, ...]:
    """What shows that it is asked, not said, or only supposed; empty where it is said.

    Questions, "whether", the "if" of a conditional, "did not say that".
    """
    if asking := asked_by(document, tokens, word):
        return asking
    opening = {"whether", "if"} if verb.dep_ in ("advcl", "ccomp") else {"whether"}
    before = (c for c in verb.children if c.dep_ in ("mark", "advmod") and c.i <= verb.i)
    if supposing := [c.i for c in before if c.lower_ in opening]:
        return tuple(supposing)
    if word is None or word.pos_ not in ("VERB", "AUX") or word.lemma_.lower() in FACTIVES | SUPPOSED:
        return ()  # "does not think that X" is sure enough that not X
    denied = negations(word)
    return (word.i, *(i for t in denied for i in negation_words(t))) if denied else ()


def _by_cue(word: Token | None) -> Shown[Certainty] | None:
    if word is None:
        return None
    lemma = word.lemma_.lower()
    if lemma in WONDERED:
        return Shown("possible", (word.i,))
    if lemma in SUPPOSED or (lemma in SUPPOSING_PASSIVES and is_agentless_passive(word)):
        return Shown("probable", (word.i,))
    return None


def _by_modal(verb: Token) -> Shown[Certainty] | None:
    """What the modal of the main predicate says. "Could not" is sure of it, and so is "should" where it asks for."""
    token = modal_verb(verb)
    if token is None:
        return None
    modal = modal_of(verb)
    if modal in ("may", "might") or (modal == "could" and not any(c.dep_ == "neg" for c in verb.children)):
        return Shown("possible", (token.i,))
    if modal in ("should", "ought") and verb.lemma_.lower() in FORESEEN:
        return Shown("probable", (token.i,))
    perfect = [c.i for c in verb.children if c.lower_ == "have" and c.dep_ == "aux"]
    return Shown("probable", (token.i, *perfect)) if modal == "must" and perfect else None


def _by_words(verb: Token, inside: frozenset[int]) -> Shown[Certainty] | None:
    """Adverbs and adjectives at the main predicate, and the verbs that weaken it: "seems to", "is likely to"."""
    if _supposes(verb):
        return Shown("probable", (verb.i,))
    near = [c for c in verb.children if c.i in inside and c.dep_ in ("advmod", "acomp", "attr", "npadvmod")]
    near += [g for c in near for g in c.children if g.dep_ == "advmod"]
    possible = PERHAPS | POSSIBLE_NOUNS if _exists(verb) else PERHAPS
    if by := [t.i for t in near if t.lower_ in possible]:
        return Shown("possible", tuple(by))
    if by := [t.i for t in near if t.lower_ in PROBABLY]:
        return Shown("probable", tuple(by))
    above = verb.head
    if verb.dep_ in ("xcomp", "ccomp") and above.i in inside and above.i != verb.i:
        return _by_words(above, inside)
    return None


def _supposes(verb: Token) -> bool:
    """ "Seems to", "I guess", "is expected to"."""
    lemma = lemma_of(verb)
    if lemma in ("seem", "appear") and any(c.dep_ in ("xcomp", "acomp", "oprd", "ccomp") for c in verb.children):
        return True
    if lemma == "guess" and any(c.dep_ == "nsubj" and c.lower_ == "i" for c in verb.children):
        return True
    return verb.lemma_.lower() in SUPPOSING_PASSIVES and is_agentless_passive(verb)


def _exists(verb: Token) -> bool:
    """ "There is a chance that"."""
    return any(c.dep_ == "expl" for c in verb.children)
