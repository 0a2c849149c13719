"""Selects the lines of an article from the blocks of its page, with their kinds."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from rashomon.ingest.page.article_head import (
    FULL_STOP,
    HEADINGS,
    LINKED,
    describes,
    head_of,
    is_prose,
    tells_who_or_when,
)
from rashomon.ingest.page.classifier import story_in
from rashomon.ingest.page.extraction_match import Match, match
from rashomon.ingest.page.social_posts import is_signed
from rashomon.ingest.page.word_lists import any_of
from rashomon.ingest.text import letters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rashomon.ingest.page.blocks import Block, Cut, Zone
    from rashomon.ingest.page.element_names import Role
    from rashomon.types import PassageKind

__all__ = ["Piece", "choose"]

ZONE_SHARE = 0.4
"""If a zone, or all zones of a role, contain more of the matched text than this, they are the article anyway."""
LONGEST_HEADING = 160
LONGEST_LABEL = 200
LONG = 150
"""Fewest characters of a block that is a paragraph of its own."""
HALF_LINKED = 0.4
SENTENCE = 60
"""Fewest characters of a sentence that stands alone."""
OWN_SHARE = 0.5
"""Share of the story in direct children of the article's element from which that element holds the article alone."""
AROUND = 0.5
"""Other content in that element, as a share of the story, above which it does not hold the article alone."""
WRAPPED = 2
"""An element with at most this many times the characters of the post in it is the post's wrapper."""
LINK_WORDS = 4
HEADLINE_WORDS = 6
"""Words from which a link is not a button: within the story, and around it, where there are more buttons."""

SENTENCE_END = re.compile(r"[.!?。…:][\"'’”»)\]]*$")
LABEL = re.compile(rf"(?:(?P<call>{any_of('phrases', 'call')})|{any_of('phrases', 'label')})\b", re.IGNORECASE)
SHOWS = re.compile(rf"[(\[]?{any_of('phrases', 'shows')}\s*:", re.IGNORECASE)
LABEL_END = re.compile(r"\s*(?:[:|>»–—]|-(?!\w)|[.…]*$)")
TAGGED = re.compile(rf"{any_of('phrases', 'tagged')}\b\s*(?::|$)", re.IGNORECASE)
RIGHTS = re.compile(
    r"©|\(c\)\s*(?:copyright|\d{4})|copyright\s*(?:©|\(c\)|[:|]|\d{4})"
    r"|(?:copyright|licen[cs]ed under)\b(?:.*\b(?:rights reserved|creative commons|licen[cs]es?)\b|.*[^.!?…]$)",
    re.IGNORECASE,
)
"""The start of a line about copyright; a sentence of the story may start with the same word."""
ADDRESS = re.compile(r"(?:https?://|www\.)\S+$")

ASIDE: dict[str, PassageKind] = {
    "caption": "caption",
    "pullquote": "pullquote",
    "related": "related",
    "correction": "correction",
    "update": "update",
    "entry": "entry",
    "embed": "embed",
}
"""Roles that are kinds of passages of an article which extractors often omit."""


NAMED = frozenset({"byline", "caption"})
"""Kinds of what the extractor found that are kept although they are no story."""


class Piece(NamedTuple):
    """A line of the article and its kind; None if the kind is left to cleaning."""

    text: str
    kind: PassageKind | None


def choose(page: Cut, text: str, title: str | None, described: str = "") -> list[Piece]:
    """Return the article's lines in page order; ``text`` is the extractor's result.

    What is story is decided by a classifier, to which the extractor's result is one sign of many (`story_in`); lines of
    known kind between the story's are added. Empty if no block is story. ``described`` is the page's description.
    """
    found = match(page, text)
    return Choice(page, story_in(page, found, title or "", described), title, found.kept).pieces()


class Choice:
    """The blocks of one page and what is known of them."""

    def __init__(self, page: Cut, found: Match, title: str | None, extracted: Sequence[bool]) -> None:
        self.page = page
        self.extracted = extracted
        self.found = found
        self.title = title or ""
        self.letters = letters(self.title)
        self.most = ZONE_SHARE * found.characters
        self.held: Counter[str] = Counter()
        self.weigh()
        self.own = self.is_own()
        for at in self.bare_sentences():
            found.kept[at] = True

    def bare_sentences(self) -> set[int]:
        """Return the unfound sentences right in a <div> between the paragraphs of the story's element, and in it.

        A short one counts only beside another: alone, it is a caption or a notice.
        """
        kept = [at for at, is_kept in enumerate(self.found.kept) if is_kept and self.found.holds(self.page.blocks[at])]
        found: set[int] = set()
        nodes = {self.found.start}
        for at in range(kept[0] + 1, kept[-1]) if kept else ():
            block = self.page.blocks[at]
            beneath = nodes & {block.node, self.page.nodes[block.node].parent}
            if beneath and not block.tag and not self.found.kept[at] and self.is_bare(block):
                found.add(at)
                nodes.add(block.node)
        blocks = self.page.blocks
        return {at for at in found if len(blocks[at].text) >= SENTENCE or {at - 1, at + 1} & found}

    def is_bare(self, block: Block) -> bool:
        """Return whether a block is a sentence without a role and of no kind but body."""
        return (
            SENTENCE_END.search(block.text) is not None
            and block.linked < HALF_LINKED * len(block.text)
            and self.role(block) is None
            and self.kind(block, None) is None
        )

    def is_own(self) -> bool:
        """Return whether the article's element holds little else: most paragraphs are its direct children."""
        page, start = self.page, self.found.start
        inside = right = around = passed = 0
        for block, kept in zip(page.blocks, self.found.kept, strict=True):
            if not self.found.holds(block):
                continue
            length = len(block.text)
            if kept:
                around, passed = (around if inside else passed), 0
                inside += length
                right += length if start in (block.node, page.nodes[block.node].parent) else 0
            elif self.role(block) not in ("out", "hidden"):
                passed += length
        return right > OWN_SHARE * inside and around + passed < AROUND * inside

    def weigh(self) -> None:
        """Count how much of the matched text is in each zone, and in all zones of each role."""
        for block, kept in zip(self.page.blocks, self.found.kept, strict=True):
            if block.zone:
                block.zone.size += len(block.text)
                block.zone.kept += len(block.text) if kept else 0
        for zone in reversed(self.page.zones):
            if zone.outer:
                zone.outer.size += zone.size
                zone.outer.kept += zone.kept
        for zone in self.page.zones:
            if not zone.sure and zone.kept <= self.most and (zone.outer is None or zone.outer.role != zone.role):
                self.held[zone.role] += zone.kept

    def role(self, block: Block) -> Role | None:
        """Return the outermost credible role around a block.

        ``head`` yields to the roles within it, and so does a wrapper around an embedded post that asks for consent or
        offers sharing.
        """
        found: Role | None = None
        post: Zone | None = None
        zone: Zone | None = block.zone
        while zone is not None:
            if self.believes(zone) and not (found and zone.role in ("head", "aside")):
                if zone.role == "embed":
                    post = zone
                if post in (None, zone) or zone.role in ("hidden", "gate") or zone.size > WRAPPED * post.size:
                    found = zone.role
            zone = zone.outer
        if found == "hidden" and len(block.text) >= LONG and block.linked < HALF_LINKED * len(block.text):
            return None  # hidden until a button or script shows it, but extracted as story
        return "hidden" if found in ("hidden", "gate") else found

    def role_in_head(self, block: Block) -> Role | None:
        """Return the role of a block in the head, whose "meta" also contains menus and buttons."""
        zone: Zone | None = block.zone
        while zone is not None:
            if zone.role in ("out", "hidden", "gate") and self.believes(zone):
                return "out"
            zone = zone.outer
        return self.role(block)

    def believes(self, zone: Zone) -> bool:
        return zone.sure or (zone.kept <= self.most and self.held[zone.role] <= self.most)

    def pieces(self) -> list[Piece]:
        kept = [at for at, block in enumerate(self.page.blocks) if self.found.kept[at] and self.found.holds(block)]
        if not kept:
            return []
        chosen: list[tuple[int, PassageKind | None]] = []
        for at, block in enumerate(self.page.blocks):
            role = self.role(block)
            within = kept[0] < at < kept[-1]
            typed = self.found.holds(block) and (within or self.own)
            named = self.extracted[at] and self.kind(block, role) in NAMED
            aside = typed and (named or role in ASIDE or self.points_elsewhere(block, role, within))
            if role != "hidden" and not is_imprint(block) and (self.found.kept[at] or (aside and role != "out")):
                chosen.append((at, self.kind(block, role)))
        return self.trimmed(chosen)

    def trimmed(self, chosen: list[tuple[int, PassageKind | None]]) -> list[Piece]:
        """Remove what surrounds the article and only leads elsewhere."""
        if not any(kind is None for _, kind in chosen):  # posts that are the whole story are read as story
            chosen = [(at, None if kind == "embed" else kind) for at, kind in chosen]
        bodies = [at for at, kind in chosen if kind is None]
        if not bodies:
            told = [at for at, kind in chosen if self.found.kept[at] or kind != "related"]
            return [Piece(self.line(self.page.blocks[at]), self.title_kind(self.page.blocks[at])) for at in told]
        above = self.page.blocks[: bodies[0]]
        chosen = sorted({**head_of(above, list(map(self.role_in_head, above)), self.title), **dict(chosen)}.items())
        out = []
        for at, kind in chosen:
            block = self.page.blocks[at]
            before, after = at < bodies[0], at > bodies[-1]
            if (after and kind == "headline") or (
                kind == "related" and not (self.found.holds(block) and (self.own or not before))
            ):
                continue
            if after and letters(block.text) == self.letters:
                continue
            out.append(Piece(self.line(block), kind))
        return out

    def title_kind(self, block: Block) -> PassageKind | None:
        """Return ``headline`` for a block that is the title, wherever it is."""
        return "headline" if letters(block.text) == self.letters != "" else None

    def line(self, block: Block) -> str:
        return f"- {block.text}" if block.tag == "li" and block.first else block.text

    def kind(self, block: Block, role: str | None) -> PassageKind | None:
        """Return the kind of a block; None if that is left to cleaning."""
        text, length = block.text, len(block.text)
        if role in ASIDE:
            return ASIDE[role]
        if role == "deck":
            return "headline"
        if role == "byline" and not (is_prose(text) or self.is_quoted(block)):
            return "byline"
        if role == "head" and not SENTENCE_END.search(text):
            return self.title_kind(block) or ("byline" if tells_who_or_when(block) else "headline")
        if self.title_kind(block):
            return "headline"
        if block.linked >= LINKED * length:
            return None if ADDRESS.match(text) else "related"
        if self.leads_elsewhere(block):
            return "related"
        if block.tag in HEADINGS and length <= LONGEST_HEADING:
            return "headline"
        if block.picture is not None and describes(block, block.picture):
            return "caption"
        return "embed" if is_signed(text) else None

    def is_quoted(self, block: Block) -> bool:
        """Return whether a block is in a quotation, where an author's name belongs to the quoted words."""
        at = block.node
        while at >= 0 and self.page.nodes[at].element.tag != "blockquote":
            at = self.page.nodes[at].parent
        return at >= 0

    def points_elsewhere(self, block: Block, role: Role | None, within: bool) -> bool:
        """Return whether a block omitted by the extractor is another article's headline; shorter links are buttons."""
        if role not in (None, "aside") or block.linked < LINKED * len(block.text):
            return False
        words = len(block.text.split())
        if block.tag in HEADINGS or words >= HEADLINE_WORDS:
            return True
        return words >= LINK_WORDS and (within or self.leads_elsewhere(block))

    def leads_elsewhere(self, block: Block) -> bool:
        """Return whether a block starts like a pointer, "Read more: …"; some of these words also start sentences."""
        if len(block.text) > LONGEST_LABEL:
            return False
        if block.linked and SHOWS.match(block.text) and not FULL_STOP.search(block.text):
            return True
        label = LABEL.match(block.text)
        if not label:
            return False
        if LABEL_END.match(block.text, label.end()):
            return True
        told = not label["call"] and FULL_STOP.search(block.text)
        return not told and block.linked >= HALF_LINKED * len(block.text)


def is_imprint(block: Block) -> bool:
    """Return whether a block is a list of keywords or a copyright notice, and not a sentence or heading."""
    text = block.text
    if TAGGED.match(text):
        return FULL_STOP.search(text) is None or block.linked >= HALF_LINKED * len(text)
    return len(text) < LONG and block.tag not in HEADINGS and RIGHTS.match(text) is not None
