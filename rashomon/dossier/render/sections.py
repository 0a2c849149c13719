"""Sections that need grouping: origins by verdict, wording by article, omissions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from rashomon.dossier.render.labels import (
    ABOUT,
    EXTENT,
    FACT_SOURCE,
    STANDING,
    counted,
    fact_behind,
    folded,
    plain,
    shorten,
)
from rashomon.dossier.render.relation_lines import main_differences
from rashomon.dossier.render.view import ArticleView, ClaimView, View, file_name
from rashomon.types import About, Article, Evidence, RelationKind, Verdict, Voice

__all__ = [
    "OmissionCase",
    "OriginCase",
    "ReasonLine",
    "UsedPhrase",
    "WordingRow",
    "article_facts",
    "known",
    "left_out",
    "omission_cases",
    "origin_cases",
    "standing_of",
    "wording_rows",
]


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """A reason with its evidence, the same words of an article once."""

    text: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class OriginCase:
    """Claims with the same verdict and the same named origins."""

    verdict: Verdict
    named: tuple[str, ...]
    """Names of the origins that the texts give."""
    independent: int
    claims: tuple[ClaimView, ...]
    reasons: tuple[ReasonLine, ...]


@dataclass(frozen=True, slots=True)
class UsedPhrase:
    """A phrase of one article in one voice, and how often it occurs."""

    text: str
    voice: Voice
    count: int
    start: int


@dataclass(frozen=True, slots=True)
class WordingRow:
    """How each article words one entity or claim."""

    label: str
    claim: ClaimView | None
    by_article: dict[str, tuple[UsedPhrase, ...]]
    differs: bool
    """Whether two articles have no phrase in common."""

    @property
    def together(self) -> tuple[tuple[tuple[str, ...], tuple[UsedPhrase, ...]], ...]:
        """Group the articles that use the same phrases equally often: article ids and phrases."""
        found: dict[tuple[tuple[str, Voice, int], ...], list[str]] = {}
        for article, used in self.by_article.items():
            found.setdefault(tuple((folded(u.text), u.voice, u.count) for u in used), []).append(article)
        return tuple((tuple(some), self.by_article[some[0]]) for some in found.values())


@dataclass(frozen=True, slots=True)
class OmissionCase:
    """Articles that omit the same claims."""

    articles: tuple[ArticleView, ...]
    groups: tuple[tuple[str, tuple[ClaimView, ...]], ...]
    """The claims, grouped by whether the articles could have known them, in words."""

    @property
    def count(self) -> int:
        return sum(len(claims) for _, claims in self.groups)


def origin_cases(view: View, claims: tuple[ClaimView, ...]) -> tuple[OriginCase, ...]:
    """Group the claims by verdict and named origins: independent ones first, then by number of claims."""
    grouped: dict[tuple[Verdict, tuple[str, ...], int], list[ClaimView]] = {}
    for claim in claims:
        if claim.origin is None:
            continue
        groups = claim.origin.groups
        named = dict.fromkeys(plain(view.names.get(g.entity, g.entity)) for g in groups if g.entity)
        key = (claim.origin.verdict, tuple(named), claim.origin.independent)
        grouped.setdefault(key, []).append(claim)
    rank = {"independent": 0, "same origin": 1, "not established": 2}
    order = sorted(grouped.items(), key=lambda row: (rank[row[0][0]], -len(row[1]), row[1][0].number))
    return tuple(OriginCase(*key, tuple(some), _reasons(some)) for key, some in order)


def _reasons(claims: list[ClaimView]) -> tuple[ReasonLine, ...]:
    found: dict[str, dict[tuple[str, str], Evidence]] = {}
    for claim in claims:
        for reason in claim.origin.reasons if claim.origin else ():
            rests_on = found.setdefault(plain(reason.text), {})
            for evidence in reason.evidence:
                rests_on.setdefault((evidence.article, plain(evidence.text)), evidence)
    return tuple(ReasonLine(text, tuple(evidence.values())) for text, evidence in found.items())


def wording_rows(view: View) -> tuple[WordingRow, ...]:
    """Return the wordings that several articles have, those without a common phrase first; then the others."""
    rows = []
    for wording in view.dossier.wording:
        claim = view.claim_by_id.get(wording.claim or "")
        label = plain(view.names.get(wording.entity or "", "")) or (plain(claim.claim.label) if claim else "")
        by_article: dict[str, tuple[UsedPhrase, ...]] = {}
        for article in view.articles:
            mine = [p for p in wording.phrases if p.article == article]
            counts = Counter((plain(p.text), p.voice) for p in mine)
            first = {(plain(p.text), p.voice): p.start for p in reversed(mine)}
            used = [UsedPhrase(text, voice, n, first[(text, voice)]) for (text, voice), n in counts.items()]
            if used:
                by_article[article] = tuple(sorted(used, key=lambda u: (-u.count, u.start)))
        if by_article:
            rows.append(WordingRow(label, claim, by_article, _differs(by_article)))
    rows.sort(key=lambda r: (len(r.by_article) < 2, not r.differs, -len(r.by_article)))
    return tuple(rows)


def _differs(by_article: dict[str, tuple[UsedPhrase, ...]]) -> bool:
    said = [{u.text.casefold() for u in used} for used in by_article.values()]
    return any(not a & b for n, a in enumerate(said) for b in said[n + 1 :])


def article_facts(view: ArticleView) -> tuple[str, ...]:
    """Return the facts about an article that matter for a comparison."""
    article = view.article
    file = file_name(article)
    facts = [f"file {shorten(file, 60)}"] if file and shorten(file, 60) != view.name else []
    facts.append(_published(article))
    if article.dateline:
        places = shorten("/".join(article.dateline.places), 60)
        agency = f" ({shorten(article.dateline.agency, 40)})" if article.dateline.agency else ""
        facts.append(f"filed from {places}{agency}" if places else f"dateline{agency}")
    if article.byline:
        facts.append(f"by {shorten(article.byline, 80).removeprefix('By ').removeprefix('by ')}")
    if article.language and article.language != "en":  # the only language that is analysed
        facts.append(f"language: {shorten(article.language, 20)}")
    facts.append(counted(len(view.statements), "statement"))
    if article.starts_mid_story:
        facts.append("starts mid-story: the beginning is missing")
    if article.extent != "whole":
        facts.append(EXTENT[article.extent])
    if any(fact.field == "text" for fact in article.facts):
        facts.append("text from the page’s metadata, not visible on the page")
    facts += _set_aside(article)
    if article.repairs:
        facts.append(f"{counted(len(article.repairs), 'damaged place')} repaired")
    if not article.content:
        facts.append("text not included")
    return tuple(facts)


def _published(article: Article) -> str:
    """Return the day of publication and its source."""
    if not article.published:
        return "no date of publication"
    fact = fact_behind(article, "published", article.published)
    return f"published {shorten(article.published, 40)}" + (f" ({FACT_SOURCE[fact.source]})" if fact else "")


def _set_aside(article: Article) -> list[str]:
    lengths: Counter[str] = Counter()
    for passage in article.passages:
        lengths[passage.kind] += passage.end - passage.start
    found = []
    if lengths["repeat"]:
        found.append(f"{counted(lengths['repeat'], 'character')} repeated: counted once")
    if lengths["boilerplate"]:
        found.append(f"{counted(lengths['boilerplate'], 'character')} of boilerplate set aside")
    return found


def known(could_have_known: bool | None) -> str:
    """Return in words whether an article could have known what it omits."""
    if could_have_known is None:
        return "the dates do not show whether it could have known"
    return "it could have known" if could_have_known else "it could not have known yet"


def left_out(view: View, article: str) -> tuple[tuple[str, tuple[ClaimView, ...]], ...]:
    """Return what an article omits, grouped by whether it could have known it; what it could have known comes first."""
    groups: dict[bool | None, list[ClaimView]] = {True: [], None: [], False: []}
    for omission in view.omissions[article]:
        groups[omission.could_have_known].append(view.claim_by_id[omission.claim])
    return tuple((known(could), tuple(claims)) for could, claims in groups.items() if claims)


def omission_cases(view: View) -> tuple[OmissionCase, ...]:
    """Group the articles that omit the same claims, in order of the articles."""
    found: dict[tuple[tuple[str, tuple[int, ...]], ...], list[str]] = {}
    for article in view.articles:
        key = tuple((knew, tuple(c.number for c in claims)) for knew, claims in left_out(view, article))
        found.setdefault(key, []).append(article)
    return tuple(
        OmissionCase(tuple(view.articles[a] for a in some), left_out(view, some[0])) for some in found.values()
    )


def standing_of(view: View, claim: ClaimView) -> tuple[str, str] | None:
    """Return the most serious relation within a claim: its kind, and a phrase that says what it is about."""
    found: dict[RelationKind, dict[About, None]] = {}
    mine = set(claim.claim.statements)
    for statement in claim.claim.statements:
        for relation in view.relations.get(statement, ()):
            if {relation.left, relation.right} <= mine:
                found.setdefault(relation.kind, {}).update(dict.fromkeys(d.about for d in main_differences(relation)))
    kind = next((k for k in STANDING if k in found), None)
    if kind is None:
        return None
    about = ", ".join(ABOUT[a] for a in found[kind])
    return kind, STANDING[kind] + (f"{' on ' if kind == 'conflict' else '; differ in '}{about}" if about else "")
