"""What each article leaves out of what the others have, and the claims in the order of the times that they name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rashomon.types import Article, Claim, Moment, Omission, Statement
from rashomon.types.ids import ClaimId
from rashomon.types.timex import extent, precision

__all__ = ["omissions", "timeline"]

FEW = 3
"""Up to so many articles, what one alone has counts as left out by each other."""
SHARE = 10
"""In a larger story a claim must stand in one of so many articles, and in two at least."""


def omissions(
    articles: Sequence[Article], claims: Sequence[Claim], statements: Sequence[Statement]
) -> tuple[Omission, ...]:
    """Return for each claim the articles that do not have it, in order.

    A detail that a few of hundreds of reports have is no omission of all others.
    """
    needed = 1 if len(articles) <= FEW else max(2, -(-len(articles) // SHARE))
    home = {s.id: s.article for s in statements}
    published = {a.id: a.published for a in articles}
    out = []
    for claim in claims:
        having = {home[s] for s in claim.statements}
        if len(having) >= needed:
            out += [
                Omission(claim.id, a.id, _could_have_known(a, [published[h] for h in sorted(having)]))
                for a in articles
                if a.id not in having
            ]
    return tuple(out)


def _could_have_known(article: Article, others: Sequence[str | None]) -> bool | None:
    """Return whether the article is of a later day than the first with the claim; None for the same day or no dates.

    An article with the claim and without a date may have been the first: then only a later day tells something.
    """
    known = sorted(day for day in others if day)
    if article.published is None or not known or article.published == known[0]:
        return None
    if article.published > known[0]:
        return True
    return False if len(known) == len(others) else None


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
