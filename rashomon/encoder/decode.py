"""Spans from tags: the most likely valid tag sequence (B I E for a span, S for a span of one piece, O outside)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.floating[Any]]
    Spans = list[tuple[int, int]]

__all__ = ["cue_spans", "role_spans"]


@cache
def _scheme(kinds: int) -> tuple[Floats, Floats, Floats]:
    """Return which tags may follow each other, start and end, for O and then B I E S of each kind: 0 or -inf."""
    import numpy as np

    tags = 1 + 4 * kinds
    opens = np.array([False] + [True, True, False, False] * kinds)
    follow = np.full((tags, tags), -np.inf, np.float32)
    starts = [0] + [1 + 4 * k + i for k in range(kinds) for i in (0, 3)]
    for a in range(tags):
        if opens[a]:
            base = 1 + 4 * ((a - 1) // 4)
            follow[a, [base + 1, base + 2]] = 0
        else:
            follow[a, starts] = 0
    begin = np.full(tags, -np.inf, np.float32)
    begin[starts] = 0
    return follow, begin, np.where(opens, -np.inf, 0).astype(np.float32)


def _likeliest(logits: Floats, kinds: int, sizes: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Run Viterbi over (rows, places, tags), each row with its own size; return tags (rows, places), 0 after a row's
    end."""
    import numpy as np

    follow, begin, end = _scheme(kinds)
    rows, places, tags = logits.shape
    back = np.zeros((places, rows, tags), np.int64)
    at: Floats = np.zeros((rows, tags), np.float32)
    last: Floats = np.zeros((rows, tags), np.float32)
    for place in range(places):
        if place == 0:
            at = logits[:, 0] + begin
        else:
            ways = at[:, :, None] + follow[None]
            back[place] = ways.argmax(1)
            at = ways.max(1) + logits[:, place]
        ended = sizes == place + 1
        last[ended] = at[ended]
    out = np.zeros((rows, places), np.int64)
    tag = (last + end).argmax(1)
    index = np.arange(rows)
    for place in range(places - 1, -1, -1):
        within = place < sizes
        starts = place == sizes - 1
        if place < places - 1:
            tag = np.where(within & ~starts, back[place + 1, index, tag], tag)
        out[within, place] = tag[within]
    return out


def _spans(tags: npt.NDArray[np.int64], base: int) -> Spans:
    """Return the spans of one kind, whose tags start at ``base``."""
    import numpy as np

    out: Spans = []
    opened = 0
    for i in np.flatnonzero((tags >= base) & (tags < base + 4)):
        kind = tags[i] - base
        if kind in (0, 3):
            opened = int(i)
        if kind in (2, 3):
            out.append((opened, int(i) + 1))
    return out


def cue_spans(logits: Sequence[Floats]) -> list[Spans]:
    """Return the cues of each paragraph from its logits (places, 5)."""
    import numpy as np

    out: list[Spans] = [[] for _ in logits]
    # if no place is most likely in a cue, no sequence with a cue beats the one without
    some = [n for n, paragraph in enumerate(logits) if paragraph.argmax(-1).any()]
    if not some:
        return out
    sizes = np.array([len(logits[n]) for n in some])
    together = np.zeros((len(some), int(sizes.max()), 5), np.float32)
    for row, n in enumerate(some):
        together[row, : sizes[row]] = logits[n]
    for n, tags in zip(some, _likeliest(together, 1, sizes), strict=True):
        out[n] = _spans(tags, 1)
    return out


def role_spans(logits: Floats, sizes: npt.NDArray[np.int64] | None = None) -> list[tuple[Spans, Spans]]:
    """Return the source and content of each cue from logits (cues, places, 9).

    With ``sizes``, shape (cues,), places of a cue at or after its size are ignored.
    """
    import numpy as np

    if sizes is None:
        sizes = np.full(len(logits), logits.shape[1])
    return [(_spans(row, 1), _spans(row, 5)) for row in _likeliest(logits, 2, sizes)]
