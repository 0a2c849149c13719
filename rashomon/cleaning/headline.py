"""Which first line is a headline."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["heading_text", "is_headline", "same_title"]

LONGEST = 160
MOST_WORDS = 24
HEADING = re.compile(r"#{1,6}\s+(?=\S)")
LETTERS = re.compile(r"\W+")
FULL_STOP = re.compile(r"(?<!\.)[.。]['\"’”»)\]]*$")
INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}['\"’”»)\]]*$|\b(?:Inc|Jr|Sr|Co|Corp|Ltd|No)\.$")
SENTENCE_END = re.compile(r"[.!?。…][\"'’”»)\]]*$")
OPEN_END = re.compile(r"[,;:–—-]$")
SPEAKING = re.compile(r"\b(?:said|told)\b")


def heading_text(line: str) -> str | None:
    """What a Markdown heading says; None for another line."""
    found = HEADING.match(line)
    if not found:
        return None
    text = line[found.end() :]
    open_end = text.rstrip("#")
    return open_end.rstrip() if open_end != text and open_end[-1:].isspace() else text


def same_title(line: str, title: str | None) -> bool:
    """Whether a line is the title that the article's metadata give, punctuation and letter case aside."""
    return bool(title) and squeezed(line) == squeezed(title or "") != ""


def is_headline(line: str, following: Sequence[str]) -> bool:
    """Whether a line on top is a headline: short, without a full stop, and with a story after it.

    ``following`` has the next lines that are no byline or the like; one of them must be longer, or a sentence. A line
    in small letters at its start, or one that runs on (", ", ":"), is none; abbreviations such as "U.S." may end one.
    """
    if len(line) > LONGEST or not 2 <= len(line.split()) <= MOST_WORDS:
        return False
    first = next((character for character in line if character.isalnum()), "")
    if not first or first.islower() or OPEN_END.search(line):
        return False
    if FULL_STOP.search(line):
        return bool(INITIALS.search(line)) and not SPEAKING.search(line)
    return any(len(text) > len(line) or SENTENCE_END.search(text) for text in following)


def squeezed(text: str) -> str:
    return LETTERS.sub("", text).casefold()
