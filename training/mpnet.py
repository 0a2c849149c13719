"""The teacher of certainty in torch: MPNet (Song et al. 2020) with a distribution of certainty for each event."""

from __future__ import annotations

import math
from pathlib import Path

import torch
from net import BINS, drop
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from rashomon.encoder.pieces import CLS, FORMS, PAD, SEP

WIDTH, HEADS, LAYERS, INNER, EVENT = 768, 12, 12, 3072, 384
BUCKETS, NEAR = 16, 8
"""Of distances, on each side; the nearest have one each."""


class Layer(nn.Module):
    """A transformer layer whose attention is told how far two places are apart."""

    def __init__(self) -> None:
        super().__init__()
        self.q = nn.Linear(WIDTH, WIDTH)
        self.k = nn.Linear(WIDTH, WIDTH)
        self.v = nn.Linear(WIDTH, WIDTH)
        self.o = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-5)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-5)

    def forward(self, x: Tensor, apart: Tensor, dropout: float) -> Tensor:
        """``x`` (rows, places, WIDTH); ``apart`` (rows, HEADS, places, places) is added to what attention scores."""
        rows, places, _ = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(rows, places, HEADS, WIDTH // HEADS).transpose(1, 2)

        q, k, v = split(self.q(x)), split(self.k(x)), split(self.v(x))
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=apart.to(q.dtype))
        x = self.norm1(x + drop(self.o(y.transpose(1, 2).reshape(rows, places, WIDTH)), dropout))
        return self.norm2(x + drop(self.down(F.gelu(self.up(x))), dropout))


class Teacher(nn.Module):
    """MPNet that reads the net's own pieces, with their forms."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(30527, WIDTH)
        self.positions = nn.Embedding(514, WIDTH)
        self.forms = nn.Embedding(FORMS, WIDTH)
        nn.init.zeros_(self.forms.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-5)
        self.distances = nn.Embedding(2 * BUCKETS, HEADS)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.event = nn.Linear(WIDTH, EVENT)
        self.values = nn.Linear(EVENT, BINS)

    def heads(self) -> list[nn.Parameter]:
        """What MPNet does not bring."""
        return [*self.event.parameters(), *self.values.parameters(), self.forms.weight]

    def forward(self, ids: Tensor, forms: Tensor, row: Tensor, place: Tensor, dropout: float = 0.0) -> Tensor:
        """``ids`` and ``forms`` (rows, places), and the places asked for: their logits (events, BINS)."""
        present = ids != PAD
        at = torch.arange(ids.shape[1])
        x = self.words(_renumbered(ids)) + self.positions(torch.where(present, at + 2, 1)) + self.forms(forms)
        x = drop(self.norm(x), dropout)
        apart = self.distances(_buckets(at)).permute(2, 0, 1)[None] + ((~present) * -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, apart, dropout)
        return self.values(F.gelu(self.event(drop(x, dropout)[row, place]))).float()

    def load(self, weights: Path) -> None:
        """Take over MPNet's weights in the layout of the transformers library."""
        old = load_file(weights)
        names = {
            "attention.LayerNorm": "norm1",
            "intermediate.dense": "up",
            "output.dense": "down",
            "output.LayerNorm": "norm2",
        }
        names |= {f"attention.attn.{name}": name for name in "qkvo"}
        with torch.no_grad():
            self.words.weight.copy_(old["embeddings.word_embeddings.weight"])
            self.positions.weight.copy_(old["embeddings.position_embeddings.weight"])
            self.distances.weight.copy_(old["encoder.relative_attention_bias.weight"])
            for kind in ("weight", "bias"):
                getattr(self.norm, kind).copy_(old[f"embeddings.LayerNorm.{kind}"])
                for n, layer in enumerate(self.layers):
                    for theirs, ours in names.items():
                        getattr(getattr(layer, ours), kind).copy_(old[f"encoder.layer.{n}.{theirs}.{kind}"])


def _renumbered(ids: Tensor) -> Tensor:
    """BERT's ids as MPNet's: the same vocabulary with four marks of its own in front."""
    out = ids + 4
    for bert, own in ((CLS, 0), (SEP, 2), (PAD, 1)):
        out = torch.where(ids == bert, own, out)
    return out


def _buckets(at: Tensor) -> Tensor:
    """The bucket of the distance between each two places."""
    back = at[:, None] - at[None, :]
    far = back.abs()
    grown = NEAR + (torch.log(far.clamp(min=1).float() / NEAR) / math.log(128 / NEAR) * (BUCKETS - NEAR)).long()
    return (back < 0).long() * BUCKETS + torch.where(far < NEAR, far, grown.clamp(max=BUCKETS - 1))
