"""How far the comparison of a story agrees with what readers linked: counts of one story, figures of many.

A product statement stands for the gold statement of its article that it is most like: one to one, best first, word F1
at least MATCHED. Everything below compares gold statements.

pairs        two statements of different articles in one claim, micro-averaged over stories. Product pairs of which a
             side stands for no gold statement are left out and counted: ``unread`` is their share. A pair is
             ``reworded`` if the longest run of words that both share is under REWORDED of the shorter one
clear        of the pairs in claims of confidence "clear", the share that is right; ``clear reworded``: the same for
             reworded ones; ``clear share``: right ones over all gold pairs
whole        share of the gold claims of which one product claim has a member in every article that tells it, with at
             least half of its members right
look-alikes  share of the pairs that only look the same and are joined (lower is better)
differences  a listed one stands for all pairs of members of its claim in its two articles. ``seen``: one of these is
             related as conflict or update, or with a difference marked as MARKED says; a contrast, as contrast.
             ``called``: related as conflict or update. ``call precision``: share of the calls that stand for a listed
             conflict, update or contrast; ``mark precision``: share of the marked pairs that stand for any listed
             difference; ``kind right``: of called conflicts and updates, the share called by the right name
chains       gold statements that are sound and that the product has: as many hops, each name the same as the other or
             a run of whole words of it. ``attributed``: of those with a chain; ``own voice``: of those without one;
             ``multi`` and ``multi R``: precision and recall of chains of two hops or more; ``statements had``: share
             of the gold statements that the product has
origins      the verdicts on the readers' main claims of which two members are joined: macro F1 over VERDICTS
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import msgspec

from evals.scoring.matching import f1, squash, word_spans, words_in
from rashomon.types import Dossier, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

    from evals.gold.claims import Listed, Story

__all__ = ["Compared", "check", "compared", "count", "figures", "stand_for"]

MATCHED = 0.5
REWORDED = 0.6
MARKED = frozenset({"number", "time", "name", "place", "polarity"})
CALLS = frozenset({"conflict", "update"})
CALLED_AS = {"contradiction": "conflict", "figure": "conflict"}
"""What kinds of a difference count as; other kinds count as themselves."""
LISTED = ("conflict", "update", "contrast", "part")
VERDICTS = ("same origin", "independent", "unclear")

_SIZES = ("gold", "gold re", "given", "given re", "claims", *LISTED, "alike")
"""Counts that are printed beside the figures."""

_UNNAMED = re.compile(r"(?:unnamed|unresolved)")
_UNNAMED_PREFIX = re.compile(r"^(?:unnamed|unresolved): ?")

Pair = tuple[str, str]
"""Two gold statements of one story, in order."""


# What is looked at of a dossier's JSON: what an older or a newer version lacks is empty.


class _Article(msgspec.Struct, frozen=True):
    id: str
    text: str = ""
    file: str | None = None


class _Entity(msgspec.Struct, frozen=True):
    id: str
    name: str


class _Source(msgspec.Struct, frozen=True):
    text: str
    entity: str | None = None


class _Hop(msgspec.Struct, frozen=True):
    sources: tuple[_Source, ...] = ()


class _Statement(msgspec.Struct, frozen=True):
    id: str
    article: str
    spans: tuple[Span, ...]
    chain: tuple[_Hop, ...] = ()


class _Claim(msgspec.Struct, frozen=True):
    id: str
    statements: tuple[str, ...]
    confidence: str | None = None


class _Difference(msgspec.Struct, frozen=True):
    about: str | None = None
    kind: str = ""


class _Relation(msgspec.Struct, frozen=True):
    left: str
    right: str
    kind: str
    differences: tuple[_Difference, ...] = ()


class _Origin(msgspec.Struct, frozen=True):
    claim: str
    verdict: str


class Compared(msgspec.Struct, frozen=True):
    """What a dossier says that is measured; without arguments, that of a story of which nothing was found."""

    articles: tuple[_Article, ...] = ()
    entities: tuple[_Entity, ...] = ()
    statements: tuple[_Statement, ...] = ()
    claims: tuple[_Claim, ...] = ()
    relations: tuple[_Relation, ...] = ()
    origins: tuple[_Origin, ...] = ()


def compared(dossier: Dossier, story: Story) -> Compared:
    """The measured part of a dossier. Raises ValueError where it is not about the texts of the story."""
    out = msgspec.convert(msgspec.to_builtins(dossier), Compared)
    check(out, story)
    return out


def check(dossier: Compared, story: Story) -> None:
    """Raises ValueError where a dossier is not about the texts of the story."""
    names = _names_by_id(story)
    for article in dossier.articles:
        name = names.get(article.file or article.id)
        if name is None or article.text != story.texts[name].text:
            raise ValueError(f"article {article.file or article.id} of the dossier is not one of story {story.story}")


def _names_by_id(story: Story) -> dict[str, str]:
    return {article.id: name for name, article in story.articles.items()}


@dataclass(frozen=True, slots=True)
class _Matched:
    """A dossier laid on a story."""

    story: Story
    dossier: Compared
    article_of: Mapping[str, str]
    """The article of each statement of the dossier, by its name in the story."""
    gold_of: Mapping[str, str]
    """The gold statement that a statement of the dossier stands for."""
    words: Mapping[str, tuple[str, ...]]
    """The words of each gold statement, in lower case."""

    def home(self, statement: str) -> str:
        """The article of a gold statement."""
        return self.story.statements[statement].article

    def reworded(self, pair: Pair) -> bool:
        return _shared_run(*(self.words[statement] for statement in pair)) < REWORDED


def count(story: Story, dossier: Compared) -> Counter[str]:
    """The counts of one story, which add up over stories."""
    laid = _match(story, dossier)
    counts: Counter[str] = Counter(stories=1)
    for part in (_count_pairs, _count_claims, _count_origins, _count_differences, _count_chains):
        part(laid, counts)
    return counts


def _match(story: Story, dossier: Compared) -> _Matched:
    names = _names_by_id(story)
    article_names = {a.id: names[a.file or a.id] for a in dossier.articles}
    article_of = {s.id: article_names[s.article] for s in dossier.statements}
    gold = _words_of_gold(story)
    texts = {i: story.texts[s.article].text for i, s in story.statements.items()}
    return _Matched(
        story=story,
        dossier=dossier,
        article_of=article_of,
        gold_of=stand_for(story, {s.id: s.spans for s in dossier.statements}, article_of),
        words={i: tuple(texts[i][start:end].casefold() for start, end in sorted(gold[i])) for i in gold},
    )


def _words_of_gold(story: Story) -> dict[str, Set[Span]]:
    words = {name: word_spans(text.text) for name, text in story.texts.items()}
    return {i: words_in(words[s.article], s.spans) for i, s in story.statements.items()}


def stand_for(story: Story, statements: Mapping[str, Sequence[Span]], article_of: Mapping[str, str]) -> dict[str, str]:
    """The gold statement for each found one, given by its id with its spans and article: one to one, best first."""
    words = {name: word_spans(text.text) for name, text in story.texts.items()}
    found = {s: words_in(words[article_of[s]], spans) for s, spans in statements.items()}
    return _stand_for(found, article_of, _words_of_gold(story), {i: s.article for i, s in story.statements.items()})


def _stand_for(
    found: Mapping[str, Set[Span]],
    found_in: Mapping[str, str],
    gold: Mapping[str, Set[Span]],
    gold_in: Mapping[str, str],
) -> dict[str, str]:
    """The gold statement for each found one: one to one, the best pairs first."""
    by_article = defaultdict(list)
    for name, words in gold.items():
        by_article[gold_in[name]].append((name, words))
    likeness = [
        (-score, one, other)
        for one, words in found.items()
        for other, gold_words in by_article[found_in[one]]
        if (score := f1(words, gold_words)) >= MATCHED
    ]
    out: dict[str, str] = {}
    used: set[str] = set()
    for _, one, other in sorted(likeness):
        if one not in out and other not in used:
            out[one] = other
            used.add(other)
    return out


def _shared_run(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """The longest run of words that both share, over the length of the shorter one."""
    longest, before = 0, [0] * (len(other) + 1)
    for word in one:
        now = [0] * (len(other) + 1)
        for n, same in enumerate(other):
            if word == same:
                now[n + 1] = before[n] + 1
        longest, before = max(longest, *now), now
    return longest / max(1, min(len(one), len(other)))


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one <= other else (other, one)


def _count_pairs(laid: _Matched, counts: Counter[str]) -> None:
    gold = {
        _pair(one, other)
        for claim in laid.story.claims
        for one, other in product(claim.members, repeat=2)
        if laid.home(one) < laid.home(other)
    }
    given: set[Pair] = set()
    clear: set[Pair] = set()
    for claim in laid.dossier.claims:
        for one, other in product(claim.statements, repeat=2):
            if laid.article_of[one] >= laid.article_of[other]:
                continue
            if one not in laid.gold_of or other not in laid.gold_of:
                counts["unread"] += 1
                continue
            given.add(pair := _pair(laid.gold_of[one], laid.gold_of[other]))
            if claim.confidence == "clear":
                clear.add(pair)
    counts["joined"] += counts["unread"] + len(given)
    for pairs, right, total, hits in (
        (gold, given, "gold", "found"),
        (given, gold, "given", "right"),
        (clear, gold, "clear", "clear right"),
    ):
        reworded = {pair for pair in pairs if laid.reworded(pair)}
        counts.update({total: len(pairs), hits: len(pairs & right)})
        counts.update({f"{total} re": len(reworded), f"{hits} re": len(reworded & right)})
    counts["alike"] += len(laid.story.not_same)
    counts["alike joined"] += sum(_pair(*pair) in given for pair in laid.story.not_same)


def _groups(laid: _Matched) -> list[set[str]]:
    """The gold statements of each claim of the dossier."""
    return [{laid.gold_of[s] for s in claim.statements if s in laid.gold_of} for claim in laid.dossier.claims]


def _count_claims(laid: _Matched, counts: Counter[str]) -> None:
    groups = _groups(laid)
    for claim in laid.story.claims:
        members, articles = set(claim.members), {laid.home(m) for m in claim.members}
        counts["claims"] += 1
        counts["whole"] += any(
            {laid.home(m) for m in group & members} == articles and 2 * len(group & members) >= len(group)
            for group in groups
        )


def _count_origins(laid: _Matched, counts: Counter[str]) -> None:
    groups, claims = _groups(laid), laid.dossier.claims
    verdicts = {origin.claim: origin.verdict for origin in laid.dossier.origins}
    for origin in laid.story.origins:
        members = {name for name in origin.claim if name in laid.story.statements}
        if len(members) < 2:
            continue
        best = max(range(len(groups)), key=lambda n: len(groups[n] & members), default=None)
        if best is None or len(groups[best] & members) < 2:
            verdict = "not joined"
        else:
            verdict = verdicts.get(claims[best].id, "not established")
        counts[_origin_key(origin.verdict, "unclear" if verdict == "not established" else verdict)] += 1


def _origin_key(gold: str, given: str) -> str:
    return f"origin {gold}: {given}"


def _count_differences(laid: _Matched, counts: Counter[str]) -> None:
    given = _given_kinds(laid)
    members = [set(claim.members) for claim in laid.story.claims]
    listed: dict[Pair, set[str]] = defaultdict(set)
    for difference in laid.story.pairs:
        stands_for = set(_stands_for(difference, members, laid))
        for pair in stands_for:
            listed[pair].add(difference.kind)
        kinds = {kind for pair in stands_for for kind in given.get(pair, ())}
        _count_listed(difference.kind, kinds, counts)
    for pair, kinds in given.items():
        if kinds & CALLS:
            counts["calls"] += 1
            counts["calls right"] += bool(listed.get(pair, set()) & {*CALLS, "contrast"})
        if "marked" in kinds:
            counts["marks"] += 1
            counts["marks right"] += pair in listed


def _given_kinds(laid: _Matched) -> dict[Pair, set[str]]:
    """What the product says of two gold statements: conflict, update, contrast, marked."""
    out: dict[Pair, set[str]] = defaultdict(set)
    for relation in laid.dossier.relations:
        if relation.left not in laid.gold_of or relation.right not in laid.gold_of:
            continue
        kinds = {relation.kind, *(CALLED_AS.get(d.kind, d.kind) for d in relation.differences)}
        if any(d.about in MARKED for d in relation.differences):
            kinds.add("marked")
        out[_pair(laid.gold_of[relation.left], laid.gold_of[relation.right])] |= kinds & {*CALLS, "contrast", "marked"}
    return out


def _stands_for(difference: Listed, claims: Iterable[Set[str]], laid: _Matched) -> Iterator[Pair]:
    """The pair that readers named, and all pairs of members of the same claim in the same two articles."""
    left, right = difference.left, difference.right
    yield _pair(left, right)
    for members in claims:
        if left in members and right in members:
            for one, other in product(members, repeat=2):
                if laid.home(one) == laid.home(left) and laid.home(other) == laid.home(right):
                    yield _pair(one, other)


def _count_listed(kind: str, given: Set[str], counts: Counter[str]) -> None:
    called = bool(given & CALLS)
    counts[kind] += 1
    counts[f"{kind} seen"] += bool(given & ({"contrast"} if kind == "contrast" else {*CALLS, "marked"}))
    counts[f"{kind} called"] += called
    if kind in CALLS and called:
        counts["typed"] += 1
        counts["typed right"] += kind in given


def _count_chains(laid: _Matched, counts: Counter[str]) -> None:
    found = {gold: given for given, gold in laid.gold_of.items()}
    statements = {s.id: s for s in laid.dossier.statements}
    names = {e.id: e.name for e in laid.dossier.entities}
    for name, gold in laid.story.statements.items():
        if gold.chain is None or gold.broken is not None:
            continue
        counts["chain gold"] += 1
        counts["multi gold"] += len(gold.chain) > 1
        if name not in found:
            continue
        chain = [_hop_names(hop, names) for hop in statements[found[name]].chain]
        right = _same_chain(chain, gold.chain)
        counts.update({"chain found": 1, "chain right": right})
        counts.update({"told": 1, "told right": right} if gold.chain else {"own": 1, "own right": not chain})
        counts.update({"multi": len(chain) > 1, "multi right": len(chain) > 1 and right})
        counts["multi had"] += len(gold.chain) > 1 and right


def _hop_names(hop: _Hop, names: Mapping[str, str]) -> list[str]:
    return [names.get(source.entity or "") or source.text for source in hop.sources] or ["unnamed"]


def _same_chain(given: Sequence[Sequence[str]], gold: Sequence[str]) -> bool:
    return len(given) == len(gold) and all(_same_hop(g, h) for g, h in zip(given, gold, strict=True))


def _same_hop(given: Sequence[str], gold: str) -> bool:
    """Whether one of the given names is the gold one, and they are not many more or longer than it."""
    people = gold.count(" and ") + gold.count(",") + gold.count("+") + 1
    words = len(_bare(" ".join(given)).split())
    return (
        any(_same_speaker(name, gold) for name in given)
        and len(given) <= max(2, people)
        and words <= 3 * len(_bare(gold).split()) + 4
    )


def _same_speaker(one: str, other: str) -> bool:
    if _UNNAMED.match(one) and _UNNAMED.match(other):
        return True
    left, right = f" {_bare(one)} ", f" {_bare(other)} "
    return bool(left.strip() and right.strip()) and (left in right or right in left)


def _bare(name: str) -> str:
    """A name's words in lower case, without the note that it is none."""
    return squash(_UNNAMED_PREFIX.sub("", name))


Figure = float | int | None
"""Rounded to three digits; None where there is nothing to measure."""


def figures(counts: Counter[str]) -> dict[str, Figure | dict[str, int]]:
    """Every figure of the counts, and under ``n`` how much there was to measure."""
    return {
        "stories": counts["stories"],
        "failed": counts["failed"],
        **_pair_figures(counts),
        "whole": _share(counts, "whole", "claims"),
        "look-alikes joined": _share(counts, "alike joined", "alike"),
        **_difference_figures(counts),
        **_chain_figures(counts),
        **_origin_figures(counts),
        "n": {key: counts[key] for key in _SIZES},
    }


def _share(counts: Counter[str], top: str, bottom: str) -> float | None:
    return round(counts[top] / counts[bottom], 3) if counts[bottom] else None


def _pair_figures(counts: Counter[str]) -> dict[str, Figure]:
    precision, recall = _share(counts, "right", "given"), _share(counts, "found", "gold")
    reworded = _share(counts, "right re", "given re"), _share(counts, "found re", "gold re")
    return {
        "pairs P": precision,
        "pairs R": recall,
        "reworded P": reworded[0],
        "reworded R": reworded[1],
        "pairs F1": _harmonic(precision, recall),
        "reworded F1": _harmonic(*reworded),
        "unread": _share(counts, "unread", "joined"),
        "clear": _share(counts, "clear right", "clear"),
        "clear reworded": _share(counts, "clear right re", "clear re"),
        "clear share": _share(counts, "clear right", "gold"),
    }


def _harmonic(precision: float | None, recall: float | None) -> float:
    return round(2 * precision * recall / (precision + recall), 3) if precision and recall else 0.0


def _difference_figures(counts: Counter[str]) -> dict[str, Figure]:
    return {
        **{f"{kind} {what}": _share(counts, f"{kind} {what}", kind) for kind in LISTED for what in ("seen", "called")},
        "call precision": _share(counts, "calls right", "calls"),
        "calls": counts["calls"],
        "mark precision": _share(counts, "marks right", "marks"),
        "kind right": _share(counts, "typed right", "typed"),
    }


def _chain_figures(counts: Counter[str]) -> dict[str, Figure]:
    return {
        "chains": _share(counts, "chain right", "chain found"),
        "statements had": _share(counts, "chain found", "chain gold"),
        "attributed": _share(counts, "told right", "told"),
        "multi": _share(counts, "multi right", "multi"),
        "multi R": _share(counts, "multi had", "multi gold"),
        "multi n": counts["multi"],
        "own voice": _share(counts, "own right", "own"),
    }


def _origin_figures(counts: Counter[str]) -> dict[str, Figure]:
    joined = {(gold, given): counts[_origin_key(gold, given)] for gold in VERDICTS for given in VERDICTS}
    f1s = [
        2 * joined[verdict, verdict] / max(1, sum(n * pair.count(verdict) for pair, n in joined.items()))
        for verdict in VERDICTS
    ]
    return {
        "origins joined": sum(joined.values()),
        "origins not joined": sum(counts[_origin_key(gold, "not joined")] for gold in VERDICTS),
        "origins macro F1": round(sum(f1s) / len(VERDICTS), 3),
    }
