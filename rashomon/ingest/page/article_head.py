"""The head of an article: the blocks from its title to the first line of the story.

Extractors omit most of it: author and date, decks, and the caption of the first picture.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rashomon.ingest.facts.date_formats import days_in
from rashomon.ingest.page.word_lists import any_of
from rashomon.ingest.text import letters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rashomon.ingest.page.blocks import Block
    from rashomon.ingest.page.element_names import Role
    from rashomon.types import PassageKind

__all__ = ["FULL_STOP", "HEADINGS", "LINKED", "describes", "head_of", "in_other_words", "is_prose", "tells_who_or_when"]

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LINKED = 0.85
"""Share of a block's characters in links from which it counts as a link."""
LONGEST_CAPTION = 300
LONGEST_DECK = 300
LONGEST_BYLINE = 120
DECK_WORDS = 5
TITLE_SHARED = 0.5

WORD = re.compile(r"\w+")
SENTENCE_BREAK = re.compile(r"(?<=[.!?。…])[\"'’”»)\]]*\s+")
FULL_STOP = re.compile(r"[.!?。…][\"'’”»)\]]*$")
BY = re.compile(r"(?:by|von|par|por|di|door|av)\s+[^\W\d_]", re.IGNORECASE)
CREDIT = re.compile(
    r"©|\b(?:credits?|photos?|fotos?|photographs?|images?|bild(?:er)?|pictures?|photographer|crédit|quelle)"
    r"(?: credit)?\s*(?::|by |courtesy |via )"
    r"|[(\[][^()\[\]]{0,60}\b(?:photos?|images|ap|afp|epa|reuters)\b[^()\[\]]{0,60}[)\]]$",
    re.IGNORECASE,
)
TIME = re.compile(r"\b\d{1,2}[:.h]\d\d\b")
MINUTES = r"\d{1,3}(?:\s?[-–]\s?\d{1,3})?[\s-]?(?:min(?:s|ut\w{0,4})?|мин(?:ут\w?)?)\b\.?"
READING_TIME = re.compile(
    rf"{MINUTES}(?:\s{any_of('phrases', 'reading')})?|{any_of('phrases', 'reading')}\s?:?\s?(?:ca\. )?{MINUTES}",
    re.IGNORECASE,
)
OF_ROLE: dict[Role, PassageKind] = {"deck": "headline", "caption": "caption", "update": "update"}


def head_of(blocks: Sequence[Block], roles: Sequence[Role | None], title: str) -> dict[int, PassageKind | None]:
    """Return the kinds of the head's blocks by index in ``blocks``, which end where the story begins.

    The kind is None for a block that is story although its element is named for the author. Empty if the title is not
    above the story. What is repeated for other screen sizes is used once; other blocks, such as buttons and links, are
    left out.
    """
    start = top = title_at(blocks, roles, title)
    if top is None or start is None:
        return {}
    while start and dated(blocks[start - 1], roles[start - 1]):
        start -= 1
    head: dict[int, PassageKind | None] = {top: "headline"}
    seen = {letters(blocks[top].text)}
    notes = notes_in(blocks, roles)
    for at in range(start, len(blocks)):
        kind = kind_in_head(blocks[at], roles[at], at == top + 1)
        if kind and letters(blocks[at].text) not in seen:
            head[at] = None if at in notes else kind
            seen.add(letters(blocks[at].text))
    return head


def notes_in(blocks: Sequence[Block], roles: Sequence[Role | None]) -> set[int]:
    """Return the blocks in elements named for the author, if two are in a row: one alone is about the author."""
    prose = {at for at, role in enumerate(roles) if role == "byline" and is_prose(blocks[at].text)}
    return {at for at in prose if at - 1 in prose or at + 1 in prose}


def title_at(blocks: Sequence[Block], roles: Sequence[Role | None], title: str) -> int | None:
    """Return the last block that is the title, or the last top-level heading that paraphrases it."""
    able = [at for at in range(len(blocks)) if roles[at] in (None, "head")]
    name = letters(title)
    same = [at for at in able if letters(blocks[at].text) == name != ""]
    other = (at for at in able if blocks[at].tag == "h1" and in_other_words(title, blocks[at].text))
    return max(same or other, default=None)


def in_other_words(title: str, heading: str) -> bool:
    """Return whether a heading contains more than half of the title's words."""
    words = set(WORD.findall(title.casefold()))
    return len(words.intersection(WORD.findall(heading.casefold()))) > TITLE_SHARED * len(words)


def kind_in_head(block: Block, role: Role | None, is_next: bool) -> PassageKind | None:
    """Return the kind of a block between title and story; ``is_next`` for the one right after the title."""
    timed = role == "head" and TIME.search(block.text) is not None and tells_who_or_when(block)
    if block.tag != "h1" and (timed or dated(block, role)):
        return "byline"
    if role not in (None, "head"):
        return OF_ROLE.get(role)
    if block.picture is not None and describes(block, block.picture):
        return "caption"
    text = block.text
    is_deck = (
        is_next
        and (block.tag in HEADINGS or FULL_STOP.search(text))
        and len(text.split()) >= DECK_WORDS
        and len(text) <= LONGEST_DECK
        and block.linked < LINKED * len(text)
    )
    return "headline" if is_deck else None


def dated(block: Block, role: Role | None) -> bool:
    """Return whether a block states the author or a date, and not just the reading time."""
    if READING_TIME.fullmatch(block.text):
        return False
    if role == "byline":
        return len(block.text.split()) > 1 or any(map(str.isdigit, block.text))
    if role not in (None, "head") or len(block.text) > LONGEST_BYLINE:
        return False
    if BY.match(block.text) and not FULL_STOP.search(block.text):
        return True
    return block.linked < LINKED * len(block.text) and any(True for _ in days_in(block.text))


def tells_who_or_when(block: Block) -> bool:
    """Return whether a line in an element for heads states these; a short line with a digit ("12:01 AM") does."""
    if block.tag == "h1":
        return False
    if dated(block, "head"):
        return True
    return block.tag not in HEADINGS and len(block.text.split()) < DECK_WORDS and any(map(str.isdigit, block.text))


def is_prose(text: str) -> bool:
    """Return whether a text is a long sentence or several, and thus more than author and date."""
    if not FULL_STOP.search(text):
        return False
    if len(text) > LONGEST_BYLINE:
        return True
    sentences = sum(len(part.split()) >= DECK_WORDS for part in SENTENCE_BREAK.split(text))
    return sentences > 1 and not BY.match(text) and not any(True for _ in days_in(text))


def describes(block: Block, picture: str) -> bool:
    """Return whether a block below a picture repeats the picture's description or gives its credit."""
    text = block.text
    return len(text) <= LONGEST_CAPTION and (CREDIT.search(text) is not None or letters(picture) == letters(text) != "")
