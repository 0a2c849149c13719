"""The net for pairs of statements: whether two tell the same event or proposition, and whether they differ over it.

A MiniLM-L6 (Wang et al. 2020) whose lower two layers read each statement once, with its speaker, and whose upper four
read two statements together (after MacAvaney et al. 2020, PreTTR), so that a pair costs two thirds of what a
cross-encoder takes. Its card is `data/aligner.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from rashomon.encoder.checksums import checked
from rashomon.encoder.pieces import CLS, SEP
from rashomon.encoder.runtime import session

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt
    from onnxruntime import InferenceSession  # type: ignore[import-untyped]
    from tokenizers import Tokenizer

    Floats = npt.NDArray[np.float32]

__all__ = ["PairNet", "Telling", "inputs", "load", "tokenizer"]

_COLON = 1024
"""Id of ":" in BERT's vocabulary."""
_SPEAKER, _TEXT = 8, 60
"""Most word pieces of each part of a statement's input, as in training."""
_ROWS = 32
"""Statements or pairs that are read together."""
_FIRST, _SECOND, _NEITHER = 0, 1, 2
"""Sides of a pair, and a statement that is read alone."""


class Telling(NamedTuple):
    """A statement as the net reads it."""

    speaker: str
    text: str
    """What is said, names in the place of pronouns."""


@cache
def tokenizer() -> Tokenizer:
    """Return the tokenizer of the nets."""
    from tokenizers import Tokenizer

    return Tokenizer.from_str(checked("tokenizer.json").decode())


def inputs(tellings: Sequence[Telling]) -> list[list[int]]:
    """Return the ids of the word pieces that the net reads of each statement."""
    if not tellings:
        return []
    speakers, texts = (
        tokenizer().encode_batch(list(part), add_special_tokens=False) for part in zip(*tellings, strict=True)
    )
    return [
        [CLS, *speaker.ids[:_SPEAKER], _COLON, *text.ids[:_TEXT], SEP]
        for speaker, text in zip(speakers, texts, strict=True)
    ]


class PairNet:
    """The two graphs of the net."""

    def __init__(self, statements: bytes, pairs: bytes) -> None:
        self._statements: InferenceSession = session(statements)
        self._pairs: InferenceSession = session(pairs)

    def states(self, tellings: Sequence[Telling]) -> list[Floats]:
        """Return for each statement what the lower layers make of its pieces, shape (pieces, 384)."""
        import numpy as np

        read = inputs(tellings)
        out: list[Floats] = [np.zeros((0, 0), np.float32)] * len(read)
        for batch in _batches([len(ids) for ids in read]):
            sizes = np.array([len(read[n]) for n in batch], np.int32)
            ids = np.zeros((len(batch), int(sizes.max())), np.int32)
            for row, n in enumerate(batch):
                ids[row, : sizes[row]] = read[n]
            (states,) = self._statements.run(("states",), {"ids": ids, "sizes": sizes})
            for row, n in enumerate(batch):
                out[n] = states[row, : sizes[row]].copy()
        return out

    def vectors(self, states: Sequence[Floats]) -> Floats:
        """Return a unit vector for each statement, shape (statements, 384): near ones tell the same."""
        import numpy as np

        out = np.zeros((len(states), states[0].shape[1] if states else 0), np.float32)
        for batch in _batches([len(s) for s in states]):
            sizes = np.array([len(states[n]) for n in batch], np.int32)
            padded = _padded([states[n] for n in batch])
            picks = np.zeros((len(batch), 4, padded.shape[1]), np.float32)
            for row, size in enumerate(sizes):
                picks[row, :, :size] = 1 / size
            sides = np.full(padded.shape[:2], _NEITHER, np.int32)
            (pooled,) = self._pairs.run(("pooled",), {"states": padded, "sides": sides, "sizes": sizes, "picks": picks})
            out[batch] = pooled[:, 0]
        norms: Floats = np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)
        units: Floats = out / norms
        return units

    def logits(self, states: Sequence[Floats], pairs: Sequence[tuple[int, int]]) -> Floats:
        """Return the logits of same, conflict, update and contrast for pairs of statements, shape (pairs, 4)."""
        import numpy as np

        out = np.zeros((len(pairs), 4), np.float32)
        for batch in _batches([len(states[i]) + len(states[j]) for i, j in pairs]):
            both = [(states[i], states[j]) for i, j in (pairs[n] for n in batch)]
            padded = _padded([np.concatenate(two) for two in both])
            sizes = np.array([len(a) + len(b) for a, b in both], np.int32)
            sides = np.full(padded.shape[:2], _SECOND, np.int32)
            picks = np.zeros((len(batch), 4, padded.shape[1]), np.float32)
            for row, (a, b) in enumerate(both):
                sides[row, : len(a)] = _FIRST
                picks[row, 0, 0] = picks[row, 1, len(a)] = 1
                picks[row, 2, : len(a)] = 1 / len(a)
                picks[row, 3, len(a) : sizes[row]] = 1 / len(b)
            (found,) = self._pairs.run(("logits",), {"states": padded, "sides": sides, "sizes": sizes, "picks": picks})
            out[batch] = found[:, 0]
        return out


def _padded(rows: Sequence[Floats]) -> Floats:
    import numpy as np

    out = np.zeros((len(rows), max(len(r) for r in rows), rows[0].shape[1]), np.float32)
    for n, row in enumerate(rows):
        out[n, : len(row)] = row
    return out


def _batches(sizes: Sequence[int]) -> Iterable[list[int]]:
    """Yield the numbers of rows of similar size together, the shortest first."""
    order = sorted(range(len(sizes)), key=lambda n: sizes[n])
    return (order[at : at + _ROWS] for at in range(0, len(order), _ROWS))


@cache
def load(folder: Path | None = None) -> PairNet:
    """Load the net of this package, or that in another folder; raises DamagedInstallation for a changed file."""
    names = ("aligner.onnx", "aligner_pairs.onnx")
    return PairNet(*((folder / n).read_bytes() if folder else checked(n) for n in names))
