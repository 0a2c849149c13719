"""The net for statements: vectors that are near where two statements tell the same event or proposition.

A MiniLM-L6 (Wang et al. 2020) that reads a statement once. Two statements are held against each other by the means of
their word pieces' vectors and by late interaction over them (Khattab and Zaharia 2020, ColBERT), with a learned weight
for each piece, so that a pair costs next to nothing. Its card is `data/aligner.md`.
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

__all__ = ["Reading", "StatementNet", "Telling", "found_in", "inputs", "load", "tokenizer"]

_COLON = 1024
"""Id of ":" in BERT's vocabulary."""
_SPEAKER, _TEXT = 8, 56
"""Most word pieces of each part of a statement's input, as in training."""
_ROWS = 32
"""Statements that are read together."""


class Telling(NamedTuple):
    """A statement as the net reads it."""

    speaker: str
    text: str
    """What is said, names in the place of pronouns."""


class Reading(NamedTuple):
    """What the net makes of a statement."""

    vector: Floats
    """The unit vector of the whole, shape (384,)."""
    pieces: Floats
    """A unit vector for each word piece, shape (pieces, 384)."""
    weights: Floats
    """How much each word piece counts, shape (pieces,); they sum to 1."""


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


def found_in(one: Reading, two: Reading) -> float:
    """Return how much of one statement is found in another: the mean of each piece's nearest one, by weight."""
    return float(one.weights @ (one.pieces @ two.pieces.T).max(axis=1))


class StatementNet:
    """The graph of the net."""

    def __init__(self, graph: bytes) -> None:
        self._net: InferenceSession = session(graph)

    def read(self, tellings: Sequence[Telling]) -> list[Reading]:
        """Read statements, each on its own."""
        import numpy as np

        ids = inputs(tellings)
        out: dict[int, Reading] = {}
        for batch in _batches([len(row) for row in ids]):
            sizes = np.array([len(ids[n]) for n in batch], np.int32)
            block = np.zeros((len(batch), int(sizes.max())), np.int32)
            for row, n in enumerate(batch):
                block[row, : sizes[row]] = ids[n]
            states, weights = self._net.run(("states", "weights"), {"ids": block, "sizes": sizes})
            for row, n in enumerate(batch):
                mine, counts = states[row, : sizes[row]], weights[row, 1 : sizes[row], 0]
                out[n] = Reading(_unit(mine.mean(axis=0)), _unit(mine[1:]), counts / counts.sum())
        return [out[n] for n in range(len(ids))]


def _unit(x: Floats) -> Floats:
    import numpy as np

    units: Floats = x / np.maximum(np.linalg.norm(x, axis=-1, keepdims=True), 1e-9)
    return units


def _batches(sizes: Sequence[int]) -> Iterable[list[int]]:
    """Yield the numbers of rows of similar size together, the shortest first."""
    order = sorted(range(len(sizes)), key=lambda n: sizes[n])
    return (order[at : at + _ROWS] for at in range(0, len(order), _ROWS))


@cache
def load(file: Path | None = None) -> StatementNet:
    """Load the net of this package, or that of another file; raises DamagedInstallation for a changed file."""
    return StatementNet(file.read_bytes() if file else checked("aligner.onnx"))
