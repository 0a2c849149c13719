"""Pages: the article's text by trafilatura, and what the page tells of itself."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from rashomon.errors import EmptyInput, UnreadableInput
from rashomon.read.facts import facts_of
from rashomon.read.facts.page import letters
from rashomon.read.facts.settle import join_facts, settle
from rashomon.read.text import from_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]
    from trafilatura.settings import Document

    from rashomon.model import Article, Fact

__all__ = ["from_html"]

XML_DECLARATION = re.compile(r"\A\s*<\?xml[^<>]{0,200}\?>", re.I)
CONTROL = bytes(set(range(32)) - {9, 10, 12, 13}) + b"\x7f"
"""Characters that no page may hold and no tree takes."""
LEAST_TEXT = 25
"""Characters from which trafilatura's first reading counts: its fallback breaks a line at every tag in it."""
TITLE_LINES = 3
"""The title counts as part of the text if it is one of this many first lines."""


def from_html(
    page: str,
    *,
    name: str | None = None,
    bytes_sha256: str | None = None,
    url: str | None = None,
    facts: tuple[Fact, ...] = (),
) -> Article:
    """The article of an HTML page.

    ``text`` is the main text as trafilatura extracts it: a line a paragraph, heading, list item (led by "- ") or table
    row (cells parted by a tab), without navigation and comments. The page's title, without the outlet's name behind it,
    stands before it as a line of its own unless it is one of the first lines anyway. ``url`` is where the page was
    fetched, and ``facts`` what whoever carried it tells of it: both are joined to what the page tells of itself
    (`facts_of`), and the fields hold what is believed of that (`settle`).

    Raises EmptyInput for a page without an article, UnreadableInput for one that cannot be parsed.
    """
    source = name or "page"
    tree = parse(page, source)
    settled = settle((*facts, *facts_of(tree, url)))
    document = extract(tree, source)
    text = "\n".join(filter(None, map(line, (document.text or "").splitlines()))) if document else ""
    if document is None or not text.strip():
        raise EmptyInput(source, "is a page without an article's text: save the article itself")
    title = settled.title
    if title and letters(title) not in map(letters, text.split("\n", TITLE_LINES)[:TITLE_LINES]):
        text = f"{title}\n{text}"
    article = from_text(text, name=name, bytes_sha256=bytes_sha256)
    return join_facts(article, settled.facts)


def parse(page: str, source: str) -> HtmlElement:
    """The page's tree, without comments. Raises EmptyInput for what is no page, UnreadableInput for what cannot be
    parsed."""
    from lxml.etree import LxmlError, ParserError  # type: ignore[import-untyped]
    from lxml.html import HTMLParser, document_fromstring

    data = XML_DECLARATION.sub("", page, count=1).encode("utf-8", "replace").translate(None, CONTROL)
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, default_doctype=False
    )
    try:
        return document_fromstring(data, parser=parser)
    except ParserError:
        raise EmptyInput(source, "is a page without an article's text: save the article itself") from None
    except (LxmlError, ValueError) as error:
        raise UnreadableInput(source, f"is a page that cannot be parsed ({type(error).__name__}: {error})") from None


def extract(tree: HtmlElement, source: str) -> Document | None:
    """What trafilatura makes of a page, which it changes: its fast mode, which scores higher on whole articles than its
    rescues do."""
    from lxml.etree import LxmlError
    from trafilatura import bare_extraction
    from trafilatura.settings import use_config

    for library in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(library).addHandler(SILENT)
    config = use_config()
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = str(LEAST_TEXT)
    try:
        found = bare_extraction(tree, fast=True, include_comments=False, with_metadata=False, config=config)
    except (LxmlError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        # Whatever a hostile page makes the extractor trip over costs that page alone.
        raise UnreadableInput(source, f"is a page that cannot be parsed ({type(error).__name__}: {error})") from None
    return None if isinstance(found, dict) else found


SILENT = logging.NullHandler()
"""What the libraries log goes to whoever listens; without this, Python prints it."""


def line(raw: str) -> str:
    """A line of the extracted text, the bars of a table row made tabs."""
    if not raw.startswith("|"):
        return raw.strip()
    cells = [cell.strip() for cell in raw.strip().strip("|").split("|")]
    return "\t".join(cell for cell in cells if cell.strip("-: "))
