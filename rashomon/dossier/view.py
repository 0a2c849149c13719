"""A dossier with its cross-references looked up, in reading order: what every way of showing it starts from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Literal

from rashomon.dossier.words import counted, moment_order, plain, shorten
from rashomon.model import About, Article, Claim, Difference, Dossier, Moment, Omission, Origin, Relation, Statement

__all__ = ["ArticleView", "ClaimView", "Conflict", "Standing", "View", "arrange", "main_differences", "siglum"]

MINOR: frozenset[About] = frozenset({"name", "wording", "holder"})
"""What two statements may differ in and still both be so."""

Standing = Literal["conflict", "shared", "single"]
"""A claim that articles contradict each other on, one that at least two have, one that a single article has."""


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article under the letter that stands for it."""

    article: Article
    siglum: str
    name: str
    statements: tuple[Statement, ...]
    """In order of the text."""


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim under its number, with its statements by article."""

    claim: Claim
    number: int
    standing: Standing
    said: dict[str, tuple[Statement, ...]]
    """By article id, in order of the articles; only articles that have it."""
    origin: Origin | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two statements that cannot both be so."""

    relation: Relation
    left: Statement
    right: Statement
    claim: ClaimView | None

    @property
    def main(self) -> tuple[Difference, ...]:
        """What they conflict on."""
        return main_differences(self.relation)

    @property
    def also(self) -> tuple[Difference, ...]:
        """What else they differ in."""
        return tuple(d for d in self.relation.differences if d not in self.main)


@dataclass(frozen=True, slots=True)
class View:
    """Everything of a dossier by id, and its parts in reading order."""

    dossier: Dossier
    title: str
    articles: dict[str, ArticleView]
    claims: tuple[ClaimView, ...]
    claim_by_id: dict[str, ClaimView]
    claim_of: dict[str, ClaimView]
    """By statement id."""
    statements: dict[str, Statement]
    numbers: dict[str, int]
    """A statement's number, from 1, in order of articles and text."""
    names: dict[str, str]
    """An entity's name by its id."""
    conflicts: tuple[Conflict, ...]
    relations: dict[str, tuple[Relation, ...]]
    """By the id of either statement."""
    moments: tuple[Moment, ...]
    omissions: dict[str, tuple[Omission, ...]]
    """By article id, the most widely reported claim first."""

    @property
    def shared(self) -> tuple[ClaimView, ...]:
        return tuple(c for c in self.claims if c.standing != "single")

    @property
    def single(self) -> tuple[ClaimView, ...]:
        return tuple(c for c in self.claims if c.standing == "single")

    def siglum(self, article: str) -> str:
        """The letter of the article with this id."""
        return self.articles[article].siglum


def main_differences(relation: Relation) -> tuple[Difference, ...]:
    """What a conflict is about; every difference where none can be a conflict by itself, or where there is none."""
    if relation.kind != "conflict":
        return relation.differences
    return tuple(d for d in relation.differences if d.about not in MINOR) or relation.differences


def siglum(index: int) -> str:
    """The letter for the article at ``index``: A … Z, AA, AB …"""
    letters = ""
    while index >= 0:
        letters = ascii_uppercase[index % 26] + letters
        index = index // 26 - 1
    return letters


def arrange(dossier: Dossier) -> View:
    """``dossier`` in reading order. Its references must hold, as those of a built or loaded dossier do."""
    articles = _articles(dossier)
    statements = {s.id: s for a in articles.values() for s in a.statements}
    conflicting = {i for r in dossier.relations if r.kind == "conflict" for i in (r.left, r.right)}
    claims = _claims(dossier, articles, statements, conflicting)
    claim_of = {i: c for c in claims for i in c.claim.statements}
    relations: dict[str, list[Relation]] = {}
    for relation in dossier.relations:
        for side in (relation.left, relation.right):
            relations.setdefault(side, []).append(relation)
    by_id = {c.claim.id: c for c in claims}
    return View(
        dossier=dossier,
        title=_title(dossier),
        articles=articles,
        claims=claims,
        claim_by_id=by_id,
        claim_of=claim_of,
        statements=statements,
        numbers={i: n for n, i in enumerate(statements, 1)},
        names={e.id: e.name for e in dossier.entities},
        conflicts=tuple(
            Conflict(r, statements[r.left], statements[r.right], claim_of.get(r.left))
            for r in dossier.relations
            if r.kind == "conflict"
        ),
        relations={i: tuple(found) for i, found in relations.items()},
        moments=tuple(sorted(dossier.timeline, key=moment_order)),
        omissions=_omissions(dossier, by_id),
    )


def _articles(dossier: Dossier) -> dict[str, ArticleView]:
    said: dict[str, list[Statement]] = {a.id: [] for a in dossier.articles}
    for statement in dossier.statements:
        said[statement.article].append(statement)
    labels = [shorten(a.label, 60) for a in dossier.articles]
    again = Counter(labels)
    return {
        article.id: ArticleView(
            article,
            siglum(i),
            label if again[label] == 1 or not article.title else f"{label}: {shorten(article.title, 50)}",
            tuple(sorted(said[article.id], key=lambda s: (s.spans, s.id))),
        )
        for i, (article, label) in enumerate(zip(dossier.articles, labels, strict=True))
    }


def _claims(
    dossier: Dossier, articles: dict[str, ArticleView], statements: dict[str, Statement], conflicting: set[str]
) -> tuple[ClaimView, ...]:
    place = {i: n for n, i in enumerate(statements)}
    origins = {o.claim: o for o in dossier.origins}
    found: list[tuple[tuple[bool, int, int], Claim, Standing, dict[str, tuple[Statement, ...]]]] = []
    for claim in dossier.claims:
        mine = sorted(claim.statements, key=place.__getitem__)
        said = {a: tuple(statements[i] for i in mine if statements[i].article == a) for a in articles}
        said = {a: some for a, some in said.items() if some}
        standing: Standing = "single" if len(said) < 2 else "shared"
        if conflicting.intersection(mine):
            standing = "conflict"
        first = place[mine[0]] if mine else len(place)
        found.append(((standing != "conflict", -len(said), first), claim, standing, said))
    found.sort(key=lambda row: row[0])
    return tuple(
        ClaimView(claim, n, standing, said, origins.get(claim.id))
        for n, (_, claim, standing, said) in enumerate(found, 1)
    )


def _omissions(dossier: Dossier, claims: dict[str, ClaimView]) -> dict[str, tuple[Omission, ...]]:
    by_article: dict[str, list[Omission]] = {a.id: [] for a in dossier.articles}
    for omission in dossier.omissions:
        by_article[omission.article].append(omission)
    return {
        article: tuple(sorted(some, key=lambda o: (-len(claims[o.claim].said), claims[o.claim].number)))
        for article, some in by_article.items()
    }


def _title(dossier: Dossier) -> str:
    """The names that most articles have most often: counted, not composed."""
    weights = []
    for entity in dossier.entities:
        spread = len({m.article for m in entity.mentions})
        if entity.kind != "other" and (spread > 1 or len(dossier.articles) == 1):
            weights.append((-spread, -len(entity.mentions), entity.name))
    names = list(dict.fromkeys(shorten(name, 40) for *_, name in sorted(weights) if plain(name)))[:3]
    return ", ".join(names) if len(names) > 1 else f"One story in {counted(len(dossier.articles), 'article')}"
