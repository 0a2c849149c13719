"""Whether a statement affirms or negates its main predicate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rashomon.annotation.marks import Shown
from rashomon.annotation.syntax import negation_words, negations
from rashomon.types import Polarity

if TYPE_CHECKING:
    from rashomon.annotation.document import Document

__all__ = ["polarity_of"]


def polarity_of(document: Document, tokens: Sequence[int], predicate: int) -> Shown[Polarity]:
    """Negated where the main predicate is: "not", "never", "no longer", "has no plans", "nobody", "failed to agree".

    Two negations undo each other ("did not fail to"). What only names an opposite ("denied", "rejected") is affirmed:
    that is force. Negation in another clause, or after "without", does not count.
    """
    inside = frozenset(tokens)
    verb = document.parse[predicate]
    found = [t for t in negations(verb) if t.i in inside]
    if len(found) % 2 == 0:
        return Shown("affirmed")
    return Shown("negated", tuple(i for t in found for i in negation_words(t)))
