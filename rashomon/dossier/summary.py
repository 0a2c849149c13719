"""The first screen of a dossier as data: what happened, what differs, what is agreed, who speaks, how sure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from rashomon import lexicon
from rashomon.types import (
    Agreed,
    Article,
    Claim,
    Compared,
    Differing,
    DifferingKind,
    Dossier,
    Headline,
    Lead,
    Relation,
    SharedSource,
    Statement,
    Summary,
    Tally,
)
from rashomon.types.ids import ArticleId, ClaimId, EntityId, SourceId, StatementId

__all__ = ["summarise"]

MOST = 12
"""Entries of each list: more than a screen shows."""
SHORTEST_LEAD, LONGEST_LEAD = 6, 45
"""Words of a lead that a reader takes in at once and that say something alone."""
_WORD = re.compile(r"[^\W\d_]{3,}|\d+")
LEAST_NEAR = 0.1
"""What a statement that has no word of the headline counts."""
SAID = 0.6
"""What one that somebody else says counts, against the reporter's own."""
STEM = 5
"""Letters of a word that stand for all its forms."""
SURE: Mapping[str, float] = {"clear": 0.95, "likely": 0.8}
"""How often a pair of members of a claim tells the same, by the claim's confidence; measured, rounded."""
SAID_WORTH, SCRAP_WORTH = 0.8, 0.6
"""What a claim counts that all reports have from somebody else, and one whose label is no sentence."""
RELATIVES = lexicon.words("reporting.source_relatives")
PRONOUNS = lexicon.words("function_words.pronouns_of_all_persons")
OPENING = 400
"""Characters of a text that say what it is about."""


class _Story:
    """A dossier's parts by id, and the articles of each claim."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.articles: Mapping[ArticleId, Article] = {a.id: a for a in dossier.articles}
        self.statements: Mapping[StatementId, Statement] = {s.id: s for s in dossier.statements}
        self.claims: Mapping[ClaimId, Claim] = {c.id: c for c in dossier.claims}
        self.claims_of: dict[StatementId, list[ClaimId]] = {}
        for claim in dossier.claims:
            for statement in claim.statements:
                self.claims_of.setdefault(statement, []).append(claim.id)
        self.order = {a: n for n, a in enumerate(self.articles)}

    def having(self, claim: Claim) -> tuple[ArticleId, ...]:
        """Return the articles that tell a claim, in the dossier's order."""
        return tuple(sorted({self.statements[s].article for s in claim.statements}, key=self.order.__getitem__))

    def claim_of(self, left: StatementId, right: StatementId) -> Claim | None:
        """Return the claim of both statements, else the most important claim of either."""
        ours, theirs = self.claims_of.get(left, []), self.claims_of.get(right, [])
        among = [c for c in ours if c in theirs] or [*ours, *theirs]
        return max((self.claims[c] for c in among), key=lambda c: c.importance, default=None)


def summarise(dossier: Dossier) -> Summary:
    """Return the first screen of a dossier, of which the sources are known."""
    story = _Story(dossier)
    headline = _headline(dossier.articles)
    differ = _differ(story)
    disputed = {d.claim for d in differ if d.kind != "contrast"} | _relatedly_disputed(story)
    lead = _lead(story, headline)
    days = sorted(a.published for a in dossier.articles if a.published)
    return Summary(
        headline=headline,
        lead=lead,
        days=(days[0], days[-1]) if days else None,
        differ=differ[:MOST],
        agree=_agreed(story, disputed, lead)[:MOST],
        one_source=_one_source(story)[:MOST],
        speakers=_speakers(story)[:MOST],
        tally=_tally(dossier.statements),
        compared=_compared(story),
    )


def _headline(articles: Sequence[Article]) -> Headline | None:
    """Return the headline that shares most words with the headlines and openings of the other articles."""
    titled = [a for a in articles if a.title and a.title.strip()]
    words = {a.id: _words(a.title or "") for a in titled}
    opening = {a.id: _words(f"{a.title or ''} {a.content[:OPENING]}") for a in articles}

    def closeness(article: Article) -> float:
        mine = words[article.id]
        others = [a for a in articles if a.id != article.id]
        if not mine or not others:
            return 0.0
        return sum(len(mine & opening[a.id]) / len(mine) + _dice(mine, words.get(a.id)) for a in others) / len(others)

    best = max(
        titled, key=lambda a: (not _is_cut(a.title or ""), round(closeness(a), 6), -articles.index(a)), default=None
    )
    return Headline(best.id, " ".join((best.title or "").split())) if best else None


def _is_cut(title: str) -> bool:
    return title.rstrip().endswith(("...", "…"))


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _stems(text: str) -> frozenset[str]:
    """Return the beginnings of the words of a text, so that "resigns" is as good as "resigned"."""
    return frozenset(word[:STEM] for word in _words(text))


def _dice(one: frozenset[str], other: frozenset[str] | None) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _lead(story: _Story, headline: Headline | None) -> Lead | None:
    """Return what stands early in an article, in words of the headlines, and in as many articles as possible."""
    titles = [_stems(a.title) for a in story.articles.values() if a.title]
    chosen = _stems(headline.text) if headline else frozenset()
    shared = {s: c for c in story.dossier.claims for s in c.statements if _is_surely_shared(story, c)}

    def weight(one: Statement) -> float:
        claim, words = shared.get(one.id), _stems(one.text)
        early = 1 - one.spans[0][0] / max(1, len(story.articles[one.article].content))
        near = _dice(chosen, words) + sum(_dice(t, words) for t in titles) / max(1, len(titles)) + LEAST_NEAR
        others = (len(story.having(claim)) - 1) / (len(story.articles) - 1) if claim else 0.0
        return (1 + others) * near * early**2 * (SAID if one.chain else 1.0)

    first = headline.article if headline else None
    opening = sorted(story.dossier.statements, key=lambda s: (s.article != first, story.order[s.article], s.spans))
    best = max(filter(_stands_alone, opening), key=weight, default=None) or next(iter(opening), None)
    if best is None:
        return None
    if claim := shared.get(best.id):
        return Lead(best.id, claim.id, story.having(claim), claim.confidence)
    claims = story.claims_of.get(best.id)
    return Lead(best.id, claims[0] if claims else None, (best.article,))


def _is_surely_shared(story: _Story, claim: Claim) -> bool:
    return claim.confidence != "check" and len(story.having(claim)) > 1


def _stands_alone(statement: Statement) -> bool:
    """Whether a statement is one whole assertion that needs no sentence before it."""
    text, words = statement.text, statement.text.split()
    whole = len(statement.spans) == 1 and text[:1].isupper()
    said = statement.force == "assertion" and statement.quotation != "direct"
    balanced = all(text.count(a) == text.count(b) for a, b in ("“”", "()")) and text.count('"') % 2 == 0
    return whole and said and balanced and SHORTEST_LEAD <= len(words) <= LONGEST_LEAD


# What differs


def _differ(story: _Story) -> tuple[Differing, ...]:
    """Return what differs, the most important claims first; a conflict that a figure shows is not listed again."""
    found: list[tuple[tuple[float, ...], Differing]] = []
    shown: set[frozenset[StatementId]] = set()
    for figure in story.dossier.figures:
        if figure.kind in ("conflict", "update"):
            claim = story.claims.get(figure.claim) if figure.claim else None
            values = [v.statement for v in figure.values]
            shown |= {frozenset((a, b)) for a in values for b in values}
            rank = (0.0, -(claim.importance if claim else 0.0), -len({v.article for v in figure.values}))
            found.append((rank, Differing(kind="figure", figure=figure.id, claim=figure.claim)))
    said: set[frozenset[str]] = set()
    for relation, kind in _differences(story.dossier.relations):
        sides = frozenset((relation.left, relation.right))
        words = frozenset(" ".join(story.statements[s].text.casefold().split()) for s in sides)
        if (sides in shown and _by_numbers_alone(relation)) or words in said:
            continue
        said.add(words)
        claim = story.claim_of(relation.left, relation.right)
        differing = Differing(
            kind=kind,
            left=relation.left,
            right=relation.right,
            claim=claim.id if claim else None,
            confidence=relation.confidence,
        )
        unsure = float(relation.confidence == "check") + 2.0 * (kind == "contrast")
        found.append(((unsure, -(claim.importance if claim else 0.0), 0.0), differing))
    return tuple(one for _, one in sorted(found, key=lambda f: f[0]))


def _differences(relations: Sequence[Relation]) -> Iterator[tuple[Relation, DifferingKind]]:
    for relation in relations:
        if relation.kind == "conflict":
            yield relation, "contradiction"
        elif relation.kind == "update":
            yield relation, "update"
        elif any(d.kind == "contrast" for d in relation.differences):
            yield relation, "contrast"


def _by_numbers_alone(relation: Relation) -> bool:
    telling = [d for d in relation.differences if d.kind not in ("detail", "contrast")]
    return all(d.about == "number" for d in telling)


def _relatedly_disputed(story: _Story) -> set[ClaimId | None]:
    """Return the claims that have both sides of a conflict, an update or a contrast, or else those of either."""
    found: set[ClaimId | None] = set()
    for relation, _ in _differences(story.dossier.relations):
        left, right = (set(story.claims_of.get(i, ())) for i in (relation.left, relation.right))
        found |= left & right or left | right
    return found


# What is agreed, and who says it


def _denied(story: _Story, claim: Claim) -> bool:
    """Return whether some members deny what others affirm."""
    told = [story.statements[s] for s in claim.statements]
    return len({s.polarity == "negated" or s.force == "denial" for s in told}) > 1


def _agreed(story: _Story, disputed: set[ClaimId | None], lead: Lead | None) -> tuple[Agreed, ...]:
    """Return the undisputed claims of several articles that surely tell the same, but not what the lead tells.

    First comes what matters most, of claims alike what is surer, what reporters state themselves and what a reader
    understands alone; of claims that share a statement only the first is kept.
    """
    told = set(story.claims_of.get(lead.statement, ())) if lead else set()
    shared = [(c, story.having(c)) for c in story.dossier.claims if c.id not in disputed | told]
    several = [(c, a) for c, a in shared if len(a) > 1 and c.confidence != "check" and not _denied(story, c)]
    several.sort(key=lambda one: (-_worth(story, *one), one[0].id))
    out: list[Agreed] = []
    shown: set[str] = set()
    for claim, having in several:
        mine = {*claim.statements, " ".join(claim.label.casefold().split())}
        if shown.isdisjoint(mine):
            out.append(Agreed(claim.id, having, claim.confidence))
            shown |= mine
    return tuple(out)


def _worth(story: _Story, claim: Claim, having: Sequence[ArticleId]) -> float:
    """Return how much a reader gains from a claim on the first screen: its importance, less where it may be wrong."""
    worth = claim.importance * SURE.get(claim.confidence or "likely", 0.0) ** (len(having) - 1)
    label = story.statements.get(claim.label_of or claim.statements[0])
    if not _in_own_voice(story, claim):
        worth *= SAID_WORTH
    return worth if label and _is_whole(label, claim) else worth * SCRAP_WORTH


def _is_whole(statement: Statement, claim: Claim) -> bool:
    """Whether a label is a sentence that needs none before it, neither cut nor a clause that only adds to a name."""
    label, predicate = claim.label, statement.proposition.predicate if statement.proposition else None
    if predicate is None or statement.force == "question" or _is_cut(label) or label[:1].islower():
        return False
    if label.split()[0].casefold() in PRONOUNS and not claim.label_resolved:
        return False
    before = statement.text[: max(0, predicate.start - statement.spans[0][0])].split()
    return RELATIVES.isdisjoint(word.casefold() for word in before[-2:])


def _in_own_voice(story: _Story, claim: Claim) -> bool:
    return any(not story.statements[s].chain for s in claim.statements)


def _one_source(story: _Story) -> tuple[SharedSource, ...]:
    """Return the entities to which claims of several articles go back alone, by what is known of their origins."""
    behind: dict[EntityId, list[Claim]] = {}
    told: dict[EntityId, set[ArticleId]] = {}
    for origin in story.dossier.origins:
        named = [g for g in origin.groups if g.entity]
        claim = story.claims.get(origin.claim)
        if claim is None or origin.verdict != "same origin" or len(named) != 1 or named[0].entity is None:
            continue
        articles = {story.statements[s].article for s in named[0].statements}
        if len(articles) > 1:
            behind.setdefault(named[0].entity, []).append(claim)
            told.setdefault(named[0].entity, set()).update(articles)
    found = [
        SharedSource(
            entity=entity,
            claims=tuple(c.id for c in sorted(claims, key=lambda c: -c.importance)),
            articles=tuple(sorted(told[entity], key=story.order.__getitem__)),
        )
        for entity, claims in behind.items()
    ]
    return tuple(sorted(found, key=lambda s: (-len(s.articles), -max(story.claims[c].importance for c in s.claims))))


def _speakers(story: _Story) -> tuple[SourceId, ...]:
    """Return the sources that the most articles cite, outlets left out; unnamed ones among them."""
    outlets = {e.id for e in story.dossier.entities if e.outlet}
    people = [s for s in story.dossier.sources if s.entity not in outlets]
    people.sort(key=lambda s: (-len(s.articles), not s.named, -s.statements))
    return tuple(s.id for s in people)


def _tally(statements: Sequence[Statement]) -> Tally:
    return Tally(
        statements=len(statements),
        unsourced=sum(not s.chain for s in statements),
        hedged=sum(s.hedge is not None or s.certainty in ("probable", "possible") for s in statements),
        quoted=sum(s.quotation in ("direct", "mixed") for s in statements),
    )


def _compared(story: _Story) -> Compared:
    """Return how many figures, dates and names related statements have in common."""
    dates = names = 0
    mentions: dict[str, list[tuple[int, int, str]]] = {}
    for entity in story.dossier.entities:
        for mention in entity.mentions:
            mentions.setdefault(mention.article, []).append((mention.start, mention.end, entity.id))
    named: dict[str, set[str]] = {}
    for relation in story.dossier.relations:
        left, right = (story.statements[i] for i in (relation.left, relation.right))
        dates += bool(left.when and left.when.value and right.when and right.when.value)
        for s in (left, right):
            if s.id not in named:
                inside = ((start, end, e) for start, end, e in mentions.get(s.article, ()))
                named[s.id] = {e for start, end, e in inside if any(a <= start and end <= b for a, b in s.spans)}
        names += len(named[left.id] & named[right.id])
    return Compared(figures=len(story.dossier.figures), dates=dates, names=names)
