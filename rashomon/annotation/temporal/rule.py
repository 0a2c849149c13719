"""What a rule of the grammar is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

from rashomon.annotation.temporal.normalization import Anchor

__all__ = ["FIGURE", "Kind", "Match", "Reader", "Reading", "Rule", "collector"]

Kind = Literal["DATE", "TIME", "DURATION", "SET"]
Reading = tuple[Kind, str | None]
"""TIMEX3 type and value."""

Match = re.Match[str]
Reader = Callable[[Match, Anchor], Reading]

FIGURE = frozenset({"0"})
"""What a rule needs whose matches all have a figure, whichever."""


class Rule(NamedTuple):
    """A regular expression over the words of a paragraph and what its match means.

    The words are lower case, with one space between them and around hyphens. Every match has one of the words that the
    rule ``needs``: a paragraph without them is not searched. ``guard`` names the check in `guards` that a match must
    pass, empty for none.
    """

    name: str
    pattern: re.Pattern[str]
    needs: frozenset[str]
    read: Reader
    guard: str = ""


def collector(into: list[Rule]) -> Callable[..., Callable[[Reader], Reader]]:
    """A decorator that appends its function to ``into`` as a rule matching whole words."""

    def rule(pattern: str, needs: Iterable[str], guard: str = "") -> Callable[[Reader], Reader]:
        def add(read: Reader) -> Reader:
            compiled = re.compile(rf"(?<!\S)(?:{pattern})(?!\S)", re.ASCII)
            into.append(Rule(read.__name__, compiled, frozenset(needs), read, guard))
            return read

        return add

    return rule
