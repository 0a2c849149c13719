"""Who a text names as having recorded what a statement says: a publication, an agency, a document, a direct witness."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rashomon.comparison.annotated_article import Reading
from rashomon.comparison.propositions import Content
from rashomon.comparison.published_statements import publisher, speaker
from rashomon.names.forms import normalise
from rashomon.types import Evidence, Hop, Source, Span
from rashomon.types.ids import EntityId

__all__ = ["AGENCIES", "Recorder", "recorder", "utterer"]

NEWS = frozenset(
    """
    advertiser agency argus broadcaster channel chronicle courier daily dispatch echo enquirer examiner gazette globe
    herald inquirer intelligencer journal ledger magazine mirror
    monitor network news newspaper newswire observer outlet paper post press programme publication radio register review
    sentinel site standard station tabloid telegraph television times tribune tv website weekly wire reuters afp ap
    bloomberg cnn bbc nbc abc cbs npr msnbc cnbc pbs upi xinhua interfax tass dpa ansa efe kyodo yonhap politico axios
    huffpost
    """.split()
)
"""Words in the names and descriptions of those who publish news."""

DOCUMENTS = frozenset(
    """
    affidavit article bulletin cable communique communiqué complaint document dossier email filing indictment lawsuit
    letter memo memorandum poll record report statement study survey testimony transcript
    """.split()
)
"""Texts that speak; one counts only where the text says whose it is."""

AGENCIES = (
    "Reuters|Associated Press|AP|Agence France-Presse|AFP|United Press International|UPI|Xinhua|TASS|Interfax|dpa|"
    "Deutsche Presse-Agentur|ANSA|EFE|Kyodo|Yonhap|Bloomberg|Press Association|PA Media|Press Trust of India|PTI"
)
"""The agencies that credits name."""

CREDIT = re.compile(rf"\b(?:The )?({AGENCIES})(?: also)? contributed to this (?:report|story|article)\b")

REPORTING = frozenset({"report", "quote", "cite", "broadcast", "publish", "air"})
"""Cues by which an organisation of whatever name acts as a publisher."""

PUBLISHING = frozenset({"tweet", "retweet", "post", "publish", "write", "release", "issue"})
"""Cues by which a speaker puts it out himself."""

OWN_TEXTS = frozenset(
    "statement tweet letter post blog op-ed editorial memo video release column book twitter facebook instagram".split()
)
"""What a speaker puts it out in: "said in a statement"."""

TOLD = "told to the recorder"
LONGEST_NAME = 60
"""Characters of a name; what is longer holds other words, too."""

SIGHT = frozenset({"see", "obtain", "review", "view", "examine", "hear"})
"""Participles of own access to a document: "a letter seen by Reuters"."""


@dataclass(frozen=True)
class Recorder:
    """An origin that a statement's text names."""

    key: str
    """The entity's id, or the name of an agency that only a credit names."""
    name: str
    entity: EntityId | None
    access: str | None
    """How the text shows that the recorder has it at first hand; None where it does not."""
    evidence: Evidence
    person: bool = False


def recorder(content: Content) -> Recorder | None:
    """The earliest recorder that the statement's chain names, or else the agency that the article is credited to.

    Who only speaks is none: a speaker is an origin for what he puts out himself, without access of his own to what he
    speaks of, and an interview is the interviewer's. A hop without a name (anonymous, unresolved) is passed over.
    """
    for number, hop in enumerate(content.statement.chain):
        if hop.anonymous or hop.unresolved or not hop.sources or hop.sources[0].entity is None:
            continue
        before = content.statement.chain[number - 1] if number else None
        found = _of_hop(content, hop, hop.sources[0], before) or _told(content, hop)
        if found:
            return found
    return next(_viewers(content), None) or _published(content) or _credited(content)


def utterer(content: Content) -> Recorder | None:
    """Who said it first, as the origin of words that several articles quote alike."""
    source = speaker(content)
    return _made(content, source, None) if source else None


def _published(content: Content) -> Recorder | None:
    """Who put out the thing that the statement tells of."""
    found = publisher(content)
    return _made(content, _source(content.reading, *found), None) if found else None


def _of_hop(content: Content, hop: Hop, source: Source, before: Hop | None) -> Recorder | None:
    reading = content.reading
    kind = reading.kind_of.get(source.entity or "")
    cue = {reading.tokens[i].lemma for i in reading.within(hop.cue.span)} if hop.cue else set()
    if kind != "person" and (_publishes(reading, source) or (kind == "organisation" and cue & REPORTING)):
        return _made(content, source, _interview(content, hop, source, before))
    if before is None and (cue & PUBLISHING or _in_own_text(reading, hop)):
        return _made(content, source, None)
    return None


def _told(content: Content, hop: Hop) -> Recorder | None:
    """The publisher that it was said to, where the chain has no hop of its own for it."""
    reading = content.reading
    for i in reading.within(hop.to.span) if hop.to else ():
        entity = reading.entity_at.get(i)
        if entity is not None and reading.tokens[i].pos == "PROPN" and reading.kind_of.get(entity) != "person":
            source = _source(reading, i, entity)
            return _made(content, source, TOLD) if _publishes(reading, source) else None
    return None


def _source(reading: Reading, i: int, entity: EntityId) -> Source:
    """The entity's mention around a token."""
    start, end = next(
        m.span
        for e in reading.understanding.entities
        if e.id == entity
        for m in e.mentions
        if m.start <= reading.tokens[i].start < m.end
    )
    return Source(start, end, reading.text[start:end], entity)


def _made(content: Content, source: Source, access: str | None) -> Recorder:
    evidence = Evidence(content.statement.article, source.start, source.end, source.text)
    assert source.entity is not None
    name = content.reading.name_of.get(source.entity, source.text)
    person = content.reading.kind_of.get(source.entity) == "person"
    return Recorder(source.entity, name, source.entity, access, evidence, person)


def _publishes(reading: Reading, source: Source) -> bool:
    texts = [source.text, *reading.names_of.get(source.entity or "", ())]
    words = {w for text in texts if len(text) <= LONGEST_NAME for w in re.findall(r"\w+", text.casefold())}
    if normalise(source.text) in reading.surnames:
        return False
    return bool(words & NEWS) or bool(words & DOCUMENTS)


def _interview(content: Content, hop: Hop, source: Source, before: Hop | None) -> str | None:
    """Whether somebody said it to the recorder: "told the paper", "in an interview with the channel"."""
    if before is None or hop.implied or hop.cue is not None:
        return None
    if before.to is not None and before.to.start <= source.start < before.to.end:
        return TOLD
    lead = content.reading.text[max(0, source.start - 60) : source.start].casefold()
    return "interviewed by the recorder" if re.search(r"\b(?:interview(?:ed)?|talk|conversation)\b", lead) else None


def _in_own_text(reading: Reading, hop: Hop) -> bool:
    """Whether the cue goes on "in a statement", "on Twitter"."""
    if hop.cue is None:
        return False
    nouns = (
        reading.tokens[noun].lemma
        for verb in reading.within(hop.cue.span)
        for prep in reading.children[verb]
        if reading.tokens[prep].lemma in ("in", "on", "via", "by")
        for noun in reading.children[prep]
    )
    return any(lemma in OWN_TEXTS for lemma in nouns)


def _viewers(content: Content) -> Iterator[Recorder]:
    """Publishers that the statement's sentence says have seen the document themselves."""
    reading = content.reading
    for i in _sentence(content):
        if reading.tokens[i].lemma not in SIGHT or reading.tokens[i].pos != "VERB":
            continue
        for by in reading.children[i]:
            for noun in reading.children[by] if reading.tokens[by].dep == "agent" else ():
                entity = reading.entity_at.get(noun)
                if entity is None or reading.kind_of.get(entity) == "person":
                    continue
                source = _source(reading, noun, entity)
                if _publishes(reading, source):
                    yield _made(content, source, "seen by the recorder")


def _sentence(content: Content) -> range:
    tokens = content.reading.tokens
    if not content.tokens:
        return range(0)
    first = last = content.tokens[0]
    while first > 0 and tokens[first - 1].sentence == tokens[last].sentence:
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].sentence == tokens[first].sentence:
        last += 1
    return range(first, last + 1)


def _credited(content: Content) -> Recorder | None:
    """The agency in the dateline or in a closing credit, for what the article says in its own voice."""
    article = content.reading.understanding.article
    if content.statement.chain:
        return None
    span = _credit(article.content, article.dateline.agency if article.dateline else None)
    if span is None:
        return None
    name = article.content[slice(*span)]
    return Recorder(f"agency {name.casefold()}", name, None, None, Evidence(article.id, *span, name))


@lru_cache(maxsize=256)
def _credit(text: str, agency: str | None) -> Span | None:
    """Where the agency is named that an article is credited to; a vague "Agencies" names none."""
    closing = CREDIT.search(text)
    if closing:
        return closing.span(1)
    if agency is None or not re.fullmatch(AGENCIES, agency, re.IGNORECASE):
        return None
    at = text.find(agency)
    return (at, at + len(agency)) if at >= 0 else None
