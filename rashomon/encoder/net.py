"""The net for attribution and factuality: who said what, and how certain the author is of each event.

A MiniLM-L6 (Wang et al. 2020) with heads, trained on PolNeAR (Newell et al. 2018) and on event factuality corpora; its
card is `data/net.md`. One pass over a window of paragraphs finds the cues; a small layer then finds the source and
content of each cue, so that several attributions in one sentence stay apart and linked.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from rashomon.encoder.checksums import checked
from rashomon.encoder.decode import cue_spans, role_spans
from rashomon.encoder.pieces import Pieces, Window, cut, pack
from rashomon.encoder.runtime import session

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from tokenizers import Tokenizer

    Floats = npt.NDArray[np.float32]
    Run = Callable[[Sequence[str], dict[str, npt.NDArray[Any]]], list[Floats]]

__all__ = ["Reading", "Reported", "read"]

Span = tuple[int, int]
T = TypeVar("T")

_LONGEST = 160
"""Word pieces of a window: faster than the 256 of training, and no less accurate on held-out articles."""
_WINDOWS = 64
"""Windows whose cues are tagged together; this bounds the encoder output that is kept in memory."""
_CUES = 8192
"""Word pieces that the role layer takes at a time: a cue takes as many as its paragraph has."""
_FURTHEST = 96
"""Largest distance from a cue, in pieces, that the net distinguishes."""


@dataclass(frozen=True, slots=True)
class Reported:
    """One attribution: spans in order, in code points of the text; source and content may be empty."""

    source: tuple[Span, ...]
    cue: Span
    content: tuple[Span, ...]
    inside: bool = False
    """Whether the cue is inside the content of another attribution."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The net's output for one text."""

    reported: tuple[Reported, ...]
    """The attributions in order of their cues."""
    starts: tuple[int, ...]
    """The start of each word piece, ascending."""
    certainty: Floats
    """For each word piece, how certain the author is that the event it names happened: -3 (did not) to 3 (did)."""

    def certainty_at(self, place: int) -> float | None:
        """Return the certainty at the word piece that contains a code point; None before the first piece."""
        at = bisect_right(self.starts, place) - 1
        return float(self.certainty[at]) if at >= 0 else None


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a window, the number of its text, and the encoder's output for its pieces."""

    text: int
    pieces: Pieces
    outer: Floats
    inner: Floats
    keys: Floats
    certainty: Floats


@dataclass(frozen=True, slots=True)
class _Cue:
    """A cue, in pieces of its part."""

    part: _Part
    cue: tuple[int, int]
    inside: bool


def read(texts: Sequence[tuple[str, Sequence[Span]]]) -> list[Reading]:
    """Read texts, each with its paragraphs as ``(start, end)``; other stretches are not read.

    Paragraphs must be in order and not overlap. Windows go through the net one at a time, without padding, so the
    result for one text does not depend on the others.
    """

    encode, tag, tokenizer = _load()
    windows: list[tuple[int, Window]] = []
    for number, (text, paragraphs) in enumerate(texts):
        windows.extend((number, window) for window in pack(cut(tokenizer, text, paragraphs), _LONGEST))
    reported: list[list[Reported]] = [[] for _ in texts]
    sure: list[list[tuple[Pieces, Floats]]] = [[] for _ in texts]
    for at in range(0, len(windows), _WINDOWS):
        parts = [part for number, window in windows[at : at + _WINDOWS] for part in _parts(encode, number, window)]
        for part in parts:
            sure[part.text].append((part.pieces, part.certainty))
        cues = list(_cues(parts))
        for cue, one in zip(cues, _tagged(tag, cues), strict=True):
            reported[cue.part.text].append(one)
    return [_reading(found, values) for found, values in zip(reported, sure, strict=True)]


def _parts(encode: Run, number: int, window: Window) -> Iterator[_Part]:
    """Run the encoder on a window and yield its parts."""
    import numpy as np

    ids, forms = np.zeros((2, 1, len(window)), np.int32)
    window.fill(ids[0], forms[0])
    outer, inner, keys, certainty = encode(("cues", "inner", "keys", "certainty"), {"ids": ids, "forms": forms})
    for at, part in window.places():
        here = slice(at, at + len(part))
        yield _Part(number, part, outer[0, here], inner[0, here], keys[0, here], certainty[0, here, 0])


def _cues(parts: Sequence[_Part]) -> Iterator[_Cue]:
    found = cue_spans([logits for part in parts for logits in (part.outer, part.inner)])
    for part, outer, inner in zip(parts, found[::2], found[1::2], strict=True):
        for cue in outer:
            yield _Cue(part, cue, False)
        for cue in inner:
            if not any(s < cue[1] and cue[0] < e for s, e in outer):
                yield _Cue(part, cue, True)


def _tagged(tag: Run, cues: Sequence[_Cue]) -> list[Reported]:
    """Return the cues with their sources and contents."""
    import numpy as np

    out: list[Reported | None] = [None] * len(cues)
    for batch in _batches(cues, lambda c: len(c.part.pieces), _CUES):
        own = [cues[n] for n in batch]
        sizes = np.array([len(c.part.pieces) for c in own], np.int32)
        keys = np.zeros((len(own), int(sizes.max()), own[0].part.keys.shape[1]), np.float32)
        for row, c in enumerate(own):
            keys[row, : len(c.part.pieces)] = c.part.keys
        first = np.array([[c.cue[0]] for c in own], np.int32)
        last = np.array([[c.cue[1] - 1] for c in own], np.int32)
        (tags,) = tag(
            ("tags",),
            {
                "keys": keys,
                "distance": _distance(first, last, keys.shape[1]),
                "first": first,
                "last": last,
                "sizes": sizes,
            },
        )
        for n, c, (source, content) in zip(batch, own, role_spans(tags, sizes.astype(np.int64)), strict=True):
            (cue,) = _spans(c.part.pieces, [c.cue])
            out[n] = Reported(_spans(c.part.pieces, source), cue, _spans(c.part.pieces, content), c.inside)
    return cast("list[Reported]", out)


def _distance(first: npt.NDArray[np.int32], last: npt.NDArray[np.int32], places: int) -> npt.NDArray[np.int32]:
    """Return the distance of each place from its row's cue, before or after, in the net's numbering; inside has its
    own."""
    import numpy as np

    at = np.arange(places, dtype=np.int32)[None]
    away = np.clip(at - first, -_FURTHEST, 0) + np.clip(at - last, 0, _FURTHEST) + _FURTHEST
    return np.where((at >= first) & (at <= last), 2 * _FURTHEST + 1, away).astype(np.int32)


def _spans(part: Pieces, found: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple((int(part.starts[s]), int(part.ends[e - 1])) for s, e in found)


def _reading(reported: list[Reported], parts: Sequence[tuple[Pieces, Floats]]) -> Reading:
    import numpy as np

    parts = sorted((p for p in parts if len(p[0])), key=lambda p: int(p[0].starts[0]))
    starts = tuple(int(s) for part, _ in parts for s in part.starts)
    values = np.concatenate([v for _, v in parts]) if parts else np.zeros(0, np.float32)
    return Reading(tuple(sorted(reported, key=lambda r: r.cue)), starts, np.clip(values, -3, 3))


def _batches(items: Sequence[T], size: Callable[[T], int], most: int) -> Iterator[list[int]]:
    """Group items of similar size into batches that hold at most ``most`` when padded to their longest item."""
    order = sorted(range(len(items)), key=lambda n: size(items[n]))
    held: list[int] = []
    for n in order:
        if held and size(items[n]) * (len(held) + 1) > most:
            yield held
            held = []
        held.append(n)
    if held:
        yield held


@cache
def _load() -> tuple[Run, Run, Tokenizer]:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(checked("tokenizer.json").decode())
    return session(checked("net.onnx")).run, session(checked("roles.onnx")).run, tokenizer
