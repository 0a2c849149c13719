"""What articles have from each other word for word."""

from __future__ import annotations

from typing import Literal

import msgspec

from rashomon.types.evidence import Evidence, Reason
from rashomon.types.ids import ArticleId
from rashomon.types.spans import Span, Spot

__all__ = ["Change", "ChangeKind", "Copy", "CopyGroup", "CopyKind", "Shared"]

CopyKind = Literal["exact", "near", "passage", "version"]
"""``exact``: the same story, word for word. ``near``: at least four fifths of the shorter story stand in the other.
``passage``: otherwise different articles. ``version``: one outlet's article at two times."""

ChangeKind = Literal["deleted", "inserted", "replaced"]


class Shared(msgspec.Struct, frozen=True):
    """A passage that stands in two articles, on word borders."""

    left: Span
    """Where it stands in the left article."""
    right: Span
    """Where it stands in the right article."""
    words: int
    """Words that are the same in both; those changed within the passage do not count."""
    quoted: bool = False
    """The same quotation: nearly all of it stands in quotation marks in both, so that both may have it from its
    speaker. By itself it makes no copy."""


class Change(msgspec.Struct, frozen=True):
    """What a later version has other than the left one: deleted has no right side, inserted no left one."""

    kind: ChangeKind
    """What was done to the words of the left version."""
    left: Spot | None = None
    """The words that are gone."""
    right: Spot | None = None
    """The words that are new."""


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """Two articles of which one has words of the other, or both have them from a third."""

    kind: CopyKind
    """How much of them is the same."""
    left: ArticleId
    """Id of the article that comes first by day of publication, then id."""
    right: ArticleId
    """Id of the other article."""
    shared: tuple[Shared, ...]
    """In order of the left article."""
    left_share: float
    """Share of the words of the left article's story that stand in the right one, quotations included."""
    right_share: float
    """Share of the words of the right article's story that stand in the left one."""
    earlier: ArticleId | None = None
    """Id of the one that had it first, where dates or wording tell."""
    reasons: tuple[Reason, ...] = ()
    """What tells which was first, or whose text it is, with the words that say so."""
    changes: tuple[Change, ...] = ()
    """Of versions: what was changed, in order of the text."""


class CopyGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Articles that carry one text: each is an exact or near copy or a version of another one of them."""

    articles: tuple[ArticleId, ...]
    """Ids, by day of publication, then id."""
    earlier: ArticleId | None = None
    """The one that had it first, where that is told of all the others."""
    agency: str | None = None
    """Whose text it is, where a dateline, byline or credit names an agency."""
    evidence: tuple[Evidence, ...] = ()
    """Where the agency is named."""
