"""What the functions of this package read off a parse: auxiliaries, modals, negation, the word that makes a cue."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from rashomon.annotation.marker_words import FAILED, NEGATIVE_WORDS, NEGATORS, words
from rashomon.types.parse import Parse, Token

__all__ = [
    "auxiliaries",
    "cue_word",
    "is_passive_without_agent",
    "lemma_of",
    "modal_of",
    "modal_token",
    "negations",
    "subject_of",
    "whole",
]

SUBJECTS = words("nsubj nsubjpass csubj csubjpass expl")
ARGUMENTS = words("nsubj nsubjpass dobj attr oprd pobj")
MODALS = {
    "ca": "can",
    "wo": "will",
    "'ll": "will",
    "ll": "will",
    "’ll": "will",
    "'d": "would",
    "’d": "would",
    "sha": "shall",
}
NOT_DENYING = words("only just merely simply necessarily least until")
"""After "not" these keep the clause affirmed."""

IN_NO = words("way time circumstance point case condition event means")
"""After a preposition and "no": "under no circumstances"."""

NO_DENIAL = words("doubt question matter less sooner wonder")
"""After "no" these keep the clause affirmed: "there is no doubt that"."""


def lemma_of(token: Token) -> str:
    """Its lemma in lower case, with its particle: "turn down"."""
    particle = next((c.lower_ for c in token.children if c.dep_ == "prt"), "")
    return f"{token.lemma_.lower()} {particle}".strip()


def auxiliaries(verb: Token) -> list[Token]:
    """A verb's auxiliaries; a coordinated verb without its own subject or auxiliary shares those before it."""
    own = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if (
        own
        or verb.dep_ != "conj"
        or any(c.dep_ in SUBJECTS for c in verb.children)
        or verb.tag_ in ("VBD", "VBZ", "VBP")
    ):
        return own
    return auxiliaries(verb.head) if verb.head.pos_ in ("VERB", "AUX") else own


def modal_token(verb: Token) -> Token | None:
    """The modal of a verb (also of a copula's complement); None without one."""
    return next((t for t in (*auxiliaries(verb), verb) if t.tag_ == "MD"), None)


def modal_of(verb: Token) -> str | None:
    """The modal of a verb in full: "will" for "'ll"; None without one."""
    token = modal_token(verb)
    return None if token is None else MODALS.get(token.lower_, token.lower_)


def subject_of(verb: Token) -> Token | None:
    """A verb's own subject."""
    return next((c for c in verb.children if c.dep_ in SUBJECTS), None)


def cue_word(doc: Parse, cue: Collection[int]) -> Token | None:
    """The word of a cue that says what kind of saying it is: "saying" of "was quoted as saying"."""
    tokens = [doc[i] for i in cue]
    main = [t for t in tokens if t.pos_ in ("VERB", "NOUN") and t.dep_ not in ("aux", "auxpass")]
    return main[-1] if main else (tokens[-1] if tokens else None)


def is_passive_without_agent(verb: Token) -> bool:
    """ "was said to", "is believed to": a passive that does not name by whom."""
    return (
        verb.tag_ == "VBN"
        and any(c.dep_ == "auxpass" or (c.dep_ == "aux" and c.lemma_ == "be") for c in verb.children)
        and not any(c.dep_ == "agent" for c in verb.children)
    )


def negations(verb: Token) -> list[Token]:
    """The words that negate a verb: its own "not" and "never", a "no" in its subject, object or complement."""
    if _only_stresses(verb):
        return []
    found = [c for c in verb.children if _negates(c)]
    for argument in verb.children:
        if argument.dep_ in ARGUMENTS:
            found += _negative_words(argument)
        elif argument.dep_ in ("advmod", "npadvmod", "acomp") and argument.lower_ in ("longer", "more"):
            found += [c for c in argument.children if c.lower_ == "no"]
        elif argument.dep_ == "prep":
            found += [
                c
                for noun in argument.children
                if noun.lemma_.lower() in IN_NO
                for c in noun.children
                if c.lower_ == "no"
            ]
    if lemma_of(verb) in FAILED and any(c.dep_ == "xcomp" for c in verb.children):
        found.append(verb)
    return found


def whole(negation: Token) -> tuple[int, ...]:
    """The tokens of a negation: "no one" is two."""
    before = negation.nbor(-1) if negation.lower_ == "one" and negation.i else None
    return (negation.i,) if before is None or before.lower_ != "no" else (before.i, negation.i)


def _only_stresses(verb: Token) -> bool:
    """ "Cannot help but think", "could not be higher", "could not agree more": a negation that affirms."""
    if modal_of(verb) not in ("can", "could"):
        return False
    if verb.lemma_ == "be":
        complements = [c for c in verb.children if c.dep_ == "acomp"]
        return any(c.tag_ == "JJR" or any(g.lower_ == "more" for g in c.children) for c in complements)
    return verb.lemma_ == "help" or (verb.lemma_ == "agree" and any(c.lower_ == "more" for c in verb.children))


def _negates(token: Token) -> bool:
    if token.dep_ != "neg" and token.lower_ not in NEGATORS:
        return False
    after = token.nbor().lower_ if token.i + 1 < len(token.doc) else ""
    return after not in NOT_DENYING and token.dep_ in ("neg", "advmod", "preconj", "cc", "det", "intj")


def _negative_words(argument: Token) -> Iterator[Token]:
    """A "no" on an argument, "nobody" as one, "neither" before it."""
    if argument.lower_ in NEGATIVE_WORDS or (
        argument.lower_ == "one" and argument.i and argument.nbor(-1).lower_ == "no"
    ):
        yield argument
        return
    for child in argument.children:
        if child.lower_ in ("no", "neither") and child.dep_ in ("det", "preconj", "neg", "advmod"):
            if argument.lemma_.lower() not in NO_DENIAL:
                yield child
            return
