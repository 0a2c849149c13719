"""The golden passages: which parts of real pages are the article, and the kind of each, kept without their text.

``passages/pages.json`` has the name and digest of each page, and for each passage its kind, its offsets into the page's
source and a hash of its text; ``passages/README.md`` says how they were made.
"""

from __future__ import annotations

from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import msgspec

from evals.files import decode, read_page
from rashomon.errors import MissingInput, UnreadableInput
from rashomon.types import Extent, PassageKind

__all__ = ["GOLD", "GoldenPage", "Line", "hash_of", "line_of", "read_golden", "visible"]

GOLD = Path(__file__).parent / "passages" / "pages.json"
HASH_DIGITS = 12
UNSEEN = frozenset({"script", "style", "template"})
INLINE = frozenset(
    "a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike strong sub "
    "sup time tt u var wbr".split()
)
"""Elements that do not separate words; all others do."""


class Line(NamedTuple):
    """A passage of an article and its kind."""

    kind: PassageKind
    text: str


class _Passage(NamedTuple):
    """An array in JSON."""

    kind: PassageKind
    start: int
    end: int
    hash: str


class _Page(msgspec.Struct, frozen=True):
    page: str
    site: str
    sha256: str
    encoding: str
    extent: Extent
    passages: tuple[_Passage, ...]


class GoldenPage(msgspec.Struct, frozen=True):
    """A page and its passages, in their order on the page."""

    name: str
    """Its path within the folder of pages."""
    path: Path
    extent: Extent
    passages: tuple[Line, ...]

    @property
    def id(self) -> str:
        """The file's name without ".html.gz"."""
        return self.path.name.removesuffix(".html.gz")


def read_golden(data: Path) -> tuple[GoldenPage, ...]:
    """Read the golden passages of the pages in a folder.

    Raises MissingInput for a page that is not there, UnreadableInput for one that differs from the annotated page.
    """
    return tuple(_golden(page, data) for page in decode(GOLD, tuple[_Page, ...]))


def _golden(raw: _Page, data: Path) -> GoldenPage:
    path = data / raw.page
    if not path.is_file():
        raise MissingInput(str(data), f"has no file {raw.page}, which the golden passages are of")
    content = read_page(path)
    if sha256(content).hexdigest() != raw.sha256:
        raise UnreadableInput(str(path), "is not the page that the golden passages are of: its SHA-256 differs")
    source = content.decode(raw.encoding, "replace")
    return GoldenPage(raw.page, path, raw.extent, tuple(_line(p, source, raw.page) for p in raw.passages))


def _line(passage: _Passage, source: str, page: str) -> Line:
    text = visible(source[passage.start : passage.end])
    if hash_of(text) != passage.hash:
        raise UnreadableInput(str(GOLD), f"{page}: another text than the {passage.kind} stands at {passage.start}")
    return line_of(passage.kind, text)


def hash_of(text: str) -> str:
    """Hash a passage's text."""
    return sha256(text.encode("utf-8")).hexdigest()[:HASH_DIGITS]


def line_of(kind: PassageKind, text: str) -> Line:
    """Normalise a passage for comparison: single spaces, no list marker."""
    return Line(kind, " ".join(text.split()).removeprefix("- "))


def visible(markup: str) -> str:
    """Extract the visible text of a piece of HTML, with one space for each run of white space and at each block."""
    reader = _Visible()
    reader.feed(markup)
    reader.close()
    return " ".join("".join(reader.pieces).split())


class _Visible(HTMLParser):
    """Collects text outside UNSEEN elements."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in UNSEEN
        self._part(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        self.unseen = max(0, self.unseen - (tag in UNSEEN))
        self._part(tag)

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.pieces.append(data)

    def _part(self, tag: str) -> None:
        if tag not in INLINE:
            self.pieces.append(" ")
