"""From an understood article to the rows that hold it, and back."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from msgspec import UNSET
from msgspec.structs import replace

from rashomon.annotation.batch import for_another, reading
from rashomon.api import dump_understanding, load_understanding
from rashomon.library.terms import facet, meaning, storable, terms, tsvector
from rashomon.library.vectors import quantised
from rashomon.reuse.distinct import identity
from rashomon.types import STORY_KINDS, Article, Hop, Made, Statement, Understanding

if TYPE_CHECKING:
    from rashomon.encoder.aligner import StatementNet
    from rashomon.types import Entity

__all__ = [
    "Rows",
    "article_key",
    "hash_of",
    "identity_hash",
    "made_hash",
    "pack",
    "pack_understanding",
    "reading_hash",
    "rows_of",
    "statement_vectors",
    "unpack",
    "unpack_understanding",
]

T = TypeVar("T")

LEVEL = 3
"""How hard zlib tries: 3 takes half the time of 6 for 8 % more bytes."""
MOST_BYTES = 2**30
"""Most bytes that a value may have unpacked."""


class Rows(msgspec.Struct, frozen=True):
    """The rows of one version in the tables that queries ask."""

    mentions: tuple[dict[str, Any], ...]
    statements: tuple[dict[str, Any], ...]
    terms: str
    facets: str
    tsvector: str
    vector: bytes
    statement_vectors: bytes


def pack(value: object) -> bytes:
    """Write a value as compressed JSON; the same value gives the same bytes."""
    return zlib.compress(msgspec.json.encode(value), LEVEL)


def unpack(data: bytes, kind: type[T]) -> T:
    """Read what `pack` wrote."""
    return msgspec.json.decode(_inflated(data), type=kind)


def pack_understanding(understanding: Understanding) -> bytes:
    return zlib.compress(dump_understanding(understanding), LEVEL)


def unpack_understanding(data: bytes, article: Article) -> Understanding:
    """Read an Understanding as that of ``article``, whose text is read alike. Raises UnreadableInput."""
    found = load_understanding(_inflated(data), f"the understanding of {article.label}", any_version=True)
    return for_another(found, article)


def _inflated(data: bytes) -> bytes:
    inflater = zlib.decompressobj()
    out = inflater.decompress(data, MOST_BYTES)
    if inflater.unconsumed_tail:
        raise ValueError("a value in the library is larger than 1 GB")
    return out


def hash_of(value: object) -> str:
    return sha256(msgspec.json.encode(value, order="deterministic")).hexdigest()


def made_hash(made: Made) -> str:
    return hash_of(made)


def reading_hash(article: Article) -> str:
    """Return the hash of what decides how an article is understood: its text, passages, day, outlet where named …"""
    return hash_of(reading(article))


def identity_hash(article: Article) -> str:
    """Return the hash of what tells an article apart from all others: text, file or address, outlet, day."""
    return hash_of(identity(article))


def article_key(article: Article) -> str:
    """Return what stays the same from one version of an article to the next: its address or file, else its text."""
    canonical = next((f.value for f in article.facts if f.field == "url" and f.source == "user"), None)
    if canonical or article.url is not UNSET:
        return storable(f"url:{canonical or article.url}")
    if article.file is not UNSET and article.file not in ("-", "text"):
        return storable(f"file:{article.file}")
    return f"text:{article.text_sha256}"


def statement_vectors(understanding: Understanding, net: StatementNet) -> bytes:
    """Return the meaning of each statement; the same whatever ids the article and its statements have."""
    import numpy as np

    from rashomon.comparison.alignment import tellings

    read = net.read(tellings(understanding))
    return quantised(np.array([r.vector for r in read], np.float32)) if read else b""


def rows_of(understanding: Understanding, vectors: bytes) -> Rows:
    """Return the rows that hold what is searched of an article; ``vectors`` are those of its statements."""
    article = understanding.article
    names = {e.id: e for e in understanding.entities}
    statements = tuple(_statement(s, names, understanding.quotations) for s in understanding.statements)
    words = terms(_story(article))
    facets: set[str] = set()
    for row in statements:
        facets |= {facet("s", t) for t in row["said_by"].split()} | {facet("v", t) for t in row["via"].split()}
    facets |= {facet("o", t) for t in terms(" ".join(filter(None, (article.outlet, article.domain))))}
    facets |= {facet("e", t) for e in understanding.entities for t in terms(e.name)}
    ordered = sorted(facets)
    lemmas = [t.lemma for t in understanding.tokens if t.pos in ("NOUN", "PROPN", "VERB", "ADJ", "NUM")]
    return Rows(
        mentions=tuple(_mention(e) for e in understanding.entities),
        statements=statements,
        terms=" ".join(words),
        facets=" ".join(ordered),
        tsvector=tsvector(words, ordered),
        vector=meaning(lemmas or words).tobytes(),
        statement_vectors=vectors,
    )


def _story(article: Article) -> str:
    """Return the headline and the story, without what is around it."""
    text = article.content
    parts = [text[p.start : p.end] for p in article.passages if p.kind in STORY_KINDS or p.kind == "headline"]
    return "\n".join((article.title or "", *(parts if article.passages else (text,))))


def _mention(entity: Entity) -> dict[str, Any]:
    first = min(entity.mentions)
    return {
        "entity": entity.id,
        "kind": entity.kind,
        "name": storable(entity.name),
        "start": first.start,
        "end": first.end,
        "mentions": len(entity.mentions),
    }


def _statement(
    statement: Statement, entities: dict[Any, Entity], quotations: Sequence[tuple[int, int]]
) -> dict[str, Any]:
    first, *others = statement.chain or (None,)
    return {
        "id": statement.id,
        "start": statement.spans[0][0],
        "end": statement.spans[-1][1],
        "text": storable(statement.text),
        "speaker": storable(_speaker(first, entities)),
        "said_by": _padded(_names(first, entities)),
        "via": _padded(name for hop in others for name in _names(hop, entities)),
        "quoted": statement.quotation in ("direct", "mixed"),
        "hedged": statement.hedge is not None or statement.certainty in ("probable", "possible"),
    }


def _speaker(hop: Hop | None, entities: dict[Any, Entity]) -> str:
    if hop is None:
        return ""
    named = [entities[s.entity].name if s.entity in entities else s.text for s in hop.sources]
    return " and ".join(named) or "an unnamed source"


def _names(hop: Hop | None, entities: dict[Any, Entity]) -> list[str]:
    """Return all words that name those who speak: the article's own, and the full name of whom they mean."""
    sources = () if hop is None else hop.sources
    return [name for s in sources for name in (s.text, *([entities[s.entity].name] if s.entity in entities else []))]


def _padded(names: Iterable[str]) -> str:
    found = dict.fromkeys(terms(" ".join(names)))
    return f" {' '.join(found)} " if found else " "


def with_id(article: Article, given: str) -> Article:
    """Return the article under the id that the library gives it."""
    return replace(article, id=given)
