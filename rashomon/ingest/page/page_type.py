"""The type of a page, article or section, and whether an article is complete."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rashomon.ingest.json_ld import ARTICLE_TYPES, JsonLd, Node, types_of
from rashomon.ingest.page.word_lists import any_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

    from rashomon.ingest.page.blocks import Block, Cut
    from rashomon.ingest.page.story import Piece
    from rashomon.types import Extent, PageKind

__all__ = ["described", "extent_of", "page_kind"]

SECTION_TYPES = frozenset({"CollectionPage", "ItemList", "SearchResultsPage", "MediaGallery"})
LEAST_TEASERS = 6
"""Linked headlines from which a page without a run of paragraphs is a section page."""
LEAST_RUN = 2
"""Fewest consecutive paragraphs of an article, without a linked headline between them."""
PARAGRAPH = 80
"""Fewest characters of a paragraph."""
TEASER_WORDS = 4
LINKED = 0.8

STUB = 2_000
"""Most characters of a text that may be the free part before a paywall."""
STUB_PARAGRAPHS = 4
"""Most paragraphs of such a text if nothing on the page asks readers to pay."""
FEWER = 0.75
"""Share of the declared word count, or of the description's words, below which a text is incomplete."""
LAST = 3
"""Lines at the end of a text that may be a paywall notice."""
NEAR_END = 12
"""Blocks after the article that may be a paywall notice."""
WORD = re.compile(r"\w+")
OPEN_END = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])[\"'’”)\s]*$")
MORE = re.compile(rf"[\[(]?{any_of('phrases', 'more')}\b.{{0,60}}$", re.IGNORECASE)
RUNS_ON = re.compile(r"[^\W\d_],?$")
GATE = re.compile(rf"\b{any_of('phrases', 'gate')}", re.IGNORECASE)
LONGEST_GATE = 400


def page_kind(page: Cut, pieces: Sequence[Piece], tree: HtmlElement, json_ld: JsonLd, url: str | None) -> PageKind:
    """Return whether a page is an article or leads to articles.

    Declarations (JSON-LD, og:type, article markup) take precedence over the page's blocks, but a site's home page is
    never an article, nor is a page without a paragraph.
    """
    declared = declares(tree, json_ld)
    root = bool(url and re.fullmatch(r"https?://[^/?#]+/?", url))
    if declared == "article" and not root:
        return "article"
    teasers = sum(map(is_teaser, page.blocks))
    run = longest_run(piece.text if piece.kind is None else "" for piece in pieces)
    if declared == "section" and teasers and run < 3 * LEAST_RUN:
        return "section"
    return "section" if teasers >= LEAST_TEASERS and run < LEAST_RUN else "article"


def declares(tree: HtmlElement, json_ld: JsonLd) -> PageKind | None:
    """Return the type that a page declares."""
    kinds = [types_of(node) for node in json_ld.nodes[:50]]
    articles = sum(not ARTICLE_TYPES.isdisjoint(types) for types in kinds)
    sections = sum(not SECTION_TYPES.isdisjoint(types) for types in kinds)
    if articles == 1 or (articles and not sections):
        return "article"
    for meta in tree.iter("meta"):
        if meta.get("property") == "og:type" and (meta.get("content") or "").lower() in ("article", "news"):
            return "article"
        if meta.get("property") in ("article:published_time", "article:published"):
            return "article"
    return "section" if sections else None


def is_teaser(block: Block) -> bool:
    """Return whether a block is a linked headline."""
    return (
        block.tag in ("h1", "h2", "h3", "h4", "h5")
        and block.linked >= LINKED * len(block.text)
        and len(block.text.split()) >= TEASER_WORDS
        and not (block.zone and block.zone.role == "out")
    )


def longest_run(paragraphs: Iterable[str]) -> int:
    """Count the longest run of paragraphs; short lines in between are ignored, other blocks end a run."""
    longest = run = 0
    for text in paragraphs:
        run = run + (len(text) >= PARAGRAPH) if text else 0
        longest = max(longest, run)
    return longest


def extent_of(page: Cut, pieces: Sequence[Piece], tree: HtmlElement, node: Node | None, told: str = "") -> Extent:
    """Return whether the text is complete, breaks off, or is the free part before a paywall.

    Signs of a paywall are that the page declares itself not free (schema.org isAccessibleForFree) or that something
    after the text asks readers to pay. They count only if the text is short, breaks off, or has fewer words than
    declared, since many pages that are not free contain the whole article; a short text of several paragraphs is whole
    unless readers are asked to pay. ``told`` is the text in the page's JSON-LD.
    """
    body = [piece.text for piece in pieces if piece.kind is None]
    text = "\n".join(body)
    last = body[-1] if body else ""
    declared = word_count(node, text) or len(WORD.findall(told))
    has_all = bool(declared) and len(WORD.findall(text)) >= FEWER * declared
    fewer = bool(declared) and not has_all
    broken = bool(OPEN_END.search(last) or MORE.match(last))
    shorter = len(text) < FEWER * len(described(tree))
    runs_on = len(last) >= PARAGRAPH and RUNS_ON.search(last) is not None and last[-1].islower() and not has_all
    asked = asks_to_pay(page, body)
    stub = len(text) < STUB and (asked or sum(len(line) >= PARAGRAPH for line in body) <= STUB_PARAGRAPHS)
    if (closed(node) or asked) and (stub or broken or runs_on or fewer):
        return "paywalled"
    followed = runs_on and leads_on(page, last)
    return "truncated" if broken or shorter or fewer or followed else "whole"


def closed(node: Node | None) -> bool:
    """Return whether an article declares that it is not free."""
    return node is not None and str(node.get("isAccessibleForFree", "")).lower().rsplit("/", 1)[-1] == "false"


def word_count(node: Node | None, text: str) -> int:
    """Return the number of words that an article declares, or 0; some pages give characters instead of words."""
    told = str(node.get("wordCount", "")) if node is not None else ""
    return int(told) if told.isdecimal() and len(told) < 7 and int(told) < len(text) else 0


def asks_to_pay(page: Cut, body: Sequence[str]) -> bool:
    """Return whether a request to pay ends the text, follows it, or is in an element named as a paywall."""
    said = [*body[-LAST:], *(block.text for block in after(page, body))]
    return any(GATE.search(text) for text in said if len(text) <= LONGEST_GATE)


def leads_on(page: Cut, last: str) -> bool:
    """Return whether "Read more" or the like follows the last line."""
    return any(MORE.match(block.text) for block in list(after(page, [last]))[:2])


def after(page: Cut, body: Sequence[str]) -> Iterator[Block]:
    """Yield the last block of the text, those after it, and those in elements named as a paywall."""
    last = body[-1].removeprefix("- ") if body else None
    at = next((at for at in range(len(page.blocks) - 1, -1, -1) if page.blocks[at].text == last), None)
    if at is not None:
        yield from page.blocks[at + 1 : at + 1 + NEAR_END]
    for block in page.blocks:
        if block.zone and block.zone.role == "gate":
            yield block


def described(tree: HtmlElement) -> str:
    """Return the longest description in the page's <meta> elements."""
    names = ("description", "og:description")
    found = (
        meta.get("content") or "" for meta in tree.iter("meta") if (meta.get("name") or meta.get("property")) in names
    )
    return max(found, key=len, default="")
