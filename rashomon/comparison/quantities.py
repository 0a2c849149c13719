"""Numbers in the text: what they count, how much, and how exactly."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

import msgspec

from rashomon.types import Word

__all__ = ["Quantity", "compatible", "quantities"]

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "k": 1e3,
    "m": 1e6,
    "bn": 1e9,
}
_VALUES = {w: float(i) for i, w in enumerate(_UNITS)} | {w: 10.0 * i for i, w in enumerate(_TENS, 2)} | {"dozen": 12.0}
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?", re.ASCII)

_AT_LEAST = ("at least", "more than", "over", "upwards of", "not less than", "no fewer than", "exceeding", "above")
_AT_MOST = ("at most", "up to", "fewer than", "less than", "under", "below", "as many as", "no more than", "as much as")
_ABOUT = (
    "about",
    "around",
    "some",
    "roughly",
    "approximately",
    "nearly",
    "almost",
    "an estimated",
    "close to",
    "estimated",
)
ROUNDING = 0.12
"""How far a rounded number may be off the exact one, as a share of it."""


class Quantity(msgspec.Struct, frozen=True):
    """A number in the text, from ``low`` to ``high``; both are equal where it is exact."""

    token: int
    """Index of its last token."""
    start: int
    end: int
    low: float
    high: float
    rounded: bool
    unit: str
    """Lemma of what is counted: "people", "dollar", "%"; empty where nothing is."""
    counted: int
    """Index of that token, or -1."""
    governor: int
    """Index of the word that the counted phrase hangs on, or -1."""


def quantities(text: str, tokens: Sequence[Word], skip: Collection[int]) -> tuple[Quantity, ...]:
    """The numbers among the tokens, a run of number words taken as one; those in ``skip`` are left out."""
    out = []
    i = 0
    while i < len(tokens):
        j = i
        while j < len(tokens) and tokens[j].pos == "NUM" and j not in skip and tokens[j].sentence == tokens[i].sentence:
            j += 1
        if j > i:
            value = _value([text[t.start : t.end].lower() for t in tokens[i:j]])
            if value is not None:
                out.append(_quantity(text, tokens, i, j - 1, value))
        i = max(j, i + 1)
    return tuple(out)


def compatible(a: Quantity, b: Quantity) -> bool:
    """Whether both can be true of the same thing: their ranges meet, or they are one number rounded."""
    if a.low <= b.high and b.low <= a.high:
        return True
    gap = max(a.low, b.low) - min(a.high, b.high)
    size = max(abs(a.low), abs(b.low))
    return (a.rounded or b.rounded) and gap <= ROUNDING * size


def _value(words: Sequence[str]) -> float | None:
    """What a run of number words comes to; None where it is no plain number (a score, a fraction)."""
    total = current = 0.0
    for word in (part for w in words for part in w.replace("$", "").split("-")):
        if word in ("and", "a", "an", ""):
            continue
        if word in _SCALES:
            current = (current or 1.0) * _SCALES[word]
            if word != "hundred":
                total, current = total + current, 0.0
        elif word in _VALUES:
            current += _VALUES[word]
        elif _DIGITS.fullmatch(word):
            current += float(word.replace(",", ""))
        else:
            return None
    return total + current


def _quantity(text: str, tokens: Sequence[Word], first: int, last: int, value: float) -> Quantity:
    counted, unit = _counted(text, tokens, first, last)
    head = counted if counted >= 0 else last
    governor = tokens[head].head if tokens[head].head != head else -1
    while governor >= 0 and tokens[governor].pos == "ADP" and tokens[governor].head != governor:
        governor = tokens[governor].head
    before = text[max(0, tokens[first].start - 16) : tokens[first].start].lower().rstrip(" $€£")
    low = high = value
    rounded = any(before.endswith(w) for w in _ABOUT) or _is_round(text, tokens, first, last, value)
    if any(before.endswith(w) for w in _AT_LEAST):
        high = float("inf")
    elif any(before.endswith(w) for w in _AT_MOST):
        low = 0.0
    return Quantity(last, tokens[first].start, tokens[last].end, low, high, rounded, unit, counted, governor)


def _is_round(text: str, tokens: Sequence[Word], first: int, last: int, value: float) -> bool:
    """Whether the number looks rounded: "1,000", "2 million", "hundreds" rather than "1,012" or "7"."""
    whole = text[tokens[first].start : tokens[last].end]
    if value < 20 or value != int(value):
        return any(s in whole.lower() for s in ("million", "billion", "trillion"))
    digits = str(int(value)).rstrip("0")
    return len(digits) < len(str(int(value)))


def _counted(text: str, tokens: Sequence[Word], first: int, last: int) -> tuple[int, str]:
    """The noun that is counted, or a currency or percent sign beside the number."""
    before, after = text[tokens[first].start - 1 : tokens[first].start], text[tokens[last].end : tokens[last].end + 1]
    sign = next((s for s in ("$", "€", "£") if s in (before, text[tokens[first].start : tokens[first].start + 1])), "")
    head, following = tokens[last].head, last + 1
    counts = tokens[last].dep in ("nummod", "compound", "amod", "quantmod") and tokens[head].pos in ("NOUN", "PROPN")
    noun = head if counts else -1
    if head < first and following < len(tokens) and tokens[following].pos == "NOUN":
        noun = following  # a parser's slip: "On Friday 12 workers" hung on Friday
    if sign:
        return noun, sign
    if after == "%" or (noun >= 0 and tokens[noun].lemma in ("%", "percent")):
        return noun, "%"
    return noun, tokens[noun].lemma if noun >= 0 else ""
