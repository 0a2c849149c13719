"""Signed quotations: “We will not pay.” ― Jan Novak. A dash and a name behind the closing mark, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rashomon.encoder.net import Reported
from rashomon.types import Span

__all__ = ["signed"]

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w'’-]*"
_SIGNED = re.compile(
    rf"[“”\"](?P<words>[^“”\"]+)[”\"]\s{{0,3}}(?P<dash>[―—–])\s{{0,3}}"
    rf"(?P<name>{_CAPITAL}(?: (?:{_CAPITAL}\.?|de|del|der|den|la|van|von|bin|al)){{0,4}}(?<!\.))"
    rf"(?=\.?\s*(?:$|[“\"”/|]))"
)
"""Its parts are bounded or end at a mark that they cannot hold, so a search takes time that grows with the text."""


def signed(text: str, paragraphs: Sequence[Span]) -> Iterator[Reported]:
    """The signed quotations of the paragraphs, given as ``(start, end)`` in code points; the dash is the cue."""
    for start, end in paragraphs:
        if any(dash in text[start:end] for dash in "―—–"):
            for found in _SIGNED.finditer(text[start:end]):
                content = (found.start(), found.end("words") + 1)
                source, cue, content = (
                    (start + s, start + e) for s, e in (found.span("name"), found.span("dash"), content)
                )
                yield Reported((source,), cue, (content,))
