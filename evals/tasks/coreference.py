"""Task ``coreference``: which mentions of a text stand for one entity.

Rows are of two forms, a file of one: whole documents with all ``mentions``, each with its ``chain``; or, as in GAP,
a ``pronoun`` and two names, ``A`` and ``B``, of which it may stand for one.

CoNLL F1   mean F1 of MUC, B³ and entity-based CEAF over all documents, on predicted mentions: a mention is right if its
           span is; of mentions of one entity inside one another only the longest counts
by head    the same where a mention is right if its head, in the product's parse, is
overall    GAP: F1 of the decisions whether the pronoun stands for each of its two names

Entities with one mention are left out, as OntoNotes leaves them out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

import rashomon
from evals.files import decode_rows
from evals.report import Report, Row
from evals.scoring.clusters import MEASURES, Counts, f1_of, precision_recall
from evals.scoring.intervals import share
from evals.task import Task
from rashomon.errors import UnreadableInput
from rashomon.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from rashomon.settings import Settings
    from rashomon.types import Understanding

__all__ = ["TASK"]


class _Mention(msgspec.Struct, frozen=True):
    span: Span
    chain: str


class _Row(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    text: str
    mentions: tuple[_Mention, ...] | None = None
    pronoun: Span | None = None
    a: Span | None = msgspec.field(name="A", default=None)
    b: Span | None = msgspec.field(name="B", default=None)
    is_a: bool = msgspec.field(name="A_coref", default=False)
    is_b: bool = msgspec.field(name="B_coref", default=False)

    @property
    def names(self) -> tuple[tuple[Span, bool], ...]:
        """The two names of a GAP row, each with whether the pronoun stands for it."""
        return tuple((span, right) for span, right in ((self.a, self.is_a), (self.b, self.is_b)) if span is not None)


Gold = tuple[_Row, ...]


def _load(data: Path) -> Gold:
    rows = tuple(decode_rows(data, _Row))
    for number, row in enumerate(rows, 1):
        if (row.mentions is None) == (row.pronoun is None):
            raise UnreadableInput(str(data), f"row {number} has to have either mentions or a pronoun")
        if row.pronoun is not None and len(row.names) < 2:
            raise UnreadableInput(str(data), f"row {number} has a pronoun without the two names A and B")
        spans = [m.span for m in row.mentions or ()] + [span for span, _ in row.names]
        wrong = next((s for s in spans if not 0 <= s[0] < s[1] <= len(row.text)), None)
        if wrong is not None:
            problem = f"row {number}: {list(wrong)} is empty or outside the text of {len(row.text)} characters"
            raise UnreadableInput(str(data), problem)
    if len({row.mentions is None for row in rows}) > 1:
        raise UnreadableInput(str(data), "has rows of both forms, with mentions and with a pronoun")
    return rows


def _predict(gold: Gold, settings: Settings) -> list[Understanding]:
    return [rashomon.understand(rashomon.from_text(row.text, name=row.id), settings) for row in gold]


def _score(gold: Gold, found: Sequence[Understanding]) -> Report:
    pairs = list(zip(gold, found, strict=True))
    rows = _gap(pairs) if gold[0].mentions is None else _conll(pairs)
    return Report(task=TASK.name, rows=tuple(rows))


def _conll(pairs: Sequence[tuple[_Row, Understanding]]) -> Iterator[Row]:
    exact, by_head = Counts(), Counts()
    for row, found in pairs:
        chains: defaultdict[str, list[Span]] = defaultdict(list)
        for mention in row.mentions or ():
            chains[mention.chain].append(mention.span)
        entities = [_outermost(m.span for m in entity.mentions) for entity in found.entities]
        exact.add(_disjoint(chains.values()), _disjoint(entities))
        heads = _Heads(found)
        by_head.add(_disjoint(map(heads.of_all, chains.values())), _disjoint(map(heads.of_all, entities)))
    for block, counts in (("", exact), ("by head", by_head)):
        yield Row(block=block, label="CoNLL F1", figure=counts.conll)
        for name in (*MEASURES, "mentions"):
            precision, recall = precision_recall(counts.sums[name])
            yield Row(block=block, label=f"{name} F1", figure=f1_of(counts.sums[name]))
            yield Row(block=block, label=f"{name} precision", figure=precision)
            yield Row(block=block, label=f"{name} recall", figure=recall)


def _outermost(spans: Iterable[Span]) -> list[Span]:
    """Leave out the spans that lie inside another one of the same entity: "Ada Moor" in "Mayor Ada Moor"."""
    out: list[Span] = []
    for start, end in sorted(set(spans), key=lambda s: (s[0], -s[1])):
        if not out or end > out[-1][1]:
            out.append((start, end))
    return out


def _disjoint(clusters: Iterable[Iterable[Span]]) -> list[set[Span]]:
    """The clusters of two mentions or more; a mention that two have stays with the first."""
    taken: set[Span] = set()
    out = []
    for cluster in clusters:
        own = set(cluster) - taken
        taken |= own
        if len(own) > 1:
            out.append(own)
    return out


class _Heads:
    """The head word of a span, by the product's parse: the first word whose own head lies outside."""

    def __init__(self, found: Understanding) -> None:
        self.words = found.tokens
        self.starts = [word.start for word in found.tokens]

    def of_all(self, spans: Iterable[Span]) -> list[Span]:
        return [self.of(span) for span in spans]

    def of(self, span: Span) -> Span:
        """Return the span of the head word; the span itself where no word is read (a headline)."""
        first, end = bisect_left(self.starts, span[0]), bisect_left(self.starts, span[1])
        for i in range(first, end):
            head = self.words[i].head
            if head == i or not first <= head < end:
                return (self.words[i].start, self.words[i].end)
        return span


def _gap(pairs: Sequence[tuple[_Row, Understanding]]) -> Iterator[Row]:
    counts = []
    right = predicted = true = 0
    for row, found in pairs:
        decided = [(_stands_for(found, row.pronoun, span), is_one) for span, is_one in row.names]
        both = sum(said and is_one for said, is_one in decided)
        said, ones = sum(said for said, _ in decided), sum(is_one for _, is_one in decided)
        counts.append((2.0 * both, float(said + ones)))
        right, predicted, true = right + both, predicted + said, true + ones
    overall = share(counts)
    if overall is not None:
        yield Row(label="overall F1", figure=overall[0], interval=overall[1])
    for label, of in (("precision", predicted), ("recall", true)):
        yield Row(label=label, figure=right / of if of else None, counts=(right, of))


def _stands_for(found: Understanding, pronoun: Span | None, name: Span) -> bool:
    """Tell whether an entity has the pronoun as a mention, and a mention whose last words are in the name."""
    for entity in found.entities:
        spans = [m.span for m in entity.mentions]
        if pronoun in spans:
            return any(name[0] < end <= name[1] or (start == name[0] and end > name[1]) for start, end in spans)
    return False


TASK: Task[Gold, Sequence[Understanding]] = Task(
    name="coreference",
    about="which mentions of a text stand for one entity",
    data="a JSONL of documents with their mentions, or of texts with a pronoun and two names",
    load=_load,
    predict=_predict,
    score=_score,
)
