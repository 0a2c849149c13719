"""Statements: segments with their chains, their hedge, certainty, polarity, force and time."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from rashomon.annotation.attribution.chains import Names, chain
from rashomon.annotation.attribution.types import Attribution
from rashomon.annotation.clauses import Segment, parents, segments
from rashomon.annotation.document import Document
from rashomon.annotation.events import proposition
from rashomon.annotation.factuality import factuality_of
from rashomon.annotation.modality import certainty_of, hedge_of, polarity_of
from rashomon.annotation.quotations import Quote
from rashomon.annotation.speech_acts import force_of
from rashomon.annotation.syntax import runs
from rashomon.annotation.temporal import TimeExpression
from rashomon.types import Hop, Mark, Quotation, Shows, Span, Statement, When, join
from rashomon.types.ids import StatementId, statement_id

__all__ = ["Found", "find", "marks"]

Found = tuple[Segment, Statement]
"""A statement and the tokens that it was read from."""


def find(
    document: Document,
    attributions: Sequence[Attribution],
    quotes: Sequence[Quote],
    times: Sequence[TimeExpression],
    entity_of: Names,
    unnamed: Collection[str] = (),
) -> tuple[Found, ...]:
    """Return every statement of the story, in order of the text."""
    up = parents(attributions)
    breaks = frozenset(p.start for p in document.paragraphs)
    seen: Counter[tuple[Span, ...]] = Counter()
    out: list[Found] = []
    for segment in segments(document, attributions, quotes):
        spans = tuple(
            (document.starts[s], document.ends[e - 1]) for s, e in runs(segment.tokens, document.parse, breaks)
        )
        hops = chain(
            document,
            attributions,
            up,
            segment.attribution,
            entity_of,
            lambda a: _when_said(document, a, times),
            unnamed,
        )
        holder = attributions[segment.attribution] if segment.attribution is not None else None
        name = statement_id(document.article.id, spans, seen[spans])
        seen[spans] += 1
        out.append((segment, _statement(name, document, segment, holder, spans, hops, quotes, times, entity_of)))
    return tuple(out)


def _statement(
    name: StatementId,
    document: Document,
    segment: Segment,
    holder: Attribution | None,
    spans: tuple[Span, ...],
    hops: tuple[Hop, ...],
    quotes: Sequence[Quote],
    times: Sequence[TimeExpression],
    entity_of: Names,
) -> Statement:
    article = document.article
    cue = holder.cue if holder is not None and holder.cue else None
    tokens, predicate = segment.tokens, segment.predicate
    sure = certainty_of(document, tokens, predicate, cue)
    polarity = polarity_of(document, tokens, predicate)
    force = force_of(document, tokens, predicate, cue)
    return Statement(
        id=name,
        article=article.id,
        spans=spans,
        text=join(article.content, spans),
        quotation=_quotation(document, segment, quotes),
        chain=hops,
        when=_when(document, segment, times),
        hedge=hedge_of(document, tokens, cue),
        certainty=sure.label,
        factuality=factuality_of(document, tokens, predicate, cue),
        polarity=polarity.label,
        force=force.label,
        marks=(
            *marks(document, "certainty", sure.tokens),
            *marks(document, "polarity", polarity.tokens),
            *marks(document, "force", force.tokens),
        ),
        proposition=proposition(document, segment, entity_of),
    )


def marks(document: Document, about: Shows, tokens: Iterable[int]) -> Iterator[Mark]:
    """Yield where the tokens stand, in order; neighbours in one sentence make one mark."""
    doc = document.parse
    pieces: list[list[int]] = []
    for i in sorted(set(tokens)):
        if pieces and pieces[-1][-1] == i - 1 and doc[i].sent is doc[i - 1].sent:
            pieces[-1].append(i)
        else:
            pieces.append([i])
    for piece in pieces:
        spot = document.spot(doc[piece[0] : piece[-1] + 1])
        yield Mark(about, spot.start, spot.end, spot.text)


def _quotation(document: Document, segment: Segment, quotes: Sequence[Quote]) -> Quotation:
    if segment.attribution is None:
        return "none"
    words = [i for i in segment.tokens if not document.parse[i].is_punct]
    inside = sum(1 for i in words if any(q.start <= i < q.end for q in quotes))
    if inside == len(words):
        return "direct"
    return "mixed" if inside else "indirect"


def _when_said(document: Document, attribution: Attribution, times: Sequence[TimeExpression]) -> When | None:
    """Return the time that stands in the reporting and hangs on its cue."""
    if not attribution.cue or attribution.implied:
        return None
    sentence = document.parse[attribution.cue[0]].sent
    heads = set(attribution.cue)
    said = set(attribution.content)
    for time in _between(times, sentence.start, sentence.end):
        if time.start not in said and time.kind != "DURATION" and _hangs_on(document, time.start, time.end, heads):
            return time.when
    verb = document.parse[attribution.cue[-1]]
    if verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.head.i not in said:
        # "On Friday he wrote a letter, saying that": said when the letter was written
        for time in _between(times, sentence.start, sentence.end):
            if (
                time.start not in said
                and time.kind == "DATE"
                and _hangs_on(document, time.start, time.end, {verb.head.i})
            ):
                return time.when
    return None


def _when(document: Document, segment: Segment, times: Sequence[TimeExpression]) -> When | None:
    """Return the time of the main predicate; else the first one in the statement."""
    inside = set(segment.tokens)
    near = _between(times, segment.tokens[0], segment.tokens[-1] + 1)
    here = [t for t in near if all(i in inside for i in range(t.start, t.end)) and t.kind not in {"DURATION", "SET"}]
    for time in here:
        if _hangs_on(document, time.start, time.end, {segment.predicate}):
            return time.when
    return here[0].when if here else None


def _between(times: Sequence[TimeExpression], start: int, end: int) -> Sequence[TimeExpression]:
    """Return the time expressions that begin in ``doc[start:end]``."""
    return times[bisect_left(times, start, key=_first) : bisect_left(times, end, key=_first)]


def _first(time: TimeExpression) -> int:
    return time.start


def _hangs_on(document: Document, start: int, end: int, heads: set[int]) -> bool:
    """Return whether a phrase hangs on one of the heads without another verb between."""
    token = next((t for t in document.parse[start:end] if not start <= t.head.i < end), document.parse[start])
    while token.head.i != token.i:
        token = token.head
        if token.i in heads:
            return True
        if token.pos_ in {"VERB"} and token.i not in heads:
            return False
    return token.i in heads
