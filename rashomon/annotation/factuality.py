"""How a statement is qualified: its hedge, how certain its holder is of it, its polarity, its factuality.

The functions take the tokens of one statement (a sorted sequence of indices into ``document.parse`` without those of
its cue), the index of its main predicate, and the indices of the cue (None or empty where it has none).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import copysign, prod
from typing import TYPE_CHECKING, Literal

from rashomon.annotation.speech_acts import Shown, asked_by, withheld
from rashomon.annotation.syntax import (
    children,
    cue_word,
    has_own_subject,
    is_agentless_passive,
    is_infinitive,
    modal_of,
    modal_verb,
    negation_words,
    negations,
    perfect,
)
from rashomon.lexicon import numbers, words
from rashomon.types import Certainty, Polarity, Spot
from rashomon.types.parse import Token, TokenSpan

if TYPE_CHECKING:
    from rashomon.annotation.document import Document

__all__ = ["certainty_of", "factuality_of", "hedge_of", "polarity_of"]

_Doubt = tuple[Literal["possible", "probable"], int]
"""A class of certainty below the whole, and a token that shows it."""

_APPEARING = words("factuality.verbs_of_appearance")
_SEEM = words("factuality.verbs_that_appear_with_an_adjective")
_GUESSING = words("factuality.verbs_of_guessing")
_DISTANCING_PASSIVES = words("factuality.distancing_passives")
_FACTIVES = words("factuality.factives")
_FORESEEN = words("factuality.foreseen_verbs")
_HEDGES = words("factuality.hedges")
_WHETHER = words("factuality.indirect_questions")
_MAY = words("factuality.modals_of_possibility")
_COULD = words("factuality.modals_of_possibility_unless_negated")
_PROBABLE = words("factuality.probable_words")
_POSSIBLE = words("factuality.possible_words")
_POSSIBLE_NOUNS = words("factuality.possible_nouns")
_SPEAKERS = words("function_words.first_person")
_SUPPOSING = words("factuality.supposing_verbs")
_INSIDE_NOUNS = frozenset({"amod", "relcl", "acl", "poss", "nmod", "appos", "compound"})
_EMBEDDED = frozenset({"xcomp", "ccomp", "acl", "dobj", "pobj", "pcomp", "oprd", "nsubjpass"})
_REPORTED = 2.6
_EMBEDDING = (
    (words("factuality.negative_implicatives"), -2.0),
    (_FACTIVES, 3.0),
    (words("factuality.reporting_verbs"), _REPORTED),
    (words("factuality.expecting_words"), 1.8),
    (words("factuality.wondering_verbs"), 1.2),
    (words("factuality.believing_verbs"), 1.9),
    (words("factuality.intending_words"), 1.6),
)
"""What a word leaves of the commitment to its clause, in order of preference; negative where it turns it round."""


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
    if cue and (word := cue_word(doc, cue)) and (distancing := _distancing(word)):
        return document.spot(distancing)
    # "is believed to be", "it is thought that"
    passives = (t for t in inside if is_agentless_passive(t) and t.lemma_.lower() in _DISTANCING_PASSIVES)
    embedding = (t for t in passives if is_infinitive(t) or any(children(t, "xcomp", "ccomp", "oprd")))
    hedging = next(embedding, None)
    return None if hedging is None else document.spot(_with_auxiliary(hedging))


def _appears(verb: Token) -> bool:
    """Return whether a clause says that something appears so: "seems to know", not inside a noun phrase."""
    lemma = verb.lemma_.lower()
    if lemma not in _APPEARING or verb.pos_ != "VERB" or verb.dep_ in _INSIDE_NOUNS - {"relcl"}:
        return False
    return any(c.dep_ in ("xcomp", "oprd") or (c.dep_ == "acomp" and lemma in _SEEM) for c in verb.children)


def _guesses(verb: Token) -> bool:
    """Return whether the speaker guesses: "I guess", "I'm guessing"."""
    return verb.lemma_.lower() in _GUESSING and any(c.dep_ == "nsubj" and c.lower_ in _SPEAKERS for c in verb.children)


def _distancing(word: Token) -> Token | TokenSpan | None:
    """Return the words of a cue that distances."""
    lemma = word.lemma_.lower()
    if word.pos_ == "NOUN":
        return word if lemma in words("factuality.distancing_nouns") else None
    if is_agentless_passive(word) and lemma in _DISTANCING_PASSIVES:
        return _with_auxiliary(word)
    return word if lemma in words("factuality.distancing_cues") else None


def _with_auxiliary(verb: Token) -> TokenSpan:
    """Return the tokens from a passive's form of "be" to the verb."""
    forms = (c.i for c in verb.children if c.dep_ in ("auxpass", "aux") and c.lemma_ in words("function_words.be"))
    return verb.doc[min(max(forms, default=verb.i), verb.i) : verb.i + 1]


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
    doubts = [*_by_words(verb, frozenset(tokens)), *_by_modal(verb), *_by_cue(word)]
    least: Certainty = "possible" if any(doubt == "possible" for doubt, _ in doubts) else "probable"
    return Shown(least, tuple(i for doubt, i in doubts if doubt == least)) if doubts else Shown("certain")


def _opened_by(document: Document, tokens: Sequence[int], verb: Token, word: Token | None) -> tuple[int, ...]:
    """Return what shows that a content is asked or supposed, not said; empty where it is said.

    Questions, "whether", the "if" of a conditional, "did not say that".
    """
    if asking := asked_by(document, tokens, word):
        return asking
    opening = words("factuality.opening_words") if verb.dep_ in ("advcl", "ccomp") else _WHETHER
    before = (c for c in verb.children if c.dep_ in ("mark", "advmod") and c.i <= verb.i)
    if supposing := [c.i for c in before if c.lower_ in opening]:
        return tuple(supposing)
    wanting = _withheld(document, tokens, word) if word is not None else ()
    return (word.i, *wanting) if word is not None and wanting else ()


def _withheld(document: Document, tokens: Sequence[int], word: Token) -> tuple[int, ...]:
    """Return what shows that the content of a cue is not said, nor thought.

    "Does not think that X" is sure enough that not X, "does not know that X" that X, not so "does not know who".
    """
    asked = any(document.parse[i].lower_ in words("speech_acts.question_words") for i in (tokens[0] - 1, tokens[0]))
    known = word.lemma_.lower() in words("reporting.knowing_verbs") and not asked
    return () if known or _turned(word) else withheld(word)


def _turned(word: Token) -> tuple[int, ...]:
    """Return what negates a thought or a wish, and so its content: "does not think that X", "did not order him to"."""
    turning = _SUPPOSING | words("factuality.intending_words") | words("factuality.expecting_words")
    denied = negations(word) if word.lemma_.lower() in turning and word.pos_ in ("VERB", "AUX") else ()
    return tuple(i for t in denied for i in negation_words(t)) if len(denied) % 2 else ()


def _by_cue(word: Token | None) -> Iterator[_Doubt]:
    if word is None:
        return
    lemma = word.lemma_.lower()
    if lemma in words("factuality.wondering_verbs"):
        yield "possible", word.i
    elif lemma in _SUPPOSING or (lemma in words("factuality.supposing_passives") and is_agentless_passive(word)):
        yield "probable", word.i


def _by_modal(verb: Token) -> Iterator[_Doubt]:
    """Yield what the modal of the predicate says; "could not" is sure of it, "should" of what is demanded too."""
    token, modal, have = modal_verb(verb), modal_of(verb), perfect(verb)
    if token is None:
        return
    if modal in _MAY or (modal in _COULD and not any(c.dep_ == "neg" for c in verb.children)):
        yield "possible", token.i
    elif modal in words("factuality.modals_of_expectation") and verb.lemma_.lower() in _FORESEEN:
        yield "probable", token.i
    elif modal in words("factuality.modals_of_inference") and have is not None:
        yield "probable", token.i
        yield "probable", have.i


def _by_words(verb: Token, inside: frozenset[int]) -> Iterator[_Doubt]:
    """Yield what adverbs and adjectives at the predicate say, or verbs that weaken it: "seems to", "is likely to"."""
    if _supposes(verb):
        yield "probable", verb.i
        return
    near = [c for c in verb.children if c.i in inside and c.dep_ in ("advmod", "acomp", "attr", "npadvmod")]
    near += [g for c in near for g in c.children if g.dep_ == "advmod"]
    exists = any(c.dep_ == "expl" for c in verb.children)  # "there is a chance that"
    found: list[_Doubt] = [("probable", t.i) for t in near if t.lower_ in _PROBABLE]
    found += [("possible", t.i) for t in near if t.lower_ in _POSSIBLE or (exists and t.lower_ in _POSSIBLE_NOUNS)]
    yield from found
    if not found and verb.dep_ in ("xcomp", "ccomp") and verb.head.i in inside:
        yield from _by_words(verb.head, inside)


def _supposes(verb: Token) -> bool:
    """Return whether a verb weakens its clause: "seems to", "I guess", "is expected to"."""
    lemma = verb.lemma_.lower()
    if lemma in _APPEARING and any(c.dep_ in ("xcomp", "acomp", "oprd", "ccomp") for c in verb.children):
        return True
    return _guesses(verb) or (lemma in words("factuality.supposing_passives") and is_agentless_passive(verb))


def polarity_of(
    document: Document, tokens: Sequence[int], predicate: int, cue: Sequence[int] | None = None
) -> Shown[Polarity]:
    """Return whether the main predicate is negated: "not", "no longer", "has no plans", "nobody", "failed to agree".

    So is what is not thought or wanted: "does not believe that". Two negations undo each other ("did not fail to").
    What only names an opposite ("denied", "rejected") is affirmed: that is force. Negation in another clause, or after
    "without", does not count.
    """
    inside = frozenset(tokens)
    word = cue_word(document.parse, cue) if cue else None
    turned = _turned(word) if word is not None and word.i not in inside else ()
    found = [t for t in negations(document.parse[predicate]) if t.i in inside]
    if (len(found) + bool(turned)) % 2 == 0:
        return Shown("affirmed")
    return Shown("negated", (*turned, *(i for t in found for i in negation_words(t))))


def factuality_of(document: Document, tokens: Sequence[int], predicate: int, cue: Sequence[int] | None) -> float:
    """Return the article's own commitment that the main predicate's event happened or holds, -3 to 3.

    The scale is FactBank's (Saurí and Pustejovsky 2009) made continuous (de Marneffe et al. 2012, Lee et al. 2015): own
    voice in the past is 3, negated -3. Each modal, future, intent, report and hedge leaves so much at the most; what it
    leaves is negative where it turns the commitment round.
    """
    inside = frozenset(tokens)
    word = cue_word(document.parse, cue) if cue else None
    if asked_by(document, tokens, word):
        return 0.0
    left = [3.0, *_left_above(document.parse[predicate], inside)]
    if word is not None and word.i not in inside:
        if _withheld(document, tokens, word):
            return 0.0
        left.append(_left_under(word, _REPORTED))
        wrong = any(c.lower_ in words("factuality.adverbs_of_error") for c in word.children)
        left += [-3.0] * (wrong + bool(_turned(word)))
    if hedge_of(document, tokens, cue):
        left.append(1.5)
    return round(prod(copysign(1.0, most) for most in left) * min(map(abs, left)), 2) + 0.0  # no -0.0


def _left_above(event: Token, inside: frozenset[int]) -> Iterator[float]:
    """Yield what an event's own words and those above it in the statement leave."""
    named = event.pos_ not in ("VERB", "AUX")
    if named and any(c.lower_ in words("factuality.no") and c.dep_ in ("det", "neg") for c in event.children):
        yield -3.0
    for token in (event, *event.ancestors):
        # What a noun names stays where the verb above it is negated: "did not mention the attack".
        yield from map(abs, _left_at(token, inside)) if named else _left_at(token, inside)
        above = token.head
        if above is token or above.i not in inside or _is_apart(token, event):
            return
        if token.dep_ in _EMBEDDED or (token.dep_ == "prep" and any(c.dep_ == "pcomp" for c in token.children)):
            yield _left_under(above, 3.0)


def _is_apart(token: Token, event: Token) -> bool:
    """Return whether what stands above a clause does not touch it; under a factive: "did not know that it was over"."""
    if token.dep_ == "ccomp":
        return has_own_subject(token) and token.head.lemma_.lower() in _FACTIVES
    if token.dep_ in ("acl", "conj"):
        return token.tag_ != "VB" if token.dep_ == "acl" else token is not event
    return token.dep_ in ("relcl", "appos", "advcl")


def _left_at(verb: Token, inside: frozenset[int]) -> Iterator[float]:
    """Yield what is left at one verb: by its modal, negation and adverbs, an "if" or "to" before it."""
    if verb.pos_ not in ("VERB", "AUX"):
        return
    if modal := modal_of(verb):
        yield numbers("factuality.modal_commitment").get(modal, 1.5)
    marks = [c for c in verb.children if c.dep_ in ("mark", "advmod", "aux") and c.i < verb.i]
    if any(c.lower_ in words("factuality.conditional_words") for c in marks):
        yield 0.0
    if any(c.tag_ == "TO" for c in marks) and verb.dep_ in ("advcl", "acl", "relcl", "ROOT"):
        yield 1.6
    adverbs = {c.lower_ for c in verb.children if c.dep_ in ("advmod", "acomp", "npadvmod") and c.i in inside}
    if adverbs & _POSSIBLE:
        yield 1.2
    if adverbs & _PROBABLE:
        yield 1.8
    if len([t for t in negations(verb) if t is not verb]) % 2:
        yield -3.0


def _left_under(word: Token, otherwise: float) -> float:
    """Return what an embedding word leaves of the commitment to its clause."""
    lemma = word.lemma_.lower()
    left = next((most for lemmas, most in _EMBEDDING if lemma in lemmas), otherwise)
    # "Did not say that X" leaves X open; "does not think that X" is taken for thinking that not X.
    return 0.0 if left == _REPORTED and word.pos_ in ("VERB", "AUX") and negations(word) else left
