"""Captions, picture credits and corrections."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["galleries", "is_caption", "is_correction", "opens_correction"]

SOURCE = (
    r"(?:AP|AFP|Reuters|REUTERS|EPA|Getty|Shutterstock|Alamy|iStock|PA|UPI|Xinhua|Sipa|Zuma|ZUMA|EFE|dpa|WENN|Corbis)"
)
HEAD = (
    r"FILE(?: PHOTO| PIC| IMAGE)?\s*(?:[-–—:]|\.\s)"
    r"|(?i:(?:(?:file )?(?:photo|photograph|image|picture|pic)(?: credit| source| copyright)?|photos? by|graphic"
    r"|(?:photo )?illustration|(?:video |image |media )?caption|pictured|photographer)\s*:)"
    r"|(?i:(?:image|media|photo|video) ?(?:caption|copyright|credit|source)) ?[A-Z©]"
    r"|(?:Photo|Photograph|Picture|Image)s? (?:by|courtesy(?: of)?|via|from) [A-Z]"
    r"|(?:AP|AFP|Reuters|UPI|EPA) [Pp]hoto\b"
    r"|(?i:enlarge this image|(?:toggle|hide) caption)\b"
    r"|Facebook Twitter (?:Google\+ |Whatsapp )?Pinterest [A-Z]"
    rf"|(?:{SOURCE}(?: Images)?|Handout)(?: - (?:Contributor|Handout|{SOURCE})|: ?Associated Press)\b"
    r"|Getty Images [A-Z][a-z]"
)
CREDIT = (
    rf"[\w .,&'’/|-]{{0,60}}?(?:(?:\bvia|[/©|])\s*{SOURCE}\b(?:[ /]Images| News)?|{SOURCE} Images"
    rf"|Getty(?: Images)?|{SOURCE}\s*/\s*[\w .]{{2,40}})(?: ?/ ?[\w .]{{2,40}})?$"
)
TAIL = (
    rf"[(\[][^()\[\]]{{0,80}}?(?:\b[Pp]hoto\b|Getty|/{SOURCE}\b|{SOURCE}/|\bImages\b|(?:Photograph|Picture|Image):)"
    r"[^()\[\]]{0,80}[)\]]$"
)
CAPTION_WORDS = (
    "file photo images picture pic image caption graphic illustration getty reuters/ /reuters afp ap/ /ap epa alamy "
    "pinterest handout shutterstock istock upi xinhua sipa zuma efe dpa wenn corbis via © pool"
).split()
"""Substrings that every recognised caption contains one of; without them no pattern is tried."""
CORRECTION_WORDS = ("correct", "clarif", "amend", "erratum", "version of this", "updated", "revised", "edited")
PLACE = re.compile(r"(\d{1,3}) ?(?:/|of) ?(\d{1,3})(?: (?:show|see|view) all)?(?= |$)", re.IGNORECASE)
"""A picture's place in its gallery."""
FEWEST_PICTURES = 3
MOST_BETWEEN_PICTURES = 4
LONGEST_CREDIT = 90
LONGEST_CAPTION = 600

CORRECTION = (
    r"(?i)\(?(?:corrections?|clarification|corrected|amendment|erratum)(?: appended)?\s*(?:[:.(—–-]|$)"
    r"|(?:editor['’]?s?['’]? note|note|update|\*|\()[:\s*—–-]*"
    r"(?=.{0,80}(?:earlier|previous|original) version|.{0,60}(?:corrected|amended)\b)"
    r"|an? (?:earlier|previous|prior|original|initial) version of this (?:article|story|post|report|piece)"
    r"|[\[(*_]{0,3}(?:(?:editor['’]?s?['’]? )?(?:note|updated?)[:\s*—–-]{1,3})?"
    r"this (?:article|story|post|report|piece|page|item|entry)(?:['’]s headline)? (?:has (?:since )?been|was) "
    r"(?:\w+ )?(?:updated|corrected|amended|revised|clarified|edited)"
)
CORRECTION_HEAD = re.compile(r"(?:corrections?|clarification)(?: appended)?\s*[:.]?$", re.IGNORECASE)
LONGEST_CORRECTION = 1_500


def is_caption(line: str) -> bool:
    """Return whether a line is a caption or credit: "FILE - In this …", "… (AP Photo/Jane Doe)", "Getty"."""
    low = line.lower() if len(line) <= LONGEST_CAPTION else ""
    if not any(word in low for word in CAPTION_WORDS):
        return False
    bare = line.rstrip(". ")
    if re.match(HEAD, line) or re.search(TAIL, bare[-200:]):
        return True
    return len(bare) <= LONGEST_CREDIT and bool(re.match(CREDIT, bare.strip("()[]")))


def galleries(lines: Sequence[str]) -> set[int]:
    """Return the numbers of the lines that are a gallery's: "1/34", its picture's caption, "2/34" …"""
    found: set[int] = set()
    counted = [
        (at, int(m[1]), int(m[2]), m.end() == len(line)) for at, line in enumerate(lines) if (m := PLACE.match(line))
    ]
    for n, (at, place, of, bare) in enumerate(counted):
        after = counted[n + 1] if n + 1 < len(counted) else None
        goes_on = after is not None and after[1:3] == (place + 1, of) and after[0] - at <= MOST_BETWEEN_PICTURES
        last = n > 0 and place > 1 and counted[n - 1][1:3] == (place - 1, of)
        if goes_on and after is not None:
            found.update(range(at, after[0]))
        elif place <= of and (last or (bare and of >= FEWEST_PICTURES)):
            found.update(range(at, min(at + 1 + bare, len(lines))))
    return found


def is_correction(line: str) -> bool:
    """Return whether a line says what was wrong or was changed in the article."""
    low = line.lower() if len(line) <= LONGEST_CORRECTION else ""
    return any(word in low for word in CORRECTION_WORDS) and re.match(CORRECTION, line) is not None


def opens_correction(line: str) -> bool:
    """Return whether a line is only the heading of a correction, which follows on the next line."""
    return bool(CORRECTION_HEAD.match(line))
