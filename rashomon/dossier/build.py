"""From understood articles to a dossier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from msgspec import UNSET
from msgspec.structs import replace

from rashomon.comparison.alignment import Aligned, Aligner
from rashomon.comparison.clustering import Grouping, alone, claims, group
from rashomon.comparison.entity_linking import Linked, link
from rashomon.comparison.framing import wording
from rashomon.comparison.omissions import omissions
from rashomon.comparison.propositions import Content, contents_of
from rashomon.comparison.provenance import origins
from rashomon.comparison.relations import relate
from rashomon.comparison.timeline import timeline
from rashomon.reuse.same_text import copy_groups
from rashomon.stages import Guard, as_failures
from rashomon.types import Article, Copy, Dossier, Failure, Understanding

__all__ = ["COSTS", "build", "input_name"]

COSTS = {
    "copies": "what is copied from what could not be found, nor on how many origins the claims rest",
    "entities": "who is who in different articles could not be told, nor on how many origins the claims rest",
    "contents": "its statements could not be held against those of others, and each is a claim of its own",
    "alignment": "the statements could not be held against each other, and each is a claim of its own",
    "claims": "the statements could not be gathered into claims, and each is one of its own",
    "relations": "where statements agree and conflict could not be told",
    "origins": "on how many origins the claims rest could not be told",
    "omissions": "what each article leaves out could not be told",
    "wording": "how each article words the same could not be found",
    "timeline": "the timeline could not be made",
    "copy groups": "which articles carry one text could not be told",
}
"""Every stage of the comparison, and what a dossier is without where the stage fails."""

COMPARISON = "the comparison"
"""What a failure of the comparison itself is listed under."""


@dataclass(frozen=True, slots=True)
class _Held:
    """The statements that are held against each other, and what came of it."""

    parts: tuple[Content, ...]
    across: tuple[Aligned, ...]
    grouping: Grouping
    articles: frozenset[str]
    """Ids of the articles that can be said to leave a claim out."""


def build(
    understandings: Sequence[Understanding],
    failures: Sequence[Failure] = (),
    copies: Sequence[Copy] = (),
    guard: Guard | None = None,
) -> Dossier:
    """Hold understood articles against each other.

    The same articles give the same dossier, whatever their order: they are sorted by day of publication, then name.
    Articles without statements are kept; what is not understood (another language) cannot be said to leave out.
    ``copies`` are those among the articles: what is copied has one origin. A stage of the comparison that fails costs
    what it finds and is listed among the failures; ``guard`` has those before.
    """
    guard = guard or Guard(COSTS)
    run = guard.run
    ordered = sorted(understandings, key=lambda u: _place(u.article))
    linked = run("entities", _unlinked(ordered), link, ordered)
    articles = tuple(u.article for u in linked.understandings)
    statements = tuple(s for u in linked.understandings for s in u.statements)
    held, left_out = _held(guard, linked)
    joined = claims(held.parts, held.grouping)
    known = {s for claim in joined for s in claim.statements}
    found = (*joined, *(alone(s) for s in statements if s.id not in known))
    understood = tuple(u.article for u in linked.understandings if u.statements)
    missed = run("omissions", (), omissions, understood, found, statements)
    # without knowing what is copied and who is the same, two origins could be told that are one
    sure = not {"copies", "entities"} & {f.stage for f in guard.failed}
    dossier = Dossier(
        articles=articles,
        entities=linked.entities,
        statements=statements,
        claims=found,
        relations=run("relations", (), relate, held.parts, held.across),
        origins=run("origins", (), origins, held.parts, held.grouping, joined, copies) if sure else (),
        omissions=tuple(o for o in missed if o.article in held.articles),
        wording=run("wording", (), wording, linked, held.parts, held.across, held.grouping, joined),
        events=tuple(e for u in linked.understandings for e in u.events),
        timeline=run("timeline", (), timeline, found, statements),
        copies=tuple(copies),
        copy_groups=run("copy groups", (), copy_groups, articles, copies),
    )
    every = (*failures, *left_out, *as_failures(COMPARISON, guard.failed))
    return replace(dossier, failures=tuple(sorted(every, key=lambda f: (f.source, f.problem))))


def input_name(article: Article) -> str:
    """What the user called the input."""
    name = next((name for name in (article.file, article.url) if name is not UNSET), article.id)
    return "standard input" if name == "-" else name


def _held(guard: Guard, linked: Linked) -> tuple[_Held, list[Failure]]:
    """The statements held against each other, those of an article that cannot be left out, with a failure for it."""
    parts: list[Content] = []
    failures: list[Failure] = []
    articles: set[str] = set()
    for number, understanding in enumerate(linked.understandings):
        own = Guard(COSTS)
        parts += own.run("contents", (), contents_of, understanding, number)
        failures += as_failures(input_name(understanding.article), own.failed)
        if not own.failed and not understanding.failed:
            articles.add(understanding.article.id)
    singles = tuple((i,) for i in range(len(parts)))
    aligned = guard.run("alignment", None, _align, parts)
    if aligned is None:
        return _Held(tuple(parts), (), singles, frozenset()), failures
    aligner, pairs, across = aligned
    grouping = guard.run("claims", None, group, aligner, pairs, across)
    if grouping is None:
        return _Held(tuple(parts), across, singles, frozenset()), failures
    return _Held(tuple(parts), across, grouping, frozenset(articles)), failures


def _align(parts: Sequence[Content]) -> tuple[Aligner, tuple[Aligned, ...], tuple[Aligned, ...]]:
    """The statements' pairs: all worth a look, and those of different articles that are of one event."""
    aligner = Aligner(parts)
    pairs = aligner.pairs()
    return aligner, pairs, aligner.across(pairs)


def _unlinked(understandings: Sequence[Understanding]) -> Linked:
    """The understandings with the entities of each as they are."""
    return Linked(tuple(understandings), tuple(chain.from_iterable(u.entities for u in understandings)))


def _place(article: Article) -> tuple[str, str, str]:
    """What articles are sorted by."""
    return (article.published or "", article.label, article.id)
