"""A text as it is read, its damage repaired, and the way back to the characters that it was read from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from rashomon.types import Repair

__all__ = ["Reading", "compose", "read_as"]


class Reading(msgspec.Struct, frozen=True):
    """``text`` is the source with its ``repairs`` applied; every position in it leads back to the source."""

    text: str
    repairs: tuple[Repair, ...]
    places: tuple[int, ...]
    """Where in ``text`` the replacement of each repair starts."""

    def source_start(self, position: int) -> int:
        """Where the character at ``position`` starts in the source; inside a replacement, where the damage starts."""
        index = bisect_right(self.places, position) - 1
        if index < 0:
            return position
        repair = self.repairs[index]
        beyond = position - self.places[index] - len(repair.to)
        return repair.start if beyond < 0 else repair.end + beyond

    def source_end(self, position: int) -> int:
        """Where the character before ``position`` ends in the source; 0 for position 0."""
        if position == 0:
            return 0
        index = bisect_right(self.places, position - 1) - 1
        if index < 0:
            return position
        repair = self.repairs[index]
        beyond = position - self.places[index] - len(repair.to)
        return repair.end + max(0, beyond)

    def reads_at(self, position: int) -> int:
        """Where what stands at ``position`` of the source is in ``text``; inside damage, its replacement's start."""
        index = bisect_right(self.repairs, position, key=lambda repair: repair.start) - 1
        if index < 0:
            return position
        repair = self.repairs[index]
        beyond = position - repair.end
        return self.places[index] + (len(repair.to) + beyond if beyond >= 0 else 0)


def read_as(source: str, repairs: Sequence[Repair]) -> Reading:
    """The source with its repairs applied; they are sorted and do not overlap."""
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
    """Repairs of the source that do what those of ``reading`` and, after them, ``more`` (of its text) do."""
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
    """``more`` in groups that share no replacement of ``reading``, each with the stretch that holds all it touches."""
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
    """The stretch, with the whole of every replacement that it cuts."""
    index = bisect_right(reading.places, start) - 1
    if index >= 0 and start < reading.places[index] + len(reading.repairs[index].to):
        start = reading.places[index]
    index = bisect_right(reading.places, end - 1) - 1
    if index >= 0:
        end = max(end, reading.places[index] + len(reading.repairs[index].to))
    return start, end
