"""Outlets carried over to words that nobody is named for: what an outlet "has learned", what a paper's piece quotes.

"The bridge was sold, the Herald has learned. Sources said …": the sources are the Herald's. "A profile in the Herald
told of the mayor. “We sell,” she was quoted as saying": the Herald quotes her.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from rashomon.annotation.attribution.chains import Names, is_own, via_hop
from rashomon.annotation.attribution.cues import UNNAMED_HEADS
from rashomon.annotation.attribution.media import is_outlet, named
from rashomon.annotation.attribution.types import Via
from rashomon.annotation.document import Document
from rashomon.annotation.statements import Found
from rashomon.annotation.syntax import children, phrase, subject
from rashomon.types import Hop, Statement
from rashomon.types.parse import Token

__all__ = ["carry_credits"]

_PIECES = frozenset({"article", "column", "essay", "interview", "piece", "profile", "report", "story"})
_REACH = 5
"""Sentences after which unnamed sources are no longer taken for those of an outlet credited before."""
_NEAR = 3
"""Sentences behind a piece named in which somebody quoted without a name is quoted by it."""
_NAMELESS = frozenset({"a", "an", "another", "one", "the", "that", "this", "two", "three", "several", "some"})


@dataclass(frozen=True, slots=True)
class _Credit:
    sentence: int
    hop: Hop
    learned: bool
    """The outlet has learned it from sources; else it printed a piece."""


def carry_credits(document: Document, found: Sequence[Found], entity_of: Names) -> tuple[Found, ...]:
    """The statements, those of unnamed sources and carriers given the outlet credited before, as an implied hop."""
    credited = list(_credits(document, entity_of))
    if not credited:
        return tuple(found)
    number_of = {s.start: n for n, s in enumerate(document.parse.sents)}
    out: list[Found] = []
    last: dict[bool, tuple[int, Hop]] = {}
    for segment, statement in found:
        here = number_of[document.parse[segment.tokens[0]].sent.start]
        while credited and credited[0].sentence < here:
            credit = credited.pop(0)
            last[credit.learned] = (credit.sentence, credit.hop)
        if True in last and here - last[True][0] <= _REACH and _is_unnamed(statement):
            last[True] = (here, last[True][1])
            statement = msgspec.structs.replace(statement, chain=(*statement.chain, last[True][1]))
        elif False in last and here - last[False][0] <= _NEAR and _is_quoted_by_somebody(statement):
            statement = msgspec.structs.replace(statement, chain=(*statement.chain[:-1], last[False][1]))
        out.append((segment, statement))
    return tuple(out)


def _credits(document: Document, entity_of: Names) -> Iterator[_Credit]:
    for number, sentence in enumerate(document.parse.sents):
        for token in sentence:
            who = _learner(token) or _printer(token)
            if who is not None:
                hop = via_hop(document, Via(phrase(who)), entity_of, implied=True)
                if not is_own(document, hop):
                    yield _Credit(number, hop, token.pos_ == "VERB")


def _learner(verb: Token) -> Token | None:
    """ "The Herald has learned"."""
    if (
        verb.pos_ != "VERB"
        or verb.lemma_.lower() != "learn"
        or not any(c.lemma_ == "have" for c in children(verb, "aux"))
    ):
        return None
    who = subject(verb)
    return who if who is not None and is_outlet(who) else None


def _printer(piece: Token) -> Token | None:
    """ "An article in the Herald", "a Herald profile"."""
    if piece.pos_ != "NOUN" or piece.lemma_.lower() not in _PIECES:
        return None
    for preposition in children(piece, "prep"):
        if preposition.lower_ in {"by", "from", "in", "with"}:
            for who in children(preposition, "pobj"):
                if is_outlet(who):
                    return who
    return next((c for c in children(piece, "compound", "nmod", "poss") if named(c) and is_outlet(c)), None)


def _is_unnamed(statement: Statement) -> bool:
    """Whether whom the article has it from goes by no name, nor through anybody."""
    if not statement.chain:
        return False
    hop = statement.chain[-1]
    if hop.implied or hop.cue is None or len(hop.sources) != 1:
        return False
    words = hop.sources[0].text.lower().split()
    return hop.anonymous or (words[-1] in UNNAMED_HEADS and (len(words) == 1 or words[0] in _NAMELESS))


def _is_quoted_by_somebody(statement: Statement) -> bool:
    hop = statement.chain[-1] if len(statement.chain) > 1 else None
    return hop is not None and hop.anonymous and not hop.sources and hop.cue is not None and "quot" in hop.cue.text
