"""Verbs that attribute, and what hangs on them: the clause that they take, who says it, and to whom."""

from __future__ import annotations

from rashomon.annotation.attribution.types import TokenRange
from rashomon.annotation.syntax import (
    children,
    finite,
    has_own_subject,
    phrase,
    prepositional_objects,
    subject,
    subtree,
)
from rashomon.lexicon import table, words
from rashomon.types.parse import Token

__all__ = [
    "ACCUSE_VERBS",
    "ANONYMITY_VERBS",
    "CALL_VERBS",
    "CUE_VERBS",
    "QUOTE_VERBS",
    "REPORT_NOUNS",
    "REPORT_VERBS",
    "TELL_VERBS",
    "THOUGHT_VERBS",
    "clause",
    "coordinated",
    "frame_head",
    "hearer_of",
    "source_of",
]

REPORT_VERBS = words("reporting.speech_verbs")
REPORT_NOUNS = words("reporting.speech_nouns")
THOUGHT_VERBS = words("reporting.thought_verbs")
TELL_VERBS = words("reporting.telling_verbs")
QUOTE_VERBS = words("reporting.quoting_verbs")
CALL_VERBS = words("reporting.naming_verbs")
ACCUSE_VERBS = table("reporting.accusing_verbs")
ANONYMITY_VERBS = words("reporting.anonymity_verbs")
CUE_VERBS = REPORT_VERBS | THOUGHT_VERBS


def clause(verb: Token, thought: bool) -> set[int]:
    """The clause that a verb takes, before or after it."""
    content = {i for child in children(verb, "ccomp") if _is_said(verb, child, thought) for i in subtree(child)}
    if not content and not thought:
        content = _behind_medium(verb)
    for i in list(content):
        if (lift := _lifted(verb.doc[i])) is not None and lift.i == verb.i:
            content -= subtree(verb.doc[i])
    return content


def _behind_medium(verb: Token) -> set[int]:
    """ "Said in a statement that the mill is closed": the clause that the parser hung on the statement."""
    for _, medium in prepositional_objects(verb):
        for said in children(medium, "relcl", "acl") if medium.lemma_.lower() in words("documents.media") else ():
            first = said.left_edge
            that = first.lower_ in words("reporting.complementizers") and first.i > medium.i
            if that and first.dep_ not in {"nsubj", "nsubjpass"}:
                return subtree(said) - {first.i}
    return set()


def _is_said(verb: Token, child: Token, thought: bool) -> bool:
    """Whether a clause under a cue is what was said or thought."""
    if thought and not (finite(child) or child.pos_ == "AUX"):
        return False
    asks = not thought and verb.lemma_.lower() in words("reporting.question_verbs")
    if child.left_edge.tag_ in {"WP", "WRB", "WDT"} and not asks:
        return False
    if child.i < verb.i and not (finite(child) or has_own_subject(child) or child.pos_ != "VERB"):
        return False
    # "shows him leaving" is seen, not said
    participle = child.tag_ in {"VBG", "VBN"} and not finite(child)
    return not participle or any(c.dep_ == "mark" for c in child.children)


def _lifted(verb: Token) -> Token | None:
    """For a participle cue after a comma inside somebody's content, the clause of who says it.

    "X told Y that the two are part of Z, underscoring that …": X underscores, not the two.
    """
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or has_own_subject(verb):
        return None
    head, lemma = verb.head, verb.lemma_.lower()
    if lemma not in REPORT_VERBS | words("reporting.contradicting_verbs") or head.dep_ != "ccomp" or head.i > verb.i:
        return None
    first = min(subtree(verb))
    if not first or verb.doc[first - 1].text not in {",", "–", "—", "-"}:
        return None
    return head.head if head.head.lemma_.lower() in CUE_VERBS else None


def frame_head(verb: Token) -> Token:
    """The verb that carries a cue along: "went on to say"."""
    while verb.dep_ == "xcomp" and verb.head.i != verb.i:
        verb = verb.head
    return verb


def coordinated(verb: Token) -> set[int]:
    """Clauses joined to the cue's, which are not part of the reporting: "… said, and left"."""
    joined = (c for c in children(frame_head(verb), "conj") if c.pos_ in {"VERB", "AUX"})
    return {i for child in joined for i in subtree(child)}


def source_of(verb: Token) -> TokenRange | None:
    """Who says what a verb in the active voice reports."""
    who = subject(_lifted(verb) or verb)
    if who is None:
        return None
    if who.pos_ == "NOUN" and verb.dep_ == "acl" and who.head.pos_ == "VERB":
        # "issued a statement saying that": whoever issued it
        issuer = next(iter(children(who.head, "nsubj")), None)
        if issuer is not None:
            return phrase(issuer)
    if who.tag_ in {"WDT", "WP", "EX"} or who.dep_ in {"expl", "csubj", "csubjpass"}:
        return None
    return phrase(who, without=subtree(verb) if who.i < verb.i and who.dep_ != "nsubj" else ())


def hearer_of(verb: Token, passive: bool) -> TokenRange | None:
    """To whom it was said."""
    if verb.lemma_.lower() in TELL_VERBS:
        for whom in children(verb, *(("nsubjpass",) if passive else ("dobj", "dative"))):
            return phrase(whom)
    to = words("function_words.to")
    return next((phrase(whom) for where, whom in prepositional_objects(verb) if where.lower_ in to), None)
