"""Static word vectors: whether two words mean much the same, in microseconds and without a net at run time.

``data/words.npz`` holds one vector a lemma, made by ``training/static_vectors.py``; ``data/words.md`` is its card.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from rashomon.encoder.checksums import checked

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]

__all__ = ["commonness", "known", "vectors"]


@cache
def _table() -> tuple[dict[str, int], npt.NDArray[Any], npt.NDArray[Any]]:
    """Return rows by word, the vectors in int8, and each word's rank by frequency (0: not among the ranked)."""
    import numpy as np

    with np.load(BytesIO(checked("words.npz"))) as data:
        names = data["words"].tobytes().decode().split("\n")
        return dict(zip(names, range(len(names)), strict=True)), data["vectors"], data["ranks"]


def known(word: str) -> bool:
    """Return whether there is a vector for a lemma ("reject") or a phrasal verb ("turn down"), in lower case."""
    return word in _table()[0]


def vectors(words: Sequence[str]) -> Vectors:
    """Return one row of length one a word, shape (len(words), 128), float32; zeros for a word that is not known.

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
    """Return how common a lemma is in English text, from 1 for the commonest to 0 for one not among the first 30,000.

    The complement of the smooth inverse frequency of Arora et al. 2017, over a frequency that Zipf's law gives for the
    rank.
    """
    rows, _, ranks = _table()
    row = rows.get(word)
    rank = int(ranks[row]) if row is not None else 0
    return RARE_RANK / (RARE_RANK + rank) if rank else 0.0


RARE_RANK = 1000
"""The rank whose words count as half common."""
