"""What speaks for two statements telling the same: sentence vectors, word pieces, words, and the pairs around them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rashomon.comparison.propositions import Content
from rashomon.comparison.similarity import Space, longest_run
from rashomon.encoder.aligner import Reading, found_in

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

__all__ = ["OFFSET", "WEIGHTS", "Features", "features", "logistic", "probability"]

ALONE = 0.2
"""By how much the best pair of a statement leads where there is no other."""


class Features(NamedTuple):
    """A pair of statements of different articles; ranks and leads are by how much of each is found in the other."""

    cosine: float
    """Of the vectors of both statements."""
    least: float
    """The smaller of the shares of each that are found in the other, by their word pieces."""
    most: float
    """The larger one."""
    rank: float
    """Logarithm of one more than how many pairs of either statement with the other's article are better."""
    lead: float
    """By how much it is better than the next such pair, or worse than the best: the lower of both statements."""
    best_lead: float
    """The same for the other one of the two."""
    around: float
    """The larger cosine of the statements before and of those behind both."""
    shared_least: float
    """The smaller of the shares of the weight of each one's words that have a counterpart."""
    shared_most: float
    evidence: float
    """Logarithm of one more than the weight that is shared."""
    predicate: float
    """How well the predicate of one is found in the other."""
    run: float
    """Length of the longest run of words in both, at most 12."""
    run_share: float
    """The same by the length of the shorter one."""
    numbers_differ: float
    """Whether both have numbers, and no number is in both."""
    shorter: float
    """Logarithm of one more than the words of the shorter one."""
    longer: float
    apart: float
    """Difference of their places in the articles, 0 to 1."""
    place: float
    """The mean of these places."""


WEIGHTS = Features(
    cosine=0.879,
    least=1.659,
    most=5.609,
    rank=-0.452,
    lead=-0.213,
    best_lead=1.308,
    around=1.460,
    shared_least=1.879,
    shared_most=0.358,
    evidence=0.506,
    predicate=0.249,
    run=0.172,
    run_share=0.374,
    numbers_differ=-0.341,
    shorter=0.173,
    longer=0.352,
    apart=-0.461,
    place=-1.199,
)
OFFSET = -9.003
"""The probability is the logistic function of the weighted sum; fitted by `training/alignment.py`."""


def probability(pair: Features) -> float:
    """Return how probable it is that a pair tells the same."""
    return logistic(OFFSET + sum(w * x for w, x in zip(WEIGHTS, pair, strict=True)))


def logistic(x: float) -> float:
    """Return the logistic function."""
    return 1 / (1 + math.exp(-x)) if x > -700 else 0.0


def features(
    contents: Sequence[Content],
    readings: Sequence[Reading],
    vectors: Floats,
    space: Space,
    pairs: Sequence[tuple[int, int]],
) -> Iterator[Features]:
    """Yield the features of pairs; ``pairs`` are all that compete with one another."""
    found = [(found_in(readings[i], readings[j]), found_in(readings[j], readings[i])) for i, j in pairs]
    alike = {pair: min(both) + max(both) for pair, both in zip(pairs, found, strict=True)}
    rivals: dict[tuple[int, int], list[float]] = defaultdict(list)
    for i, j in pairs:
        for one, two in ((i, j), (j, i)):
            rivals[one, contents[two].article.number].append(alike[i, j])
    for options in rivals.values():
        options.sort(reverse=True)
    lengths: dict[int, int] = defaultdict(int)
    for content in contents:
        lengths[content.article.number] = max(lengths[content.article.number], content.position + 1)
    for (i, j), both in zip(pairs, found, strict=True):
        a, b = contents[i], contents[j]
        standing = [_standing(rivals[x, y.article.number], alike[i, j]) for x, y in ((i, b), (j, a))]
        match = space.match(a, b)
        run = longest_run(a, b)[2]
        words = sorted((len(a.bare), len(b.bare)))
        numbers = [{(q.low, q.high) for q in c.numbers} for c in (a, b)]
        places = [c.position / lengths[c.article.number] for c in (a, b)]
        yield Features(
            cosine=float(vectors[i] @ vectors[j]),
            least=min(both),
            most=max(both),
            rank=math.log1p(max(rank for rank, _ in standing)),
            lead=min(lead for _, lead in standing),
            best_lead=max(lead for _, lead in standing),
            around=max(_beside(contents, vectors, i, j, step) for step in (-1, 1)),
            shared_least=min(match.left, match.right),
            shared_most=max(match.left, match.right),
            evidence=math.log1p(match.weight),
            predicate=match.predicate,
            run=float(min(run, 12)),
            run_share=run / max(1, words[0]),
            numbers_differ=float(all(numbers) and numbers[0].isdisjoint(numbers[1])),
            shorter=math.log1p(words[0]),
            longer=math.log1p(words[1]),
            apart=abs(places[0] - places[1]),
            place=sum(places) / 2,
        )


def _standing(options: Sequence[float], mine: float) -> tuple[int, float]:
    """Return how many of a statement's pairs with an article are better than one, and by how much it leads."""
    rank = sum(option > mine for option in options)
    if rank:
        return rank, mine - options[0]
    return 0, mine - options[1] if len(options) > 1 else ALONE


def _beside(contents: Sequence[Content], vectors: Floats, i: int, j: int, step: int) -> float:
    """Return the cosine of the statements that stand beside two; 0 at the end of an article."""
    one, two = i + step, j + step
    if not (0 <= one < len(contents) and 0 <= two < len(contents)):
        return 0.0
    if contents[one].article is not contents[i].article or contents[two].article is not contents[j].article:
        return 0.0
    return float(vectors[one] @ vectors[two])
