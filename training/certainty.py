"""Train the part of the net that tells how sure an author is, on top of a trained encoder that stays as it is.

    python training/certainty.py EVAL OUT/best.pt OUT/silver.jsonl OUT/net.pt

In place of `best.pt` a folder with the graphs that were exported does too, for the encoder is in them: so certainty can
be trained anew without the rest. EVAL holds `certainty/train.jsonl`, of which 600 sentences are held out to choose the
epoch; `silver.jsonl` is news that `teacher.py` labelled. Since the layers below do not change, what they say is
computed once: of each sentence alone, and of sentences of news with their neighbours, as articles have them.
"""

from __future__ import annotations

import argparse
import copy
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from attribution import SEED
from net import LAYERS, STYLE, Certainty, Encoder, Net, mask_of
from stored import stored
from sure import NAMES, Batch, batches, neighbours, sentences, told
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

WEIGHTS = (1.0, 3.0, 3.0, 1.0)
"""Of the corpora's events: news is what is read."""
SOFT = (1.0, 0.1, 0.1, 1.0)
"""Up to here differences from a label count squared: the mean is learnt where it is large, the median where small."""
UDS = 3000
"""Sentences of UDS-IH2 an epoch, others each time."""
NEWS = 2.5
"""Added to the logits of UW and MEANTIME: news is what is read, and most of what is learnt from is not."""
TOKENS = 1024
WINDOW = 160
"""Pieces of a window of neighbours."""


@dataclass(frozen=True, eq=False)
class Known:
    """A batch, with what the encoder's last layer but one says of it, and the means that tell its style."""

    batch: Batch
    x: Tensor
    means: Tensor


@torch.no_grad()
def known(encoder: Encoder, made: Sequence[Batch]) -> list[Known]:
    """Batches with what the encoder says of them."""
    out = []
    for one in made:
        present = one.ids != 0
        with torch.autocast("cpu", torch.bfloat16):
            at = torch.arange(one.ids.shape[1])
            x = encoder.norm(encoder.words(one.ids) + encoder.positions(at) + encoder.forms(one.forms))
            depths = [x]
            for layer in encoder.layers[: LAYERS - 1]:
                x = layer(x, mask_of(present, x))
                depths.append(x)
        filled = present[:, :, None].float()
        means = [(depths[n].float() * filled).sum(1) / filled.sum(1) for n in STYLE]
        out.append(Known(one, x.bfloat16(), torch.cat(means, -1)))
    return out


def answers(head: Certainty, one: Known) -> tuple[Tensor, Tensor]:
    """The answer for each event of a batch, and each corpus's value for it."""
    with torch.autocast("cpu", torch.bfloat16):
        values = head(one.x.float(), one.batch.ids != 0)[one.batch.row, one.batch.place].float()
    shares = head.told(one.means).softmax(-1)[one.batch.row]
    return (values * shares).sum(-1).clamp(-3, 3), values.clamp(-3, 3)


@torch.no_grad()
def figures(head: Certainty, held: Sequence[Known]) -> dict[str, float]:
    """MAE and r of each corpus, and the MAE if the corpus were known."""
    head.eval()
    made = [answers(head, one) for one in held]
    answer, values = (torch.cat(part) for part in zip(*made, strict=True))
    corpus, label = (torch.cat([getattr(k.batch, name) for k in held]) for name in ("corpus", "label"))
    own = values.gather(1, corpus[:, None]).squeeze(1)
    out = {}
    for n, name in enumerate(NAMES):
        mine = corpus == n
        out[f"{name}/MAE"] = float((answer - label)[mine].abs().mean())
        out[f"{name}/r"] = float(torch.corrcoef(torch.stack([answer, label])[:, mine])[0, 1])
        out[f"{name}/known"] = float((own - label)[mine].abs().mean())
    return out


def lost(head: Certainty, one: Known, dropout: float) -> Tensor:
    """The differences of the right corpus's values from the labels."""
    b = one.batch
    with torch.autocast("cpu", torch.bfloat16):
        values = head(one.x.float(), b.ids != 0, dropout)[b.row, b.place].float()
    away = (values.gather(1, b.corpus[:, None]).squeeze(1) - b.label).abs()
    soft, weight = torch.tensor(SOFT)[b.corpus], torch.tensor(WEIGHTS)[b.corpus]
    each = torch.where(away < soft, away * away / (2 * soft), away - soft / 2)
    return (each * weight).sum() / weight.sum()


def tell(head: Certainty, kept: Sequence[Known], epochs: int = 8, rows: int = 256) -> None:
    """Train what tells the corpora apart; then it is made to lean towards news."""
    means = torch.cat([k.means for k in kept])
    text = torch.cat([k.batch.text for k in kept])
    parameters = [*head.style.parameters(), *head.shares.parameters()]
    optimiser = torch.optim.AdamW(parameters, lr=2e-3, weight_decay=0.1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 2e-3, epochs * (len(means) // rows) + 1)
    for _ in range(epochs):
        order = torch.randperm(len(means))
        for at in range(0, len(means) - rows + 1, rows):
            some = order[at : at + rows]
            loss = F.cross_entropy(head.told(means[some], 0.3), text[some])
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            optimiser.step()
            schedule.step()
    with torch.no_grad():
        head.shares.bias += torch.tensor([NEWS if name in {"UW", "MEANTIME"} else 0.0 for name in NAMES])


def main() -> None:
    """Train, keep the epoch that does best on what is held out, and write the whole net."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("eval", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("silver", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--dropout", type=float, default=0.1)
    args = parser.parse_args()
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    net = Net()
    state = stored(args.weights) if args.weights.is_dir() else torch.load(args.weights, weights_only=True)
    net.load_state_dict({k: v for k, v in state.items() if not k.startswith("sure.")}, strict=False)
    net.eval()
    head = net.sure
    head.layer.load_state_dict(net.encoder.layers[-1].state_dict())
    data = Path(__file__).parent.parent / "rashomon" / "encoder" / "data"
    tokenizer = Tokenizer.from_file(str(data / "tokenizer.json"))
    kept, out = sentences(tokenizer, args.eval / "certainty" / "train.jsonl")
    web, rest = [[s] for s in kept if not s.corpus], [[s] for s in kept if s.corpus]
    held = known(net.encoder, batches([[s] for s in out], 4096))
    alone = known(net.encoder, batches(rest, TOKENS, rng))
    near = [s for s in kept if NAMES[s.corpus] in {"UW", "MEANTIME"}]
    among = known(net.encoder, batches(neighbours(near, WINDOW), 2 * TOKENS, rng))
    others = known(net.encoder, batches(web, TOKENS, rng))
    among += known(net.encoder, batches(neighbours(told(tokenizer, args.silver), WINDOW), 2 * TOKENS, rng))
    began = time.time()
    tell(head, [*alone, *among, *others])
    share = round(len(others) * UDS / len(web))
    parameters = [*head.layer.parameters(), *head.event.parameters(), *head.values.parameters()]
    optimiser = torch.optim.AdamW(parameters, lr=args.rate, weight_decay=0.05, fused=True)
    total = args.epochs * (len(alone) + len(among) + share)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min((n + 1) / (0.08 * total), max(0.0, (total - n) / (0.92 * total)))
    )
    average = copy.deepcopy(head)
    best, step = 9.0, 0
    for epoch in range(args.epochs):
        head.train()
        queue = [*alone, *among, *rng.sample(others, share)]
        rng.shuffle(queue)
        for one in queue:
            loss = lost(head, one, args.dropout)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            with torch.no_grad():
                keep = min(0.99, (1 + step) / (20 + step))
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
