"""What a mail's plain text takes over from other mails: quoted replies, and headers of what is forwarded."""

from __future__ import annotations

import re
from itertools import islice, takewhile
from typing import TYPE_CHECKING, NamedTuple

from rashomon.types import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rashomon.types import PassageKind

__all__ = ["quoted_in"]

FIELD = re.compile(
    r"\*?(?:from|sent|date|to|cc|bcc|subject|reply-to|von|gesendet|datum|an|betreff|de|envoyé|enviado|à|para|objet|asunto"
    r"|assunto|da|inviato|data|oggetto|a|van|verzonden|aan|onderwerp)\*?\s?:\*?(?:\s|$)",
    re.IGNORECASE,
)
"""A line of a header, in the languages of common mail programs."""
LEAST_FIELDS = 2
"""Consecutive lines that make a header; one alone may be the story's."""
RULE = re.compile(r"[-_=]{2,}(?:\s?[^\W\d_][\w .]{2,40}\s?[-_=]{2,})?$")
"""The line above such a header: "---------- Forwarded message ---------", "________"."""
OPENS = re.compile(
    r"(?!>).{5,200}(?:wrote|writes|schrieb|a écrit|escribió|escreveu|ha scritto|schreef|skrev)[^.]{0,60}:$"
)
"""The line above a quoted mail: "On 3 May 2019, Ada Moor wrote:"."""


class Line(NamedTuple):
    start: int
    end: int
    text: str


def quoted_in(text: str) -> tuple[Passage, ...]:
    """Return the passages of a mail's text that are not its writer's, in order.

    Lines quoted with ">" below the line that says whose they are, are embedded, and that line their byline; headers of
    other mails, with the rule above them, are boilerplate. What is below a header is left as it is: in a forwarded mail
    it is what the mail is about.
    """
    return tuple(passages_of(spans(text)))


def spans(text: str) -> list[Line]:
    """Return the lines that are not blank."""
    found = []
    at = 0
    for line in text.split("\n"):
        if bare := line.strip():
            start = at + line.index(bare)
            found.append(Line(start, start + len(bare), bare))
        at += len(line) + 1
    return found


def passages_of(lines: list[Line]) -> Iterator[Passage]:
    at = 0
    while at < len(lines):
        kinds = kinds_at(lines, at)
        for line, kind in zip(lines[at:], kinds, strict=False):
            yield Passage(line.start, line.end, kind)
        at += max(1, len(kinds))


def kinds_at(lines: list[Line], at: int) -> list[PassageKind]:
    """Return the kinds of the lines from a place on that are taken over together; none if that one is the writer's."""
    here = [line.text for line in lines[at : at + 3]]
    for opening in (1, 2):
        told = " ".join(here[:opening])
        is_one = opening == 1 or here[0][-1] not in ".!?"
        if is_one and here[opening:] and here[opening].startswith(">") and OPENS.match(told):
            quoted = sum(
                1 for _ in takewhile(lambda line: line.text.startswith(">"), islice(lines, at + opening, None))
            )
            return [*["byline"] * opening, *["embed"] * quoted]
    ruled = int(RULE.match(here[0]) is not None)
    fields = sum(1 for _ in takewhile(lambda line: FIELD.match(line.text), islice(lines, at + ruled, None)))
    return ["boilerplate"] * (ruled + fields) if fields >= LEAST_FIELDS and (ruled or at) else []
