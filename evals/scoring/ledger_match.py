"""Align a dossier with a ledger: its articles, and its statements with the gold ones."""

from __future__ import annotations

from collections import defaultdict
from hashlib import sha256
from pathlib import PurePath
from typing import TYPE_CHECKING

import msgspec

from evals.gold.ledger import GoldArticle, Ledger
from evals.scoring.matching import f1, word_spans, words_in
from rashomon.errors import UnreadableInput
from rashomon.types import Dossier, Entity, Span, Statement

if TYPE_CHECKING:
    from collections.abc import Sequence


__all__ = ["Match", "identify", "match"]

FOUND_AT = 0.75
"""Least word-level F1 at which a gold statement counts as found."""

PARTS = 3
"""How many found statements may make up, or count as right for, one gold statement."""


class _Said(msgspec.Struct, frozen=True):
    """A statement of the dossier and the words that it covers."""

    statement: Statement
    words: frozenset[Span]


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """The alignment that the scorers work on."""

    ledger: Ledger
    dossier: Dossier
    gold_article: dict[str, GoldArticle]
    """By the dossier's article id."""
    entities: dict[str, Entity]
    """By id."""
    names: dict[str, tuple[str, ...]]
    """Every name of each entity, by its id."""
    found: dict[str, Statement]
    """The dossier's statement for a gold one, by the gold one's id."""
    said: frozenset[str]
    """Ids of the dossier's statements that have words outside repeats."""
    precise: frozenset[str]
    """Those of ``said`` that lie, by half of their words, inside some gold statement."""
    article_of: dict[str, str]
    """Article id of each statement of the dossier."""
    claims_of: dict[str, set[str]]
    """Ids of the claims of each statement of the dossier."""


def match(ledger: Ledger, dossier: Dossier) -> Match:
    """Align ``dossier`` with ``ledger``.

    Raises UnreadableInput as `identify` does.
    """
    gold_article = identify(ledger, dossier)
    said = _said(dossier, gold_article)
    at_home: defaultdict[str, list[_Said]] = defaultdict(list)
    for s in said.values():
        at_home[s.statement.article].append(s)
    home_of = {g.name: i for i, g in reversed(gold_article.items())}
    words = {name: word_spans(gold_article[i].text) for name, i in home_of.items()}
    found, precise = {}, set()
    for gold in ledger.statements:
        want = words_in(words[gold.article], (gold.span,))
        hit, inside = _find(want, at_home[home_of[gold.article]])
        precise |= inside
        if hit:
            found[gold.id] = hit
    return Match(
        ledger=ledger,
        dossier=dossier,
        gold_article=gold_article,
        entities={e.id: e for e in dossier.entities},
        names={e.id: (e.name, *(m.text for m in e.mentions)) for e in dossier.entities},
        found=found,
        said=frozenset(said),
        precise=frozenset(precise),
        article_of={s.id: s.article for s in dossier.statements},
        claims_of=_claims_of(dossier),
    )


def _claims_of(dossier: Dossier) -> dict[str, set[str]]:
    claims_of: dict[str, set[str]] = {}
    for claim in dossier.claims:
        for statement in claim.statements:
            claims_of.setdefault(statement, set()).add(claim.id)
    return claims_of


def identify(ledger: Ledger, dossier: Dossier, source: str = "the dossier") -> dict[str, GoldArticle]:
    """Return the ledger's article for each article id of the dossier, found by file name or else by the text's hash.

    Raises UnreadableInput, naming ``source``, for a dossier that is not about the ledger's articles and all of them, or
    has statements of an article that it lacks.
    """
    by_name = {a.name: a for a in ledger.articles}
    by_hash = {sha256(a.text.encode("utf-8")).hexdigest(): a for a in ledger.articles}
    known: dict[str, GoldArticle] = {}
    for a in dossier.articles:
        name = "" if a.file is msgspec.UNSET else PurePath(a.file).name
        gold = by_name.get(name) or by_hash.get(a.text_sha256)
        if gold is None:
            raise UnreadableInput(source, f"article {name or a.id} is not of the ledger {ledger.name}")
        known[a.id] = gold
    if missing := by_name.keys() - {g.name for g in known.values()}:
        raise UnreadableInput(source, f"has no article {min(missing)}, which the ledger {ledger.name} is about")
    for s in dossier.statements:
        if s.article not in known:
            raise UnreadableInput(source, f"statement {s.id} is of article {s.article}, which the dossier lacks")
    return known


def _said(dossier: Dossier, gold_article: dict[str, GoldArticle]) -> dict[str, _Said]:
    """Return the statements by id, without those inside repeats, which occur elsewhere too."""
    words = {i: word_spans(g.text) for i, g in gold_article.items()}
    repeats = {i: words_in(words[i], g.repeats) for i, g in gold_article.items()}
    said: dict[str, _Said] = {}
    for s in dossier.statements:
        own = words_in(words[s.article], s.spans)
        if not own <= repeats[s.article]:
            said[s.id] = _Said(s, own)
    return said


def _find(want: frozenset[Span], here: Sequence[_Said]) -> tuple[Statement | None, set[str]]:
    """Find the statement that covers ``want`` best, alone or as the largest of up to PARTS that lie inside it.

    Also returns the ids of up to PARTS statements that lie inside it, the longest first.
    """
    inside = [s for s in here if len(s.words & want) >= 0.5 * len(s.words)]
    longest = sorted(inside, key=lambda s: -len(s.words))[:PARTS]
    parts = sorted(inside, key=lambda s: -len(s.words & want))[:PARTS]
    best = max(here, key=lambda s: f1(want, s.words), default=None)
    hit = None
    if best and f1(want, best.words) >= FOUND_AT:
        hit = best.statement
    elif f1(want, frozenset().union(*(p.words for p in parts))) >= FOUND_AT:
        hit = parts[0].statement
    return hit, {s.statement.id for s in longest}
