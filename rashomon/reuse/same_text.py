"""Groups of articles that carry one text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from rashomon.reuse.copies import place
from rashomon.reuse.direction import credit
from rashomon.types import Article, Copy, CopyGroup

__all__ = ["copy_groups"]


def copy_groups(articles: Iterable[Article], copies: Sequence[Copy]) -> tuple[CopyGroup, ...]:
    """Return the groups connected by exact and near copies and versions, largest first; passages do not connect."""
    ordered = {a.id: a for a in sorted(articles, key=place)}
    joining = [c for c in copies if c.kind != "passage"]
    neighbours: dict[str, list[str]] = defaultdict(list)
    for copy in joining:
        neighbours[copy.left].append(copy.right)
        neighbours[copy.right].append(copy.left)
    seen: set[str] = set()
    groups = []
    for first in ordered:
        if first in neighbours and first not in seen:
            members = _reached(first, neighbours)
            seen |= members
            groups.append(_group([ordered[a] for a in ordered if a in members], joining))
    rank = {a: n for n, a in enumerate(ordered)}
    return tuple(sorted(groups, key=lambda g: (-len(g.articles), rank[g.articles[0]])))


def _reached(first: str, neighbours: dict[str, list[str]]) -> set[str]:
    found, todo = {first}, [first]
    while todo:
        for other in neighbours[todo.pop()]:
            if other not in found:
                found.add(other)
                todo.append(other)
    return found


def _group(members: Sequence[Article], joining: Iterable[Copy]) -> CopyGroup:
    ids = tuple(a.id for a in members)
    before: dict[str, set[str]] = defaultdict(set)
    for copy in joining:
        if copy.earlier is not None:
            before[copy.earlier].add(copy.right if copy.earlier == copy.left else copy.left)
    earlier = next((i for i in ids if before[i] >= set(ids) - {i}), None)
    credited = [found for a in members if (found := credit(a)) is not None]
    agency = Counter(name for name, _ in credited).most_common(1)[0][0] if credited else None
    evidence = tuple(spot for name, spot in credited if name == agency and spot is not None)
    return CopyGroup(articles=ids, earlier=earlier, agency=agency, evidence=evidence)
