"""Words that put distance between whoever speaks and what is said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rashomon.annotation.marker_words import DISTANCING_CUES, DISTANCING_NOUNS, DISTANCING_PASSIVES, HEDGES
from rashomon.annotation.syntax import cue_word, is_agentless_passive
from rashomon.types import Spot, spot
from rashomon.types.parse import Token

if TYPE_CHECKING:
    from rashomon.annotation.document import Document

__all__ = ["hedge_of"]

APPEARING = frozenset({"seem", "appear"})
INSIDE_NOUNS = frozenset({"amod", "relcl", "acl", "poss", "nmod", "appos", "compound"})


def hedge_of(document: Document, tokens: Sequence[int], cue: Sequence[int] | None) -> Spot | None:
    """The hedge of a statement: an adverb, an appearance or an open guess in it, else a cue that distances; or None.

    "Said" and "told" do not distance, a passive without an agent does. An adverb inside a noun phrase ("the allegedly
    stolen car") hedges that phrase alone, and so does "so-called": neither counts.
    """
    doc = document.parse
    words = [doc[i] for i in tokens]
    adverbs = [t for t in words if t.lower_ in HEDGES and t.head.dep_ not in INSIDE_NOUNS]
    if adverbs:
        return document.spot(adverbs[0])
    if open_ := next((t for t in words if _appears(t) or _guesses(t)), None):
        return document.spot(open_)
    if cue and (found := _distancing(cue_word(doc, cue))):
        return _spot(document, found)
    for token in words:
        if is_agentless_passive(token) and token.lemma_.lower() in DISTANCING_PASSIVES and _embeds(token):
            return _spot(document, _with_auxiliary(token))
    return None


def _appears(verb: Token) -> bool:
    """ "Seems to know", of the clause that the statement is: not inside a noun phrase."""
    lemma = verb.lemma_.lower()
    if lemma not in APPEARING or verb.pos_ != "VERB" or verb.dep_ in INSIDE_NOUNS - {"relcl"}:
        return False
    return any(c.dep_ in ("xcomp", "oprd") or (c.dep_ == "acomp" and lemma == "seem") for c in verb.children)


def _guesses(verb: Token) -> bool:
    """ "I guess", "I'm guessing"."""
    return verb.lemma_.lower() == "guess" and any(c.dep_ == "nsubj" and c.lower_ == "i" for c in verb.children)


def _distancing(word: Token | None) -> tuple[int, int] | None:
    """The token range of a cue that distances."""
    if word is None:
        return None
    lemma = word.lemma_.lower()
    if word.pos_ == "NOUN":
        return (word.i, word.i + 1) if lemma in DISTANCING_NOUNS else None
    if is_agentless_passive(word) and lemma in DISTANCING_PASSIVES:
        return _with_auxiliary(word)
    return (word.i, word.i + 1) if lemma in DISTANCING_CUES else None


def _embeds(verb: Token) -> bool:
    """Whether a passive leads to what is said: "is believed to be", "it is thought that"."""
    return any(c.dep_ in ("xcomp", "ccomp", "oprd") or (c.dep_ == "aux" and c.lower_ == "to") for c in verb.children)


def _with_auxiliary(verb: Token) -> tuple[int, int]:
    """From a passive's form of "be" to the verb."""
    auxiliary = max((c.i for c in verb.children if c.dep_ in ("auxpass", "aux") and c.lemma_ == "be"), default=verb.i)
    return (min(auxiliary, verb.i), verb.i + 1)


def _spot(document: Document, tokens: tuple[int, int]) -> Spot:
    return spot(document.article.content, (document.starts[tokens[0]], document.ends[tokens[1] - 1]))
