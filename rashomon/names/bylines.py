"""Bylines taken apart: the people whom they name."""

from __future__ import annotations

import re
from html import unescape

from rashomon.lexicon import words

__all__ = ["authors_in", "people_in"]

MOST_AUTHORS = 20
LONGEST_BYLINE, LONGEST_NAME, MOST_WORDS = 300, 60, 6

LABEL = re.compile(
    r"\A(?:(?:(?:written|posted|published|story|text|words|report(?:ing|ed)?|created|geschrieben|veröffentlicht)\s+)?"
    r"(?:by|von|par|por|door|di|af|av)\s*:?"
    r"|(?:authors?|autor(?:in|en|innen)?|auteure?s?|byline|text|texte|writer|redakteur(?:in)?)\s*:)\s+",
    re.IGNORECASE,
)
CREDIT = re.compile(
    r"(?:bild|foto|photo|image|picture|illustration|gra(?:f|ph)ik|credit)s?\s*(?:[:/©]|by\b)", re.IGNORECASE
)
"""Begins the credit of a picture."""
MAIL_AND_NAME = re.compile(r"\S+@\S+\s+\(([^()]+)\)\Z|([^<>]+)<\S+@\S+>\Z")
"""A name beside an address of mail, as RSS (a@b.example (Jane Doe)) and mail (Jane Doe <a@b.example>) write it."""
MAIL_OR_LINK = re.compile(r"\S*(?:@|://|www\.)\S*|[\[({<][^\])}>]{0,80}[\])}>]")
PARTS = re.compile(
    r"\s{0,20}(?:[,;|/•·&+]|\s[-–—]\s|\s(?:and|und|et|y|e|og|och|en|ja|with|mit|for|of|für|pour)\s)\s*", re.IGNORECASE
)
DEGREE = re.compile(r"[A-Z]{2,4}|[A-Z]\.[A-Z.]+|Ph\.?D|Jr|Sr")
"""What stands behind a comma after a name and belongs to it."""
SITE = re.compile(r"\.[a-z]{2,}\Z", re.IGNORECASE)
LAST_FIRST = re.compile(r"([^\W\d_][\w’'-]*)\s*,\s*([^\W\d_][\w’'.-]*(?:\s[^\W\d_]\.?)?)\Z")
ELIDED = re.compile(r"[^\W\d_]['’](?=[^\W\d_])")
"""What is joined to a name before it, small as it is: d'Arc."""
WORD = re.compile(r"[^\W\d_]+")
NO_LETTERS = re.compile(r"[\W_]+")
NOBODY = words("names.byline_words") | words("names.well_known") - words("names.well_known_and_of_persons")
"""Words that no person's name has."""
CALENDAR = words("names.calendar") - words("names.months_that_are_names")
ORGANISATION_ENDINGS = words("names.org_endings")


def people_in(byline: str, *own: str) -> tuple[str, ...]:
    """The people whom a byline names, each once: without "By", addresses, roles, agencies, days of the week and what is
    the outlet's ``own``: its names and its domain.

    >>> people_in("By JANE DOE, John Roe (jr@a.example) and the Associated Press")
    ('Jane Doe', 'John Roe')
    """
    text = " ".join(unescape(byline[:LONGEST_BYLINE]).split())
    if CREDIT.match(text):
        return ()
    text = MAIL_OR_LINK.sub(" ", text).strip()
    text = LABEL.sub("", text, count=1)
    if swapped := LAST_FIRST.match(text):
        text = f"{swapped[2]} {swapped[1]}"
    parts = [LABEL.sub("", part, count=1).strip(" .:*\"“”„'’-–—") for part in PARTS.split(text)]
    names = [without_calendar(part) for n, part in enumerate(parts) if not (n and DEGREE.fullmatch(part))]
    outlets = [letters(name) for name in own]
    people = (cased(name) for name in names if is_person(name) and not is_own(name, outlets))
    return tuple(dict.fromkeys(people))[:MOST_AUTHORS]


def authors_in(told: str, *own: str) -> tuple[str, ...]:
    """The authors in a field that is theirs: the people in it, or what it holds where it names none of these.

    >>> authors_in("jd@a.example (Jane Doe)"), authors_in("Jane Doe and John Roe"), authors_in("The Desk")
    (('Jane Doe',), ('Jane Doe', 'John Roe'), ('The Desk',))
    """
    text = " ".join(told[:LONGEST_BYLINE].split())
    if beside := MAIL_AND_NAME.match(text):
        text = (beside[1] or beside[2]).strip()
    return people_in(text, *own) or ((text,) if text and "@" not in text else ())


def without_calendar(name: str) -> str:
    """A name without days and months behind it."""
    parts = name.split()
    while parts and parts[-1].casefold().strip(".,") in CALENDAR:
        parts.pop()
    return " ".join(parts)


def is_own(name: str, outlets: list[str]) -> bool:
    """Whether a name is the outlet's, or a word of it."""
    bare = letters(name)
    return any(bare == outlet or (" " not in name and bare in outlet) for outlet in outlets)


def is_person(name: str) -> bool:
    """Whether a text can be a person's name: few words, letters, the first and last large, none of them a desk's."""
    parts = name.split()
    if (
        not 1 <= len(parts) <= MOST_WORDS
        or not 3 <= len(name) <= LONGEST_NAME
        or any(c.isdigit() for c in name)
        or SITE.search(name)
    ):
        return False
    small = [word.casefold() for word in WORD.findall(name)]
    if not small or any(word in NOBODY for word in small) or small[0] == "the":
        return False
    if small[-1] in ORGANISATION_ENDINGS and len(small) > 1:
        return False
    ends = (ELIDED.sub("", part, count=1)[:1] for part in (parts[0], parts[-1]))
    return all(end.isalpha() and not end.islower() for end in ends)


def cased(name: str) -> str:
    """A name in capitals in small letters with large initials; every other one as it is."""
    return name.title().replace("’S", "’s") if name.isupper() and len(name) > 4 else name


def letters(text: str) -> str:
    return NO_LETTERS.sub("", text).casefold()
