"""Feeds: RSS, Atom and JSON Feed, entry by entry; what an entry tells becomes facts, its own whole text an article."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache
from html import escape
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias

from rashomon.errors import InputError
from rashomon.ingest.addresses import LONGEST, web_address
from rashomon.ingest.captured import Captured, Link
from rashomon.ingest.feed_entries import Entry, outcome
from rashomon.ingest.html_fragments import lines_of
from rashomon.ingest.json_feed import json_entries, looks_like_json_feed, plain_lines
from rashomon.ingest.text import sha256
from rashomon.ingest.timestamps import moment
from rashomon.ingest.xml import Elements, local_name, plain_xml, root_tag
from rashomon.names.bylines import authors_in
from rashomon.settings import Settings
from rashomon.types import Article, Failure

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

__all__ = ["looks_like_feed", "read_feed"]

Told: TypeAlias = dict[str, Any]
"""What feedparser makes of an entry or of the feed itself."""

BATCH = 100
"""Entries that feedparser gets at once: all of a common feed, and never so many that a long one fills the memory."""

ABOUT_FEED = {"title": 1, "link": 4, "language": 1, "author": 4}
"""Elements of the feed itself that are read, and how many of each."""

ENTRIES = ("entry", "item")
TEXTS = frozenset({"body", "content", "description", "encoded", "summary"})
"""Elements of an entry that may be long."""
SHORTS = frozenset(
    "author created creator date guid id issued link modified origlink pubdate published source title updated".split()
)
NAMES = frozenset({"author", "creator"})
LONGEST_NAME = 400
"""Characters of an author's name and address, in which feedparser looks for an address of mail in quadratic time."""
KEPT_ATTRIBUTES = (
    "version",
    "{http://www.w3.org/XML/1998/namespace}base",
    "{http://www.w3.org/XML/1998/namespace}lang",
)
MOST_ALIKE = 50
"""Elements of one name in an entry, namespaces of a feed or attributes of an element; the rest is left out."""

NAME = re.compile(r"[a-z_][\w.-]*", re.ASCII | re.IGNORECASE)
UNKNOWN = "unknown"
PREFIXES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
}
"""What a prefix stands for in a feed that forgot to say so."""


def looks_like_feed(data: bytes) -> bool:
    """Whether the root element is RSS's, RDF's with RSS in it, or Atom's; or it is a JSON Feed."""
    name, tag = root_tag(data)
    if name == "rss":
        return True
    if name == "rdf":
        return "purl.org/rss" in tag or "my.netscape.com/rdf" in tag
    if name == "feed":
        return "atom" in tag.lower()
    return looks_like_json_feed(data)


def read_feed(captured: Captured, settings: Settings) -> Iterator[Article | Link | Failure]:
    """The entries of a feed, in its order: an article where the entry holds its whole text, else a link to it.

    Whole is a content element of some length or a long description that does not break off; an entry without an
    address is an article whatever it holds. Facts have the source "feed": title, authors, published, modified, url,
    outlet (the title of the entry's source, else of the feed), language. Days are the feed's own, addresses absolute.
    A feed that breaks off gives its whole entries, then a Failure.
    Source: RSS 0.9x, 1.0 and 2.0 with content, dc and feedburner; Atom (RFC 4287); JSON Feed 1.1.
    """
    digest = sha256(captured.data)
    try:
        for found in json_entries(captured) if looks_like_json_feed(captured.data) else xml_entries(captured):
            yield outcome(found, digest) if isinstance(found, Entry) else found
    except InputError as error:
        yield Failure(source=captured.name, problem=error.problem)


def xml_entries(captured: Captured) -> Iterator[Entry | Failure]:
    """The entries of RSS and Atom. Raises BinaryInput, UnreadableInput."""
    elements = Elements(plain_xml(captured.data, captured.name), ENTRIES)
    number = 0
    batch: list[_Element] = []
    root: _Element | None = None
    shell: _Element | None = None
    for element in elements:
        if element.getparent() is None:
            continue
        root = root if root is not None else element.getroottree().getroot()
        if len(batch) == BATCH:
            shell = shell if shell is not None else empty_feed(root)
            yield from told_by(shell, batch, captured, number)
            number += len(batch)
            batch.clear()
        prune(element)
        batch.append(element)
    if batch:
        shell = shell if shell is not None else empty_feed(root)
        yield from told_by(shell, batch, captured, number)
        number += len(batch)
    if elements.problem:
        yield Failure(source=captured.name, problem=f"is a broken feed: {elements.problem}; {number:,} entries read")
    elif not number:
        yield Failure(source=captured.name, problem="is a feed without entries")


def empty_feed(root: _Element) -> _Element:
    """The feed with what it tells of itself, in bounds, and no entries."""
    shell = bare(root)
    about, inside = root, shell
    if local_name(root) != "feed":
        about = next((child for child in root if local_name(child) == "channel"), root)
        if about is not root:
            inside = bare(about)
            shell.append(inside)
    seen: Counter[str] = Counter()
    for child in about:
        name = local_name(child)
        seen[name] += 1
        if seen[name] <= ABOUT_FEED.get(name, 0) and is_short(child):
            inside.append(deepcopy(child))
    mend_names(shell)
    return shell


def bare(element: _Element) -> _Element:
    """An element without what is in it, and of its attributes only those that count for what will be."""
    from lxml import etree  # type: ignore[import-untyped]

    kept = {name: value for name in KEPT_ATTRIBUTES if len(value := element.get(name, "")) in range(1, LONGEST)}
    spaces = {prefix: uri for prefix, uri in islice(element.nsmap.items(), MOST_ALIKE) if is_namespace(prefix, uri)}
    return etree.Element(mended(element.tag), kept, spaces)


@lru_cache(maxsize=256)
def is_namespace(prefix: str | None, uri: str) -> bool:
    """Whether lxml can write a namespace again that it has read: of a broken feed, it reads any."""
    from lxml import etree

    try:
        etree.Element("x", nsmap={prefix: uri})
    except ValueError:
        return False
    return True


def told_by(shell: _Element, batch: list[_Element], captured: Captured, number: int) -> Iterator[Entry | Failure]:
    """What feedparser makes of a batch of entries, in the feed that they stood in; ``number`` stood before them."""
    import feedparser  # type: ignore[import-untyped]
    from lxml import etree

    feed = deepcopy(shell)
    inside = next((child for child in feed if local_name(child) == "channel"), feed)
    inside = feed if local_name(feed) == "rdf" else inside
    inside.extend(batch)
    etree.cleanup_namespaces(feed)  # of a namespace that was none, its declaration is left
    # Bytes in a stream: what feedparser is given as a string it takes for an address or the name of a file.
    parsed = feedparser.parse(
        io.BytesIO(etree.tostring(feed)),
        sanitize_html=False,  # we take nothing but text, so nothing has to be made harmless
        resolve_relative_uris=False,  # within texts; the entries' own links are resolved all the same
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": captured.url or ""},
    )
    for offset, told in enumerate(parsed["entries"], start=number + 1):
        name = f"{captured.name}#{offset}"
        try:
            yield entry_of(told, parsed["feed"], parsed["version"], name)
        except InputError as error:
            yield Failure(source=name, problem=error.problem)
    lost = len(batch) - len(parsed["entries"])
    if lost:
        problem = f"has {lost:,} entries of no format that is known here: look at the namespaces of its first element"
        yield Failure(source=captured.name, problem=problem)


def prune(entry: _Element) -> None:
    """Leave in an entry what is read of it, in bounds."""
    seen: Counter[str] = Counter()
    for child in list(entry):
        name = local_name(child)
        seen[name] += 1
        known = name in TEXTS or (name in SHORTS and is_short(child))
        if not known or seen[name] > MOST_ALIKE or in_other_words(child):
            entry.remove(child)
        elif name in TEXTS:
            flatten(child)
        elif name in NAMES and not len(child) and child.text:
            child.text = "; ".join(authors_in(child.text))
    mend_names(entry)


def flatten(text: _Element) -> None:
    """Make a text one piece: the elements within it HTML in characters, and these a CDATA section.

    feedparser would put the pieces together one by one, and takes a character that is escaped for one.
    """
    from lxml import etree

    if len(text):
        for element in text.iterdescendants("*"):
            element.tag = local_name(element) if NAME.fullmatch(local_name(element)) else UNKNOWN
        parts = [escape(text.text or "")]
        for child in list(text):
            parts.append(etree.tostring(child, method="html", encoding="unicode"))
            text.remove(child)
        text.text = "".join(parts)
        text.set("type", "html")
    if text.text and "]]>" not in text.text:
        text.text = etree.CDATA(text.text)


def in_other_words(element: _Element) -> bool:
    """Whether an element has a name that is read, and means a picture's: Media RSS has titles and descriptions too."""
    return str(element.tag).startswith("{http://search.yahoo.com/mrss")


def is_short(element: _Element) -> bool:
    """Whether an element holds a name, an address or a moment, and no text."""
    left = LONGEST_NAME if local_name(element) in NAMES else LONGEST
    for part in element.iter("*"):
        if len(part.attrib) > MOST_ALIKE:  # before they are looked at: lxml takes quadratic time for that
            return False
        left -= 16 + len(part.text or "") + len(part.tail or "") + sum(map(len, part.attrib.values()))
        if left < 0:
            return False
    return True


def mend_names(tree: _Element) -> None:
    """Give names the namespace that their prefix was never declared for, or none for what is none: be XML again."""
    from lxml import etree

    # Where a CDATA section is none to libxml2, what stands in it was not made plain: a reference is left unresolved.
    etree.strip_elements(tree, etree.Entity, with_tail=False)
    for element in tree.iter("*"):
        if (name := mended(element.tag)) != element.tag:
            element.tag = name
        if len(element.attrib) > MOST_ALIKE:
            element.attrib.clear()
        for name in [name for name in element.attrib if ":" in name.rpartition("}")[2]]:
            del element.attrib[name]


def mended(tag: str) -> str:
    """A name that XML allows for one that still has a colon in it, or a namespace that is none."""
    namespace, brace, local = tag.rpartition("}")
    if brace and not is_namespace(None, namespace[1:]):
        namespace = brace = ""
    prefix, _, name = local.rpartition(":")
    if not NAME.fullmatch(name):
        return UNKNOWN
    if brace or not prefix:
        return f"{namespace}{brace}{name}"
    return f"{{{PREFIXES[prefix]}}}{name}" if prefix in PREFIXES else name


def entry_of(told: Told, feed: Told, version: str, name: str) -> Entry:
    """What feedparser tells of an entry, as `Entry`. Raises UnreadableInput for a text that cannot be parsed."""
    published, modified = moment(text_of(told, "published")), moment(text_of(told, "updated"))
    if not version.startswith("atom"):
        published, modified = published or modified or moment(text_of(told, "created")), modified if published else None
    contents = [tuple(text_lines(part, name)) for part in parts_of(told, "content")]
    authors = authors_of(told)
    if version.startswith("atom"):
        authors = authors or authors_of(feed)
    title = part_of(told, "title")
    return Entry(
        name=name,
        url=web_address(text_of(told, "feedburner_origlink") or text_of(told, "link"), None),
        title=" ".join(text_lines(title, name)) or None,
        authors=authors,
        published=published,
        modified=modified,
        outlet=outlet_of(dict.get(told, "source"), name) or outlet_of(feed, name),
        language=text_of(title, "language") or text_of(told, "language") or text_of(feed, "language") or None,
        content=max(contents, key=lambda lines: sum(map(len, lines)), default=()),
        summary=tuple(text_lines(part_of(told, "summary"), name)),
    )


# feedparser's own .get() answers for keys that are not there with others that it takes for as good, and warns; and what
# stands under a key may be the attributes of an element that it does not know.


def text_of(told: Told, key: str) -> str:
    value = dict.get(told, key)
    return value if isinstance(value, str) else ""


def part_of(told: Told, key: str) -> Told:
    """A text with its type and language."""
    detail = dict.get(told, f"{key}_detail")
    return {**(detail if isinstance(detail, dict) else {}), "value": text_of(told, key)}


def parts_of(told: Told, key: str) -> list[Told]:
    found = dict.get(told, key)
    return [part for part in found if isinstance(part, dict)] if isinstance(found, list) else []


def outlet_of(source: object, name: str) -> str | None:
    """The title of a feed or of an entry's source, as one line of plain text."""
    return " ".join(text_lines(part_of(source, "title"), name)) or None if isinstance(source, dict) else None


def authors_of(told: Told) -> tuple[str, ...]:
    """The names of authors; an address of mail is none."""
    names = [name for author in parts_of(told, "authors") for name in authors_in(text_of(author, "name"))]
    return tuple(dict.fromkeys(names))


def text_lines(part: Told, name: str) -> list[str]:
    """The lines of a text, HTML or plain as feedparser found it to be."""
    value = text_of(part, "value")
    if text_of(part, "type").lower() == "text/plain":
        return list(plain_lines(value))
    return lines_of(value, name)
