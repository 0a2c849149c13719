"""From understood articles to a dossier."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import UNSET
from msgspec.structs import replace

from rashomon.comparison.identity import redirects
from rashomon.comparison.pipeline import COPY_GROUPS, COSTS, IDS, SOURCES, SUMMARY, compare
from rashomon.dossier.sources import sources
from rashomon.dossier.summary import summarise
from rashomon.reuse.same_text import copy_groups
from rashomon.stages import Guard, as_failures
from rashomon.types import Article, Copy, Dossier, Failure, Understanding

__all__ = ["COSTS", "build", "input_name"]

COMPARISON = "the comparison"
"""What a failure of the comparison itself is listed under."""


def build(
    understandings: Sequence[Understanding],
    failures: Sequence[Failure] = (),
    copies: Sequence[Copy] = (),
    guard: Guard | None = None,
    earlier: Dossier | None = None,
    aligner: Path | None = None,
) -> Dossier:
    """Compare understood articles and gather what is found in a dossier.

    The same articles give the same dossier, whatever their order: they are sorted by day of publication, then name.
    Articles without statements are kept; what is not understood (another language) cannot be said to leave out.
    ``copies`` are those among the articles: what is copied has one origin. A stage of the comparison that fails costs
    what it finds and is listed among the failures; ``guard`` has those before. The entities and claims of an
    ``earlier`` dossier keep their ids. ``aligner`` is the file of another pair net than this package's.
    """
    guard = guard or Guard(COSTS)
    articles = sorted(understandings, key=lambda u: _place(u.article))
    dossier, leads, failed = compare(articles, copies, guard, earlier, aligner)
    groups = guard.run(COPY_GROUPS.name, (), copy_groups, dossier.articles, copies)
    led = guard.run(IDS.name, {}, redirects, dossier, leads, earlier)
    dossier = replace(dossier, sources=guard.run(SOURCES.name, (), sources, dossier.statements, dossier.entities))
    summary = guard.run(SUMMARY.name, None, summarise, dossier)
    left_out = [f for u, stages in failed for f in as_failures(input_name(u.article), stages)]
    every = (*failures, *left_out, *as_failures(COMPARISON, guard.failed))
    listed = tuple(sorted(every, key=lambda f: (f.source, f.problem)))
    return replace(dossier, copy_groups=groups, redirects=led, summary=summary, failures=listed)


def input_name(article: Article) -> str:
    """Return what the user called the input."""
    name = next((name for name in (article.file, article.url) if name is not UNSET), article.id)
    return "standard input" if name == "-" else name


def _place(article: Article) -> tuple[str, str, str]:
    """Return the key that articles are sorted by."""
    return (article.published or "", article.label, article.id)
