"""Which statements tell the same event or proposition: candidates by sentence vectors, then the features of pairs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from rashomon.comparison.pair_features import Features, features, logistic, probability
from rashomon.comparison.propositions import AnnotatedArticle, Content
from rashomon.comparison.similarity import Match, Space
from rashomon.encoder.aligner import Reading, StatementNet, Telling
from rashomon.types import Nearest, Statement, Understanding
from rashomon.types.ids import ArticleId, StatementId
from rashomon.types.parse import Token

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

__all__ = ["Aligned", "Aligner", "Pairing", "tellings"]

NEAREST = 8
"""Statements of each other article that are read together with a statement."""
MOST_PAIRS = 16
"""The same over all other articles, whatever their number."""
NEAR = 0.2
"""Cosine from which two statements of different articles are worth reading together."""
OWN = 2
"""Statements of its own article."""
OWN_NEAR = 0.7
"""Cosine from which two statements of one article may be one, said twice."""
ALIGNED = 0.37
"""Probability from which two statements of different articles are held against each other."""
SYNONYM = 0.4
"""How alike two words must be for one to stand for the other."""
WITHIN_SCALE, WITHIN_OFFSET = 12.0, -9.0
"""The probability that two statements of one article are one, said twice, by their cosine."""


@dataclass(frozen=True)
class Aligned:
    """Two statements and how probable it is that they tell one event or proposition; ``left < right``."""

    left: int
    right: int
    score: float
    match: Match


class Aligner:
    """Scores pairs of contents, each pair once."""

    def __init__(self, contents: Sequence[Content], net: StatementNet) -> None:
        self.contents = contents
        self.space = Space(contents)
        self._net = net
        self._known: dict[tuple[int, int], float] = {}

    @cached_property
    def _readings(self) -> list[Reading]:
        return self._net.read([telling(c) for c in self.contents])

    @cached_property
    def vectors(self) -> Floats:
        """A unit vector for each content, shape (contents, 384)."""
        import numpy as np

        vectors: Floats = np.array([r.vector for r in self._readings], np.float32).reshape(len(self._readings), -1)
        return vectors

    def probability(self, i: int, j: int) -> float:
        """Return how probable it is that two contents tell the same; 0 for a pair that was not worth reading."""
        return self._known.get((min(i, j), max(i, j)), 0.0)

    def features(self, pairs: Sequence[tuple[int, int]]) -> Iterator[Features]:
        """Yield the features of pairs of different articles, which compete with one another."""
        return features(self.contents, self._readings, self.vectors, self.space, pairs)

    def read(self, pairs: Sequence[tuple[int, int]]) -> None:
        """Read pairs ``(i, j)``, ``i < j``."""
        own = [(i, j) for i, j in pairs if self.contents[i].article is self.contents[j].article]
        for i, j in own:
            self._known[i, j] = logistic(WITHIN_SCALE * float(self.vectors[i] @ self.vectors[j]) + WITHIN_OFFSET)
        across = sorted(set(pairs).difference(own))
        self._known.update(zip(across, map(probability, self.features(across)), strict=True))

    def across(self) -> tuple[Aligned, ...]:
        """Return the pairs of different articles that probably tell the same, in order."""
        if len({c.article.number for c in self.contents}) > 1:
            self.read(candidates(self.contents, self.vectors))
        found = [p for p, score in sorted(self._known.items()) if score >= ALIGNED]
        return tuple(self.aligned(i, j) for i, j in found if self.contents[i].article is not self.contents[j].article)

    @cached_property
    def _partners(self) -> dict[StatementId, tuple[int, list[int]]]:
        """The number of each statement, and those of the statements that it was read with."""
        partners: dict[StatementId, tuple[int, list[int]]] = {
            c.statement.id: (i, []) for i, c in enumerate(self.contents)
        }
        for i, j in self._known:
            partners[self.contents[i].statement.id][1].append(j)
            partners[self.contents[j].statement.id][1].append(i)
        return partners

    def nearest(self, content: Content, article: ArticleId) -> Nearest | None:
        """Return the statement of an article that most probably tells what a content does, of those read with it."""
        i, partners = self._partners.get(content.statement.id, (0, []))
        found = (j for j in partners if self.contents[j].article.id == article)
        best = max(found, key=lambda j: (self.probability(i, j), -j), default=None)
        return None if best is None else Nearest(self.contents[best].statement.id, round(self.probability(i, best), 3))

    def within(self) -> list[tuple[int, int, float]]:
        """Return the pairs of one article that were read, and their probability."""
        same = ((i, j) for i, j in sorted(self._known) if self.contents[i].article is self.contents[j].article)
        return [(i, j, self.probability(i, j)) for i, j in same]

    def aligned(self, i: int, j: int) -> Aligned:
        """Return a pair that was read."""
        return Aligned(i, j, self._known[i, j], self.space.match(self.contents[i], self.contents[j]))


def candidates(contents: Sequence[Content], vectors: Floats) -> tuple[tuple[int, int], ...]:
    """Return pairs ``i < j`` worth reading: for each statement the nearest ones, at most MOST_PAIRS."""
    import numpy as np

    article = np.array([c.article.number for c in contents])
    pairs: set[tuple[int, int]] = set()
    starts = np.flatnonzero(np.r_[True, article[1:] != article[:-1]]).tolist()
    blocks = list(zip(starts, [*starts[1:], len(contents)], strict=True))
    for i in range(len(contents)):
        cosines = vectors @ vectors[i]
        near: list[tuple[float, int]] = []
        for start, end in blocks:
            own = start <= i < end
            few = np.argsort(-cosines[start:end], kind="stable")[: OWN + 1 if own else NEAREST] + start
            found = [(float(cosines[j]), int(j)) for j in few.tolist() if j != i]
            if own:
                pairs.update((min(i, j), max(i, j)) for alike, j in found if alike >= OWN_NEAR)
            else:
                near += (n for n in found if n[0] >= NEAR)
        pairs.update((min(i, j), max(i, j)) for _, j in sorted(near, key=lambda n: (-n[0], n[1]))[:MOST_PAIRS])
    return tuple(sorted(pairs))


def tellings(understanding: Understanding) -> list[Telling]:
    """Return the statements of an article as the net reads them."""
    article = AnnotatedArticle(understanding, 0)
    return [_telling(s, article) for s in understanding.statements]


def telling(content: Content) -> Telling:
    """Return a statement as the net reads it: its speaker, and its words with names in the place of pronouns."""
    return _telling(content.statement, content.article)


def _telling(statement: Statement, article: AnnotatedArticle) -> Telling:
    hop = statement.chain[0] if statement.chain else None
    entities = article.entities
    named = [entities[s.entity].name if s.entity in entities else s.text for s in hop.sources] if hop else []
    return Telling(", ".join(named) or ("unnamed" if hop else ""), _resolved(statement, article))


def _resolved(statement: Statement, article: AnnotatedArticle) -> str:
    """Return the words of a statement with names in the place of its pronouns."""
    pieces = []
    for start, end in statement.spans:
        at = start
        for low, high, name in article.pronouns:
            if at <= low and high <= end:
                pieces += [article.text[at:low], name]
                at = high
        pieces += [article.text[at:end], " "]
    return " ".join("".join(pieces).split())


class Pairing(NamedTuple):
    """Two aligned contents and how their words stand for one another."""

    left: Content
    right: Content
    match: Match

    def links(self) -> Iterator[tuple[Token, Token, float]]:
        """Yield the words that stand for one another, with how much alike they are, best first."""
        return ((self.left.words[i].token, self.right.words[j].token, alike) for i, j, alike in self.match.pairs)

    def counterpart(self, token: Token) -> Token | None:
        """Return the right token that stands for a left one, at least as a near synonym."""
        return next((right for left, right, alike in self.links() if left is token and alike > SYNONYM), None)
