"""Whose words a quotation is: by the cue it hangs on, by the cue beside it, or by going on from the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rashomon.annotation.attribution.cue_parts import through
from rashomon.annotation.attribution.cues import REPORT_VERBS
from rashomon.annotation.attribution.types import Attribution, Via
from rashomon.annotation.document import Document
from rashomon.annotation.quotations import Quote
from rashomon.annotation.syntax import phrase, subject, subtree, trimmed, verb_group
from rashomon.types.parse import Token

__all__ = ["SHORTEST_QUOTATION", "quoted"]

SHORTEST_QUOTATION = 5
"""Fewer words than this in quotation marks are a term or a scare quote unless a cue takes them."""
_NEAR = 5
"""Tokens behind a short answer in which its cue must stand."""
_INNER_CLOSE = frozenset({"'", "’", "›"})
_QUOTING_VERBS = REPORT_VERBS | {"begin", "conclude", "finish", "go", "offer", "react", "read", "start", "respond"}


def quoted(document: Document, quotes: Sequence[Quote], found: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions, contents grown to whole quotations, with those added that only quotations show."""
    out = list(found)
    previous: tuple[Quote, int] | None = None
    holding: dict[int, list[int]] = {}
    for n, attribution in enumerate(out):
        for i in attribution.content:
            holding.setdefault(i, []).append(n)
    for quote in quotes:
        inside = range(quote.start, quote.end)
        near = sorted({n for i in inside for n in holding.get(i, ())})
        at = next((n for n in near if _takes(document, out[n], quote)), None)
        if at is not None:
            out[at] = replace(out[at], content=tuple(sorted({*out[at].content, *inside})))
        elif (beside := _cue_beside(document, quote)) is not None:
            out.append(beside)
            at = len(out) - 1
        elif previous is not None and _goes_on(document, previous[0], quote):
            before = out[previous[1]]
            vias = tuple(Via(v.source, v.cue, v.anonymous) for v in before.via)
            frame = frozenset[int]()
            out.append(replace(before, content=tuple(inside), frame=frame, implied=True, via=vias))
            at = len(out) - 1
        if at is not None and len(inside) >= SHORTEST_QUOTATION:
            previous = (quote, at)
    return tuple(sorted(out, key=lambda a: (a.cue or a.content, a.content)))


def _takes(document: Document, attribution: Attribution, quote: Quote) -> bool:
    """Whether an attribution's content runs into a quotation that its cue stands outside of."""
    if any(quote.start <= c < quote.end for c in attribution.cue):
        return False
    inside = sum(1 for i in attribution.content if quote.start <= i < quote.end)
    if not inside:
        return False
    # a nominal cue or a name inside a sentence owns a quotation only when most of its own content is in it
    return inside >= 0.5 * min(len(attribution.content), quote.end - quote.start) or _same_sentence(
        document, attribution, quote
    )


def _same_sentence(document: Document, attribution: Attribution, quote: Quote) -> bool:
    first = document.parse[attribution.cue[0]].sent if attribution.cue else None
    return first is not None and first.start < quote.end and quote.start < first.end


def _cue_beside(document: Document, quote: Quote) -> Attribution | None:
    """A cue without a clause of its own beside a quotation: "…," said X in May. X, smiling: "…"."""
    doc = document.parse
    if not _is_long(document, quote) and not _opens_sentence(document, quote):
        return None
    paragraph, last = (document.paragraphs[document.paragraph_of(i)] for i in (quote.start, quote.end - 1))
    after = doc[quote.end - 1].sent.end
    if after <= quote.end + 1 and after < last.end:
        # the parser ends a sentence at "?”"; what follows is the cue unless a full stop and a capital say otherwise
        start = after + 1 if doc[after].is_quote and after + 1 < last.end else after
        if _final(document, quote) in {"?", "!", ","} or doc[start].is_lower:
            after = doc[start].sent.end
    before = doc[quote.start].sent.start
    if before >= quote.start - 1 and before > paragraph.start and doc[before - 1].lower_ in {":", ","}:
        before = doc[before - 1].sent.start
    ahead = range(max(before, paragraph.start), quote.start)
    behind = range(quote.end, min(after, last.end))
    if not _is_long(document, quote):
        # a word or two are somebody's answer only where the cue follows at once: "No," she said
        ahead, behind = range(0), behind[: _NEAR if doc[quote.end - 1].text in {",", "?", "!"} else 0]
    for where in (behind, tuple(reversed(ahead))):
        for i in where:
            verb = doc[i]
            if verb.pos_ == "VERB" and verb.lemma_.lower() in _QUOTING_VERBS:
                made = _beside(verb, quote)
                if made is not None:
                    return made
    return None


def _final(document: Document, quote: Quote) -> str:
    """The sign that closes a quotation; marks that close a quotation inside it are passed over."""
    at = quote.end - 1
    while at > quote.start and document.parse[at].text in _INNER_CLOSE:
        at -= 1
    return document.parse[at].text


def _beside(verb: Token, quote: Quote) -> Attribution | None:
    who = subject(verb)
    if who is None and verb.dep_ == "amod" and verb.head.i > verb.i:
        who = verb.head  # "…," added Novak: the parser takes the cue for an adjective
    if who is None or quote.start <= who.i < quote.end or who.tag_ in {"WDT", "WP", "EX"}:
        return None
    inside = range(quote.start, quote.end)
    frame = subtree(verb) - set(inside)
    content = trimmed(inside, verb.doc, marks=False)
    if not content:
        return None  # "“But,” he added, “…”": a conjunction alone says nothing
    return Attribution(
        verb_group(verb), phrase(who, without=inside), content, frozenset(frame), via=through(verb, frame)
    )


def _goes_on(document: Document, before: Quote, quote: Quote) -> bool:
    """Whether a quotation without a cue goes on from the one before: in its paragraph, or by the open-mark habit."""
    if not _is_long(document, quote):
        return False
    here, there = document.paragraph_of(quote.start), document.paragraph_of(before.end - 1)
    if here == there:
        return _opens_sentence(document, quote)
    return here == there + 1 and (before.goes_on or _fills(document, quote))


def _opens_sentence(document: Document, quote: Quote) -> bool:
    return quote.start <= document.parse[quote.start].sent.start + 1


def _fills(document: Document, quote: Quote) -> bool:
    first, last = (document.paragraphs[document.paragraph_of(i)] for i in (quote.start, quote.end - 1))
    return quote.start - first.start <= 1 and last.end - quote.end <= 2


def _is_long(document: Document, quote: Quote) -> bool:
    """Whether a quotation can stand for itself: neither a term nor the title of a work."""
    words = [t for t in document.parse[quote.start : quote.end] if not t.is_punct]
    title = all(t.is_title or t.pos_ in {"ADP", "DET", "CCONJ"} for t in words)
    return len(words) >= SHORTEST_QUOTATION and not title
