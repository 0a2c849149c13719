"""The net in torch: MiniLM-L6 with heads for cues, for what hangs on a cue, and for certainty.

One pass of the encoder over a window gives, for each word piece, tags of the cues (`cues`), of the cues inside another
attribution's content (`inner`), how sure the author is that the event named there happened (`certainty`), and a key.
For each cue a small transformer layer over the keys of the cue's paragraph then tags this cue's own source and content:
several attributions in one sentence, sources that they share, contents in pieces and attributions in each other's
contents all come out linked.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from rashomon.encoder.pieces import FORMS

WIDTH, HEADS, LAYERS, INNER = 384, 12, 6, 1536
KEY, KEY_HEADS, KEY_INNER = 192, 6, 384
PIECES = 30522
"""Of the vocabulary; the first MARKS of them are none of a text."""
MARKS = 104
CUE_TAGS = 5
"""O B I E S."""
ROLE_TAGS = 9
"""O, then B I E S of the source, then of the content."""
WEB, NEWS = ("UDS-IH2", "CB"), ("UW", "MEANTIME")
CORPORA = (*WEB, *NEWS)
"""Of certainty. UDS-IH2 and CommitmentBank are of web text, and of fiction, talk and news."""
STYLE = (0, 2)
"""Depths of the encoder (0: the embeddings) whose means tell the corpora apart."""
SURE_LAYERS = (0, 2, 5)
"""MiniLM's layers that the layers for certainty of news start as."""
BINS = 25
"""Values of certainty that are told apart: from -3 to 3, a quarter between two."""
FURTHEST = 96
"""Distances from a cue, in pieces, beyond which all are one."""


def drop(x: Tensor, share: float) -> Tensor:
    """Dropout of whole features of a row, (rows, places, width): one draw for all its places, which is quick."""
    if not share:
        return x
    kept = torch.rand(x.shape[0], 1, x.shape[2]) >= share
    return x * (kept / (1 - share)).to(x.dtype)


def values() -> Tensor:
    """The middles of the bins of certainty."""
    return torch.linspace(-3, 3, BINS)


def median(shares: Tensor) -> Tensor:
    """The medians of distributions over the bins (…, BINS), each taken as filled evenly."""
    before = shares.cumsum(-1) - shares
    filled = ((0.5 - before) / shares.clamp(min=1e-9)).clamp(0, 1).sum(-1)
    return ((filled - 0.5) * 6 / (BINS - 1) - 3).clamp(-3, 3)


def mask_of(present: Tensor, like: Tensor) -> Tensor:
    """What attention adds to its scores: (rows, 1, 1, places), of the type of ``like``."""
    return ((~present).to(like.dtype) * -1e4)[:, None, None, :]


class Layer(nn.Module):
    """A transformer layer as BERT has it: attention, then two linear maps, each normed behind the sum."""

    def __init__(self, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor, dropout: float = 0.0) -> Tensor:
        """``x`` (rows, places, width), ``mask`` (rows, 1, 1, places) 0 where a piece stands, else far below."""
        rows, places, width = x.shape
        qkv = self.qkv(x).view(rows, places, 3, self.heads, width // self.heads)
        q, k, v = qkv.permute(2, 0, 3, 1, 4).unbind(0)
        y = torch.softmax((q @ k.transpose(2, 3)) * (width // self.heads) ** -0.5 + mask, -1) @ v
        y = y.transpose(1, 2).reshape(rows, places, width)
        x = self.norm1(x + self.out(y))
        return self.norm2(x + self.down(drop(F.gelu(self.up(x)), dropout)))


class Encoder(nn.Module):
    """Windows of word pieces to one vector a piece."""

    def __init__(self, layers: int = LAYERS, width: int = WIDTH, heads: int = HEADS, inner: int = INNER) -> None:
        super().__init__()
        self.words = nn.Embedding(PIECES, width, padding_idx=0)
        self.positions = nn.Embedding(512, width)
        self.forms = nn.Embedding(FORMS, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width, heads, inner) for _ in range(layers))
        nn.init.zeros_(self.forms.weight)

    def forward(self, ids: Tensor, forms: Tensor, dropout: float = 0.0, layers: int | None = None) -> Tensor:
        """``ids`` and ``forms`` (rows, places) to (rows, places, width), by the first ``layers`` (default: all)."""
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.words(ids) + self.positions(at) + self.forms(forms))
        x = drop(x, dropout)
        mask = mask_of(ids != 0, x)
        for layer in self.layers[:layers]:
            x = layer(x, mask, dropout)
        return x

    def load(self, weights: Path) -> None:
        """Take over a BERT's weights in the layout of the transformers library."""
        old = load_file(weights)
        with torch.no_grad():
            self.words.weight.copy_(old["embeddings.word_embeddings.weight"])
            self.positions.weight.copy_(
                old["embeddings.position_embeddings.weight"] + old["embeddings.token_type_embeddings.weight"][0]
            )
            _linear(self.norm, old, "embeddings.LayerNorm")
            for n, layer in enumerate(self.layers):
                at = f"encoder.layer.{n}."
                parts = [f"{at}attention.self.{name}" for name in ("query", "key", "value")]
                layer.qkv.weight.copy_(torch.cat([old[f"{p}.weight"] for p in parts]))
                layer.qkv.bias.copy_(torch.cat([old[f"{p}.bias"] for p in parts]))
                _linear(layer.out, old, f"{at}attention.output.dense")
                _linear(layer.norm1, old, f"{at}attention.output.LayerNorm")
                _linear(layer.up, old, f"{at}intermediate.dense")
                _linear(layer.down, old, f"{at}output.dense")
                _linear(layer.norm2, old, f"{at}output.LayerNorm")


def _linear(to: nn.Module, old: dict[str, Tensor], name: str) -> None:
    to.weight.copy_(old[f"{name}.weight"])
    to.bias.copy_(old[f"{name}.bias"])


class Roles(nn.Module):
    """Tags of one cue's source and content over the keys of its paragraph."""

    def __init__(self) -> None:
        super().__init__()
        self.cue = nn.Linear(2 * KEY, KEY)
        self.near = nn.Linear(2 * KEY, KEY)
        self.distance = nn.Embedding(2 * FURTHEST + 2, KEY)
        self.norm = nn.LayerNorm(KEY)
        self.layer = Layer(KEY, KEY_HEADS, KEY_INNER)
        self.tags = nn.Linear(KEY, ROLE_TAGS)

    def forward(self, keys: Tensor, present: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """``keys`` (cues, places, KEY), ``present`` (cues, places), ``first`` and ``last`` piece of each cue (cues,).

        Gives (cues, places, ROLE_TAGS).
        """
        rows = torch.arange(keys.shape[0], device=keys.device)
        cue = self.cue(torch.cat([keys[rows, first], keys[rows, last]], -1))[:, None, :]
        at = torch.arange(keys.shape[1], device=keys.device)[None, :]
        before = (at - first[:, None]).clamp(-FURTHEST, 0)
        behind = (at - last[:, None]).clamp(0, FURTHEST)
        inside = (at >= first[:, None]) & (at <= last[:, None])
        distance = torch.where(inside, 2 * FURTHEST + 1, before + behind + FURTHEST)
        x = keys + self.near(torch.cat([keys * cue, cue.expand_as(keys)], -1)) + self.distance(distance)
        return self.tags(self.layer(self.norm(x), mask_of(present, keys)))


class Certainty(nn.Module):
    """How sure an author is of each event named.

    Each of the corpora it learns from, whose annotators differ, has a distribution over `BINS`: those of web text come
    out of the encoder's last layer, those of news out of three layers of their own over the encoder's embeddings. How
    much a window reads like each corpus is told by its style, the means of what the encoder's first layers say of it,
    and by its words. The distributions' mean by these shares is taken, and of it the median.
    """

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer(WIDTH, HEADS, INNER) for _ in SURE_LAYERS)
        self.event = nn.Linear(WIDTH, KEY)
        self.values = nn.Linear(KEY, len(NEWS) * BINS)
        self.web_event = nn.Linear(WIDTH, KEY)
        self.web_values = nn.Linear(KEY, len(WEB) * BINS)
        self.style = nn.Linear(len(STYLE) * WIDTH, KEY)
        self.shares = nn.Linear(KEY, len(CORPORA))
        self.spoken = nn.Embedding(PIECES, len(CORPORA))

    def news(self, x: Tensor, present: Tensor, row: Tensor, place: Tensor, dropout: float = 0.0) -> Tensor:
        """``x`` (rows, places, WIDTH), embeddings, and the places asked for: logits (events, NEWS, BINS)."""
        mask = mask_of(present, x)
        for layer in self.layers:
            x = layer(x, mask, dropout)
        return self.values(F.gelu(self.event(drop(x, dropout)[row, place]))).view(len(row), -1, BINS)

    def web(self, x: Tensor, dropout: float = 0.0) -> Tensor:
        """``x`` (events, WIDTH), of the last layer: logits (events, WEB, BINS)."""
        y = F.dropout(F.gelu(self.web_event(F.dropout(x, dropout))), dropout)
        return self.web_values(y).view(len(x), -1, BINS)

    def told(self, means: Tensor, ids: Tensor, dropout: float = 0.0) -> Tensor:
        """``means`` (rows, len(STYLE) * WIDTH) and ``ids`` (rows, places): logits of the corpora (rows, corpora)."""
        style = F.dropout(F.gelu(self.style(F.dropout(means, dropout))), dropout)
        return self.shares(style) + self.spoken(ids).sum(1) / (ids != 0).sum(1, keepdim=True).sqrt()


class Net(nn.Module):
    """The encoder and its heads."""

    def __init__(self, **size: int) -> None:
        super().__init__()
        self.encoder = Encoder(**size)
        width = size.get("width", WIDTH)
        self.cues = nn.Linear(width, CUE_TAGS)
        self.inner = nn.Linear(width, CUE_TAGS)
        self.plain = nn.Linear(width, ROLE_TAGS)
        self.keys = nn.Linear(width, KEY)
        self.event = nn.Linear(width, KEY)
        self.certainty = nn.Linear(KEY, 1)
        self.roles = Roles()
        self.sure = Certainty()

    def heads(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Cue tags, inner cue tags, keys and certainty (−3 … +3) of each piece."""
        sure = self.certainty(F.gelu(self.event(x))).squeeze(-1)
        return self.cues(x), self.inner(x), self.keys(x), sure
