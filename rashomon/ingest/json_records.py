"""JSON records: lines of JSONL, an object, or a list; an extensible field map says which fields are read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, Literal

import msgspec

from rashomon.errors import EmptyInput, InputError, UnreadableInput
from rashomon.ingest.byte_streams import BROKEN, reason
from rashomon.ingest.decode import BOMS, decode
from rashomon.ingest.field_map import FIELDS, RecordField, field_map
from rashomon.ingest.formats import PAGE_START
from rashomon.ingest.html import from_html
from rashomon.ingest.html_fragments import from_fragment, with_facts, without_escapes
from rashomon.ingest.ninjs import from_ninjs, is_ninjs
from rashomon.ingest.text import from_text, headed, printable, sha256
from rashomon.ingest.timestamps import moment
from rashomon.names.bylines import authors_in
from rashomon.types import Article, Fact, Failure

if TYPE_CHECKING:
    import io

    from rashomon.settings import Settings

__all__ = ["from_record", "read_json", "read_lines"]

LISTS = ("articles", "items", "entries", "results", "data", "docs", "response", "@graph")
"""Fields of an object that is no article in which its articles are listed."""
MOST_WRAPPINGS = 4

HTML = re.compile(
    r"\s*<(?:!doctype|html|head|body|p|div|article|section|h[1-6]|span|br|ul|table|figure|blockquote)\b", re.I
)
"""The start of a text field that contains HTML."""

TOLD: tuple[Literal["title", "url", "outlet", "author", "language"], ...] = (
    "title", "url", "outlet", "author", "language"
)  # fmt: skip
TIMES: tuple[Literal["published", "modified"], ...] = ("published", "modified")

CONFIDENCE = 0.9
"""Confidence of a record's fields, which were copied from somewhere else."""
MOST_VALUE = 2_000
"""Most characters of a field with metadata; longer values are ignored."""
MOST_AUTHORS = 50
CODE = re.compile(r"[a-z]{2}(?![a-z])", re.I)
"""A language code such as "en-GB"; language names are left to language detection."""
EPOCH = re.compile(r"([1-9]\d{8,9})(?:\d{3})?(?:\.\d{1,9})?", re.ASCII)
SHOWN_FIELDS = 8
WIDE_MARKS = tuple(bom for bom, encoding in BOMS if encoding != "utf-8")
SKIPPED_LINES = 10
"""A line up to this many times the size limit is skipped; after a longer one, reading stops."""


def read_lines(stream: io.BufferedIOBase | BinaryIO, name: str, settings: Settings) -> Iterator[Article | Failure]:
    """Yield the articles of JSONL, one per line. A line that cannot be used yields a Failure."""
    bound = settings.max_bytes
    number = 0
    while True:
        number += 1
        source = f"{name}#{number}"
        try:
            line = stream.readline(bound + 1)
            if not line:
                return
            if len(line) > bound:
                yield Failure(source, f"line {number} is larger than the limit of {bound:,} bytes: split it, or raise "
                              "RASHOMON_MAX_BYTES")  # fmt: skip
                if not passed_over(stream, bound):
                    yield Failure(name, f"line {number} does not end: the rest is not read")
                    return
                continue
        except BROKEN as error:
            yield Failure(name, f"from line {number} on, {reason(error)}")
            return
        if number == 1 and line.startswith(WIDE_MARKS):
            yield Failure(name, "is JSONL in UTF-16 or UTF-32: save it as UTF-8")
            return
        if line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield from usable(line, source, f"line {number} ", settings)


def passed_over(stream: io.BufferedIOBase | BinaryIO, bound: int) -> bool:
    """Skip to the end of a line; return False if it is too far."""
    for _ in range(SKIPPED_LINES):
        rest = stream.readline(bound)
        if not rest or rest.endswith(b"\n"):
            return True
    return False


def usable(data: bytes, source: str, where: str, settings: Settings) -> Iterator[Article | Failure]:
    """Yield the article of one record, or a Failure."""
    try:
        yield from_record(decoded(data, source, where), source, settings, sha256(data.strip()))
    except InputError as error:
        yield Failure(error.source, error.problem)


def read_json(data: bytes, name: str, settings: Settings) -> Iterator[Article | Failure]:
    """Yield the articles of a JSON value: an article, a list of articles, or an object with such a list.

    Raises UnreadableInput if it is not JSON, EmptyInput if it has no article.
    """
    value = decoded(data, name, "")
    records = listed(value)
    if records is None:
        yield from_record(value, name, settings, sha256(data))
        return
    if not records:
        raise EmptyInput(name, "is an empty JSON list")
    for number, record in enumerate(records, 1):
        try:
            yield from_record(record, f"{name}#{number}", settings)
        except InputError as error:
            yield Failure(error.source, error.problem)


def listed(value: object) -> list[object] | None:
    """Return the records of a list, or of an object that only wraps one."""
    for _ in range(MOST_WRAPPINGS):
        if isinstance(value, list):
            return value
        if not isinstance(value, dict) or is_ninjs(value):
            return None
        inner = next((value[key] for key in LISTS if isinstance(value.get(key), list | dict)), None)
        if inner is None or texts(value, FIELDS["text"]) or texts(value, FIELDS["html"]):
            return None
        value = inner
    return None


def decoded(data: bytes, source: str, where: str) -> object:
    """Parse a JSON value. Raises UnreadableInput, which says where the fault is."""
    import json

    try:
        return msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeError) as error:
        problem = str(error)
    except RecursionError:
        raise UnreadableInput(source, f"{where}is JSON nested too deeply to be an article") from None
    try:  # NaN, lone surrogates and other encodings, which msgspec refuses
        return json.loads(decode(data, source))
    except (ValueError, RecursionError):
        raise UnreadableInput(
            source, f"{where}is not valid JSON ({problem}): correct it, or save the text as .txt"
        ) from None


def from_record(record: object, name: str, settings: Settings, bytes_sha256: str | None = None) -> Article:
    """Return the article of a JSON object, by `field_map`, or as ninjs if it is.

    A field that holds a whole page is read as a page. The title becomes the first line unless the text starts with it.
    Raises EmptyInput for a record without text, naming its fields, and UnreadableInput for anything but an object.
    """
    if not isinstance(record, dict):
        raise UnreadableInput(name, "is not a JSON object with an article's fields")
    if is_ninjs(record):
        return from_ninjs(record, name, bytes_sha256)
    fields = field_map(settings.fields)
    facts = tuple(told(record, fields))
    url = next((fact.value for fact in facts if fact.field == "url"), None)
    text = without_escapes("\n".join(texts(record, fields["text"])))
    html = "\n".join(texts(record, fields["html"]))
    if not text.strip() and not html.strip():
        names = [f"{key:.40}" for key in islice(map(str, record), SHOWN_FIELDS)]
        has = ", ".join(map(repr, names)) + (" …" if len(record) > len(names) else "") if names else "none"
        raise EmptyInput(name, f"contains no text; its fields are {has}: say which with --fields text=NAME")
    markup = text if HTML.match(text) else html if not text.strip() else ""
    if PAGE_START.match(markup, 0, 8192):
        return with_facts(from_html(markup, name=name, bytes_sha256=bytes_sha256, url=url), facts)
    if markup:
        return from_fragment(markup, name=name, url=url, facts=facts, bytes_sha256=bytes_sha256)
    title = next((fact.value for fact in facts if fact.field == "title"), None)
    article = from_text(headed(text, title), name=name, url=url, bytes_sha256=bytes_sha256)
    return with_facts(article, facts)


def told(record: Mapping[object, object], fields: Mapping[RecordField, tuple[str, ...]]) -> Iterator[Fact]:
    """Yield the facts in a record."""
    for field in TOLD:
        values = texts(record, fields[field])
        if field == "author":
            values = [name for value in values[:MOST_AUTHORS] if len(value) <= MOST_VALUE for name in authors_in(value)]
        for value in values[: MOST_AUTHORS if field == "author" else 1]:
            if (
                (value := " ".join(printable(value).split()))
                and len(value) <= MOST_VALUE
                and (field != "language" or CODE.match(value))
            ):
                yield Fact(field=field, value=value, source="record", confidence=CONFIDENCE)
    for time in TIMES:
        for value in texts(record, fields[time], counts=True)[:1]:
            if when := moment(value) or counted_moment(value):
                yield Fact(field=time, value=when, source="record", confidence=CONFIDENCE)


def counted_moment(value: str) -> str | None:
    """Return the moment of a count of seconds or milliseconds since 1970; None for anything else."""
    found = EPOCH.fullmatch(value)
    if not found:
        return None
    return datetime.fromtimestamp(int(found[1]), UTC).isoformat()


def texts(record: Mapping[object, object], names: tuple[str, ...], *, counts: bool = False) -> list[str]:
    """Return the first non-empty field of ``names``: a text, a name, or a list; with ``counts``, also numbers."""
    for name in names:
        if found := [text for text in flat(at_path(record, name), counts) if text.strip()]:
            return found
    return []


def at_path(record: Mapping[object, object], name: str) -> object:
    """Return a field of a record; if no field has that name, a dot in it leads into an object."""
    if name in record or "." not in name:
        return record.get(name)
    value: object = record
    for step in name.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    return value


def flat(value: object, counts: bool) -> Iterator[str]:
    """Yield a field's value as texts: people and outlets are names, objects with a name, or lists of either."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield item
        elif counts and isinstance(item, int | float) and not isinstance(item, bool):
            yield f"{item:.0f}"
        elif isinstance(item, dict):
            name = next(
                (item[key] for key in ("name", "text", "value", "title") if isinstance(item.get(key), str)), None
            )
            if name is not None:
                yield name
