"""Attributions by the net, put together with what the rules see beside them.

The net says which words are a cue, whose it is and what it holds; the parse says what the net was not trained for: to
whom and through whom something was said, which words belong to the reporting, what is quoted without a cue of its own.
Where both find a cue, the net settles what is source and content, and the rules' borders are kept where they differ by
no more than a "that", a mark or an apposition.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from rashomon.annotation.attribution.cue_parts import coordinated, frame_head, hearer_of, is_passive, through
from rashomon.annotation.attribution.types import Attribution, TokenRange
from rashomon.annotation.document import Document
from rashomon.annotation.quotations import Quote, quote_at
from rashomon.annotation.syntax import finite, has_own_subject, phrase, subject, subtree, trimmed
from rashomon.types import Span

if TYPE_CHECKING:
    from rashomon.annotation.statements import Found
    from rashomon.encoder.net import Reading, Reported
    from rashomon.types.parse import Token

__all__ = ["merged", "weighed"]

_QUOTED = 5
"""A content of fewer quoted words without a clause is a term, not a statement."""
_ASIDE = frozenset({"acl", "advcl", "relcl"})
"""Relations of clauses that only tell which thing is meant, or when."""
_ALIKE = 0.6
"""Contents that share so much of both are the same one with other borders."""


def merged(
    document: Document, quotes: Sequence[Quote], ruled: Sequence[Attribution], reported: Sequence[Reported]
) -> tuple[Attribution, ...]:
    """The rules' attributions corrected and completed by the net's, in order of cue."""
    at = {i: n for n, attribution in enumerate(ruled) if not attribution.implied for i in attribution.cue}
    holding: dict[int, list[int]] = {}
    for n, attribution in enumerate(ruled):
        for i in attribution.content:
            holding.setdefault(i, []).append(n)
    out = list(ruled)
    for one in reported:
        cue = _tokens(document, [one.cue])
        content = _content(document, one, cue)
        known = next((at[i] for i in cue if i in at), None)
        if known is not None:
            out[known] = _settled(document, out[known], one)
        elif cue and content:
            near = sorted({n for i in content for n in holding.get(i, ())})
            if any(_places(ruled[n], cue, content) for n in near) or _is_own_wording(document, quotes, one, cue):
                continue
            if _states(document, quotes, content):
                out.append(_made(document, one, cue, content))
    return tuple(sorted(out, key=lambda a: (a.cue or a.content, a.content)))


def weighed(document: Document, reading: Reading, found: Iterable[Found]) -> tuple[Found, ...]:
    """The statements with the net's factuality of their main predicate; a question commits its author to nothing."""
    out = []
    for segment, statement in found:
        sure = reading.certainty_at(document.starts[segment.predicate])
        if sure is not None and statement.force != "question":
            statement = msgspec.structs.replace(statement, factuality=round(sure, 2))
        out.append((segment, statement))
    return tuple(out)


def _tokens(document: Document, spans: Iterable[Span]) -> tuple[int, ...]:
    """The tokens that stand in the spans, in order."""
    out: set[int] = set()
    for start, end in spans:
        out.update(range(bisect_right(document.ends, start), bisect_left(document.starts, end)))
    return tuple(sorted(out))


def _content(document: Document, one: Reported, cue: Sequence[int]) -> tuple[int, ...]:
    """The content's words, without what introduces it and without the marks around it."""
    doc = document.parse
    gone = {*cue, *_tokens(document, one.source)}
    words = [i for i in _tokens(document, one.content) if i not in gone]
    if words and doc[words[0]].dep_ == "mark" and doc[words[0]].lower_ == "that":
        words = words[1:]
    return trimmed(words, doc)


def _settled(document: Document, ruled: Attribution, one: Reported) -> Attribution:
    """What both found: the net's source, unless it is the rules' with other borders."""
    source = ruled.source
    given = _source(document, one, ruled.cue)
    if given is not None and (source is None or not _overlap(source, given)):
        source = given
    return replace(ruled, source=source, anonymous=ruled.anonymous and source is None)


def _overlap(one: TokenRange, other: TokenRange) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _source(document: Document, one: Reported, cue: Sequence[int]) -> TokenRange | None:
    """The net's source as a phrase; of a relative pronoun what it stands for."""
    tokens = _tokens(document, one.source[:1])
    if not tokens:
        return None
    start, end = tokens[0], tokens[-1] + 1
    head = _head(document, start, end)
    if head.tag_ in {"WP", "WDT"}:
        who = subject(document.parse[cue[-1]])
        return phrase(who) if who is not None and who.tag_ not in {"WP", "WDT"} else None
    while end - 1 > start and document.parse[end - 1].text in {",", "'s", "’s"}:
        end -= 1
    return start, end


def _head(document: Document, start: int, end: int) -> Token:
    return document.parse[start:end].root


def _made(document: Document, one: Reported, cue: Sequence[int], content: tuple[int, ...]) -> Attribution:
    """An attribution that only the net found."""
    doc = document.parse
    words = trimmed(cue, doc) or tuple(cue)
    source = _source(document, one, words)
    verb = next((doc[i] for i in words if doc[i].pos_ in {"VERB", "AUX"}), None)
    frame: set[int] = set(words) | (set(range(*source)) if source else set())
    if verb is None:
        return Attribution(words, source, content, frozenset(frame - set(content)), anonymous=source is None)
    frame |= subtree(frame_head(verb)) - coordinated(verb)
    frame -= set(content)
    return Attribution(
        cue=words,
        source=source,
        content=content,
        frame=frozenset(frame),
        to=hearer_of(verb, is_passive(verb)),
        via=through(verb, frame),
        anonymous=source is None,
    )


def _states(document: Document, quotes: Sequence[Quote], content: Sequence[int]) -> bool:
    """Whether a content says something: a clause with a finite verb, or a quotation of some length.

    PolNeAR's annotators count plans and stances too ("plans to close the mine"): there the whole sentence is the
    statement, and it is its author's.
    """
    doc, inside = document.parse, frozenset(content)
    if quote_at(quotes, content[0]) and sum(1 for i in content if quote_at(quotes, i)) >= _QUOTED:
        return True
    tops = (doc[i] for i in content if doc[i].head.i not in inside or doc[i].head.i == i)
    return any(t.pos_ in {"VERB", "AUX"} and t.dep_ not in _ASIDE and finite(t) and has_own_subject(t) for t in tops)


def _is_own_wording(document: Document, quotes: Sequence[Quote], one: Reported, cue: Sequence[int]) -> bool:
    """Whether whoever speaks says it of himself: "I can see that" is how he puts it, and he is its source already."""
    source = _tokens(document, one.source)
    if not source:
        return False
    last = document.parse[source[-1]]
    return last.lower_ in {"i", "we"} or (quote_at(quotes, cue[0]) is not None and last.tag_ in {"PRP", "PRP$"})


def _places(ruled: Attribution, cue: Sequence[int], content: Sequence[int]) -> bool:
    """Whether the rules have the words as somebody's already, passed on by this very cue or told in the same place."""
    said, known = set(content), set(ruled.content)
    passed_on = ruled.frame | {i for via in ruled.via for i in via.cue}
    if said & known and not passed_on.isdisjoint(cue):
        return True
    return len(said & known) >= _ALIKE * len(said | known) and said.isdisjoint(ruled.cue)
