"""Task ``attribution``: who says what, by the spans of source, cue and content (PolNeAR's form).

source, cue, content   F1, precision and recall of the exact spans of a role: the set of all its pieces in an article
linking cue found      share of the attributions with a cue of which a predicted cue shares a character with theirs
linking exact          share of the attributions for which one with the same cue and the same source is predicted
linking overlap        the same, but cues and sources need only share a character each, or both be empty
… precision            share of the predicted attributions that are so for one that is there
direct, indirect,      by kind of content (see `quoting`): share of its pieces found exactly, and linking
  mixed
source right           share of the direct quotations with a source for which a predicted attribution whose content
                       shares a character with theirs has exactly their source; by overlap, one that shares a character

The product's are those of its layer of attributions, without the nested ones: PolNeAR marks no attribution in the
content of another. Intervals resample articles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import msgspec

import rashomon
from evals.files import decode_rows
from evals.mistakes import Mistake, in_context
from evals.report import Report
from evals.scoring.attribution import ROLES, Attribution, Role, counts, covered, figures, pieces_of, same_link
from evals.task import Task
from rashomon.errors import UnreadableInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from rashomon.settings import Settings
    from rashomon.types import Span

__all__ = ["TASK"]


class _Predicted(msgspec.Struct, frozen=True):
    id: str
    attributions: tuple[Attribution, ...]


class _Row(msgspec.Struct, frozen=True):
    id: str
    text: str
    attributions: tuple[Attribution, ...]
    published: str | None = None


AnyRow = TypeVar("AnyRow", _Row, _Predicted)
Gold = tuple[_Row, ...]
Predictions = dict[str, tuple[Attribution, ...]]
"""By the row's id."""


def _load(data: Path) -> Gold:
    rows = _by_id(data, decode_rows(data, _Row))
    for row in rows.values():
        _check(data, row.id, row.text, row.attributions)
    return tuple(rows.values())


def _decode(predictions: Path, gold: Gold) -> Predictions:
    given = _by_id(predictions, decode_rows(predictions, _Predicted))
    missing = [row.id for row in gold if row.id not in given]
    if missing:
        problem = f"lacks {len(missing)} of the {len(gold)} rows of the data, the first of them {missing[0]}"
        raise UnreadableInput(str(predictions), problem)
    for row in gold:
        _check(predictions, row.id, row.text, given[row.id].attributions)
    return {row.id: given[row.id].attributions for row in gold}


def _by_id(source: Path, rows: Iterable[AnyRow]) -> dict[str, AnyRow]:
    out: dict[str, AnyRow] = {}
    for row in rows:
        if out.setdefault(row.id, row) is not row:
            raise UnreadableInput(str(source), f"has the row {row.id} twice")
    return out


def _check(source: Path, name: str, text: str, attributions: Iterable[Attribution]) -> None:
    for n, attribution in enumerate(attributions, 1):
        for role in ROLES:
            for start, end in attribution.role(role):
                if not 0 <= start < end <= len(text):
                    where = f"row {name}, attribution {n}: the {role} [{start}, {end}]"
                    raise UnreadableInput(
                        str(source), f"{where} is empty or outside the text of {len(text)} characters"
                    )


def _predict(gold: Gold, settings: Settings) -> Predictions:
    return {row.id: _attributions(row, settings) for row in gold}


def _attributions(row: _Row, settings: Settings) -> tuple[Attribution, ...]:
    """Return the attributions of the pipeline; PolNeAR marks none that stands in the content of another."""
    article = rashomon.from_text(row.text, name=row.id, settings=settings)
    return tuple(
        Attribution(tuple(s.span for s in a.source), (a.cue.span,) if a.cue else (), a.content)
        for a in rashomon.understand(article, settings).attributions
        if not a.nested
    )


def _score(gold: Gold, predicted: Predictions) -> Report:
    articles = [counts(row.text, row.attributions, predicted[row.id]) for row in gold]
    return Report(task=TASK.name, rows=tuple(figures(articles)))


def _mistakes(gold: Gold, predicted: Predictions) -> Iterator[Mistake]:
    for role in ROLES:
        for row in gold:
            yield from _wrong_spans(row, predicted[row.id], role)
    for row in gold:
        yield from _wrong_sources(row, predicted[row.id])


def _wrong_spans(row: _Row, predicted: Sequence[Attribution], role: Role) -> Iterator[Mistake]:
    """List pieces of one role that are missed or invented, or that only overlap the right one."""
    there, found = pieces_of(row.attributions, role), pieces_of(predicted, role)
    missed, invented = sorted(there - found), sorted(found - there)

    def mistake(kind: str, gold: Sequence[Span], given: Sequence[Span]) -> Mistake:
        return Mistake(role, kind, row.id, in_context(row.text, gold, given))

    for piece in missed:
        near = [p for p in invented if covered([piece], [p])]
        yield mistake("wrong borders" if near else "missed", [piece], near)
    for piece in invented:
        if not covered([piece], missed):
            yield mistake("invented", [], [piece])


def _wrong_sources(row: _Row, predicted: Sequence[Attribution]) -> Iterator[Mistake]:
    """List attributions whose cue was found, but with another source."""
    for gold in row.attributions:
        same_cue = [p for p in predicted if gold.cue and set(p.cue) == set(gold.cue)]
        if not same_cue or any(same_link(gold, p) for p in same_cue):
            continue
        given = same_cue[0]
        if gold.source or given.source:
            cue, is_, got = (_words(row.text, spans) for spans in (gold.cue, gold.source, given.source))
            note = f"cue: {cue}. Source: {is_ or 'none'}; predicted: {got or 'none'}"
            yield Mistake("link", "wrong source", row.id, in_context(row.text, gold.source, given.source), note)


def _words(text: str, spans: Iterable[Span]) -> str:
    return " … ".join(text[s:e] for s, e in spans)


TASK: Task[Gold, Predictions] = Task(
    name="attribution",
    about="who says what: the spans of sources, cues and contents, and their links",
    data="a JSONL of articles with their attributions",
    load=_load,
    predict=_predict,
    decode=_decode,
    score=_score,
    mistakes=_mistakes,
)
