"""PDFs made from scratch: a document is a few objects and a table of where they stand."""

from collections.abc import Callable

import pytest


@pytest.fixture
def type_line() -> Callable[..., bytes]:
    """Make the operators that draw a line of Helvetica at a place, in points."""

    def draw(left: int, bottom: int, text: str, size: int = 10) -> bytes:
        shown = text.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
        return b"BT /F %d Tf %d %d Td (%s) Tj ET\n" % (size, left, bottom, shown)

    return draw


@pytest.fixture
def make_pdf() -> Callable[..., bytes]:
    """Make a PDF of content streams, a page each; ``info`` and ``trailer`` are entries of those dictionaries."""

    def make(*pages: bytes, info: bytes = b"", trailer: bytes = b"") -> bytes:
        picture = 4 + 2 * len(pages)
        kids = b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(len(pages)))
        objects = [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages)),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        ]
        for n, content in enumerate(pages):
            resources = b"<</Font<</F 3 0 R>>/XObject<</I %d 0 R>>>>" % picture
            box = b"/MediaBox[0 0 600 800]/Contents %d 0 R/Resources%s" % (5 + 2 * n, resources)
            objects.append(b"<</Type/Page/Parent 2 0 R%s>>" % box)
            objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
        grey = b"/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1"
        objects.append(b"<</Type/XObject/Subtype/Image%s>>stream\n\x00\nendstream" % grey)
        objects.append(b"<<%s>>" % info)
        data, places = b"%PDF-1.7\n", []
        for number, content in enumerate(objects, start=1):
            places.append(len(data))
            data += b"%d 0 obj%s\nendobj\n" % (number, content)
        table = b"".join(b"%010d 00000 n \n" % place for place in places)
        end = b"<</Size %d/Root 1 0 R/Info %d 0 R%s>>" % (len(objects) + 1, len(objects), trailer)
        head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        return data + head + table + b"trailer%s\nstartxref\n%d\n%%%%EOF\n" % (end, len(data))

    return make
