"""What the classifier of blocks is told of each block: its text, markup, place and neighbours."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import accumulate
from math import log1p
from typing import TYPE_CHECKING, NamedTuple

from rashomon.ingest.page.element_names import Role
from rashomon.ingest.page.extraction_match import WORD
from rashomon.ingest.page.word_lists import any_of
from rashomon.ingest.text import letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rashomon.ingest.page.blocks import Block, Cut
    from rashomon.ingest.page.extraction_match import Match

__all__ = ["NAMES", "features", "roles_of"]

SENTENCE = 60
"""Fewest characters of a block of prose that ends like a sentence."""
LONG = 150
"""Fewest characters of a block of prose that does not."""
HALF_LINKED = 0.4
FAR = 50
"""Most blocks or levels of a distance."""
LONGEST_NAME = 400
LONGEST_TITLE = 450
"""Most characters of a block that is compared with the title."""
LEAST_SAID = 20
"""Fewest letters of a block that counts as said in the page's description."""

SENTENCE_END = re.compile(r"[.!?。…:][\"'’”»)\]]*$")
STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"'’”»)\]]*+(?:\s|$)|。")
STORY_NAME = re.compile(
    r"article|story|content|body|text|paragraph|post|entry|artikel|absatz|inhalt|texto|contenido|corps|news", re.I
)
ASCII_DIGITS, ASCII_CAPITALS = b"0123456789", bytes(range(ord("A"), ord("Z") + 1))
DIGITS = re.compile(r"\d+")
POINTER = re.compile(
    rf"(?:{any_of('phrases', 'call')}|{any_of('phrases', 'label')}|{any_of('phrases', 'shows')})\b", re.IGNORECASE
)
TAGS = ("", "p", "li", "h1", "h2", "h3")
ROLES: tuple[Role, ...] = ("out", "hidden", "gate", "caption", "embed", "related", "byline", "aside", "head")
HOLDERS = ("article", "main", "footer", "aside", "figure", "blockquote", "table", "ul", "section")
STEPS = (-2, -1, 1, 2)
MISSING = (-1.0, -1.0, -1.0, -1.0)

TEXT = "length words linked ends stops commas digits capitals pointer titled twice described picture".split()
PLACE = "at share depth from_title named prop holder_parts".split()
GROUPS = [f"{group}_{what}" for group in ("parent", "grand", "alike") for what in ("prose", "linked", "kept", "share")]
FOUND = "alike_count direct_kept kept in_frame to_kept from_kept between found_prose page_prose page_kept".split()
BESIDE = "length linked prose same".split()
NAMES: tuple[str, ...] = (
    *TEXT,
    *(f"tag_{tag}" for tag in TAGS),
    *(f"role_{role}" for role in ROLES),
    *(f"in_{tag}" for tag in HOLDERS),
    *PLACE,
    *GROUPS,
    *FOUND,
    *(f"{name}{step:+d}" for step in STEPS for name in BESIDE),
)
"""The columns of `features`."""


class Sums:
    """How many characters some blocks have, and how many of them are prose, in links, and in the extracted text."""

    __slots__ = ("count", "kept", "linked", "prose", "size")

    def __init__(self) -> None:
        self.size = self.prose = self.linked = self.kept = self.count = 0

    def add(self, block: Block, prose: bool, kept: bool) -> None:
        length = len(block.text)
        self.size += length
        self.prose += length if prose else 0
        self.linked += block.linked
        self.kept += length if kept else 0
        self.count += 1

    def join(self, other: Sums) -> None:
        self.size += other.size
        self.prose += other.prose
        self.linked += other.linked
        self.kept += other.kept

    def row(self, all_prose: int) -> tuple[float, ...]:
        """Return the columns of GROUPS for these blocks."""
        return (
            share(self.prose, self.size),
            share(self.linked, self.size),
            share(self.kept, self.size),
            share(self.prose, all_prose),
        )


class Around(NamedTuple):
    """What the elements around a block are: which of HOLDERS, how many, how far up one is named for a story, and
    whether one is declared to be the article's body."""

    holders: frozenset[str] = frozenset()
    depth: int = 0
    named: int = FAR
    prop: bool = False


def features(page: Cut, found: Match, title: str, described: str) -> list[list[float]]:
    """Return a row for each block, with the columns NAMES.

    ``found`` is what the extractor's text matches, and ``described`` the description of the page in its metadata. Time
    is linear in the length of the page.
    """
    blocks, nodes, kept = page.blocks, page.nodes, found.kept
    prose = [is_sentence(block) for block in blocks]
    parents = [max(nodes[block.node].parent, 0) for block in blocks]
    under, alike, signs = sums_of(page, prose, kept)
    direct: Counter[int] = Counter()
    for at, block in enumerate(blocks):
        direct[parents[at]] += len(block.text) if kept[at] else 0
    around = surroundings(page)
    keys = [letters(block.text) for block in blocks]
    times = Counter(keys)
    top = title_at(blocks, keys, letters(title))
    title_words = frozenset(WORD.findall(title.casefold()))
    about = letters(described)
    lengths = [len(block.text) for block in blocks]
    words = [WORD.findall(block.text.casefold()) for block in blocks]
    page_prose, page_kept = chosen(lengths, prose), chosen(lengths, kept)
    both = chosen(lengths, (one and other for one, other in zip(prose, kept, strict=True)))
    whole = (share(both, page_prose), log1p(page_prose), log1p(page_kept))
    to_kept, from_kept = distances(kept), distances(kept[::-1])[::-1]
    inside = [at for at, block in enumerate(blocks) if kept[at] and found.holds(block)]
    first, last = (inside[0], inside[-1]) if inside else (len(blocks), -1)
    before = [0, *accumulate(lengths)]
    beside = [
        (log1p(length), share(block.linked, length), float(is_prose))
        for block, length, is_prose in zip(blocks, lengths, prose, strict=True)
    ]
    rows = []
    for at, block in enumerate(blocks):
        parent = parents[at]
        grand = max(nodes[parent].parent, 0)
        mine = around[block.node]
        roles = roles_of(block)
        rows.append(
            [
                *text_row(block, len(words[at])),
                share(len(title_words.intersection(words[at])), len(title_words))
                if lengths[at] < LONGEST_TITLE
                else 0.0,
                log1p(times[keys[at]] - 1),
                float(is_said(keys[at], about)),
                float(block.picture is not None),
                *(float(block.tag == tag) for tag in TAGS),
                *(float(role in roles) for role in ROLES),
                *(float(tag in mine.holders) for tag in HOLDERS),
                share(at, len(blocks)),
                share(before[at], before[-1]),
                mine.depth,
                max(-FAR, min(FAR, at - top)),
                mine.named,
                float(mine.prop),
                log1p(nodes[parent].end - parent),
                *under[parent].row(page_prose),
                *under[grand].row(page_prose),
                *alike[signs[at]].row(page_prose),
                log1p(alike[signs[at]].count),
                share(direct[parent], page_kept),
                float(kept[at]),
                float(found.holds(block)),
                to_kept[at],
                from_kept[at],
                float(first < at < last),
                *whole,
            ]
        )
        for step in STEPS:
            other = at + step
            known = 0 <= other < len(blocks)
            rows[-1] += (*beside[other], float(parents[other] == parent)) if known else MISSING
    return rows


def text_row(block: Block, words: int) -> tuple[float, ...]:
    """Return the first columns of TEXT, which need nothing but the block."""
    text, length = block.text, len(block.text)
    digits, capitals = counts_of(text)
    return (
        log1p(length),
        log1p(words),
        share(block.linked, length),
        float(SENTENCE_END.search(text) is not None),
        log1p(len(STOP.findall(text))),
        share(text.count(",") + text.count("、"), words),
        share(digits, length),
        share(capitals, length),
        float(POINTER.match(text) is not None),
    )


def counts_of(text: str) -> tuple[int, int]:
    """Return how many digits and capital letters a text has."""
    if not text.isascii():
        return sum(map(str.isdigit, text)), sum(map(str.isupper, text))
    data = text.encode()
    return len(data) - len(data.translate(None, ASCII_DIGITS)), len(data) - len(data.translate(None, ASCII_CAPITALS))


def is_sentence(block: Block) -> bool:
    """Return whether a block reads as prose: long, or ended as a sentence is, and not mostly links."""
    length = len(block.text)
    ended = length >= SENTENCE and SENTENCE_END.search(block.text) is not None
    return (ended or length >= LONG) and block.linked < HALF_LINKED * length


def sums_of(
    page: Cut, prose: Sequence[bool], kept: Sequence[bool]
) -> tuple[list[Sums], defaultdict[tuple[str, str, str], Sums], list[tuple[str, str, str]]]:
    """Return the sums within each node, those of blocks marked alike, and each block's mark.

    Blocks are alike if they, their elements and the elements around these have the same tags and classes, digits aside.
    """
    nodes = page.nodes
    marks = [mark_of(page, number) for number in range(len(nodes))]
    under = [Sums() for _ in nodes]
    alike: defaultdict[tuple[str, str, str], Sums] = defaultdict(Sums)
    signs = []
    for at, block in enumerate(page.blocks):
        parent = nodes[block.node].parent
        sign = (block.tag, marks[block.node], marks[parent] if parent >= 0 else "")
        signs.append(sign)
        under[block.node].add(block, prose[at], kept[at])
        alike[sign].add(block, prose[at], kept[at])
    for number in range(len(nodes) - 1, 0, -1):
        if nodes[number].parent >= 0:
            under[nodes[number].parent].join(under[number])
    return under, alike, signs


def mark_of(page: Cut, number: int) -> str:
    element = page.nodes[number].element
    return f"{element.tag} {DIGITS.sub('', (element.get('class') or '')[:LONGEST_NAME])}"


def surroundings(page: Cut) -> list[Around]:
    """Return what is around the content of each node, itself included."""
    found: list[Around] = []
    for node in page.nodes:
        element = node.element
        outer = found[node.parent] if node.parent >= 0 else Around()
        holders = outer.holders
        if element.tag in HOLDERS and element.tag not in holders:
            holders = holders | {element.tag}
        name = f"{element.get('class') or ''} {element.get('id') or ''}"[:LONGEST_NAME]
        is_named = element.tag not in ("html", "body") and STORY_NAME.search(name) is not None
        found.append(
            Around(
                holders,
                outer.depth + 1,
                0 if is_named else min(FAR, outer.named + 1),
                outer.prop or element.get("itemprop") == "articleBody",
            )
        )
    return found


def title_at(blocks: Sequence[Block], keys: Sequence[str], title: str) -> int:
    """Return the last block that is the title, else the last top-level heading; -1 if there is neither."""
    same = [at for at, key in enumerate(keys) if key == title != ""]
    return max(same or (at for at, block in enumerate(blocks) if block.tag == "h1"), default=-1)


def is_said(text: str, about: str) -> bool:
    """Return whether one of two texts is part of the other."""
    return (len(text) > LEAST_SAID and text in about) or (about != "" and about in text)


def roles_of(block: Block) -> set[Role]:
    """Return the roles of all zones around a block."""
    found = set()
    zone = block.zone
    while zone is not None:
        found.add(zone.role)
        zone = zone.outer
    return found


def distances(flags: Sequence[bool]) -> list[float]:
    """Return how many places back the last flag is that is set, at most FAR."""
    found = []
    since = float(FAR)
    for flag in flags:
        since = 0.0 if flag else min(float(FAR), since + 1)
        found.append(since)
    return found


def chosen(lengths: Iterable[int], flags: Iterable[bool]) -> int:
    return sum(length for length, flag in zip(lengths, flags, strict=True) if flag)


def share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
