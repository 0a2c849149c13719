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
from net import BINS, CORPORA, values
from tokenizers import Tokenizer
from torch import Tensor

from rashomon.encoder.pieces import Pieces, Window, cut

HELD = 600
"""Sentences held out: the first of the shuffled ones, which `attribution.py` holds out too."""


@dataclass(frozen=True, eq=False)
class Sentence:
    """One text of a corpus, its pieces, and its events: the first piece of each and how sure the author is."""

    corpus: int
    pieces: Pieces
    events: list[tuple[int, np.ndarray]]
    """Places, each with a distribution over the bins."""
    number: int = 0
    """Its place among all sentences: neighbours are of one text."""


@dataclass(frozen=True, eq=False)
class Batch:
    """Windows of sentences of one corpus each: places (rows, longest), and of each event what is known."""

    ids: Tensor
    forms: Tensor
    text: Tensor
    """The corpus of each row."""
    number: Tensor
    """The place of each row's first sentence among all."""
    row: Tensor
    place: Tensor
    wanted: Tensor
    """The distribution of each event (events, BINS)."""

    @property
    def corpus(self) -> Tensor:
        """The corpus of each event."""
        return self.text[self.row]

    @property
    def label(self) -> Tensor:
        """The mean of each event's distribution: what its annotators said, where it is theirs."""
        return self.wanted @ values()


def spread(label: float) -> np.ndarray:
    """A label as a distribution: over the two bins that it lies between, so that its mean is the label."""
    at = min(max((label + 3) / 0.25, 0.0), BINS - 1.0)
    low = min(int(at), BINS - 2)
    out = np.zeros(BINS, np.float32)
    out[low : low + 2] = 1 - at + low, at - low
    return out


def sentences(tokenizer: Tokenizer, path: Path) -> tuple[list[Sentence], list[Sentence]]:
    """The sentences of the corpora without those held out, and those; in random order, always the same."""
    known = list(enumerate(certainty(tokenizer, read(path))))
    random.Random(SEED).shuffle(known)
    made = [
        [
            Sentence(CORPORA.index(name), pieces, [(span[0], spread(label)) for span, label in events], number)
            for number, (name, pieces, events) in part
            if events
        ]
        for part in (known[HELD:], known[:HELD])
    ]
    return made[0], made[1]


def told(tokenizer: Tokenizer, path: Path) -> list[Sentence]:
    """The paragraphs of news that the teacher read, as sentences of UW with its distributions."""
    out = []
    for number, row in enumerate(read(path)):
        (pieces,) = cut(tokenizer, row["text"], [(0, len(row["text"]))])
        pieces = pieces.part(0, 254)
        at = {int(start): n for n, start in reversed(list(enumerate(pieces.starts)))}
        events = [(at[start], np.array(of, np.float32) / sum(of)) for start, of in row["events"] if start in at]
        if events:
            out.append(Sentence(CORPORA.index("UW"), pieces, events, number))
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


def lost(logits: Tensor, wanted: Tensor) -> Tensor:
    """How far distributions lie from those wanted, each (events, BINS): cross entropy, and what lies where (CRPS)."""
    own = logits.log_softmax(-1)
    apart = (own.exp().cumsum(-1) - wanted.cumsum(-1)).abs().sum(-1) * 0.25
    return apart - 0.5 * (wanted * own).sum(-1)


def batch(windows: Sequence[Sequence[Sentence]]) -> Batch:
    """A batch of windows, each of sentences of one corpus."""
    made = [Window(tuple(s.pieces for s in window)) for window in windows]
    longest = -(-max(map(len, made)) // 8) * 8
    ids = np.zeros((len(made), longest), np.int32)
    forms = np.zeros_like(ids)
    events: list[tuple[int, int, np.ndarray]] = []
    for n, (window, own) in enumerate(zip(made, windows, strict=True)):
        window.fill(ids[n], forms[n])
        for (at, _), one in zip(window.places(), own, strict=True):
            events += [(n, at + place, wanted) for place, wanted in one.events]
    row, place, wanted = zip(*events, strict=True)
    text = [own[0].corpus for own in windows]
    return Batch(
        torch.from_numpy(ids).long(),
        torch.from_numpy(forms).long(),
        torch.tensor(text),
        torch.tensor([own[0].number for own in windows]),
        torch.tensor(row),
        torch.tensor(place),
        torch.from_numpy(np.stack(wanted)),
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
