"""Matches an extracted text to the blocks of its page, and finds the element that contains most of them."""

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
"""Share of a block's runs of GRAM words that the text must contain for a match."""
FRAME_SHARE = 0.8
"""Share of the matched text that the article's element contains."""
NARROW = frozenset({"p", "br", "li", "tr"})
"""Elements that contain a paragraph, never an article."""

Grams = list[tuple[str, ...]]


@dataclass(slots=True, eq=False)
class Match:
    """``kept`` has one flag per block; ``start`` and ``end`` delimit the nodes of the article's element."""

    kept: list[bool]
    start: int
    end: int
    characters: int
    """Number of characters in all matched blocks."""

    def holds(self, block: Block) -> bool:
        """Return whether a block is in the article's element."""
        return self.start <= block.node < self.end


def match(page: Cut, text: str) -> Match:
    """Match the blocks whose words occur in the text, each as often as the text has it.

    Of several blocks with the same words, those in the article's element come first, and among these those outside any
    zone. Time is linear in the length of page and text.
    """
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
    """Return a sort key of a block by its distance from the story."""
    return not found.holds(block), block.zone is not None


def grams_of(words: Sequence[str]) -> Grams:
    """Return every run of GRAM words; of a shorter text, all of it."""
    if len(words) < GRAM:
        return [tuple(words)] if words else []
    return list(zip(words, words[1:], words[2:], words[3:], strict=False))


def frame(page: Cut, kept: Sequence[bool]) -> tuple[int, int]:
    """Return the innermost element that contains FRAME_SHARE of the matched text, and the total of characters."""
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
