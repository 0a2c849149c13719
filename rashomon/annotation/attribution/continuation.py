"""Interviews: who publishes what he is told, and how long a speaker's words come from the same interview.

"Novak told the Herald that …. He also said …": the second comes from the same interview as long as nobody else speaks
in between and no more than a few sentences pass. So does what is said behind "Novak appeared on X", and, however far
on, "in that interview". Such a hop is marked as implied.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import msgspec

from rashomon.annotation.attribution.chains import Names, is_own, via_hop
from rashomon.annotation.attribution.media import asks, branded, host_of, is_outlet, is_show, named, on_air
from rashomon.annotation.attribution.types import Attribution, TokenRange, Via
from rashomon.annotation.document import Document
from rashomon.annotation.statements import Found
from rashomon.annotation.syntax import children, phrase, prepositional_objects, subject
from rashomon.lexicon import words
from rashomon.types import Hop, Statement
from rashomon.types.parse import Token

__all__ = ["Scene", "carry_interviews", "scenes", "told"]

_OFTEN = 2
"""Whoever speaks so often in an article is not one of those who only ask in it."""
_REACH = 3
"""Sentences after which a speaker's further words are no longer taken for the same interview's."""


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
    if lemma in words("reporting.talks") and token.pos_ == "NOUN" and (who := host_of(token)) is not None:
        return Scene(token.i, phrase(who), _guest(token, who))
    resumed = token.pos_ == "NOUN" and token.dep_ == "pobj" and lemma in words("reporting.resumed_talks")
    if resumed and any(c.lower_ in words("reporting.resuming") for c in children(token, "det", "amod")):
        return Scene(token.i, None, _guest(token, token))
    if token.dep_ in {"prep", "advmod"} and (where := on_air(token)) is not None:
        return Scene(token.i, phrase(where), _guest(token, where))
    return None


def _led(interview: Token) -> Scene | None:
    """ "Novak began his interview with Ruiz": who leads it is the subject, and "with" names the guest."""
    verb = interview.head
    leads = interview.dep_ == "dobj" and verb.lemma_.lower() in words("reporting.interview_verbs")
    leader = subject(verb) if leads else None
    if leader is None or not named(leader):
        return None
    partners = words("reporting.guest_prepositions")
    guests = [who for p in children(interview, "prep") if p.lower_ in partners for who in children(p, "pobj")]
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


# Whom it was told to


def told(document: Document, attributions: Sequence[Attribution], places: Sequence[Scene]) -> tuple[Attribution, ...]:
    """The attributions, with the hearer as whom they came through where the rest of the article tells that he asks."""
    known = _askers(document, attributions, places)
    out = []
    for made in attributions:
        if made.to is not None and not made.via and not made.implied and _publishes(document, made, known):
            made = replace(made, via=(Via(made.to),))
        out.append(made)
    return tuple(out)


def _publishes(document: Document, made: Attribution, known: Collection[str]) -> bool:
    """Whether who was told asks in this article, or asks here: "told Jan Novak in an interview"."""
    if made.to is None or words("reporting.answering_verbs").isdisjoint(_lemmas(document, made.cue)):
        return False
    head = document.parse[slice(*made.to)].root
    direct = bool(made.content) and document.parse[max(made.content[0] - 1, 0)].is_quote
    if head.lower_ in known or asks(head) or (direct and branded(head)):
        return True
    interview = not words("reporting.interviews").isdisjoint(_lemmas(document, made.frame))
    return interview and head.pos_ == "PROPN" and head.ent_type_ == "PERSON"


def _lemmas(document: Document, tokens: Iterable[int]) -> set[str]:
    return {document.parse[i].lemma_.lower() for i in tokens}


def _askers(document: Document, attributions: Sequence[Attribution], places: Sequence[Scene]) -> frozenset[str]:
    """Last names, in lower case, of those who ask in the article and hardly speak."""
    asking: set[str] = set()
    for token in document.parse:
        if token.lemma_.lower() in words("people.journalists") and token.pos_ in {"NOUN", "PROPN"}:
            asking |= {who.lower_ for who in _called(token)}
        elif is_show(token):
            start, end = phrase(token)
            title = document.parse[start : min(end + 4, token.sent.end)]
            asking |= {t.lower_ for t in title if t.pos_ == "PROPN" and not is_outlet(t)}
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
    if noun.dep_ in {"compound", "nmod", "amod", "appos"} and named(noun.head):
        yield noun.head
    yield from (c for c in children(noun, "appos") if named(c))
    for like, who in prepositional_objects(noun):
        if like.lower_ in words("reporting.example_prepositions") and named(who):
            yield who


# Interviews that go on


def carry_interviews(
    document: Document,
    found: Sequence[Found],
    places: Sequence[Scene],
    entity_of: Names,
) -> tuple[Found, ...]:
    """The statements, with the interview added to the chain of those that a speaker goes on to make in it."""
    number_of = {s.start: n for n, s in enumerate(document.parse.sents)}
    heard = _Heard(document, number_of, places, entity_of)
    out: list[Found] = []
    for segment, statement in found:
        here = number_of[document.parse[segment.tokens[0]].sent.start]
        heard.read_to(here)
        given = heard.given_to(statement, here)
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
        while self.at < len(self.places):
            place = self.places[self.at]
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
        chain = statement.chain
        via = next((n for n, h in enumerate(chain) if n and h.cue is None), None)
        by = _outermost(chain[:via])
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
        return None if is_own(self.document, self.hop) or _is_hop_of(self.hop, chain) else self.hop


def _is_hop_of(hop: Hop, chain: Sequence[Hop]) -> bool:
    """Whether somebody is in a chain already: who asks, where he speaks himself."""
    entities = {s.entity for h in chain for s in h.sources} - {None}
    return any(s.entity in entities for s in hop.sources)


def _outermost(chain: Sequence[Hop]) -> str | None:
    """Who says what an article has from him."""
    if not chain or len(chain[-1].sources) != 1:
        return None
    return chain[-1].sources[0].entity
