"""The first screen of the page: what the summary names, found and put in an editor's words."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.dossier.render.labels import counted, plain, shorten, when
from rashomon.dossier.render.screen import said_by, stories_line
from rashomon.dossier.render.view import ArticleView, ClaimView, View
from rashomon.types import Differing, Figure, FigureValue, Lead, Statement, Summary
from rashomon.types.ids import FigureId

__all__ = ["Front", "front"]

MOST_AGREE, MOST_DIFFER, MOST_SPEAKERS, MOST_VALUES = 5, 4, 5, 6
DIFFERS = {"contradiction": "Cannot both be true", "update": "A later state", "contrast": "Told in opposite ways"}


@dataclass(frozen=True, slots=True)
class Difference:
    """A line of what the reports differ on: a figure with its values, or two statements."""

    heading: str
    grade: str
    values: tuple[tuple[ArticleView, FigureValue, Statement], ...]
    more: int
    sides: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Front:
    """The first screen, ready to be written; every list is as long as it is shown."""

    count: str
    stories: str
    """What to say of reports that do not tell one story; empty where they do."""
    headline: str
    outlet: ArticleView | None
    lead: Lead | None
    differ: tuple[Difference, ...]
    more_differ: int
    agree: tuple[tuple[ClaimView, str, int, str], ...]
    """Claim, who says it where no report states it itself, number of reports, confidence."""
    one_source: tuple[tuple[str, tuple[ArticleView, ...]], ...]
    speakers: tuple[tuple[str, str], ...]
    backing: str


def front(view: View) -> Front | None:
    """Return the first screen of the dossier; None where the dossier has no summary."""
    summary = view.dossier.summary
    if summary is None:
        return None
    first, last = summary.days or ("", "")
    days = f" · {when(first)}" + (f" to {when(last)}" if last != first else "") if first else ""
    figures = {f.id: f for f in view.dossier.figures}
    claims = [(view.claim_by_id[a.claim], a) for a in summary.agree[:MOST_AGREE]]
    return Front(
        count=counted(len(view.articles), "report") + days,
        stories=stories_line(view.dossier),
        headline=summary.headline.text if summary.headline else view.title,
        outlet=view.articles[summary.headline.article] if summary.headline else None,
        lead=summary.lead,
        differ=tuple(_difference(view, d, figures) for d in summary.differ[:MOST_DIFFER]),
        more_differ=max(0, len(summary.differ) - MOST_DIFFER),
        agree=tuple((c, said_by(view, c), len(a.articles), a.confidence or "likely") for c, a in claims),
        one_source=tuple(
            (plain(view.names[s.entity]), tuple(view.articles[a] for a in s.articles)) for s in summary.one_source[:2]
        ),
        speakers=_speakers(view, summary),
        backing=_backing(summary),
    )


def _difference(view: View, differing: Differing, figures: dict[FigureId, Figure]) -> Difference:
    grade = differing.confidence or ""
    if differing.figure is None:
        sides = tuple(view.statements[s] for s in (differing.left, differing.right) if s)
        return Difference(DIFFERS[differing.kind], grade, (), 0, sides)
    figure = figures[differing.figure]
    values = list({(plain(v.text), v.article): v for v in reversed(figure.values)}.values())[::-1]
    shown = tuple((view.articles[v.article], v, view.statements[v.statement]) for v in values[:MOST_VALUES])
    changing = ", changing with time" if figure.kind == "update" else ""
    return Difference(shorten(figure.what, 60) + changing, grade, shown, max(0, len(values) - MOST_VALUES), ())


def _speakers(view: View, summary: Summary) -> tuple[tuple[str, str], ...]:
    known = {s.id: s for s in view.dossier.sources}
    everyone = [known[i] for i in summary.speakers]
    shown = [s for s in everyone if len(s.articles) > 1] or everyone
    return tuple(
        (
            f"{f'{plain(s.role)} ' if s.role else ''}{plain(s.name)}{'' if s.entity else ' (unnamed)'}",
            counted(len(s.articles), "report"),
        )
        for s in shown[:MOST_SPEAKERS]
    )


def _backing(summary: Summary) -> str:
    tally = summary.tally
    if not tally.statements:
        return ""
    shares = f"{tally.unsourced / tally.statements:.0%} without a source · {tally.hedged / tally.statements:.0%} hedged"
    return f"{shares} · {counted(tally.quoted, 'quote')}"
