"""Which blocks of a page are its story: a small classifier, boosted decision trees, learned from annotated pages.

``data/blocks.json`` has the trees as flat arrays; ``training/blocks.py`` makes it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from rashomon.ingest.page.extraction_match import Match, frame
from rashomon.ingest.page.features import NAMES, features, roles_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rashomon.ingest.page.blocks import Block, Cut

__all__ = ["Trees", "story_in"]

DATA = Path(__file__).parent / "data" / "blocks.json"
MOST_AT_ONCE = 4_096
"""Blocks that are classified together."""
LEAST_FOUND, LEAST_NEW = 0.25, 0.5
"""Probabilities from which a block is story: of what the extractor found, and of what it left out.

What it left out in an element that is named for comments, navigation and the like is none, however much like a story it
reads; where it found such a block, 296 of 472 are story.
"""


class Trees(msgspec.Struct, frozen=True):
    """Decision trees: a node leads to the node ``low`` if its feature is not above its limit, else to ``high``.

    A leaf leads to itself and has a value. The sum of the values of all trees is the log-odds.
    """

    names: tuple[str, ...]
    depth: int
    roots: tuple[int, ...]
    feature: tuple[int, ...]
    limit: tuple[float, ...]
    low: tuple[int, ...]
    high: tuple[int, ...]
    value: tuple[float, ...]


class Model:
    """The trees as arrays."""

    def __init__(self, trees: Trees) -> None:
        import numpy as np

        if trees.names != NAMES:
            raise ValueError(f"{DATA.name} was trained on other features: train it again")
        self.depth = trees.depth
        self.roots = np.array(trees.roots)
        self.feature = np.array(trees.feature)
        self.limit = np.array(trees.limit)
        self.value = np.array(trees.value)
        self.low, self.high = np.array(trees.low), np.array(trees.high)

    def probabilities(self, rows: list[list[float]]) -> NDArray[np.float64]:
        """Return the probability of each row."""
        import numpy as np

        found = [self.odds(np.array(rows[at : at + MOST_AT_ONCE])) for at in range(0, len(rows), MOST_AT_ONCE)]
        odds = np.concatenate(found) if found else np.zeros(0)
        return np.asarray(1 / (1 + np.exp(-odds)))

    def odds(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        import numpy as np

        at = np.broadcast_to(self.roots, (len(rows), len(self.roots)))
        row = np.arange(len(rows))[:, None] * rows.shape[1]
        flat = rows.ravel()
        for _ in range(self.depth):
            above = flat.take(row + self.feature.take(at)) > self.limit.take(at)
            at = np.where(above, self.high.take(at), self.low.take(at))
        return np.asarray(self.value.take(at).sum(axis=1))


@cache
def model() -> Model:
    return Model(msgspec.json.decode(DATA.read_bytes(), type=Trees))


def is_kept(block: Block) -> bool:
    """Return whether a block that the extractor found is kept whatever the classifier says: a row of a table, of which
    there are too few to learn from (136 of 136 belong to their story), or who said the words quoted above."""
    return "\t" in block.text or block.text[0] == "—"


def story_in(page: Cut, found: Match, title: str, described: str) -> Match:
    """Return the blocks that are story, and their element, given those that the extractor found.

    If there is none, what the extractor found is returned.
    """
    chances = model().probabilities(features(page, found, title, described)).tolist()
    kept = [
        chance >= LEAST_FOUND or is_kept(block) if is_found else chance >= LEAST_NEW and "out" not in roles_of(block)
        for chance, is_found, block in zip(chances, found.kept, page.blocks, strict=True)
    ]
    if not any(kept):
        return found
    start, characters = frame(page, kept)
    return Match(kept, start, page.nodes[start].end if page.nodes else 0, characters)
