"""What each article does not have and others have, and what it has that comes near.

That statements were not joined does not mean that an article leaves the claim out. So the whole article is searched
once more, with a laxer test than that of the alignment.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from rashomon.comparison.propositions import Content
from rashomon.types import Article, Claim, Nearest, Omission, Statement
from rashomon.types.ids import ArticleId, StatementId

__all__ = ["Find", "omissions"]

Find = Callable[[Content, ArticleId], Nearest | None]
"""Finds the statement of an article that comes nearest to one of another article, and how probably it tells the same;
None where the article has nothing that could."""

FEW = 3
"""Up to so many articles, what one alone has counts as left out by each other."""
SHARE = 10
"""In a larger story a claim must stand in one of so many articles, and in two at least."""
IMPORTANT = 0.25
"""Share of the greatest importance of the story that a claim needs to be missed."""
NEAR = 0.4
"""Probability from which a statement is something near."""
ASKED = 3
"""Statements of a claim for which its counterpart is sought."""
MOST_SOUGHT = 2000
"""Searches in a story; what is less important than these is said to be left out without one."""


def omissions(
    articles: Sequence[Article],
    claims: Sequence[Claim],
    statements: Sequence[Statement],
    contents: Sequence[Content] = (),
    find: Find | None = None,
) -> tuple[Omission, ...]:
    """Return for each article the claims that it does not have, the most important first; in order of the articles.

    A detail that a few of hundreds of reports have is no omission of all others. ``contents`` are the statements as
    they are compared; without them, or without ``find``, nothing near is sought.
    """
    needed = 1 if len(articles) <= FEW else max(2, -(-len(articles) // SHARE))
    home = {s.id: s.article for s in statements}
    published = {a.id: a.published for a in articles}
    content_of = {c.statement.id: c for c in contents}
    least = IMPORTANT * max((c.importance for c in claims), default=0.0)
    found: dict[ArticleId, list[Omission]] = defaultdict(list)
    sought = 0
    for claim in sorted(claims, key=lambda c: -c.importance):
        having = {home[s] for s in claim.statements}
        if len(having) < needed or claim.importance < least:
            continue
        days = [published[h] for h in sorted(having)]
        for article in (a for a in articles if a.id not in having):
            near = _nearest(claim, article.id, content_of, find) if find and sought < MOST_SOUGHT else None
            sought += 1
            found[article.id].append(
                Omission(claim.id, article.id, _could_have_known(article, days), near, claim.importance)
            )
    return tuple(o for a in articles for o in found[a.id])


def _nearest(claim: Claim, article: ArticleId, content_of: Mapping[StatementId, Content], find: Find) -> Nearest | None:
    """Return the best of what is found for a few statements of the claim, the label's first."""
    ids = dict.fromkeys((claim.label_of, *claim.statements))
    told = [content_of[s] for s in ids if s in content_of][:ASKED]
    found = (near for content in told if (near := find(content, article)) and near.score >= NEAR)
    return max(found, key=lambda n: (n.score, n.statement), default=None)


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
