"""Statements gathered into claims: one event or proposition each, as told in one article or several."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.comparison.alignment import Aligned, Aligner
from rashomon.comparison.propositions import Content, told_apart
from rashomon.types import GAP, Claim, Statement
from rashomon.types.ids import claim_id

__all__ = ["Grouping", "alone", "claims", "group", "shorten"]

WITHIN = 0.7
"""Probability from which two statements of one article may be the same, told twice: rarer than across articles."""
LINKAGE = 0.42
"""Mean probability that two groups need to become one."""
SAMPLE = 4
"""Statements of a group that are compared with another group's, so that large groups cost no more."""
LABEL_LENGTH = 120

Grouping = tuple[tuple[int, ...], ...]
"""Indices of contents; each stands in exactly one group."""


def group(aligner: Aligner, pairs: Sequence[Aligned], across: Sequence[Aligned]) -> Grouping:
    """Average linkage, best pairs first: a group takes in another only if their statements fit on the whole.

    So a chain of look-alikes never becomes one claim (Manning et al. 2008, ch. 17).
    """
    contents = aligner.contents
    within = [p for p in pairs if p.score >= WITHIN and contents[p.left].reading is contents[p.right].reading]
    member: dict[int, int] = {i: i for i in range(len(contents))}
    groups: dict[int, list[int]] = {i: [i] for i in member}
    for pair in sorted((*within, *across), key=lambda p: (-p.score, p.left, p.right)):
        one, two = sorted((member[pair.left], member[pair.right]))
        if one != two and _fits(aligner, groups[one], groups[two]):
            for i in groups.pop(two):
                groups[one].append(i)
                member[i] = one
            groups[one].sort()
    return tuple(tuple(g) for _, g in sorted(groups.items()))


def _fits(aligner: Aligner, one: Sequence[int], two: Sequence[int]) -> bool:
    contents = aligner.contents
    if any(told_apart(contents[i], contents[j]) for i in one for j in two):
        return False
    scores = [aligner.score(i, j).score for i in one[:SAMPLE] for j in two[:SAMPLE]]
    return sum(scores) / len(scores) >= LINKAGE


def claims(contents: Sequence[Content], grouping: Grouping) -> tuple[Claim, ...]:
    """The claims, in order of their first statement."""
    return tuple(_claim([contents[i] for i in members]) for members in grouping)


def alone(statement: Statement) -> Claim:
    """The claim of a statement that is held against no other."""
    return Claim(id=claim_id(statement.id), statements=(statement.id,), label=shorten(statement.text))


def _claim(members: Sequence[Content]) -> Claim:
    telling = max(members, key=lambda c: (_fits_label(c), len(c.words), c.statement.id))
    earliest = min(members, key=_since)
    return Claim(
        id=claim_id(earliest.statement.id),
        statements=tuple(c.statement.id for c in members),
        label=shorten(telling.statement.text),
    )


def _since(content: Content) -> tuple[object, ...]:
    """What statements are sorted by where the earliest gives the claim its id."""
    return (*content.reading.understanding.article.precedence, content.statement.spans, content.statement.id)


def _fits_label(content: Content) -> bool:
    return len(content.statement.text) <= LABEL_LENGTH and GAP not in content.statement.text


def shorten(text: str) -> str:
    """``text`` on one line, cut at a word boundary to LABEL_LENGTH characters with an ellipsis."""
    line = " ".join(text.split())
    if len(line) <= LABEL_LENGTH:
        return line
    cut = line[: LABEL_LENGTH - 1]
    whole = cut[: cut.rfind(" ")] if " " in cut[LABEL_LENGTH // 2 :] else cut
    return whole.rstrip(" ,;:–—-") + "…"
