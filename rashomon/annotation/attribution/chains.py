"""Chains, from whoever first said something to whoever the article has it from; attributions as spans of the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from rashomon.annotation.attribution.types import Attribution, TokenRange, Via
from rashomon.annotation.clauses import parents
from rashomon.annotation.document import Document
from rashomon.annotation.syntax import cue_word, is_infinitive, modal_of, negations, runs
from rashomon.encoder.net import Reading, Reported
from rashomon.lexicon import words
from rashomon.names.outlets import NEWS_WORDS
from rashomon.names.spelling import normalise
from rashomon.types import Attribution as Attributed
from rashomon.types import Hop, Source, Span, When, spot
from rashomon.types.ids import AttributionId, EntityId, attribution_id
from rashomon.types.parse import Parse, Token

if TYPE_CHECKING:
    from rashomon.annotation.statements import Found

__all__ = ["Names", "attributed", "chain", "is_own", "linked", "via_hop"]

_UNNAMED_HEADS = words("people.unnamed_sources")
_SPEAKING_THINGS = _UNNAMED_HEADS | words("documents.speaking") | NEWS_WORDS
_NAME_PART = re.compile(r"([a-z])(?=[A-Z])")
"""Where a name in one word is made of two: "CoHerald"."""
_NAMED_TYPES = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC", "PRODUCT", "WORK_OF_ART", "LOC", "EVENT", "LAW"})

Names = Callable[[TokenRange], EntityId | None]
"""The id of the entity that a token range stands for, None where the text does not tell."""


def chain(
    document: Document,
    attributions: Sequence[Attribution],
    up: Sequence[int | None],
    innermost: int | None,
    entity_of: Names,
    when_of: Callable[[Attribution], When | None],
    unnamed: Collection[str] = (),
) -> tuple[Hop, ...]:
    """The hops of a statement whose innermost attribution is the given one (None: the article's own voice)."""
    hops: list[Hop] = []
    at = innermost
    while at is not None:
        attribution = attributions[at]
        if up[at] is not None and not _is_act(document, attribution):
            at = up[at]
            continue
        speaker = Via(attribution.source, attribution.cue, attribution.anonymous)
        own, *others = (
            via_hop(document, v, entity_of, implied=attribution.implied) for v in (speaker, *attribution.via)
        )
        to = document.spot(document.parse[slice(*attribution.to)]) if attribution.to else None
        if any(source.entity in unnamed for source in own.sources):
            own = replace(own, anonymous=True, unresolved=False)
        hops += [replace(own, to=to, when=when_of(attribution)), *others]
        at = up[at]
    out: list[Hop] = []
    for hop in hops:
        if is_own(document, hop):
            continue
        if out and _is_same(out[-1], hop):
            before = out[-1]
            out[-1] = replace(before, when=before.when or hop.when, anonymous=before.anonymous or hop.anonymous)
        else:
            out.append(hop)
    return tuple(out)


def _is_act(document: Document, attribution: Attribution) -> bool:
    """Return whether what somebody's words attribute to another was said or thought: "he says that she believes it".

    "Voters know that", "they should say that" and "the pictures show that" are the speaker's own word alone.
    """
    word = cue_word(document.parse, attribution.cue)
    source = document.parse[slice(*attribution.source)].root if attribution.source else None
    if word is None or (source is not None and source.lower_ in words("reporting.nobody")):
        return word is None
    lemma = word.lemma_.lower()
    if lemma in words("reporting.knowing_verbs"):
        return False
    if source is not None and source.pos_ == "NOUN" and lemma in words("reporting.showing_verbs"):
        return source.lemma_.lower() in _SPEAKING_THINGS
    verb = word.pos_ in {"VERB", "AUX"}
    return not (verb and (modal_of(word) or word.tag_ == "VB" or is_infinitive(word) or negations(word)))


def is_own(document: Document, hop: Hop) -> bool:
    """Return whether a hop is the article's own outlet, or one of its programmes, which nothing went through.

    A speaker with a cue is the outlet only by its whole name: the Star may be somebody's surname.
    """
    outlet = _bare(document.article.outlet or "")
    names = [_bare(s.text) for s in hop.sources]
    return bool(outlet) and any(name == outlet or (hop.cue is None and _is_name_of(name, outlet)) for name in names)


def _bare(name: str) -> tuple[str, ...]:
    """A name's words, without "the": "The Coast Herald" as ("coast", "herald")."""
    parts = normalise(_NAME_PART.sub(r"\1 ", name.replace("’s", "").replace("'s", ""))).split()
    return tuple(part for part in parts if part not in words("function_words.definite_determiners"))


def _is_name_of(name: tuple[str, ...], outlet: tuple[str, ...]) -> bool:
    """Whether a name is an outlet's: whole, cut short ("the Herald", "CoHerald"), or with its programme behind it."""
    if not name:
        return False
    short, long = sorted((name, outlet), key=len)
    if long[: len(short)] == short or name == outlet[-len(name) :]:
        return True
    return (
        len(short) == len(long)
        and len(short) > 1
        and all(b.startswith(a) or a.startswith(b) for a, b in zip(name, outlet, strict=True))
    )


def _is_same(hop: Hop, following: Hop) -> bool:
    """Whether two hops in a row are one speaker's: "She said she had told him" is hers alone."""
    if len(hop.sources) != 1 or len(following.sources) != 1:
        return False
    (one,), (other,) = hop.sources, following.sources
    return (one.entity is not None and one.entity == other.entity) or one.span == other.span


def via_hop(document: Document, via: Via, entity_of: Names, *, implied: bool) -> Hop:
    """The hop of whoever carried something on."""
    sources, anonymous, unresolved = _sources(document, via.source, entity_of)
    cue = (document.starts[via.cue[0]], document.ends[via.cue[-1]]) if via.cue else None
    return Hop(
        sources=sources,
        cue=spot(document.article.content, cue) if cue else None,
        anonymous=anonymous or via.anonymous,
        unresolved=unresolved,
        implied=implied,
    )


def _sources(document: Document, source: TokenRange | None, entity_of: Names) -> tuple[tuple[Source, ...], bool, bool]:
    """The source as spots with entities; whether the text keeps it unnamed; whether it means one it does not name."""
    if source is None:
        return (), False, False
    entity = entity_of(source)
    start, end = document.span(document.parse[slice(*source)])
    made = (Source(start, end, document.article.content[start:end], entity),)
    head = document.parse[slice(*source)].root
    if head.pos_ == "PROPN" or head.ent_type_ in _NAMED_TYPES or _has_name(document, source):
        return made, False, False
    if head.pos_ == "PRON" and head.tag_ in {"PRP", "PRP$"}:
        return made, False, entity is None
    anonymous, unresolved = _unnamed(head, entity)
    return made, anonymous, unresolved


def _unnamed(head: Token, entity: str | None) -> tuple[bool, bool]:
    """(anonymous, unresolved) of a common noun or an indefinite pronoun that speaks."""
    lemma, definite = head.lemma_.lower(), words("function_words.definite_determiners")
    if any(c.dep_ == "poss" or (c.dep_ in {"det", "nummod"} and c.lower_ in definite) for c in head.children):
        means_one = lemma in _SPEAKING_THINGS and head.tag_ == "NN"
        return False, means_one and entity is None
    return head.lower_ in _UNNAMED_HEADS or lemma in _UNNAMED_HEADS, False


def _has_name(document: Document, source: TokenRange) -> bool:
    """Whether a name stands in apposition: "Tehran's attache, X"; a name that only modifies does not count."""
    head = document.parse[slice(*source)].root
    return any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in head.children) or any(
        t.pos_ == "PROPN" and t.ent_type_ in {"PERSON", "ORG", ""} and (t.dep_ == "appos" or _apposed(t))
        for t in document.parse[slice(*source)]
    )


def _apposed(token: Token) -> bool:
    """A name behind a comma that closes the phrase, however the parser hung it."""
    start = token.i
    while start > 0 and token.doc[start - 1].pos_ == "PROPN":
        start -= 1
    return start > 0 and token.doc[start - 1].text == "," and token.ent_type_ == "PERSON"


# Attributions as the article shows them


def attributed(
    document: Document,
    attributions: Sequence[Attribution] | None,
    reported: Sequence[Reported],
    reading: Reading | None,
    found: Sequence[Found],
    entity_of: Names,
    unnamed: Collection[str] = (),
) -> tuple[Attributed, ...]:
    """Every attribution as spans of the text, in order of cue: the net's own spans, else those of the rules' tokens."""
    attributions, content = attributions or (), document.article.content
    up = parents(attributions)
    said = {s.attribution: s for _, s in reversed(found) if s.attribution is not None}
    known = {spans for one in attributions for spans in one.reported}
    by_net = {one.cue for one in reading.reported} if reading is not None else ()
    shown: list[tuple[Reported, int | None]] = []
    for n, one in enumerate(attributions):
        alone = () if one.implied else (_in_text(document, one, up[n] is not None),)
        shown += [(spans, n) for spans in one.reported or alone]
    out: dict[str, Attributed] = {}
    for spans, at in (*shown, *((spans, None) for spans in reported if spans not in known)):
        name = _identity(document, spans)
        first = said.get(name)
        hops = first.chain if first else chain(document, attributions, up, at, entity_of, lambda _: None, unnamed)
        out[name] = Attributed(
            id=name,
            article=document.article.id,
            source=tuple(spot(content, s) for s in spans.source),
            cue=spot(content, spans.cue),
            content=spans.content,
            chain=hops,
            statement=first.id if first is not None else None,
            found_by="net" if spans.cue in by_net else "rules",
            nested=spans.inside,
            states=at is not None and attributions[at].states,
        )
    return tuple(sorted(out.values(), key=lambda a: (a.cue.span if a.cue else (), a.content, a.id)))


def linked(document: Document, attributions: Sequence[Attribution], found: Sequence[Found]) -> tuple[Found, ...]:
    """The statements with the id of their innermost attribution; a quotation that goes on has that of its cue.

    A quotation that goes on without a cue has none: what names its speaker is no attribution of its own.
    """
    own = [
        None
        if one.implied
        else _identity(document, one.reported[0] if one.reported else _in_text(document, one, False))
        for one in attributions
    ]
    of = {one.cue: name for one, name in zip(reversed(attributions), reversed(own), strict=True) if name and one.cue}
    ids = [name or of.get(one.cue) for one, name in zip(attributions, own, strict=True) if one.states]
    return tuple(
        (segment, s if segment.attribution is None else replace(s, attribution=ids[segment.attribution]))
        for segment, s in found
    )


def _identity(document: Document, spans: Reported) -> AttributionId:
    return attribution_id(document.article.id, spans.source, spans.cue, spans.content)


def _in_text(document: Document, one: Attribution, inside: bool) -> Reported:
    """The spans of an attribution that rules alone found, quotation marks and "that" included."""
    doc = document.parse
    breaks = frozenset(p.start for p in document.paragraphs)
    start, end = _cue_range(doc, one.cue or one.content[:1])
    return Reported(
        source=(document.span(doc[slice(*one.source)]),) if one.source else (),
        cue=(document.starts[start], document.ends[end - 1]),
        content=tuple(_quoted(document, run) for run in runs(one.content, doc, breaks)),
        inside=inside,
    )


def _cue_range(doc: Parse, cue: Sequence[int]) -> TokenRange:
    """The last part of a cue that other words divide ("has the mayor said"), with adverbs before and a colon behind."""
    start, end = cue[0], cue[-1] + 1
    if any(doc[i].pos_ not in {"ADV", "PART"} for i in range(start, end) if i not in cue):
        start = next(i for i in reversed(cue) if i - 1 not in cue)
    while start and doc[start - 1].pos_ == "ADV" and doc[start - 1].dep_ == "advmod" and doc[start - 1].head.i in cue:
        start -= 1
    return start, end + (end < len(doc) and doc[end].text == ":")


def _quoted(document: Document, run: TokenRange) -> Span:
    """A run of tokens with the quotation marks around it and the full stop inside them, or the "that" before it."""
    doc, (start, end) = document.parse, run
    if start and (doc[start - 1].is_quote or doc[start - 1].lower_ in words("reporting.complementizers")):
        start -= 1
    behind = end
    while behind < len(doc) and doc[behind].is_punct and not doc[behind].is_quote:
        behind += 1
    if doc[start].is_quote and behind < len(doc) and doc[behind].is_quote:
        end = behind + 1
    return document.starts[start], document.ends[end - 1]
