"""Lists of words that mark certainty, polarity and force, with where they come from: lemmas, lower case."""

from __future__ import annotations

__all__ = ["words"]


def words(text: str) -> frozenset[str]:
    """The words of a text: a list that is easy to read and to add to."""
    return frozenset(text.split())
