"""A sentence cut into the clauses that each say one thing."""

from __future__ import annotations

from rashomon.annotation.syntax import finite, has_own_subject, joint, phrase, subject, subtree, torn
from rashomon.types.parse import Parse, Token

__all__ = ["SHORTEST", "clauses_of", "shares_auxiliary", "with_subject"]

SHORTEST = 3
"""Fewer words than this say nothing that could be compared."""
_LONGEST_SHARED = 6
"""A shared subject of more tokens than this is repeated by its head only."""


def clauses_of(doc: Parse, tokens: list[int]) -> list[set[int]]:
    """A sentence's region cut into its coordinated clauses, those included that share a subject."""
    left = set(tokens)
    cut: list[set[int]] = []
    for i in sorted(tokens, reverse=True):
        verb = doc[i]
        part: set[int] | None = None
        if (added := _addition(verb)) is not None and i in left:
            part = (subtree(verb) & left) | {k for k in range(*added) if k in left}
            if len(part) < len(left) and len(subtree(verb)) > SHORTEST:
                cut.append(part)
                left -= subtree(verb)
            continue
        if verb.pos_ in {"VERB", "AUX"} and _stands_alone(verb, left):
            part = subtree(verb) & left
            if torn(verb) is not None:
                part = {k for k in part if k >= joint(verb)}
        if part and part != left and len(part) >= SHORTEST:
            cut.append(part)
            left -= part
    return [left, *reversed(cut)]


def _stands_alone(verb: Token, region: set[int]) -> bool:
    if torn(verb) is not None:
        return True
    before = verb.doc[max(0, verb.left_edge.i - 2) : verb.left_edge.i]
    if any(t.tag_ == "-LRB-" for t in before):
        return False
    if verb.head.i not in region:
        # inside a quotation the parser may hang the second clause on a verb outside of it
        return (
            finite(verb)
            and has_own_subject(verb)
            and any(i < verb.left_edge.i and verb.doc[i].head.i not in region and finite(verb.doc[i]) for i in region)
        )
    if not (finite(verb) or shares_auxiliary(verb)):
        return False
    if verb.dep_ == "conj":
        return _is_main(verb.head, region) and (has_own_subject(verb) or len(subtree(verb) & region) > SHORTEST)
    return has_own_subject(verb) and verb.dep_ in {"ccomp", "parataxis"} and _set_off(verb)


def _set_off(verb: Token) -> bool:
    """Whether a clause that the parser hung on the next is set off by a stop, or by a comma and "so", "but" …"""
    own = subtree(verb)
    around = [verb.doc[k].lower_ for k in (min(own) - 1, max(own) + 1, max(own) + 2) if 0 <= k < len(verb.doc)]
    if any(word in {";", ":", "—", "–"} for word in around[:2]):
        return True
    return verb.i < verb.head.i and around[-2:-1] == [","] and around[-1] in {"so", "but", "and", "yet", "or"}


def _addition(verb: Token) -> tuple[int, int] | None:
    """For a relative clause behind a comma, what it tells something of: "Novak" of "Novak, who owns a mill"."""
    if verb.dep_ != "relcl" or not finite(verb) or verb.head.pos_ not in {"NOUN", "PROPN"}:
        return None
    first = verb.left_edge
    if (
        first.i == 0
        or verb.doc[first.i - 1].text != ","
        or not any(t.tag_ in {"WP", "WDT", "WRB"} for t in verb.doc[first.i : first.i + 2])
    ):
        return None
    start, _ = phrase(verb.head)
    return (start, verb.head.i + 1) if verb.head.i + 1 - start <= _LONGEST_SHARED else (verb.head.i, verb.head.i + 1)


def shares_auxiliary(verb: Token) -> bool:
    """ "Were circulated and posted": the second verb is as finite as the first."""
    return verb.dep_ == "conj" and verb.tag_ == verb.head.tag_ == "VBN" and finite(verb.head)


def _is_main(verb: Token, region: set[int]) -> bool:
    """Whether a verb heads its region, alone or by coordination: a conjunct in a relative clause is no statement."""
    while verb.dep_ == "conj" and verb.head.i in region:
        verb = verb.head
    return verb.head.i not in region or verb.head.i == verb.i or verb.dep_ == "ccomp"


def with_subject(doc: Parse, tokens: tuple[int, ...], predicate: int) -> tuple[int, ...]:
    """The tokens with the subject that a coordinated verb shares: "Novak … left the hall" of "Novak rose and left"."""
    verb = doc[predicate]
    if verb.dep_ != "conj" or has_own_subject(verb) or not (finite(verb) or shares_auxiliary(verb)):
        return tokens
    who = subject(verb)
    if who is None or who.i in tokens or who.sent != verb.sent or who.tag_ in {"WDT", "WP"}:
        return tokens
    start, end = phrase(who)
    shared = range(start, end) if end - start <= _LONGEST_SHARED else (who.i,)
    return tuple(sorted({*tokens, *shared}))
