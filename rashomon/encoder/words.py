"""Static word vectors: whether two words mean much the same, in microseconds and without running a net.

``data/words.npz`` holds one vector per lemma, made by ``training/static_vectors.py``; its card is ``data/words.md``.
"""

from __future__ import annotations

import json
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from rashomon.encoder.checksums import checked

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]

__all__ = ["commonness", "in_vocabulary", "is_word", "known", "vectors"]

SUFFIXES = (
    ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ied", "y"), ("ing", ""), ("ing", "e"), ("ly", ""),
    ("er", ""), ("er", "e"),
)  # fmt: skip
"""Endings of regular English forms, and what the lemma has in their place."""


@cache
def _table() -> tuple[dict[str, int], npt.NDArray[Any], npt.NDArray[Any]]:
    """Load the row of each word, the int8 vectors, and each word's frequency rank (0: not ranked)."""
    import numpy as np

    with np.load(BytesIO(checked("words.npz"))) as data:
        names = data["words"].tobytes().decode().split("\n")
        return dict(zip(names, range(len(names)), strict=True)), data["vectors"], data["ranks"]


def known(word: str) -> bool:
    """Return whether a lemma ("reject"), or a verb with its particle ("turn down"), in lower case, has a vector."""
    return word in _table()[0]


@cache
def _vocabulary() -> frozenset[str]:
    """Return what BERT's vocabulary has of whole words, and of beginnings of words."""
    pieces = json.loads(checked("tokenizer.json"))["model"]["vocab"]
    return frozenset(piece for piece in pieces if piece.isalpha())


def in_vocabulary(form: str) -> bool:
    """Whether a form in lower case is one of some 24,000 that English text often has: words, also "co" and "non"."""
    return form in _vocabulary()


def is_word(form: str) -> bool:
    """Whether a form in lower case is an English word, one of the vocabulary or a regular form of a known lemma."""
    if in_vocabulary(form) or known(form):
        return True
    stems = (form.removesuffix(end) + instead for end, instead in SUFFIXES if form.endswith(end))
    return any(known(stem) for stem in stems if len(stem) > 2)


def vectors(words: Sequence[str]) -> Vectors:
    """Return one unit-length row per word, shape (len(words), 128), float32; zeros for an unknown word.

    The cosine is about 0.7 for synonyms, 0.5 for close neighbours and for opposites, under 0.2 for unrelated words.
    """
    import numpy as np

    rows, table, _ = _table()
    out = np.zeros((len(words), table.shape[1]), np.float32)
    at = [(i, row) for i, word in enumerate(words) if (row := rows.get(word)) is not None]
    if at:
        found = table[[row for _, row in at]].astype(np.float32)
        out[[i for i, _ in at]] = found / np.linalg.norm(found, axis=1, keepdims=True)
    return out


def commonness(word: str) -> float:
    """Return how common a lemma is in English, from 1 for the most common to 0 for one not among the first 30,000.

    This inverts the smooth inverse frequency of Arora et al. 2017, with the frequency estimated from the rank by Zipf's
    law.
    """
    rows, _, ranks = _table()
    row = rows.get(word)
    rank = int(ranks[row]) if row is not None else 0
    return RARE_RANK / (RARE_RANK + rank) if rank else 0.0


RARE_RANK = 1000
"""The rank of a word of commonness one half."""
