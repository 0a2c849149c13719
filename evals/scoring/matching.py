"""When a found statement, name or chain counts as a gold one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set

    from evals.gold.ledger import GoldHop
    from rashomon.types import Hop, Span

__all__ = [
    "chain_matches",
    "f1",
    "macro_f1",
    "same_name",
    "squash",
    "word_spans",
    "words_in",
]

_WORD = re.compile(r"\w+")


def word_spans(text: str) -> tuple[Span, ...]:
    """Return the span of each word of ``text``, in order."""
    return tuple(m.span() for m in _WORD.finditer(text))


def words_in(words: Iterable[Span], spans: Sequence[Span]) -> frozenset[Span]:
    """Return the words that lie wholly inside one of ``spans``."""
    return frozenset(w for w in words if any(s <= w[0] and w[1] <= e for s, e in spans))


def f1(gold: Set[Span], found: Set[Span]) -> float:
    """Return the F1 of one set against another."""
    both = len(gold & found)
    return 2 * both / (len(gold) + len(found)) if both else 0.0


def macro_f1(pairs: Sequence[tuple[str, str | None]]) -> float:
    """Average the F1 of the classes that gold uses; ``pairs`` of (gold, found or None)."""
    classes = {gold for gold, _ in pairs}
    if not classes:
        return 1.0
    hits = {c: sum(gold == found == c for gold, found in pairs) for c in classes}
    totals = {c: sum((gold == c) + (found == c) for gold, found in pairs) for c in classes}
    return sum(2 * hits[c] / totals[c] for c in sorted(classes)) / len(classes)


def squash(name: str) -> str:
    """Normalise a name: its words in lower case, joined by single spaces."""
    return " ".join(_WORD.findall(name)).casefold()


def same_name(a: str | None, b: str | None) -> bool:
    """Tell whether two names are equal or one is a run of whole words of the other; a missing name matches none."""
    left, right = f" {squash(a or '')} ", f" {squash(b or '')} "
    return bool(left.strip() and right.strip()) and (left in right or right in left)


def chain_matches(
    gold: Sequence[GoldHop], chain: Sequence[Hop], names: dict[str, tuple[str, ...]]
) -> tuple[bool, int, int]:
    """Return whether ``chain`` is ``gold``, how many implied hops it gives and how many it could give.

    Hops that the text does not state, implied or unresolved ones, may be missing at the end. ``names`` holds every name
    of each entity by its id.
    """
    stated = len(gold)
    while stated and (gold[stated - 1].implied or gold[stated - 1].unresolved):
        stated -= 1
    right = stated <= len(chain) <= len(gold) and all(
        _hop_matches(g, h, names) for g, h in zip(gold, chain, strict=False)
    )
    return right, len(chain) - stated if right else 0, len(gold) - stated


def _hop_matches(gold: GoldHop, hop: Hop, names: dict[str, tuple[str, ...]]) -> bool:
    if gold.anonymous:
        return hop.anonymous
    if gold.unresolved:
        return hop.unresolved
    return any(same_name(gold.name, n) for s in hop.sources for n in (s.text, *names.get(s.entity or "", ())))
