"""Values of one quantity side by side: which agree, which are one rounded, and which cannot both be true.

Values are joined by what they count, also where the statements are not aligned otherwise: the same measure or unit, and
words, names and places about it that both have. What happened elsewhere has figures of its own.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from msgspec import structs

from rashomon.comparison.alignment import Aligned
from rashomon.comparison.propositions import Content
from rashomon.comparison.quantities import AGE, WRITTEN, Quantity, compatible
from rashomon.lexicon import table, words
from rashomon.types import Claim, Difference, Figure, FigureValue, Relation, Spot, spot
from rashomon.types.dossier import FigureKind
from rashomon.types.ids import figure_id
from rashomon.types.parse import Token

__all__ = ["figures", "number_relations"]

PEOPLE = words("quantities.people")
CHANGED = words("quantities.changed")
PERIODS = words("quantities.periods")
SCENE = words("function_words.prepositions_of_place")
CASUALTIES = frozenset(table("quantities.casualties").values())
REAL = frozenset({"assertion", "denial", "refusal"})

JOINED = 0.5
"""Score from which two values are of one quantity."""
SAME_VALUE = 0.4
"""What the same value adds: less for a small number, which others are by chance."""
CLOSE_VALUE = 0.25
"""What one adds that is less than CLOSE times the other, or may be it rounded."""
CLOSE = 1.25
SAME_NOUN = 0.12
"""What it adds that one noun is counted, that of a time or money left out."""
ALIGNED = 0.8
"""What being aligned adds, times the score of that."""
SAME_HEAD = 0.15
"""What one word adds that both depend on."""
TOLL = 0.3
"""What it adds that both count the dead or the hurt, with nothing more told of them."""
OTHER_NOUN = -0.25
"""What it takes away that the nouns are not the same."""
SURE = 0.7
"""Score from which two values that cannot both be true are a conflict or an update."""
MODIFIERS = frozenset({"amod", "compound", "nmod"})
"""What tells some of those who are counted from the others."""
MOST_VALUES = 400
"""Values of one measure that are held against each other."""


@dataclass(frozen=True, eq=False)
class Value:
    """A quantity in a statement."""

    content: Content
    index: int
    """Number of the content."""
    quantity: Quantity

    @cached_property
    def keys(self) -> frozenset[str]:
        """The words of its statement that are no numbers."""
        own = {self.quantity.token, self.quantity.counted}
        return frozenset(w.key for w in self.content.words if w.token not in own and not w.key.startswith("#"))

    @cached_property
    def noun(self) -> str:
        """What is counted, "" where that tells no more than that it is people."""
        counted = self.quantity.counted
        lemma = counted.lemma_.lower() if counted is not None else ""
        return "" if lemma in PEOPLE or counted is None or counted.pos_ not in ("NOUN", "PROPN") else lemma

    @cached_property
    def changed(self) -> bool:
        """Whether its sentence tells of a change or a correction of the number."""
        return any(t.lemma_.lower() in CHANGED for t in self.content.tokens)

    @property
    def published(self) -> str:
        return self.content.article.understanding.article.published or ""


def figures(contents: Sequence[Content], across: Sequence[Aligned], claims: Sequence[Claim]) -> tuple[Figure, ...]:
    """Return the quantities of which two articles or more give a value, the most important first."""
    aligned = {(p.left, p.right): p.score for p in across}
    rows = _rows(contents, aligned)
    claim_of: dict[str, Claim] = {s: c for c in reversed(claims) for s in c.statements}
    made = [_figure(row, scores, claim_of) for row, scores in rows]
    place = {c.statement.id: c.position for c in contents}
    return tuple(
        sorted(
            made, key=lambda f: (-len({v.article for v in f.values}), min(place[v.statement] for v in f.values), f.id)
        )
    )


def _rows(
    contents: Sequence[Content], aligned: Mapping[tuple[int, int], float]
) -> list[tuple[tuple[Value, ...], dict[tuple[int, int], float]]]:
    """Return the values of each quantity, and the scores of the pairs that join them, by their places in the row."""
    by_measure: dict[str, list[Value]] = defaultdict(list)
    for i, content in enumerate(contents):
        if content.statement.force in REAL and content.statement.polarity == "affirmed":
            for quantity in content.numbers:
                if _tells(quantity):
                    by_measure[quantity.measure].append(Value(content, i, quantity))
    weights = _weights(contents)
    out = []
    for _, values in sorted(by_measure.items()):
        few = values[:MOST_VALUES]
        pairs = [
            (s, i, j) for i, j in combinations(range(len(few)), 2) if (s := _score(few[i], few[j], weights, aligned))
        ]
        for members, scores in _joined(few, pairs):
            out.append((members, scores))
    return out


def _tells(quantity: Quantity) -> bool:
    """Return whether it counts or measures something: no pronoun, and no "one way or the other"."""
    pronoun = quantity.counted is not None and quantity.counted.pos_ == "PRON"
    single = quantity.low == quantity.high == 1 and quantity.measure == quantity.unit and quantity.unit not in WRITTEN
    return bool(quantity.measure) and not pronoun and not single


def _weights(contents: Sequence[Content]) -> dict[str, float]:
    counts = Counter(key for c in contents for key in {w.key for w in c.words})
    return {key: math.log((len(contents) + 15) / (n + 0.5)) for key, n in counts.items()}


def _score(a: Value, b: Value, weights: Mapping[str, float], aligned: Mapping[tuple[int, int], float]) -> float:
    """Return how sure it is that two values of one measure are of one quantity; 0 where it is not."""
    one, two = a.quantity, b.quantity
    if (
        a.content.article is b.content.article
        or one.change != two.change
        or (one.against is None) != (two.against is None)
    ):
        return 0.0
    if _apart(a, b) or (a.noun and b.noun and a.noun != b.noun and not compatible(one, two)):
        return 0.0
    common = _weight(a.keys & b.keys, weights)
    context = common / math.sqrt((_weight(a.keys, weights) * _weight(b.keys, weights)) or 1.0)
    score = context + ALIGNED * aligned.get((a.index, b.index), aligned.get((b.index, a.index), 0.0))
    score += _alike(one, two) + (SAME_NOUN if a.noun and a.noun == b.noun and one.unit not in PERIODS else 0.0)
    if one.measure == AGE:
        return 1.0 + context
    if one.governor is not None and two.governor is not None and one.governor.lemma_ == two.governor.lemma_:
        score += SAME_HEAD
    if a.noun != b.noun:
        score += OTHER_NOUN
    elif one.measure in CASUALTIES and not a.noun:
        score += TOLL
    return score if score >= JOINED and (common or one.measure in CASUALTIES) else 0.0


def _alike(one: Quantity, two: Quantity) -> float:
    """Return what it says for one quantity that two values are the same or near."""
    top, low = max(one.number, two.number), min(one.number, two.number)
    size = min(1.0, math.log10(max(top, 1.0)) / 2 + (one.unit in WRITTEN) / 2)
    if one.number == two.number and one.against == two.against:
        return SAME_VALUE * size
    return CLOSE_VALUE * size if top < CLOSE * low or compatible(one, two) else 0.0


def _weight(keys: frozenset[str], weights: Mapping[str, float]) -> float:
    return sum(weights[k] for k in keys)


def _apart(a: Value, b: Value) -> bool:
    """Return whether the two are told of different places, or an age of different people."""
    if a.quantity.measure == AGE:
        return not _same_bearer(a, b)
    if a.quantity.measure in CASUALTIES:
        here, there = (_places(v.content) for v in (a, b))
        return (bool(here) and bool(there) and here.isdisjoint(there)) or _is_part(a, b) or _is_part(b, a)
    return False


def _is_part(a: Value, b: Value) -> bool:
    """Return whether the smaller number counts some of the larger one: "two crew members" of "ten people"."""
    if a.quantity.number >= b.quantity.number:
        return False
    return bool(_modifiers(a.quantity.counted) - _modifiers(b.quantity.counted))


def _modifiers(noun: Token | None) -> frozenset[str]:
    return frozenset(c.lemma_ for c in noun.children if c.dep_ in MODIFIERS) if noun is not None else frozenset()


def _same_bearer(a: Value, b: Value) -> bool:
    one, two = a.quantity.counted, b.quantity.counted
    if one is None or two is None:
        return False
    ours, theirs = a.content.article.entity_at.get(one), b.content.article.entity_at.get(two)
    return ours == theirs if ours is not None and theirs is not None else one.lemma_ == two.lemma_


def _places(content: Content) -> frozenset[str]:
    """Return the places that the sentences name in which a statement stands, by entity and by word."""
    article = content.article
    sentences = {t.sent.start for t in content.tokens}
    found = ((t, e) for t, e in article.entity_at.items() if t.sent.start in sentences and e in article.entities)
    named = ((t, e) for t, e in found if article.entities[e].kind == "place" or _is_scene(t))
    return frozenset(key for token, entity in named for key in (entity, token.lower_))


def _is_scene(token: Token) -> bool:
    """Return whether something happened "in" or "at" what has the name, whatever kind of entity it was taken for."""
    return token.pos_ == "PROPN" and token.dep_ == "pobj" and token.head.lower_ in SCENE


def _joined(
    values: Sequence[Value], pairs: Sequence[tuple[float, int, int]]
) -> Iterator[tuple[tuple[Value, ...], dict[tuple[int, int], float]]]:
    """Yield the rows: best pairs first; no row has two values of one article that differ."""
    group: dict[int, list[int]] = {}
    for _, i, j in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
        one, two = group.get(i, [i]), group.get(j, [j])
        if one is not two and all(_agree_within(values[x], values[y]) for x in one for y in two):
            both = sorted({*one, *two})
            group |= dict.fromkeys(both, both)
    scores = {(i, j): s for s, i, j in pairs}
    for members in sorted({id(g): g for g in group.values()}.values()):
        row = tuple(values[i] for i in members)
        yield (
            row,
            {(x, y): scores.get((i, j), 0.0) for x, i in enumerate(members) for y, j in enumerate(members) if x < y},
        )


def _agree_within(a: Value, b: Value) -> bool:
    return a.content.article is not b.content.article or compatible(a.quantity, b.quantity)


# What a row tells


def _later(a: Value, b: Value) -> bool | None:
    """Return whether ``b`` is of a later state than ``a``, None where nothing tells."""
    day, other = a.published[:10], b.published[:10]
    if day and other and day != other:
        return other > day
    return b.changed if a.changed != b.changed else None


def _kind(a: Value, b: Value) -> FigureKind:
    one, two = a.quantity, b.quantity
    if (one.low, one.high, one.against) == (two.low, two.high, two.against):
        return "same"
    if compatible(one, two):
        return "rounding"
    return "conflict" if _later(a, b) is None else "update"


def _figure(row: Sequence[Value], scores: Mapping[tuple[int, int], float], claims: Mapping[str, Claim]) -> Figure:
    kinds = {_kind(a, b) for a, b in combinations(row, 2) if a.content.article is not b.content.article}
    order = sorted(row, key=lambda v: (v.published, v.content.article.number, v.quantity.start))
    first = order[0]
    counted = Counter(v.content.statement.id for v in row if v.content.statement.id in claims)
    owners = Counter(claims[s].id for s in counted)
    kind: FigureKind = next((k for k in ("conflict", "update", "rounding") if k in kinds), "same")
    return Figure(
        id=figure_id(first.content.article.id, (first.quantity.start, first.quantity.end)),
        claim=min(owners, key=lambda c: (-owners[c], c)) if owners else None,
        what=_what(max(row, key=lambda v: len(_what(v)))),
        unit=first.quantity.measure,
        kind=kind,
        values=tuple(_value(v) for v in order),
    )


def _what(value: Value) -> str:
    """Return the clause or phrase that the number is part of, on one line."""
    quantity = value.quantity
    head = quantity.counted or quantity.governor or quantity.token
    inside = [t for t in head.subtree if t in value.content.tokens]
    text = value.content.article.text
    return " ".join(text[inside[0].idx : inside[-1].idx + len(inside[-1])].split()) if inside else quantity.unit


def _value(value: Value) -> FigureValue:
    quantity, statement = value.quantity, value.content.statement
    return FigureValue(
        low=quantity.low,
        high=quantity.high if math.isfinite(quantity.high) else None,
        text=value.content.article.text[quantity.start : quantity.end],
        start=quantity.start,
        end=quantity.end,
        statement=statement.id,
        article=value.content.article.id,
        holder=value.content.holder,
        as_of=statement.when.value if statement.when and statement.when.value else value.published or None,
    )


def number_relations(
    relations: Sequence[Relation], contents: Sequence[Content], across: Sequence[Aligned]
) -> tuple[Relation, ...]:
    """Return the relations with what the figures tell: values that exclude each other, or of which one is later.

    Statements that are not aligned otherwise get a relation of their own.
    """
    place = {c.statement.id: i for i, c in enumerate(contents)}
    out = {(place[r.left], place[r.right]): r for r in relations if r.left in place and r.right in place}
    told = {(c.article.number, q.measure, q.number) for c in contents for q in c.numbers}
    for row, scores in _rows(contents, {(p.left, p.right): p.score for p in across}):
        for (x, y), score in scores.items():
            kind = _kind(row[x], row[y])
            if score >= SURE and kind in ("conflict", "update") and not _told_by_both(row[x], row[y], told):
                pair = (row[x].index, row[y].index)
                out[pair] = _with_number(out.get(pair), row[x], row[y], kind == "update", score)
    return tuple(out[key] for key in sorted(out))


def _told_by_both(a: Value, b: Value, told: Container[tuple[int, str, float]]) -> bool:
    """Return whether one of two values stands in the other's article too, of the same or of what is not said."""
    return any(
        (w.content.article.number, measure, v.quantity.number) in told
        for v, w in ((a, b), (b, a))
        for measure in (v.quantity.measure, "")
    )


def _with_number(known: Relation | None, a: Value, b: Value, update: bool, score: float) -> Relation:
    left, right = (_spot(v) for v in (a, b))
    difference = Difference("number", left, right, "update" if update else "figure")
    others = known.differences if known is not None else ()
    others = tuple(
        d for d in others if d.about != "number" or (d.left.start, d.right.start) != (left.start, right.start)
    )
    earlier, later = (right, left) if _later(a, b) is False or (a.changed and not b.changed) else (left, right)
    why = f"{later.text} supersedes {earlier.text}" if update else f"{left.text} and {right.text} cannot both be true"
    ids = (a.content.statement.id, b.content.statement.id)
    relation = known or Relation(*ids, "compatible", (), round(min(score, 1.0), 3))
    if relation.kind == "conflict" and relation.reason:
        return structs.replace(relation, differences=(*others, difference))
    confidence = "likely" if score >= 1.0 else "check"
    return structs.replace(
        relation,
        kind="update" if update else "conflict",
        differences=(*others, difference),
        confidence=confidence,
        reason=f"{a.quantity.measure}: {why}",
    )


def _spot(value: Value) -> Spot:
    return spot(value.content.article.text, (value.quantity.start, value.quantity.end))
