"""Bytes to characters: what is text at all, and in which encoding."""

from __future__ import annotations

import codecs
import re

from rashomon.errors import BinaryInput, UnreadableInput

__all__ = ["decode", "refuse_binary"]

MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive (or a docx, xlsx, odt or epub, which are such)"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a sound, video or WebP file"),
    (b"ID3", "an MP3 sound"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word, Excel or PowerPoint file"),
    (b"{\\rtf", "a rich text (RTF) file"),
    (b"%!PS", "a PostScript file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "an SQLite database"),
)

BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""The 32-bit ones before the 16-bit ones that they begin with."""

CONTROL = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27})
"""Bytes that no text encoding here uses for text; 27 opens the escapes of ISO-2022."""

SAMPLE_BYTES = 65_536
MOST_CONTROL = 0.01
"""Share of control bytes from which the input counts as binary."""

WESTERN = 0.2
FEW = 16
"""Below this share or number of non-ASCII bytes, text that is not UTF-8 is read as Windows-1252: too few to tell."""

MOSTLY = 20
"""Characters in UTF-8 for each byte that is none, in text that is not mostly ASCII."""
BROKEN_BYTE = re.compile("[\udc80-\udcff]")
NOT_ASCII = re.compile(r"[^\x00-\x7f]")

DECLARED = re.compile(
    rb"""<(?:meta\b[^<>]{0,200}?\bcharset|\?xml\b[^<>]{0,100}?\bencoding)\s*+=\s*+(?:["']\s*+)?([\w:.-]{2,40})""", re.I
)

LABEL = re.compile(r"[\w:.-]{2,40}", re.ASCII)

SEVEN_BIT = "iso2022"
"""Text in these is valid UTF-8 by accident."""

WIDE = ("utf-16", "utf-32")
"""Text in these holds NULs. Only who carries it can say so: a page that could be read so far is in no such encoding."""

UNDECLARED = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape", "utf-7"})
"""Codecs of Python's that pages are not written in, and that take quadratic time or make what is no character."""

ADVICE = "save its text as .txt, .md or .html first"


def refuse_binary(data: bytes, source: str, charset: str | None = None) -> None:
    """Raise BinaryInput, naming what it looks like, if ``data`` is not text in any encoding that `decode` knows.

    ``charset`` is the label that its carrier gives: only where it says UTF-16 or UTF-32 is a NUL byte part of text.
    """
    if data.startswith(tuple(bom for bom, _ in BOMS)):
        return
    for magic, name in MAGIC:
        if data.startswith(magic):
            raise BinaryInput(source, f"looks like {name}, not text: {ADVICE}")
    if wide_encoding(data, charset):
        return
    sample = data[:SAMPLE_BYTES]
    if b"\0" in data:
        raise BinaryInput(source, f"is not text (it holds NUL bytes): {ADVICE}, in UTF-8")
    if len(sample) - len(sample.translate(None, CONTROL)) > MOST_CONTROL * len(sample):
        raise BinaryInput(source, f"is not text (too many control characters): {ADVICE}, in UTF-8")


def decode(data: bytes, source: str, charset: str | None = None) -> str:
    """The text of ``data``, byte-order mark left out, line breaks as they are.

    Tried in this order: byte-order mark; UTF-8; ``charset``, the label that its carrier gives (HTTP, a mail); the
    encoding that a page declares; Windows-1252 where most bytes are ASCII; charset-normalizer's best guess. UTF-8 goes
    before what is declared, since hardly any other text is valid UTF-8 and servers and pages often declare wrongly;
    7-bit encodings (ISO-2022) and UTF-16 are the exception. Text that is UTF-8 but for some bytes is read as such, with
    these as Windows-1252, unless another encoding than that is declared and fits. Raises UnreadableInput.
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return strictly(data[len(bom) :], encoding, source)
    told = [codec for codec in (known_encoding(charset), declared_encoding(data)) if codec]
    told = [codec for codec in told if not codec.startswith(WIDE)]
    first = [wide_encoding(data, charset), *(codec for codec in told if codec.startswith(SEVEN_BIT))]
    for encoding in filter(None, (*first, "utf-8", *told)):
        if encoding == "cp1252" and (mended := nearly_utf8(data)):
            return mended
        try:
            return data.decode(encoding)
        except UnicodeError:
            continue
    return nearly_utf8(data) or guessed(data, source)


def nearly_utf8(data: bytes) -> str | None:
    """Text whose characters are UTF-8 but for some bytes, as where parts of a page come from an older system; None for
    any other. Where most of the text is not ASCII, encodings of two bytes a character have some such by accident."""
    text = data.decode("utf-8", "surrogateescape")
    broken = len(BROKEN_BYTE.findall(text))
    whole = len(NOT_ASCII.findall(text)) - broken
    least = 1 if whole + broken < WESTERN * len(text) else MOSTLY
    if not 0 < broken * least <= whole:
        return None
    return BROKEN_BYTE.sub(lambda found: bytes([ord(found[0]) - 0xDC00]).decode("cp1252", "replace"), text)


def strictly(data: bytes, encoding: str, source: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeError as error:
        raise UnreadableInput(
            source, f"starts as {encoding} and is broken as such ({error}): save it as UTF-8"
        ) from None


def declared_encoding(data: bytes) -> str | None:
    """The codec that the head of a page declares, by the WHATWG reading of its label; None if there is none we know."""
    found = DECLARED.search(data[:4096])
    return known_encoding(found[1].decode("ascii")) if found else None


def wide_encoding(data: bytes, charset: str | None) -> str | None:
    """The codec of UTF-16 or UTF-32 that the carrier tells, where the bytes look like it."""
    codec = known_encoding(charset)
    return codec if codec and codec.startswith(WIDE) and b"\0" in data else None


def known_encoding(label: str | None) -> str | None:
    """The codec that a label means by the WHATWG reading; None for one that we do not know."""
    if not label or not LABEL.fullmatch(label):
        return None
    try:
        codec = codecs.lookup(label)
        codec.decode(b"")
    except (LookupError, ValueError, TypeError):
        return None
    if not codec._is_text_encoding or codec.name in UNDECLARED:  # the former are rot13, zlib, base64 …
        return None
    return "cp1252" if codec.name in {"ascii", "iso8859-1"} else codec.name


def guessed(data: bytes, source: str) -> str:
    """Text in an encoding that nothing names."""
    high = len(data) - len(data.translate(None, bytes(range(128, 256))))
    if high < max(FEW, WESTERN * len(data)):
        try:
            return data.decode("cp1252")
        except UnicodeError:
            return data.decode("latin-1")
    import charset_normalizer

    best = charset_normalizer.from_bytes(data).best()
    if best is None:
        raise UnreadableInput(source, "is in no encoding that can be told: save it as UTF-8")
    return str(best)
