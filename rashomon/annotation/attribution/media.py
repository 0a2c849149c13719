"""Where something was said for the public to hear: an interview, a programme, a newsroom, and who asks there."""

from __future__ import annotations

import re

from rashomon.annotation.attribution.cues import INSTITUTIONS, NEWS_WORDS, OUTLET_NOUNS
from rashomon.annotation.syntax import children, phrase
from rashomon.types.parse import Token

__all__ = [
    "ASKERS",
    "MESSAGES",
    "SHOWS",
    "TALKS",
    "_is_titled",
    "asks",
    "branded",
    "host_of",
    "is_outlet",
    "is_show",
    "named",
    "on_air",
    "stage",
]

TALKS = frozenset({"appearance", "briefing", "chat", "conversation", "interview", "meeting", "session", "sit-down"})
"""Occasions of talk. Whoever an interview was "with" publishes it; of the others only who is known to."""

SHOWS = frozenset({"broadcast", "newscast", "podcast", "program", "programme", "show"})
ASKERS = frozenset(
    """
    anchor anchorman anchorwoman broadcaster co-anchor co-host columnist commentator correspondent host interviewer
    journalist newscaster newsman presenter reporter
    """.split()
)
"""What those are called who ask for a living, or publish what they are told."""

_ALONE = frozenset({"anchor", "co-anchor", "co-host", "host", "interviewer", "newscaster", "presenter"})
"""Of these, who is somebody that publishes even without a name or an outlet: "told an interviewer"."""
_PRINTS = frozenset({"broadcaster", "magazine", "newspaper", "newswire", "tabloid", "weekly"})
"""What makes any name that stands with it an outlet's: "Harbour magazine"."""
_PRESS = ASKERS | {"board", "editor"}
MESSAGES = frozenset({"answer", "comment", "e-mail", "email", "letter", "message", "remark", "response", "statement"})
"""What is sent or given to somebody: to who publishes, it is for the public."""
_INTERVIEWS = frozenset({"interview", "sit-down"})
_SPEAKING = frozenset(
    """
    accuse add address announce appear argue assail attack begin blame blast call claim come complain conclude condemn
    continue criticise criticize declare defend denounce describe discuss dismiss explain go insist joke mock praise
    predict promise say slam speak state suggest talk tell vow warn
    """.split()
)
"""Verbs of what is done on the air by who is heard there; "blamed it on the network" is not."""
_BACK = frozenset({"back", "earlier", "elsewhere", "later", "live", "too"})
_OPENING = frozenset("\"“”'‘’`")
_BRAND = re.compile(r"(?!Fitz)[A-Z][a-z]{3,}[A-Z][a-z]+\Z")


def is_outlet(word: Token) -> bool:
    """Whether a phrase names who publishes news, or somebody who works there: a name with a word such names have."""
    start, end = phrase(word)
    names = [t for t in word.doc[start:end] if t.pos_ == "PROPN"]
    if word.lemma_.lower() in _PRINTS and any(c.pos_ == "PROPN" for c in children(word, "compound", "nmod")):
        return True
    publishes = word.pos_ == "PROPN" or word.lower_ in OUTLET_NOUNS or word.lemma_.lower() in _PRESS
    return publishes and any(t.lower_ in NEWS_WORDS for t in names)


def named(word: Token) -> bool:
    return word.pos_ == "PROPN" and word.ent_type_ not in {"DATE", "TIME", "GPE", "LOC", "NORP", "LAW", "EVENT"}


def branded(word: Token) -> bool:
    """Whether a name is spelled as a brand is, two parts in one word: nobody but a publisher is told for quotation."""
    return _BRAND.match(word.text) is not None


def asks(word: Token) -> bool:
    """Whether a phrase says by itself that it means who asks or publishes: "an interviewer", "host Jan Novak"."""
    if is_outlet(word) or _is_titled(word) or (word.lemma_.lower() in _ALONE and word.tag_ == "NN"):
        return True
    return named(word) and any(c.lemma_.lower() in ASKERS for c in children(word, "compound", "nmod", "amod", "appos"))


def host_of(talk: Token) -> Token | None:
    """ "An interview with X", "a X interview", "an appearance on X": who led or published it, where the text says."""
    lemma = talk.lemma_.lower()
    interview, sent = lemma in _INTERVIEWS, lemma in MESSAGES
    for preposition in children(talk, "prep"):
        for who in children(preposition, "pobj"):
            if preposition.lower_ in {"with", "to", "by"} and (asks(who) or (interview and _is_one(who))):
                return who
            if not sent and preposition.lower_ in {"on", "for", "in", "at"} and _is_stage(who, preposition, interview):
                return _led_by(who)
    if sent:
        return None
    return _shown_by(talk) or next((c for c in children(talk, "compound", "nmod", "poss") if _is_maker(c)), None)


def _shown_by(talk: Token) -> Token | None:
    """ "An interview that aired on X", "published by X"."""
    for shown in children(talk, "acl", "relcl"):
        for preposition in children(shown, "prep", "agent"):
            for who in children(preposition, "pobj"):
                if preposition.lower_ in {"by", "in", "on"} and (is_outlet(who) or is_show(who)):
                    return _led_by(who)
    return None


def _is_maker(who: Token) -> bool:
    """Whether a name before "interview" or "appearance" is whose it was: an outlet, or a firm that is no body."""
    if is_outlet(who):
        return True
    return who.dep_ != "poss" and named(who) and who.ent_type_ == "ORG" and not _official(who)


def _is_one(who: Token) -> bool:
    """Whether an interview with somebody has him as its publisher: "with reporters" and "with us" names nobody else."""
    return who.pos_ != "PRON" and who.tag_ != "NNS"


def _is_stage(who: Token, preposition: Token, interview: bool) -> bool:
    """Whether an occasion "on", "for" or "in" something was there: an outlet, a programme, a title in marks."""
    if is_outlet(who) or is_show(who):
        return True
    if preposition.lower_ == "for":
        return interview and named(who) and who.ent_type_ != "PERSON" and not _official(who)
    return preposition.lower_ == "on" and (branded(who) or _is_titled(who))


def _is_titled(word: Token) -> bool:
    """Whether a name stands in quotation marks, as a programme's does."""
    start, _ = phrase(word)
    before = word.doc[start] if word.doc[start].is_quote else word.doc[max(start - 1, 0)]
    return word.pos_ == "PROPN" and before.text in _OPENING


def is_show(word: Token) -> bool:
    """Whether a phrase means a programme on the air: somebody's, or one with a name."""
    if word.lemma_.lower() not in SHOWS:
        return False
    if word.pos_ == "PROPN":
        return True
    start, end = phrase(word)
    return any(t.pos_ == "PROPN" for t in word.doc[start : min(end + 4, word.sent.end)])


def _led_by(stage: Token) -> Token:
    """Whose programme it is, where it is somebody's: "Novak's show"; else the programme or outlet."""
    if stage.lemma_.lower() not in SHOWS or stage.pos_ == "PROPN":
        return stage
    return next((c for c in children(stage, "poss") if named(c) and not is_outlet(c)), stage)


def _official(word: Token) -> bool:
    start, end = phrase(word)
    return any(t.lower_ in INSTITUTIONS for t in word.doc[start:end]) or (word.text.isupper() and len(word.text) > 4)


def stage(preposition: Token) -> Token | None:
    """The outlet or the host of a programme that a preposition gives as a place: "on X", "on X's show"."""
    if preposition.lower_ not in {"on", "to"}:
        return None
    for where in children(preposition, "pobj"):
        if is_outlet(where) or (preposition.lower_ == "on" and (is_show(where) or _is_titled(where))):
            return _led_by(where)
    return None


def on_air(preposition: Token) -> Token | None:
    """The same where something was said or done there by whoever is heard: "speaking on X", "Back on X, …"."""
    if preposition.lower_ not in {"on", "to"}:
        return None
    head = preposition.head
    spoken = head.lemma_.lower() in _SPEAKING or head.lower_ in _BACK
    return stage(preposition) if spoken or preposition.i == preposition.sent.start else None
