"""Chains: the hops from whoever first said it to whoever the article has it from."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

import msgspec

from rashomon.annotation.attribution.cues import ARTICLE_WORDS, NEWS_WORDS, UNNAMED_HEADS
from rashomon.annotation.attribution.types import Attribution, TokenRange, Via
from rashomon.annotation.document import Document
from rashomon.names.spelling import normalise
from rashomon.types import Hop, Source, Spot, When, spot
from rashomon.types.ids import EntityId
from rashomon.types.parse import Token

__all__ = ["Names", "chain", "head_of", "is_own", "via_hop"]

_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
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
        hops.append(_hop(document, attribution, entity_of, when_of(attribution)))
        if unnamed and (source := next(iter(hops[-1].sources), None)) is not None and source.entity in unnamed:
            hops[-1] = msgspec.structs.replace(hops[-1], anonymous=True, unresolved=False)
        hops.extend(
            via_hop(document, via, entity_of, implied=attribution.implied)
            for via in attribution.via
            if not _same_head(document, via.source, attribution.source)
        )
        at = up[at]
    out: list[Hop] = []
    for hop in hops:
        if is_own(document, hop):
            continue
        if out and _is_same(out[-1], hop):
            before = out[-1]
            out[-1] = msgspec.structs.replace(
                before, when=before.when or hop.when, anonymous=before.anonymous or hop.anonymous
            )
        else:
            out.append(hop)
    return tuple(out)


def is_own(document: Document, hop: Hop) -> bool:
    """Whether a hop is the article's own outlet, or one of its programmes: what was told to it went through nobody.

    Who speaks, by a cue of his own, is the outlet only by its whole name: the Star may be somebody's surname.
    """
    outlet = _bare(document.article.outlet or "")
    names = [_bare(s.text) for s in hop.sources]
    return bool(outlet) and any(name == outlet or (hop.cue is None and _is_name_of(name, outlet)) for name in names)


def _bare(name: str) -> tuple[str, ...]:
    """A name's words, without "the": "The Coast Herald" as ("coast", "herald")."""
    words = _NAME_PART.sub(r"\1 ", name.replace("’s", "").replace("'s", ""))
    return tuple(w for w in normalise(words).split() if w != "the")


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


def _same_head(document: Document, one: TokenRange | None, other: TokenRange | None) -> bool:
    """Whether two phrases name by the same word: "in an interview with Jan Novak, Novak said" has one speaker."""
    if one is None or other is None:
        return False
    return head_of(document, one).lower_ == head_of(document, other).lower_


def _is_same(hop: Hop, following: Hop) -> bool:
    """Whether two hops in a row are one speaker's: "She said she had told him" is hers alone."""
    if len(hop.sources) != 1 or len(following.sources) != 1:
        return False
    (one,), (other,) = hop.sources, following.sources
    return (one.entity is not None and one.entity == other.entity) or one.span == other.span


def _hop(document: Document, attribution: Attribution, entity_of: Names, when: When | None) -> Hop:
    sources, anonymous, unresolved = _sources(document, attribution.source, entity_of)
    return Hop(
        sources=sources,
        cue=_cue_spot(document, attribution.cue),
        to=document.spot(document.parse[slice(*attribution.to)]) if attribution.to else None,
        when=when,
        anonymous=anonymous or attribution.anonymous,
        unresolved=unresolved,
        implied=attribution.implied,
    )


def via_hop(document: Document, via: Via, entity_of: Names, *, implied: bool) -> Hop:
    """The hop of whoever carried something on."""
    sources, anonymous, unresolved = _sources(document, via.source, entity_of)
    return Hop(
        sources=sources,
        cue=_cue_spot(document, via.cue),
        anonymous=anonymous or via.anonymous,
        unresolved=unresolved,
        implied=implied,
    )


def _cue_spot(document: Document, cue: tuple[int, ...]) -> Spot | None:
    if not cue:
        return None
    return spot(document.article.content, (document.starts[cue[0]], document.ends[cue[-1]]))


def _sources(document: Document, source: TokenRange | None, entity_of: Names) -> tuple[tuple[Source, ...], bool, bool]:
    """The source as spots with entities; whether the text keeps it unnamed; whether it means one it does not name."""
    if source is None:
        return (), False, False
    entity = entity_of(source)
    start, end = document.span(document.parse[slice(*source)])
    made = (Source(start, end, document.article.content[start:end], entity),)
    head = head_of(document, source)
    if head.pos_ == "PROPN" or head.ent_type_ in _NAMED_TYPES or _has_name(document, source):
        return made, False, False
    if head.pos_ == "PRON" and head.tag_ in {"PRP", "PRP$"}:
        return made, False, entity is None
    anonymous, unresolved = _unnamed(head, entity)
    return made, anonymous, unresolved


def _unnamed(head: Token, entity: str | None) -> tuple[bool, bool]:
    """(anonymous, unresolved) of a common noun or an indefinite pronoun that speaks."""
    lemma = head.lemma_.lower()
    holders = [c for c in head.children if c.dep_ in {"det", "poss", "nummod"}]
    definite = any(c.lower_ in _DEFINITE or c.dep_ == "poss" for c in holders)
    if definite:
        means_one = lemma in UNNAMED_HEADS | ARTICLE_WORDS | NEWS_WORDS and head.tag_ == "NN"
        return False, means_one and entity is None
    return head.lower_ in UNNAMED_HEADS or lemma in UNNAMED_HEADS, False


def _has_name(document: Document, source: TokenRange) -> bool:
    """Whether a name stands in apposition: "Tehran's attache, X"; a name that only modifies does not count."""
    return any(
        t.pos_ == "PROPN" and t.ent_type_ in {"PERSON", "ORG", ""} and (t.dep_ == "appos" or _apposed(t))
        for t in document.parse[slice(*source)]
    )


def _apposed(token: Token) -> bool:
    """A name behind a comma that closes the phrase, however the parser hung it."""
    start = token.i
    while start > 0 and token.doc[start - 1].pos_ == "PROPN":
        start -= 1
    return start > 0 and token.doc[start - 1].text == "," and token.ent_type_ == "PERSON"


def head_of(document: Document, source: TokenRange) -> Token:
    """The token of a range that the others hang on."""
    inside = range(*source)
    return next(
        (t for t in document.parse[slice(*source)] if t.head.i not in inside or t.head.i == t.i),
        document.parse[source[0]],
    )
