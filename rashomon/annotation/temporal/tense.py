"""Which way a time expression looks: by the verb that it hangs on."""

from __future__ import annotations

from typing import Literal

from rashomon.annotation.temporal.vocabulary import words
from rashomon.types.parse import Token

__all__ = ["Direction", "direction_of"]

Direction = Literal["past", "future", "near"]
"""Before the day of publication, after it, or whichever is nearer."""

FUTURE_AUXILIARIES = words("will shall ll 'll wo would may might could should must can")
FUTURE_HEADS = words(
    "agree aim announce arrange await call decide demand due elect expect go hope intend invite likely mean need order "
    "plan pledge postpone prepare promise propose ready schedule seek set slate try threaten urge vow wait want"
)
"""What takes an infinitive that lies ahead: "is set to begin on Wednesday"."""

FUTURE_PREPOSITIONS = words("until till by")
CLIMB = 12
"""Longest way up to the verb; a parse of broken text may have none."""


def direction_of(token: Token) -> Direction:
    """Which way the expression that ``token`` heads looks.

    An expression that modifies a noun ("a June 3 hearing") tells nothing by its verb: near. Without any verb: past.
    """
    if token.dep_ in ("compound", "nmod", "amod", "nummod", "poss") and token.head.pos_ in ("NOUN", "PROPN"):
        return "near"
    preposition = token.head.lower_ if token.dep_ == "pobj" else ""
    if preposition == "since":
        return "past"
    verb = _verb_above(token)
    if preposition == "for" and verb is not None and verb.lemma_.lower() in FUTURE_HEADS:
        return "future"
    tense = _tense(verb) if verb is not None else "past"
    if preposition in FUTURE_PREPOSITIONS and not (verb is not None and _is_pluperfect(verb)):
        return "future"
    return tense


def _verb_above(token: Token) -> Token | None:
    """The nearest verb or copula above."""
    for _ in range(CLIMB):
        if token.pos_ in ("VERB", "AUX"):
            return token
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def _is_pluperfect(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ in ("had", "'d") for child in verb.children)


def _tense(verb: Token) -> Direction:
    """The direction of a verb from its auxiliaries and its form."""
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if auxiliaries & FUTURE_AUXILIARIES and "have" not in auxiliaries:
        return "future"
    if auxiliaries & {"had", "has", "was", "were", "did", "'ve"} or auxiliaries == {"have"}:
        return "past"
    if "to" in auxiliaries or verb.tag_ == "VB" or (verb.tag_ == "VBG" and not auxiliaries):
        return _by_head(verb)
    if verb.tag_ in ("VBD", "VBN"):
        return "near" if auxiliaries & {"is", "are", "'s"} else "past"
    return "near"


def _by_head(verb: Token) -> Direction:
    """The direction of an infinitive or a participle: what its head makes of it."""
    above = verb.head
    if above.i == verb.i:
        return "near"
    infinitive = verb.tag_ != "VBG"
    if infinitive and (
        above.lemma_.lower() in FUTURE_HEADS or (above.pos_ == "NOUN" and verb.dep_ in ("relcl", "acl"))
    ):
        return "future"
    governing = _verb_above(above)
    return _tense(governing) if governing is not None and governing.i < verb.i else "past"
