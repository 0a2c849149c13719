"""What kind an input is of: told by its content, by its declared type or its name where the content leaves it open."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath
from typing import Literal

from rashomon.ingest.decode import BOMS

__all__ = ["KNOWN_SUFFIXES", "MEDIA_TYPES", "PAGE_START", "Kind", "charset_of", "kind_of", "suffix_of"]

Kind = Literal["pdf", "warc", "mbox", "mail", "feed", "sitemap", "xml", "page", "json", "lines", "list", "text"]
"""``lines`` is JSON a line (JSONL), ``json`` one value, ``xml`` some other XML, ``text`` plain text or Markdown."""

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
"""Readers take a PDF whose first bytes are something else."""

ARCHIVES = (b"WARC/", b"filedesc:", b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18", b"\x04\x22\x4d\x18")
"""What WARC and ARC begin with, and what is packed with Zstandard or LZ4, as they may be."""

MBOX = re.compile(rb"From \S{1,300} +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [^\n]{10,60}\r?\n>?[A-Za-z][A-Za-z0-9-]{0,60}:")
HEADER = re.compile(rb"([!-9;-~]{1,76}):[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*")
"""A header of a mail, folded lines and all."""
SENT = frozenset({b"from", b"date", b"subject", b"to"})
CARRIED = frozenset({b"message-id", b"mime-version", b"received", b"return-path", b"delivered-to", b"dkim-signature"})
MOST_HEADERS = 500

OBJECT_LINE = re.compile(r"\s*\{.*\}\s*")
JSON_START = re.compile(r"\s*[\[{]\s*[\]\[{}\"0-9tfn-]")


def kind_of(head: bytes, name: str, media_type: str | None = None) -> Kind:
    """The kind of an input by its first bytes (unpacked), its name and its declared type."""
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
    """What the declared type says, else the suffix of the name."""
    declared = (media_type or "").partition(";")[0].strip().lower()
    return MEDIA_TYPES.get(declared) or SUFFIXES.get(suffix_of(name))


def charset_of(media_type: str | None) -> str | None:
    """The label of the encoding in a declared type."""
    found = CHARSET.search(media_type or "", 0, 1000)
    return found[1] if found else None


def suffix_of(name: str) -> str:
    """The suffix of a file's name in small letters, that of the packed file for ``a.html.gz``."""
    path = PurePath(name.partition("?")[0] if "://" in name else name)
    return PurePath(path.stem).suffix.lower() if path.suffix.lower() == ".gz" else path.suffix.lower()


def looks_like_mail(head: bytes, *, hinted: bool) -> bool:
    """Whether the input begins as a mail does: with headers alone, of which enough are a mail's own.

    An article that is headed "From: …, Date: …" is none: a mail that was really sent also tells who carried it.
    """
    names: set[bytes] = set()
    at = len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0
    while len(names) < MOST_HEADERS and (found := HEADER.match(head, at)):
        names.add(found[1].lower())
        at = found.end()
    if hinted:
        return bool(names & (SENT | CARRIED))
    ended = at == len(head) or head.startswith((b"\n", b"\r\n"), at)
    return ended and bool(names & CARRIED) and len(names & (SENT | CARRIED)) > 2


def roughly_decoded(head: bytes) -> str:
    """The beginning as text good enough to see its first signs."""
    for bom, encoding in BOMS:
        if head.startswith(bom):
            return head[len(bom) :].decode(encoding, "replace")
    return head.decode("latin-1")


def is_archive(head: bytes) -> bool:
    """Whether what begins like a web archive is one."""
    from rashomon.ingest.warc import looks_like_warc

    return looks_like_warc(head)


def structured_kind(start: str, head: bytes, text: str, hint: Kind | None) -> Kind | None:
    """What begins as markup or JSON does; None for text that does."""
    from rashomon.ingest.feeds import looks_like_feed
    from rashomon.ingest.sitemaps import looks_like_sitemap

    if start != "[" and looks_like_feed(head):
        return "feed"
    if start != "<":
        return json_kind(text, hint)
    return "sitemap" if looks_like_sitemap(head) else markup_kind(text, hint)


def markup_kind(text: str, hint: Kind | None) -> Kind:
    """What begins with "<" and is neither feed nor sitemap."""
    if PAGE_START.match(text, 0, 8192) or (hint == "page" and TAG.search(text)):
        return "page"
    return "xml" if hint == "xml" or text.lstrip()[:5].lower() == "<?xml" else "text"


def json_kind(text: str, hint: Kind | None) -> Kind | None:
    """What begins with a brace or bracket; None for text that does, such as "[Updated] …"."""
    if hint == "lines" and not text.lstrip().startswith("["):  # no row is a list
        return "lines"
    first, _, rest = text.lstrip().partition("\n")
    if OBJECT_LINE.fullmatch(first) and rest.lstrip().startswith("{"):
        return "lines"
    if hint == "json" or JSON_START.match(text):
        return "json"
    return None
