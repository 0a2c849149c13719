"""Task ``copies``: what is copied from what, on copies planted among real articles (see planted.py).

pairs      P, R and F1 of pairs of articles. A planted pair has a passage of 15 words and more in common, in lines
           without quotation marks. Negatives are all other pairs, among them those of different articles on one event,
           which quote the same words. Not judged are pairs with less in common, those of articles whose originals
           really reuse each other (listed in real_reuse.json after reading), and of ECB+ those on one topic, much of
           which is wire copy
same event share of the pairs of different originals on one event, without real reuse, that are not called copies
spans      of all planted pairs, both sides: words inside the planted passages, first to last word, those changed within
           them included, against words inside the spans found. P, R, F1, and overlap: intersection over union. What
           is marked as the same quotation counts only where it was planted: articles on one event share quotations
passages   overlap for the pairs of an original and an article that one to three sentences of it were put into
reset, …   recall of the pairs of an original and what was made of it, by what was done
twice      recall of the pairs of two articles that were both made of originals
direction  share of the planted pairs of different days that name an earlier article, and the one of the earlier day

Each for all, and for two halves by hash of the original's id: parameters are to be chosen on "design" alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

import rashomon
from evals.files import decode, decode_rows
from evals.gold.planted import KINDS, LEAST_COPIED, Original, Piece, Planted, alike, half, plant
from evals.report import Report, Row, tally
from evals.task import Task
from rashomon.types import Article, Copy, Span
from rashomon.types.ids import ArticleId

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from rashomon.settings import Settings

__all__ = ["REUSE", "TASK"]

REUSE = Path(__file__).parents[1] / "gold" / "real_reuse.json"
FILES = ("ecb.jsonl", "basil.jsonl")

Pair = tuple[int, int]


class _Row(msgspec.Struct, frozen=True):
    id: str
    text: str
    story: str
    topic: int | None = None
    published: str | None = None
    outlet: str | None = None


class _Reuse(msgspec.Struct, frozen=True):
    file: str
    about: str
    pairs: tuple[tuple[str, str], ...]


class Gold(NamedTuple):
    """The articles, what is planted in them, and which originals really share words."""

    articles: tuple[Planted, ...]
    planted: dict[Pair, list[Piece]]
    """By the numbers of the two articles, the smaller first; pairs with too little in common included."""
    related: frozenset[Pair]
    events: tuple[Pair, ...]
    """Different originals on one event, none of ECB+."""

    def judged(self, pair: Pair) -> bool:
        """Tell whether the pair counts: it is planted, or certainly no copy."""
        if pair in self.planted:
            return is_copy(self.planted[pair])
        one, two = (self.articles[n].sources for n in pair)
        return not any((min(a, b), max(a, b)) in self.related or a == b for a in one for b in two)


def is_copy(pieces: Iterable[Piece]) -> bool:
    """Tell whether one of the passages has enough words."""
    return any(p.plain >= LEAST_COPIED for p in pieces)


Found = dict[Pair, Copy]


def _load(data: Path) -> Gold:
    rows = {name: decode_rows(data / name, _Row) for name in FILES}
    every = list({r.text: r for name in FILES for r in rows[name]}.values())
    numbers = {r.id: n for n, r in enumerate(every)}
    related = {_pair(numbers[a], numbers[b]) for a, b in decode(REUSE, _Reuse).pairs if a in numbers and b in numbers}
    topics = defaultdict(list)
    for n, row in enumerate(every):
        if row.topic is not None:
            topics[row.topic].append(n)
    related |= {pair for some in topics.values() for pair in combinations(some, 2)}
    stories = defaultdict(list)
    for n, row in enumerate(every):
        if row.topic is None:
            stories[row.story].append(n)
    events = tuple(pair for some in stories.values() for pair in combinations(some, 2) if pair not in related)
    made = tuple(plant([Original(r.id, r.text, r.published, r.outlet) for r in every], _partner(every, related)))
    return Gold(made, _planted(made), frozenset(related), events)


def _pair(a: int, b: int) -> Pair:
    return min(a, b), max(a, b)


def _partner(every: Sequence[_Row], related: Collection[Pair]) -> Callable[[int], int | None]:
    """Choose the article that gets an original's passages: on the same event, in ECB+ on another topic."""

    def partner(number: int) -> int | None:
        own = every[number]
        if own.topic is None:
            fitting = [n for n, r in enumerate(every) if r.story == own.story and n != number]
        else:
            fitting = [n for n, r in enumerate(every) if r.topic not in (None, own.topic)]
        fitting = [n for n in fitting if _pair(n, number) not in related]
        return fitting[int(sha256(own.id.encode()).hexdigest(), 16) % len(fitting)] if fitting else None

    return partner


def _planted(made: Sequence[Planted]) -> dict[Pair, list[Piece]]:
    of: dict[int, list[int]] = defaultdict(list)
    for n, article in enumerate(made):
        for source in article.sources:
            of[source].append(n)
    pairs = {pair for some in of.values() for pair in combinations(some, 2)}
    return {(a, b): pieces for a, b in sorted(pairs) if (pieces := alike(made[a], made[b]))}


def _files(data: Path, _: Gold) -> list[Path]:
    return [REUSE, *(data / name for name in FILES)]


def _predict(gold: Gold, _: Settings) -> Found:
    articles = []
    for number, one in enumerate(gold.articles):
        digest = sha256(one.text.encode("utf-8", "surrogatepass")).hexdigest()
        articles.append(
            Article(
                id=ArticleId(f"{number:06}"),
                text=one.text,
                text_sha256=digest,
                bytes_sha256=digest,
                published=one.published,
                outlet=one.outlet,
            )
        )
    return {_pair(int(c.left), int(c.right)): c for c in rashomon.copies(articles)}


def _score(gold: Gold, found: Found) -> Report:
    rows: list[Row] = []
    for part in ("all", "design", "held out"):
        rows += [msgspec.structs.replace(row, block=part) for row in _rows(gold, found, part)]
    real = sum(not gold.judged(pair) for pair in found)
    return Report(task=TASK.name, rows=tuple(rows), notes=(f"pairs found that are not judged: {real}",))


def _rows(gold: Gold, found: Found, part: str) -> Iterator[Row]:
    def inside(pair: Pair) -> bool:
        """By the later article, which is the edited one, and so by the original that it is made of."""
        article = gold.articles[pair[1]]
        return part == "all" or half(article.id.partition("+")[0]) == part

    planted = {pair: pieces for pair, pieces in gold.planted.items() if is_copy(pieces) and inside(pair)}
    given = [pair for pair in found if gold.judged(pair) and inside(pair)]
    hits = [pair for pair in planted if pair in found]
    yield from _scores("pairs", len(hits), len(given), len(planted))
    yield from tally("same event", ((p not in found, _names(gold, p)) for p in gold.events if inside(p)))
    yield from _spans(gold, found, planted)
    for kind in KINDS:
        yield from tally(
            kind,
            (
                (pair in found, _names(gold, pair))
                for pair in planted
                if gold.articles[pair[0]].kind is None and gold.articles[pair[1]].kind == kind
            ),
        )
    twice = [pair for pair in planted if all(gold.articles[n].kind is not None for n in pair)]
    yield from tally("twice", ((pair in found, _names(gold, pair)) for pair in twice))
    dated = [pair for pair in hits if len({gold.articles[n].published for n in pair} - {None}) == 2]
    yield from tally("direction", ((_rightly(gold, found[pair], pair), _names(gold, pair)) for pair in dated))


def _names(gold: Gold, pair: Pair) -> str:
    return " ".join(gold.articles[n].id for n in pair)


def _rightly(gold: Gold, copy: Copy, pair: Pair) -> bool:
    earlier = min(pair, key=lambda n: gold.articles[n].published or "")
    return copy.earlier is not None and int(copy.earlier) == earlier


def _scores(label: str, hits: int, given: int, wanted: int) -> Iterator[Row]:
    precision, recall = hits / max(1, given), hits / max(1, wanted)
    yield Row(label=f"{label} P", figure=precision, counts=(hits, given))
    yield Row(label=f"{label} R", figure=recall, counts=(hits, wanted))
    yield Row(label=f"{label} F1", figure=2 * precision * recall / max(1e-9, precision + recall))


def _spans(gold: Gold, found: Found, planted: Mapping[Pair, Sequence[Piece]]) -> Iterator[Row]:
    both, given, wanted = _overlap(gold, found, planted)
    yield from _scores("spans", both, given, wanted)
    yield Row(label="spans overlap", figure=both / max(1, given + wanted - both))
    alone = {pair: pieces for pair, pieces in planted.items() if _put_into(gold, pair)}
    if alone:
        both, given, wanted = _overlap(gold, found, alone)
        yield Row(label="passages overlap", figure=both / max(1, given + wanted - both))


def _put_into(gold: Gold, pair: Pair) -> bool:
    """Tell whether the pair is an original and an article that got a passage of it."""
    one, two = (gold.articles[n] for n in pair)
    return one.kind is None and two.kind == "passage" and two.sources[0] == pair[0]


def _overlap(gold: Gold, found: Found, planted: Mapping[Pair, Sequence[Piece]]) -> tuple[int, int, int]:
    """Count the words of both sides in planted and found passages, in found ones, and in planted ones."""
    both = given = wanted = 0
    for pair, pieces in planted.items():
        for side, number in enumerate(pair):
            article = gold.articles[number]
            right = _words_in(article, ((p.left, p.right)[side] for p in pieces))
            named = _words_in(article, _named(found.get(pair), number, quoted=False))
            named |= right & _words_in(article, _named(found.get(pair), number, quoted=True))
            both, given, wanted = both + len(right & named), given + len(named), wanted + len(right)
    return both, given, wanted


def _named(copy: Copy | None, number: int, *, quoted: bool) -> Iterator[Span]:
    for passage in copy.shared if copy else ():
        if passage.quoted == quoted:
            yield passage.left if copy and int(copy.left) == number else passage.right


def _words_in(article: Planted, spans: Iterable[Span]) -> set[int]:
    """Return the numbers of the words inside one of the spans, without punctuation at their ends."""
    starts = [s for s, _ in article.spans]
    inside: set[int] = set()
    for start, end in spans:
        first = bisect_left(starts, start)
        first -= first > 0 and article.spans[first - 1][1] > start
        inside.update(range(first, bisect_left(starts, end)))
    return inside


TASK: Task[Gold, Found] = Task(
    name="copies",
    about="what is copied from what, on copies planted among real articles",
    data="the folder with ecb.jsonl and basil.jsonl",
    load=_load,
    files=_files,
    predict=_predict,
    score=_score,
)
