"""On how many independent origins a claim rests.

An origin is where a claim enters the record: the earliest publication, agency, document or direct witness that the
texts name as having recorded it. Origins are independent only where the texts show that at least two of them have
access of their own and neither reuses the other: what stands in words that articles have from each other was written
once. Unnamed and unresolved sources count as none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from rashomon.comparison.copied_statements import Copies, copied_pairs, copied_reason
from rashomon.comparison.disjoint_sets import Forest
from rashomon.comparison.evidence_sources import Recorder, recorder, utterer
from rashomon.comparison.propositions import Content
from rashomon.comparison.published_statements import same_words
from rashomon.comparison.shared_runs import longest_run
from rashomon.names.forms import same_organisation, same_person
from rashomon.types import Claim, Copy, Evidence, Origin, OriginGroup, Reason, Span, Verdict

__all__ = ["origins"]

REUSED_WORDS = 12
"""So many words in a row, the same in two articles outside quotations, were written once."""
COMPARED = 40
"""Statements of one claim that are searched for reuse, so that a claim of hundreds stays cheap."""


@dataclass(frozen=True)
class Group:
    """Statements that go back to one origin."""

    members: tuple[Content, ...]
    recorders: tuple[Recorder, ...]
    reused: bool = False
    """Whether the same words hold some of them together."""

    @property
    def access(self) -> Recorder | None:
        """The first recorder whose access of its own the texts show."""
        return next((r for r in self.recorders if r.access), None)


def origins(
    contents: Sequence[Content],
    grouping: Sequence[Sequence[int]],
    claims: Sequence[Claim],
    copies: Sequence[Copy] = (),
) -> tuple[Origin, ...]:
    """One for each claim, in their order; ``copies`` are those among the articles."""
    between = {(c.left, c.right): c for c in copies}
    return tuple(
        _origin(claim, [contents[i] for i in members], between) for claim, members in zip(claims, grouping, strict=True)
    )


def _origin(claim: Claim, members: Sequence[Content], copies: Copies) -> Origin:
    groups, reused = _groups(members, copies)
    verdict, independent = _judge(groups, len({c.statement.article for c in members}))
    made = tuple(
        OriginGroup(
            next((r.entity for r in g.recorders if r.entity), None),
            tuple(c.statement.id for c in g.members),
            tuple(r.evidence for r in g.recorders),
        )
        for g in groups
    )
    return Origin(claim.id, made, independent, verdict, tuple(_reasons(groups, reused, members, verdict)))


def _groups(members: Sequence[Content], copies: Copies) -> tuple[tuple[Group, ...], tuple[Reason, ...]]:
    """Statements with one recorder, and those that reuse each other's words, together; all others, unnamed, last."""
    found = _recorders(members)
    forest = Forest(len(members))
    first: dict[str, int] = {}
    for i, one in enumerate(found):
        if one:
            forest.join(i, first.setdefault(one.key, i))
            for j in sorted(first.values()):
                other = found[j]
                if other and _same(one, other):
                    forest.join(i, j)
    joined, reused = _copied(members, copies, forest)
    for i, j in combinations(range(min(len(members), COMPARED)), 2):
        if frozenset((i, j)) in joined:
            continue
        reason = _reuse(members[i], members[j])
        if not reason and (reason := _quoted_alike(members[i], members[j], found[i], found[j])):
            found[i], found[j] = found[i] or utterer(members[i]), found[j] or utterer(members[j])
        if reason:
            reused.append(reason)
            joined.add(frozenset((i, j)))
            forest.join(i, j)
    held = {i for pair in joined for i in pair}
    groups, alone = [], []
    for indices in forest.groups():
        named = tuple(r for i in indices if (r := found[i]))
        if named or len(indices) > 1:
            groups.append(Group(tuple(members[i] for i in indices), named, any(i in held for i in indices)))
        else:
            alone.append(members[indices[0]])
    unnamed = [Group(tuple(alone), ())] if alone else []
    return (*groups, *unnamed), tuple(reused)


def _copied(members: Sequence[Content], copies: Copies, forest: Forest) -> tuple[set[frozenset[int]], list[Reason]]:
    """Join the statements that stand in copied passages: the pairs, and a reason for each set that they make up."""
    found = list(copied_pairs(members, copies))
    sets = Forest(len(members))
    for i, j, _ in found:
        forest.join(i, j)
        sets.join(i, j)
    reasons = []
    for indices in (some for some in sets.groups() if len(some) > 1):
        within = {id(copy): copy for i, _, copy in found if i in indices}
        reasons.append(copied_reason([members[i] for i in indices], list(within.values())))
    return {frozenset((i, j)) for i, j, _ in found}, reasons


def _recorders(members: Sequence[Content]) -> list[Recorder | None]:
    """Each statement's recorder; what is quoted from somebody who put out the claim goes back to what he put out."""
    found = [recorder(c) for c in members]
    own = {r.entity for c, r in zip(members, found, strict=True) if r and r.entity and r.entity == c.holder}
    return [utterer(c) if r is None and _quoted_from(c, own) else r for c, r in zip(members, found, strict=True)]


def _quoted_from(content: Content, speakers: Collection[str | None]) -> bool:
    return content.holder in speakers and content.statement.quotation in ("mixed", "direct")


def _same(one: Recorder, other: Recorder) -> bool:
    """Whether two names may be one recorder's, where they were not linked: only surely different ones count as two."""
    if one.person or other.person:
        return one.person and other.person and same_person(one.name, other.name)
    return same_organisation(one.name, other.name)


def _reuse(a: Content, b: Content) -> Reason | None:
    """The reason for which two statements of different articles were written once, if they were.

    The same quotation in both is no reuse of an article: both have it from the speaker.
    """
    if a.reading is b.reading or "direct" in (a.statement.quotation, b.statement.quotation):
        return None
    left, right, length = longest_run(a.bare, b.bare)
    if length < REUSED_WORDS:
        return None
    evidence = tuple(_evidence(c, c.words_span(at, at + length)) for c, at in ((a, left), (b, right)))
    return Reason(f"{_label(a)} and {_label(b)} have {length} words in a row in common", evidence)


def _quoted_alike(a: Content, b: Content, one: Recorder | None, two: Recorder | None) -> Reason | None:
    """The reason for which two statements are one utterance: the same words of one speaker, told to nobody else."""
    if one and two and one.key != two.key:
        return None
    run = same_words(a, b)
    if run is None:
        return None
    left, right, length = run
    return Reason(
        f"{_label(a)} and {_label(b)} quote the same {length} words", (_evidence(a, left), _evidence(b, right))
    )


def _judge(groups: Sequence[Group], articles: int) -> tuple[Verdict, int]:
    """The verdict, and the number of origins whose own access the texts show."""
    independent = sum(g.access is not None for g in groups)
    if independent > 1:
        return "independent", independent
    if articles > 1 and len(groups) == 1 and (groups[0].recorders or groups[0].reused):
        return "same origin", independent
    return "not established", independent


def _reasons(
    groups: Sequence[Group], reused: Sequence[Reason], members: Sequence[Content], verdict: Verdict
) -> Iterator[Reason]:
    """Why, step by step, in plain words."""
    if len({c.statement.article for c in members}) == 1:
        yield Reason(f"only {_label(members[0])} has it")
    label_of = {c.statement.article: _label(c) for c in members}
    for group in groups:
        if group.recorders:
            labels = _list(dict.fromkeys(label_of[r.evidence.article] for r in group.recorders))
            evidence = tuple(dict.fromkeys(r.evidence for r in group.recorders))
            yield Reason(f"{group.recorders[0].name} is named as the origin by {labels}", evidence)
        if group.access:
            yield Reason(f"{group.access.name} has it at first hand: {group.access.access}", (group.access.evidence,))
    yield from reused
    for content in (c for g in groups if not g.recorders for c in g.members):
        yield _unnamed(content)
    if verdict == "not established" and sum(bool(g.recorders) for g in groups) > 1:
        yield Reason("the texts do not show that two of the origins have access of their own")


def _unnamed(content: Content) -> Reason:
    """What stands in place of an origin in one statement."""
    label = _label(content)
    for hop in reversed(content.statement.chain):
        spots = tuple(_evidence(content, (s.start, s.end)) for s in hop.sources)
        if hop.cue and not spots:
            spots = (_evidence(content, hop.cue.span),)
        if hop.unresolved:
            return Reason(f"{label} means a source that its text does not name", spots)
        if hop.anonymous:
            return Reason(f"{label} keeps its source unnamed", spots)
        return Reason(f"{label} names who said it, not who recorded it", spots)
    return Reason(
        f"{label} says it in its own voice and names no origin", (_evidence(content, content.statement.spans[0]),)
    )


def _evidence(content: Content, span: Span) -> Evidence:
    return Evidence(content.statement.article, *span, content.reading.text[slice(*span)])


def _label(content: Content) -> str:
    return content.reading.understanding.article.label


def _list(labels: Iterable[str]) -> str:
    *most, last = labels
    return f"{', '.join(most)} and {last}" if most else last
