"""Words as they are searched: the same in SQLite and in PostgreSQL, which would cut and stem them differently."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    import numpy.typing as npt

    Vector = npt.NDArray[np.float16]

__all__ = ["DIMENSIONS", "facet", "meaning", "storable", "terms", "tsvector"]

DIMENSIONS = 128
"""Numbers in a vector of meaning: those of the word vectors."""
LONGEST = 40
"""Most characters of a term; longer words are cut."""
MOST_BYTES = 400_000
"""Most bytes of the terms of one article: PostgreSQL takes no more than 1 MB of terms with their places."""
MOST_PLACES = 16_383
"""The last place of a word that PostgreSQL can tell."""

_WORD = re.compile(r"[^\W_]+")


def terms(text: str) -> list[str]:
    """Return the words of a text in lower case, without accents and plural endings (the S-stemmer of Harman 1991)."""
    if text.isascii():
        plain = text.lower()
    else:
        folded = unicodedata.normalize("NFKD", text).casefold()
        plain = "".join(c for c in folded if not unicodedata.combining(c))
    out, size = [], 0
    for found in _WORD.finditer(plain):
        term = _singular(found[0][:LONGEST])
        size += len(term.encode("utf-8", "replace")) + 1
        if size > MOST_BYTES:
            break
        out.append(term)
    return out


@lru_cache(maxsize=50_000)
def _singular(word: str) -> str:
    if word.endswith("ies") and not word.endswith(("eies", "aies")) and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("es") and not word.endswith(("aes", "ees", "oes")) and len(word) > 3:
        return word[:-1]
    if word.endswith("s") and not word.endswith(("us", "ss")) and len(word) > 3:
        return word[:-1]
    return word


def facet(kind: str, term: str) -> str:
    """Return the term that stands for a name's word in one role: a speaker, a medium, an outlet, an entity."""
    return f"x{kind}x{term}"


def tsvector(words: Sequence[str], facets: Iterable[str]) -> str:
    """Return the terms with their places, and the facets without, as PostgreSQL writes a tsvector."""
    places: dict[str, list[int]] = {}
    for place, term in enumerate(words[:MOST_PLACES], 1):
        at = places.setdefault(term, [])
        if len(at) < 255:
            at.append(place)
    rest = dict.fromkeys((*words[MOST_PLACES:], *facets))
    lines = [f"'{term}':{','.join(map(str, at))}" for term, at in places.items()]
    return " ".join((*lines, *(f"'{term}'" for term in rest if term not in places)))


def storable(text: str) -> str:
    """Return a text that both stores take in a column: without NUL and lone surrogates, which JSON keeps."""
    return text.replace("\0", "�").encode("utf-8", "replace").decode()


def meaning(words: Iterable[str]) -> Vector:
    """Return a unit vector for the meaning of words: the mean of their vectors, rare words first (Arora et al. 2017).

    It is zero where no word is known.
    """
    import numpy as np

    from rashomon.encoder.words import commonness, vectors

    counts = Counter(words)
    known = list(counts)
    weights = np.array([counts[w] ** 0.5 * (1 - commonness(w)) ** 2 for w in known], np.float32)
    total = weights @ vectors(known) if known else np.zeros(DIMENSIONS, np.float32)
    norm = float(np.linalg.norm(total))
    return (total / norm if norm else total).astype(np.float16)
