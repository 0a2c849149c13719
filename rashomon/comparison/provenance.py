"""On how many independent origins a claim rests.

An origin is where a claim enters the record: the earliest publication, agency, document or direct witness that the
texts name as having recorded it. What the texts show decides: two recorders with access of their own are independent,
words that articles have from each other were written once. Where they show neither, `verdicts` tells one occasion (a
statement, a report, a news conference, whoever carries it) from sources that each outlet heard itself. Unnamed and
unresolved sources count as none, and outlets of one owner as one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from typing import Literal

from rashomon.comparison.clustering import DisjointSets
from rashomon.comparison.propositions import AnnotatedArticle, Content
from rashomon.comparison.similarity import longest_run
from rashomon.comparison.verdicts import different_people, judge, signs, sources_of
from rashomon.lexicon import words
from rashomon.names.agencies import agency_in
from rashomon.names.outlets import owner_of
from rashomon.names.spelling import normalise
from rashomon.types import Claim, Copy, Evidence, Hop, Origin, OriginGroup, Reason, Source, Span, Verdict, overlap
from rashomon.types.ids import ArticleId, EntityId
from rashomon.types.parse import Token

__all__ = ["origins"]

OWN_TEXTS = words("documents.own_texts")
OWN_PUBLISHING = words("documents.publishing_verbs_of_speakers")
INTERVIEWS = words("reporting.interview_words")
MEDIUM_PREPOSITIONS = words("function_words.prepositions_of_media")

Access = Literal["told to the recorder", "interviewed by the recorder"]
"""How a text shows that a recorder has something at first hand."""

QUOTED_WORDS = 5
"""So many words in a row, quoted alike, are one utterance."""
WHOLE_WORDS = 4
"""The same where they are all that one of the two quotes."""
OWN_VOICE_WORDS = 8
"""The same where one of the two has them outside quotation marks."""
COVERED = 0.8
"""Share of a statement's characters that lie in a copied passage; the rest may have been edited."""
ALIKE = 0.4
"""Share of the words in common from which statements may go back to one occasion where they name no common source."""
COMPARED = 40
"""Statements of one claim that are searched for reuse, so that a claim of hundreds stays cheap."""

Copies = Mapping[tuple[ArticleId, ArticleId], Copy]
"""The copies of a story by the ids of the left and the right article."""


@dataclass(frozen=True, slots=True)
class Recorder:
    """An origin that a statement's text names."""

    key: str
    """The entity's id, or the normalised name of a news organisation, which a dateline may have without an entity."""
    name: str
    entity: EntityId | None
    evidence: Evidence
    access: Access | None = None
    """None where the text does not show that the recorder has it at first hand."""


@dataclass(frozen=True, slots=True)
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
    """Return one origin for each claim of several articles, in their order; ``copies`` are those among the articles."""
    between = {(c.left, c.right): c for c in copies}
    made = zip(claims, ([contents[i] for i in members] for members in grouping), strict=True)
    return tuple(
        _origin(claim, members, between) for claim, members in made if len({c.article.id for c in members}) > 1
    )


def _origin(claim: Claim, members: Sequence[Content], copies: Copies) -> Origin:
    groups, reused = _groups(members, copies)
    verdict, independent = _shown(groups)
    why: tuple[Reason, ...] = ()
    if verdict == "not established":
        verdict, groups, why = _judged(groups, members)
        independent = sum(bool(g.recorders) for g in groups) if verdict == "independent" else independent
    made = tuple(
        OriginGroup(
            next((r.entity for r in g.recorders if r.entity), None),
            tuple(c.statement.id for c in g.members),
            tuple(r.evidence for r in g.recorders),
        )
        for g in groups
    )
    return Origin(claim.id, made, independent, verdict, (*why, *_reasons(groups, reused, members, verdict)))


def _groups(members: Sequence[Content], copies: Copies) -> tuple[tuple[Group, ...], tuple[Reason, ...]]:
    """Join statements with one recorder, and those that reuse each other's words; all others, unnamed, come last."""
    found = _recorders(members)
    sets = DisjointSets(len(members))
    first: dict[str, int] = {}
    for i, recorder in enumerate(found):
        if recorder:
            sets.join(i, first.setdefault(recorder.key, i))
    joined, reused = _copied(members, copies, sets)
    credited, named = _credited(members, found, sets)
    joined |= credited
    reused += named
    for i, j in combinations(range(min(len(members), COMPARED)), 2):
        if frozenset((i, j)) in joined:
            continue
        one, two = found[i], found[j]
        reason = None if one and two and one.key != two.key else _quoted_alike(members[i], members[j])
        if reason:
            found[i], found[j] = one or _utterer(members[i]), two or _utterer(members[j])
            reused.append(reason)
            joined.add(frozenset((i, j)))
            sets.join(i, j)
    held = {i for pair in joined for i in pair}
    groups, alone = [], []
    for indices in sets.groups():
        recorders = tuple(r for i in indices if (r := found[i]))
        if recorders or len(indices) > 1:
            groups.append(Group(tuple(members[i] for i in indices), recorders, any(i in held for i in indices)))
        else:
            alone.append(members[indices[0]])
    unnamed = [Group(tuple(alone), ())] if alone else []
    return (*groups, *unnamed), tuple(reused)


def _shown(groups: Sequence[Group]) -> tuple[Verdict, int]:
    """Return the verdict that the texts prove, and the number of origins whose own access they show."""
    having = [g for g in groups if g.access]
    if len(having) > 1 and not _one_owner(having):
        return "independent", len(having)
    if len(groups) == 1 and (groups[0].recorders or groups[0].reused):
        return "same origin", len(having)
    return "not established", len(having)


def _one_owner(groups: Sequence[Group]) -> bool:
    """Return whether all recorders with access are outlets of one owner."""
    owners = {owner_of(g.access.name) for g in groups if g.access}
    return len(owners) == 1 and None not in owners


# Verdicts on what the texts do not prove


def _judged(
    groups: tuple[Group, ...], members: Sequence[Content]
) -> tuple[Verdict, tuple[Group, ...], tuple[Reason, ...]]:
    """Return the verdict that the signs speak for, the groups that it makes, and why."""
    of: dict[ArticleId, list[Content]] = defaultdict(list)
    for content in members:
        of[content.article.id].append(content)
    seen = signs(members)
    verdict = judge(seen)
    if verdict == "same origin" and (seen.one_source or seen.alike >= ALIKE) and _may_be_one(groups, of):
        recorders = tuple(r for g in groups for r in g.recorders) or tuple(filter(None, map(_utterer, members)))
        return verdict, (Group(tuple(members), recorders, True),), (_one_occasion(of),)
    if verdict == "independent" and (split := _split(of)):
        return verdict, split, (_own_sources(split),)
    return "not established", groups, ()


def _may_be_one(groups: Sequence[Group], of: Mapping[ArticleId, Sequence[Content]]) -> bool:
    """Return whether nothing speaks against one occasion: two recorders, or one and somebody else, or other people."""
    named = [g for g in groups if g.recorders]
    held = {c.article.id for g in named for c in g.members}
    others = (c for article, own in of.items() if article not in held for c in own)
    return len(named) < 2 and not (named and any(c.statement.chain for c in others)) and not different_people(of)


def _split(of: Mapping[ArticleId, Sequence[Content]]) -> tuple[Group, ...]:
    """Return a group for each article that heard sources of its own, and one of all others; none without two such."""
    heard = {article: _heard(own) for article, own in of.items()}
    apart = [a for a, keys in heard.items() if keys and all(a == b or keys.isdisjoint(heard[b]) for b in heard)]
    if len({owner_of(of[a][0].article.understanding.article.outlet or "") or a for a in apart}) < 2:
        return ()
    own = [Group(tuple(of[a]), tuple(filter(None, map(_utterer, of[a])))) for a in apart]
    rest = tuple(c for a, members in of.items() if a not in apart for c in members)
    return (*own, *([Group(rest, ())] if rest else ()))


def _heard(members: Sequence[Content]) -> frozenset[str]:
    """Return the speakers whom the outlet names and does not have from another outlet."""
    return frozenset(
        c.holder
        for c in members
        if c.holder and not any(c.article.entities[e].outlet for e in c.sources if e in c.article.entities)
    )


def _one_occasion(of: Mapping[ArticleId, Sequence[Content]]) -> Reason:
    """Say what makes statements one occasion: one source that all name, or else their words."""
    *most, last = (own[0].article.label for own in of.values())
    labels = f"{', '.join(most)} and {last}"
    common = frozenset.intersection(*map(sources_of, of.values()))
    spots = [(c, s) for own in of.values() for c in own for h in c.statement.chain for s in h.sources]
    named = [(c, s) for c, s in spots if s.entity and s.entity in common]
    if named:
        content, source = named[0]
        name = content.article.entities[source.entity or ""].name
        return Reason(f"{labels} have it from {name}", tuple(dict.fromkeys(_evidence(c, s.span) for c, s in named)))
    evidence = tuple(_evidence(own[0], own[0].statement.spans[0]) for own in of.values())
    return Reason(f"{labels} tell it in much the same words", evidence)


def _own_sources(groups: Sequence[Group]) -> Reason:
    """Say which source each of the articles has for itself."""
    own = [(g.members[0].article.label, g.recorders[0]) for g in groups if g.recorders]
    return Reason(
        "; ".join(f"{label} has it from {recorder.name}" for label, recorder in own),
        tuple(recorder.evidence for _, recorder in own),
    )


# Recorders


def _recorders(members: Sequence[Content]) -> list[Recorder | None]:
    """Return each statement's recorder; what is quoted from somebody who published the claim goes back to that."""
    found = [_recorder(c) for c in members]
    own = {r.entity for c, r in zip(members, found, strict=True) if r and r.entity and r.entity == c.holder}
    return [
        _utterer(c) if r is None and c.is_quoted and c.holder in own else r for c, r in zip(members, found, strict=True)
    ]


def _recorder(content: Content) -> Recorder | None:
    """Return the earliest recorder that the statement's chain names, or else the agency that the article credits.

    Who only speaks is none: a speaker is an origin for what he publishes himself, without access of his own to what he
    speaks of, and an interview is the interviewer's. A hop without a name (anonymous, unresolved) is passed over.
    """
    for number, hop in enumerate(content.statement.chain):
        if hop.anonymous or hop.unresolved or not hop.sources or hop.sources[0].entity is None:
            continue
        before = content.statement.chain[number - 1] if number else None
        found = _of_hop(content, hop, hop.sources[0], before) or _told(content, hop)
        if found:
            return found
    return None if content.statement.chain else _agency(content)


def _of_hop(content: Content, hop: Hop, source: Source, before: Hop | None) -> Recorder | None:
    article = content.article
    entity = article.entities.get(source.entity or "")
    cue = {t.lemma_ for t in article.within(hop.cue.span)} if hop.cue else set()
    if entity and entity.outlet:
        return _made(content, source, _interview(content, hop, source, before))
    if before is None and (cue & OWN_PUBLISHING or _in_own_text(article, hop)):
        return _made(content, source)
    return None


def _interview(content: Content, hop: Hop, source: Source, before: Hop | None) -> Access | None:
    """Return how somebody said it to the recorder: "told the paper", "in an interview with the channel"."""
    if before is None or hop.implied or hop.cue is not None:
        return None
    if before.to is not None and before.to.start <= source.start < before.to.end:
        return "told to the recorder"
    first = content.article.within(source.span)[:1]
    lead = (t.lemma_ for t in content.article.parse.tokens[max(0, first[0].i - 10) : first[0].i]) if first else ()
    return None if INTERVIEWS.isdisjoint(lead) else "interviewed by the recorder"


def _in_own_text(article: AnnotatedArticle, hop: Hop) -> bool:
    """Return whether the cue goes on "in a statement", "on Twitter"."""
    verbs = article.within(hop.cue.span) if hop.cue else ()
    preps = (c for verb in verbs for c in verb.children if c.lemma_ in MEDIUM_PREPOSITIONS)
    return any(noun.lemma_ in OWN_TEXTS for prep in preps for noun in prep.children)


def _told(content: Content, hop: Hop) -> Recorder | None:
    """Return the news organisation that it was said to, where the chain has no hop of its own for it."""
    article = content.article
    for token in article.within(hop.to.span) if hop.to else ():
        entity = article.entities.get(article.entity_at.get(token, ""))
        if entity is not None and token.pos_ == "PROPN" and entity.kind != "person":
            return _made(content, _source(article, token), "told to the recorder") if entity.outlet else None
    return None


def _agency(content: Content) -> Recorder | None:
    """Return the agency of the article's dateline or byline, for what the article says in its own voice."""
    article = content.article.understanding.article
    for line in (article.dateline and article.dateline.agency, article.byline, *article.authors):
        found = agency_in(line) if line else None
        at = article.content.find(line[found[1] : found[2]]) if line and found else -1
        if line and found and at >= 0:
            text = line[found[1] : found[2]]
            return Recorder(normalise(found[0]), found[0], None, Evidence(article.id, at, at + len(text), text))
    return None


def _utterer(content: Content) -> Recorder | None:
    """Return who said it first, as the origin of words that several articles quote alike."""
    return _made(content, content.speaker) if content.speaker else None


def _source(article: AnnotatedArticle, token: Token) -> Source:
    """Return the mention of an entity around a token."""
    entity = article.entities[article.entity_at[token]]
    start, end = next(m.span for m in entity.mentions if m.start <= token.idx < m.end)
    return Source(start, end, article.text[start:end], entity.id)


def _made(content: Content, source: Source, access: Access | None = None) -> Recorder:
    entity = content.article.entities[source.entity or ""]
    evidence = Evidence(content.article.id, source.start, source.end, source.text)
    key = normalise(entity.name) if entity.outlet else entity.id
    return Recorder(key, entity.name, entity.id, evidence, access)


# Words that articles share


def _credited(
    members: Sequence[Content], found: Sequence[Recorder | None], sets: DisjointSets
) -> tuple[set[frozenset[int]], list[Reason]]:
    """Join what an article has from another one of the articles: return the pairs, and a reason for each."""
    outlet = {c.article.id: normalise(c.article.understanding.article.outlet or "") for c in members}
    pairs: dict[tuple[ArticleId, ArticleId], Evidence] = {}
    joined: set[frozenset[int]] = set()
    for i, recorder in enumerate(found):
        for j, other in enumerate(members) if recorder else ():
            if recorder and other.article is not members[i].article and outlet[other.article.id] == recorder.key:
                sets.join(i, j)
                joined.add(frozenset((i, j)))
                pairs.setdefault((members[i].article.id, other.article.id), recorder.evidence)
    label = {c.article.id: c.article.label for c in members}
    reasons = []
    for (a, b), evidence in pairs.items():
        if (b, a) not in pairs:
            reasons.append(Reason(f"{label[a]} names {label[b]} as its source", (evidence,)))
        elif a < b:
            why = f"{label[a]} and {label[b]} name each other as the source: the report goes round in a circle"
            reasons.append(Reason(why, (evidence, pairs[b, a])))
    return joined, reasons


def _quoted_alike(a: Content, b: Content) -> Reason | None:
    """Return the reason for which two statements are one utterance: the same words of one speaker."""
    if a.article is b.article or (a.holder and b.holder and a.holder != b.holder):
        return None
    left, right, length = longest_run(a, b)
    if length < WHOLE_WORDS or (length < QUOTED_WORDS and length < min(len(a.bare), len(b.bare))):
        return None
    spans = (_run(a, left, length), _run(b, right, length))
    quoted = [any(s <= span[0] < e for s, e in c.article.quoted) for c, span in zip((a, b), spans, strict=True)]
    if not all(quoted) and not (any(quoted) and (length >= OWN_VOICE_WORDS or length == len(a.bare) == len(b.bare))):
        return None
    evidence = tuple(_evidence(c, span) for c, span in zip((a, b), spans, strict=True))
    return Reason(f"{a.article.label} and {b.article.label} quote the same {length} words", evidence)


def _run(content: Content, at: int, length: int) -> Span:
    """Return where ``length`` of the statement's words stand, from word ``at`` on."""
    last = content.verbatim[at + length - 1]
    return (content.verbatim[at].idx, last.idx + len(last))


def _copied(members: Sequence[Content], copies: Copies, sets: DisjointSets) -> tuple[set[frozenset[int]], list[Reason]]:
    """Join the statements that stand in copied passages: return the pairs, and a reason for each set of them."""
    found = list(_copied_pairs(members, copies))
    copied = DisjointSets(len(members))
    for i, j, _ in found:
        sets.join(i, j)
        copied.join(i, j)
    reasons = []
    for indices in (some for some in copied.groups() if len(some) > 1):
        within = {id(copy): copy for i, _, copy in found if i in indices}
        reasons.append(_copied_reason([members[i] for i in indices], list(within.values())))
    return {frozenset((i, j)) for i, j, _ in found}, reasons


def _copied_pairs(members: Sequence[Content], copies: Copies) -> Iterator[tuple[int, int, Copy]]:
    """Yield the pairs of ``members``, by number, that both stand in one passage which their articles share.

    A passage that both quote makes none: they may have it from its speaker.
    """
    of: dict[ArticleId, list[int]] = defaultdict(list)
    for number, content in enumerate(members):
        of[content.article.id].append(number)
    for left, right in permutations(of, 2):
        copy = copies.get((left, right))
        for passage in copy.shared if copy else ():
            if copy and not passage.quoted:
                ours = [i for i in of[left] if _inside(members[i], passage.left)]
                theirs = [i for i in of[right] if _inside(members[i], passage.right)] if ours else []
                yield from ((one, other, copy) for one in ours for other in theirs)


def _inside(content: Content, passage: Span) -> bool:
    spans = content.statement.spans
    return sum(overlap(span, passage) for span in spans) >= COVERED * sum(end - start for start, end in spans)


def _copied_reason(contents: Sequence[Content], copies: Sequence[Copy]) -> Reason:
    """Say why statements that ``copies`` join go back to one text, and whose it is where that shows."""
    labels: dict[str, str] = {c.article.id: c.article.label for c in contents}
    *most, last = labels.values()
    first = _first(list(labels), copies)
    evidence: dict[str, Evidence] = {c.article.id: _evidence(c, c.statement.spans[0]) for c in reversed(contents)}
    signs = () if first is None else (e for copy in copies for r in copy.reasons for e in r.evidence)
    return Reason(
        f"the same words stand in {', '.join(most)} and {last}"
        + (f"; {labels[first]} had them first" if first else ""),
        tuple(dict.fromkeys((*(evidence[a] for a in labels), *signs))),
    )


def _first(articles: Sequence[str], copies: Sequence[Copy]) -> str | None:
    """Return the article that all others have it from, or had it after."""
    later: dict[str, set[str]] = defaultdict(set)
    for copy in copies:
        if copy.earlier is not None:
            later[copy.earlier].add(copy.right if copy.earlier == copy.left else copy.left)
    return next((a for a in articles if later[a] >= set(articles) - {a}), None)


# Reasons


def _reasons(
    groups: Sequence[Group], reused: Sequence[Reason], members: Sequence[Content], verdict: Verdict
) -> Iterator[Reason]:
    """Yield why, step by step, in plain words."""
    label_of = {c.article.id: c.article.label for c in members}
    for group in groups:
        if group.recorders:
            *most, last = dict.fromkeys(label_of[r.evidence.article] for r in group.recorders)
            yield Reason(
                f"{group.recorders[0].name} is named as the origin by {', '.join(most)}{' and ' if most else ''}{last}",
                tuple(dict.fromkeys(r.evidence for r in group.recorders)),
            )
        if group.access:
            yield Reason(f"{group.access.name} has it at first hand: {group.access.access}", (group.access.evidence,))
    yield from reused
    for content in (c for g in groups if not g.recorders for c in g.members):
        yield _unnamed(content)
    if verdict == "not established" and sum(bool(g.recorders) for g in groups) > 1:
        yield Reason("the texts do not show that two of the origins have access of their own")


def _unnamed(content: Content) -> Reason:
    """Say what stands in place of an origin in one statement."""
    label = content.article.label
    if not content.statement.chain:
        evidence = (_evidence(content, content.statement.spans[0]),)
        return Reason(f"{label} says it in its own voice and names no origin", evidence)
    hop = content.statement.chain[-1]
    spots = tuple(_evidence(content, s.span) for s in hop.sources)
    if hop.cue and not spots:
        spots = (_evidence(content, hop.cue.span),)
    if hop.unresolved:
        return Reason(f"{label} means a source that its text does not name", spots)
    if hop.anonymous:
        return Reason(f"{label} keeps its source unnamed", spots)
    return Reason(f"{label} names who said it, not who recorded it", spots)


def _evidence(content: Content, span: Span) -> Evidence:
    return Evidence(content.article.id, *span, content.article.text[slice(*span)])
