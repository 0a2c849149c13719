"""Invented articles, understood by the real pipeline: what it costs is parsed once a session."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache

import pytest

from rashomon.types import Article, Dateline, Passage, Understanding

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
