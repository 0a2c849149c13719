"""Train the part of the net that tells how sure an author is, on top of a trained encoder that stays as it is.

    python training/certainty.py EVAL OUT/best.pt OUT/net.pt

EVAL holds `certainty/train.jsonl`, of which 600 sentences are held out to choose the epoch. Since the layers below do
not change, what they say of each sentence is computed once, alone and among others, as articles have them.
"""

from __future__ import annotations

import argparse
import copy
import random
import time
from pathlib import Path

import numpy as np
import torch
from attribution import SEED
from data import certainty, read
from net import LAYERS, Certainty, Net
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

from rashomon.encoder.pieces import Pieces, Window

NAMES = ("UDS-IH2", "UW", "MEANTIME", "CB")
WEIGHTS = (1.0, 8.0, 6.0, 1.0)
"""Of the corpora in the answer: news is what is read, and UDS-IH2's web texts are most of the data."""
TOKENS = 4096
Sentence = tuple[str, Pieces, list[tuple[tuple[int, int], float]]]
Batch = tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]
"""What the encoder says, which places are filled, and of each event its row, place, corpus and label."""


def grouped(sentences: list[Sentence], most: int) -> list[list[Sentence]]:
    """Sentences in runs of ``most`` word pieces at most."""
    out: list[list[Sentence]] = []
    size = most
    for one in sentences:
        if size + len(one[1]) + 1 > most:
            out.append([])
            size = 1
        out[-1].append(one)
        size += len(one[1]) + 1
    return out


@torch.no_grad()
def read_by(net: Net, windows: list[list[Sentence]]) -> list[Batch]:
    """Batches of windows, with what the encoder's last layer but one says of them."""
    windows = sorted(windows, key=lambda w: sum(len(p) + 1 for _, p, _ in w))
    out, at = [], 0
    while at < len(windows):
        rows: list[list[Sentence]] = []
        while at < len(windows) and (len(rows) + 1) * len(Window(tuple(p for _, p, _ in windows[at]))) <= TOKENS:
            rows.append(windows[at])
            at += 1
        made = [Window(tuple(p for _, p, _ in row)) for row in rows]
        ids = np.zeros((len(rows), max(map(len, made))), np.int32)
        forms = np.zeros_like(ids)
        events = []
        for n, (row, window) in enumerate(zip(rows, made, strict=True)):
            window.fill(ids[n], forms[n])
            for (place, _), (corpus, _, marked) in zip(window.places(), row, strict=True):
                events += [(n, place + span[0], NAMES.index(corpus), label) for span, label in marked]
        whole = torch.from_numpy(ids).long()
        with torch.autocast("cpu", torch.bfloat16):
            x = net.encoder(whole, torch.from_numpy(forms).long(), layers=LAYERS - 1)
        row, place, corpus, label = zip(*events, strict=True) if events else ((), (), (), ())
        numbers = (torch.tensor(v, dtype=torch.long) for v in (row, place, corpus))
        out.append((x.bfloat16(), whole != 0, *numbers, torch.tensor(label)))
    return out


def lost(head: Certainty, batch: Batch, dropout: float) -> Tensor:
    """Absolute differences of the answer and of the right corpus's value, and the cross entropy of the corpora."""
    x, present, row, place, corpus, label = batch
    with torch.autocast("cpu", torch.bfloat16):
        answer, values, shares = (t.float()[row, place] for t in head(x.float(), present, dropout))
    own = values.gather(1, corpus[:, None]).squeeze(1)
    weight = torch.tensor(WEIGHTS)[corpus]
    told = F.smooth_l1_loss(answer, label, beta=0.2, reduction="none") * weight
    apart = F.smooth_l1_loss(own, label, beta=0.2, reduction="none")
    sort = F.cross_entropy(shares, corpus, reduction="none") * weight
    return (told + apart + 0.1 * sort).mean()


@torch.no_grad()
def figures(head: Certainty, batches: list[Batch]) -> dict[str, float]:
    """MAE and r of each corpus."""
    head.eval()
    found, wanted, of = [], [], []
    for x, present, row, place, corpus, label in batches:
        with torch.autocast("cpu", torch.bfloat16):
            found.append(head(x.float(), present)[0].float()[row, place].clamp(-3, 3))
        wanted.append(label)
        of.append(corpus)
    got, gold, corpora = (torch.cat(v).numpy() for v in (found, wanted, of))
    out = {}
    for n, name in enumerate(NAMES):
        mine = corpora == n
        out[f"{name}/MAE"] = float(np.abs(got - gold)[mine].mean())
        out[f"{name}/r"] = float(np.corrcoef(got[mine], gold[mine])[0, 1])
    return out


def main() -> None:
    """Train, keep the epoch that does best on what is held out, and write the whole net."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("eval", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--dropout", type=float, default=0.15)
    args = parser.parse_args()
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    net = Net()
    net.load_state_dict(torch.load(args.weights, weights_only=True), strict=False)
    net.eval()
    head = net.sure
    head.layer.load_state_dict(net.encoder.layers[-1].state_dict())
    data = Path(__file__).parent.parent / "rashomon" / "encoder" / "data"
    tokenizer = Tokenizer.from_file(str(data / "tokenizer.json"))
    sentences = certainty(tokenizer, read(args.eval / "certainty" / "train.jsonl"))
    rng.shuffle(sentences)
    held = read_by(net, [[s] for s in sentences[:600]])
    alone = read_by(net, [[s] for s in sentences[600:]])
    among = read_by(net, grouped(sentences[600:], 256))
    optimiser = torch.optim.AdamW(head.parameters(), lr=args.rate, weight_decay=0.05, fused=True)
    total = args.epochs * (len(alone) + len(among))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min((n + 1) / (0.06 * total), max(0.0, (total - n) / (0.94 * total)))
    )
    average = copy.deepcopy(head)
    best, step, began = 9.0, 0, time.time()
    for epoch in range(args.epochs):
        head.train()
        queue = alone + among
        rng.shuffle(queue)
        for batch in queue:
            if not len(batch[2]):
                continue
            loss = lost(head, batch, args.dropout)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            with torch.no_grad():
                keep = min(0.995, (1 + step) / (20 + step))
                torch._foreach_lerp_(list(average.parameters()), list(head.parameters()), 1 - keep)
        found = figures(average, held)
        print(epoch + 1, {k: round(v, 3) for k, v in found.items()}, f"{time.time() - began:.0f} s", flush=True)
        value = found["UW/MAE"] - found["UW/r"] - found["UDS-IH2/r"]
        if value < best:
            best = value
            net.sure = average
            torch.save(net.state_dict(), args.out)


if __name__ == "__main__":
    main()
