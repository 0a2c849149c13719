"""HTML fragments, as in feeds: all of their text, line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from msgspec.structs import replace

from rashomon.errors import EmptyInput, UnreadableInput
from rashomon.ingest.facts.resolution import join_facts
from rashomon.ingest.text import from_text, headed, printable
from rashomon.types import Article, Fact

__all__ = ["from_fragment", "from_lines", "lines_of", "with_facts", "without_escapes"]

UNSEEN = frozenset(
    "applet audio canvas datalist embed head iframe math noembed noframes noscript object option script select style"
    " svg template textarea title video".split()
)
"""Elements whose text is not visible, or not the author's."""

BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary table"
    " tbody tfoot thead tr ul".split()
)
"""Elements that start and end a line."""

CELLS = frozenset({"td", "th"})
KEPT = frozenset({"listing", "plaintext", "pre", "xmp"})
"""Elements whose white space and line breaks are kept."""

LEAST_CONFIDENCE = 0.3
"""Facts below this confidence are kept but not accepted."""

OPENED = re.compile(r"\s*<(?:p|div|section|article|h[1-6]|ul|ol|figure|blockquote|table|span)\b[^<>]*+>", re.I)
CLOSED = re.compile(r"</(?:p|div|section|article|h[1-6]|ul|ol|figure|blockquote|table|span)\s*+>", re.I)
ENDED = re.compile(r"[.!?…][\"'”’»)]?(?:</p\s*+>|<br\s*+/?>)", re.I)
"""A sentence that ends right before an element's end or a line break."""
LEAST_ENDED = 2
MOST_ESCAPES = 3

HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.I)
SPACE = re.compile(r"[ \t\n\f\r]+")
"""White space as HTML defines it, which excludes the no-break space."""


def from_fragment(
    html: str,
    *,
    name: str,
    url: str | None = None,
    facts: tuple[Fact, ...] = (),
    bytes_sha256: str | None = None,
) -> Article:
    """Return the article of an HTML fragment: all of its text, as `lines_of` gives it, with ``facts``.

    The title in the facts becomes the first line, unless it is already among the first lines. Raises EmptyInput if the
    fragment contains no text, UnreadableInput if it cannot be parsed.
    """
    return from_lines(lines_of(html, name), name=name, url=url, facts=facts, bytes_sha256=bytes_sha256)


def from_lines(
    lines: Sequence[str],
    *,
    name: str,
    url: str | None = None,
    facts: tuple[Fact, ...] = (),
    bytes_sha256: str | None = None,
    titled: bool = False,
) -> Article:
    """Return the article of a text in lines, as `from_fragment` does; ``titled`` if the lines include the title."""
    text = "\n".join(lines)
    if not text.strip():
        raise EmptyInput(name, "contains no text")
    title = next((" ".join(fact.value.split()) for fact in facts if fact.field == "title"), None)
    return with_facts(
        from_text(text if titled else headed(text, title), name=name, url=url, bytes_sha256=bytes_sha256), facts
    )


def with_facts(article: Article, facts: tuple[Fact, ...]) -> Article:
    """Return ``article`` with ``facts`` and its fields set again; facts of low confidence are kept but not accepted."""
    plain = tuple(map(plain_fact, facts))
    settled = join_facts(article, (fact for fact in plain if fact.confidence >= LEAST_CONFIDENCE))
    return replace(settled, facts=(*settled.facts, *(fact for fact in plain if fact.confidence < LEAST_CONFIDENCE)))


def plain_fact(fact: Fact) -> Fact:
    """Normalise a fact for comparison: a moment to its day in its own time zone, a language to its code."""
    value = " ".join(printable(fact.value).split()) if fact.field != "url" else printable(fact.value)
    if fact.field in ("published", "modified"):
        value = value[:10]
    elif fact.field == "language":
        value = value[:2].lower()
    return replace(fact, value=value)


def lines_of(html: str, source: str) -> list[str]:
    """Return the text of an HTML fragment in source order, one line per block.

    A paragraph, heading, caption, table row or list item is a line, and <br> ends one; list items start with "- ",
    cells are separated by tabs; <pre> keeps its white space; scripts, styles and hidden elements are omitted. Time is
    linear in the input, however nested. Raises UnreadableInput.
    """
    html = without_escapes(html)
    if "<" not in html and "&" not in html:  # a plain line, like most titles, needs no parser
        line = SPACE.sub(" ", printable(html)).strip(" ")
        return [line] if line.strip() else []
    from lxml import etree  # type: ignore[import-untyped]

    target = Lines()
    # No tree is built, so the limits that huge_tree lifts are not needed; they would drop text over 10 MB.
    parser = etree.HTMLParser(target=target, huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        parser.feed(printable(html).replace("\r\n", "\n").replace("\r", "\n"))
        parser.close()
    except etree.LxmlError as error:
        if target.seen:
            raise UnreadableInput(source, f"contains HTML that cannot be parsed ({error})") from None
        # For libxml2, white space and comments alone are not a document.
    return target.lines


def without_escapes(html: str) -> str:
    """HTML whose markup was escaped once too often or more, as feeds carry it, with that undone; else as it is.

    Such a text holds no element, and what its references stand for begins with an element that is closed again, or
    has sentences that end where elements do. A text about HTML names elements within its sentences.
    """
    if "<" in html or "&" not in html:
        return html
    once = html
    for _ in range(MOST_ESCAPES):
        once = unescape(once) if "<" not in once else once
    is_markup = (OPENED.match(once) and CLOSED.search(once)) or len(ENDED.findall(once)) >= LEAST_ENDED
    return once if is_markup else html


class Lines:
    """A parser target for lxml that collects lines of text."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.row: list[str] = []
        """The cells before this one in its row."""
        self.pieces: list[str] = []
        """The text of the current line, white space unchanged."""
        self.lead = ""
        """The prefix of the next text: a list item's dash."""
        self.unseen = 0
        """Depth within omitted elements."""
        self.kept = 0
        """Depth within elements that keep white space."""
        self.seen = False
        """Whether there was any element."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.seen = True
        if self.unseen or tag in UNSEEN or "hidden" in attributes or HIDDEN.search(attributes.get("style", "")):
            self.unseen += 1
            return
        if tag in BLOCKS:
            self.end_line()
        if tag == "li":
            self.lead = "- "
        elif tag in CELLS:
            self.end_cell()
        elif tag in KEPT:
            self.kept += 1

    def end(self, tag: str) -> None:
        if self.unseen:
            self.unseen -= 1
            return
        if tag in BLOCKS:
            self.end_line()
        if tag in KEPT:
            self.kept -= 1
        elif tag == "li":
            self.lead = ""

    def data(self, text: str) -> None:
        if self.unseen:
            return
        if not self.kept:
            self.pieces.append(text)
            return
        *whole, last = text.split("\n")
        for line in whole:
            self.pieces.append(line)
            self.end_line()
        self.pieces.append(last)

    def end_cell(self) -> None:
        text = "".join(self.pieces)
        self.pieces.clear()
        text = text.rstrip() if self.kept else SPACE.sub(" ", text).strip(" ")
        if text.strip():
            self.row.append(self.lead + text)
            self.lead = ""

    def end_line(self) -> None:
        self.end_cell()
        if self.row:
            self.lines.append("\t".join(self.row))
            self.row.clear()

    def close(self) -> None:
        self.end_line()
