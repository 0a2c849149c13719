"""Copies in plain words, the same in every output format."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from rashomon.dossier.render.labels import counted, plain, shorten
from rashomon.dossier.render.view import ArticleView, View
from rashomon.dossier.render.word_differences import differing
from rashomon.types import Change, ChangeKind, Copy, CopyGroup, Evidence, Reason, Shared, Span

__all__ = ["ChangeLine", "CopyLine", "GroupLine", "SharedLine", "Side", "copy_lines", "group_lines"]

CHANGE: dict[ChangeKind, str] = {"deleted": "taken out", "inserted": "added", "replaced": "changed"}

AROUND = 48
"""Characters of context shown on either side of a change."""
MOST_SHOWN = 700
"""Most characters shown of a passage or change."""


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group of articles that carry one text."""

    heading: str
    """"The same text in 7 of 9 articles"."""
    members: tuple[ArticleView, ...]
    agency: str | None
    first: ArticleView | None
    credited: frozenset[str]
    """Ids of the articles that credit the agency."""


@dataclass(frozen=True, slots=True)
class Side:
    """One article's words: pieces of text, each with whether the other article has different words there."""

    article: ArticleView
    pieces: tuple[tuple[str, bool], ...]
    cut: bool
    """Whether the passage continues beyond what is shown."""


@dataclass(frozen=True, slots=True)
class SharedLine:
    """A shared passage: as in the left article, and as in the right one if its words differ."""

    shared: Shared
    left: Side
    right: Side | None


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change from one version to the next, on one line with its context."""

    kind: str
    """"changed", "taken out", "added"."""
    before: str
    """Text before the change, with the space that follows it, if any; ``after`` starts with one likewise."""
    old: str
    new: str
    after: str


@dataclass(frozen=True, slots=True)
class CopyLine:
    """Two articles that share words, or several with the same text."""

    copy: Copy
    left: ArticleView
    right: ArticleView
    articles: tuple[ArticleView, ...]
    """In order: the two articles; for exact copies, all articles of the text with the same facts."""
    text: str
    """A sentence that says what they share."""
    first: ArticleView | None
    reasons: tuple[Reason, ...]
    passages: tuple[SharedLine, ...]
    """The shared passages, for copies of kind passage only: whole copies share everything."""
    changes: tuple[ChangeLine, ...]


def group_lines(view: View) -> tuple[GroupLine, ...]:
    """Return the groups of articles that carry one text, the largest first."""
    return tuple(_group(view, group) for group in view.dossier.copy_groups)


def _group(view: View, group: CopyGroup) -> GroupLine:
    members = tuple(a for i, a in view.articles.items() if i in group.articles)
    every = len(view.articles)
    where = f"all {every:,}" if len(members) == every else f"{len(members):,} of {every:,}"
    return GroupLine(
        f"The same text in {where} articles",
        members,
        plain(group.agency) if group.agency else None,
        view.articles[group.earlier] if group.earlier else None,
        frozenset(e.article for e in group.evidence),
    )


def copy_lines(view: View) -> tuple[CopyLine, ...]:
    """Return the pairs that are worth showing: versions first, then whole copies, then passages.

    Each article of a group is shown with one other: the earliest, or the one that shares the most words. A passage that
    another article shares with a group is shown once, for the pair with the most evidence. Exact copies of one article
    are merged into one line if nothing tells them apart. The JSON has all pairs.
    """
    heads: dict[str, str] = {a: _head(view, g) for g in view.dossier.copy_groups for a in g.articles}
    whole = [c for c in view.dossier.copies if c.kind == "version" or _with_head(c, heads)]
    parts: dict[frozenset[str], Copy] = {}
    for copy in (c for c in view.dossier.copies if c.kind == "passage"):
        ends = frozenset(heads.get(a, a) for a in (copy.left, copy.right))
        if len(ends) > 1 and (ends not in parts or _telling(copy) > _telling(parts[ends])):
            parts[ends] = copy
    rank = {"version": 0, "exact": 1, "near": 2, "passage": 3}
    shown = sorted((*whole, *parts.values()), key=lambda c: (rank[c.kind], -sum(p.words for p in c.shared)))
    lines: dict[Hashable, list[Copy]] = {}
    for copy in shown:
        lines.setdefault(_told(copy, heads), []).append(_turned(view, copy))
    return tuple(_line(view, same) for same in lines.values())


def _told(copy: Copy, heads: dict[str, str]) -> Hashable:
    """Return a key for pairs that are shown as one line: exact copies with one text, earlier article and reasons."""
    if copy.kind != "exact":
        return copy.left, copy.right, copy.kind
    return heads.get(copy.left), copy.earlier, tuple(r.text for r in copy.reasons)


def _head(view: View, group: CopyGroup) -> str:
    """Return the article that the others of a group are shown with."""
    if group.earlier:
        return group.earlier
    words = {a: 0 for a in view.articles if a in group.articles}
    for copy in view.dossier.copies:
        if copy.left in words and copy.right in words:
            count = sum(p.words for p in copy.shared)
            words[copy.left] += count
            words[copy.right] += count
    return max(words, key=lambda a: words[a])


def _with_head(copy: Copy, heads: dict[str, str]) -> bool:
    return copy.kind != "passage" and heads.get(copy.left) in (copy.left, copy.right)


def _telling(copy: Copy) -> tuple[int, int]:
    return sum(len(r.evidence) for r in copy.reasons), sum(p.words for p in copy.shared)


def _turned(view: View, copy: Copy) -> Copy:
    """Put the articles in the view's order if neither is known to be earlier; versions keep their order."""
    order = list(view.articles)
    if copy.earlier or copy.kind == "version" or order.index(copy.left) < order.index(copy.right):
        return copy
    shared = sorted((replace(p, left=p.right, right=p.left) for p in copy.shared), key=lambda p: p.left)
    return replace(
        copy,
        left=copy.right,
        right=copy.left,
        shared=tuple(shared),
        left_share=copy.right_share,
        right_share=copy.left_share,
    )


def _line(view: View, same: Sequence[Copy]) -> CopyLine:
    copy, ends = same[0], {a for c in same for a in (c.left, c.right)}
    left, right = view.articles[copy.left], view.articles[copy.right]
    articles = tuple(a for i, a in view.articles.items() if i in ends) if len(ends) > 2 else (left, right)
    shown = left.article.content and right.article.content
    return CopyLine(
        copy,
        left,
        right,
        articles,
        _sentence(copy, [a.siglum for a in articles]),
        view.articles[copy.earlier] if copy.earlier else None,
        _reasons(same),
        tuple(_passage(left, right, p) for p in copy.shared) if copy.kind == "passage" and shown else (),
        tuple(_change(left, right, c) for c in copy.changes),
    )


def _change(left: ArticleView, right: ArticleView, change: Change) -> ChangeLine:
    spot = change.right or change.left
    assert spot is not None
    text = (right if change.right else left).article.content
    head = text[max(0, spot.start - AROUND) : spot.start].rpartition("\n")[2]
    tail = text[spot.end : spot.end + AROUND].partition("\n")[0]
    if spot.start - len(head) > 0 and len(head) == AROUND:
        head = "… " + head.partition(" ")[2]
    if len(tail) == AROUND:
        tail = tail.rpartition(" ")[0] + " …"
    old, new = (shorten(s.text, MOST_SHOWN) if s else "" for s in (change.left, change.right))
    before = plain(head) + " " * head[-1:].isspace()
    after = " " * tail[:1].isspace() + plain(tail)
    return ChangeLine(CHANGE[change.kind], before, old, new, after)


def _reasons(same: Sequence[Copy]) -> tuple[Reason, ...]:
    """Return each reason once, with all of its evidence."""
    found: dict[str, dict[Evidence, None]] = {}
    for reason in (r for copy in same for r in copy.reasons):
        found.setdefault(reason.text, {}).update(dict.fromkeys(reason.evidence))
    return tuple(Reason(text, tuple(evidence)) for text, evidence in found.items())


def _sentence(copy: Copy, sigla: Sequence[str]) -> str:
    left, right = ", ".join(sigla[:-1]), sigla[-1]
    if copy.kind == "exact":
        return f"{left} and {right} carry the same text, word for word"
    words = sum(p.words for p in copy.shared)
    shares = f"{copy.left_share:.0%} of {left} and {copy.right_share:.0%} of {right}"
    if copy.kind == "near":
        return f"{left} and {right} carry nearly the same text: {counted(words, 'word')}, {shares}"
    if copy.kind == "version":
        made = counted(len(copy.changes), "change")
        if copy.earlier == copy.left:
            return f"{right} is a later version of {left}, with {made}"
        return f"{left} and {right} are versions of one article, with {made} from {left} to {right}"
    passages = counted(len(copy.shared), "passage")
    return f"{left} and {right} share {passages}: {counted(words, 'word')}, {shares}"


def _passage(left: ArticleView, right: ArticleView, shared: Shared) -> SharedLine:
    one, other = (_text(a, span) for a, span in ((left, shared.left), (right, shared.right)))
    if one.casefold().split() == other.casefold().split():
        return SharedLine(shared, _side(left, one, ()), None)
    varying = differing(one, other)
    return SharedLine(shared, _side(left, one, varying[0]), _side(right, other, varying[1]))


def _text(article: ArticleView, span: Span) -> str:
    return article.article.content[span[0] : span[1]]


def _side(article: ArticleView, text: str, varying: Sequence[Span]) -> Side:
    shown = shorten(text, MOST_SHOWN) if len(text) > MOST_SHOWN else text
    if shown != text:
        return Side(article, ((shown, False),), cut=True)
    return Side(article, tuple(_pieces(text, varying)), cut=False)


def _pieces(text: str, varying: Iterable[Span]) -> Iterator[tuple[str, bool]]:
    at = 0
    for start, end in varying:
        if at < start:
            yield text[at:start], False
        yield text[start:end], True
        at = end
    if at < len(text):
        yield text[at:], False
