"""Attributions by a verb of saying or thinking: "said that", ", he said,", "it was agreed", "was said to have"."""

from __future__ import annotations

from rashomon.annotation.attribution.cue_parts import (
    agent_of,
    clause,
    coordinated,
    frame_head,
    hearer_of,
    is_passive,
    source_of,
    through,
)
from rashomon.annotation.attribution.cue_patterns import framed
from rashomon.annotation.attribution.cues import PROMISE_VERBS, REPORT_VERBS, TELL_VERBS, THOUGHT_VERBS
from rashomon.annotation.attribution.types import Attribution, TokenRange
from rashomon.annotation.syntax import (
    children,
    finite,
    has_own_subject,
    joint,
    subject,
    subtree,
    torn,
    trimmed,
    verb_group,
)
from rashomon.types.parse import Token

__all__ = ["verb_attribution"]

_MAX_ASIDE = 14
"""Longest "…, X said in Y on Z, …" that is read as an aside within what is said, in tokens."""

_AS_SAID = frozenset(
    "acknowledge argue explain note observe point recall remark report say state tell warn write".split()
)
"""Verbs of an "as" clause that gives what follows as somebody's: "as Novak noted, …"."""
_FORESEEN = frozenset({"anticipate", "expect", "forecast", "foresee", "predict"})
_STRESSED = frozenset({"emphasise", "emphasize", "highlight", "stress", "underline", "underscore"})
"""Verbs whose object may be all that was said: "stressed the need to close it"."""


def verb_attribution(verb: Token) -> Attribution | None:
    """The attribution that a verb makes, if it makes one."""
    if verb.pos_ not in {"VERB", "AUX"}:
        return None
    made = framed(verb)
    lemma = verb.lemma_.lower()
    if made is None and (lemma in REPORT_VERBS or lemma in THOUGHT_VERBS):
        made = _reported(verb)
    return made


def _reported(verb: Token) -> Attribution | None:
    doc = verb.doc
    thought = verb.lemma_.lower() not in REPORT_VERBS
    passive = is_passive(verb)
    content = clause(verb, thought) or _aside_host(verb) or _as_told(verb) or _object(verb)
    if not content and passive:
        content = _raised(verb)
    if not content and verb.lemma_.lower() in TELL_VERBS:
        content = _told_to(verb)
    if not content and verb.lemma_.lower() in PROMISE_VERBS:
        content = {i for c in children(verb, "xcomp") if c.doc[c.i - 1].tag_ == "TO" for i in subtree(c)}
    if not content:
        return None
    said = trimmed(content, doc)
    frame = subtree(frame_head(verb)) - set(said) - coordinated(verb)
    source, anonymous = agent_of(verb) if passive else (source_of(verb), False)
    if source is None and not passive and not thought:
        source = _only_person_before(verb, said)
    if source is None and not passive and said and said[0] < verb.i and not doc[said[0] - 1].is_quote:
        return None  # what stands before a cue is its content only where a speaker stands with the cue
    if thought and not passive and (source is None or not finite(verb) or _is_anybody(verb)):
        return None
    return Attribution(
        cue=verb_group(verb),
        source=source,
        content=said,
        frame=frozenset(frame),
        to=hearer_of(verb, passive),
        via=through(verb, frame),
        anonymous=anonymous,
    )


def _as_told(verb: Token) -> set[int]:
    """ "As Novak told me, the mill is lost": the clause that an "as" clause of saying opens."""
    first = verb.left_edge
    if verb.dep_ != "advcl" or first.lower_ != "as" or first.head is not verb or verb.head.i < verb.i:
        return set()
    if verb.lemma_.lower() not in _AS_SAID or not has_own_subject(verb) or not finite(verb):
        return set()
    if any(c.dep_ in {"dobj", "ccomp", "xcomp"} and c.pos_ != "PRON" for c in verb.children):
        return set()  # "as he told the story, …": meanwhile
    return subtree(verb.head) - subtree(verb)


def _object(verb: Token) -> set[int]:
    """ "Said economists predict higher growth": what is foreseen or stressed, where somebody else passes it on."""
    lemma = verb.lemma_.lower()
    if lemma not in _FORESEEN | _STRESSED or verb.dep_ != "ccomp" or not has_own_subject(verb):
        return set()
    if verb.head.lemma_.lower() not in REPORT_VERBS | THOUGHT_VERBS or is_passive(verb):
        return set()
    for what in children(verb, "dobj"):
        clausal = any(c.dep_ in {"acl", "prep"} for c in what.children)
        if what.pos_ == "NOUN" and (lemma in _FORESEEN or clausal) and len(subtree(what)) > 1:
            return {i for c in verb.children if c.i >= what.left_edge.i for i in subtree(c)}
    return set()


def _only_person_before(verb: Token, said: tuple[int, ...]) -> TokenRange | None:
    """The one person named in the sentence ahead of a cue whose subject the parser has lost in an apposition."""
    inside = set(said)
    people = [e for e in verb.sent.ents if e.label_ == "PERSON" and e.end <= verb.i and e.start not in inside]
    return (people[0].start, people[0].end) if len({e.text for e in people}) == 1 else None


def _is_anybody(verb: Token) -> bool:
    """ "Does anyone believe that …?" is nobody's thought, and "I guess" is the speaker's own wording."""
    who = subject(verb)
    return who is None or who.lower_ in {
        "anyone",
        "anybody",
        "everyone",
        "everybody",
        "nobody",
        "one",
        "who",
        "it",
        "i",
        "we",
    }


def _aside_host(verb: Token) -> set[int]:
    """What an aside such as ", he said," interrupts or closes."""
    if verb.dep_ not in {"parataxis", "ccomp", "advcl", "dep", "conj"} or not finite(verb):
        return set()
    own = subtree(verb)
    source = subject(verb)
    if source is None or not has_own_subject(verb) or len(own) > _MAX_ASIDE or verb.head.i == verb.i:
        return set()
    if any(c.dep_ in {"dobj", "mark"} for c in verb.children) and verb.dep_ != "parataxis":
        return set()
    doc, first, last = verb.doc, min(own), max(own)
    sentence = verb.sent
    left = first == sentence.start or doc[first].is_punct or doc[first - 1].is_punct
    right = last + 1 >= sentence.end or doc[last].is_punct or doc[last + 1].is_punct
    if not (left and right) or (verb.dep_ == "conj" and last + 1 < sentence.end - 1):
        return set()
    host = _clause_head(verb.head)
    return subtree(host) - own - _own_reports(host)


def _own_reports(host: Token) -> set[int]:
    """Coordinated clauses that bring a cue of their own: an aside in the clause before does not reach over them."""
    out: set[int] = set()
    for joined in (*children(host, "conj"), *(c for c in children(host, "ccomp") if torn(c) is not None)):
        if joined.lemma_.lower() in REPORT_VERBS | THOUGHT_VERBS:
            whole = subtree(joined)
            out |= whole if torn(joined) is None else {i for i in whole if i >= joint(joined)}
    return out


def _clause_head(token: Token) -> Token:
    while token.pos_ not in {"VERB", "AUX"} and token.dep_ not in {"ROOT", "ccomp"} and token.head.i != token.i:
        token = token.head
    return token


def _raised(verb: Token) -> set[int]:
    """ "The meeting was said to have lasted": subject and infinitive are the content."""
    to = next((c for c in children(verb, "xcomp", "advcl") if any(a.tag_ == "TO" for a in c.children)), None)
    who = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    if to is None or who is None or verb.lemma_.lower() in TELL_VERBS:
        return set()
    return {i for i in subtree(who) if i >= joint(verb)} | subtree(to)


def _told_to(verb: Token) -> set[int]:
    """ "Urged Iran to withdraw": object and infinitive are the content."""
    to = next((c for c in children(verb, "xcomp", "ccomp") if any(a.tag_ == "TO" for a in c.children)), None)
    whom = next((c for c in children(verb, "dobj", "nsubjpass")), None)
    if to is None and whom is not None and whom.i > verb.i:
        # "urged those present to pay": the infinitive hangs on a modifier of the object
        to = next(
            (t for t in whom.subtree if t.dep_ in {"xcomp", "relcl", "acl"} and t.doc[t.i - 1].tag_ == "TO"), None
        )
    if to is None:
        return set()
    return subtree(to) | (subtree(whom) if whom is not None else set())
