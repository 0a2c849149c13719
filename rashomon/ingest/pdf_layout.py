"""Page layout: lines of type put into reading order and joined to paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from statistics import median

import msgspec

__all__ = ["Line", "Page", "paragraphs_of", "title_of", "without_furniture"]

NEXT_LINE = 2.2
"""Line heights between the feet of two lines up to which they are in one block."""
SAME_SIZE = 0.2
"""Share by which two lines of one size may differ in height."""
WIDER_LEADING = 1.3
"""Multiple of a block's usual line distance from which a paragraph ends."""
INDENT = 0.6
"""Line heights by which the first line of a paragraph is indented, at least."""
SHORT = 0.85
"""Share of a block's width below which a line ends a paragraph."""
LEAST_SHOWN = 3
"""Fewest paragraphs that start with space or an indent for a document that marks all of them so."""
MARGIN = 0.1
"""Share of a page's height, at top and foot, that may contain running heads and page numbers."""
MOST_IN_MARGIN = 4
"""Most lines of a margin that are examined; with more, it is no margin."""
LARGER = 1.25
"""Multiple of the usual height from which type is a headline's."""

NO_LINE = 0.2
"""Line heights below which two lines are side by side."""
BESIDE = 0.2
"""Share of the narrower line that must be above or below the other, in one block."""
GUTTER = 3.0
"""Points of white space that separate columns; lines of one paragraph are closer."""
MOST_BLOCKS = 400
"""Most blocks of a page; one with more is a table or map and stays in drawing order."""
BULLETS = ("•", "▪", "■", "●", "‣", "◦", "– ", "- ")

LEAST_HALF = 3
"""Letters of a compound's second half; shorter ones are endings."""
RUNNING = 0.5
"""Share of a column's lines that begin in small letters from which they are running text, not cells of a table."""

HYPHENS = "-\u00ad\u2010"
ENDS = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
PAGE_NUMBER = re.compile(
    r"[-–—|\s]*+(?:page|p\.|seite|página|pagina)?\s*+\d{1,4}(?:\s*+(?:/|of|von|de|di|sur)\s*+\d{1,4})?[-–—|\s]*+", re.I
)
DIGITS = re.compile(r"\d+")
WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")


class Line(msgspec.Struct, frozen=True, array_like=True):
    """A line of type: its box in points from the page's lower left corner, and its characters."""

    left: float
    bottom: float
    right: float
    top: float
    text: str

    @property
    def height(self) -> float:
        return self.top - self.bottom


class Page(msgspec.Struct, frozen=True, array_like=True):
    """A page: its size in points, its number of pictures, and its lines in drawing order."""

    width: float
    height: float
    pictures: int
    lines: list[Line]


def without_furniture(pages: Sequence[Page]) -> list[Page]:
    """Remove page numbers, and lines that are repeated in the margins of several pages.

    Type that is larger than usual is not a running head: it may be the headline that these repeat.
    """
    usual = median(line.height for page in pages for line in page.lines) if any(page.lines for page in pages) else 0.0
    margins = [[line for line in margin_of(page) if line.height < LARGER * usual] for page in pages]
    counts = Counter(key for margin in margins for key in {digitless(line) for line in margin})
    least = max(2, len(pages) // 3)
    found = []
    for page, margin in zip(pages, margins, strict=True):
        left_out = {id(line) for line in margin if PAGE_NUMBER.fullmatch(line.text) or counts[digitless(line)] >= least}
        found.append(msgspec.structs.replace(page, lines=[line for line in page.lines if id(line) not in left_out]))
    return found


def margin_of(page: Page) -> list[Line]:
    """Return the outermost lines at the top and the foot of a page."""
    head = [line for line in page.lines if line.bottom > page.height * (1 - MARGIN)]
    foot = [line for line in page.lines if line.top < page.height * MARGIN]
    head.sort(key=lambda line: -line.top)
    foot.sort(key=lambda line: line.bottom)
    return head[:MOST_IN_MARGIN] + foot[:MOST_IN_MARGIN]


def digitless(line: Line) -> str:
    return DIGITS.sub("0", " ".join(line.text.split()))


def paragraphs_of(pages: Sequence[Page]) -> list[str]:
    """Return the paragraphs of a document: lines joined, hyphenation undone, continued across columns and pages."""
    known = Counter(word.casefold() for page in pages for line in page.lines for word in WORD.findall(line.text))
    found: list[str] = []
    blocks = [block for page in pages for block in blocks_of(page)]
    setting = setting_of(blocks)
    last: Line | None = None
    for block in blocks:
        for number, lines in enumerate(split(block, setting)):
            text = joined([line.text for line in lines], known)
            if number == 0 and last and same_size(last, lines[0]) and continues(found[-1], text):
                found[-1] = joined([found[-1], text], known)
            else:
                found.append(text)
            last = lines[-1]
    return [text.replace("\u00ad", "") for text in found]


def same_size(one: Line, other: Line) -> bool:
    return abs(one.height - other.height) <= SAME_SIZE * max(one.height, other.height)


def continues(before: str, after: str) -> bool:
    """Return whether a paragraph continues in the next column or on the next page."""
    return not ENDS.search(before) and (before[-1] in HYPHENS or after[:1].islower())


def joined(lines: Iterable[str], known: Counter[str]) -> str:
    """Join lines; a word divided at the end of a line is joined as the document spells it elsewhere."""
    text = ""
    for raw in lines:
        line = " ".join(raw.split())
        if not line:
            continue
        if text and text[-1] in HYPHENS and len(text) > 1 and text[-2].isalnum():
            text = text[:-1] + hyphen_between(text, line, known) + line
        else:
            text = f"{text} {line}" if text else line
    return text


def hyphen_between(before: str, after: str, known: Counter[str]) -> str:
    """Return what belongs between the halves of a divided word: a hyphen or nothing."""
    head = WORD.findall(before[:-1][-80:])
    tail = WORD.match(after)
    if not head or not tail:
        return "-"
    first, second = head[-1].casefold(), tail[0].casefold()
    if known[f"{first}-{second}"] > known[f"{first}{second}"]:
        return "-"
    if known[f"{first}{second}"]:
        return ""
    return "-" if tail[0][0].isupper() or (head[-1].islower() and is_compound(first, second)) else ""


def is_compound(first: str, second: str) -> bool:
    """Whether the halves of a cut word are words of English and the whole is none, as in well-known and co-defendant.

    Of all places at which words without a hyphen can be cut, this takes 0.4 % for one; of compounds, it finds 67 %.
    """
    from rashomon.encoder.words import in_vocabulary, is_word

    before, _, first = first.rpartition("-")
    second, _, after = second.partition("-")
    least = 2 if before or after else LEAST_HALF  # mother-in-law has a hyphen already
    if len(first) < 2 or len(second) < least or not (in_vocabulary(first) and in_vocabulary(second)):
        return False
    return not is_word(f"{first}{second}")


def title_of(page: Page) -> str | None:
    """Return the lines in the largest type on a page, if it is larger than most of the page's type."""
    lines = [line for line in page.lines if line.text.strip()]
    if len(lines) < 2:
        return None
    usual = median(line.height for line in lines)
    largest = max((line.height for line in lines if len(line.text.strip()) > 2), default=0.0)
    if largest < LARGER * usual:
        return None
    first = next(number for number, line in enumerate(lines) if line.height == largest)
    title = []
    for line in lines[first:]:
        if line.height < largest * (1 - SAME_SIZE):
            break
        title.append(line.text)
    return joined(title, Counter())


class Block:
    """Lines that are drawn one below the other, and the box around them."""

    def __init__(self, line: Line) -> None:
        self.lines = [line]
        self.left, self.bottom, self.right, self.top = line.left, line.bottom, line.right, line.top

    def follows(self, line: Line) -> bool:
        """Return whether a line is right below the last one, in type of the same size."""
        last = self.lines[-1]
        size = max(last.height, line.height)
        beside = min(self.right, line.right) - max(self.left, line.left)
        return (
            same_size(last, line)
            and NO_LINE * size < last.bottom - line.bottom < NEXT_LINE * size
            and beside > BESIDE * min(line.right - line.left, last.right - last.left)
        )

    def append(self, line: Line) -> None:
        self.lines.append(line)
        self.left, self.bottom = min(self.left, line.left), min(self.bottom, line.bottom)
        self.right, self.top = max(self.right, line.right), max(self.top, line.top)


def across(block: Block) -> tuple[float, float]:
    return block.left, block.right


def down(block: Block) -> tuple[float, float]:
    return -block.top, -block.bottom


def blocks_of(page: Page) -> list[Block]:
    """Return the blocks of a page in reading order: top to bottom, left column before right."""
    blocks: list[Block] = []
    for line in page.lines:
        if not line.text.strip():
            continue
        if blocks and blocks[-1].follows(line):
            blocks[-1].append(line)
        else:
            blocks.append(Block(line))
    return rejoined(in_order(blocks)) if len(blocks) <= MOST_BLOCKS else blocks


def rejoined(blocks: list[Block]) -> list[Block]:
    """Join blocks that stand right under one another, which the file draws row by row across the columns.

    Cells of a table stand so too: only running text is joined, most of whose lines begin within a sentence.
    """
    runs: list[list[Block]] = []
    for block in blocks:
        if runs and runs[-1][-1].follows(block.lines[0]):
            runs[-1].append(block)
        else:
            runs.append([block])
    found: list[Block] = []
    for first, *others in runs:
        running = sum(goes_on(block.lines[0]) for block in others)
        if running >= RUNNING * len(others):
            for line in (line for block in others for line in block.lines):
                first.append(line)
            others = []
        found += [first, *others]
    return found


def goes_on(line: Line) -> bool:
    """Whether a line begins within a sentence: with a small letter, or one of a script that has no capitals."""
    start = line.text.lstrip()[:1]
    return start.isalpha() and not start.isupper() and not start.istitle()


def in_order(blocks: list[Block]) -> list[Block]:
    """Order blocks by dividing the page along white space that crosses it completely.

    Columns are separated first; if a headline spans them, the page is divided horizontally, but never through columns,
    so that lines of two columns are never read as one. Blocks that cannot be separated stay in drawing order.
    """
    if len(blocks) < 2:
        return blocks
    columns = cut(blocks, across)
    if len(columns) > 1:
        return [block for column in columns for block in in_order(column)]
    bands = cut(blocks, down)
    if len(bands) < 2:
        return blocks
    groups: list[list[Block]] = []
    columns_in: list[tuple[float, float]] = []
    for band in bands:
        merged = merge([*columns_in, *(across(block) for block in band)])
        if groups and len(merged) > 1:
            groups[-1] += band
            columns_in = merged
        else:
            groups.append(list(band))
            columns_in = merge([across(block) for block in band])
    return [block for group in groups for block in in_order(group)]


def merge(stretches: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the union of the stretches, sorted; gaps smaller than GUTTER are closed."""
    found: list[tuple[float, float]] = []
    for start, end in sorted(stretches):
        if found and start < found[-1][1] + GUTTER:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def cut(blocks: list[Block], side: Callable[[Block], tuple[float, float]]) -> list[list[Block]]:
    """Group blocks that overlap in one direction, in order of that direction; the order within a group is kept."""
    stretches = merge(map(side, blocks))
    starts = [start for start, _ in stretches]
    groups: list[list[Block]] = [[] for _ in stretches]
    for block in blocks:
        groups[bisect_right(starts, side(block)[0]) - 1].append(block)
    return groups


class Setting(msgspec.Struct, frozen=True):
    """How a document typesets its paragraphs."""

    leading: float
    """Distance between the feet of two lines, in line heights."""
    shows_starts: bool
    """Whether space or indents mark the start of paragraphs, so that short lines are not needed as a sign."""


def setting_of(blocks: Sequence[Block]) -> Setting:
    steps = [
        (before.bottom - after.bottom) / before.height for block in blocks for before, after in pairwise(block.lines)
    ]
    leading = median(steps) if steps else 1.0
    shown = sum(step > WIDER_LEADING * leading for step in steps)
    shown += sum(indented(line, before, block) for block in blocks for before, line in pairwise(block.lines))
    return Setting(leading, shown >= LEAST_SHOWN)


def indented(line: Line, before: Line, block: Block) -> bool:
    limit = block.left + INDENT * line.height
    return line.left > limit >= before.left


def split(block: Block, setting: Setting) -> list[list[Line]]:
    """Divide the lines of a block into paragraphs, at space, an indent, a bullet, or a full stop in a short line."""
    widest = block.left + SHORT * (block.right - block.left)
    found = [[block.lines[0]]]
    for before, line in pairwise(block.lines):
        wide = before.bottom - line.bottom > WIDER_LEADING * setting.leading * before.height
        ended = not setting.shows_starts and before.right < widest and ENDS.search(before.text.rstrip())
        if wide or ended or indented(line, before, block) or line.text.lstrip().startswith(BULLETS):
            found.append([line])
        else:
            found[-1].append(line)
    return found
