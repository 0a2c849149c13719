"""A page in blocks: stretches of running text with what their place in the tree tells of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rashomon.ingest.page.element_names import POSTS, Role, role_of
from rashomon.ingest.page.social_posts import is_post, is_signed

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

__all__ = ["Block", "Cut", "Node", "Zone", "cut"]

SKIPPED = frozenset(
    """
    applet area audio button canvas datalist dialog embed frame frameset head iframe img input link map math menu meta
    nav noscript object optgroup option picture rp rt script select source style svg template textarea track video
    """.split()
)
BREAKING = POSTS | frozenset(
    """
    address article aside blockquote body br center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3
    h4 h5 h6 header hgroup hr html legend li main ol p pre section summary table tbody tfoot thead tr ul
    caption
    """.split()
)
PICTURES = frozenset({"img", "picture", "video", "svg", "object", "iframe"})
CELLS = frozenset({"td", "th"})
INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Soft hyphens and the like: where a line may break, no part of a word."""
CELL = "\x1f"
"""Stands between the cells of a row while its text is gathered."""
SETTING = frozenset("p li h1 h2 h3 h4 h5 h6 blockquote pre dd dt td th figcaption caption".split())
"""Elements that say what the text in them is; of nested ones the innermost."""


@dataclass(slots=True, eq=False)
class Node:
    """A breaking element. Nodes are numbered in the order of the page: those within this one are up to ``end``."""

    element: HtmlElement
    parent: int
    end: int = 0


@dataclass(slots=True, eq=False)
class Zone:
    """An element with a role, and the zone around it."""

    role: Role
    outer: Zone | None
    node: int
    """The breaking element that it is or stands in."""
    sure: bool = False
    """Whether it is a quoted post for certain, however much of the page it holds."""
    size: int = 0
    """Characters in it."""
    kept: int = 0
    """Those of chosen text."""


@dataclass(slots=True, eq=False)
class Block:
    """Text between two breaks, white space made single spaces, cells parted by tabs."""

    text: str
    node: int
    """Number of the breaking element that it stands in."""
    tag: str
    """The nearest of SETTING around it, else none."""
    zone: Zone | None
    linked: int
    """Characters of it within links."""
    first: bool
    """Whether it is the first of its element."""
    picture: str | None
    """What the picture right before it is described as (``alt``); None where none stands there."""


@dataclass(slots=True, eq=False)
class Quote:
    """A quotation whose element says nothing of its part: its first ``block`` and ``zone``."""

    block: int
    zone: int
    link: str = ""
    """Its last link, while no words follow it: a post ends with its own, a quotation names others on its way."""


@dataclass(slots=True, eq=False)
class Cut:
    """A page cut into blocks."""

    blocks: list[Block] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    zones: list[Zone] = field(default_factory=list)
    """Outer ones before those within."""


def cut(tree: HtmlElement) -> Cut:
    """The blocks of a tree in order; scripts, buttons and the like left out."""
    from lxml.etree import iterwalk  # type: ignore[import-untyped]

    cutter = Cutter()
    walk = iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if tag in SKIPPED:
                walk.skip_subtree()
                if tag in PICTURES:
                    cutter.see(element.get("alt") or "")
            else:
                cutter.enter(element, tag)
        else:
            if tag not in SKIPPED:
                cutter.leave(element, tag)
            if element.tail:
                cutter.add(element.tail)
    cutter.flush()
    return cutter.out


class Cutter:
    """Walks a tree once."""

    def __init__(self) -> None:
        self.out = Cut()
        self.parts: list[str] = []
        self.linked = 0
        self.links = 0
        self.open: list[int] = []
        self.settings: list[str] = []
        self.zone: Zone | None = None
        self.entered: list[HtmlElement] = []
        self.run: Zone | None = None
        self.begun = -1
        self.picture: str | None = None
        self.quote: Quote | None = None

    def enter(self, element: HtmlElement, tag: str) -> None:
        if tag in BREAKING:
            self.flush()
            self.out.nodes.append(Node(element, self.open[-1] if self.open else -1))
            self.open.append(len(self.out.nodes) - 1)
        elif tag in CELLS:
            self.parts.append(CELL)
        elif tag == "a":
            self.links += 1
            if self.quote:
                self.quote.link = element.get("href") or ""
        if tag in SETTING:
            self.settings.append(tag)
        if role := role_of(element):
            sure = role == "embed" and (tag == "blockquote" or tag in POSTS)
            self.zone = Zone(role, self.zone, self.open[-1] if self.open else 0, sure)
            self.out.zones.append(self.zone)
            self.entered.append(element)
        if tag == "blockquote":
            self.quote = None if role else Quote(len(self.out.blocks), len(self.out.zones))
        if element.text:
            self.add(element.text)

    def leave(self, element: HtmlElement, tag: str) -> None:
        if tag in BREAKING:
            self.flush()
            self.out.nodes[self.open.pop()].end = len(self.out.nodes)
        elif tag == "a":
            self.links -= 1
        if tag in SETTING:
            self.settings.pop()
        if self.entered and self.entered[-1] is element:
            self.entered.pop()
            self.zone = self.zone.outer if self.zone else None
        if tag == "blockquote" and self.quote:
            self.close(self.quote)
            self.quote = None

    def close(self, quote: Quote) -> None:
        """Make a quotation that is a post's a zone, around those in it; one that only ends with the link to a post can
        be the whole story. None is within another one: the time is linear in the length of the page."""
        blocks = self.out.blocks[quote.block :]
        signed = bool(blocks) and is_signed(blocks[-1].text)
        if not blocks or not (signed or is_post(quote.link)):
            return
        post = Zone("embed", self.zone, self.open[-1] if self.open else 0, signed)
        for zone in self.out.zones[quote.zone :]:
            if zone.outer is self.zone:
                zone.outer = post
        for block in blocks:
            if block.zone is self.zone:
                block.zone = post
        self.out.zones.insert(quote.zone, post)

    def see(self, described: str) -> None:
        """Pass by a picture."""
        if not self.parts:
            self.picture = described

    def add(self, text: str) -> None:
        """Take up text. A zone that covers only a part of a block, such as a link's, is not the block's."""
        if not text.isspace():
            if not self.parts:
                self.run = self.zone
            elif self.run is not self.zone:
                self.run = common(self.run, self.zone)
            if self.quote and self.quote.link and not self.links and any(map(str.isalnum, text)):
                self.quote.link = ""
        elif not self.parts:
            return
        self.parts.append(text)
        if self.links:
            self.linked += len(text)

    def flush(self) -> None:
        if not self.parts:
            return
        raw = "".join(self.parts)
        self.parts.clear()
        if not raw.isascii():
            raw = INVISIBLE.sub("", raw)
        if CELL in raw:
            text = "\t".join(filter(None, (" ".join(cell.split()) for cell in raw.split(CELL))))
        else:
            text = " ".join(raw.split())
        if text:
            node = self.open[-1] if self.open else 0
            setting = self.settings[-1] if self.settings else ""
            self.out.blocks.append(Block(text, node, setting, self.run, self.linked, node != self.begun, self.picture))
            self.begun = node
            self.picture = None
        self.linked = 0


def common(one: Zone | None, other: Zone | None) -> Zone | None:
    """The innermost zone around both."""
    around = set()
    while one is not None:
        around.add(id(one))
        one = one.outer
    while other is not None and id(other) not in around:
        other = other.outer
    return other
