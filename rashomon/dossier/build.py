"""From understood articles to a dossier."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.comparison.alignment import Aligner
from rashomon.comparison.clustering import claims, group
from rashomon.comparison.entity_linking import link
from rashomon.comparison.framing import wording
from rashomon.comparison.omissions import omissions
from rashomon.comparison.propositions import contents
from rashomon.comparison.provenance import origins
from rashomon.comparison.relations import relate
from rashomon.comparison.timeline import timeline
from rashomon.reuse.same_text import copy_groups
from rashomon.types import Article, Copy, Dossier, Failure, Understanding

__all__ = ["build"]


def build(
    understandings: Sequence[Understanding], failures: Sequence[Failure] = (), copies: Sequence[Copy] = ()
) -> Dossier:
    """Hold understood articles against each other.

    The same articles give the same dossier, whatever their order: they are sorted by day of publication, then name.
    Articles without statements are kept; what is not understood (another language) cannot be said to leave out.
    ``copies`` are those among the articles: what is copied has one origin.
    """
    linked = link(sorted(understandings, key=lambda u: _place(u.article)))
    parts = contents(linked.understandings)
    aligner = Aligner(parts)
    pairs = aligner.pairs()
    across = aligner.across(pairs)
    grouping = group(aligner, pairs, across)
    found = claims(parts, grouping)
    articles = tuple(u.article for u in linked.understandings)
    statements = tuple(s for u in linked.understandings for s in u.statements)
    understood = tuple(u.article for u in linked.understandings if u.statements)
    return Dossier(
        articles=articles,
        entities=linked.entities,
        statements=statements,
        claims=found,
        relations=relate(parts, across),
        origins=origins(parts, grouping, found, copies),
        omissions=omissions(understood, found, statements),
        wording=wording(linked, parts, across, grouping, found),
        events=tuple(e for u in linked.understandings for e in u.events),
        timeline=timeline(found, statements),
        copies=tuple(copies),
        copy_groups=copy_groups(articles, copies),
        failures=tuple(sorted(failures, key=lambda f: (f.source, f.problem))),
    )


def _place(article: Article) -> tuple[str, str, str]:
    """What articles are sorted by."""
    return (article.published or "", article.label, article.id)
