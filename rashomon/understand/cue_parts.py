"""What the attributions by a verb are made of: the clause it takes, who says it, to whom, and through whom."""

from __future__ import annotations

from rashomon.understand.attribution import TokenRange, Via
from rashomon.understand.clauses import children, finite, has_own_subject, phrase, subject, subtree
from rashomon.understand.cues import NEWS_WORDS, OUTLET_NOUNS, PUBLIC_WORDS, REPORT_VERBS, TELL_VERBS, THOUGHT_VERBS
from rashomon.understand.tokens import Token

__all__ = [
    "agent_of",
    "clause",
    "coordinated",
    "frame_head",
    "hearer_of",
    "is_passive",
    "lifted",
    "source_of",
    "through",
]

_TALKS = frozenset({"interview", "conversation", "briefing"})
_ASKING = frozenset({"ask", "disclose", "explain", "know", "reveal", "say", "tell", "wonder"})
"""Verbs whose "what" clause is asked or told; elsewhere it names a thing ("described what he called a failure")."""


def is_passive(verb: Token) -> bool:
    """Passive with an auxiliary, or a participle alone: "Asked whether …, she said"."""
    if any(c.dep_ == "auxpass" for c in verb.children):
        return True
    return verb.tag_ == "VBN" and verb.dep_ in {"advcl", "acl"} and not any(c.dep_ == "aux" for c in verb.children)


def clause(verb: Token, thought: bool) -> set[int]:
    """The clause that a verb takes, before or after it."""
    content: set[int] = set()
    for child in children(verb, "ccomp"):
        if thought and not (finite(child) or child.pos_ in {"AUX"}):
            continue
        if child.left_edge.tag_ in {"WP", "WRB", "WDT"} and (thought or verb.lemma_.lower() not in _ASKING):
            continue
        if child.i < verb.i and not (finite(child) or has_own_subject(child) or child.pos_ != "VERB"):
            continue
        if child.tag_ in {"VBG", "VBN"} and not finite(child) and not any(c.dep_ == "mark" for c in child.children):
            continue  # "shows him leaving" is seen, not said
        content |= subtree(child)
    for child in children(verb, "conj"):
        # "said A and that B": the second clause hangs on the verb where the parser took it for a sentence of its own
        if any(c.dep_ == "mark" and c.lower_ == "that" for c in child.children) and content:
            content |= subtree(child)
    if not content and not thought:
        content = _behind_medium(verb)
    for i in list(content):
        if (lift := lifted(verb.doc[i])) is not None and lift.i == verb.i:
            content -= subtree(verb.doc[i])
    return content


def _behind_medium(verb: Token) -> set[int]:
    """ "Announced in an ad that she grew up there": a clause that the parser hung on the ad."""
    for preposition in children(verb, "prep"):
        for medium in children(preposition, "pobj"):
            if medium.lemma_.lower() not in PUBLIC_WORDS:
                continue
            for said in children(medium, "relcl", "acl"):
                first = said.left_edge
                if first.lower_ == "that" and first.i > medium.i and first.dep_ not in {"nsubj", "nsubjpass"}:
                    return subtree(said) - {first.i}
    return set()


def lifted(verb: Token) -> Token | None:
    """For a participle cue after a comma inside somebody's content, the clause of who says it.

    "X told Y that the two are part of Z, underscoring that …": X underscores, not the two.
    """
    lemma = verb.lemma_.lower()
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or lemma not in REPORT_VERBS or has_own_subject(verb):
        return None
    head = verb.head
    if head.dep_ != "ccomp" or head.i > verb.i or not _comma_before(verb):
        return None
    return head.head if head.head.lemma_.lower() in REPORT_VERBS | THOUGHT_VERBS else None


def _comma_before(verb: Token) -> bool:
    first = min(subtree(verb))
    return first > 0 and verb.doc[first - 1].lower_ in {",", "–", "—", "-"}


def frame_head(verb: Token) -> Token:
    """The verb that carries a cue along: "went on to say"."""
    while verb.dep_ == "xcomp" and verb.head.i != verb.i:
        verb = verb.head
    return verb


def coordinated(verb: Token) -> set[int]:
    """Clauses joined to the cue's, which are not part of the reporting: "… said, and left"."""
    out: set[int] = set()
    for child in children(frame_head(verb), "conj"):
        if child.pos_ in {"VERB", "AUX"}:
            out |= subtree(child)
    return out


def source_of(verb: Token) -> TokenRange | None:
    up = lifted(verb)
    who = subject(up if up is not None else verb)
    if who is None:
        return None
    if who.pos_ in {"NOUN"} and verb.dep_ == "acl" and who.head.pos_ == "VERB":
        # "issued a statement saying that": whoever issued it
        issuer = next((c for c in who.head.children if c.dep_ in {"nsubj"}), None)
        if issuer is not None:
            return phrase(issuer)
    if who.tag_ in {"WDT", "WP", "EX"} or who.dep_ in {"expl", "csubj", "csubjpass"}:
        return None
    return phrase(who, without=subtree(verb) if who.i < verb.i and who.dep_ not in {"nsubj"} else ())


def agent_of(verb: Token) -> tuple[TokenRange | None, bool]:
    """By whom a passive cue was done, and whether nobody is named."""
    for by in children(verb, "agent"):
        for who in children(by, "pobj"):
            return phrase(who), False
    return None, True


def hearer_of(verb: Token, passive: bool) -> TokenRange | None:
    if verb.lemma_.lower() in TELL_VERBS:
        wanted = ("nsubjpass",) if passive else ("dobj", "dative", "iobj")
        for whom in children(verb, *wanted):
            return phrase(whom)
    for to in children(verb, "prep", "dative"):
        if to.lower_ == "to":
            for whom in children(to, "pobj"):
                return phrase(whom)
    return None


def through(verb: Token, frame: set[int]) -> tuple[Via, ...]:
    """Who carried it on: whoever was given an interview, and the hearer or the programme when that is a news outlet."""
    for token in sorted(frame):
        word = verb.doc[token]
        if word.lemma_.lower() in _TALKS and word.pos_ == "NOUN" and (who := _interviewer(word)) is not None:
            return (Via(phrase(who)),)
    if verb.lemma_.lower() in TELL_VERBS:
        for whom in children(verb, "dobj", "dative"):
            if _is_outlet(whom) or whom.lemma_.lower() in OUTLET_NOUNS:
                return (Via(phrase(whom)),)
    for preposition in children(verb, "prep"):
        if preposition.lower_ in {"on", "to"}:
            for where in children(preposition, "pobj"):
                if _is_outlet(where):
                    return (Via(phrase(where)),)
    return ()


def _interviewer(interview: Token) -> Token | None:
    """ "An interview with X", "a X interview", "X's interview": who led it, where the text says."""
    for preposition in children(interview, "prep"):
        if preposition.lower_ in {"with", "to", "by"}:
            for who in children(preposition, "pobj"):
                return who
        if preposition.lower_ in {"on", "for", "in"}:
            for who in children(preposition, "pobj"):
                if _is_outlet(who):
                    return who
    return next((c for c in children(interview, "poss", "compound", "nmod") if _is_outlet(c)), None)


def _is_outlet(word: Token) -> bool:
    """Whether a phrase names who publishes news: a proper name with a word that such names have."""
    start, end = phrase(word)
    names = [t for t in word.doc[start:end] if t.pos_ == "PROPN"]
    return any(t.lower_ in NEWS_WORDS for t in names) and (word.pos_ == "PROPN" or word.lower_ in OUTLET_NOUNS)
