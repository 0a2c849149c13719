"""Task ``passages``: of real pages, each passage that a careful reader counts as the article, and what it is.

The gold is ``gold/passages/pages.json``, offsets and hashes only (`golden_pages`); the pages are in the folder that
``--data`` names. What is predicted is every line of the article as it is read and cleaned, with its kind, boilerplate
left out.

precision, recall, F1   of words (``\\w+``), as multisets of a page and a kind: a caption that is taken for body costs
                        both kinds, a paragraph that is cut in two costs nothing
exact                   share of the passages that a line of the same kind and text is predicted for, white space aside
extent                  share of the pages of which it is rightly told whether the text is whole

Of all kinds together, a word is right where its kind is. Pages are halved by their names, as in ``pages``.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from evals import files
from evals.gold import golden_pages
from evals.gold.golden_pages import GoldenPage, Line, line_of
from evals.mistakes import LONGEST, Mistake
from evals.report import Report, Row, tally
from evals.scoring.intervals import share
from evals.task import Task
from evals.tasks.pages import WORD, halves
from rashomon.cleaning import clean
from rashomon.errors import InputError, UnreadableInput
from rashomon.ingest.decode import decode
from rashomon.ingest.html import from_html
from rashomon.types import Extent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from rashomon.settings import Settings
    from rashomon.types import Article

__all__ = ["TASK", "Reading", "lines_of"]

BLOCKS = ("all", "tuning half", "other half")
MOSTLY = 0.5
"""Least share of a passage's words that another one must have to count as its prediction."""


class Reading(msgspec.Struct, frozen=True):
    """The prediction for a page; no lines and no extent if it was rejected as unusable."""

    passages: tuple[Line, ...]
    extent: Extent | None = None


Gold = tuple[GoldenPage, ...]
Readings = dict[str, Reading]
"""By the page's name."""


def _files(data: Path, gold: Gold) -> list[Path]:
    return [golden_pages.GOLD, *(page.path for page in gold)]


def _decode(predictions: Path, gold: Gold) -> Readings:
    given = files.decode(predictions, Readings)
    missing = [page.name for page in gold if page.name not in given]
    if missing:
        problem = f"lacks {len(missing)} of the {len(gold)} pages, the first of them {missing[0]}"
        raise UnreadableInput(str(predictions), problem)
    return {page.name: _tidy(given[page.name]) for page in gold}


def _tidy(given: Reading) -> Reading:
    return Reading(tuple(line_of(*line) for line in given.passages if line.kind != "boilerplate"), given.extent)


def _predict(gold: Gold, settings: Settings) -> Readings:
    return {page.name: _read(page) for page in gold}


def _read(page: GoldenPage) -> Reading:
    try:
        article = clean(from_html(decode(files.read_page(page.path), page.name)))
    except InputError:
        return Reading(())
    return Reading(tuple(lines_of(article)), article.extent)


def lines_of(article: Article) -> Iterator[Line]:
    """Return every line of an article with its kind, without boilerplate."""
    for passage in article.passages:
        if passage.kind != "boilerplate":
            for text in article.content[passage.start : passage.end].split("\n"):
                line = line_of(passage.kind, text)
                if line.text:
                    yield line


def _score(gold: Gold, read: Mapping[str, Reading]) -> Report:
    rows: list[Row] = []
    for block in BLOCKS:
        pages = [page for page in gold if block in ("all", halves(page.id))]
        rows += _figures(block, [(page.passages, read[page.name].passages) for page in pages])
        rows += _in(block, tally("extent", ((read[page.name].extent == page.extent, page.name) for page in pages)))
    for kind in dict.fromkeys(line.kind for page in gold for line in page.passages):
        pairs = [(_of(kind, page.passages), _of(kind, read[page.name].passages)) for page in gold]
        rows += _figures(kind, pairs)
    empty = sum(not read[page.name].passages for page in gold)
    notes = (f"{empty} of {len(gold)} pages gave no text",) if empty else ()
    return Report(task=TASK.name, rows=tuple(rows), notes=notes)


def _of(kind: str, lines: Iterable[Line]) -> list[Line]:
    return [line for line in lines if line.kind == kind]


def _in(block: str, rows: Iterable[Row]) -> Iterator[Row]:
    """Put a row in a block, without the names of what was missed: those of the other half stay hidden."""
    return (msgspec.structs.replace(row, block=block, missed=()) for row in rows)


def _figures(block: str, pairs: Sequence[tuple[Sequence[Line], Sequence[Line]]]) -> Iterator[Row]:
    """Score (gold, predicted) lines of pages."""
    words = [(_words(gold), _words(given)) for gold, given in pairs]
    sums = [((gold & given).total(), gold.total(), given.total()) for gold, given in words]
    for label, parts in (
        ("F1", [(2 * right, gold + given) for right, gold, given in sums]),
        ("precision", [(right, given) for right, _, given in sums]),
        ("recall", [(right, gold) for right, gold, _ in sums]),
    ):
        if measured := share(parts):
            yield Row(block=block, label=label, figure=measured[0], interval=measured[1])
    found = sum((Counter(gold) & Counter(given)).total() for gold, given in pairs)
    if total := sum(len(gold) for gold, _ in pairs):
        yield Row(block=block, label="exact", figure=found / total, counts=(found, total))


def _words(lines: Iterable[Line]) -> Counter[tuple[str, str]]:
    return Counter((line.kind, word) for line in lines for word in WORD.findall(line.text))


def _mistakes(gold: Gold, read: Mapping[str, Reading]) -> Iterator[Mistake]:
    """List mistakes of the tuning half only, so that rules are never fitted to the other half."""
    for page in gold:
        if halves(page.id) == BLOCKS[1]:
            yield from _differences(page, read[page.name].passages)


def _differences(page: GoldenPage, given: Sequence[Line]) -> Iterator[Mistake]:
    """List each passage that is not found exactly, with its closest prediction, and each line that is added."""
    missed, added = _without(page.passages, given), _without(given, page.passages)
    for line in missed:
        became = _nearest(line, added)
        if became is None:
            yield Mistake(line.kind, "missed", page.id, _shown(line, "gold"))
        else:
            kind = "other borders" if became.kind == line.kind else f"taken for {became.kind}"
            yield Mistake(line.kind, kind, page.id, (*_shown(line, "gold"), (" ", ""), *_shown(became, "predicted")))
    for line in added:
        if _nearest(line, missed) is None:
            yield Mistake(line.kind, "added", page.id, _shown(line, "predicted"))


def _without(lines: Iterable[Line], others: Iterable[Line]) -> list[Line]:
    """Return the lines that do not occur, or not as often, among the others."""
    left = Counter(others)
    out = []
    for line in lines:
        left[line] -= 1
        if left[line] < 0:
            out.append(line)
    return out


def _nearest(line: Line, others: Iterable[Line]) -> Line | None:
    """Find the line with most of the words of ``line``, at least the share MOSTLY."""
    words = Counter(WORD.findall(line.text))
    shared = [((words & Counter(WORD.findall(other.text))).total(), other) for other in others]
    most, nearest = max(shared, key=lambda pair: pair[0], default=(0, None))
    return nearest if words and most >= MOSTLY * words.total() else None


def _shown(line: Line, of: str) -> tuple[tuple[str, str], ...]:
    return ((line.text[:LONGEST], of), *([(" …", "")] if len(line.text) > LONGEST else []))


TASK: Task[Gold, Mapping[str, Reading]] = Task(
    name="passages",
    about="what each passage of a page is: headline, byline, body, caption …",
    data="the folder of pages that gold/passages/pages.json names, with aeb and dates in it",
    load=golden_pages.read_golden,
    files=_files,
    predict=_predict,
    decode=_decode,
    score=_score,
    mistakes=_mistakes,
)
