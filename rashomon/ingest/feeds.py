"""Feeds: RSS, Atom and JSON Feed. Entries with their full text become articles, others links; metadata become facts."""

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
"""feedparser's result for an entry or for the feed itself."""

BATCH = 100
"""Entries passed to feedparser at once: usually the whole feed, but few enough to bound memory."""

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
"""Most characters of an author's name, in which feedparser searches for a mail address in quadratic time."""
KEPT_ATTRIBUTES = (
    "version",
    "{http://www.w3.org/XML/1998/namespace}base",
    "{http://www.w3.org/XML/1998/namespace}lang",
)
MOST_ALIKE = 50
"""Most elements of one name in an entry, namespaces in a feed or attributes of an element; the rest is dropped."""

NAME = re.compile(r"[a-z_][\w.-]*", re.ASCII | re.IGNORECASE)
UNKNOWN = "unknown"
PREFIXES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
}
"""The namespaces of common prefixes, for feeds that do not declare them."""


def looks_like_feed(data: bytes) -> bool:
    """Return whether the root element is that of RSS, RDF with RSS, or Atom; or the data is a JSON Feed."""
    name, tag = root_tag(data)
    if name == "rss":
        return True
    if name == "rdf":
        return "purl.org/rss" in tag or "my.netscape.com/rdf" in tag
    if name == "feed":
        return "atom" in tag.lower()
    return looks_like_json_feed(data)


def read_feed(captured: Captured, settings: Settings) -> Iterator[Article | Link | Failure]:
    """Yield the entries of a feed in order: an article if the entry has its full text, else a link to it.

    A text is full if it is a content element of some length, or a long description that is not truncated; an entry
    without an address is an article in any case. Facts have the source "feed": title, authors, published, modified,
    url, outlet (the title of the entry's source, else of the feed), language. Days are as written in the feed,
    addresses absolute. A truncated feed yields its complete entries, then a Failure. Source: RSS 0.9x, 1.0 and 2.0 with
    content, dc and feedburner; Atom (RFC 4287); JSON Feed 1.1.
    """
    digest = sha256(captured.data)
    try:
        for found in json_entries(captured) if looks_like_json_feed(captured.data) else xml_entries(captured):
            yield outcome(found, digest) if isinstance(found, Entry) else found
    except InputError as error:
        yield Failure(source=captured.name, problem=error.problem)


def xml_entries(captured: Captured) -> Iterator[Entry | Failure]:
    """Yield the entries of RSS and Atom. Raises BinaryInput, UnreadableInput."""
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
    """Copy the feed with its own metadata, within bounds, and without entries."""
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
    """Copy an element without its children, and with only the attributes that matter."""
    from lxml import etree  # type: ignore[import-untyped]

    kept = {name: value for name in KEPT_ATTRIBUTES if len(value := element.get(name, "")) in range(1, LONGEST)}
    spaces = {prefix: uri for prefix, uri in islice(element.nsmap.items(), MOST_ALIKE) if is_namespace(prefix, uri)}
    return etree.Element(mended(element.tag), kept, spaces)


@lru_cache(maxsize=256)
def is_namespace(prefix: str | None, uri: str) -> bool:
    """Return whether lxml can serialise a namespace; in broken feeds it accepts invalid ones."""
    from lxml import etree

    try:
        etree.Element("x", nsmap={prefix: uri})
    except ValueError:
        return False
    return True


def told_by(shell: _Element, batch: list[_Element], captured: Captured, number: int) -> Iterator[Entry | Failure]:
    """Run feedparser on a batch of entries in the shell of their feed; ``number`` entries came before."""
    import feedparser  # type: ignore[import-untyped]
    from lxml import etree

    feed = deepcopy(shell)
    inside = next((child for child in feed if local_name(child) == "channel"), feed)
    inside = feed if local_name(feed) == "rdf" else inside
    inside.extend(batch)
    etree.cleanup_namespaces(feed)  # the declaration of an invalid namespace is left over
    # feedparser would take a string for an address or a file name, so it gets a stream.
    parsed = feedparser.parse(
        io.BytesIO(etree.tostring(feed)),
        sanitize_html=False,  # only text is used, so there is nothing to sanitise
        resolve_relative_uris=False,  # within texts; the entries' own links are resolved anyway
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
        problem = f"has {lost:,} entries in an unknown format: look at the namespaces of its first element"
        yield Failure(source=captured.name, problem=problem)


def prune(entry: _Element) -> None:
    """Remove from an entry everything that is not read or out of bounds."""
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
    """Join a text element into one CDATA section, with the elements in it serialised as HTML.

    feedparser would concatenate its pieces one by one, and each escaped character is a piece.
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
    """Return whether an element has a known name but describes a picture: Media RSS has titles and descriptions too."""
    return str(element.tag).startswith("{http://search.yahoo.com/mrss")


def is_short(element: _Element) -> bool:
    """Return whether an element contains a name, an address or a moment, and not a text."""
    left = LONGEST_NAME if local_name(element) in NAMES else LONGEST
    for part in element.iter("*"):
        if len(part.attrib) > MOST_ALIKE:  # checked before access, for which lxml takes quadratic time
            return False
        left -= 16 + len(part.text or "") + len(part.tail or "") + sum(map(len, part.attrib.values()))
        if left < 0:
            return False
    return True


def mend_names(tree: _Element) -> None:
    """Declare missing namespaces of prefixed names and drop invalid ones, so that the tree is valid XML again."""
    from lxml import etree

    # If libxml2 rejects a CDATA section, `plain_xml` did not clean its content, and a reference stays unresolved.
    etree.strip_elements(tree, etree.Entity, with_tail=False)
    for element in tree.iter("*"):
        if (name := mended(element.tag)) != element.tag:
            element.tag = name
        if len(element.attrib) > MOST_ALIKE:
            element.attrib.clear()
        for name in [name for name in element.attrib if ":" in name.rpartition("}")[2]]:
            del element.attrib[name]


def mended(tag: str) -> str:
    """Return a valid XML name for one that still contains a colon or an invalid namespace."""
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
    """Convert feedparser's result to an `Entry`. Raises UnreadableInput for a text that cannot be parsed."""
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


# feedparser's own .get() substitutes other keys for missing ones, and warns; and the value of a key may be the
# attributes of an element that feedparser does not know.


def text_of(told: Told, key: str) -> str:
    value = dict.get(told, key)
    return value if isinstance(value, str) else ""


def part_of(told: Told, key: str) -> Told:
    """Return a text with its type and language."""
    detail = dict.get(told, f"{key}_detail")
    return {**(detail if isinstance(detail, dict) else {}), "value": text_of(told, key)}


def parts_of(told: Told, key: str) -> list[Told]:
    found = dict.get(told, key)
    return [part for part in found if isinstance(part, dict)] if isinstance(found, list) else []


def outlet_of(source: object, name: str) -> str | None:
    """Return the title of a feed or of an entry's source, as one line of plain text."""
    return " ".join(text_lines(part_of(source, "title"), name)) or None if isinstance(source, dict) else None


def authors_of(told: Told) -> tuple[str, ...]:
    """Return the names of authors; mail addresses are skipped."""
    names = [name for author in parts_of(told, "authors") for name in authors_in(text_of(author, "name"))]
    return tuple(dict.fromkeys(names))


def text_lines(part: Told, name: str) -> list[str]:
    """Return the lines of a text, HTML or plain by feedparser's judgement."""
    value = text_of(part, "value")
    if text_of(part, "type").lower() == "text/plain":
        return list(plain_lines(value))
    return lines_of(value, name)
