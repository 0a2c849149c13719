"""Write corrected stories as gold, in the form that ``python -m evals claims`` reads."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import msgspec

from rashomon.types import Correction, Dossier, Hop, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["articles_of", "lines", "story_row"]

PAIRS = ("conflict", "update")
CONTRAST = "contrast"


def story_row(story: str, dossier: Dossier) -> dict[str, Any]:
    """Return a corrected dossier as a row: statements, claims of several articles, differences and look-alikes.

    Articles and statements have short names, as readers give them. A chain stands only where an editor has judged it.
    """
    letters = {a.id: _letter(n) for n, a in enumerate(dossier.articles)}
    names = _statement_names(dossier.statements, letters)
    speakers = {e.id: e.name for e in dossier.entities}
    judged = _judged_chains(dossier)
    return {
        "story": story,
        "articles": {
            letters[a.id]: {
                "id": a.id,
                "outlet": a.outlet,
                "published": a.published or "",
                "length": len(a.content),
            }
            for a in dossier.articles
        },
        "statements": {names[s.id]: _statement(s, letters, speakers, judged.get(s.id)) for s in dossier.statements},
        "claims": [
            {"members": [names[s] for s in c.statements], "what": c.label}
            for c in dossier.claims
            if len({names[s].rstrip("0123456789") for s in c.statements}) > 1
        ],
        "pairs": list(_pairs(dossier, names)),
        "not_same": [[names[a], names[b]] for a, b in _not_same(dossier)],
        "origins": [],
    }


def articles_of(dossier: Dossier) -> Iterator[dict[str, Any]]:
    """Yield the texts that the offsets of a row count in."""
    for article in dossier.articles:
        yield {"id": article.id, "outlet": article.outlet, "title": article.title, "text": article.content}


def _letter(number: int) -> str:
    """Return A, B, … Z, AA, AB …"""
    rest, letter = divmod(number, 26)
    return (_letter(rest - 1) if rest else "") + chr(ord("A") + letter)


def _statement_names(statements: Iterable[Statement], letters: dict[Any, str]) -> dict[Any, str]:
    counts: dict[str, int] = {}
    names = {}
    for statement in sorted(statements, key=lambda s: (letters[s.article], s.spans)):
        letter = letters[statement.article]
        counts[letter] = counts.get(letter, 0) + 1
        names[statement.id] = f"{letter}{counts[letter]}"
    return names


def _statement(
    statement: Statement, letters: dict[Any, str], speakers: dict[Any, str], judged: str | None
) -> dict[str, Any]:
    row: dict[str, Any] = {"article": letters[statement.article], "spans": statement.spans}
    if judged is not None:
        row |= {"chain": [_hop(h, speakers) for h in statement.chain], "chain_from": judged}
    return row


def _hop(hop: Hop, speakers: dict[Any, str]) -> str:
    named = [speakers.get(s.entity) or s.text for s in hop.sources]
    if hop.anonymous or hop.unresolved or not named:
        return f"unnamed: {' and '.join(named)}" if named else "unnamed"
    return " and ".join(named)


def _judged_chains(dossier: Dossier) -> dict[str, str]:
    """Return how an editor judged the chain of each statement: ``reader`` where it was changed, else ``checked``."""
    found: dict[str, str] = {}
    for made in dossier.corrections:
        if made.kind == "chain" and (statement := _at(dossier, made, 0)) is not None:
            found[statement.id] = "checked" if made.action == "accept" else "reader"
    return found


def _at(dossier: Dossier, made: Correction, place: int) -> Statement | None:
    """Return the statement that the place of a correction is about."""
    from rashomon.library.correcting import statement_at

    return statement_at(dossier, made.places[place])


def _pairs(dossier: Dossier, names: dict[Any, str]) -> Iterator[dict[str, Any]]:
    for relation in dossier.relations:
        marked = any(d.kind == CONTRAST for d in relation.differences)
        kind = relation.kind if relation.kind in PAIRS else CONTRAST if marked else None
        if kind is not None:
            yield {"left": names[relation.left], "right": names[relation.right], "kind": kind, "why": relation.reason}


def _not_same(dossier: Dossier) -> list[tuple[str, str]]:
    """Return the statements that editors took apart, and that are in no claim together."""
    together = {frozenset(pair) for c in dossier.claims for pair in combinations(c.statements, 2)}
    found: dict[tuple[str, str], None] = {}
    for made in dossier.corrections:
        if made.kind == "join" and made.action == "reject":
            one, other = _at(dossier, made, 0), _at(dossier, made, 1)
            if one and other and one.id != other.id and frozenset((one.id, other.id)) not in together:
                found[one.id, other.id] = None
    return list(found)


def lines(rows: Iterable[dict[str, Any]]) -> bytes:
    """Return rows as JSON lines."""
    return b"".join(msgspec.json.encode(row) + b"\n" for row in rows)
