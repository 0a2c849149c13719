"""Quantities in the text: what they count, how much, and how exactly."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rashomon.lexicon import numbers, series, table, words
from rashomon.types.parse import Parse, Token

__all__ = ["AGE", "WRITTEN", "Quantity", "compatible", "quantities"]

_VALUES = numbers("quantities.values")
_MAGNITUDES = numbers("quantities.magnitudes")
_VAGUE = numbers("quantities.vague")
_SEVERAL = words("quantities.several")
_LINKING = words("quantities.linking_words")
LONGEST_FRACTION = 6
"""Most digits after the point of a number in words."""
_PERCENT = words("quantities.percent")
_SIGNS = table("quantities.currency_signs")
_NAMES = table("quantities.currency_names")
_UNITS = table("quantities.units")
_CASUALTIES = table("quantities.casualties")
_SUFFERED = words("quantities.suffered")
_COUNTS = words("quantities.counts")
_AT_LEAST = tuple(words("quantities.at_least"))
_AT_MOST = tuple(words("quantities.at_most"))
_ABOUT = tuple(words("quantities.approximators"))
WRITTEN = frozenset(("%", *_SIGNS.values(), *_NAMES.values()))
"""Units that stand with the number."""
_PART_OF = words("function_words.of")
_FRACTIONS = words("quantities.fractions")
_TO = words("quantities.between_numbers")
_BETWEEN = words("quantities.between")
_OR = words("quantities.alternative")
_FROM = words("function_words.from")
_BY = words("quantities.change")
_AGE_UNITS = numbers("quantities.age_units")
_OLD = words("time.ages")
_AGED = words("quantities.aged")
_BALLOTS = words("quantities.ballots")
_STATES = frozenset({"acomp", "oprd", "dobj", "ccomp", "xcomp", "attr"})
_OTHERS = frozenset({"conj", "appos", "prep"})
_ATOM = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|(?:[^\W\d_]{1,2})?[$£€¥₹]|[^\W\d_]+|\S")
_DASHES = frozenset("-–‑")

_LOOK_BACK = 16
"""Characters before a number in which words that qualify it are looked for."""
LEAST_ROUND = 20
"""The number from which one that ends in a zero looks rounded."""
ROUNDING = 0.12
"""How far a rounded number may be off the exact one, as a share of it."""
SEVERAL = (3.0, 9.0)
"""What "several" and "a few" mean before a magnitude."""
VAGUELY = 5.0
"""How many times the least of "dozens" its most is."""
LONGEST_SIGN = 2
"""Letters of the longest sign for a magnitude: "bn"."""
METRE = "m"
AGE, SCORE = series("quantities.other_units")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in the text, from ``low`` to ``high``; both are equal where it is exact."""

    token: Token
    """Its last token."""
    start: int
    end: int
    """Where the number stands, with its sign of currency or percent."""
    low: float
    high: float
    rounded: bool
    unit: str
    """Lemma of what is counted ("people", "metre"), the ISO code of a currency, "%", "age", "score"; empty where
    nothing is."""
    counted: Token | None
    """The noun that is counted; of an age, who has it."""
    governor: Token | None
    """The word that the counted phrase depends on, prepositions skipped."""
    measure: str = ""
    """"dead" and "injured" where people are counted so in whatever words; else the unit."""
    against: float | None = None
    """The other number of a score or a vote."""
    change: bool = False
    """Whether it tells by how much something has changed or has been won, not how much it is."""

    @property
    def number(self) -> float:
        """The number that is written: the bound that is known of "at least" and "up to"."""
        return self.high if self.low == 0 and self.high < float("inf") else self.low


class _Atom(NamedTuple):
    text: str
    """In lower case."""
    start: int
    end: int


class _Number(NamedTuple):
    """Part of a quantity: atoms ``first`` to ``end``."""

    first: int
    end: int
    low: float
    high: float


def quantities(parse: Parse, skip: Collection[Token]) -> tuple[Quantity, ...]:
    """Return the quantities of a text, in order; those that begin with a token in ``skip`` are left out."""
    atoms = [_Atom(m[0].lower(), *m.span()) for m in _ATOM.finditer(parse.text)]
    skipped = {t.idx for t in skip}
    found = []
    at = 0
    while at < len(atoms):
        number = _number(atoms, at)
        tokens = parse.starting_in(atoms[at].start, atoms[number.end - 1].end) if number else []
        if number is None:
            at += 1
        elif not tokens or tokens[0].idx in skipped or not _is_number(tokens[0], atoms, number):
            at = number.end
        else:
            quantity, at = _quantity(parse, atoms, number)
            found.append(quantity)
    return tuple(found)


def compatible(a: Quantity, b: Quantity) -> bool:
    """Return whether both can be true of the same thing: their ranges meet, or they are one number rounded."""
    if a.against is not None and b.against is not None:
        return {a.low, a.against} == {b.low, b.against}
    if a.low <= b.high and b.low <= a.high:
        return True
    gap = max(a.low, b.low) - min(a.high, b.high)
    size = max(abs(a.low), abs(b.low))
    return (a.rounded or b.rounded) and gap <= ROUNDING * size


# Numbers


def _word(atoms: Sequence[_Atom], at: int) -> str:
    return atoms[at].text if 0 <= at < len(atoms) else ""


def _touches(atoms: Sequence[_Atom], at: int) -> bool:
    """Return whether nothing stands between an atom and the one before."""
    return 0 < at < len(atoms) and atoms[at - 1].end == atoms[at].start


def _number(atoms: Sequence[_Atom], at: int) -> _Number | None:
    """Return the number that starts at an atom, None where none does."""
    word = _word(atoms, at)
    if word in _VAGUE:
        return _vague(atoms, at)
    if word[:1].isdigit():
        return _multiplied(atoms, _Number(at, at + 1, *[float(word.replace(",", ""))] * 2))
    if word in _VALUES:
        return _spoken_decimal(atoms, at) or _in_words(atoms, at)
    several = at + (word in _LINKING)
    if _word(atoms, several) in _SEVERAL:
        lead = _Number(at, several + 1, *SEVERAL)
    elif word in _LINKING or word in _MAGNITUDES:
        lead = _Number(at, at + (word in _LINKING), 1.0, 1.0)
    else:
        return None
    found = _multiplied(atoms, lead)
    return found if found.end > lead.end and len(_word(atoms, lead.end)) > LONGEST_SIGN else None


def _spoken_decimal(atoms: Sequence[_Atom], at: int) -> _Number | None:
    """Return a number whose digits after the point are words: "one point two million"; None where there are none."""
    value, digits, end = _VALUES[_word(atoms, at)], "", at + 2
    if _word(atoms, at + 1) not in words("quantities.decimal_points"):
        return None
    while (digit := _VALUES.get(_word(atoms, end))) is not None and digit < 10 and len(digits) < LONGEST_FRACTION:
        digits, end = f"{digits}{digit:g}", end + 1
    return _multiplied(atoms, _Number(at, end, *[value + float(f"0.{digits}")] * 2)) if digits else None


def _multiplied(atoms: Sequence[_Atom], number: _Number) -> _Number:
    """Return a number with the magnitudes that follow: "34.6m", "3 hundred thousand"; the shortest must touch it."""
    first, end, low, high = number
    while True:
        at = end + (_word(atoms, end) in _DASHES)
        word = _word(atoms, at)
        if word not in _MAGNITUDES or not (len(word) > 1 or _touches(atoms, at)):
            return _Number(first, end, low, high)
        end, low, high = at + 1, low * _MAGNITUDES[word], high * _MAGNITUDES[word]


def _in_words(atoms: Sequence[_Atom], at: int) -> _Number:
    """Return a number in words: "two hundred and four", "half a million", "thirty-one"."""
    first, total, current = at, 0.0, 0.0
    while True:
        word = _word(atoms, at)
        if word in _MAGNITUDES:
            current = (current or 1.0) * _MAGNITUDES[word]
            if _MAGNITUDES[word] > 100:
                total, current = total + current, 0.0
        else:
            current += _VALUES[word]
        at += 1
        word, after = _word(atoms, at), _word(atoms, at + 1)
        joined = word in _DASHES and _touches(atoms, at)
        goes_on = joined or (word in _LINKING and (total or current >= 100 or current < 1))
        ahead = at + (goes_on and (after in _VALUES or after in _MAGNITUDES))
        word = _word(atoms, ahead)
        if word not in _VALUES and (word not in _MAGNITUDES or len(word) <= LONGEST_SIGN):
            return _Number(first, at, total + current, total + current)
        at = ahead


def _vague(atoms: Sequence[_Atom], at: int) -> _Number | None:
    """Return the range of "dozens of", "hundreds of thousands of": from the least that it means to the next size."""
    first, low = at, _VAGUE[_word(atoms, at)]
    if _word(atoms, at + 2) in _VAGUE:
        at += 2
        low *= _VAGUE[_word(atoms, at)] / 2
    if _word(atoms, at + 1) not in _PART_OF:
        return None
    return _Number(first, at + 1, low, VAGUELY * low)


# Quantities


def _is_number(token: Token, atoms: Sequence[_Atom], number: _Number) -> bool:
    """Return whether it stands for an amount: no part of a name, no fraction, ordinal or pronoun."""
    first, end = number.first, number.end
    before, after = _word(atoms, first - 1), _word(atoms, end)
    pronoun = number.high == 1 and token.child("det") is not None
    if atoms[first].text in _VALUES and (pronoun or token.pos_ not in ("NUM", "NOUN", "ADJ")):
        return False  # "one" for somebody, "the one"
    if _touches(atoms, first) and (before in _DASHES or before.isalnum()) and before not in _SIGNS:
        return False  # "B-44"
    if not _touches(atoms, end) or after in _DASHES:
        return _word(atoms, end + (after in _DASHES)) not in _FRACTIONS
    return not after.isalpha() or after in _UNITS or after in _SIGNS or after in _PERCENT


def _second(atoms: Sequence[_Atom], number: _Number) -> tuple[_Number | None, bool]:
    """Return the other number of a range or a score, and whether it is a range: "20 to 30", "52-48", "between …"."""
    link, before = _word(atoms, number.end), _word(atoms, number.first - 1)
    dash = link in _DASHES and _touches(atoms, number.end)
    if before in _FROM or not (dash or link in _TO or (link in _LINKING and before in _BETWEEN)):
        return None, False
    at = number.end + 1 + (_word(atoms, number.end + 1) in _SIGNS)
    second = _number(atoms, at)
    if second is None or (dash and not _touches(atoms, at)):
        return None, False
    rises = number.high < second.low
    is_range = rises and (not dash or _word(atoms, second.end).isalpha() or before in _SIGNS)
    return (second, is_range) if is_range or link not in _OR else (None, False)


def _size(value: float) -> float:
    """Return the magnitude of the second number of a range, which is that of the first too: "3 to 5 million"."""
    return max((m for m in _MAGNITUDES.values() if 1000 <= m <= value), default=1.0)


def _quantity(parse: Parse, atoms: Sequence[_Atom], number: _Number) -> tuple[Quantity, int]:
    """Return the quantity that a number begins, and the atom after it."""
    first, end, low, high = number
    second, is_range = _second(atoms, number)
    against = second.low if second and not is_range else None
    if second is not None:
        end = second.end
        high = second.high if is_range else high
        low *= _size(second.low) if is_range and low < 1000 < second.low else 1.0
    sign = _SIGNS.get(_word(atoms, first - 1))
    start = atoms[first - (sign is not None)].start
    tokens = parse.starting_in(atoms[first].start, atoms[end - 1].end)
    last, counted = tokens[-1], _counted(tokens[0], tokens[-1])
    unit, close = (sign, end) if sign else _named_unit(atoms, end + (_word(atoms, end) in _PART_OF))
    age = None if unit else _age(atoms, first, end, tokens[0])
    if age is not None:
        (close, counted, parts), unit = age, AGE
        low, high = low / parts, high / parts
    elif not unit and counted is None and _word(atoms, end - 1) == METRE:
        unit, low, high = _UNITS[METRE], low / _MAGNITUDES[METRE], high / _MAGNITUDES[METRE]
    elif not unit and (against is not None or counted is not None):
        lemma = counted.lemma_.lower() if counted is not None else SCORE
        unit = _UNITS.get(lemma, lemma)
    if against is None and counted is not None and counted.lemma_ in _BALLOTS:
        against = _against(atoms, counted)
    governor = (counted or last).head
    while governor.pos_ == "ADP" and governor.head is not governor:
        governor = governor.head
    before = " ".join(parse.text[max(0, start - _LOOK_BACK) : start].lower().split())
    found = Quantity(
        token=last,
        start=start,
        end=atoms[close - 1].end if unit in WRITTEN else atoms[end - 1].end,
        low=0.0 if before.endswith(_AT_MOST) else low,
        high=float("inf") if before.endswith(_AT_LEAST) else high,
        rounded=before.endswith(_ABOUT) or _is_round(number.low),
        unit=unit,
        counted=counted,
        governor=None if governor is (counted or last) else governor,
        measure=_casualty(counted, last) or unit if unit not in WRITTEN and age is None else unit,
        against=against,
        change=_word(atoms, first - 1 - (sign is not None)) in _BY,
    )
    return found, max(end, close)


def _is_round(value: float) -> bool:
    """Return whether a number looks rounded: 20 or more, and all of its digits but one or two are zeros."""
    digits = f"{value:.0f}"
    return value >= LEAST_ROUND and len(digits.rstrip("0")) <= max(1, min(2, len(digits) - 1))


def _named_unit(atoms: Sequence[_Atom], end: int) -> tuple[str, int]:
    """Return "%" or the currency that is named after a number, and the atom after it; "" where neither is."""
    word, after = _word(atoms, end), _word(atoms, end + 1)
    if word in _PERCENT:
        return "%", end + 1
    if f"{word} {after}" in _PERCENT:
        return "%", end + 2
    if word in _SIGNS:
        return _SIGNS[word], end + 1
    for size in (3, 2, 1):
        name = " ".join(_word(atoms, at) for at in range(end, end + size))
        code = _NAMES.get(name) or _NAMES.get(name.removesuffix("s"))
        if code:
            return code, end + size
    return "", end


def _age(atoms: Sequence[_Atom], first: int, end: int, token: Token) -> tuple[int, Token | None, float] | None:
    """Return the atom after an age, who has it, and how many of its units make a year; None where it is none."""
    at = end + (_word(atoms, end) in _DASHES)
    parts = _AGE_UNITS.get(_word(atoms, at).removesuffix("s"))
    old = at + 1 + (_word(atoms, at + 1) in _DASHES)
    if parts and _word(atoms, old) in _OLD:
        word = next(iter(token.doc.starting_in(atoms[old].start, atoms[old].end)), None)
        who = word if word is None or word.pos_ == "NOUN" else word.head
        if who is not None and who.pos_ in ("AUX", "VERB"):
            who = who.child("nsubj", "nsubjpass")
        return old + 1, who, parts
    if _word(atoms, first - 1) in _AGED:
        return end, next((t for t in token.ancestors if t.pos_ in ("NOUN", "PROPN")), None), 1.0
    bare = _word(atoms, first - 1) == "," and _word(atoms, end) in (",", ".")
    if bare and token.dep_ in ("appos", "nummod", "npadvmod") and token.head.pos_ == "PROPN" and token.head.i < token.i:
        return end, token.head, 1.0
    return None


def _against(atoms: Sequence[_Atom], counted: Token) -> float | None:
    """Return the number after "52 votes to"."""
    at = next((i for i, a in enumerate(atoms) if a.start == counted.idx), len(atoms))
    other = _number(atoms, at + 2) if _word(atoms, at + 1) in _TO else None
    return other.low if other else None


def _counted(first: Token, last: Token) -> Token | None:
    """Return the noun that is counted."""
    head = last.head
    after = last.doc.tokens[last.i + 1] if last.i + 1 < len(last.doc) else None
    if last.head.i < first.i and after is not None and after.pos_ == "NOUN":
        return after  # the parser attached the number to what stands before: "On Friday 12 workers"
    if after is not None and after.lower_ in _PART_OF:
        return after.child("pobj")  # "dozens of women", "seven of them"
    if after is not None and after.pos_ == "NOUN" and last.dep_ == "conj":
        return after  # "between 20 and 30 sailors"
    if last.dep_ not in ("nummod", "compound", "amod", "quantmod", "nmod") or head.i <= last.i:
        return None
    return head if head.pos_ in ("NOUN", "PROPN") or head.lemma_ in _CASUALTIES else None


def _casualty(counted: Token | None, last: Token) -> str:
    """Return "dead" or "injured" where people are counted by what has happened to them; else ""."""
    token = counted or last
    own = next((t for t in (token, *token.children) if t.lemma_ in _CASUALTIES and t.dep_ not in _OTHERS), None)
    if own is not None:
        return _CASUALTIES[own.lemma_]
    token = token.first_conjunct
    if token.dep_ == "pobj" and token.head.head.lemma_ in _CASUALTIES and token.head.head.pos_ == "NOUN":
        return _CASUALTIES[token.head.head.lemma_]  # "the deaths of five men"
    if token.dep_ == "pobj":
        token = token.head
    verb, role = token.head, token.dep_
    if verb.lemma_ in _CASUALTIES and verb.pos_ != "NOUN":
        suffers = role in ("nsubjpass", "nsubj") if verb.lemma_ in _SUFFERED else role in ("nsubjpass", "dobj")
        return _CASUALTIES[verb.lemma_] if suffers else ""
    state = next((c for c in verb.children if c.lemma_ in _CASUALTIES and c.dep_ in _STATES and c is not token), None)
    if state is not None and role in ("nsubj", "dobj") and verb.pos_ in ("AUX", "VERB"):
        return _CASUALTIES[state.lemma_]  # "five people are dead", "left five people dead"
    subject = verb if verb.lemma_ in _COUNTS else verb.child("nsubj", "nsubjpass")
    if subject is not None and subject is not token and subject.lemma_ in _COUNTS and role in _STATES | {"prep"}:
        return next((_CASUALTIES[t.lemma_] for t in subject.subtree if t.lemma_ in _CASUALTIES), "")
    return ""
