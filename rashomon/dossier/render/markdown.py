"""The dossier as Markdown (CommonMark with GitHub's tables), in the order of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from rashomon.dossier.render.attribution_flow import chain_lines
from rashomon.dossier.render.copies import ChangeLine, CopyLine, copy_lines, group_lines
from rashomon.dossier.render.differences import (
    contrasts,
    figure_rows,
    holders,
    later_side,
    nothing_differs,
    resolved_label,
)
from rashomon.dossier.render.labels import (
    ABOUT,
    NOT_ESTABLISHED,
    PERHAPS_THE_SAME,
    VERDICT,
    VOICE,
    counted,
    manner,
    shorten,
    through,
    when,
)
from rashomon.dossier.render.relation_lines import Conflict, conflicts, together
from rashomon.dossier.render.sections import article_facts, omission_cases, origin_cases, wording_rows
from rashomon.dossier.render.view import ClaimView, View, arrange
from rashomon.types import Dossier, Statement

__all__ = ["escaped", "numbers", "render"]

MOST_WIDE = 4
_SPECIAL = re.compile(
    r"""
      [\\`*\[\]|~$]                    # emphasis, code, links, table cells, mathematics
    | (?<![^\W_])_ | _(?![^\W_])      # emphasis; within a word an underscore is none
    | \#(?=\w) | :(?=//) | (?<=www)\.  # references and addresses that GitHub makes links of
    | ^[-+\#] | (?<=^\d)[.)] | (?<=^\d\d)[.)] | (?<=^\d\d\d)[.)] | (?<=^\d\d\d\d)[.)]  # lists, headings
    """,
    re.VERBOSE | re.IGNORECASE,
)
_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def render(dossier: Dossier) -> str:
    """Return ``dossier`` as Markdown. Outside text is escaped: it creates no markup, links or HTML."""
    view = arrange(dossier)
    parts = (
        _head,
        _copies,
        _figures,
        _conflicts,
        _contrasts,
        _claims,
        _origins,
        _chains,
        _wording,
        _omissions,
        _timeline,
    )
    return "\n".join(line for part in parts for line in part(view)) + "\n"


def escaped(text: str, width: int = 240) -> str:
    """Return ``text`` shortened to one line, with characters escaped that could be Markdown or HTML markup."""
    return _SPECIAL.sub(r"\\\g<0>", shorten(text, width)).translate(_HTML)


def _head(view: View) -> Iterator[str]:
    yield f"# {escaped(view.title)}"
    yield ""
    yield (
        f"{counted(len(view.articles), 'article')}, {counted(len(view.statements), 'statement')}, "
        f"{counted(len(view.claims), 'claim')} ({len(view.shared):,} in several articles)"
        + (f", {counted(found, 'conflict')}. " if (found := len(conflicts(view))) else ". ")
        + "Found by machine and possibly wrong; the words quoted are exact. Who is right is for the reader to judge."
    )
    yield ""
    for a in view.articles.values():
        title = f", *{escaped(a.title, 140)}*" if a.title else ""
        yield f"- **{a.siglum}** {escaped(a.name)}{title}: {escaped('; '.join(article_facts(a)), 400)}"
    for title, noun, failures in (
        ("Left out of the comparison", "input", view.left_out),
        ("Not found, because a stage failed", "finding", view.missing),
        ("Corrected by editors", "correction", view.corrected),
    ):
        if failures:
            yield ""
            yield f"{title}: {counted(len(failures), noun)}."
            yield ""
        for failure in failures:
            yield f"- {escaped(failure.source, 120)}: {escaped(failure.problem, 300)}"
    yield ""


def _copies(view: View) -> Iterator[str]:
    lines = copy_lines(view)
    if not lines:
        return
    yield from _heading("Copied")
    for g in group_lines(view):
        where = ", ".join(f"{a.siglum} {escaped(a.name, 80)}" for a in g.members)
        credit = f"; credited to {escaped(g.agency, 60)}" if g.agency else ""
        first = f"; {g.first.siglum} had it first" if g.first else ""
        yield f"**{g.heading}**: {where}{credit}{first}"
        yield ""
    for c in lines:
        yield from _copy(view, c)
    yield ""


def _copy(view: View, line: CopyLine) -> Iterator[str]:
    yield f"- {escaped(line.text, 300)}"
    for reason in line.reasons:
        evidence = "; ".join(f"{view.siglum(e.article)}: “{escaped(e.text, 110)}”" for e in reason.evidence[:3])
        yield f"  - {escaped(reason.text, 300)}{': ' + evidence if evidence else ''}"
    for passage in line.passages:
        quoted = ", the same quotation" if passage.shared.quoted else ""
        text = "".join(piece for piece, _ in passage.left.pieces)
        yield f"  - “{escaped(text, 300)}” ({counted(passage.shared.words, 'word')}{quoted})"
    for change in line.changes:
        yield f"  - {change.kind}: {_changed(change)}"


def _changed(change: ChangeLine) -> str:
    """Return the words of the earlier and of the later version, in quotation marks, with their context."""
    old, new = (f"“{escaped(words, 400)}”" if words else "" for words in (change.old, change.new))
    before = escaped(change.before) + " " * change.before.endswith(" ")
    after = " " * change.after.startswith(" ") + escaped(change.after)
    return f"{before}{' → '.join(filter(None, (old, new)))}{after}"


def _figures(view: View) -> Iterator[str]:
    rows = figure_rows(view)
    if not rows:
        return
    yield from _heading("Figures")
    for row in rows:
        number = f"claim {row.claim.number}, " if row.claim else ""
        yield f"- **{escaped(row.figure.what, 100)}** ({number}{row.kind})"
        for a, value, who in row.values:
            as_of = f", {escaped(when(value.as_of), 60)}" if value.as_of else ""
            given = f", {escaped(who, 80)}" if who else ""
            yield f"  - **{a.siglum}** {escaped(value.text, 80)} — {escaped(a.name, 80)}{as_of}{given}"
    yield ""


def _conflicts(view: View) -> Iterator[str]:
    yield from _heading("Conflicts")
    found = conflicts(view)
    if not found:
        yield nothing_differs(view)
        yield ""
    for conflict in found:
        yield from _conflict(view, conflict)
    if updates := conflicts(view, "update"):
        yield from _heading("Later states")
        for update in updates:
            yield from _conflict(view, update)


def _conflict(view: View, conflict: Conflict) -> Iterator[str]:
    about = [
        f"on {ABOUT[d.about]}: “{escaped(d.left.text, 70)}” against “{escaped(d.right.text, 70)}”"
        for d in conflict.main
    ]
    number = f"Claim {conflict.claim.number}, " if conflict.claim else ""
    yield f"### {number}{'; '.join(about) or 'in what is said'}"
    yield ""
    for side in (conflict.left, conflict.right):
        yield from _conflict_side(view, side)
    for d in conflict.also:
        yield f"- Also in {ABOUT[d.about]}: “{escaped(d.left.text, 70)}” / “{escaped(d.right.text, 70)}”"
    grade = f" ({conflict.relation.confidence})" if conflict.relation.confidence else ""
    if conflict.relation.reason or grade:
        yield f"- Why: {escaped(conflict.relation.reason, 240) or 'the words differ'}{grade}"
    later = later_side(view, conflict) if conflict.relation.kind == "update" else None
    if later:
        yield f"- The later state is in **{later.siglum}**, of {escaped(when(later.article.published or ''))}"
    yield ""


def _contrasts(view: View) -> Iterator[str]:
    found = contrasts(view)
    if not found:
        return
    yield from _heading("Told in opposite ways")
    for c in found:
        number = f"claim {c.claim.number}, " if c.claim else ""
        words = f"“{escaped(c.difference.left.text, 70)}” / “{escaped(c.difference.right.text, 70)}”"
        yield f"- {number}{ABOUT[c.difference.about]}: {words}"
        for s in (c.left, c.right):
            yield f"  - **{view.siglum(s.article)}** {_said(view, s)}"
    yield ""


def _conflict_side(view: View, side: Sequence[Statement]) -> Iterator[str]:
    (shown, *same), *others = together(view, side)
    yield f"- **{view.siglum(shown.article)}** {_said(view, shown, 600)}"
    if elsewhere := [s for s in same if s.article != shown.article]:
        yield f"  - the same words in {_places(view, elsewhere)}"
    for some in others:
        yield f"  - the same words in {_places(view, some)} — {_who(view, some[0])}"


def _places(view: View, statements: Iterable[Statement]) -> str:
    articles = dict.fromkeys(s.article for s in statements)
    return ", ".join(f"**{view.siglum(a)}** {escaped(view.articles[a].name, 80)}" for a in articles)


def _said(view: View, statement: Statement, width: int = 170) -> str:
    return f"“{escaped(statement.text, width)}” — {_who(view, statement)}"


def _who(view: View, statement: Statement) -> str:
    how = ", ".join(escaped(one, 60) for one in manner(statement))
    return escaped(through(statement, view.names), 200) + (f" ({how})" if how else "")


def _claims(view: View) -> Iterator[str]:
    yield from _heading("Claims in several articles")
    if view.firm:
        yield from _shared(view, view.firm)
    else:
        yield f"No claim was {'surely ' if view.loose else ''}found in more than one article."
    yield ""
    if view.loose:
        yield from _heading("Perhaps the same claim")
        yield PERHAPS_THE_SAME
        yield ""
        yield from _shared(view, view.loose)
        yield ""
    yield from _heading("Only in one article")
    for article, a in view.articles.items():
        mine = [c for c in view.single if article in c.said]
        yield f"**{a.siglum}** {escaped(a.name)}: {counted(len(mine), 'claim')}"
        yield ""
        for c in mine:
            yield f"- {c.number}: {'; '.join(_said(view, s) for s in c.said[article])}"
        yield ""


def _shared(view: View, claims: Iterable[ClaimView]) -> Iterator[str]:
    if len(view.articles) <= MOST_WIDE:
        heads = [f"{a.siglum}: {escaped(a.name, 60)}" for a in view.articles.values()]
        rows = ([str(c.number), *(_cell(view, c, a) for a in view.articles), _verdict(c)] for c in claims)
        return _table(["No.", *heads, "Origins"], rows)
    rows = ([str(c.number), _label(c), _holders(view, c), _verdict(c)] for c in claims)
    return _table(["No.", "Claim", "Who says it", "Origins"], rows)


def _label(claim: ClaimView) -> str:
    return escaped(resolved_label(claim)) + (f" ({claim.claim.confidence})" if claim.claim.confidence else "")


def _holders(view: View, claim: ClaimView) -> str:
    """Return the articles of a claim by who they have it from."""
    return "<br>".join(
        f"{' '.join(a.siglum for a in who.articles)}: {escaped(who.name, 120)}" for who in holders(view, claim)
    )


def _cell(view: View, claim: ClaimView, article: str) -> str:
    return "<br>".join(_said(view, s) for s in claim.said.get(article, ())) or "—"


def _verdict(claim: ClaimView) -> str:
    return VERDICT[claim.origin.verdict] if claim.origin else "—"


def _sigla(view: View, claim: ClaimView) -> str:
    return " ".join(view.siglum(a) for a in claim.said)


def _origins(view: View) -> Iterator[str]:
    yield from _heading("Origins")
    if view.shared:
        yield NOT_ESTABLISHED
        yield ""
    for case in origin_cases(view, view.shared):
        named = ", ".join(escaped(name, 60) for name in case.named) or "No origin named"
        yield f"- **{named}**: {VERDICT[case.verdict]} (claims {numbers(case.claims)})"
        for reason in case.reasons:
            evidence = "; ".join(f"{view.siglum(e.article)}: “{escaped(e.text, 110)}”" for e in reason.evidence[:3])
            yield f"  - {escaped(reason.text, 300)}{': ' + evidence if evidence else ''}"
    yield ""


def numbers(claims: Iterable[ClaimView]) -> str:
    """Return the claims' numbers, three or more in a row as a range: ``1, 3, 7–9``."""
    runs: list[list[int]] = []
    for number in sorted(c.number for c in claims):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)


def _chains(view: View) -> Iterator[str]:
    yield from _heading("Who says what through whom")
    for line in chain_lines(view):
        where = []
        for article, some in line.said.items():
            claims = {c.number: c for s in some for c in view.claims_of.get(s.id, ())}
            where.append(
                f"{view.siglum(article)} (claims {numbers(claims.values())})" if claims else view.siglum(article)
            )
        yield f"- {escaped(line.text)}: {counted(line.count, 'statement')} in {'; '.join(where)}"
    yield ""


def _wording(view: View) -> Iterator[str]:
    yield from _heading("Wording")
    for row in wording_rows(view):
        number = f"claim {row.claim.number}, " if row.claim else ""
        yield f"- {number}{escaped(row.label, 90)}"
        for articles, some in row.together:
            used = (
                f"“{escaped(u.text, 80)}” ({VOICE[u.voice]}{f', {u.count} times' if u.count > 1 else ''})" for u in some
            )
            yield f"  - {' '.join(map(view.siglum, articles))}: {', '.join(used)}"
    yield ""


def _omissions(view: View) -> Iterator[str]:
    yield from _heading("What each leaves out")
    for case in omission_cases(view):
        where = ", ".join(f"**{a.siglum}** {escaped(a.name)}" for a in case.articles)
        yield f"- {where}: {counted(case.count, 'claim')}"
        for knew, claims in case.groups:
            yield f"  - {knew}: {counted(len(claims), 'claim')}"
            for claim in (c for c in claims if c.standing != "single"):
                yield f"    - {claim.number}: {escaped(resolved_label(claim))} (in {_sigla(view, claim)})"
            if single := [c for c in claims if c.standing == "single"]:
                yield f"    - only in one other article: {numbers(single)}"
    yield ""


def _timeline(view: View) -> Iterator[str]:
    yield from _heading("Timeline")
    if not view.moments:
        yield "No time could be placed."
    for moment in view.moments:
        yield f"- {escaped(when(moment.when))}"
        for claim in (view.claim_by_id[i] for i in moment.claims):
            yield f"  - {claim.number}: {escaped(resolved_label(claim))} ({_sigla(view, claim)})"


def _heading(text: str) -> tuple[str, str]:
    return (f"## {text}", "")


def _table(heads: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    for cells in (heads, ["---"] * len(heads), *rows):
        yield f"| {' | '.join(cells)} |"
