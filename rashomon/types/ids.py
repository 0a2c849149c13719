"""Ids: a type for each kind, and how each is made.

An id comes from what it names and from nothing else: the text of its article and a place in it. So neither the order of
the articles nor what else is read with them changes it. The first letter of an id tells its kind; the rest has no
meaning of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import NewType

from rashomon.types.spans import Span

__all__ = [
    "ArticleId",
    "AttributionId",
    "ClaimId",
    "EntityId",
    "EventId",
    "FigureId",
    "SourceId",
    "StatementId",
    "article_id",
    "attribution_id",
    "claim_id",
    "entity_id",
    "event_id",
    "figure_id",
    "source_id",
    "statement_id",
]

ArticleId = NewType("ArticleId", str)
EntityId = NewType("EntityId", str)
StatementId = NewType("StatementId", str)
ClaimId = NewType("ClaimId", str)
AttributionId = NewType("AttributionId", str)
EventId = NewType("EventId", str)
FigureId = NewType("FigureId", str)
SourceId = NewType("SourceId", str)


def article_id(text_sha256: str, apart: str | None = None) -> ArticleId:
    """Make the id of an article from its text's hash; ``apart`` tells it from another article of the same text."""
    if apart is None:
        return ArticleId(text_sha256[:16])
    return ArticleId(f"{text_sha256[:16]}-{sha256(apart.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}")


def entity_id(article: str, first: Span, kind: str) -> EntityId:
    """Make the id of an entity from the place of its first mention."""
    return EntityId(f"e{_hash(article, *first, kind)}")


def statement_id(article: str, spans: Iterable[Span], before: int = 0) -> StatementId:
    """Make the id of a statement from its spans; ``before`` counts earlier statements of the article in these spans."""
    return StatementId(f"s{_hash(article, *spans, *([before] if before else []))}")


def attribution_id(article: str, source: Iterable[Span], cue: Span | None, content: Iterable[Span]) -> AttributionId:
    """Make the id of an attribution from the places of its source, cue and content."""
    return AttributionId(f"a{_hash(article, tuple(source), cue, tuple(content))}")


def event_id(statement: str, predicate: Span) -> EventId:
    """Make the id of an event from its statement and the place of its predicate."""
    return EventId(f"v{_hash(statement, *predicate)}")


def figure_id(article: str, value: Span) -> FigureId:
    """Make the id of a figure from the place of its earliest value."""
    return FigureId(f"f{_hash(article, *value)}")


def source_id(article: str, first: Span) -> SourceId:
    """Make the id of a source from the place that cites it first."""
    return SourceId(f"q{_hash(article, *first)}")


def claim_id(earliest: StatementId) -> ClaimId:
    """Make the id of a claim from its earliest statement, which stands in no other claim."""
    return ClaimId(f"c{earliest[1:]}")


def _hash(*parts: object) -> str:
    return sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]
