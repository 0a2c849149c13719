"""What articles have of a claim that was asked about, in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rashomon.dossier.render.labels import ABOUT, counted, manner, shorten, through, when
from rashomon.dossier.render.text import Line, print_lines
from rashomon.dossier.render.view import article_names, siglum
from rashomon.types import Found, Hit

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["print_found"]

MOST_HITS = 12
MISSED = "Nothing found is no proof that nothing is there: a claim in other words can be missed."


def print_found(found: Found, console: Console) -> None:
    """Print who reports the claim, what says otherwise, what comes nearest, and the articles with none of these."""
    print_lines(_Lines(found).all(), console)


class _Lines:
    def __init__(self, found: Found) -> None:
        self.found = found
        self.names: dict[str, str] = {e.id: e.name for e in found.entities}
        titles = article_names(found.articles)
        self.articles = {a.id: (siglum(i), titles[i][0], a.published) for i, a in enumerate(found.articles)}

    def all(self) -> Iterator[Line]:
        found = self.found
        told, against = ({h.statement.article for h in hits} for hits in (found.reported, found.otherwise))
        counts = f"reported in {len(told):,} of {counted(len(found.articles), 'article')}"
        yield Line([(f"“{shorten(found.claim, 400)}”", "bold")])
        yield Line([(counts + (f"; something else in {len(against):,}" if against else ""), "")])
        yield from self._hits("Reported", found.reported)
        yield from self._hits("Says otherwise", found.otherwise)
        yield from self._hits("Nearest to it", found.nearest)
        if found.not_found_in:
            named = ", ".join(f"{self.articles[a][1]} ({self.articles[a][0]})" for a in found.not_found_in)
            yield from _titled("Not found in")
            yield Line([(shorten(named, 600), "")], 2)
            yield Line([(MISSED, "dim")], 2)

    def _hits(self, title: str, hits: Sequence[Hit]) -> Iterator[Line]:
        if not hits:
            return
        yield from _titled(title)
        for hit in hits[:MOST_HITS]:
            yield from self._hit(hit)
        if len(hits) > MOST_HITS:
            yield Line([(f"and {len(hits) - MOST_HITS:,} more", "dim")], 2)

    def _hit(self, hit: Hit) -> Iterator[Line]:
        statement, relation = hit.statement, hit.relation
        letter, name, day = self.articles[statement.article]
        sure = relation.confidence or f"{relation.score:.0%}"
        about = f"{name}{f', {when(day)}' if day else ''} · {sure}"
        how = "".join(f" [{one}]" for one in manner(statement))
        who = shorten(through(statement, self.names), 160)
        yield Line([(about, "dim")], 2, f"{letter}  ")
        yield Line([(f"“{shorten(statement.text, 320)}”", ""), (f" — {who}", "italic"), (how, "yellow")], 5)
        if relation.kind in ("conflict", "update"):
            differ = [f"{ABOUT[d.about]}: {d.left.text} / {d.right.text}" for d in relation.differences]
            why = relation.reason or "; ".join(differ)
            yield Line([(shorten(why, 200), "red")], 5)


def _titled(title: str) -> Iterator[Line]:
    yield Line([("", "")])
    yield Line([(title, "bold")])
