"""What is new in a story since its dossier before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rashomon.types import Copy, Dossier, Figure, Relation
from rashomon.types.ids import ArticleId

__all__ = ["changes_between"]

MOST_TEXT = 160


def changes_between(earlier: Dossier | None, now: Dossier) -> Iterator[tuple[str, str]]:
    """Yield the kind of each change, and a line that tells it.

    Kinds: ``story``, ``contradiction``, ``figure``, ``origin``, ``version``, ``correction``.
    """
    labels = {a.id: a.label for a in now.articles}
    if earlier is None:
        yield "story", f"{len(now.articles)} reports on {_headline(now)}"
    yield from _contradictions(earlier, now, labels)
    yield from _figures(earlier, now)
    yield from _origins(earlier, now)
    yield from _versions(earlier, now, labels)
    yield from _correction_notes(earlier, now, labels)


def _headline(now: Dossier) -> str:
    first = min(now.articles, key=lambda a: a.precedence)
    return _short(first.title or first.label)


def _contradictions(
    earlier: Dossier | None, now: Dossier, labels: Mapping[ArticleId, str]
) -> Iterator[tuple[str, str]]:
    said = {s.id: s for s in now.statements}
    known = {frozenset(_led(now, i) for i in (r.left, r.right)) for r in _conflicts(earlier)}
    for found in _conflicts(now):
        if frozenset((found.left, found.right)) not in known:
            left, right = said[found.left], said[found.right]
            yield (
                "contradiction",
                f"{labels[left.article]}: {_short(left.text)} – {labels[right.article]}: {_short(right.text)}",
            )


def _conflicts(dossier: Dossier | None) -> list[Relation]:
    return [r for r in dossier.relations if r.kind == "conflict"] if dossier else []


def _figures(earlier: Dossier | None, now: Dossier) -> Iterator[tuple[str, str]]:
    """Yield the figures of which there is another value now, ids of figures being those of their earliest values."""
    before: dict[object, set[tuple[float, float | None]]] = {}
    for figure in earlier.figures if earlier else ():
        for key in _keys(figure):
            before.setdefault(key, set()).update((v.low, v.high) for v in figure.values)
    for figure in now.figures:
        known = set().union(*(before.get(key, set()) for key in _keys(figure)))
        new = [v for v in figure.values if (v.low, v.high) not in known]
        if new and (known or earlier is not None) and figure.kind in ("update", "conflict"):
            values = ", ".join(dict.fromkeys(v.text for v in figure.values))
            yield "figure", f"{_short(figure.what)}: {_short(values)}"


def _keys(figure: Figure) -> set[object]:
    return {figure.id, *((v.article, v.start) for v in figure.values)}


def _origins(earlier: Dossier | None, now: Dossier) -> Iterator[tuple[str, str]]:
    if earlier is None:
        return
    before = {_led(now, o.claim): o.independent for o in earlier.origins}
    labels = {c.id: c.label for c in now.claims}
    for origin in now.origins:
        if origin.independent > 1 and before.get(origin.claim, 1) < 2:
            yield "origin", f"{origin.independent} independent origins: {_short(labels[origin.claim])}"


def _versions(earlier: Dossier | None, now: Dossier, labels: Mapping[ArticleId, str]) -> Iterator[tuple[str, str]]:
    known = {(c.left, c.right) for c in earlier.copies} if earlier else set()
    for copy in now.copies:
        if copy.kind == "version" and (copy.left, copy.right) not in known and copy.changes:
            yield "version", f"{labels[copy.right]} changed: {_short(_changed(copy))}"


def _changed(copy: Copy) -> str:
    parts = []
    for one in copy.changes:
        left = f"“{_short(one.left.text, 60)}”" if one.left else ""
        right = f"“{_short(one.right.text, 60)}”" if one.right else ""
        parts.append(f"{left} became {right}" if left and right else f"added {right}" if right else f"left out {left}")
    return "; ".join(parts)


def _correction_notes(
    earlier: Dossier | None, now: Dossier, labels: Mapping[ArticleId, str]
) -> Iterator[tuple[str, str]]:
    known = {a.id for a in earlier.articles} if earlier else set()
    for article in now.articles:
        for passage in article.passages:
            if passage.kind == "correction" and article.id not in known:
                yield "correction", f"{labels[article.id]}: {_short(article.content[passage.start : passage.end])}"


def _led(now: Dossier, given: str) -> str:
    return now.redirects.get(given, given)


def _short(text: str, most: int = MOST_TEXT) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
