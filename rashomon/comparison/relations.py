"""How aligned statements of different articles stand to each other: they agree, are compatible, conflict, or update.

Conflict is said of few pairs, of those alone that are surely of one event and hold values that cannot both be true.
Everything else that differs is shown as a difference between statements that may both be right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, islice, product

from msgspec import structs

from rashomon.comparison.alignment import Aligned, Pairing
from rashomon.comparison.contradiction import REAL, Finding, findings, opposites, same_acts, spellings
from rashomon.comparison.framing import lexical_choices, phrasings
from rashomon.comparison.propositions import Content
from rashomon.comparison.similarity import longest_run, shared_words
from rashomon.types import Difference, Relation, RelationKind, Spot
from rashomon.types.dossier import Confidence

__all__ = ["relate"]

SURE = 0.9
"""Probability of being one event from which exclusive values are a conflict."""
SURE_ACT = 0.75
"""The same for what is affirmed and denied, or to come and done: the act is known to be the same."""
SHARED = 0.5
"""Share of both statements' weight that must have a counterpart for a conflict."""
SHARED_ACT = 0.33
"""The same for times and negations of one act."""
SAME_ACT = 0.4
"""How well the predicates must match for a conflict."""
OF_ACTS = frozenset({"polarity", "time"})

LIKELY = 0.6
"""Least score of a call that is more than worth checking."""

ADDS = 0.5
"""A statement of which less than this has a counterpart adds detail."""
WORDED = 0.7
"""Probability from which other words for one thing are shown."""
MOST_WORDINGS = 3
SAME_PREDICATE = 0.6
"""How well the predicates must match to say the same."""
FEW_WORDS = 4
NEARLY_ALL = 0.7
"""What must have a counterpart in a statement of fewer than FEW_WORDS, which share a word by chance."""
VERBATIM = 6
"""So many words in a row are the same thing said."""
MORE_EXACT = frozenset({"time", "number", "polarity"})
EXCLUSIVE = "contradiction"
CALLED = frozenset({EXCLUSIVE, "update"})

MOST_OF_ONE_FRAME = 12
"""Statements of one act of one entity; where more have it, it tells none of them apart."""
SAME_FRAME = 0.6
"""Share of both statements that must be the same words where they were not aligned."""
FRAME = 0.5
"""What a relation of two that were not aligned has for a score."""


def relate(contents: Sequence[Content], across: Sequence[Aligned]) -> tuple[Relation, ...]:
    """Return one relation for each pair, and for those that were not aligned and contradict each other in one frame.

    Left is of the article that comes first.
    """
    spelt = _spellings(contents, across)
    found = {(p.left, p.right): _relate(contents, p, spelt.get((p.left, p.right), ())) for p in across}
    for i, j in sorted(_frames(contents) - found.keys()):
        pair = Aligned(i, j, FRAME, shared_words(contents[i], contents[j]))
        if relation := _in_one_frame(contents, pair):
            found[i, j] = relation
    return tuple(found[key] for key in sorted(found))


def _relate(contents: Sequence[Content], pair: Aligned, spelt: Sequence[Finding]) -> Relation:
    p = Pairing(contents[pair.left], contents[pair.right], pair.match)
    found = [f if _holds(f, p, pair) else _detail(f) for f in findings(p)]
    found += [*spelt, *(Finding(d) for d in (*_holders(p), *phrasings(p)))]
    kind = _called(found)
    if kind is None and pair.score >= WORDED and not any(f.difference.about == "wording" for f in found):
        found += [Finding(d) for d in islice(lexical_choices(p), MOST_WORDINGS)]
    differences = tuple(f.difference for f in found)
    score = round(pair.score, 3)
    ids = (p.left.statement.id, p.right.statement.id)
    if kind is not None:
        reason = next(f.reason for f in found if f.difference.kind in CALLED)
        return Relation(*ids, kind, differences, score, _confidence(found, pair), reason)
    more = any(d.about in MORE_EXACT or d.kind != "detail" for d in differences)
    return Relation(*ids, "agree" if _says_the_same(p) and not more else "compatible", differences, score)


def _called(found: Sequence[Finding]) -> RelationKind | None:
    kinds = {f.difference.kind for f in found}
    return "conflict" if EXCLUSIVE in kinds else "update" if "update" in kinds else None


def _detail(finding: Finding) -> Finding:
    return Finding(structs.replace(finding.difference, kind="detail"))


def _holds(finding: Finding, p: Pairing, pair: Aligned) -> bool:
    """Return whether two statements are surely of the one happening of which the finding would be an exclusion."""
    if finding.copied:
        return True
    about, kind = finding.difference.about, finding.difference.kind
    framed = about == "polarity" and kind == EXCLUSIVE  # of the same arguments, as far as both have them
    known = framed or (about in OF_ACTS and any(same_acts(p)))
    return (
        pair.score >= (SURE if about == "time" and kind != "update" else SURE_ACT)
        and min(p.match.left, p.match.right) >= (SHARED_ACT if known else SHARED)
        and (framed or p.match.predicate >= SAME_ACT)
        and (kind == "update" or {p.left.statement.force, p.right.statement.force} <= REAL)
    )


def _confidence(found: Sequence[Finding], pair: Aligned) -> Confidence:
    if any(f.copied for f in found):
        return "clear"
    return "likely" if pair.score >= LIKELY else "check"


# Apart from alignment


def _frames(contents: Sequence[Content]) -> set[tuple[int, int]]:
    """Return the pairs of statements of different articles that tell the same act of the same entity."""
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, content in enumerate(contents):
        entities = {w.key for w in content.words if w.key in content.article.entities}
        for key in {w.key for w in content.main_words} - entities:
            for act, entity in product((key, *opposites(key)), entities):
                blocks[act, entity].append(i)
    return {
        (i, j)
        for members in blocks.values()
        if len(members) <= MOST_OF_ONE_FRAME
        for i, j in combinations(members, 2)
        if contents[i].article is not contents[j].article
    }


def _in_one_frame(contents: Sequence[Content], pair: Aligned) -> Relation | None:
    """Return the relation of two statements that were not aligned, where they contradict each other all the same."""
    p = Pairing(contents[pair.left], contents[pair.right], pair.match)
    if min(p.match.left, p.match.right) < SAME_FRAME:
        return None
    found = [
        f for f in findings(p) if f.copied or (f.difference.about == "polarity" and f.difference.kind == EXCLUSIVE)
    ]
    kind = _called(found)
    if kind is None:
        return None
    ids = (p.left.statement.id, p.right.statement.id)
    return Relation(*ids, kind, tuple(f.difference for f in found), pair.score, "check", found[0].reason)


def _spellings(contents: Sequence[Content], across: Sequence[Aligned]) -> dict[tuple[int, int], list[Finding]]:
    """Return for the best pair of two articles that has it each name that they spell in two ways."""
    seen = set()
    out: dict[tuple[int, int], list[Finding]] = defaultdict(list)
    for pair in sorted(across, key=lambda x: (-x.score, x.left, x.right)):
        left, right = contents[pair.left], contents[pair.right]
        for finding in spellings(Pairing(left, right, pair.match)):
            key = (
                left.article.number,
                finding.difference.left.text,
                right.article.number,
                finding.difference.right.text,
            )
            if key not in seen:
                seen.add(key)
                out[pair.left, pair.right].append(finding)
    return out


# What both say


def _says_the_same(p: Pairing) -> bool:
    """Return whether both say one thing of one thing: not only of the same things, and not one of them asking it."""
    left, right = p.left.statement, p.right.statement
    share = min(p.match.left, p.match.right)
    if "question" in (left.force, right.force) and left.force != right.force:
        return False
    if _different_subjects(p):
        return False
    if share >= ADDS and longest_run(p.left, p.right)[2] >= VERBATIM:
        return True
    if left.polarity != right.polarity:
        return False
    few = min(len(p.left.words), len(p.right.words)) < FEW_WORDS
    return share >= (NEARLY_ALL if few else ADDS) and p.match.predicate >= SAME_PREDICATE


def _different_subjects(p: Pairing) -> bool:
    """Return whether the two are surely said of different entities."""
    propositions = (p.left.statement.proposition, p.right.statement.proposition)
    one, two = (
        {a.entity for a in q.arguments if a.role == "subject" and a.entity} if q else set() for q in propositions
    )
    return bool(one) and bool(two) and not one & two


def _holders(p: Pairing) -> Iterator[Difference]:
    """Yield the two people or bodies that the articles name as the first to have said it."""
    a, b = p.left.speaker, p.right.speaker
    if a and b and a.entity != b.entity:
        yield Difference("holder", Spot(a.start, a.end, a.text), Spot(b.start, b.end, b.text))
