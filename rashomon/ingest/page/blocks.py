"""A page as blocks: stretches of running text with their context in the tree."""

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
"""Soft hyphens and the like, which allow a line break but are not part of a word."""
CELL = "\x1f"
"""Separates the cells of a row while its text is collected."""
SETTING = frozenset("p li h1 h2 h3 h4 h5 h6 blockquote pre dd dt td th figcaption caption".split())
"""Elements that determine the kind of text in them; of nested ones the innermost counts."""


@dataclass(slots=True, eq=False)
class Node:
    """A block-level element. Nodes are numbered in document order; the descendants of this one end at ``end``."""

    element: HtmlElement
    parent: int
    end: int = 0


@dataclass(slots=True, eq=False)
class Zone:
    """An element with a role, and the zone around it."""

    role: Role
    outer: Zone | None
    node: int
    """The block-level element that it is or is in."""
    sure: bool = False
    """Whether it is certainly a quoted post, however much of the page it contains."""
    size: int = 0
    """Number of characters in it."""
    kept: int = 0
    """Number of these that are in selected text."""


@dataclass(slots=True, eq=False)
class Block:
    """Text between two breaks, white space normalised, cells separated by tabs."""

    text: str
    node: int
    """Number of the block-level element that contains it."""
    tag: str
    """The nearest of SETTING around it, else empty."""
    zone: Zone | None
    linked: int
    """Number of its characters in links."""
    first: bool
    """Whether it is the first block of its element."""
    picture: str | None
    """The description (``alt``) of the picture right before it; None if there is no picture."""


@dataclass(slots=True, eq=False)
class Quote:
    """A quotation whose element has no role: its first ``block`` and ``zone``."""

    block: int
    zone: int
    link: str = ""
    """Its last link, unless words follow: a post ends with its own address, other quotations with any."""


@dataclass(slots=True, eq=False)
class Cut:
    """A page divided into blocks."""

    blocks: list[Block] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    zones: list[Zone] = field(default_factory=list)
    """Outer zones before inner ones."""


def cut(tree: HtmlElement) -> Cut:
    """Divide a tree into blocks in document order, without scripts, buttons and the like."""
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
    """Walks a tree once and collects its blocks."""

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
        """Turn a quotation that is a post into a zone around the zones in it.

        Only a signed post is sure: a quotation that ends with the link to a post can be the whole story. Quotations are
        not nested here, so the time is linear in the length of the page.
        """
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
        """Record a picture."""
        if not self.parts:
            self.picture = described

    def add(self, text: str) -> None:
        """Add text. A zone that covers only part of a block, such as a link's, does not apply to the block."""
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
    """Return the innermost zone around both."""
    around = set()
    while one is not None:
        around.add(id(one))
        one = one.outer
    while other is not None and id(other) not in around:
        other = other.outer
    return other
