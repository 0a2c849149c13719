"""The stages of the comparison in their order: link entities, align statements, group them, and find what differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from rashomon.comparison.alignment import Aligned, Aligner
from rashomon.comparison.clustering import Grouping, alone, claims, group
from rashomon.comparison.entity_linking import Linked, link
from rashomon.comparison.framing import wording
from rashomon.comparison.identity import keep_claims, keep_entities
from rashomon.comparison.omissions import omissions, timeline
from rashomon.comparison.propositions import Content, contents_of
from rashomon.comparison.provenance import origins
from rashomon.comparison.relations import relate
from rashomon.stages import Guard
from rashomon.types import (
    Claim,
    Copy,
    Dossier,
    Entity,
    Moment,
    Omission,
    Origin,
    Relation,
    StageFailure,
    Understanding,
    Wording,
)
from rashomon.types.ids import claim_id

__all__ = ["COPY_GROUPS", "COSTS", "IDS", "Comparison", "compare"]


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


@dataclass(frozen=True, slots=True)
class Comparison:
    """What comparing articles finds; failures of a stage of the whole are kept by the guard."""

    understandings: tuple[Understanding, ...]
    """With one id for an entity in all of them."""
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    relations: tuple[Relation, ...]
    origins: tuple[Origin, ...]
    omissions: tuple[Omission, ...]
    wording: tuple[Wording, ...]
    timeline: tuple[Moment, ...]
    leads: dict[str, str]
    """Where the ids lead that entities and claims have in dossiers of fewer of the articles, and in an earlier one."""
    failed: tuple[tuple[Understanding, tuple[StageFailure, ...]], ...]
    """The articles on which a stage failed, with the failures."""


def compare(
    understandings: Sequence[Understanding], copies: Sequence[Copy], guard: Guard, earlier: Dossier | None = None
) -> Comparison:
    """Compare understood articles, which are in order of publication.

    ``copies`` are those among the articles: what is copied has one origin. A stage that fails costs what it finds;
    ``guard`` has the failures of the stages before and gets those of the comparison. Entities and claims that an
    ``earlier`` dossier has keep their ids.
    """
    run = guard.run
    linked = run(ENTITIES.name, _unlinked(understandings), link, understandings)
    if earlier is not None:
        linked = run(IDS.name, linked, keep_entities, linked, earlier)
    contents, failed = _contents(linked.understandings)
    across, grouping, grouped = _grouped(guard, contents)
    joined = claims(contents, grouping)
    known = {s for claim in joined for s in claim.statements}
    statements = tuple(s for u in linked.understandings for s in u.statements)
    found = (*joined, *(alone(s) for s in statements if s.id not in known))
    kept: Mapping[str, str] = {}
    if earlier is not None:
        articles = [u.article for u in linked.understandings]
        found, kept = run(IDS.name, (found, kept), keep_claims, found, statements, articles, earlier)
        joined = found[: len(joined)]
    # without knowing what is copied and who is the same, one origin could be counted as two
    sure = not {COPIES.name, ENTITIES.name} & {f.stage for f in guard.failed}
    return Comparison(
        understandings=linked.understandings,
        entities=linked.entities,
        claims=found,
        relations=run(RELATIONS.name, (), relate, contents, across),
        origins=run(ORIGINS.name, (), origins, contents, grouping, joined, copies) if sure else (),
        omissions=_omissions(guard, linked.understandings, found, failed) if grouped else (),
        wording=run(WORDING.name, (), wording, linked.entities, contents, across, grouping, joined),
        timeline=run(TIMELINE.name, (), timeline, found, statements),
        leads={**linked.ids, **{claim_id(s): c.id for c in found for s in c.statements}, **kept},
        failed=failed,
    )


def _unlinked(understandings: Sequence[Understanding]) -> Linked:
    """Return the understandings with the entities of each as they are."""
    return Linked(tuple(understandings), tuple(chain.from_iterable(u.entities for u in understandings)), {})


def _contents(
    understandings: Sequence[Understanding],
) -> tuple[tuple[Content, ...], tuple[tuple[Understanding, tuple[StageFailure, ...]], ...]]:
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
    failed: Sequence[tuple[Understanding, tuple[StageFailure, ...]]],
) -> tuple[Omission, ...]:
    """Return what articles leave out; one without statements or read in part cannot be said to leave anything out."""
    articles = tuple(u.article for u in understandings if u.statements)
    statements = tuple(s for u in understandings for s in u.statements)
    missed = guard.run(OMISSIONS.name, (), omissions, articles, found, statements)
    partly = {u.article.id for u, _ in failed} | {u.article.id for u in understandings if u.failed}
    return tuple(o for o in missed if o.article not in partly)
