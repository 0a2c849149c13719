"""What is known about words, as data: one list in one place, each with what it is for, its source and licence."""

from __future__ import annotations

from rashomon.lexicon.load import choice, entries, groups, numbers, phrases, series, table, words

__all__ = ["choice", "entries", "groups", "numbers", "phrases", "series", "table", "words"]
