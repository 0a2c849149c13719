"""From bytes to characters: whether an input is text, and in which encoding."""

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
"""The 32-bit marks come before the 16-bit marks that they start with."""

CONTROL = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27})
"""Bytes that no supported encoding uses for text; 27 starts the escape sequences of ISO-2022."""

SAMPLE_BYTES = 65_536
MOST_CONTROL = 0.01
"""Share of control bytes from which the input counts as binary."""

WESTERN = 0.2
FEW = 16
"""Fewest non-ASCII bytes, as a share or number, for guessing an encoding; below, non-UTF-8 text is read as
Windows-1252."""

MOSTLY = 20
"""Characters in UTF-8 for each byte that is none, in text that is not mostly ASCII."""
BROKEN_BYTE = re.compile("[\udc80-\udcff]")
NOT_ASCII = re.compile(r"[^\x00-\x7f]")

DECLARED = re.compile(
    rb"""<(?:meta\b[^<>]{0,200}?\bcharset|\?xml\b[^<>]{0,100}?\bencoding)\s*+=\s*+(?:["']\s*+)?([\w:.-]{2,40})""", re.I
)

LABEL = re.compile(r"[\w:.-]{2,40}", re.ASCII)

SEVEN_BIT = "iso2022"
"""Text in these encodings may be valid UTF-8 by accident."""

WIDE = ("utf-16", "utf-32")
"""Text in these contains NUL bytes. Only the carrier's label counts: a page whose own declaration can be read as ASCII
is not in one of them."""

UNDECLARED = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape", "utf-7"})
"""Python codecs that pages do not use, and that take quadratic time or produce invalid characters."""

ADVICE = "save its text as .txt, .md or .html first"


def refuse_binary(data: bytes, source: str, charset: str | None = None) -> None:
    """Raise BinaryInput, naming the apparent format, if ``data`` is not text in an encoding that `decode` knows.

    ``charset`` is the carrier's label. NUL bytes are allowed only if it says UTF-16 or UTF-32.
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
        raise BinaryInput(source, f"is not text (it contains NUL bytes): {ADVICE}, in UTF-8")
    if len(sample) - len(sample.translate(None, CONTROL)) > MOST_CONTROL * len(sample):
        raise BinaryInput(source, f"is not text (too many control characters): {ADVICE}, in UTF-8")


def decode(data: bytes, source: str, charset: str | None = None) -> str:
    """Decode ``data``, without its byte-order mark and with line breaks unchanged.

    The order is: byte-order mark; UTF-8; ``charset``, the carrier's label (HTTP, a mail); the encoding that a page
    declares; Windows-1252 if most bytes are ASCII; charset-normalizer's best guess. UTF-8 comes before declarations
    because hardly any other text is valid UTF-8, and declarations are often wrong; 7-bit encodings (ISO-2022) and
    UTF-16 are the exception. Text that is UTF-8 except for some bytes is read as UTF-8, with these bytes as
    Windows-1252, unless another encoding is declared and fits. Raises UnreadableInput.
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
            source, f"starts as {encoding} but is not valid {encoding} ({error}): save it as UTF-8"
        ) from None


def declared_encoding(data: bytes) -> str | None:
    """Return the codec that the start of a page declares, by the WHATWG's labels; None if there is none we know."""
    found = DECLARED.search(data[:4096])
    return known_encoding(found[1].decode("ascii")) if found else None


def wide_encoding(data: bytes, charset: str | None) -> str | None:
    """Return the codec of UTF-16 or UTF-32 that the carrier declares, if the bytes agree."""
    codec = known_encoding(charset)
    return codec if codec and codec.startswith(WIDE) and b"\0" in data else None


def known_encoding(label: str | None) -> str | None:
    """Return the codec for a label, by the WHATWG's labels; None if we do not know it."""
    if not label or not LABEL.fullmatch(label):
        return None
    try:
        codec = codecs.lookup(label)
        codec.decode(b"")
    except (LookupError, ValueError, TypeError):
        return None
    if not codec._is_text_encoding or codec.name in UNDECLARED:  # not rot13, zlib, base64 …
        return None
    return "cp1252" if codec.name in {"ascii", "iso8859-1"} else codec.name


def guessed(data: bytes, source: str) -> str:
    """Decode text whose encoding nothing declares."""
    high = len(data) - len(data.translate(None, bytes(range(128, 256))))
    if high < max(FEW, WESTERN * len(data)):
        try:
            return data.decode("cp1252")
        except UnicodeError:
            return data.decode("latin-1")
    import charset_normalizer

    best = charset_normalizer.from_bytes(data).best()
    if best is None:
        raise UnreadableInput(source, "has an encoding that cannot be determined: save it as UTF-8")
    return str(best)
