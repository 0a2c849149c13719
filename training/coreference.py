"""Make `rashomon/encoder/data/antecedents.npz`: the net that ranks candidates for the antecedent of a mention.

    python training/coreference.py DATA OUT

DATA holds ontogum-train.jsonl, litbank.jsonl and gap-train.jsonl, in the form of `python -m evals coreference`. A fifth
of the documents of OntoGUM and of the texts of GAP is held out, for choosing the weights of the decision. The loss is
the marginal likelihood of all right antecedents (Lee et al. 2017); of GAP, whose texts have one pronoun annotated, of
the names that it stands for against all that it cannot stand for. LitBank counts half: its nouns are those of people
and places only, so a mention that it leaves out says nothing unless it is "he" or "she".
"""

from __future__ import annotations

import argparse
import random
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import torch
from torch import Tensor, nn

from rashomon import from_text
from rashomon.annotation.coreference import mentions_of
from rashomon.annotation.coreference.features import Table, candidates, pairs
from rashomon.annotation.coreference.mentions import FORMS
from rashomon.annotation.document import Document
from rashomon.annotation.parsing import parse
from rashomon.settings import Settings

HIDDEN, NARROW = 96, 48
EPOCHS, RATE, DECAY, DROPOUT, RISE = 4, 2e-3, 1e-3, 0.2, 50
WEIGHTS = {"ontogum-train": 1.0, "litbank": 0.5, "gap-train": 3.0}
GAP_AT_ONCE = 16
HELD_OUT = 5
PERSONS = [FORMS.index("m"), FORMS.index("f")]
PERSONS_AND_NOUNS = [*PERSONS, FORMS.index("noun")]


@dataclass
class Example:
    """The features of one text, and what is right."""

    table: Table
    left: Tensor
    right: Tensor
    pairs: Tensor
    gold: Tensor
    """For each mention its entity; -1 without one."""
    asked: Tensor
    """The mentions whose antecedents count."""
    unknown: Tensor
    """The candidates of which nobody knows whether they are right."""


class Ranker(nn.Module):
    """Scores of candidates and of having no antecedent; `rashomon.encoder.antecedents` has the same in numpy."""

    def __init__(self, single: int, vector: int, pair: int) -> None:
        super().__init__()
        self.a, self.b = nn.Linear(single, HIDDEN), nn.Linear(single, HIDDEN, bias=False)
        self.p = nn.Linear(pair, HIDDEN, bias=False)
        self.ha, self.hb, self.va, self.vb, self.ev = (nn.Linear(vector, HIDDEN, bias=False) for _ in range(5))
        self.m, self.o = nn.Linear(HIDDEN, NARROW), nn.Linear(NARROW, 1)
        self.e, self.eo = nn.Linear(single, HIDDEN), nn.Linear(HIDDEN, 1)
        self.drop = nn.Dropout(DROPOUT)
        for layer in (self.ha, self.hb, self.va, self.vb, self.ev):
            nn.init.normal_(layer.weight, std=0.05)

    def forward(self, one: Example) -> tuple[Tensor, Tensor]:
        single = torch.from_numpy(one.table.single)
        heads, verbs = (self.drop(torch.from_numpy(v)) for v in (one.table.heads, one.table.verbs))
        anaphor = self.a(single) + self.ha(heads) + self.va(verbs)
        candidate = self.b(single) + self.hb(heads) + self.vb(verbs)
        hidden = self.drop(torch.relu(anaphor[one.left] + candidate[one.right] + self.p(one.pairs.float())))
        new = self.eo(self.drop(torch.relu(self.e(single) + self.ev(heads))))
        return self.o(torch.relu(self.m(hidden)))[:, 0], new[:, 0]


def examples(data: Path, name: str) -> Iterator[Example]:
    """Read a file and compute the features of its texts."""
    settings = Settings()
    for line in (data / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = msgspec.json.decode(line)
        document = parse(from_text(row["text"], name=row["id"]), settings.spacy_model, fast=settings.fast_parser)
        table = mentions_of(document)
        left, right = candidates(table)
        if not len(left):
            continue
        gold = of_gap(document, table, row) if "pronoun" in row else of_chains(document, table, row, name)
        if gold is not None:
            yield _example(table, left, right, *gold)


def _example(table: Table, left: Any, right: Any, gold: Any, asked: Any, unknown: Any) -> Example:
    speaker = table.speaker[left]
    same = (gold[speaker] >= 0) & (gold[speaker] == gold[right])
    same |= (speaker == right) | (table.ints.referent[speaker] == table.ints.referent[right])
    features = pairs(table, left, right, ((speaker >= 0) & same).astype(np.float32)).astype(np.float16)
    arrays = (torch.from_numpy(a) for a in (left, right, features, gold, asked, unknown[right] & asked[left]))
    return Example(table, *arrays)


def of_chains(document: Document, table: Table, row: dict[str, Any], name: str) -> tuple[Any, Any, Any]:
    """Return the entity of each mention by its span, else by its head; which mentions count; none is unknown."""
    by_span: dict[tuple[int, int], int] = {}
    by_head: dict[int, int] = {}
    for n, phrase in enumerate(table.phrases):
        for start, end in ((phrase.first, phrase.last), (phrase.start, phrase.end)):
            by_span.setdefault((document.starts[start], document.ends[end - 1]), n)
        if phrase.form != "list":
            by_head.setdefault(phrase.head.i, n)
    sizes = Counter(m["chain"] for m in row["mentions"])
    kept = [m for m in row["mentions"] if sizes[m["chain"]] > 1 or name == "litbank"]
    found: dict[int, str] = {}
    for exact in (True, False):
        for mention in kept:
            span = (mention["span"][0], mention["span"][1])
            n = by_span.get(span) if exact else by_head.get(_head(document, span))
            if n is not None and n not in found and (exact or span not in by_span):
                found[n] = mention["chain"]
    ids = {chain: number for number, chain in enumerate(dict.fromkeys(found.values()))}
    gold = np.array([ids[found[n]] if n in found else -1 for n in range(len(table.phrases))])
    everything = np.ones(len(gold), bool)
    asked = everything if name != "litbank" else (gold >= 0) | np.isin(table.ints.form, PERSONS)
    return gold, asked, ~everything


def _head(document: Document, span: tuple[int, int]) -> int:
    first, end = bisect_left(document.starts, span[0]), bisect_left(document.starts, span[1])
    inside = range(first, end)
    heads = (i for i in inside if (head := document.parse[i].head.i) == i or head not in inside)
    return next(heads, -1)


def of_gap(document: Document, table: Table, row: dict[str, Any]) -> tuple[Any, Any, Any] | None:
    """Return the names that the pronoun stands for as one entity with it; mentions that may be of it are unknown.

    Where it stands for neither name, all others are right.
    """
    referents, count = table.ints.referent, len(table.phrases)
    asked = np.array([p.is_pronoun and document.starts[p.start] == row["pronoun"][0] for p in table.phrases])
    a, b = (np.isin(referents, _bearers(document, table, row[letter])) for letter in "AB")
    right = a if row["A_coref"] else b if row["B_coref"] else ~(a | b) & ~asked
    if not asked.any() or not right.any() or not (a | b).any():
        return None
    gold = np.where(right | asked, 0, -1)
    one = row["A_coref"] or row["B_coref"]
    unknown = ~(a | b) & np.isin(table.ints.form, PERSONS_AND_NOUNS) if one else np.zeros(count, bool)
    return gold, asked, unknown


def _bearers(document: Document, table: Table, span: Sequence[int]) -> list[int]:
    return [
        int(table.ints.referent[n])
        for n, p in enumerate(table.phrases)
        if p.form == "name" and document.starts[p.start] < span[1] and span[0] < document.ends[p.end - 1]
    ]


def loss(net: Ranker, one: Example) -> tuple[Tensor, int]:
    """Return the negative log likelihood of the right antecedents, summed, and of how many mentions."""
    scores, new = net(one)
    right = (one.gold[one.left] >= 0) & (one.gold[one.left] == one.gold[one.right])
    has = torch.zeros(len(new), dtype=torch.bool).index_fill(0, one.left[right], True)
    any_ = torch.zeros(len(new), dtype=torch.bool).index_fill(0, one.left, True)
    all_ = _log_sum(scores, one.left, ~one.unknown, new)
    good = torch.where(has, _log_sum(scores, one.left, right, None, len(new)), new)
    counted = any_ & one.asked
    return (all_ - good)[counted].sum(), int(counted.sum())


def _log_sum(scores: Tensor, left: Tensor, mask: Tensor, new: Tensor | None, count: int = 0) -> Tensor:
    """Return for each anaphor the log of the sum of exponentials of its candidates under a mask, and of ``new``."""
    base = torch.full((count,), -1e4) if new is None else new
    masked = scores.masked_fill(~mask, -1e4)
    top = torch.maximum(base, torch.full_like(base, -1e4).scatter_reduce(0, left, masked, "amax"))
    return top + torch.log(torch.exp(base - top).index_add(0, left, torch.exp(masked - top[left])) + 1e-12)


def batches(groups: dict[str, list[Example]]) -> list[tuple[str, list[Example]]]:
    """Return all texts in random order, those of GAP several at once."""
    out = [(name, [one]) for name, some in groups.items() if name != "gap-train" for one in some]
    gap = random.sample(groups["gap-train"], len(groups["gap-train"]))
    out += [("gap-train", gap[at : at + GAP_AT_ONCE]) for at in range(0, len(gap), GAP_AT_ONCE)]
    return random.sample(out, len(out))


def train(groups: dict[str, list[Example]]) -> Ranker:
    """Train a net."""
    first = groups["ontogum-train"][0]
    net = Ranker(first.table.single.shape[1], first.table.heads.shape[1], first.pairs.shape[1])
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    total = EPOCHS * len(batches(groups))
    step = 0
    for epoch in range(EPOCHS):
        sums = []
        for name, some in batches(groups):
            parts = [loss(net, one) for one in some]
            mean = sum((part for part, _ in parts), torch.zeros(())) / max(1, sum(n for _, n in parts))
            step += 1
            for group in optimiser.param_groups:
                group["lr"] = RATE * min(1, step / RISE) * max(0.02, 1 - step / total)
            optimiser.zero_grad()
            (mean * WEIGHTS[name]).backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            sums.append(mean.item())
        print(f"epoch {epoch} loss {np.mean(sums):.3f}", flush=True)
    return net


def held_in(some: Iterable[Example], all_: bool) -> list[Example]:
    """Return the texts to train on: all, or all but a fifth of them."""
    every = list(some)
    order = np.random.RandomState(0).permutation(len(every))
    return [every[i] for n, i in enumerate(order) if all_ or n % HELD_OUT]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    random.seed(1)
    net = train({name: held_in(examples(args.data, name), name == "litbank") for name in WEIGHTS})
    np.savez(args.out, **{name: value.detach().numpy().astype(np.float16) for name, value in net.state_dict().items()})


if __name__ == "__main__":
    main()
