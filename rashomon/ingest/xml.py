"""XML from outside: decoded, without document type and entities, and parsed element by element."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterable, Iterator
from html.entities import html5
from typing import TYPE_CHECKING

from rashomon.errors import UnreadableInput
from rashomon.ingest.decode import decode, refuse_binary

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

__all__ = ["Elements", "local_name", "plain_xml", "root_tag", "text_of"]

HEAD_BYTES = 65_536
"""Number of bytes in which the root element is looked for."""

PROLOG = re.compile(r"(?:\s++|<\?[^>]*+>|<!--(?:[^-]|-(?!->))*+-->)*+")
"""XML declaration, processing instructions and comments."""
DOCTYPE = re.compile(
    r"""<!DOCTYPE(?:[^\[>"']++|"[^"]*+"|'[^']*+')*+
    (?:\[(?:[^\]"'<]++|"[^"]*+"|'[^']*+'|<!--(?:[^-]|-(?!->))*+-->|<(?!!--))*+\]\s*+)?+>""",
    re.I | re.X,
)
ROOT = re.compile(r"<(?:[\w.-]{1,100}:)?([\w.-]{1,100})(?=[\s/>])[^>]{0,8192}")

END = re.compile(rb"</(?:[\w.-]{1,100}:)?([\w.-]{1,100})\s{0,100}>")

OF_NO_USE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML does not allow."""
NUMBER = re.compile(r"&#(?:(?=\d)0*+(\d*+)|x(?=[0-9a-f])0*+([0-9a-f]*+));", re.A | re.I)
LONGEST_NUMBER = 7
"""Most digits of a numeric reference; references to surrogates, which libxml2 turns into invalid UTF-8, are dropped."""
REFERENCE = re.compile(
    r"""<!\[CDATA\[.*?(?:\]\]>|\Z) | <!--.*?(?:-->|\Z)
    | <(?![^\W\d]|[/!?]) | &(?!(?:amp|lt|gt|quot|apos|\#\d{1,7}|\#x[0-9a-f]{1,6});) (?:([a-z]\w{0,31});)?""",
    re.I | re.S | re.X,
)


def plain_xml(data: bytes, source: str) -> bytes:
    """Return ``data`` in UTF-8, without XML declaration, document type, comments and entities that XML does not
    predefine.

    Entities are never expanded: HTML's are replaced by their characters, others become plain text, as does a bare
    ampersand. The declared encoding counts only if the data is not UTF-8, as in `decode`. Raises BinaryInput,
    UnreadableInput.
    """
    refuse_binary(data, source)
    text = NUMBER.sub(character_of, OF_NO_USE.sub("", decode(data, source)))
    start = PROLOG.match(text)
    at = start.end() if start else 0
    if text[at : at + 9].upper() == "<!DOCTYPE":
        found = DOCTYPE.match(text, at)
        if not found:
            raise UnreadableInput(source, "has a document type declaration that does not end: is it broken off?")
        at = found.end()
    return REFERENCE.sub(without_entity, text[at:]).strip().encode()


def character_of(found: re.Match[str]) -> str:
    """Return a numeric character reference, or nothing if its number is not a valid character."""
    number, base = (found[2], 16) if found[1] is None else (found[1], 10)
    code = int(number or "0", base) if len(number) <= LONGEST_NUMBER else sys.maxunicode + 1
    return f"&#{code};" if code <= sys.maxunicode and not OF_NO_USE.match(chr(code)) else ""


def without_entity(found: re.Match[str]) -> str:
    """Replace a reference by characters, escape a bare & or <, drop a comment, keep a CDATA section."""
    if found[0].startswith("<"):
        return "&lt;" if found[0] == "<" else "" if found[0].startswith("<!--") else found[0]
    if found[1] is None:
        return "&amp;"
    characters = html5.get(f"{found[1]};")
    if characters is None:
        return f"&amp;{found[1]};"
    return "".join(f"&#{ord(character)};" for character in characters)


def root_tag(data: bytes) -> tuple[str, str]:
    """Return the root element's local name and its start tag, as far as present; two empty strings if it is not XML."""
    head = data[:HEAD_BYTES]
    encoding = "utf-16" if head[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    text = head.decode(encoding, "replace")
    at = PROLOG.match(text)
    start = at.end() if at else 0
    doctype = DOCTYPE.match(text, start)
    if doctype:
        at = PROLOG.match(text, doctype.end())
        start = at.end() if at else start
    root = ROOT.match(text, start)
    return (root[1].lower(), root[0]) if root else ("", "")


class Elements:
    """Yields the elements with given names, each as soon as it is complete; then ``problem`` says what was wrong.

    Nothing is fetched and no entity expanded; libxml2's own limits apply (256 levels, 10 MB per text). Malformed markup
    is repaired as libxml2 does it.
    """

    def __init__(self, data: bytes, names: Iterable[str]) -> None:
        self.data = data
        self.names = tuple(names)
        self.problem = ""
        """Set after the last element: why the document could not be read completely, or as it is."""

    def __iter__(self) -> Iterator[_Element]:
        from lxml import etree  # type: ignore[import-untyped]

        stream = Ending(self.data)
        context = etree.iterparse(
            stream,
            events=("end",),
            tag=[f"{{*}}{name}" for name in self.names],
            recover=True,
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        whole = self.ends_as_it_should()
        try:
            for _, element in context:
                if stream.ended:  # from here on, elements end only because the document does
                    if not whole:
                        break
                    self.problem = "its tags do not match"
                yield element
        except etree.XMLSyntaxError:
            whole = False
        if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in context.error_log):
            self.problem = "it is nested too deeply or contains a text that is too long"
        elif not whole:
            self.problem = "it breaks off"

    def ends_as_it_should(self) -> bool:
        """Return whether the last end tag closes the root."""
        ends = END.findall(self.data[-HEAD_BYTES:])
        return bool(ends) and ends[-1].decode("utf-8", "replace").lower() == root_tag(self.data)[0]


class Ending(io.BytesIO):
    """A stream that knows whether it was read to its end."""

    ended = False

    def read(self, size: int | None = -1) -> bytes:
        chunk = super().read(size)
        self.ended = not chunk
        return chunk


def local_name(element: _Element) -> str:
    """Return an element's name without namespace or undeclared prefix, in lower case."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2].lower()


def text_of(element: _Element, longest: int) -> str:
    """Return the text within an element, white space normalised; empty if longer than ``longest``."""
    text = "".join(element.itertext())
    return " ".join(text.split()) if len(text) <= longest else ""
