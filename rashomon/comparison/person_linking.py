"""Which people of several articles are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from rashomon.comparison.disjoint_sets import Forest
from rashomon.names.forms import same_person, similar_spelling
from rashomon.names.people import person_name

__all__ = ["join_people"]


def join_people(names: Sequence[str], articles: Sequence[int], members: Sequence[int], forest: Forest) -> None:
    """Join the ``members`` whose ``names`` may be one person's.

    Everybody in a set fits everybody else in it, so that "J. Smith" never makes one of John and James. A surname alone
    joins the one set that it fits, if there is exactly one; two people of one article are never joined.
    """
    order = sorted(range(len(names)), key=lambda i: (_is_short(names[i]), names[i], members[i]))
    near = _near(names)
    sets: list[list[int]] = []
    by_part: dict[str, set[int]] = defaultdict(set)
    for i in order:
        parts = person_name(names[i]).parts
        candidates = sorted({s for part in parts for spelt in near.get(part, (part,)) for s in by_part[spelt]})
        fitting = [
            s for s in candidates if all(articles[i] != articles[j] and _fit(names[i], names[j]) for j in sets[s])
        ]
        if len(fitting) == 1:
            chosen = fitting[0]
            forest.join(members[sets[chosen][0]], members[i])
        else:
            chosen = len(sets)
            sets.append([])
        sets[chosen].append(i)
        for part in parts:
            by_part[part].add(chosen)


def _fit(a: str, b: str) -> bool:
    """Whether two names may be one person's: "Jr." and no "Jr." are father and son."""
    return person_name(a).suffix == person_name(b).suffix and same_person(a, b)


def _is_short(name: str) -> tuple[int, bool]:
    """What names are taken by, the fullest first: one of more parts, one without initials."""
    parts = person_name(name).parts
    return (-len(parts), any(len(p) == 1 for p in parts))


def _near(names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """For each part of a name, the parts that may be spellings of it, itself among them."""
    parts = sorted({part for name in names for part in person_name(name).parts})
    out = {part: [part] for part in parts}
    for a, b in combinations([p for p in parts if len(p) > 4], 2):
        if similar_spelling(a, b):
            out[a].append(b)
            out[b].append(a)
    return {part: tuple(spelt) for part, spelt in out.items()}
