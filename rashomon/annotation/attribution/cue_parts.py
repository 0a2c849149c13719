"""What the attributions by a verb are made of: the clause it takes, who says it, to whom, and through whom."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from rashomon.annotation.attribution.cues import (
    OUTLET_NOUNS,
    PUBLIC_WORDS,
    QUOTE_VERBS,
    REPORT_VERBS,
    TELL_VERBS,
    THOUGHT_VERBS,
)
from rashomon.annotation.attribution.media import MESSAGES, TALKS, asks, host_of, is_outlet, on_air, stage
from rashomon.annotation.attribution.types import TokenRange, Via
from rashomon.annotation.syntax import children, finite, has_own_subject, phrase, subject, subtree, verb_group
from rashomon.types.parse import Token

__all__ = [
    "agent_of",
    "astray",
    "clause",
    "coordinated",
    "frame_head",
    "hearer_of",
    "is_passive",
    "lifted",
    "source_of",
    "sourced",
    "through",
]

_ASKING = frozenset({"ask", "disclose", "explain", "know", "reveal", "say", "tell", "wonder"})
"""Verbs whose "what" clause is asked or told; elsewhere it names a thing ("described what he called a failure")."""

_CONTRADICTING = frozenset({"belie", "contradict", "counter", "rebut", "refute"})
"""Verbs of what a report does to another: "the film shows that …, contradicting the mayor's claim"."""


def is_passive(verb: Token) -> bool:
    """Passive with an auxiliary, or a participle alone: "Asked whether …, she said"."""
    if any(c.dep_ == "auxpass" for c in verb.children):
        return True
    return verb.tag_ == "VBN" and verb.dep_ in {"advcl", "acl"} and not any(c.dep_ == "aux" for c in verb.children)


def clause(verb: Token, thought: bool) -> set[int]:
    """The clause that a verb takes, before or after it."""
    content: set[int] = set()
    for child in children(verb, "ccomp"):
        if _is_said(verb, child, thought):
            content |= subtree(child)
    if content:
        content |= _said_too(verb, content)
    elif not thought:
        content = _behind_medium(verb)
    for i in list(content):
        if (lift := lifted(verb.doc[i])) is not None and lift.i == verb.i:
            content -= subtree(verb.doc[i])
    return content


def _is_said(verb: Token, child: Token, thought: bool) -> bool:
    """Whether a clause under a cue is what was said or thought."""
    if thought and not (finite(child) or child.pos_ in {"AUX"}):
        return False
    if child.left_edge.tag_ in {"WP", "WRB", "WDT"} and (thought or verb.lemma_.lower() not in _ASKING):
        return False
    if child.i < verb.i and not (finite(child) or has_own_subject(child) or child.pos_ != "VERB"):
        return False
    # "shows him leaving" is seen, not said
    participle = child.tag_ in {"VBG", "VBN"} and not finite(child)
    return not participle or any(c.dep_ == "mark" for c in child.children)


def _said_too(verb: Token, content: Collection[int]) -> set[int]:
    """What the parser hung on the cue and belongs to the clause that it takes."""
    out: set[int] = set()
    for child in children(verb, "conj"):
        # "said A and that B": the second clause, where the parser took it for a sentence of its own
        second = any(c.dep_ == "mark" and c.lower_ == "that" for c in child.children)
        if second or astray(child) is not None:
            out |= subtree(child)
    for child in children(verb, "prep"):
        if (inner := sourced(verb, child)) is not None and inner.i in content:
            out |= subtree(child)
    return out


def sourced(verb: Token, according: Token) -> Token | None:
    """The clause that an outlet reports from the one named behind it: "The Herald reports that …, according to police".

    Elsewhere "according to" passes on the whole sentence: "Novak said that …, according to two officials".
    """
    if according.lower_ != "according" or according.head is not verb or according.i < verb.i:
        return None
    who = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if who is None or verb.lemma_.lower() not in REPORT_VERBS or not is_outlet(who):
        return None
    return next((c for c in children(verb, "ccomp") if verb.i < c.i < according.i), None)


def astray(verb: Token) -> Token | None:
    """The verb that a second cue is joined to by its tense, where the parser joins it to the outer one.

    "Novak says Ruiz promised to come and said she would help": Ruiz said it.
    """
    outer = verb.head
    if verb.dep_ != "conj" or verb.tag_ != "VBD" or outer.tag_ not in {"VBZ", "VBP"} or has_own_subject(verb):
        return None
    if verb.lemma_.lower() not in REPORT_VERBS:
        return None
    between = (c for c in children(outer, "ccomp") if outer.i < c.i < verb.i)
    return next((c for c in between if c.tag_ == "VBD" and has_own_subject(c)), None)


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
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or has_own_subject(verb):
        return None
    if lemma not in REPORT_VERBS | _CONTRADICTING:
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
    up = lifted(verb) or astray(verb)
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
    doc = verb.doc
    for token in sorted(frame):
        word = doc[token]
        if word.pos_ == "NOUN" and word.lemma_.lower() in TALKS | MESSAGES and (who := host_of(word)) is not None:
            return (Via(phrase(who)),)
    if (quoting := _quoting(verb)) is not None:
        return (Via(source_of(quoting), cue=verb_group(quoting)),)
    if verb.lemma_.lower() in QUOTE_VERBS and is_passive(verb):
        carrier, anonymous = agent_of(verb)
        return (Via(carrier, cue=verb_group(verb), anonymous=anonymous),)
    told = _teller(verb)
    for cue in (verb,) if told is verb else (verb, told):
        if cue.lemma_.lower() in TELL_VERBS:
            for whom in children(cue, "dobj", "dative"):
                if asks(whom) or whom.lemma_.lower() in OUTLET_NOUNS:
                    return (Via(_with_name(whom)),)
        for where in (*map(stage, children(cue, "prep", "dative")), *map(on_air, _aside_preps(cue))):
            if where is not None:
                return (Via(phrase(where)),)
    return _in_which(told)


def _with_name(whom: Token) -> TokenRange:
    """ "Told host Jan Novak": a name behind a description, wherever the parser hung it."""
    start, end = phrase(whom)
    while whom.pos_ == "NOUN" and end < whom.sent.end and whom.doc[end].pos_ == "PROPN":
        end += 1
    return start, end


def _quoting(verb: Token) -> Token | None:
    """The verb that passes a cue on: "cites officials who said that …", "quotes from a letter saying that …"."""
    whom = verb.head
    if verb.dep_ not in {"acl", "relcl"} or whom.i > verb.i:
        return None
    if whom.dep_ == "pobj" and whom.head.lower_ == "from":
        whom = whom.head
    elif whom.dep_ != "dobj":
        return None
    quotes = whom.head.lemma_.lower() in QUOTE_VERBS and source_of(whom.head) is not None
    return whom.head if quotes else None


def _teller(verb: Token) -> Token:
    """The verb whose occasion a cue shares: "told the Herald that …, adding that …"; "in that talk he …, saying …"."""
    while verb.head is not verb and not has_own_subject(verb) and verb.dep_ in {"advcl", "conj", "xcomp"}:
        if verb.dep_ == "advcl" and (verb.tag_ != "VBG" or verb.i < verb.head.i):
            break
        verb = verb.head
    return verb


def _aside_preps(verb: Token) -> Iterator[Token]:
    """Prepositions one step down: "…, Novak said, speaking on X", "Back on X, Novak said"."""
    for aside in children(verb, "advcl", "advmod"):
        if aside.tag_ == "VBG" or aside.pos_ == "ADV":
            yield from children(aside, "prep")


def _in_which(verb: Token) -> tuple[Via, ...]:
    """ "An X interview in which she said that …": an occasion that the clause of saying belongs to."""
    talk = verb.head
    if verb.dep_ != "relcl" or talk.lemma_.lower() not in TALKS or (who := host_of(talk)) is None:
        return ()
    within = any(c.lower_ in {"in", "during", "where"} for c in verb.children)
    return (Via(phrase(who)),) if within else ()
