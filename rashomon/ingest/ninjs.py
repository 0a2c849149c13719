"""ninjs, the IPTC's News in JSON: versions 1.x, 2.x and 3.x.

Source: https://iptc.org/std/ninjs/ (the schemas of 1.5, 2.4 and 3.2).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rashomon.errors import EmptyInput, UnreadableInput
from rashomon.ingest.addresses import web_address
from rashomon.ingest.html_fragments import from_fragment, with_facts
from rashomon.ingest.text import from_text, headed
from rashomon.ingest.timestamps import moment
from rashomon.types import Article, Fact, FactField

__all__ = ["from_ninjs", "is_ninjs"]

OWN = frozenset({"versioncreated", "versionCreated", "pubstatus", "pubStatus", "bodies", "body_xhtml", "standard"})
"""Fields of which an item has at least one besides its uri; hardly any other format uses these names."""

MARKUP = ("html", "xml")
"""Substrings of a body's type or role that mean markup."""

PROVIDER_CONFIDENCE = 0.9
HOLDER_CONFIDENCE = 0.7
"""The copyright holder is usually the agency itself."""


def is_ninjs(value: Mapping[object, object]) -> bool:
    """Return whether a JSON object is a ninjs item: it has a uri, and a field that only ninjs has."""
    return isinstance(value.get("uri"), str) and not OWN.isdisjoint(value)


def from_ninjs(item: Mapping[object, object], name: str, bytes_sha256: str | None = None) -> Article:
    """Return the article of a ninjs item, from its markup body if it has one, since the plain one often lacks
    paragraphs.

    The headline becomes the first line unless the body starts with it. ``byline`` (``by`` from 2.0 on) becomes the
    author, ``infosource`` with the role of provider or else ``copyrightholder`` the outlet, ``firstcreated`` or else
    ``versioncreated`` the time of publication. Raises EmptyInput for an item without text (a picture, a package),
    UnreadableInput for a withdrawn one.
    """
    small = {key.lower(): value for key, value in item.items() if isinstance(key, str)}
    if small.get("pubstatus") == "canceled":
        raise UnreadableInput(name, "is withdrawn by its provider (pubstatus: canceled)")
    facts = tuple(told(small))
    url = next((fact.value for fact in facts if fact.field == "url"), None)
    body = max(bodies(small), default=None)
    if body is None:
        kind = small.get("type")
        raise EmptyInput(
            name, f"is a ninjs item without a body{f' (type: {kind:.40})' if isinstance(kind, str) else ''}"
        )
    marked_up, _, text = body
    if marked_up:
        return from_fragment(text, name=name, url=url, facts=facts, bytes_sha256=bytes_sha256)
    title = next((fact.value for fact in facts if fact.field == "title"), None)
    return with_facts(from_text(headed(text, title), name=name, url=url, bytes_sha256=bytes_sha256), facts)


def bodies(item: Mapping[str, object]) -> Iterator[tuple[bool, int, str]]:
    """Yield every text of an item: whether it has markup, its length, and the text."""
    for key, value in item.items():
        if key.startswith("body_") and isinstance(value, str) and value.strip():  # 1.x
            yield any(sign in key for sign in MARKUP), len(value), value
    for entry in objects(item.get("bodies")):  # 2.x, 3.x
        value = entry.get("value")
        kind = f"{entry.get('contenttype')} {entry.get('contentType')} {entry.get('role')}".lower()
        if isinstance(value, str) and value.strip():
            yield any(sign in kind for sign in MARKUP), len(value), value


def told(item: Mapping[str, object]) -> Iterator[Fact]:
    """Yield the facts in an item, whose field names are in lower case."""
    if title := first(item.get("headline"), values_of(item.get("headlines"), "main")):
        yield fact("title", title)
    provider = next((o.get("name") for o in objects(item.get("infosource") or item.get("infosources"))), None)
    for value, confidence in ((provider, PROVIDER_CONFIDENCE), (item.get("copyrightholder"), HOLDER_CONFIDENCE)):
        if outlet := first(value):
            yield fact("outlet", outlet, confidence)
    if author := first(item.get("byline"), item.get("by")):
        yield fact("author", author)
    if language := first(item.get("language")):
        yield fact("language", language)
    if published := moment(first(item.get("firstcreated"), item.get("versioncreated")) or ""):
        yield fact("published", published)
    if modified := moment(first(item.get("versioncreated")) or ""):
        yield fact("modified", modified)
    if url := web_address(first(item.get("uri")) or "", None):
        yield fact("url", url)


def fact(field: FactField, value: str, confidence: float = PROVIDER_CONFIDENCE) -> Fact:
    return Fact(field=field, value=value, source="record", confidence=confidence)


def values_of(entries: object, role: str) -> str | None:
    """Return the value of the entry with that role, else of the first entry."""
    found = [entry for entry in objects(entries) if isinstance(entry.get("value"), str)]
    best = next((entry for entry in found if entry.get("role") == role), found[0] if found else None)
    return str(best["value"]) if best else None


def objects(value: object) -> list[dict[str, object]]:
    """Return the objects in a list."""
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def first(*values: object) -> str | None:
    """Return the first value that is a text, white space normalised."""
    return next((line for value in values if isinstance(value, str) and (line := " ".join(value.split()))), None)
