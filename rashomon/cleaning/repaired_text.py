"""A text with its repairs applied, and the mapping back to the original offsets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from rashomon.types import Repair

__all__ = ["Reading", "compose", "read_as"]


class Reading(msgspec.Struct, frozen=True):
    """``text`` is the source with its ``repairs`` applied; every position in it maps back to the source."""

    text: str
    repairs: tuple[Repair, ...]
    places: tuple[int, ...]
    """Where the replacement of each repair starts in ``text``."""

    def source_start(self, position: int) -> int:
        """Return the start of the character at ``position`` in the source; in a replacement, of the damage."""
        index = bisect_right(self.places, position) - 1
        if index < 0:
            return position
        repair = self.repairs[index]
        beyond = position - self.places[index] - len(repair.to)
        return repair.start if beyond < 0 else repair.end + beyond

    def source_end(self, position: int) -> int:
        """Return where the character before ``position`` ends in the source; 0 for position 0."""
        if position == 0:
            return 0
        index = bisect_right(self.places, position - 1) - 1
        if index < 0:
            return position
        repair = self.repairs[index]
        beyond = position - self.places[index] - len(repair.to)
        return repair.end + max(0, beyond)

    def reads_at(self, position: int) -> int:
        """Return where ``position`` of the source is in ``text``; inside damage, the start of its replacement."""
        index = bisect_right(self.repairs, position, key=lambda repair: repair.start) - 1
        if index < 0:
            return position
        repair = self.repairs[index]
        beyond = position - repair.end
        return self.places[index] + (len(repair.to) + beyond if beyond >= 0 else 0)


def read_as(source: str, repairs: Sequence[Repair]) -> Reading:
    """Apply repairs, which are sorted and do not overlap, to the source."""
    pieces: list[str] = []
    places: list[int] = []
    at = length = 0
    for repair in repairs:
        pieces += (source[at : repair.start], repair.to)
        length += repair.start - at
        places.append(length)
        length += len(repair.to)
        at = repair.end
    pieces.append(source[at:])
    return Reading("".join(pieces), tuple(repairs), tuple(places))


def compose(reading: Reading, more: Sequence[Repair]) -> tuple[Repair, ...]:
    """Return repairs of the source equivalent to those of ``reading`` followed by ``more`` (of its text)."""
    out: list[Repair] = []
    old = 0
    for start, end, inside in clusters(reading, more):
        to = read_as(reading.text[start:end], [Repair(r.start - start, r.end - start, r.to) for r in inside]).text
        joined = Repair(reading.source_start(start), reading.source_end(end), to)
        while old < len(reading.repairs) and reading.repairs[old].start < joined.end:
            if reading.repairs[old].end <= joined.start:
                out.append(reading.repairs[old])
            old += 1
        out.append(joined)
    return (*out, *reading.repairs[old:])


def clusters(reading: Reading, more: Sequence[Repair]) -> list[tuple[int, int, list[Repair]]]:
    """Group ``more`` so that groups share no replacement of ``reading``; give each with the stretch that covers it."""
    groups: list[tuple[int, int, list[Repair]]] = []
    for repair in more:
        start, end = widened(reading, repair.start, repair.end)
        if groups and start < groups[-1][1]:
            first, last, inside = groups[-1]
            groups[-1] = (first, max(last, end), [*inside, repair])
        else:
            groups.append((start, end, [repair]))
    return groups


def widened(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """Extend the stretch to the whole of every replacement that it cuts."""
    index = bisect_right(reading.places, start) - 1
    if index >= 0 and start < reading.places[index] + len(reading.repairs[index].to):
        start = reading.places[index]
    index = bisect_right(reading.places, end - 1) - 1
    if index >= 0:
        end = max(end, reading.places[index] + len(reading.repairs[index].to))
    return start, end
