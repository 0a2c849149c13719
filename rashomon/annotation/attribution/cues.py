"""Words that attribute, and what hangs on them: the clause they take, who says it, to whom, and through whom."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.annotation.attribution.media import asks, host_of, on_air, stage
from rashomon.annotation.attribution.types import TokenRange, Via
from rashomon.annotation.syntax import (
    agent,
    children,
    finite,
    has_own_subject,
    is_passive,
    phrase,
    prepositional_objects,
    subject,
    subtree,
    verb_group,
)
from rashomon.lexicon import table, words
from rashomon.types.parse import Token

__all__ = [
    "ACCUSE_VERBS",
    "ANONYMITY_VERBS",
    "CALL_VERBS",
    "QUOTE_VERBS",
    "REPORT_NOUNS",
    "REPORT_VERBS",
    "TELL_VERBS",
    "THOUGHT_VERBS",
    "agent_of",
    "clause",
    "coordinated",
    "frame_head",
    "hearer_of",
    "source_of",
    "through",
]

REPORT_VERBS = words("reporting.speech_verbs")
REPORT_NOUNS = words("reporting.speech_nouns")
THOUGHT_VERBS = words("reporting.thought_verbs")
TELL_VERBS = words("reporting.telling_verbs")
QUOTE_VERBS = words("reporting.quoting_verbs")
CALL_VERBS = words("reporting.naming_verbs")
ACCUSE_VERBS = table("reporting.accusing_verbs")
ANONYMITY_VERBS = words("reporting.anonymity_verbs")

_ASKING = words("reporting.question_verbs")
_CONTRADICTING = words("reporting.contradicting_verbs")
_MEDIA = words("documents.media")
_OUTLETS = words("news_organisations.outlet_nouns")
_TO = words("function_words.to")
_THAT = words("reporting.complementizers")


def clause(verb: Token, thought: bool) -> set[int]:
    """The clause that a verb takes, before or after it."""
    content: set[int] = set()
    for child in children(verb, "ccomp"):
        if _is_said(verb, child, thought):
            content |= subtree(child)
    if content:
        for child in children(verb, "conj"):  # "says A and said B": the second cue is inside the first one's clause
            content |= subtree(child) if _astray(child) is not None else set()
    elif not thought:
        content = _behind_medium(verb)
    for i in list(content):
        if (lift := _lifted(verb.doc[i])) is not None and lift.i == verb.i:
            content -= subtree(verb.doc[i])
    return content


def _is_said(verb: Token, child: Token, thought: bool) -> bool:
    """Whether a clause under a cue is what was said or thought."""
    if thought and not (finite(child) or child.pos_ == "AUX"):
        return False
    if child.left_edge.tag_ in {"WP", "WRB", "WDT"} and (thought or verb.lemma_.lower() not in _ASKING):
        return False
    if child.i < verb.i and not (finite(child) or has_own_subject(child) or child.pos_ != "VERB"):
        return False
    # "shows him leaving" is seen, not said
    participle = child.tag_ in {"VBG", "VBN"} and not finite(child)
    return not participle or any(c.dep_ == "mark" for c in child.children)


def _astray(verb: Token) -> Token | None:
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
    for _, medium in prepositional_objects(verb):
        for said in children(medium, "relcl", "acl") if medium.lemma_.lower() in _MEDIA else ():
            first = said.left_edge
            if first.lower_ in _THAT and first.i > medium.i and first.dep_ not in {"nsubj", "nsubjpass"}:
                return subtree(said) - {first.i}
    return set()


def _lifted(verb: Token) -> Token | None:
    """For a participle cue after a comma inside somebody's content, the clause of who says it.

    "X told Y that the two are part of Z, underscoring that …": X underscores, not the two.
    """
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or has_own_subject(verb):
        return None
    head = verb.head
    if verb.lemma_.lower() not in REPORT_VERBS | _CONTRADICTING or head.dep_ != "ccomp" or head.i > verb.i:
        return None
    first = min(subtree(verb))
    if not first or verb.doc[first - 1].text not in {",", "–", "—", "-"}:
        return None
    return head.head if head.head.lemma_.lower() in REPORT_VERBS | THOUGHT_VERBS else None


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
    """Who says what a verb in the active voice reports."""
    above = _lifted(verb) or _astray(verb)
    who = subject(above if above is not None else verb)
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


def agent_of(verb: Token) -> tuple[TokenRange | None, bool]:
    """By whom a passive cue was done, and whether nobody is named."""
    who = agent(verb)
    return (phrase(who), False) if who is not None else (None, True)


def hearer_of(verb: Token, passive: bool) -> TokenRange | None:
    """To whom it was said."""
    if verb.lemma_.lower() in TELL_VERBS:
        for whom in children(verb, *(("nsubjpass",) if passive else ("dobj", "dative"))):
            return phrase(whom)
    return next((phrase(whom) for to, whom in prepositional_objects(verb) if to.lower_ in _TO), None)


def through(verb: Token, frame: set[int]) -> tuple[Via, ...]:
    """Who carried it on: whoever was given an interview, and the hearer or the programme when that is a news outlet."""
    for token in sorted(frame):
        if (who := host_of(verb.doc[token])) is not None:
            return (Via(phrase(who)),)
    if verb.lemma_.lower() in QUOTE_VERBS and is_passive(verb):
        carrier, anonymous = agent_of(verb)
        return (Via(carrier, cue=verb_group(verb), anonymous=anonymous),)
    teller = _teller(verb)
    for cue in (verb,) if teller is verb else (verb, teller):
        if cue.lemma_.lower() in TELL_VERBS:
            for whom in children(cue, "dobj", "dative"):
                if asks(whom) or whom.lemma_.lower() in _OUTLETS:
                    return (Via(_with_name(whom)),)
        for where in (*map(stage, children(cue, "prep", "dative")), *map(on_air, _aside_prepositions(cue))):
            if where is not None:
                return (Via(phrase(where)),)
    return ()


def _with_name(whom: Token) -> TokenRange:
    """ "Told host Jan Novak": a name behind a description, wherever the parser hung it."""
    start, end = phrase(whom)
    while whom.pos_ == "NOUN" and end < whom.sent.end and whom.doc[end].pos_ == "PROPN":
        end += 1
    return start, end


def _teller(verb: Token) -> Token:
    """The verb whose occasion a cue shares: "told the Herald that …, adding that …"; "in that talk he …, saying …"."""
    while verb.head is not verb and not has_own_subject(verb) and verb.dep_ in {"advcl", "conj", "xcomp"}:
        if verb.dep_ == "advcl" and (verb.tag_ != "VBG" or verb.i < verb.head.i):
            break
        verb = verb.head
    return verb


def _aside_prepositions(verb: Token) -> Iterator[Token]:
    """Prepositions one step down: "…, Novak said, speaking on X", "Back on X, Novak said"."""
    for aside in children(verb, "advcl", "advmod"):
        if aside.tag_ == "VBG" or aside.pos_ == "ADV":
            yield from children(aside, "prep")
