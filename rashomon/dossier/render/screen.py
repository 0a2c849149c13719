"""The first screen of a dossier in a terminal: at most 40 lines, the most important first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rashomon.dossier.render.copies import group_lines
from rashomon.dossier.render.differences import resolved_label
from rashomon.dossier.render.labels import counted, hop_name, plain, shorten, when
from rashomon.dossier.render.text import Line, print_lines
from rashomon.dossier.render.view import ClaimView, View, arrange
from rashomon.types import Compared, Differing, Dossier, Summary

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["print_screen", "said_by", "stories_line"]

MOST_DIFFER, MOST_VALUES, MOST_AGREE, MOST_SOURCES, MOST_SPEAKERS, MOST_REPORTS = 4, 6, 4, 2, 4, 6
DIFFERS = {"contradiction": "Cannot both be true", "update": "A later state", "contrast": "Told in opposite ways"}


def print_screen(dossier: Dossier, console: Console) -> None:
    """Print the headline, the lead, what the reports differ and agree on, who speaks, how sure, and the reports."""
    if dossier.summary is not None:
        print_lines(_lines(arrange(dossier), dossier.summary, max(40, console.width)), console)


def _lines(view: View, summary: Summary, width: int) -> Iterator[Line]:
    yield from _head(view, summary, width)
    yield from _differ(view, summary, width)
    if summary.agree:
        yield _title("The reports agree that")
    for agreed in summary.agree[:MOST_AGREE]:
        k = f" {len(agreed.articles)} of {len(view.articles)}, {agreed.confidence or 'likely'}"
        claim = view.claim_by_id[agreed.claim]
        yield Line([(resolved_label(claim, 160), ""), (said_by(view, claim), "italic"), (k, "dim")], 2)
    for group in group_lines(view)[:MOST_SOURCES]:
        yield _title(shorten(group.heading, width))
        yield Line([(shorten(", ".join(a.name for a in group.members), width - 4), "")], 2)
    if summary.one_source:
        yield _title("One source behind several reports")
    for shared in summary.one_source[:MOST_SOURCES]:
        outlets = ", ".join(shorten(view.articles[a].name, 20) for a in shared.articles[:4])
        yield Line([(shorten(f"{view.names[shared.entity]} → {outlets}", width - 4), "")], 2)
    yield from _foot(view, summary, width)


def stories_line(dossier: Dossier) -> str:
    """Return what to say of reports that do not tell one story; nothing where they do."""
    if len(dossier.stories) < 2:
        return ""
    sizes = ", ".join(str(len(s.articles)) for s in dossier.stories[:6])
    more = ", …" if len(dossier.stories) > 6 else ""
    return (
        f"These reports seem to tell {len(dossier.stories)} stories (of {sizes}{more} reports): "
        "`rashomon stories` shows which; compare each by itself."
    )


def said_by(view: View, claim: ClaimView) -> str:
    """Return who says what no report states itself, unless the label names the speaker."""
    told = [s for some in claim.said.values() for s in some]
    label = next((s for s in told if s.id == claim.claim.label_of), told[0])
    if not all(s.chain for s in told):
        return ""
    speaker = hop_name(label.chain[0], view.names)
    return "" if claim.claim.label.startswith(speaker) else f" — says {shorten(speaker, 40)}"


def _title(text: str) -> Line:
    return Line([(text, "bold")])


def _head(view: View, summary: Summary, width: int) -> Iterator[Line]:
    first, last = summary.days or ("", "")
    days = f" · {when(first)}" + (f" to {when(last)}" if last != first else "") if first else ""
    yield Line([(shorten(counted(len(view.articles), "report") + days, width), "dim")])
    if several := stories_line(view.dossier):
        yield Line([(several, "bold")])
    if summary.headline:
        outlet = shorten(view.articles[summary.headline.article].name, 30)
        yield Line([(shorten(summary.headline.text, 2 * width - 40), "bold"), (f" ({outlet})", "dim")])
    if lead := summary.lead:
        statement = view.statements[lead.statement]
        outlet = shorten(view.articles[statement.article].name, 30)
        shared = f" · in {len(lead.articles)} of {len(view.articles)}" if len(lead.articles) > 1 else ""
        grade = f" · {lead.confidence}" if lead.confidence else ""
        yield Line([(f"“{shorten(statement.text, 240)}”", ""), (f" {outlet}{shared}{grade}", "dim")])


def _differ(view: View, summary: Summary, width: int) -> Iterator[Line]:
    if not summary.differ:
        yield _title("No contradiction found")
        yield Line([(_compared(summary.compared), "")], 2)
        return
    yield _title("The reports differ on")
    for differing in summary.differ[:MOST_DIFFER]:
        yield from _figure(view, differing, width) if differing.figure else _sides(view, differing, width)
    if (more := len(summary.differ) - MOST_DIFFER) > 0:
        yield Line([(f"and {more} more: --full", "dim")], 2)


def _compared(compared: Compared) -> str:
    numbers = ((compared.figures, "figure"), (compared.dates, "date"), (compared.names, "name"))
    counts = [counted(number, noun) for number, noun in numbers if number]
    if not counts:
        return "No figures, dates or names could be compared; contradictions in other words can be missed."
    return f"Compared {', '.join(counts)}; none contradict each other. Contradictions in other words can be missed."


def _figure(view: View, differing: Differing, width: int) -> Iterator[Line]:
    figure = next(f for f in view.dossier.figures if f.id == differing.figure)
    values = [f"{plain(v.text)} ({shorten(view.articles[v.article].name, 20)})" for v in figure.values]
    told = " · ".join(dict.fromkeys(values))
    rising = ", changing with time" if figure.kind == "update" else ""
    yield Line([(shorten(figure.what, 40), "bold"), (f"{rising}  {shorten(told, 2 * width - 70)}", "")], 2)


def _sides(view: View, differing: Differing, width: int) -> Iterator[Line]:
    grade = f" ({differing.confidence})" if differing.confidence else ""
    yield Line([(f"{DIFFERS[differing.kind]}{grade}", "bold")], 2)
    for side in (differing.left, differing.right):
        if side:
            statement = view.statements[side]
            outlet = shorten(view.articles[statement.article].name, 20)
            yield Line([(f"“{shorten(statement.text, max(20, width - len(outlet) - 10))}” {outlet}", "")], 4)


def _foot(view: View, summary: Summary, width: int) -> Iterator[Line]:
    known = {s.id: s for s in view.dossier.sources}
    everyone = [known[i] for i in summary.speakers]
    several = [s for s in everyone if len(s.articles) > 1]
    speakers = (several or everyone)[:MOST_SPEAKERS]
    if speakers:
        told = [
            f"{f'{s.role} ' if s.role else ''}{plain(s.name)}{'' if s.entity else ' (unnamed)'} "
            f"{counted(len(s.articles), 'report')}"
            for s in speakers
        ]
        yield Line([("Who speaks  ", "bold"), (shorten(" · ".join(told), 2 * width - 30), "")])
    tally = summary.tally
    if tally.statements:
        share = (
            f"{tally.unsourced / tally.statements:.0%} without a source · {tally.hedged / tally.statements:.0%} hedged"
        )
        yield Line([("How sure  ", "bold"), (f"{share} · {counted(tally.quoted, 'quote')}", "")])
    reports = [
        shorten(a.name, 30) + (f" {a.article.published}" if a.article.published else "") for a in view.articles.values()
    ]
    more = f" · and {len(reports) - MOST_REPORTS} more" if len(reports) > MOST_REPORTS else ""
    yield Line([("Reports  ", "bold"), (shorten(" · ".join(reports[:MOST_REPORTS]), 2 * width - 30) + more, "")])
