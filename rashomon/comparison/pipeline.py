"""The stages of the comparison in their order: link entities, align statements, group them, and find what differs.

The order of the claims by the times that they name is found here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from rashomon.comparison.alignment import Aligned, Aligner
from rashomon.comparison.claims import alone, claims
from rashomon.comparison.clustering import Group, Grouping, group
from rashomon.comparison.entity_linking import Linked, link
from rashomon.comparison.figures import figures, number_relations
from rashomon.comparison.framing import wording
from rashomon.comparison.identity import keep_claims, keep_entities
from rashomon.comparison.omissions import Find, omissions
from rashomon.comparison.propositions import Content, contents_of
from rashomon.comparison.provenance import origins
from rashomon.comparison.relations import relate
from rashomon.encoder.aligner import load
from rashomon.stages import Guard
from rashomon.types import Claim, Copy, Dossier, Moment, Omission, StageFailure, Statement, Understanding
from rashomon.types.ids import ClaimId, claim_id
from rashomon.types.timex import extent, precision

__all__ = ["COPY_GROUPS", "COSTS", "IDS", "SOURCES", "SUMMARY", "compare", "timeline"]


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
FIGURES = Stage("figures", "the figures of the articles could not be held side by side")
ORIGINS = Stage("origins", "the origins of the claims could not be found")
OMISSIONS = Stage("omissions", "omissions could not be found")
WORDING = Stage("wording", "differences in wording could not be found")
TIMELINE = Stage("timeline", "the timeline could not be built")
COPY_GROUPS = Stage("copy groups", "articles with the same text could not be grouped")
SOURCES = Stage("sources", "the sources could not be listed")
SUMMARY = Stage("summary", "the summary could not be made")
IDS = Stage("ids", "the ids of the earlier dossier could not be kept")

COSTS = dict(
    (
        *(COPIES, ENTITIES, CONTENTS, ALIGNMENT, CLAIMS, RELATIONS, FIGURES),
        *(ORIGINS, OMISSIONS, WORDING, TIMELINE, COPY_GROUPS, SOURCES, SUMMARY, IDS),
    )
)
"""What failing costs, for each stage by name; copies and their groups are found before and after the comparison."""

Failed = Sequence[tuple[Understanding, tuple[StageFailure, ...]]]
"""Articles on which a stage failed, with the failures."""


def compare(
    understandings: Sequence[Understanding],
    copies: Sequence[Copy],
    guard: Guard,
    earlier: Dossier | None = None,
    aligner: Path | None = None,
) -> tuple[Dossier, dict[str, str], Failed]:
    """Compare understood articles, which are in order of publication: return what a dossier tells of them.

    ``copies`` are those among the articles: what is copied has one origin. A stage that fails costs what it finds;
    ``guard`` has the failures of the stages before and gets those of the comparison, and those of single articles are
    returned. Entities and claims that an ``earlier`` dossier has keep their ids; returned is also where the ids lead
    that entities and claims have in it, and in dossiers of fewer of the articles. ``aligner`` is the file of another
    pair net than this package's.
    """
    run = guard.run
    unlinked = Linked(tuple(understandings), tuple(chain.from_iterable(u.entities for u in understandings)), {})
    linked = run(ENTITIES.name, unlinked, link, understandings)
    if earlier is not None:
        linked = run(IDS.name, linked, keep_entities, linked, earlier)
    contents, failed = _contents(linked.understandings)
    across, grouping, nearest = _grouped(guard, contents, aligner)
    joined = claims(contents, grouping, linked.entities)
    members = [g.members for g in grouping]
    homes = {contents[i].statement.id: n for n, g in enumerate(grouping) for i in g.at_home}
    known = homes.keys()
    articles = tuple(u.article for u in linked.understandings)
    statements = tuple(s for u in linked.understandings for s in u.statements)
    found = (*joined, *(alone(s) for s in statements if s.id not in known))
    kept: Mapping[str, str] = {}
    if earlier is not None:
        found, kept = run(IDS.name, (found, kept), keep_claims, found, statements, articles, earlier)
        joined = found[: len(joined)]
    # without knowing what is copied and who is the same, one origin could be counted as two
    sure = not {COPIES.name, ENTITIES.name} & {f.stage for f in guard.failed}
    related = run(RELATIONS.name, (), relate, contents, across)
    dossier = Dossier(
        articles=articles,
        entities=linked.entities,
        statements=statements,
        attributions=tuple(a for u in linked.understandings for a in u.attributions),
        claims=found,
        relations=run(FIGURES.name, related, number_relations, related, contents, across),
        figures=run(FIGURES.name, (), figures, contents, across, joined),
        origins=run(ORIGINS.name, (), origins, contents, members, joined, copies) if sure else (),
        omissions=_omissions(guard, linked.understandings, found, contents, nearest, failed) if nearest else (),
        wording=run(WORDING.name, (), wording, linked.entities, contents, across, members, joined),
        events=tuple(e for u in linked.understandings for e in u.events),
        timeline=run(TIMELINE.name, (), timeline, found, statements),
        copies=tuple(copies),
    )
    return dossier, {**linked.ids, **{claim_id(s): joined[n].id for s, n in homes.items()}, **kept}, failed


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


def _grouped(
    guard: Guard, contents: Sequence[Content], file: Path | None
) -> tuple[tuple[Aligned, ...], Grouping, Find | None]:
    """Return the aligned pairs of different articles, the groups, and a search for what is nearest to a statement.

    There is no such search where not all was compared.
    """
    singles = tuple(Group((i,), (i,), 1.0) for i in range(len(contents)))
    aligned = guard.run(ALIGNMENT.name, None, _align, contents, file)
    if aligned is None:
        return (), singles, None
    aligner, across = aligned
    grouping = guard.run(CLAIMS.name, None, group, aligner, across)
    return (across, singles, None) if grouping is None else (across, grouping, aligner.nearest)


def _align(contents: Sequence[Content], file: Path | None) -> tuple[Aligner, tuple[Aligned, ...]]:
    """Return the aligner and the pairs of statements of different articles that tell the same."""
    aligner = Aligner(contents, load(file))
    return aligner, aligner.across()


def _omissions(
    guard: Guard,
    understandings: Sequence[Understanding],
    found: Sequence[Claim],
    contents: Sequence[Content],
    nearest: Find,
    failed: Failed,
) -> tuple[Omission, ...]:
    """Return what articles leave out; one without statements or read in part cannot be said to leave anything out."""
    articles = tuple(u.article for u in understandings if u.statements)
    statements = tuple(s for u in understandings for s in u.statements)
    missed = guard.run(OMISSIONS.name, (), omissions, articles, found, statements, contents, nearest)
    partly = {u.article.id for u, _ in failed} | {u.article.id for u in understandings if u.failed}
    return tuple(o for o in missed if o.article not in partly)


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
