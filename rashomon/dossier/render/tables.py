"""Lists of a dossier as rows, and rows as CSV that a spreadsheet reads and never runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from rashomon.dossier.render.labels import hop_name, plain
from rashomon.dossier.render.view import View, arrange
from rashomon.types import Dossier

__all__ = ["TABLES", "rows", "to_csv"]

Row = Mapping[str, str | int | float]
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What a spreadsheet reads as the start of a formula, in either width."""


def rows(dossier: Dossier, table: str) -> list[Row]:
    """Return the rows of one of `TABLES`, the most important first."""
    return list(TABLES[table](arrange(dossier)))


def to_csv(rows: Sequence[Row]) -> bytes:
    """Return rows as CSV in UTF-8 with a byte order mark; a text that could be a formula begins with an apostrophe."""
    out = io.StringIO(newline="")
    if rows:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows({name: _safe(value) for name, value in row.items()} for row in rows)
    return out.getvalue().encode("utf-8-sig", "replace")


def _safe(value: str | float) -> str | float:
    if not isinstance(value, str):
        return value
    text = plain(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _outlets(view: View, articles: Iterable[str]) -> str:
    return "; ".join(view.articles[a].name for a in articles)


def _claims(view: View) -> Iterator[Row]:
    for claim in view.claims:
        yield {
            "claim": claim.claim.label,
            "reports": len(claim.said),
            "outlets": _outlets(view, claim.said),
            "differs": "yes" if claim.standing == "conflict" else "",
            "confidence": claim.claim.confidence or "",
            "importance": round(claim.claim.importance, 3),
            "id": claim.claim.id,
        }


def _figures(view: View) -> Iterator[Row]:
    for figure in view.dossier.figures:
        for value in figure.values:
            article = view.articles[value.article]
            yield {
                "figure": figure.what,
                "value": value.text,
                "low": value.low,
                "high": "" if value.high is None else value.high,
                "unit": figure.unit,
                "outlet": article.name,
                "as of": value.as_of or "",
                "source": view.names.get(value.holder or "", ""),
                "kind": figure.kind,
                "id": figure.id,
            }


def _quotes(view: View) -> Iterator[Row]:
    for statement in view.statements.values():
        if statement.quotation in ("direct", "mixed"):
            article = view.articles[statement.article]
            speaker, *via = [hop_name(hop, view.names) for hop in statement.chain] or [""]
            yield {
                "speaker": speaker,
                "quote": statement.text,
                "via": "; ".join(via),
                "outlet": article.name,
                "published": article.article.published or "",
                "id": statement.id,
            }


def _sources(view: View) -> Iterator[Row]:
    for source in view.dossier.sources:
        yield {
            "source": source.name,
            "role": source.role or "",
            "named": "yes" if source.named else "no",
            "reports": len(source.articles),
            "outlets": _outlets(view, source.articles),
            "statements": source.statements,
            "quotes": source.quotes,
            "at first hand in": _outlets(view, source.first_hand),
            "through": "; ".join(view.names[e] for e in source.through),
            "id": source.id,
        }


def _copies(view: View) -> Iterator[Row]:
    for copy in view.dossier.copies:
        left, right = view.articles[copy.left], view.articles[copy.right]
        yield {
            "kind": copy.kind,
            "report": left.name,
            "other report": right.name,
            "share of report": round(copy.left_share, 3),
            "share of other": round(copy.right_share, 3),
            "first": view.articles[copy.earlier].name if copy.earlier else "",
            "passages": len(copy.shared),
        }


TABLES: dict[str, Callable[[View], Iterator[Row]]] = {
    "claims": _claims,
    "figures": _figures,
    "quotes": _quotes,
    "sources": _sources,
    "copies": _copies,
}
"""The lists by name."""
