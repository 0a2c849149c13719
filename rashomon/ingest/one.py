"""Formats that contain exactly one article: a page, a text, a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from rashomon.errors import EmptyInput, InputError, UnreadableInput
from rashomon.ingest.byte_streams import shown
from rashomon.ingest.captured import Captured
from rashomon.ingest.decode import decode, refuse_binary
from rashomon.ingest.formats import Kind, charset_of
from rashomon.ingest.text import from_text, sha256

if TYPE_CHECKING:
    from rashomon.settings import Settings
    from rashomon.types import Article

__all__ = ["from_captured"]


def from_captured(kind: Kind, captured: Captured, settings: Settings) -> Article:
    """Return the article in captured bytes. Raises InputError."""
    source = shown(captured.name)
    if kind == "pdf":
        from rashomon.ingest.pdf import from_pdf

        return from_pdf(captured, settings)
    charset = charset_of(captured.media_type)
    refuse_binary(captured.data, source, charset)
    if kind == "xml":
        raise UnreadableInput(source, "is unsupported XML: only feeds, sitemaps and XHTML pages are read")
    text = decode(captured.data, source, charset)
    if not text.strip():
        raise EmptyInput(source, "is empty" if not captured.data else "contains only white space")
    digest = sha256(captured.data)
    if kind == "page":
        from rashomon.ingest.html import from_html

        try:
            article = from_html(text, name=captured.name, bytes_sha256=digest, url=captured.url)
        except InputError as error:
            raise type(error)(source, error.problem) from None
    else:
        article = from_text(text, name=captured.name, bytes_sha256=digest)
    if captured.facts:
        from rashomon.ingest.html_fragments import with_facts

        article = with_facts(article, captured.facts)
    return replace(article, url=captured.url) if captured.url else article
