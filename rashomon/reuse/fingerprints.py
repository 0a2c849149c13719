"""Runs of the same words in many stories, found by winnowing.

Every eight words in a row are hashed; of each five neighbouring hashes the smallest is kept (Schleimer, Wilkerson and
Aiken, "Winnowing", SIGMOD 2003). So for any run of twelve words that two stories share, both keep the same hash,
whatever surrounds it. Sorting the kept hashes brings equal ones together. All of it is numpy; time and memory grow with
the number of words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Words = NDArray[np.uint32]
    Places = NDArray[np.int64]

__all__ = ["GRAM", "SHORTEST_RUN", "Runs", "runs"]

GRAM = 8
"""Words per fingerprint."""
WINDOW = 5
"""Neighbouring fingerprints of which one is kept."""
SHORTEST_RUN = GRAM + WINDOW - 1
"""Runs of at least so many words are always found; shorter ones, from GRAM words on, may be."""
COMMON = 64
"""A fingerprint in more stories than this is common."""
COMPARED, COMPARED_COMMON = COMMON, 4
"""Number of preceding stories with the same fingerprint that a story is compared with; this keeps the time linear."""
BATCH = 1 << 20
"""Words hashed at a time, few enough for the processor's cache."""
LONGEST_REACH = 100_000
"""Most words by which a run is extended on either side."""


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs of the same words in two stories, given by number; sorted by story, the earlier one left."""

    left_story: Places
    right_story: Places
    left: Places
    """First word of each run in the left story."""
    right: Places
    words: Places


def runs(words: Words, starts: Places) -> Runs:
    """Return all runs of GRAM or more words that two stories share, each as long as possible.

    ``words`` holds the word keys of all stories in a row; story n is ``words[starts[n]:starts[n + 1]]``.
    """
    import numpy as np

    left, right = _matches(words, starts)
    story = np.searchsorted(starts, left, side="right") - 1
    other = np.searchsorted(starts, right, side="right") - 1
    order = np.lexsort((left, right - left, other, story))
    left, right, story, other = left[order], right[order], story[order], other[order]
    new = np.ones(len(left), bool)
    if len(left):
        again = (story[1:] == story[:-1]) & (other[1:] == other[:-1])
        again &= (right[1:] - left[1:] == right[:-1] - left[:-1]) & (left[1:] - left[:-1] <= GRAM)
        new[1:] = ~again
    first = np.flatnonzero(new)
    last = np.append(first[1:], len(left)) - 1 if len(first) else first
    begin, end = left[first], (left[last] + GRAM if len(first) else left[last])
    shift = right[first] - left[first]
    story, other = story[first], other[first]
    begin, end = _extended(words, starts, begin, end, shift, story, other)
    keep = np.ones(len(begin), bool)  # two parts of one run have been extended to the same run
    keep[1:] = (begin[1:] != begin[:-1]) | (shift[1:] != shift[:-1])
    keep[1:] |= (story[1:] != story[:-1]) | (other[1:] != other[:-1])
    begin, end, shift, story, other = begin[keep], end[keep], shift[keep], story[keep], other[keep]
    order = np.lexsort((begin, other, story))
    begin, end, shift, story, other = begin[order], end[order], shift[order], story[order], other[order]
    return Runs(story, other, begin - starts[story], begin + shift - starts[other], end - begin)


def _matches(words: Words, starts: Places) -> tuple[Places, Places]:
    """Return places with the same fingerprint in two stories, the earlier story left."""
    import numpy as np

    kept, bits = _fingerprints(words, starts)
    kept.sort()
    place = np.uint64((1 << bits) - 1)
    hashes = kept >> np.uint64(bits)
    same = hashes[1:] == hashes[:-1]
    shared = np.zeros(len(kept), bool)
    shared[1:] |= same
    shared[:-1] |= same
    places = (kept[shared] & place).astype(np.int64)
    hashes = hashes[shared]
    del kept, shared, same
    stories = np.searchsorted(starts, places, side="right") - 1
    once = np.ones(len(hashes), bool)  # the first place of a fingerprint in a story stands for all
    once[1:] = (hashes[1:] != hashes[:-1]) | (stories[1:] != stories[:-1])
    places, hashes = places[once], hashes[once]
    size = _sizes(hashes)
    reach = np.where(size > COMMON, COMPARED_COMMON, COMPARED)
    lefts, rights = [], []
    for step in range(1, COMPARED + 1):
        at = np.flatnonzero((hashes[step:] == hashes[:-step]) & (reach[step:] >= step))
        if not len(at):
            break
        lefts.append(places[at])
        rights.append(places[at + step])
    left = np.concatenate(lefts) if lefts else np.zeros(0, np.int64)
    right = np.concatenate(rights) if rights else np.zeros(0, np.int64)
    true = np.ones(len(left), bool)  # the hash was shortened to make room for the place, so compare the words
    for n in range(GRAM):
        true &= words[left + n] == words[right + n]
    return left[true], right[true]


def _sizes(hashes: NDArray[np.uint64]) -> Places:
    """Count the equal elements of a sorted array."""
    import numpy as np

    if not len(hashes):
        return np.zeros(0, np.int64)
    edges = np.flatnonzero(np.append(True, hashes[1:] != hashes[:-1]))
    counts = np.diff(np.append(edges, len(hashes)))
    return np.repeat(counts, counts)


def _fingerprints(words: Words, starts: Places) -> tuple[NDArray[np.uint64], int]:
    """Return the kept hashes with their places in the low bits, and the number of these bits."""
    import numpy as np

    bits = max(1, len(words).bit_length())
    shift = np.uint64(bits)
    out = [np.zeros(0, np.uint64)]
    story = 0
    while story < len(starts) - 1:
        stop = int(np.searchsorted(starts, starts[story] + BATCH, side="right")) - 1
        stop = max(stop, story + 1)
        low, high = int(starts[story]), int(starts[stop])
        if high - low >= GRAM:
            kept = _winnowed(words[low:high], starts[story : stop + 1] - low)
            if kept is not None:
                at, hashes = kept
                out.append((hashes >> shift << shift) | (at + low).astype(np.uint64))
        story = stop
    return np.concatenate(out), bits


def _winnowed(words: Words, starts: Places) -> tuple[Places, NDArray[np.uint64]] | None:
    """Return the places of the kept fingerprints and their hashes; None if no story has GRAM words."""
    import numpy as np

    hashes = _gram_hashes(words)
    none = np.uint64(0xFFFFFFFFFFFFFFFF)
    for back in range(1, GRAM):  # eight words that extend into the next story are no fingerprint
        over = starts[1:] - back
        hashes[over[(over >= 0) & (over < len(hashes))]] = none
    around = np.full(WINDOW - 1, none)
    padded = np.concatenate([around, hashes, around])
    count = len(hashes) + WINDOW - 1
    least = padded[:count].copy()
    for n in range(1, WINDOW):
        np.minimum(least, padded[n : n + count], out=least)
    kept = np.zeros(len(hashes), bool)
    for n in range(WINDOW):
        kept |= least[n : n + len(hashes)] == hashes
    kept &= hashes != none
    at = np.flatnonzero(kept)
    return (at, hashes[at]) if len(at) else None


def _gram_hashes(words: Words) -> NDArray[np.uint64]:
    """Return a hash of each GRAM words in a row, of the words alone: polynomial, by doubling, then mixed."""
    import numpy as np

    base = 0x9E3779B97F4A7C15
    mask = 0xFFFFFFFFFFFFFFFF
    with np.errstate(over="ignore"):
        h = words.astype(np.uint64) * np.uint64(0xD6E8FEB86659FD93)
        h ^= h >> np.uint64(32)
        width = 1
        while width < GRAM:
            h = h[:-width] * np.uint64(pow(base, width, mask + 1)) + h[width:]
            width *= 2
        h ^= h >> np.uint64(31)
        h *= np.uint64(0xBF58476D1CE4E5B9)
        h ^= h >> np.uint64(29)
    return h


def _extended(
    words: Words, starts: Places, begin: Places, end: Places, shift: Places, story: Places, other: Places
) -> tuple[Places, Places]:
    """Extend each run to both sides while the words of both stories agree."""
    import numpy as np

    begin, end = begin.copy(), end.copy()
    low = np.maximum(starts[story], starts[other] - shift)
    high = np.minimum(starts[story + 1], starts[other + 1] - shift)
    going = np.arange(len(begin))
    for _ in range(LONGEST_REACH):
        going = going[begin[going] > low[going]]
        going = going[words[begin[going] - 1] == words[begin[going] + shift[going] - 1]]
        if not len(going):
            break
        begin[going] -= 1
    going = np.arange(len(begin))
    for _ in range(LONGEST_REACH):
        going = going[end[going] < high[going]]
        going = going[words[end[going]] == words[end[going] + shift[going]]]
        if not len(going):
            break
        end[going] += 1
    return begin, end
