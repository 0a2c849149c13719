"""A dossier with its references resolved, in reading order: the input of every renderer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from string import ascii_uppercase
from typing import Literal, NamedTuple

from msgspec import UNSET

from rashomon.dossier.render.labels import counted, folded, moment_order, plain, shorten
from rashomon.types import Article, Claim, Correction, Dossier, Failure, Moment, Omission, Origin, Relation, Statement

__all__ = [
    "ArticleView",
    "ClaimView",
    "Standing",
    "View",
    "arrange",
    "article_names",
    "file_name",
    "siglum",
]


class Note(NamedTuple):
    """A line about the dossier itself, with the same parts as a failure."""

    source: str
    problem: str


SURE = 0.6
"""Score from which two statements are shown as one claim, and below which as perhaps one. Of the pairs in four real
stories, nine in ten above it were one claim, and one in three below."""

SLIGHT_WORDS = 5
"""A claim that no article states in at least so many words means little out of context; it is listed last."""

NAME_WIDTH, TITLE_WIDTH = 100, 50
"""Characters shown of an article's name, and of the title that tells apart two articles of one name."""

Standing = Literal["conflict", "shared", "single"]
"""A claim with a conflict between articles, a claim of at least two articles, or a claim of one article."""


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article and its letter."""

    article: Article
    siglum: str
    name: str
    """Its outlet, else its title, else its file or address."""
    title: str | None
    """Its title, unless that is already the name."""
    statements: tuple[Statement, ...]
    """Its statements in order of the text."""


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim and its number, with its statements by article."""

    claim: Claim
    number: int
    standing: Standing
    said: dict[str, tuple[Statement, ...]]
    """Statements by article id, in order of the articles; only articles that have the claim."""
    origin: Origin | None
    sure: bool
    """Whether at least two of its statements surely belong together; true for a claim of one article."""


@dataclass(frozen=True, slots=True)
class View:
    """A dossier's contents by id, and its parts in reading order."""

    dossier: Dossier
    title: str
    articles: dict[str, ArticleView]
    claims: tuple[ClaimView, ...]
    claim_by_id: dict[str, ClaimView]
    claims_of: dict[str, tuple[ClaimView, ...]]
    """Claims by statement id, in their order: a statement that tells several facts stands in several."""
    alike: dict[str, tuple[Statement, ...]]
    """By statement id, all statements of its claim with the same words and meaning, itself included."""
    statements: dict[str, Statement]
    numbers: dict[str, int]
    """Statement numbers by id, from 1, in order of articles and text."""
    names: dict[str, str]
    """Entity names by id."""
    relations: dict[str, tuple[Relation, ...]]
    """Relations by the id of either statement."""
    moments: tuple[Moment, ...]
    omissions: dict[str, tuple[Omission, ...]]
    """Omissions by article id, the most important and most widely reported claim first."""

    @property
    def left_out(self) -> tuple[Failure, ...]:
        """The inputs that are not in the comparison."""
        return tuple(f for f in self.dossier.failures if f.stage is None)

    @property
    def missing(self) -> tuple[Failure, ...]:
        """The stages that failed, for compared articles and for the comparison itself."""
        return tuple(f for f in self.dossier.failures if f.stage is not None)

    @property
    def corrected(self) -> tuple[Note, ...]:
        """What editors put right: who and when, and what."""
        return tuple(Note(f"{c.who}, {c.when[:10]}", _correction_line(c)) for c in self.dossier.corrections)

    @property
    def shared(self) -> tuple[ClaimView, ...]:
        return tuple(c for c in self.claims if c.standing != "single")

    @property
    def firm(self) -> tuple[ClaimView, ...]:
        """Claims that several articles surely share."""
        return tuple(c for c in self.shared if c.sure)

    @property
    def loose(self) -> tuple[ClaimView, ...]:
        """Claims that several articles perhaps share."""
        return tuple(c for c in self.shared if not c.sure)

    @property
    def single(self) -> tuple[ClaimView, ...]:
        return tuple(c for c in self.claims if c.standing == "single")

    def claim_of(self, statement: str, other: str | None = None) -> ClaimView | None:
        """Return the first claim that a statement stands in, with the other one if any has both."""
        mine = self.claims_of.get(statement, ())
        both = (c for c in mine if other in c.claim.statements)
        return next(both, None) or next(iter(mine), None)

    def siglum(self, article: str) -> str:
        """Return the letter of the article with this id."""
        return self.articles[article].siglum


def siglum(index: int) -> str:
    """Return the letter of the article at ``index``: A … Z, AA, AB …"""
    letters = ""
    while index >= 0:
        letters = ascii_uppercase[index % 26] + letters
        index = index // 26 - 1
    return letters


def arrange(dossier: Dossier) -> View:
    """Arrange ``dossier`` in reading order. All its references must resolve, as in any built or loaded dossier."""
    articles = _articles(dossier)
    statements: dict[str, Statement] = {s.id: s for a in articles.values() for s in a.statements}
    claims = _claims(dossier, articles, statements)
    claims_of: dict[str, list[ClaimView]] = {}
    for claim in claims:
        for i in claim.claim.statements:
            claims_of.setdefault(i, []).append(claim)
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
        claims_of={i: tuple(some) for i, some in claims_of.items()},
        alike=_alike(statements, claims_of),
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
    names = article_names(dossier.articles)
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


def article_names(articles: Sequence[Article]) -> list[tuple[str, str | None]]:
    """Return a name for each article, distinct if possible, and its title unless the name contains it."""
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
    """Return the last part of the path that the user gave."""
    return None if article.file is UNSET else article.file.rstrip("/").rpartition("/")[2]


def _claims(
    dossier: Dossier, articles: dict[str, ArticleView], statements: dict[str, Statement]
) -> tuple[ClaimView, ...]:
    """Sort the claims: in conflict, in most articles, unsure, in one article; each by importance, slight ones last."""
    place = {i: n for n, i in enumerate(statements)}
    origins = {o.claim: o for o in dossier.origins}
    disputed = _disputed(dossier)
    scores = _scores(dossier)
    found = []
    for claim in dossier.claims:
        mine = sorted(claim.statements, key=place.__getitem__)
        said = {a: tuple(statements[i] for i in mine if statements[i].article == a) for a in articles}
        said = {a: some for a, some in said.items() if some}
        standing: Standing = "single" if len(said) < 2 else "shared"
        if claim.id in disputed:
            standing = "conflict"
        graded = scores.get(claim.id, 1.0) >= SURE if claim.confidence is None else claim.confidence != "check"
        sure = standing != "shared" or graded
        slight = all(len(statements[i].text.split()) < SLIGHT_WORDS for i in mine)
        first = place[mine[0]] if mine else len(place)
        rank = (-claim.importance, -len(said), slight, first)
        order = (standing != "conflict", standing == "single", not sure, *rank)
        found.append((order, ClaimView(claim, 0, standing, said, origins.get(claim.id), sure)))
    found.sort(key=itemgetter(0))
    return tuple(replace(claim, number=n) for n, (_, claim) in enumerate(found, 1))


def _alike(
    statements: dict[str, Statement], claims_of: Mapping[str, Sequence[ClaimView]]
) -> dict[str, tuple[Statement, ...]]:
    meant = {i: _meant(s, claims_of.get(i, ())) for i, s in statements.items()}
    found: dict[Hashable, list[Statement]] = {}
    for i, statement in statements.items():
        found.setdefault(meant[i], []).append(statement)
    together = {key: tuple(same) for key, same in found.items()}
    return {i: together[meant[i]] for i in statements}


def _meant(statement: Statement, claims: Sequence[ClaimView]) -> Hashable:
    """Return a key of the statement's words and what qualifies them: polarity, force and time."""
    if not claims:
        return statement.id
    when = statement.when and statement.when.value
    return claims[0].number, folded(statement.text), statement.polarity, statement.force, when


def _ids_of_claims(dossier: Dossier) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for claim in dossier.claims:
        for i in claim.statements:
            found.setdefault(i, set()).add(claim.id)
    return found


def _disputed(dossier: Dossier) -> set[str]:
    """Return the claims with a conflict: those that have both sides, or else those of either."""
    claims_of = _ids_of_claims(dossier)
    found: set[str] = set()
    for relation in (r for r in dossier.relations if r.kind == "conflict"):
        left, right = (claims_of.get(i, set()) for i in (relation.left, relation.right))
        found |= left & right or left | right
    return found


def _scores(dossier: Dossier) -> dict[str, float]:
    """Return the best score of a relation within each claim that has one."""
    claims_of = _ids_of_claims(dossier)
    best: dict[str, float] = {}
    for relation in dossier.relations:
        for claim_id in claims_of.get(relation.left, set()) & claims_of.get(relation.right, set()):
            best[claim_id] = max(best.get(claim_id, 0.0), relation.score)
    return best


def _omissions(dossier: Dossier, claims: dict[str, ClaimView]) -> dict[str, tuple[Omission, ...]]:
    by_article: dict[str, list[Omission]] = {a.id: [] for a in dossier.articles}
    for omission in dossier.omissions:
        by_article[omission.article].append(omission)
    return {
        article: tuple(sorted(some, key=lambda o: (-o.importance, -len(claims[o.claim].said), claims[o.claim].number)))
        for article, some in by_article.items()
    }


def _title(dossier: Dossier) -> str:
    """Return the entity names that the most articles mention most often."""
    weights = []
    for entity in dossier.entities:
        spread = len({m.article for m in entity.mentions})
        if entity.kind != "other" and (spread > 1 or len(dossier.articles) == 1):
            weights.append((-spread, -len(entity.mentions), entity.name))
    names = list(dict.fromkeys(shorten(name, 40) for *_, name in sorted(weights) if plain(name)))[:3]
    return ", ".join(names) if len(names) > 1 else f"One story in {counted(len(dossier.articles), 'article')}"


def _correction_line(made: Correction) -> str:
    """Return what was put right, in words, with the words of the articles that it is about."""
    verb = {"accept": "confirmed", "reject": "rejected", "change": "changed"}[made.action]
    value = f" to {made.value}" if made.value else ""
    about = " – ".join(f"“{shorten(p.quotation, 60)}”" for p in made.places if p.quotation)
    return f"{made.kind} {verb}{value}{f': {about}' if about else ''}{f' ({made.why})' if made.why else ''}"
