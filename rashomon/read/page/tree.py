"""From characters to a tree, within bounds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rashomon.errors import EmptyInput, TooLarge, UnreadableInput

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

__all__ = ["MOST_ELEMENTS", "parse"]

MOST_ELEMENTS = 100_000
"""Of real news pages the largest have a tenth of this; what follows takes time for each."""
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
"""Characters that no page may hold and no tree takes."""
XML_DECLARATION = re.compile(r"\A\s*<\?xml[^<>]{0,200}\?>", re.I)
TAG = re.compile(r"<[a-zA-Z]")


def parse(page: str, source: str) -> HtmlElement:
    """The tree of a page, comments and processing instructions left out.

    The parser goes 256 elements deep and leaves out what is deeper. Raises TooLarge for more than MOST_ELEMENTS,
    EmptyInput or UnreadableInput where there is no tree.
    """
    from lxml.etree import LxmlError, ParserError  # type: ignore[import-untyped]
    from lxml.html import HTMLParser, document_fromstring

    if sum(1 for _ in TAG.finditer(page)) > MOST_ELEMENTS:
        raise TooLarge(source, f"is a page of more than {MOST_ELEMENTS:,} elements: save the article itself")
    page = CONTROL.sub("\ufffd", XML_DECLARATION.sub("", page, count=1))
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, default_doctype=False
    )
    try:
        return document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except ParserError:
        raise EmptyInput(source, "is a page without an article's text: save the article itself") from None
    except (LxmlError, ValueError) as error:
        raise UnreadableInput(source, f"is a page that cannot be parsed ({type(error).__name__}: {error})") from None
