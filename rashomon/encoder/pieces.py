"""Word pieces and windows: the net's input, each piece with its place in the text.

A window holds whole paragraphs in order, as many as fit: ``[CLS] paragraph [SEP] paragraph … [SEP]``. The vocabulary is
uncased, so each piece also has a form: its capitals, whether a space precedes it, and whether it is inside quotation
marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING
from unicodedata import combining

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from tokenizers import Tokenizer

    Ints = npt.NDArray[np.int32]

__all__ = ["CLS", "FORMS", "LONGEST", "PAD", "SEP", "Pieces", "Window", "cut", "pack"]

PAD, CLS, SEP = 0, 101, 102
"""Ids in BERT's vocabulary."""
LONGEST = 256
"""Most pieces in a window, special tokens included: the length used in training."""
FORMS = 12
"""Number of forms: three kinds of capitals, space before or not, inside quotation marks or not."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of one paragraph, as arrays of one length."""

    ids: Ints
    forms: Ints
    starts: Ints
    """Offsets in code points of the text that contains the paragraph."""
    ends: Ints

    def __len__(self) -> int:
        return len(self.ids)

    def part(self, start: int, end: int) -> Pieces:
        """Return the pieces from ``start`` up to ``end``."""
        return Pieces(self.ids[start:end], self.forms[start:end], self.starts[start:end], self.ends[start:end])


@dataclass(frozen=True, slots=True)
class Window:
    """Paragraphs, or parts of long ones, that the net reads together."""

    parts: tuple[Pieces, ...]

    def __len__(self) -> int:
        return 1 + sum(len(p) + 1 for p in self.parts)

    def places(self) -> Iterator[tuple[int, Pieces]]:
        """Yield each part with the place of its first piece in the window."""
        at = 1
        for part in self.parts:
            yield at, part
            at += len(part) + 1

    def fill(self, ids: Ints, forms: Ints) -> None:
        """Write the window into the first places of two rows of zeros."""
        ids[0] = CLS
        for at, part in self.places():
            ids[at : at + len(part)] = part.ids
            forms[at : at + len(part)] = part.forms
            ids[at + len(part)] = SEP


def cut(tokenizer: Tokenizer, text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Pieces]:
    """Return the pieces of each paragraph, given as ``(start, end)`` in code points of ``text``.

    A piece includes the combining marks after its last letter, although the vocabulary leaves them out.
    """
    import numpy as np

    encoded = tokenizer.encode_batch([text[s:e] for s, e in paragraphs], add_special_tokens=False)
    out = []
    for (start, end), one in zip(paragraphs, encoded, strict=True):
        paragraph, offsets = text[start:end], np.array(one.offsets, dtype=np.int32).reshape(-1, 2)
        if not paragraph.isascii():
            offsets[:, 1] = [_behind_marks(paragraph, end) for _, end in one.offsets]
        forms = _forms(paragraph, one.offsets)
        out.append(Pieces(np.array(one.ids, dtype=np.int32), forms, offsets[:, 0] + start, offsets[:, 1] + start))
    return out


def _behind_marks(text: str, end: int) -> int:
    while end < len(text) and combining(text[end]):
        end += 1
    return end


def _forms(text: str, offsets: Sequence[tuple[int, int]]) -> Ints:
    import numpy as np

    inside = _quoted(text)
    out = np.zeros(len(offsets), dtype=np.int32)
    for n, (start, end) in enumerate(offsets):
        word = text[start:end]
        capitals = 0 if not word[:1].isupper() else 2 if len(word) > 1 and word.isupper() else 1
        spaced = start == 0 or text[start - 1].isspace()
        out[n] = capitals + 3 * spaced + 6 * inside[start]
    return out


def _quoted(text: str) -> bytearray:
    """Return for each character whether it is inside double quotation marks, marks included."""
    out = bytearray(len(text) + 1)
    opened: int | None = None
    for i, char in enumerate(text):
        if char == "“" or (char == '"' and opened is None):
            opened = i if opened is None else opened
        elif char in '”"' and opened is not None:
            out[opened : i + 1] = b"\x01" * (i + 1 - opened)
            opened = None
    if opened is not None:
        out[opened:] = b"\x01" * (len(out) - opened)
    return out


def pack(paragraphs: Sequence[Pieces], longest: int = LONGEST, first: int | None = None) -> list[Window]:
    """Pack whole paragraphs, in order, into windows of at most ``longest`` pieces (3 or more), special tokens included.

    If ``first`` is given, the first window holds at most so many pieces, or a single paragraph. A paragraph longer than
    a window is split, after a full stop if its second half has one.
    """
    out: list[Window] = []
    held: list[Pieces] = []
    size, room = 1, first or longest
    for paragraph in paragraphs:
        for part in _parts(paragraph, longest - 2):
            if held and size + len(part) + 1 > room:
                out.append(Window(tuple(held)))
                held, size, room = [], 1, longest
            held.append(part)
            size += len(part) + 1
    if held:
        out.append(Window(tuple(held)))
    return out


def _parts(paragraph: Pieces, longest: int) -> list[Pieces]:
    """Split a paragraph into parts of at most ``longest`` pieces; none for a paragraph without pieces."""
    import numpy as np

    bounds = [0]
    stops = np.flatnonzero(np.isin(paragraph.ids, _STOP_IDS)) + 1
    while len(paragraph) - bounds[-1] > longest:
        near = stops[(stops > bounds[-1] + longest // 2) & (stops <= bounds[-1] + longest)]
        bounds.append(int(near[-1]) if len(near) else bounds[-1] + longest)
    bounds.append(len(paragraph))
    return [paragraph.part(s, e) for s, e in pairwise(bounds) if e > s]


_STOP_IDS = (999, 1012, 1029)
"""The ids of "!", "." and "?"."""
