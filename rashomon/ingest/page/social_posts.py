"""Posts of social networks that an article quotes, known by their own address and by how they are signed."""

from __future__ import annotations

import re
from functools import cache

from rashomon.ingest.page.word_lists import any_of

__all__ = ["is_post", "is_signed"]

LONGEST_ADDRESS = 300
"""Characters of an address that are looked at."""
LONGEST_SIGNATURE = 240
"""Characters at the end of a text in which a signature stands."""
PICTURE = re.compile(r"\bpic\.(?:twitter|x)\.com/\w+$")
DATED = re.compile(r"[—–-]\s?[^()]{1,80}\(@[\w.@-]{1,80}\)\s+[^()]{0,40}\d{4}[^()]{0,25}(?:(?<![.!?])|(?<=\b\w\.))$")
"""A dash, a name, "(@handle)" and a date with its year, in whatever language. It ends with no full stop but that of a
letter ("p.m."); a sentence that tells of somebody's words on a day does."""


@cache
def address() -> re.Pattern[str]:
    return re.compile(rf"(?:https?:)?//(?:[\w-]+\.){{0,3}}{any_of('posts', 'address')}", re.IGNORECASE)


@cache
def shared() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of('posts', 'shared')}\s[^()]{{1,80}}\(@[\w.]{{1,40}}\)", re.IGNORECASE)


def is_post(link: str) -> bool:
    """Whether an address is that of one post."""
    return address().match(link[:LONGEST_ADDRESS]) is not None


def is_signed(text: str) -> bool:
    """Whether a text ends as a post does: with its picture's address or who posted it and when."""
    end = text[-LONGEST_SIGNATURE:]
    if "(@" in end:
        return DATED.search(end) is not None or shared().search(end) is not None
    return "pic." in end and PICTURE.search(end) is not None
