"""Windows with labels: from the attribution articles, from sentences put into each other, from certainty corpora."""

from __future__ import annotations

import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from rashomon.encoder.pieces import Pieces, Window, cut, pack

IGNORED = -100
O, B, I, E, S = range(5)  # noqa: E741 as the scheme calls them
OFTEN = 3
"""A cue's last word can hold a clause if it does so many times with "that" in the data."""

Span = tuple[int, int]
Spans = list[Span]
Row = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """One cue with its source and content, as pieces of a window; all ranges end behind the last piece."""

    cue: Span
    paragraph: Span
    source: Spans
    content: Spans


@dataclass(eq=False)
class Example:
    """A window with what the net should say of it; IGNORED where the data does not tell."""

    window: Window
    cues: np.ndarray
    inner: np.ndarray
    plain: np.ndarray
    cases: list[Case] = field(default_factory=list)
    events: list[tuple[Span, float]] = field(default_factory=list)
    row: str = ""


@dataclass(frozen=True)
class Text:
    """A text in pieces, with its attributions; those of ``nested`` stand inside another's content."""

    id: str
    paragraphs: list[Pieces]
    attributions: list[Row]
    nested: list[Row] = field(default_factory=list)
    knows_inner: bool = False
    """Whether it is known which contents hold attributions of their own."""


def read(path: Path) -> list[Row]:
    """The rows of a JSONL file."""
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def paragraphs_of(text: str) -> list[Span]:
    """The lines of a text that are not blank."""
    return [m.span() for m in re.finditer(r"[^\s][^\n\r]*", text)]


def articles(tokenizer: Tokenizer, rows: Sequence[Row]) -> list[Text]:
    """The articles of the attribution data."""
    return [Text(r["id"], cut(tokenizer, r["text"], paragraphs_of(r["text"])), r["attributions"]) for r in rows]


def example(window: Window, text: Text) -> Example:
    """The labels of a window of a text."""
    size = len(window)
    made = Example(window, np.zeros(size, int), np.zeros(size, int), np.zeros(size, int), row=text.id)
    bounds = [(at, at + len(part)) for at, part in window.places()]
    edges = [0, *(i for b in bounds for i in b)]
    for k in range(0, len(edges), 2):
        made.cues[edges[k] : edges[k + 1] if k + 1 < len(edges) else size] = IGNORED
        made.plain[edges[k] : edges[k + 1] if k + 1 < len(edges) else size] = IGNORED
    made.inner[:] = made.cues
    starts = np.full(size, -1)
    ends = np.full(size, -1)
    for at, part in window.places():
        starts[at : at + len(part)] = part.starts
        ends[at : at + len(part)] = part.ends
    grouped: dict[tuple[Span, bool], Case] = {}
    for inner, attributions in ((False, text.attributions), (True, text.nested)):
        for a in attributions:
            source, cue, content = (_pieces(a[role], starts, ends) for role in ("source", "cue", "content"))
            if not inner:
                _mark(made.plain, content, 5)
                _mark(made.plain, source, 1)
                if not text.knows_inner:
                    for s, e in content:
                        made.inner[s:e] = IGNORED
            if not cue:
                continue
            home = next((b for b in bounds if b[0] <= cue[0][0] < b[1]), None)
            if home is None:
                continue
            _mark(made.inner if inner else made.cues, cue[:1], 1)
            if inner:
                made.cues[cue[0][0] : cue[0][1]] = O
            case = Case(cue[0], home, _within(source, home), _within(content, home))
            known = grouped.get((cue[0], inner))
            if known is not None:
                case = replace(case, source=known.source + case.source, content=known.content + case.content)
            grouped[cue[0], inner] = case
    made.cases.extend(grouped.values())
    return made


def _within(spans: Spans, home: Span) -> Spans:
    return [(max(s, home[0]), min(e, home[1])) for s, e in spans if s < home[1] and e > home[0]]


def _pieces(spans: Sequence[Sequence[int]], starts: np.ndarray, ends: np.ndarray) -> Spans:
    """Runs of pieces that overlap the spans of characters; a run goes on over the mark between two paragraphs."""
    out: Spans = []
    for s, e in spans:
        inside = np.flatnonzero((starts < e) & (ends > s) & (starts >= 0))
        if len(inside):
            cuts = np.flatnonzero(np.diff(inside) > 1)
            edges = [0, *(int(c) + 1 for c in cuts), len(inside)]
            out.extend((int(inside[a]), int(inside[b - 1]) + 1) for a, b in pairwise(edges))
    return out


def _mark(tags: np.ndarray, spans: Spans, base: int) -> None:
    """Write B I E S, counted from ``base``, over the spans."""
    for s, e in spans:
        if e - s == 1:
            tags[s] = base + 3
        else:
            tags[s:e] = base + 1
            tags[s], tags[e - 1] = base, base + 2


def role_tags(case: Case) -> np.ndarray:
    """The tags of a case over its paragraph."""
    tags = np.zeros(case.paragraph[1] - case.paragraph[0], int)
    at = case.paragraph[0]
    _mark(tags, [(s - at, e - at) for s, e in case.content], 5)
    _mark(tags, [(s - at, e - at) for s, e in case.source], 1)
    return tags


def windows(texts: Sequence[Text], rng: random.Random | None = None) -> Iterator[Example]:
    """Examples of texts; with ``rng`` each text's first window has a random length, so no two epochs cut alike."""
    for text in texts:
        for window in pack(text.paragraphs, first=rng.randint(48, 256) if rng else None):
            yield example(window, text)


SENTENCE = re.compile(r"[^.!?]+(?:[.!?]+[”\"’']*(?=\s|$)|$)")
_FIRST = re.compile(
    r"^(The|A|An|It|He|She|They|We|There|This|That|These|Those|In|On|At|For|But|And|His|Her|Their|Its)\b"
)


def nested(rows: Sequence[Row], count: int, rng: random.Random) -> list[Row]:
    """Sentences that report a report: one attribution's content replaced by a sentence with another, or by one without.

    The data marks no attribution inside another's content, though news is full of them ("A said B had denied it").
    """
    outers: list[tuple[str, Row]] = []
    whole: list[tuple[str, list[Row]]] = []
    plain: list[str] = []
    for row in rows:
        text = row["text"]
        for start, end in paragraphs_of(text):
            for m in SENTENCE.finditer(text, start, end):
                s, e = m.span()
                while s < e and text[s].isspace():
                    s += 1
                if not 30 <= e - s <= 400:
                    continue
                spans = [[x for role in ("source", "cue", "content") for x in a[role]] for a in row["attributions"]]
                inside = [n for n, xs in enumerate(spans) if all(s <= x[0] and x[1] <= e for x in xs)]
                if any(s < x[1] and x[0] < e for n, xs in enumerate(spans) if n not in inside for x in xs):
                    continue
                own = [_shifted(row["attributions"][n], -s) for n in inside]
                if not own:
                    plain.append(text[s:e])
                    continue
                if '"' not in text[s:e] and "“" not in text[s:e]:
                    whole.append((text[s:e], own))
                if len(own) == 1 and _can_hold(own[0], text[s:e]):
                    outers.append((text[s:e], own[0]))
    said = Counter(_last_word(t, a) for t, a in outers if t[a["content"][0][0] :].lower().startswith("that "))
    outers = [(t, a) for t, a in outers if said[_last_word(t, a)] >= OFTEN]
    out = []
    for n in range(count):
        sentence, outer = rng.choice(outers)
        (cs, ce) = outer["content"][0]
        if rng.random() < 0.65:
            filler, own = rng.choice(whole)
        else:
            filler, own = rng.choice(plain), []
        filler = filler.rstrip(".!? ")
        own = [a for a in own if all(x[1] <= len(filler) for role in a.values() for x in role)]
        lowered = _FIRST.sub(lambda m: m.group().lower(), filler)
        that = "that " if sentence[cs:ce].lower().startswith("that ") else ""
        at = cs + len(that)
        held = that + lowered
        grown = len(held) - (ce - cs)
        moved = {
            role: [[s + grown * (s >= ce), e + grown * (s >= ce)] for s, e in outer[role]] for role in ("source", "cue")
        }
        out.append(
            {
                "id": f"nested-{n}",
                "text": sentence[:cs] + held + sentence[ce:],
                "attributions": [{**moved, "content": [[cs, cs + len(held)]]}],
                "nested": [_shifted(a, at) for a in own],
            }
        )
    return out


def _last_word(sentence: str, a: Row) -> str:
    return sentence[a["cue"][0][0] : a["cue"][0][1]].split()[-1].lower()


def _can_hold(a: Row, sentence: str) -> bool:
    """Whether another sentence can stand for the content: one piece behind its cue, unquoted, a clause by its look."""
    if len(a["content"]) != 1 or not a["source"]:
        return False
    s, e = a["content"][0]
    return (
        a["cue"][0][1] <= s
        and e - s > 40
        and not any(q in sentence[s:e] for q in '"“”')
        and sentence[e:].strip() in {".", ""}
    )


def _shifted(a: Row, by: int) -> Row:
    return {role: [[s + by, e + by] for s, e in a[role]] for role in ("source", "cue", "content")}


def nested_texts(tokenizer: Tokenizer, rows: Sequence[Row]) -> list[Text]:
    """The rows of `nested`, some to a text, so that windows are full."""
    return [
        Text(r["id"], cut(tokenizer, r["text"], paragraphs_of(r["text"])), r["attributions"], r["nested"], True)
        for r in rows
    ]


def certainty(tokenizer: Tokenizer, rows: Sequence[Row]) -> list[tuple[str, Pieces, list[tuple[Span, float]]]]:
    """Each sentence of the certainty corpora once: its corpus, its pieces and its events as ranges of pieces."""
    grouped: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["corpus"], row["text"]].append(row)
    out = []
    for (corpus, text), events in grouped.items():
        (pieces,) = cut(tokenizer, text, [(0, len(text))])
        marked = []
        for e in events:
            for s, t in _pieces([e["span"]], pieces.starts, pieces.ends)[:1]:
                marked.append(((s, t), float(e["label"])))
        out.append((corpus, pieces.part(0, 254), [m for m in marked if m[0][1] <= 254]))
    return out


def sure_windows(
    sentences: Sequence[tuple[str, Pieces, list[tuple[Span, float]]]], rng: random.Random
) -> Iterator[Example]:
    """Examples of sentences packed into windows in random order."""
    order = list(sentences)
    rng.shuffle(order)
    at = 0
    while at < len(order):
        size, held = 1, at
        while held < len(order) and size + len(order[held][1]) + 1 <= 256:
            size += len(order[held][1]) + 1
            held += 1
        window = Window(tuple(p for _, p, _ in order[at:held]))
        none = np.full(len(window), IGNORED)
        made = Example(window, none, none, none)
        for (place, _), (_, _, events) in zip(window.places(), order[at:held], strict=True):
            made.events.extend(((s + place, e + place), label) for (s, e), label in events)
        at = held
        yield made
