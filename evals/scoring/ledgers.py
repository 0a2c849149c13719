"""Score a dossier against a ledger, with one scorer for each part of it.

statements  a gold statement is found when one statement of the same article, or up to three that lie inside it, cover
            it with a word-level F1 of at least 0.75
precision   share of the dossier's statements, outside repeats, of which at least half the words lie inside some gold
            statement; at most three count for each gold statement
chains      the found statement's hops, in order, are the ledger's: each by resolved name, by its source's words, or by
            the same flag; implied and unresolved hops may be missing at the end
certainty, polarity, force    macro F1 over the classes that the ledger uses; a statement not found counts as wrong
hedges      F1 over hedged statements, the hedge's words included
relations   the two statements are related as one of ``accept``, with the difference that the ledger names
conflicts   share of the dossier's conflicts between gold statements that the ledger holds (1 if there are none)
all         plain mean of the rows other than ``offsets``
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from evals.report import Row, tally
from evals.scoring.ledger_match import match
from evals.scoring.matching import chain_matches, macro_f1, same_name, squash
from rashomon.types import GAP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evals.gold.ledger import GoldArticle, GoldRelation, GoldWording, Ledger
    from evals.scoring.ledger_match import Match
    from rashomon.types import (
        Article,
        Dossier,
        Hop,
        Mark,
        Mention,
        Phrase,
        Relation,
        Source,
        Spot,
        Statement,
        When,
        Wording,
    )

    Check = tuple[bool, str]
    """Whether it is right, and its name for the list of those that are not."""

__all__ = ["score_ledger"]


def score_ledger(ledger: Ledger, dossier: Dossier) -> tuple[list[Row], list[str]]:
    """Return the rows and notes for one ledger. Raises UnreadableInput as `identify` does."""
    m = match(ledger, dossier)
    rows = [
        *tally("passages", _passages(m)),
        *tally("statements", ((g.id in m.found, g.id) for g in ledger.statements)),
        *tally("chains", _chains(m)),
        *tally("times", _times(m)),
        *tally("relations", _relations(m)),
        *tally("only in one", ((_only_in_one(m, i), i) for i in ledger.only_in_one)),
        *tally("entities", _entities(m)),
        *tally("origins", _origins(m)),
        *tally("wording", ((any(_worded(m, w, g) for w in dossier.wording), g.concept) for g in ledger.wording)),
        *tally("offsets", _offsets(m)),
        _precision(m),
        *_classes(m),
        _hedges(m),
        _conflicts(m),
    ]
    counted = [r.figure for r in rows if r.figure is not None and r.label != "offsets"]
    rows.append(Row(label="all", figure=sum(counted) / len(counted)))
    return rows, list(_notes(m))


def _passages(m: Match) -> Iterator[Check]:
    for article in m.dossier.articles:
        gold = m.gold_article[article.id]
        repeats, boilerplate = _marked(article, "repeat"), _marked(article, "boilerplate")
        lost: set[int] = set()
        for kind, marked, spans in (("repeat", repeats, gold.repeats), ("boilerplate", boilerplate, gold.boilerplate)):
            for start, end in spans:
                wanted = set(range(start, end))
                lost |= wanted
                yield len(marked & wanted) >= 0.95 * len(wanted), f"{kind} {start}-{end}"
        characters = set(range(len(gold.text)))
        story = characters - lost
        kept = (characters - repeats - boilerplate) & story
        yield len(kept) >= 0.97 * len(story), f"story kept of {gold.name}"
        yield article.starts_mid_story == gold.starts_mid_story, f"starts mid-story: {gold.name}"
        yield (article.title or None) == gold.headline, f"headline of {gold.name}"


def _marked(article: Article, kind: str) -> set[int]:
    return {i for p in article.passages if p.kind == kind for i in range(p.start, p.end)}


def _chains(m: Match) -> Iterator[Check]:
    for gold in m.ledger.statements:
        hit = m.found.get(gold.id)
        if hit is None:
            yield False, f"{gold.id} not found"
            continue
        given = " ← ".join(_speaker(hop) for hop in hit.chain) or "nobody"
        yield chain_matches(gold.chain, hit.chain, m.names)[0], f"{gold.id} got {given}"


def _speaker(hop: Hop) -> str:
    return " and ".join(s.text for s in hop.sources) or "somebody"


def _times(m: Match) -> Iterator[Check]:
    for gold in m.ledger.statements:
        hit = m.found.get(gold.id)
        said = [h.when.text for h in hit.chain if h.when] if hit else []
        when = [hit.when.text] if hit and hit.when else []
        if gold.when:
            yield any(same_name(w, gold.when) for w in (*when, *said)), gold.id
        for hop in gold.chain:
            if hop.said:
                yield any(same_name(w, hop.said) for w in said), f"{gold.id} said"


def _relations(m: Match) -> Iterator[Check]:
    for gold in m.ledger.relations:
        pair = [m.found.get(gold.left), m.found.get(gold.right)]
        if lacking := [i for i, s in zip((gold.left, gold.right), pair, strict=True) if s is None]:
            yield False, f"{gold.id} without {' and '.join(lacking)}"
            continue
        ids = {s.id for s in pair if s}
        given = [r for r in m.dossier.relations if {r.left, r.right} == ids]
        related = " and ".join(f"{r.kind} ({', '.join(d.about for d in r.differences)})" for r in given)
        yield any(_accepted(gold, r) for r in given), f"{gold.id} got {related or 'nothing'}"


def _accepted(gold: GoldRelation, given: Relation) -> bool:
    return given.kind in gold.accept and (gold.about is None or any(d.about == gold.about for d in given.differences))


def _only_in_one(m: Match, gold: str) -> bool:
    """Tell whether the found statement's claims have statements of one article only."""
    hit = m.found.get(gold)
    claims = m.claims_of.get(hit.id, set()) if hit else set()
    return bool(claims) and all(len(_articles_of(m, claim)) == 1 for claim in claims)


def _articles_of(m: Match, claim: str) -> set[str | None]:
    return {m.article_of.get(s) for s, claims in m.claims_of.items() if claim in claims}


def _entities(m: Match) -> Iterator[Check]:
    names = {i: {squash(n) for n in given} for i, given in m.names.items()}
    actors = [names[i] for i, e in m.entities.items() if e.kind != "place"]
    for group in m.ledger.entities:
        wanted = {squash(n) for n in group}
        hits = [a & wanted for a in actors if a & wanted]
        yield len(hits) == 1 and len(hits[0]) >= 2, group[0]
    for name in m.ledger.place_and_actor:
        kinds = {e.kind for i, e in m.entities.items() if squash(name) in names[i]}
        yield "place" in kinds and len(kinds) >= 2, f"{name} twice"


def _origins(m: Match) -> Iterator[Check]:
    for gold in m.ledger.origins:
        claims = {c for i in gold.statements if i in m.found for c in m.claims_of.get(m.found[i].id, ())}
        mine = [o for o in m.dossier.origins if o.claim in claims]
        shared = {o.verdict for o in mine if len(_articles_of(m, o.claim)) > 1}
        yield shared == {gold.verdict}, gold.topic
        recorded = [n for o in mine for g in o.groups for n in m.names.get(g.entity or "", ())]
        for name in gold.named:
            yield any(same_name(name, n) for n in recorded), name


def _worded(m: Match, wording: Wording, gold: GoldWording) -> bool:
    """Tell whether one wording has, for each article, a phrase of the gold words and little more."""
    return all(
        any(
            _words_of(m, p) == article and same_name(words, p.text) and len(p.text) <= 3 * len(words)
            for p in wording.phrases
        )
        for article, words in gold.values.items()
    )


def _words_of(m: Match, phrase: Phrase) -> str | None:
    gold = m.gold_article.get(phrase.article)
    return gold.name if gold else None


def _offsets(m: Match) -> Iterator[Check]:
    """Check that every span of the dossier has the text that it is said to have."""
    for a in m.dossier.articles:
        yield _covered(a, m.gold_article[a.id]), f"passages {a.id}"
    for s in m.dossier.statements:
        text = m.gold_article[s.article].text
        yield s.text == GAP.join(text[b:e] for b, e in s.spans), s.id
        for spot in _spots(s):
            yield text[spot.start : spot.end] == spot.text, s.id
    placed: list[tuple[Mention | Phrase, str]] = [(x, e.id) for e in m.dossier.entities for x in e.mentions]
    placed += [(p, "wording") for w in m.dossier.wording for p in w.phrases]
    for mention, name in placed:
        gold = m.gold_article.get(mention.article)
        yield (gold.text if gold else "")[mention.start : mention.end] == mention.text, name


def _covered(article: Article, gold: GoldArticle) -> bool:
    """Tell whether the passages cover each character exactly once."""
    spans = sorted((p.start, p.end) for p in article.passages)
    whole = bool(spans) and spans[0][0] == 0 and spans[-1][1] == len(gold.text)
    return whole and all(left[1] == right[0] for left, right in pairwise(spans))


def _spots(statement: Statement) -> Iterator[Spot | When | Source | Mark]:
    yield from (s for s in (statement.hedge, statement.when) if s)
    yield from statement.marks
    for hop in statement.chain:
        yield from (s for s in (hop.cue, hop.when) if s)
        yield from (s for s in hop.sources if s.text)


def _precision(m: Match) -> Row:
    counts = (len(m.precise), len(m.said))
    return Row(label="precision", figure=counts[0] / counts[1] if m.said else 0.0, counts=counts)


def _classes(m: Match) -> Iterator[Row]:
    hits = [(g, m.found.get(g.id)) for g in m.ledger.statements]
    yield _class_row("certainty", [(g.id, g.certainty, h.certainty if h else None) for g, h in hits])
    yield _class_row("polarity", [(g.id, g.polarity, h.polarity if h else None) for g, h in hits])
    yield _class_row("force", [(g.id, g.force, h.force if h else None) for g, h in hits])


def _class_row(label: str, judged: list[tuple[str, str, str | None]]) -> Row:
    return Row(
        label=label,
        figure=macro_f1([(gold, given) for _, gold, given in judged]),
        missed=tuple(f"{i} {gold}, got {given or 'nothing'}" for i, gold, given in judged if gold != given),
    )


def _hedges(m: Match) -> Row:
    gold = {g.id: g.hedge for g in m.ledger.statements if g.hedge}
    given = {i: s.hedge.text for i, s in m.found.items() if s.hedge}
    right = {i for i, words in given.items() if same_name(words, gold.get(i))}
    total = len(gold) + len(given)
    wrong = sorted((gold.keys() | given.keys()) - right)
    return Row(
        label="hedges",
        figure=2 * len(right) / total if total else 1.0,
        missed=tuple(f"{i} {gold.get(i) or 'none'}, got {given.get(i) or 'none'}" for i in wrong),
    )


def _conflicts(m: Match) -> Row:
    name_of: dict[str, str] = {s.id: i for i, s in m.found.items()}
    pairs = [(g, m.found.get(g.left), m.found.get(g.right)) for g in m.ledger.relations]
    held: dict[frozenset[str], bool] = {
        frozenset((left.id, right.id)): "conflict" in g.accept for g, left, right in pairs if left and right
    }
    judged = [c for c in _conflicting(m.dossier) if c <= name_of.keys()]
    wrong = [c for c in judged if not held.get(c)]
    counts = (len(judged) - len(wrong), len(judged))
    return Row(
        label="conflicts",
        figure=counts[0] / counts[1] if judged else 1.0,
        counts=counts,
        missed=tuple(" – ".join(sorted(name_of[s] for s in c)) for c in wrong),
    )


def _conflicting(dossier: Dossier) -> list[frozenset[str]]:
    return [frozenset((r.left, r.right)) for r in dossier.relations if r.kind == "conflict"]


def _notes(m: Match) -> Iterator[str]:
    implied = [
        chain_matches(g.chain, hit.chain, m.names)[1:] for g in m.ledger.statements if (hit := m.found.get(g.id))
    ]
    yield f"implied hops given: {sum(given for given, _ in implied)}/{sum(of for _, of in implied)}"
    gold = {s.id for s in m.found.values()}
    outside = sum(not c <= gold for c in _conflicting(m.dossier))
    yield f"conflicts outside the ledger, to be judged by hand: {outside}"
