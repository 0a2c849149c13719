"""The language of a text."""

from __future__ import annotations

import re

__all__ = ["find_language"]

LEAST_LETTERS = 40
SAMPLE = 4_000
"""Characters that are examined."""
ENGLISH_SHARE = 0.15
ENGLISH = frozenset(
    """
    the of and to that with for from his her their they which who said has had have this by as at are not but would were
    been will be an it its after about there when where what than while he she we you your our
    """.split()
)
"""Function words that are frequent in English text and in no other language."""
LEAST_KINDS = 4
"""Fewest different ones in English text, since a foreign text may quote an English title."""
NEAR = 1.02
"""Most log-likelihood of English relative to the best guess for a text that counts as English. Measured: sentences of
other languages 1.4 to 1.6, with an English title in them 1.09; lists of English names, and headlines, under 1.01."""
NO_LANGUAGE = "zxx"
"""The code for text without a language, such as addresses and numbers."""
WORD = re.compile(r"[^\W\d_]+")


def find_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language of ``text``; None below 40 letters, and for text without a language.

    English is recognised by its function words, which takes no time; otherwise py3langid (Lui and Baldwin 2012)
    decides, which takes half a second to load.
    """
    sample = text[:SAMPLE]
    words = WORD.findall(sample.lower())
    if sum(map(len, words)) < LEAST_LETTERS:
        return None
    hits = [word for word in words if word in ENGLISH]
    if len(hits) >= ENGLISH_SHARE * len(words) and len(set(hits)) >= LEAST_KINDS:
        return "en"
    import py3langid  # type: ignore[import-untyped]

    ranked = py3langid.rank(sample)
    best, likelihood = ranked[0]
    if dict(ranked)["en"] >= NEAR * likelihood:  # both are negative
        return "en"
    return None if best == NO_LANGUAGE else str(best)
