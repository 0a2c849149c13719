"""Format detection: by content first, then by declared media type or file name."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath
from typing import Literal

from rashomon.ingest.decode import BOMS

__all__ = ["KNOWN_SUFFIXES", "MEDIA_TYPES", "PAGE_START", "Kind", "charset_of", "kind_of", "suffix_of"]

Kind = Literal["pdf", "warc", "mbox", "mail", "feed", "sitemap", "xml", "page", "json", "lines", "list", "text"]
"""``lines`` is JSON Lines, ``json`` one JSON value, ``xml`` any other XML, ``text`` plain text or Markdown."""

SUFFIXES: dict[str, Kind] = {
    ".pdf": "pdf",
    ".warc": "warc",
    ".mbox": "mbox",
    ".eml": "mail",
    ".mht": "mail",
    ".mhtml": "mail",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".shtml": "page",
    ".json": "json",
    ".ninjs": "json",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".list": "list",
    ".urls": "list",
    ".xml": "xml",
    ".rss": "xml",
    ".atom": "xml",
    ".rdf": "xml",
}
KNOWN_SUFFIXES = frozenset({*SUFFIXES, ".txt", ".text", ".md", ".markdown"})

MEDIA_TYPES: dict[str, Kind] = {
    "application/pdf": "pdf",
    "application/warc": "warc",
    "application/mbox": "mbox",
    "message/rfc822": "mail",
    "text/html": "page",
    "application/xhtml+xml": "page",
    "application/json": "json",
    "application/ld+json": "json",
    "application/feed+json": "json",
    "application/x-ndjson": "lines",
    "application/jsonl": "lines",
}

CHARSET = re.compile(r""";\s*charset\s*=\s*["']?([\w:.-]{2,40})""", re.I | re.ASCII)

PAGE_START = re.compile(
    r"\s*+(?:<\?xml[^>]{0,200}\?>\s*+)?(?:<!--(?:[^-]|-(?!->))*+-->\s*+)*+<(?:!doctype\s+html|html|head|body)\b", re.I
)
TAG = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]{0,2000})?>", re.I)
PDF = re.compile(rb"[\s\S]{0,1024}?%PDF-\d")
"""Readers accept a PDF with other bytes before its signature."""

ARCHIVES = (b"WARC/", b"filedesc:", b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18", b"\x04\x22\x4d\x18")
"""Signatures of WARC and ARC, and of Zstandard and LZ4, with which they may be compressed."""

MBOX = re.compile(rb"From \S{1,300} +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [^\n]{10,60}\r?\n>?[A-Za-z][A-Za-z0-9-]{0,60}:")
HEADER = re.compile(rb"([!-9;-~]{1,76}):[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*")
"""A mail header, including folded lines."""
HEADER_LINE = re.compile(rb"^([!-9;-~]{1,76}):", re.MULTILINE)
EMPTY_LINE = re.compile(rb"\r?\n\r?\n")
SENT = frozenset({b"from", b"date", b"subject", b"to"})
CARRIED = frozenset({b"message-id", b"mime-version", b"received", b"return-path", b"delivered-to", b"dkim-signature"})
MOST_HEADERS = 500

OBJECT_LINE = re.compile(r"\s*\{.*\}\s*")
JSON_START = re.compile(r"\s*[\[{]\s*[\]\[{}\"0-9tfn-]")


def kind_of(head: bytes, name: str, media_type: str | None = None) -> Kind:
    """Detect the format of an input from its first bytes (decompressed), its name and its declared type."""
    hint = hinted(name, media_type)
    if head.startswith(b"%PDF") or (hint == "pdf" and PDF.match(head)):
        return "pdf"
    if head.startswith(ARCHIVES) and is_archive(head):
        return "warc"
    if MBOX.match(head):
        return "mbox"
    if looks_like_mail(head, hinted=hint == "mail"):
        return "mail"
    text = roughly_decoded(head)
    if (start := text.lstrip()[:1]) in ("<", "{", "[") and (found := structured_kind(start, head, text, hint)):
        return found
    if hint == "page":
        return "page" if TAG.search(text) else "text"
    return hint if hint in ("list", "json", "lines") else "text"


def hinted(name: str, media_type: str | None) -> Kind | None:
    """Return the format by the declared type, else by the suffix of the name."""
    declared = (media_type or "").partition(";")[0].strip().lower()
    return MEDIA_TYPES.get(declared) or SUFFIXES.get(suffix_of(name))


def charset_of(media_type: str | None) -> str | None:
    """Return the encoding label in a media type."""
    found = CHARSET.search(media_type or "", 0, 1000)
    return found[1] if found else None


def suffix_of(name: str) -> str:
    """Return the suffix of a file name in lower case; for ``a.html.gz`` that of the compressed file."""
    path = PurePath(name.partition("?")[0] if "://" in name else name)
    return PurePath(path.stem).suffix.lower() if path.suffix.lower() == ".gz" else path.suffix.lower()


def looks_like_mail(head: bytes, *, hinted: bool) -> bool:
    """Return whether the input starts like a mail: with headers only, enough of which are specific to mail.

    An article that starts with "From: …, Date: …" is not one: a delivered mail also has headers about its transport.
    If the input is said to be a mail (``hinted``), empty lines before the headers and invalid lines among them are
    ignored.
    """
    if hinted:
        headers = EMPTY_LINE.split(head.lstrip(b"\r\n"), maxsplit=1)[0] + b"\n"
        return any(found[1].lower() in SENT | CARRIED for found in HEADER_LINE.finditer(headers))
    names: set[bytes] = set()
    at = len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0
    while len(names) < MOST_HEADERS and (found := HEADER.match(head, at)):
        names.add(found[1].lower())
        at = found.end()
    ended = at == len(head) or head.startswith((b"\n", b"\r\n"), at)
    return ended and bool(names & CARRIED) and len(names & (SENT | CARRIED)) > 2


def roughly_decoded(head: bytes) -> str:
    """Decode the start of an input well enough to see its first characters."""
    for bom, encoding in BOMS:
        if head.startswith(bom):
            return head[len(bom) :].decode(encoding, "replace")
    return head.decode("latin-1")


def is_archive(head: bytes) -> bool:
    """Return whether an input with the signature of a web archive is one."""
    from rashomon.ingest.warc import looks_like_warc

    return looks_like_warc(head)


def structured_kind(start: str, head: bytes, text: str, hint: Kind | None) -> Kind | None:
    """Return the format of an input that starts like markup or JSON; None if it is text."""
    from rashomon.ingest.feeds import looks_like_feed
    from rashomon.ingest.sitemaps import looks_like_sitemap

    if start != "[" and looks_like_feed(head):
        return "feed"
    if start != "<":
        return json_kind(text, hint)
    return "sitemap" if looks_like_sitemap(head) else markup_kind(text, hint)


def markup_kind(text: str, hint: Kind | None) -> Kind:
    """Return the format of an input that starts with "<" and is neither a feed nor a sitemap."""
    if PAGE_START.match(text, 0, 8192) or (hint == "page" and TAG.search(text)):
        return "page"
    return "xml" if hint == "xml" or text.lstrip()[:5].lower() == "<?xml" else "text"


def json_kind(text: str, hint: Kind | None) -> Kind | None:
    """Return the format of an input that starts with a brace or bracket; None for text such as "[Updated] …"."""
    if hint == "lines" and not text.lstrip().startswith("["):  # a row is never a list
        return "lines"
    first, _, rest = text.lstrip().partition("\n")
    if OBJECT_LINE.fullmatch(first) and rest.lstrip().startswith("{"):
        return "lines"
    if hint == "json" or JSON_START.match(text):
        return "json"
    return None
