"""Who says what, as spans of the article's text: what finds them can be swapped, the borders are PolNeAR's.

Its annotators take the quotation marks and a leading "that" into the content and leave the full stop out, take adverbs
and a colon into the cue, restrictive clauses and the comma behind an apposition into the source, and give one
attribution all the quotations that its cue introduces. No piece reaches over the end of a line.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rashomon.annotation.attribution import rules
from rashomon.annotation.attribution.continued_quotations import onward
from rashomon.annotation.attribution.signatures import signed
from rashomon.annotation.attribution.source_borders import mended
from rashomon.annotation.attribution.types import Attribution, TokenRange
from rashomon.annotation.document import Document
from rashomon.annotation.paragraphs import paragraphs
from rashomon.annotation.parsing.spacy import parse
from rashomon.annotation.quotations import Quote, quote_at, quotes
from rashomon.annotation.syntax import SUBJECTS, runs, subtree
from rashomon.encoder import net
from rashomon.settings import Settings
from rashomon.types import Article, Span

if TYPE_CHECKING:
    from rashomon.types.parse import Parse

__all__ = ["Attributed", "attributed", "from_rules"]

_OPENING = re.compile(r"(?:''|``|[\"“„«‘'])\Z")
_CLOSING = re.compile(r"''|[\"”“»’']")
_OUTER = frozenset({".", ",", ";", ":", "—", "–", "-"})
"""Left outside of a content at its edges, except before a closing mark."""
_LINE = re.compile(r"[^\n\r]+")


@dataclass(frozen=True, slots=True)
class Attributed:
    """One attribution. Every role is pieces in order, in code points of the article's text; empty if not expressed."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


def attributed(article: Article, settings: Settings | None = None) -> tuple[Attributed, ...]:
    """Every attribution in the story of a cleaned article, in order of cue; none that stands in another's content.

    By the net, or by rules if the settings say so. Raises UsageError if the spaCy pipeline is needed and not installed.
    """
    if settings is None or settings.attribution == "net":
        lines = paragraphs(article)
        (reading,) = net.read([(article.content, lines)])
        reported = onward(article.content, lines, mended(article.content, reading.reported))
        found = [r for r in reported if not r.inside]
        taken = {span for r in found for span in r.content}
        found += (s for s in signed(article.content, lines) if not any(_meet(s.content[0], t) for t in taken))
        return tuple(Attributed(r.source, (r.cue,), r.content) for r in sorted(found, key=lambda r: r.cue))
    document = parse(article, settings.spacy_model, fast=settings.fast_parser)
    marked = quotes(document)
    return from_rules(document, rules.find(document, marked), marked)


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def from_rules(
    document: Document, attributions: Sequence[Attribution], quotes: Sequence[Quote]
) -> tuple[Attributed, ...]:
    """What `rules.find` found, with PolNeAR's borders; an attribution inside the content of another is left out."""
    return tuple(_attributed(document, a, quotes) for a in _outermost(_joined(attributions)))


def _joined(attributions: Sequence[Attribution]) -> list[Attribution]:
    """Attributions by one cue made one: a quotation that goes on without a cue of its own has the last one's."""
    of: dict[tuple[tuple[int, ...], TokenRange | None], Attribution] = {}
    for found in attributions:
        before = of.setdefault((found.cue, found.source), found)
        if before is not found:
            both = {*before.content, *found.content}
            of[found.cue, found.source] = replace(before, content=tuple(sorted(both)))
    return list(of.values())


def _outermost(attributions: Sequence[Attribution]) -> list[Attribution]:
    """Those whose cue does not stand in the content of another."""
    holders: defaultdict[int, set[int]] = defaultdict(set)
    for n, found in enumerate(attributions):
        for i in found.content:
            holders[i].add(n)

    def is_inside(n: int, cue: Sequence[int]) -> bool:
        return bool(cue) and bool(set.intersection(*(holders[c] for c in cue)) - {n})

    return [a for n, a in enumerate(attributions) if not is_inside(n, a.cue)]


def _attributed(document: Document, found: Attribution, quotes: Sequence[Quote]) -> Attributed:
    breaks = frozenset(p.start for p in document.paragraphs)
    cue = _cue(document.parse, found.cue) if found.cue else None
    source = _source(document.parse, found.source, cue) if found.source and cue else found.source
    taken = frozenset(i for words in (source, cue) if words for i in range(*words))
    contents = [_content(document, run, quotes, taken) for run in runs(found.content, document.parse, breaks)]
    return Attributed(
        source=_lines(document, [document.span(document.parse[slice(*source)])] if source else []),
        cue=_lines(document, [document.span(document.parse[slice(*cue)])] if cue else []),
        content=_lines(document, contents),
    )


def _cue(doc: Parse, cue: Sequence[int]) -> TokenRange:
    """The words of the cue in one piece, with the adverbs before it and a colon behind it.

    Of a cue that other words stand in the midst of ("has the mayor said"), the last part.
    """
    start, end = cue[0], cue[-1] + 1
    if any(doc[i].pos_ not in {"ADV", "PART"} for i in range(start, end) if i not in cue):
        start = next(i for i in reversed(cue) if i - 1 not in cue)
    while start and doc[start - 1].pos_ == "ADV" and doc[start - 1].dep_ == "advmod" and doc[start - 1].head.i in cue:
        start -= 1
    return (start, end + 1) if end < len(doc) and doc[end].text == ":" else (start, end)


def _source(doc: Parse, source: TokenRange, cue: TokenRange) -> TokenRange:
    """The source with a restrictive clause and the comma behind an apposition; in a relative clause, its pronoun."""
    start, end = source
    if (pronoun := _pronoun(doc, range(end, cue[0]), cue)) is not None:
        return pronoun, pronoun + 1
    limit = cue[0] if start < cue[0] else doc[start].sent.end
    hanging = subtree(doc[start:end].root)
    stop = end
    while stop < limit and stop in hanging and not doc[stop].is_punct:
        stop += 1
    while stop > end and doc[stop - 1].pos_ == "CCONJ":
        stop -= 1
    if stop < limit and doc[stop].tag_ == "POS":
        stop += 1
    if stop + 1 == cue[0] and doc[stop].text == "," and any(t.text == "," for t in doc[start:stop]):
        stop += 1
    return start, stop


def _pronoun(doc: Parse, between: range, cue: TokenRange) -> int | None:
    """The relative pronoun that is the subject of the cue."""
    verb = doc[slice(*cue)].root
    while verb.dep_ == "conj":
        verb = verb.head
    subjects = (c for c in verb.children if c.dep_ in SUBJECTS and c.tag_ in {"WP", "WDT"})
    return next((c.i for c in subjects if verb.dep_ in {"relcl", "ccomp"} and c.i in between), None)


def _content(document: Document, run: TokenRange, quotes: Sequence[Quote], taken: frozenset[int]) -> Span:
    """A run of the content from its "that" or opening mark to its closing mark or last word."""
    doc, text = document.parse, document.article.content
    start, end = run
    before = start - 1
    while before > 0 and doc[before].is_punct and not doc[before].is_quote:
        before -= 1
    if before >= 0 and before not in taken and doc[before].lower_ == "that":
        start = before
    last = quote_at(quotes, end - 1)
    if last is not None and all(doc[i].is_punct for i in range(end, last.end)):
        end = last.end
    else:
        while end - 1 > start and doc[end - 1].text in _OUTER:
            end -= 1
    while end - 1 > start and doc[start].text in _OUTER:
        start += 1
    first = quote_at(quotes, start)
    low, high = document.starts[start], document.ends[end - 1]
    if first is not None and first.start == start and (mark := _OPENING.search(text, max(0, low - 2), low)):
        low = mark.start()
    if last is not None and last.end == end and (mark := _CLOSING.match(text, high)):
        high = mark.end()
    return low, high


def _lines(document: Document, spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans cut at the ends of lines, without white space at the edges."""
    text = document.article.content
    out = []
    for start, end in spans:
        for line in _LINE.finditer(text, start, end):
            words = line[0].strip()
            if words:
                first = line.start() + line[0].index(words)
                out.append((first, first + len(words)))
    return tuple(out)
