"""The language of a text."""

from __future__ import annotations

import re

__all__ = ["find_language"]

LEAST_LETTERS = 40
SAMPLE = 4_000
"""Characters that are looked at."""
ENGLISH_SHARE = 0.15
ENGLISH = frozenset(
    """
    the of and to that with for from his her their they which who said has had have this by as at are not but would were
    been will be an it its after about there when where what than while he she we you your our
    """.split()
)
"""Words that English text is full of and no other language shares in such number."""
LEAST_KINDS = 4
"""Different ones of them needed: a text may quote an English title."""
NEAR = 1.02
"""Log-likelihood of English over that of the best guess, up to which a text passes for English. Sentences of other
languages measure 1.4 to 1.6, with an English title in them 1.09; English names in a row and headlines under 1.01."""
NO_LANGUAGE = "zxx"
"""The code for text that is in none, such as addresses and figures."""
WORD = re.compile(r"[^\W\d_]+")


def find_language(text: str) -> str | None:
    """ISO 639-1 code of the language of ``text``; None under 40 letters, and for text in none.

    English is told by its function words, which takes no time; for the rest py3langid (Lui and Baldwin 2012) is asked,
    which takes half a second to load.
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
