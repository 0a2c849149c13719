"""The output of `rashomon read`: each article's passages with their offsets and kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from msgspec import UnsetType

from rashomon.apps.hanging_indent import hang
from rashomon.dossier.render.labels import EXTENT, FACT_SOURCE, counted, fact_behind, plain
from rashomon.types import STORY_KINDS, Article, Fact, FactField, Passage, PassageKind

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["print_passages"]

READ_KINDS = STORY_KINDS | {"headline", "entry"}
"""Kinds of passages that are printed normally; the others are dimmed."""

SINGLE: frozenset[FactField] = frozenset({"domain", "published", "modified"})
"""Fields with a single value, whose other values are shown as doubtful."""

KIND_WIDTH = max(map(len, get_args(PassageKind)))


def print_passages(article: Article, console: Console) -> None:
    """Print an article's facts, then its passages in order: offsets, kind, text. Readable at 80 columns."""
    from rich.text import Text

    known = (name for name in (article.file, article.url) if not isinstance(name, UnsetType))
    name = next(known, article.label)
    console.print(Text(plain(name), style="bold"))
    for label, value in _facts(article):
        console.print(Text(f"  {label}: {plain(value)}"), soft_wrap=True)
    for passage in article.passages:
        text = article.content[passage.start : passage.end]
        if text.strip():
            _print_passage(passage, text, len(article.content), console)
    console.print()


def _facts(article: Article) -> list[tuple[str, str]]:
    """Return the facts about the article as a whole, as labels and values."""
    dateline = article.dateline
    facts = [
        ("title", article.title),
        ("outlet", article.outlet),
        ("domain", _told(article, "domain", article.domain)),
        ("authors", ", ".join(filter(None, (_told(article, "author", name) for name in article.authors)))),
        ("byline", article.byline if article.byline != ", ".join(article.authors) else None),
        ("dateline", ", ".join(filter(None, (*dateline.places, dateline.agency))) if dateline else None),
        ("published", _told(article, "published", article.published)),
        ("modified", _told(article, "modified", article.modified)),
        ("language", article.language),
        ("page", "a section page, which only leads to articles" if article.page == "section" else None),
        ("extent", EXTENT[article.extent] if article.extent != "whole" else None),
        ("text", _text_from(article)),
        ("starts mid-story", "yes" if article.starts_mid_story else None),
        (
            "damaged",
            counted(len(article.repairs), "run of characters", "runs of characters") if article.repairs else None,
        ),
    ]
    return [(label, value) for label, value in facts if value]


def _text_from(article: Article) -> str | None:
    """Return where the text was taken from, if not from the visible page."""
    told = next((fact for fact in article.facts if fact.field == "text"), None)
    return f"from the page's data ({told.source} {told.value})" if told else None


def _told(article: Article, field: FactField, value: str | None) -> str | None:
    """Return the accepted value with its source and confidence, then the other values of the field."""
    fact = fact_behind(article, field, value)
    if value is None or fact is None:
        return value
    others = {other.value: other for other in reversed(article.facts) if other.field == field and other.value != value}
    also = (f"; also {other.value}, {_by(other)}" for other in reversed(others.values()) if field in SINGLE)
    return f"{value} ({_by(fact)}{''.join(also)})"


def _by(fact: Fact) -> str:
    return f"{FACT_SOURCE[fact.source]}, {fact.confidence:g}"


def _print_passage(passage: Passage, text: str, length: int, console: Console) -> None:
    """Print one passage, its lines to the right of offsets and kind."""
    from rich.text import Text

    offsets = f"{passage.start}–{passage.end}".rjust(2 * len(str(length)) + 1)
    style = "" if passage.kind in READ_KINDS else "dim"
    label = Text.assemble((offsets, "dim"), f" {passage.kind:<{KIND_WIDTH}} ")
    hang(console, label, [Text(line, style=style) for line in _lines(passage, text)])


def _lines(passage: Passage, text: str) -> list[str]:
    """Return the passage's lines without control characters; a repeat first says what it repeats."""
    lines = [line for line in map(plain, text.splitlines()) if line]
    if passage.repeats:
        lines.insert(0, f"(repeats {passage.repeats[0]}–{passage.repeats[1]})")
    return lines
