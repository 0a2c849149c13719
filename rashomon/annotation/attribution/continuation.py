"""Sources carried over: sentences that go on with what a report said, without naming it again.

After "The Daily reported that the firm had made an offer", a paragraph on "the offer" still rests on the Daily. Only
what publishes or records is carried (an outlet, a document), only where the text names it, and only as long as each
sentence takes up something that came in with the report. The hop is marked as implied.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from rashomon.annotation.attribution.chains import Names, head_of, is_own, via_hop
from rashomon.annotation.attribution.cues import ARTICLE_WORDS, NEWS_WORDS
from rashomon.annotation.attribution.interviews import Scene
from rashomon.annotation.attribution.types import Attribution, Via
from rashomon.annotation.document import Document
from rashomon.annotation.statements import Found
from rashomon.types import Hop, Source, Statement
from rashomon.types.parse import Token, TokenSpan

__all__ = ["carry", "carry_interviews"]

_INTERVIEW_REACH = 3
"""Sentences after which a speaker's further words are no longer taken for the same interview's."""

_REPORTED = 2.5
"""Factuality, at most, of what an article has from somebody else's plain report."""
_DISTANCE = frozenset({"reportedly", "allegedly", "purportedly", "supposedly"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such"})
_PUBLISHING = frozenset({"report", "publish", "reveal", "disclose", "write", "claim", "say", "quote", "cite"})


@dataclass
class _Report:
    """A report that is going on: whose it is, and what came in with it."""

    hop: Hop
    before: frozenset[str]
    """Lemmas that the article used before the report: taking these up proves nothing."""
    known: frozenset[str]
    """Entities of before."""
    lemmas: set[str] = field(default_factory=set)
    entities: set[str] = field(default_factory=set)


def carry(
    document: Document, attributions: Sequence[Attribution], found: Sequence[Found], entity_of: Names
) -> tuple[Found, ...]:
    """The statements, those that go on with a report given its hop."""
    report: _Report | None = None
    lemmas: set[str] = set()
    entities: set[str] = set()
    carried: dict[int, Hop] = {}
    cued: dict[int, list[Attribution]] = {}
    for attribution in attributions:
        if attribution.cue and not attribution.implied:
            cued.setdefault(document.parse[attribution.cue[0]].sent.start, []).append(attribution)
    for number, sentence in enumerate(document.parse.sents):
        source = _publisher(document, cued.get(sentence.start, ()), entity_of)
        here, named = _content(sentence), _entities(sentence, entity_of)
        if source is not None:
            same = report is not None and source.entity is not None and report.hop.sources[0].entity == source.entity
            if report is None or not same:
                report = _Report(Hop(sources=(source,), implied=True), frozenset(lemmas), frozenset(entities))
        elif report is not None and not _takes_up(sentence, report, entity_of):
            report = None
        if report is not None:
            report.lemmas |= here
            report.entities |= named
            if source is None:
                carried[number] = report.hop
        lemmas |= here
        entities |= named
    if not carried:
        return tuple(found)
    number_of = {t.i: n for n, s in enumerate(document.parse.sents) if n in carried for t in s}
    return tuple(
        (segment, _through(statement, carried[number_of[segment.tokens[0]]]))
        if segment.tokens[0] in number_of
        else (segment, statement)
        for segment, statement in found
    )


def carry_interviews(
    document: Document, found: Sequence[Found], places: Sequence[Scene] = (), entity_of: Names = lambda _: None
) -> tuple[Found, ...]:
    """The statements, those that a speaker goes on to make in an interview given whom it was given to, as implied.

    "Novak told the Herald that …. He also said …": the second comes from the same interview as long as nobody else
    speaks in between and no more than a few sentences pass. So does what is said behind "Novak appeared on X", and,
    however far on, "in that interview".
    """
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
        if by is None or by != self.speaker or self.hop is None or here - self.last > _INTERVIEW_REACH:
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


def _through(statement: Statement, hop: Hop) -> Statement:
    stated = min(statement.factuality, _REPORTED)
    return msgspec.structs.replace(statement, chain=(*statement.chain, hop), factuality=stated)


def _publisher(document: Document, attributions: Sequence[Attribution], entity_of: Names) -> Source | None:
    """The outlet or document that the first of a sentence's attributions to one names."""
    for attribution in attributions:
        if attribution.source is None or document.parse[attribution.cue[-1]].pos_ == "NOUN":
            continue
        if attribution.content[0] < attribution.cue[0]:
            continue  # "…, the agency reported." credits its own sentence; "The agency reported that …" opens a report
        head = head_of(document, attribution.source)
        words = {t.lemma_.lower() for t in document.parse[slice(*attribution.source)]}
        lemma = document.parse[attribution.cue[-1]].lemma_.lower()
        publishes = lemma in _PUBLISHING or document.parse[attribution.cue[0]].lower_ == "according"
        described = head.lemma_.lower() in NEWS_WORDS | ARTICLE_WORDS or bool(words & NEWS_WORDS)
        reports = lemma == "report" and head.ent_type_ == "ORG"
        entity = entity_of(attribution.source)
        if publishes and (described or reports) and entity is not None:
            start, end = document.span(document.parse[slice(*attribution.source)])
            return Source(start, end, document.article.content[start:end], entity)
    return None


def _content(sentence: TokenSpan) -> set[str]:
    return {t.lemma_.lower() for t in sentence if t.pos_ in {"NOUN", "VERB"} and t.is_alpha}


def _entities(sentence: TokenSpan, entity_of: Names) -> set[str]:
    found = (entity_of((t.i, t.i + 1)) for t in sentence if t.pos_ in {"PROPN", "PRON"})
    return {e for e in found if e is not None}


def _takes_up(sentence: TokenSpan, report: _Report, entity_of: Names) -> bool:
    """Whether a sentence says "reportedly", or takes up a thing or a person that came in with the report."""
    if any(t.lower_ in _DISTANCE for t in sentence):
        return True
    if sentence.root.tag_ in {"VBZ", "VBP"}:
        return False  # what always holds is the article's own background, whatever it takes up
    new = report.lemmas - report.before
    if any(t.pos_ == "NOUN" and t.lemma_.lower() in new and _is_definite(t) for t in sentence):
        return True
    root = sentence.root
    who = next((c for c in root.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if who is None:
        return False
    entity = entity_of((who.i, who.i + 1))
    return entity is not None and entity in report.entities - report.known


def _is_definite(noun: Token) -> bool:
    return any(c.lower_ in _DEFINITE or c.dep_ == "poss" for c in noun.children if c.i < noun.i)
