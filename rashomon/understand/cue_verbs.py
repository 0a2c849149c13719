"""Attributions by a verb: "said that", ", he said,", "was quoted as saying", "called it a mistake", "it was agreed"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon.understand.attribution import Attribution, TokenRange, Via
from rashomon.understand.clauses import (
    children,
    finite,
    has_own_subject,
    joint,
    phrase,
    subject,
    subtree,
    torn,
    trimmed,
    verb_group,
)
from rashomon.understand.cues import (
    ACCUSE_VERBS,
    CALL_VERBS,
    NEWS_WORDS,
    QUOTE_VERBS,
    REPORT_VERBS,
    TELL_VERBS,
    THOUGHT_VERBS,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["lifted", "through", "verb_attribution"]

_CONTENT = ("ccomp", "oprd")
_ASKING = frozenset({"ask", "disclose", "explain", "know", "reveal", "say", "tell", "wonder"})
"""Verbs whose "what" clause is asked or told; elsewhere it names a thing ("described what he called a failure")."""
_MAX_ASIDE = 14
"""Longest "…, X said in Y on Z, …" that is read as an aside within what is said, in tokens."""


def verb_attribution(verb: Token) -> Attribution | None:
    """The attribution that a verb makes, if it makes one."""
    if verb.pos_ not in {"VERB", "AUX"}:
        return None
    lemma = verb.lemma_.lower()
    if lemma in QUOTE_VERBS and (saying := _as_saying(verb)) is not None:
        return _quoted(verb, saying)
    if lemma == "make" and (clear := _made_clear(verb)) is not None:
        return clear
    if lemma in CALL_VERBS and (named := _called(verb)) is not None:
        return named
    if lemma in ACCUSE_VERBS and (charge := _accused(verb)) is not None:
        return charge
    if lemma in REPORT_VERBS or lemma in THOUGHT_VERBS:
        return _reported(verb)
    return None


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


def _reported(verb: Token) -> Attribution | None:
    doc = verb.doc
    thought = verb.lemma_.lower() not in REPORT_VERBS
    passive = _is_passive(verb)
    content = _clause(verb, thought) or _aside_host(verb)
    if not content and passive:
        content = _raised(verb)
    if not content and verb.lemma_.lower() in TELL_VERBS:
        content = _told_to(verb)
    if not content:
        return None
    said = trimmed(content, doc)
    frame = subtree(_frame_head(verb)) - set(said) - _coordinated(verb)
    source, anonymous = _agent(verb) if passive else (_source(verb), False)
    if thought and source is None and not passive:
        return None
    return Attribution(
        cue=verb_group(verb),
        source=source,
        content=said,
        frame=frozenset(frame),
        to=_hearer(verb, passive),
        via=through(verb, frame),
        anonymous=anonymous,
    )


def _is_passive(verb: Token) -> bool:
    """Passive with an auxiliary, or a participle alone: "Asked whether …, she said"."""
    if any(c.dep_ == "auxpass" for c in verb.children):
        return True
    return verb.tag_ == "VBN" and verb.dep_ in {"advcl", "acl"} and not any(c.dep_ == "aux" for c in verb.children)


def _clause(verb: Token, thought: bool) -> set[int]:
    """The clause that a verb takes, before or after it."""
    content: set[int] = set()
    for child in children(verb, "ccomp"):
        if thought and not (finite(child) or child.pos_ in {"AUX"}):
            continue
        if child.left_edge.lower_ == "what" and verb.lemma_.lower() not in _ASKING:
            continue
        if child.i < verb.i and not (finite(child) or has_own_subject(child) or child.pos_ != "VERB"):
            continue
        content |= subtree(child)
    for child in children(verb, "conj"):
        # "said A and that B": the second clause hangs on the verb where the parser took it for a sentence of its own
        if any(c.dep_ == "mark" and c.lower_ == "that" for c in child.children) and content:
            content |= subtree(child)
    for i in list(content):
        if (lift := lifted(verb.doc[i])) is not None and lift.i == verb.i:
            content -= subtree(verb.doc[i])
    return content


def _aside_host(verb: Token) -> set[int]:
    """What an aside such as ", he said," interrupts or closes."""
    if verb.dep_ not in {"parataxis", "ccomp", "advcl", "dep", "conj", "relcl"} or not finite(verb):
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
    for clause in (*children(host, "conj"), *(c for c in children(host, "ccomp") if torn(c) is not None)):
        if clause.lemma_.lower() in REPORT_VERBS | THOUGHT_VERBS:
            whole = subtree(clause)
            out |= whole if torn(clause) is None else {i for i in whole if i >= joint(clause)}
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
    if to is None:
        return set()
    whom = next((c for c in children(verb, "dobj", "nsubjpass")), None)
    return subtree(to) | (subtree(whom) if whom is not None else set())


def _frame_head(verb: Token) -> Token:
    """The verb that carries a cue along: "went on to say"."""
    while verb.dep_ == "xcomp" and verb.head.i != verb.i:
        verb = verb.head
    return verb


def _coordinated(verb: Token) -> set[int]:
    """Clauses joined to the cue's, which are not part of the reporting: "… said, and left"."""
    out: set[int] = set()
    for child in children(_frame_head(verb), "conj"):
        if child.pos_ in {"VERB", "AUX"}:
            out |= subtree(child)
    return out


def _source(verb: Token) -> TokenRange | None:
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


def _agent(verb: Token) -> tuple[TokenRange | None, bool]:
    """By whom a passive cue was done, and whether nobody is named."""
    for by in children(verb, "agent"):
        for who in children(by, "pobj"):
            return phrase(who), False
    return None, True


def _hearer(verb: Token, passive: bool) -> TokenRange | None:
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
    """Who carried it on: the hearer when that is a news outlet, and whoever was given an interview."""
    out: list[Via] = []
    for token in sorted(frame):
        word = verb.doc[token]
        if word.lemma_.lower() in {"interview", "conversation", "briefing"} and word.pos_ == "NOUN":
            for with_ in children(word, "prep"):
                if with_.lower_ in {"with", "to", "by"}:
                    out.extend(Via(phrase(who)) for who in children(with_, "pobj"))
    if not out and verb.lemma_.lower() in TELL_VERBS:
        out.extend(
            Via(phrase(whom))
            for whom in children(verb, "dobj", "dative")
            if whom.pos_ == "PROPN" and any(whom.doc[i].lower_ in NEWS_WORDS for i in range(*phrase(whom)))
        )
    return tuple(out[:1])


def _as_saying(verb: Token) -> Token | None:
    for as_ in children(verb, "prep", "mark", "advcl"):
        if as_.lower_ == "as":
            for saying in children(as_, "pcomp"):
                if saying.tag_ == "VBG":
                    return saying
        elif as_.tag_ == "VBG" and any(c.lower_ == "as" for c in as_.children):
            return as_
    return None


def _quoted(verb: Token, saying: Token) -> Attribution | None:
    """ "IRNA quoted X as saying", "X was quoted by IRNA as saying": X's content, through IRNA."""
    doc = verb.doc
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    content = _clause(verb, False) | _clause(saying, False)
    frame = subtree(verb) - content
    if passive:
        who = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        source = phrase(who) if who is not None else None
        carrier, anonymous = _agent(verb)
        cue: tuple[int, ...] = (*verb_group(verb), saying.i - 1, saying.i)
    else:
        # the object and all that stands between it and "as": the parser hangs the rest of a long title elsewhere
        whom = next(iter(children(verb, "dobj")), None)
        source = trimmed_range(doc, whom.left_edge.i, saying.i - 1) if whom is not None else None
        carrier, anonymous = _source(verb), False
        cue = (saying.i,)
    if source is None:
        return None
    via = Via(carrier, cue=verb_group(verb), anonymous=anonymous and carrier is None)
    return Attribution(tuple(sorted(cue)), source, trimmed(content, doc), frozenset(frame), via=(via,))


def trimmed_range(doc: Doc, start: int, end: int) -> TokenRange | None:
    kept = trimmed(range(start, end), doc)
    return (kept[0], kept[-1] + 1) if kept else None


def _made_clear(verb: Token) -> Attribution | None:
    clear = next((t for t in verb.doc[verb.i + 1 : verb.i + 5] if t.lower_ in {"clear", "plain", "known"}), None)
    if clear is None or clear.i not in subtree(verb):
        return None
    content = {i for c in children(verb, "dobj", "ccomp") for i in subtree(c)} - {clear.i}
    content |= {i for c in children(clear, "ccomp", "advcl") for i in subtree(c)}
    content -= {c.i for c in children(verb, "expl")} | {t.i for t in verb.doc[verb.i + 1 : clear.i]}
    source = _source(verb)
    if not content or source is None:
        return None
    frame = frozenset(subtree(verb) - content)
    return Attribution((*verb_group(verb), clear.i), source, trimmed(content, verb.doc), frame)


def _called(verb: Token) -> Attribution | None:
    """ "Called the deal a mistake", "described it as a success"."""
    content: set[int] = set()
    for child in children(verb, "oprd", "xcomp", "ccomp"):
        content |= subtree(child)
    named = list(children(verb, "dobj"))
    if any(c.tag_ in {"WP", "WDT"} for c in named):
        return None
    objects = {i for c in named for i in subtree(c)}
    for as_ in children(verb, "prep"):
        if as_.lower_ == "as":
            content |= subtree(as_) - {as_.i}
    source = _source(verb)
    if not content or source is None or any(c.dep_ == "auxpass" for c in verb.children):
        return None
    if len(content | objects) < 2 or verb.doc[min(content)].tag_ in {"TO", "IN"}:
        return None
    frame = frozenset(subtree(verb) - content - objects - _coordinated(verb))
    return Attribution(verb_group(verb), source, trimmed(content | objects, verb.doc), frame)


def _accused(verb: Token) -> Attribution | None:
    """ "Accused X of lying"."""
    whom = next(iter(children(verb, "dobj")), None)
    source = _source(verb)
    wanted = ACCUSE_VERBS[verb.lemma_.lower()]
    near = (*children(verb, "prep"), *(children(whom, "prep") if whom is not None else ()))
    charge = next((p for p in near if p.lower_ == wanted), None)
    if whom is None or whom.tag_ in {"WP", "WDT"} or charge is None or source is None:
        return None
    content = subtree(whom) | subtree(charge)
    frame = frozenset(subtree(verb) - content - _coordinated(verb))
    return Attribution(verb_group(verb), source, trimmed(content, verb.doc), frame)


def _comma_before(verb: Token) -> bool:
    first = min(subtree(verb))
    return first > 0 and verb.doc[first - 1].lower_ in {",", "–", "—", "-"}
