"""What `rashomon read` shows: each article's passages, with their offsets and what they were taken for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon.dossier.words import counted, plain
from rashomon.model import STORY_KINDS, Article, Passage

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

__all__ = ["print_passages"]


def print_passages(article: Article, console: Console) -> None:
    """Print an article's head lines, then its passages in order: kind, offsets, text. Readable at 80 columns."""
    from rich.text import Text

    name = plain(article.label if isinstance(article.file, str) is False else str(article.file))
    console.print(Text(name, style="bold"))
    for label, value in _facts(article):
        console.print(Text(f"  {label}: {plain(value)}"))
    console.print(_table(article))
    console.print()


def _facts(article: Article) -> list[tuple[str, str]]:
    """What is known of the article as a whole."""
    dateline = article.dateline
    facts = [
        ("title", article.title),
        ("outlet", article.outlet),
        ("byline", article.byline),
        ("dateline", ", ".join(filter(None, (*dateline.places, dateline.agency))) if dateline else None),
        ("published", article.published),
        ("language", article.language),
        ("starts mid-story", "yes" if article.starts_mid_story else None),
        (
            "damaged",
            counted(len(article.repairs), "run of characters", "runs of characters") if article.repairs else None,
        ),
    ]
    return [(label, value) for label, value in facts if value]


def _table(article: Article) -> Table:
    """One row for each passage that holds more than white space."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 1), show_header=False, collapse_padding=True)
    table.add_column("offsets", justify="right", no_wrap=True)
    table.add_column("kind", no_wrap=True)
    table.add_column("text", overflow="fold", ratio=1)
    for passage in article.passages:
        text = article.content[passage.start : passage.end]
        if text.strip():
            style = "" if passage.kind in STORY_KINDS or passage.kind == "headline" else "dim"
            offsets = Text(f"{passage.start}–{passage.end}", style="dim")
            table.add_row(offsets, Text(passage.kind, style=style), Text(_shown(passage, text), style=style))
    return table


def _shown(passage: Passage, text: str) -> str:
    """The passage's lines without control characters; a repeat says first what it repeats."""
    lines = [line for line in map(plain, text.splitlines()) if line]
    if passage.repeats:
        lines.insert(0, f"(repeats {passage.repeats[0]}–{passage.repeats[1]})")
    return "\n".join(lines)
