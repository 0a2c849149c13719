"""The attribution chains of a dossier, as lines of text and as a flow diagram in columns.

The article is in the rightmost column, its direct sources in the column before it, their sources in the one before
that. Columns count steps from the article, so a speaker who is cited both directly and through somebody else appears in
two columns, and no flow runs backwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import wrap

from rashomon.dossier.render.labels import counted, hop_name, shorten, through
from rashomon.dossier.render.view import ClaimView, View
from rashomon.types import Hop, Statement

__all__ = ["Box", "ChainLine", "Edge", "Flow", "chain_lines", "flow"]

BOX_WIDTH, ROW_GAP, HEAD = 196, 10, 30
PICTURE_WIDTH, LEAST_GAP, WIDEST_GAP = 1228, 70, 300
LABEL_WIDTH, LINE_HEIGHT = 25, 16
MOST_STEPS, MOST_BOXES = 4, 20
THINNEST, THICKEST = 2.0, 16.0
_OTHERS = ("others",)
_Key = tuple[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ChainLine:
    """One attribution chain and the statements that came through it."""

    number: int
    text: str
    own_voice: bool
    said: dict[str, tuple[Statement, ...]]
    """Statements by article id."""
    count: int


@dataclass(slots=True)
class Box:
    """A speaker or an article, in pixels of the diagram."""

    key: _Key
    label: str
    unsure: bool
    """Whether the speaker is unnamed or unidentified, which is drawn with a dashed line."""
    x: float = 0
    y: float = 0
    height: float = 0
    lines: list[str] = field(default_factory=list)
    own: int = 0
    """Number of an article's statements in its own voice."""
    count: int = 0
    """Number of a speaker's statements."""

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


@dataclass(slots=True)
class Edge:
    """The flow from one box to the next."""

    source: Box
    target: Box
    statements: list[Statement]
    chain: int
    """Number of the first chain line that uses this edge."""
    width: float = 0
    path: str = ""
    claims: tuple[int, ...] = ()

    @property
    def title(self) -> str:
        return f"{self.source.label} to {self.target.label}: {counted(len(self.statements), 'statement')}"


@dataclass(frozen=True, slots=True)
class Flow:
    """The diagram: placed boxes and edges, ``width`` by ``height`` pixels."""

    width: int
    height: int
    box_width: int
    heads: tuple[tuple[float, str], ...]
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]


def chain_lines(view: View) -> tuple[ChainLine, ...]:
    """Return the chains of all articles, the most used first and the articles' own voice last."""
    ways: dict[str, list[Statement]] = defaultdict(list)
    for statement in view.statements.values():
        ways[through(statement, view.names)].append(statement)
    rows = sorted(ways.items(), key=lambda row: (not row[1][0].chain, -len(row[1]), row[0]))
    return tuple(
        ChainLine(n, text, not some[0].chain, _by_article(view, some), len(some))
        for n, (text, some) in enumerate(rows, 1)
    )


def _by_article(view: View, statements: list[Statement]) -> dict[str, tuple[Statement, ...]]:
    found = {a: tuple(s for s in statements if s.article == a) for a in view.articles}
    return {a: some for a, some in found.items() if some}


def flow(view: View, lines: tuple[ChainLine, ...]) -> Flow | None:
    """Return the diagram of the chains; None if every statement is in its article's own voice."""
    boxes: dict[_Key, Box] = {}
    edges: dict[tuple[_Key, _Key], Edge] = {}
    crowd = _crowded(view)
    for article in view.articles.values():
        key: _Key = (0, (article.article.id,))
        boxes[key] = Box(key, article.name, unsure=False, own=sum(not s.chain for s in article.statements))
    for line in lines:
        for statement in (s for some in line.said.values() for s in some):
            target = boxes[(0, (statement.article,))]
            for step, hop in enumerate(reversed(statement.chain[-MOST_STEPS:]), 1):
                key = (step, _identity(hop, statement.article))
                source = _box(boxes, key, hop, view, crowd)
                edge = edges.setdefault((source.key, target.key), Edge(source, target, [], line.number))
                edge.statements.append(statement)
                source.count += 1
                target = source
    if not edges:
        return None
    drawn = list(edges.values())
    _measure(list(boxes.values()), drawn, view.claims_of)
    return _place(boxes, drawn)


def _identity(hop: Hop, article: str) -> tuple[str, ...]:
    given = tuple(s.entity or s.text.casefold() for s in hop.sources if s.entity or s.text)
    if hop.anonymous or hop.unresolved or not given:  # two unnamed sources are never shown as one
        return ("unnamed", article, *given)
    return ("named", *given)


def _crowded(view: View) -> set[_Key]:
    """Return the speakers to merge into a box "others": each column shows those with the most statements."""
    weight: dict[_Key, int] = defaultdict(int)
    for statement in view.statements.values():
        for step, hop in enumerate(reversed(statement.chain[-MOST_STEPS:]), 1):
            weight[(step, _identity(hop, statement.article))] += 1
    crowd: set[_Key] = set()
    for step in range(1, MOST_STEPS + 1):
        column = sorted((k for k in weight if k[0] == step), key=lambda k: (-weight[k], k))
        crowd.update(column[MOST_BOXES:])
    return crowd


def _box(boxes: dict[_Key, Box], key: _Key, hop: Hop, view: View, crowd: set[_Key]) -> Box:
    if key in crowd:
        some = sum(k[0] == key[0] for k in crowd)
        key = (key[0], _OTHERS)
        return boxes.setdefault(key, Box(key, counted(some, "other"), unsure=False))
    unsure = key[1][0] == "unnamed"
    return boxes.setdefault(key, Box(key, shorten(hop_name(hop, view.names), 80), unsure))


def _measure(boxes: list[Box], edges: list[Edge], claims_of: Mapping[str, Sequence[ClaimView]]) -> None:
    most = max(len(e.statements) for e in edges)
    unit = min(3.0, (THICKEST - THINNEST) / max(1, most - 1))
    load: dict[tuple[_Key, bool], float] = defaultdict(float)
    for edge in edges:
        edge.width = THINNEST + unit * (len(edge.statements) - 1)
        edge.claims = tuple(sorted({c.number for s in edge.statements for c in claims_of.get(s.id, ())}))
        load[(edge.source.key, True)] += edge.width + 2
        load[(edge.target.key, False)] += edge.width + 2
    for box in boxes:
        box.lines = _wrapped(box.label) + ([f"{box.own} in its own voice"] if box.own else [])
        sides = max(load[(box.key, True)], load[(box.key, False)])
        box.height = max(len(box.lines) * LINE_HEIGHT + 14, sides + 10)


def _wrapped(label: str) -> list[str]:
    found = wrap(label, LABEL_WIDTH, break_long_words=True)
    return found if len(found) <= 2 else [found[0], shorten(" ".join(found[1:]), LABEL_WIDTH)]


def _place(boxes: dict[_Key, Box], edges: list[Edge]) -> Flow:
    depth = max(step for step, _ in boxes)
    columns = [[b for b in boxes.values() if b.key[0] == step] for step in range(depth + 1)]
    incoming: dict[_Key, list[Box]] = defaultdict(list)
    outgoing: dict[_Key, list[Box]] = defaultdict(list)
    for edge in edges:
        incoming[edge.target.key].append(edge.source)
        outgoing[edge.source.key].append(edge.target)
    _stack(columns[0], [0.0] * len(columns[0]))
    for step in range(1, depth + 1):
        columns[step].sort(key=lambda b: (_mean(outgoing[b.key], b), b.label))
        wanted = [_mean(outgoing[b.key], b) - b.height / 2 for b in columns[step]]
        _stack(columns[step], wanted if step > 1 else [0.0] * len(wanted))
    _stack(columns[0], [_mean(incoming[b.key], b) - b.height / 2 for b in columns[0]])
    gap = min(WIDEST_GAP, max(LEAST_GAP, (PICTURE_WIDTH - BOX_WIDTH) // depth - BOX_WIDTH))
    for step, column in enumerate(columns):
        for box in column:
            box.x = (depth - step) * (BOX_WIDTH + gap)
    _draw(edges)
    bottom = max(b.y + b.height for b in boxes.values())
    heads = tuple(
        ((depth - step) * (BOX_WIDTH + gap), counted(step, "step") + " away" if step else "article")
        for step in range(depth, -1, -1)
    )
    width = depth * (BOX_WIDTH + gap) + BOX_WIDTH
    return Flow(width + 2, int(bottom) + 8, BOX_WIDTH, heads, tuple(boxes.values()), tuple(edges))


def _mean(neighbours: list[Box], box: Box) -> float:
    return sum(n.middle for n in neighbours) / len(neighbours) if neighbours else box.middle


def _stack(column: list[Box], wanted: list[float]) -> None:
    """Place each box as close below its wanted height as the boxes above allow."""
    at = float(HEAD)
    for box, y in zip(column, wanted, strict=True):
        box.y = max(at, y)
        at = box.y + box.height + ROW_GAP


def _draw(edges: list[Edge]) -> None:
    """Draw the edges as curves; those that meet at a box lie side by side, ordered by their other ends."""
    ends: dict[tuple[_Key, bool], list[Edge]] = defaultdict(list)
    for edge in edges:
        ends[(edge.source.key, True)].append(edge)
        ends[(edge.target.key, False)].append(edge)
    at: dict[tuple[int, bool], float] = {}
    for (_, leaves), some in ends.items():
        some.sort(key=lambda e: e.target.middle if leaves else e.source.middle)
        y = (some[0].source if leaves else some[0].target).middle - sum(e.width + 2 for e in some) / 2
        for edge in some:
            at[(id(edge), leaves)] = y + edge.width / 2 + 1
            y += edge.width + 2
    for edge in edges:
        x, to = edge.source.x + BOX_WIDTH, edge.target.x
        y, end = at[(id(edge), True)], at[(id(edge), False)]
        bend = (to - x) / 2
        edge.path = f"M{x:.0f} {y:.1f}C{x + bend:.0f} {y:.1f} {to - bend:.0f} {end:.1f} {to:.0f} {end:.1f}"
