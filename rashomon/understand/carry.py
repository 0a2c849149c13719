"""Sources carried over: sentences that go on with what a report said, without naming it again.

After "The Daily reported that the firm had made an offer", a paragraph on "the offer" still rests on the Daily. Only
what publishes or records is carried (an outlet, a document), only where the text names it, and only as long as each
sentence takes up something that came in with the report. The hop is marked as implied.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from rashomon.model import Hop, Source, Statement
from rashomon.understand.attribution import Attribution
from rashomon.understand.chains import Names, head_of
from rashomon.understand.cues import ARTICLE_WORDS, NEWS_WORDS
from rashomon.understand.parse import Parsed
from rashomon.understand.statements import Found
from rashomon.understand.tokens import Slice, Token

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
    parsed: Parsed, attributions: Sequence[Attribution], found: Sequence[Found], entity_of: Names
) -> tuple[Found, ...]:
    """The statements, those that go on with a report given its hop."""
    report: _Report | None = None
    lemmas: set[str] = set()
    entities: set[str] = set()
    carried: dict[int, Hop] = {}
    cued: dict[int, list[Attribution]] = {}
    for attribution in attributions:
        if attribution.cue and not attribution.implied:
            cued.setdefault(parsed.doc[attribution.cue[0]].sent.start, []).append(attribution)
    for number, sentence in enumerate(parsed.doc.sents):
        source = _publisher(parsed, cued.get(sentence.start, ()), entity_of)
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
    number_of = {t.i: n for n, s in enumerate(parsed.doc.sents) if n in carried for t in s}
    return tuple(
        (segment, _through(statement, carried[number_of[segment.tokens[0]]]))
        if segment.tokens[0] in number_of
        else (segment, statement)
        for segment, statement in found
    )


def carry_interviews(parsed: Parsed, found: Sequence[Found]) -> tuple[Found, ...]:
    """The statements, those that a speaker goes on to make in an interview given whom it was given to, as implied.

    "Novak told the Herald that …. He also said …": the second comes from the same interview as long as nobody else
    speaks in between and no more than a few sentences pass.
    """
    number_of = {s.start: n for n, s in enumerate(parsed.doc.sents)}
    out: list[Found] = []
    given: Hop | None = None
    speaker: str | None = None
    last = 0
    for segment, statement in found:
        here = number_of[parsed.doc[segment.tokens[0]].sent.start]
        by = _speaker(statement)
        given_here = next((h for h in statement.chain[1:] if h.cue is None and not h.implied), None)
        if by is not None and given_here is not None:
            given, speaker, last = given_here, by, here
        elif by is not None and by == speaker and given is not None and here - last <= _INTERVIEW_REACH:
            if len(statement.chain) == 1:
                hop = msgspec.structs.replace(given, implied=True)
                statement = msgspec.structs.replace(statement, chain=(*statement.chain, hop))
            last = here
        elif statement.chain:
            given = speaker = None
        out.append((segment, statement))
    return tuple(out)


def _speaker(statement: Statement) -> str | None:
    if not statement.chain or len(statement.chain[0].sources) != 1:
        return None
    return statement.chain[0].sources[0].entity


def _through(statement: Statement, hop: Hop) -> Statement:
    stated = min(statement.factuality, _REPORTED)
    return msgspec.structs.replace(statement, chain=(*statement.chain, hop), factuality=stated)


def _publisher(parsed: Parsed, attributions: Sequence[Attribution], entity_of: Names) -> Source | None:
    """The outlet or document that the first of a sentence's attributions to one names."""
    for attribution in attributions:
        if attribution.source is None or parsed.doc[attribution.cue[-1]].pos_ == "NOUN":
            continue
        if attribution.content[0] < attribution.cue[0]:
            continue  # "…, the agency reported." credits its own sentence; "The agency reported that …" opens a report
        head = head_of(parsed, attribution.source)
        words = {t.lemma_.lower() for t in parsed.doc[slice(*attribution.source)]}
        lemma = parsed.doc[attribution.cue[-1]].lemma_.lower()
        publishes = lemma in _PUBLISHING or parsed.doc[attribution.cue[0]].lower_ == "according"
        described = head.lemma_.lower() in NEWS_WORDS | ARTICLE_WORDS or bool(words & NEWS_WORDS)
        reports = lemma == "report" and head.ent_type_ == "ORG"
        entity = entity_of(attribution.source)
        if publishes and (described or reports) and entity is not None:
            start, end = parsed.span(parsed.doc[slice(*attribution.source)])
            return Source(start, end, parsed.article.content[start:end], entity)
    return None


def _content(sentence: Slice) -> set[str]:
    return {t.lemma_.lower() for t in sentence if t.pos_ in {"NOUN", "VERB"} and t.is_alpha}


def _entities(sentence: Slice, entity_of: Names) -> set[str]:
    found = (entity_of((t.i, t.i + 1)) for t in sentence if t.pos_ in {"PROPN", "PRON"})
    return {e for e in found if e is not None}


def _takes_up(sentence: Slice, report: _Report, entity_of: Names) -> bool:
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
