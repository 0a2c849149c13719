"""Where something was said for the public: an interview, a programme, a news organisation, and who asks there."""

from __future__ import annotations

import re

from rashomon.annotation.syntax import children, phrase
from rashomon.lexicon import words
from rashomon.names.outlets import NEWS_WORDS
from rashomon.types.parse import Token

__all__ = ["asks", "branded", "host_of", "is_outlet", "is_show", "named", "on_air", "stage"]

_JOURNALISTS = words("people.journalists")
_PRESS = words("people.press_roles")
_HOSTS = words("people.hosts")
_OUTLETS = words("news_organisations.outlet_nouns")
_PUBLISHERS = words("news_organisations.publisher_nouns")
_SHOWS = words("news_organisations.shows")
_OFFICIAL = words("news_organisations.non_publishers")
_TALKS = words("reporting.talks")
_INTERVIEWS = words("reporting.interviews")
_MESSAGES = words("reporting.messages")
_AIRING = words("reporting.airing_verbs")
_PARTNER = words("reporting.partner_prepositions")
_VENUE = words("reporting.venue_prepositions")
_ON = words("function_words.on")
_FOR = words("function_words.for")
_BRAND = re.compile(r"[A-Z][a-z]{3,}[A-Z][a-z]+\Z")
_FITZ = words("people.joined_surname_prefixes")
_OPENING = frozenset("\"“”'‘’`")


def is_outlet(word: Token) -> bool:
    """Whether a phrase names who publishes news, or somebody who works there: a name with a word such names have."""
    start, end = phrase(word)
    names = [t for t in word.doc[start:end] if t.pos_ == "PROPN"]
    lemma = word.lemma_.lower()
    if lemma in _PUBLISHERS and any(c.pos_ == "PROPN" for c in children(word, "compound", "nmod")):
        return True
    publishes = word.pos_ == "PROPN" or word.lower_ in _OUTLETS or lemma in _JOURNALISTS | _PRESS
    return publishes and any(t.lower_ in NEWS_WORDS for t in names)


def named(word: Token) -> bool:
    """Whether a word is a name, and no date, place, nationality, law or event."""
    return word.pos_ == "PROPN" and word.ent_type_ not in {"DATE", "TIME", "GPE", "LOC", "NORP", "LAW", "EVENT"}


def branded(word: Token) -> bool:
    """Whether a name is spelled as a brand is, two parts in one word: nobody but a publisher is told for quotation."""
    return _BRAND.match(word.text) is not None and word.text[:4].lower() not in _FITZ


def asks(word: Token) -> bool:
    """Whether a phrase says by itself that it means who asks or publishes: "an interviewer", "host Jan Novak"."""
    if is_outlet(word) or _is_titled(word) or (word.lemma_.lower() in _HOSTS and word.tag_ == "NN"):
        return True
    roles = children(word, "compound", "nmod", "amod", "appos")
    return named(word) and any(c.lemma_.lower() in _JOURNALISTS for c in roles)


def host_of(talk: Token) -> Token | None:
    """Who led or published a talk, or was sent a message: "an interview with X", "a X interview"."""
    lemma = talk.lemma_.lower()
    if talk.pos_ not in {"NOUN", "PROPN"} or lemma not in _TALKS | _MESSAGES:
        return None
    interview, sent = lemma in _INTERVIEWS, lemma in _MESSAGES
    for preposition in children(talk, "prep"):
        for who in children(preposition, "pobj"):
            if preposition.lower_ in _PARTNER and (asks(who) or (interview and _is_one(who))):
                return who
            if not sent and preposition.lower_ in _VENUE and _is_stage(who, preposition, interview):
                return _led_by(who)
    if sent:
        return None
    return next((c for c in children(talk, "compound", "nmod", "poss") if _is_maker(c)), None)


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
    if preposition.lower_ in _FOR:
        return interview and named(who) and who.ent_type_ != "PERSON" and not _official(who)
    return preposition.lower_ in _ON and _is_titled(who)


def _is_titled(word: Token) -> bool:
    """Whether a name stands in quotation marks, as a programme's does."""
    start, _ = phrase(word)
    before = word.doc[start] if word.doc[start].is_quote else word.doc[max(start - 1, 0)]
    return word.pos_ == "PROPN" and before.text in _OPENING


def is_show(word: Token) -> bool:
    """Whether a phrase means a programme on the air: somebody's, or one with a name."""
    if word.lemma_.lower() not in _SHOWS:
        return False
    start, end = phrase(word)
    return word.pos_ == "PROPN" or any(t.pos_ == "PROPN" for t in word.doc[start : min(end + 4, word.sent.end)])


def _led_by(stage: Token) -> Token:
    """Whose programme it is, where it is somebody's: "Novak's show"; else the programme or outlet."""
    if stage.lemma_.lower() not in _SHOWS or stage.pos_ == "PROPN":
        return stage
    return next((c for c in children(stage, "poss") if named(c) and not is_outlet(c)), stage)


def _official(word: Token) -> bool:
    start, end = phrase(word)
    return any(t.lower_ in _OFFICIAL for t in word.doc[start:end]) or (word.text.isupper() and len(word.text) > 4)


def stage(preposition: Token) -> Token | None:
    """The outlet or the host of a programme that a preposition gives as a place: "on X", "on X's show", "to X"."""
    on = preposition.lower_ in _ON
    if not on and preposition.lower_ not in words("function_words.to"):
        return None
    for where in children(preposition, "pobj"):
        if is_outlet(where) or (on and (is_show(where) or _is_titled(where))):
            return _led_by(where)
    return None


def on_air(preposition: Token) -> Token | None:
    """The same where something was said or done there by whoever is heard: "speaking on X", "Back on X, …"."""
    head = preposition.head
    spoken = head.lemma_.lower() in _AIRING or head.lower_ in words("reporting.returning_adverbs")
    return stage(preposition) if spoken or preposition.i == preposition.sent.start else None
