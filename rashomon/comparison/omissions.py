"""What each article leaves out of what the others have."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.types import Article, Claim, Omission, Statement

__all__ = ["FEW", "omissions"]

FEW = 3
"""Up to so many articles, what one alone has counts as left out by each other."""
SHARE = 10
"""In a larger story a claim must stand in one of so many articles, and in two at least."""


def omissions(
    articles: Sequence[Article], claims: Sequence[Claim], statements: Sequence[Statement]
) -> tuple[Omission, ...]:
    """For each claim the articles that do not have it, in order.

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
    """Whether the article came out on a later day than the first that has the claim; None for the same day or no dates.

    An article with the claim and without a date may have been the first: then only a later day tells something.
    """
    known = sorted(day for day in others if day)
    if article.published is None or not known or article.published == known[0]:
        return None
    if article.published > known[0]:
        return True
    return False if len(known) == len(others) else None
