"""A parsed page as the extractors of facts use it."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from rashomon.ingest.json_ld import JsonLd, Node, plain_text, read_json_ld

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element  # type: ignore[import-untyped]

__all__ = ["HEADINGS", "LONGEST_PLACE", "MOST_PLACES", "Page", "first_of", "letters", "short_text"]

MOST_METAS = 1_000
HEADINGS = ("h1", "h2", "h3", "h4")
TAGS = ("meta", "link", "title", *HEADINGS, "time", "abbr")
"""Elements that are collected once for all extractors."""
MOST_PLACES = 400
"""Most elements of a page that are examined for a day or a name."""
MOST_HEADINGS = 20
LEAST_HEADLINE = 8
"""Fewest letters of a headline that is compared with a title."""
LONGEST_CONTENT = 2_048
"""Most characters of a <meta> element that are used."""
LONGEST_PLACE = 160
"""Most characters of an element that states an author or a day and little else."""
MOST_PARTS = 40
"""Most text nodes of one such element."""
DEEPEST = 12
"""Most ancestors of an element that are examined."""

ASIDE = re.compile(
    r"(?<![A-Za-z])(?i:comments?|kommentare?|leserbriefe?|relate[ds]?|recommend(?:ed|ations?)?|side-?bar|teasers?|widgets?"
    r"|footer|nav(?:igation|bar)?|menu|aside|most-?read|popular|latest|archives?|events?|termine?|calendar|kalender"
    r"|breaking|(?:news)?ticker|(?:post|user)[-_]?profiles?|recent|similar|slider|carousel|promos?|wm-ipp(?:-base)?)(?![a-z])"
)
"""Class and id names of page parts that are not about the article."""
NO_LETTERS = re.compile(r"[\W_]+")
META_NAMES = ("property", "name", "itemprop", "http-equiv")


class Page:
    """A parsed page; everything is computed on first use."""

    def __init__(self, tree: _Element, url: str | None, json_ld: JsonLd | None = None) -> None:
        self.tree = tree
        self.url = url
        self.json_ld = read_json_ld(tree) if json_ld is None else json_ld
        self.looked_at = [(str(element.tag), element) for element in tree.iter(*TAGS)]

    def elements(self, *tags: str) -> Iterator[_Element]:
        """Yield the elements with these tags, which must be among TAGS, in the order of the page."""
        return (element for tag, element in self.looked_at if tag in tags)

    @cached_property
    def title(self) -> str | None:
        """The content of <title>."""
        element = next(self.elements("title"), None)
        return None if element is None else plain_text(element.text)

    @cached_property
    def article(self) -> Node | None:
        """The article's node in JSON-LD."""
        return self.json_ld.article(self.url)

    @cached_property
    def metas(self) -> Mapping[str, list[str]]:
        """The contents of <meta> elements by name in lower case, wherever they are."""
        found: dict[str, list[str]] = defaultdict(list)
        for meta in islice(self.elements("meta"), MOST_METAS):
            content = meta.get("content") or meta.get("datetime")
            if content and content.strip():
                for attribute in META_NAMES:
                    if name := meta.get(attribute):
                        found[name.strip().lower()].append(content[:LONGEST_CONTENT].strip())
        return dict(found)

    def meta(self, *names: str) -> str | None:
        """Return the first of these metadata that the page has, as a short text."""
        return next(
            (text for name in names for content in self.metas.get(name, ()) if (text := plain_text(content))), None
        )

    @cached_property
    def canonical(self) -> str | None:
        """The page's own address by its <link>, as written."""
        return next((link.get("href") for link in self.elements("link") if is_canonical(link)), None)

    @cached_property
    def declared_language(self) -> str | None:
        """The language of the root element as written, "en-GB"."""
        root = self.tree.getroottree().getroot()
        names = ("lang", "{http://www.w3.org/XML/1998/namespace}lang", "xml:lang")
        return next((str(root.get(name)) for name in names if root.get(name)), None)

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """The page's titles outside its body, without duplicates: og:title, the headline in JSON-LD, <title>."""
        called = (
            plain_text((self.article or {}).get("headline")),
            self.meta("og:title", "twitter:title"),
            self.title,
        )
        return tuple(dict.fromkeys(filter(None, called)))

    @cached_property
    def headline(self) -> _Element | None:
        """The heading that the page's titles repeat, or else the first non-empty one of the highest level."""
        titles = [letters(title) for title in self.titles]
        first = None
        for heading in islice(self.elements(*HEADINGS), MOST_HEADINGS):
            text = letters(short_text(heading, 2 * LONGEST_PLACE) or "")
            if len(text) > LEAST_HEADLINE and any(text in title or title in text for title in titles if title):
                return heading
            if first is None and text and heading.tag == "h1":
                first = heading
        return first

    @property
    def heading(self) -> str:
        """The headline's tag."""
        return "h1" if self.headline is None else str(self.headline.tag)

    @cached_property
    def around_headline(self) -> frozenset[_Element]:
        """The headline's element and its ancestors."""
        return frozenset(() if self.headline is None else (self.headline, *self.headline.iterancestors()))

    def is_aside(self, element: _Element) -> bool:
        """Return whether an element is in a part of the page that is about something else and has no headline."""
        for holder in islice(element.iterancestors(), DEEPEST):
            if holder in self.around_headline or holder.tag in ("body", "main"):
                return False
            if holder.tag in ("nav", "aside", "footer"):
                return True
            names = f"{holder.get('class') or ''} {holder.get('id') or ''}"
            if ASIDE.search(names, 0, 400):
                return True
        return False


def is_canonical(link: _Element) -> bool:
    return "canonical" in (link.get("rel") or "").lower().split()


def short_text(element: _Element, longest: int = LONGEST_PLACE) -> str | None:
    """Return an element's text, white space normalised, if it has at most ``longest`` characters."""
    if not isinstance(element.tag, str):
        return None  # a comment
    parts: list[str] = []
    length = 0
    for part in element.itertext():
        length += len(part)
        if length > 4 * longest or len(parts) > MOST_PARTS:
            return None
        parts.append(part)
    text = " ".join(" ".join(parts).split())
    return text if len(text) <= longest else None


def letters(text: str) -> str:
    """Return only the letters and digits, in lower case, for comparison."""
    return NO_LETTERS.sub("", text).casefold()


def first_of(path: str) -> str:
    """Limit an XPath to its first matches, since sorting many more takes quadratic time."""
    return f"({path})[position() <= {MOST_PLACES}]"
