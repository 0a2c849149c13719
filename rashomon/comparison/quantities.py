"""Numbers in the text: what they count, how much, and how exactly."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import takewhile

from rashomon.lexicon import numbers, words
from rashomon.types.parse import Parse, Token

__all__ = ["Quantity", "compatible", "quantities"]

_VALUES = numbers("quantities.values")
_MAGNITUDES = numbers("quantities.magnitudes")
_LINKING = words("quantities.linking_words")
_PERCENT = words("quantities.percent")
_CURRENCY_SIGNS = words("quantities.currency_signs")
_AT_LEAST = tuple(words("quantities.at_least"))
_AT_MOST = tuple(words("quantities.at_most"))
_ABOUT = tuple(words("quantities.approximators"))
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?", re.ASCII)

_LOOK_BACK = 16
"""Characters before a number in which words that qualify it are looked for."""
LEAST_ROUND = 20
"""The number from which one that ends in a zero looks rounded."""
ROUNDING = 0.12
"""How far a rounded number may be off the exact one, as a share of it."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in the text, from ``low`` to ``high``; both are equal where it is exact."""

    token: Token
    """Its last token."""
    start: int
    end: int
    low: float
    high: float
    rounded: bool
    unit: str
    """Lemma of what is counted: "people", "dollar", "%"; empty where nothing is."""
    counted: Token | None
    """The noun that is counted."""
    governor: Token | None
    """The word that the counted phrase depends on, prepositions skipped."""


def quantities(parse: Parse, skip: Collection[Token]) -> tuple[Quantity, ...]:
    """Return the numbers of a text, each run of number words as one; tokens in ``skip`` are left out."""
    found = []
    end = 0
    for token in parse.tokens:
        if token.i < end or token.pos_ != "NUM" or token in skip:
            continue
        rest = parse.tokens[token.i : token.sent.end]
        run = list(takewhile(lambda t: t.pos_ == "NUM" and t not in skip, rest))
        end = token.i + len(run)
        value = _value([t.lower_ for t in run])
        if value is not None:
            found.append(_quantity(run, value))
    return tuple(found)


def compatible(a: Quantity, b: Quantity) -> bool:
    """Return whether both can be true of the same thing: their ranges meet, or they are one number rounded."""
    if a.low <= b.high and b.low <= a.high:
        return True
    gap = max(a.low, b.low) - min(a.high, b.high)
    size = max(abs(a.low), abs(b.low))
    return (a.rounded or b.rounded) and gap <= ROUNDING * size


def _value(run: Sequence[str]) -> float | None:
    """Return the value of a run of number words; None where it is no plain number (a score, a fraction)."""
    total = current = 0.0
    for word in (part for w in run for part in w.replace("$", "").split("-")):
        if not word or word in _LINKING:
            continue
        if word in _MAGNITUDES:
            current = (current or 1.0) * _MAGNITUDES[word]
            if _MAGNITUDES[word] > 100:
                total, current = total + current, 0.0
        elif word in _VALUES:
            current += _VALUES[word]
        elif _DIGITS.fullmatch(word):
            current += float(word.replace(",", ""))
        else:
            return None
    return total + current


def _quantity(run: Sequence[Token], value: float) -> Quantity:
    first, last = run[0], run[-1]
    text = first.doc.text
    counted, unit = _counted(first, last)
    head = counted or last
    governor = head.head
    while governor.pos_ == "ADP" and governor.head is not governor:
        governor = governor.head
    before = text[max(0, first.idx - _LOOK_BACK) : first.idx].lower().rstrip(" $€£")
    low = high = value
    if before.endswith(_AT_LEAST):
        high = float("inf")
    elif before.endswith(_AT_MOST):
        low = 0.0
    return Quantity(
        token=last,
        start=first.idx,
        end=last.idx + len(last),
        low=low,
        high=high,
        rounded=before.endswith(_ABOUT) or (value >= LEAST_ROUND and value % 10 == 0),
        unit=unit,
        counted=counted,
        governor=None if governor is head else governor,
    )


def _counted(first: Token, last: Token) -> tuple[Token | None, str]:
    """Return the noun that is counted, and the unit: its lemma, or a sign of currency or percent beside the number."""
    text, end = first.doc.text, last.idx + len(last)
    counts = last.dep_ in ("nummod", "compound", "amod", "quantmod") and last.head.pos_ in ("NOUN", "PROPN")
    noun = last.head if counts else None
    after = last.doc.tokens[last.i + 1] if last.i + 1 < len(last.doc) else None
    if last.head.i < first.i and after is not None and after.pos_ == "NOUN":
        noun = after  # the parser attached the number to what stands before: "On Friday 12 workers"
    beside = (text[max(0, first.idx - 1) : first.idx], text[first.idx : first.idx + 1])
    sign = next((s for s in beside if s in _CURRENCY_SIGNS), None)
    if sign:
        return noun, sign
    if text[end : end + 1] in _PERCENT or (noun is not None and noun.lemma_ in _PERCENT):
        return noun, "%"
    return noun, noun.lemma_ if noun is not None else ""
