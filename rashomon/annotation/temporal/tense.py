"""Which way a time expression points: by the tense of the verb above it."""

from __future__ import annotations

from typing import Literal

from rashomon.lexicon import words
from rashomon.types.parse import Token

__all__ = ["Direction", "direction_of"]

Direction = Literal["past", "future", "near"]
"""Before the day of publication, after it, or whichever is nearer."""

_HAVE = words("function_words.have")
_HEADS_OF_THE_FUTURE = words("time.heads_of_the_future")
_CLIMB = 12
"""Longest way up to the verb; a parse of broken text may have none."""


def direction_of(token: Token) -> Direction:
    """Return which way the expression that ``token`` heads points.

    Of an expression that modifies a noun ("a June 3 hearing") its verb tells nothing: near. Without any verb: past.
    """
    if token.dep_ in ("compound", "nmod", "amod", "nummod", "poss") and token.head.pos_ in ("NOUN", "PROPN"):
        return "near"
    preposition = token.head.lower_ if token.dep_ == "pobj" else ""
    if preposition in words("time.prepositions_of_beginnings"):
        return "past"
    verb = _verb_above(token)
    if preposition in words("function_words.for") and verb is not None and verb.lemma_.lower() in _HEADS_OF_THE_FUTURE:
        return "future"
    if preposition in words("time.prepositions_of_limits") and not (verb is not None and _is_pluperfect(verb)):
        return "future"
    return _tense(verb) if verb is not None else "past"


def _verb_above(token: Token) -> Token | None:
    """Return the nearest verb or copula above."""
    for _ in range(_CLIMB):
        if token.pos_ in ("VERB", "AUX"):
            return token
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def _is_pluperfect(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.tag_ == "VBD" and c.lemma_ in _HAVE for c in verb.children)


def _tense(verb: Token) -> Direction:
    """Return the direction of a verb by its auxiliaries and its form."""
    auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    tags = {c.tag_ for c in auxiliaries}
    perfect = any(c.lemma_ in _HAVE for c in auxiliaries)
    if "MD" in tags and not perfect:
        return "future"
    if "VBD" in tags or (perfect and not tags & {"MD", "TO"}):
        return "past"
    if "TO" in tags or verb.tag_ == "VB" or (verb.tag_ == "VBG" and not auxiliaries):
        return _by_head(verb)
    if verb.tag_ in ("VBD", "VBN"):
        return "near" if tags & {"VBZ", "VBP"} else "past"
    return "near"


def _by_head(verb: Token) -> Direction:
    """Return the direction of an infinitive or participle: what its head makes of it."""
    above = verb.head
    if above.i == verb.i:
        return "near"
    planned = above.lemma_.lower() in _HEADS_OF_THE_FUTURE or (above.pos_ == "NOUN" and verb.dep_ in ("relcl", "acl"))
    if planned and verb.tag_ != "VBG":
        return "future"
    governing = _verb_above(above)
    return _tense(governing) if governing is not None and governing.i < verb.i else "past"
