"""Who wrote an article and when it was published, in the lines between headline and story."""

from __future__ import annotations

import re

from rashomon.cleaning.dates import DATE_WORDS, MONTH, find_day

__all__ = ["is_byline", "is_date_line", "is_signature", "names_in", "published_in"]

LONGEST = 160
LABEL = r"(?:by(?:line)?|written by|story by|text by|words by|reporting by|report by|reported by|author|authors)"
BY = re.compile(rf"{LABEL}(?:\s++(?::\s++)?|:\s++)(?=\S)", re.IGNORECASE)
SEPARATOR = re.compile(r"\s{0,20}(?:[|•·]|\s[-–—]+\s|\t)\s*")
WORD = re.compile(r"[^\W\d_][\w.'’-]*|@\w+|\S")
SMALL = frozenset(
    """
    and de da di do dos du van von der den del della la le el al bin ibn ben abu y e & , / ; for of in the with
    staff writer writers reporter reporters correspondent correspondents editor editors contributor special to
    at from agencies columnist bureau chief senior political national foreign contributing
    """.split()
)
"""Words of a byline that are written small."""
PARTICLE = re.compile(r"(?:al|el|an|as|ad|ash|d|l|o)[-’'][A-Z]")
WHERE_FROM = (
    r"(?i)\b(?:Associated Press|AP|AFP|Reuters|UPI|Press|News|Times|Post|Journal|Herald|Tribune|Guardian|Staff|Bureau|"
    r"Agenc(?:y|ies)|Correspondent|Writer|Reporter|Editor|Service|Magazine|Network|BBC|CNN|NPR|Radio|TV|Today|Daily)\b"
)
TIME = re.compile(r"\b\d{1,2}[:.]\d\d\b|\b\d{1,2} ?(?:am|pm|a\.m|p\.m)\b", re.IGNORECASE)
CALENDAR = rf"(?i)\b{MONTH}.*\d|\d.*\b{MONTH}|(?<!\d)\d{{4}}-\d\d-\d\d|(?<!\d)\d\d?[/.]\d\d?[/.]\d{{2,4}}"
LATER = re.compile(r"\b(?:updated?|modified|edited|accessed|retrieved|last)\b", re.IGNORECASE)
LETTERS = re.compile(r"[^\W\d_]+")


def is_byline(line: str) -> bool:
    """Whether a line says who wrote the article: "By Jane Doe", "By JANE DOE and JOHN ROE, Associated Press"."""
    found = BY.match(line) if len(line) <= LONGEST else None
    if not found:
        return False
    first, *rest = SEPARATOR.split(line[found.end() :])
    return is_names(first) and all(is_names(part) or is_date_line(part) or not part for part in rest)


def is_names(text: str) -> bool:
    """Whether every word of a text is written as names are, bar the small words of bylines."""
    words = WORD.findall(text.rstrip(". "))
    large = [word for word in words if word[0].isupper() or word[0] == "@" or PARTICLE.match(word)]
    return 1 <= len(large) <= 16 and all(word in large or word.lower().strip(".") in SMALL for word in words)


def names_in(line: str) -> str | None:
    """The names of a byline, without "By" and without a date behind them."""
    found = BY.match(line)
    parts = SEPARATOR.split(line[found.end() if found else 0 :])
    names = [part for part in parts if part and not is_date_line(part)]
    return names[0].rstrip(". ") if names and is_names(names[0]) else None


def is_signature(line: str) -> bool:
    """Whether a line beneath a headline is a name without "By": "Jane Doe, Associated Press", "Reuters"."""
    if len(line) > LONGEST // 2 or not is_names(line) or line[-1] in ".!?:;,":
        return False
    who, comma, outlet = line.partition(",")
    return bool(comma and re.search(WHERE_FROM, outlet)) or bool(
        re.fullmatch(WHERE_FROM, who.removeprefix("The ").strip())
    )


def is_date_line(line: str) -> bool:
    """Whether a line says when and nothing else: "Aug. 28, 2018 10:15 a.m. ET", "Published: 28 August 2018"."""
    if len(line) > LONGEST or not any(character.isdigit() for character in line):
        return False
    if not all(word.lower() in DATE_WORDS for word in LETTERS.findall(line)):
        return False
    return bool(re.search(CALENDAR, line) or TIME.search(line))


def published_in(line: str) -> str | None:
    """The ISO 8601 day of publication that a byline or date line states; None for the day of an update."""
    parts = [part for part in re.split(r"[|•·;]|\s{2,}|(?i:(?=\b(?:last )?updated?\b))", line) if part]
    return next((day for part in parts if not LATER.search(part) and (day := find_day(part))), None)
