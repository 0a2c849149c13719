"""Who published what was said, by what the whole article tells: who asks in it, and where somebody was heard before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from rashomon.annotation.attribution.media import (
    ASKERS,
    SHOWS,
    TALKS,
    asks,
    branded,
    host_of,
    is_outlet,
    is_show,
    named,
    on_air,
)
from rashomon.annotation.attribution.types import Attribution, TokenRange, Via
from rashomon.annotation.document import Document
from rashomon.annotation.syntax import children, phrase, subject
from rashomon.types.parse import Token

__all__ = ["Scene", "scenes", "told"]

_LEADS = frozenset({"begin", "close", "conduct", "end", "host", "lead", "open", "start"})
"""Verbs of whoever leads an interview."""
_ANSWERS = frozenset({"admit", "complain", "confess", "explain", "remark", "reply", "respond", "say", "tell"})
"""Verbs of what is said to somebody who asks; what is conveyed or ordered is for him alone."""
_ASKS = frozenset({"ask", "challenge", "press", "question", "quiz"})
_AGAIN = frozenset({"the", "that", "this", "same", "such"})
_RETURNS = frozenset(
    {"appearance", "broadcast", "conversation", "interview", "program", "programme", "show", "sit-down"}
)
_OFTEN = 2
"""Whoever speaks so often in an article is not one of those who only ask in it."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A place of the text that says where somebody is heard."""

    at: int
    who: TokenRange | None
    """Who asks or publishes; None for what was named before: "in that interview"."""
    guest: TokenRange | None


def scenes(document: Document) -> tuple[Scene, ...]:
    """Every interview, appearance and programme that the story names, in order."""
    return tuple(made for token in document.parse if (made := _scene(token)) is not None)


def told(document: Document, attributions: Sequence[Attribution], places: Sequence[Scene]) -> tuple[Attribution, ...]:
    """The attributions, with whom they came through where only the rest of the article tells that he publishes."""
    known = _askers(document, attributions, places)
    return tuple(_completed(document, a, known) for a in attributions)


def _completed(document: Document, made: Attribution, known: Collection[str]) -> Attribution:
    if made.via or made.implied or not made.cue:
        return made
    who = _hearer(document, made, known) or _asking(document, made, known)
    return replace(made, via=(Via(who),)) if who is not None else made


def _hearer(document: Document, made: Attribution, known: Collection[str]) -> TokenRange | None:
    """Whom it was told, if he asks in this article, or asks here: "told Jan Novak in an interview"."""
    if made.to is None or not _ANSWERS & {document.parse[i].lemma_.lower() for i in made.cue}:
        return None
    head = document.parse[slice(*made.to)].root
    if head.pos_ != "PROPN":
        return made.to if asks(head) else None
    direct = bool(made.content) and document.parse[max(made.content[0] - 1, 0)].is_quote
    if head.lower_ in known or (direct and branded(head)) or asks(head):
        return made.to
    interview = any(document.parse[i].lemma_.lower() == "interview" for i in made.frame)
    return made.to if interview and head.ent_type_ == "PERSON" else None


def _asking(document: Document, made: Attribution, known: Collection[str]) -> TokenRange | None:
    """Who asked for it: "Asked by Novak about the mill, Ruiz said …"."""
    for i in sorted(made.frame):
        verb = document.parse[i]
        if verb.tag_ == "VBN" and verb.lemma_.lower() in _ASKS:
            for by in children(verb, "agent"):
                for who in children(by, "pobj"):
                    if asks(who) or (who.pos_ == "PROPN" and who.lower_ in known):
                        return phrase(who)
    return None


def _askers(document: Document, attributions: Sequence[Attribution], places: Sequence[Scene]) -> frozenset[str]:
    """Last names, in lower case, of those who ask in the article and hardly speak."""
    asking: set[str] = set()
    for token in document.parse:
        lemma = token.lemma_.lower()
        if lemma in ASKERS and token.pos_ in {"NOUN", "PROPN"}:
            asking |= {who.lower_ for who in _called(token)}
        elif lemma in SHOWS and is_show(token):
            asking |= _titled(token)
    heads = (document.parse[slice(*p.who)].root for p in places if p.who is not None)
    asking |= {head.lower_ for head in heads if head.ent_type_ == "PERSON"}
    speaking = Counter(
        document.parse[slice(*a.source)].root.lower_
        for a in attributions
        if a.source and a.cue and document.parse[a.cue[-1]].lemma_.lower() not in _ASKS
    )
    return frozenset(name for name in asking if speaking[name] < _OFTEN)


def _called(noun: Token) -> Iterator[Token]:
    """Whom a word for somebody who asks is said of: "host Jan Novak", "Novak, the host", "hosts like Novak"."""
    if noun.dep_ in {"compound", "nmod", "amod"} and named(noun.head):
        yield noun.head
    if noun.dep_ == "appos" and named(noun.head):
        yield noun.head
    yield from (c for c in children(noun, "appos") if named(c))
    for like in children(noun, "prep"):
        if like.lower_ in {"like", "as"}:
            yield from (who for who in children(like, "pobj") if named(who))


def _titled(show: Token) -> set[str]:
    """The names in what a programme is called: "The Jan Novak Show", "Novak's show", "the program “Jan Novak”"."""
    start, end = phrase(show)
    return {t.lower_ for t in show.doc[start : min(end + 4, show.sent.end)] if t.pos_ == "PROPN" and not is_outlet(t)}


def _scene(token: Token) -> Scene | None:
    lemma = token.lemma_.lower()
    if lemma == "interview" and (led := _led(token)) is not None:
        return led
    if lemma in TALKS and token.pos_ == "NOUN" and (who := host_of(token)) is not None:
        return Scene(token.i, phrase(who), _guest(token, who))
    if lemma in _RETURNS and token.pos_ == "NOUN" and any(c.lower_ in _AGAIN for c in children(token, "det", "amod")):
        return Scene(token.i, None, _guest(token, token)) if token.dep_ == "pobj" else None
    if token.dep_ in {"prep", "advmod"} and (where := on_air(token)) is not None:
        return Scene(token.i, phrase(where), _guest(token, where))
    return None


def _led(interview: Token) -> Scene | None:
    """ "Novak began his interview with Ruiz": who leads it is the subject, and "with" names the guest."""
    verb = interview.head
    leader = subject(verb) if verb.lemma_.lower() in _LEADS and interview.dep_ == "dobj" else None
    if leader is None or not named(leader):
        return None
    guests = [who for p in children(interview, "prep") if p.lower_ in {"with", "of"} for who in children(p, "pobj")]
    return Scene(interview.i, phrase(leader), phrase(guests[0])) if guests else None


def _guest(token: Token, host: Token) -> TokenRange | None:
    """Who is heard: whose interview it is, else the subject of the clause."""
    owner = next((c for c in children(token, "poss") if c is not host and not is_outlet(c)), None)
    if owner is not None:
        return phrase(owner)
    verb = token.head
    while verb.pos_ not in {"VERB", "AUX"} and verb.head is not verb:
        verb = verb.head
    who = subject(verb)
    return phrase(who) if who is not None and who is not host else None
