"""Parses HTML into a tree, within bounds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rashomon.errors import EmptyInput, TooLarge, UnreadableInput

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

__all__ = ["parse"]

MOST_TAGS = 100_000
"""Most characters that can start a tag. The largest real news pages have a fifth of it; later steps take time for each.
"""
CONTROL = bytes(9 if code == 11 else code if code in (9, 10, 12, 13) or 31 < code != 127 else 32 for code in range(256))
"""Control characters, which no tree accepts, are replaced by spaces; in UTF-8 no other character uses their bytes."""
MOST_ATTRIBUTES = 20_000
"""Most attributes of one tag. Parsing takes quadratic time: half a second for these, hours for those of a large page.
"""
LONG = 2 * MOST_ATTRIBUTES
"""Fewest characters of so many attributes."""
CROWDED = 200_000
"""Characters of a page from which its tags are checked."""
TAG = re.compile(
    r"""
      <!--[^-]*+(?:-(?!->)[^-]*+)*+
    | <(?i:script|style)\b[^<]*+(?:<(?!/(?i:script|style))[^<]*+)*+
    | <[a-zA-Z][^\s/>]*+(?P<attributes>(?:[\s/]++|=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?|[^\s/>=]++)*+)
    """,
    re.VERBOSE,
)
ATTRIBUTE = re.compile(r"(?:^|[\s/\"'])[^\s/>=\"']")
"""The possible start of an attribute."""
XML_DECLARATION = re.compile(r"\A\s*<\?xml[^<>]{0,200}\?>", re.I)


def parse(page: str, source: str) -> HtmlElement:
    """Parse a page into a tree, without comments and processing instructions.

    The parser drops elements nested deeper than 256. Raises TooLarge for more than MOST_TAGS, EmptyInput or
    UnreadableInput if there is no tree.
    """
    from lxml.etree import ElementDefaultClassLookup, LxmlError, ParserError  # type: ignore[import-untyped]
    from lxml.html import HtmlElement, HTMLParser, document_fromstring

    if page.count("<") > MOST_TAGS:
        raise TooLarge(source, f"is a page of more than {MOST_TAGS:,} tags: save the article itself")
    if len(page) > CROWDED and any(tag.end() - tag.start() > LONG and is_crowded(tag) for tag in TAG.finditer(page)):
        raise TooLarge(source, f"has a tag of more than {MOST_ATTRIBUTES:,} attributes: save the article itself")
    data = XML_DECLARATION.sub("", page, count=1).encode("utf-8", "replace").translate(CONTROL)
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, default_doctype=False
    )
    # One class for all elements: lxml.html would call a Python function for each, to support forms.
    parser.set_element_class_lookup(ElementDefaultClassLookup(element=HtmlElement))
    try:
        return document_fromstring(data, parser=parser)
    except ParserError:
        raise EmptyInput(source, "is a page without an article's text: save the article itself") from None
    except (LxmlError, ValueError) as error:
        raise UnreadableInput(source, f"is a page that cannot be parsed ({type(error).__name__}: {error})") from None


def is_crowded(tag: re.Match[str]) -> bool:
    """Return whether a tag has so many attributes that parsing it takes long."""
    return sum(1 for _ in ATTRIBUTE.finditer(tag["attributes"] or "")) > MOST_ATTRIBUTES
