"""How a statement is qualified: its hedge, how certain the holder is of it, whether it is negated.

The functions take the tokens of one statement (a sorted sequence of indices into ``document.parse`` without those of
its cue), the index of its main predicate, and the indices of the cue (None or empty where it has none).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rashomon.annotation.speech_acts import Shown, asked_by
from rashomon.annotation.syntax import (
    cue_word,
    is_agentless_passive,
    modal_of,
    modal_verb,
    negation_words,
    negations,
    perfect,
)
from rashomon.lexicon import words
from rashomon.types import Certainty, Polarity, Spot
from rashomon.types.parse import Token

if TYPE_CHECKING:
    from rashomon.annotation.document import Document

__all__ = ["certainty_of", "hedge_of", "polarity_of"]

_APPEARING = words("factuality.verbs_of_appearance")
_SEEM = words("factuality.verbs_that_appear_with_an_adjective")
_GUESSING = words("factuality.verbs_of_guessing")
_BE = words("function_words.be")
_DISTANCING_CUES = words("factuality.distancing_cues")
_DISTANCING_NOUNS = words("factuality.distancing_nouns")
_DISTANCING_PASSIVES = words("factuality.distancing_passives")
_FACTIVES = words("factuality.factives")
_FORESEEN = words("factuality.foreseen_verbs")
_HEDGES = words("factuality.hedges")
_OPENING = words("factuality.opening_words")
_WHETHER = words("factuality.indirect_questions")
_MAY = words("factuality.modals_of_possibility")
_COULD = words("factuality.modals_of_possibility_unless_negated")
_SHOULD = words("factuality.modals_of_expectation")
_MUST = words("factuality.modals_of_inference")
_POSSIBLE = words("factuality.possible_words")
_POSSIBLE_NOUNS = words("factuality.possible_nouns")
_PROBABLE = words("factuality.probable_words")
_SPEAKERS = words("function_words.first_person")
_SUPPOSING = words("factuality.supposing_verbs")
_SUPPOSING_PASSIVES = words("factuality.supposing_passives")
_WONDERING = words("factuality.wondering_verbs")
_INSIDE_NOUNS = frozenset({"amod", "relcl", "acl", "poss", "nmod", "appos", "compound"})
_DOUBTS: tuple[Certainty, ...] = ("possible", "probable")
"""From the least certain on."""


def hedge_of(document: Document, tokens: Sequence[int], cue: Sequence[int] | None) -> Spot | None:
    """Return the hedge: an adverb, an appearance or a guess in the statement, else a cue that distances; or None.

    "Said" and "told" do not distance, a passive without an agent does. An adverb inside a noun phrase ("the allegedly
    stolen car") hedges that phrase alone.
    """
    doc = document.parse
    inside = [doc[i] for i in tokens]
    adverb = next((t for t in inside if t.lower_ in _HEDGES and t.head.dep_ not in _INSIDE_NOUNS), None)
    if hedging := adverb or next((t for t in inside if _appears(t) or _guesses(t)), None):
        return document.spot(hedging)
    if cue and (found := _distancing(cue_word(doc, cue))):
        return document.spot(doc[slice(*found)])
    for token in inside:
        if is_agentless_passive(token) and token.lemma_.lower() in _DISTANCING_PASSIVES and _embeds(token):
            return document.spot(doc[slice(*_with_auxiliary(token))])
    return None


def _appears(verb: Token) -> bool:
    """Return whether a clause says that something appears so: "seems to know", not inside a noun phrase."""
    lemma = verb.lemma_.lower()
    if lemma not in _APPEARING or verb.pos_ != "VERB" or verb.dep_ in _INSIDE_NOUNS - {"relcl"}:
        return False
    return any(c.dep_ in ("xcomp", "oprd") or (c.dep_ == "acomp" and lemma in _SEEM) for c in verb.children)


def _guesses(verb: Token) -> bool:
    """Return whether the speaker guesses: "I guess", "I'm guessing"."""
    return verb.lemma_.lower() in _GUESSING and any(c.dep_ == "nsubj" and c.lower_ in _SPEAKERS for c in verb.children)


def _distancing(word: Token | None) -> tuple[int, int] | None:
    """Return the token range of a cue that distances."""
    if word is None:
        return None
    lemma = word.lemma_.lower()
    if word.pos_ == "NOUN":
        return (word.i, word.i + 1) if lemma in _DISTANCING_NOUNS else None
    if is_agentless_passive(word) and lemma in _DISTANCING_PASSIVES:
        return _with_auxiliary(word)
    return (word.i, word.i + 1) if lemma in _DISTANCING_CUES else None


def _embeds(verb: Token) -> bool:
    """Return whether a passive leads to what is said: "is believed to be", "it is thought that"."""
    return any(c.dep_ in ("xcomp", "ccomp", "oprd") or (c.dep_ == "aux" and c.tag_ == "TO") for c in verb.children)


def _with_auxiliary(verb: Token) -> tuple[int, int]:
    """Return the tokens from a passive's form of "be" to the verb."""
    forms = (c.i for c in verb.children if c.dep_ in ("auxpass", "aux") and c.lemma_ in _BE)
    return (min(max(forms, default=verb.i), verb.i), verb.i + 1)


def certainty_of(
    document: Document, tokens: Sequence[int], predicate: int, cue: Sequence[int] | None
) -> Shown[Certainty]:
    """Return the holder's certainty: the classes of FactBank (Saurí and Pustejovsky 2009), polarity left out.

    The holder is whoever speaks last before the content. A plain assertion is certain, and so are a prediction with
    "will", a demand, an offer, a refusal. Hearsay ("reportedly") is the article's distance, not the holder's doubt.
    """
    doc = document.parse
    verb = doc[predicate]
    word = cue_word(doc, cue) if cue else None
    if opened := _opened_by(document, tokens, verb, word):
        return Shown("unknown", opened)
    graded = [_by_words(verb, frozenset(tokens)), _by_modal(verb), _by_cue(word)]
    for doubt in _DOUBTS:
        if by := [i for grade in graded if grade is not None and grade.label == doubt for i in grade.tokens]:
            return Shown(doubt, tuple(by))
    return Shown("certain")


def _opened_by(document: Document, tokens: Sequence[int], verb: Token, word: Token | None) -> tuple[int, ...]:
    """Return what shows that a content is asked or supposed, not said; empty where it is said.

    Questions, "whether", the "if" of a conditional, "did not say that".
    """
    if asking := asked_by(document, tokens, word):
        return asking
    opening = _OPENING if verb.dep_ in ("advcl", "ccomp") else _WHETHER
    before = (c for c in verb.children if c.dep_ in ("mark", "advmod") and c.i <= verb.i)
    if supposing := [c.i for c in before if c.lower_ in opening]:
        return tuple(supposing)
    if word is None or word.pos_ not in ("VERB", "AUX") or word.lemma_.lower() in _FACTIVES | _SUPPOSING:
        return ()  # "does not think that X" is sure enough that not X
    denied = negations(word)
    return (word.i, *(i for t in denied for i in negation_words(t))) if denied else ()


def _by_cue(word: Token | None) -> Shown[Certainty] | None:
    if word is None:
        return None
    lemma = word.lemma_.lower()
    if lemma in _WONDERING:
        return Shown("possible", (word.i,))
    if lemma in _SUPPOSING or (lemma in _SUPPOSING_PASSIVES and is_agentless_passive(word)):
        return Shown("probable", (word.i,))
    return None


def _by_modal(verb: Token) -> Shown[Certainty] | None:
    """Return what the modal of the predicate says; "could not" is sure of it, "should" of what is demanded too."""
    token, modal = modal_verb(verb), modal_of(verb)
    if token is None:
        return None
    if modal in _MAY or (modal in _COULD and not any(c.dep_ == "neg" for c in verb.children)):
        return Shown("possible", (token.i,))
    if modal in _SHOULD and verb.lemma_.lower() in _FORESEEN:
        return Shown("probable", (token.i,))
    have = perfect(verb)
    return Shown("probable", (token.i, have.i)) if modal in _MUST and have else None


def _by_words(verb: Token, inside: frozenset[int]) -> Shown[Certainty] | None:
    """Return what adverbs and adjectives at the predicate say, and verbs that weaken it: "seems to", "is likely to"."""
    if _supposes(verb):
        return Shown("probable", (verb.i,))
    near = [c for c in verb.children if c.i in inside and c.dep_ in ("advmod", "acomp", "attr", "npadvmod")]
    near += [g for c in near for g in c.children if g.dep_ == "advmod"]
    exists = any(c.dep_ == "expl" for c in verb.children)  # "there is a chance that"
    if by := [t.i for t in near if t.lower_ in _POSSIBLE or (exists and t.lower_ in _POSSIBLE_NOUNS)]:
        return Shown("possible", tuple(by))
    if by := [t.i for t in near if t.lower_ in _PROBABLE]:
        return Shown("probable", tuple(by))
    above = verb.head
    if verb.dep_ in ("xcomp", "ccomp") and above.i in inside and above.i != verb.i:
        return _by_words(above, inside)
    return None


def _supposes(verb: Token) -> bool:
    """Return whether a verb weakens its clause: "seems to", "I guess", "is expected to"."""
    lemma = verb.lemma_.lower()
    if lemma in _APPEARING and any(c.dep_ in ("xcomp", "acomp", "oprd", "ccomp") for c in verb.children):
        return True
    return _guesses(verb) or (lemma in _SUPPOSING_PASSIVES and is_agentless_passive(verb))


def polarity_of(document: Document, tokens: Sequence[int], predicate: int) -> Shown[Polarity]:
    """Return whether the main predicate is negated: "not", "no longer", "has no plans", "nobody", "failed to agree".

    Two negations undo each other ("did not fail to"). What only names an opposite ("denied", "rejected") is affirmed:
    that is force. Negation in another clause, or after "without", does not count.
    """
    inside = frozenset(tokens)
    found = [t for t in negations(document.parse[predicate]) if t.i in inside]
    if len(found) % 2 == 0:
        return Shown("affirmed")
    return Shown("negated", tuple(i for t in found for i in negation_words(t)))
