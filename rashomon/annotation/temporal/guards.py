"""What a rule's match must pass: checks on letter case, part of speech and neighbours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rashomon.annotation.temporal.vocabulary import SHORT_NAMES, words
from rashomon.types.parse import Parse, Token

if TYPE_CHECKING:
    from collections.abc import Callable

    from rashomon.annotation.temporal.rule import Rule

__all__ = ["GUARDS", "Found"]


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


TIME_PREPOSITIONS = words(
    "in since until till by of from to between and during for before after through throughout around about circa mid "
    "late early on or & / , - – ( at into as than"
)
OTHER_THAN_DAYS = words("black good bloody super cyber ash holy palm easter")
"""Before a weekday these make a name of it, whose day a calendar has to tell."""

NAMED = frozenset({"PERSON", "ORG", "GPE", "FAC", "PRODUCT", "WORK_OF_ART", "LOC"})
"""Kinds of names, in the labels of the parser's model, that a month's name may be part of."""

DOUBTFUL_MONTHS = words("may march mar jan sep dec jun")
SHORT_DAYS = words("mon tue wed thu fri sat sun")
SPAN_VERBS = words("take last spend wait need run")
CLOSING_VERBS = words("end finish close start begin spend save carry")
CLOCK_PREPOSITIONS = words("at by around about since until till from before after between")
ROUND_YEAR = re.compile(r"\d\d00")


def _word(token: Token | None) -> str:
    return token.lower_ if token is not None else ""


def _pos(token: Token | None) -> str:
    return token.pos_ if token is not None else ""


def capital(found: Found) -> bool:
    """A month's, weekday's or holiday's name has a capital; a figure after a month is its day, not a count."""
    if not any(t.text[0].isupper() for t in found.doc[found.start : found.end]):
        return False
    last = found.last
    counts = last.like_num and last.dep_ == "nummod" and last.head.i >= found.end and last.head.tag_ == "NNS"
    return not counts


def month(found: Found) -> bool:
    """A month's bare name, not a person's or a verb."""
    name = found.last
    if not name.text[0].isupper() or (name.text.isupper() and len(name) > 4 and _pos(found.after) == "PROPN"):
        return False
    introduced = len(found.doc[found.start : found.end]) > 1 or _word(found.before) in TIME_PREPOSITIONS
    if name.lower_ in DOUBTFUL_MONTHS:
        return introduced and name.pos_ == "PROPN"
    return introduced or name.ent_type_ not in NAMED


def weekday(found: Found) -> bool:
    """A weekday, not part of a name ("Black Monday", "The Sun")."""
    full = found.match["weekday"]
    name = next(t for t in found.doc[found.start : found.end] if SHORT_NAMES.get(t.lower_, t.lower_) == full)
    if not name.text[0].isupper() or (name.i and found.doc[name.i - 1].lower_ in OTHER_THAN_DAYS):
        return False
    if name.lower_ in SHORT_DAYS:
        return _word(found.before) == "on" or _word(found.after) in (",", ".")
    return True


def ends(found: Found) -> bool:
    """Nothing follows that the expression would belong to ("the day before the vote", "the past decade")."""
    if _word(found.after) in ("than", "that"):
        return False
    clause = _word(found.last) in ("before", "past", "future", "previous", "term")
    return not (clause and _pos(found.after) in ("DET", "PROPN", "NOUN", "PRON", "NUM", "ADJ"))


def the_day(found: Found) -> bool:
    """ "ended the day", "later in the day": not "the day of the vote"."""
    if _word(found.after) == "of" or _pos(found.after) not in ("", "PUNCT", "ADP", "ADV", "CCONJ", "SCONJ"):
        return False
    before = found.before
    return bool(found.match["the"]) or (
        before is not None and (before.lemma_.lower() in CLOSING_VERBS or before.lower_ in ("for", "during"))
    )


def weekend(found: Found) -> bool:
    return found.match[0] != "weekend"


def season(found: Found) -> bool:
    """A season, not a verb, a leap, a coil or a name ("Arab Spring")."""
    if found.match["year"] or found.match["which"]:
        return True
    name = found.last
    if name.pos_ not in ("NOUN", "PROPN") or (name.text[0].isupper() and _pos(found.before) == "PROPN"):
        return False
    if found.match["season"] in ("fall", "spring") and found.end - found.start == 1:
        return _word(found.before) in TIME_PREPOSITIONS
    return _word(found.after) not in ("of", "from", "in")


def year(found: Found) -> bool:
    """Four figures that are a year, not a count, a sum or part of a number."""
    if found.end - found.start > 1:
        return True
    before, after = found.before, found.after
    if _word(before) in ("$", "£", "€", "#", "no.", "number", "us$", "about", "than", "nearly", "some", "least"):
        return False
    round_figure = ROUND_YEAR.fullmatch(_word(found.last)) is not None
    if _word(after) in ("%", "percent", "per", ":", "°", "-") or _pos(after) == "NUM":
        return False
    if _word(before) in TIME_PREPOSITIONS:
        return not (round_figure and after is not None and after.tag_ == "NNS")
    if _pos(after) in ("NOUN", "PROPN", "ADJ"):
        return not round_figure or (after is not None and after.tag_ == "NN" and _pos(before) != "PROPN")
    return _pos(before) in ("PROPN", "DET") or after is None or _pos(after) == "PUNCT"


def introduced(found: Found) -> bool:
    """After a word that leads to a time."""
    return _word(found.before) in TIME_PREPOSITIONS


def decade(found: Found) -> bool:
    """Not somebody's age ("in his 70s")."""
    if found.match["century"]:
        return True
    return found.match[0].startswith(("the ", "'")) or _word(found.before) in (
        "the",
        "and",
        "or",
        "to",
        "late",
        "early",
    )


def clock(found: Found) -> bool:
    return _word(found.before) in CLOCK_PREPOSITIONS


def duration(found: Found) -> bool:
    """A length of time: no age, no fraction, no ordinal."""
    unit, after = found.match["unit"], found.after
    if after is not None:
        follow = _word(found.doc[after.i + 1]) if after.i + 1 < len(found.doc) else ""
        if after.lower_ in ("old", "olds") or (after.lower_ == "-" and follow in ("old", "olds")):
            return False
    if unit.startswith("quarter"):
        # "three quarters of the voters" is a fraction, "two consecutive quarters of losses" is not.
        return unit == "quarters" and (_word(after) != "of" or found.end - found.start > 2)
    return unit != "second" or "-" in found.match[0]


def plural(found: Found) -> bool:
    """Units without a count that still measure: "in minutes", "for years", "days of talks"."""
    if found.end - found.start > 1:
        return _pos(found.after) != "NUM"
    before = found.before
    if before is not None and (before.lower_ in ("in", "for", "within", "over", "after", "just", "only")):
        return _pos(found.after) != "NUM"
    if before is not None and before.lemma_.lower() in SPAN_VERBS:
        return True
    free = before is None or before.pos_ not in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON")
    return free and _word(found.after) in ("of", "after", "before", "later", "earlier")


def rate(found: Found) -> bool:
    """ "$ 3 million a year": a unit after a count or noun; not "a year ago"."""
    if found.match[0].startswith("per"):
        return True
    if _word(found.after) in ("ago", "later", "earlier", "before", "after", "of", "or", "from", "old", "-"):
        return False
    before = found.before
    return _word(before) in ("times", "once", "twice", "%") or (
        before is not None and before.pos_ in ("NUM", "NOUN", "SYM") and before.tag_ != "NN"
    )


def modifier(found: Found) -> bool:
    """An adjective or adverb, not a noun or part of a name ("The Daily Mail")."""
    return found.last.pos_ in ("ADJ", "ADV") or found.last.dep_ == "amod"


def now(found: Found) -> bool:
    """Not "now that", "the now-cancelled deal"."""
    return _word(found.after) not in ("that", "-")


def soon(found: Found) -> bool:
    """Not "as soon as", "soon after"."""
    return _word(found.before) != "as" and _word(found.after) not in ("after", "before", "as", "-") and ends(found)


GUARDS: dict[str, Callable[[Found], bool]] = {
    "": lambda _: True,
    "capital": capital,
    "month": month,
    "weekday": weekday,
    "ends": ends,
    "the day": the_day,
    "weekend": weekend,
    "season": season,
    "year": year,
    "introduced": introduced,
    "decade": decade,
    "clock": clock,
    "duration": duration,
    "plural": plural,
    "rate": rate,
    "modifier": modifier,
    "now": now,
    "soon": soon,
}
"""By the name that a rule gives."""
