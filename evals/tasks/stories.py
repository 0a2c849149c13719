"""Task ``stories``: which articles tell one story, by B³ over all articles of a file (Bagga and Baldwin 1998).

B3/F1       harmonic mean of both
B3/P, B3/R  for each article the share of its group that is of its story, and of its story that is in its group
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

from evals.files import decode_rows
from evals.report import Report, Row
from evals.task import Task
from rashomon.errors import UnreadableInput
from rashomon.grouping.features import Frequencies, of_text
from rashomon.grouping.stories import Grouper

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rashomon.settings import Settings

__all__ = ["TASK"]


class _Row(msgspec.Struct, frozen=True):
    id: str
    text: str
    story: str | int
    title: str | None = None
    published: str | None = None


class _Predicted(msgspec.Struct, frozen=True):
    id: str
    group: str | int


Gold = tuple[_Row, ...]
Groups = tuple[str, ...]
"""The group of each row."""


def _load(data: Path) -> Gold:
    return tuple(decode_rows(data, _Row))


def _decode(predictions: Path, gold: Gold) -> Groups:
    given = {row.id: str(row.group) for row in decode_rows(predictions, _Predicted)}
    for row in gold:
        if row.id not in given:
            raise UnreadableInput(str(predictions), f"lacks the row {row.id} of the data")
    return tuple(given[row.id] for row in gold)


def _predict(gold: Gold, settings: Settings) -> Groups:
    """Group the articles in the order of their days, then of the file, as the product does."""
    sketches = [of_text(row.title or "", row.text, row.published) for row in gold]
    frequencies = Frequencies()
    for one in sketches:
        frequencies.count(one)
    grouper = Grouper(frequencies)
    order = sorted(range(len(gold)), key=lambda n: (gold[n].published is None, gold[n].published or "", n))
    for n in order:
        grouper.add(sketches[n])
    groups = {order[m]: str(number) for number, members in enumerate(grouper.stories) for m in members}
    return tuple(groups[n] for n in range(len(gold)))


def b_cubed(groups: Sequence[str], stories: Sequence[str]) -> tuple[float, float]:
    """Return precision and recall by B³."""
    ours: dict[str, set[int]] = defaultdict(set)
    theirs: dict[str, set[int]] = defaultdict(set)
    for n, (group, story) in enumerate(zip(groups, stories, strict=True)):
        ours[group].add(n)
        theirs[story].add(n)
    common = [(len(ours[g] & theirs[s]), len(ours[g]), len(theirs[s])) for g, s in zip(groups, stories, strict=True)]
    count = len(common) or 1
    return sum(c / g for c, g, _ in common) / count, sum(c / s for c, _, s in common) / count


def _score(gold: Gold, groups: Groups) -> Report:
    precision, recall = b_cubed(groups, [str(row.story) for row in gold])
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    rows = (("F1", f1), ("P", precision), ("R", recall))
    return Report(
        task="stories",
        rows=tuple(Row(label=label, figure=figure, block="B3") for label, figure in rows),
        notes=(f"{len(gold)} articles, {len({row.story for row in gold})} stories, {len(set(groups))} groups",),
    )


TASK = Task(
    name="stories",
    about="articles put into stories",
    data="JSONL: id, text, story, and title and published where they are known",
    load=_load,
    predict=_predict,
    decode=_decode,
    score=_score,
)
