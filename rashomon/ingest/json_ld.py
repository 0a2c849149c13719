"""What a page tells of itself in JSON-LD: its scripts made plain nodes, and the node of its article found.

Source of the types: schema.org, Article and all below it, as of version 29.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from rashomon.ingest.text import printable

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

__all__ = ["ARTICLE_TYPES", "JsonLd", "Node", "parse_json_ld", "plain_text", "read_json_ld", "types_of"]

Node: TypeAlias = Mapping[str, Any]
"""A JSON object as it stands in the page; its values are what JSON has."""

ARTICLE_TYPES = frozenset(
    """
    Article AdvertiserContentArticle NewsArticle AnalysisNewsArticle AskPublicNewsArticle BackgroundNewsArticle
    OpinionNewsArticle ReportageNewsArticle ReviewNewsArticle Report SatiricalArticle ScholarlyArticle
    MedicalScholarlyArticle SocialMediaPosting BlogPosting LiveBlogPosting DiscussionForumPosting TechArticle
    """.split()
)

MOST_SCRIPTS = 64
MOST_CHARACTERS = 4_000_000
"""Of all scripts of a page together; what is over that is not read."""
MOST_NODES = 20_000
DEEPEST = 64
"""Objects and lists in one another, below which nothing is looked at."""
LONGEST_TEXT = 4_096
"""Characters of a short text, such as a headline."""

SCRIPT = "ld+json"
ALONGSIDE = ("@graph", "mainEntity", "@included")
"""What hangs here is told of the page as much as what holds it."""
WRAPPER = re.compile(r"\A(?:\s|\ufeff|<!--|//|/\*+|\*/|<!\[CDATA\[|\*(?=/))++|(?:\s|-->|//|/\*|\*+/|\]\]>|;)++\Z")
"""What old templates put around a script's content to hide it from older readers."""
STRING_OR_COMMA = re.compile(r'"(?:[^"\\]|\\.)*+"?|,(?=\s*+[}\]])', re.DOTALL)
WRONG_ESCAPE = re.compile(r'\\(?:u(?![0-9a-fA-F]{4})|[^"\\/bfnrtu])', re.DOTALL)
ESCAPED = re.compile(r"\A[\s\[{]*+&(?:quot|#34|#x22);", re.IGNORECASE)
DECODER = json.JSONDecoder(strict=False)
"""Takes line breaks and other control characters within strings."""


class JsonLd(msgspec.Struct, frozen=True):
    """All the objects in the JSON-LD of one page.

    ``nodes`` has those first that stand for themselves, in the order of the page, then what hangs in them, the less
    deep the earlier. ``by_id`` has the fullest node for each ``@id``.
    """

    nodes: tuple[Node, ...] = ()
    by_id: Mapping[str, Node] = {}

    def of_types(self, types: frozenset[str] | set[str]) -> tuple[Node, ...]:
        """The nodes of one of these types, in the order of ``nodes``."""
        return tuple(node for node in self.nodes if not types.isdisjoint(types_of(node)))

    def article(self, url: str | None = None) -> Node | None:
        """The article that the page is: the one whose address is the page's, else the first that stands highest."""
        articles = self.of_types(ARTICLE_TYPES)
        if url and len(articles) > 1:
            here = bare_address(url)
            for node in articles:
                if any(bare_address(address) == here for address in self.addresses(node)):
                    return node
        return articles[0] if articles else None

    def addresses(self, node: Node) -> Iterator[str]:
        """Where a node says that it can be found: its url, the page whose main entity it is, its id."""
        for key in ("url", "mainEntityOfPage", "@id"):
            for value in values_of(node, key):
                address = value.get("@id") or value.get("url") if isinstance(value, dict) else value
                if isinstance(address, str) and "://" in address:
                    yield address

    def linked(self, node: Node, key: str) -> tuple[Node | str, ...]:
        """The objects and texts under ``key``, bare references (``{"@id": …}``) replaced by what they refer to."""
        found: list[Node | str] = []
        for value in values_of(node, key):
            if isinstance(value, dict):
                name = value.get("@id")
                known = self.by_id.get(name) if isinstance(name, str) else None
                found.append(known if known is not None and len(known) > len(value) else value)
            elif isinstance(value, str):
                found.append(value)
        return tuple(found)

    def names(self, node: Node, key: str) -> tuple[str, ...]:
        """What is under ``key`` by name: texts themselves, of objects their ``name``."""
        names = (plain_text(value if isinstance(value, str) else value.get("name")) for value in self.linked(node, key))
        return tuple(name for name in names if name)


def read_json_ld(tree: _Element) -> JsonLd:
    """The JSON-LD of a page, from the scripts of an lxml tree.

    Never raises: a script that is not JSON even with common faults mended counts for nothing. Bounded: MOST_SCRIPTS,
    MOST_CHARACTERS, MOST_NODES, DEEPEST.
    """
    return parse_json_ld(
        script.text or "" for script in tree.iter("script") if SCRIPT in (script.get("type") or "").lower()
    )


def parse_json_ld(scripts: Iterable[str]) -> JsonLd:
    """The same from the scripts' contents."""
    left = MOST_CHARACTERS
    roots: list[Any] = []
    for _, script in zip(range(MOST_SCRIPTS), scripts, strict=False):
        left -= len(script)
        if left < 0:
            break
        roots += values_in(script)
    nodes = tuple(nodes_in(roots))
    by_id: dict[str, Node] = {}
    for node in nodes:
        name = node.get("@id")
        if isinstance(name, str) and (name not in by_id or len(node) > len(by_id[name])):
            by_id[name] = node
    return JsonLd(nodes, by_id)


def values_in(script: str) -> list[Any]:
    """The JSON values of one script: one as a rule; what comes before a fault, where it is none as it stands."""
    try:
        return [msgspec.json.decode(script)]
    except (ValueError, RecursionError):  # msgspec.DecodeError and UnicodeError are ValueErrors
        pass
    script = printable(script)
    if wrapper := WRAPPER.match(script):
        script = script[wrapper.end() :]
    if ESCAPED.match(script):
        script = unescape(script)
    script = STRING_OR_COMMA.sub(mended, script)
    values: list[Any] = []
    at = 0
    while at < len(script) and len(values) < MOST_SCRIPTS:
        try:
            value, at = DECODER.raw_decode(script, at)
        except (ValueError, RecursionError):
            break
        values.append(value)
        while at < len(script) and script[at] in " \t\r\n,;":
            at += 1
    return values


def mended(found: re.Match[str]) -> str:
    """A string with escapes that JSON does not know taken literally; nothing for a comma before a bracket."""
    part = found[0]
    if part == ",":
        return ""
    return WRONG_ESCAPE.sub(lambda wrong: wrong[0][1:], part) if "\\" in part else part


def nodes_in(roots: Iterable[Any]) -> Iterator[Node]:
    """Every object of ``roots``, by level; what hangs ALONGSIDE is on its holder's level."""
    level: deque[tuple[Any, int]] = deque((root, 0) for root in roots)
    count = 0
    while level and count < MOST_NODES:
        below: deque[tuple[Any, int]] = deque()
        while level and count < MOST_NODES:
            value, depth = level.popleft()
            count += 1
            if depth > DEEPEST:
                continue
            if isinstance(value, list):
                level.extendleft((part, depth + 1) for part in reversed(value[:MOST_NODES]))
            elif isinstance(value, dict):
                yield value
                beside = [(value[key], depth + 1) for key in ALONGSIDE if isinstance(value.get(key), (dict, list))]
                level.extendleft(reversed(beside))
                below.extend(
                    (part, depth + 1)
                    for key, part in value.items()
                    if isinstance(part, (dict, list)) and key not in ALONGSIDE
                )
        level = below


def types_of(node: Node) -> tuple[str, ...]:
    """The types of a node by their bare names: ``NewsArticle`` also for ``http://schema.org/NewsArticle``."""
    return tuple(
        re.split(r"[/#:]", name)[-1].strip()
        for name in values_of(node, "@type")
        if isinstance(name, str) and len(name) < 200
    )


def values_of(node: Node, key: str) -> list[Any]:
    """What stands under ``key``, always as a list; ``@value`` and ``@list`` opened."""
    value = node.get(key)
    if isinstance(value, dict) and ("@value" in value or "@list" in value):
        value = value.get("@value", value.get("@list"))
    if value is None:
        return []
    return value[:MOST_NODES] if isinstance(value, list) else [value]


def plain_text(value: object) -> str | None:
    """A short text: of a list the first; without character references, every run of white space one space."""
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, str):
        return None
    text = value[:LONGEST_TEXT]
    if "&" in text:
        text = unescape(unescape(text))
    return printable(" ".join(text.split())) or None


def bare_address(url: str) -> str:
    """An address without scheme, ``www.``, query, fragment and closing slash, for comparing."""
    bare = re.split(r"[?#]", url.strip()[:2_048], maxsplit=1)[0].rstrip("/")
    return re.sub(r"\Ahttps?://(?:www\.)?", "", bare, flags=re.IGNORECASE)
