"""Sources with their ends mended: a phrase that a comma opens goes on to where it ends, and a name has no hole.

The net tags piece by piece, and now and then stops short inside an apposition or a relative clause of a source: "Ada
Moor, head of the port [at Tidewater], said", "said Ada Moor, who came in May and left [as the ships did]."
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from rashomon.encoder.net import Reported
from rashomon.types import Span

__all__ = ["mended"]

_LONGEST = 160
"""Code points that are added at most."""
_REST = re.compile(r" (?:at|by|for|from|in|of|on|to|with) [^,.;:?!“”\"()—–\n]+,")
"""The rest of a phrase before its cue, up to the comma that closes it."""
_CLAUSE = re.compile(r", (?:who|whose|which|where) ")
_BREAK = re.compile(r"[.,;:?!“”\"()—–\n]|''|``| - |$")
_NAME = re.compile(r" (?:[^\W\d_a-zß-öø-ÿ][\w'’-]* ){1,3}")
"""Up to three words with a capital, between two others."""


def mended(text: str, reported: Iterable[Reported]) -> Iterator[Reported]:
    """The same attributions, in their order, with the sources as far as they go."""
    for one in reported:
        source = _joined(text, one.source)
        if len(source) == 1:
            source = ((source[0][0], _end(text, source[0], one.cue)),)
        yield one if source == one.source else replace(one, source=source)


def _joined(text: str, pieces: tuple[Span, ...]) -> tuple[Span, ...]:
    """Two pieces with nothing but a name's words between them made one."""
    if len(pieces) == 2 and _NAME.fullmatch(text, pieces[0][1], min(pieces[1][0], pieces[0][1] + _LONGEST)):
        return ((pieces[0][0], pieces[1][1]),) if pieces[1][0] <= pieces[0][1] + _LONGEST else pieces
    return pieces


def _end(text: str, source: Span, cue: Span) -> int:
    """Where a source ends."""
    start, end = source
    words = text[start:end]
    if words.endswith(","):
        return end
    if end <= cue[0]:
        rest = _REST.match(text, end, min(cue[0], end + _LONGEST)) if ", " in words else None
        return rest.end() if rest and not text[rest.end() : cue[0]].strip() else end
    if start >= cue[1] and _CLAUSE.search(words):
        stop = _BREAK.search(text, end, end + _LONGEST)
        return end + len(text[end : stop.start()].rstrip()) if stop else end
    return end
