"""What somebody searches for: words, phrases in quotation marks, and operators."""

from __future__ import annotations

import re
from datetime import date

import msgspec

from rashomon.errors import UsageError
from rashomon.library.terms import facet, terms

__all__ = ["OPERATORS", "Query", "parse"]

OPERATORS = ("said-by", "via", "outlet", "about", "day", "quoted", "hedged", "differs", "story")
FACETS = {"said-by": "s", "via": "v", "outlet": "o", "about": "e"}
LONGEST = 1_000
"""Most characters of a query."""
DIFFERENCES = ("yes", "no", "contradiction", "figure", "update", "contrast", "detail")

_PART = re.compile(r'(?:([a-z]+(?:-[a-z]+)?):)?(?:"([^"]*)"?|([^\s"]+))')
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?", re.ASCII)


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """A query, read."""

    text: str = ""
    """The words and phrases as they were written."""
    speaker: str = ""
    """The name of who first says a statement, as it was written."""
    words: tuple[str, ...] = ()
    """Terms, all of which an article has."""
    phrases: tuple[tuple[str, ...], ...] = ()
    """Terms that stand one after another in it."""
    said_by: tuple[str, ...] = ()
    """Terms of the name of who first says a statement."""
    via: tuple[str, ...] = ()
    """Terms of the names of those who pass it on."""
    facets: tuple[str, ...] = ()
    """The terms of speakers, media, outlets and entities, as `body` has them."""
    days: tuple[str, str] | None = None
    """First and last day."""
    quoted: bool | None = None
    hedged: bool | None = None
    differs: str | None = None
    story: str | None = None

    @property
    def of_statements(self) -> bool:
        """Whether one statement must have all that is asked of statements."""
        asked = (self.quoted, self.hedged, self.differs)
        return bool(self.said_by or self.via) or any(a is not None for a in asked)

    @property
    def terms(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.words, *(t for p in self.phrases for t in p))))


def parse(written: str) -> Query:
    """Read a query. Raises UsageError for an operator with a wrong value, and for one without anything to search."""
    if len(written) > LONGEST:
        raise UsageError(f"the query has {len(written):,} characters, and {LONGEST:,} is the most")
    words: list[str] = []
    texts: list[str] = []
    speakers: list[str] = []
    phrases: list[tuple[str, ...]] = []
    asked: dict[str, str] = {}
    names: dict[str, list[str]] = {name: [] for name in FACETS}
    for operator, quoted, plain in _PART.findall(written):
        value = quoted or plain
        found = tuple(terms(value))
        if operator in FACETS:
            names[operator] += _needed(operator, value, found)
            if operator == "said-by":
                speakers.append(value)
        elif operator in OPERATORS:
            asked[operator] = value
        elif quoted and len(found) > 1:
            phrases.append(found)
            texts.append(value)
        else:
            texts += filter(None, (operator, value))
            words += (*terms(operator), *found)
    if not (words or phrases or asked or any(names.values())):
        raise UsageError("nothing to search for: give words, or operators such as said-by:NAME")
    facets = [facet(FACETS[name], term) for name, given in names.items() for term in given]
    return Query(
        text=" ".join(texts),
        speaker=" ".join(speakers),
        words=tuple(dict.fromkeys(words)),
        phrases=tuple(phrases),
        said_by=tuple(names["said-by"]),
        via=tuple(names["via"]),
        facets=tuple(dict.fromkeys(facets)),
        days=_days(asked["day"]) if "day" in asked else None,
        quoted=_yes("quoted", asked.get("quoted")),
        hedged=_yes("hedged", asked.get("hedged")),
        differs=_difference(asked.get("differs")),
        story=asked.get("story"),
    )


def _needed(operator: str, value: str, found: tuple[str, ...]) -> tuple[str, ...]:
    if not found:
        raise UsageError(f"{operator}:{value} names nobody: {operator}:NAME, with quotation marks for several words")
    return found


def _yes(operator: str, value: str | None) -> bool | None:
    if value is None:
        return None
    if value not in ("yes", "no"):
        raise UsageError(f"{operator}:{value[:40]} is neither {operator}:yes nor {operator}:no")
    return value == "yes"


def _difference(value: str | None) -> str | None:
    if value is not None and value not in DIFFERENCES:
        raise UsageError(f"differs:{value[:40]} is none of {', '.join(DIFFERENCES)}")
    return value


def _days(value: str) -> tuple[str, str]:
    """Return the first and the last day of a day, month or year, or of two with ``..`` between them."""
    first, dots, last = value.partition("..")
    ends = (first or "0001", last or "9999") if dots else (first, first)
    if not all(map(_DAY.fullmatch, ends)) or not any((first, last)):
        raise UsageError(f"day:{value[:40]} is no day: day:2025-03-04, day:2025-03, day:2025-03-01..2025-03-08")
    start, end = (ends[0] + "-01-01"[len(ends[0]) - 4 :])[:10], (ends[1] + "-12-31"[len(ends[1]) - 4 :])[:10]
    try:
        date.fromisoformat(start)
    except ValueError:
        raise UsageError(f"day:{value[:40]}: there is no such day") from None
    return start, end
