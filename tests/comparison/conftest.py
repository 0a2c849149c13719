"""Invented articles, understood by the real pipeline: what it costs is parsed once a session."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from itertools import combinations

import pytest

from rashomon.comparison.alignment import Aligned
from rashomon.comparison.entity_linking import link
from rashomon.comparison.figures import number_relations
from rashomon.comparison.propositions import contents
from rashomon.comparison.relations import relate
from rashomon.comparison.similarity import Space
from rashomon.types import Article, Dateline, Passage, Relation, Understanding

Understood = Callable[..., Understanding]


def body(text: str, outlet: str | None = None, published: str | None = None, agency: str | None = None) -> Article:
    """An article that is all story."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(
        id=digest[:16],
        text=text,
        text_sha256=digest,
        bytes_sha256=digest,
        outlet=outlet,
        published=published,
        dateline=Dateline((), agency) if agency else None,
        passages=(Passage(0, len(text), "body"),),
    )


@pytest.fixture(scope="session")
def understood() -> Understood:
    """Understand a text; the same one only once."""
    from rashomon.annotation.pipeline import understand

    @cache
    def read(text: str, **more: str) -> Understanding:
        return understand(body(text, **more))

    return read


@pytest.fixture
def related(understood: Understood) -> Callable[..., tuple[Relation, ...]]:
    """The relations of two reports, all statements aligned.

    ``published`` are their days; with a score of 0 no statements are aligned.
    """

    def relations(
        left: str,
        right: str,
        score: float = 0.95,
        published: tuple[str | None, str | None] = (None, None),
    ) -> tuple[Relation, ...]:
        reports = zip((left, right), published, ("One", "Two"), strict=True)
        read = [understood(text, outlet=outlet, published=day) for text, day, outlet in reports]
        parts = contents(link(read).understandings)
        space = Space(parts)
        pairs = [(i, j) for i, j in combinations(range(len(parts)), 2) if parts[i].article is not parts[j].article]
        aligned = [Aligned(i, j, score, space.match(parts[i], parts[j])) for i, j in pairs if score]
        return number_relations(relate(parts, aligned), parts, aligned)

    return relations
