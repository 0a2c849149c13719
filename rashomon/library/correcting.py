"""Put into a dossier what editors put right; everything else stays as it was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from math import inf
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from rashomon.dossier.sources import sources
from rashomon.dossier.summary import summarise
from rashomon.library.corrections import found_again
from rashomon.types import Claim, Correction, Dossier, Entity, Figure, FigureValue, Hop, Member, Source, Statement
from rashomon.types.dossier import FigureKind
from rashomon.types.ids import claim_id, entity_id
from rashomon.types.renaming import with_ids
from rashomon.types.spans import overlap

if TYPE_CHECKING:
    from rashomon.types import Place
    from rashomon.types.spans import Span

__all__ = ["correct", "statement_at"]


class _Lost(Exception):
    """The correction does not match what is there; the message says why."""


def correct(dossier: Dossier, corrections: Sequence[Correction]) -> tuple[Dossier, dict[str, str | None]]:
    """Return the dossier with corrections, in order, and for each of them why it does not match, or None."""
    lost: dict[str, str | None] = {}
    held: list[Correction] = []
    for made in corrections:
        try:
            spans = _spans(dossier, made)
            if made.kind in _APPLIED:
                dossier = _APPLIED[made.kind](dossier, made, spans)
            lost[made.id] = None
            held.append(made)
        except _Lost as why:
            lost[made.id] = str(why)
    if any(made.kind in _APPLIED for made in held):
        dossier = replace(dossier, sources=sources(dossier.statements, dossier.entities))
        dossier = replace(dossier, summary=summarise(dossier))
    return replace(dossier, corrections=tuple(held)), lost


def _spans(dossier: Dossier, made: Correction) -> list[Span]:
    articles = {a.id: a for a in dossier.articles}
    out = []
    for place in made.places:
        if place.article not in articles:
            raise _Lost(f"article {place.article} is not in the story any more")
        span = found_again(place, articles[place.article])
        if span is None:
            raise _Lost(f"the words {place.quotation[:60]!r} do not stand in article {place.article} any more")
        out.append(span)
    return out


def statement_at(dossier: Dossier, place: Place) -> Statement | None:
    """Return the statement that has most of the words of a place; None where none has."""
    article = next((a for a in dossier.articles if a.id == place.article), None)
    span = found_again(place, article) if article is not None else None
    try:
        return None if span is None else _statement(dossier, place, span)
    except _Lost:
        return None


def _statement(dossier: Dossier, place: Place, span: Span) -> Statement:
    """Return the statement that has most of the words of a place; the shortest of equals."""
    here = [s for s in dossier.statements if s.article == place.article]
    shares = [(sum(overlap(part, span) for part in s.spans), -sum(e - b for b, e in s.spans), s) for s in here]
    best = max(shares, key=lambda x: x[:2], default=None)
    if best is None or best[0] == 0:
        raise _Lost(f"no statement has the words {place.quotation[:60]!r} any more")
    return best[2]


def _entity(dossier: Dossier, place: Place, span: Span) -> Entity:
    found = [
        (overlap(m.span, span), -(m.end - m.start), e)
        for e in dossier.entities
        for m in e.mentions
        if m.article == place.article and overlap(m.span, span)
    ]
    if not found:
        raise _Lost(f"{place.quotation[:60]!r} is no mention of anybody any more")
    return max(found, key=lambda x: x[:2])[2]


def _merge(dossier: Dossier, made: Correction, spans: list[Span]) -> Dossier:
    one, other = (_entity(dossier, place, span) for place, span in zip(made.places, spans, strict=True))
    if one.id == other.id or made.action == "accept":
        return dossier
    kept, gone = sorted((one, other), key=dossier.entities.index)
    mentions = tuple(sorted({*kept.mentions, *gone.mentions}))
    whole = replace(kept, mentions=mentions, outlet=kept.outlet or gone.outlet)
    entities = tuple(whole if e.id == kept.id else e for e in dossier.entities if e.id != gone.id)
    led = {old: kept.id if new == gone.id else new for old, new in dossier.redirects.items()}
    return replace(_renamed(dossier, {gone.id: kept.id}), entities=entities, redirects={**led, gone.id: kept.id})


def _renamed(dossier: Dossier, ids: dict[str, str]) -> Dossier:
    """Return the dossier with other ids of entities, wherever they are named, its entities and redirects apart."""
    parts = ("statements", "attributions", "events", "wording")
    changed = {name: with_ids(getattr(dossier, name), ids) for name in parts}
    groups = tuple(
        replace(o, groups=tuple(replace(g, entity=ids.get(g.entity or "", g.entity)) for g in o.groups))
        for o in dossier.origins
    )
    figures = tuple(
        replace(f, values=tuple(replace(v, holder=ids.get(v.holder or "", v.holder)) for v in f.values))
        for f in dossier.figures
    )
    return replace(dossier, **changed, origins=groups, figures=figures)


def _split(dossier: Dossier, made: Correction, spans: list[Span]) -> Dossier:
    """Take every mention of one form in one article out of its entity."""
    entity = _entity(dossier, made.places[0], spans[0])
    form = made.places[0].quotation.casefold()
    out = tuple(m for m in entity.mentions if m.article == made.places[0].article and m.text.casefold() == form)
    rest = tuple(m for m in entity.mentions if m not in out)
    if not out or not rest or made.action == "accept":
        return dossier
    new = replace(
        entity, id=entity_id(out[0].article, out[0].span, f"{entity.kind} apart"), name=out[0].text, mentions=out
    )
    kept = replace(entity, mentions=rest)
    entities = tuple(x for e in dossier.entities for x in ((kept, new) if e.id == entity.id else (e,)))
    taken = {(m.article, m.start) for m in out}

    def told_apart(source: Source, article: str) -> Source:
        here = source.entity == entity.id and any(a == article and source.start <= s < source.end for a, s in taken)
        return replace(source, entity=new.id) if here else source

    statements = tuple(
        replace(s, chain=tuple(_hop(h, lambda x, a=s.article: told_apart(x, a)) for h in s.chain))  # type: ignore[misc]
        for s in dossier.statements
    )
    return replace(dossier, entities=entities, statements=statements)


def _hop(hop: Hop, change: Callable[[Source], Source]) -> Hop:
    return replace(hop, sources=tuple(map(change, hop.sources)))


def _join(dossier: Dossier, made: Correction, spans: list[Span]) -> Dossier:
    """Say whether the first statement tells the claim of the second."""
    one, other = (_statement(dossier, place, span) for place, span in zip(made.places, spans, strict=True))
    shared = [c for c in dossier.claims if one.id in c.statements and other.id in c.statements]
    if made.action == "reject":
        return _apart(dossier, one, shared)
    into = shared[0] if shared else next((c for c in dossier.claims if other.id in c.statements), None)
    if into is None or one.id == other.id:
        raise _Lost("the statements tell no claim any more")
    if shared:
        return _with_claims(dossier, {into.id: replace(into, confidence="clear")})
    alone = next((c for c in dossier.claims if c.statements == (one.id,)), None)
    order = {s.id: n for n, s in enumerate(dossier.statements)}
    members = tuple(sorted((*into.members, Member(one.id, one.spans)), key=lambda m: order[m.statement]))
    statements = tuple(sorted({*into.statements, one.id}, key=order.__getitem__))
    joined = replace(into, statements=statements, members=members, confidence="clear")
    dossier = _with_claims(dossier, {into.id: joined})
    return _without_claim(dossier, alone, into.id) if alone else dossier


def _apart(dossier: Dossier, one: Statement, shared: Sequence[Claim]) -> Dossier:
    """Take a statement out of claims; it tells one of its own."""
    changed: dict[str, Claim] = {}
    for claim in shared:
        left = tuple(s for s in claim.statements if s != one.id)
        members = tuple(m for m in claim.members if m.statement != one.id)
        label = claim
        if claim.label_of == one.id:
            first = next(s for s in dossier.statements if s.id == left[0])
            label = replace(claim, label=first.text, label_of=first.id, label_resolved=())
        sure = None if len(left) == 1 else "clear"
        changed[claim.id] = replace(label, statements=left, members=members, confidence=sure)
    if not changed:
        return dossier
    dossier = _with_claims(dossier, changed)
    if any(one.id in c.statements for c in dossier.claims):
        return dossier
    taken = {c.id for c in dossier.claims} | set(dossier.redirects)
    given = claim_id(one.id)
    if given in taken:  # the claim that it was the earliest statement of keeps that id
        given = claim_id(type(one.id)(entity_id(one.article, one.spans[0], "claim apart")))
    alone = Claim(id=given, statements=(one.id,), label=one.text, members=(Member(one.id, one.spans),), label_of=one.id)
    rests = {s for c in shared for s in c.statements if s != one.id}
    relations = tuple(
        r
        for r in dossier.relations
        if not ({r.left, r.right} - rests == {one.id} and r.kind in ("agree", "compatible"))
    )
    return replace(dossier, claims=(*dossier.claims, alone), relations=relations)


def _with_claims(dossier: Dossier, changed: dict[str, Claim]) -> Dossier:
    return replace(dossier, claims=tuple(changed.get(c.id, c) for c in dossier.claims))


def _without_claim(dossier: Dossier, gone: Claim, heir: str) -> Dossier:
    """Leave a claim out; its id leads to another."""
    led = {old: heir if new == gone.id else new for old, new in dossier.redirects.items()}
    return replace(
        dossier,
        claims=tuple(c for c in dossier.claims if c.id != gone.id),
        origins=tuple(o for o in dossier.origins if o.claim != gone.id),
        omissions=tuple(o for o in dossier.omissions if o.claim != gone.id),
        wording=tuple(w for w in dossier.wording if w.claim != gone.id),
        figures=tuple(replace(f, claim=type(gone.id)(heir)) if f.claim == gone.id else f for f in dossier.figures),
        timeline=tuple(
            replace(m, claims=tuple(dict.fromkeys(type(gone.id)(heir) if c == gone.id else c for c in m.claims)))
            for m in dossier.timeline
        ),
        redirects={**led, gone.id: heir},
    )


def _relation(dossier: Dossier, made: Correction, spans: list[Span]) -> Dossier:
    one, other = (_statement(dossier, place, span).id for place, span in zip(made.places, spans, strict=True))
    found = next((r for r in dossier.relations if {r.left, r.right} == {one, other}), None)
    if found is None:
        raise _Lost("the two statements stand in no relation any more")
    if made.action == "reject":
        return replace(dossier, relations=tuple(r for r in dossier.relations if r is not found))
    kind = made.value if made.action == "change" else found.kind
    sure = "clear" if kind in ("conflict", "update") else None
    changed = msgspec.convert(
        {
            **msgspec.to_builtins(found),
            "kind": kind,
            "confidence": sure,
            "reason": f"an editor's word: {made.why}" if made.why else "an editor's word",
        },
        type(found),
    )
    return replace(dossier, relations=tuple(changed if r is found else r for r in dossier.relations))


def _figure(dossier: Dossier, made: Correction, spans: list[Span]) -> Dossier:
    """Leave out a value, or give it another number."""
    place, span = made.places[0], spans[0]
    figures, hit = [], False
    for figure in dossier.figures:
        mine = [v for v in figure.values if v.article == place.article and overlap((v.start, v.end), span)]
        hit = hit or bool(mine)
        values = [v for v in figure.values if v not in mine]
        if not mine or made.action == "accept":
            figures.append(figure)
        elif made.action == "change":
            number = _number(made.value)
            new = {id(v): replace(v, low=number, high=number) for v in mine}
            figures.append(_with_kind(dossier, figure, [new.get(id(v), v) for v in figure.values]))
        elif len(values) > 1:
            figures.append(_with_kind(dossier, figure, values))
    if not hit:
        raise _Lost(f"{place.quotation[:60]!r} is no value of a figure any more")
    return replace(dossier, figures=tuple(figures))


def _with_kind(dossier: Dossier, figure: Figure, values: Sequence[FigureValue]) -> Figure:
    """Return a figure with other values, and the kind that these give it."""
    days = {a.id: a.published or "" for a in dossier.articles}
    before = set(figure.values)

    def kind(one: FigureValue, other: FigureValue) -> FigureKind:
        if (one.low, one.high) == (other.low, other.high):
            return "same"
        meet = one.low <= (inf if other.high is None else other.high)
        meet = meet and other.low <= (inf if one.high is None else one.high)
        found = before.issuperset((one, other))  # of these two the stage has judged more than their numbers tell
        if meet or (found and figure.kind in ("same", "rounding")):
            return "rounding"
        later = days[one.article] and days[other.article] and days[one.article] != days[other.article]
        return "update" if later or (found and figure.kind == "update") else "conflict"

    kinds = {kind(a, b) for a, b in combinations(values, 2) if a.article != b.article}
    worst: FigureKind = next((k for k in _KINDS if k in kinds), "same")
    return replace(figure, values=tuple(values), kind=worst)


_KINDS: tuple[FigureKind, ...] = ("conflict", "update", "rounding")


def _number(value: str) -> float:
    try:
        return float(value.replace(",", ""))
    except ValueError:
        raise _Lost(f"{value[:40]!r} is no number") from None


def _chain(dossier: Dossier, made: Correction, spans: list[Span]) -> Dossier:
    """Say who says a statement: those at the further places, from whoever first said it on; nobody without any."""
    statement = _statement(dossier, made.places[0], spans[0])
    if made.action == "accept":
        return dossier
    hops = []
    for place, span in zip(made.places[1:], spans[1:], strict=True):
        if place.article != statement.article:
            raise _Lost("a speaker stands in another article than the statement")
        try:
            entity = _entity(dossier, place, span).id
        except _Lost:
            entity = None
        hops.append(Hop(sources=(Source(*span, place.quotation, entity),)))
    changed = replace(statement, chain=tuple(hops))
    return replace(dossier, statements=tuple(changed if s.id == statement.id else s for s in dossier.statements))


_APPLIED = {
    "merge": _merge,
    "split": _split,
    "join": _join,
    "relation": _relation,
    "figure": _figure,
    "chain": _chain,
}
