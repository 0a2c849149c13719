"""What a match of a pattern must pass to be a time expression: letter case, part of speech, neighbours.

Each function that takes a `Found` is one such check, named for what it checks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rashomon.lexicon import numbers, table, words
from rashomon.types.parse import Parse, Token

if TYPE_CHECKING:
    from rashomon.annotation.temporal.grammar import Rule

__all__ = ["SHORT_NAMES", "Found"]


class Found(NamedTuple):
    """A match of a rule on the tokens ``doc[start:end]``."""

    doc: Parse
    start: int
    end: int
    match: re.Match[str]
    rule: Rule

    @property
    def before(self) -> Token | None:
        """The token before the match in its sentence."""
        first = self.doc[self.start]
        return self.doc[self.start - 1] if self.start and not first.is_sent_start else None

    @property
    def after(self) -> Token | None:
        """The token after the match in its sentence."""
        return self.doc[self.end] if self.end < len(self.doc) and not self.doc[self.end].is_sent_start else None

    @property
    def last(self) -> Token:
        return self.doc[self.end - 1]

    @property
    def is_single(self) -> bool:
        return self.end - self.start == 1


_SHORTS = {name[:3]: name for name in (*numbers("time.months"), *numbers("time.weekdays")) if len(name) > 3}
_SHORTS |= table("time.longer_short_names")
SHORT_NAMES = _SHORTS | {f"{short}.": name for short, name in _SHORTS.items()}
"""The full names of months and weekdays by their short forms: patterns have only full ones."""

_NAMED = frozenset({"PERSON", "ORG", "GPE", "FAC", "PRODUCT", "WORK_OF_ART", "LOC"})
"""Kinds of names, in the labels of the parser's model, that a month's name may be part of."""


def _word(token: Token | None) -> str:
    return token.lower_ if token is not None else ""


def _pos(token: Token | None) -> str:
    return token.pos_ if token is not None else ""


def capital(found: Found) -> bool:
    """The name of a month, weekday or holiday has a capital; a figure after a month is its day, not a count."""
    letters = [t.text[0] for t in found.doc[found.start : found.end] if t.is_alpha]
    return (not letters or any(map(str.isupper, letters))) and listed(found)


def listed(found: Found) -> bool:
    """Figures that are a day, not a count of what follows."""
    return not (found.last.dep_ == "nummod" and found.last.head.i >= found.end and found.last.head.tag_ == "NNS")


def after_a_day(found: Found) -> bool:
    """Figures that go on a list of days: "4" and "5" of "March 2, 4 and 5"."""
    if found.match["day"] in {"0", "00"} or _pos(found.after) not in ("", "PUNCT", "CCONJ", "ADP"):
        return False
    at, links = found.start - 1, 0
    while at > found.doc[found.start].sent.start:
        word = found.doc[at].lower_
        if word in words("time.between_days"):
            links += 1
        elif SHORT_NAMES.get(word, word) in numbers("time.months"):
            return links > 0
        elif not (word.isdigit() and len(word) < 3):
            return False
        at -= 1
    return False


def month(found: Found) -> bool:
    """A month's bare name, not a person's or a verb."""
    name = found.last
    if not name.text[0].isupper() or (name.text.isupper() and len(name) > 4 and _pos(found.after) == "PROPN"):
        return False
    preceded = not found.is_single or _word(found.before) in words("time.introductions")
    if name.lower_ in words("time.doubtful_months"):
        return preceded and name.pos_ == "PROPN"
    return preceded or name.ent_type_ not in _NAMED


def weekday(found: Found) -> bool:
    """A weekday, not part of a name ("Black Monday", "The Sun")."""
    full = found.match["weekday"]
    inside = found.doc[found.start : found.end]
    name = next((t for t in inside if SHORT_NAMES.get(t.lower_, t.lower_) == full), inside[0])
    if not name.text[0].isupper() or (name.i and found.doc[name.i - 1].lower_ in words("time.before_names_of_days")):
        return False
    around = {_word(found.before), _word(found.after)}
    return name.lower_ not in words("time.short_weekdays") or not around.isdisjoint(words("time.around_short_weekdays"))


def ends(found: Found) -> bool:
    """Nothing follows that the expression would belong to ("the day before the vote", "the past decade")."""
    if _word(found.after) in words("time.comparisons"):
        return False
    governs = _word(found.last) in words("time.words_that_govern")
    return not (governs and _pos(found.after) in ("DET", "PROPN", "NOUN", "PRON", "NUM", "ADJ"))


def the_day(found: Found) -> bool:
    """ "Ended the day", "later in the day": not "the day of the vote"."""
    if _word(found.after) in words("function_words.of") or _pos(found.after) not in (
        "",
        "PUNCT",
        "ADP",
        "ADV",
        "CCONJ",
        "SCONJ",
    ):
        return False
    before = found.before
    closed = before is not None and before.lemma_.lower() in words("time.verbs_of_days")
    return bool(found.match["the"]) or closed or _word(before) in words("time.prepositions_of_days")


def week_end(found: Found) -> bool:
    """A weekend with a determiner: "a weekend tweet" tells no time."""
    return not found.is_single


def season(found: Found) -> bool:
    """A season, not a verb, a leap, a coil or a name ("Arab Spring")."""
    if found.match["year"] or found.match["which"]:
        return True
    name = found.last
    if name.pos_ not in ("NOUN", "PROPN") or (name.text[0].isupper() and _pos(found.before) == "PROPN"):
        return False
    if found.is_single and found.match["season"] in words("time.doubtful_seasons"):
        return _word(found.before) in words("time.introductions")
    return _word(found.after) not in words("time.after_other_nouns")


def year(found: Found) -> bool:
    """Four figures that are a year, not a count, a sum or part of a number."""
    if not found.is_single:
        return True
    before, after = found.before, found.after
    counted = _word(before) in words("time.before_counts") or _word(after) in words("time.after_counts")
    if counted or _pos(after) == "NUM":
        return False
    is_round = found.last.text.endswith("00")
    if _word(before) in words("time.introductions"):
        return not (is_round and after is not None and after.tag_ == "NNS")
    if _pos(after) in ("NOUN", "PROPN", "ADJ"):
        return not is_round or (after is not None and after.tag_ == "NN" and _pos(before) != "PROPN")
    return _pos(before) in ("PROPN", "DET") or after is None or _pos(after) == "PUNCT"


def introduced(found: Found) -> bool:
    """After a word that leads to a time."""
    return _word(found.before) in words("time.introductions")


def decade(found: Found) -> bool:
    """Years, not somebody's age ("in his 70s")."""
    if found.match["century"] or found.match[0].startswith("'"):
        return True
    the = found.doc[found.start].lower_ in words("time.definite_article")
    return the or _word(found.before) in words("time.before_decades")


def clock(found: Found) -> bool:
    """Figures after a preposition of time, not a score."""
    return _word(found.before) in words("time.prepositions_of_hours")


def an_hour(found: Found) -> bool:
    """Not a colour or a kind of thing: "a midnight blue car"."""
    head = found.last.head
    modifies = found.last.dep_ in ("amod", "compound", "nmod") and head.pos_ in ("NOUN", "PROPN")
    return not modifies or head.lower_ in words("time.heads_of_hours")


def duration(found: Found) -> bool:
    """A length of time: no age, no fraction, no ordinal."""
    unit, after = found.match["unit"], found.after
    if after is not None:
        follow = found.doc[after.i + 1].lower_ if after.i + 1 < len(found.doc) else ""
        if after.lower_ in words("time.ages") or (after.lower_ == "-" and follow in words("time.ages")):
            return False
    if unit in words("time.fractions"):
        # "three quarters of the voters" is a fraction, "two consecutive quarters of losses" is not.
        return unit.endswith("s") and (_word(after) not in words("function_words.of") or found.end - found.start > 2)
    return unit not in words("time.units_and_ordinals") or "-" in found.match[0]


def plural(found: Found) -> bool:
    """Units without a count that still measure: "in minutes", "for years", "days of talks"."""
    before = found.before
    if not found.is_single or _word(before) in words("time.before_lengths"):
        return _pos(found.after) != "NUM"
    if before is not None and before.lemma_.lower() in words("time.verbs_of_lengths"):
        return True
    free = _pos(before) not in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON")
    return free and _word(found.after) in words("time.after_lengths")


def rate(found: Found) -> bool:
    """A unit after a count or noun: "$ 3 million a year", not "a year ago"."""
    if found.doc[found.start].lower_ in words("function_words.per"):
        return True
    before = found.before
    if before is None or _word(found.after) in words("time.after_no_rate"):
        return False
    measured = before.pos_ in ("NUM", "NOUN", "SYM") and before.tag_ != "NN"
    return measured or before.lower_ in words("time.before_rates")


def modifier(found: Found) -> bool:
    """An adjective or adverb, not a noun or part of a name ("The Daily Mail")."""
    return found.last.pos_ in ("ADJ", "ADV") or found.last.dep_ == "amod"


def now(found: Found) -> bool:
    """Not "now that", "the now-cancelled deal"."""
    return _word(found.after) not in words("time.after_no_present")


def soon(found: Found) -> bool:
    """Not "as soon as", "soon after"."""
    if _word(found.before) in words("function_words.as") or _word(found.after) in words("time.after_no_future"):
        return False
    return ends(found)
