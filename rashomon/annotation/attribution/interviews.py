"""Interviews and programmes: who publishes what he is told, and how long a speaker's words come from the same place.

"Novak told the Herald that …. He also said …": the second comes from the same interview as long as nobody else speaks
in between and no more than a few sentences pass. So does what is said behind "Novak appeared on X", and, however far
on, "in that interview". Such a hop is marked as implied.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import msgspec

from rashomon.annotation.attribution.chains import Names, is_own, via_hop
from rashomon.annotation.attribution.types import Attribution, TokenRange, Via
from rashomon.annotation.document import Document
from rashomon.annotation.statements import Found
from rashomon.annotation.syntax import (
    agent,
    children,
    has_own_subject,
    is_passive,
    phrase,
    prepositional_objects,
    subject,
    verb_group,
)
from rashomon.lexicon import words
from rashomon.names.outlets import NEWS_WORDS
from rashomon.types import Hop, Statement
from rashomon.types.parse import Token

__all__ = ["Scene", "carry_interviews", "scenes", "through", "told"]

_OFTEN = 2
"""Whoever speaks so often in an article is not one of those who only ask in it."""
_REACH = 3
"""Sentences after which a speaker's further words are no longer taken for the same interview's."""
_BRAND = re.compile(r"[A-Z][a-z]{3,}[A-Z][a-z]+\Z")
_OPENING = frozenset("\"“”'‘’`")
_NO_PARTY = frozenset({"DATE", "TIME", "GPE", "LOC", "NORP", "LAW", "EVENT"})


# Who publishes


def _is_outlet(word: Token) -> bool:
    """Whether a phrase names who publishes news, or somebody who works there: a name with a word such names have."""
    lemma = word.lemma_.lower()
    publisher = lemma in words("news_organisations.publisher_nouns")
    if publisher and any(c.pos_ == "PROPN" for c in children(word, "compound", "nmod")):
        return True
    works_there = lemma in words("people.journalists") or lemma in words("people.press_roles")
    publishes = word.pos_ == "PROPN" or word.lower_ in words("news_organisations.outlet_nouns") or works_there
    return publishes and any(t.pos_ == "PROPN" and t.lower_ in NEWS_WORDS for t in word.doc[slice(*phrase(word))])


def _is_name(word: Token) -> bool:
    """Whether a word is a name, and no date, place, nationality, law or event."""
    return word.pos_ == "PROPN" and word.ent_type_ not in _NO_PARTY


def _is_brand(word: Token) -> bool:
    """Whether a name is spelled as a brand is, two parts in one word: nobody but a publisher is told for quotation."""
    joined = word.text[:4].lower() in words("people.joined_surname_prefixes")
    return not joined and _BRAND.match(word.text) is not None


def _asks(word: Token) -> bool:
    """Whether a phrase says by itself that it means who asks or publishes: "an interviewer", "host Jan Novak"."""
    if _is_outlet(word) or _is_titled(word) or (word.lemma_.lower() in words("people.hosts") and word.tag_ == "NN"):
        return True
    roles = children(word, "compound", "nmod", "amod", "appos")
    return _is_name(word) and any(c.lemma_.lower() in words("people.journalists") for c in roles)


def _is_titled(word: Token) -> bool:
    """Whether a name stands in quotation marks, as a programme's does."""
    start, _ = phrase(word)
    before = word.doc[start] if word.doc[start].is_quote else word.doc[max(start - 1, 0)]
    return word.pos_ == "PROPN" and before.text in _OPENING


def _show(word: Token) -> list[Token]:
    """The names in a phrase that means a programme on the air, and right behind it; none in another phrase."""
    if word.lemma_.lower() not in words("news_organisations.shows"):
        return []
    start, end = phrase(word)
    return [t for t in word.doc[start : min(end + 4, word.sent.end)] if t.pos_ == "PROPN"]


def _led_by(stage: Token) -> Token:
    """Whose programme it is, where it is somebody's: "Novak's show"; else the programme or outlet."""
    if stage.lemma_.lower() not in words("news_organisations.shows") or stage.pos_ == "PROPN":
        return stage
    return next((c for c in children(stage, "poss") if _is_name(c) and not _is_outlet(c)), stage)


def _host_of(talk: Token) -> Token | None:
    """Who led or published a talk, or was sent a message: "an interview with X", "a X interview"."""
    lemma = talk.lemma_.lower()
    interview, sent = lemma in words("reporting.interviews"), lemma in words("reporting.messages")
    if talk.pos_ not in {"NOUN", "PROPN"} or not (sent or lemma in words("reporting.talks")):
        return None
    for preposition, who in prepositional_objects(talk):
        one = interview and who.pos_ != "PRON" and who.tag_ != "NNS"  # "with reporters", "with us" name nobody else
        if preposition.lower_ in words("reporting.partner_prepositions") and (one or _asks(who)):
            return who
        venue = not sent and preposition.lower_ in words("reporting.venue_prepositions")
        if venue and _is_stage(who, preposition, interview):
            return _led_by(who)
    makers = () if sent else children(talk, "compound", "nmod", "poss")
    firm = (c for c in makers if _is_outlet(c) or (c.dep_ != "poss" and _is_name(c) and c.ent_type_ == "ORG"))
    return next(firm, None)


def _is_stage(who: Token, preposition: Token, interview: bool) -> bool:
    """Whether an occasion "on", "for" or "in" something was there: an outlet, a programme, a title in marks."""
    if _is_outlet(who) or _show(who):
        return True
    if preposition.lower_ in words("function_words.for"):
        return interview and _is_name(who) and who.ent_type_ != "PERSON"
    return preposition.lower_ in words("function_words.on") and _is_titled(who)


def _stage(preposition: Token) -> Token | None:
    """The outlet or the host of a programme that a preposition gives as a place: "on X", "on X's show", "to X"."""
    on = preposition.lower_ in words("function_words.on")
    if not on and preposition.lower_ not in words("function_words.to"):
        return None
    places = children(preposition, "pobj")
    found = next((w for w in places if _is_outlet(w) or (on and (_show(w) or _is_titled(w)))), None)
    return _led_by(found) if found is not None else None


def _on_air(preposition: Token) -> Token | None:
    """The same where something was said or done there by whoever is heard: "speaking on X", "Back on X, …"."""
    head = preposition.head
    spoken = head.lemma_.lower() in words("reporting.airing_verbs")
    back = head.lower_ in words("reporting.returning_adverbs")
    return _stage(preposition) if spoken or back or preposition.i == preposition.sent.start else None


# Through whom a report came, by its own sentence


def through(verb: Token, frame: set[int]) -> tuple[Via, ...]:
    """Who carried it on: whoever was given an interview, and the hearer or the programme when that is a news outlet."""
    for token in sorted(frame):
        if (who := _host_of(verb.doc[token])) is not None:
            return (Via(phrase(who)),)
    if verb.lemma_.lower() in words("reporting.quoting_verbs") and is_passive(verb):
        carrier = agent(verb)
        return (Via(phrase(carrier) if carrier is not None else None, verb_group(verb), anonymous=carrier is None),)
    teller = _teller(verb)
    for cue in (verb,) if teller is verb else (verb, teller):
        if cue.lemma_.lower() in words("reporting.telling_verbs"):
            for whom in children(cue, "dobj", "dative"):
                if _asks(whom) or whom.lemma_.lower() in words("news_organisations.outlet_nouns"):
                    return (Via(_with_name(whom)),)
        for where in (*map(_stage, children(cue, "prep", "dative")), *map(_on_air, _aside_prepositions(cue))):
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


# Places of the article where somebody is heard


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


def _scene(token: Token) -> Scene | None:
    lemma = token.lemma_.lower()
    if lemma in words("reporting.interviews") and (led := _led(token)) is not None:
        return led
    if lemma in words("reporting.talks") and token.pos_ == "NOUN" and (who := _host_of(token)) is not None:
        return Scene(token.i, phrase(who), _guest(token, who))
    resumed = token.pos_ == "NOUN" and token.dep_ == "pobj" and lemma in words("reporting.resumed_talks")
    if resumed and any(c.lower_ in words("reporting.resuming") for c in children(token, "det", "amod")):
        return Scene(token.i, None, _guest(token, token))
    if token.dep_ in {"prep", "advmod"} and (where := _on_air(token)) is not None:
        return Scene(token.i, phrase(where), _guest(token, where))
    return None


def _led(interview: Token) -> Scene | None:
    """ "Novak began his interview with Ruiz": who leads it is the subject, and "with" names the guest."""
    verb = interview.head
    leads = interview.dep_ == "dobj" and verb.lemma_.lower() in words("reporting.interview_verbs")
    leader = subject(verb) if leads else None
    if leader is None or not _is_name(leader):
        return None
    partners = words("reporting.guest_prepositions")
    guest = next((who for p, who in prepositional_objects(interview) if p.lower_ in partners), None)
    return Scene(interview.i, phrase(leader), phrase(guest)) if guest is not None else None


def _guest(token: Token, host: Token) -> TokenRange | None:
    """Who is heard: whose interview it is, else the subject of the clause."""
    owner = next((c for c in children(token, "poss") if c is not host and not _is_outlet(c)), None)
    if owner is not None:
        return phrase(owner)
    verb = token.head
    while verb.pos_ not in {"VERB", "AUX"} and verb.head is not verb:
        verb = verb.head
    who = subject(verb)
    return phrase(who) if who is not None and who is not host else None


# Whom it was told to


def told(document: Document, attributions: Sequence[Attribution], places: Sequence[Scene]) -> tuple[Attribution, ...]:
    """The attributions, with the hearer as whom they came through where the rest of the article tells that he asks."""
    known = _askers(document, attributions, places)
    return tuple(
        replace(made, via=(Via(made.to),))
        if made.to is not None and not made.via and not made.implied and _publishes(document, made, made.to, known)
        else made
        for made in attributions
    )


def _publishes(document: Document, made: Attribution, to: TokenRange, known: Collection[str]) -> bool:
    """Whether who was told asks in this article, or asks here: "told Jan Novak in an interview"."""

    def lemmas(tokens: Iterable[int]) -> set[str]:
        return {document.parse[i].lemma_.lower() for i in tokens}

    if words("reporting.answering_verbs").isdisjoint(lemmas(made.cue)):
        return False
    head = document.parse[slice(*to)].root
    direct = bool(made.content) and document.parse[max(made.content[0] - 1, 0)].is_quote
    if head.lower_ in known or _asks(head) or (direct and _is_brand(head)):
        return True
    interview = not words("reporting.interviews").isdisjoint(lemmas(made.frame))
    return interview and head.pos_ == "PROPN" and head.ent_type_ == "PERSON"


def _askers(document: Document, attributions: Sequence[Attribution], places: Sequence[Scene]) -> frozenset[str]:
    """Last names, in lower case, of those who ask in the article and hardly speak."""
    asking: set[str] = set()
    for token in document.parse:
        if token.lemma_.lower() in words("people.journalists") and token.pos_ in {"NOUN", "PROPN"}:
            asking |= {who.lower_ for who in _called(token)}
        else:
            asking |= {t.lower_ for t in _show(token) if not _is_outlet(t)}
    heads = (document.parse[slice(*p.who)].root for p in places if p.who is not None)
    asking |= {head.lower_ for head in heads if head.ent_type_ == "PERSON"}
    speaking = Counter(
        document.parse[slice(*a.source)].root.lower_
        for a in attributions
        if a.source and a.cue and document.parse[a.cue[-1]].lemma_.lower() not in words("reporting.asking_verbs")
    )
    return frozenset(name for name in asking if speaking[name] < _OFTEN)


def _called(noun: Token) -> Iterator[Token]:
    """Whom a word for somebody who asks is said of: "host Jan Novak", "Novak, the host", "hosts like Novak"."""
    if noun.dep_ in {"compound", "nmod", "amod", "appos"} and _is_name(noun.head):
        yield noun.head
    yield from filter(_is_name, children(noun, "appos"))
    for like, who in prepositional_objects(noun):
        if like.lower_ in words("reporting.example_prepositions") and _is_name(who):
            yield who


# Interviews that go on


def carry_interviews(
    document: Document, found: Sequence[Found], places: Sequence[Scene], entity_of: Names
) -> tuple[Found, ...]:
    """The statements, with the interview added to the chain of those that a speaker goes on to make in it."""
    number_of = {s.start: n for n, s in enumerate(document.parse.sents)}
    heard = _Heard(document, number_of, places, entity_of)
    out: list[Found] = []
    for segment, statement in found:
        given = heard.given_to(statement, number_of[document.parse[segment.tokens[0]].sent.start])
        if given is not None:
            statement = msgspec.structs.replace(statement, chain=(*statement.chain, given))
        out.append((segment, statement))
    return tuple(out)


@dataclass
class _Heard:
    """Who is being heard, and where, as an article is read."""

    document: Document
    number_of: Mapping[int, int]
    """Of a sentence's first token, its number."""
    places: Sequence[Scene]
    entity_of: Names
    hop: Hop | None = None
    speaker: str | None = None
    last: int = 0
    """The sentence that the speaker was last heard in."""
    at: int = 0
    """Places read so far."""
    before: dict[str | None, Hop] = field(default_factory=dict)
    """Where each guest was heard last; under None, where anybody was."""

    def read_to(self, sentence: int) -> None:
        """Take in the places that are named up to the end of a sentence."""
        for place in self.places[self.at :]:
            number = self.number_of[self.document.parse[place.at].sent.start]
            if number > sentence:
                return
            guest = self.entity_of(place.guest) if place.guest else None
            self.at += 1
            if place.who is None:
                self.hop = self.before.get(guest) or self.before.get(None)
            else:
                self.hop = via_hop(self.document, Via(place.who), self.entity_of, implied=True)
                self.before[guest] = self.before[None] = self.hop
            self.speaker, self.last = guest, number

    def given_to(self, statement: Statement, here: int) -> Hop | None:
        """Through whom a statement of the sentence ``here`` came, where its chain does not say."""
        self.read_to(here)
        chain = statement.chain
        via = next((n for n, h in enumerate(chain) if n and h.cue is None), None)
        outermost = chain[:via][-1:]
        by = outermost[0].sources[0].entity if outermost and len(outermost[0].sources) == 1 else None
        if via is not None:
            if by is not None and not chain[via].implied:
                self.hop, self.speaker, self.last = msgspec.structs.replace(chain[via], implied=True), by, here
                self.before[by] = self.before[None] = self.hop
            return None
        if not chain:
            return None
        if self.speaker is None and here == self.last:
            self.speaker = by  # "Asked in that interview whether …, Novak said"
        if by is None or by != self.speaker or self.hop is None or here - self.last > _REACH:
            if self.hop is None or not any(s.entity == by for s in self.hop.sources):
                self.hop = self.speaker = None  # a question of whoever asks ends nothing
            return None
        self.last = here
        known = {s.entity for h in chain for s in h.sources} - {None}  # who asks may speak himself
        repeated = any(s.entity in known for s in self.hop.sources)
        return None if repeated or is_own(self.document, self.hop) else self.hop
