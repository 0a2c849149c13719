"""The dossier as JSON, the contract between all parts and with the outside, and its JSON Schema."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, Literal

import msgspec
from msgspec import UNSET
from msgspec.structs import replace

from rashomon import types
from rashomon.errors import UnreadableInput
from rashomon.types import Dossier, Summary

__all__ = ["dump", "escaped", "load", "schema", "schema_bytes"]

_STEERING = re.compile(rb"\x7f|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]")
"""In UTF-8, what JSON lets stand and a terminal may obey: DEL, U+0080-U+009F, line separators, marks of direction."""


class _Version1(Dossier, frozen=True, kw_only=True):
    """A dossier of the format before: every field that it has means the same now."""

    format: Literal["rashomon-dossier/1"]  # type: ignore[assignment]


class _Head(msgspec.Struct):
    format: str = ""


def dump(dossier: Dossier, *, text: bool = True) -> bytes:
    """``dossier`` as indented UTF-8 JSON with a final line break; the same bytes for the same dossier.

    Control characters and marks of direction are escaped, so that no terminal obeys them. With ``text=False`` the
    articles' texts are left out. The words of statements, claims and mentions stay.
    """
    if not text:
        dossier = replace(dossier, articles=tuple(replace(a, text=UNSET) for a in dossier.articles))
    return escaped(msgspec.json.format(msgspec.json.encode(dossier), indent=2)) + b"\n"


def escaped(data: bytes) -> bytes:
    """The same JSON with nothing in it that could steer a terminal; ``data`` is msgspec's, in UTF-8."""
    return _STEERING.sub(lambda found: b"\\u%04x" % ord(found[0].decode()), data)


def load(data: bytes, source: str = "the dossier") -> Dossier:
    """The dossier that ``data`` holds; raises UnreadableInput, naming ``source``, where it is none.

    Checked are the format, every reference from one part to another, and, where an article has its text, that every
    statement's offsets lie inside it. So what shows a dossier need not doubt it. One of format 1 is read as one of
    format 2 in which nothing says what made it.
    """
    try:
        dossier = _decoded(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableInput(source, f"not a dossier in JSON: {error}") from None
    problem = next(_problems(dossier), None)
    if problem:
        raise UnreadableInput(source, f"not a whole dossier: {problem}")
    return dossier


def _decoded(data: bytes) -> Dossier:
    if msgspec.json.decode(data, type=_Head).format != "rashomon-dossier/1":
        return msgspec.json.decode(data, type=Dossier)
    old = msgspec.json.decode(data, type=_Version1)
    return Dossier(**{name: getattr(old, name) for name in Dossier.__struct_fields__ if name != "format"})


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of ``rashomon-dossier/2``, generated from the types and their docstrings."""
    made = msgspec.json.schema(Dossier)
    place = _field_docstrings(types.Spot)  # start, end and text mean the same wherever nothing else is said of them
    for name, definition in made["$defs"].items():
        definition["description"] = " ".join(definition["description"].split())
        said = place | _field_docstrings(getattr(types, name))
        for field, about in definition["properties"].items():
            about["description"] = said[field]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Rashomon dossier", **made}


def _field_docstrings(kind: type) -> dict[str, str]:
    """What the source says of each field of a struct, in the string below it."""
    (body,) = ast.parse(inspect.getsource(kind)).body
    assert isinstance(body, ast.ClassDef)
    return {
        field.target.id: " ".join(note.value.value.split())
        for field, note in pairwise(body.body)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(note, ast.Expr) and isinstance(note.value, ast.Constant) and isinstance(note.value.value, str)
    }


def schema_bytes() -> bytes:
    """Give the schema as in docs/reference/dossier.schema.json: ``python -m rashomon.dossier.render.json``."""
    return msgspec.json.format(msgspec.json.encode(schema(), order="deterministic"), indent=2) + b"\n"


def _problems(dossier: Dossier) -> Iterator[str]:
    ids = {
        kind: [value.id for value in values]
        for kind, values in (
            ("article", dossier.articles),
            ("entity", dossier.entities),
            ("statement", dossier.statements),
            ("claim", dossier.claims),
            ("attribution", dossier.attributions),
            ("figure", dossier.figures),
            ("source", dossier.sources),
        )
    }
    everything = {name for given in ids.values() for name in given}
    for kind, given in ids.items():
        if len(set(given)) < len(given):
            yield f"two of its {kind} ids are the same"
    known = {kind: frozenset(given) for kind, given in ids.items()}
    for where, kind, wanted in _references(dossier):
        if wanted not in known[kind]:
            yield f"{where} names {kind} {wanted[:60]!r}, which it does not have"
    for old, new in dossier.redirects.items():
        if old in everything or new not in everything:
            yield f"its redirect {old[:60]!r} leads from an id that it has, or to one that it does not have"
    yield from _bad_spans(dossier)


def _references(dossier: Dossier) -> Iterator[tuple[str, str, str]]:
    """Every id that one part of the dossier names in another: where, of what kind, which."""
    yield from _each("what made an understanding", "article", dossier.understood)
    yield from _references_in_articles(dossier)
    yield from _references_between_articles(dossier)
    yield from _references_of_sources(dossier)
    if dossier.summary is not None:
        yield from _references_of_summary(dossier.summary)


def _references_of_sources(dossier: Dossier) -> Iterator[tuple[str, str, str]]:
    for source in dossier.sources:
        yield from _each("a source", "article", (*source.articles, *source.first_hand))
        yield from _each("a source", "entity", (*filter(None, [source.entity]), *source.through))


def _references_of_summary(summary: Summary) -> Iterator[tuple[str, str, str]]:
    where = "the summary"
    yield from _each(where, "article", (summary.headline.article,) if summary.headline else ())
    if summary.lead:
        yield where, "statement", summary.lead.statement
        yield from _each(where, "claim", filter(None, [summary.lead.claim]))
        yield from _each(where, "article", summary.lead.articles)
    for agreed in summary.agree:
        yield where, "claim", agreed.claim
        yield from _each(where, "article", agreed.articles)
    for differing in summary.differ:
        yield from _each(where, "claim", filter(None, [differing.claim]))
        yield from _each(where, "figure", filter(None, [differing.figure]))
        yield from _each(where, "statement", filter(None, (differing.left, differing.right)))
        if (differing.figure is None) == (differing.left is None or differing.right is None):
            yield where, "figure", differing.figure or ""
    for shared in summary.one_source:
        yield where, "entity", shared.entity
        yield from _each(where, "claim", shared.claims)
        yield from _each(where, "article", shared.articles)
    yield from _each(where, "source", summary.speakers)


def _references_in_articles(dossier: Dossier) -> Iterator[tuple[str, str, str]]:
    for entity in dossier.entities:
        yield from _each("a mention", "article", (m.article for m in entity.mentions))
    yield from _each("a statement", "article", (s.article for s in dossier.statements))
    for statement in dossier.statements:
        named = [s.entity for hop in statement.chain for s in hop.sources]
        if statement.proposition is not UNSET:
            named += [a.entity for a in statement.proposition.arguments]
        yield from _each("a statement", "entity", filter(None, named))
        yield from _each("a statement", "attribution", filter(None, [statement.attribution]))
    for said in dossier.attributions:
        yield "an attribution", "article", said.article
        yield from _each("an attribution", "statement", filter(None, [said.statement]))
        yield from _each("an attribution", "entity", (s.entity for hop in said.chain for s in hop.sources if s.entity))
    for event in dossier.events:
        yield "an event", "statement", event.statement
        who = (event.actor, event.recipient, event.where)
        yield from _each("an event", "entity", (s.entity for s in who if s and s.entity))


def _references_between_articles(dossier: Dossier) -> Iterator[tuple[str, str, str]]:
    for claim in dossier.claims:
        yield from _each("a claim", "statement", claim.statements)
        yield from _each("a member of a claim", "statement", (m.statement for m in claim.members))
        yield from _each("a label", "statement", filter(None, [claim.label_of]))
    for relation in dossier.relations:
        yield from _each("a relation", "statement", (relation.left, relation.right))
    for figure in dossier.figures:
        yield from _each("a figure", "claim", filter(None, [figure.claim]))
        yield from _each("a figure", "statement", (v.statement for v in figure.values))
        yield from _each("a figure", "article", (v.article for v in figure.values))
        yield from _each("a figure", "entity", (v.holder for v in figure.values if v.holder))
    for origin in dossier.origins:
        yield "an origin", "claim", origin.claim
        for group in origin.groups:
            yield from _each("an origin", "entity", filter(None, [group.entity]))
            yield from _each("an origin", "statement", group.statements)
        for evidence in (*(g.evidence for g in origin.groups), *(r.evidence for r in origin.reasons)):
            yield from _each("an origin's evidence", "article", (e.article for e in evidence))
    yield from _each("an omission", "claim", (o.claim for o in dossier.omissions))
    yield from _each("an omission", "article", (o.article for o in dossier.omissions))
    yield from _each("an omission", "statement", (o.nearest.statement for o in dossier.omissions if o.nearest))
    for wording in dossier.wording:
        yield from _each("a wording", "article", (p.article for p in wording.phrases))
        yield from _each("a wording", "entity", filter(None, [wording.entity]))
        yield from _each("a wording", "claim", filter(None, [wording.claim]))
    for copy in dossier.copies:
        yield from _each("a copy", "article", (copy.left, copy.right, *filter(None, [copy.earlier])))
        yield from _each("a copy's evidence", "article", (e.article for r in copy.reasons for e in r.evidence))
    for carrying in dossier.copy_groups:
        named = (*carrying.articles, *filter(None, [carrying.earlier]), *(e.article for e in carrying.evidence))
        yield from _each("a group of copies", "article", named)
    for moment in dossier.timeline:
        yield from _each("a moment", "claim", moment.claims)


def _each(where: str, kind: str, wanted: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    for one in wanted:
        yield where, kind, one


def _bad_spans(dossier: Dossier) -> Iterator[str]:
    lengths = {a.id: len(a.content) for a in dossier.articles if a.text is not UNSET}
    for statement in dossier.statements:
        if not statement.spans:
            yield f"statement {statement.id[:60]!r} has no span"
        length = lengths.get(statement.article)
        if length is not None and not all(0 <= s < e <= length for s, e in statement.spans):
            yield f"statement {statement.id[:60]!r} lies outside its article"
    for said in dossier.attributions:
        length = lengths.get(said.article)
        if length is not None and not all(0 <= s < e <= length for s, e in said.content):
            yield f"attribution {said.id[:60]!r} lies outside its article"
    for copy in dossier.copies:
        for article, spans in (
            (copy.left, [p.left for p in copy.shared]),
            (copy.right, [p.right for p in copy.shared]),
        ):
            length = lengths.get(article)
            if length is not None and not all(0 <= s < e <= length for s, e in spans):
                yield f"a passage of the copy of {copy.left[:60]!r} and {copy.right[:60]!r} lies outside its article"


if __name__ == "__main__":
    import sys

    sys.stdout.buffer.write(schema_bytes())
