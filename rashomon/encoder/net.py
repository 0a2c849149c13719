"""The net that reads articles: who said what, and how sure the author is of each event named.

A MiniLM-L6 (Wang et al. 2020) with heads, trained on PolNeAR (Newell et al. 2018) and on corpora of event factuality;
its card is `data/net.md`. One pass over a window of paragraphs finds the cues; a small layer then finds each cue's
source and content, so several attributions in a sentence come out apart and linked.
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
"""Word pieces of a window: quicker than the 256 that the net was trained on, and no less right on held-out articles."""
_WINDOWS = 64
"""Windows whose cues are sought together; what the encoder says of more is not held at a time."""
_CUES = 8192
"""Word pieces that the cues' layer takes at a time: a cue takes as many as its paragraph has."""
_FURTHEST = 96
"""Distances from a cue, in pieces, beyond which the net sees no difference."""


@dataclass(frozen=True, slots=True)
class Reported:
    """One attribution: pieces in order, in code points of the text; source and content may be empty."""

    source: tuple[Span, ...]
    cue: Span
    content: tuple[Span, ...]
    inside: bool = False
    """The cue stands in the content of another attribution."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the net says of one text."""

    reported: tuple[Reported, ...]
    """In order of their cues."""
    starts: tuple[int, ...]
    """Where each word piece begins, ascending."""
    certainty: Floats
    """For each word piece how sure the author is that the event it names happened: -3 (did not) to 3 (did)."""

    def certainty_at(self, place: int) -> float | None:
        """The certainty at the word piece that holds a code point; None before the first one."""
        at = bisect_right(self.starts, place) - 1
        return float(self.certainty[at]) if at >= 0 else None


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a window, the number of its text, and what the encoder says of its pieces."""

    text: int
    pieces: Pieces
    outer: Floats
    inner: Floats
    keys: Floats
    certainty: Floats


@dataclass(frozen=True, slots=True)
class _Cue:
    """A cue that was found, as pieces of its part."""

    part: _Part
    cue: tuple[int, int]
    inside: bool


def read(texts: Sequence[tuple[str, Sequence[Span]]]) -> list[Reading]:
    """Read texts, each given with its paragraphs as ``(start, end)``; an unlisted stretch is not read.

    Paragraphs must be in order and must not overlap. Each window goes through the net alone: none is padded to the
    length of another, and what is read in a text does not hang on the texts beside it.
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
    """A window's parts as the encoder sees them."""
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
    """Each cue's source and content."""
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
    """How far each place is from its row's cue, before or behind, as the net counts it; a number of its own inside."""
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
    """Numbers of items of like sizes, so many at a time that padded to the longest they hold ``most`` at the most."""
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
