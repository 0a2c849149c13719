"""Pages: the article's text and what the page's own metadata tell of it, by trafilatura."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from rashomon.errors import EmptyInput, UnreadableInput
from rashomon.read.text import from_text

if TYPE_CHECKING:
    from trafilatura.settings import Document

    from rashomon.model import Article

__all__ = ["from_html"]

PAGE_LANGUAGE = re.compile(r"""<html\b[^<>]{0,500}?\slang\s*=\s*["']?([a-z]{2})(?![a-z])""", re.I)
XML_DECLARATION = re.compile(r"\A\s*<\?xml[^<>]{0,200}\?>", re.I)
DOCTYPE = "<!doctype html>"
"""Put before every page: trafilatura takes nothing for a page that does not say so within its first characters."""
LETTERS = re.compile(r"\W+")
LEAST_TEXT = 25
"""Characters from which trafilatura's first reading counts: its fallback breaks a line at every tag in it."""
TITLE_LINES = 3
"""The title counts as part of the text if it is one of this many first lines."""


def from_html(page: str, *, name: str | None = None, bytes_sha256: str | None = None) -> Article:
    """The article of an HTML page.

    ``text`` is the main text as trafilatura extracts it: a line a paragraph, heading, list item (led by "- ") or table
    row (cells parted by a tab), without navigation and comments. The page's title, without the outlet's name behind it,
    stands before it as a line of its own unless it is one of the first lines anyway. Title, author, day, outlet (the
    site's name, else its host), address and language are what the page's metadata say.

    Raises EmptyInput for a page without an article, UnreadableInput for one that cannot be parsed.
    """
    source = name or "page"
    document = extract(page, source)
    text = "\n".join(filter(None, map(line, (document.text or "").splitlines()))) if document else ""
    if document is None or not text.strip():
        raise EmptyInput(source, "is a page without an article's text: save the article itself")
    title = headline(document.title, document.sitename)
    if title and letters(title) not in map(letters, text.split("\n", TITLE_LINES)[:TITLE_LINES]):
        text = f"{title}\n{text}"
    language = PAGE_LANGUAGE.search(page, 0, 20_000)
    return from_text(
        text,
        name=name,
        title=title,
        byline=document.author or None,
        published=document.date or None,
        outlet=document.sitename or document.hostname or None,
        language=language[1].lower() if language else None,
        url=document.url or None,
        bytes_sha256=bytes_sha256,
    )


def extract(page: str, source: str) -> Document | None:
    """What trafilatura makes of a page: its fast mode, which scores higher on whole articles than its rescues do."""
    from lxml.etree import LxmlError  # type: ignore[import-untyped]
    from trafilatura import bare_extraction
    from trafilatura.settings import use_config

    for library in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(library).addHandler(SILENT)
    config = use_config()
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = str(LEAST_TEXT)
    page = DOCTYPE + XML_DECLARATION.sub("", page, count=1)
    try:
        found = bare_extraction(page, fast=True, include_comments=False, with_metadata=True, config=config)
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


def headline(title: str | None, outlet: str | None) -> str | None:
    """A page's title, without the name of the outlet that many pages add behind a bar or dash."""
    if not title or not (title := " ".join(title.split())):
        return None
    for bar in (" | ", " - ", " – ", " — ", " :: "):
        head, _, tail = title.rpartition(bar)
        if head and outlet and letters(tail) == letters(outlet):
            return head
    return title


def letters(text: str) -> str:
    """Letters and digits alone, for comparing."""
    return LETTERS.sub("", text).casefold()
