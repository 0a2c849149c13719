"""What a page shows of itself: an article or a section, whole or cut short."""

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
"""Linked headlines from which a page without a run of paragraphs is a section's."""
LEAST_RUN = 2
"""Paragraphs in a row, with no linked headline between them, that an article has."""
PARAGRAPH = 80
"""Characters from which a block is a paragraph."""
TEASER_WORDS = 4
LINKED = 0.8

STUB = 2_000
"""Characters up to which a text can be the beginning that a paywall lets through."""
FEWER = 0.75
"""Share of the words that the page says its article has, or of its description, below which a text is not whole."""
LAST = 3
"""Lines at the end of a text that can be a paywall's."""
NEAR_END = 12
"""Blocks after the article in which a paywall speaks."""
WORD = re.compile(r"\w+")
OPEN_END = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])[\"'’”)\s]*$")
MORE = re.compile(rf"[\[(]?{any_of('phrases', 'more')}\b.{{0,60}}$", re.IGNORECASE)
RUNS_ON = re.compile(r"[^\W\d_],?$")
GATE = re.compile(rf"\b{any_of('phrases', 'gate')}", re.IGNORECASE)
LONGEST_GATE = 400


def page_kind(page: Cut, pieces: Sequence[Piece], tree: HtmlElement, json_ld: JsonLd, url: str | None) -> PageKind:
    """Whether a page is an article or leads to articles.

    What the page declares (JSON-LD, og:type, article markup) goes before what its blocks look like, but a site's first
    page is no article, whatever it declares, and none is without a paragraph.
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
    """What a page says it is."""
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
    """Whether a block is a linked headline."""
    return (
        block.tag in ("h1", "h2", "h3", "h4", "h5")
        and block.linked >= LINKED * len(block.text)
        and len(block.text.split()) >= TEASER_WORDS
        and not (block.zone and block.zone.role == "out")
    )


def longest_run(paragraphs: Iterable[str]) -> int:
    """How many paragraphs follow one another at most; short lines between count for nothing, other pieces end a run."""
    longest = run = 0
    for text in paragraphs:
        run = run + (len(text) >= PARAGRAPH) if text else 0
        longest = max(longest, run)
    return longest


def extent_of(page: Cut, pieces: Sequence[Piece], tree: HtmlElement, node: Node | None) -> Extent:
    """Whether the text is all of the article, breaks off, or is what stands before a paywall.

    Signs of a paywall are that the page says it is not free (schema.org isAccessibleForFree) or that something after
    the text asks to pay; they count where the text is short, breaks off or has fewer words than the page says it has,
    for many pages that are not free hold the whole article.
    """
    body = [piece.text for piece in pieces if piece.kind is None]
    text = "\n".join(body)
    last = body[-1] if body else ""
    fewer = falls_short(text, node)
    broken = bool(OPEN_END.search(last) or MORE.match(last))
    shorter = len(text) < FEWER * len(described(tree))
    runs_on = len(last) >= PARAGRAPH and RUNS_ON.search(last) is not None and last[-1].islower()
    if (closed(node) or asks_to_pay(page, body)) and (len(text) < STUB or broken or runs_on or fewer):
        return "paywalled"
    followed = runs_on and leads_on(page, last)
    return "truncated" if broken or shorter or fewer or followed else "whole"


def closed(node: Node | None) -> bool:
    """Whether an article says that it is not free."""
    return node is not None and str(node.get("isAccessibleForFree", "")).lower().rsplit("/", 1)[-1] == "false"


def falls_short(text: str, node: Node | None) -> bool:
    """Whether a text has clearly fewer words than its page says; some pages count characters for words."""
    told = str(node.get("wordCount", "")) if node is not None else ""
    if not (told.isdecimal() and len(told) < 7 and int(told) < len(text)):
        return False
    return len(WORD.findall(text)) < FEWER * int(told)


def asks_to_pay(page: Cut, body: Sequence[str]) -> bool:
    """Whether words that ask to pay end the text, follow it or stand in what is named a paywall."""
    said = [*body[-LAST:], *(block.text for block in after(page, body))]
    return any(GATE.search(text) for text in said if len(text) <= LONGEST_GATE)


def leads_on(page: Cut, last: str) -> bool:
    """Whether "Read more" or the like follows the last line."""
    return any(MORE.match(block.text) for block in list(after(page, [last]))[:2])


def after(page: Cut, body: Sequence[str]) -> Iterator[Block]:
    """The last block of the text, and what stands after it or is named a paywall."""
    last = body[-1].removeprefix("- ") if body else None
    at = next((at for at in range(len(page.blocks) - 1, -1, -1) if page.blocks[at].text == last), None)
    if at is not None:
        yield from page.blocks[at + 1 : at + 1 + NEAR_END]
    for block in page.blocks:
        if block.zone and block.zone.role == "gate":
            yield block


def described(tree: HtmlElement) -> str:
    """The longest description among the page's meta elements."""
    names = ("description", "og:description")
    found = (
        meta.get("content") or "" for meta in tree.iter("meta") if (meta.get("name") or meta.get("property")) in names
    )
    return max(found, key=len, default="")
