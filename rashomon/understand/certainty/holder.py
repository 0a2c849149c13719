"""How certain whoever speaks last before the content is of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rashomon.model import Certainty
from rashomon.understand.certainty.force import is_question
from rashomon.understand.certainty.verbs import cue_word, is_passive_without_agent, lemma_of, modal_of, negations
from rashomon.understand.lexicon import FACTIVES, FORESEEN, PERHAPS, POSSIBLE_NOUNS, PROBABLY, SUPPOSED, WONDERED
from rashomon.understand.tokens import Token

if TYPE_CHECKING:
    from rashomon.understand.parse import Parsed

__all__ = ["certainty_of"]

SUPPOSING_PASSIVES = frozenset({"believe", "think", "understand", "expect", "suspect", "presume", "assume", "estimate"})


def certainty_of(parsed: Parsed, tokens: Sequence[int], predicate: int, cue: Sequence[int] | None) -> Certainty:
    """The holder's certainty: the classes of FactBank (Saurí and Pustejovsky 2009), polarity left out.

    A plain assertion is certain, and so are a prediction with "will", a demand, an offer, a refusal. Hearsay
    ("reportedly") is the article's distance, not the holder's doubt.
    """
    doc = parsed.doc
    verb = doc[predicate]
    inside = frozenset(tokens)
    word = cue_word(doc, cue) if cue else None
    if _is_open(parsed, tokens, verb, word):
        return "unknown"
    graded = [_by_words(verb, inside), _by_modal(verb), _by_cue(word)]
    for grade in ("possible", "probable"):
        if grade in graded:
            return "possible" if grade == "possible" else "probable"
    return "certain"


def _is_open(parsed: Parsed, tokens: Sequence[int], verb: Token, word: Token | None) -> bool:
    """Asked, not said, or only supposed: questions, "whether", the if of a conditional, "did not say that"."""
    if is_question(parsed, tokens, word):
        return True
    marks = {c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod") and c.i <= verb.i}
    if "whether" in marks or ("if" in marks and verb.dep_ in ("advcl", "ccomp")):
        return True
    if word is None or word.pos_ not in ("VERB", "AUX") or not negations(word):
        return False
    return word.lemma_.lower() not in FACTIVES | SUPPOSED  # "does not think that X" is sure enough that not X


def _by_cue(word: Token | None) -> Certainty | None:
    if word is None:
        return None
    lemma = word.lemma_.lower()
    if lemma in WONDERED:
        return "possible"
    if lemma in SUPPOSED or (lemma in SUPPOSING_PASSIVES and is_passive_without_agent(word)):
        return "probable"
    return None


def _by_modal(verb: Token) -> Certainty | None:
    """What the modal of the main predicate says. "Could not" is sure of it, and so is "should" where it asks for."""
    modal = modal_of(verb)
    if modal in ("may", "might"):
        return "possible"
    if modal == "could":
        return None if any(c.dep_ == "neg" for c in verb.children) else "possible"
    if modal in ("should", "ought"):
        return "probable" if verb.lemma_.lower() in FORESEEN else None
    if modal == "must":
        perfect = any(c.lower_ == "have" and c.dep_ == "aux" for c in verb.children)
        return "probable" if perfect else None
    return None


def _by_words(verb: Token, inside: frozenset[int]) -> Certainty | None:
    """Adverbs and adjectives at the main predicate, and the verbs that weaken it: "seems to", "is likely to"."""
    if lemma_of(verb) in ("seem", "appear") and any(
        c.dep_ in ("xcomp", "acomp", "oprd", "ccomp") for c in verb.children
    ):
        return "probable"
    if lemma_of(verb) == "guess" and any(c.dep_ == "nsubj" and c.lower_ == "i" for c in verb.children):
        return "probable"
    if verb.lemma_.lower() in SUPPOSING_PASSIVES and is_passive_without_agent(verb):
        return "probable"
    near = [c for c in verb.children if c.i in inside and c.dep_ in ("advmod", "acomp", "attr", "npadvmod")]
    near += [g for c in near for g in c.children if g.dep_ == "advmod"]
    lemmas = {t.lower_ for t in near}
    if lemmas & PERHAPS or any(t.lower_ in POSSIBLE_NOUNS and _exists(verb) for t in near):
        return "possible"
    if lemmas & PROBABLY:
        return "probable"
    above = verb.head
    if verb.dep_ in ("xcomp", "ccomp") and above.i in inside and above.i != verb.i:
        return _by_words(above, inside)
    return None


def _exists(verb: Token) -> bool:
    """ "There is a chance that"."""
    return any(c.dep_ == "expl" for c in verb.children)
