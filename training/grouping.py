"""Fit the weights by which articles are grouped into stories (`rashomon.grouping.stories`).

    python training/grouping.py EVAL/stories

Reads ecb.jsonl, basil.jsonl and g5w1h.jsonl; pairs of articles that share no word worth naming are left out, and each
corpus counts by its pairs that tell one story. Prints the weights, and those of five fits that each leave out a fifth
of the topics.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from rashomon.grouping.features import Frequencies, of_text, weighed
from rashomon.grouping.stories import signs

CORPORA = ("ecb", "basil", "g5w1h")
PARTS = 5
LEAST = 0.05
"""Cosine of words under which a pair tells nothing."""


def pairs_of(file: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Signs of the pairs of a corpus, whether they tell one story, and the parts of both topics (pairs, 2)."""
    rows = [json.loads(line) for line in file.read_text("utf-8").split("\n") if line]
    sketches = [of_text(row.get("title") or "", row["text"], row.get("published")) for row in rows]
    frequencies = Frequencies()
    for one in sketches:
        frequencies.count(one)
    vectors = [weighed(one, frequencies) for one in sketches]
    topics = [str(row.get("topic", row["story"])) for row in rows]
    names = sorted(set(topics))
    np.random.RandomState(0).shuffle(names)
    part = {name: n % PARTS for n, name in enumerate(names)}
    x, y, parts = [], [], []
    for i in range(len(vectors)):
        for j in range(i):
            same = rows[i]["story"] == rows[j]["story"]
            pair = signs(vectors[i], vectors[j])
            if same or pair[0] > LEAST:
                x.append(pair)
                y.append(same)
                parts.append((part[topics[i]], part[topics[j]]))
    return np.array(x), np.array(y, float), np.array(parts)


def fit(x: np.ndarray, y: np.ndarray, counts: np.ndarray) -> tuple[np.ndarray, float]:
    """Logistic regression by Newton's method, penalised on standardised features; the weights of them as they are."""
    mean, scale = x.mean(0), x.std(0) + 1e-9
    z = np.c_[(x - mean) / scale, np.ones(len(x))]
    weights = np.zeros(z.shape[1])
    penalty = np.r_[np.ones(x.shape[1]), 0.0]
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(z @ weights, -30, 30)))
        hessian = (z.T * (counts * p * (1 - p))) @ z + np.diag(penalty + 1e-6)
        weights += np.linalg.solve(hessian, z.T @ (counts * (y - p)) - penalty * weights)
    raw = weights[:-1] / scale
    return raw, float(weights[-1] - raw @ mean)


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stories", type=Path)
    args = parser.parse_args()
    every = [pairs_of(args.stories / f"{name}.jsonl") for name in CORPORA]
    x, y = (np.concatenate([corpus[n] for corpus in every]) for n in (0, 1))
    counts = np.concatenate([np.full(len(gold), 1 / gold.sum()) for _, gold, _ in every])
    counts /= counts.mean()
    weights, offset = fit(x, y, counts)
    print("WEIGHTS =", tuple(round(float(w), 2) for w in weights), "OFFSET =", round(offset, 2))
    parts = np.concatenate([of for *_, of in every])
    for left_out in range(PARTS):
        kept = (parts != left_out).all(1)
        print("without part", left_out, [round(float(w), 2) for w in fit(x[kept], y[kept], counts[kept])[0]])


if __name__ == "__main__":
    main()
