"""Sentences with events and how sure their authors are, as the programs that train on them read them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from attribution import SEED
from data import certainty, read
from tokenizers import Tokenizer
from torch import Tensor

from rashomon.encoder.pieces import Pieces, Window, cut

NAMES = ("UDS-IH2", "UW", "MEANTIME", "CB")
HELD = 600
"""Sentences held out: the first of the shuffled ones, which `attribution.py` holds out too."""


@dataclass(frozen=True, eq=False)
class Sentence:
    """One text of a corpus, its pieces, and its events: each with its first piece and how sure the author is."""

    corpus: int
    pieces: Pieces
    events: list[tuple[int, float]]
    number: int = 0
    """Its place among all sentences: neighbours are of one text."""


@dataclass(frozen=True, eq=False)
class Batch:
    """Windows of sentences of one corpus each: places (rows, longest), and of each event what is known."""

    ids: Tensor
    forms: Tensor
    text: Tensor
    """The corpus of each row."""
    row: Tensor
    place: Tensor
    label: Tensor

    @property
    def corpus(self) -> Tensor:
        """The corpus of each event."""
        return self.text[self.row]


def sentences(tokenizer: Tokenizer, path: Path) -> tuple[list[Sentence], list[Sentence]]:
    """The sentences of the corpora without those held out, and those; in random order, always the same."""
    known = list(enumerate(certainty(tokenizer, read(path))))
    random.Random(SEED).shuffle(known)
    made = [
        [
            Sentence(NAMES.index(name), pieces, [(span[0], label) for span, label in events], number)
            for number, (name, pieces, events) in part
            if events
        ]
        for part in (known[HELD:], known[:HELD])
    ]
    return made[0], made[1]


def told(tokenizer: Tokenizer, path: Path) -> list[Sentence]:
    """The paragraphs of news that the teacher read, as sentences of UW."""
    out = []
    for number, row in enumerate(read(path)):
        (pieces,) = cut(tokenizer, row["text"], [(0, len(row["text"]))])
        pieces = pieces.part(0, 254)
        at = {int(start): n for n, start in reversed(list(enumerate(pieces.starts)))}
        events = [(at[start], value) for start, value in row["events"] if start in at]
        if events:
            out.append(Sentence(NAMES.index("UW"), pieces, events, number))
    return out


def neighbours(some: Sequence[Sentence], longest: int) -> Iterator[list[Sentence]]:
    """Sentences in the order of their text, as many as a window of ``longest`` pieces takes."""
    held: list[Sentence] = []
    for one in sorted(some, key=lambda s: s.number):
        size = 1 + sum(len(s.pieces) + 1 for s in (*held, one))
        if held and (size > longest or held[0].corpus != one.corpus):
            yield held
            held = []
        held.append(one)
    if held:
        yield held


def batch(windows: Sequence[Sequence[Sentence]]) -> Batch:
    """A batch of windows, each of sentences of one corpus."""
    made = [Window(tuple(s.pieces for s in window)) for window in windows]
    longest = -(-max(map(len, made)) // 8) * 8
    ids = np.zeros((len(made), longest), np.int32)
    forms = np.zeros_like(ids)
    events: list[tuple[int, int, float]] = []
    for n, (window, own) in enumerate(zip(made, windows, strict=True)):
        window.fill(ids[n], forms[n])
        for (at, _), one in zip(window.places(), own, strict=True):
            events += [(n, at + place, label) for place, label in one.events]
    row, place, label = zip(*events, strict=True)
    text = [own[0].corpus for own in windows]
    return Batch(
        torch.from_numpy(ids).long(),
        torch.from_numpy(forms).long(),
        torch.tensor(text),
        torch.tensor(row),
        torch.tensor(place),
        torch.tensor(label),
    )


def batches(windows: Iterable[Sequence[Sentence]], tokens: int, rng: random.Random | None = None) -> list[Batch]:
    """Batches of windows of like lengths, ``tokens`` pieces at most; with ``rng`` mixed, and in random order."""
    order = list(windows)
    if rng:
        rng.shuffle(order)
    sized = [(sum(len(s.pieces) for s in w) + (rng.random() * 4 if rng else 0.0), n) for n, w in enumerate(order)]
    out: list[list[Sequence[Sentence]]] = [[]]
    for _, n in sorted(sized):
        size = 1 + sum(len(s.pieces) + 1 for s in order[n])
        if out[-1] and (len(out[-1]) + 1) * size > tokens:
            out.append([])
        out[-1].append(order[n])
    if rng:
        rng.shuffle(out)
    return [batch(rows) for rows in out]
