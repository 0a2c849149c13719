"""Task ``chains``: whether the chain of a statement names everybody who passed it on, and nobody else.

The gold is ``gold/chains/chains.json``, which has offsets only; the articles are rows of files in the folder that
``--data`` names.

found            share of the passed-on contents (two hops or more) that a statement covers, as in the ledgers
recall           share of them that are found with the chain, hop for hop, those carried over included
stated hops      the same, but hops that the sentence does not state may be missing at the end, as in the ledgers
precision        share of the chains of two or more hops, of statements that cover any content, that are right
first hop        share of all contents found whose first speaker is right
one hop          share of the contents with one hop, where found, whose chain has no second
interview, …     recall by kind of chain
"""

from __future__ import annotations

from functools import partial
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

import msgspec

import rashomon
from evals.files import decode, decode_rows
from evals.gold.ledger import GoldArticle, GoldHop, GoldStatement, Ledger
from evals.report import Report, Row, tally
from evals.scoring.ledger_match import match
from evals.scoring.matching import chain_matches
from evals.task import Task
from rashomon.annotation.pipeline import understand
from rashomon.errors import UnreadableInput
from rashomon.types import Dossier, Hop, Span, Statement, Understanding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from rashomon.settings import Settings

__all__ = ["GOLD", "TASK", "task"]

GOLD = Path(__file__).parents[1] / "gold" / "chains" / "chains.json"


class _Row(msgspec.Struct, frozen=True):
    id: str
    text: str


class _Article(msgspec.Struct, frozen=True):
    file: str
    outlet: str
    text_sha256: str


class _Hop(msgspec.Struct, frozen=True, kw_only=True):
    source: Span | None = None
    resolves_to: Span | None = None
    also: tuple[Span, ...] = ()
    anonymous: bool = False
    implied: bool = False


class _Content(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    article: str
    span: Span
    kind: str = ""
    chain: tuple[_Hop, ...]


class _File(msgspec.Struct, frozen=True):
    articles: dict[str, _Article]
    contents: tuple[_Content, ...]


class Content(NamedTuple):
    """What somebody said, and every correct chain of it; these differ only in names."""

    id: str
    kind: str
    span: Span
    chains: tuple[tuple[GoldHop, ...], ...]

    @property
    def passed_on(self) -> bool:
        return len(self.chains[0]) > 1


class Reading(NamedTuple):
    """One article and its annotated contents."""

    name: str
    outlet: str
    text: str
    contents: tuple[Content, ...]


class Judged(NamedTuple):
    """A content, the statement that covers it, and how far its chain is right."""

    content: Content
    hit: Statement | None
    stated: bool
    """As in the ledgers: hops carried over may be missing at the end."""
    whole: bool
    first: bool


Readings = tuple[Reading, ...]
Understandings = dict[str, Understanding]
"""By the article's name."""


def _load(data: Path) -> Readings:
    raw = decode(GOLD, _File)
    texts = {file: {r.id: r.text for r in decode_rows(data / file, _Row)} for file in _file_names(raw)}
    return tuple(_reading(name, a, texts[a.file].get(name), raw.contents, data) for name, a in raw.articles.items())


def _file_names(raw: _File) -> list[str]:
    return sorted({a.file for a in raw.articles.values()})


def _reading(name: str, raw: _Article, text: str | None, contents: Iterable[_Content], data: Path) -> Reading:
    source = str(data / raw.file)
    if text is None:
        raise UnreadableInput(source, f"has no row {name}, which the chains are about")
    if sha256(text.encode("utf-8")).hexdigest() != raw.text_sha256:
        raise UnreadableInput(source, f"row {name} is not the text that the chains are about: text_sha256 differs")
    return Reading(name, raw.outlet, text, tuple(_content(c, text) for c in contents if c.article == name))


def _content(raw: _Content, text: str) -> Content:
    def words(span: Span) -> str:
        if not 0 <= span[0] < span[1] <= len(text):
            _fail(raw.id, f"{list(span)} is empty or outside its article of {len(text)} characters")
        return text[slice(*span)]

    def hops(hop: _Hop) -> list[GoldHop]:
        spans = (hop.resolves_to or hop.source, *hop.also)
        names = [words(s) if s else None for s in spans]
        return [
            GoldHop(name=n, anonymous=hop.anonymous, unresolved=False, implied=hop.implied, said=None) for n in names
        ]

    words(raw.span)
    if not raw.chain:
        _fail(raw.id, "has no hop")
    return Content(raw.id, raw.kind, raw.span, tuple(product(*map(hops, raw.chain))))


def _fail(content: str, problem: str) -> NoReturn:
    raise UnreadableInput(str(GOLD), f"content {content}: {problem}")


def _files(data: Path, _: Readings) -> list[Path]:
    return [GOLD, *(data / name for name in _file_names(decode(GOLD, _File)))]


def task(without: Collection[str] = ()) -> Task[Readings, Understandings]:
    """Return the task, with stages and rules of the annotation left out by name."""
    return Task(
        name="chains",
        about="who is behind what was passed on, through two hands and more",
        data="the folder of evaluation data, with the articles that the chains are about",
        load=_load,
        files=_files,
        predict=partial(_predict, without=without),
        decode=_decode,
        score=_score,
    )


def _predict(readings: Readings, settings: Settings, without: Collection[str] = ()) -> Understandings:
    return {r.name: _understand(r, settings, without) for r in readings}


def _understand(reading: Reading, settings: Settings, without: Collection[str]) -> Understanding:
    article = rashomon.from_text(reading.text, name=reading.name, settings=settings)
    return understand(msgspec.structs.replace(article, outlet=reading.outlet), settings, without=without)


def _decode(predictions: Path, readings: Readings) -> Understandings:
    given = decode(predictions, Understandings)
    for r in readings:
        if r.name not in given:
            raise UnreadableInput(str(predictions), f"has nothing on the article {r.name}")
        if given[r.name].article.text_sha256 != sha256(r.text.encode("utf-8")).hexdigest():
            raise UnreadableInput(str(predictions), f"what it has on the article {r.name} is about another text")
    return given


def _score(readings: Readings, understood: Understandings) -> Report:
    judged = [j for r in readings for j in _judge(r, understood[r.name])]
    passed = [j for j in judged if j.content.passed_on]
    found = [j for j in judged if j.hit]
    kinds = sorted({j.content.kind for j in passed})
    rows = [
        *tally("found", ((j.hit is not None, j.content.id) for j in passed)),
        *tally("recall", ((j.whole, _told(j)) for j in passed)),
        *tally("stated hops", ((j.stated, _told(j)) for j in passed)),
        *_precision(found),
        *tally("first hop", ((j.first, _told(j)) for j in found)),
        *tally("one hop", ((not _long(j), _told(j)) for j in found if not j.content.passed_on)),
        *(
            row
            for kind in kinds
            for row in tally(kind, ((j.whole, _told(j)) for j in passed if j.content.kind == kind))
        ),
    ]
    return Report(task=TASK.name, rows=tuple(rows))


def _judge(reading: Reading, understood: Understanding) -> Iterator[Judged]:
    laid = match(_ledger(reading), _dossier(understood))

    def right(chains: Iterable[Sequence[GoldHop]], given: Sequence[Hop]) -> list[bool]:
        """For each chain whose stated hops are right, tell whether all its hops are."""
        outcomes = (chain_matches(chain, given, laid.names) for chain in chains)
        return [implied_given == implied for ok, implied_given, implied in outcomes if ok]

    for content in reading.contents:
        hit = laid.found.get(content.id)
        outcome = right(content.chains, hit.chain) if hit else []
        first = right((c[:1] for c in content.chains), hit.chain[:1]) if hit else []
        yield Judged(content, hit, bool(outcome), any(outcome), any(first))


def _precision(found: Sequence[Judged]) -> Iterator[Row]:
    """Score precision by statement: one that covers two contents is right if it is right for one of them."""
    of: dict[tuple[str, str], list[Judged]] = {}
    for j in found:
        if j.hit and _long(j):
            of.setdefault((j.hit.article, j.hit.id), []).append(j)
    return tally("precision", ((any(j.stated for j in js), _told(js[0])) for js in of.values()))


def _long(judged: Judged) -> bool:
    return judged.hit is not None and len(judged.hit.chain) > 1


def _told(judged: Judged) -> str:
    if judged.hit is None:
        return f"{judged.content.id} not found"
    speakers = [" and ".join(s.text for s in hop.sources) or "somebody" for hop in judged.hit.chain]
    return f"{judged.content.id} got {' ← '.join(speakers) or 'nobody'}"


def _ledger(reading: Reading) -> Ledger:
    """Make a ledger of the contents alone, to align it with a dossier of one article."""
    article = GoldArticle(
        name=reading.name,
        text=reading.text,
        published=None,
        headline=None,
        repeats=(),
        boilerplate=(),
        starts_mid_story=False,
    )
    return Ledger(
        name=GOLD.stem,
        articles=(article,),
        statements=tuple(_statement(reading.name, c) for c in reading.contents),
        relations=(),
        only_in_one=(),
        entities=(),
        place_and_actor=(),
        origins=(),
        wording=(),
    )


def _statement(article: str, content: Content) -> GoldStatement:
    return GoldStatement(
        id=content.id,
        article=article,
        span=content.span,
        chain=content.chains[0],
        hedge=None,
        when=None,
        certainty="certain",
        polarity="affirmed",
        force="assertion",
    )


def _dossier(understood: Understanding) -> Dossier:
    return Dossier(
        articles=(understood.article,),
        entities=understood.entities,
        statements=understood.statements,
        claims=(),
        relations=(),
        origins=(),
        omissions=(),
        wording=(),
        events=(),
        timeline=(),
    )


TASK = task()
