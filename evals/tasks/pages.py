"""Task ``pages``: from a page's HTML to its article's text, as scrapinghub/article-extraction-benchmark measures it.

A text is the multiset of its runs of four words (``\\w+``; all of them where there are fewer). Of each page, precision
is the share of the predicted runs that are right and recall the share of the right ones that are predicted; both are 1
where nothing is wrong and 0 where nothing is right. Figures are the means over the pages, F1 that of the two means.

What is predicted is the story (see `story_of`). Pages are halved by their ids: rules were made from the errors of
the tuning half only; the other half is held out.

Where the gold has titles, authors and days, these are measured too: titles that are the same but for white space and
the kind of quotation marks, authors as a set a page, and the very day.
"""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from evals import files
from evals.mistakes import Mistake
from evals.report import Report, Row
from evals.scoring.intervals import share
from evals.task import Task
from rashomon.cleaning import clean
from rashomon.errors import InputError, MissingInput, UnreadableInput
from rashomon.ingest.decode import decode
from rashomon.ingest.html import from_html

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rashomon.settings import Settings
    from rashomon.types import Article, PassageKind

__all__ = ["TASK", "Shares", "f1", "halves", "shares_of", "story_of"]

GOLD = "gold.json"
WORD = re.compile(r"\w+")
GRAM = 4
TOLD: frozenset[PassageKind] = frozenset({"dateline", "body", "repeat", "correction", "update", "entry"})
"""Kinds of passages that make up the story, besides headings within it."""
CONTEXT = 12
"""How many words are shown before and after a mistake."""
LONGEST = 120
"""How many words of a mistake are shown."""


MARKS = str.maketrans("’‘“”", "''\"\"")


class _Page(msgspec.Struct, frozen=True, rename="camel"):
    article_body: str
    title: str | None = None
    authors: tuple[str, ...] | None = None
    published: str | None = None


class Labelled(msgspec.Struct, frozen=True):
    """One page: its name in the data, its file, and what is right of it."""

    id: str
    path: Path
    told: _Page

    @property
    def text(self) -> str:
        return self.told.article_body


class Shares(NamedTuple):
    """Figures of one page; precision is None if nothing was predicted, recall if there is nothing to find."""

    precision: float | None
    recall: float | None


Gold = tuple[Labelled, ...]
Predictions = dict[str, _Page]
"""What is told of each page, by its id."""


def _load(data: Path) -> Gold:
    labels = files.decode(data / GOLD, dict[str, _Page])
    if not labels:
        raise UnreadableInput(str(data / GOLD), "names no page")
    pages = []
    for name, label in labels.items():
        path = next((p for p in (data / f"{name}.html.gz", data / f"{name}.html") if p.is_file()), None)
        if path is None or path.parent != data:
            raise MissingInput(str(data), f"has no file {name}.html or {name}.html.gz, which {GOLD} names")
        pages.append(Labelled(name, path, label))
    return tuple(pages)


def _files(data: Path, gold: Gold) -> list[Path]:
    return [data / GOLD, *(page.path for page in gold)]


def _decode(predictions: Path, gold: Gold) -> Predictions:
    given = files.decode(predictions, dict[str, _Page])
    missing = [page.id for page in gold if page.id not in given]
    if missing:
        problem = f"lacks {len(missing)} of the {len(gold)} pages of the data, the first of them {missing[0]}"
        raise UnreadableInput(str(predictions), problem)
    return {page.id: given[page.id] for page in gold}


def _predict(gold: Gold, settings: Settings) -> Predictions:
    return {page.id: _read(page.path) for page in gold}


def _read(path: Path) -> _Page:
    """Read a page, gzipped or not; nothing is told of one that is not usable."""
    data = files.read_page(path)
    try:
        article = clean(from_html(decode(data, str(path))))
    except InputError:
        return _Page("")
    return _Page(story_of(article), article.title, article.authors, article.published)


def story_of(article: Article) -> str:
    """Return the story of an article: body, dateline, repeats, notes and headings, from its first line of body on.

    Headline and byline, captions, pull quotes, links, other people's posts and boilerplate are not counted.
    """
    kinds = [passage.kind for passage in article.passages]
    first = kinds.index("body") if "body" in kinds else 0
    return "\n".join(
        article.content[passage.start : passage.end]
        for at, passage in enumerate(article.passages)
        if passage.kind in TOLD or (passage.kind == "headline" and at > first)
    )


def halves(page_id: str) -> str:
    """Return the half of a page: the tuning half if the SHA-256 of its id is odd."""
    return "tuning half" if sha256(page_id.encode()).digest()[-1] % 2 else "other half"


def shares_of(gold: str, predicted: str) -> Shares:
    """Compute precision and recall of one page."""
    right, given = _grams(gold), _grams(predicted)
    both = (right & given).total()
    if right == given:
        return Shares(1.0 if given else None, 1.0 if right else None)
    return Shares(both / given.total() if given else None, both / right.total() if right else None)


def _grams(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    if len(words) < GRAM:
        return Counter([tuple(words)] if words else [])
    return Counter(zip(*(words[n:] for n in range(GRAM)), strict=False))


def f1(precision: float, recall: float) -> float:
    """Return the harmonic mean; 0 if both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _score(gold: Gold, predicted: Predictions) -> Report:
    shares = {page.id: shares_of(page.text, predicted[page.id].article_body) for page in gold}
    rows: list[Row] = []
    for block in ("all", "tuning half", "other half"):
        ids = [page.id for page in gold if block in ("all", halves(page.id))]
        rows += _figures(block, [shares[name] for name in ids])
        rows += _told_figures(block, [(page.told, predicted[page.id]) for page in gold if page.id in set(ids)])
    empty = sum(not page.article_body.strip() for page in predicted.values())
    notes = (f"{empty} of {len(gold)} pages gave no text",) if empty else ()
    return Report(task=TASK.name, rows=tuple(rows), notes=notes)


def _figures(block: str, shares: list[Shares]) -> Iterator[Row]:
    precision = share((s.precision, 1) for s in shares if s.precision is not None)
    recall = share((s.recall, 1) for s in shares if s.recall is not None)
    if not recall:
        return
    yield Row(block=block, label="F1", figure=f1(precision[0] if precision else 0.0, recall[0]))
    if precision:
        yield Row(block=block, label="precision", figure=precision[0], interval=precision[1])
    yield Row(block=block, label="recall", figure=recall[0], interval=recall[1])


def _told_figures(block: str, pages: list[tuple[_Page, _Page]]) -> Iterator[Row]:
    """Measure titles, authors and days on the pages whose gold has them."""
    titles = share((_same(right.title) == _same(given.title), 1) for right, given in pages if right.title)
    named = [
        ({*map(_same, right.authors)}, {*map(_same, given.authors or ())})
        for right, given in pages
        if right.authors is not None
    ]
    authors = share((2 * len(right & given), len(right) + len(given)) for right, given in named)
    days = share((right.published[:10] == given.published, 1) for right, given in pages if right.published)
    for label, measured in (("title", titles), ("authors F1", authors), ("day", days)):
        if measured:
            yield Row(block=block, label=label, figure=measured[0], interval=measured[1])


def _same(text: str | None) -> str:
    return " ".join((text or "").translate(MARKS).split())


def _mistakes(gold: Gold, predicted: Predictions) -> Iterator[Mistake]:
    """List pages of the tuning half only, the worst first, so that rules are never fitted to the other half."""
    stories = {name: page.article_body for name, page in predicted.items()}
    worst = sorted(gold, key=lambda page: sum(s or 0.0 for s in shares_of(page.text, stories[page.id])))
    for page in worst:
        if halves(page.id) == "tuning half":
            yield from _differences(page, stories[page.id])


def _differences(page: Labelled, predicted: str) -> Iterator[Mistake]:
    right, given = WORD.findall(page.text), WORD.findall(predicted)
    for kind, i, j, k, m in SequenceMatcher(None, right, given, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for words, start, end, name, of in ((right, i, j, "missed", "gold"), (given, k, m, "added", "predicted")):
            if start < end:
                yield Mistake(page.id[:8], name, f"{start} of {len(words)}", _shown(words, start, end, of))


def _shown(words: list[str], start: int, end: int, of: str) -> tuple[tuple[str, str], ...]:
    cut = min(end, start + LONGEST)
    before, after = words[max(0, start - CONTEXT) : start], words[end : end + CONTEXT]
    within = " ".join(words[start:cut]) + (" …" if cut < end else "")
    return ((" ".join(before) + " ", ""), (within, of), (" " + " ".join(after), ""))


TASK: Task[Gold, Predictions] = Task(
    name="pages",
    about="an article's text out of a page's HTML",
    data="a folder of pages with their articles' texts in gold.json",
    load=_load,
    files=_files,
    predict=_predict,
    decode=_decode,
    score=_score,
    mistakes=_mistakes,
)
