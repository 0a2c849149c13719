"""Which blocks of a page an extracted text was taken from, and the element that holds most of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rashomon.ingest.page.blocks import Block, Cut

__all__ = ["Match", "match"]

WORD = re.compile(r"\w+")
GRAM = 4
LEAST_SHARED = 0.5
"""Share of a block's runs of GRAM words that the text must have for the block to be in it."""
FRAME_SHARE = 0.8
"""Share of the kept text that the element of the article holds."""
NARROW = frozenset({"p", "br", "li", "tr"})
"""Elements that hold a paragraph, never an article."""

Grams = list[tuple[str, ...]]


@dataclass(slots=True, eq=False)
class Match:
    """Which blocks are ``kept``, one flag for each; the nodes of the article's element, ``start`` to before ``end``."""

    kept: list[bool]
    start: int
    end: int
    characters: int
    """Of all kept blocks."""

    def holds(self, block: Block) -> bool:
        """Whether a block stands in the article's element."""
        return self.start <= block.node < self.end


def match(page: Cut, text: str) -> Match:
    """The blocks whose words the text has. Of several with the same words as many as the text has them: those in the
    article's element first, and among these those outside any zone. Linear in the length of page and text."""
    grams = [grams_of(WORD.findall(block.text)) for block in page.blocks]
    left = Counter(grams_of(WORD.findall(text)))
    for line in text.splitlines():
        words = WORD.findall(line)
        if len(words) < GRAM:
            left.update(grams_of(words))
    present = frozenset(left)
    kept = [bool(mine) and sum(map(present.__contains__, mine)) >= LEAST_SHARED * len(mine) for mine in grams]
    start, characters = frame(page, kept)
    found = Match(kept, start, page.nodes[start].end if page.nodes else 0, characters)
    for at in sorted((at for at, is_kept in enumerate(kept) if is_kept), key=lambda at: place(page.blocks[at], found)):
        kept[at] = sum(left.get(gram, 0) > 0 for gram in grams[at]) >= LEAST_SHARED * len(grams[at])
        if kept[at]:
            left.subtract(grams[at])
    return found


def place(block: Block, found: Match) -> tuple[bool, bool]:
    """How far from the story a block stands: what is taken for the text's words comes first."""
    return not found.holds(block), block.zone is not None


def grams_of(words: Sequence[str]) -> Grams:
    """Every run of GRAM words; of fewer words, all of them."""
    if len(words) < GRAM:
        return [tuple(words)] if words else []
    return list(zip(words, words[1:], words[2:], words[3:], strict=False))


def frame(page: Cut, kept: Sequence[bool]) -> tuple[int, int]:
    """The innermost element that holds FRAME_SHARE of the kept text, and how many characters there are in all."""
    if not page.nodes:
        return 0, 0
    nodes = page.nodes
    held = [0] * len(nodes)
    for block, is_kept in zip(page.blocks, kept, strict=True):
        if is_kept:
            held[block.node] += len(block.text)
    for number in range(len(nodes) - 1, 0, -1):
        held[nodes[number].parent] += held[number]
    innermost = 0
    for number in range(len(nodes)):
        if number < nodes[innermost].end and held[number] >= FRAME_SHARE * held[0]:
            innermost = number
    while innermost and nodes[innermost].element.tag in NARROW:
        innermost = nodes[innermost].parent
    return innermost, held[0]
