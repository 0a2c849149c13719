"""Embedded posts of social networks, recognised by their address and signature."""

from __future__ import annotations

import re
from functools import cache

from rashomon.ingest.page.word_lists import any_of

__all__ = ["is_post", "is_signed"]

LONGEST_ADDRESS = 300
"""Most characters of an address that are examined."""
LONGEST_SIGNATURE = 240
"""Characters at the end of a text that may be a signature."""
PICTURE = re.compile(r"\bpic\.(?:twitter|x)\.com/\w+$")
DATED = re.compile(r"[—–-]\s?[^()]{1,80}\(@[\w.@-]{1,80}\)\s+[^()]{0,40}\d{4}[^()]{0,25}(?:(?<![.!?])|(?<=\b\w\.))$")
"""A dash, a name, "(@handle)" and a date with its year, in any language. Unlike a sentence, it has no full stop at its
end, except after a letter ("p.m.")."""


@cache
def address() -> re.Pattern[str]:
    return re.compile(rf"(?:https?:)?//(?:[\w-]+\.){{0,3}}{any_of('posts', 'address')}", re.IGNORECASE)


@cache
def shared() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of('posts', 'shared')}\s[^()]{{1,80}}\(@[\w.]{{1,40}}\)", re.IGNORECASE)


def is_post(link: str) -> bool:
    """Return whether an address is that of a single post."""
    return address().match(link[:LONGEST_ADDRESS]) is not None


def is_signed(text: str) -> bool:
    """Return whether a text ends like a post: with its picture's address, or with who posted it and when."""
    end = text[-LONGEST_SIGNATURE:]
    if "(@" in end:
        return DATED.search(end) is not None or shared().search(end) is not None
    return "pic." in end and PICTURE.search(end) is not None
