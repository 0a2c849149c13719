"""Check the invariants of a dossier: valid offsets, passages without gaps, unique ids, references that resolve.

Whether its content is right is measured by the ledgers.
"""

from __future__ import annotations

import re
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec

from rashomon.types import (
    GAP,
    Article,
    Claim,
    Dossier,
    Hop,
    Mark,
    Mention,
    Phrase,
    Relation,
    Source,
    Span,
    Spot,
    Statement,
    When,
    covers,
)

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

__all__ = ["problems"]

Marked = Spot | Source | When | Mark | Mention | Phrase
"""All types that have ``start``, ``end`` and the ``text`` of that span."""


PLAIN = frozenset({"certain", "affirmed", "assertion"})
"""Defaults: the certainty, polarity and force of a statement that has no mark of another."""


class _Known(msgspec.Struct, frozen=True):
    """The ids that a dossier defines, and the text of each article (None if it was left out)."""

    texts: dict[str, str | None]
    statements: dict[str, Statement]
    entities: frozenset[str]
    claims: frozenset[str]


def problems(dossier: Dossier) -> list[str]:
    """List every invariant that a dossier violates, a line each; empty for a sound one.

    Checked: ids are unique and every reference resolves; ``text[start:end] == text`` for every spot; each statement's
    text is the join of its spans; each character of an article is in exactly one passage; the hashes of the texts. That
    a dossier lacks its texts is one of the lines, since it cannot be checked.
    """
    known = _Known(
        texts={a.id: None if a.text is msgspec.UNSET else a.text for a in dossier.articles},
        statements={s.id: s for s in dossier.statements},
        entities=frozenset(e.id for e in dossier.entities),
        claims=frozenset(c.id for c in dossier.claims),
    )
    return [
        *_repeated_ids(dossier),
        *(p for a in dossier.articles for p in _of_article(a)),
        *_of_entities(dossier, known),
        *(p for s in dossier.statements for p in _of_statement(s, known)),
        *_of_claims(dossier, known),
        *(p for r in dossier.relations for p in _of_relation(r, known)),
        *_of_origins(dossier, known),
        *_of_wording(dossier, known),
        *_of_events(dossier, known),
        *_of_attributions(dossier, known),
        *_of_copies(dossier, known),
    ]


def _repeated_ids(dossier: Dossier) -> Iterator[str]:
    ids: dict[str, list[str]] = {
        "article": [a.id for a in dossier.articles],
        "entity": [e.id for e in dossier.entities],
        "statement": [s.id for s in dossier.statements],
        "claim": [c.id for c in dossier.claims],
        "event": [e.id for e in dossier.events],
        "attribution": [a.id for a in dossier.attributions],
    }
    for kind, names in ids.items():
        for name, count in Counter(names).items():
            if count > 1:
                yield f"{kind} id {name} stands {count} times"


def _of_article(article: Article) -> Iterator[str]:
    where, text = f"article {article.id}", article.content
    if article.text is msgspec.UNSET:
        yield f"{where}: has no text, so no offset can be checked"
        return
    if article.text_sha256 != sha256(text.encode("utf-8", "surrogatepass")).hexdigest():
        yield f"{where}: text_sha256 is not that of its text"
    if not re.fullmatch(rf"{article.text_sha256[:16]}(?:-[0-9a-f]{{8}})?", article.id):
        yield f"{where}: its id is not the head of text_sha256, with or without what tells articles of one text apart"
    end = 0
    for p in sorted(article.passages, key=lambda p: p.start):
        if p.start != end or p.end <= p.start:
            yield f"{where}: a passage is [{p.start}:{p.end}], the one before ends at {end}"
        end = p.end
        if p.repeats and not 0 <= p.repeats[0] < p.repeats[1] <= p.start:
            yield f"{where}: passage [{p.start}:{p.end}] repeats {list(p.repeats)}, which is not before it"
        if (p.kind == "repeat") != bool(p.repeats):
            yield f"{where}: passage [{p.start}:{p.end}] is a {p.kind} and repeats {p.repeats}"
    if end != len(text):
        yield f"{where}: the passages end at {end}, the text at {len(text)}"
    end = 0
    for r in article.repairs:
        if not end <= r.start < r.end <= len(text):
            yield f"{where}: repair [{r.start}:{r.end}] is out of order or outside the text"
        end = r.end


def _of_span(where: str, span: Span, text: str | None) -> Iterator[str]:
    if text is not None and not 0 <= span[0] < span[1] <= len(text):
        yield f"{where}: [{span[0]}:{span[1]}] is empty or outside the text of {len(text)} characters"


def _of_spot(where: str, spot: Marked | None, text: str | None) -> Iterator[str]:
    """Check a span against ``text``, which is None for an unknown article (reported where it is named)."""
    if spot is None or text is None:
        return
    yield from _of_span(where, (spot.start, spot.end), text)
    there = text[spot.start : spot.end]
    if there != spot.text:
        yield f"{where}: [{spot.start}:{spot.end}] should read {spot.text!r}, the text has {there!r}"


def _of_evidence(where: str, spots: Iterable[Mention | Phrase], known: _Known) -> Iterator[str]:
    for spot in spots:
        yield from _missing(where, "article", (spot.article,), known.texts)
        yield from _of_spot(where, spot, known.texts.get(spot.article))


def _missing(where: str, kind: str, names: Iterable[str | None], known: Container[str]) -> Iterator[str]:
    """Report references that do not resolve; None is no reference."""
    for name in names:
        if name is not None and name not in known:
            yield f"{where}: {kind} {name} is not in the dossier"


def _of_source(where: str, source: Source | None, text: str | None, known: _Known) -> Iterator[str]:
    if source:
        yield from _of_spot(where, source, text)
        yield from _missing(where, "entity", (source.entity,), known.entities)


def _of_entities(dossier: Dossier, known: _Known) -> Iterator[str]:
    for e in dossier.entities:
        yield from _of_evidence(f"entity {e.id} ({e.name})", e.mentions, known)
        if not e.mentions:
            yield f"entity {e.id} ({e.name}): has no mention"


def _of_statement(statement: Statement, known: _Known) -> Iterator[str]:
    where, text = f"statement {statement.id}", known.texts.get(statement.article)
    yield from _missing(where, "article", (statement.article,), known.texts)
    if text is None:
        return
    for span in statement.spans:
        yield from _of_span(where, span, text)
    if list(statement.spans) != sorted(statement.spans) or not statement.spans:
        yield f"{where}: its spans are missing or out of order"
    if statement.text != (there := GAP.join(text[s:e] for s, e in statement.spans)):
        yield f"{where}: should read {statement.text!r}, its spans have {there!r}"
    yield from _of_spot(f"{where}, hedge", statement.hedge, text)
    yield from _of_spot(f"{where}, when", statement.when, text)
    for mark in statement.marks:
        yield from _of_spot(f"{where}, mark of {mark.about}", mark, text)
        if (label := getattr(statement, mark.about)) in PLAIN:
            yield f"{where}: is {label}, and {mark.text!r} is marked to show it"
    for number, hop in enumerate(statement.chain, 1):
        yield from _of_hop(f"{where}, hop {number}", hop, text, known)


def _of_hop(where: str, hop: Hop, text: str, known: _Known) -> Iterator[str]:
    for source in hop.sources:
        yield from _of_source(f"{where}, source", source, text, known)
    yield from _of_spot(f"{where}, cue", hop.cue, text)
    yield from _of_spot(f"{where}, to", hop.to, text)
    yield from _of_spot(f"{where}, when", hop.when, text)


def _of_claims(dossier: Dossier, known: _Known) -> Iterator[str]:
    for c in dossier.claims:
        yield from _missing(f"claim {c.id}", "statement", c.statements, known.statements)
        yield from _of_claim(c, known)
    for o in dossier.omissions:
        yield from _missing("an omission", "claim", (o.claim,), known.claims)
        yield from _missing("an omission", "article", (o.article,), known.texts)
    for m in dossier.timeline:
        yield from _missing(f"timeline {m.when}", "claim", m.claims, known.claims)


def _of_claim(claim: Claim, known: _Known) -> Iterator[str]:
    where = f"claim {claim.id}"
    for name, count in Counter(claim.statements).items():
        if count > 1:
            yield f"{where}: has statement {name} {count} times"
    if claim.members and [m.statement for m in claim.members] != list(claim.statements):
        yield f"{where}: its members are not its statements"
    for member in claim.members:
        statement = known.statements.get(member.statement)
        if statement and not all(covers(statement.spans, span) for span in member.spans):
            yield f"{where}: the part of {member.statement} lies outside the statement"
    if claim.label_of is not None and claim.label_of not in claim.statements:
        yield f"{where}: its label is of {claim.label_of}, which is none of its statements"
    for word in claim.label_resolved:
        if not 0 <= word.start < word.end <= len(claim.label):
            yield f"{where}: a name is for [{word.start}:{word.end}] of a label of {len(claim.label)}"


def _of_relation(relation: Relation, known: _Known) -> Iterator[str]:
    where = f"relation {relation.left} – {relation.right}"
    yield from _missing(where, "statement", (relation.left, relation.right), known.statements)
    left, right = known.statements.get(relation.left), known.statements.get(relation.right)
    if left and right and left.article == right.article:
        yield f"{where}: both are of article {left.article}"
    for d in relation.differences:
        yield from _of_spot(f"{where}, {d.about}, left", d.left, known.texts.get(left.article) if left else None)
        yield from _of_spot(f"{where}, {d.about}, right", d.right, known.texts.get(right.article) if right else None)


def _of_origins(dossier: Dossier, known: _Known) -> Iterator[str]:
    for o in dossier.origins:
        where = f"origin of claim {o.claim}"
        yield from _missing(where, "claim", (o.claim,), known.claims)
        for g in o.groups:
            yield from _missing(where, "entity", (g.entity,), known.entities)
            yield from _missing(where, "statement", g.statements, known.statements)
            yield from _of_evidence(where, g.evidence, known)
        for r in o.reasons:
            yield from _of_evidence(f"{where}, reason", r.evidence, known)


def _of_copies(dossier: Dossier, known: _Known) -> Iterator[str]:
    for c in dossier.copies:
        where = f"copy {c.left} – {c.right}"
        yield from _missing(where, "article", (c.left, c.right, c.earlier), known.texts)
        for p in c.shared:
            yield from _of_span(where, p.left, known.texts.get(c.left))
            yield from _of_span(where, p.right, known.texts.get(c.right))
        for r in c.reasons:
            yield from _of_evidence(f"{where}, reason", r.evidence, known)
        for change in c.changes:
            yield from _of_spot(f"{where}, {change.kind}, left", change.left, known.texts.get(c.left))
            yield from _of_spot(f"{where}, {change.kind}, right", change.right, known.texts.get(c.right))
    for g in dossier.copy_groups:
        yield from _missing("a group of copies", "article", (*g.articles, g.earlier), known.texts)
        yield from _of_evidence("a group of copies", g.evidence, known)


def _of_wording(dossier: Dossier, known: _Known) -> Iterator[str]:
    for w in dossier.wording:
        where = f"wording of {w.entity or w.claim}"
        if bool(w.entity) == bool(w.claim):
            yield f"{where}: is not of one entity or one claim"
        yield from _missing(where, "entity", (w.entity,), known.entities)
        yield from _missing(where, "claim", (w.claim,), known.claims)
        yield from _of_evidence(where, w.phrases, known)


def _of_events(dossier: Dossier, known: _Known) -> Iterator[str]:
    for e in dossier.events:
        where = f"event {e.id}"
        yield from _missing(where, "statement", (e.statement,), known.statements)
        statement = known.statements.get(e.statement)
        text = known.texts.get(statement.article) if statement else None
        yield from _of_spot(f"{where}, predicate", e.predicate, text)
        yield from _of_spot(f"{where}, when", e.when, text)
        for source in (e.actor, e.recipient, e.where):
            yield from _of_source(where, source, text, known)


def _of_attributions(dossier: Dossier, known: _Known) -> Iterator[str]:
    for a in dossier.attributions:
        where, text = f"attribution {a.id}", known.texts.get(a.article)
        yield from _missing(where, "article", (a.article,), known.texts)
        yield from _missing(where, "statement", (a.statement,), known.statements)
        for spot in (*a.source, a.cue):
            yield from _of_spot(where, spot, text)
        for span in a.content:
            yield from _of_span(where, span, text)
        if text is not None:
            for number, hop in enumerate(a.chain, 1):
                yield from _of_hop(f"{where}, hop {number}", hop, text, known)
    attributions = {a.id for a in dossier.attributions}
    for s in dossier.statements:
        yield from _missing(f"statement {s.id}", "attribution", (s.attribution,), attributions)
