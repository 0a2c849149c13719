"""The words in which two wordings differ."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from rashomon.types import Span

__all__ = ["differing"]

_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_MOST_WORDS = 300


def differing(left: str, right: str, alike: float = 0.5) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the spans of each text's words that the other one does not have in their place.

    Nothing is marked if the texts share less than ``alike`` of their words (Ratcliff and Obershelp's measure, 0 to 1),
    since marking everything shows nothing, or if they have more than 300 words.
    """
    a, b = list(_WORD.finditer(left)), list(_WORD.finditer(right))
    if max(len(a), len(b)) > _MOST_WORDS:
        return (), ()
    matcher = SequenceMatcher(None, [m[0].casefold() for m in a], [m[0].casefold() for m in b], autojunk=False)
    if matcher.ratio() < alike:
        return (), ()
    changed = [o for o in matcher.get_opcodes() if o[0] != "equal"]
    return (
        tuple((a[i].start(), a[j - 1].end()) for _, i, j, _, _ in changed if i < j),
        tuple((b[i].start(), b[j - 1].end()) for _, _, _, i, j in changed if i < j),
    )
