"""Plant copies among real articles: edited articles of which the origin of every word is known.

Random choices are seeded with the article's id, so that the same articles give the same set.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Literal
from unicodedata import normalize

from rashomon.types import Span

__all__ = ["KINDS", "Kind", "Original", "Piece", "Planted", "alike", "half", "plant"]

Kind = Literal["reset", "light", "masthead", "cut", "version", "passage", "spliced"]

KINDS: tuple[Kind, ...] = ("reset", "light", "masthead", "cut", "version", "passage", "spliced")
"""``reset``: other case, quotes, dashes, spaces and Unicode forms. ``light``: one word in fifteen exchanged, left out
or added. ``masthead``: another headline, dateline, byline and credit, and light edits. ``cut``: a fifth to three fifths
of the paragraphs left out. ``version``: a day later, two paragraphs rewritten, one left out, one added. ``passage``:
one to three sentences in another article. ``spliced``: the first half of one and the second half of another."""

EDITED = 1 / 15
LEAST_WORDS = 120
"""Least length of an article from which copies are made, in words."""
LEAST_PASSAGE = 25
BRIDGE = 4
"""How many changed words may lie between two copied ones of one passage, on either side."""
LEAST_COPIED = 15
"""Least length of a passage outside quotations that makes two articles a planted pair, in words."""

Word = tuple[str, "Origin | None"]
Line = list[Word]
Origin = tuple[int, int]
"""Number of the original article, and of the word in it."""

_WORD = re.compile(r"\S+")
_QUOTES = re.compile("[\"“”„«»‘]|``|''")


@dataclass(frozen=True, slots=True)
class Original:
    """A real article."""

    id: str
    text: str
    published: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Planted:
    """An article of the set, with the span and the origin of each of its words."""

    id: str
    text: str
    kind: Kind | None
    """None for a real article."""
    sources: tuple[int, ...]
    """Numbers of the real articles from which it is made; its own number if it is real."""
    spans: tuple[Span, ...]
    origins: tuple[Origin | None, ...]
    plain: tuple[bool, ...]
    """Whether the word stands in a line without quotation marks."""
    published: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A copied passage: its span in both articles, first to last word, and how many words are the same."""

    left: Span
    right: Span
    words: int
    plain: int


def plant(originals: Sequence[Original], partner: Callable[[int], int | None], per_article: int = 2) -> list[Planted]:
    """Return the originals, then ``per_article`` edited copies of each that is long enough.

    ``partner`` gives the number of another article that a passage of one is put into, or None where there is none.
    """
    lines = [_lines(o.text, n) for n, o in enumerate(originals)]
    made = [_planted(o.id, lines[n], None, (n,), o) for n, o in enumerate(originals)]
    vocabulary = sorted({w.strip(".,;:!?\"'“”‘’()").casefold() for o in originals for w in o.text.split()} - {""})
    for number, original in enumerate(originals):
        if len(_WORD.findall(original.text)) < LEAST_WORDS:
            continue
        draw = random.Random(f"copies {original.id}")
        for kind in draw.sample(KINDS, per_article):
            made += _made(kind, number, originals, lines, partner, vocabulary, draw)
    return made


def _made(
    kind: Kind,
    number: int,
    originals: Sequence[Original],
    lines: Sequence[list[Line]],
    partner: Callable[[int], int | None],
    vocabulary: Sequence[str],
    draw: random.Random,
) -> Iterator[Planted]:
    """Make a copy of this kind; none if it needs a partner and there is no suitable one."""
    own = lines[number]
    sources: tuple[int, ...] = (number,)
    if kind in ("passage", "spliced"):
        other = partner(number)
        passage = _passage(own, draw) if kind == "passage" else own
        if other is None or passage is None or len(lines[other]) < 4:
            return
        sources = (number, other)
        host = lines[other]
        if kind == "passage":
            at = draw.randrange(1, len(host))
            edited = [*host[:at], *passage, *host[at:]]
        else:
            edited = [*own[: len(own) // 2], *host[len(host) // 2 :]]
    else:
        edits: dict[str, Callable[[list[Line], Sequence[str], random.Random], list[Line]]] = {
            "reset": _reset,
            "light": _light,
            "masthead": _masthead,
            "cut": _cut,
            "version": _version,
        }
        edited = edits[kind](own, vocabulary, draw)
    yield _planted(f"{originals[number].id}+{kind}", edited, kind, sources, originals[number])


def _lines(text: str, number: int) -> list[Line]:
    lines: list[Line] = [[]]
    at = 0
    for n, found in enumerate(_WORD.finditer(text)):
        if "\n" in text[at : found.start()] and lines[-1]:
            lines.append([])
        lines[-1].append((found[0], (number, n)))
        at = found.end()
    return lines


def _planted(name: str, lines: Sequence[Line], kind: Kind | None, sources: tuple[int, ...], of: Original) -> Planted:
    space = "\u00a0 " if kind == "reset" else " "
    text = of.text if kind is None else "\n".join(space.join(word for word, _ in line) for line in lines)
    origins = tuple(origin for line in lines for _, origin in line)
    plain = tuple(p for line in lines for p in [not any(_QUOTES.search(w) for w, _ in line)] * len(line))
    spans = tuple(m.span() for m in _WORD.finditer(text))
    outlet = of.outlet if kind in (None, "version") else f"outlet of {name}"
    published = _next_day(of.published) if kind == "version" and of.published else of.published
    return Planted(name, text, kind, sources, spans, origins, plain, published, outlet)


def _next_day(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(1)).isoformat()


def _reset(lines: list[Line], _: Sequence[str], draw: random.Random) -> list[Line]:
    signs = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "—": "–", "-": "\u2010", '"': "“", "'": "’"})
    form: Literal["NFD", "NFKC"] = draw.choice(("NFD", "NFKC"))
    loud = draw.randrange(len(lines))

    def changed(word: str, n: int) -> str:
        word = "".join(normalize(form, word.translate(signs)).split())
        return word.upper() if n == loud else word

    return [[(changed(w, n), o) for w, o in line] for n, line in enumerate(lines)]


def _light(lines: list[Line], vocabulary: Sequence[str], draw: random.Random) -> list[Line]:
    return [_edited(line, vocabulary, draw) for line in lines]


def _edited(line: Line, vocabulary: Sequence[str], draw: random.Random) -> Line:
    edited: Line = []
    for word in line:
        chance = draw.random() / EDITED
        if chance < 0.5:
            edited.append((draw.choice(vocabulary), None))
        elif chance < 0.75:
            edited += [word, (draw.choice(vocabulary), None)]
        elif chance >= 1:
            edited.append(word)
    return edited or line


def _new_line(vocabulary: Sequence[str], draw: random.Random, words: int) -> Line:
    return [(draw.choice(vocabulary), None) for _ in range(words)]


def _masthead(lines: list[Line], vocabulary: Sequence[str], draw: random.Random) -> list[Line]:
    head = _new_line(vocabulary, draw, draw.randint(6, 12))
    byline: Line = [("By", None), *((w.title(), None) for w, _ in _new_line(vocabulary, draw, 2))]
    dateline: Line = [(draw.choice(vocabulary).upper(), None), ("(Reuters)", None), ("—", None)]
    body = [_edited(line, vocabulary, draw) for line in lines[1:]]
    if body:
        body[0] = [*dateline, *body[0]]
    return [head, byline, *body, [("(Reporting", None), ("by", None), *_new_line(vocabulary, draw, 2)]]


def _cut(lines: list[Line], _: Sequence[str], draw: random.Random) -> list[Line]:
    share = draw.uniform(0.2, 0.6)
    kept = [line for line in lines if draw.random() >= share]
    return kept or lines[:1]


def _version(lines: list[Line], vocabulary: Sequence[str], draw: random.Random) -> list[Line]:
    later = [_new_line(vocabulary, draw, draw.randint(6, 12)), *lines[1:]]
    for _ in range(2):
        at = draw.randrange(len(later))
        later[at] = _new_line(vocabulary, draw, draw.randint(12, 30))
    del later[draw.randrange(len(later))]
    later.insert(draw.randrange(len(later) + 1), _new_line(vocabulary, draw, draw.randint(12, 40)))
    return later


def _passage(lines: list[Line], draw: random.Random) -> list[Line] | None:
    """Choose one to three consecutive lines without quotation marks; None if none are long enough."""
    count = draw.randint(1, 3)
    fitting = []
    for at in range(len(lines)):
        chosen = lines[at : at + count]
        words = [word for line in chosen for word, _ in line]
        if len(words) >= LEAST_PASSAGE and not any(map(_QUOTES.search, words)):
            fitting.append(chosen)
    return draw.choice(fitting) if fitting else None


def alike(left: Planted, right: Planted) -> list[Piece]:
    """List the passages that two articles have from the same origin, in order of the left article."""
    places = {origin: n for n, origin in enumerate(right.origins) if origin is not None}
    pairs = [(n, places[o]) for n, o in enumerate(left.origins) if o is not None and o in places]
    pieces: list[list[tuple[int, int]]] = []
    for one, two in pairs:
        last = pieces[-1][-1] if pieces else None
        if last and 0 < one - last[0] <= BRIDGE and 0 < two - last[1] <= BRIDGE:
            pieces[-1].append((one, two))
        else:
            pieces.append([(one, two)])
    return [
        Piece(
            (left.spans[p[0][0]][0], left.spans[p[-1][0]][1]),
            (right.spans[p[0][1]][0], right.spans[p[-1][1]][1]),
            len(p),
            sum(left.plain[n] for n, _ in p),
        )
        for p in pieces
    ]


def half(name: str) -> Literal["design", "held out"]:
    """Return the half of an article: the one on which parameters were chosen, or the one held out."""
    return "design" if sha256(name.encode()).digest()[0] % 2 else "held out"
