"""The word lists by the names that `entities` still asks for them."""

from __future__ import annotations

from rashomon import lexicon

__all__ = ["words"]


def words(kind: str) -> frozenset[str]:
    """Return the words of one kind, all in lower case: ``company-nouns`` is the list ``nouns.company``."""
    stem, _, topic = kind.rpartition("-")
    name = f"{topic}.{stem}" if topic in ("nouns", "verbs") else f"names.{kind}"
    return lexicon.words(name.replace("-", "_"))
