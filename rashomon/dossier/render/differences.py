"""What the reports differ in, and how much was compared: figures by outlet, contrasts, later states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rashomon.dossier.render.labels import counted, plain, shorten, through
from rashomon.dossier.render.relation_lines import Conflict
from rashomon.dossier.render.view import ArticleView, ClaimView, View
from rashomon.types import About, Difference, Figure, FigureValue, Statement

__all__ = [
    "FIGURE",
    "Contrast",
    "FigureRow",
    "Holder",
    "contrasts",
    "figure_rows",
    "holders",
    "label_pieces",
    "later_side",
    "nothing_differs",
    "resolved_label",
]

FIGURE = {
    "same": "the same",
    "rounding": "the same, rounded",
    "update": "changes with time",
    "conflict": "conflict",
}
"""How the values of a figure stand to each other."""

EXACT: frozenset[About] = frozenset({"time", "number", "name", "place"})
"""What is compared exactly, whatever the words around it."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure with its values, each wording of an article once."""

    figure: Figure
    claim: ClaimView | None
    kind: str
    values: tuple[tuple[ArticleView, FigureValue, str], ...]
    """Article, value, and who gives it; empty where the article names nobody."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """Opposite accounts of one thing that may both be true."""

    claim: ClaimView | None
    left: Statement
    right: Statement
    difference: Difference


@dataclass(frozen=True, slots=True)
class Holder:
    """Who a claim is from, by the words of some of its articles."""

    name: str
    articles: tuple[ArticleView, ...]


def figure_rows(view: View) -> tuple[FigureRow, ...]:
    """Return the figures in the dossier's order, those that differ first."""
    rows = []
    for figure in view.dossier.figures:
        values: dict[tuple[str, str], tuple[ArticleView, FigureValue, str]] = {}
        for value in figure.values:
            who = plain(view.names.get(value.holder or "", ""))
            key = (value.article, value.text.casefold())
            values.setdefault(key, (view.articles[value.article], value, who))
        claim = view.claim_by_id.get(figure.claim or "")
        rows.append(FigureRow(figure, claim, FIGURE[figure.kind], tuple(values.values())))
    return tuple(sorted(rows, key=lambda r: r.figure.kind not in ("conflict", "update")))


def contrasts(view: View) -> tuple[Contrast, ...]:
    """Return the contrasts of compatible statements, in the dossier's order; the same words once."""
    found: dict[tuple[str, str], Contrast] = {}
    for relation in view.dossier.relations:
        for d in (d for d in relation.differences if d.kind == "contrast"):
            sides = (view.statements[relation.left], view.statements[relation.right])
            claim = view.claim_of(relation.left, relation.right)
            found.setdefault((d.left.text.casefold(), d.right.text.casefold()), Contrast(claim, *sides, d))
    return tuple(found.values())


def later_side(view: View, update: Conflict) -> ArticleView | None:
    """Return the later of the two articles of an update by day; None where the days do not tell."""
    left, right = (view.articles[side[0].article] for side in (update.left, update.right))
    one, two = left.article.published, right.article.published
    if one is None or two is None or one == two:
        return None
    return left if one > two else right


def holders(view: View, claim: ClaimView) -> tuple[Holder, ...]:
    """Return who each article has a claim from, the articles that name the same together."""
    found: dict[str, dict[str, ArticleView]] = {}
    for article, some in claim.said.items():
        for statement in some:
            found.setdefault(through(statement, view.names), {})[article] = view.articles[article]
    return tuple(Holder(name, tuple(articles.values())) for name, articles in found.items())


def label_pieces(claim: ClaimView, width: int) -> Iterator[tuple[str, bool]]:
    """Yield the label of a claim in pieces, with the names that words of it stand for, which are marked as such."""
    label, at = claim.claim.label, 0
    for known in claim.claim.label_resolved:
        if at < known.end <= min(width, len(label)):
            yield label[at : known.end], False
            yield f" [{shorten(known.to, 60)}]", True
            at = known.end
    rest = label[at:]
    lead = " " if rest[:1].isspace() else ""
    yield lead + shorten(rest, max(2, width - at)) if rest.strip() else "", False


def resolved_label(claim: ClaimView, width: int = 240) -> str:
    """Return the label of a claim with the names that words of it stand for in brackets."""
    return plain("".join(text for text, _ in label_pieces(claim, width)))


def nothing_differs(view: View) -> str:
    """Return how much was compared where no conflict was found."""
    number = _compared(view)
    if not number:
        return "No figures, dates or names could be compared; contradictions in other words can be missed."
    compared = counted(number, "figure, date and name", "figures, dates and names")
    differ = any(d.about in EXACT for r in view.dossier.relations for d in r.differences)
    found = "none contradict each other" if differ else "none differ"
    return f"Compared {compared}; {found}; contradictions in other words can be missed."


def _compared(view: View) -> int:
    """Return how many figures, dates and names related statements have in common."""
    dates = names = 0
    mentions: dict[str, list[tuple[int, int, str]]] = {}
    for entity in view.dossier.entities:
        for mention in entity.mentions:
            mentions.setdefault(mention.article, []).append((mention.start, mention.end, entity.id))
    named: dict[str, set[str]] = {}
    for relation in view.dossier.relations:
        sides = [view.statements[i] for i in (relation.left, relation.right)]
        dates += all(s.when and s.when.value for s in sides)
        for s in sides:
            if s.id not in named:
                inside = ((start, end, e) for start, end, e in mentions.get(s.article, ()))
                named[s.id] = {e for start, end, e in inside if any(a <= start and end <= b for a, b in s.spans)}
        names += len(named[sides[0].id] & named[sides[1].id])
    return len(view.dossier.figures) + dates + names
