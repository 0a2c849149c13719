"""The characters of a PDF, extracted by PDFium. Runs as a separate process on standard input and output.

PDFium is a million lines of C++; if a hostile file makes it crash, hang or use 10 GB, only this process ends. So this
is a script that imports no other module of ours: ``python -P pdfium.py < document.pdf > pages.json``.
"""

from __future__ import annotations

import contextlib
import json
import sys
from typing import Any, TypeAlias

MOST_PAGES = 1_000
MOST_CHARACTERS = 4_000_000
MOST_BYTES = 2 << 30
"""Memory limit in bytes, where the system supports one."""
MOST_SECONDS = 60
"""Limit of processor time, where the system supports one."""

GAP = 3.0
"""Line heights of white space that divide a line in two; justified type has word spaces of nearly two."""
SHIFT = 0.5
"""Line heights by which a character may be higher or lower than the previous one in its line."""
HYPHEN = "\x02"
"""PDFium's mark for a hyphen at the end of a line."""
NO_TEXT = dict.fromkeys([*range(32), 127, 0xFFFE, 0xFFFF])
"""Characters that never belong to text: control characters and two noncharacters."""
UPRIGHT = 0.1
"""Radians up to which type counts as horizontal."""

Run: TypeAlias = tuple[float, float, float, float, str]
"""Left, bottom, right and top of a line of type, in points from the page's lower left corner, and its characters."""


def main() -> None:
    data = sys.stdin.buffer.read()
    hold_down()
    json.dump(read(data), sys.stdout)


def hold_down() -> None:
    """Limit this process's memory and time, where the system supports it."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))  # last: some systems lack it


def read(data: bytes) -> dict[str, Any]:
    """Return ``pages``, each with width, height, number of pictures and runs, and ``metadata``; or else ``error``."""
    import pypdfium2  # type: ignore[import-untyped]
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}
        return {"error": "locked" if locked else "broken"}
    if len(document) > MOST_PAGES:
        return {"error": "long", "pages_told": len(document)}
    left = MOST_CHARACTERS
    pages = []
    lost = 0
    for index in range(len(document)):
        try:
            page = document[index]
            textpage = page.get_textpage()
            left -= textpage.count_chars()
            if left < 0:
                return {"error": "wordy"}
            pages.append((*page.get_size(), pictures_on(page), runs_on(textpage)))
        except pypdfium2.PdfiumError:
            lost += 1
    return {"pages": pages, "metadata": document.get_metadata_dict(skip_empty=True), "lost": lost}


def pictures_on(page: Any) -> int:
    """Count the pictures on a page, except those in forms."""
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFPage_CountObjects(page)
    kinds = (pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, index)) for index in range(min(count, 1000)))
    return sum(kind in {pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM} for kind in kinds)


def runs_on(textpage: Any) -> list[Run]:
    """Return the horizontal lines of type on a page, in drawing order."""
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    runs: list[Run] = []
    text: list[str] = []
    left = bottom = right = top = 0.0
    for index in range(textpage.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(textpage, index))
        if pdfium.FPDFText_IsGenerated(textpage, index):
            if character == " " and text:
                text.append(character)
            elif text:
                runs.append((left, bottom, right, top, as_text(text)))
                text = []
            continue
        if not pdfium.FPDFText_GetLooseCharBox(textpage, index, box) or not level(textpage, index):
            continue
        height = max(box.top - box.bottom, 0.1)
        if text and (
            box.left - right > GAP * height or box.left < left - height or abs(box.bottom - bottom) > SHIFT * height
        ):
            runs.append((left, bottom, right, top, as_text(text)))
            text = []
        if not text:
            left, bottom, right, top = box.left, box.bottom, box.right, box.top
        text.append("\u00ad" if pdfium.FPDFText_IsHyphen(textpage, index) == 1 else character)
        right, top = max(right, box.right), max(top, box.top)
    if text:
        runs.append((left, bottom, right, top, as_text(text)))
    return runs


def as_text(characters: list[str]) -> str:
    """Convert PDFium's characters, which may be UTF-16, to text; invalid ones become U+FFFD or are dropped."""
    text = "".join(characters).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.translate(NO_TEXT)


def level(textpage: Any, index: int) -> bool:
    """Return whether a character is on a horizontal line."""
    import pypdfium2.raw as pdfium

    angle = pdfium.FPDFText_GetCharAngle(textpage, index)
    return bool(angle < UPRIGHT or angle > 2 * 3.14159265 - UPRIGHT)


if __name__ == "__main__":
    main()
