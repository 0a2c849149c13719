"""The words of time expressions: numbers, units, months, weekdays, seasons. Lower case throughout."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = [
    "MONTHS",
    "NUMBER",
    "ORDINALS",
    "PARTS_OF_DAY",
    "SEASONS",
    "SHORT_NAMES",
    "UNITS",
    "UNIT_CODES",
    "WEEKDAYS",
    "choice",
    "count_of",
]


def choice(words: Iterable[str]) -> str:
    """A regular expression for any of the words, longest first, their dots and apostrophes taken literally."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


MONTH_NAMES = "january february march april may june july august september october november december"
MONTHS = {name: number for number, name in enumerate(MONTH_NAMES.split(), start=1)}

DAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday"
WEEKDAYS = {name: number for number, name in enumerate(DAY_NAMES.split(), start=1)}

LONGER_SHORTS = {"sept": "september", "tues": "tuesday", "thur": "thursday", "thurs": "thursday"}
SHORTS = {name[:3]: name for name in (*MONTHS, *WEEKDAYS) if len(name) > 3} | LONGER_SHORTS
SHORT_NAMES = SHORTS | {f"{short}.": name for short, name in SHORTS.items()}
"""Full names by their short forms: the rules read only full ones."""

SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}

PARTS_OF_DAY = {
    "morning": "MO",
    "afternoon": "AF",
    "evening": "EV",
    "night": "NI",
    "overnight": "NI",
    "midday": "MI",
}

ORDINALS = {
    word: number
    for number, words in enumerate(
        (
            ("first", "1st", "opening"),
            ("second", "2nd"),
            ("third", "3rd"),
            ("fourth", "4th", "final"),
        ),
        start=1,
    )
    for word in words
}
"""Quarters and halves of a year."""

UNIT_CODES = {
    "second": "TS",
    "minute": "TM",
    "hour": "TH",
    "day": "D",
    "week": "W",
    "fortnight": "W",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "Y",
    "century": "Y",
}
"""TIMEX3 unit of each word; a T stands before units of clock time."""

UNIT_SIZE = {"fortnight": 2, "decade": 10, "century": 100}
"""How many of its code's units a word holds, 1 where not given."""

PLURALS = {"centuries": "century"} | {f"{unit}s": unit for unit in UNIT_CODES if unit != "century"}

UNITS = {unit: unit for unit in UNIT_CODES} | PLURALS

SMALL_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
SMALL = {word: number for number, word in enumerate(SMALL_NUMBERS.split(), start=1)}
DIGITS = SMALL_NUMBERS.split()[:9]
TEN_NUMBERS = "twenty thirty forty fifty sixty seventy eighty ninety"
TENS = {word: 10 * number for number, word in enumerate(TEN_NUMBERS.split(), start=2)}
VAGUE = ("several", "a few", "few", "many", "some", "a number of", "numerous")

FIGURES = r"\d{1,3}(?:,\d{3}){0,3}(?:\.\d{1,3})?|\d{4,6}"
SPELLED = rf"(?:{choice(TENS)})(?:(?: -)? (?:{choice(DIGITS)}))?|{choice(SMALL)}"
DOZENS = r"(?:a|one|two|three|four|five) (?:dozen|hundred|thousand)"
AND_A_HALF = r"(?:(?: -)? and (?:- )?a (?:- )?half| 1/2| ½)?"
NUMBER = rf"(?:{FIGURES}|{SPELLED}|{DOZENS}|a couple of|a couple|half an|half a|single|an?|{choice(VAGUE)}){AND_A_HALF}"
"""A count before a unit, in figures or words."""

ROUND = {"dozen": 12, "hundred": 100, "thousand": 1000}


def count_of(text: str) -> float | None:
    """The count that NUMBER matched; None for a vague one ("several")."""
    words = [w for w in text.replace(",", "").split() if w != "-"]
    half = 0.5 if "and" in words or words[-1] in ("1/2", "½") else 0.0
    if "and" in words:
        words = words[: words.index("and")]
    elif half:
        words = words[:-1]
    plain = " ".join(words)
    if plain in VAGUE:
        return None
    if plain.startswith("a couple"):
        return 2 + half
    if words[0] == "half":
        return 0.5
    if words[-1] in ROUND:
        return ROUND[words[-1]] * (count_of(words[0]) or 1) + half
    return sum(map(_word_value, words)) + half


def _word_value(word: str) -> float:
    """A number word's or figure's value; 1 for "a" and "an"."""
    known = SMALL.get(word) or TENS.get(word)
    if known:
        return known
    return float(word) if word[0].isdigit() else 1


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())
