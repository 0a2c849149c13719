"""A dossier with its cross-references looked up, in reading order: what every way of showing it starts from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from string import ascii_uppercase
from typing import Literal

from msgspec import UNSET

from rashomon.dossier.render.labels import counted, folded, moment_order, plain, shorten
from rashomon.types import Article, Claim, Dossier, Failure, Moment, Omission, Origin, Relation, Statement

__all__ = [
    "ArticleView",
    "ClaimView",
    "Standing",
    "View",
    "arrange",
    "file_name",
    "siglum",
]

SURE = 0.6
"""Score of a relation from which two statements are shown as one claim; below, as perhaps the same. Of the pairs in
four real stories, nine in ten above it were one claim, and one in three below."""

SLIGHT_WORDS = 5
"""A claim that is nowhere stated in as many words says little out of its place: it comes after the others."""

NAME_WIDTH, TITLE_WIDTH = 100, 50
"""Characters of an article's name, and of what stands behind it to tell two of one name apart."""

Standing = Literal["conflict", "shared", "single"]
"""A claim that articles contradict each other on, one that at least two have, one that a single article has."""


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article under the letter that stands for it."""

    article: Article
    siglum: str
    name: str
    """Its outlet; where it gives none its title, else its file or address."""
    title: str | None
    """Its title, where that is not the name already."""
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
    sure: bool
    """Whether two of its statements are surely of one claim; so is a claim of a single article."""


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
    alike: dict[str, tuple[Statement, ...]]
    """By statement id, all of its claim in the same words and meant so, itself among them."""
    statements: dict[str, Statement]
    numbers: dict[str, int]
    """A statement's number, from 1, in order of articles and text."""
    names: dict[str, str]
    """An entity's name by its id."""
    relations: dict[str, tuple[Relation, ...]]
    """By the id of either statement."""
    moments: tuple[Moment, ...]
    omissions: dict[str, tuple[Omission, ...]]
    """By article id, the most widely reported claim first."""

    @property
    def left_out(self) -> tuple[Failure, ...]:
        """The inputs that are not in the comparison."""
        return tuple(f for f in self.dossier.failures if f.stage is None)

    @property
    def missing(self) -> tuple[Failure, ...]:
        """The stages that failed, of articles that are in the comparison and of the comparison itself."""
        return tuple(f for f in self.dossier.failures if f.stage is not None)

    @property
    def shared(self) -> tuple[ClaimView, ...]:
        return tuple(c for c in self.claims if c.standing != "single")

    @property
    def firm(self) -> tuple[ClaimView, ...]:
        """Claims that several articles surely have."""
        return tuple(c for c in self.shared if c.sure)

    @property
    def loose(self) -> tuple[ClaimView, ...]:
        """Claims that several articles perhaps have."""
        return tuple(c for c in self.shared if not c.sure)

    @property
    def single(self) -> tuple[ClaimView, ...]:
        return tuple(c for c in self.claims if c.standing == "single")

    def siglum(self, article: str) -> str:
        """The letter of the article with this id."""
        return self.articles[article].siglum


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
    statements: dict[str, Statement] = {s.id: s for a in articles.values() for s in a.statements}
    claims = _claims(dossier, articles, statements)
    claim_of: dict[str, ClaimView] = {i: c for c in claims for i in c.claim.statements}
    relations: dict[str, list[Relation]] = {}
    for relation in dossier.relations:
        for side in (relation.left, relation.right):
            relations.setdefault(side, []).append(relation)
    by_id: dict[str, ClaimView] = {c.claim.id: c for c in claims}
    return View(
        dossier=dossier,
        title=_title(dossier),
        articles=articles,
        claims=claims,
        claim_by_id=by_id,
        claim_of=claim_of,
        alike=_alike(statements, claim_of),
        statements=statements,
        numbers={i: n for n, i in enumerate(statements, 1)},
        names={e.id: e.name for e in dossier.entities},
        relations={i: tuple(found) for i, found in relations.items()},
        moments=tuple(sorted(dossier.timeline, key=moment_order)),
        omissions=_omissions(dossier, by_id),
    )


def _articles(dossier: Dossier) -> dict[str, ArticleView]:
    said: dict[str, list[Statement]] = {a.id: [] for a in dossier.articles}
    for statement in dossier.statements:
        said[statement.article].append(statement)
    names = _names(dossier.articles)
    return {
        article.id: ArticleView(
            article,
            siglum(i),
            name,
            title,
            tuple(sorted(said[article.id], key=lambda s: (s.spans, s.id))),
        )
        for i, (article, (name, title)) in enumerate(zip(dossier.articles, names, strict=True))
    }


def _names(articles: Sequence[Article]) -> list[tuple[str, str | None]]:
    """A name for each, none twice where something tells them apart; and its title, where that is not in its name."""
    short = [a.outlet or a.title or a.label for a in articles]
    again = Counter(plain(name) for name in short)
    names = []
    for article, name in zip(articles, short, strict=True):
        apart = None
        if again[plain(name)] > 1:
            apart = next((m for m in (article.title, file_name(article)) if m and m != name), None)
        title = None if article.title in (name, apart) else article.title
        names.append((shorten(name, NAME_WIDTH) + (f": {shorten(apart, TITLE_WIDTH)}" if apart else ""), title))
    return names


def file_name(article: Article) -> str | None:
    """The last part of the path that the user gave."""
    return None if article.file is UNSET else article.file.rstrip("/").rpartition("/")[2]


def _claims(
    dossier: Dossier, articles: dict[str, ArticleView], statements: dict[str, Statement]
) -> tuple[ClaimView, ...]:
    """In order: those in conflict, those in most articles, the unsure ones, those of one article; slight ones last."""
    place = {i: n for n, i in enumerate(statements)}
    origins = {o.claim: o for o in dossier.origins}
    conflicting = {i for r in dossier.relations if r.kind == "conflict" for i in (r.left, r.right)}
    scores = _scores(dossier)
    found = []
    for claim in dossier.claims:
        mine = sorted(claim.statements, key=place.__getitem__)
        said = {a: tuple(statements[i] for i in mine if statements[i].article == a) for a in articles}
        said = {a: some for a, some in said.items() if some}
        standing: Standing = "single" if len(said) < 2 else "shared"
        if conflicting.intersection(mine):
            standing = "conflict"
        sure = standing != "shared" or scores.get(claim.id, 1.0) >= SURE
        slight = all(len(statements[i].text.split()) < SLIGHT_WORDS for i in mine)
        first = place[mine[0]] if mine else len(place)
        order = (standing != "conflict", standing == "single", not sure, -len(said), slight, first)
        found.append((order, ClaimView(claim, 0, standing, said, origins.get(claim.id), sure)))
    found.sort(key=itemgetter(0))
    return tuple(replace(claim, number=n) for n, (_, claim) in enumerate(found, 1))


def _alike(statements: dict[str, Statement], claim_of: dict[str, ClaimView]) -> dict[str, tuple[Statement, ...]]:
    meant = {i: _meant(s, claim_of.get(i)) for i, s in statements.items()}
    found: dict[Hashable, list[Statement]] = {}
    for i, statement in statements.items():
        found.setdefault(meant[i], []).append(statement)
    together = {key: tuple(same) for key, same in found.items()}
    return {i: together[meant[i]] for i in statements}


def _meant(statement: Statement, claim: ClaimView | None) -> Hashable:
    """Words, and what they mean by what stands around them: that they are denied, asked, or of which day they are."""
    if claim is None:
        return statement.id
    when = statement.when and statement.when.value
    return claim.number, folded(statement.text), statement.polarity, statement.force, when


def _scores(dossier: Dossier) -> dict[str, float]:
    """The best score of a relation within each claim that has one."""
    claim_of = {i: c.id for c in dossier.claims for i in c.statements}
    best: dict[str, float] = {}
    for relation in dossier.relations:
        claim = claim_of.get(relation.left)
        if claim and claim == claim_of.get(relation.right):
            best[claim] = max(best.get(claim, 0.0), relation.score)
    return best


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
