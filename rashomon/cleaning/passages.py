"""From marks to passages, which cover every character exactly once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import structs

from rashomon.cleaning.line_marks import Mark
from rashomon.cleaning.repaired_text import Reading
from rashomon.types import Passage

__all__ = ["passages_of", "segments_of"]


def segments_of(text: str, marks: Iterable[Mark]) -> list[Mark]:
    """Return the marked stretches of ``text`` and the body between them, in order and without gaps.

    Marks may come in any order and overlap: repeats take precedence, then the mark that starts first; a mark keeps what
    is left of it. Adjacent stretches of one kind are merged, except repeats. White space next to body belongs to the
    body, between two marks to the first of them, before the first mark to that mark.
    """
    return covering(text, disjoint(marks))


def passages_of(reading: Reading, segments: Sequence[Mark], length: int) -> tuple[Passage, ...]:
    """Return the segments as passages of the reading's source, which has ``length`` characters and is fully covered."""
    if not length:
        return ()
    starts = [0]
    for former, segment in pairwise(segments):
        # What a repair removes at the edge of a mark, such as the brackets of a link, belongs to the mark.
        place = reading.source_start if segment.kind == "body" else reading.source_end
        starts.append(max(starts[-1], place(former.end)))
    passages = []
    for segment, start, end in zip(segments, starts, [*starts[1:], length], strict=True):
        earlier = segment.repeats and (reading.source_start(segment.repeats[0]), reading.source_end(segment.repeats[1]))
        if start < end:
            passages.append(Passage(start, end, segment.kind, earlier))
    return tuple(passages)


def disjoint(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Yield the marks in order, cut so that none overlaps another."""
    ordered = sorted(marks, key=place)
    repeats = [mark for mark in ordered if mark.kind == "repeat"]
    others = [mark for mark in ordered if mark.kind != "repeat"]
    out = list(repeats)
    done = first = 0
    for mark in others:
        at, done = max(done, mark.start), max(done, mark.end)
        while first < len(repeats) and repeats[first].end <= at:
            first += 1
        index = first
        while at < mark.end:
            bound = min(mark.end, repeats[index].start) if index < len(repeats) else mark.end
            if at < bound:
                out.append(structs.replace(mark, start=at, end=bound))
            at = repeats[index].end if index < len(repeats) else mark.end
            index += 1
    return iter(sorted(out, key=place))


def place(mark: Mark) -> tuple[int, int]:
    return mark.start, mark.end


def covering(text: str, marks: Iterable[Mark]) -> list[Mark]:
    """Return the marks and the body between them, without gaps."""
    out: list[Mark] = []
    at = 0
    for mark in marks:
        if not text[mark.start : mark.end].strip():
            continue
        if text[at : mark.start].strip():
            out.append(Mark(at, mark.start, "body"))
            at = mark.start
        if out and at < mark.start:
            out[-1] = structs.replace(out[-1], end=mark.start)
        if out and out[-1].kind == mark.kind and not mark.repeats and not out[-1].repeats:
            out[-1] = structs.replace(out[-1], end=mark.end)
        else:
            out.append(structs.replace(mark, start=mark.start if out else 0))
        at = mark.end
    if text[at:].strip() or not out:
        out.append(Mark(at, len(text), "body"))
    else:
        out[-1] = structs.replace(out[-1], end=len(text))
    return out
