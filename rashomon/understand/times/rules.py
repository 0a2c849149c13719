"""What a rule of the grammar is."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, NamedTuple

from rashomon.understand.times.values import Anchor

__all__ = ["Kind", "Match", "Reader", "Reading", "Rule", "collector"]

Kind = Literal["DATE", "TIME", "DURATION", "SET"]
Reading = tuple[Kind, str | None]
"""TIMEX3 type and value."""

Match = re.Match[str]
Reader = Callable[[Match, Anchor], Reading]


class Rule(NamedTuple):
    """A regular expression over the words of a paragraph and what its match means.

    The words are lower case, with one space between them and around hyphens. ``guard`` names the check in `guards`
    that a match must pass, empty for none.
    """

    name: str
    pattern: re.Pattern[str]
    read: Reader
    guard: str = ""


def collector(into: list[Rule]) -> Callable[..., Callable[[Reader], Reader]]:
    """A decorator that appends its function to ``into`` as a rule matching whole words."""

    def rule(pattern: str, guard: str = "") -> Callable[[Reader], Reader]:
        def add(read: Reader) -> Reader:
            compiled = re.compile(rf"(?<!\S)(?:{pattern})(?!\S)", re.ASCII)
            into.append(Rule(read.__name__, compiled, read, guard))
            return read

        return add

    return rule
