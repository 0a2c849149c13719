"""The dossier in a terminal: the most important parts first, at 80 columns, in a pipe, in any encoding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rashomon.dossier.render.copies import CopyLine, copy_lines, group_lines
from rashomon.dossier.render.differences import (
    contrasts,
    figure_rows,
    holders,
    label_pieces,
    later_side,
    nothing_differs,
)
from rashomon.dossier.render.labels import (
    ABOUT,
    NOT_ESTABLISHED,
    VERDICT,
    counted,
    manner,
    plain,
    shorten,
    through,
    when,
)
from rashomon.dossier.render.relation_lines import Conflict, conflicts, together
from rashomon.dossier.render.view import ClaimView, View, arrange, file_name
from rashomon.types import Dossier, Span, Statement

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["Line", "print_lines", "print_summary"]

MOST_CONFLICTS, MOST_SHARED, MOST_SINGLE, MOST_FAILURES = 10, 8, 3, 20
MOST_FIGURES, MOST_CONTRASTS, MOST_HOLDERS = 8, 5, 6
MOST_COPIES, MOST_PASSAGES, MOST_CHANGES = 6, 2, 6
MOST_WAYS, MOST_NAMED, LEAST_WIDTH = 4, 8, 40
_ASCII = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "—": "--", "–": "-", "…": "...", "·": "-"}
)

Pieces = Sequence[tuple[str, str]]
"""Texts with their styles."""


@dataclass(frozen=True, slots=True)
class Line:
    """Text with a hanging indent after its label."""

    pieces: Pieces
    indent: int = 0
    label: str = ""


def print_summary(dossier: Dossier, console: Console) -> None:
    """Print the conflicts, the most widely shared claims, those of single articles, and the omissions.

    Outside text is printed without control characters and is never read as Rich markup. Characters that the console's
    encoding lacks are replaced by ASCII or ``?``.
    """
    print_lines(_lines(arrange(dossier)), console)


def print_lines(lines: Iterable[Line], console: Console) -> None:
    """Print lines that are wrapped behind their labels."""
    from rich.text import Text

    def text(pieces: Pieces) -> Text:
        return Text.assemble(*((_encodable(piece, console.encoding), style) for piece, style in pieces))

    for line in lines:
        margin = line.indent + len(line.label)
        wrapped = text(line.pieces).wrap(console, max(LEAST_WIDTH, console.width - margin), overflow="fold")
        for n, part in enumerate(wrapped):
            part.rstrip()
            start = [(" " * line.indent, ""), (line.label, "bold cyan")] if n == 0 else [(" " * margin, "")]
            console.print(text(start).append_text(part), no_wrap=True, overflow="ignore", crop=False)


def _encodable(text: str, encoding: str) -> str:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_ASCII).encode(encoding, "replace").decode(encoding)
    return text


def _lines(view: View) -> Iterator[Line]:
    yield from _head(view)
    yield from _copies(view)
    yield from _figures(view)
    yield from _conflicts(view)
    yield from _contrasts(view)
    yield from _shared(view)
    yield from _single(view)
    for title, noun, failures in (
        ("Left out", "input", view.left_out),
        ("Not found, because a stage failed", "finding", view.missing),
        ("Corrected by editors", "correction", view.corrected),
    ):
        if failures:
            yield from _title(f"{title}: {counted(len(failures), noun)}")
            for failure in failures[:MOST_FAILURES]:
                yield Line([(shorten(failure.source, 80), "bold"), (f": {shorten(failure.problem, 200)}", "")], 2)
            yield from _more(len(failures) - MOST_FAILURES)


def _title(title: str) -> Iterator[Line]:
    yield Line([("", "")])
    yield Line([(title, "bold")])


def _more(number: int) -> Iterator[Line]:
    if number > 0:
        yield Line([(f"and {number:,} more", "dim")], 2)


def _head(view: View) -> Iterator[Line]:
    counts = (
        f"{counted(len(view.articles), 'article')}, {counted(len(view.statements), 'statement')}, "
        f"{counted(len(view.claims), 'claim')} ({len(view.shared):,} in several articles)"
        + (f", {counted(found, 'conflict')}" if (found := len(conflicts(view))) else "")
    )
    yield Line([(view.title, "bold")])
    yield Line([(counts, "")])
    for a in view.articles.values():
        beside = a.title or (f"({file})" if (file := file_name(a.article)) and shorten(file, 60) != a.name else "")
        yield Line([(a.name, ""), (f"  {shorten(beside, 70)}" if beside else "", "dim")], 2, f"{a.siglum}  ")


def _copies(view: View) -> Iterator[Line]:
    lines = copy_lines(view)
    groups = group_lines(view)
    for g in groups:
        yield from _title(g.heading)
        credit = f"; credited to {shorten(g.agency, 60)}" if g.agency else ""
        first = f"; {g.first.siglum} had it first" if g.first else ""
        yield Line([(" ".join(a.siglum for a in g.members) + credit + first, "")], 2)
    if lines and not groups:
        yield from _title("Copied")
    for line in lines[:MOST_COPIES]:
        yield from _copy(line)
    yield from _more(len(lines) - MOST_COPIES)


def _copy(line: CopyLine) -> Iterator[Line]:
    yield Line([(line.text, "")], 2)
    if line.first and line.reasons:
        yield Line([(f"{line.first.siglum} first: {shorten(line.reasons[0].text, 160)}", "dim")], 4)
    for passage in line.passages[:MOST_PASSAGES]:
        quoted = " (the same quotation)" if passage.shared.quoted else ""
        text = "".join(piece for piece, _ in passage.left.pieces)
        yield Line([(f"“{shorten(text, 200)}”{quoted}", "")], 4)
    for change in line.changes[:MOST_CHANGES]:
        pieces = [(f"{change.kind}: ", "dim"), (change.before, "dim")]
        pieces += [(f"[-{shorten(change.old, 120)}-]", "red")] if change.old else []
        pieces += [(" ", "")] if change.old and change.new else []
        pieces += [(f"{{+{shorten(change.new, 120)}+}}", "green")] if change.new else []
        pieces += [(change.after, "dim")]
        yield Line(pieces, 4)
    left = len(line.passages) - MOST_PASSAGES + max(0, len(line.changes) - MOST_CHANGES)
    if left > 0:
        yield Line([(f"and {left:,} more", "dim")], 4)


def _figures(view: View) -> Iterator[Line]:
    rows = figure_rows(view)
    if not rows:
        return
    yield from _title("Figures")
    for row in rows[:MOST_FIGURES]:
        differs = row.figure.kind in ("conflict", "update")
        yield Line([(shorten(row.figure.what, 100), "bold"), (f"  {row.kind}", "red" if differs else "dim")], 2)
        for a, value, who in row.values:
            as_of = f", {when(value.as_of)}" if value.as_of else ""
            pieces = [(f"{shorten(value.text, 60)}", ""), (f" — {shorten(a.name, 50)}{as_of}", "dim")]
            yield Line([*pieces, (f", {shorten(who, 60)}" if who else "", "italic")], 4, f"{a.siglum}  ")
    yield from _more(len(rows) - MOST_FIGURES)


def _conflicts(view: View) -> Iterator[Line]:
    found = conflicts(view)
    if found:
        yield from _title("Conflicts")
    else:
        yield from _title("No contradiction found")
        yield Line([(nothing_differs(view), "")], 2)
    for conflict in found[:MOST_CONFLICTS]:
        yield from _conflict(view, conflict)
    yield from _more(len(found) - MOST_CONFLICTS)
    if updates := conflicts(view, "update"):
        yield from _title("Later states")
        for update in updates[:MOST_CONFLICTS]:
            yield from _conflict(view, update)
            if later := later_side(view, update):
                yield Line([(f"the later state is in {later.siglum}, of {when(later.article.published or '')}", "")], 4)
        yield from _more(len(updates) - MOST_CONFLICTS)


def _conflict(view: View, conflict: Conflict) -> Iterator[Line]:
    differences = conflict.main
    about = [f"{ABOUT[d.about]}: {shorten(d.left.text, 60)} / {shorten(d.right.text, 60)}" for d in differences]
    grade = f"  {conflict.relation.confidence}" if conflict.relation.confidence else ""
    yield Line([("On " + "; ".join(about) if about else "On what is said", "red"), (grade, "dim")], 2)
    yield from _conflict_side(view, conflict.left, [d.left.span for d in differences])
    yield from _conflict_side(view, conflict.right, [d.right.span for d in differences])
    if conflict.relation.reason:
        yield Line([(f"because {shorten(conflict.relation.reason, 200)}", "dim")], 4)


def _contrasts(view: View) -> Iterator[Line]:
    found = contrasts(view)
    if not found:
        return
    yield from _title("Told in opposite ways")
    for c in found[:MOST_CONTRASTS]:
        for side, spot in ((c.left, c.difference.left), (c.right, c.difference.right)):
            yield _said(view, side, 2, 200, [spot.span])
    yield from _more(len(found) - MOST_CONTRASTS)


def _conflict_side(view: View, side: Sequence[Statement], marked: Sequence[Span]) -> Iterator[Line]:
    (shown, *same), *others = together(view, side)
    line = _said(view, shown, 4, 320, marked)
    yield line
    margin = line.indent + len(line.label)
    if elsewhere := [s for s in same if s.article != shown.article]:
        yield Line([(f"the same words in {_places(view, elsewhere)}", "")], margin)
    for some in others:
        yield Line([(f"the same words in {_places(view, some)}", ""), *_who(view, some[0])], margin)


def _places(view: View, statements: Sequence[Statement]) -> str:
    articles = [view.articles[a] for a in dict.fromkeys(s.article for s in statements)]
    named = [f"{shorten(a.name, 50)} ({a.siglum})" for a in articles[:MOST_NAMED]]
    letters = " ".join(a.siglum for a in articles[MOST_NAMED:])
    return ", ".join([*named, letters] if letters else named)


def _said(view: View, statement: Statement, indent: int, width: int, marked: Sequence[Span] = ()) -> Line:
    """Return a line ``A  "words" - who, through whom [how]`` with the marked spans in bold."""
    source = view.articles[statement.article].article.content
    quoted = f"“{shorten(statement.text, width)}”"
    pieces = [*_emphasised(quoted, [plain(source[s:e]) for s, e in marked]), *_who(view, statement)]
    return Line(pieces, indent, f"{view.siglum(statement.article)}  ")


def _who(view: View, statement: Statement) -> Pieces:
    how = "".join(f" [{plain(one)}]" for one in manner(statement))
    return [(f" — {shorten(through(statement, view.names), 160)}", "italic"), (how, "yellow")]


def _emphasised(text: str, words: Sequence[str]) -> Pieces:
    for found in filter(None, words):
        head, given, tail = text.partition(found)
        if given:
            return [(head, ""), (given, "bold red"), *_emphasised(tail, [w for w in words if w != found])]
    return [(text, "")]


def _shared(view: View) -> Iterator[Line]:
    if not view.shared:
        return
    yield from _title("In several articles")
    for claim in view.shared[:MOST_SHARED]:
        pieces = [(text, "dim" if added else "") for text, added in label_pieces(claim, 240)]
        where = " ".join(view.siglum(a) for a in claim.said) + ("" if claim.sure else ", perhaps the same claim")
        grade = f"; {claim.claim.confidence}" if claim.claim.confidence else ""
        yield Line(pieces, 2, f"{claim.number:>2}  ")
        yield Line([(f"in {where}{grade}; origins: ", "dim"), (_verdict(view, claim), "")], 6)
        said = holders(view, claim)
        for who in said[:MOST_HOLDERS]:
            yield Line([(shorten(who.name, 100), "italic")], 6, f"{' '.join(a.siglum for a in who.articles)}  ")
        yield from _more(len(said) - MOST_HOLDERS)
    yield from _more(len(view.shared) - MOST_SHARED)
    if any(c.origin and c.origin.verdict == "not established" for c in view.shared[:MOST_SHARED]):
        yield Line([(NOT_ESTABLISHED, "dim")], 2)


def _verdict(view: View, claim: ClaimView) -> str:
    if claim.origin is None:
        return "not looked for"
    named = dict.fromkeys(plain(view.names.get(g.entity, "")) for g in claim.origin.groups if g.entity)
    listed = ", ".join(shorten(name, 40) for name in list(named)[:MOST_WAYS] if name)
    return VERDICT[claim.origin.verdict] + (f"; named: {listed}" if listed else "")


def _single(view: View) -> Iterator[Line]:
    for article, a in view.articles.items():
        mine = [c for c in view.single if article in c.said]
        if not mine:
            continue
        yield from _title(f"Only in {a.siglum}, {shorten(a.name, 50)}: {counted(len(mine), 'claim')}")
        for claim in mine[:MOST_SINGLE]:
            yield _said(view, claim.said[article][0], 2, 140)
        yield from _more(len(mine) - MOST_SINGLE)
