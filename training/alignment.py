"""Fit the weights of what speaks for a pair of statements (`rashomon.comparison.pair_features`).

    RASHOMON_ALIGNER=OUT/aligner.onnx python training/alignment.py EVAL/claims/claims.jsonl --fold K

The stories of the fold are read with a net that was trained without them. A logistic regression, penalised on
standardised features; prints the weights for the features as they are, and the mean log loss by leaving out stories.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

import rashomon
from evals.gold.claims import Story as Gold
from evals.gold.claims import read_stories
from evals.scoring.claims import stand_for
from rashomon.comparison.alignment import Aligner, candidates
from rashomon.comparison.entity_linking import link
from rashomon.comparison.pair_features import Features
from rashomon.comparison.propositions import contents
from rashomon.encoder.aligner import load
from rashomon.settings import from_environment

PENALTY = 1 / 0.3
PARTS = 7


def pairs_of(gold: Gold) -> tuple[np.ndarray, np.ndarray]:
    """Features of the candidate pairs of a story that the readers judged, and whether they tell the same."""
    understood = [
        rashomon.understand(
            rashomon.from_text(text.text, name=text.id, title=text.title, published=gold.articles[letter].published)
        )
        for letter, text in gold.texts.items()
    ]
    understood.sort(key=lambda u: u.article.precedence)
    letter_of = {article.id: letter for letter, article in gold.articles.items()}
    parts = contents(link(understood).understandings)
    home = {c.statement.id: letter_of[understood[c.article.number].article.file] for c in parts}
    stands = stand_for(gold, {c.statement.id: c.statement.spans for c in parts}, home)
    aligner = Aligner(parts, load(from_environment().aligner))
    across = [(i, j) for i, j in candidates(parts, aligner.vectors) if parts[i].article is not parts[j].article]
    told = [set(claim.members) for claim in gold.claims]
    rows, same = [], []
    for (i, j), row in zip(across, aligner.features(across), strict=True):
        ends = {stands.get(parts[n].statement.id) for n in (i, j)}
        if None not in ends:
            rows.append(row)
            same.append(any(ends <= members for members in told))
    return np.array(rows), np.array(same, float)


def fit(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, float]:
    """Newton's method; weights of the features as they are, and the offset."""
    mean, scale = x.mean(0), x.std(0) + 1e-9
    z = np.c_[(x - mean) / scale, np.ones(len(x))]
    penalty = np.r_[np.full(x.shape[1], PENALTY), 0.0]
    weights = np.zeros(z.shape[1])
    for _ in range(40):
        p = 1 / (1 + np.exp(-z @ weights))
        hessian = (z.T * (p * (1 - p))) @ z + np.diag(penalty + 1e-9)
        weights += np.linalg.solve(hessian, z.T @ (y - p) - penalty * weights)
    raw = weights[:-1] / scale
    return raw, float(weights[-1] - raw @ mean)


def loss(x: np.ndarray, y: np.ndarray, weights: np.ndarray, offset: float) -> float:
    """Mean log loss."""
    p = 1 / (1 + np.exp(-(x @ weights + offset)))
    return float(-np.mean(np.log(np.where(y > 0, p, 1 - p))))


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("claims", type=Path)
    parser.add_argument("--fold", type=int, required=True)
    args = parser.parse_args()
    every = [pairs_of(gold) for gold in read_stories(args.claims, fold=args.fold)]
    losses = []
    for part in np.array_split(np.random.RandomState(0).permutation(len(every)), PARTS):
        rest = [one for n, one in enumerate(every) if n not in part]
        found = fit(np.concatenate([x for x, _ in rest]), np.concatenate([y for _, y in rest]))
        losses += [loss(x, y, *found) for x, y in (every[n] for n in part)]
    weights, offset = fit(np.concatenate([x for x, _ in every]), np.concatenate([y for _, y in every]))
    for name, weight in zip(Features._fields, weights, strict=True):
        print(f"    {name}={weight:.3f},")
    print(f"OFFSET = {offset:.3f}; log loss of stories left out {np.mean(losses):.3f}")


if __name__ == "__main__":
    main()
