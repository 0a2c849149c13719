"""Attributions found by the net, made whole and joined with those of the rules.

The net says which words are a cue, whose it is and what it holds, within a paragraph. Spans that it cuts short are
completed, quotations followed into the next paragraph, signed quotations added. The parse then says what the net was
not trained for: to whom and through whom something was said, and which words belong to the reporting. Where net and
rules find the same cue, the net decides on the source, unless the rules' differs in its borders alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

import msgspec

from rashomon.annotation.attribution.cues import coordinated, frame_head, hearer_of
from rashomon.annotation.attribution.interviews import through
from rashomon.annotation.attribution.types import Attribution, TokenRange
from rashomon.annotation.document import Document
from rashomon.annotation.factuality import factuality_of
from rashomon.annotation.quotations import Quote, quote_at
from rashomon.annotation.syntax import finite, has_own_subject, is_passive, phrase, subject, subtree, trimmed
from rashomon.encoder import net
from rashomon.encoder.net import Reading, Reported
from rashomon.lexicon import choice, words
from rashomon.types import Article, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rashomon.annotation.clauses import Segment
    from rashomon.annotation.statements import Found
    from rashomon.types import Shows, Statement

__all__ = ["READERS", "Reader", "continued", "factualities", "mended", "merged", "read", "signed", "weighed"]


class Reader(Protocol):
    """A trained model that reads attributions and the factuality of events off a text, given its paragraphs."""

    def __call__(self, texts: Sequence[tuple[str, Sequence[Span]]], /) -> list[Reading]: ...


READERS: Mapping[str, Reader | None] = {"net": lambda texts: net.read(texts), "rules": None}
"""By the name that the settings give them; None where rules read alone."""


def read(reader: Reader, text: str, paragraphs: Sequence[Span]) -> Reading:
    """Read one text. Raises ValueError where the reader gives a span outside of it."""
    (reading,) = reader([(text, paragraphs)])
    for one in reading.reported:
        for start, end in (*one.source, one.cue, *one.content):
            if not 0 <= start < end <= len(text):
                raise ValueError(f"the span [{start}, {end}] is empty or outside the text of {len(text)} characters")
    return reading


# Sources that the net cuts short

_LONGEST = 160
"""Code points that are added to a source at most."""
_BREAK = re.compile(r"[.,;:?!“”\"()—–\n]|''|``| - |$")
_NAME = re.compile(r" (?:[^\W\d_a-zß-öø-ÿ][\w'’-]* ){1,3}")
"""Up to three capitalised words, between two others."""


def mended(article: Article, reported: Iterable[Reported]) -> tuple[Reported, ...]:
    """The same attributions with the ends of sources completed.

    The net tags piece by piece, and sometimes stops inside an apposition ("Ada Moor, head of the port [at Tidewater],
    said"), a relative clause ("said Ada Moor, who came and left [as the ships did]") or a name.
    """
    return tuple(_mended(article.content, one) for one in reported)


def _mended(text: str, one: Reported) -> Reported:
    source = one.source
    near = len(source) == 2 and source[0][1] <= source[1][0] <= source[0][1] + _LONGEST
    if near and _NAME.fullmatch(text, source[0][1], source[1][0]):
        source = ((source[0][0], source[1][1]),)
    if len(source) == 1:
        source = ((source[0][0], _source_end(text, source[0], one.cue)),)
    return one if source == one.source else replace(one, source=source)


def _source_end(text: str, source: Span, cue: Span) -> int:
    start, end = source
    phrase_of, rest_of, clause_of = text[start:end], *_source_patterns()
    if phrase_of.endswith(","):
        return end
    if end <= cue[0]:
        rest = rest_of.match(text, end, min(cue[0], end + _LONGEST)) if ", " in phrase_of else None
        return rest.end() if rest and not text[rest.end() : cue[0]].strip() else end
    if start >= cue[1] and clause_of.search(phrase_of):
        stop = _BREAK.search(text, end, end + _LONGEST)
        return end + len(text[end : stop.start()].rstrip()) if stop else end
    return end


@cache
def _source_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The rest of a phrase up to the comma that closes it, and the start of a relative clause."""
    rest = rf" (?:{choice(words('reporting.source_prepositions'))}) [^,.;:?!“”\"()—–\n]+,"
    return re.compile(rest), re.compile(rf", (?:{choice(words('reporting.source_relatives'))}) ")


# Quotations that go on in the next paragraph

_MARK = re.compile(r"[“”\"„]|''|``")
_OPENING = ("“", '"', "„", "''", "``")
_CLOSED = re.compile(r"(?:”|\"|'')[.,;:!?]?\Z")


def continued(article: Article, paragraphs: Sequence[Span], reported: Iterable[Reported]) -> tuple[Reported, ...]:
    """The attributions in order of cue, with quotations in the next paragraphs that theirs announces or leaves open.

    The net seeks the content of a cue in the cue's paragraph alone. ``paragraphs`` in order, in code points.
    """
    text, out = article.content, sorted(reported, key=lambda one: one.cue)
    taken = {piece for one in out for piece in one.content}
    for line, following in pairwise(paragraphs):
        if not text.startswith(_OPENING, following[0]) or any(_meet(piece, following) for piece in taken):
            continue
        owner = _owner(text, line, out)
        if owner is not None and _is_one_quotation(text[slice(*following)]):
            out[owner] = replace(out[owner], content=(*out[owner].content, following))
            taken.add(following)
    return tuple(out)


def _owner(text: str, line: Span, reported: Sequence[Reported]) -> int | None:
    """The number of the attribution that what follows a paragraph belongs to: announced there, or open at its end."""
    if text[line[1] - 1] == ":":
        here = (n for n, one in enumerate(reported) if line[0] <= one.cue[0] < line[1] and not one.inside)
        return max(here, default=None)
    if not _is_open(text[slice(*line)]):
        return None
    reaching = (n for n, one in enumerate(reported) if any(line[0] <= s and e == line[1] for s, e in one.content))
    return next(reaching, None)


def _is_one_quotation(line: str) -> bool:
    """Whether a paragraph is one quotation to its end, closed there or left open."""
    return _is_open(line) or (len(_MARK.findall(line)) == 2 and _CLOSED.search(line) is not None)


def _is_open(line: str) -> bool:
    """Whether a quotation is open at the end."""
    opened = False
    for mark in _MARK.findall(line):
        opened = mark in {"“", "„", "``"} or (mark != "”" and not opened)
    return opened


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


# Signed quotations

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w'’-]*"


def signed(article: Article, paragraphs: Sequence[Span], reported: Sequence[Reported]) -> tuple[Reported, ...]:
    """The attributions with the signed quotations that none holds: “We will not pay.” ― Jan Novak. The dash is the cue.

    The parts of the pattern are bounded or end at a mark that they cannot hold: a search takes linear time.
    """
    text, out = article.content, list(reported)
    for start, end in paragraphs:
        if any(dash in text[start:end] for dash in "―—–"):
            for found in _signature().finditer(text[start:end]):
                content = (start + found.start(), start + found.end("words") + 1)
                source, cue = ((start + s, start + e) for s, e in (found.span("name"), found.span("dash")))
                if not any(_meet(content, piece) for one in reported if not one.inside for piece in one.content):
                    out.append(Reported((source,), cue, (content,)))
    return tuple(out)


@cache
def _signature() -> re.Pattern[str]:
    name = rf"{_CAPITAL}(?: (?:{_CAPITAL}\.?|{choice(words('reporting.name_particles'))})){{0,4}}(?<!\.)"
    words_and_dash = r"[“”\"](?P<words>[^“”\"]+)[”\"]\s{0,3}(?P<dash>[―—–])\s{0,3}"
    return re.compile(rf"{words_and_dash}(?P<name>{name})(?=\.?\s*(?:$|[“\"”/|]))")


# Net and rules joined

_QUOTED = 5
"""A content of fewer quoted words without a clause is a term, not a statement."""
_ASIDE = frozenset({"acl", "advcl", "relcl"})
"""Relations of clauses that only tell which thing is meant, or when."""
_WH = frozenset({"WP", "WP$", "WRB", "WDT"})
_EVENTS = frozenset({"VERB", "AUX", "NOUN", "ADJ"})
"""Parts of speech of words that may name an event."""
_ALIKE = 0.6
"""Contents that share so much of both are the same one with other borders."""


def merged(
    document: Document,
    quotes: Sequence[Quote],
    ruled: Sequence[Attribution] | None,
    reported: Sequence[Reported],
    reading: Reading | None = None,
) -> tuple[Attribution, ...] | None:
    """The rules' attributions corrected and completed by the net's, in order of cue; None where neither could read."""
    if ruled is None and reading is None:
        return None
    ruled = ruled or ()
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
        elif cue:
            near = sorted({n for i in content for n in holding.get(i, ())})
            known_already = any(_places(ruled[n], cue, content) for n in near)
            states = not known_already and not _is_own_wording(document, quotes, one, cue)
            made = _made(document, one, cue, content)
            out.append(replace(made, states=states and _states(document, quotes, content)))
    return tuple(sorted(out, key=lambda a: (a.cue or a.content, a.content)))


def weighed(document: Document, reading: Reading, found: Iterable[Found]) -> tuple[Found, ...]:
    """The statements with the net's factuality of their main predicate.

    "Did the dam break?" commits its author to nothing, "why did it break?" takes for granted that it did.
    """
    out = []
    for segment, statement in found:
        sure = reading.certainty_at(document.starts[segment.predicate])
        open_question = statement.force == "question" and not any(document.parse[i].tag_ in _WH for i in segment.tokens)
        inside, outside = _shown(document, segment, statement)
        turned = (
            statement.factuality < 0 < (sure or 0.0) and "polarity" not in inside
        )  # by a cue, which the net may miss
        unsaid = statement.certainty == "unknown" and statement.force != "question" and "certainty" in outside
        if sure is not None and not (open_question or turned or unsaid):
            statement = msgspec.structs.replace(statement, factuality=round(sure, 2))
        out.append((segment, statement))
    return tuple(out)


def _shown(document: Document, segment: Segment, statement: Statement) -> tuple[set[Shows], set[Shows]]:
    """What marks inside and outside a statement's own words show of it; outside: "did *not* say that"."""
    own = {document.starts[i] for i in segment.tokens}
    of: tuple[set[Shows], set[Shows]] = (set(), set())
    for mark in statement.marks:
        of[document.starts[bisect_left(document.starts, mark.start)] not in own].add(mark.about)
    return of


def factualities(document: Document, reading: Reading | None) -> dict[int, float]:
    """For each word that may name an event, how sure the author is that it happened: by the net, else by rules."""
    if reading is not None:
        sure = ((i, reading.certainty_at(start)) for i, start in enumerate(document.starts))
        return {i: round(value, 2) for i, value in sure if value is not None}
    return {
        t.i: factuality_of(document, range(t.sent.start, t.sent.end), t.i, None)
        for t in document.parse
        if t.pos_ in _EVENTS
    }


def _tokens(document: Document, spans: Iterable[Span]) -> tuple[int, ...]:
    """The tokens that stand in the spans, in order."""
    out: set[int] = set()
    for start, end in spans:
        out.update(range(bisect_right(document.ends, start), bisect_left(document.starts, end)))
    return tuple(sorted(out))


def _content(document: Document, one: Reported, cue: Sequence[int]) -> tuple[int, ...]:
    """The content's words, without what introduces it and without the marks around it."""
    gone = {*cue, *_tokens(document, one.source)}
    return trimmed((i for i in _tokens(document, one.content) if i not in gone), document.parse)


def _settled(document: Document, ruled: Attribution, one: Reported) -> Attribution:
    """What both found: the net's source, unless it is the rules' with other borders.

    A word that the net reads as said is no part of the source: "taken to *hospital*, spokeswoman Ada Moor said".
    """
    source, content = ruled.source, ruled.content
    given = _source(document, one, ruled.cue)
    said = set(_content(document, one, ruled.cue)).intersection(range(*source)) if source else set()
    if given is not None and (source is None or said or not _meet(source, given)):
        source, content = given, tuple(sorted({*content, *said}))
    anonymous = ruled.anonymous and source is None
    return replace(ruled, source=source, content=content, anonymous=anonymous, reported=(*ruled.reported, one))


def _source(document: Document, one: Reported, cue: Sequence[int]) -> TokenRange | None:
    """The net's source as a phrase; of a relative pronoun what it stands for."""
    tokens = _tokens(document, one.source[:1])
    if not tokens:
        return None
    start, end = tokens[0], tokens[-1] + 1
    head = document.parse[start:end].root
    if head.tag_ in {"WP", "WDT"}:
        who = subject(document.parse[cue[-1]])
        return phrase(who) if who is not None and who.tag_ not in {"WP", "WDT"} else None
    while end - 1 > start and (document.parse[end - 1].text == "," or document.parse[end - 1].tag_ == "POS"):
        end -= 1
    return start, end


def _made(document: Document, one: Reported, cue: Sequence[int], content: tuple[int, ...]) -> Attribution:
    """An attribution that only the net found."""
    doc = document.parse
    kept = trimmed(cue, doc) or tuple(cue)
    source = _source(document, one, kept)
    verb = next((doc[i] for i in kept if doc[i].pos_ in {"VERB", "AUX"}), None)
    frame: set[int] = set(kept) | (set(range(*source)) if source else set())
    if verb is not None:
        frame |= subtree(frame_head(verb)) - coordinated(verb)
    frame -= set(content)
    return Attribution(
        cue=kept,
        source=source,
        content=content,
        frame=frozenset(frame),
        to=hearer_of(verb, is_passive(verb)) if verb is not None else None,
        via=through(verb, frame) if verb is not None else (),
        anonymous=source is None,
        reported=(one,),
    )


def _states(document: Document, quotes: Sequence[Quote], content: Sequence[int]) -> bool:
    """Whether a content says something: a clause with a finite verb, or a quotation of some length.

    PolNeAR's annotators count plans and stances too ("plans to close the mine"): there the whole sentence is the
    statement, and it is its author's.
    """
    doc, inside = document.parse, frozenset(content)
    if content and quote_at(quotes, content[0]) and sum(1 for i in content if quote_at(quotes, i)) >= _QUOTED:
        return True
    tops = (doc[i] for i in content if doc[i].head.i not in inside or doc[i].head.i == i)
    return any(t.pos_ in {"VERB", "AUX"} and t.dep_ not in _ASIDE and finite(t) and has_own_subject(t) for t in tops)


def _is_own_wording(document: Document, quotes: Sequence[Quote], one: Reported, cue: Sequence[int]) -> bool:
    """Whether whoever speaks says it of himself: "I can see that" is how he puts it, and he is its source already."""
    source = _tokens(document, one.source)
    if not source:
        return False
    last = document.parse[source[-1]]
    if last.lower_ in words("function_words.first_person"):
        return True
    return quote_at(quotes, cue[0]) is not None and last.tag_ in {"PRP", "PRP$"}


def _places(ruled: Attribution, cue: Sequence[int], content: Sequence[int]) -> bool:
    """Whether the rules have the words as somebody's already, passed on by this very cue or told in the same place."""
    said, known = set(content), set(ruled.content)
    passed_on = ruled.frame | {i for via in ruled.via for i in via.cue}
    if said & known and not passed_on.isdisjoint(cue):
        return True
    return len(said & known) >= _ALIKE * len(said | known) and said.isdisjoint(ruled.cue)
