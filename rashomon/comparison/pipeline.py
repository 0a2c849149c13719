"""The stages of the comparison in their order: link entities, align statements, group them, and find what differs.

The order of the claims by the times that they name is found here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from rashomon.comparison.alignment import Aligned, Aligner, Grouping, alone, claims, group
from rashomon.comparison.entity_linking import Linked, link
from rashomon.comparison.framing import wording
from rashomon.comparison.identity import keep_claims, keep_entities
from rashomon.comparison.omissions import by_words, omissions
from rashomon.comparison.propositions import Content, contents_of
from rashomon.comparison.provenance import origins
from rashomon.comparison.relations import relate
from rashomon.stages import Guard
from rashomon.types import Article, Claim, Copy, Dossier, Moment, Omission, StageFailure, Statement, Understanding
from rashomon.types.ids import ClaimId, claim_id
from rashomon.types.timex import extent, precision

__all__ = ["COPY_GROUPS", "COSTS", "IDS", "compare", "timeline"]


class Stage(NamedTuple):
    """A stage of the comparison, and what a dossier is without where it fails."""

    name: str
    cost: str


COPIES = Stage("copies", "copies could not be found, nor the origins of the claims")
ENTITIES = Stage("entities", "entities could not be linked across the articles, nor the origins of the claims found")
CONTENTS = Stage("contents", "its statements could not be compared with others, and each is a claim of its own")
ALIGNMENT = Stage("alignment", "the statements could not be compared, and each is a claim of its own")
CLAIMS = Stage("claims", "the statements could not be grouped into claims, and each is a claim of its own")
RELATIONS = Stage("relations", "agreements and conflicts could not be found")
ORIGINS = Stage("origins", "the origins of the claims could not be found")
OMISSIONS = Stage("omissions", "omissions could not be found")
WORDING = Stage("wording", "differences in wording could not be found")
TIMELINE = Stage("timeline", "the timeline could not be built")
COPY_GROUPS = Stage("copy groups", "articles with the same text could not be grouped")
IDS = Stage("ids", "the ids of the earlier dossier could not be kept")

COSTS = dict(
    (COPIES, ENTITIES, CONTENTS, ALIGNMENT, CLAIMS, RELATIONS, ORIGINS, OMISSIONS, WORDING, TIMELINE, COPY_GROUPS, IDS)
)
"""What failing costs, for each stage by name; copies and their groups are found before and after the comparison."""

Failed = Sequence[tuple[Understanding, tuple[StageFailure, ...]]]
"""Articles on which a stage failed, with the failures."""


def compare(
    understandings: Sequence[Understanding], copies: Sequence[Copy], guard: Guard, earlier: Dossier | None = None
) -> tuple[Dossier, dict[str, str], Failed]:
    """Compare understood articles, which are in order of publication: return what a dossier tells of them.

    ``copies`` are those among the articles: what is copied has one origin. A stage that fails costs what it finds;
    ``guard`` has the failures of the stages before and gets those of the comparison, and those of single articles are
    returned. Entities and claims that an ``earlier`` dossier has keep their ids; returned is also where the ids lead
    that entities and claims have in it, and in dossiers of fewer of the articles.
    """
    run = guard.run
    unlinked = Linked(tuple(understandings), tuple(chain.from_iterable(u.entities for u in understandings)), {})
    linked = run(ENTITIES.name, unlinked, link, understandings)
    if earlier is not None:
        linked = run(IDS.name, linked, keep_entities, linked, earlier)
    contents, failed = _contents(linked.understandings)
    across, grouping, grouped = _grouped(guard, contents)
    joined = claims(contents, grouping)
    known = {s for claim in joined for s in claim.statements}
    articles = tuple(u.article for u in linked.understandings)
    statements = tuple(s for u in linked.understandings for s in u.statements)
    found = (*joined, *(alone(s) for s in statements if s.id not in known))
    kept: Mapping[str, str] = {}
    if earlier is not None:
        found, kept = run(IDS.name, (found, kept), keep_claims, found, statements, articles, earlier)
        joined = found[: len(joined)]
    # without knowing what is copied and who is the same, one origin could be counted as two
    sure = not {COPIES.name, ENTITIES.name} & {f.stage for f in guard.failed}
    dossier = Dossier(
        articles=articles,
        entities=linked.entities,
        statements=statements,
        attributions=tuple(a for u in linked.understandings for a in u.attributions),
        claims=found,
        relations=run(RELATIONS.name, (), relate, contents, across),
        origins=run(ORIGINS.name, (), origins, contents, grouping, joined, copies) if sure else (),
        omissions=_omissions(guard, linked.understandings, found, contents, failed) if grouped else (),
        wording=run(WORDING.name, (), wording, linked.entities, contents, across, grouping, joined),
        events=tuple(e for u in linked.understandings for e in u.events),
        timeline=run(TIMELINE.name, (), timeline, found, statements),
        copies=tuple(copies),
    )
    return dossier, {**linked.ids, **{claim_id(s): c.id for c in found for s in c.statements}, **kept}, failed


def _contents(understandings: Sequence[Understanding]) -> tuple[tuple[Content, ...], Failed]:
    """Return the contents of all statements, and the articles of which they could not be made."""
    contents: list[Content] = []
    failed = []
    for number, understanding in enumerate(understandings):
        guard = Guard(COSTS)
        contents += guard.run(CONTENTS.name, (), contents_of, understanding, number)
        if guard.failed:
            failed.append((understanding, guard.failed))
    return tuple(contents), tuple(failed)


def _grouped(guard: Guard, contents: Sequence[Content]) -> tuple[tuple[Aligned, ...], Grouping, bool]:
    """Return the aligned pairs of different articles, the groups of statements, and whether all was compared."""
    singles = tuple((i,) for i in range(len(contents)))
    aligned = guard.run(ALIGNMENT.name, None, _align, contents)
    if aligned is None:
        return (), singles, False
    aligner, pairs, across = aligned
    grouping = guard.run(CLAIMS.name, None, group, aligner, pairs, across)
    return across, singles if grouping is None else grouping, grouping is not None


def _align(contents: Sequence[Content]) -> tuple[Aligner, tuple[Aligned, ...], tuple[Aligned, ...]]:
    """Return the pairs of statements: all worth comparing, and those of different articles that are of one event."""
    aligner = Aligner(contents)
    pairs = aligner.pairs()
    return aligner, pairs, aligner.across(pairs)


def _omissions(
    guard: Guard,
    understandings: Sequence[Understanding],
    found: Sequence[Claim],
    contents: Sequence[Content],
    failed: Failed,
) -> tuple[Omission, ...]:
    """Return what articles leave out; one without statements or read in part cannot be said to leave anything out."""
    articles = tuple(u.article for u in understandings if u.statements)
    statements = tuple(s for u in understandings for s in u.statements)
    missed = guard.run(OMISSIONS.name, (), _missed, articles, found, statements, contents)
    partly = {u.article.id for u, _ in failed} | {u.article.id for u in understandings if u.failed}
    return tuple(o for o in missed if o.article not in partly)


def _missed(
    articles: Sequence[Article], found: Sequence[Claim], statements: Sequence[Statement], contents: Sequence[Content]
) -> tuple[Omission, ...]:
    return omissions(articles, found, statements, contents, by_words(contents))


def timeline(claims: Sequence[Claim], statements: Sequence[Statement]) -> tuple[Moment, ...]:
    """Return one moment for each time that is known to the year at least, the earlier first.

    A claim whose statements name several times stands at each of them; a weekday without a date stands nowhere.
    """
    values = {s.id: s.when.value for s in statements if s.when and s.when.value}
    found: dict[str, list[ClaimId]] = defaultdict(list)
    for claim in claims:
        for value in dict.fromkeys(values[s] for s in claim.statements if s in values):
            if extent(value) is not None:
                found[value].append(claim.id)
    moments = [
        Moment(when=value, precision=exact, claims=tuple(ids))
        for value, ids in found.items()
        if (exact := precision(value)) is not None
    ]
    return tuple(sorted(moments, key=lambda m: (extent(m.when) or (0, 0), m.when)))
