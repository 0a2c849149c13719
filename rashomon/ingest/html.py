"""HTML pages: the article's lines with their kinds, and the page's metadata."""

from __future__ import annotations

import logging
import re
from functools import cache
from html import unescape
from itertools import takewhile
from typing import TYPE_CHECKING

from msgspec.structs import replace

from rashomon.errors import EmptyInput, InputError, UnreadableInput
from rashomon.ingest.facts import facts_of
from rashomon.ingest.facts.resolution import join_facts, settle
from rashomon.ingest.json_ld import read_json_ld
from rashomon.ingest.page.article_head import in_other_words
from rashomon.ingest.page.blocks import cut
from rashomon.ingest.page.page_type import described, extent_of, page_kind
from rashomon.ingest.page.story import Piece, choose
from rashomon.ingest.page.tree import parse
from rashomon.ingest.text import from_text, letters
from rashomon.types import Fact, Passage

if TYPE_CHECKING:
    from configparser import ConfigParser

    from lxml.html import HtmlElement  # type: ignore[import-untyped]

    from rashomon.ingest.facts.resolution import Settled
    from rashomon.ingest.json_ld import Node
    from rashomon.ingest.page.blocks import Cut
    from rashomon.types import Article

__all__ = ["from_html"]

LEAST_TEXT = 25
"""Fewest characters of trafilatura's normal result: its fallback breaks lines at every tag."""
TITLE_LINES = 3
"""The title counts as part of the text if it is among this many first lines."""
HEADLINE_WORDS = 5
"""Fewest words of a heading that is the title where the page declares another: 27 of 28 such pages had it right."""
UNSEEN = (
    "canvas",
    "iframe",
    "noscript",
    "object",
    "script",
    "style",
    "svg",
    "template",
    "video",
    "audio",
    "nav",
    "menu",
    "footer",
)
LONGER = 1.5
"""The text in JSON-LD is used if it has this many times the characters of the visible text."""
LEAST_BODY = 200
FROM_JSON_LD = Fact(field="text", value="articleBody", source="json-ld", confidence=1.0)
"""States that the text comes from JSON-LD and not from the visible page."""
MARKUP = re.compile(r"<(?:p|br|div|a|em|strong|b|i|ul|li|h\d)\b[^<>]*>|&(?:lt|#60);", re.I)


def from_html(
    page: str,
    *,
    name: str | None = None,
    bytes_sha256: str | None = None,
    url: str | None = None,
    facts: tuple[Fact, ...] = (),
) -> Article:
    """Return the article of an HTML page.

    ``text`` has one line per paragraph, heading, list item (starting with "- ") or table row (cells separated by a
    tab): what trafilatura extracts, the captions, pull quotes, links and the like inside it, and what is above it
    (title, decks, author and date, the first picture's caption), without navigation and comments. ``passages`` has the
    lines that are not body, by their elements. If the page does not show its title, the title from its metadata,
    without the outlet's name, becomes the first line. If JSON-LD has much more of the text, that is used, and a fact
    says so. ``page`` and ``extent`` tell section pages from articles, and incomplete or paywalled texts from complete
    ones.

    ``url`` is where the page was fetched, and ``facts`` are the statements of its carrier: both are joined to those of
    the page (`facts_of`), and the fields get the accepted values (`settle`).

    Raises EmptyInput for a page without an article, TooLarge and UnreadableInput for one that cannot be parsed.
    """
    source = name or "page"
    tree = parse(page, source)
    json_ld = read_json_ld(tree)
    settled = settle((*facts, *facts_of(tree, url, json_ld)))
    node = json_ld.article(settled.url)
    blocks = cut(tree)
    title = shown_title(blocks, settled)
    pieces = shown_in(tree, blocks, title, source)
    told = told_in(node)
    hidden = len(told) >= LEAST_BODY and sum(len(piece.text) for piece in pieces) * LONGER < len(told)
    if hidden:
        pieces = [Piece(text, None) for text in told.splitlines()]
    if not pieces:
        raise EmptyInput(source, "is a page without an article's text: save the article itself")
    if title and not has_title(pieces, title):
        pieces.insert(0, Piece(title, "headline"))
    article = from_text("\n".join(piece.text for piece in pieces), name=name, bytes_sha256=bytes_sha256)
    article = replace(
        article,
        passages=passages_of(pieces),
        page=page_kind(blocks, pieces, tree, json_ld, settled.url),
        extent=extent_of(blocks, pieces, tree, node, told),
    )
    return join_facts(article, (*settled.facts, FROM_JSON_LD) if hidden else settled.facts)


def shown_title(blocks: Cut, settled: Settled) -> str | None:
    """Return the most trusted title that stands on the page, or else the accepted one.

    A short heading that nothing else gives may be the name of the outlet or a section.
    """
    shown = {letters(block.text) for block in blocks.blocks}
    for fact in settled.facts:
        is_long = fact.source != "markup" or len(fact.value.split()) >= HEADLINE_WORDS or fact.value == settled.title
        if fact.field == "title" and is_long and letters(fact.value) in shown:
            return fact.value
    return settled.title


def has_title(pieces: list[Piece], title: str) -> bool:
    """Return whether the title is among the first lines, or is above the story in the page's own wording."""
    if letters(title) in (letters(piece.text) for piece in pieces[:TITLE_LINES]):
        return True
    over = takewhile(lambda piece: piece.kind is not None, pieces)
    return any(piece.kind == "headline" and in_other_words(title, piece.text) for piece in over)


def shown_in(tree: HtmlElement, blocks: Cut, title: str | None, source: str) -> list[Piece]:
    """Return the article's lines among the blocks of a page; trafilatura's result is one of the signs.

    Its fast mode scores higher on whole articles than its fallbacks.
    """
    text = extracted(tree, source)
    pieces = choose(blocks, text, title, described(tree))
    return pieces or [Piece(text, None) for text in map(line, text.splitlines()) if text]


def extracted(tree: HtmlElement, source: str) -> str:
    """Run trafilatura in its fast mode.

    Invisible elements are removed from the tree first, since each of trafilatura's steps would copy and examine them.
    """
    from lxml.etree import LxmlError, strip_elements  # type: ignore[import-untyped]
    from trafilatura import bare_extraction

    strip_elements(tree, *UNSEEN, with_tail=False)
    try:
        found = bare_extraction(tree, fast=True, include_comments=False, config=extractor_config())
    except (LxmlError, *FAULTS) as error:
        # If a hostile page makes the extractor fail, only that page is lost.
        raise UnreadableInput(source, f"is a page that cannot be parsed ({type(error).__name__}: {error})") from None
    return "" if found is None or isinstance(found, dict) else found.text or ""


FAULTS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""Exceptions that hostile pages cause in the libraries, besides lxml's own."""
SILENT = logging.NullHandler()
"""Keeps the libraries' log messages for those who listen; without it, Python would print them."""


@cache
def extractor_config() -> ConfigParser:
    """Return trafilatura's settings, with the fewest characters of a result, and silence its loggers."""
    from trafilatura.settings import use_config

    for library in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(library).addHandler(SILENT)
    config = use_config()
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = str(LEAST_TEXT)
    return config


def told_in(node: Node | None) -> str:
    """Return the article's text in JSON-LD, one line per paragraph; empty if there is none."""
    body = node.get("articleBody") if node is not None else None
    if not isinstance(body, str):
        return ""
    if MARKUP.search(body):
        try:
            tree = parse(unescape(body) if "<" not in body else body, "articleBody")
        except InputError:
            return ""
        return "\n".join(block.text for block in cut(tree).blocks)
    return "\n".join(filter(None, (" ".join(text.split()) for text in body.splitlines())))


def passages_of(pieces: list[Piece]) -> tuple[Passage, ...]:
    """Return the passages of the pieces that have a kind, in the text of all pieces joined by line breaks."""
    passages = []
    at = 0
    for text, kind in pieces:
        if kind:
            passages.append(Passage(at, at + len(text), kind))
        at += len(text) + 1
    return tuple(passages)


def line(raw: str) -> str:
    """Return a line of the extracted text, with the bars of a table row replaced by tabs."""
    if not raw.startswith("|"):
        return raw.strip()
    cells = [cell.strip() for cell in raw.strip().strip("|").split("|")]
    return "\t".join(cell for cell in cells if cell.strip("-: "))
