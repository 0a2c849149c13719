"""The entry point of ingest: from sources of any format, however nested, to articles."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from msgspec import UNSET
from msgspec.structs import replace

from rashomon.errors import EmptyInput, UnreadableInput, UsageError
from rashomon.ingest import files
from rashomon.ingest.byte_streams import STDIN, Opened, shown
from rashomon.ingest.captured import Captured, Link
from rashomon.ingest.decode import decode
from rashomon.ingest.field_map import field_map
from rashomon.ingest.formats import Kind, kind_of
from rashomon.ingest.one import from_captured
from rashomon.ingest.result_streams import bounded, some, usable
from rashomon.ingest.text import printable
from rashomon.types import Article, Failure

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from rashomon.ingest.web import Web
    from rashomon.settings import Settings

__all__ = ["read_each", "read_one"]

MOST_NESTED = 8
"""Most containers inside each other: an archive, a mail in it, a mail attached to that …"""
By = Literal["user", "list", "folder"]
"""Who named an input: the user, or a list or folder that the user named."""


def read_each(
    sources: Iterable[str],
    settings: Settings,
    stdin: BinaryIO | None = None,
    opened: Callable[[str, os.stat_result], object] | None = None,
) -> Iterator[tuple[str, Article | Failure]]:
    """Yield the articles of all sources in order, each with the source as it was named.

    An input that cannot be used yields a Failure in its place. After `Settings.max_articles` articles, a last Failure
    says that the rest was left out. Passages are still empty. ``opened`` is called with the path and status of every
    file that is opened, lists included. Raises UsageError for an invalid field map.
    """
    field_map(settings.fields)
    count = 0
    with ExitStack() as stack:
        reader = Reader(settings, stack, stdin, opened)
        for source, result in bounded(reader.all(sources)):
            if isinstance(result, Article):
                if count == settings.max_articles:
                    problem = f"the rest is left out: the limit of {count:,} is reached; raise it with --limit"
                    yield source, Failure(shown(source), problem)
                    return
                count += 1
                yield source, result
            else:
                yield source, Failure(shown(result.source), " ".join(printable(result.problem).split()))


def read_one(source: str, settings: Settings, stdin: BinaryIO | None = None) -> Article:
    """Return the single article of a source, passages still empty.

    Raises InputError if it cannot be used, and UsageError if the source has several articles.
    """
    field_map(settings.fields)
    with ExitStack() as stack:
        results = list(islice(Reader(settings, stack, stdin).named(source), 2))
    if not results:
        raise EmptyInput(shown(source), "contains no article")
    if len(results) > 1:
        raise UsageError(f"{shown(source)}: contains more than one article: use rashomon.read_all for it")
    if isinstance(results[0], Failure):
        raise UnreadableInput(results[0].source, results[0].problem)
    return results[0]


class Reader:
    """The state of one call; the web client is created when it is first needed."""

    def __init__(
        self,
        settings: Settings,
        stack: ExitStack,
        stdin: BinaryIO | None,
        opened: Callable[[str, os.stat_result], object] | None = None,
    ) -> None:
        self.settings = settings
        self.stack = stack
        self.stdin = stdin
        self.opened = opened
        self.opened_web: Web | None = None
        self.followed: set[str] = set()
        """Addresses already followed from feeds and sitemaps, so that none is fetched twice and no cycle is endless."""

    @property
    def web(self) -> Web:
        if self.opened_web is None:
            from rashomon.ingest.web import Web

            self.opened_web = self.stack.enter_context(Web(self.settings))
        return self.opened_web

    def all(self, sources: Iterable[str]) -> Iterator[tuple[str, Article | Failure]]:
        """Yield the results of each source; consecutive addresses are fetched together."""
        for are_addresses, group in groupby(sources, files.is_address):
            if are_addresses:
                for source, captured in self.fetched(group):
                    for result in self.results(captured, 0):
                        yield source, result
            else:
                for source in group:
                    for result in usable(self.named(source)):
                        yield source, result

    def named(self, source: str, *, by: By = "user") -> Iterator[Article | Failure]:
        """Yield the articles of a source named by the user, or by a list or folder that the user named (``by``).

        Raises InputError if the source itself cannot be used.
        """
        if source == STDIN and by == "user":
            yield from self.inside(Opened(STDIN, self.stdin or files.standard_input()), by=by)
        elif files.is_address(source):
            yield from self.inside_captured(self.web.get(source), 0, fetched=True)
        elif files.is_folder(source):
            yield from self.folder(source)
        else:
            with files.opened_file(source, named=by == "user", opened=self.opened) as opened:
                yield from self.inside(opened, by=by)

    def folder(self, source: str) -> Iterator[Article | Failure]:
        """Yield the articles of the files in a folder. Raises EmptyInput if there are none."""
        empty = True
        for path in files.files_in(source):
            empty = False
            if isinstance(path, Failure):
                yield path
            else:
                yield from usable(self.named(path, by="folder"))
        if empty:
            raise EmptyInput(shown(source), "is a folder without files (hidden ones are left out)")

    def inside(self, opened: Opened, *, by: By) -> Iterator[Article | Failure]:
        """Yield the articles of an open file or stream."""
        kind = kind_of(opened.head, opened.name)
        if streamed := self.streamed(opened, kind, 0):
            yield from streamed
            return
        captured = Captured(name=opened.name, data=opened.read(self.settings.max_bytes))
        if kind in ("list", "text"):
            listed = self.listed(captured, certain=kind == "list")
            if listed is not None:
                if by != "user":
                    raise UnreadableInput(shown(opened.name), "is a list of other inputs: name it itself")
                yield from self.list_entries(listed, shown(opened.name))
                return
        yield from self.of_kind("text" if kind == "list" else kind, captured, 0)

    def listed(self, captured: Captured, *, certain: bool) -> list[str] | None:
        """Return the entries of a list; None if the text is no list or is not UTF-8."""
        source = shown(captured.name)
        try:
            text = decode(captured.data, source) if certain else captured.data.decode("utf-8-sig")
        except UnicodeError:
            return None
        folder = Path(captured.name).parent if captured.name != STDIN else Path()
        return files.listed_in(text, folder, certain=certain)

    def list_entries(self, entries: list[str], source: str) -> Iterator[Article | Failure]:
        """Yield the articles of the sources that a list names."""
        if not entries:
            raise EmptyInput(source, "is a list without an entry")
        for are_addresses, group in groupby(entries, files.is_address):
            if are_addresses:
                for _, captured in self.fetched(group):
                    yield from self.results(captured, 0)
            else:
                for entry in group:
                    yield from usable(self.named(entry, by="list"))

    def fetched(self, addresses: Iterable[str]) -> Iterator[tuple[str, Captured | Failure]]:
        """Yield the content of each address, in their order."""
        each = list(addresses)
        return zip(each, self.web.get_all(each), strict=True)

    def results(self, captured: Captured | Failure, depth: int) -> Iterator[Article | Failure]:
        """Yield the articles of fetched content."""
        if isinstance(captured, Failure):
            yield captured
        else:
            yield from usable(self.inside_captured(captured, depth, fetched=True))

    def inside_captured(self, captured: Captured, depth: int, *, fetched: bool = False) -> Iterator[Article | Failure]:
        """Yield the articles of fetched content or of an item in a container. Raises InputError."""
        source = shown(captured.name)
        if depth > MOST_NESTED:
            raise UnreadableInput(source, f"is nested in more than {MOST_NESTED} containers: not read")
        opened = Opened(captured.name, io.BytesIO(captured.data))
        kind = kind_of(opened.head, captured.url or captured.name, captured.media_type)
        found = self.streamed(opened, kind, depth)
        if not found:
            captured = replace(captured, data=opened.read(self.settings.max_bytes))
            found = self.of_kind("text" if kind == "list" else kind, captured, depth)
        for result in found:
            if fetched and isinstance(result, Article) and result.file == captured.name:
                yield replace(result, file=UNSET, url=captured.url or captured.name)
            else:
                yield result

    def streamed(self, opened: Opened, kind: Kind, depth: int) -> Iterator[Article | Failure] | None:
        """Yield the articles of a container that is read item by item, of any size; return None for other formats."""
        found: Iterable[Article | Captured | Failure]
        if kind == "warc":
            from rashomon.ingest.warc import read_warc

            found = read_warc(opened.raw, opened.name, self.settings)
        elif kind == "mbox":
            from rashomon.ingest.mailbox import read_mailbox

            found = read_mailbox(opened.content, opened.name, self.settings)
        elif kind == "lines":
            from rashomon.ingest.json_records import read_lines

            found = read_lines(opened.content, opened.name, self.settings)
        else:
            return None
        return self.contained(some(found, shown(opened.name)), depth)

    def contained(self, found: Iterable[Article | Captured | Failure], depth: int) -> Iterator[Article | Failure]:
        """Yield the articles of a container's items."""
        for item in found:
            if isinstance(item, Captured):
                yield from usable(self.inside_captured(item, depth + 1))
            else:
                yield item

    def of_kind(self, kind: Kind, captured: Captured, depth: int) -> Iterator[Article | Failure]:
        """Yield the articles of content in a format that is not streamed. Raises InputError."""
        if kind == "mail":
            from rashomon.ingest.mail import read_mail

            yield from self.contained(read_mail(captured, self.settings), depth)
        elif kind == "feed":
            from rashomon.ingest.feeds import read_feed

            yield from self.pointed_at(read_feed(captured, self.settings), captured, depth)
        elif kind == "sitemap":
            from rashomon.ingest.sitemaps import read_sitemap

            yield from self.pointed_at(read_sitemap(captured, self.settings), captured, depth)
        elif kind == "json":
            from rashomon.ingest.json_records import read_json

            yield from read_json(captured.data, captured.name, self.settings)
        else:
            yield from_captured(kind, captured, self.settings)

    def pointed_at(
        self, found: Iterable[Article | Link | Failure], captured: Captured, depth: int
    ) -> Iterator[Article | Failure]:
        """Yield the articles in a feed or sitemap and, with `Settings.follow`, those it links to."""
        left = 0
        some_found = some(found, shown(captured.name))
        for are_links, group in groupby(some_found, lambda item: isinstance(item, Link)):
            if not are_links:
                yield from (item for item in group if not isinstance(item, Link))
            elif self.settings.follow:
                yield from self.follow([item for item in group if isinstance(item, Link)], depth)
            else:
                left += sum(1 for _ in group)
        if left:
            addresses = f"{left:,} addresses" if left > 1 else "one address"
            yield Failure(shown(captured.name), f"links to {addresses}, not fetched: add --follow")

    def follow(self, links: list[Link], depth: int) -> Iterator[Article | Failure]:
        """Yield the articles that a feed or sitemap links to, each once per call."""
        new = {link.url: link for link in links if link.url not in self.followed}
        room = self.settings.max_articles - len(self.followed)
        self.followed |= set(islice(new, room))
        for url, captured in self.fetched(islice(new, room)):
            if isinstance(captured, Captured):
                captured = replace(captured, facts=(*new[url].facts, *captured.facts))
            yield from self.results(captured, depth + 1)
        if len(new) > room:
            left = list(islice(new, room, None))
            more = f"this and {len(left) - 1:,} more addresses are" if len(left) > 1 else "this address is"
            yield Failure(left[0], f"{more} not fetched: over the limit; raise it with --limit")
