"""From runs of the same words to the passages that two stories share, with small changes bridged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rashomon.reuse.fingerprints import GRAM, SHORTEST_RUN
from rashomon.reuse.normalised_words import Story
from rashomon.types import Shared

__all__ = ["ESTABLISHING", "Loose", "Run", "Stretch", "aligned", "loose_words", "shared"]

BRIDGED = 12
"""Most changed words between two runs, on either side, within one passage."""
LENGTHENED = 4
"""Most words by which one side of a bridge may exceed the other; more are a cut or an insertion."""
FOOTHOLD, STEP = 3, 3
"""A passage is extended by runs of FOOTHOLD or more words after at most STEP changed words."""
MOST_RUNS = 2_000
"""Most runs of a pair that are used, the longest; hostile texts may have any number."""
ESTABLISHING = SHORTEST_RUN
"""Words of a passage outside quotation marks that make two articles a copy; fewer may be chance."""
ESTABLISHING_SMALL = 8
"""Lower-case words among them that are required, so that a name with its office is no copy."""

Run = tuple[int, int, int]
"""First word left, first word right, number of words."""


class Loose(NamedTuple):
    """Words of a stretch outside quotation marks, and how many of them are lower-case."""

    words: int
    small: int

    @property
    def establish(self) -> bool:
        """Whether they suffice to make two articles a copy."""
        return self.words >= ESTABLISHING and self.small >= ESTABLISHING_SMALL


@dataclass(slots=True)
class Stretch:
    """A passage in word numbers: ``[left, left_end)`` and ``[right, right_end)``, with the runs it consists of."""

    left: int
    left_end: int
    right: int
    right_end: int
    runs: list[Run]

    @property
    def words(self) -> int:
        return sum(n for _, _, n in self.runs)


def aligned(one: Story, other: Story, runs: Iterable[Run]) -> list[Stretch]:
    """Join the runs into stretches, in order of the left story; none overlaps another on either side."""
    stretches: list[Stretch] = []
    for run in sorted(_apart(runs)):
        left, right, n = run
        last = stretches[-1] if stretches else None
        if last is not None and _bridges(one, other, last, run):
            last.runs.append(run)
            last.left_end, last.right_end = left + n, right + n
        else:
            stretches.append(Stretch(left, left + n, right, right + n, [run]))
    _carry_on(one, other, stretches)
    return stretches


def _apart(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield the runs, longest first, cut where they overlap a longer one on either side."""
    taken_left: list[tuple[int, int]] = []
    taken_right: list[tuple[int, int]] = []
    for run in sorted(runs, key=lambda r: (-r[2], r))[:MOST_RUNS]:
        left, right, n = run
        head, tail = _free(taken_left, left, n)
        head_right, tail_right = _free(taken_right, right, n)
        head, tail = max(head, head_right), min(tail, tail_right)
        if tail - head >= GRAM:
            taken_left.append((left + head, left + tail))
            taken_right.append((right + head, right + tail))
            yield left + head, right + head, tail - head


def _free(taken: Sequence[tuple[int, int]], start: int, n: int) -> tuple[int, int]:
    """Return the free part of ``n`` words from ``start``, from its first to its last free word; may be empty."""
    head, tail = 0, n
    for low, high in taken:
        if low < start + tail and high > start + head:
            if low <= start + head:
                head = high - start
            elif high >= start + tail:
                tail = low - start
            else:  # a longer run inside a shorter one, which cannot be
                return 0, 0
    return head, tail


def _bridges(one: Story, other: Story, last: Stretch, run: Run) -> bool:
    gap, gap_right = run[0] - last.left_end, run[1] - last.right_end
    if not (0 <= gap <= BRIDGED and 0 <= gap_right <= BRIDGED and abs(gap - gap_right) <= LENGTHENED):
        return False
    return not _broken(one, last.left_end, run[0]) and not _broken(other, last.right_end, run[1])


def _broken(story: Story, first: int, last: int) -> bool:
    """Return whether something other than story stands between two words."""
    return any(first <= at <= last for at in story.breaks)


def _carry_on(one: Story, other: Story, stretches: list[Stretch]) -> None:
    """Extend each stretch at its ends across small changes, without overlapping other stretches."""
    for at, stretch in enumerate(stretches):
        end = stretches[at + 1].left if at + 1 < len(stretches) else len(one.keys)
        end_right = min((s.right for s in stretches if s.right >= stretch.right_end), default=len(other.keys))
        while found := _foothold(one.keys, other.keys, stretch.left_end, stretch.right_end, end, end_right):
            stretch.runs.append(found)
            stretch.left_end, stretch.right_end = found[0] + found[2], found[1] + found[2]
        begin = stretches[at - 1].left_end if at else 0
        begin_right = max((s.right_end for s in stretches if s.right_end <= stretch.right), default=0)
        while found := _foothold_before(one.keys, other.keys, stretch.left, stretch.right, begin, begin_right):
            stretch.runs.insert(0, found)
            stretch.left, stretch.right = found[0], found[1]


def _foothold(a: Sequence[int], b: Sequence[int], i: int, j: int, end: int, end_right: int) -> Run | None:
    """Return the next run after word i and word j, across the fewest changed words."""
    for skipped in range(2 * STEP + 1):
        for left in range(max(0, skipped - STEP), min(skipped, STEP) + 1):
            x, y = i + left, j + skipped - left
            n = 0
            while x + n < end and y + n < end_right and a[x + n] == b[y + n]:
                n += 1
            if n >= FOOTHOLD:
                return x, y, n
    return None


def _foothold_before(a: Sequence[int], b: Sequence[int], i: int, j: int, begin: int, begin_right: int) -> Run | None:
    """Return the previous run before word i and word j, across the fewest changed words."""
    for skipped in range(2 * STEP + 1):
        for left in range(max(0, skipped - STEP), min(skipped, STEP) + 1):
            x, y = i - left, j - skipped + left
            n = 0
            while x - n > begin and y - n > begin_right and a[x - n - 1] == b[y - n - 1]:
                n += 1
            if n >= FOOTHOLD:
                return x - n, y - n, n
    return None


def loose_words(one: Story, other: Story, stretch: Stretch) -> Loose:
    """Count the words of a stretch that are not in quotation marks in both stories."""
    words = small = 0
    for left, right, n in stretch.runs:
        for inside, inside_right, low in zip(
            one.quoted[left : left + n], other.quoted[right : right + n], one.small[left : left + n], strict=True
        ):
            if not (inside and inside_right):
                words += 1
                small += low
    return Loose(words, small)


def shared(one: Story, other: Story, stretch: Stretch, loose: Loose) -> Shared:
    """Return the stretch in characters."""
    return Shared(
        one.span(stretch.left, stretch.left_end),
        other.span(stretch.right, stretch.right_end),
        stretch.words,
        quoted=loose.words < ESTABLISHING and 2 * loose.words < stretch.words,
    )
