"""Pages: the article's lines with what each is, and what the page's own metadata tell of them."""

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
from rashomon.ingest.page.page_type import extent_of, page_kind
from rashomon.ingest.page.story import Piece, choose
from rashomon.ingest.page.tree import parse
from rashomon.ingest.text import from_text, letters
from rashomon.types import Fact, Passage

if TYPE_CHECKING:
    from configparser import ConfigParser

    from lxml.html import HtmlElement  # type: ignore[import-untyped]

    from rashomon.ingest.json_ld import Node
    from rashomon.ingest.page.blocks import Cut
    from rashomon.types import Article

__all__ = ["from_html"]

LEAST_TEXT = 25
"""Characters from which trafilatura's first reading counts: its fallback breaks a line at every tag in it."""
TITLE_LINES = 3
"""The title counts as part of the text if it is one of this many first lines."""
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
"""A text in JSON-LD is taken where it has this many times the characters of what the page shows."""
LEAST_BODY = 200
FROM_JSON_LD = Fact(field="text", value="articleBody", source="json-ld", confidence=1.0)
"""Says that the text is what JSON-LD has, not what the page shows."""
MARKUP = re.compile(r"<(?:p|br|div|a|em|strong|b|i|ul|li|h\d)\b[^<>]*>|&(?:lt|#60);", re.I)


def from_html(
    page: str,
    *,
    name: str | None = None,
    bytes_sha256: str | None = None,
    url: str | None = None,
    facts: tuple[Fact, ...] = (),
) -> Article:
    """The article of an HTML page.

    ``text`` has a line for each paragraph, heading, list item (led by "- ") or table row (cells parted by a tab) of the
    article: what trafilatura extracts, the captions, pull quotes, links and the like that stand in it, and what stands
    over it (title, decks, who wrote it and when, the first picture's caption), without navigation and comments.
    ``passages`` has the lines that are something else than body, as their elements tell. Where the page does not show
    its title, that of its metadata, without the outlet's name behind it, stands before the text as a line of its own.
    Where JSON-LD has much more of the text, that is the text, and a fact says so. ``page`` and ``extent`` tell sections
    from articles, and what breaks off or stands before a paywall from whole texts.

    ``url`` is where the page was fetched, and ``facts`` what whoever carried it tells of it: both are joined to what
    the page tells of itself (`facts_of`), and the fields hold what is believed of that (`settle`).

    Raises EmptyInput for a page without an article, TooLarge and UnreadableInput for one that cannot be parsed.
    """
    source = name or "page"
    tree = parse(page, source)
    json_ld = read_json_ld(tree)
    settled = settle((*facts, *facts_of(tree, url, json_ld)))
    node = json_ld.article(settled.url)
    blocks = cut(tree)
    pieces = shown_in(page, tree, blocks, settled.title, source)
    told = told_in(node)
    hidden = len(told) >= LEAST_BODY and sum(len(piece.text) for piece in pieces) * LONGER < len(told)
    if hidden:
        pieces = [Piece(text, None) for text in told.splitlines()]
    if not pieces:
        raise EmptyInput(source, "is a page without an article's text: save the article itself")
    title = settled.title
    if title and not has_title(pieces, title):
        pieces.insert(0, Piece(title, "headline"))
    article = from_text("\n".join(piece.text for piece in pieces), name=name, bytes_sha256=bytes_sha256)
    article = replace(
        article,
        passages=passages_of(pieces),
        page=page_kind(blocks, pieces, tree, json_ld, settled.url),
        extent=extent_of(blocks, pieces, tree, node),
    )
    return join_facts(article, (*settled.facts, FROM_JSON_LD) if hidden else settled.facts)


def has_title(pieces: list[Piece], title: str) -> bool:
    """Whether the title is one of the first lines, or stands over the story in the page's own words."""
    if letters(title) in (letters(piece.text) for piece in pieces[:TITLE_LINES]):
        return True
    over = takewhile(lambda piece: piece.kind is not None, pieces)
    return any(piece.kind == "headline" and in_other_words(title, piece.text) for piece in over)


def shown_in(page: str, tree: HtmlElement, blocks: Cut, title: str | None, source: str) -> list[Piece]:
    """The article's lines among the blocks of a page, by what trafilatura makes of it.

    Its fast mode scores higher on whole articles than its rescues do. These are asked, with a tree of their own, where
    the fast mode passes by nearly all of the page's prose.
    """
    text = extracted(tree, source)
    pieces = choose(blocks, text, title, lambda: extracted(parse(page, source), source, rescued=True))
    return pieces or [Piece(text, None) for text in map(line, text.splitlines()) if text]


def extracted(tree: HtmlElement, source: str, *, rescued: bool = False) -> str:
    """What trafilatura makes of a page in its fast mode, or with all its rescues.

    The tree loses what no reader sees of it: each of trafilatura's steps would copy it and look at it.
    """
    from lxml.etree import LxmlError, strip_elements  # type: ignore[import-untyped]
    from trafilatura import bare_extraction

    strip_elements(tree, *UNSEEN, with_tail=False)
    try:
        config = extractor_config(None if rescued else LEAST_TEXT)
        found = bare_extraction(tree, fast=not rescued, include_comments=False, config=config)
    except (LxmlError, *FAULTS) as error:
        # Whatever a hostile page makes the extractor trip over costs that page alone.
        raise UnreadableInput(source, f"is a page that cannot be parsed ({type(error).__name__}: {error})") from None
    return "" if found is None or isinstance(found, dict) else found.text or ""


FAULTS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What hostile pages make the libraries trip over, beside lxml's own errors."""
SILENT = logging.NullHandler()
"""What the libraries log goes to whoever listens; without this, Python prints it."""


@cache
def extractor_config(least_text: int | None) -> ConfigParser:
    """trafilatura's settings, with the characters from which a reading counts where given, and its loggers quiet."""
    from trafilatura.settings import use_config

    for library in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(library).addHandler(SILENT)
    config = use_config()
    if least_text:
        config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = str(least_text)
    return config


def told_in(node: Node | None) -> str:
    """The text of the article in JSON-LD, a line a paragraph; empty where there is none."""
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
    """Where the pieces with a kind stand once all are joined, a line each."""
    passages = []
    at = 0
    for text, kind in pieces:
        if kind:
            passages.append(Passage(at, at + len(text), kind))
        at += len(text) + 1
    return tuple(passages)


def line(raw: str) -> str:
    """A line of the extracted text, the bars of a table row made tabs."""
    if not raw.startswith("|"):
        return raw.strip()
    cells = [cell.strip() for cell in raw.strip().strip("|").split("|")]
    return "\t".join(cell for cell in cells if cell.strip("-: "))
