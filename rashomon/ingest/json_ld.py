"""A page's JSON-LD: its scripts parsed into nodes, and the node of its article.

Source of the types: schema.org, Article and its subtypes, version 29.
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
"""A JSON object from the page; its values are JSON values."""

ARTICLE_TYPES = frozenset(
    """
    Article AdvertiserContentArticle NewsArticle AnalysisNewsArticle AskPublicNewsArticle BackgroundNewsArticle
    OpinionNewsArticle ReportageNewsArticle ReviewNewsArticle Report SatiricalArticle ScholarlyArticle
    MedicalScholarlyArticle SocialMediaPosting BlogPosting LiveBlogPosting DiscussionForumPosting TechArticle
    """.split()
)

MOST_SCRIPTS = 64
MOST_CHARACTERS = 4_000_000
"""Most characters of all scripts of a page; the rest is not read."""
MOST_NODES = 20_000
DEEPEST = 64
"""Deepest nesting of objects and lists that is examined."""
LONGEST_TEXT = 4_096
"""Most characters of a short text, such as a headline."""

SCRIPT = "ld+json"
ALONGSIDE = ("@graph", "mainEntity", "@included")
"""Keys whose values describe the page as much as the node that holds them."""
WRAPPER = re.compile(r"\A(?:\s|\ufeff|<!--|//|/\*+|\*/|<!\[CDATA\[|\*(?=/))++|(?:\s|-->|//|/\*|\*+/|\]\]>|;)++\Z")
"""What old templates put around a script to hide it from old browsers."""
STRING_OR_COMMA = re.compile(r'"(?:[^"\\]|\\.)*+"?|,(?=\s*+[}\]])', re.DOTALL)
WRONG_ESCAPE = re.compile(r'\\(?:u(?![0-9a-fA-F]{4})|[^"\\/bfnrtu])', re.DOTALL)
ESCAPED = re.compile(r"\A[\s\[{]*+&(?:quot|#34|#x22);", re.IGNORECASE)
DECODER = json.JSONDecoder(strict=False)
"""Accepts line breaks and other control characters in strings."""


class JsonLd(msgspec.Struct, frozen=True):
    """All objects in the JSON-LD of one page.

    ``nodes`` has the top-level objects first, in the order of the page, then nested ones by depth. ``by_id`` has the
    fullest node for each ``@id``.
    """

    nodes: tuple[Node, ...] = ()
    by_id: Mapping[str, Node] = {}

    def of_types(self, types: frozenset[str] | set[str]) -> tuple[Node, ...]:
        """Return the nodes of one of these types, in the order of ``nodes``."""
        return tuple(node for node in self.nodes if not types.isdisjoint(types_of(node)))

    def article(self, url: str | None = None) -> Node | None:
        """Return the page's article: the one with the page's address, or else the first one of the highest level."""
        articles = self.of_types(ARTICLE_TYPES)
        if url and len(articles) > 1:
            here = bare_address(url)
            for node in articles:
                if any(bare_address(address) == here for address in self.addresses(node)):
                    return node
        return articles[0] if articles else None

    def addresses(self, node: Node) -> Iterator[str]:
        """Yield a node's addresses: its url, the page whose main entity it is, its id."""
        for key in ("url", "mainEntityOfPage", "@id"):
            for value in values_of(node, key):
                address = value.get("@id") or value.get("url") if isinstance(value, dict) else value
                if isinstance(address, str) and "://" in address:
                    yield address

    def linked(self, node: Node, key: str) -> tuple[Node | str, ...]:
        """Return the objects and texts under ``key``, with references (``{"@id": …}``) resolved."""
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
        """Return the texts under ``key``, and the ``name`` of the objects."""
        names = (plain_text(value if isinstance(value, str) else value.get("name")) for value in self.linked(node, key))
        return tuple(name for name in names if name)


def read_json_ld(tree: _Element) -> JsonLd:
    """Read the JSON-LD of a page from the scripts of an lxml tree.

    Never raises: a script that is not JSON, even after common faults are repaired, is ignored. Bounded by MOST_SCRIPTS,
    MOST_CHARACTERS, MOST_NODES, DEEPEST.
    """
    return parse_json_ld(
        script.text or "" for script in tree.iter("script") if SCRIPT in (script.get("type") or "").lower()
    )


def parse_json_ld(scripts: Iterable[str]) -> JsonLd:
    """Read the JSON-LD from the scripts' contents."""
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
    """Return the JSON values of one script, usually one; if the script is faulty, those before the fault."""
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
    """Replace invalid escapes in a string by the literal characters, and drop a comma before a bracket."""
    part = found[0]
    if part == ",":
        return ""
    return WRONG_ESCAPE.sub(lambda wrong: wrong[0][1:], part) if "\\" in part else part


def nodes_in(roots: Iterable[Any]) -> Iterator[Node]:
    """Yield every object in ``roots`` by level; values under ALONGSIDE keys are on the level of their holder."""
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
    """Return the types of a node without prefix: ``NewsArticle`` also for ``http://schema.org/NewsArticle``."""
    return tuple(
        re.split(r"[/#:]", name)[-1].strip()
        for name in values_of(node, "@type")
        if isinstance(name, str) and len(name) < 200
    )


def values_of(node: Node, key: str) -> list[Any]:
    """Return the value under ``key`` as a list, with ``@value`` and ``@list`` unwrapped."""
    value = node.get(key)
    if isinstance(value, dict) and ("@value" in value or "@list" in value):
        value = value.get("@value", value.get("@list"))
    if value is None:
        return []
    return value[:MOST_NODES] if isinstance(value, list) else [value]


def plain_text(value: object) -> str | None:
    """Return a short text, of a list the first: character references decoded, white space normalised."""
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, str):
        return None
    text = value[:LONGEST_TEXT]
    if "&" in text:
        text = unescape(unescape(text))
    return printable(" ".join(text.split())) or None


def bare_address(url: str) -> str:
    """Normalise an address for comparison: no scheme, ``www.``, query, fragment or final slash."""
    bare = re.split(r"[?#]", url.strip()[:2_048], maxsplit=1)[0].rstrip("/")
    return re.sub(r"\Ahttps?://(?:www\.)?", "", bare, flags=re.IGNORECASE)
